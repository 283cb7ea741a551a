package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/chart"
	"starling/app/practice"
	"starling/app/progress"
	"starling/app/ui/look"
	charts "starling/app/ui/look/chart"
)

// Lengths of the Progress screen, in units.
const (
	wideShare  = 0.6 // of the cards that need width
	narrowCard = 270 // a narrower card has a row of its own
	cardGap    = 14
)

// How many stories are listed as due, and how many at least, those of the days
// to come included.
const (
	mostDue  = 8
	leastDue = 4
)

// progressCards are the cards of the Progress screen.
type progressCards struct {
	screen *progressScreen

	coverage, sections, time, overruns, calendar, listened *chartCard

	dueCard *fyne.Container
	due     []*look.Plate
}

func newProgressCards(sc *progressScreen) progressCards {
	reveal := func(o fyne.CanvasObject) { sc.page.Reveal(o) }
	return progressCards{
		screen:   sc,
		coverage: newChartCard("coverage", chart.Line{}, reveal), sections: newChartCard("sections", chart.Bars{}, reveal),
		time: newChartCard("time", chart.Stacked{}, reveal), overruns: newChartCard("overruns", chart.Histogram{}, reveal),
		calendar: newChartCard("practice", chart.Calendar{}, reveal), listened: newChartCard("listening", chart.Line{}, reveal),
		dueCard: look.Layers(),
	}
}

// charts are those that are shown.
func (c *progressCards) charts() []*chartCard {
	if len(c.screen.figures.Days) == 0 {
		return nil
	}
	shown := []*chartCard{c.coverage, c.sections, c.time, c.calendar, c.overruns}
	if len(c.screen.heard) > 0 {
		shown = append(shown, c.listened)
	}
	return shown
}

// show brings the cards up to date and gives what shows them.
func (c *progressCards) show(f progress.Figures) fyne.CanvasObject {
	c.dueCard.Objects = []fyne.CanvasObject{c.dueContent()}
	if len(f.Days) == 0 {
		return look.Pairs(wideShare, narrowCard, cardGap, c.nothing(f), c.dueCard)
	}
	c.coverage.set(f.CoverageChart())
	c.sections.set(f.SectionsChart())
	if weakest := f.Sections.Weakest; weakest != "" {
		c.sections.title.Set(look.Run{Text: "Weakest section: ", Colour: look.ColourText, Bold: true},
			look.Run{Text: weakest.Title(), Colour: look.SectionColour(weakest), Bold: true})
	}
	c.time.set(f.TimeChart())
	c.overruns.set(f.OverrunChart())
	c.calendar.set(f.CalendarChart())
	cards := look.Pairs(wideShare, narrowCard, cardGap, c.coverage.object, c.sections.object, c.time.object, c.dueCard,
		c.calendar.object, bestsCard(f.Bests), c.overruns.object)
	if len(c.screen.heard) > 0 { // else nothing of it is there: who records nothing misses nothing
		c.listened.set(c.screen.listened().Chart())
		cards.Objects = append(cards.Objects, c.listened.object)
	}
	return cards
}

// nothing says why there is nothing to show, and what to do.
func (c *progressCards) nothing(f progress.Figures) fyne.CanvasObject {
	title, text := "No practice yet", "Choose a story and press Space: Space here takes the one that is due first. "+
		"Rate the answer from 1 to 5, and your coverage, your weakest section and where the time goes are shown here."
	if f.Period != progress.AllTime || c.screen.of != (practiceOf{}) {
		title = "No practice to show"
		text = "There is no finished answer " + c.within(f.Period) + ". P looks further back, T chooses other stories, and Space rehearses what is due first."
	}
	return look.Card(look.Column(8, cardTitle(title), look.NewProse(text, look.SizeBody, look.ColourQuiet)))
}

// within says where was looked.
func (c *progressCards) within(p progress.Period) string {
	where := "at any story"
	switch {
	case c.screen.of.tag != "":
		where = "at stories tagged " + c.screen.of.tag
	case c.screen.of.slug != "":
		where = "at this story"
	}
	if p != progress.AllTime {
		where += " in the " + p.String()
	}
	return where
}

// chartCard is a chart below its title, with a sentence that says what it shows.
type chartCard struct {
	name    string // of its file, when it is saved
	title   *look.Prose
	view    *charts.View
	summary *look.Prose
	object  *fyne.Container
}

func newChartCard(name string, c chart.Chart, reveal func(fyne.CanvasObject)) *chartCard {
	card := &chartCard{name: name, title: cardTitle(""), view: charts.New(c), summary: look.NewProse("", look.SizeSmall, look.ColourQuiet)}
	card.view.OnFocus = func(fyne.CanvasObject) { reveal(card.object) }
	card.object = look.Card(look.Column(12, card.title, card.view, card.summary))
	return card
}

// cardTitle is the title of a card.
func cardTitle(text string) *look.Prose {
	return look.NewRuns(look.SizeBody, look.Run{Text: text, Colour: look.ColourText, Bold: true})
}

func (c *chartCard) set(of chart.Chart) {
	head := of.Heading()
	c.title.Set(look.Run{Text: head.Title, Colour: look.ColourText, Bold: true})
	c.summary.Set(look.Run{Text: head.Summary, Colour: look.ColourQuiet})
	c.view.Set(of)
}

