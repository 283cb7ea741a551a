package delivery

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"
)

const (
	ms  = time.Millisecond
	sec = time.Second
)

// answer begins after 800 ms, has pauses of 600 ms after 2 s and of 2.5 s after
// 2 s more, and ends after 1 s more, with 700 ms of silence; 25 syllables.
func answer(loudness float64) sound {
	return sound{}.silence(800*ms).words(10, loudness).silence(600*ms).
		words(10, loudness).silence(2500*ms).words(5, loudness).silence(700 * ms)
}

// isAnswer fails unless these are the measures of answer.
func isAnswer(t *testing.T, m Measures) {
	t.Helper()
	if m.NoSpeech {
		t.Fatalf("no speech found: %s", m.Why)
	}
	near(t, "the first word", m.FirstWord, 800*ms)
	near(t, "the last word", m.LastWord, 8900*ms)
	want := []Pause{{2800 * ms, 3400 * ms}, {5400 * ms, 7900 * ms}}
	if len(m.Pauses) != len(want) {
		t.Fatalf("pauses %v, and should be %v", m.Pauses, want)
	}
	for i, p := range want {
		near(t, "a pause's start", m.Pauses[i].From, p.From)
		near(t, "a pause's end", m.Pauses[i].To, p.To)
	}
	if long := m.LongPauses(); len(long) != 1 || long[0] != m.Pauses[1] {
		t.Errorf("long pauses %v", long)
	}
	if longest, ok := m.LongestPause(); !ok || longest != m.Pauses[1] {
		t.Errorf("the longest pause %v %v", longest, ok)
	}
	if share := 5.0 / 9.6; math.Abs(m.SpeakingShare-share) > 0.01 {
		t.Errorf("speaking share %.3f, and should be %.3f", m.SpeakingShare, share)
	}
	if m.Syllables() != 25 {
		t.Errorf("%d syllables, and should be 25: %v", m.Syllables(), m.Nuclei)
	}
}

func TestAnAnswerIsMeasuredAsItWasMade(t *testing.T) {
	m := measure(answer(0.5).samples())
	isAnswer(t, m)
	if m.Length != 9600*ms {
		t.Error(m.Length)
	}
	if math.Abs(m.Articulation-5) > 0.15 {
		t.Errorf("%.2f syllables a second of speaking, and should be 5", m.Articulation)
	}
	if want := 25 / (8.1 / 60); math.Abs(m.SyllablesAMinute-want) > 2 {
		t.Errorf("%.1f syllables a minute, and should be %.1f", m.SyllablesAMinute, want)
	}
	for i, n := range m.Nuclei[:10] {
		if at := 800*ms + time.Duration(i)*200*ms; n < at || n > at+200*ms {
			t.Errorf("syllable %d at %v, and should be from %v to %v", i, n, at, at+200*ms)
		}
	}
}

func TestSpansGetTheirOwnShareOfSpeakingAndSyllables(t *testing.T) {
	m := measure(answer(0.5).samples(), Span{-sec, 3100 * ms}, Span{3100 * ms, 6400 * ms}, Span{6400 * ms, time.Hour}, Span{6 * sec, 5 * sec})
	want := []Part{
		{Span: Span{0, 3100 * ms}, Speaking: 2 * sec, Syllables: 10},
		{Span: Span{3100 * ms, 6400 * ms}, Speaking: 2 * sec, Syllables: 10},
		{Span: Span{6400 * ms, 9600 * ms}, Speaking: sec, Syllables: 5},
		{Span: Span{6 * sec, 6 * sec}},
	}
	for i, w := range want {
		p := m.Parts[i]
		near(t, "speaking", p.Speaking, w.Speaking)
		if p.Span != w.Span || p.Syllables != w.Syllables || p.Pace != PaceOf(w.Syllables, w.Length()) {
			t.Errorf("part %d is %+v, and should be %+v", i, p, w)
		}
	}
}

func TestWhatTheMicrophoneAddsChangesNothing(t *testing.T) {
	power := 0.0
	spoken := sound{}.words(10, 0.5)
	for _, x := range spoken {
		power += x * x / float64(len(spoken))
	}
	level := math.Sqrt(power)
	for name, s := range map[string]sound{
		"white noise 20 dB below": answer(0.5).noise(level / 10),
		"very quiet":              answer(0.004),
		"clipping":                answer(6),
		"a hum 20 dB below":       add(answer(0.5), tones(9600*ms, level/10*math.Sqrt2, 50)),
		"away from zero":          add(answer(0.3), constant(9600*ms, 0.4)),
	} {
		t.Run(name, func(t *testing.T) { isAnswer(t, measure(s.samples())) })
	}
}

