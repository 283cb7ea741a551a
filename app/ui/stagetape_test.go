package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"starling/app/history"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/settings"
)

// record has answers recorded.
func record(s *settings.Settings) { s.Recording.On = true }

// wantTape fails unless the recorder was asked for this since it was last looked at.
func (r *rig) wantTape(what string, calls ...string) {
	r.Helper()
	wantAll(r, what, r.tape.take(), calls...)
}

// wantMark fails unless the stage says so of the recording, with that shape and
// a meter or none.
func (r *rig) wantMark(words string, mark tapeMark, meter bool) {
	r.Helper()
	want(r, "the recording", r.stage().view.tape.shown, tapeLook{words, mark, meter})
	want(r, "the meter is in sight", r.stage().view.tape.meter.Visible(), meter)
	r.wantText(words)
	places := 0
	for _, n := range r.shown() {
		if n.object == r.stage().view.tape.box {
			places++
		}
	}
	want(r, "the places that say so", places, 1)
}

func TestAnAnswerIsRecordedAtTheMomentsOfItsEvents(t *testing.T) {
	r := start(t, record)
	r.toStage(shortSlug)
	r.wantTape("the stage", "open")
	r.press("Space")
	r.wait(7 * time.Second)
	r.press("Space")
	r.wait(time.Minute)
	r.press("Space")
	r.wait(3 * time.Second)
	r.press("→", "Esc")
	r.wantOn("ratingScreen")
	r.wantTape("the answer", "start 00:00.000 0s", "pause 00:07.000", "resume 01:07.000 7s", "stop 01:10.000", "close")
}

func TestPreparationIsNotRecorded(t *testing.T) {
	r := start(t, record, func(s *settings.Settings) { s.Prepare = 10 * time.Second })
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(5 * time.Second)
	r.wantMark("Will be recorded", markReady, true)
	r.wantTape("preparing", "open")
	late := r.clock.timers
	r.clock.timers = nil // the machine is busy
	r.wait(6 * time.Second)
	for _, timer := range late {
		timer.do()
	}
	r.settle()
	r.wantState(rehearsal.StateAnswering)
	r.wantTape("the answer, which began a second ago", "start 00:10.000 0s")
	r.press("Esc") // too short: dropped
	r.wantTape("the end", "stop 00:11.000", "close")
}

func TestAnAnswerThatIsCutAtItsLimitIsRecordedUpToThere(t *testing.T) {
	r := start(t, record)
	r.shell.stories.choices.mode = rehearsal.ModeOneWay
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(2 * time.Minute)
	r.wantOn("ratingScreen")
	r.wantTape("one take", "open", "start 00:30.000 0s", "stop 01:10.000", "close")
}

func TestASleepPausesTheRecordingFromWhenTheMachineWasLastAwake(t *testing.T) {
	r := start(t, record)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	r.tape.take()
	r.sleep(time.Hour)
	r.wait(time.Second)
	r.wantTape("after the sleep", "pause 00:06.000")
	r.wantMark("Recording paused", markHeld, false)
	r.press("Space")
	calls := r.tape.take()
	if len(calls) != 1 || !strings.HasPrefix(calls[0], "resume ") || !strings.HasSuffix(calls[0], " 6s") {
		t.Errorf("going on: %q", calls)
	}
}

func TestAnAnswerThatIsGoneBackToIsRecordedOn(t *testing.T) {
	r := start(t, record)
	r.answer(shortSlug, 8*time.Second)
	r.tape.take()
	r.press("←")
	r.wantState(rehearsal.StatePaused)
	r.wantTape("back on the stage", "open")
	r.wantMark("Recording paused", markHeld, false)
	r.press("Space")
	r.wantTape("going on", "start 00:08.500 8s")
	r.wait(2 * time.Second)
	r.press("Esc")
	r.wantTape("the end", "stop 00:10.500", "close")
}

