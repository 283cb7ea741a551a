package rehearsal_test

import (
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestABoundaryGivesTheSectionCueAndShowsTheNextSection(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(24*sec - 1).shows(0)
	if got := given(r.cues, rehearsal.CueSection); len(got) != 0 {
		t.Fatalf("a section cue came early: %v", got)
	}
	r.speakTo(24 * sec).shows(1)
	last := r.cues[len(r.cues)-1]
	want := rehearsal.Cue{
		Kind: rehearsal.CueSection, At: 24 * sec, Moment: noon().Add(24 * sec), Section: 1, Given: true, Sounded: true,
	}
	if last != want {
		t.Fatalf("got %+v, want %+v", last, want)
	}
	r.spent(24*sec, 0, 0, 0).endedBy(rehearsal.ByItself, "", "", "")
}

func TestASpeakerStillInAnEarlierSectionGetsTheCueAndStays(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(25 * sec).must(r.Back).shows(0)
	r.speakTo(40 * sec).shows(0)
	if got := given(r.cues, rehearsal.CueSection); !slices.Equal(got, []time.Duration{24 * sec, 36 * sec}) {
		t.Fatalf("section cues given at %v", got)
	}
	r.spent(40*sec, 0, 0, 0)
}

func TestASpeakerPastTheBoundaryHasNoCueForIt(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(20 * sec).must(r.Mark).shows(1)
	r.speakTo(30 * sec).shows(1)
	last := r.cues[len(r.cues)-1]
	if last.Kind != rehearsal.CueSection || last.At != 24*sec || last.Given || last.Sounded {
		t.Fatalf("got %+v, want a silent section cue", last)
	}
	r.spent(20*sec, 10*sec, 0, 0)
}

func TestABoundaryThatFellDueNeverFallsDueAgain(t *testing.T) {
	t.Run("after it was given", func(t *testing.T) {
		r := answering(t, twoMinutes(), rehearsal.Options{})
		r.speakTo(24 * sec).must(r.Back).shows(0)
		r.speakTo(35 * sec).shows(0).must(r.Mark).shows(1)
		if got := given(r.cues, rehearsal.CueSection); len(got) != 1 {
			t.Fatalf("section cues given at %v", got)
		}
	})
	t.Run("after it was silent", func(t *testing.T) {
		r := answering(t, twoMinutes(), rehearsal.Options{})
		r.speakTo(20 * sec).must(r.Mark)
		r.speakTo(30 * sec).must(r.Back).shows(0)
		r.speakTo(35 * sec).shows(0)
		if got := given(r.cues, rehearsal.CueSection); len(got) != 0 {
			t.Fatalf("section cues given at %v", got)
		}
	})
}

func TestAMarkEndsTheSectionShownAtThisMoment(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(10 * sec).must(r.Mark).shows(1)
	r.speakTo(15 * sec).must(r.Mark).shows(2)
	r.speakTo(20 * sec)
	r.spent(10*sec, 5*sec, 5*sec, 0).endedBy(rehearsal.ByMark, rehearsal.ByMark, "", "")
}

func TestAMarkSoonAfterAnAdvanceConfirmsIt(t *testing.T) {
	long := planOf(60*sec, 15*sec, 30*sec, 15*sec) // half a target: 30 s, 7.5 s
	tests := []struct {
		name     string
		boundary time.Duration
		after    time.Duration
		confirms bool
	}{
		{"at once", 60 * sec, 0, true},
		{"at 10 s", 60 * sec, 10 * sec, true},
		{"past 10 s", 60 * sec, 10*sec + 1, false},
		{"at half the target of the ended section", 75 * sec, 7500 * ms, true},
		{"past half the target of the ended section", 75 * sec, 7500*ms + 1, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := answering(t, long, rehearsal.Options{})
			r.speakTo(test.boundary)
			before := r.Shown()
			r.speakTo(test.boundary + test.after).must(r.Mark)
			split := r.Attempt().Splits[before-1]
			if test.confirms {
				r.shows(before)
				if split.EndedBy != rehearsal.ByMark || split.Spent != long.Sections[before-1].Target+test.after {
					t.Fatalf("the split is %+v", split)
				}
				return
			}
			r.shows(before + 1)
			if split.EndedBy != rehearsal.ByItself || split.Spent != long.Sections[before-1].Target {
				t.Fatalf("the split is %+v", split)
			}
		})
	}
}