func add(s, more sound) sound {
	for i := range s {
		s[i] += more[i]
	}
	return s
}

func constant(d time.Duration, x float64) sound { return slices.Repeat(sound{x}, samplesIn(d)) }

func TestWhereNobodySpeaksNoSpeechIsFound(t *testing.T) {
	clicks := sound{}.silence(10 * sec)
	for i := samplesIn(sec); i < len(clicks); i += samplesIn(700 * ms) {
		clicks[i], clicks[i+1] = 0.9, -0.9
	}
	bursts := sound{}.silence(sec)
	for range 5 {
		bursts = append(bursts.silence(400*ms), sound{}.silence(300*ms).noise(0.2)...)
	}
	chord := []float64{261.63, 329.63, 392.00}
	for _, c := range []struct {
		name  string
		sound sound
		why   Reason
	}{
		{"zeros", constant(10*sec, 0), Silent},
		{"one value", constant(10*sec, 0.3), Silent},
		{"the last bit", constant(10*sec, 0).noise(1.0 / 32768), Quiet},
		{"a hum of 50 Hz", tones(10*sec, 0.3, 50), Hum},
		{"a hum with overtones", tones(10*sec, 0.3, 50, 50, 50, 100, 150), Hum},
		{"white noise", constant(10*sec, 0).noise(0.1), Noise},
		{"bursts of noise", bursts, Noise},
		{"clicks", clicks, Noise},
		{"a steady chord", tones(10*sec, 0.6, chord...), Tone},
		{"a steady tone with noise", tones(10*sec, 0.6, 440).noise(0.02), Tone},
		{"a chord that begins and ends", append(append(sound{}.silence(2*sec), tones(3*sec, 0.6, chord...)...), constant(2*sec, 0)...), Tone},
		{"chords one after the other", append(append(append(tones(sec, 0.6, chord...).silence(sec), tones(sec, 0.6, chord...)...).silence(sec), tones(sec, 0.6, chord...)...), constant(sec, 0)...), Tone},
		{"beeps", beeps(330), Tone},
		{"beeps with noise", beeps(250).noise(0.002), Tone},
		{"one sample", constant(time.Second/testRate*3/2, 0.1), Silent},
		{"a few samples", tones(20*ms, 0.3, 440), TooShort},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := measure(c.sound.samples(), Span{0, 5 * sec})
			if !m.NoSpeech || m.Why != c.why {
				t.Fatalf("no speech: %v, why %q, and should be %q; %d syllables", m.NoSpeech, m.Why, c.why, m.Syllables())
			}
			if m.Why.Text() == "" {
				t.Error("the reason has no text")
			}
			if m.Speaking != 0 || m.Pauses != nil || m.Nuclei != nil || m.Parts[0].Syllables != 0 {
				t.Errorf("figures of what was not spoken: %+v", m)
			}
		})
	}
}

// beeps are as long as syllables, and never change.
func beeps(hertz float64) sound {
	s := sound{}.silence(sec)
	for range 12 {
		s = append(s, tones(250*ms, 0.5, hertz)...).silence(200 * ms)
	}
	return s.silence(sec)
}

func TestOnlyWhatIsVoicedAndLoudEnoughIsASyllable(t *testing.T) {
	hissing, murmuring := sound{}.silence(sec), sound{}.silence(sec)
	for range 4 {
		hiss := constant(120*ms, 0).noise(0.25)
		hissing = append(hissing.words(5, 0.5), hiss...)
		murmuring = murmuring.words(5, 0.5).words(1, 0.012)
	}
	for name, s := range map[string]sound{"a hiss": hissing, "a murmur": murmuring} {
		if m := measure(s.silence(sec).samples()); m.Syllables() != 20 || len(m.Pauses) != 0 {
			t.Errorf("with %s between the words: %d syllables and pauses %v, and should be 20 and none", name, m.Syllables(), m.Pauses)
		}
	}
}

