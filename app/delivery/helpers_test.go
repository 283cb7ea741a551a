package delivery

import (
	"math"
	"testing"
	"time"
)

// sound is made of samples between -1 and 1, at 48 kHz.
type sound []float64

const testRate = 48_000

func samplesIn(d time.Duration) int { return int(d.Seconds() * testRate) }

// silence adds a silence.
func (s sound) silence(d time.Duration) sound { return append(s, make(sound, samplesIn(d))...) }

// syllable adds a voice at a pitch in hertz that swells and fades for 200 ms,
// brighter at its start.
func (s sound) syllable(pitch, loudness float64) sound {
	n := samplesIn(200 * time.Millisecond)
	from := len(s)
	s = append(s, make(sound, n)...)
	for h := 1.0; h*pitch < 4500; h++ {
		wave := oscillator(h * pitch)
		for i := range n {
			part := float64(i) / float64(n)
			s[from+i] += wave() * ((1-part)/h + part/(h*h))
		}
	}
	for i := range n {
		s[from+i] *= loudness / 2 * math.Sin(math.Pi*float64(i)/float64(n))
	}
	return s
}

// oscillator gives the samples of a sine, one at a call.
func oscillator(hertz float64) func() float64 {
	w := 2 * math.Pi * hertz / testRate
	twice, last, this := 2*math.Cos(w), math.Sin(-2*w), math.Sin(-w)
	return func() float64 {
		last, this = this, twice*this-last
		return this
	}
}

// words adds n syllables one after the other.
func (s sound) words(n int, loudness float64) sound {
	for i := range n {
		s = s.syllable(110+float64(i%5)*8, loudness)
	}
	return s
}

// noise adds white noise to what is there; level is its mean power's root.
func (s sound) noise(level float64) sound {
	seed := uint64(1)
	for i := range s {
		seed = seed*6364136223846793005 + 1442695040888963407
		s[i] += level * math.Sqrt(3) * (float64(seed>>40)/(1<<23) - 1)
	}
	return s
}

// tones gives steady tones.
func tones(d time.Duration, loudness float64, hertz ...float64) sound {
	s := make(sound, samplesIn(d))
	for _, f := range hertz {
		wave := oscillator(f)
		for i := range s {
			s[i] += loudness / float64(len(hertz)) * wave()
		}
	}
	return s
}

// samples rounds to 16 bits; what is too loud is clipped.
func (s sound) samples() []int16 {
	all := make([]int16, len(s))
	for i, x := range s {
		all[i] = int16(math.Round(max(-32768, min(32767, x*32767))))
	}
	return all
}

func measure(samples []int16, spans ...Span) Measures {
	a := Listen(testRate)
	a.Write(samples)
	return a.Measure(spans)
}

// near fails unless a time is as it should be, within 30 ms.
func near(t *testing.T, what string, is, should time.Duration) {
	t.Helper()
	if (is - should).Abs() > 30*time.Millisecond {
		t.Errorf("%s is %v, and should be %v", what, is, should)
	}
}
