package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// Kind is how much a button asks to be pressed.
type Kind int

// The kinds of button.
const (
	Raised  Kind = iota // one of several things to do
	Primary             // the thing to do here
	Tab                 // one of several views; the one shown is selected
	Chip                // a tab, smaller
)

// Button does something when tapped, or when Space or Enter is pressed while
// it has the focus. Other keys it hands on.
type Button struct {
	widget.BaseWidget

	kind     Kind
	text     string
	key      string
	ink      fyne.ThemeColorName
	selected bool
	focused  bool
	hovered  bool
	disabled bool
	armed    bool // a key went down here and has not pressed yet
	onTap    func()
	onFocus  func(fyne.CanvasObject)
}

// Declare conformity with the interfaces of the driver.
var (
	_ fyne.Tappable     = (*Button)(nil)
	_ fyne.Focusable    = (*Button)(nil)
	_ desktop.Hoverable = (*Button)(nil)
	_ desktop.Keyable   = (*Button)(nil)
)

// NewButton makes a button; key, if any, is the key that does the same.
func NewButton(kind Kind, text, key string, tap func()) *Button {
	b := &Button{kind: kind, text: text, key: key, onTap: tap}
	b.ExtendBaseWidget(b)
	return b
}

// Ink gives the button's text a colour of its own, and gives the button back.
func (b *Button) Ink(name fyne.ThemeColorName) *Button { b.ink = name; return b }

// OnFocus is called when the button gains the focus, so that a page can bring
// it in sight. It gives the button back.
func (b *Button) OnFocus(f func(fyne.CanvasObject)) *Button { b.onFocus = f; return b }

// Text is what the button says.
func (b *Button) Text() string { return b.text }

// Selected tells whether the button's view is the one shown.
func (b *Button) Selected() bool { return b.selected }

// SetText changes what the button says.
func (b *Button) SetText(text string) {
	if b.text != text {
		b.text = text
		b.Refresh()
	}
}

// Select says whether the button's view is the one shown.
func (b *Button) Select(on bool) {
	if b.selected != on {
		b.selected = on
		b.Refresh()
	}
}

// SetDisabled takes a button out of reach, or gives it back.
func (b *Button) SetDisabled(on bool) {
	if b.disabled != on {
		b.disabled = on
		b.Refresh()
	}
}

// Tapped is a click.
func (b *Button) Tapped(*fyne.PointEvent) { b.press() }

func (b *Button) press() {
	if b.onTap != nil && !b.disabled {
		b.onTap()
	}
}

// FocusGained is Fyne's.
func (b *Button) FocusGained() {
	b.focused, b.armed = true, false
	b.Refresh()
	if b.onFocus != nil {
		b.onFocus(b)
	}
}

// FocusLost is Fyne's.
func (b *Button) FocusLost() { b.focused = false; b.Refresh() }

// TypedRune hands letters on.
func (b *Button) TypedRune(r rune) {
	if r != ' ' {
		HandOnRune(b, r)
	}
}

// KeyDown arms the button: a key presses it once, however long it is held, and
// not at all if it was held before the button had the focus.
func (b *Button) KeyDown(*fyne.KeyEvent) { b.armed = true }

// KeyUp is the driver's.
func (b *Button) KeyUp(*fyne.KeyEvent) {}

// TypedKey presses the button, or hands the key on.
func (b *Button) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		if b.armed || !onDesktop(b) {
			b.armed = false
			b.press()
		}
	default:
		HandOn(b, ev)
	}
}

// MouseIn is the pointer's.
func (b *Button) MouseIn(*desktop.MouseEvent) { b.hovered = true; b.Refresh() }

// MouseMoved is the pointer's.
func (b *Button) MouseMoved(*desktop.MouseEvent) {}

// MouseOut is the pointer's.
func (b *Button) MouseOut() { b.hovered = false; b.Refresh() }

// CreateRenderer is Fyne's.
func (b *Button) CreateRenderer() fyne.WidgetRenderer {
	r := &buttonRenderer{owner: b, ground: NewBox(ColourRaised, 6), hover: &canvas.Rectangle{}, label: NewText("", SizeBody, ColourText).Clips()}
	r.Refresh()
	return r
}

type buttonRenderer struct {
	owner  *Button
	ground *Box
	hover  *canvas.Rectangle
	label  *Text
	cap    fyne.CanvasObject
	capFor string
}

// margins are the room at the sides and above and below the text, in units.
func (r *buttonRenderer) margins() (sides, ends float32) {
	switch r.owner.kind {
	case Chip:
		return 10, 5
	case Tab:
		return 14, 6
	default:
		return 14, 8
	}
}

func (r *buttonRenderer) Layout(size fyne.Size) {
	r.ground.Resize(size)
	r.hover.Resize(size)
	sides, _ := r.margins()
	room := size.Width - 2*U(sides)
	label := r.label.MinSize()
	want := fyne.MeasureText(r.owner.text, r.label.points(), r.label.style).Width + 1
	if r.cap != nil {
		own := r.cap.MinSize()
		room -= own.Width + U(8)
		r.cap.Resize(own)
		r.cap.Move(fyne.NewPos(U(sides)+min(want, room)+U(8), (size.Height-own.Height)/2))
	}
	r.label.Move(fyne.NewPos(U(sides), (size.Height-label.Height)/2))
	r.label.Resize(fyne.NewSize(min(want, room), label.Height))
}

func (r *buttonRenderer) MinSize() fyne.Size {
	sides, ends := r.margins()
	size := fyne.MeasureText(r.owner.text, r.label.points(), r.label.style).AddWidthHeight(1, 0)
	if r.cap != nil {
		own := r.cap.MinSize()
		size = fyne.NewSize(size.Width+own.Width+U(8), max(size.Height, own.Height))
	}
	return size.AddWidthHeight(2*U(sides), 2*U(ends))
}

func (r *buttonRenderer) Refresh() {
	b := r.owner
	fill, ink, border := ColourRaised, ColourText, ColourLine
	r.label.size, r.label.style.Bold = SizeBody, false
	switch b.kind {
	case Primary:
		fill, ink, border = ColourAccent, ColourOnAccent, ColourOnAccent
		r.label.style.Bold = true
	case Tab, Chip:
		if b.kind == Chip {
			r.label.size = SizeSmall
		}
		if !b.selected {
			fill, ink = "", ColourQuiet
		}
	}
	if b.ink != "" {
		ink = b.ink
	}
	if b.disabled {
		ink = ColourQuiet
	}
	stroke := fyne.ThemeColorName("")
	if b.focused {
		stroke = ColourFocus
		if b.kind == Primary {
			stroke = ColourText
		}
	}
	r.ground.Hidden = fill == "" && stroke == ""
	if fill == "" {
		fill = ColourBackground
	}
	r.ground.Set(fill, stroke)
	r.hover.Hidden = !b.hovered || b.disabled
	r.hover.FillColor, r.hover.CornerRadius = withAlpha(nrgba(Colour(ColourText)), 0x12), U(6)
	if b.key != r.capFor {
		r.cap, r.capFor = nil, b.key
		if b.key != "" {
			r.cap = keyCap(b.key, fill, ink, border)
		}
	}
	r.label.text, r.label.colour = b.text, ink
	r.label.Refresh()
	r.ground.Refresh()
	r.hover.Refresh()
	if r.cap != nil {
		r.cap.Refresh()
	}
	r.Layout(b.Size())
}

func (r *buttonRenderer) Objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{r.ground, r.hover, r.label}
	if r.cap != nil {
		objects = append(objects, r.cap)
	}
	return objects
}
func (r *buttonRenderer) Destroy() {}
