package history_test

import (
	"context"
	"fmt"
	"testing"

	"starling/app/history"
	"starling/app/history/historytest"
)

// BenchmarkMerge merges other machines' histories of 1,000, 10,000 and 100,000
// attempts into an empty one.
func BenchmarkMerge(b *testing.B) {
	for _, n := range []int{1000, 10_000, many} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			from := fillFor(b, n, 2, manyStories)
			for b.Loop() {
				b.StopTimer()
				into := fillFor(b, 0, 0, manyStories)
				b.StartTimer()
				merged, err := into.Merge(b.Context(), from.Dir(), history.MergeOptions{})
				if err != nil || merged.Attempts < n*9/10 {
					b.Fatal(merged.Attempts, err)
				}
				b.StopTimer()
				_ = into.Close()
				b.StartTimer()
			}
		})
	}
}

// BenchmarkMergeAgain merges what has been merged before: nothing comes.
func BenchmarkMergeAgain(b *testing.B) {
	for _, n := range []int{1000, 10_000, many} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			from, into := fillFor(b, n, 2, manyStories), fillFor(b, 0, 0, manyStories)
			if _, err := into.Merge(b.Context(), from.Dir(), history.MergeOptions{}); err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				merged, err := into.Merge(b.Context(), from.Dir(), history.MergeOptions{})
				if err != nil || merged.News() {
					b.Fatal(merged, err)
				}
			}
		})
	}
}

// fillFor makes a history of n attempts.
func fillFor(b *testing.B, n int, seed uint64, stories int) *history.Store {
	b.Helper()
	s, _, err := history.Open(context.Background(), b.TempDir(), history.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = s.Close() })
	if err := historytest.Fill(context.Background(), s, historytest.Stories(stories), n, seed); err != nil {
		b.Fatal(err)
	}
	return s
}
