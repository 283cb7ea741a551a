package ui

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// questionsScreen is the bank of questions by category, with the chosen one and
// its stories beside it; or the grid of categories and stories.
type questionsScreen struct {
	pane

	repertoire story.Repertoire
	stale      bool // the stories have changed since it was made
	linking    linking
	filter     questionFilter
	searched   string
	rows       []questionRow // what the list shows
	heads      []int         // those of them that are categories
	selected   string        // a question's id
	problem    int           // index into the bank's problems, or -1
	detail     *questionDetail

	grid   *questionGrid    // nil while the list is shown
	prompt rehearsal.Prompt // for the stories that are said from here
	asked  map[string]bool  // by "Ask me one", in this round
}

func newQuestionsScreen(s *Shell) *questionsScreen {
	sc := &questionsScreen{problem: -1, prompt: rehearsal.PromptQuestion, asked: map[string]bool{}}
	sc.pane = newPane(s, "Search questions and stories", sc.onSearch)
	sc.relaid = sc.showDetail
	sc.listed = func() bool { return len(sc.rows) > 0 }
	sc.bare = func() bool { return s.loaded && s.library.Bank.Len()+len(sc.problems()) == 0 }
	sc.linking = linking{screen: sc, made: map[link]*linkMade{}}
	return sc
}

func (sc *questionsScreen) content() fyne.CanvasObject {
	sc.detail = nil
	sc.fresh()
	if sc.grid != nil {
		return sc.grid.content()
	}
	list := look.NewList(questionHeight, questionHeight, sc.row)
	list.HeadHeight = categoryHeight
	list.OnSelect = sc.onSelect
	content := sc.build(list)
	sc.fillChips()
	sc.showList()
	sc.showDetail()
	return content
}

func (sc *questionsScreen) shown() {
	sc.shell.fetchStats()
	sc.shell.fetchAnswers()
	if sc.grid != nil {
		sc.grid.shown()
		return
	}
	sc.onResize()
}

// onLibrary is called when the stories have been read.
func (sc *questionsScreen) onLibrary() {
	sc.linking.settle()
	sc.again()
}

// onStats is called when history has been read.
func (sc *questionsScreen) onStats() { sc.again() }

// fresh sees to it that what is known of the stories is what they are now: that
// takes its time where there are many, and is done when it is asked for.
func (sc *questionsScreen) fresh() {
	if sc.stale {
		sc.stale = false
		sc.repertoire = story.NewRepertoire(sc.shell.library.Bank, sc.linking.stories())
		sc.findQuestions()
	}
}

// again shows everything anew, if this screen is the one shown.
func (sc *questionsScreen) again() {
	sc.stale = true
	if sc.shell.now != sc {
		return
	}
	sc.shell.whenClear(func() {
		if sc.shell.now != sc {
			return
		}
		sc.fresh()
		switch {
		case sc.grid != nil:
			sc.grid.again()
		default:
			sc.fillChips()
			sc.showList()
			sc.onResize()
			if sc.detail == nil || !sc.detail.still() {
				sc.showDetail() // else it stays as it is, scrolled and focused
			}
		}
	})
}

func (sc *questionsScreen) showDetail() { sc.shell.replace(sc.right, sc.detailOf()) }

// detailOf builds what stands beside the list.
func (sc *questionsScreen) detailOf() fyne.CanvasObject {
	sc.detail = nil
	q, ok := sc.current()
	switch {
	case !sc.shell.loaded:
		return emptyState("Reading your questions …", "")
	case sc.problem >= 0 && sc.index() >= 0:
		return sc.problemPage(sc.problems()[sc.problem], plural(sc.shell.library.Bank.Len(), "question", "questions"), "All questions")
	case ok:
		sc.detail = newQuestionDetail(sc, q)
		return sc.detail.object
	case sc.bare():
		return sc.noBank()
	}
	return emptyState("Nothing found", "No question has all of these words, nor has a story that answers it. Esc in the search shows all of them again.")
}

