package ui

import (
	"slices"
	"testing"

	"starling/app/story"
	"starling/app/ui/look"
)

// answersOf gives the questions that a story's file names.
func (r *rig) answersOf(slug string) []string {
	r.Helper()
	r.readStories()
	return r.library(slug).Answers
}

func TestLOpensTheStoriesWithTheLinkedOnesChecked(t *testing.T) {
	r := atQuestions(t)
	r.press("L")
	r.wantText("Which stories answer “"+teamText+"”?", "1 question", "3 questions", "draft")
	var titles []string
	var linked []bool
	for _, o := range r.picker().Options() {
		titles, linked = append(titles, o.Text), append(linked, o.On)
	}
	wantAll(t, "the stories", titles, shortTitle, bridgeTitle, wordsTitle(r), draftTitle)
	wantAll(t, "linked", linked, true, true, false, false)
	want(t, "the field is empty, though L was typed", r.searchedFor(), "")
}

// picker gives the dialog in which stories are linked.
func (r *rig) picker() interface{ Options() []look.Option } {
	r.Helper()
	p, ok := r.shell.asked.(interface{ Options() []look.Option })
	if !ok || r.window.canvas.Overlays().Top() == nil {
		r.Fatal("the dialog is not open")
	}
	return p
}

func TestEnterLinksAStoryInItsFile(t *testing.T) {
	r := atQuestions(t)
	r.toQuestion(failID)
	r.press("L")
	r.hold("Enter", 5) // held, it is pressed once
	wantAll(t, "written", r.answered, shortSlug+" "+failID+" true")
	r.press("Esc")
	r.wantText(shortTitle+" answers “"+failText+"” now.", "Undo")
	r.wantNoText("No story answers it yet.")
	wantAll(t, "in the file", r.answersOf(shortSlug), "conflict-team", failID)
	r.wantText("1 story")
	r.wantNoText("Without a story")
}

func TestEnterUnlinksALinkedStory(t *testing.T) {
	r := atQuestions(t)
	r.press("L", "Enter", "Esc")
	r.wantText(shortTitle + " no longer answers “" + teamText + "”.")
	want(t, "in the file", len(r.answersOf(shortSlug)), 0)
	want(t, "the question's stories", len(r.shell.questions.detail.shown.question.Stories), 1)
}

func TestWhatWasLinkedIsShownBeforeTheFileIsReadAgain(t *testing.T) {
	r := atQuestions(t)
	r.toQuestion(failID)
	r.press("L", "Enter", "Esc")
	r.wantText("1 story", shortTitle)
	r.press("G")
	r.wantText("answers 2 questions")
}

func TestAnUndoTakesBackAllThatWasChangedInTheDialog(t *testing.T) {
	r := atQuestions(t)
	r.press("L", "Enter", "↓", "Enter", "↓", "Enter", "Esc")
	r.wantText("1 linked to “" + teamText + "”, 2 unlinked.")
	r.press("Ctrl+Z")
	wantAll(t, "the question's stories", r.linkedTo("conflict-team"), shortSlug, bridgeSlug)
	r.readStories()
	wantAll(t, "after reading the files", r.linkedTo("conflict-team"), shortSlug, bridgeSlug)
	r.wantNoText("Undo")
}

// linkedTo gives the stories of a question, by slug.
func (r *rig) linkedTo(id string) []string {
	r.Helper()
	q, ok := r.shell.questions.repertoire.Find(id)
	if !ok {
		r.Fatalf("there is no question %s", id)
	}
	var slugs []string
	for _, st := range q.Stories {
		slugs = append(slugs, st.Slug)
	}
	return slugs
}

func TestSeveralLinksAreToldTogether(t *testing.T) {
	for _, c := range []struct {
		keys []string
		told string
	}{
		{[]string{"↓", "↓", "Enter", "↓", "Enter"}, "2 more stories answer “" + teamText + "” now."},
		{[]string{"Enter", "↓", "Enter"}, "2 stories no longer answer “" + teamText + "”."},
	} {
		r := atQuestions(t)
		r.press("L")
		r.press(c.keys...)
		r.press("Esc")
		r.wantText(c.told)
	}
}

func TestALinkThatWasMadeAndTakenBackIsNotTold(t *testing.T) {
	r := atQuestions(t)
	r.press("L", "Enter", "Enter", "Esc")
	r.wantNoText("Undo")
	wantAll(t, "written", r.answered, shortSlug+" conflict-team false", shortSlug+" conflict-team true")
	wantAll(t, "the question's stories", r.linkedTo("conflict-team"), shortSlug, bridgeSlug)
}

