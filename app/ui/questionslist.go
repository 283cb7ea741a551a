package ui

import (
	"fmt"
	"path/filepath"
	"slices"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/story"
	"starling/app/ui/look"
)

// questionFilter is which questions the list shows.
type questionFilter int

const (
	allQuestions questionFilter = iota
	withoutStory
	bankProblems
)

// The heights of the list's rows, in units.
const (
	questionHeight = 86
	categoryHeight = 36
)

// questionRow is a row of the list: a category, one of its questions, or a
// problem of the bank.
type questionRow struct {
	category *story.CategoryAnswers
	question *story.QuestionAnswers
	problem  int // index into the bank's problems; -1 for the others
}

// problems are those of the bank.
func (sc *questionsScreen) problems() []story.Problem {
	var problems []story.Problem
	for _, p := range sc.shell.library.Problems {
		if filepath.Base(p.File) == story.BankFile {
			problems = append(problems, p)
		}
	}
	return problems
}

// findQuestions finds the questions for search and filter, and keeps the one
// selected if it is among them.
func (sc *questionsScreen) findQuestions() {
	was := sc.index()
	problems := sc.problems()
	if sc.filter == bankProblems && len(problems) == 0 || sc.filter == withoutStory && sc.repertoire.Gaps() == 0 {
		sc.filter = allQuestions // its chip is gone
	}
	sc.rows, sc.heads = nil, nil
	if sc.filter != bankProblems {
		for i := range sc.repertoire.Categories {
			sc.addCategory(&sc.repertoire.Categories[i])
		}
	}
	if sc.filter == bankProblems || sc.filter == allQuestions && sc.searched == "" {
		for i := range problems {
			sc.rows = append(sc.rows, questionRow{problem: i})
		}
	}
	if sc.index() < 0 {
		sc.selectIndex(sc.nearRow(was))
	}
}

// nearRow gives the row that took the place of one that is gone, or the last; -1
// where there is none.
func (sc *questionsScreen) nearRow(was int) int {
	at := min(max(was, 0), len(sc.rows)-1)
	if at >= 0 && sc.rows[at].category != nil {
		at++ // a category has a question below it
	}
	return at
}

// addCategory puts a category into the list, with those of its questions that
// search and filter let through.
func (sc *questionsScreen) addCategory(c *story.CategoryAnswers) {
	head := len(sc.rows)
	for i := range c.Questions {
		q := &c.Questions[i]
		if sc.filter == withoutStory && len(q.Stories) > 0 || !q.Asks(sc.searched) {
			continue
		}
		if len(sc.rows) == head {
			sc.heads = append(sc.heads, head)
			sc.rows = append(sc.rows, questionRow{category: c, problem: -1})
		}
		sc.rows = append(sc.rows, questionRow{question: q, problem: -1})
	}
}

// index is the row of what is selected, or -1.
func (sc *questionsScreen) index() int {
	return slices.IndexFunc(sc.rows, func(r questionRow) bool {
		if sc.problem >= 0 {
			return r.problem == sc.problem
		}
		return r.question != nil && r.question.ID == sc.selected
	})
}

func (sc *questionsScreen) selectIndex(i int) {
	sc.problem = -1
	if i < 0 {
		return
	}
	if q := sc.rows[i].question; q != nil {
		sc.selected = q.ID
	} else {
		sc.problem = sc.rows[i].problem
	}
}

// selectID selects a question, whatever the list is filtered by.
func (sc *questionsScreen) selectID(id string) {
	sc.fresh()
	sc.selected, sc.problem = id, -1
	if sc.index() < 0 {
		sc.filter, sc.searched = allQuestions, ""
		sc.search.SetText("")
		sc.findQuestions()
	}
}

// current is the question selected.
func (sc *questionsScreen) current() (story.QuestionAnswers, bool) {
	if sc.problem >= 0 || sc.index() < 0 {
		return story.QuestionAnswers{}, false
	}
	return sc.repertoire.Find(sc.selected)
}

func (sc *questionsScreen) showList() { sc.list.SetHeaded(len(sc.rows), sc.index(), sc.heads...) }

func (sc *questionsScreen) onSelect(i int) {
	sc.selectIndex(i)
	sc.showDetail()
}

