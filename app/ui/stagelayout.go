package ui

import (
	"fyne.io/fyne/v2"

	"starling/app/ui/look"
)

// stageMargins keeps the stage away from the window's edges, less so where
// there is little room. Where there is too little for all, question and title
// give way: time, section and keys stay in sight.
type stageMargins struct{ v *stageView }

func (stageMargins) margins(size fyne.Size) (x, y float32) {
	return min(44, size.Width*0.04), min(24, size.Height*0.03)
}

func (m stageMargins) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x, y := m.margins(size)
	inner := fyne.NewSize(size.Width-2*x, size.Height-2*y)
	m.v.fit(inner)
	for _, o := range objects {
		o.Move(fyne.NewPos(x, y))
		o.Resize(inner)
	}
}

func (stageMargins) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

// fit makes the stage compact where a few lines of the prompt would not fit.
func (v *stageView) fit(size fyne.Size) {
	v.fitTape(size.Width)
	// Measured as it would be with the head in place, whatever it is now: else
	// the answer would change with each asking.
	was := v.compact
	v.compact = false
	need := look.HeightFor(v.foot, size.Width) + look.HeightFor(v.notices, size.Width) + look.U(10+8+8+110)
	for _, o := range v.top.Objects {
		need += look.HeightFor(o, size.Width) + look.U(topGap)
	}
	compact, crowded := need > size.Height, need+v.offerHeight(size.Width) > size.Height
	v.compact = was
	if crowded != v.crowded {
		v.crowded = crowded
		v.showOffer()
	}
	if compact == was {
		return
	}
	v.compact = compact
	gap := float32(topGap)
	if compact {
		gap = 4
	}
	v.top.Layout = look.Column(gap).Layout
	setVisible(v.head, !compact)
	v.paint()
}

// stageHead sets question and title beside the pace, which never gives way.
type stageHead struct{ left, right fyne.CanvasObject }

func (h stageHead) split(width float32) (left, right float32) {
	right = max(h.right.MinSize().Width, look.U(90))
	return max(0, width-right-look.U(16)), right
}

func (h stageHead) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	left, right := h.split(size.Width)
	h.left.Move(fyne.NewPos(0, 0))
	h.left.Resize(fyne.NewSize(left, size.Height))
	h.right.Move(fyne.NewPos(size.Width-right, 0))
	h.right.Resize(fyne.NewSize(right, size.Height))
}

func (h stageHead) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	left, right := h.split(width)
	return max(look.HeightFor(h.left, left), look.HeightFor(h.right, right))
}

func (h stageHead) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.U(200), max(h.left.MinSize().Height, h.right.MinSize().Height))
}

// stageClock sets the section and the time left: as large as the window and
// the text size allow, readable from two metres.
type stageClock struct{ v *stageView }

// points gives the size of the digits.
func (l stageClock) points(width float32) float32 {
	window := l.v.stage.shell.window.Canvas().Size()
	share := float32(0.165)
	if l.v.compact {
		share = 0.135
	}
	return max(40, min(118*max(1, look.U(1)), share*window.Height, 0.13*width))
}

func (l stageClock) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	v := l.v
	points := l.points(size.Width)
	inUnits := func(p float32) float32 { return p / look.U(1) }
	v.digits.SetUnits(inUnits(points))
	v.name.SetUnits(inUnits(points * 0.39))
	v.badge.SetSize(inUnits(points * 0.54))
	digits, caption := v.digits.MinSize(), v.caption.MinSize()
	right := max(digits.Width, caption.Width)
	v.digits.Move(fyne.NewPos(size.Width-right, 0))
	v.digits.Resize(fyne.NewSize(right, digits.Height))
	v.caption.Move(fyne.NewPos(size.Width-right, digits.Height))
	v.caption.Resize(fyne.NewSize(right, caption.Height))

	badge := v.badge.MinSize()
	x, gap := badge.Width+look.U(18), look.U(7)
	if v.left.Text() == "" {
		gap = 0
	}
	l.fitLeft(size.Width - right - look.U(10) - x - gap)
	name, left, of := v.name.MinSize(), v.left.MinSize(), v.leftOf.MinSize()
	line := max(left.Height, of.Height)
	height := name.Height + line
	y := size.Height - max(height, badge.Height)
	v.badge.Resize(badge)
	v.badge.Move(fyne.NewPos(0, y+(max(height, badge.Height)-badge.Height)/2))
	v.name.Move(fyne.NewPos(x, y))
	v.name.Resize(name)
	v.left.Move(fyne.NewPos(x, y+name.Height))
	v.left.Resize(fyne.NewSize(left.Width, line))
	v.leftOf.Move(fyne.NewPos(x+left.Width+gap, y+name.Height))
	v.leftOf.Resize(fyne.NewSize(of.Width, line))
}

// fitLeft makes what is left of the section smaller where it would run into
// the digits.
func (l stageClock) fitLeft(room float32) {
	left, of := l.v.left, l.v.leftOf
	points := look.Size(look.SizeLead)
	want := fyne.MeasureText(left.Text(), points, fyne.TextStyle{Monospace: true}).Width + fyne.MeasureText(of.Text(), points, fyne.TextStyle{}).Width
	units := points / look.U(1)
	if want > room && room > 0 {
		units *= max(0.5, 0.98*room/want)
	}
	left.SetUnits(units)
	of.SetUnits(units)
}

// HeightFor is that of the digits and their caption.
func (l stageClock) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	digits := fyne.MeasureText("0:00", l.points(width), fyne.TextStyle{Monospace: true}).Height
	return digits + l.v.caption.MinSize().Height
}

func (l stageClock) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.U(200), l.HeightFor(nil, l.v.stage.shell.window.Canvas().Size().Width))
}
