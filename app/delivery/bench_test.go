package delivery

import (
	"fmt"
	"testing"
	"time"
)

// BenchmarkMeasure hears answers of several lengths; it grows with the length
// and no faster.
func BenchmarkMeasure(b *testing.B) {
	part := answer(0.5).noise(0.005).samples()
	for _, minutes := range []int{2, 10, 60} {
		b.Run(fmt.Sprintf("%dmin", minutes), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				a := Listen(testRate)
				for a.Length() < time.Duration(minutes)*time.Minute {
					a.Write(part)
				}
				if m := a.Measure(nil); m.NoSpeech {
					b.Fatal(m.Why)
				}
			}
		})
	}
}
