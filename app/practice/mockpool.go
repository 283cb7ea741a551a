package practice

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"starling/app/story"
)

// MockQuestion is a question of a mock interview, and what may follow it.
type MockQuestion struct {
	// ID is the question's in the bank, Text its wording, Category its group's name.
	ID       string `json:"id"`
	Text     string `json:"text"`
	Category string `json:"category,omitempty"`
	// Story is the slug of the story that answers it; empty where none does.
	Story     string     `json:"story,omitempty"`
	Followups []Followup `json:"followups,omitempty"`
}

// Followup is a question that follows an answer.
type Followup struct {
	// ID is the question's in the bank; empty for one of the story's own.
	ID   string `json:"id,omitempty"`
	Text string `json:"text"`
}

// MockPool is what a mock interview asks about.
type MockPool struct {
	Bank    story.Bank
	Stories []story.Story
	// Categories are the names of those to ask from; without any it is the whole bank.
	Categories []string
	// Interview asks what it has tags for, whatever the categories; nil for none.
	// Those are the questions that its stories answer, and the categories that
	// are called like one of its tags.
	Interview *Interview
}

// ErrNoQuestions says that there is nothing to ask. The error that wraps it
// says why, and what to do.
var ErrNoQuestions = errors.New("there is no question to ask")

// NewMock draws the questions of a mock interview and begins it: as many as the
// options say, or all that there are. For each the story is chosen that answers
// it, has not been chosen yet, and comes to mind least. Follow-ups are the
// story's own, then questions of the same category that are not asked anyway.
// random gives numbers from 0 up to 1.
func (c Calendar) NewMock(o MockOptions, p MockPool, cards map[string]Card, random func() float64) (*Mock, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	pool := p.questions()
	if len(pool) == 0 {
		return nil, p.empty()
	}
	shuffle(pool, random)
	asked := first(pool, o.Questions)
	used := map[string]bool{}
	for _, q := range asked {
		used[q.ID] = true
	}
	answers := p.answers(c.Agenda(cards, p.Stories))
	told := map[string]bool{}
	for i := range asked {
		q := &asked[i]
		q.Story = pick(answers[q.ID], told)
		told[q.Story] = true
		q.Followups = p.followups(*q, o.Followups, used, random)
	}
	return newMock(o, asked), nil
}

// questions gives all that may be asked, in the order of the bank.
func (p MockPool) questions() []MockQuestion {
	var all []MockQuestion
	wanted := p.wanted()
	for _, c := range p.Bank.Categories {
		for _, q := range c.Questions {
			if wanted(c.Name, q.ID) {
				all = append(all, MockQuestion{ID: q.ID, Text: q.Text, Category: c.Name})
			}
		}
	}
	return all
}

// wanted tells of a question, by its category and its id, whether it may be asked.
func (p MockPool) wanted() func(category, id string) bool {
	among := func(names []string, name string) bool {
		return slices.ContainsFunc(names, func(n string) bool { return sameWord(n, name) })
	}
	if p.Interview == nil || len(p.Interview.Tags) == 0 {
		return func(category, _ string) bool {
			return p.Interview != nil || len(p.Categories) == 0 || among(p.Categories, category)
		}
	}
	answered := map[string]bool{}
	for _, s := range p.Stories {
		for _, id := range s.Answers {
			answered[id] = answered[id] || p.Interview.AsksFor(s)
		}
	}
	return func(category, id string) bool { return answered[id] || among(p.Interview.Tags, category) }
}

// empty says why there is nothing to ask.
func (p MockPool) empty() error {
	switch {
	case p.Bank.Len() == 0:
		return fmt.Errorf("%w: the bank is empty; write questions into %s", ErrNoQuestions, story.BankFile)
	case p.Interview != nil:
		return fmt.Errorf("%w for %s: no story with one of its tags (%s) names a question under answers; give the interview other tags, or choose categories",
			ErrNoQuestions, p.Interview.Name, strings.Join(p.Interview.Tags, ", "))
	}
	return fmt.Errorf("%w in %s; choose other categories, or write questions into %s",
		ErrNoQuestions, strings.Join(p.Categories, ", "), story.BankFile)
}

// answers gives for each question the stories that answer it: those that the
// interview asks for first, then those that come to mind least.
func (p MockPool) answers(agenda []Item) map[string][]string {
	type told struct {
		slug   string
		asked  bool
		recall float64
	}
	recall := map[string]float64{}
	for _, i := range agenda {
		recall[i.Slug] = i.Recall
	}
	byQuestion := map[string][]told{}
	for _, s := range p.Stories {
		if s.Draft() {
			continue
		}
		t := told{s.Slug, p.Interview != nil && p.Interview.AsksFor(s), recall[s.Slug]}
		for _, id := range s.Answers {
			byQuestion[id] = append(byQuestion[id], t)
		}
	}
	slugs := map[string][]string{}
	for id, all := range byQuestion {
		slices.SortFunc(all, func(a, b told) int {
			return cmp.Or(one(b.asked)-one(a.asked), cmp.Compare(a.recall, b.recall), strings.Compare(a.slug, b.slug))
		})
		for _, t := range all {
			slugs[id] = append(slugs[id], t.slug)
		}
	}
	return slugs
}

// pick gives the first that was not told yet, else the first; empty for none.
func pick(slugs []string, told map[string]bool) string {
	if len(slugs) == 0 {
		return ""
	}
	if i := slices.IndexFunc(slugs, func(slug string) bool { return !told[slug] }); i >= 0 {
		return slugs[i]
	}
	return slugs[0]
}

// followups draws what follows a question, n at most, and marks what it used.
func (p MockPool) followups(q MockQuestion, n int, used map[string]bool, random func() float64) []Followup {
	var own, bank []Followup
	for _, s := range p.Stories {
		if s.Slug == q.Story && q.Story != "" {
			for _, text := range s.Followups {
				own = append(own, Followup{Text: text})
			}
		}
	}
	for _, c := range p.Bank.Categories {
		if c.Name != q.Category {
			continue
		}
		for _, other := range c.Questions {
			if !used[other.ID] {
				bank = append(bank, Followup{ID: other.ID, Text: other.Text})
			}
		}
	}
	shuffle(own, random)
	shuffle(bank, random)
	drawn := slices.Clip(first(append(own, bank...), n))
	for _, f := range drawn {
		if f.ID != "" {
			used[f.ID] = true
		}
	}
	return drawn
}

// shuffle brings a list into a random order.
func shuffle[T any](all []T, random func() float64) {
	for i := len(all) - 1; i > 0; i-- {
		j := min(int(random()*float64(i+1)), i)
		all[i], all[j] = all[j], all[i]
	}
}
