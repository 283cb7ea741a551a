package app

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/practice"
	"starling/app/progress"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
)

// growth is how many attempts the histories have that the benchmarks grow
// through, each at 50 stories.
var growth = []int{1_000, 10_000, 100_000, 1_000_000}

// grown are those histories, each made once for all benchmarks.
var grown sync.Map // of func() (string, error), by the number of attempts

func TestMain(m *testing.M) {
	code := m.Run()
	grown.Range(func(_, made any) bool {
		if dir, _ := made.(func() (string, error))(); dir != "" {
			_ = os.RemoveAll(dir)
		}
		return true
	})
	os.Exit(code)
}

// nowGrown is the moment at which the benchmarks look back: the day after the
// last attempt.
var nowGrown = time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC)

// grow makes a history of so many attempts.
func grow(n int) (dir string, err error) {
	if dir, err = os.MkdirTemp("", "starling-bench-*"); err != nil {
		return "", err
	}
	return dir, historytest.Many(context.Background(), dir, historytest.Stories(50), n, 1)
}

// eachGrown runs a benchmark with a history of each size.
func eachGrown(b *testing.B, run func(b *testing.B, store *history.Store)) {
	for _, n := range growth {
		b.Run(fmt.Sprintf("%dk", n/1000), func(b *testing.B) {
			made, _ := grown.LoadOrStore(n, sync.OnceValues(func() (string, error) { return grow(n) }))
			dir, err := made.(func() (string, error))()
			if err != nil {
				b.Fatal(err)
			}
			store, _, err := history.Open(b.Context(), dir, history.Options{})
			if err != nil {
				b.Fatal(err)
			}
			b.Cleanup(func() { _ = store.Close() })
			run(b, store)
		})
	}
}

// practiceOf is what the window asks for practice.
func practiceOf(b *testing.B, store *history.Store) practiceHistory {
	late := newLateHistory(b.Context())
	late.store = store
	close(late.opened)
	return practiceHistory{late}
}

// BenchmarkProgress reads what the Progress screen shows when it is opened: the
// figures, and the cards for what is due.
func BenchmarkProgress(b *testing.B) {
	for _, scope := range []struct {
		name    string
		stories []string
	}{{"all", nil}, {"story", historytest.Stories(50)[7:8]}, {"tag", historytest.Stories(50)[10:20]}} {
		for _, period := range []progress.Period{progress.Quarter, progress.AllTime} {
			b.Run(fmt.Sprintf("%s/%dd", scope.name, period), func(b *testing.B) {
				eachGrown(b, func(b *testing.B, store *history.Store) {
					source := practiceOf(b, store)
					if _, err := source.cardsAsOf(b.Context(), practice.DayOf(nowGrown)); err != nil {
						b.Fatal(err)
					}
					for b.Loop() {
						cards, err := source.cards(b.Context())
						if err != nil || len(cards) != 50 {
							b.Fatal(len(cards), err)
						}
						f, err := progress.Read(b.Context(), source, scope.stories, period, progress.DayOf(nowGrown))
						if err != nil || len(f.Time.Attempts) == 0 {
							b.Fatal(len(f.Time.Attempts), err)
						}
						b.ReportMetric(float64(len(f.Days)), "days")
					}
				})
			})
		}
	}
}

// BenchmarkDue is starling due, with the cards that the window kept and with
// none, when all attempts have to be gone through.
func BenchmarkDue(b *testing.B) {
	stories := b.TempDir()
	for _, slug := range historytest.Stories(50) {
		if err := os.WriteFile(filepath.Join(stories, slug+".toml"), []byte(whole), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	for _, kept := range []bool{true, false} {
		b.Run(map[bool]string{true: "kept", false: "anew"}[kept], func(b *testing.B) {
			eachGrown(b, func(b *testing.B, store *history.Store) {
				today := practice.DayOf(nowGrown)
				if !kept {
					today = 0
					dropCards(b, store)
				}
				if _, err := practiceOf(b, store).cardsAsOf(b.Context(), today); err != nil {
					b.Fatal(err)
				}
				s := Setup{Paths: settings.Paths{Stories: stories, Data: store.Dir()}, Settings: settings.Defaults()}
				for b.Loop() {
					if err := Due(b.Context(), s, DueOptions{Now: nowGrown}, io.Discard); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}

// dropCards puts texts in the place of all cards that are of no use.
func dropCards(b *testing.B, store *history.Store) {
	cards, err := store.Cards(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	for i := range cards {
		cards[i].Text, cards[i].Through = "none", 1<<62
	}
	if err := store.SaveCards(b.Context(), cards); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkOneMoreRating rates an attempt, which is on the disk when it is done,
// its day added up.
func BenchmarkOneMoreRating(b *testing.B) {
	eachGrown(b, func(b *testing.B, store *history.Store) {
		n := 0
		for b.Loop() {
			n++
			// Never the rating that holds already, which would store nothing.
			if err := store.Rate(b.Context(), historytest.ID(907), story.Task, 1+n%2); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkHistoryPage reads a page of the history and counts the rest, of a
// search too.
func BenchmarkHistoryPage(b *testing.B) {
	yes := true
	for name, f := range map[string]history.Filter{
		"all": {}, "story": {Story: "story-0007"}, "rated one-way": {Rated: &yes, Mode: rehearsal.ModeOneWay},
		"since": {Since: nowGrown.AddDate(0, 0, -90)}, "letter": {Text: "t"}, "words": {Text: "the confl"},
		"words of a story": {Text: "the confl", Story: "story-0007"},
	} {
		f.Limit = 50
		b.Run(name, func(b *testing.B) {
			eachGrown(b, func(b *testing.B, store *history.Store) {
				for b.Loop() {
					if _, err := store.Attempts(b.Context(), f); err != nil {
						b.Fatal(err)
					}
					if _, err := store.Count(b.Context(), f); err != nil {
						b.Fatal(err)
					}
				}
			})
		})
	}
}