// noBank says how to come by questions.
func (sc *questionsScreen) noBank() fyne.CanvasObject {
	path := filepath.Join(sc.shell.library.Dir, story.BankFile)
	text := "The questions that you want to be ready for stand in the file " + path + ". It is not there yet. "
	if sc.shell.library.HasBank() {
		text = "The file " + path + " has no question yet. "
	}
	text += "Each question in it is a [[category.question]] with an id and a text, below a [[category]] with a name. Starling reads it again whenever you save it."
	page := look.NewPage(look.Column(0))
	column := look.Column(14, look.NewHeading("No questions yet"), look.NewProse(text, look.SizeBody, look.ColourQuiet))
	switch {
	case sc.shell.library.HasBank():
		column.Objects = append(column.Objects,
			look.Flow(10, look.NewButton(look.Primary, "Open the file", "", func() { sc.shell.open(path) }).OnFocus(page.Reveal)))
	case sc.shell.parts.Examples != nil:
		column.Objects = append(column.Objects, look.NewProse("Starling comes with a bank of questions that are often asked, to begin with and to change.", look.SizeBody, look.ColourQuiet),
			look.Flow(10, look.NewButton(look.Primary, "Copy it", "C", sc.onCopyBank).OnFocus(page.Reveal)))
	}
	page.SetContent(look.Inset(30, 40, column))
	return page
}

// onCopyBank copies the bank that comes with Starling into the person's folder.
func (sc *questionsScreen) onCopyBank() {
	s := sc.shell
	if !sc.bare() || s.library.HasBank() || s.parts.Examples == nil {
		return
	}
	var err error
	s.parts.Beside(func() {
		err = s.parts.Examples.CopyBack([]string{story.BankFile})
		s.parts.Main(func() {
			if err != nil {
				s.tell("The questions could not be copied: " + err.Error())
				return
			}
			s.parts.Reload(s.settings)
		})
	})
}

func (sc *questionsScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyA:
		sc.onAsk()
	case fyne.KeyG:
		sc.onGrid()
	case fyne.KeyC:
		sc.onCopyBank()
	case fyne.KeyEscape:
		if sc.grid != nil {
			sc.onGrid()
		} else {
			sc.onBack()
		}
	}
	if sc.grid != nil {
		return
	}
	switch ev.Name {
	case fyne.KeyL:
		sc.onLink()
	case fyne.KeySpace:
		sc.onAnswer()
	case fyne.KeyReturn, fyne.KeyEnter:
		if sc.shell.narrow() && !sc.opened {
			sc.open()
		} else {
			sc.onAnswer()
		}
	}
}

func (sc *questionsScreen) navigate(ev *fyne.KeyEvent) bool {
	switch {
	case sc.grid != nil:
		return sc.grid.navigate(ev)
	case sc.detail == nil:
		return sc.navigatePane(nil, ev)
	}
	return sc.navigatePane(sc.detail.page, ev)
}

// find searches the list; from the grid it goes there.
func (sc *questionsScreen) find() {
	if sc.grid != nil {
		sc.onGrid()
	}
	sc.pane.find()
}

// onGrid shows the grid in place of the list, or the list again.
func (sc *questionsScreen) onGrid() {
	if sc.grid != nil {
		sc.grid = nil
	} else if sc.shell.library.Bank.Len() > 0 {
		sc.grid = newQuestionGrid(sc)
	}
	sc.shell.show(sc)
}

// onAnswer asks how the question chosen is to be answered.
func (sc *questionsScreen) onAnswer() {
	if q, ok := sc.current(); ok {
		sc.shell.show(newAskScreen(sc, q.ID))
	}
}

func (sc *questionsScreen) keys() []keyHelp {
	if sc.grid != nil {
		return []keyHelp{
			{"↑↓", "choose a category or a story"},
			{"Enter", "to the category's questions, those without a story first, or to the story"},
			{"G", "the list again; so does Esc"},
			{"A", "ask me one: a question drawn for you, more often one that is not prepared"},
		}
	}
	return []keyHelp{
		{"↑↓", "choose a question"},
		{"Space", "answer it: with one of its stories, or without"},
		{"L", "link stories to it, or unlink them"},
		{"A", "ask me one: a question drawn for you, more often one that is not prepared"},
		{"G", "the grid: your stories by category, and the gaps"},
		{"Enter", "answer it too; in a narrow window open the question, and Esc goes back"},
	}
}
