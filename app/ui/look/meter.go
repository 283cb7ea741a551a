package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Meter shows a level by bars: the louder, the more of them are filled, and
// each is higher than the one before.
type Meter struct {
	widget.BaseWidget

	level int
	bars  []*canvas.Rectangle
}

// The measures of a meter's bars, in units.
const (
	meterBar, meterGap     = 5, 3
	meterLowest, meterHigh = 4, 14
)

// NewMeter makes a meter of so many bars, none of which is filled.
func NewMeter(bars int) *Meter {
	m := &Meter{bars: make([]*canvas.Rectangle, bars)}
	for i := range m.bars {
		m.bars[i] = &canvas.Rectangle{FillColor: Colour(m.colour(i))}
	}
	m.ExtendBaseWidget(m)
	return m
}

// Level is how many bars are filled.
func (m *Meter) Level() int { return m.level }

// Set fills so many bars, and paints those alone that change: it is asked to
// several times a second while somebody speaks.
func (m *Meter) Set(level int) {
	before := m.level
	m.level = min(max(level, 0), len(m.bars))
	for i := min(before, m.level); i < max(before, m.level); i++ {
		m.bars[i].FillColor = Colour(m.colour(i))
		if m.Visible() {
			m.bars[i].Refresh()
		}
	}
}

// colour is that of a bar; the highest tells that it is too loud.
func (m *Meter) colour(bar int) fyne.ThemeColorName {
	switch {
	case bar >= m.level:
		return ColourLine
	case bar == len(m.bars)-1:
		return ColourOver
	}
	return ColourText
}

// CreateRenderer is Fyne's.
func (m *Meter) CreateRenderer() fyne.WidgetRenderer {
	r := &meterRenderer{owner: m}
	for _, bar := range m.bars {
		r.objects = append(r.objects, bar)
	}
	r.Refresh()
	return r
}

type meterRenderer struct {
	owner   *Meter
	objects []fyne.CanvasObject
}

func (r *meterRenderer) Layout(size fyne.Size) {
	last := float32(max(len(r.owner.bars)-1, 1))
	for i, bar := range r.owner.bars {
		height := U(meterLowest + (meterHigh-meterLowest)*float32(i)/last)
		bar.Move(fyne.NewPos(U(float32(i)*(meterBar+meterGap)), (size.Height+U(meterHigh))/2-height))
		bar.Resize(fyne.NewSize(U(meterBar), height))
	}
}

func (r *meterRenderer) MinSize() fyne.Size {
	n := float32(len(r.owner.bars))
	return fyne.NewSize(U(n*(meterBar+meterGap)-meterGap), U(meterHigh))
}

func (r *meterRenderer) Refresh() {
	for i, bar := range r.owner.bars {
		bar.FillColor, bar.CornerRadius = Colour(r.owner.colour(i)), U(1)
	}
	r.Layout(r.owner.Size())
	for _, bar := range r.owner.bars {
		bar.Refresh()
	}
}

func (r *meterRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *meterRenderer) Destroy()                     {}