func TestTheTenSecondsOfAConfirmationAreSecondsOfSpeaking(t *testing.T) {
	r := answering(t, planOf(60*sec, 60*sec, 60*sec, 60*sec), rehearsal.Options{})
	r.speakTo(64 * sec).must(r.Pause).wait(time.Hour).must(r.Resume)
	r.speakTo(69*sec).must(r.Mark).shows(1).spent(69*sec, 0, 0, 0)
}

func TestAnAdvanceIsConfirmedOnce(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(26 * sec).must(r.Mark).shows(1)
	r.speakTo(27 * sec).must(r.Mark).shows(2)
	r.spent(26*sec, sec, 0, 0).endedBy(rehearsal.ByMark, rehearsal.ByMark, "", "")
}

func TestAMarkAfterAMarkConfirmsNothing(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(23 * sec).must(r.Mark)
	r.speakTo(25 * sec).must(r.Mark).shows(2)
}

func TestAMarkSoonAfterTheLastAdvanceConfirmsRatherThanFinishes(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(110 * sec).must(r.Mark).shows(3).in(rehearsal.StateAnswering)
	r.speakTo(111 * sec).must(r.Mark).in(rehearsal.StateFinished)
	r.spent(24*sec, 12*sec, 74*sec, sec)
	r.endedBy(rehearsal.ByItself, rehearsal.ByItself, rehearsal.ByMark, rehearsal.ByFinish)
}

func TestAMarkInTheLastSectionFinishesTheAnswer(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	for i := range 3 {
		r.speakTo(time.Duration(i+1) * sec).must(r.Mark).shows(i + 1)
	}
	r.speakTo(10 * sec).must(r.Mark).in(rehearsal.StateFinished)
	r.spent(sec, sec, sec, 7*sec)
	r.endedBy(rehearsal.ByMark, rehearsal.ByMark, rehearsal.ByMark, rehearsal.ByFinish)
	if a := r.Attempt(); a.Ended != rehearsal.Finished {
		t.Fatalf("ended %q", a.Ended)
	}
}

func TestBackUndoesExactlyTheTopChange(t *testing.T) {
	t.Run("a mark", func(t *testing.T) {
		r := answering(t, twoMinutes(), rehearsal.Options{})
		r.speakTo(5 * sec).must(r.Mark).speakTo(8 * sec).must(r.Mark)
		r.speakTo(9*sec).must(r.Back).shows(1).spent(5*sec, 4*sec, 0, 0)
		r.must(r.Back).shows(0).spent(9*sec, 0, 0, 0).mustNot(r.Back)
	})
	t.Run("an advance", func(t *testing.T) {
		r := answering(t, twoMinutes(), rehearsal.Options{})
		r.speakTo(40*sec).shows(2).must(r.Back).shows(1).spent(24*sec, 16*sec, 0, 0)
	})
	t.Run("a confirmation, so that the advance is as it was", func(t *testing.T) {
		r := answering(t, twoMinutes(), rehearsal.Options{})
		r.speakTo(26*sec).must(r.Mark).spent(26*sec, 0, 0, 0)
		r.must(r.Back).shows(1).spent(24*sec, 2*sec, 0, 0).endedBy(rehearsal.ByItself, "", "", "")
		r.speakTo(28*sec).must(r.Mark).shows(1).spent(28*sec, 0, 0, 0)
		r.must(r.Back).must(r.Back).shows(0)
	})
}

func TestBackNeverGoesBeforeTheFirstSection(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(sec).mustNot(r.Back).shows(0)
	if r.PaceShown() {
		t.Error("a key that did nothing brought the pace up")
	}
}

func TestSectionsNeverReachedHaveASplitOfZero(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).must(r.Finish)
	r.spent(24*sec, 6*sec, 0, 0).endedBy(rehearsal.ByItself, rehearsal.ByFinish, "", "")
}

func TestWhatIsLeftGoesBelowZeroPastItsEnd(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(20 * sec)
	if r.Left() != 100*sec || r.SectionLeft() != 4*sec {
		t.Fatalf("left %v, in the section %v", r.Left(), r.SectionLeft())
	}
	r.speakTo(24 * sec).must(r.Back).speakTo(29 * sec)
	if r.SectionLeft() != -5*sec {
		t.Fatalf("left in the section %v", r.SectionLeft())
	}
	r.must(r.Mark).speakTo(125 * sec)
	if r.Left() != -5*sec {
		t.Fatalf("left %v", r.Left())
	}
}

