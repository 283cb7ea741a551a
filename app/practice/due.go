package practice

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"sort"
	"strings"

	"starling/app/story"
)

// Calendar is what decides, beside the cards, on which day a story is due.
type Calendar struct {
	// Today is the day that it is where the person is; see DayOf.
	Today Day
	// Interviews are the person's; past ones change nothing.
	Interviews []Interview
	// Retention is the chance, from 0 to 1, with which a story should still come
	// to mind when it is due; 0 stands for DefaultRetention.
	Retention float64
}

// Item is a story and when to say it next.
type Item struct {
	Slug, Title string
	// Never is set for a story that was never said with a grade. It is due, and
	// has no Day. Told is set where it was said without one.
	Never, Told bool
	// Day is when the story is due; it may lie in the past.
	Day Day
	// Overdue is how many days ago that was; 0 for today, for a day to come and
	// for a story never said.
	Overdue int
	// Recall is the chance, from 0 to 1, that the story comes to mind today.
	Recall float64
	// Interview is the name of the next interview that asks for the story; empty
	// where none does. InterviewIn is how many days away it is.
	Interview   string
	InterviewIn int
	// Why says in a sentence or two why the story is due when it is.
	Why string
}

// Due tells whether the story should be said today.
func (i Item) Due(today Day) bool { return i.Never || i.Day <= today }

// When says when the story is due, in a word or three: "never said", "today",
// "2 days ago", "in 3 days".
func (i Item) When(today Day) string {
	switch {
	case i.Never && i.Told:
		return "no grade yet"
	case i.Never:
		return "never said"
	}
	return FromToday(i.Day, today)
}

// Sentence says when the story is due, as a sentence: "Due today.", "Due since
// 20 Nov.", "Due on 3 Dec."
func (i Item) Sentence(today Day) string {
	switch {
	case i.Never:
		return "Due."
	case i.Day < today:
		return "Due since " + named(i.Day, today, "") + "."
	}
	return "Due " + named(i.Day, today, "on ") + "."
}

// neverFirst is how many days before an interview the stories that were never
// said come before those that were: a week is enough to learn one.
const neverFirst = 7

// rank orders items that are due and are asked for by the same interview, or
// by none that is near: what was said before comes first, for it is being
// forgotten, until the interview is a week away.
func (i Item) rank() int {
	if i.Never == (i.near() && i.InterviewIn <= neverFirst) {
		return 0
	}
	return 1
}

// near tells whether an interview that asks for the story is at most NearDays away.
func (i Item) near() bool { return i.Interview != "" && i.InterviewIn <= NearDays }

// wait is how many days away the interview is, where it is near.
func (i Item) wait() int {
	if i.near() {
		return i.InterviewIn
	}
	return math.MaxInt
}

// Agenda gives all stories but drafts, in the order in which to say them.
// Those that are due come first:
//
//   - those that an interview in the next 14 days asks for, the nearest interview
//     first, then the others;
//   - among these, the stories that were said before, and then those never said;
//     within a week of the interview the other way round;
//   - among these, the story first that least likely comes to mind.
//
// Then come the stories that are not due yet, by the day on which they will be.
func (c Calendar) Agenda(cards map[string]Card, stories []story.Story) []Item {
	m := newModel()
	interviews := Ahead(c.Interviews, c.Today)
	var items []Item
	for _, s := range stories {
		if !s.Draft() {
			items = append(items, c.item(&m, interviews, cards[s.Slug], s))
		}
	}
	slices.SortFunc(items, c.compare)
	return items
}

// Due gives the part of the agenda that is due today.
func (c Calendar) Due(cards map[string]Card, stories []story.Story) []Item {
	all := c.Agenda(cards, stories)
	n := sort.Search(len(all), func(i int) bool { return !all[i].Due(c.Today) })
	return all[:n]
}

// Item gives the agenda's item of one story.
func (c Calendar) Item(card Card, s story.Story) Item {
	m := newModel()
	return c.item(&m, Ahead(c.Interviews, c.Today), card, s)
}

func (c Calendar) compare(a, b Item) int {
	due := a.Due(c.Today)
	switch {
	case due != b.Due(c.Today):
		return 1 - 2*one(due)
	case due:
		return cmp.Or(
			cmp.Compare(a.wait(), b.wait()), cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.Recall, b.Recall),
			byName(a, b))
	}
	return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.Recall, b.Recall), byName(a, b))
}

