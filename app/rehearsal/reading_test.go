package rehearsal_test

import (
	"testing"
	"time"
	"unsafe"

	"starling/app/rehearsal"
)

func TestTheNextChangeIsTheNextWholeSecondOfWhatIsLeft(t *testing.T) {
	r := answering(t, planOf(20300*ms, 39700*ms), rehearsal.Options{})
	next := func(want time.Duration) {
		t.Helper()
		if got := r.NextChange(r.now); !got.Equal(noon().Add(want)) {
			t.Errorf("at %v the next change is at %v, want %v", r.Spoken(), got.Sub(noon()), want)
		}
	}
	next(300 * ms) // of the section
	r.speakTo(300 * ms)
	next(sec) // of the answer
	r.speakTo(20 * sec)
	next(20300 * ms) // the boundary
	r.speakTo(20300 * ms)
	next(21 * sec)                      // both run to the limit now
	r.speakTo(30 * sec).must(r.Back)    // past the boundary of the first again
	next(30300 * ms)                    // by whole seconds
	r.speakTo(59900 * ms).must(r.Pause) // nothing moves in a pause
	if got := r.NextChange(r.now); !got.IsZero() {
		t.Errorf("in a pause the next change is at %v", got)
	}
}

func TestACueBetweenWholeSecondsIsTheNextChangeToo(t *testing.T) {
	r := answering(t, planOf(20*sec), rehearsal.Options{})
	r.speakTo(16 * sec)
	if got := r.NextChange(r.now); !got.Equal(noon().Add(20*sec - 20*sec/6)) {
		t.Fatalf("the next change is in %v, want the wrap-up", got.Sub(r.now))
	}
}

func TestTheNextChangeIsNowWhileCuesWait(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(23 * sec)
	r.now = r.now.Add(sec)
	if got := r.NextChange(r.now); !got.Equal(r.now) {
		t.Fatalf("the next change is at %v", got)
	}
	if cues := r.Advance(r.now); len(cues) != 1 {
		t.Fatalf("cues %+v", cues)
	}
	if got := r.NextChange(r.now); !got.Equal(r.now.Add(sec)) {
		t.Fatalf("then the next change is at %v", got)
	}
}

func TestTheNextChangeWhilePreparingIsOfThePreparation(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 2500 * ms})
	if got := r.NextChange(r.now); !got.IsZero() {
		t.Fatalf("before the start the next change is at %v", got)
	}
	r.must(r.Start)
	for _, want := range []time.Duration{500 * ms, 1500 * ms, 2500 * ms} {
		got := r.NextChange(r.now)
		if !got.Equal(noon().Add(want)) {
			t.Fatalf("the next change is at %v, want %v", got.Sub(noon()), want)
		}
		r.wait(got.Sub(r.now))
	}
	r.in(rehearsal.StateAnswering)
}

func TestTheNextChangeIsNeverPastTheEnd(t *testing.T) {
	p := planOf(60*sec + 1)
	r := answering(t, p, rehearsal.Options{NoWrapUp: true})
	r.speakTo(p.Limit + 10*time.Minute - 1)
	if got := r.NextChange(r.now); !got.Equal(r.now.Add(1)) {
		t.Fatalf("the next change is in %v", got.Sub(r.now))
	}
}

func TestSpokenAtLooksAheadAndChangesNothing(t *testing.T) {
	at := func(r *rig, after, want time.Duration) {
		t.Helper()
		before := r.Spoken()
		if got := r.SpokenAt(r.now.Add(after)); got != want {
			t.Errorf("%v from now %v will be spoken, want %v", after, got, want)
		}
		if r.Spoken() != before {
			t.Error("the session moved")
		}
	}
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 10 * sec})
	at(r, time.Minute, 0)
	r.must(r.Start).wait(4 * sec)
	at(r, 5*sec, 0)
	at(r, 8*sec, 2*sec)
	r.wait(16 * sec)
	at(r, 0, 10*sec)
	at(r, -5*sec, 10*sec)
	at(r, 5*sec, 15*sec)
	at(r, time.Hour, 12*time.Minute)
	r.must(r.Pause)
	at(r, time.Hour, 10*sec)
}

// asleep gives the moment of t on a machine that slept for so long just before:
// the wall has moved on, the monotonic clock has not. Nothing in package time
// makes such a moment, so this writes the wall seconds of a Time by hand; it
// skips the test if a Time is no longer laid out so.
func asleep(t *testing.T, moment time.Time, slept time.Duration) time.Time {
	t.Helper()
	woken := moment
	*(*uint64)(unsafe.Pointer(&woken)) += uint64(slept/time.Second) << 30
	if woken.Sub(moment) != 0 || woken.Round(0).Sub(moment.Round(0)) != slept {
		t.Skip("a Time is laid out in another way")
	}
	return woken
}

func TestASleepIsMeasuredByTheWallSinceTheMonotonicClockSleepsToo(t *testing.T) {
	begun := time.Now()
	s := rehearsal.NewSession(twoMinutes(), rehearsal.Options{})
	s.Start(begun)
	seen := begun.Add(10 * sec)
	s.Advance(seen)
	woken := asleep(t, seen.Add(100*ms), time.Hour)
	if !s.Slept(seen, woken) || s.Spoken() != 10*sec || s.Paused() != time.Hour+100*ms {
		t.Fatalf("spoken %v, paused %v", s.Spoken(), s.Paused())
	}
	resumed := woken.Add(sec)
	s.Resume(resumed)
	if want := time.Hour + 1100*ms; s.Paused() != want || s.Attempt().Paused != want {
		t.Fatalf("paused %v, in the attempt %v, want %v", s.Paused(), s.Attempt().Paused, want)
	}
	if next := s.Upcoming()[0]; next.Moment.Sub(resumed) != 14*sec {
		t.Fatalf("the next cue in %v", next.Moment.Sub(resumed))
	}
	s.Advance(resumed.Add(sec))
	if s.Spoken() != 11*sec {
		t.Fatalf("spoken %v", s.Spoken())
	}
	events := s.Events()
	if last := events[len(events)-1]; !last.Moment.Equal(resumed) || last.Moment != last.Moment.Round(0) {
		t.Fatalf("the resumption is logged at %v, it was at %v", last.Moment, resumed)
	}
}

func TestWallAndMonotonicTimePartByMoreThanTwoSeconds(t *testing.T) {
	last := time.Now()
	now := last.Add(time.Minute)
	for slept, want := range map[time.Duration]bool{
		0: false, 2 * sec: false, 3 * sec: true, time.Hour: true, -2 * sec: false, -3 * sec: true,
	} {
		if got := rehearsal.Parted(last, asleep(t, now, slept)); got != want {
			t.Errorf("%v: %v, want %v", slept, got, want)
		}
	}
}

func TestAWallClockSetBackDoesNotUnsettleTheLog(t *testing.T) {
	begun := time.Now()
	s := rehearsal.NewSession(twoMinutes(), rehearsal.Options{})
	s.Start(begun)
	seen := begun.Add(10 * sec)
	s.Pause(seen)
	setBack := asleep(t, seen.Add(100*ms), -time.Hour)
	s.Slept(seen, setBack)
	s.Resume(setBack.Add(sec))
	s.Finish(setBack.Add(2 * sec)) // what is over is read off the log alone
	if want := 1100 * ms; s.Paused() != want || s.Attempt().Paused != want {
		t.Fatalf("paused %v, in the attempt %v, want %v", s.Paused(), s.Attempt().Paused, want)
	}
}