func TestStartingOverEndsTheRecordingAndTheNextHasItsOwn(t *testing.T) {
	r := start(t, record)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(9 * time.Second)
	r.tape.take()
	r.press("R", "R")
	r.wantTape("starting over", "pause 00:09.000", "stop 00:09.000", "close", "open")
	r.press("Space")
	r.wantTape("the next", "start 00:09.000 0s")
}

func TestADroppedAnswerTakesItsRecordingAlong(t *testing.T) {
	for name, end := range map[string]func(*rig){
		"finished":     func(r *rig) { r.press("Esc") },
		"started over": func(r *rig) { r.press("R", "R") },
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, record)
			id := r.toStage(shortSlug).id
			r.recorded.kept[id], r.recorded.kept["another"] = &memoryTake{}, &memoryTake{}
			r.press("Space")
			r.wait(3 * time.Second)
			end(r)
			if r.recorded.kept[id] != nil || r.recorded.kept["another"] == nil {
				t.Errorf("left are %v", r.recorded.kept)
			}
			if n := len(r.records()); n != 0 {
				t.Errorf("history has %d attempts", n)
			}
		})
	}
}

func TestARecordingThatCannotBeDeletedIsTold(t *testing.T) {
	r := start(t, record)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(3 * time.Second)
	r.recorded.fails = errTest
	r.press("Esc")
	r.wantText("A recording that is not kept could not be deleted: " + errTest.Error())
}

func TestAnAnswerCutOffThatIsTooShortTakesItsRecordingAlong(t *testing.T) {
	r := start(t)
	id := r.toStage(shortSlug).id
	r.press("Space")
	r.wait(2 * time.Second)
	r.shell.show(r.shell.stories) // as if Starling had been closed and started again
	r.recorded.kept[id] = &memoryTake{}
	r.offer()
	if r.recorded.kept[id] != nil {
		t.Error("its recording is there still")
	}
}

func TestADiscardedAnswerKeepsItsRecordingUntilTheNextStart(t *testing.T) {
	r := start(t, record)
	id := r.answer(shortSlug, 20*time.Second).attempt.ID
	r.recorded.kept[id] = &memoryTake{}
	r.press("Del")
	r.wantOn("storiesScreen")
	if r.recorded.kept[id] == nil {
		t.Error("an undo would bring it back without its recording")
	}
}

func TestWhereNothingIsKeptBeyondTheRatingItGoesWithIt(t *testing.T) {
	r := start(t, record, func(s *settings.Settings) { s.Recording.Keep = settings.KeepRating })
	id := r.answer(shortSlug, 20*time.Second).attempt.ID
	r.recorded.kept[id], r.recorded.kept["another"] = &memoryTake{}, &memoryTake{}
	r.press("←")
	r.wantOn("stage")
	if r.recorded.kept[id] == nil {
		t.Fatal("it went although the answer goes on")
	}
	r.press("Esc")
	r.wait(deafFor)
	r.press("3")
	if r.recorded.kept[id] == nil {
		t.Error("it went while it is rated")
	}
	r.press("Esc")
	if r.recorded.kept[id] != nil || r.recorded.kept["another"] == nil {
		t.Errorf("left are %v", r.recorded.kept)
	}
}

func TestTheStageSaysWhetherItRecords(t *testing.T) {
	r := start(t, record)
	r.toStage(shortSlug)
	r.wantMark("Will be recorded", markReady, true)
	r.shell.TapeTold(recording.Status{State: recording.Waiting, Level: 2})
	want(t, "the level", r.stage().view.tape.meter.Level(), 2)
	r.press("Space")
	r.wantMark("Will be recorded", markReady, true) // the recorder has not said that it does
	r.shell.TapeTold(recording.Status{State: recording.Recording, Level: 3})
	r.wantMark("Recording", markOn, true)
	want(t, "the level", r.stage().view.tape.meter.Level(), 3)
	r.wait(6 * time.Second)
	r.press("Space")
	r.wantMark("Recording paused", markHeld, false)
	r.shell.TapeTold(recording.Status{State: recording.Paused})
	r.press("Space")
	r.wantMark("Recording paused", markHeld, false)
	r.shell.TapeTold(recording.Status{State: recording.Recording})
	r.wantMark("Recording", markOn, true)

	r.shell.TapeTold(recording.Status{State: recording.Waiting, Deaf: true, Text: "The microphone has stopped."})
	r.wantMark("Not recorded", markDeaf, false)
	r.wantText("The microphone has stopped.")
	r.wantState(rehearsal.StateAnswering)
	r.shell.TapeTold(recording.Status{State: recording.Recording, Text: "The microphone that you chose is not there."})
	r.wantMark("Recording", markOn, true)
	r.wantNoText("has stopped")
	r.press("Esc")
	r.wantNoText("The microphone")
}

