package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// summaryScreen says of a session that is over what was said, how it was rated,
// and what is next.
type summaryScreen struct {
	shell   *Shell
	session *practiceSession
	records map[string]history.Record
	agenda  []practice.Item
	read    bool
	reading int
	page    *look.Page
}

func newSummaryScreen(p *practiceSession) *summaryScreen {
	return &summaryScreen{shell: p.shell, session: p}
}

func (sc *summaryScreen) content() fyne.CanvasObject {
	sc.page = look.NewPage(look.Column(0))
	sc.page.SetContent(sc.column())
	foot := look.Flow(10, look.NewButton(look.Primary, "Done", "Enter", sc.onLeave), look.NewHint("?", "keys", sc.shell.showKeys))
	return look.Frame(nil, look.Padded(30, 6, 30, 22, foot), sc.page)
}

func (sc *summaryScreen) shown() { sc.reload() }

// reload reads what history says of the answers.
func (sc *summaryScreen) reload() {
	sc.reading++
	reading := sc.reading
	results := sc.session.run.results()
	records := map[string]history.Record{}
	calendar, stories := sc.shell.calendar(), sc.shell.practises.stories()
	var agenda []practice.Item
	sc.shell.fetch("Reading your history", func(ctx context.Context) error {
		for _, r := range results {
			if r.attempt == "" {
				continue
			}
			record, err := sc.shell.parts.Reader.Attempt(ctx, r.attempt)
			if errors.Is(err, history.ErrNotFound) {
				continue // it is still on its way there, and comes with the next change
			}
			if err != nil {
				return err
			}
			records[r.attempt] = record
		}
		cards, err := sc.shell.parts.Cards(ctx)
		agenda = calendar.Agenda(cards, stories)
		return err
	}, func() {
		if reading != sc.reading || sc.shell.now != sc {
			return
		}
		sc.records, sc.agenda, sc.read = records, agenda, true
		sc.shell.whenClear(func() { sc.page.Replace(sc.column()) })
	})
}

func (sc *summaryScreen) column() fyne.CanvasObject {
	run := sc.session.run
	column := look.Column(10, look.NewHeading(run.title()), look.NewProse(capital(run.progress().String())+".", look.SizeBody, look.ColourQuiet))
	card := look.Column(12)
	for _, r := range run.results() {
		card.Objects = append(card.Objects, sc.line(r))
	}
	column.Objects = append(column.Objects, look.Card(card))
	if sc.read {
		column.Objects = append(column.Objects, look.Padded(0, 6, 0, 0, look.NewProse(sc.next(), look.SizeBody, look.ColourText)))
	}
	return look.Padded(30, 22, 30, 22, column)
}

// line says what became of an answer.
func (sc *summaryScreen) line(r result) fyne.CanvasObject {
	text := r.why
	if record, ok := sc.records[r.attempt]; ok {
		text = answerText(record, r.lights)
	}
	left := float32(0)
	if r.sub {
		left = 22
	}
	return look.Padded(left, 0, 0, 0, look.Column(2, look.NewProse(r.title, look.SizeBody, look.ColourText), look.NewProse(text, look.SizeSmall, look.ColourQuiet)))
}

// answerText says how long an answer was and how it was rated.
func answerText(r history.Record, lights practice.Lights) string {
	if r.Deleted {
		return "discarded"
	}
	times := rehearsal.Clock(r.Spoken) + " of " + rehearsal.Clock(r.Plan.Limit)
	story := ""
	if !r.Alone() && r.Mode == rehearsal.ModeMock {
		story = "with " + r.Title
	}
	ratings := "not rated"
	if len(r.Ratings) > 0 {
		var all []string
		for _, s := range r.Splits {
			if rating := r.Ratings[s.Section]; rating > 0 {
				all = append(all, fmt.Sprintf("%s %d", s.Section.Title(), rating))
			}
		}
		if rating := r.Ratings[rehearsal.Delivery]; rating > 0 {
			all = append(all, fmt.Sprintf("%s %d", rehearsal.Delivery.Title(), rating))
		}
		ratings = strings.Join(all, ", ")
		if r.Rated {
			ratings += fmt.Sprintf(": coverage %.0f%%", r.Coverage)
		}
	}
	return joined(times, qualifyWords(lights, r.Spoken), story, ratings)
}

// next says what to practise next.
func (sc *summaryScreen) next() string {
	today := sc.shell.calendar().Today
	due := 0
	for _, item := range sc.agenda {
		due += one(item.Due(today))
	}
	switch {
	case len(sc.agenda) == 0:
		return "What is next: a first story. " + shortcut("1") + " says how to begin one."
	case due == 0:
		return fmt.Sprintf("What is next: nothing more is due today. %s comes %s.", sc.agenda[0].Title, sc.agenda[0].When(today))
	}
	return fmt.Sprintf("What is next: %s due today, first %s. %s", plural(due, "story is", "stories are"), sc.agenda[0].Title, sc.agenda[0].Why)
}

func (sc *summaryScreen) onLeave() { sc.shell.show(sc.shell.practises) }

func (sc *summaryScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeyEscape, fyne.KeySpace:
		sc.onLeave()
	}
}

func (sc *summaryScreen) navigate(ev *fyne.KeyEvent) bool { return scrollPage(sc.page, ev) }

func (sc *summaryScreen) keys() []keyHelp {
	return []keyHelp{
		{"Enter", "back to what there is to practise; so do Space and Esc"},
		{"↑↓", "scroll"},
	}
}
