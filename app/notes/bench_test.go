package notes

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

// bankOf gives notes of so many stories, each of about two kilobytes, told in
// turns in the ways in which people tell them.
func bankOf(stories int) []byte {
	random := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	vocabulary := strings.Fields("we shipped the release late because nobody owned it — I asked each team what it would lose, wrote one page and had it signed; failures fell from 71 to 2 a year")
	text := func(words int) string {
		var s strings.Builder
		for i := range words {
			if i > 0 {
				s.WriteByte(' ')
			}
			s.WriteString(vocabulary[random.IntN(len(vocabulary))])
		}
		return s.String()
	}
	b.WriteString("# Story bank\n\n")
	for n := range stories {
		fmt.Fprintf(&b, "## Story #%d: %s %d\n\n**Categories:** %s, %s  \n**Duration:** ~2 minutes\n\n", n+1, text(5), n, text(1), text(1))
		for i, section := range []string{"Situation", "Task", "Action", "Result", "Lessons learned"} {
			switch (n + i) % 3 {
			case 0:
				fmt.Fprintf(&b, "### %s\n\n%s\n\n%s\n\n", section, text(40), text(40))
			case 1:
				fmt.Fprintf(&b, "**%s:**\n\n- %s\n- **%s** %s\n    - %s\n\n", section, text(20), text(2), text(20), text(30))
			default:
				fmt.Fprintf(&b, "**%s (%s):** %s\n", section, section[:1], text(70))
			}
		}
		fmt.Fprintf(&b, "\n**Source:** Report %d\n\n---\n\n", n)
	}
	return []byte(b.String())
}

// BenchmarkImport10MB imports 5,000 stories, 10 MB of notes, into an empty
// folder: read, told apart, written and through to the disk. It reports how
// much memory was held at most, and the share of the time that writing took.
func BenchmarkImport10MB(b *testing.B) {
	data := bankOf(5_000)
	notes := filepath.Join(b.TempDir(), "bank.md")
	if err := os.WriteFile(notes, data, 0o600); err != nil {
		b.Fatal(err)
	}
	data = append([]byte(nil), data[:0]...)
	b.SetBytes(int64(cap(data)))
	runtime.GC()
	peak := watchHeap(b)
	var writing time.Duration
	for b.Loop() {
		written++
		dir := filepath.Join(lasting, fmt.Sprint(written))
		im, err := Prepare(b.Context(), []string{notes}, dir)
		if err != nil {
			b.Fatal(err)
		}
		began := time.Now()
		wrote, err := im.Write(b.Context())
		writing += time.Since(began)
		if err != nil || len(wrote.Paths) != 5_000 {
			b.Fatal(len(wrote.Paths), err)
		}
	}
	b.ReportMetric(float64(peak())/(1<<20), "MiB-peak")
	b.ReportMetric(writing.Seconds()/float64(b.N), "s-writing")
}

// lasting is a folder that stays until everything has run, and written how many
// there are in it.
var (
	lasting string
	written int
)

func TestMain(m *testing.M) {
	var err error
	if lasting, err = os.MkdirTemp("", "starling-import-*"); err != nil {
		panic(err)
	}
	code := m.Run()
	_ = os.RemoveAll(lasting)
	os.Exit(code)
}

// watchHeap looks at the memory that the program has from the system for its
// heap and stacks, until it is asked for the most that there was.
func watchHeap(b *testing.B) (most func() uint64) {
	b.Helper()
	var peak atomic.Uint64
	done, gone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(gone)
		tick := time.NewTicker(5 * time.Millisecond)
		defer tick.Stop()
		var m runtime.MemStats
		for {
			select {
			case <-done:
				return
			case <-tick.C:
				runtime.ReadMemStats(&m)
				peak.Store(max(peak.Load(), m.HeapInuse+m.StackInuse))
			}
		}
	}()
	return func() uint64 {
		close(done)
		<-gone
		return peak.Load()
	}
}

// BenchmarkRead reads notes alone.
func BenchmarkRead(b *testing.B) {
	for _, stories := range []int{12, 500} {
		b.Run(fmt.Sprint(stories), func(b *testing.B) {
			data := bankOf(stories)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if f, err := Read("bank.md", data); err != nil || len(f.Stories) != stories {
					b.Fatal(len(f.Stories), err)
				}
			}
		})
	}
}
