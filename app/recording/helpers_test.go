package recording

import (
	"errors"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"
)

const ms = time.Millisecond

// anID and otherID are attempts' ids.
const (
	anID    = "0192f0c1-7a5b-7c3d-8e4f-001122334455"
	otherID = "0192f0c1-7a5b-7c3d-8e4f-001122334456"
)

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// murmur makes sound that is much like speech to an encoder: a wandering tone that
// comes and goes, over a little noise. The seed makes it another.
func murmur(n int, seed uint64) []int16 {
	random := rand.New(rand.NewPCG(seed, 1))
	s := make([]int16, n)
	phase := 0.0
	for i := range s {
		at := float64(i) / Rate
		phase += 2 * math.Pi * (140 + 60*math.Sin(3*at+float64(seed))) / Rate
		loud := 6000 * max(0, math.Sin(2*at+float64(seed)))
		s[i] = int16(loud*(math.Sin(phase)+0.5*math.Sin(3*phase)+0.25*math.Sin(7*phase)) + 40*random.NormFloat64())
	}
	return s
}

// record writes a whole recording.
func record(t testing.TB, dir, id string, samples []int16, stretches ...Stretch) {
	t.Helper()
	w, err := newWriter(dir, id)
	must(t, err)
	for _, s := range stretches {
		must(t, w.stretch(s))
	}
	must(t, w.write(samples))
	must(t, w.finish())
}

// readAll reads a take to its end.
func readAll(t testing.TB, take *Take) []int16 {
	t.Helper()
	var all []int16
	buf := make([]int16, 1000)
	for {
		n, err := take.Read(buf)
		all = append(all, buf[:n]...)
		if errors.Is(err, io.EOF) {
			return all
		}
		must(t, err)
	}
}

// open opens a recording for the length of a test.
func open(t testing.TB, dir, id string) *Take {
	t.Helper()
	take, err := Open(dir, id)
	must(t, err)
	t.Cleanup(func() { _ = take.Close() })
	return take
}

// bytesOf reads the FLAC file of a recording.
func bytesOf(t testing.TB, dir, id string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, id+".flac"))
	must(t, err)
	return b
}