func TestPaceIsTheTopChangeMinusItsBoundary(t *testing.T) {
	pace := func(r *rig, want time.Duration) {
		t.Helper()
		if !r.PaceShown() || r.Pace() != want {
			t.Errorf("pace %v at %v (shown: %v), want %v", r.Pace(), r.Spoken(), r.PaceShown(), want)
		}
	}
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(14 * sec).must(r.Mark) // 10 s before its boundary
	pace(r, -10*sec)
	r.speakTo(35 * sec)
	pace(r, -10*sec)
	r.speakTo(36 * sec) // the second section ends by itself
	pace(r, 0)
	r.speakTo(39 * sec).must(r.Mark) // and a sentence later by the speaker
	pace(r, 3*sec)
	r.must(r.Back)
	pace(r, 0)
	r.must(r.Back) // still in the second, 3 s past its boundary
	pace(r, 3*sec)
	r.must(r.Back) // still in the first, 15 s past its boundary
	pace(r, 15*sec)
}

func TestPaceIsHowFarTheSectionShownIsPastIfThatIsMore(t *testing.T) {
	r := answering(t, planOf(60*sec, 20*sec, 20*sec, 20*sec), rehearsal.Options{})
	r.speakTo(65 * sec).must(r.Mark) // confirmed 5 s late
	r.speakTo(80 * sec).must(r.Back) // still in the second
	r.speakTo(83 * sec)
	if r.Pace() != 5*sec {
		t.Fatalf("pace %v, want the 5 s of the change", r.Pace())
	}
	r.speakTo(87 * sec)
	if r.Pace() != 7*sec {
		t.Fatalf("pace %v, want the 7 s past the boundary", r.Pace())
	}
}

func TestASpeakerAheadIsNoLongerAheadAtTheBoundaryOfTheLastSection(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	for range 3 {
		r.speakTo(r.Spoken() + sec).must(r.Mark)
	}
	r.speakTo(120*sec - 1)
	if r.Pace() != -105*sec {
		t.Fatalf("pace %v before the limit", r.Pace())
	}
	r.speakTo(120 * sec)
	if r.Pace() != 0 {
		t.Fatalf("pace %v at the limit", r.Pace())
	}
}

func TestPaceIsShownFromTheFirstMarkOrBackOn(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec)
	if r.PaceShown() {
		t.Fatal("shown before any key")
	}
	r.must(r.Back)
	if !r.PaceShown() {
		t.Fatal("not shown after ←")
	}
	r = answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).must(r.Mark).must(r.Back)
	if !r.PaceShown() {
		t.Fatal("not shown after →, undone or not")
	}
}

func TestAPauseStopsTheClockAndEveryCue(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(23 * sec).must(r.Toggle).in(rehearsal.StatePaused)
	if r.Upcoming() != nil {
		t.Fatal("cues are to come in a pause")
	}
	r.wait(time.Hour)
	if r.Spoken() != 23*sec || r.Paused() != time.Hour || len(r.cues) != 1 {
		t.Fatalf("spoken %v, paused %v, cues %v", r.Spoken(), r.Paused(), r.cues)
	}
	r.must(r.Toggle).in(rehearsal.StateAnswering).speakTo(24 * sec).shows(1)
	if got, want := r.cues[1].Moment, noon().Add(time.Hour+24*sec); !got.Equal(want) {
		t.Fatalf("the cue came at %v, want %v", got, want)
	}
	if a := r.Attempt(); a.Paused != time.Hour || a.Ended != rehearsal.Unfinished || !a.Started.Equal(noon()) {
		t.Fatalf("the attempt is %+v", a)
	}
}

func TestMarkAndBackWorkInAPause(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(10 * sec).must(r.Pause).wait(5 * sec)
	r.must(r.Mark).shows(1).spent(10*sec, 0, 0, 0)
	r.must(r.Back).shows(0).in(rehearsal.StatePaused)
}

func TestAStepOverSeveralBoundariesGivesAllCuesInOrderWithTheirMoments(t *testing.T) {
	o := rehearsal.Options{Overtime: rehearsal.Overtime{Every: 30 * sec}}
	r := answering(t, twoMinutes(), o)
	r.wait(190 * sec).shows(3)
	want := []rehearsal.Cue{
		{Kind: rehearsal.CueStart, At: 0},
		{Kind: rehearsal.CueSection, At: 24 * sec, Section: 1},
		{Kind: rehearsal.CueSection, At: 36 * sec, Section: 2},
		{Kind: rehearsal.CueWrapUp, At: 100 * sec},
		{Kind: rehearsal.CueSection, At: 108 * sec, Section: 3},
		{Kind: rehearsal.CueTimeUp, At: 120 * sec},
		{Kind: rehearsal.CueOvertime, At: 150 * sec, Number: 1},
		{Kind: rehearsal.CueOvertime, At: 180 * sec, Number: 2},
	}
	for i := range want {
		want[i].Given, want[i].Sounded = true, true
		want[i].Moment = noon().Add(want[i].At)
	}
	if !slices.Equal(r.cues, want) {
		t.Fatalf("got\n%+v\nwant\n%+v", r.cues, want)
	}
	r.spent(24*sec, 12*sec, 72*sec, 82*sec)
}

