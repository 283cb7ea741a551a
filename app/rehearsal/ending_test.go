package rehearsal_test

import (
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestPreparationStartsTheAnswerByItselfAtItsEnd(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 10 * sec})
	if r.PrepareLeft() != 10*sec {
		t.Fatalf("%v of preparation left before the start", r.PrepareLeft())
	}
	r.must(r.Toggle).in(rehearsal.StatePreparing).wait(4 * sec)
	if r.PrepareLeft() != 6*sec || r.Spoken() != 0 || len(r.cues) != 0 {
		t.Fatalf("left %v, spoken %v, cues %v", r.PrepareLeft(), r.Spoken(), r.cues)
	}
	r.wait(9 * sec).in(rehearsal.StateAnswering)
	want := rehearsal.Cue{Kind: rehearsal.CueStart, Moment: noon().Add(10 * sec), Given: true, Sounded: true}
	if r.Spoken() != 3*sec || r.PrepareLeft() != 0 || !slices.Equal(r.cues, []rehearsal.Cue{want}) {
		t.Fatalf("spoken %v, cues %+v", r.Spoken(), r.cues)
	}
	if a := r.Attempt(); !a.Started.Equal(noon().Add(10*sec)) || a.Paused != 0 {
		t.Fatalf("the attempt is %+v", a)
	}
}

func TestSpaceStartsThePreparedAnswerSooner(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 10 * sec})
	r.must(r.Toggle).wait(4 * sec).must(r.Toggle).in(rehearsal.StateAnswering).wait(0)
	if len(r.cues) != 1 || !r.cues[0].Moment.Equal(noon().Add(4*sec)) {
		t.Fatalf("cues %+v", r.cues)
	}
}

func TestWithoutPreparationTheStartCueComesAtOnce(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{})
	r.must(r.Start).in(rehearsal.StateAnswering).wait(0)
	want := rehearsal.Cue{Kind: rehearsal.CueStart, Moment: noon(), Given: true, Sounded: true}
	if !slices.Equal(r.cues, []rehearsal.Cue{want}) {
		t.Fatalf("cues %+v", r.cues)
	}
}

func TestPreparationLastsTwoMinutesAtMost(t *testing.T) {
	for give, want := range map[time.Duration]time.Duration{
		-sec: 0, 0: 0, 45 * sec: 45 * sec, 120 * sec: 120 * sec, time.Hour: 120 * sec,
	} {
		if got := rehearsal.NewSession(twoMinutes(), rehearsal.Options{Prepare: give}).Options().Prepare; got != want {
			t.Errorf("%v became %v, want %v", give, got, want)
		}
	}
}

func TestFinishEndsTheAnswerNowAlsoInAPause(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).must(r.Finish).in(rehearsal.StateFinished).wait(time.Minute)
	if a := r.Attempt(); a.Spoken != 30*sec || a.Paused != 0 || a.Ended != rehearsal.Finished {
		t.Fatalf("the attempt is %+v", a)
	}
	r = answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).must(r.Pause).wait(time.Minute).must(r.Finish).wait(time.Minute)
	if a := r.Attempt(); a.Spoken != 30*sec || a.Paused != time.Minute || r.Paused() != time.Minute {
		t.Fatalf("the attempt is %+v", a)
	}
}

func TestReturnGoesBackToTheAnswerPaused(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).must(r.Finish).wait(7 * sec).must(r.Return).in(rehearsal.StatePaused)
	a := r.Attempt()
	if a.Ended != rehearsal.Unfinished || a.Spoken != 30*sec || a.Splits[1].EndedBy != "" {
		t.Fatalf("the attempt is %+v", a)
	}
	events := r.kinds()
	if !slices.Equal(events[len(events)-2:], []rehearsal.EventKind{rehearsal.EventFinish, rehearsal.EventReturn}) {
		t.Fatalf("the log ends with %v", events)
	}
	r.wait(3 * sec).must(r.Resume)
	if r.Paused() != 10*sec || r.Attempt().Paused != 10*sec {
		t.Fatalf("paused %v, want all the time since the finish", r.Paused())
	}
	r.speakTo(40 * sec).shows(2).must(r.Mark).shows(2).must(r.Finish)
	r.spent(24*sec, 16*sec, 0, 0)
}

