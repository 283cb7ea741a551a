package sound

import (
	"fmt"
	"math"
	"testing"
	"time"

	"github.com/gopxl/beep/v2"

	"starling/app/rehearsal"
)

// everyTone names each built-in tone, with the pitches of its notes in order.
func everyTone() []struct {
	kind    rehearsal.CueKind
	section int
	notes   []float64
} {
	return []struct {
		kind    rehearsal.CueKind
		section int
		notes   []float64
	}{
		{rehearsal.CueStart, 0, []float64{1760}},
		{rehearsal.CueSection, 1, []float64{587.33, 880.995}},
		{rehearsal.CueSection, 2, []float64{659.26, 988.89}},
		{rehearsal.CueSection, 3, []float64{783.99, 1175.985}},
		{rehearsal.CueSection, 4, []float64{880, 1320}},
		{rehearsal.CueWrapUp, 0, []float64{329.63}},
		{rehearsal.CueTimeUp, 0, []float64{783.99, 659.26, 523.25}},
		{rehearsal.CueOvertime, 0, []float64{1174.66}},
	}
}

// drain reads a stream to its end, left channel.
func drain(t *testing.T, s beep.Streamer) []float64 {
	t.Helper()
	var all []float64
	var buf [100][2]float64
	for {
		n, ok := s.Stream(buf[:])
		for _, v := range buf[:n] {
			if v[0] != v[1] {
				t.Fatal("the channels differ")
			}
			all = append(all, v[0])
		}
		if !ok {
			break
		}
	}
	if s.Err() != nil {
		t.Fatal(s.Err())
	}
	return all
}

// forEachTone runs a test on each built-in tone.
func forEachTone(t *testing.T, test func(t *testing.T, tone []float64, notes []float64)) {
	t.Helper()
	for _, c := range everyTone() {
		t.Run(fmt.Sprint(c.kind, c.section), func(t *testing.T) {
			test(t, drain(t, Tone(c.kind, c.section)), c.notes)
		})
	}
}

func TestTonesPeakAt12DecibelsBelowFullScale(t *testing.T) {
	forEachTone(t, func(t *testing.T, tone, _ []float64) {
		db := 20 * math.Log10(loudest(tone))
		if math.Abs(db+12) > 0.01 {
			t.Errorf("peak at %.2f dBFS", db)
		}
	})
}

func TestTonesLastAtMost600Milliseconds(t *testing.T) {
	forEachTone(t, func(t *testing.T, tone, _ []float64) {
		if d := SampleRate.D(len(tone)); d > 600*time.Millisecond || d < 50*time.Millisecond {
			t.Errorf("lasts %v", d)
		}
	})
}

func TestTonesDoNotClick(t *testing.T) {
	forEachTone(t, func(t *testing.T, tone, _ []float64) {
		// A click is a step. At the edges there is next to none, and within the tone no
		// more than its highest overtone calls for.
		edge := SampleRate.N(500 * time.Microsecond)
		if s := steepest(append([]float64{0}, tone[:edge]...)); s > 0.004 {
			t.Errorf("a step of %.4f at the start", s)
		}
		if s := steepest(append(tone[len(tone)-edge:], 0)); s > 0.002 {
			t.Errorf("a step of %.4f at the end", s)
		}
		if s := steepest(tone); s > peak*2*math.Pi*1760*1.7/float64(SampleRate) {
			t.Errorf("a step of %.4f within", s)
		}
	})
}

func TestTonesRiseIn5Milliseconds(t *testing.T) {
	forEachTone(t, func(t *testing.T, tone, _ []float64) {
		// Within the first 5 ms the tone is half there; right after it, all.
		if early := loudest(tone[:SampleRate.N(time.Millisecond)]); early > 0.3*peak {
			t.Errorf("after 1 ms at %.2f of its peak", early/peak)
		}
		if up := loudest(tone[:SampleRate.N(10*time.Millisecond)]); up < 0.7*peak {
			t.Errorf("after 10 ms at %.2f of its peak", up/peak)
		}
	})
}

func TestTonesHaveTheNotesOfTheirScore(t *testing.T) {
	forEachTone(t, func(t *testing.T, tone, pitches []float64) {
		score := notesAt(tone, len(pitches))
		for i, part := range score {
			want := pitches[i]
			for _, other := range []float64{329.63, 440, 523.25, 587.33, 659.26, 783.99, 880, 988.89, 1174.66, 1320, 1760, 2093} {
				if math.Abs(other/want-1) < 0.02 {
					continue
				}
				if g, o := goertzel(part, want), goertzel(part, other); g < 1.5*o {
					t.Errorf("note %d: %.0f Hz has %.4f, %.0f Hz has %.4f", i, want, g, other, o)
				}
			}
		}
	})
}