// bestsCard lists the personal bests.
func bestsCard(b progress.Bests) fyne.CanvasObject {
	column := look.Column(10, cardTitle("Personal bests"))
	for _, best := range b.Rows() {
		name := look.NewProse(best.Name, look.SizeBody, look.ColourText)
		when := look.NewProse(best.When, look.SizeSmall, look.ColourQuiet)
		value := look.NewText(best.Value, look.SizeBody, look.ColourText).Bold()
		column.Objects = append(column.Objects, look.Ends(10, look.Column(2, name, when), value))
	}
	return look.Card(column)
}

// dueContent lists what is due, and, where that is little, what will be.
func (c *progressCards) dueContent() fyne.CanvasObject {
	sc, today := c.screen, c.screen.shell.calendar().Today
	due := sc.due()
	c.due = nil
	head := look.Column(6, look.Ends(10, cardTitle("Due"), look.NewText(interviewText(sc.shell.calendar()), look.SizeSmall, look.ColourQuiet)))
	for _, line := range c.dueLines(due) {
		head.Objects = append(head.Objects, look.NewProse(line, look.SizeSmall, look.ColourQuiet))
	}
	shown := sc.agenda[:min(len(sc.agenda), min(max(len(due), leastDue), mostDue))]
	rows := look.Column(0)
	for _, item := range shown {
		plate := c.dueRow(item, today)
		c.due = append(c.due, plate)
		rows.Objects = append(rows.Objects, plate)
	}
	content := look.Column(4, look.Padded(18, 16, 18, 0, head), look.Inset(2, 0, rows))
	if more := len(due) - len(shown); more > 0 {
		content.Objects = append(content.Objects, look.Padded(18, 0, 18, 4, look.NewProse(fmt.Sprintf("and %d more", more), look.SizeSmall, look.ColourQuiet)))
	}
	foot := look.Flow(10)
	first := look.Primary
	if len(due) > 1 {
		first = look.Raised
		foot.Objects = append(foot.Objects, look.NewButton(look.Primary, "Drill what is due", "D", sc.onDrill).OnFocus(sc.page.Reveal))
	}
	if len(due) > 0 {
		foot.Objects = append(foot.Objects, look.NewButton(first, "Rehearse the first", "Space", sc.onRehearseFirst).OnFocus(sc.page.Reveal))
	}
	content.Objects = append(content.Objects, look.Padded(18, 6, 18, 16, foot))
	return look.Layers(look.NewBox(look.ColourCard, 10), content)
}

// interviewText says in a word or five when the next interview is.
func interviewText(c practice.Calendar) string {
	ahead := practice.Ahead(c.Interviews, c.Today)
	if len(ahead) == 0 {
		return ""
	}
	next := ahead[0]
	switch days := int(next.Date - c.Today); days {
	case 0:
		return "interview today"
	case 1:
		return "interview tomorrow"
	default:
		return fmt.Sprintf("interview on %s · %d days", next.Date.Short(c.Today), days)
	}
}

// interviewsNamed is how many interviews are named.
const interviewsNamed = 3

// dueLines says what there is to know of what is due.
func (c *progressCards) dueLines(due []practice.Item) []string {
	sc := c.screen
	calendar := sc.shell.calendar()
	var lines, said []string
	for _, i := range c.named() {
		line := i.Sentence(calendar.Today)
		if len(i.Tags) > 0 {
			line = strings.TrimSuffix(line, ".") + ": " + strings.Join(i.Tags, ", ") + "."
		}
		said = append(said, line)
	}
	if len(said) > 0 {
		lines = append(lines, strings.Join(said, " "))
	}
	switch {
	case !sc.reckoned:
		lines = append(lines, "Reading what is due …")
	case len(sc.agenda) == 0:
		lines = append(lines, "There is no story to practise here. The stories screen ("+shortcut("1")+") says how to begin one.")
	case len(due) == 0:
		lines = append(lines, "Nothing is due today. This comes next:")
	}
	return lines
}

// dueRow is a story with when it is due: in words, in a colour and in a shape.
func (c *progressCards) dueRow(item practice.Item, today practice.Day) *look.Plate {
	sc := c.screen
	name := look.NewText(item.Title, look.SizeBody, look.ColourText).Clips()
	row := beside(name, dueWhen(item, today))
	content := look.Column(2, row)
	if why := c.why(item, today); why != "" {
		content.Objects = append(content.Objects, look.NewProse(why, look.SizeSmall, look.ColourQuiet))
	}
	return look.NewPlate(item.Title, content, func() { sc.rehearse(item.Slug) }).OnFocus(func(o fyne.CanvasObject) { sc.page.Reveal(o) })
}

// why says why a story is due, but for what stands on the card anyway.
func (c *progressCards) why(item practice.Item, today practice.Day) string {
	if !item.Due(today) {
		return ""
	}
	why := strings.TrimPrefix(item.Why, "Never said.")
	for _, i := range c.named() {
		why = strings.ReplaceAll(why, i.Sentence(today), "")
	}
	return strings.TrimSpace(why)
}

// named are the interviews that the card names: the nearest.
func (c *progressCards) named() []practice.Interview {
	calendar := c.screen.shell.calendar()
	ahead := practice.Ahead(calendar.Interviews, calendar.Today)
	return ahead[:min(len(ahead), interviewsNamed)]
}

// dueWhen says when a story is due, with the mark for that.
func dueWhen(item practice.Item, today practice.Day) fyne.CanvasObject {
	mark, ink := dueMark(item, today)
	if mark == nil {
		return look.NewText(item.Day.Short(today), look.SizeSmall, ink)
	}
	return look.Row(6, mark, look.NewText(item.When(today), look.SizeSmall, ink))
}
