package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// askScreen asks a question, large, and lets the person choose what to answer
// it with: one of its stories, or none.
type askScreen struct {
	questions *questionsScreen
	shell     *Shell
	id        string
	page      *look.Page
	plates    []*look.Plate
	first     int          // of them, that can be said
	prompt    *look.Button // nil where there is no story to prompt from
	still     bool         // the page does not follow the focus
}

func newAskScreen(sc *questionsScreen, id string) *askScreen {
	return &askScreen{questions: sc, shell: sc.shell, id: id}
}

// onAsk draws a question and asks it: the unprepared more often, and none twice
// before each was asked once.
func (sc *questionsScreen) onAsk() {
	sc.fresh()
	all := sc.repertoire.Questions()
	if len(all) == 0 {
		return
	}
	left := sc.notAsked(all)
	if len(left) == 0 {
		last := ""
		if a, ok := sc.shell.now.(*askScreen); ok {
			last = a.id
		}
		sc.asked = map[string]bool{last: len(all) > 1} // a new round, which does not begin with the last one
		left = sc.notAsked(all)
	}
	chances := make([]rehearsal.Preparation, len(left))
	for i, q := range left {
		chances[i] = sc.preparation(q)
	}
	id := left[rehearsal.Draw(chances, sc.shell.parts.Random)].ID
	sc.asked[id] = true
	sc.selectID(id)
	sc.shell.show(newAskScreen(sc, id))
}

func (sc *questionsScreen) notAsked(all []story.QuestionAnswers) []story.QuestionAnswers {
	var left []story.QuestionAnswers
	for _, q := range all {
		if !sc.asked[q.ID] {
			left = append(left, q)
		}
	}
	return left
}

// preparation tells how well prepared the person is for a question.
func (sc *questionsScreen) preparation(q story.QuestionAnswers) rehearsal.Preparation {
	answers := sc.shell.answers[q.ID]
	p := rehearsal.Preparation{Stories: len(q.Ready())}
	var last history.StoryStats
	if last, p.Said = latest(answers); p.Said {
		p.Ago = sc.shell.parts.Now().Sub(last.Last)
	}
	rated := map[string]history.StoryStats{}
	for slug, stats := range answers {
		if stats.Rated {
			rated[slug] = stats
		}
	}
	if last, ok := latest(rated); ok {
		p.Coverage, p.Rated = last.Coverage, true
	}
	return p
}

func (a *askScreen) content() fyne.CanvasObject {
	a.page = look.NewPage(look.Column(0))
	a.page.SetContent(a.column())
	foot := look.Flow(10, look.NewButton(look.Raised, "Another one", "A", a.questions.onAsk),
		look.NewButton(look.Raised, "Questions", "Esc", a.onLeave))
	side, _ := a.room()
	return look.Frame(nil, look.Padded(side, 6, side, 22, foot), a.page)
}

// room gives the margin at the sides, in units, and how large the question is
// set: in a narrow window the answers are to be in sight too.
func (a *askScreen) room() (side float32, question fyne.ThemeSizeName) {
	if a.shell.narrow() {
		return 24, look.SizeTitle
	}
	return 44, look.SizeAsked
}

// column builds the question and what it can be answered with.
func (a *askScreen) column() fyne.CanvasObject {
	a.questions.fresh()
	q, ok := a.questions.repertoire.Find(a.id)
	side, size := a.room()
	a.plates, a.prompt = nil, nil
	if !ok {
		return look.Padded(side, 24, side, 12, look.Column(8, look.NewHeading("This question is gone"),
			look.NewProse("It is no longer in "+story.BankFile+". A asks another one.", look.SizeBody, look.ColourQuiet)))
	}
	about := q.Category
	if said, _ := a.shell.lastSaid(q.ID); said == neverSaidWord {
		about += " · " + said
	} else if said != "" {
		about += " · last said " + said
	}
	column := look.Column(8,
		look.NewProse(about, look.SizeBody, look.ColourQuiet),
		look.NewProse(q.Text, size, look.ColourText),
		look.Padded(0, 10, 0, 0, look.NewProse("Answer it aloud, with", look.SizeBody, look.ColourQuiet)))
	stories := slices.Clone(q.Stories)
	slices.SortStableFunc(stories, func(x, y *story.Story) int { return draftsLast(*x) - draftsLast(*y) })
	a.first = 0
	for i, st := range stories {
		if st.Draft() && i == 0 {
			a.first = len(stories) // none can be said
		}
		a.add(column, st.Title, a.questions.storyLines(st, q.ID), func() { a.onStory(*st) })
	}
	a.add(column, withoutStoryText, a.aloneLines(q), a.onAlone)
	if len(q.Ready()) > 0 {
		a.prompt = look.NewButton(look.Raised, "Prompt: "+promptName(a.questions.prompt)+" ▾", "P", a.onPrompt).OnFocus(a.reveal)
		column.Objects = append(column.Objects, look.Padded(0, 6, 0, 0, look.Flow(10, a.prompt)))
	}
	return look.Padded(side, 24, side, 12, column)
}

