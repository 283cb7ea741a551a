package ui

import (
	"testing"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/settings"
)

func oneWay(s *settings.Settings) { s.Mode = string(rehearsal.ModeOneWay) }

func TestAOneWayInterviewGivesThirtySecondsAndTheQuestionAlone(t *testing.T) {
	r := start(t, oneWay)
	r.toStage(shortSlug)
	r.wantText("Space starts 30 s of preparation, then the answer. One take: no pause, no back", "Tell me about a conflict with another team.")
	r.wantNoText("It was a Monday")
	wantAll(t, "the keys", r.hints(), "? keys", "Space start", "M mute", "Esc leave", "V record")
	r.press("H")
	want(t, "H does nothing", r.stage().hidden, false)
	r.press("Space")
	r.wantState(rehearsal.StatePreparing)
	r.clockReads("0:30", "to prepare")
	r.press("Space")
	r.wantState(rehearsal.StatePreparing)
	r.wait(30 * time.Second)
	r.wantState(rehearsal.StateAnswering)
	r.clockReads("0:40", "left of 0:40")
	want(t, "the cue", r.cue().words, "Start")
}

func TestAOneWayInterviewIsOneTake(t *testing.T) {
	r := start(t, oneWay)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(30 * time.Second)
	wantAll(t, "the keys", r.hints(), "? keys", "→ moving on", "M mute", "Esc finish", "V record", "F count a filler")
	r.wait(6 * time.Second)
	r.press("→")
	r.sectionReads("Task", "0:09", "left in this section")
	for _, key := range []string{"Space", "←", "R", "H"} {
		r.press(key)
		r.wantState(rehearsal.StateAnswering)
		r.sectionReads("Task", "0:09", "left in this section")
		if r.window.Canvas().Overlays().Top() != nil {
			t.Fatalf("%s asks something", key)
		}
	}
	r.wait(9 * time.Second)
	want(t, "the cue", r.cue().words, "Next: Action")
}

func TestAOneWayInterviewEndsAtItsLimitAndGoesToTheRating(t *testing.T) {
	r := start(t, oneWay)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(70*time.Second - time.Millisecond)
	r.wantOn("stage")
	r.wait(time.Millisecond)
	r.wantOn("ratingScreen")
	a := r.record()
	want(t, "ended", a.Ended, rehearsal.AtLimit)
	want(t, "mode", a.Mode, rehearsal.ModeOneWay)
	want(t, "prompt", a.Prompt, rehearsal.PromptQuestion)
	want(t, "spoken", a.Spoken, 40*time.Second)
	r.wait(deafFor)
	r.wantNoText("Back to the answer")
	r.press("←")
	r.wantOn("ratingScreen")
	calls := r.player.take()
	wantAll(t, "the player's last calls", calls[len(calls)-2:], "follow 0", "close")
}

func TestAOneWayInterviewCanBeFinishedButNotGoneBackTo(t *testing.T) {
	r := start(t, oneWay)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(50 * time.Second)
	r.press("Esc")
	r.wantOn("ratingScreen")
	r.wait(deafFor)
	r.press("←")
	r.wantOn("ratingScreen")
	want(t, "ended", r.record().Ended, rehearsal.Finished)
}

func TestAOneWayInterviewPausedBySleepGoesOnBySpace(t *testing.T) {
	r := start(t, oneWay)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(40 * time.Second)
	r.sleep(time.Hour)
	r.wait(time.Second)
	r.wantState(rehearsal.StatePaused)
	r.press("Space")
	r.wantState(rehearsal.StateAnswering)
}

func TestPreparationRunsDownAndTheAnswerStartsByItself(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prepare = 10 * time.Second })
	r.toStage(shortSlug)
	r.wantText("Space starts 10 s of preparation, then the answer")
	r.press("Space")
	r.wantState(rehearsal.StatePreparing)
	r.clockReads("0:10", "to prepare")
	r.wantText("Prepare. Space starts sooner", "comes first")
	wantAll(t, "the keys", r.hints(), "? keys", "Space start now", "H hide prompt", "M mute", "R start over", "Esc leave", "V record")
	r.wait(4 * time.Second)
	r.clockReads("0:06", "to prepare")
	r.wait(6 * time.Second)
	r.wantState(rehearsal.StateAnswering)
	r.clockReads("0:40", "left of 0:40")
	want(t, "the cue", r.cue().words, "Start")
	wantAll(t, "written", r.recorder.calls, "begin", "prepare", "start", "cue start")
}

func TestSpaceCutsThePreparationShort(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prepare = 2 * time.Minute })
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(3 * time.Second)
	r.press("Space")
	r.wantState(rehearsal.StateAnswering)
	r.wait(2 * time.Second)
	r.clockReads("0:38", "left of 0:40")
}

func TestLeavingThePreparationKeepsNothing(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prepare = time.Minute })
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(20 * time.Second)
	r.press("Esc")
	r.wantOn("storiesScreen")
	want(t, "attempts", len(r.records(history.Filter{IncludeDeleted: true})), 0)
	wantAll(t, "kept awake", r.awake, true, false)
	want(t, "the title", r.window.Title(), "Starling")
}
