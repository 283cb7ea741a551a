package ui

import (
	"fmt"
	"slices"

	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/look"
)

// questionGrid shows which categories which stories answer: a row for each
// category with its stories, and a row for each story with its categories. What
// is missing is said in the row's head.
type questionGrid struct {
	screen *questionsScreen
	shell  *Shell
	page   *look.Page
	plates []*look.Plate
	still  bool // the page does not follow the focus
}

func newQuestionGrid(sc *questionsScreen) *questionGrid {
	return &questionGrid{screen: sc, shell: sc.shell, page: look.NewPage(look.Column(0))}
}

func (g *questionGrid) content() fyne.CanvasObject {
	g.page = look.NewPage(g.rows())
	foot := look.Flow(10, look.NewButton(look.Raised, "List", "G", g.screen.onGrid), look.NewButton(look.Raised, "Ask me one", "A", g.screen.onAsk))
	return look.Frame(nil, look.Padded(30, 6, 30, 22, foot), g.page)
}

// shown gives the first row the keyboard.
func (g *questionGrid) shown() {
	if len(g.plates) > 0 {
		g.still = true // the heading is to be seen first
		g.shell.focus(g.plates[0])
		g.still = false
	}
}

// again shows the grid anew, where it was.
func (g *questionGrid) again() {
	g.still = true
	g.shell.keepFocus(g.page, func() { g.page.Replace(g.rows()) })
	g.still = false
}

func (g *questionGrid) rows() fyne.CanvasObject {
	r := g.screen.repertoire
	g.plates = nil
	column := look.Column(8, look.NewHeading("Your stories by category"), look.NewProse(g.summary(), look.SizeBody, look.ColourQuiet))
	for _, c := range r.Categories {
		g.add(column, c.Name, g.standing(c), g.storyBlocks(c), func() { g.toCategory(c) })
	}
	stories := g.screen.linking.stories()
	if len(stories) > 0 {
		column.Objects = append(column.Objects, look.Padded(0, 18, 0, 0, look.NewHeading("Your categories by story")))
	}
	for i := range stories {
		st := &stories[i]
		g.add(column, st.Title, g.carrying(st), g.categoryBlocks(st), func() { g.screen.toStory(st.Slug) })
	}
	return look.Padded(30, 24, 30, 12, column)
}

// summary counts what there is.
func (g *questionGrid) summary() string {
	bank, gaps := g.shell.library.Bank.Len(), g.screen.repertoire.Gaps()
	return fmt.Sprintf("%d of %s have a story. A number is how many questions of the category the story answers.",
		bank-gaps, plural(bank, "question", "questions"))
}

// add puts a row into the column.
func (g *questionGrid) add(column *fyne.Container, name string, standing fyne.CanvasObject, blocks []fyne.CanvasObject, tap func()) {
	title := look.NewRuns(look.SizeBody, look.Run{Text: name, Colour: look.ColourText, Bold: true})
	content := look.Column(8, look.Ends(12, title, standing))
	if len(blocks) > 0 {
		content.Objects = append(content.Objects, look.Flow(6, blocks...))
	}
	plate := look.NewPlate(name, content, tap).OnFocus(func(o fyne.CanvasObject) {
		if !g.still {
			g.page.Reveal(o)
		}
	})
	g.plates = append(g.plates, plate)
	column.Objects = append(column.Objects, plate)
}

// standing says how many of a category's questions have a story.
func (g *questionGrid) standing(c story.CategoryAnswers) fyne.CanvasObject {
	all, gaps := len(c.Questions), c.Gaps()
	switch {
	case all == 0:
		return gap("no question yet")
	case gaps == all:
		return gap("gap: no story")
	case gaps > 0:
		return gap(fmt.Sprintf("%d of %d without a story", gaps, all))
	}
	return look.NewText("all "+plural(all, "question", "questions"), look.SizeSmall, look.ColourQuiet)
}

// carrying says how many questions a story answers.
func (g *questionGrid) carrying(st *story.Story) fyne.CanvasObject {
	switch n := g.screen.repertoire.Carries(st.Slug); {
	case n == 0:
		return gap("answers no question")
	case n > story.ManyQuestions:
		return look.NewText(fmt.Sprintf("carries %d questions", n), look.SizeSmall, look.ColourOver)
	default:
		return look.NewText("answers "+plural(n, "question", "questions"), look.SizeSmall, look.ColourQuiet)
	}
}

func (g *questionGrid) storyBlocks(c story.CategoryAnswers) []fyne.CanvasObject {
	var blocks []fyne.CanvasObject
	for _, share := range c.Shares() {
		name := share.Story.Title
		if share.Story.Draft() {
			name += " (draft)"
		}
		blocks = append(blocks, gridBlock(name, share.Questions))
	}
	return blocks
}

func (g *questionGrid) categoryBlocks(st *story.Story) []fyne.CanvasObject {
	var blocks []fyne.CanvasObject
	for _, c := range g.screen.repertoire.Categories {
		n := 0
		for _, q := range c.Questions {
			if slices.Contains(st.Answers, q.ID) {
				n++
			}
		}
		if n > 0 {
			blocks = append(blocks, gridBlock(c.Name, n))
		}
	}
	return blocks
}

// gridBlock is a cell of the grid: what meets the row, and in how many questions.
func gridBlock(name string, questions int) fyne.CanvasObject {
	text := fmt.Sprintf("%s  %d", name, questions)
	label := look.NewText(text, look.SizeSmall, look.ColourText).Clips()
	return look.Layers(look.NewBox(look.ColourRaised, 6), look.Inset(9, 5, &fyne.Container{Layout: naturalLayout{text}, Objects: []fyne.CanvasObject{label}}))
}

// naturalLayout gives a text that may be shortened the width that it would like.
type naturalLayout struct{ text string }

func (naturalLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	objects[0].Move(fyne.NewPos(0, 0))
	objects[0].Resize(size)
}

func (l naturalLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.MeasureText(l.text, look.Size(look.SizeSmall), fyne.TextStyle{}).AddWidthHeight(1, 0)
}

// toCategory goes to a category's questions in the list: to the first without a
// story, or to the first.
func (g *questionGrid) toCategory(c story.CategoryAnswers) {
	if len(c.Questions) == 0 {
		g.shell.remark(fmt.Sprintf("%s has no question yet: write it into %s.", c.Name, story.BankFile))
		return
	}
	at := max(0, slices.IndexFunc(c.Questions, func(q story.QuestionAnswers) bool { return len(q.Stories) == 0 }))
	g.screen.onGrid()
	g.screen.selectID(c.Questions[at].ID)
	g.screen.showList()
	g.screen.showDetail()
}

// navigate moves between the rows.
func (g *questionGrid) navigate(ev *fyne.KeyEvent) bool { return g.shell.stepPlates(g.plates, ev) }

// stepPlates moves the focus between plates that stand below each other.
func (s *Shell) stepPlates(plates []*look.Plate, ev *fyne.KeyEvent) bool {
	at := slices.IndexFunc(plates, (*look.Plate).Focused)
	switch ev.Name {
	case fyne.KeyUp:
		at = max(at-1, 0)
	case fyne.KeyDown:
		at++
	case fyne.KeyPageUp:
		at = max(at-5, 0)
	case fyne.KeyPageDown:
		at += 5
	case fyne.KeyHome:
		at = 0
	case fyne.KeyEnd:
		at = len(plates)
	default:
		return false
	}
	if len(plates) > 0 {
		s.focus(plates[min(at, len(plates)-1)])
	}
	return true
}
