package ui

import (
	"testing"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/settings"
)

func TestStartOverAsksAndTheClockStandsStillMeanwhile(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(12 * time.Second)
	r.press("R")
	r.wantText("Start this answer over?", "12 s spoken so far are kept in history as abandoned")
	r.wait(time.Hour)
	r.press("Esc")
	r.wantState(rehearsal.StateAnswering)
	r.clockReads("0:28", "left of 0:40")
	r.wait(time.Second)
	r.clockReads("0:27", "left of 0:40")
}

func TestGoingOnAfterTheQuestionLeavesAPauseAPause(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	r.press("Space", "R", "Esc")
	r.wantState(rehearsal.StatePaused)
}

func TestTheQuestionIsAnsweredByKey(t *testing.T) {
	for _, c := range []struct {
		keys  []string
		again bool
	}{
		{[]string{"R"}, true},
		{[]string{"Enter"}, false}, // which is also "moving on": it must not end the answer
		{[]string{"Space"}, false},
		{[]string{"→", "Enter"}, true},
		{[]string{"Tab", "Space"}, true},
		{[]string{"→", "←", "Enter"}, false},
		{[]string{"Esc"}, false},
		{[]string{"H", "M", "?", "Ctrl+1", "Esc"}, false},
	} {
		r := start(t)
		first := r.toStage(shortSlug)
		r.press("Space")
		r.wait(6 * time.Second)
		r.press("R")
		r.press(c.keys...)
		want(t, "answers to the question", r.window.Canvas().Overlays().Top() == nil, true)
		if again := r.stage() != first; again != c.again {
			t.Errorf("%v: started over %v", c.keys, again)
		}
		want(t, "muted", r.player.muted, false)
	}
}

func TestAKeyHeldWhileTheQuestionOpensDoesNotAnswerIt(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	r.hold("R", 20)
	r.wantText("Start this answer over?")
}

func TestStartingOverRecordsTheAttemptAsAbandonedAndSetsTheStageAnew(t *testing.T) {
	r := start(t)
	first := r.toStage(bridgeSlug)
	r.press("H", "Space")
	r.wait(12 * time.Second)
	r.press("R", "R")
	second := r.stage()
	if second == first || second.id == first.id {
		t.Fatal("the stage is still that of the first attempt")
	}
	r.wantState(rehearsal.StateReady)
	r.clockReads("2:00", "ready")
	r.wantText("attempt 2")
	want(t, "the prompt stays hidden", second.hidden, true)
	want(t, "the question", second.question, first.question)
	a := r.record()
	want(t, "ended", a.Ended, rehearsal.Abandoned)
	want(t, "spoken", a.Spoken, 12*time.Second)
	want(t, "coverage known", a.Rated, false)
	want(t, "the title", r.window.Title(), "Starling")
	wantAll(t, "kept awake", r.awake, true, false)

	r.press("Ctrl+4")
	r.wantText("abandoned", "abandoned: counts for no trend")
}

func TestStartingOverDropsWhatWasSpokenForLessThanFiveSeconds(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(4 * time.Second)
	r.press("R")
	r.wantText("Less than five seconds were spoken: they are not kept.")
	r.press("R")
	r.wantState(rehearsal.StateReady)
	want(t, "attempts", len(r.records(history.Filter{IncludeDeleted: true})), 0)
}

func TestStartOverDoesNothingBeforeTheStart(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("R")
	want(t, "nothing is asked", r.window.Canvas().Overlays().Top() == nil, true)
	r.wantState(rehearsal.StateReady)
}

func TestStartingOverInThePreparationNeverLetsTheAnswerBeginBehindTheQuestion(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prepare = 10 * time.Second })
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(3 * time.Second)
	r.press("R")
	r.wait(time.Minute)
	if s := r.state(); s == rehearsal.StateAnswering {
		t.Fatalf("the answer is %s", s)
	}
	if r.window.Canvas().Overlays().Top() != nil {
		r.press("R")
	}
	r.wantState(rehearsal.StateReady)
	want(t, "attempts", len(r.records(history.Filter{IncludeDeleted: true})), 0)
}

func TestTheMachinesSleepPausesTheAnswerAndIsSaid(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(12 * time.Second)
	r.sleep(8 * time.Hour)
	r.wait(time.Second)
	r.wantState(rehearsal.StatePaused)
	r.clockReads("0:28", "paused · left of 0:40")
	r.wantText("The computer slept, so the answer is paused from then. Space goes on")
	r.press("Space")
	r.wantState(rehearsal.StateAnswering)
	r.wantNoText("The computer slept")
	r.wait(10 * time.Second)
	r.press("Esc")
	a := r.record()
	want(t, "spoken", a.Spoken, 22*time.Second)
	if a.Paused < 8*time.Hour-time.Second || a.Paused > 8*time.Hour+2*time.Second {
		t.Errorf("paused %v, of a sleep of eight hours", a.Paused)
	}
	wantAll(t, "written", r.kinds(), "begin", "start", "advance", "sleep", "resume", "advance", "finish")
}

func TestTheKeyThatWakesTheMachineDoesNothingElse(t *testing.T) {
	for _, key := range []string{"Space", "→", "←", "R", "Esc"} {
		t.Run(key, func(t *testing.T) {
			r := start(t)
			r.toStage(shortSlug)
			r.press("Space")
			r.wait(12 * time.Second)
			r.sleep(8 * time.Hour)
			r.press(key)
			r.wantState(rehearsal.StatePaused)
			r.sectionReads("Task", "0:03", "left in this section")
			r.wantText("The computer slept")
		})
	}
}

func TestASleepInThePreparationStopsItMeanwhile(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prepare = 30 * time.Second })
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(10 * time.Second)
	r.sleep(time.Hour)
	r.wait(time.Second)
	r.wantState(rehearsal.StatePreparing)
	if left := r.stage().session.PrepareLeft(); left < 19*time.Second || left > 20*time.Second {
		t.Errorf("%v are left of the preparation, want 19 to 20 s", left)
	}
}

func TestASleepWhilePausedChangesNothing(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(12 * time.Second)
	r.press("Space")
	r.sleep(time.Hour)
	r.wait(time.Second)
	r.wantText("Paused. Space goes on")
	r.press("Space")
	r.wait(time.Second)
	r.clockReads("0:27", "left of 0:40")
}
