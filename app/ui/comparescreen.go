package ui

import (
	"fmt"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/progress"
	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// compareScreen shows two attempts side by side.
type compareScreen struct {
	shell      *Shell
	comparison progress.Comparison
	page       *look.Page
	card       *chartCard
}

func newCompareScreen(s *Shell, a, b history.Record) *compareScreen {
	return &compareScreen{shell: s, comparison: progress.Compare(progressed(a), progressed(b))}
}

// progressed is an attempt as progress sees it.
func progressed(r history.Record) progress.Attempt {
	a := progress.Attempt{Attempt: r.Attempt, Number: r.Number, Ratings: r.Ratings, Note: r.Note}
	a.Started = localTime(r)
	return a
}

func (sc *compareScreen) content() fyne.CanvasObject {
	c := sc.comparison
	sc.page = look.NewPage(look.Column(0))
	sc.card = newChartCard("comparison", c.Chart(), func(o fyne.CanvasObject) { sc.page.Reveal(o) })
	sc.card.set(c.Chart())
	sc.card.summary.Hide() // it is among the differences
	titles := comparedTitle(c.Earlier)
	if other := comparedTitle(c.Later); other != titles {
		titles += ", and " + other
	}
	column := look.Column(10, look.NewHeading("Two attempts side by side"), look.NewProse(titles, look.SizeBody, look.ColourQuiet))
	for _, d := range c.Differences {
		column.Objects = append(column.Objects, look.NewProse("– "+d, look.SizeBody, look.ColourText))
	}
	column.Objects = append(column.Objects, look.Padded(0, 6, 0, 0, look.Card(sc.table())), sc.card.object)
	sc.page.SetContent(look.Padded(30, 24, 30, 12, column))
	foot := look.Flow(10, look.NewButton(look.Primary, "History", "Esc", sc.onBack))
	return look.Frame(nil, look.Padded(30, 6, 30, 22, foot), sc.page)
}

// comparedTitle is what an attempt was at.
func comparedTitle(a progress.Attempt) string {
	if a.Number > 0 {
		return fmt.Sprintf("%s (attempt %d)", attemptTitle(a.Attempt), a.Number)
	}
	return attemptTitle(a.Attempt)
}

// table sets what became of each section, and of the whole, side by side.
func (sc *compareScreen) table() fyne.CanvasObject {
	c := sc.comparison
	cell := func(text string, colour fyne.ThemeColorName, bold bool) fyne.CanvasObject {
		return look.NewRuns(look.SizeBody, look.Run{Text: text, Colour: colour, Bold: bold})
	}
	table := look.Column(8)
	line := func(head fyne.CanvasObject, earlier, later string, bold bool) {
		table.Objects = append(table.Objects, look.Tiles(3, 60, 12, head, cell(earlier, look.ColourText, bold), cell(later, look.ColourText, bold)))
	}
	when := func(a progress.Attempt) string { return a.Started.Format("2 Jan 2006, 15:04") }
	line(cell("", look.ColourText, false), when(c.Earlier), when(c.Later), true)
	line(cell("In all", look.ColourQuiet, false), wholeText(c.Earlier), wholeText(c.Later), false)
	for _, row := range c.Rows {
		line(cell(row.Section.Title(), look.SectionColour(row.Section), true), resultText(row.Earlier), resultText(row.Later), false)
	}
	line(cell("Said from", look.ColourQuiet, false), circumstances(c.Earlier), circumstances(c.Later), false)
	if c.Earlier.Note != "" || c.Later.Note != "" {
		line(cell("Note", look.ColourQuiet, false), noteText(c.Earlier), noteText(c.Later), false)
	}
	return table
}

func wholeText(a progress.Attempt) string {
	text := rehearsal.Clock(a.Spoken.Round(time.Second)) + " of " + rehearsal.Clock(a.Plan.Limit)
	if percent, ok := a.Coverage(); ok {
		return text + fmt.Sprintf(" · coverage %.0f%%", percent)
	}
	return text + " · not rated"
}

// resultText says what became of a section in an attempt.
func resultText(r progress.SectionResult) string {
	var parts []string
	if r.Planned {
		parts = append(parts, rehearsal.Clock(r.Spent.Round(time.Second))+" of "+rehearsal.Clock(r.Target))
	}
	if r.Rating > 0 {
		parts = append(parts, fmt.Sprintf("rated %d", r.Rating))
	}
	if len(parts) == 0 {
		return "–"
	}
	return strings.Join(parts, " · ")
}

func circumstances(a progress.Attempt) string {
	return promptWord(a.Prompt) + " · " + strings.ToLower(modeName(a.Mode))
}

func noteText(a progress.Attempt) string {
	if a.Note == "" {
		return "–"
	}
	return a.Note
}

func (sc *compareScreen) shown() {}

func (sc *compareScreen) onBack() { sc.shell.show(sc.shell.past) }

func (sc *compareScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		sc.onBack()
	case fyne.KeyS:
		sc.shell.onSaveChart([]*chartCard{sc.card})
	}
}

func (sc *compareScreen) navigate(ev *fyne.KeyEvent) bool { return scrollPage(sc.page, ev) }

func (sc *compareScreen) keys() []keyHelp {
	return []keyHelp{
		{"Esc", "back to the history"},
		{"Tab", "to the chart; the arrow keys, Home and End read its values"},
		{"S", "save the chart that you are at, as PNG or SVG"},
		{"↑↓", "scroll"},
	}
}