func byName(a, b Item) int {
	return cmp.Or(strings.Compare(a.Title, b.Title), strings.Compare(a.Slug, b.Slug))
}

func one(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// item makes the item of a story. The interviews are those ahead.
func (c Calendar) item(m *model, interviews []Interview, card Card, s story.Story) Item {
	i := Item{Slug: s.Slug, Title: s.Title, Never: !card.Said(), Told: card.Told > 0}
	next := slices.IndexFunc(interviews, func(i Interview) bool { return i.AsksFor(s) })
	if next >= 0 {
		i.Interview, i.InterviewIn = interviews[next].Name, int(interviews[next].Date-c.Today)
	}
	var because *Interview
	if i.Never {
		i.Why = "Never said."
		if i.Told {
			i.Why = "Said before, and never with a grade."
		}
		if i.near() {
			because = &interviews[next]
		}
	} else {
		i.Day, because = c.due(m, interviews, card, s)
		i.Overdue = max(int(c.Today-i.Day), 0)
		i.Recall = m.recall(card.Memory, int(c.Today-card.Day))
		i.Why = lastTime(card, c.Today)
	}
	if because != nil {
		i.Why += " " + because.Sentence(c.Today)
	}
	return i
}

// due is the day on which a card is due, and the interview that is why it is
// not later; nil where none is. That is the first day on which the story comes
// to mind with less than the retention that is asked for then, and no later
// than the eve of an interview that asks for the story, unless the story was
// said on that eve or after it.
func (c Calendar) due(m *model, interviews []Interview, card Card, s story.Story) (day Day, because *Interview) {
	usual := c.retention()
	day = card.Day + Day(card.interval(m, usual))
	for n := range interviews {
		i := &interviews[n]
		if card.Day >= i.Eve() || !i.AsksFor(s) {
			continue
		}
		if i.Eve() < day {
			day, because = i.Eve(), i
		}
		// Recall falls and the retention rises from day to day: where the one is
		// below the other, it stays so.
		from := max(card.Day+1, i.Date-NearDays)
		n := sort.Search(int(max(day-from, 0)), func(n int) bool {
			on := from + Day(n)
			return m.recall(card.Memory, int(on-card.Day)) < i.retention(on, usual)
		})
		if sooner := from + Day(n); sooner < day {
			day, because = sooner, i
		}
	}
	return day, because
}

// retention is the retention that the person asks for, kept within what makes sense.
func (c Calendar) retention() float64 {
	if c.Retention == 0 {
		return DefaultRetention
	}
	return min(max(c.Retention, 0.5), 0.99)
}

// lastTime says how the story went when it was last said.
func lastTime(card Card, today Day) string {
	on := " on " + card.Day.Short(today) + "."
	v := card.Verdict
	switch {
	case v.Reason == ByRating:
		return fmt.Sprintf("%s was rated %d%s", v.Section.Title(), v.Rating, on)
	case v.Reason == ByTime:
		return capital(seconds(v.Over)) + " over the limit" + on
	case v.Reason == ByPerson:
		return fmt.Sprintf("You graded it %s%s", v.Grade.Title(), on)
	case card.Day >= today:
		return "Said well today."
	}
	return fmt.Sprintf("Last said %s,%s", FromToday(card.Day, today), on)
}

// After says what an attempt means for its story, once it has been taken into
// the card that was: the grade and why, and when the story is due again. The
// card may know the attempt already, as one that has no grade yet: it is
// in history when it ends, and rated after that.
func (c Calendar) After(was Card, a Attempt, s story.Story) string {
	text := Explain(a)
	if was.Through == markOf(a) {
		was.Through = Mark{}
	}
	next, ok := Continue(was, []Attempt{a})
	switch {
	case !ok || !Judge(a).Grade.Counts():
		return text
	case next.Count == was.Count:
		return text + " The first graded attempt of a day counts; this one is practice, and changes no date."
	}
	m := newModel()
	day, _ := c.due(&m, Ahead(c.Interviews, c.Today), next, s)
	return text + " Due again " + onDay(day, c.Today) + "."
}
