package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// KeyCap shows a key as it looks on a keyboard.
func KeyCap(key string) fyne.CanvasObject {
	return keyCap(key, ColourRaised, ColourQuiet, ColourLine)
}

func keyCap(key string, fill, ink, border fyne.ThemeColorName) fyne.CanvasObject {
	text := NewText(key, SizeSmall, ink).Mono().Units(11).Centred()
	return Layers(NewBox(fill, 4).Stroked(border), Inset(6, 2, text))
}

// Hint is a key beside what it does. It can also be tapped.
type Hint struct {
	widget.BaseWidget

	key   string
	label *Text
	tap   func()
	box   *fyne.Container
}

// Declare conformity: a hint is for the pointer too, but never takes the focus.
var _ fyne.Tappable = (*Hint)(nil)

// NewHint makes a hint; tap may be nil where the pointer has nothing to do.
func NewHint(key, label string, tap func()) *Hint {
	h := &Hint{key: key, label: NewText(label, SizeSmall, ColourQuiet), tap: tap}
	h.box = Row(4, KeyCap(key), h.label)
	h.ExtendBaseWidget(h)
	return h
}

// SetLabel changes what the key is said to do.
func (h *Hint) SetLabel(label string) { h.label.Set(label) }

// Label is what the key is said to do.
func (h *Hint) Label() string { return h.label.Text() }

// Key is the key's name as it is shown.
func (h *Hint) Key() string { return h.key }

// Tapped does what the key does.
func (h *Hint) Tapped(*fyne.PointEvent) {
	if h.tap != nil {
		h.tap()
	}
}

// CreateRenderer is Fyne's.
func (h *Hint) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(h.box) }
