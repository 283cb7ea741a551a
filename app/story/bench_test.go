package story

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

func BenchmarkParse(b *testing.B) {
	data := []byte(invented(1))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Parse("a.toml", data, Options{}); problems != nil {
			b.Fatal(problems)
		}
	}
}

// BenchmarkLoad reads folders that are new to the loader, on one core.
func BenchmarkLoad(b *testing.B) {
	for _, n := range []int{12, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := inventedFolder(b, n)
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			var l Library
			before := heap()
			for b.Loop() {
				l = NewLoader(dir, Options{}).Load(b.Context())
			}
			if len(l.Stories) != n || len(l.Problems) != 0 {
				b.Fatal(len(l.Stories), l.Problems)
			}
			b.ReportMetric(float64(heap()-before)/(1<<20), "MiB-held")
			runtime.KeepAlive(l)
		})
	}
}

// BenchmarkReload reads a folder again in which one story has changed.
func BenchmarkReload(b *testing.B) {
	for _, n := range []int{12, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			dir := inventedFolder(b, n)
			loader := NewLoader(dir, Options{})
			loader.now = func() time.Time { return time.Now().Add(time.Hour) }
			loader.Load(b.Context())
			for i := 0; b.Loop(); i++ {
				text := invented(n + i%2)
				if err := os.WriteFile(filepath.Join(dir, "story-00001.toml"), []byte(text), 0o600); err != nil {
					b.Fatal(err)
				}
				if l := loader.Load(b.Context()); len(l.Stories) != n {
					b.Fatal(len(l.Stories))
				}
			}
		})
	}
}

// BenchmarkSearch10k searches 10,000 stories as one types.
func BenchmarkSearch10k(b *testing.B) {
	l := NewLoader(inventedFolder(b, 10_000), Options{}).Load(b.Context())
	for _, c := range []struct{ name, text, tag string }{
		{"nothing", "", ""},
		{"letter", "b", ""},
		{"word", "bada", ""},
		{"words", "bada ga re", ""},
		{"rare", "9999", ""},
		{"none", "qqqq", ""},
		{"tag", "", inventedWord(3)},
		{"tag and words", "bada ga", inventedWord(3)},
	} {
		b.Run(c.name, func(b *testing.B) {
			found := 0
			for b.Loop() {
				found = len(l.Search(c.text, c.tag))
			}
			b.ReportMetric(float64(found), "found")
		})
	}
}

func heap() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}
