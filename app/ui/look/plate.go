package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Plate is a card that does something when it is tapped, or when Space or Enter
// is pressed while it has the focus. Other keys it hands on.
type Plate struct {
	widget.BaseWidget

	name    string
	tap     func()
	onFocus func(fyne.CanvasObject)
	focused bool
	hovered bool
	armed   bool // a key went down here and has not pressed yet
	ground  *Box
	box     *fyne.Container
}

// Declare conformity with the interfaces of the driver.
var (
	_ fyne.Tappable      = (*Plate)(nil)
	_ fyne.Focusable     = (*Plate)(nil)
	_ desktop.Hoverable  = (*Plate)(nil)
	_ desktop.Keyable    = (*Plate)(nil)
	_ desktop.Cursorable = (*Plate)(nil)
)

// NewPlate makes a plate; its name says what it stands for.
func NewPlate(name string, content fyne.CanvasObject, tap func()) *Plate {
	p := &Plate{name: name, tap: tap, ground: NewBox(ColourCard, 10)}
	p.box = Layers(p.ground, Inset(16, 12, content))
	p.ExtendBaseWidget(p)
	return p
}

// OnFocus is called when the plate gains the focus, so that a page can bring it
// in sight. It gives the plate back.
func (p *Plate) OnFocus(f func(fyne.CanvasObject)) *Plate { p.onFocus = f; return p }

// Text is what the plate stands for.
func (p *Plate) Text() string { return p.name }

// Focused tells whether the plate has the focus.
func (p *Plate) Focused() bool { return p.focused }

// HeightFor is Tall's.
func (p *Plate) HeightFor(width float32) float32 { return HeightFor(p.box, width) }

// Tapped is a click.
func (p *Plate) Tapped(*fyne.PointEvent) { p.tap() }

// FocusGained is Fyne's.
func (p *Plate) FocusGained() {
	p.focused, p.armed = true, false
	p.show()
	if p.onFocus != nil {
		p.onFocus(p)
	}
}

// FocusLost is Fyne's.
func (p *Plate) FocusLost() { p.focused = false; p.show() }

// KeyDown arms the plate: a key presses it once, however long it is held.
func (p *Plate) KeyDown(*fyne.KeyEvent) { p.armed = true }

// KeyUp is the driver's.
func (p *Plate) KeyUp(*fyne.KeyEvent) {}

// TypedRune hands letters on.
func (p *Plate) TypedRune(r rune) {
	if r != ' ' {
		HandOnRune(p, r)
	}
}

// TypedKey presses the plate, or hands the key on. Of a key that was down before
// the plate had the focus only those that move about are handed on: the screen
// has had it, and shows the plate for it.
func (p *Plate) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if p.armed || !onDesktop(p) {
			p.armed = false
			p.tap()
		}
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown, fyne.KeyHome, fyne.KeyEnd:
		HandOn(p, ev)
	default:
		if p.armed || !onDesktop(p) {
			HandOn(p, ev)
		}
	}
}

// MouseIn is the pointer's.
func (p *Plate) MouseIn(*desktop.MouseEvent) { p.hovered = true; p.show() }

// MouseMoved is the pointer's.
func (p *Plate) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the pointer's.
func (p *Plate) MouseOut() { p.hovered = false; p.show() }

// Cursor is the pointer's.
func (p *Plate) Cursor() desktop.Cursor { return desktop.PointerCursor }

// show shows whether the plate has the focus, or the pointer.
func (p *Plate) show() {
	fill, stroke := ColourCard, fyne.ThemeColorName("")
	if p.hovered {
		fill = ColourRaised
	}
	if p.focused {
		stroke = ColourFocus
	}
	p.ground.Set(fill, stroke)
}

// CreateRenderer is Fyne's.
func (p *Plate) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(p.box) }
