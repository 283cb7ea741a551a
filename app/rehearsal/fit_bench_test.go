package rehearsal_test

import (
	"testing"

	"starling/app/rehearsal"
)

// BenchmarkFit measures 20,000 words over five sections: whole, as when a story
// is opened, and with the words counted, as at a key press.
func BenchmarkFit(b *testing.B) {
	s := scripted(4_000, 4_000, 4_000, 4_000, 4_000)
	p := planOf(24*sec, 12*sec, 60*sec, 12*sec, 12*sec)
	b.Run("whole", func(b *testing.B) {
		for b.Loop() {
			rehearsal.NewFit(s, p, 150)
		}
	})
	b.Run("counted", func(b *testing.B) {
		counts := rehearsal.CountWords(s)
		for b.Loop() {
			rehearsal.NewFitOf(counts, p, 150)
		}
	})
}
