package chart

import (
	"cmp"
	"image"
	"maps"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"starling/app/chart"
	"starling/app/ui/look"
)

// Lengths of a view, in units.
const (
	headBelow  = 8   // between what is read and the chart
	leastWidth = 120 // a view narrower than that shows little
	ringWidth  = 2
	frameRoom  = 7 // between the view and the frame round it
)

// renderer draws a view.
type renderer struct {
	view  *View
	host  fyne.CanvasObject // what is in the window: the view, or what the view is part of
	scene chart.Scene
	size  fyne.Size   // for which the scene was laid out
	unit  float32     // and at which text size
	head  float32     // the height above the chart
	stale bool        // the chart is another one
	made  *image.RGBA // the raster's picture of the scene

	palette chart.Palette
	reading *look.Prose
	raster  *canvas.Raster
	texts   []fyne.CanvasObject
	ring    *canvas.Rectangle // round the value that is read
	frame   *look.Box         // round all, where the view has the focus
}

func newRenderer(v *View) *renderer {
	r := &renderer{
		view: v, host: v, palette: palette(), ring: &canvas.Rectangle{},
		reading: look.NewProse("", look.SizeSmall, look.ColourQuiet),
		frame:   look.NewBox(look.ColourCard, 8).Stroked(look.ColourFocus),
	}
	r.frame.Hidden = true
	r.raster = canvas.NewRaster(r.paint)
	r.read()
	return r
}

// paint makes the raster's picture, and keeps it until the scene or the theme
// changes.
func (r *renderer) paint(width, height int) image.Image {
	if r.made == nil || r.made.Bounds().Size() != image.Pt(width, height) {
		r.made = chart.Raster(r.scene, r.palette, nil, width, height)
	}
	return r.made
}

// Layout lays the chart out anew.
func (r *renderer) Layout(size fyne.Size) {
	s, before := style(), len(r.scene.Values)
	asked := r.view.heightsAt(size.Width)
	r.head, r.scene = asked.head, asked.scene
	if room := max(0, size.Height-r.head); room < r.scene.H || room > r.scene.H+1 {
		r.scene = r.view.chart.Layout(chart.Size{W: size.Width, H: room}, s)
	}
	r.size, r.unit, r.made = size, s.Unit, nil
	r.view.follow(before, len(r.scene.Values))
	r.write()
	r.frame.Move(fyne.NewPos(-look.U(frameRoom), -look.U(frameRoom)))
	r.frame.Resize(size.AddWidthHeight(2*look.U(frameRoom), 2*look.U(frameRoom)))
	r.raster.Move(fyne.NewPos(0, r.head))
	r.raster.Resize(fyne.NewSize(r.scene.W, r.scene.H))
	r.read()
}

// write makes the texts of the scene. Those that are there already are used again: the
// canvas asks for another layout where it finds new ones, and would find some at each frame.
func (r *renderer) write() {
	before := r.texts
	r.texts = nil
	for _, shape := range r.scene.Shapes {
		text, ok := shape.(chart.Text)
		if !ok {
			continue
		}
		var t *canvas.Text
		if n := len(r.texts); n < len(before) {
			t, _ = before[n].(*canvas.Text)
		}
		if t == nil {
			t = &canvas.Text{}
		}
		colour, style, size := r.palette[text.Ink], textStyle(text.Font), fyne.NewSize(text.Box.W, text.Box.H)
		changed := t.Text != text.Words || t.Color != colour || t.TextSize != text.Font.Size || t.TextStyle != style
		t.Text, t.Color, t.TextSize, t.TextStyle = text.Words, colour, text.Font.Size, style
		t.Move(fyne.NewPos(text.Box.X, r.head+text.Box.Y))
		t.Resize(size)
		if changed {
			t.Refresh()
		}
		r.texts = append(r.texts, t)
	}
}

// read shows the value that is read, or the caption, and repaints nothing else.
func (r *renderer) read() {
	v := r.view
	words, colour := v.chart.Heading().Caption, look.ColourQuiet
	r.ring.Hidden = true
	if at := v.reading(); at >= 0 && at < len(r.scene.Values) {
		value := r.scene.Values[at]
		words, colour = value.Words(), look.ColourText
		r.ring.Hidden = false
		r.ring.StrokeColor, r.ring.StrokeWidth, r.ring.CornerRadius = r.palette[chart.Ink], look.U(ringWidth), value.Radius
		r.ring.Move(fyne.NewPos(value.Ring.X, r.head+value.Ring.Y))
		r.ring.Resize(fyne.NewSize(value.Ring.W, value.Ring.H))
	}
	r.reading.Resize(fyne.NewSize(r.size.Width, max(0, r.head-look.U(headBelow))))
	r.reading.Set(look.Run{Text: words, Colour: colour})
	canvas.Refresh(r.reading)
	r.ring.Refresh()
	if r.frame.Hidden == v.focused {
		r.frame.Hidden = !v.focused
		r.frame.Refresh()
	}
}

func (r *renderer) MinSize() fyne.Size {
	width := max(r.view.Size().Width, look.U(leastWidth))
	return fyne.NewSize(look.U(leastWidth), r.view.HeightFor(width))
}

// Refresh paints the chart anew if it, the theme or the text size has changed:
// what holds the view refreshes it for less.
func (r *renderer) Refresh() {
	colours := palette()
	if !r.stale && r.unit == look.U(1) && maps.Equal(colours, r.palette) {
		return
	}
	r.stale, r.palette = false, colours
	r.frame.Refresh()
	r.reading.Refresh()
	r.Layout(r.view.Size())
	canvas.Refresh(r.host)
}

func (r *renderer) Objects() []fyne.CanvasObject {
	objects := append([]fyne.CanvasObject{r.frame, r.reading, r.raster}, r.texts...)
	return append(objects, r.ring)
}
func (r *renderer) Destroy() {}

// headHeight is the height above the chart: that of whatever may be read
// there, so that nothing moves when it is.
func headHeight(c chart.Chart, s chart.Scene, width float32) float32 {
	height := float32(0)
	for _, words := range longest(c, s) {
		height = max(height, look.NewProse(words, look.SizeSmall, look.ColourText).HeightFor(width))
	}
	return height + look.U(headBelow)
}

// someLongest is how many of the longest texts are measured: the widest of a
// thousand is among them.
const someLongest = 6

// longest gives the longest texts that may be read.
func longest(c chart.Chart, s chart.Scene) []string {
	texts := []string{c.Heading().Caption}
	for _, v := range s.Values {
		texts = append(texts, v.Words())
	}
	slices.SortFunc(texts, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
	return texts[:min(len(texts), someLongest)]
}
