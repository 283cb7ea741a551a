//go:build speech

package delivery

import (
	"encoding/binary"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// spoken is a recording of which everything is known; scripts/speech.go makes
// them and says what each of this means.
type spoken struct {
	name     string
	Set      string  `json:"set"`
	SNR      float64 `json:"snr_db"`
	Share    float64 `json:"share"`
	Length   float64 `json:"length_ms"`
	Pauses   []stretch
	Pieces   []sentence
	measured Measures
}

type stretch struct {
	From float64 `json:"from_ms"`
	To   float64 `json:"to_ms"`
}

type sentence struct {
	stretch
	Text      string
	Words     int
	Syllables int
}

// span gives a sentence with the silence around it, up to so much.
func (s stretch) span(around time.Duration) Span {
	ms := float64(time.Millisecond)
	return Span{time.Duration(s.From*ms) - around, time.Duration(s.To*ms) + around}
}

// samples reads a recording.
func samples(t *testing.T, path string) []int16 {
	t.Helper()
	wav, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	// sox writes 16 bits of one channel behind a head of 44 bytes.
	all := make([]int16, (len(wav)-44)/2)
	for i := range all {
		all[i] = int16(binary.LittleEndian.Uint16(wav[44+2*i:]))
	}
	return all
}

// recordings measures every recording of a set.
func recordings(t *testing.T, set string) []spoken {
	t.Helper()
	folder := os.Getenv("STARLING_SPEECH")
	paths, err := filepath.Glob(filepath.Join(folder, set+"-*.json"))
	if err != nil || len(paths) != 18 {
		t.Fatalf("%d recordings of %s in %q; make speech makes them (%v)", len(paths), set, folder, err)
	}
	var all []spoken
	for _, path := range paths {
		s := spoken{name: strings.TrimSuffix(filepath.Base(path), ".json")}
		truth, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(truth, &s); err != nil {
			t.Fatal(path, err)
		}
		sound := samples(t, strings.TrimSuffix(path, ".json")+".wav")
		if ms := float64(len(sound)) / 48; math.Abs(ms-s.Length) > 1 {
			t.Fatalf("%s: %.0f ms, and should be %.0f", s.name, ms, s.Length)
		}
		var spans []Span
		for _, p := range s.Pieces {
			spans = append(spans, p.span(100*time.Millisecond))
		}
		a := Listen(48_000)
		a.Write(sound)
		s.measured = a.Measure(spans)
		all = append(all, s)
	}
	return all
}

func TestPausesAndSpeakingShareOfSpokenAnswersAreTrue(t *testing.T) {
	worst, worstShare := 0.0, 0.0
	for _, s := range slices.Concat(recordings(t, "tuning"), recordings(t, "heldout")) {
		m := s.measured
		if m.NoSpeech {
			t.Errorf("%s: no speech found: %s", s.name, m.Why)
			continue
		}
		off := m.SpeakingShare - s.Share
		worstShare = max(worstShare, math.Abs(off))
		if math.Abs(off) > 0.01 {
			t.Errorf("%s: speaking share %.4f, and is %.4f", s.name, m.SpeakingShare, s.Share)
		}
		if len(m.Pauses) != len(s.Pauses) {
			t.Errorf("%s: %d pauses found of %d: %v", s.name, len(m.Pauses), len(s.Pauses), m.Pauses)
			continue
		}
		for i, p := range m.Pauses {
			is := s.Pauses[i].span(0)
			e := max((p.From - is.From).Abs(), (p.To - is.To).Abs()).Seconds()
			worst = max(worst, e)
			if e > 0.1 {
				t.Errorf("%s: a pause found at %v to %v, and it is %v to %v", s.name, p.From, p.To, is.From, is.To)
			}
		}
		first, last := s.Pieces[0].span(0).From, s.Pieces[len(s.Pieces)-1].span(0).To
		if (m.FirstWord-first).Abs() > 100*time.Millisecond || (m.LastWord-last).Abs() > 100*time.Millisecond {
			t.Errorf("%s: speech found from %v to %v, and it is from %v to %v", s.name, m.FirstWord, m.LastWord, first, last)
		}
	}
	t.Logf("speaking share: at most %.4f off; the ends of pauses: at most %.0f ms off", worstShare, 1000*worst)
}

// TestSyllablesOfSpokenAnswersAreCountedWithinFivePercent prints the figures
// that docs/delivery.md gives. The sentences for tuning are measured and not judged.
func TestSyllablesOfSpokenAnswersAreCountedWithinFivePercent(t *testing.T) {
	for _, set := range []string{"tuning", "heldout"} {
		errors := map[string][]float64{} // of a sentence, in hundredths
		for _, s := range recordings(t, set) {
			how := strings.TrimSuffix(strings.TrimPrefix(s.name, set+"-"), "-clean")
			condition := "clean"
			if s.SNR != 0 {
				how, condition = strings.TrimSuffix(how, "-noise"), "with noise"
			}
			for i, p := range s.Pieces {
				e := 100 * float64(s.measured.Parts[i].Syllables-p.Syllables) / float64(p.Syllables)
				for _, key := range []string{"all", condition, how} {
					errors[key] = append(errors[key], e)
				}
			}
		}
		for _, key := range slices.Sorted(maps.Keys(errors)) {
			e := errors[key]
			slices.Sort(e)
			mean, size := 0.0, 0.0
			for _, x := range e {
				mean += x / float64(len(e))
				size += math.Abs(x) / float64(len(e))
			}
			at := func(share float64) float64 { return e[int(share*float64(len(e)-1)+0.5)] }
			t.Logf("%s, %s: %d sentences; mean error %+.1f%%, mean size of the error %.1f%%, 5th percentile %+.1f%%, median %+.1f%%, 95th %+.1f%%",
				set, key, len(e), mean, size, at(0.05), at(0.5), at(0.95))
			if set == "heldout" && size > 5 {
				t.Errorf("%s: a sentence is %.1f%% off on average", key, size)
			}
		}
	}
}

// TestWordsOfSpokenAnswersHaveAsManySyllablesAsThePaceSays looks at the scripts
// that come with Starling: each answer is in the band as a whole.
func TestWordsOfSpokenAnswersHaveAsManySyllablesAsThePaceSays(t *testing.T) {
	data, err := os.ReadFile(filepath.Join(os.Getenv("STARLING_SPEECH"), "texts.json"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []struct {
		Story            string
		Words, Syllables int
	}
	if err := json.Unmarshal(data, &texts); err != nil || len(texts) < 10 {
		t.Fatal(len(texts), err)
	}
	words, syllables := map[string]int{}, map[string]int{}
	var sections []float64
	for _, s := range texts {
		words[s.Story] += s.Words
		syllables[s.Story] += s.Syllables
		sections = append(sections, float64(s.Syllables)/float64(s.Words))
	}
	slices.Sort(sections)
	low, high := math.Inf(1), 0.0
	for slug := range words {
		ratio := float64(syllables[slug]) / float64(words[slug])
		low, high = min(low, ratio), max(high, ratio)
		if ratio < FewestSyllablesAWord || ratio > MostSyllablesAWord {
			t.Errorf("%s: %.2f syllables a word", slug, ratio)
		}
	}
	t.Logf("syllables a word: %d answers, %.2f to %.2f; %d sections, %.2f to %.2f", len(words), low, high, len(sections), sections[0], sections[len(sections)-1])
}

func TestTwoMinutesOfSpokenAnswersAreMeasuredInUnder300Milliseconds(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(os.Getenv("STARLING_SPEECH"), "heldout-*-noise.wav"))
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	sound := samples(t, paths[0])
	for len(sound) < 120*testRate {
		sound = append(sound, sound...)
	}
	sound = sound[:120*testRate]
	best := time.Hour // of a few: other programs run too
	for range 5 {
		began := time.Now()
		a := Listen(testRate)
		for rest := sound; len(rest) > 0; rest = rest[min(480, len(rest)):] {
			a.Write(rest[:min(480, len(rest))])
		}
		if m := a.Measure(nil); m.NoSpeech {
			t.Fatal(m.Why)
		}
		best = min(best, time.Since(began))
	}
	t.Logf("two minutes are measured in %v", best.Round(time.Millisecond))
	if best > 300*time.Millisecond {
		t.Errorf("it took %v", best)
	}
}
