//go:build speech

package delivery

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
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
		wav, err := os.ReadFile(strings.TrimSuffix(path, ".json") + ".wav")
		if err != nil {
			t.Fatal(err)
		}
		// sox writes 16 bits of one channel behind a head of 44 bytes.
		samples := make([]int16, (len(wav)-44)/2)
		for i := range samples {
			samples[i] = int16(binary.LittleEndian.Uint16(wav[44+2*i:]))
		}
		if ms := float64(len(samples)) / 48; math.Abs(ms-s.Length) > 1 {
			t.Fatalf("%s: %.0f ms, and should be %.0f", s.name, ms, s.Length)
		}
		var spans []Span
		for _, p := range s.Pieces {
			spans = append(spans, p.span(100*time.Millisecond))
		}
		a := Listen(48_000)
		a.Write(samples)
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
			true := s.Pauses[i].span(0)
			e := max((p.From - true.From).Abs(), (p.To - true.To).Abs()).Seconds()
			worst = max(worst, e)
			if e > 0.1 {
				t.Errorf("%s: a pause found at %v to %v, and it is %v to %v", s.name, p.From, p.To, true.From, true.To)
			}
		}
		first, last := s.Pieces[0].span(0).From, s.Pieces[len(s.Pieces)-1].span(0).To
		if (m.FirstWord-first).Abs() > 100*time.Millisecond || (m.LastWord-last).Abs() > 100*time.Millisecond {
			t.Errorf("%s: speech found from %v to %v, and it is from %v to %v", s.name, m.FirstWord, m.LastWord, first, last)
		}
	}
	t.Logf("speaking share: at most %.4f off; the ends of pauses: at most %.0f ms off", worstShare, 1000*worst)
}

func TestSyllablesOfSpokenAnswersAreCountedWithinFivePercent(t *testing.T) {
	for _, set := range []string{"tuning", "heldout"} {
		report := map[string][]float64{}
		counted, are := map[string]int{}, map[string]int{}
		for _, s := range recordings(t, set) {
			condition := "clean"
			if s.SNR != 0 {
				condition = "noise"
			}
			voice := strings.Join(strings.Split(strings.TrimPrefix(s.name, set+"-"), "-")[:3], "-")
			for i, p := range s.Pieces {
				n := s.measured.Parts[i].Syllables
				for _, key := range []string{"all", condition, voice} {
					report[key] = append(report[key], 100*float64(n-p.Syllables)/float64(p.Syllables))
					counted[key] += n
					are[key] += p.Syllables
				}
			}
		}
		var keys []string
		for key := range report {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			e := report[key]
			slices.Sort(e)
			mean, size := 0.0, 0.0
			for _, x := range e {
				mean += x / float64(len(e))
				size += math.Abs(x) / float64(len(e))
			}
			at := func(share float64) float64 { return e[int(share*float64(len(e)-1)+0.5)] }
			line := fmt.Sprintf("%s, %s: %d sentences, %d syllables, %d counted; error of a sentence: mean %+.1f%%, mean size %.1f%%, 5th percentile %+.1f%%, median %+.1f%%, 95th %+.1f%%",
				set, key, len(e), are[key], counted[key], mean, size, at(0.05), at(0.5), at(0.95))
			t.Log(line)
		}
	}
}
