package sound

import (
	"math"
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
)

// rig is a device without hardware: it asks the track for samples at the moments,
// by a clock of the test's, at which a device would, and keeps what it gets.
type rig struct {
	t     *testing.T
	track *Track
	zero  time.Time // when the first sample was asked for
	now   time.Time
	holds time.Duration // what the device holds
	block time.Duration // what it asks for at a time
	speed float64       // how fast its clock runs
	late  func() time.Duration

	opened time.Time // when the device was opened
	asked  int       // samples asked for since
	out    []float64
}

const ms = time.Millisecond

// newRig opens a device on a new track.
func newRig(t *testing.T, s *Sounds) *rig {
	t.Helper()
	zero := time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC)
	r := &rig{t: t, track: NewTrack(s), zero: zero, now: zero, holds: 160 * ms, block: 20 * ms, speed: 1}
	r.open()
	return r
}

// open begins to ask as a device does that is just opened.
func (r *rig) open() {
	r.track.Restart()
	r.opened, r.asked = r.now, 0
}

// next is when the device asks next: when it has room.
func (r *rig) next() time.Time {
	has := SampleRate.D(r.asked) + r.block - r.holds
	at := r.opened.Add(time.Duration(float64(max(0, has)) / r.speed))
	if r.late != nil {
		at = at.Add(r.late())
	}
	return at
}

// until lets the device run until the time, counted from zero.
func (r *rig) until(d time.Duration) {
	end := r.zero.Add(d)
	for at := r.next(); !at.After(end); at = r.next() {
		if at.After(r.now) {
			r.now = at
		}
		r.ask(SampleRate.N(r.block))
	}
	r.now = end
}

// ask lets the device ask for n samples now.
func (r *rig) ask(n int) {
	buf := make([][2]float64, n)
	r.track.Meet(r.now, n)
	if got, ok := r.track.Stream(buf); got != n || !ok {
		r.t.Fatalf("Stream gave %d, %v; want %d", got, ok, n)
	}
	if r.track.Err() != nil {
		r.t.Fatal(r.track.Err())
	}
	for _, s := range buf {
		r.out = append(r.out, s[0])
	}
	r.asked += n
}

// follow gives the track cues that fall due at the times, counted from zero.
func (r *rig) follow(cues ...rehearsal.Cue) {
	r.track.Follow(r.now, r.due(cues...))
}

// due gives cues their moments.
func (r *rig) due(cues ...rehearsal.Cue) []rehearsal.Cue {
	cues = slices.Clone(cues)
	for i := range cues {
		if cues[i].Moment.IsZero() {
			cues[i].Moment = r.zero.Add(cues[i].At)
		}
		cues[i].Given, cues[i].Sounded = true, true
	}
	return cues
}

// starts gives the samples at which tones begin: sound after silence.
func (r *rig) starts() []int {
	var at []int
	before := 0.0
	for i, s := range r.out {
		if s != 0 && before == 0 {
			at = append(at, i)
		}
		before = s
	}
	return at
}

// blips are sounds that are one sample long, so that each can be told in the sum:
// half, a quarter, an eighth and so on of full scale, in the order of allCues.
func blips() *Sounds {
	s := &Sounds{gain: 1, builtIn: &chimes{single: map[rehearsal.CueKind]clip{}}}
	for i, c := range allCues() {
		v := float32(math.Exp2(-float64(i + 1)))
		if c.Kind == rehearsal.CueSection {
			s.builtIn.sections[c.Section] = clip{{v, v}}
		} else {
			s.builtIn.single[c.Kind] = clip{{v, v}}
		}
	}
	return s
}

// bars are sounds of equal strength, as long as d.
func bars(d time.Duration) *Sounds {
	c := make(clip, SampleRate.N(d))
	for i := range c {
		c[i] = [2]float32{0.25, 0.25}
	}
	s := &Sounds{gain: 1, builtIn: &chimes{single: map[rehearsal.CueKind]clip{}}}
	for _, k := range []rehearsal.CueKind{rehearsal.CueStart, rehearsal.CueWrapUp, rehearsal.CueTimeUp, rehearsal.CueOvertime} {
		s.builtIn.single[k] = c
	}
	for i := range s.builtIn.sections {
		s.builtIn.sections[i] = c
	}
	return s
}

// allCues are the cues of an answer, at times that are multiples of no buffer.
func allCues() []rehearsal.Cue {
	return []rehearsal.Cue{
		{Kind: rehearsal.CueStart, At: 0},
		{Kind: rehearsal.CueSection, At: 2_417 * ms, Section: 1},
		{Kind: rehearsal.CueSection, At: 4_831*ms + 337*time.Microsecond, Section: 2},
		{Kind: rehearsal.CueWrapUp, At: 7_219 * ms},
		{Kind: rehearsal.CueSection, At: 9_973 * ms, Section: 3},
		{Kind: rehearsal.CueTimeUp, At: 12_011 * ms},
		{Kind: rehearsal.CueOvertime, At: 14_657 * ms, Number: 1},
	}
}

// checkSpacing checks that the tones at the samples lie as far apart as the times.
func checkSpacing(t *testing.T, starts []int, times []time.Duration) {
	t.Helper()
	if len(starts) != len(times) {
		t.Fatalf("tones at the samples %v; want %d tones", starts, len(times))
	}
	for i := range starts {
		want := int(samples(times[i] - times[0]))
		if got := starts[i] - starts[0]; got < want-1 || got > want+1 {
			t.Errorf("tone %d is %d samples after the first, want %d", i, got, want)
		}
	}
}

// times gives when cues fall due.
func times(cues []rehearsal.Cue) []time.Duration {
	var at []time.Duration
	for _, c := range cues {
		at = append(at, c.At)
	}
	return at
}
