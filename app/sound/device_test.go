package sound

import (
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestTheDeviceCallbackAllocatesNothing(t *testing.T) {
	s, _ := Load(Config{Volume: 100})
	track := NewTrack(s)
	f := newFeed(track)
	out := make([]int16, 2*SampleRate.N(20*ms))
	f.fill(out)
	time.Sleep(filling)
	cues := []rehearsal.Cue{{Kind: rehearsal.CueSection, Moment: time.Now().Add(-150 * ms), Sounded: true}}
	allocs := testing.AllocsPerRun(200, func() {
		// One cue in each callback, which is more than there ever are.
		track.mu.Lock()
		track.pending = cues
		track.mu.Unlock()
		f.fill(out)
	})
	if allocs > 0 {
		t.Errorf("%.1f allocations", allocs)
	}
	if track.nHanded == 0 {
		t.Error("no cue was handed over")
	}
}

func TestFullScaleIsNotExceeded(t *testing.T) {
	for x, want := range map[float64]int16{0: 0, 1: 32767, -1: -32767, 3: 32767, -3: -32767, 0.5: 16384} {
		if got := pcm(x); got != want {
			t.Errorf("pcm(%v) = %d, want %d", x, got, want)
		}
	}
}
