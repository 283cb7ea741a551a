package ui

import (
	"context"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/health"
	"starling/app/history"
	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// storyTab is what of a story is shown below its plan.
type storyTab int

const (
	tabPoints storyTab = iota
	tabLines
	tabScript
	tabHealth
	tabAttempts
	tabCount
)

// attemptsShown is how many attempts the story itself lists; history has all.
const attemptsShown = 20

// storyDetail is the chosen story beside the list.
type storyDetail struct {
	screen *storiesScreen
	shell  *Shell
	story  story.Story
	plan   rehearsal.Plan
	fault  error // why there is no plan
	object fyne.CanvasObject

	measure rehearsal.Fit
	found   []health.Observation
	health  *observationList

	page     *look.Page
	tab      storyTab
	tabs     *fyne.Container
	body     *fyne.Container
	records  []history.Record
	read     bool // the attempts were asked for
	loaded   bool // and are there
	shown    standing
	prompt   *look.Button
	limit    *look.Button
	mode     *look.Button
	question *look.Button
	more     *look.Button
	footed   []*look.Button // what of them stands in the foot
}

func newStoryDetail(sc *storiesScreen, st story.Story) *storyDetail {
	d := &storyDetail{screen: sc, shell: sc.shell, story: st, tab: sc.shell.tab}
	d.plan, d.fault = rehearsal.NewPlan(st, planOptions(sc.shell.settings, sc.choices.limit))
	d.shown = d.standing(st)
	d.measure = rehearsal.NewFit(st, d.plan, sc.shell.settings.Pace)
	d.page = look.NewPage(look.Column(0))
	d.observe()
	d.tabs, d.body = look.Flow(4), look.Layers()
	d.fillTabs()
	d.fillBody()
	d.page.SetContent(look.Column(0, look.Padded(30, 24, 30, 12, d.column())))
	d.readRung()
	d.object = yielding(d.page, look.Padded(30, 6, 30, 22, d.foot()))
	return d
}

// readRung reads with what the story was practised last, the first time that
// it is shown.
func (d *storyDetail) readRung() {
	slug, was := d.story.Slug, d.shown.prompt
	if _, known := d.shell.rungs[slug]; known || d.story.Draft() || d.shell.stats[slug].Attempts == 0 {
		return
	}
	d.shell.fetchLadder(slug, func([]practice.Attempt) {
		if d.screen.detail == d && d.shell.promptOf(slug) != was {
			d.screen.again()
		}
	})
}

// standing is all that a story's detail is made of.
type standing struct {
	story    story.Story
	stats    history.StoryStats
	known    bool
	choices  choices
	settings settings.Settings
	bank     int
	narrow   bool
	pace     measuredPace
	due      practice.Item
	today    practice.Day
	prompt   rehearsal.Prompt
}

func (d *storyDetail) standing(st story.Story) standing {
	due, _ := d.shell.due.item(st.Slug)
	return standing{
		story: st, stats: d.shell.stats[st.Slug], known: d.shell.statsLoaded, choices: d.screen.choices,
		settings: d.shell.settings, bank: d.shell.library.Bank.Len(), narrow: d.shell.narrow(),
		pace: d.shell.pace, prompt: d.shell.promptOf(st.Slug), due: due, today: d.shell.due.today,
	}
}

// still tells whether the detail would be the same if it were built now.
func (d *storyDetail) still() bool {
	st, ok := d.screen.current()
	return ok && reflect.DeepEqual(d.shown, d.standing(st))
}

func (d *storyDetail) column() *fyne.Container {
	column := look.Column(10, look.NewHeading(d.story.Title),
		look.NewProse(d.facts(), look.SizeBody, look.ColourQuiet))
	if due := d.shell.dueSentence(d.story.Slug); due != nil {
		column.Objects = append(column.Objects, due)
	}
	switch {
	case d.story.Draft():
		column.Objects = append(column.Objects, look.NewProse(draftText(d.story), look.SizeBody, look.ColourOver))
	case d.fault != nil:
		column.Objects = append(column.Objects, look.NewProse(fmt.Sprintf("It cannot be rehearsed: %v", d.fault), look.SizeBody, look.ColourOver))
	default:
		column.Objects = append(column.Objects, look.Padded(0, 4, 0, 0, planBar(d.plan)))
		if fit := d.fit(); fit != nil {
			column.Objects = append(column.Objects, fit)
		}
		if offer := d.shell.paceOffer(d.page.Reveal, d.screen.again); offer != nil {
			column.Objects = append(column.Objects, offer)
		}
	}
	column.Objects = append(column.Objects, look.Padded(0, 4, 0, 0, d.tabs), d.body)
	return column
}

// planBar shows a plan with the sections' names and targets.
func planBar(p rehearsal.Plan) *look.PlanBar {
	return look.NewPlanBar(look.BarLabels).Set(labelledSegments(p), 0)
}

// facts says in a line where the person stands with the story.
func (d *storyDetail) facts() string {
	stats := d.shell.stats[d.story.Slug]
	var facts []string
	if n := len(d.story.Answers); n > 0 {
		facts = append(facts, "Answers "+plural(n, "question", "questions"))
	}
	switch {
	case !d.shell.statsLoaded:
	case stats.Attempts == 0:
		facts = append(facts, "never said")
	default:
		facts = append(facts, "last said "+ago(stats.Last, d.shell.parts.Now()))
		if stats.Rated {
			facts = append(facts, fmt.Sprintf("coverage %.0f%%", stats.Coverage))
		}
		facts = append(facts, plural(stats.Attempts, "attempt", "attempts"))
	}
	if len(d.story.Tags) > 0 {
		facts = append(facts, strings.Join(d.story.Tags, ", "))
	}
	return strings.Join(facts, " · ")
}

// fit says whether the script fits the limit, at the person's pace.
func (d *storyDetail) fit() fyne.CanvasObject {
	fit := d.measure
	warning, rest := fit.Sentence()
	if warning == "" && rest == "" {
		return nil
	}
	ink := look.ColourQuiet
	if fit.Over > 0 {
		ink = look.ColourOver
	}
	return look.NewRuns(look.SizeSmall, look.Run{Text: warning + " ", Colour: ink}, look.Run{Text: rest, Colour: look.ColourQuiet})
}

func (d *storyDetail) fillTabs() {
	words := 0
	for _, n := range d.story.Names() {
		words += story.Words(d.story.Section(n).Script)
	}
	names := []string{"Points", "Polished lines", "Script", "Health", "Attempts"}
	if n := len(d.story.Polished); n > 0 {
		names[tabLines] = fmt.Sprintf("Polished lines %d", n)
	}
	if words > 0 {
		names[tabScript] = fmt.Sprintf("Script %d words", words)
	}
	if n := openObservations(d.found); n > 0 {
		names[tabHealth] = fmt.Sprintf("Health %d", n)
	}
	if n := d.shell.stats[d.story.Slug].Attempts; n > 0 {
		names[tabAttempts] = fmt.Sprintf("Attempts %d", n)
	}
	d.tabs.Objects = nil
	for i, name := range names {
		b := look.NewButton(look.Chip, name, "", func() { d.onTab(storyTab(i)) }).OnFocus(d.page.Reveal)
		b.Select(d.tab == storyTab(i))
		d.tabs.Objects = append(d.tabs.Objects, b)
	}
}

func (d *storyDetail) switchTab(by int) { d.onTab((d.tab + storyTab(by) + tabCount) % tabCount) }

func (d *storyDetail) onTab(tab storyTab) {
	d.tab, d.shell.tab = tab, tab
	for i, o := range d.tabs.Objects {
		o.(*look.Button).Select(storyTab(i) == tab)
	}
	d.fillBody()
	d.page.Reflow()
}

func (d *storyDetail) fillBody() {
	var content fyne.CanvasObject
	switch d.tab {
	case tabLines:
		content = d.lines()
	case tabScript:
		content = d.script()
	case tabHealth:
		content = d.health.content()
	case tabAttempts:
		content = d.attempts()
	default:
		content = d.points()
	}
	d.body.Objects = []fyne.CanvasObject{content}
	d.body.Refresh()
}

// toObservation gives the focus to an observation by its place, or to the last:
// whoever has put one aside is at the next.
func (d *storyDetail) toObservation(at int) {
	if d.tab != tabHealth {
		return
	}
	if rows := d.health.rows; len(rows) > 0 {
		at = min(at, len(rows)-1)
		d.shell.focus(rows[at])
		return
	}
	d.shell.window.Canvas().Unfocus()
}

// sectionHead is a section's badge and name.
func sectionHead(n story.SectionName) fyne.CanvasObject {
	return look.Row(6, look.NewBadge(n, 22), look.NewText(n.Title(), look.SizeBody, look.ColourText).Bold(), look.NewMark(n, 9))
}

func (d *storyDetail) points() fyne.CanvasObject {
	cards := look.Tiles(2, 260, 12)
	for _, n := range d.story.Names() {
		card := look.Column(8, d.fitHead(n))
		section := d.story.Section(n)
		for _, p := range section.Points {
			card.Objects = append(card.Objects, look.NewProse(p, look.SizeBody, look.ColourQuiet))
		}
		switch {
		case len(section.Points) > 0:
		case section.Script != "":
			card.Objects = append(card.Objects, look.NewProse("No points; there is a script.", look.SizeBody, look.ColourQuiet))
		default:
			card.Objects = append(card.Objects, look.NewProse("Nothing is written here yet.", look.SizeBody, look.ColourOver))
		}
		cards.Objects = append(cards.Objects, look.Card(card))
	}
	if d.story.Notes == "" {
		return look.Column(12, cards)
	}
	notes := d.card("Notes", []string{d.story.Notes})
	if d.untold() {
		return look.Column(12, notes, cards) // they are all that there is
	}
	return look.Column(12, cards, notes)
}

// untold tells whether the story has notes at most: so are drafts that were
// made of loose bullets.
func (d *storyDetail) untold() bool {
	return !slices.ContainsFunc(story.SectionNames(), func(n story.SectionName) bool { return !d.story.Section(n).Empty() })
}

// card is a titled list of texts.
func (d *storyDetail) card(title string, texts []string) fyne.CanvasObject {
	column := look.Column(8, look.NewText(title, look.SizeBody, look.ColourText).Bold())
	for _, t := range texts {
		column.Objects = append(column.Objects, look.NewProse(t, look.SizeBody, look.ColourQuiet))
	}
	return look.Card(column)
}

func (d *storyDetail) lines() fyne.CanvasObject {
	column := look.Column(12)
	if len(d.story.Polished) > 0 {
		column.Objects = append(column.Objects, d.card("Worth saying word for word", d.story.Polished))
	} else {
		column.Objects = append(column.Objects, look.NewProse("No polished lines yet: E edits the story.", look.SizeBody, look.ColourQuiet))
	}
	if len(d.story.Followups) > 0 {
		column.Objects = append(column.Objects, d.card("What may be asked next", d.story.Followups))
	}
	var questions []string
	for _, id := range d.story.Answers {
		questions = append(questions, d.shell.question(id).Text)
	}
	if len(questions) > 0 {
		column.Objects = append(column.Objects, d.card("Answers", questions))
	}
	return column
}

func (d *storyDetail) script() fyne.CanvasObject {
	column := look.Column(12)
	for _, n := range d.story.Names() {
		section := d.story.Section(n)
		card := look.Column(8, d.fitHead(n))
		if section.Script == "" {
			card.Objects = append(card.Objects, look.NewProse("No script for this section.", look.SizeBody, look.ColourQuiet))
		} else {
			card.Objects = append(card.Objects, scriptRows(section, look.SizeBody)...)
		}
		column.Objects = append(column.Objects, look.Card(card))
	}
	return column
}

// attempts lists the latest attempts; they are read when they are first shown.
func (d *storyDetail) attempts() fyne.CanvasObject {
	if !d.read {
		d.read = true
		var records []history.Record
		d.shell.fetchOr("Reading your history", func(ctx context.Context) (err error) {
			records, err = d.shell.parts.Reader.Attempts(ctx, history.Filter{Story: d.story.Slug, Limit: attemptsShown})
			return err
		}, func() { d.read = false }, func() {
			d.records, d.loaded = records, true
			if d.screen.detail == d && d.tab == tabAttempts {
				d.fillBody()
				d.page.Reflow()
			}
		})
	}
	if !d.loaded {
		return look.NewProse("Reading your history …", look.SizeBody, look.ColourQuiet)
	}
	if len(d.records) == 0 {
		return look.NewProse("Not said yet. Space starts the first attempt.", look.SizeBody, look.ColourQuiet)
	}
	column := look.Column(8)
	for _, r := range d.records {
		column.Objects = append(column.Objects, look.Tiles(2, 240, 10,
			look.NewText(recordLine(r), look.SizeBody, look.ColourQuiet).Clips(), saidBar(r, max(r.Plan.Limit, r.Spoken))))
	}
	column.Objects = append(column.Objects, look.NewButton(look.Raised, "All of them in History", "", func() {
		d.shell.past.only(d.story.Slug, d.story.Title)
		d.shell.show(d.shell.past)
	}).OnFocus(d.page.Reveal))
	return column
}

// recordLine says in a line when and how long an attempt was.
func recordLine(r history.Record) string {
	text := fmt.Sprintf("%s · %s", localTime(r).Format("2 Jan 15:04"), rehearsal.Clock(r.Spoken))
	if over := r.Spoken - r.Plan.Limit; over >= time.Second {
		text += " · " + seconds(over) + " over"
	}
	if r.Rated {
		text += fmt.Sprintf(" · %.0f%%", r.Coverage)
	}
	return text
}

// saidBar shows what an attempt's sections took; the full width is whole.
func saidBar(r history.Record, whole time.Duration) *look.PlanBar {
	segments := make([]look.Segment, len(r.Splits))
	for i, s := range r.Splits {
		segments[i] = look.Segment{Section: s.Section, Length: s.Spent}
	}
	return look.NewPlanBar(look.BarPlain).Set(segments, whole)
}

// foot holds what is chosen for the rehearsal, and starts it.
func (d *storyDetail) foot() fyne.CanvasObject {
	row := look.Flow(10)
	if !d.story.Draft() && d.fault == nil {
		c := d.screen.choices
		d.prompt = look.NewButton(look.Raised, "Prompt: "+promptName(d.shell.promptOf(d.story.Slug))+" ▾", "P", d.onPrompt)
		if c.mode == rehearsal.ModeOneWay {
			d.prompt = nil
		}
		d.limit = look.NewButton(look.Raised, rehearsal.Clock(d.shell.limitOf(d.story, c))+" ▾", "L", d.onLimit)
		d.mode = look.NewButton(look.Raised, modeName(c.mode)+" ▾", "O", d.onMode)
		row.Objects = append(row.Objects, look.NewButton(look.Primary, "Rehearse", "Space", d.screen.onRehearse))
		if len(d.story.Answers) > 1 {
			d.question = look.NewButton(look.Raised, "Question ▾", "Q", d.onQuestion)
		}
		row.Objects = append(row.Objects, d.roomFor()...)
	}
	kind := look.Raised
	if d.story.Draft() {
		kind = look.Primary
	}
	d.more = look.NewButton(look.Raised, "More ▾", "M", d.onMore)
	row.Objects = append(row.Objects, look.NewButton(kind, "Edit", "E", d.screen.onEdit), d.more)
	if d.shell.narrow() {
		row.Objects = append(row.Objects, look.NewButton(look.Raised, "All stories", "Esc", d.screen.onBack))
	}
	return row
}

// choose changes a choice and shows the detail anew.
func (d *storyDetail) choose(change func(c *choices)) {
	change(&d.screen.choices)
	d.screen.showDetail()
}

func (d *storyDetail) onPrompt() {
	d.shell.choosePrompt(d.below(d.prompt), d.shell.promptOf(d.story.Slug), func(p rehearsal.Prompt) {
		d.shell.rungs[d.story.Slug] = p
		d.screen.showDetail()
	})
}

func (d *storyDetail) onLimit() {
	own := d.shell.limitOf(d.story, choices{})
	texts, present := []string{rehearsal.Clock(own) + "  as the story has it"}, 0
	for i, l := range limits() {
		texts = append(texts, rehearsal.Clock(l))
		if l == d.screen.choices.limit {
			present = i + 1
		}
	}
	d.shell.choose(d.below(d.limit), texts, present, func(i int) {
		d.choose(func(c *choices) {
			c.limit = 0
			if i > 0 {
				c.limit = limits()[i-1]
			}
		})
	})
}

func (d *storyDetail) onMode() {
	modes := []rehearsal.Mode{rehearsal.ModePractice, rehearsal.ModeOneWay}
	texts := []string{"Practice", "One-way interview: 30 s to prepare, one take, question only"}
	present := 0
	if d.screen.choices.mode == rehearsal.ModeOneWay {
		present = 1
	}
	d.shell.choose(d.below(d.mode), texts, present, func(i int) {
		d.choose(func(c *choices) { c.mode = modes[i] })
	})
}

func (d *storyDetail) onQuestion() {
	texts, present := []string{"The least practised one"}, 0
	for i, id := range d.story.Answers {
		texts = append(texts, d.shell.question(id).Text)
		if id == d.screen.choices.question {
			present = i + 1
		}
	}
	d.shell.choose(d.below(d.question), texts, present, func(i int) {
		d.choose(func(c *choices) {
			c.question = ""
			if i > 0 {
				c.question = d.story.Answers[i-1]
			}
		})
	})
}
