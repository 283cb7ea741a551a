package sound

import (
	"math"
	"time"

	"github.com/gopxl/beep/v2"

	"starling/app/rehearsal"
)

const (
	// peak is the amplitude of every tone at full volume: −12 dBFS.
	peak = 0.251188643150958
	// attack is how long a note takes to rise. Shorter clicks, longer blurs the moment.
	attack = 5 * time.Millisecond
	// release is how long a note takes to fall silent at its end.
	release = 40 * time.Millisecond
)

// clip is a tone in memory: stereo, at SampleRate.
type clip [][2]float32

// note is one note of a built-in tone.
type note struct {
	hertz  float64
	from   time.Duration // after the start of the tone
	length time.Duration
	// fade is the time in which the note dies down by half.
	fade time.Duration
	// partials are the amplitudes of the fundamental and of its overtones.
	partials []float64
}

// climb holds the first of the two notes of the section cue, by the index of the
// section that begins. It is the C major pentatonic scale: any two steps of it
// sound well after one another.
var climb = [...]float64{523.25, 587.33, 659.26, 783.99, 880.00}

// fifth is the step between the two notes of the section cue.
const fifth = 1.5

// notes is the score of the built-in tones. They differ in pitch, and, for ears
// that do not hear high notes well, in the number of notes and their length.
func notes(kind rehearsal.CueKind, section int) []note {
	const ms = time.Millisecond
	bell := []float64{1, 0.25, 0.08}
	switch kind {
	case rehearsal.CueStart: // one high note
		return []note{{1760, 0, 350 * ms, 70 * ms, bell}}
	case rehearsal.CueSection: // two rising notes
		low := climb[min(max(section, 0), len(climb)-1)]
		return []note{
			{low, 0, 190 * ms, 90 * ms, bell},
			{low * fifth, 150 * ms, 330 * ms, 90 * ms, bell},
		}
	case rehearsal.CueWrapUp: // one soft low note
		return []note{{329.63, 0, 560 * ms, 200 * ms, []float64{1}}}
	case rehearsal.CueTimeUp: // three notes, falling
		return []note{
			{783.99, 0, 180 * ms, 90 * ms, bell},
			{659.26, 140 * ms, 180 * ms, 90 * ms, bell},
			{523.25, 280 * ms, 310 * ms, 110 * ms, bell},
		}
	case rehearsal.CueOvertime: // one short tick
		return []note{{1174.66, 0, 60 * ms, 12 * ms, []float64{1}}}
	}
	return nil
}

// synth makes the built-in tone of a cue.
func synth(kind rehearsal.CueKind, section int) clip {
	score := notes(kind, section)
	var end time.Duration
	for _, n := range score {
		end = max(end, n.from+n.length)
	}
	mono := make([]float64, SampleRate.N(end))
	for _, n := range score {
		n.add(mono[SampleRate.N(n.from):])
	}
	top := 0.0
	for _, v := range mono {
		top = max(top, math.Abs(v))
	}
	c := make(clip, len(mono))
	for i, v := range mono {
		s := float32(v / top * peak)
		c[i] = [2]float32{s, s}
	}
	return c
}

// add mixes the note into the start of out.
func (n note) add(out []float64) {
	length := min(SampleRate.N(n.length), len(out))
	rise, fall := SampleRate.N(attack), min(SampleRate.N(release), SampleRate.N(n.length)/2)
	decay := math.Exp2(-1 / (n.fade.Seconds() * float64(SampleRate)))
	for p, amplitude := range n.partials {
		// A resonator gives the sine by one multiplication a sample.
		w := 2 * math.Pi * n.hertz * float64(p+1) / float64(SampleRate)
		twice, before, now := 2*math.Cos(w), -math.Sin(w), 0.0
		level := amplitude
		for i := range length {
			v := now * level
			if i < rise || i >= length-fall {
				v *= edge(i, rise) * edge(length-1-i, fall)
			}
			out[i] += v
			before, now = now, twice*now-before
			level *= decay
		}
	}
}

// edge is the factor at i samples from silence, when silence gives way in n samples.
func edge(i, n int) float64 {
	if i >= n {
		return 1
	}
	return (1 - math.Cos(math.Pi*float64(i)/float64(n))) / 2
}

// Tone is the built-in tone of a cue at full volume: at most 600 ms at SampleRate.
// The section is the index of the section that begins; only the section cue heeds
// it. A kind that is not known has no tone, and the streamer ends at once.
func Tone(kind rehearsal.CueKind, section int) beep.Streamer {
	return &clipStreamer{rest: synth(kind, section)}
}

// clipStreamer streams a clip once.
type clipStreamer struct{ rest clip }

// Declare conformity.
var _ beep.Streamer = (*clipStreamer)(nil)

// Stream gives the next samples of the clip.
func (s *clipStreamer) Stream(samples [][2]float64) (int, bool) {
	n := min(len(samples), len(s.rest))
	for i, v := range s.rest[:n] {
		samples[i] = [2]float64{float64(v[0]), float64(v[1])}
	}
	s.rest = s.rest[n:]
	return n, n > 0
}

// Err is nil: memory does not fail.
func (s *clipStreamer) Err() error { return nil }