func draftsLast(st story.Story) int {
	if st.Draft() {
		return 1
	}
	return 0
}

// withoutStoryText names the way to answer without a story.
const withoutStoryText = "No story: speak freely"

// aloneLines say of answering without a story what comes then.
func (a *askScreen) aloneLines(q story.QuestionAnswers) *fyne.Container {
	s := a.shell
	text := fmt.Sprintf("%s in the four sections of STAR, and the question alone on the screen", rehearsal.Clock(s.settings.Limit))
	if alone, said := s.answers[q.ID][""]; said {
		text += " · " + s.standingAt(alone)
	}
	lines := look.Column(4, look.NewRuns(look.SizeBody, look.Run{Text: withoutStoryText, Colour: look.ColourText, Bold: true}))
	if len(q.Stories) == 0 {
		lines.Objects = append(lines.Objects, gap("no story answers it yet"))
	}
	lines.Objects = append(lines.Objects, look.NewProse(text, look.SizeSmall, look.ColourQuiet))
	return lines
}

func (a *askScreen) add(column *fyne.Container, name string, lines *fyne.Container, tap func()) {
	plate := look.NewPlate(name, lines, tap).OnFocus(a.reveal)
	a.plates = append(a.plates, plate)
	column.Objects = append(column.Objects, plate)
}

// reveal brings what has the focus in sight, when the person gave it.
func (a *askScreen) reveal(o fyne.CanvasObject) {
	if !a.still {
		a.page.Reveal(o)
	}
}

// stay lets something happen without the page moving.
func (a *askScreen) stay(do func()) {
	a.still = true
	do()
	a.still = false
}

// shown gives the first that can be said the keyboard, and leaves the question
// in sight.
func (a *askScreen) shown() {
	a.shell.fetchStats()
	a.shell.fetchAnswers()
	if len(a.plates) > 0 {
		a.stay(func() { a.shell.focus(a.plates[a.first]) })
	}
}

// onLibrary is called when the stories have been read.
func (a *askScreen) onLibrary() { a.again() }

// onStats is called when history has been read.
func (a *askScreen) onStats() { a.again() }

func (a *askScreen) again() {
	a.shell.whenClear(func() {
		if a.shell.now == screen(a) {
			a.stay(func() { a.shell.keepFocus(a.page, func() { a.page.Replace(a.column()) }) })
		}
	})
}

// onStory goes to the stage of a story that answers the question.
func (a *askScreen) onStory(st story.Story) {
	if st.Draft() {
		a.shell.remark(draftText(st))
		return
	}
	c := choicesOf(a.shell.settings)
	c.prompt, c.question = a.questions.prompt, a.id
	a.shell.speak(st, c, a)
}

// onAlone goes to the stage of the question alone.
func (a *askScreen) onAlone() { a.shell.speakAlone(a.shell.question(a.id), a) }

func (a *askScreen) onLeave() { a.shell.show(a.questions) }

// onPrompt chooses what is shown while one of the stories is said.
func (a *askScreen) onPrompt() {
	if a.prompt == nil {
		return
	}
	a.page.Reveal(a.prompt) // the menu opens below it
	a.shell.choosePrompt(a.prompt, a.questions.prompt, func(p rehearsal.Prompt) {
		a.questions.prompt = p
		a.again()
	})
}

func (a *askScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyA:
		a.questions.onAsk()
	case fyne.KeyP:
		a.onPrompt()
	case fyne.KeyEscape:
		a.onLeave()
	}
}

func (a *askScreen) navigate(ev *fyne.KeyEvent) bool { return a.shell.stepPlates(a.plates, ev) }

func (a *askScreen) keys() []keyHelp {
	return []keyHelp{
		{"↑↓", "choose what to answer it with"},
		{"Space", "to the stage with that; so does Enter"},
		{"A", "another one"},
		{"P", "choose what is shown while one of its stories is said"},
		{"Esc", "all questions"},
	}
}