func TestReturnUndoesAMarkThatFinished(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(119 * sec).must(r.Mark).in(rehearsal.StateFinished).must(r.Return).shows(3)
	r.must(r.Resume).speakTo(121*sec).spent(24*sec, 12*sec, 72*sec, 13*sec)
}

func TestReturnOnlyFollowsAFinish(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).must(r.Abandon).mustNot(r.Return)
}

func TestStartingOverEndsTheAttemptAsAbandoned(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).must(r.Pause).wait(2 * sec).must(r.Abandon).in(rehearsal.StateFinished)
	a := r.Attempt()
	if a.Ended != rehearsal.Abandoned || a.Spoken != 30*sec || a.Splits[1].EndedBy != rehearsal.ByFinish {
		t.Fatalf("the attempt is %+v", a)
	}
}

func TestAnAttemptUnderFiveSecondsIsTooShort(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(5*sec - 1).must(r.Finish)
	if !r.Attempt().TooShort() {
		t.Fatal("kept")
	}
	r.must(r.Return).must(r.Resume).speakTo(5 * sec).must(r.Finish)
	if r.Attempt().TooShort() {
		t.Fatal("dropped")
	}
}

func TestAnAnswerThatSleptIsPausedFromTheLastMomentAwake(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(20 * sec)
	seen := r.now.Add(2 * sec)
	r.now = r.now.Add(time.Hour)
	if !r.Slept(seen, r.now) || !r.PausedBySleep() {
		t.Fatal("not paused by sleep")
	}
	r.in(rehearsal.StatePaused).wait(0).shows(0)
	if r.Spoken() != 22*sec || len(r.cues) != 1 || r.Paused() != time.Hour-2*sec {
		t.Fatalf("spoken %v, paused %v, cues %+v", r.Spoken(), r.Paused(), r.cues)
	}
	r.wait(10 * sec).must(r.Toggle)
	if r.PausedBySleep() || r.Attempt().Paused != time.Hour+8*sec || r.Paused() != time.Hour+8*sec {
		t.Fatalf("paused %v and %v", r.Paused(), r.Attempt().Paused)
	}
	if !slices.Contains(r.kinds(), rehearsal.EventSleep) {
		t.Fatalf("the log is %v", r.kinds())
	}
	r.speakTo(24 * sec).shows(1)
}

func TestWhatFellDueBeforeTheSleepIsGiven(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(20 * sec)
	r.now = r.now.Add(time.Hour)
	if !r.Slept(noon().Add(25*sec), r.now) {
		t.Fatal("not paused")
	}
	r.wait(0).shows(1)
	if got := given(r.cues, rehearsal.CueSection); !slices.Equal(got, []time.Duration{24 * sec}) {
		t.Fatalf("section cues at %v", got)
	}
}

func TestPreparationGoesOnAfterASleepWhereItWas(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 30 * sec})
	r.must(r.Start).wait(10 * sec)
	seen := r.now.Add(sec)
	r.now = r.now.Add(time.Hour)
	if !r.Slept(seen, r.now) {
		t.Fatal("nothing done")
	}
	r.wait(0).in(rehearsal.StatePreparing)
	if r.PrepareLeft() != 19*sec || r.PausedBySleep() {
		t.Fatalf("%v left", r.PrepareLeft())
	}
	r.wait(20 * sec).in(rehearsal.StateAnswering)
	if r.Spoken() != sec || r.Paused() != 0 || r.Attempt().Paused != 0 {
		t.Fatalf("spoken %v, paused %v", r.Spoken(), r.Paused())
	}
}

func TestASleepInAPauseIsPartOfThePause(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(10 * sec).must(r.Pause).wait(sec)
	seen := r.now
	r.now = r.now.Add(time.Hour)
	if r.Slept(seen, r.now) || r.PausedBySleep() {
		t.Fatal("the speaker's own pause became the machine's")
	}
	if r.Paused() != time.Hour+sec {
		t.Fatalf("paused %v", r.Paused())
	}
}

func TestASleepThatEndedBeforeItBeganIsASleepOfNoLength(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(10 * sec)
	if !r.Slept(r.now.Add(time.Minute), r.now.Add(-time.Minute)) {
		t.Fatal("nothing done")
	}
	if r.Spoken() != 10*sec || r.Paused() != 0 {
		t.Fatalf("spoken %v, paused %v", r.Spoken(), r.Paused())
	}
}

