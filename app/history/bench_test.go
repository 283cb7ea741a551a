package history_test

import (
	"context"
	"fmt"
	"os"
	"sync"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/rehearsal"
	"starling/app/story"
)

// many is how many attempts the benchmarks have, of how many stories.
const (
	many        = 100_000
	manyStories = 1000
)

// filling is a folder with many attempts, filled once for all benchmarks.
type filling struct {
	once sync.Once
	dir  string
	err  error
}

var filled filling

func TestMain(m *testing.M) {
	history.RunAsChild()
	code := m.Run()
	if filled.dir != "" {
		_ = os.RemoveAll(filled.dir)
	}
	os.Exit(code)
}

func (f *filling) fill() {
	if f.dir, f.err = os.MkdirTemp("", "starling-bench-*"); f.err != nil {
		return
	}
	s, _, err := history.Open(context.Background(), f.dir, history.Options{})
	if err != nil {
		f.err = err
		return
	}
	f.err = historytest.Fill(context.Background(), s, historytest.Stories(manyStories), many, 1)
	if err := s.Close(); f.err == nil {
		f.err = err
	}
}

// open opens the history with many attempts.
func open(b *testing.B) *history.Store {
	b.Helper()
	filled.once.Do(filled.fill)
	if filled.err != nil {
		b.Fatal(filled.err)
	}
	s, _, err := history.Open(b.Context(), filled.dir, history.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	return s
}

// step is what a screen does at a step: it reads a page and counts the rest.
func step(b *testing.B, s *history.Store, f history.Filter) {
	b.Helper()
	f.Limit = 50
	b.Run(name(f), func(b *testing.B) {
		found := 0
		for b.Loop() {
			if _, err := s.Attempts(b.Context(), f); err != nil {
				b.Fatal(err)
			}
			var err error
			if found, err = s.Count(b.Context(), f); err != nil {
				b.Fatal(err)
			}
		}
		b.ReportMetric(float64(found), "found")
	})
}

// name says what is set in a filter.
func name(f history.Filter) string {
	text := ""
	for _, part := range []struct {
		what string
		set  bool
	}{
		{"story", f.Story != ""},
		{"mode=" + string(f.Mode), f.Mode != ""},
		{"rated", f.Rated != nil},
		{"since", !f.Since.IsZero()},
		{"until", !f.Until.IsZero()},
	} {
		if part.set {
			text += part.what + "+"
		}
	}
	if f.Text != "" {
		text += fmt.Sprintf("%q+", f.Text)
	}
	return fmt.Sprintf("%soffset=%d", text, f.Offset)
}

func BenchmarkList100k(b *testing.B) {
	s := open(b)
	yes := true
	since := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)
	step(b, s, history.Filter{})
	step(b, s, history.Filter{Offset: many * 9 / 10})
	step(b, s, history.Filter{Mode: rehearsal.ModeOneWay})
	step(b, s, history.Filter{Mode: "none"})
	step(b, s, history.Filter{Story: "story-0007"})
	step(b, s, history.Filter{Since: since})
	step(b, s, history.Filter{Until: since})
	step(b, s, history.Filter{Rated: &yes, Mode: rehearsal.ModePractice, Since: since})
}

func BenchmarkSearch100k(b *testing.B) {
	s := open(b)
	yes := true
	for _, text := range []string{"t", "th", "the", "the confl", "the confl mig trust", "zebra"} {
		step(b, s, history.Filter{Text: text})
	}
	step(b, s, history.Filter{Text: "t", Offset: many * 9 / 10})
	step(b, s, history.Filter{Text: "t", Story: "story-0007"})
	step(b, s, history.Filter{Text: "t", Rated: &yes, Mode: rehearsal.ModePractice, Since: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)})
}

func BenchmarkStories100k(b *testing.B) {
	s := open(b)
	for b.Loop() {
		stories, err := s.Stories(b.Context())
		if err != nil || len(stories) != manyStories {
			b.Fatal(len(stories), err)
		}
	}
}

// BenchmarkQuestions100k reads the questions with every story that answered
// them: with so many stories nearly each attempt is one of its own.
func BenchmarkQuestions100k(b *testing.B) {
	s := open(b)
	for b.Loop() {
		if _, err := s.Questions(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkQuestionCounts100k(b *testing.B) {
	s := open(b)
	for b.Loop() {
		if _, err := s.QuestionCounts(b.Context(), "story-0007"); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAttempt100k begins an attempt, marks it and finishes it: three
// transactions, each of them on the disk before the next.
func BenchmarkAttempt100k(b *testing.B) {
	s := open(b)
	for b.Loop() {
		now := time.Now()
		a := rehearsal.Attempt{ID: history.NewID(), Story: "story-0007", Plan: historytest.Plan(), Started: now}
		err := s.Begin(b.Context(), a)
		for _, kind := range []rehearsal.EventKind{rehearsal.EventMark, rehearsal.EventFinish} {
			if err == nil {
				err = s.Append(b.Context(), a.ID, rehearsal.Event{Kind: kind, Moment: now, Spoken: time.Minute})
			}
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRate(b *testing.B) {
	s := open(b)
	n := 0
	for b.Loop() {
		n++
		// Never the rating that holds already, which would store nothing.
		if err := s.Rate(b.Context(), historytest.ID(7), story.Task, 1+n%2); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpen100k(b *testing.B) {
	must := func(err error) {
		if err != nil {
			b.Fatal(err)
		}
	}
	must(open(b).Close())
	for b.Loop() {
		s, report, err := history.Open(b.Context(), filled.dir, history.Options{})
		must(err)
		if len(report.Messages) > 0 {
			b.Fatal(report.Messages)
		}
		must(s.Close())
	}
}

// BenchmarkCheck100k and BenchmarkBackup100k take long, in the background.
func BenchmarkCheck100k(b *testing.B) {
	s := open(b)
	for b.Loop() {
		if err := s.Check(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkBackup100k(b *testing.B) {
	s := open(b)
	for b.Loop() {
		if _, err := s.Backup(b.Context()); err != nil {
			b.Fatal(err)
		}
	}
}
