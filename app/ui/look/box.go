package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Box is a rectangle in a role's colour: the ground of a card, a header, a row.
type Box struct {
	widget.BaseWidget

	fill, stroke fyne.ThemeColorName
	radius       float32
	edge         fyne.ThemeColorName // a stripe at the left edge
}

// NewBox makes a ground with corners rounded by so many units.
func NewBox(fill fyne.ThemeColorName, radius float32) *Box {
	b := &Box{fill: fill, radius: radius}
	b.ExtendBaseWidget(b)
	return b
}

// Stroked gives the box a border, and gives it back.
func (b *Box) Stroked(name fyne.ThemeColorName) *Box { b.stroke = name; return b }

// Edged gives the box a stripe at its left edge, and gives it back.
func (b *Box) Edged(name fyne.ThemeColorName) *Box { b.edge = name; return b }

// Set changes fill and border, and repaints only where that shows.
func (b *Box) Set(fill, stroke fyne.ThemeColorName) {
	if b.fill == fill && b.stroke == stroke {
		return
	}
	b.fill, b.stroke = fill, stroke
	b.Refresh()
}

// CreateRenderer is Fyne's.
func (b *Box) CreateRenderer() fyne.WidgetRenderer {
	r := &boxRenderer{owner: b, ground: &canvas.Rectangle{}, stripe: &canvas.Rectangle{}}
	r.Refresh()
	return r
}

type boxRenderer struct {
	owner          *Box
	ground, stripe *canvas.Rectangle
}

func (r *boxRenderer) Layout(size fyne.Size) {
	left := float32(0)
	if r.owner.edge != "" {
		// The stripe is a whole rounded box behind, of which the ground leaves
		// three units uncovered.
		left = U(3)
		r.stripe.Resize(size)
	}
	r.ground.Move(fyne.NewPos(left, 0))
	r.ground.Resize(fyne.NewSize(max(0, size.Width-left), size.Height))
}

func (r *boxRenderer) MinSize() fyne.Size { return fyne.NewSize(0, 0) }

func (r *boxRenderer) Refresh() {
	b := r.owner
	r.ground.FillColor, r.ground.CornerRadius = Colour(b.fill), U(b.radius)
	r.ground.StrokeWidth, r.ground.StrokeColor = 0, nil
	if b.stroke != "" {
		r.ground.StrokeWidth, r.ground.StrokeColor = max(1, U(1)), Colour(b.stroke)
		if b.stroke == ColourFocus || b.stroke == ColourText { // what has the focus
			r.ground.StrokeWidth = max(2, U(2))
		}
	}
	r.stripe.Hidden = b.edge == ""
	if b.edge != "" {
		r.stripe.FillColor, r.stripe.CornerRadius = Colour(b.edge), U(b.radius)
	}
	r.Layout(b.Size())
	r.ground.Refresh()
	r.stripe.Refresh()
}

func (r *boxRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.stripe, r.ground}
}
func (r *boxRenderer) Destroy() {}

// Card sets content on a card.
func Card(content fyne.CanvasObject) *fyne.Container {
	return Layers(NewBox(ColourCard, 10), Inset(18, 16, content))
}

// Rule is a hairline over the whole width.
func Rule() fyne.CanvasObject {
	r := &rule{}
	r.ExtendBaseWidget(r)
	return r
}

type rule struct{ widget.BaseWidget }

func (r *rule) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(NewBox(ColourLine, 0))
}

func (r *rule) MinSize() fyne.Size { return fyne.NewSize(0, 1) }
