package look

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestPairsShareARowAndAreEquallyHigh(t *testing.T) {
	dark(t, 100)
	a, b, c := block(10, 20), &area{units: 4000}, block(10, 30)
	hidden := block(10, 500)
	hidden.Hide()
	p := Pairs(0.5, 70, 10, a, hidden, b, c)
	p.Resize(fyne.NewSize(210, 300))
	wantAll(t, "places", places(a, b, c), [4]float32{0, 0, 100, 40}, [4]float32{110, 0, 100, 40}, [4]float32{0, 50, 210, 30})
	want(t, "the height", HeightFor(p, 210), 80)
}

func TestPairsWithoutRoomStandBelowEachOther(t *testing.T) {
	dark(t, 100)
	a, b := block(10, 20), block(10, 30)
	p := Pairs(0.5, 71, 10, a, b)
	p.Resize(fyne.NewSize(150, 300))
	wantAll(t, "places", places(a, b), [4]float32{0, 0, 150, 20}, [4]float32{0, 30, 150, 30})
	want(t, "the height", HeightFor(p, 150), 60)
	dark(t, 200)
	want(t, "at twice the text size", HeightFor(p, 210), 70)
}
