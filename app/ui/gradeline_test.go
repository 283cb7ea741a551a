package ui

import (
	"testing"
	"time"

	"starling/app/settings"
)

func TestWhenAnAnswerIsRatedItsGradeIsSaidWithTheReasonAndTheDay(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 52*time.Second)
	r.wantText("No grade: no section is rated.")
	r.press("4")
	r.wantText("Again: 12 s over the limit. Due again tomorrow.")
	r.press("4", "4", "4", "4")
	r.wantText("Again: 12 s over the limit. Due again tomorrow.")
}

func TestTheGradeFollowsTheRatingsAsTheyAreGiven(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 38*time.Second)
	r.press("4")
	r.wantText("Good: no section below 3, within the limit. Due again on ")
	r.press("2")
	r.wantText("Hard: Task was rated 2. Due again on 4 Mar.")
}

func TestAGradeIsCorrectedByKeysAndTheCorrectionTakenBack(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 38*time.Second)
	r.press("4", "2", "4", "4", "4", "G")
	wantAll(t, "offered", r.menu(), "By ratings and time: Hard", "Again", "Hard", "Good", "Easy", "No grade")
	r.choose("Good")
	want(t, "the grade in history", r.record().Grade, "good")
	r.wantText("Good: your choice. By ratings and time: hard: Task was rated 2. Due again on 5 Mar.")
	r.press("Ctrl+4")
	r.wantText("Good: your choice. By ratings and time: hard: Task was rated 2. The story is due on 5 Mar.")
	r.press("G")
	r.choose("No grade")
	want(t, "the grade in history", r.record().Grade, "none")
	r.wantText("No grade: your choice.", "Earlier: you graded it Good on 2 Mar 2026")
	r.press("Ctrl+1")
	r.wantText("Due. Said before, and never with a grade.")
	r.press("Ctrl+4", "G")
	r.choose("By ratings and time: Hard")
	want(t, "the grade in history", r.record().Grade, "")
	r.wantText("Hard: Task was rated 2. The story is due on 4 Mar.")
}

func TestTheFirstGradedAttemptOfADayCounts(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 52*time.Second)
	r.press("4", "4", "4", "4", "4", "Enter")
	r.answer(shortSlug, 38*time.Second)
	r.press("4", "4", "4", "4", "4")
	r.wantText("Good: no section below 3, within the limit. The first graded attempt of a day counts; this one is practice, and changes no date.")
}

func TestAfterAnAnswerTheNextStoryIsSaidAndNGoesThere(t *testing.T) {
	r := start(t, withInterviews(settings.Interview{Name: "Acme", Date: "2026-03-07", Tags: []string{"influence"}}))
	r.answer(shortSlug, 38*time.Second)
	r.wantText("Next: "+bridgeTitle, "never said")
	r.press("4", "4", "4", "4", "4", "N")
	want(t, "on the stage", r.stage().story.Slug, bridgeSlug)
	r.press("Esc")
	r.wantOn("storiesScreen")
}

func TestAQuestionAloneHasNoGradeAndNoneCanBeGiven(t *testing.T) {
	r := atQuestions(t)
	r.answerAlone(failID, 30*time.Second)
	r.press("4", "G")
	want(t, "menu", len(r.menu()), 0)
	r.wantText("No grade: it was a question without a story.")
	r.wantNoText("another grade", "Next: ")
}

func TestWhatIsTypedIntoTheNoteGivesNoGrade(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 38*time.Second)
	r.shell.focus(r.rating().noteBox)
	r.typeText("good going next")
	want(t, "menu", len(r.menu()), 0)
	r.wantOn("ratingScreen")
	want(t, "the grade in history", r.record().Grade, "")
}
