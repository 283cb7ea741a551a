package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// The questions of the tests that are not those of testdata/stories.
const (
	teamText  = "Tell me about a conflict with another team."
	failID    = "failure-own"
	failText  = "Tell me about a time you failed."
	draftID   = "failure-draft"
	draftAsks = "What would you call a failure of yours today?"
	bankMore  = `
[[category]]
name = "Failure"

[[category.question]]
id   = "failure-own"
text = "Tell me about a time you failed."

[[category.question]]
id   = "failure-draft"
text = "What would you call a failure of yours today?"

[[category]]
name = "Nothing yet"
`
)

// atQuestions opens Starling on stories of the test's own: those of testdata,
// of which the draft answers a question alone and one question has no story.
func atQuestions(t testing.TB, change ...func(*settings.Settings)) *rig {
	t.Helper()
	r := open(t, change...)
	r.dir = t.TempDir()
	r.must(os.CopyFS(r.dir, os.DirFS("testdata/stories")))
	r.edit(story.BankFile, func(text string) string { return text + bankMore })
	r.edit(draftSlug+story.Extension, func(text string) string { return "answers = [\"" + draftID + "\"]\n" + text })
	r.readStories()
	r.press("Ctrl+2")
	return r
}

// edit changes a file of the test's own stories.
func (r *rig) edit(name string, change func(string) string) {
	r.Helper()
	path := filepath.Join(r.dir, name)
	data, err := os.ReadFile(path)
	r.must(err)
	r.must(os.WriteFile(path, []byte(change(string(data))), 0o600))
}

