package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"starling/app/practice"
	"starling/app/progress"
	"starling/app/story"
	"starling/app/ui/look"
)

// progressScreen shows what practice has done and what is due, of all stories,
// of a tag or of one.
type progressScreen struct {
	shell  *Shell
	period progress.Period
	of     practiceOf

	figures progress.Figures
	memory  map[string]practice.Card // what each story's attempts have left
	agenda  []practice.Item
	heard   []progress.Listening // all that were rated before and after listening
	read    bool                 // the figures and what was heard were read
	reading int                  // which reading is the latest; older ones are not painted
	// reckoned is set once the memory and the agenda have been read.
	reckoned bool

	page  *look.Page
	chips *fyne.Container
	cards progressCards
}

// practiceOf is what the figures are of; all stories if it is empty.
type practiceOf struct{ tag, slug string }

func newProgressScreen(s *Shell) *progressScreen {
	return &progressScreen{shell: s, period: progress.Month}
}

func (sc *progressScreen) content() fyne.CanvasObject {
	sc.chips = look.Flow(2)
	sc.fillChips()
	sc.page = look.NewPage(look.Column(0))
	sc.cards = newProgressCards(sc)
	sc.fill()
	return look.Frame(look.Padded(26, 12, 26, 4, sc.chips), nil, sc.page)
}

func (sc *progressScreen) shown() {
	sc.shell.practises.lookForLeft() // a drill that was left is gone on with
	sc.reload()
}

// onLibrary is called when the stories have been read.
func (sc *progressScreen) onLibrary() {
	if sc.shell.now == sc {
		sc.shell.whenClear(func() {
			sc.fillChips()
			sc.reload()
		})
	}
}

// stories gives the stories that are meant, and their slugs as progress wants
// them: nil for all.
func (sc *progressScreen) stories() (stories []story.Story, slugs []string) {
	all := sc.shell.library.Stories
	if sc.of == (practiceOf{}) {
		return all, nil
	}
	if sc.of.slug != "" {
		slugs = []string{sc.of.slug} // its attempts are there even if the story is gone
		if st, ok := sc.shell.library.Find(sc.of.slug); ok {
			stories = []story.Story{st}
		}
		return stories, slugs
	}
	slugs = []string{}
	for _, st := range sc.shell.library.Search("", sc.of.tag) {
		stories, slugs = append(stories, st), append(slugs, st.Slug)
	}
	return stories, slugs
}

// reload reads everything again; what is shown stays until it has been read.
func (sc *progressScreen) reload() {
	sc.reading++
	reading, period := sc.reading, sc.period
	stories, slugs := sc.stories()
	today, calendar := progress.DayOf(sc.shell.parts.Now().Local()), sc.shell.calendar()
	var figures progress.Figures
	var heard []progress.Listening
	sc.shell.fetch("Reading your progress", func(ctx context.Context) (err error) {
		if heard, err = sc.readListenings(ctx); err != nil {
			return err
		}
		figures, err = progress.Read(ctx, sc.shell.parts.Progress, slugs, period, today)
		return err
	}, func() {
		if reading == sc.reading {
			sc.figures, sc.heard, sc.read = figures, heard, true
			sc.shell.whenClear(sc.fill)
		}
	})
	// What is due comes by itself: derived for the first time, it takes longer
	// with very many attempts.
	var cards map[string]practice.Card
	var agenda []practice.Item
	sc.shell.fetch("Reading your history", func(ctx context.Context) (err error) {
		if cards, err = sc.shell.parts.Cards(ctx); err == nil {
			agenda = calendar.Agenda(cards, stories)
		}
		return err
	}, func() {
		if reading == sc.reading {
			sc.memory, sc.agenda, sc.reckoned = cards, agenda, true
			sc.shell.whenClear(sc.fill)
		}
	})
}

// fill shows what was read. Charts stay where they are, so that what is focused
// and how far the page is scrolled does too.
func (sc *progressScreen) fill() {
	if sc.shell.now != sc {
		return
	}
	sc.shell.keepFocus(sc.page, func() {
		if !sc.read {
			sc.page.SetContent(emptyColumn("Reading your history …", ""))
			return
		}
		sc.page.Replace(look.Padded(26, 8, 26, 22, sc.cards.show(sc.figures)))
	})
}

