package story

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
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

// longStory gives the file of a story of so many words over five sections.
func longStory(words int) []byte {
	s := Story{Title: "A long one", Tags: []string{"a", "b"}, Limit: MaxLimit}
	for i, n := range SectionNames() {
		section := s.section(n)
		section.Points = []string{"One point", "and another"}
		var b strings.Builder
		for w := range words / 5 {
			b.WriteString(inventedWord((w*7 + i) % 5000))
			if w%12 == 11 {
				b.WriteString(".\n")
			} else {
				b.WriteByte(' ')
			}
		}
		section.Script = clean(b.String())
	}
	return Encode(s)
}

// BenchmarkRewrite changes a story of 20,000 words, as the editor does
// whenever a field is left.
func BenchmarkRewrite(b *testing.B) {
	data := longStory(20_000)
	for _, c := range []struct {
		name string
		edit func(s *Story)
	}{
		{"nothing", func(*Story) {}},
		{"title", func(s *Story) { s.Title = "Another title" }},
		{"point", func(s *Story) { s.Action.Points = append([]string{"A new one"}, s.Action.Points...) }},
		{"script", func(s *Story) { s.Action.Script = "A word more, " + s.Action.Script }},
		{"new key", func(s *Story) { s.Notes = "Ask Ana." }},
		{"all", func(s *Story) {
			s.Notes, s.MarkedDraft, s.Tags = "Ask Ana.", true, nil
			for _, n := range SectionNames() {
				s.section(n).Script += " More."
				s.section(n).Target = time.Minute
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			s, problems := Parse("a.toml", data, Options{})
			if problems != nil {
				b.Fatal(problems)
			}
			c.edit(&s)
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Rewrite(data, s); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkParsePlaces(b *testing.B) {
	data := []byte(invented(1))
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if ParsePlaces(data).Line("title") != 1 {
			b.Fatal("no title")
		}
	}
}
