package delivery

import (
	"encoding/binary"
	"math"
	"testing"
	"time"
)

// FuzzMeasure hears anything, at any rate, and asks for any spans.
func FuzzMeasure(f *testing.F) {
	bytes := func(samples []int16) []byte {
		var b []byte
		for _, s := range samples {
			b = binary.LittleEndian.AppendUint16(b, uint16(s))
		}
		return b
	}
	quick := sound{}.silence(100*ms).words(3, 0.5).silence(300*ms).words(2, 0.5).samples()
	f.Add(bytes(quick), 48_000, int64(0), int64(sec), 7)
	f.Add(bytes(quick), 8_000, int64(-sec), int64(math.MaxInt64), 1)
	f.Add(bytes(tones(300*ms, 3, 50, 440).samples()), 44_100, int64(sec), int64(0), 1000)
	f.Add([]byte{0, 128, 255, 127}, 0, int64(0), int64(0), 0)
	f.Fuzz(func(t *testing.T, data []byte, rate int, from, to int64, block int) {
		a := Listen(rate)
		block = max(1, block)
		var rest []int16
		for ; len(data) >= 2; data = data[2:] {
			rest = append(rest, int16(binary.LittleEndian.Uint16(data)))
		}
		for len(rest) > 0 {
			n := min(block, len(rest))
			a.Write(rest[:n])
			rest = rest[n:]
		}
		checkMeasures(t, a.Measure([]Span{{time.Duration(from), time.Duration(to)}, {0, math.MaxInt64}}))
	})
}

// checkMeasures fails unless the figures can be.
func checkMeasures(t *testing.T, m Measures) {
	t.Helper()
	if m.NoSpeech != (m.Why != "") || m.NoSpeech && m.Why.Text() == "" {
		t.Errorf("no speech %v, why %q", m.NoSpeech, m.Why)
	}
	within := func(what string, x, low, high float64) {
		if !(x >= low && x <= high) { // nor a number that is none
			t.Errorf("%s is %v, and can be %v to %v", what, x, low, high)
		}
	}
	length := float64(m.Length)
	within("the first word", float64(m.FirstWord), 0, float64(m.LastWord))
	within("the last word", float64(m.LastWord), 0, length)
	within("speaking", float64(m.Speaking), 0, length)
	within("the speaking share", m.SpeakingShare, 0, 1)
	within("syllables a second", m.Articulation, 0, 100)
	within("syllables a minute", m.SyllablesAMinute, 0, 6000)
	within("unsteadiness", m.Unsteadiness, 0, 100)
	at := m.FirstWord
	for _, p := range m.Pauses {
		within("a pause's start", float64(p.From), float64(at), float64(m.LastWord))
		within("a pause", float64(p.Length()), float64(MinPause-10*ms), length)
		at = p.To
	}
	at = m.FirstWord
	for _, n := range m.Nuclei {
		within("a syllable", float64(n), float64(at), float64(m.LastWord))
		at = n
	}
	for _, p := range m.Parts {
		within("a part's start", float64(p.From), 0, float64(p.To))
		within("a part's end", float64(p.To), 0, length)
		within("speaking in a part", float64(p.Speaking), 0, float64(p.Length()))
		within("syllables of a part", float64(p.Syllables), 0, float64(m.Syllables()))
		within("a part's pace", p.Pace.Low, 0, p.Pace.High)
		within("a part's pace", p.Pace.High, p.Pace.Low, math.MaxFloat64)
	}
}