// writeAnswer stands in for what writes a link into a story's file: it writes
// the story out anew, and keeps account.
func (r *rig) writeAnswer(path, question string, answers bool) error {
	if r.failing.answer != nil {
		return r.failing.answer
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	st, problems := story.Parse(path, data, story.Options{})
	if len(problems) > 0 {
		return problems[0]
	}
	r.answered = append(r.answered, fmt.Sprintf("%s %s %v", st.Slug, question, answers))
	st.Answers = withAnswer(st.Answers, question, answers)
	return os.WriteFile(path, story.Encode(st), 0o600)
}

// number is the random source: the numbers that the test has laid out.
func (r *rig) number(n int) int {
	r.drawn = append(r.drawn, n)
	if len(r.random) == 0 {
		return 0
	}
	next := r.random[0]
	r.random = r.random[1:]
	return next
}

// listedQuestions gives the rows of the list: categories in brackets, questions
// by their ids, problems by their files.
func (r *rig) listedQuestions() []string {
	var rows []string
	for _, row := range r.shell.questions.rows {
		switch {
		case row.category != nil:
			rows = append(rows, "["+row.category.Name+"]")
		case row.question != nil:
			rows = append(rows, row.question.ID)
		default:
			rows = append(rows, filepath.Base(r.shell.questions.problems()[row.problem].File))
		}
	}
	return rows
}

// toQuestion selects a question in the list.
func (r *rig) toQuestion(id string) {
	r.Helper()
	r.shell.questions.selectID(id)
	r.shell.questions.showList()
	r.shell.questions.showDetail()
	r.settle()
}

// plate gives the plate of that name.
func (r *rig) plate(name string) *look.Plate {
	r.Helper()
	for _, n := range r.shown() {
		if p, ok := n.object.(*look.Plate); ok && p.Text() == name {
			return p
		}
	}
	r.Fatalf("there is no plate %q: %q", name, r.texts())
	return nil
}

// under gives what is written on a plate.
func (r *rig) under(name string) string {
	r.Helper()
	plate := r.plate(name)
	var texts []string
	for _, n := range r.shown() {
		if prose, ok := n.object.(*look.Prose); ok && isIn(n, plate) {
			texts = append(texts, prose.Text())
		}
		if text, ok := n.object.(*look.Text); ok && isIn(n, plate) {
			texts = append(texts, text.Text())
		}
	}
	return strings.Join(texts, " | ")
}

func TestTheQuestionsAreListedByCategory(t *testing.T) {
	r := atQuestions(t)
	r.wantOn("questionsScreen")
	wantAll(t, "listed", r.listedQuestions(), "[Conflict]", "conflict-team", "persuade-data", "[Change]", "resisted-change", "long-question",
		"[Failure]", failID, draftID)
	want(t, "selected", r.shell.questions.selected, "conflict-team")
	r.wantText("All 6", "Without a story 1", "Conflict", "2 stories", "never said", teamText)
}

func TestAQuestionWithoutAStoryIsMarkedByWordAndShape(t *testing.T) {
	r := atQuestions(t)
	r.toQuestion(failID)
	nodes, rings, marked := r.shown(), map[*node]bool{}, map[string]bool{}
	for _, n := range nodes {
		if _, ok := n.object.(*look.Ring); ok {
			rings[n.parent] = true
		}
	}
	for _, n := range nodes {
		if text, ok := n.object.(*look.Text); ok && rings[n.parent] {
			marked[text.Text()] = true
		}
	}
	for _, word := range []string{"no story", "only 1 draft", "No story answers it yet."} {
		want(t, word, marked[word], true)
	}
	want(t, "what has a story is marked", marked["2 stories"], false)
}

func TestTheQuestionsAreSearchedAsOneTypes(t *testing.T) {
	r := atQuestions(t)
	r.press("Ctrl+F")
	r.typeText("conf")
	wantAll(t, "by text and category", r.listedQuestions(), "[Conflict]", "conflict-team", "persuade-data")
	r.typeText("licts")
	wantAll(t, "found", r.listedQuestions())
	r.wantText("Nothing found")
	r.press("Esc")
	r.typeText("a short")
	wantAll(t, "by a story that answers it", r.listedQuestions(), "[Conflict]", "conflict-team")
	r.press("Esc", "↓")
	want(t, "selected from the field", r.shell.questions.selected, "persuade-data")
	r.press("Esc")
	want(t, "the focus", r.focus(), "nothing")
}

func TestTheListCanBeNarrowedToQuestionsWithoutAStory(t *testing.T) {
	r := atQuestions(t)
	r.tap("Without a story")
	wantAll(t, "listed", r.listedQuestions(), "[Failure]", failID)
	want(t, "selected", r.shell.questions.selected, failID)
	r.tap("All 6")
	want(t, "listed", len(r.listedQuestions()), 9)
}

func TestArrowsChooseAQuestionAndPassOverTheCategories(t *testing.T) {
	r := atQuestions(t)
	r.press("↓", "↓")
	want(t, "selected", r.shell.questions.selected, "resisted-change")
	r.wantText("How did you deal with people who resisted a change?", bridgeTitle)
	r.press("End")
	want(t, "selected", r.shell.questions.selected, draftID)
	r.press("Home", "↑")
	want(t, "selected", r.shell.questions.selected, "conflict-team")
}

func TestAQuestionTellsItsStoriesWithCoverageAndWhenItWasSaid(t *testing.T) {
	r := atQuestions(t)
	r.shell.stories.choices.question = "persuade-data"
	r.shell.speak(r.library(bridgeSlug), r.shell.stories.choices, r.shell.stories)
	r.press("Space")
	r.wait(20 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.press("3", "3", "3", "3", "3", "Enter", "Ctrl+2")
	r.wait(3 * 24 * time.Hour)
	r.shell.questions.shown()
	r.settle()
	r.toQuestion("persuade-data")
	r.wantText("Conflict · last said 3 days ago · 1 attempt")
	want(t, "the story at this question", r.under(bridgeTitle), bridgeTitle+" | coverage 50% · last said 3 days ago · 1 attempt")
	r.toQuestion("resisted-change")
	r.wantText("Change · never said")
	want(t, "the story at another question", r.under(bridgeTitle), bridgeTitle+" | coverage 50% at another question · never said for this question")
	r.toQuestion("conflict-team")
	want(t, "a story never said", r.under(shortTitle), shortTitle+" | never said for this question")
	r.toQuestion(draftID)
	want(t, "a draft", r.under(draftTitle), draftTitle+" | a draft: it cannot be rehearsed yet")
}

// library gives a story.
func (r *rig) library(slug string) story.Story {
	r.Helper()
	st, ok := r.shell.library.Find(slug)
	if !ok {
		r.Fatalf("there is no story %s", slug)
	}
	return st
}

func TestAStoryThatCarriesTooManyQuestionsIsNoted(t *testing.T) {
	r := atQuestions(t)
	r.wantNoText("an interviewer may hear it twice")
	r.edit(bridgeSlug+story.Extension, func(text string) string {
		return strings.Replace(text, `answers   = ["conflict-team", "persuade-data", "resisted-change"]`,
			`answers   = ["conflict-team", "persuade-data", "resisted-change", "long-question", "failure-own", "failure-draft", "gone"]`, 1)
	})
	r.readStories()
	r.wantText("carries 6 questions: an interviewer may hear it twice")
	r.press("G")
	r.wantText("carries 6 questions")
}

func TestAStoryOfAQuestionIsOneKeyAway(t *testing.T) {
	r := atQuestions(t)
	r.shell.focus(r.plate(bridgeTitle))
	r.press("Enter")
	r.wantOn("storiesScreen")
	want(t, "the story", r.shell.stories.selected, bridgeSlug)
}

func TestTheDetailStaysAsItIsWhileNothingInItChanges(t *testing.T) {
	r := atQuestions(t)
	before := r.shell.questions.detail
	r.shell.HistoryChanged()
	r.settle()
	r.readStories()
	want(t, "the same detail", r.shell.questions.detail == before, true)
	r.edit(bridgeSlug+story.Extension, func(text string) string { return strings.Replace(text, bridgeTitle, "The ferry", 1) })
	r.readStories()
	r.wantText("The ferry")
}

func TestProblemsOfTheBankAreShownAmongTheQuestions(t *testing.T) {
	r := atQuestions(t)
	r.edit(story.BankFile, func(text string) string { return text + "\n[[category]]\nname = \"Change\"\n" })
	r.readStories()
	r.wantText("1 problem")
	want(t, "the last row", slices.Contains(r.listedQuestions(), story.BankFile), true)
	r.tap("1 problem")
	wantAll(t, "listed", r.listedQuestions(), story.BankFile)
	r.wantText(`category.name: "Change" is used at line`, "6 questions are loaded")
	r.press("Space", "L")
	r.wantOn("questionsScreen")
	want(t, "something is open", r.window.canvas.Overlays().Top() != nil, false)
	r.tap("Open the file")
	want(t, "opened", strings.HasSuffix(r.opened[0], "/"+story.BankFile), true)
	r.edit(story.BankFile, func(text string) string { return strings.Replace(text, "\n[[category]]\nname = \"Change\"\n", "", 2) })
	r.readStories()
	r.wantNoText("1 problem")
}

func TestABrokenStoryIsNoProblemOfTheQuestions(t *testing.T) {
	r := atQuestions(t)
	want(t, "problems of the library", len(r.shell.library.Problems) > 0, true)
	r.wantNoText("problem")
}

func TestWithoutABankTheScreenOffersTheOneThatComesWithStarling(t *testing.T) {
	r := open(t)
	r.press("Ctrl+2")
	r.wantText("Reading your questions …")
	r.press("C", "A", "G", "L", "Space", "Enter", "↓")
	want(t, "copied", len(r.examples.back), 0)
	r.shell.SetLibrary(story.Library{Dir: "/home/ada/Stories"})
	r.settle()
	r.wantText("No questions yet", filepath.Join("/home/ada/Stories", "questions.toml"))
	r.press("G", "A", "L", "Space")
	r.wantOn("questionsScreen")
	r.press("C")
	wantAll(t, "copied", r.examples.back, story.BankFile)
	want(t, "read again", len(r.reloaded), 1)
	r.examples.fails = errTest
	r.tap("Copy it")
	r.wantText("The questions could not be copied: " + errTest.Error())
	want(t, "read again", len(r.reloaded), 1)
	r.resize(800, 560)
	r.shell.changeSettings(func(s *settings.Settings) { s.TextSize = 200 })
	r.wantText("No questions yet")
}

func TestABankWithoutQuestionsIsNotWrittenOver(t *testing.T) {
	r := atQuestions(t)
	r.edit(story.BankFile, func(string) string { return "# later\n" })
	r.readStories()
	r.wantText("has no question yet")
	r.wantNoText("Copy it")
	r.press("C")
	want(t, "copied", len(r.examples.back), 0)
	r.tap("Open the file")
	want(t, "opened", len(r.opened), 1)
}

func TestInANarrowWindowListAndQuestionAreShownInTurn(t *testing.T) {
	r := atQuestions(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.resize(800, 560)
	r.wantText("2 stories")
	r.wantNoText("Answer it")
	r.press("Enter")
	r.wantText("Answer it", bridgeTitle)
	r.wantNoText("2 stories")
	r.press("↓")
	want(t, "arrows scroll it", r.shell.questions.selected, "conflict-team")
	r.press("Esc")
	r.wantText("2 stories")
}

func TestTheKeysOfTheQuestionsAreInTheHelp(t *testing.T) {
	r := atQuestions(t)
	for _, key := range []string{"G", "A"} {
		r.press("?")
		r.wantText("ask me one: a question drawn for you", "questions")
		r.press("Esc", key)
	}
	r.press("?")
	r.wantText("another one", "choose what to answer it with")
}

func TestAQuestionWithUnknownStatsSaysNothingOfThem(t *testing.T) {
	r := atQuestions(t)
	r.shell.answers, r.shell.statsLoaded = nil, false
	r.shell.questions.again()
	r.wantNoText("never said")
	r.reader.fails = errTest
	r.press("Ctrl+1", "Ctrl+2")
	r.wantText("Reading your history did not work: " + errTest.Error())
}

func TestAttemptsAreCountedAtTheirQuestion(t *testing.T) {
	r := atQuestions(t)
	begin := func(id, slug, question string, ago time.Duration) {
		r.must(r.store.Batch(t.Context(), func(b *history.Batch) error {
			began := noon().Add(-ago)
			plan, err := rehearsal.NewPlan(story.Story{}, rehearsal.PlanOptions{})
			r.must(err)
			if err := b.Begin(rehearsal.Attempt{ID: id, Story: slug, Title: id, Question: rehearsal.Question{ID: question, Text: question}, Plan: plan, Started: began}); err != nil {
				return err
			}
			return b.Append(id, rehearsal.Event{Kind: rehearsal.EventStart, Moment: began},
				rehearsal.Event{Kind: rehearsal.EventFinish, Moment: began.Add(time.Minute), Spoken: time.Minute})
		}))
	}
	begin("one", bridgeSlug, "conflict-team", 50*24*time.Hour)
	begin("two", "", "conflict-team", 20*24*time.Hour)
	r.shell.HistoryChanged()
	r.settle()
	r.wantText("last said 2 weeks ago · 2 attempts", "Without a story", "not rated · last said 2 weeks ago · 1 attempt")
}
