package practice

import (
	"cmp"
	"slices"
	"strings"

	"starling/app/story"
)

// Card is what all attempts at one story come to. It follows from them alone:
// it can be thrown away at any time and made anew by [Replay], and it does not
// depend on what the settings or the interviews are. It can be kept as text
// and taken further with [Continue]. The zero value is the card of a story
// never said.
type Card struct {
	Memory
	// Day is the day of the last attempt that counted; meaningless while Count is 0.
	Day Day
	// Verdict is its grade, and why.
	Verdict Verdict
	// Told is the number of whole answers, graded or not.
	Told int
	// Count is the number of attempts that counted, Lapses how many of them were
	// graded Again once the story had been said before.
	Count  int
	Lapses int

	// Before is the memory as it was before that attempt, and Elapsed the days
	// since the one before it: from them the interval follows, for any retention.
	Before  Memory
	Elapsed int

	// Recent has the last ratings of each section and of the delivery, the newest
	// first, 0 for none. Those of a section practised by itself are among them.
	Recent [rated][recent]uint8

	// Through is the last attempt that was looked at, whether it counted or not.
	Through Mark
}

// recent is how many ratings of each section a card keeps.
const recent = 3

// Mark is the place of an attempt among all of its story: they are in the
// order in which they were begun.
type Mark struct {
	Started int64 // ns since 1970
	ID      string
}

func markOf(a Attempt) Mark { return Mark{Started: a.Started.UnixNano(), ID: a.ID} }

func (m Mark) compare(other Mark) int {
	return cmp.Or(cmp.Compare(m.Started, other.Started), strings.Compare(m.ID, other.ID))
}

// Said tells whether any attempt at the story counted; one without a grade does not.
func (c Card) Said() bool { return c.Count > 0 }

// Replay derives the cards of all stories from all attempts, in whatever order
// they come; an attempt that comes twice counts once. The keys are slugs.
func Replay(attempts []Attempt) map[string]Card {
	replayed := newReplay()
	inOrder := slices.IsSortedFunc(attempts, byMark)
	if !inOrder {
		attempts = slices.Clone(attempts)
		slices.SortFunc(attempts, byMark)
	}
	for i := range attempts {
		replayed.take(&attempts[i])
	}
	return replayed.cards()
}

func byMark(a, b Attempt) int {
	return cmp.Or(a.Started.Compare(b.Started), strings.Compare(a.ID, b.ID))
}

// replay holds cards while attempts are taken into them.
type replay struct {
	model  model
	bySlug map[string]*Card
}

func newReplay() *replay { return &replay{model: newModel(), bySlug: map[string]*Card{}} }

// take takes in the next attempt; one of a question alone belongs to no card.
func (r *replay) take(a *Attempt) {
	if a.Story == "" {
		return
	}
	c := r.bySlug[a.Story]
	if c == nil {
		c = new(Card)
		r.bySlug[a.Story] = c
	}
	c.take(&r.model, a)
}

func (r *replay) cards() map[string]Card {
	cards := make(map[string]Card, len(r.bySlug))
	for slug, c := range r.bySlug {
		cards[slug] = *c
	}
	return cards
}

// Continue takes attempts at a card's story into the card, in whatever order
// they come. It is the same as replaying all of them from the first, as long as
// each was begun after those that the card knows already. Where one was not
// (it came late from another machine, or its rating or its grade has been
// changed since) ok is false, and the story is to be replayed.
func Continue(c Card, since []Attempt) (next Card, ok bool) {
	since = slices.Clone(since)
	slices.SortFunc(since, byMark)
	m := newModel()
	for i := range since {
		if c.Through != (Mark{}) && markOf(since[i]).compare(c.Through) <= 0 {
			if i > 0 && markOf(since[i]) == markOf(since[i-1]) {
				continue // the same one twice
			}
			return Card{}, false
		}
		c.take(&m, &since[i])
	}
	return c, true
}

// take takes in an attempt that was begun after those that the card knows.
func (c *Card) take(f *model, a *Attempt) {
	mark := markOf(*a)
	if c.Through == mark {
		return
	}
	c.Through = mark
	if a.whole() {
		c.remember(a.Ratings)
		c.Told += one(a.Part == "")
	}
	v := Judge(*a)
	if !v.Grade.Counts() {
		return
	}
	day := DayOf(a.Started)
	elapsed := 0
	if c.Said() {
		if elapsed = int(day - c.Day); elapsed <= 0 {
			return // said on that day already, or the speaker has flown back into it
		}
		if v.Grade == Again {
			c.Lapses++
		}
	}
	c.Before, c.Elapsed = c.Memory, elapsed
	c.Memory = f.after(c.Before, elapsed, v.Grade)
	c.Day, c.Verdict = day, v
	c.Count++
}

// remember puts an attempt's ratings before those of earlier ones.
func (c *Card) remember(r Ratings) {
	for i, rating := range r {
		if rating > 0 {
			copy(c.Recent[i][1:], c.Recent[i][:])
			c.Recent[i][0] = rating
		}
	}
}

// Mean is the mean of the last ratings of a section, or of the delivery; ok is
// false where there are none.
func (c Card) Mean(n story.SectionName) (mean float64, ok bool) {
	i := ratedIndex(n)
	if i < 0 {
		return 0, false
	}
	total, count := 0, 0
	for _, rating := range c.Recent[i] {
		if rating > 0 {
			total += int(rating)
			count++
		}
	}
	if count == 0 {
		return 0, false
	}
	return float64(total) / float64(count), true
}

// Recall is the chance, from 0 to 1, that the story still comes to mind on a
// day; 0 for a story never said.
func (c Card) Recall(on Day) float64 {
	m := newModel()
	return m.recall(c.Memory, int(on-c.Day))
}

// Interval is the number of days after Day at which the story should be said
// again, for a retention from 0 to 1; 0 for a story never said.
func (c Card) Interval(retention float64) int {
	m := newModel()
	return c.interval(&m, retention)
}

func (c Card) interval(f *model, retention float64) int {
	if !c.Said() {
		return 0
	}
	return f.interval(c.Before, c.Elapsed, c.Verdict.Grade, retention)
}
