package chart

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"starling/app/chart"
	"starling/app/ui/look"
)

// View shows a chart. At its head stands the chart's caption, or the value that
// is read: with the focus, the arrows, Home and End go from value to value;
// with the pointer, the one that it points at. Other keys are handed on.
type View struct {
	widget.BaseWidget

	// OnFocus is told when the view gains the focus, so that a page can bring
	// it in sight.
	OnFocus func(fyne.CanvasObject)

	chart   chart.Chart
	keyed   int // the value at which the keys are; none below zero
	pointed int // the value that the pointer is at; none below zero
	focused bool
	draw    *renderer // nil until it is shown
	asked   heights
}

// Declare conformity with the interfaces of the driver and of our layouts.
var (
	_ fyne.Focusable    = (*View)(nil)
	_ fyne.Tappable     = (*View)(nil)
	_ desktop.Hoverable = (*View)(nil)
	_ look.Tall         = (*View)(nil)
)

// New makes a view of a chart.
func New(c chart.Chart) *View {
	v := &View{chart: c, keyed: -1, pointed: -1}
	v.ExtendBaseWidget(v)
	return v
}

// Chart is what is shown.
func (v *View) Chart() chart.Chart { return v.chart }

// Set shows another chart, and repaints only if it differs. What was read is
// read no more.
func (v *View) Set(c chart.Chart) {
	if reflect.DeepEqual(v.chart, c) {
		return
	}
	v.chart, v.keyed, v.pointed, v.asked = c, -1, -1, heights{}
	if v.draw != nil {
		v.draw.stale = true
		v.Refresh()
	}
	if v.focused {
		v.begin()
	}
}

// Reading is the value that is read, in words; empty where none is.
func (v *View) Reading() string {
	if at, values := v.reading(), v.scene().Values; at >= 0 && at < len(values) {
		return values[at].Words()
	}
	return ""
}

// reading is the index of the value that is read: the pointer comes first.
func (v *View) reading() int {
	if v.pointed >= 0 || !v.focused {
		return v.pointed
	}
	return v.keyed
}

// scene is what is shown; nothing before it is.
func (v *View) scene() chart.Scene {
	if v.draw == nil {
		return chart.Scene{}
	}
	return v.draw.scene
}

// heights is what a chart asks for at a width and a text size.
type heights struct {
	width, unit float32
	head        float32     // of the room above the chart
	scene       chart.Scene // the chart at the height that it asks for
}

// heightsAt gives what the chart asks for, and works it out once for a width.
func (v *View) heightsAt(width float32) heights {
	if s := style(); v.asked.width != width || v.asked.unit != s.Unit {
		scene := v.chart.Layout(chart.Size{W: width, H: v.chart.Height(width, s)}, s)
		v.asked = heights{width: width, unit: s.Unit, head: headHeight(v.chart, scene, width), scene: scene}
	}
	return v.asked
}

// HeightFor gives the height that the view takes at a width.
func (v *View) HeightFor(width float32) float32 {
	asked := v.heightsAt(width)
	return asked.head + asked.scene.H
}

// FocusGained is Fyne's.
func (v *View) FocusGained() {
	v.focused = true
	v.begin()
	if v.OnFocus != nil {
		v.OnFocus(v)
	}
}

// FocusLost is Fyne's.
func (v *View) FocusLost() {
	v.focused = false
	v.read()
}

// begin reads the value at which the keys were. At first that is the newest
// where time runs through the chart, else the first.
func (v *View) begin() {
	if count := len(v.scene().Values); v.keyed < 0 && count > 0 {
		v.keyed = 0
		switch v.chart.(type) {
		case chart.Line, chart.Calendar:
			v.keyed = count - 1
		}
	}
	v.read()
}

// follow keeps the keys at their value when the chart is laid out anew: where
// there is less room, a calendar leaves out its first days.
func (v *View) follow(before, now int) {
	if before > 0 && before != now {
		v.pointed = -1
		if v.keyed >= 0 {
			v.keyed = max(v.keyed+now-before, 0)
		}
	}
}

// read shows what is read now.
func (v *View) read() {
	if v.draw != nil {
		v.draw.read()
	}
}

// TypedRune hands letters on.
func (v *View) TypedRune(r rune) { look.HandOnRune(v, r) }

// TypedKey goes from value to value, or hands the key on.
func (v *View) TypedKey(ev *fyne.KeyEvent) {
	d, ok := direction(ev.Name)
	if !ok || len(v.scene().Values) == 0 {
		look.HandOn(v, ev)
		return
	}
	v.pointed = -1 // the key was the last to speak
	v.keyed = v.scene().Step(v.keyed, d)
	v.read()
}

func direction(key fyne.KeyName) (chart.Direction, bool) {
	switch key {
	case fyne.KeyLeft:
		return chart.Left, true
	case fyne.KeyRight:
		return chart.Right, true
	case fyne.KeyUp:
		return chart.Up, true
	case fyne.KeyDown:
		return chart.Down, true
	case fyne.KeyHome:
		return chart.First, true
	case fyne.KeyEnd:
		return chart.Last, true
	}
	return 0, false
}

// Tapped moves the keys to the value at a place.
func (v *View) Tapped(ev *fyne.PointEvent) {
	if at := v.at(ev.Position); at >= 0 {
		v.keyed = at
	}
	if c := fyne.CurrentApp().Driver().CanvasForObject(v); c != nil {
		c.Focus(v)
	}
	v.read()
}

// MouseIn is the pointer's.
func (v *View) MouseIn(ev *desktop.MouseEvent) { v.point(v.at(ev.Position)) }

// MouseMoved is the pointer's.
func (v *View) MouseMoved(ev *desktop.MouseEvent) { v.point(v.at(ev.Position)) }

// MouseOut is the pointer's.
func (v *View) MouseOut() { v.point(-1) }

func (v *View) point(at int) {
	if v.pointed != at {
		v.pointed = at
		v.read()
	}
}

// at gives the index of the value at a place in the view, or -1.
func (v *View) at(p fyne.Position) int {
	if v.draw == nil {
		return -1
	}
	if at, ok := v.draw.scene.At(chart.Point{X: p.X, Y: p.Y - v.draw.head}); ok {
		return at
	}
	return -1
}

// CreateRenderer is Fyne's.
func (v *View) CreateRenderer() fyne.WidgetRenderer {
	v.draw = newRenderer(v)
	return v.draw
}
