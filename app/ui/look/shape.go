package look

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"starling/app/story"
)

// ShapeRune is the letter for a section's shape, for places that hold text
// alone.
func ShapeRune(n story.SectionName) string {
	switch n {
	case story.Situation:
		return "●"
	case story.Task:
		return "▲"
	case story.Action:
		return "■"
	case story.Result:
		return "◆"
	case story.Lessons:
		return "★"
	}
	return "▬"
}

// Mark is a section's shape in the section's colour.
type Mark struct {
	widget.BaseWidget

	section story.SectionName
	size    float32
}

// NewMark makes a section's shape, size units wide and high.
func NewMark(n story.SectionName, size float32) *Mark {
	m := &Mark{section: n, size: size}
	m.ExtendBaseWidget(m)
	return m
}

// CreateRenderer is Fyne's.
func (m *Mark) CreateRenderer() fyne.WidgetRenderer {
	r := &markRenderer{owner: m, shape: outline(m.section)}
	r.Refresh()
	return r
}

type markRenderer struct {
	owner *Mark
	shape fyne.CanvasObject
}

func (r *markRenderer) Layout(size fyne.Size) {
	own := min(size.Width, size.Height, U(r.owner.size))
	r.shape.Resize(fyne.NewSquareSize(own))
	r.shape.Move(fyne.NewPos((size.Width-own)/2, (size.Height-own)/2))
}

func (r *markRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(U(r.owner.size)) }

func (r *markRenderer) Refresh() {
	fill := Colour(SectionColour(r.owner.section))
	paintShape(r.shape, fill)
	r.Layout(r.owner.Size())
	r.shape.Refresh()
}

func (r *markRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.shape} }
func (r *markRenderer) Destroy()                     {}

// outline gives a section's shape, to be filled.
func outline(n story.SectionName) fyne.CanvasObject {
	polygon := func(points ...fyne.Position) fyne.CanvasObject {
		return &canvas.ArbitraryPolygon{Points: points, NormalizedPoints: true}
	}
	switch n {
	case story.Situation:
		return &canvas.Circle{}
	case story.Task:
		return polygon(fyne.NewPos(0.5, 0.06), fyne.NewPos(1, 0.94), fyne.NewPos(0, 0.94))
	case story.Result:
		return polygon(fyne.NewPos(0.5, 0), fyne.NewPos(1, 0.5), fyne.NewPos(0.5, 1), fyne.NewPos(0, 0.5))
	case story.Lessons:
		return polygon(star()...)
	}
	return &canvas.Rectangle{}
}

// star gives the ten corners of a five-pointed star, clockwise from the top.
func star() []fyne.Position {
	points := make([]fyne.Position, 10)
	for i := range points {
		radius := 0.52
		if i%2 == 1 {
			radius = 0.21
		}
		angle := float64(i)*math.Pi/5 - math.Pi/2
		points[i] = fyne.NewPos(float32(0.5+radius*math.Cos(angle)), float32(0.53+radius*math.Sin(angle)))
	}
	return points
}

// Badge is a section's letter on a square of the section's colour.
type Badge struct {
	widget.BaseWidget

	section story.SectionName
	size    float32
}

// NewBadge makes a badge, size units wide and high.
func NewBadge(n story.SectionName, size float32) *Badge {
	b := &Badge{section: n, size: size}
	b.ExtendBaseWidget(b)
	return b
}

// SetSection shows another section.
func (b *Badge) SetSection(n story.SectionName) {
	if b.section != n {
		b.section = n
		b.Refresh()
	}
}

// SetSize changes the size in units.
func (b *Badge) SetSize(size float32) {
	if b.size != size {
		b.size = size
		b.Refresh()
	}
}

// CreateRenderer is Fyne's.
func (b *Badge) CreateRenderer() fyne.WidgetRenderer {
	r := &badgeRenderer{owner: b, ground: &canvas.Rectangle{}, letter: &canvas.Text{
		Alignment: fyne.TextAlignCenter, TextStyle: fyne.TextStyle{Bold: true},
	}}
	r.Refresh()
	return r
}

type badgeRenderer struct {
	owner  *Badge
	ground *canvas.Rectangle
	letter *canvas.Text
}

func (r *badgeRenderer) Layout(size fyne.Size) {
	own := U(r.owner.size)
	at := fyne.NewPos((size.Width-own)/2, (size.Height-own)/2)
	r.ground.Resize(fyne.NewSquareSize(own))
	r.ground.Move(at)
	height := r.letter.MinSize().Height
	r.letter.Resize(fyne.NewSize(own, height))
	r.letter.Move(at.AddXY(0, (own-height)/2))
}

func (r *badgeRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(U(r.owner.size)) }

func (r *badgeRenderer) Refresh() {
	own := U(r.owner.size)
	r.ground.FillColor = Colour(SectionColour(r.owner.section))
	r.ground.CornerRadius = own * 0.2
	r.letter.Text = r.owner.section.Letter()
	r.letter.Color = Colour(ColourOnSection)
	r.letter.TextSize = own * 0.55
	r.Layout(r.owner.Size())
	r.ground.Refresh()
	r.letter.Refresh()
}

func (r *badgeRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.ground, r.letter}
}
func (r *badgeRenderer) Destroy() {}

// SectionShape gives a section's shape in any colour.
func SectionShape(n story.SectionName, fill color.Color) fyne.CanvasObject {
	shape := outline(n)
	paintShape(shape, fill)
	return shape
}

func paintShape(shape fyne.CanvasObject, fill color.Color) {
	switch shape := shape.(type) {
	case *canvas.Circle:
		shape.FillColor = fill
	case *canvas.Rectangle:
		shape.FillColor = fill
	case *canvas.ArbitraryPolygon:
		shape.FillColor = fill
	}
}

// Ring is an empty circle: the mark of a gap, where something is missing.
type Ring struct {
	widget.BaseWidget

	colour fyne.ThemeColorName
	size   float32
}

// NewRing makes a ring in a role's colour, size units wide and high.
func NewRing(colour fyne.ThemeColorName, size float32) *Ring {
	r := &Ring{colour: colour, size: size}
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer is Fyne's.
func (r *Ring) CreateRenderer() fyne.WidgetRenderer {
	renderer := &ringRenderer{owner: r, circle: &canvas.Circle{}}
	renderer.Refresh()
	return renderer
}

type ringRenderer struct {
	owner  *Ring
	circle *canvas.Circle
}

func (r *ringRenderer) Layout(size fyne.Size) {
	own := U(r.owner.size)
	r.circle.Resize(fyne.NewSquareSize(own))
	r.circle.Move(fyne.NewPos((size.Width-own)/2, (size.Height-own)/2))
}

func (r *ringRenderer) MinSize() fyne.Size { return fyne.NewSquareSize(U(r.owner.size)) }

func (r *ringRenderer) Refresh() {
	r.circle.StrokeColor, r.circle.StrokeWidth = Colour(r.owner.colour), max(1.5, U(2))
	r.Layout(r.owner.Size())
	r.circle.Refresh()
}

func (r *ringRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.circle} }
func (r *ringRenderer) Destroy()                     {}

// Square gives an object a place of so many units across and down.
func Square(size float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: square{size}, Objects: []fyne.CanvasObject{o}}
}

type square struct{ size float32 }

func (s square) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	own := U(s.size)
	for _, o := range objects {
		o.Resize(fyne.NewSquareSize(own))
		o.Move(fyne.NewPos((size.Width-own)/2, (size.Height-own)/2))
	}
}

func (s square) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(U(s.size)) }
