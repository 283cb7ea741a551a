package chart

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"starling/app/chart"
	"starling/app/ui/look"
)

// Lengths of the playhead, in units.
const (
	playheadWidth = 5 // of which the rim is the ground: it is seen on every colour
	playheadRim   = 1
	playheadReach = 3 // beyond the wave, above and below
)

// Wave shows a waveform with the place that is heard, and takes the keys for listening.
// Unlike a [View] the arrows do not read its values, for they go back and on in what is
// heard; the pointer reads them. The playhead is an object of its own: the waveform is
// not painted again when it moves.
type Wave struct {
	View

	// OnSeek is told the moment that was clicked.
	OnSeek func(at time.Duration)
	// OnDown is told once of a key going down, however long it is held; OnKey of a key
	// and of its repeats, and OnRune of what was typed. The latter two tell whether it
	// was one for them; others are handed on.
	OnDown func(ev *fyne.KeyEvent)
	OnKey  func(ev *fyne.KeyEvent) bool
	OnRune func(c rune) bool

	place time.Duration
	paint *waveRenderer // nil until it is shown
}

// Declare conformity with the interfaces of the driver and of our layouts.
var (
	_ fyne.Focusable    = (*Wave)(nil)
	_ desktop.Keyable   = (*Wave)(nil)
	_ fyne.Tappable     = (*Wave)(nil)
	_ desktop.Hoverable = (*Wave)(nil)
	_ look.Tall         = (*Wave)(nil)
)

// NewWave makes a view of a waveform, from its beginning.
func NewWave(w chart.Waveform) *Wave {
	v := &Wave{View: View{chart: w, keyed: -1, pointed: -1}}
	v.ExtendBaseWidget(v)
	return v
}

// waveform is what is shown.
func (v *Wave) waveform() chart.Waveform {
	w, _ := v.chart.(chart.Waveform)
	return w
}

// plot is the room of the wave, in the scene; nothing before it is shown.
func (v *Wave) plot() chart.Box {
	s := v.scene()
	return v.waveform().Plot(chart.Size{W: s.W, H: s.H}, style())
}

// Place moves the playhead to a moment.
func (v *Wave) Place(at time.Duration) {
	v.place = at
	if v.paint != nil {
		v.paint.follow()
	}
}

// Grain is the time in which the playhead goes on by a pixel, or nearly: to move it more
// often shows nothing.
func (v *Wave) Grain() time.Duration {
	if w := v.plot().W; w >= 1 {
		return time.Duration(float64(v.waveform().Length) / float64(w))
	}
	return time.Second
}

// Set shows another waveform, and repaints only if it differs.
func (v *Wave) Set(w chart.Waveform) {
	v.View.Set(w)
	v.keyed = -1
	v.read()
	v.Place(v.place)
}

// FocusGained is Fyne's.
func (v *Wave) FocusGained() {
	v.focused = true
	v.read()
	if v.OnFocus != nil {
		v.OnFocus(v)
	}
}

// KeyDown is a key going down.
func (v *Wave) KeyDown(ev *fyne.KeyEvent) {
	if v.OnDown != nil && !look.Modified() {
		v.OnDown(ev)
	}
}

// KeyUp is the driver's.
func (v *Wave) KeyUp(*fyne.KeyEvent) {}

// TypedKey is for listening, or handed on.
func (v *Wave) TypedKey(ev *fyne.KeyEvent) {
	if v.OnKey == nil || !v.OnKey(ev) {
		look.HandOn(v, ev)
	}
}

// TypedRune is for listening, or handed on.
func (v *Wave) TypedRune(c rune) {
	if v.OnRune == nil || !v.OnRune(c) {
		look.HandOnRune(v, c)
	}
}

// Tapped goes to the moment that was clicked, and takes the keyboard.
func (v *Wave) Tapped(ev *fyne.PointEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	if v.OnSeek != nil && v.draw != nil && ev.Position.Y >= v.draw.head {
		v.OnSeek(v.waveform().Moment(v.plot(), ev.Position.X))
	}
}

// CreateRenderer is Fyne's.
func (v *Wave) CreateRenderer() fyne.WidgetRenderer {
	v.draw = newRenderer(&v.View)
	v.draw.host = v
	v.paint = &waveRenderer{renderer: v.draw, wave: v, playhead: &canvas.Rectangle{}}
	return v.paint
}

// waveRenderer draws a wave: what a view draws, with the playhead over it.
type waveRenderer struct {
	*renderer

	wave     *Wave
	playhead *canvas.Rectangle
}

// follow moves the playhead to its place, and repaints nothing else.
func (r *waveRenderer) follow() {
	plot := r.wave.plot()
	width, reach := look.U(playheadWidth), look.U(playheadReach)
	at := fyne.NewPos(r.wave.waveform().Place(plot, r.wave.place)-width/2, r.head+plot.Y-reach)
	size, colour := fyne.NewSize(width, plot.H+2*reach), look.Colour(look.ColourText)
	if r.playhead.Position() == at && r.playhead.Size() == size && r.playhead.FillColor == colour {
		return
	}
	r.playhead.FillColor, r.playhead.CornerRadius = colour, width/2
	r.playhead.StrokeColor, r.playhead.StrokeWidth = look.Colour(look.ColourCard), look.U(playheadRim)
	r.playhead.Move(at)
	r.playhead.Resize(size)
	r.playhead.Refresh()
}

// Layout lays the waveform out, unless it is: new texts have the canvas ask for a layout
// again, at each frame.
func (r *waveRenderer) Layout(size fyne.Size) {
	if r.size != size || r.unit != look.U(1) {
		r.renderer.Layout(size)
	}
	r.follow()
}

func (r *waveRenderer) Refresh() {
	r.renderer.Refresh()
	r.follow()
}

func (r *waveRenderer) Objects() []fyne.CanvasObject { return append(r.renderer.Objects(), r.playhead) }
