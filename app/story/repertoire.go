package story

import (
	"cmp"
	"slices"
	"strings"
)

// ManyQuestions is how many questions one story may carry: an interviewer who
// asks several of more than that is likely to hear the story twice.
const ManyQuestions = 5

// Repertoire is the stories seen from the questions that they answer. It holds
// pointers to the stories that it was made of and is not changed afterwards.
type Repertoire struct {
	// Categories are those of the bank, in its order.
	Categories []CategoryAnswers

	carries map[string]int    // how many questions each story answers, by slug
	places  map[string][2]int // of each question: its category, and its place there
}

// CategoryAnswers is a category with the stories that answer its questions.
type CategoryAnswers struct {
	Name      string
	Questions []QuestionAnswers
}

// QuestionAnswers is a question with the stories that answer it.
type QuestionAnswers struct {
	Question
	Category string
	// Stories are in their order; drafts are among them.
	Stories []*Story
}

// Share is how many of a category's questions a story answers.
type Share struct {
	Story     *Story
	Questions int
}

// NewRepertoire sees stories from the questions of a bank; those of a library
// are by title, and so are those of each question then. Ids that the bank does
// not have are passed over, as is an id that a story has twice.
func NewRepertoire(bank Bank, stories []Story) Repertoire {
	r := Repertoire{carries: make(map[string]int), places: make(map[string][2]int)}
	for i, c := range bank.Categories {
		answers := CategoryAnswers{Name: c.Name, Questions: make([]QuestionAnswers, len(c.Questions))}
		for j, q := range c.Questions {
			answers.Questions[j] = QuestionAnswers{Question: q, Category: c.Name}
			r.places[q.ID] = [2]int{i, j}
		}
		r.Categories = append(r.Categories, answers)
	}
	for i := range stories {
		r.add(&stories[i])
	}
	return r
}

// add puts a story to the questions that it answers.
func (r *Repertoire) add(s *Story) {
	for i, id := range s.Answers {
		at, known := r.places[id]
		if !known || slices.Contains(s.Answers[:i], id) {
			continue
		}
		q := &r.Categories[at[0]].Questions[at[1]]
		q.Stories = append(q.Stories, s)
		r.carries[s.Slug]++
	}
}

// Find gives the question of that id with its stories.
func (r Repertoire) Find(id string) (QuestionAnswers, bool) {
	at, ok := r.places[id]
	if !ok {
		return QuestionAnswers{}, false
	}
	return r.Categories[at[0]].Questions[at[1]], true
}

// Questions gives all questions in the order of the bank.
func (r Repertoire) Questions() []QuestionAnswers {
	var all []QuestionAnswers
	for _, c := range r.Categories {
		all = append(all, c.Questions...)
	}
	return all
}

// Gaps counts the questions that no story answers.
func (r Repertoire) Gaps() int {
	gaps := 0
	for _, c := range r.Categories {
		gaps += c.Gaps()
	}
	return gaps
}

// Carries counts the questions that the story of that slug answers.
func (r Repertoire) Carries(slug string) int { return r.carries[slug] }

// Overloaded tells whether a story carries more than ManyQuestions.
func (r Repertoire) Overloaded(slug string) bool { return r.carries[slug] > ManyQuestions }

// Gaps counts the category's questions that no story answers.
func (c CategoryAnswers) Gaps() int {
	gaps := 0
	for _, q := range c.Questions {
		if len(q.Stories) == 0 {
			gaps++
		}
	}
	return gaps
}

// Shares gives the stories that answer any of the category's questions, those
// that answer most of them first, and then by title.
func (c CategoryAnswers) Shares() []Share {
	var shares []Share
	at := make(map[*Story]int)
	for _, q := range c.Questions {
		for _, s := range q.Stories {
			i, there := at[s]
			if !there {
				i = len(shares)
				at[s] = i
				shares = append(shares, Share{Story: s})
			}
			shares[i].Questions++
		}
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Questions, a.Questions), strings.Compare(fold(a.Story.Title), fold(b.Story.Title)))
	})
	return shares
}

// Ready gives those of the question's stories that can be rehearsed.
func (q QuestionAnswers) Ready() []*Story {
	var ready []*Story
	for _, s := range q.Stories {
		if !s.Draft() {
			ready = append(ready, s)
		}
	}
	return ready
}

// Asks tells whether every word of a text occurs in the question, in its
// category or in the title of a story that answers it. Case, diacritics and the
// kind of quotation marks make no difference; a part of a word is enough.
func (q QuestionAnswers) Asks(text string) bool {
	all := fold(q.Text + "\n" + q.Category + "\n" + q.ID)
	for _, s := range q.Stories {
		all += "\n" + fold(s.Title)
	}
	for word := range strings.FieldsSeq(text) {
		if !strings.Contains(all, fold(word)) {
			return false
		}
	}
	return true
}

// HasBank tells whether the folder has a bank of questions, whatever is in it.
func (l Library) HasBank() bool { return l.bankFile }