func (sc *progressScreen) fillChips() {
	var chips []fyne.CanvasObject
	for _, p := range progress.Periods() {
		b := look.NewButton(look.Chip, periodName(p), "", func() { sc.onPeriod(p) })
		b.Select(sc.period == p)
		chips = append(chips, b)
	}
	chips = append(chips, look.Padded(0, 0, 14, 0, look.NewHint("P", "", sc.nextPeriod)))
	which := look.NewButton(look.Chip, sc.ofName()+" ▾", "T", sc.find)
	which.Select(sc.of != practiceOf{})
	save := look.Padded(14, 0, 0, 0, look.NewHint("S", "save the chart you are at", func() { sc.shell.onSaveChart(sc.cards.charts()) }))
	sc.shell.replace(sc.chips, append(chips, which, save)...)
}

func periodName(p progress.Period) string {
	switch p {
	case progress.Month:
		return "30 days"
	case progress.Quarter:
		return "90 days"
	}
	return "All time"
}

func (sc *progressScreen) onPeriod(p progress.Period) {
	sc.period = p
	sc.fillChips()
	sc.reload()
}

// nextPeriod looks further back, or, at the furthest, begins anew.
func (sc *progressScreen) nextPeriod() {
	periods := progress.Periods()
	for i, p := range periods {
		if p == sc.period {
			sc.onPeriod(periods[(i+1)%len(periods)])
			return
		}
	}
}

func (sc *progressScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyP:
		sc.nextPeriod()
	case fyne.KeyT:
		sc.find()
	case fyne.KeyS:
		sc.shell.onSaveChart(sc.cards.charts())
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		sc.onRehearseFirst()
	case fyne.KeyD:
		sc.onDrill()
	case fyne.KeyEscape:
		sc.shell.window.Canvas().Unfocus()
	}
}

func (sc *progressScreen) navigate(ev *fyne.KeyEvent) bool {
	for _, p := range sc.cards.due {
		if p.Focused() && (ev.Name == fyne.KeyUp || ev.Name == fyne.KeyDown) {
			return sc.shell.stepPlates(sc.cards.due, ev)
		}
	}
	return scrollPage(sc.page, ev)
}

func (sc *progressScreen) keys() []keyHelp {
	return []keyHelp{
		{"P", "look back 30 days, 90 days, or to the beginning"},
		{"T", "all stories, a tag, or one story"},
		{"Space", "rehearse what is due first; Enter at a story that is due rehearses it"},
		{"D", "drill all that is due, one after the other"},
		{"Tab", "to the next chart; the arrow keys, Home and End read its values"},
		{"S", "save the chart that you are at, as PNG or SVG"},
		{"↑↓", "scroll"},
	}
}

// rehearse goes to the stage of a story, and comes back here.
func (sc *progressScreen) rehearse(slug string) {
	st, ok := sc.shell.library.Find(slug)
	if !ok {
		sc.shell.tell("The story " + slug + " is gone. Its attempts are in the history.")
		return
	}
	sc.shell.stories.selectSlug(slug)
	sc.shell.practise(st, sc)
}

// onRehearseFirst rehearses what is due first.
func (sc *progressScreen) onRehearseFirst() {
	if due := sc.due(); len(due) > 0 {
		sc.rehearse(due[0].Slug)
	}
}

// onDrill drills what is due, or goes on with that where it was left.
func (sc *progressScreen) onDrill() {
	if p := sc.shell.sessions[keptDrill]; p != nil {
		if left, ok := p.run.(drillRun); ok && left.Kind() == practice.DrillDue && !left.over() {
			sc.shell.onResumePractice(p)
			return
		}
	}
	if len(sc.due()) == 0 {
		return
	}
	stories, _ := sc.stories()
	sc.shell.startPractice(drillRun{sc.shell.calendar().DueDrill(sc.memory, stories, oftenMany)})
}

// due is the part of the agenda that is due today.
func (sc *progressScreen) due() []practice.Item {
	today := sc.shell.calendar().Today
	for i, item := range sc.agenda {
		if !item.Due(today) {
			return sc.agenda[:i]
		}
	}
	return sc.agenda
}

// emptyColumn says why there is nothing, and what to do.
func emptyColumn(title, text string) fyne.CanvasObject {
	return look.Inset(30, 40, look.Column(8, look.NewHeading(title), look.NewProse(text, look.SizeBody, look.ColourQuiet)))
}
