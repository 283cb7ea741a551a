package look

import (
	"testing"

	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"
)

func TestTheMeterFillsAsManyBarsAsItsLevel(t *testing.T) {
	m := NewMeter(5)
	show(t, m, 100, 20)
	filled := func() int {
		n := 0
		for _, o := range test.WidgetRenderer(m).Objects() {
			if o.(*canvas.Rectangle).FillColor != Colour(ColourLine) {
				n++
			}
		}
		return n
	}
	for _, level := range []int{0, 3, 5, 1, 0, 9, -1} {
		m.Set(level)
		if want := min(max(level, 0), 5); filled() != want || m.Level() != want {
			t.Errorf("at %d: %d are filled, and the level is %d, want %d", level, filled(), m.Level(), want)
		}
	}
}

func TestTheMeterLooksAsItDid(t *testing.T) {
	quiet, loud := NewMeter(5), NewMeter(5)
	quiet.Set(2)
	loud.Set(5)
	golden(t, "meter", Row(12, quiet, loud), 120, 20)
}