func TestTheStageSaysThatItDoesNotRecord(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.wantMark("Not recorded", markOff, false)
	r.press("Space")
	r.wantMark("Not recorded", markOff, false)
	r.wait(8 * time.Second)
	r.press("Esc")
	r.wantTape("all of it")
}

func TestTheMeterCanBeLeftOut(t *testing.T) {
	r := start(t, record, func(s *settings.Settings) { s.Recording.Meter = false })
	r.toStage(shortSlug)
	r.wantMark("Will be recorded", markReady, false)
	r.press("Space")
	r.shell.TapeTold(recording.Status{State: recording.Recording})
	r.wantMark("Recording", markOn, false)
}

func TestANewLevelPaintsItsBarsAndNothingElse(t *testing.T) {
	r := start(t, record)
	r.toStage(shortSlug)
	r.press("Space")
	r.shell.TapeTold(recording.Status{State: recording.Recording, Level: 1})
	r.window.canvas.painted = nil
	r.shell.TapeTold(recording.Status{State: recording.Recording, Level: 3})
	bars := test.WidgetRenderer(r.stage().view.tape.meter).Objects()
	wantAll(t, "painted", r.window.canvas.painted, bars[1], bars[2])
	r.window.canvas.painted = nil
	r.shell.TapeTold(recording.Status{State: recording.Recording, Level: 3})
	want(t, "painted for the same level", len(r.window.canvas.painted), 0)
}

func TestVTurnsRecordingOnAndOffAndIsRemembered(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("V")
	r.wantTape("on, before the answer", "open")
	want(t, "kept", r.kept().Recording.On, true)
	r.wantMark("Will be recorded", markReady, true)
	r.wantText(firstTaped)
	r.wait(hintLasts)
	r.wantNoText(firstTaped)
	r.press("V", "V")
	r.wantTape("off and on", "close", "open")
	r.wantText(firstTaped)
	r.press("V")
	r.wantTape("off, before the answer", "close")
	want(t, "kept", r.kept().Recording.On, false)
	r.wantMark("Not recorded", markOff, false)
	r.wantNoText(firstTaped)

	r.press("Space")
	r.wait(6 * time.Second)
	r.wantTape("unrecorded")
	r.wait(500 * time.Millisecond)
	r.press("V")
	r.wantTape("on, while answering", "open", "start 00:16.500 6.5s")
	r.wantText(firstTaped)
	r.wait(3 * time.Second)
	r.press("V")
	r.wantTape("off, while answering", "stop 00:19.500", "close")
	r.wantState(rehearsal.StateAnswering)
	r.press("Space", "V")
	r.wantTape("on, while paused", "open")
	r.wantMark("Recording paused", markHeld, false)
	r.press("Space")
	r.wantTape("going on", "start 00:19.500 9.5s")
	r.press("Esc")
	want(t, "spoken", r.record().Spoken, 9500*time.Millisecond)
}

func TestWhoHasRecordingsIsNotToldAgainWhereTheyGo(t *testing.T) {
	r := start(t)
	r.recorded.kept["an earlier one"] = &memoryTake{}
	r.toStage(shortSlug)
	r.press("V")
	r.wantNoText(firstTaped)
}

func TestThatRecordingCannotBeRememberedIsTold(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.failing.change = errTest
	r.press("V")
	r.wantMark("Will be recorded", markReady, true)
	r.press("Esc")
	r.wantText("Whether to record could not be kept: " + errTest.Error())
}