func (sc *questionsScreen) onSearch(text string) {
	if text == sc.searched {
		return
	}
	sc.searched = text
	if sc.filter == bankProblems {
		sc.filter = allQuestions
	}
	sc.again()
}

// fillChips shows what the list can be narrowed to; what would be empty is left
// out.
func (sc *questionsScreen) fillChips() {
	var chips []fyne.CanvasObject
	add := func(text string, filter questionFilter, ink fyne.ThemeColorName) {
		b := look.NewButton(look.Chip, text, "", func() {
			sc.filter = filter
			sc.again()
		})
		if ink != "" {
			b.Ink(ink)
		}
		b.Select(sc.filter == filter)
		chips = append(chips, b)
	}
	add(fmt.Sprintf("All %d", sc.shell.library.Bank.Len()), allQuestions, "")
	if n := sc.repertoire.Gaps(); n > 0 {
		add(fmt.Sprintf("Without a story %d", n), withoutStory, "")
	}
	if n := len(sc.problems()); n > 0 {
		add(plural(n, "problem", "problems"), bankProblems, look.ColourOver)
	}
	sc.shell.replace(sc.chips, chips...)
}

// row makes a row of the list.
func (sc *questionsScreen) row(i int, selected bool) fyne.CanvasObject {
	r := sc.rows[i]
	switch {
	case r.category != nil:
		return categoryRow(*r.category)
	case r.problem >= 0:
		return problemRow(sc.problems()[r.problem], selected)
	}
	fill := look.ColourCard
	if selected {
		fill = look.ColourRaised
	}
	said, ink := sc.shell.lastSaid(r.question.ID)
	lines := look.Column(4, look.NewProse(r.question.Text, look.SizeBody, look.ColourText).AtMost(2),
		beside(answeredBy(*r.question), look.NewText(said, look.SizeSmall, ink)))
	return look.Layers(look.NewBox(fill, 10), look.Inset(14, 6, halfway(lines)))
}

// categoryRow heads the questions of a category.
func categoryRow(c story.CategoryAnswers) fyne.CanvasObject {
	name := look.NewText(c.Name, look.SizeSmall, look.ColourQuiet).Bold().Clips()
	return look.Padded(4, 8, 14, 0, name)
}

// answeredBy says how many stories answer a question; that there is none, with
// a mark of its own.
func answeredBy(q story.QuestionAnswers) fyne.CanvasObject {
	ready := len(q.Ready())
	switch n := len(q.Stories); {
	case n == 0:
		return gap("no story")
	case ready == 0:
		return gap("only " + plural(n, "draft", "drafts"))
	default:
		return look.NewText(plural(n, "story", "stories"), look.SizeSmall, look.ColourQuiet)
	}
}

// gap says that something is missing: by a word, a shape and a colour.
func gap(text string) fyne.CanvasObject {
	return look.Row(6, look.NewRing(look.ColourOver, 10), look.NewText(text, look.SizeSmall, look.ColourOver))
}

// neverSaidWord is what stands where others say when they were last said.
const neverSaidWord = "never said"

// lastSaid says when a question was last answered, with whatever story.
func (s *Shell) lastSaid(id string) (string, fyne.ThemeColorName) {
	stats, said := latest(s.answers[id])
	switch {
	case s.answers == nil:
		return "", look.ColourQuiet
	case !said:
		return neverSaidWord, look.ColourNever
	}
	return ago(stats.Last, s.parts.Now()), look.ColourQuiet
}

// latest gives what is known of the latest answer to a question, by the stats
// of each story that it was answered with.
func latest(answers map[string]history.StoryStats) (last history.StoryStats, said bool) {
	for _, stats := range answers {
		if stats.Last.After(last.Last) {
			last, said = stats, true
		}
	}
	return last, said
}

// halfway sets an object at half the height that there is.
func halfway(o fyne.CanvasObject) fyne.CanvasObject {
	return &fyne.Container{Layout: halfwayLayout{}, Objects: []fyne.CanvasObject{o}}
}

type halfwayLayout struct{}

func (halfwayLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		height := look.HeightFor(o, size.Width)
		o.Move(fyne.NewPos(0, (size.Height-height)/2))
		o.Resize(fyne.NewSize(size.Width, height))
	}
}

func (halfwayLayout) MinSize(objects []fyne.CanvasObject) fyne.Size { return objects[0].MinSize() }
