package rehearsal_test

import (
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestTheMomentOfAnEventIsThatOfTheClockAlsoWhenItWasNoticedLate(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 10 * sec})
	r.must(r.Start)
	r.wait(13 * sec) // a busy machine: the answer began three seconds ago
	r.must(r.Pause)
	r.wait(5 * sec)
	r.must(r.Resume)
	wanted := map[rehearsal.EventKind]int{rehearsal.EventPrepare: 0, rehearsal.EventStart: 10, rehearsal.EventPause: 13, rehearsal.EventResume: 18}
	for _, e := range r.Events() {
		after, timed := wanted[e.Kind]
		if got := r.MomentOf(e); timed && !got.Equal(noon().Add(time.Duration(after)*sec)) {
			t.Errorf("%s was at %v, want %d s after noon", e.Kind, got, after)
		}
	}
}

func TestWhatHappensAfterASleepHasItsMomentByTheClockAsItIsThen(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.wait(5 * sec)
	fell := r.now
	r.now = r.now.Add(3600 * sec)
	r.Slept(fell, r.now)
	r.wait(2 * sec)
	r.must(r.Resume)
	events := r.Events()
	if got := r.MomentOf(events[len(events)-1]); !got.Equal(r.now) {
		t.Errorf("it went on at %v, want %v", got, r.now)
	}
}
