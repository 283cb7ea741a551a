package sound

import (
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
)

// answer is a much simplified session: it knows which cues are to come, and which
// have fallen due while the answer ran and the cue was wanted.
type answer struct {
	spoken  time.Duration // until since
	since   time.Time     // when it last went on
	running bool
	fallen  int // how many of allCues have fallen due
	skipped map[int]bool
	due     map[int]time.Time // those given, with their moments
}

// moment is when a cue falls due if nothing is pressed.
func (a *answer) moment(c rehearsal.Cue) time.Time { return a.since.Add(c.At - a.spoken) }

// advance lets fall due what does by now.
func (a *answer) advance(now time.Time) {
	for cues := allCues(); a.running && a.fallen < len(cues); a.fallen++ {
		m := a.moment(cues[a.fallen])
		if m.After(now) {
			return
		}
		if !a.skipped[a.fallen] {
			a.due[a.fallen] = m
		}
	}
}

// upcoming is what is to come; the start cue, due at once, is part of it.
func (a *answer) upcoming() []rehearsal.Cue {
	if !a.running {
		return nil
	}
	var cues []rehearsal.Cue
	for i, c := range allCues() {
		if i >= a.fallen {
			c.Moment, c.Given, c.Sounded = a.moment(c), true, !a.skipped[i]
			cues = append(cues, c)
		}
	}
	return cues
}

// Whatever is pressed, and however the device asks, each cue that falls due is
// heard once, at its sample; nothing else is.
func TestEachCueThatFallsDueIsHeardOnceAtItsSample(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		r := newRig(t, blips())
		r.block = time.Duration(rapid.IntRange(1, 160).Draw(rt, "block ms")) * ms
		jitter := rapid.SliceOfN(rapid.IntRange(0, 15), 1, 20).Draw(rt, "late by ms")
		r.late = func() time.Duration { return time.Duration(jitter[r.asked%len(jitter)]) * ms }
		r.until(time.Duration(rapid.IntRange(0, 3000).Draw(rt, "open before ms")) * ms)

		a := &answer{running: true, since: r.now, skipped: map[int]bool{}, due: map[int]time.Time{}}
		r.track.Follow(r.now, a.upcoming())
		for range rapid.IntRange(1, 60).Draw(rt, "steps") {
			r.until(r.now.Sub(r.zero) + time.Duration(rapid.IntRange(1, 700_000).Draw(rt, "pass µs"))*time.Microsecond)
			a.advance(r.now)
			switch rapid.SampledFrom([]string{"again", "pause", "resume", "mark", "back"}).Draw(rt, "key") {
			case "pause":
				if a.running {
					a.spoken += r.now.Sub(a.since)
					a.running = false
				}
			case "resume":
				if !a.running {
					a.since, a.running = r.now, true
				}
			case "mark": // past the next boundary: its cue is silent
				a.skipped[a.fallen] = true
			case "back":
				delete(a.skipped, a.fallen)
			}
			r.track.Follow(r.now, a.upcoming())
		}
		r.track.Follow(r.now, nil)
		r.until(r.now.Sub(r.zero) + time.Second)
		checkHeard(rt, r, a)
	})
}

// checkHeard compares what the device got with what fell due.
func checkHeard(rt *rapid.T, r *rig, a *answer) {
	heard := map[int]int{} // sample by cue
	for at, s := range r.out {
		for i := range allCues() {
			v := math.Exp2(-float64(i + 1))
			if s < v {
				continue
			}
			s -= v
			if _, twice := heard[i]; twice {
				rt.Fatalf("cue %d is heard twice", i)
			}
			heard[i] = at
		}
		if s != 0 {
			rt.Fatalf("a tone too many at sample %d", at)
		}
	}
	first := -1
	for i := range allCues() {
		moment, fell := a.due[i]
		at, sounded := heard[i]
		if fell != sounded {
			rt.Fatalf("cue %d fell due: %v, is heard: %v", i, fell, sounded)
		}
		if !fell {
			continue
		}
		if first < 0 {
			first = i
		}
		want := int(math.Round(moment.Sub(a.due[first]).Seconds() * float64(SampleRate)))
		if d := at - heard[first] - want; d < -1 || d > 1 {
			rt.Fatalf("cue %d is off by %d samples", i, d)
		}
	}
}
