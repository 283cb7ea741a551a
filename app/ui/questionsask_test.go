package ui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// asking gives the screen that asks, which must be the one shown.
func (r *rig) asking() *askScreen {
	r.Helper()
	a, ok := r.shell.now.(*askScreen)
	if !ok {
		r.Fatalf("the screen is %T, not the one that asks", r.shell.now)
	}
	return a
}

func TestAAsksAQuestionDrawnByItsWeight(t *testing.T) {
	r := atQuestions(t)
	total := 0
	for _, q := range r.shell.questions.repertoire.Questions() {
		total += r.shell.questions.preparation(q).Weight()
	}
	r.random = []int{total - 1}
	r.press("A")
	want(t, "the question", r.asking().id, draftID)
	wantAll(t, "drawn from all weights", r.drawn, total)
	r.wantText(draftAsks, "Failure · never said", "Answer it aloud, with")
	r.random = []int{0}
	r.press("A")
	want(t, "the question", r.asking().id, "conflict-team")
}

func TestWhatIsPreparedLessIsDrawnMoreOften(t *testing.T) {
	r := atQuestions(t)
	weight := func(id string) int {
		q, _ := r.shell.questions.repertoire.Find(id)
		return r.shell.questions.preparation(q).Weight()
	}
	want(t, "no story against never said", weight(failID) > weight("conflict-team"), true)
	want(t, "a draft counts as no story", weight(draftID), weight(failID))
	r.answer(shortSlug, 20*time.Second)
	r.press("5", "5", "5", "5", "5", "Enter", "Ctrl+2")
	want(t, "said against never said", weight("conflict-team") < weight("persuade-data"), true)
	before := weight("conflict-team")
	r.wait(90 * 24 * time.Hour)
	want(t, "said long ago against said today", weight("conflict-team") > before, true)
}

func TestNoQuestionIsAskedTwiceBeforeEachWasAskedOnce(t *testing.T) {
	r := atQuestions(t)
	all := len(r.shell.questions.repertoire.Questions())
	for round := range 3 {
		asked := map[string]bool{}
		for range all {
			r.press("A")
			asked[r.asking().id] = true
		}
		if want := all; round == 0 && len(asked) != want {
			t.Errorf("%d questions were asked, %d times", len(asked), want)
		}
	}
	last := r.asking().id
	for range 2 * all {
		r.press("A")
		if r.asking().id == last {
			t.Fatalf("%s was asked twice in a row", last)
		}
		last = r.asking().id
	}
}

func TestSpaceOnAQuestionAsksIt(t *testing.T) {
	for _, key := range []string{"Space", "Enter"} {
		r := atQuestions(t)
		r.toQuestion("resisted-change")
		r.press(key)
		want(t, "the question", r.asking().id, "resisted-change")
		r.press("Esc")
		r.wantOn("questionsScreen")
		want(t, "selected", r.shell.questions.selected, "resisted-change")
	}
}

func TestAStoryOfTheQuestionIsSaidWithTheQuestionAlone(t *testing.T) {
	r := atQuestions(t)
	r.press("Space")
	want(t, "the focus", r.focus(), shortTitle)
	r.press("↓")
	want(t, "the focus", r.focus(), bridgeTitle)
	r.press("Enter")
	s := r.stage()
	want(t, "the story", s.story.Slug, bridgeSlug)
	want(t, "the question", s.question.ID, "conflict-team")
	want(t, "the prompt", s.chosen.prompt, rehearsal.PromptQuestion)
	want(t, "the mode", s.chosen.mode, rehearsal.ModePractice)
	r.wantState(rehearsal.StateReady)
	r.press("Esc")
	want(t, "back at the question", r.asking().id, "conflict-team")
}

func TestTheKeyThatAsksPressesNothing(t *testing.T) {
	r := atQuestions(t)
	r.hold("Enter", 4)
	want(t, "the question", r.asking().id, "conflict-team")
	r.press("Esc")
	r.hold("A", 4)
	want(t, "asked", len(r.drawn), 1)
}

func TestThePromptCanBeChosenForTheStoriesOfAQuestion(t *testing.T) {
	r := atQuestions(t)
	r.press("Space")
	r.wantText("Prompt: Question alone ▾")
	r.press("P")
	r.wantText("Script", "Polished lines", "Points", "Question alone")
	r.choose("Points")
	r.wantText("Prompt: Points ▾")
	r.shell.focus(r.plate(bridgeTitle))
	r.press("Space")
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptPoints)
	r.press("Esc", "Esc")
	r.toQuestion(failID)
	r.press("Space", "P")
	r.wantNoText("Prompt:")
	want(t, "a menu is open", len(r.menu()), 0)
}