func TestAOneWayInterviewIsOneTake(t *testing.T) {
	o := rehearsal.Options{Mode: rehearsal.ModeOneWay, Prepare: 5 * sec, Overtime: rehearsal.Overtime{Every: sec}}
	r := ready(t, twoMinutes(), o)
	r.must(r.Toggle).in(rehearsal.StatePreparing)
	if r.PrepareLeft() != 30*sec {
		t.Fatalf("%v to prepare", r.PrepareLeft())
	}
	r.wait(10 * sec).mustNot(r.Toggle).mustNot(r.Start).mustNot(r.Abandon)
	r.wait(20 * sec).in(rehearsal.StateAnswering)
	r.speakTo(10 * sec).must(r.Mark).shows(1)
	r.mustNot(r.Back).mustNot(r.Toggle).mustNot(r.Pause).mustNot(r.Abandon)
	r.speakTo(36 * sec).shows(2)
	if got := heard(r.cues, rehearsal.CueSection); !slices.Equal(got, []time.Duration{36 * sec}) {
		t.Fatalf("section cues at %v", got)
	}
	r.must(r.Finish).mustNot(r.Return)
}

func TestAOneWayInterviewEndsAtItsLimitExactly(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{Mode: rehearsal.ModeOneWay, Overtime: rehearsal.Overtime{Every: sec}})
	r.wait(time.Hour).in(rehearsal.StateFinished)
	a := r.Attempt()
	if a.Ended != rehearsal.AtLimit || a.Spoken != 120*sec || a.Mode != rehearsal.ModeOneWay {
		t.Fatalf("the attempt is %+v", a)
	}
	r.spent(24*sec, 12*sec, 72*sec, 12*sec)
	if last := r.cues[len(r.cues)-1]; last.Kind != rehearsal.CueTimeUp || !last.Sounded {
		t.Fatalf("the last cue is %+v", last)
	}
	r.mustNot(r.Return)
}

func TestAOneWayInterviewGoesOnAfterASleep(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{Mode: rehearsal.ModeOneWay})
	r.speakTo(10 * sec)
	r.now = r.now.Add(time.Hour)
	if !r.Slept(r.now.Add(-time.Hour), r.now) {
		t.Fatal("not paused")
	}
	r.must(r.Toggle).in(rehearsal.StateAnswering).speakTo(24 * sec).shows(1)
}

func TestTheLogTellsWhatHappenedInOrder(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: sec})
	r.must(r.Start).wait(sec).speakTo(25 * sec).must(r.Mark).must(r.Back).must(r.Back).must(r.Mark)
	r.must(r.Pause).wait(sec).must(r.Resume).must(r.Finish)
	want := []rehearsal.EventKind{
		rehearsal.EventPrepare, rehearsal.EventStart, rehearsal.EventAdvance, rehearsal.EventConfirm,
		rehearsal.EventBack, rehearsal.EventBack, rehearsal.EventMark, rehearsal.EventPause,
		rehearsal.EventResume, rehearsal.EventFinish,
	}
	if got := r.kinds(); !slices.Equal(got, want) {
		t.Fatalf("got  %v\nwant %v", got, want)
	}
	for _, e := range r.Events() {
		if e.Kind == rehearsal.EventCue && e.Cue == rehearsal.CueSection {
			want := rehearsal.Event{
				Kind: rehearsal.EventCue, Moment: noon().Add(25 * sec), Spoken: 24 * sec, Section: 1,
				Cue: rehearsal.CueSection, Given: true,
			}
			if e != want {
				t.Fatalf("got %+v, want %+v", e, want)
			}
		}
	}
}

func TestWhatASessionGivesOutIsNotItsOwn(t *testing.T) {
	p := twoMinutes()
	r := answering(t, p, rehearsal.Options{})
	p.Sections[0].Target = time.Hour
	r.Plan().Sections[0].Target = time.Hour
	r.Events()[0].Kind = "spoilt"
	if r.Plan().Sections[0].Target != 24*sec || r.Events()[0].Kind != rehearsal.EventStart {
		t.Fatal("changed from outside")
	}
}
