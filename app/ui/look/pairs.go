package look

import "fyne.io/fyne/v2"

// Pairs sets its objects two to a row, the first of each with a share of the
// width; those of a row are equally high, and one that is left over has a row of
// its own. Where the second would be less than narrow units wide, each has.
func Pairs(share, narrow, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: pairs{share, narrow, gap}, Objects: objects}
}

type pairs struct{ share, narrow, gap float32 }

// widths gives the widths of the two of a row; that of the second is zero where
// each has a row of its own.
func (p pairs) widths(width float32) (first, second float32) {
	room := width - U(p.gap)
	if second = room * (1 - p.share); second < U(p.narrow) {
		return width, 0
	}
	return room - second, second
}

// place calls at for each object that is shown, and gives the height of all.
func (p pairs) place(objects []fyne.CanvasObject, width float32, at func(o fyne.CanvasObject, x, y, w, h float32)) float32 {
	shown, y := visible(objects), float32(0)
	first, second := p.widths(width)
	for i := 0; i < len(shown); {
		if i > 0 {
			y += U(p.gap)
		}
		a := shown[i]
		if second == 0 || i+1 == len(shown) {
			h := HeightFor(a, width)
			at(a, 0, y, width, h)
			y, i = y+h, i+1
			continue
		}
		b := shown[i+1]
		h := max(HeightFor(a, first), HeightFor(b, second))
		at(a, 0, y, first, h)
		at(b, first+U(p.gap), y, second, h)
		y, i = y+h, i+2
	}
	return y
}

func (p pairs) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	p.place(objects, size.Width, func(o fyne.CanvasObject, x, y, w, h float32) {
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, h))
	})
}

func (p pairs) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return p.place(objects, width, func(fyne.CanvasObject, float32, float32, float32, float32) {})
}

func (p pairs) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects), 0)
}