func TestWhatCannotBeMeasuredSaysWhy(t *testing.T) {
	if m := measure(nil); m.Why != TooShort || m.Length != 0 {
		t.Errorf("no samples: %+v", m)
	}
	for _, rate := range []int{-1, 0, MinRate - 1, MaxRate + 1} {
		a := Listen(rate)
		a.Write(answer(0.5).samples())
		if m := a.Measure(nil); m.Why != UnknownRate || m.Why.Text() == "" {
			t.Errorf("rate %d: %+v", rate, m)
		}
	}
}

func TestEveryCommonRateIsMeasuredAlike(t *testing.T) {
	whole := answer(0.5)
	for _, rate := range []int{8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 96_000, 192_000} {
		s := make(sound, int(9.6*float64(rate)))
		for i := range s {
			// Between two samples; the voice has nothing near the rate.
			at := float64(i) * testRate / float64(rate)
			k := min(int(at), len(whole)-2)
			s[i] = whole[k] + (at-float64(k))*(whole[k+1]-whole[k])
		}
		a := Listen(rate)
		a.Write(s.samples())
		t.Run(fmt.Sprint(rate), func(t *testing.T) { isAnswer(t, a.Measure(nil)) })
	}
}

func TestAPauseIsOneFrom250MillisecondsOn(t *testing.T) {
	for gap, want := range map[time.Duration]int{180 * ms: 0, 220 * ms: 0, 290 * ms: 1, 400 * ms: 1} {
		m := measure(sound{}.silence(sec).words(6, 0.5).silence(gap).words(6, 0.5).silence(sec).noise(0.002).samples())
		if len(m.Pauses) != want {
			t.Errorf("a silence of %v makes pauses %v, and should make %d", gap, m.Pauses, want)
		}
	}
}

func TestAGapWithNothingAtAllHidesNoPause(t *testing.T) {
	s := answer(0.5).noise(0.01)
	for i := range samplesIn(400 * ms) {
		s[samplesIn(6*sec)+i] = 0 // within the second pause, as a gate leaves it
	}
	isAnswer(t, measure(s.samples()))
}

func TestUnsteadinessIsZeroForSyllablesAllAlikeAndGrowsWithTheirRange(t *testing.T) {
	var last float64
	for i, quiet := range []float64{0.5, 0.3, 0.1} {
		s := sound{}.silence(sec)
		for k := range 20 {
			s = s.syllable(120, []float64{0.5, quiet}[k%2])
		}
		m := measure(s.silence(sec).samples())
		// Two levels d dB apart stray by half of it.
		want := 10 * math.Log10(0.5/quiet) * math.Sqrt(20.0/19)
		if math.Abs(m.Unsteadiness-want) > 0.6 || i > 0 && m.Unsteadiness <= last {
			t.Errorf("loudness 0.5 and %.1f stray by %.2f dB, and should by %.2f", quiet, m.Unsteadiness, want)
		}
		last = m.Unsteadiness
	}
}

// TestFiguresDoNotDependOnTheBlocks writes the same samples in blocks of
// every size, with a look at the figures between.
func TestFiguresDoNotDependOnTheBlocks(t *testing.T) {
	samples := sound{}.silence(300*ms).words(8, 0.5).silence(500*ms).words(4, 0.5).silence(200 * ms).noise(0.004).samples()
	want := measure(samples, Span{0, sec})
	rapid.Check(t, func(t *rapid.T) {
		a := Listen(testRate)
		for rest := samples; len(rest) > 0; {
			n := min(rapid.OneOf(rapid.IntRange(0, 3), rapid.IntRange(1, 48_000)).Draw(t, "size"), len(rest))
			if rapid.Bool().Draw(t, "rest") {
				n = min(len(rest), max(n, 4800))
			}
			a.Write(rest[:n])
			rest = rest[n:]
			if n%7 == 0 {
				a.Measure(nil)
			}
		}
		if got := a.Measure([]Span{{0, sec}}); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v\nis not\n%+v", got, want)
		}
	})
}

func TestMemoryGrowsOnlyWithTheContour(t *testing.T) {
	a := Listen(testRate)
	block := answer(0.5).samples()
	for range 6 {
		a.Write(block)
	}
	bytes := 4*(len(a.low)+len(a.high)) + 8*len(a.recent) + 16*len(a.voicing)
	if seconds := a.Length().Seconds(); float64(bytes-8*len(a.recent))/seconds > 2400 {
		t.Errorf("%d bytes for %.0f s", bytes, seconds)
	}
}
