//go:build linux && (demo || bench)

package e2e

import (
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"starling/app/recording"
	"starling/app/sound/soundtest"
)

// speech is what is said into the microphone: sentences with pauses between them.
type speech struct {
	path    string
	samples []int16
	// pauses are from one sample up to another.
	pauses [][2]int
}

// speak makes a spoken answer: sentences by espeak-ng, with true silence between
// them, as long as pauses says.
func speak(t *testing.T, sentences []string, pauses ...time.Duration) speech {
	t.Helper()
	dir := t.TempDir()
	s := speech{path: filepath.Join(dir, "said.wav")}
	for i, text := range sentences {
		one := filepath.Join(dir, "sentence.wav")
		if out, err := exec.CommandContext(t.Context(), "espeak-ng", "-v", "en-us", "-s", "150", "-w", one, text).CombinedOutput(); err != nil {
			t.Fatalf("espeak-ng: %v: %s", err, out)
		}
		samples, rate, err := soundtest.ReadWAV(one)
		if err != nil {
			t.Fatal(err)
		}
		s.samples = append(s.samples, trimmed(resampled(samples, rate))...)
		if i < len(pauses) {
			from := len(s.samples)
			s.samples = append(s.samples, make([]int16, recording.Samples(pauses[i]))...)
			s.pauses = append(s.pauses, [2]int{from, len(s.samples)})
		}
	}
	if err := soundtest.WriteWAV(s.path, s.samples, recording.Rate); err != nil {
		t.Fatal(err)
	}
	return s
}

// resampled brings samples to the rate of recordings, in straight lines.
func resampled(samples []int16, rate int) []int16 {
	out := make([]int16, (len(samples)-1)*recording.Rate/rate)
	for i := range out {
		x := float64(i) * float64(rate) / recording.Rate
		at := int(x)
		out[i] = int16(float64(samples[at])*(1-(x-float64(at))) + float64(samples[at+1])*(x-float64(at)))
	}
	return out
}

// trimmed is speech without the silence around it.
func trimmed(samples []int16) []int16 {
	loud := func(s int16) bool { return s > 300 || s < -300 }
	from := slices.IndexFunc(samples, loud)
	to := len(samples)
	for to > from && !loud(samples[to-1]) {
		to--
	}
	return samples[from:to]
}

// take reads the recording of an attempt.
func (h home) take(t *testing.T, id string) ([]int16, recording.Map) {
	t.Helper()
	take, err := recording.Open(recording.Dir(h.data()), id)
	if err != nil {
		t.Fatal(err)
	}
	defer take.Close()
	var all []int16
	buf := make([]int16, 8192)
	for {
		n, err := take.Read(buf)
		all = append(all, buf[:n]...)
		if errors.Is(err, io.EOF) {
			return all, take.Map()
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
