package ui

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/story"
	"starling/app/ui/look"
)

// today is the day that it is for the person: it ends at 04:00.
func (s *Shell) today() practice.Day { return practice.DayOf(s.parts.Now().Local()) }

// calendar is what decides on which day a story is due.
func (s *Shell) calendar() practice.Calendar {
	prefs := s.settings.Practice
	c := practice.Calendar{Today: s.today(), Retention: float64(prefs.Retention) / 100}
	for _, i := range prefs.Interviews {
		// The settings take no date that is none.
		if interview, err := practice.NewInterview(i.Name, i.Date, i.Tags); err == nil {
			c.Interviews = append(c.Interviews, interview)
		}
	}
	return c
}

// dues is what is due, as it was when it was last reckoned.
type dues struct {
	today practice.Day
	read  bool
	cards map[string]practice.Card
	// agenda is all stories but drafts, in the order in which to say them.
	agenda []practice.Item
	places map[string]int // of the stories in the agenda, by slug
}

// reckon puts all stories in the order in which to say them.
func reckon(c practice.Calendar, cards map[string]practice.Card, stories []story.Story) dues {
	d := dues{today: c.Today, read: true, cards: cards, agenda: c.Agenda(cards, stories)}
	d.places = make(map[string]int, len(d.agenda))
	for i, item := range d.agenda {
		d.places[item.Slug] = i
	}
	return d
}

// item gives a story's item; false where it has none, or history was not read yet.
func (d dues) item(slug string) (practice.Item, bool) {
	i, ok := d.places[slug]
	if !ok {
		return practice.Item{}, false
	}
	return d.agenda[i], true
}

// due tells whether a story should be said today.
func (d dues) due(slug string) bool {
	item, ok := d.item(slug)
	return ok && item.Due(d.today)
}

// now gives what is due, in order.
func (d dues) now() []practice.Item {
	for i, item := range d.agenda {
		if !item.Due(d.today) {
			return d.agenda[:i]
		}
	}
	return d.agenda
}

// after gives what is due next after a story: the one that follows it, or from
// the last the first; none where nothing else is due.
func (d dues) after(slug string) (practice.Item, bool) {
	due := d.now()
	next := 0
	if at, ok := d.places[slug]; ok && at < len(due) {
		next = (at + 1) % len(due)
	}
	if next >= len(due) || due[next].Slug == slug {
		return practice.Item{}, false
	}
	return due[next], true
}

// fetchDue reads what is due beside the main thread, and then calls done.
func (s *Shell) fetchDue(done func()) {
	calendar, stories := s.calendar(), s.library.Stories
	s.dueReading++
	reading := s.dueReading
	var d dues
	s.fetch("Reading your history", func(ctx context.Context) error {
		cards, err := s.parts.Cards(ctx)
		if err == nil {
			d = reckon(calendar, cards, stories)
		}
		return err
	}, func() {
		if reading == s.dueReading { // else a newer one is on its way
			s.due = d
			done()
		}
	})
}

// dueMark is a shape that says whether a story is due: a filled dot, a ring
// for one that was never said, and nothing else.
func dueMark(item practice.Item, today practice.Day) (fyne.CanvasObject, fyne.ThemeColorName) {
	switch {
	case item.Never:
		return look.NewRing(look.ColourNever, 10), look.ColourNever
	case item.Due(today):
		return look.Square(10, look.NewBox(look.ColourOver, 5)), look.ColourOver
	}
	return nil, look.ColourQuiet
}

// dueWord says in the list of stories that one is due: "due today", "never said".
func dueWord(item practice.Item, today practice.Day) string {
	if item.Never {
		return item.When(today)
	}
	return "due " + item.When(today)
}

// dueSentence says when a story is due, and why.
func (s *Shell) dueSentence(slug string) fyne.CanvasObject {
	item, ok := s.due.item(slug)
	if !ok {
		return nil
	}
	_, ink := dueMark(item, s.due.today)
	return look.NewRuns(look.SizeBody,
		look.Run{Text: item.Sentence(s.due.today) + " ", Colour: ink, Bold: item.Due(s.due.today)},
		look.Run{Text: item.Why, Colour: look.ColourQuiet})
}

// interviewLine says what the next interview is and asks for: "Acme in 5 days:
// it asks for conflict, influence." It is empty where none is ahead.
func (s *Shell) interviewLine() string {
	today := s.today()
	ahead := practice.Ahead(s.calendar().Interviews, today)
	if len(ahead) == 0 {
		return ""
	}
	next := ahead[0]
	asks := "all stories"
	if len(next.Tags) > 0 {
		asks = strings.Join(next.Tags, ", ")
	}
	line := fmt.Sprintf("%s %s: it asks for %s.", next.Name, practice.FromToday(next.Date, today), asks)
	if more := len(ahead) - 1; more > 0 {
		line += " Then " + plural(more, "other", "others") + "."
	}
	return line
}

// dueStoriesOf gives the stories of a list that are due, in the order in which to say them.
func (s *Shell) dueStoriesOf(stories []story.Story) []story.Story {
	var due []story.Story
	for _, st := range stories {
		if s.due.due(st.Slug) {
			due = append(due, st)
		}
	}
	slices.SortFunc(due, func(a, b story.Story) int { return s.due.places[a.Slug] - s.due.places[b.Slug] })
	return due
}

// dueCount counts the stories that are due; 0 before history was read.
func (s *Shell) dueCount() int { return len(s.due.now()) }

// onNextDue selects the story that is due next after the selected one.
func (sc *storiesScreen) onNextDue() {
	d := sc.shell.due
	next, ok := d.after(sc.selected)
	switch {
	case !d.read:
		return
	case !ok && d.due(sc.selected):
		sc.shell.tell("Nothing else is due today.")
		return
	case !ok && len(d.agenda) > 0:
		first := d.agenda[0]
		sc.shell.tell("Nothing is due today. Next comes " + first.Title + ", " + first.When(d.today) + ".")
		return
	case !ok:
		return
	}
	sc.selectSlug(next.Slug)
	sc.again()
	sc.showDetail()
}

// fillAsks shows what the next interview asks for.
func (sc *storiesScreen) fillAsks() {
	text := sc.shell.interviewLine()
	sc.asks.Set(look.Run{Text: text, Colour: look.ColourQuiet})
	setVisible(sc.asks, text != "" && !sc.shell.narrow()) // where there is little room the stories say it
}

// standing says in a word where the person stands with a story: that it is
// due, with a mark, or when it was last said.
func (sc *storiesScreen) standing(st story.Story, stats history.StoryStats) fyne.CanvasObject {
	item, known := sc.shell.due.item(st.Slug)
	switch {
	case st.Draft():
		return look.NewText("draft", look.SizeSmall, look.ColourOver)
	case known && item.Due(sc.shell.due.today):
		mark, ink := dueMark(item, sc.shell.due.today)
		return look.Row(6, mark, look.NewText(dueWord(item, sc.shell.due.today), look.SizeSmall, ink))
	case !sc.shell.statsLoaded:
		return look.NewText("", look.SizeSmall, look.ColourQuiet)
	case stats.Attempts == 0:
		return look.NewText("never said", look.SizeSmall, look.ColourNever)
	}
	return look.NewText(ago(stats.Last, sc.shell.parts.Now()), look.SizeSmall, look.ColourQuiet)
}
