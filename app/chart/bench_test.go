package chart

import (
	"io"
	"testing"
)

// tenThousand is a line of ten thousand attempts in a year.
func tenThousand() Line {
	l := sampleLine()
	l.From, l.To, l.Points = day(0), day(364), nil
	for i := range 365 {
		l.Points = append(l.Points, LinePoint{Day: day(i), At: float64(i * 37 % 101), Label: "a day", Text: "50%"})
	}
	for i := range 10_000 {
		l.Faint = append(l.Faint, FaintPoint{Day: day(i % 365), At: float64(i * 7 % 101)})
	}
	return l
}

func BenchmarkLayoutOfTenThousandAttempts(b *testing.B) {
	l, s := tenThousand(), styled(1)
	for b.Loop() {
		l.Layout(Size{W: 640, H: 220}, s)
	}
}

func BenchmarkRasterOfTenThousandAttempts(b *testing.B) {
	s := tenThousand().Layout(Size{W: 640, H: 220}, styled(1))
	for b.Loop() {
		Raster(s, Dark(), nil, 640, 220)
	}
}

func BenchmarkLayoutOfEachChart(b *testing.B) {
	s := styled(1)
	for name, c := range samples() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				laid(c, 640, s)
			}
		})
	}
}

func BenchmarkSVG(b *testing.B) {
	s := Page(tenThousand(), 640, styled(1))
	for b.Loop() {
		if err := SVG(io.Discard, s, Light(), "x"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkPNG(b *testing.B) {
	s := Page(tenThousand(), 640, styled(1))
	for b.Loop() {
		if err := PNG(io.Discard, s, Light(), goFonts, 2); err != nil {
			b.Fatal(err)
		}
	}
}
