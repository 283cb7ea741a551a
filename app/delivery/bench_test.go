package delivery

import "testing"

func BenchmarkTwoMinutes(b *testing.B) {
	sound := make([]int16, 120*48_000)
	seed := uint32(1)
	for i := range sound {
		seed = seed*1664525 + 1013904223
		sound[i] = int16(seed>>16) / 8
	}
	b.ReportAllocs()
	for b.Loop() {
		a := Listen(48_000)
		a.Write(sound)
		a.Measure(nil)
	}
}