func TestFCountsFillersAndShiftFTakesOneBack(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("F")
	r.press("Space", "F", "F")
	r.wait(6 * time.Second)
	r.press("F", "Space", "F", "Shift+F")
	if hints := strings.Join(r.hints(), ", "); !strings.Contains(hints, "F fillers 3") {
		t.Errorf("the foot has no count: %s", hints)
	}
	r.press("Esc")
	heard, err := r.store.Heard(t.Context(), r.record().ID)
	r.must(err)
	want(t, "counted", heard.Counted, true)
	want(t, "fillers", heard.Fillers, 3)
}

func TestFillersThatWereAllTakenBackAreNone(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space", "F")
	r.wait(6 * time.Second)
	r.press("Shift+F", "Shift+F")
	r.press("Esc")
	heard, err := r.store.Heard(t.Context(), r.record().ID)
	r.must(err)
	want(t, "counted", heard.Counted, true)
	want(t, "fillers", heard.Fillers, 0)
}

func TestWithoutFNothingIsSaidOfFillers(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 6*time.Second)
	heard, err := r.store.Heard(t.Context(), r.record().ID)
	r.must(err)
	want(t, "counted", heard.Counted, false)
}

func TestFillersOfAnAbandonedAnswerAreKeptAndOfADroppedOneNot(t *testing.T) {
	r := start(t)
	id := r.toStage(shortSlug).id
	r.press("Space", "F")
	r.wait(6 * time.Second)
	r.press("R", "R")
	heard, err := r.store.Heard(t.Context(), id)
	r.must(err)
	want(t, "fillers", heard.Fillers, 1)
	want(t, "of the next", r.stage().tape.fillers, 0)
	r.press("Space", "F")
	r.wait(2 * time.Second)
	r.press("Esc")
	if n := len(r.records(history.Filter{})); n != 1 {
		t.Errorf("history has %d attempts, want the abandoned one alone", n)
	}
}

func TestTheStageLooksAsItDidWhileItRecords(t *testing.T) {
	r := start(t, record)
	r.toStage(shortSlug)
	r.press("Space", "F")
	r.shell.TapeTold(recording.Status{State: recording.Recording, Level: 4})
	r.wait(12 * time.Second)
	r.golden("stage-recording")
	r.press("Space")
	r.golden("stage-recording-paused")
}

func TestTheRecordingIsInSightWhereThereIsLittleRoom(t *testing.T) {
	for _, percent := range []int{100, 200} {
		r := start(t, record, func(s *settings.Settings) { s.TextSize = percent })
		r.resize(800, 560)
		for _, slug := range []string{wordsSlug, bridgeSlug} {
			r.toStage(slug)
			r.wantMark("Will be recorded", markReady, true)
			r.checkLayout("ready")
			r.press("Space")
			r.checkLayout("before the recorder says that it records")
			r.shell.TapeTold(recording.Status{State: recording.Recording, Level: 5})
			r.wait(20 * time.Second)
			r.press("→", "F")
			r.wantMark("Recording", markOn, true)
			r.checkLayout("recording, with a filler and ahead")
			r.press("Space")
			r.wantMark("Recording paused", markHeld, false)
			r.checkLayout("paused")
			r.press("Space")
			r.shell.TapeTold(recording.Status{State: recording.Waiting, Deaf: true, Text: "No microphone. The answer goes on; it is recorded as soon as there is one."})
			r.wantMark("Not recorded", markDeaf, false)
			r.checkLayout("without a microphone")
			r.press("R", "R")
			r.checkLayout("started over")
			r.press("Esc")
		}
	}
}

func TestWhereTheFootIsShortTheListOfKeysHasAll(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.resize(800, 560)
	r.toStage(shortSlug)
	if hints := strings.Join(r.hints(), ", "); !strings.Contains(hints, "V record") {
		t.Errorf("V is not shown before the answer: %s", hints)
	}
	r.press("Space")
	r.press("?")
	r.wantText("record", "count a filler", "while answering: one filler fewer")
}
