package ui

import (
	"strings"
	"testing"

	"starling/app/story"
)

func TestTheGridShowsCategoriesWithTheirStoriesAndTheGaps(t *testing.T) {
	r := atQuestions(t)
	r.press("G")
	r.wantText("Your stories by category", "5 of 6 questions have a story.")
	for name, said := range map[string]string{
		"Conflict":    "Conflict | all 2 questions | The bridge between two teams  2 | A short answer  1 | " + wordsTitle(r) + "  1",
		"Failure":     "Failure | 1 of 2 without a story | Not ready yet (draft)  1",
		"Nothing yet": "Nothing yet | no question yet",
		bridgeTitle:   bridgeTitle + " | answers 3 questions | Conflict  2 | Change  1",
		draftTitle:    draftTitle + " | answers 1 question | Failure  1",
	} {
		want(t, name, r.under(name), said)
	}
}

func TestACategoryWithoutAnyStoryIsAGap(t *testing.T) {
	r := atQuestions(t)
	r.edit(draftSlug+story.Extension, func(text string) string { return strings.Replace(text, draftID, "gone", 1) })
	r.readStories()
	r.press("G")
	want(t, "the category", r.under("Failure"), "Failure | gap: no story")
	want(t, "the story", r.under(draftTitle), draftTitle+" | answers no question")
}

func TestTheGridIsWalkedByArrowsAndLeadsToAGap(t *testing.T) {
	r := atQuestions(t)
	r.press("G")
	want(t, "the focus", r.focus(), "Conflict")
	r.press("↓", "↓", "↑", "↓")
	want(t, "the focus", r.focus(), "Failure")
	r.press("Enter")
	r.wantText(failText, "No story answers it yet.")
	want(t, "selected", r.shell.questions.selected, failID)
	r.press("G", "End")
	want(t, "the focus", r.focus(), bridgeTitle)
	r.press("PgUp", "PgDn", "Home", "End", "Space")
	r.wantOn("storiesScreen")
	want(t, "the story", r.shell.stories.selected, bridgeSlug)
}

func TestACategoryWithoutAQuestionSaysWhereToWriteOne(t *testing.T) {
	r := atQuestions(t)
	r.press("G", "↓", "↓", "↓", "Enter")
	r.wantText("Nothing yet has no question yet: write it into questions.toml.", "Your stories by category")
}

func TestGAndEscLeaveTheGridAndSearchingGoesToTheList(t *testing.T) {
	for _, key := range []string{"G", "Esc"} {
		r := atQuestions(t)
		r.press("G", key)
		r.wantNoText("Your stories by category")
		r.wantText("Answer it")
	}
	r := atQuestions(t)
	r.press("G", "Ctrl+F")
	want(t, "the focus", r.focus(), "Field")
	r.typeText("failed")
	wantAll(t, "found", r.listedQuestions(), "[Failure]", failID)
}

func TestTheGridFollowsTheFilesAndKeepsItsPlace(t *testing.T) {
	r := atQuestions(t)
	r.press("G", "↓", "↓")
	r.edit(bridgeSlug+story.Extension, func(text string) string {
		return strings.Replace(text, `"resisted-change"`, `"resisted-change", "`+failID+`"`, 1)
	})
	r.readStories()
	want(t, "the category", r.under("Failure"), "Failure | all 2 questions | Not ready yet (draft)  1 | The bridge between two teams  1")
	want(t, "the focus", r.focus(), "Failure")
	r.shell.HistoryChanged()
	r.settle()
	want(t, "the focus", r.focus(), "Failure")
}

func TestAQuestionIsAskedFromTheGridToo(t *testing.T) {
	r := atQuestions(t)
	r.press("G", "A")
	r.wantOn("askScreen")
	r.press("Esc")
	r.wantText("Your stories by category")
}

func TestTheHeldKeyThatOpensTheGridDoesNotCloseIt(t *testing.T) {
	r := atQuestions(t)
	r.hold("G", 5)
	r.wantText("Your stories by category")
}
