//go:build linux && (demo || bench || soak)

package e2e

import (
	"errors"
	"fmt"
	"math"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/sound"
	"starling/app/sound/soundtest"
)

// startSound starts a sound card of the test's own.
func startSound(t *testing.T) *soundtest.Server {
	t.Helper()
	server, err := soundtest.StartServer(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// heard is a cue as it should be heard: what it is, and when after the first.
type heard struct {
	kind    rehearsal.CueKind
	section int // the index of the section that begins
	at      time.Duration
}

func (h heard) String() string {
	if h.kind == rehearsal.CueSection {
		return fmt.Sprintf("%s %d", h.kind, h.section)
	}
	return string(h.kind)
}

// exactly is how far a cue may be from its moment, reckoned from the first.
const exactly = time.Millisecond

const (
	// promptly is how soon after it is shown the first cue is to be heard.
	promptly = 250 * time.Millisecond
	// measured is how well the beginning of a recording is known.
	measured = 50 * time.Millisecond
)

// errOutOfTime says that every cue was heard, but not each at its moment.
var errOutOfTime = errors.New("the sound is out of time")

// hearing is what was found in a recording.
type hearing struct {
	first   time.Duration // of the recording, at which the first cue begins
	spacing time.Duration // the greatest error of a cue's moment after the first
}

// listen finds the cues in a recording. The error says which was missing or
// wrong, or (errOutOfTime) more than a millisecond away from its moment.
func listen(samples []int16, plan []heard) (hearing, error) {
	onsets := soundtest.Onsets(samples, soundtest.Rate)
	if len(onsets) == 0 {
		return hearing{}, fmt.Errorf("no cue is heard at all; it should be %v", plan)
	}
	var names []string
	for _, onset := range onsets {
		names = append(names, fmt.Sprintf("%v at %.3f s", identify(samples, onset), onset-onsets[0]))
	}
	if len(onsets) != len(plan) {
		return hearing{}, fmt.Errorf("%d cues are heard (%v); it should be %d (%v)", len(onsets), names, len(plan), plan)
	}
	h := hearing{first: seconds(onsets[0])}
	var late error
	for i, p := range plan {
		if got := identify(samples, onsets[i]); got != p.String() {
			return h, fmt.Errorf("cue %d sounds like %v; it should be %v", i+1, names[i], p)
		}
		off := seconds(onsets[i]-onsets[0]) - (p.at - plan[0].at)
		h.spacing = max(h.spacing, off.Abs())
		if off.Abs() > exactly && late == nil {
			late = fmt.Errorf("%w: %v is heard %v away from its moment at %v (all: %v)", errOutOfTime, p, off, p.at, names)
		}
	}
	return h, late
}

func seconds(s float64) time.Duration { return time.Duration(math.Round(s * float64(time.Second))) }

// identify tells which of the built-in tones begins at a moment of a recording:
// the one whose wave is most alike.
func identify(samples []int16, onset float64) string {
	best, most := "nothing known", 0.9 // an alikeness of 1 is the same wave
	try := func(h heard) {
		if a := alike(samples, int(onset*soundtest.Rate), h); a > most {
			best, most = h.String(), a
		}
	}
	for section := range 5 {
		try(heard{kind: rehearsal.CueSection, section: section})
	}
	for _, kind := range []rehearsal.CueKind{rehearsal.CueStart, rehearsal.CueWrapUp, rehearsal.CueTimeUp, rehearsal.CueOvertime} {
		try(heard{kind: kind})
	}
	return best
}

// alike compares what begins at a sample with a tone. An onset is found some
// samples late, when the tone has risen.
func alike(samples []int16, from int, h heard) float64 {
	tone := wave(h)
	best := 0.0
	for start := max(0, from-120); start <= from+20 && start+len(tone) <= len(samples); start += 2 {
		var product, a, b float64
		for i, w := range tone {
			s := float64(samples[start+i])
			product += s * w
			a += s * s
			b += w * w
		}
		if a > 0 && b > 0 {
			best = max(best, product/math.Sqrt(a*b))
		}
	}
	return best
}

// wave is a built-in tone, in one channel.
func wave(h heard) []float64 {
	var all []float64
	tone, buf := sound.Tone(h.kind, h.section), make([][2]float64, 1024)
	for {
		n, ok := tone.Stream(buf)
		for _, s := range buf[:n] {
			all = append(all, s[0]+s[1])
		}
		if !ok {
			return all
		}
	}
}