func TestTheDialogIsSearchedAndEscLeavesTheSearchFirst(t *testing.T) {
	r := atQuestions(t)
	r.press("L")
	r.typeText("influence")
	r.press("Enter")
	wantAll(t, "written", r.answered, bridgeSlug+" conflict-team false")
	r.typeText("zebra")
	r.wantText("Nothing found.")
	r.press("Enter", "Esc")
	want(t, "the field", r.searchedFor(), "")
	want(t, "it is open", r.window.canvas.Overlays().Top() != nil, true)
	r.press("Esc")
	want(t, "it is open", r.window.canvas.Overlays().Top() != nil, false)
	want(t, "written", len(r.answered), 1)
}

func TestALinkThatCannotBeWrittenIsTakenBackAndTold(t *testing.T) {
	r := atQuestions(t)
	r.failing.answer = errTest
	r.press("L", "Enter")
	want(t, "checked", r.picker().Options()[0].On, true)
	r.press("Esc")
	r.wantText("The questions of " + shortTitle + " could not be changed: " + errTest.Error() + ". Nothing was written.")
	r.wantNoText("Undo")
	wantAll(t, "the question's stories", r.linkedTo("conflict-team"), shortSlug, bridgeSlug)
	r.failing.answer = nil
	r.press("L", "Enter", "Esc")
	r.failing.answer = errTest
	r.press("Ctrl+Z")
	r.wantText("The questions of " + shortSlug + " could not be changed")
	wantAll(t, "the question's stories", r.linkedTo("conflict-team"), bridgeSlug)
}

func TestLinksAreWrittenOneAfterTheOther(t *testing.T) {
	r := atQuestions(t)
	r.press("L")
	r.keyDown("Enter", 1)
	r.keyDown("↓", 1)
	r.keyDown("Enter", 1)
	r.keyDown("↑", 1)
	r.keyDown("Enter", 1)
	want(t, "on their way at once", len(r.beside), 1)
	r.settle()
	wantAll(t, "written", r.answered, shortSlug+" conflict-team false", bridgeSlug+" conflict-team false", shortSlug+" conflict-team true")
}

func TestTheDialogMayCloseBeforeAllIsWritten(t *testing.T) {
	r := atQuestions(t)
	r.press("L")
	r.keyDown("Enter", 1)
	r.keyDown("Esc", 1)
	r.wantNoText("Undo")
	r.settle()
	r.wantText(shortTitle+" no longer answers", "Undo")
}

func TestAStoryThatIsGoneIsNotWritten(t *testing.T) {
	r := atQuestions(t)
	r.press("L")
	r.shell.library.Stories = slices.DeleteFunc(slices.Clone(r.shell.library.Stories), func(st story.Story) bool { return st.Slug == shortSlug })
	r.shell.library = story.Library{Dir: r.dir, Stories: r.shell.library.Stories, Bank: r.shell.library.Bank}
	r.press("Enter", "Esc")
	r.wantText("the story " + shortSlug + " is gone")
	want(t, "written", len(r.answered), 0)
}

// The person may change the file otherwise at the same time: what the file says
// then holds, not what was chosen here.
func TestALinkThatTheFileDoesNotKeepIsForgotten(t *testing.T) {
	r := atQuestions(t)
	r.press("L", "Enter", "Esc")
	wantAll(t, "the question's stories", r.linkedTo("conflict-team"), bridgeSlug)
	r.must(r.writeAnswer(r.library(shortSlug).Path, "conflict-team", true))
	r.readStories()
	wantAll(t, "a first reading may have begun before the write", r.linkedTo("conflict-team"), bridgeSlug)
	r.readStories()
	wantAll(t, "the question's stories", r.linkedTo("conflict-team"), shortSlug, bridgeSlug)
}

func TestWithoutAStoryThereIsNothingToLink(t *testing.T) {
	r := atQuestions(t)
	r.shell.SetLibrary(story.Library{Dir: r.dir, Bank: r.shell.library.Bank})
	r.settle()
	r.press("L")
	r.wantText("There is no story yet that could be linked.")
	want(t, "something is open", r.window.canvas.Overlays().Top() != nil, false)
}

// searchedFor gives what is typed into the field that has the focus.
func (r *rig) searchedFor() string {
	r.Helper()
	field, ok := r.window.canvas.Focused().(*look.Field)
	if !ok {
		r.Fatalf("%s has the focus, not a field", r.focus())
	}
	return field.Text
}