func TestADraftCannotBeSaidAndIsNotTheFirstChoice(t *testing.T) {
	r := atQuestions(t)
	r.toQuestion(draftID)
	r.press("Space")
	want(t, "the focus", r.focus(), withoutStoryText)
	r.press("↑", "Enter")
	want(t, "the question", r.asking().id, draftID)
	r.wantText("Not ready yet is a draft: nothing is written for Action, Result yet.")
}

func TestAQuestionIsAnsweredWithoutAStory(t *testing.T) {
	r := atQuestions(t)
	r.toQuestion(failID)
	r.press("Space")
	r.wantText("no story answers it yet", "2:00 in the four sections of STAR")
	r.press("Space")
	r.wantText("Failure", "A question alone", failText, "attempt 1", "Situation 0:24", "Task 0:36", "Action 1:48", "Result 2:00")
	s := r.stage()
	want(t, "the limit", s.session.Plan().Limit, 2*time.Minute)
	want(t, "the prompt", s.chosen.prompt, rehearsal.PromptQuestion)
	r.press("H")
	r.wantText(failText)
	want(t, "H is offered", slices.ContainsFunc(r.hints(), func(h string) bool { return strings.HasPrefix(h, "H ") }), false)
	r.press("Space")
	want(t, "the window", r.window.Title(), "Answering: "+failText+" – Starling")
	r.wait(30 * time.Second)
	r.press("→")
	r.wait(20 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.wantText(failText + " · a question alone · attempt 1 · saved as you go")
	r.press("4", "2", "3", "3", "3", "Enter")
	want(t, "back at the question", r.asking().id, failID)
	r.wantText("last said today")
	a := r.record()
	want(t, "the story", a.Story, "")
	want(t, "the title", a.Title, failText)
	want(t, "the question", a.Question, rehearsal.Question{ID: failID, Text: failText})
	want(t, "coverage", a.Coverage, 50)
	want(t, "spoken", a.Spoken, 50*time.Second)
}

func TestTheSettingsHoldForAQuestionAlone(t *testing.T) {
	r := atQuestions(t, func(s *settings.Settings) {
		s.Limit, s.Preset4, s.Mode = 3*time.Minute, settings.PresetResultHeavy, settings.Modes()[1]
	})
	r.press("Space", "End", "Space")
	s := r.stage()
	want(t, "the limit", s.session.Plan().Limit, 3*time.Minute)
	want(t, "the result's target", s.session.Plan().Sections[3].Target, 36*time.Second)
	want(t, "the mode", s.chosen.mode, rehearsal.ModeOneWay)
}

// answerAlone answers a question without a story, and is then on its rating.
func (r *rig) answerAlone(id string, spoken time.Duration) *ratingScreen {
	r.Helper()
	r.press("Ctrl+2")
	r.toQuestion(id)
	r.press("Space", "End", "Space", "Space")
	r.wait(spoken)
	r.press("Esc")
	r.wait(deafFor)
	return r.rating()
}

func TestAQuestionAloneCanBeAnsweredAgainFromItsRating(t *testing.T) {
	r := atQuestions(t)
	r.answerAlone(failID, 20*time.Second)
	r.press("R")
	r.wantText(failText, "attempt 2", "A question alone")
	r.press("Space")
	r.wait(20 * time.Second)
	r.press("R", "R") // started over
	r.wantText("attempt 3")
	r.press("Esc")
	want(t, "back at the question", r.asking().id, failID)
	want(t, "attempts", len(r.records()), 2)
}

func TestASlipAtAQuestionAloneLeadsBackToIt(t *testing.T) {
	r := atQuestions(t)
	r.toQuestion(failID)
	r.press("Space", "Space", "Space")
	r.wait(2 * time.Second)
	r.press("Esc")
	want(t, "back at the question", r.asking().id, failID)
	r.wantText("too little to keep as an attempt.")
	want(t, "attempts", len(r.records()), 0)
}

func TestADiscardedAnswerLeadsBackToItsQuestion(t *testing.T) {
	r := atQuestions(t)
	r.answerAlone(failID, 20*time.Second)
	r.press("Del")
	want(t, "back at the question", r.asking().id, failID)
	r.wantText("The attempt at “" + failText + "” was discarded.")
	r.press("Ctrl+Z")
	want(t, "attempts", len(r.records()), 1)
}

func TestAQuestionAloneIsFoundInHistory(t *testing.T) {
	r := atQuestions(t)
	r.answer(bridgeSlug, 20*time.Second)
	r.press("Enter")
	r.answerAlone(failID, 140*time.Second)
	r.press("3", "3", "3", "3", "3")
	r.press("Ctrl+4")
	r.wantText(failText, "2 Mar 2026 12:00 · 2:20 · a question alone", "+20 s", " · a question alone · practice", "coverage 50%")
	r.tap("Alone")
	wantAll(t, "found", r.attempts(), failText)
	r.press("Ctrl+F")
	r.typeText("failed")
	wantAll(t, "found", r.attempts(), failText)
	r.press("Esc", "Esc")
	r.tap("All")
	want(t, "found", len(r.attempts()), 2)
	r.press("Space")
	s := r.stage()
	want(t, "rehearsed again", s.question.ID, failID)
	r.wantText("attempt 2", "A question alone")
	r.press("Esc")
	r.wantOn("questionsScreen")
	want(t, "selected", r.shell.questions.selected, failID)
	r.press("Ctrl+4", "Del")
	r.wantText("The attempt at “" + failText + "” was deleted.")
}

func TestAQuestionThatIsGoneFromTheBankIsAskedAgainAsItWasWorded(t *testing.T) {
	r := atQuestions(t)
	r.answerAlone(failID, 20*time.Second)
	r.press("3", "Enter")
	r.edit(story.BankFile, func(text string) string { return strings.ReplaceAll(text, failID, "other") })
	r.readStories()
	r.wantText("This question is gone")
	r.press("Space", "P", "Ctrl+4", "Space")
	r.wantText(failText, "A question alone")
	r.wantNoText("Failure")
	r.press("Space")
	r.wait(10 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.press("Enter")
	r.wantOn("questionsScreen")
	want(t, "the attempt", r.records()[0].Question, rehearsal.Question{ID: failID, Text: failText})
}

func TestAQuestionIsAskedAgainAsItIsWordedNow(t *testing.T) {
	r := atQuestions(t)
	r.answerAlone(failID, 20*time.Second)
	r.press("3", "Enter")
	r.edit(story.BankFile, func(text string) string { return strings.ReplaceAll(text, failText, "When did you fail?") })
	r.readStories()
	r.wantText("When did you fail?")
	r.press("Ctrl+4")
	r.wantText(failText)
	r.press("Space")
	r.wantText("When did you fail?")
}

func TestAnUnfinishedQuestionAloneIsOfferedAndRatedLate(t *testing.T) {
	r := atQuestions(t)
	r.toQuestion(failID)
	r.press("Space", "Space", "Space")
	r.wait(12 * time.Second)
	r.flush()
	cut, err := r.store.Unfinished(t.Context())
	r.must(err)
	r.press("R", "R", "Esc", "Esc")
	r.shell.OfferUnfinished(cut)
	r.settle()
	r.wantText("An answer was cut off: “" + failText + "”, 2 Mar 12:00, 10 s spoken.")
	r.tap("Rate it")
	r.wantText(failText + " · a question alone · attempt 1")
	r.wait(deafFor)
	r.press("R")
	want(t, "again", r.stage().question.ID, failID)
	r.press("Esc")
	r.wantOn("questionsScreen")
	r.shell.rateLate(cut[0])
	r.settle()
	r.wait(deafFor)
	r.press("Enter")
	r.wantOn("questionsScreen")
	want(t, "selected", r.shell.questions.selected, failID)
}

func TestAnAnswerUnderWayIsNotCutShortByAnotherQuestion(t *testing.T) {
	r := atQuestions(t)
	r.answerAlone(failID, 20*time.Second)
	r.press("Enter")
	r.toStage(bridgeSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	r.shell.repeat(r.records()[1].Attempt)
	want(t, "the story", r.stage().story.Slug, bridgeSlug)
	r.wantText("An answer is under way: Esc finishes it.")
}

func TestAQuestionAloneWithALimitThatIsNoneIsTold(t *testing.T) {
	r := atQuestions(t)
	r.shell.settings.Limit = time.Second
	r.press("Space", "End", "Space")
	want(t, "the question", r.asking().id, "conflict-team")
	r.wantText("The question cannot be answered now: the limit is outside 10 s to 60 min")
}

func TestTheQuestionStaysInSightWhenTheAnswersTakeTheFocus(t *testing.T) {
	r := atQuestions(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.resize(800, 560)
	r.toQuestion("conflict-team")
	r.press("Enter", "Enter")
	if r.on() != "askScreen" {
		r.press("Enter")
	}
	for _, n := range r.shown() {
		if text, ok := n.object.(interface{ Text() string }); ok && text.Text() == teamText {
			if n.place.top < n.clip.top {
				t.Errorf("the question is at %v, in sight is %v", n.place, n.clip)
			}
		}
	}
	want(t, "the focus", r.focus(), shortTitle)
}

func TestTheHeaderShowsWhereOneIsWhileAQuestionIsAsked(t *testing.T) {
	r := atQuestions(t)
	r.press("A")
	for _, n := range r.shown() {
		if b, ok := n.object.(*look.Button); ok && slices.Contains([]string{"Stories", "Questions", "History"}, b.Text()) && isIn(n, r.shell.top) {
			want(t, b.Text(), b.Selected(), b.Text() == "Questions")
		}
	}
	r.press("Ctrl+1", "Ctrl+2")
	r.wantOn("questionsScreen")
}