func TestAKeyFirstDoesWhatFellDueAndAdvanceStillGivesItsCues(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.now = r.now.Add(26 * sec)
	r.must(r.Mark).shows(1).spent(26*sec, 0, 0, 0)
	cues := r.Advance(r.now)
	if got := given(cues, rehearsal.CueSection); !slices.Equal(got, []time.Duration{24 * sec}) {
		t.Fatalf("section cues at %v", got)
	}
	if again := r.Advance(r.now); len(again) != 0 {
		t.Fatalf("given again: %+v", again)
	}
}

func TestAClockThatGoesBackwardsStandsStill(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec).wait(-20 * sec)
	if r.Spoken() != 30*sec || r.Shown() != 1 {
		t.Fatalf("spoken %v, section %d", r.Spoken(), r.Shown())
	}
	r.must(r.Mark).wait(21 * sec)
	if r.Spoken() != 31*sec {
		t.Fatalf("spoken %v", r.Spoken())
	}
}

func TestAnAnswerEndsByItselfTenMinutesOver(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(12*time.Minute - 1).in(rehearsal.StateAnswering)
	r.wait(time.Hour).in(rehearsal.StateFinished)
	a := r.Attempt()
	if a.Ended != rehearsal.Auto || a.Spoken != 12*time.Minute || a.Splits[3].EndedBy != rehearsal.ByFinish {
		t.Fatalf("the attempt is %+v", a)
	}
	last := r.Events()[len(r.Events())-1]
	if last.Kind != rehearsal.EventAuto || !last.Moment.Equal(noon().Add(12*time.Minute)) {
		t.Fatalf("the last event is %+v", last)
	}
	r.mustNot(r.Return)
}

func TestEachKeyActsOnlyWhereItMeansSomething(t *testing.T) {
	keys := func(r *rig) map[string]func(time.Time) bool {
		return map[string]func(time.Time) bool{
			"start": r.Start, "pause": r.Pause, "resume": r.Resume, "space": r.Toggle, "mark": r.Mark,
			"back": r.Back, "finish": r.Finish, "return": r.Return, "abandon": r.Abandon,
		}
	}
	reach := map[rehearsal.State]func(*rig){
		rehearsal.StateReady:     func(*rig) {},
		rehearsal.StatePreparing: func(r *rig) { r.must(r.Start) },
		rehearsal.StateAnswering: func(r *rig) { r.must(r.Start).must(r.Start).wait(sec).must(r.Mark) },
		rehearsal.StatePaused:    func(r *rig) { r.must(r.Start).must(r.Start).wait(sec).must(r.Mark).must(r.Pause) },
		rehearsal.StateFinished:  func(r *rig) { r.must(r.Start).must(r.Start).wait(sec).must(r.Finish) },
	}
	acts := map[rehearsal.State]map[string]rehearsal.State{
		rehearsal.StateReady: {"start": rehearsal.StatePreparing, "space": rehearsal.StatePreparing},
		rehearsal.StatePreparing: {
			"start": rehearsal.StateAnswering, "space": rehearsal.StateAnswering, "abandon": rehearsal.StateFinished,
		},
		rehearsal.StateAnswering: {
			"pause": rehearsal.StatePaused, "space": rehearsal.StatePaused, "mark": rehearsal.StateAnswering,
			"back": rehearsal.StateAnswering, "finish": rehearsal.StateFinished, "abandon": rehearsal.StateFinished,
		},
		rehearsal.StatePaused: {
			"resume": rehearsal.StateAnswering, "space": rehearsal.StateAnswering, "mark": rehearsal.StatePaused,
			"back": rehearsal.StatePaused, "finish": rehearsal.StateFinished, "abandon": rehearsal.StateFinished,
		},
		rehearsal.StateFinished: {"return": rehearsal.StatePaused},
	}
	for state, go2 := range reach {
		for name := range keys(ready(t, twoMinutes(), rehearsal.Options{})) {
			t.Run(string(state)+" "+name, func(t *testing.T) {
				r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 10 * sec})
				go2(r)
				r.in(state)
				key := keys(r)[name]
				if to, ok := acts[state][name]; ok {
					r.must(key).in(to)
				} else {
					r.mustNot(key)
				}
			})
		}
	}
}