// notesAt cuts out of a tone the stretch in which each of its notes is on its own,
// or the newest: what follows the start of one, and comes before the next.
func notesAt(tone []float64, n int) [][]float64 {
	starts := map[int][]time.Duration{
		1: {5 * time.Millisecond},
		2: {20 * time.Millisecond, 200 * time.Millisecond},
		3: {20 * time.Millisecond, 190 * time.Millisecond, 330 * time.Millisecond},
	}[n]
	parts := make([][]float64, n)
	for i, s := range starts {
		from := SampleRate.N(s)
		to := min(from+SampleRate.N(90*time.Millisecond), len(tone))
		parts[i] = tone[from:to]
	}
	return parts
}

func TestASingleNoteHasThePitchThatItsZeroCrossingsTell(t *testing.T) {
	for kind, want := range map[rehearsal.CueKind]float64{rehearsal.CueWrapUp: 329.63, rehearsal.CueOvertime: 1174.66} {
		tone := drain(t, Tone(kind, 0))
		crossings, first, last := 0, 0, 0
		for i := 1; i < len(tone); i++ {
			if tone[i-1] < 0 && tone[i] >= 0 {
				if crossings == 0 {
					first = i
				}
				last = i
				crossings++
			}
		}
		got := float64(crossings-1) * float64(SampleRate) / float64(last-first)
		if math.Abs(got-want) > 0.02*want {
			t.Errorf("%s: %.1f Hz, want %.1f", kind, got, want)
		}
	}
}

func TestTheSectionCueClimbsFromSectionToSection(t *testing.T) {
	for i := 1; i < len(climb); i++ {
		if climb[i] <= climb[i-1] {
			t.Errorf("section %d is no higher than section %d", i, i-1)
		}
	}
	last := drain(t, Tone(rehearsal.CueSection, len(climb)-1))
	if beyond := drain(t, Tone(rehearsal.CueSection, 99)); !equal(last, beyond) {
		t.Error("a section beyond the last has not the last one's tone")
	}
	if before := drain(t, Tone(rehearsal.CueSection, -1)); !equal(before, drain(t, Tone(rehearsal.CueSection, 0))) {
		t.Error("a section before the first has not the first one's tone")
	}
}

func TestEachToneIsUnlikeEachOther(t *testing.T) {
	all := everyTone()
	for i, a := range all {
		for _, b := range all[i+1:] {
			x, y := drain(t, Tone(a.kind, a.section)), drain(t, Tone(b.kind, b.section))
			if c := likeness(x, y); c > 0.5 {
				t.Errorf("%s %d and %s %d correlate by %.2f", a.kind, a.section, b.kind, b.section, c)
			}
		}
	}
}

func TestAnUnknownKindHasNoTone(t *testing.T) {
	if n := len(drain(t, Tone("fanfare", 0))); n != 0 {
		t.Errorf("%d samples", n)
	}
}

func TestTheVolumeFollowsTheEar(t *testing.T) {
	for volume, want := range map[int]float64{100: 0, 50: -12.04, 25: -24.08, 1: -80, 200: 0} {
		if db := 20 * math.Log10(float64(gain(volume))); math.Abs(db-want) > 0.05 {
			t.Errorf("volume %d is %.2f dB, want %.2f", volume, db, want)
		}
	}
	if gain(0) != 0 || gain(-5) != 0 {
		t.Error("volume 0 is not silent")
	}
}

// loudest is the greatest amplitude.
func loudest(samples []float64) float64 {
	top := 0.0
	for _, s := range samples {
		top = max(top, math.Abs(s))
	}
	return top
}

// steepest is the greatest step from one sample to the next.
func steepest(samples []float64) float64 {
	top := 0.0
	for i := 1; i < len(samples); i++ {
		top = max(top, math.Abs(samples[i]-samples[i-1]))
	}
	return top
}

// goertzel is the amplitude of one frequency, through a Hann window.
func goertzel(samples []float64, hertz float64) float64 {
	w := 2 * math.Pi * hertz / float64(SampleRate)
	var re, im, sum float64
	for i, s := range samples {
		h := (1 - math.Cos(2*math.Pi*float64(i)/float64(len(samples)))) / 2
		re += s * h * math.Cos(w*float64(i))
		im += s * h * math.Sin(w*float64(i))
		sum += h
	}
	return 2 * math.Hypot(re, im) / sum
}

// likeness is the correlation of two tones that start together.
func likeness(x, y []float64) float64 {
	var xy, xx, yy float64
	for i := range max(len(x), len(y)) {
		var a, b float64
		if i < len(x) {
			a = x[i]
		}
		if i < len(y) {
			b = y[i]
		}
		xy, xx, yy = xy+a*b, xx+a*a, yy+b*b
	}
	return math.Abs(xy) / math.Sqrt(xx*yy)
}

// equal tells whether two sounds are the same.
func equal(x, y []float64) bool {
	if len(x) != len(y) {
		return false
	}
	for i := range x {
		if x[i] != y[i] {
			return false
		}
	}
	return true
}
