package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"
)

// Field is an entry that lets go: Esc leaves it, Tab goes on even from one of
// several lines, and shortcuts it has no use for reach the screen.
type Field struct {
	widget.Entry

	// OnLeave is called when Esc is pressed in the field.
	OnLeave func()
	// OnKey is asked first about each key; what it takes, the entry never sees.
	OnKey func(ev *fyne.KeyEvent) bool
	// OnLeft is called when the field loses the focus.
	OnLeft func()
	// OnFocus is called when the field gains the focus.
	OnFocus func(fyne.CanvasObject)

	skips bool // until the next key goes down, what it types is another's
	armed bool // a key went down here; see TakePress
}

// NewField makes a field of one line.
func NewField(placeholder string) *Field {
	f := &Field{}
	f.PlaceHolder = placeholder
	f.ExtendBaseWidget(f)
	return f
}

// NewNoteField makes a field of several lines.
func NewNoteField(placeholder string) *Field {
	f := &Field{}
	f.MultiLine, f.Wrapping = true, fyne.TextWrapWord
	f.PlaceHolder = placeholder
	f.SetMinRowsVisible(3)
	f.ExtendBaseWidget(f)
	return f
}

// SkipLetter keeps the letter of the key that is down from being typed: it is
// for a screen that gives the field the focus by a letter.
func (f *Field) SkipLetter() { f.skips = true }

// KeyDown is Fyne's.
func (f *Field) KeyDown(ev *fyne.KeyEvent) {
	f.skips, f.armed = false, true
	f.Entry.KeyDown(ev)
}

// TakePress tells OnKey whether the key has gone down while the field had the
// focus, and is not merely held: once for each time.
func (f *Field) TakePress() bool {
	taken := f.armed || !onDesktop(f)
	f.armed = false
	return taken
}

// TypedRune types a letter that was meant for the field.
func (f *Field) TypedRune(r rune) {
	if !f.skips {
		f.Entry.TypedRune(r)
	}
}

// AcceptsTab is false, so that Tab leaves a field of several lines too.
func (f *Field) AcceptsTab() bool { return false }

// FocusGained is Fyne's.
func (f *Field) FocusGained() {
	f.armed = false
	f.Entry.FocusGained()
	if f.OnFocus != nil {
		f.OnFocus(f)
	}
}

// FocusLost is Fyne's.
func (f *Field) FocusLost() {
	f.skips = false
	f.Entry.FocusLost()
	if f.OnLeft != nil {
		f.OnLeft()
	}
}

// TypedKey lets Esc leave the field.
func (f *Field) TypedKey(ev *fyne.KeyEvent) {
	if f.OnKey != nil && f.OnKey(ev) {
		return
	}
	if ev.Name == fyne.KeyEscape {
		if f.OnLeave != nil {
			f.OnLeave()
		} else if c := fyne.CurrentApp().Driver().CanvasForObject(f); c != nil {
			c.Unfocus()
		}
		return
	}
	f.Entry.TypedKey(ev)
}

// TypedShortcut takes those that edit and hands the others on.
func (f *Field) TypedShortcut(s fyne.Shortcut) {
	switch s.(type) {
	case *fyne.ShortcutCopy, *fyne.ShortcutCut, *fyne.ShortcutPaste, *fyne.ShortcutSelectAll, *fyne.ShortcutUndo, *fyne.ShortcutRedo:
		f.Entry.TypedShortcut(s)
	default:
		f.Entry.TypedShortcut(s)
		HandOnShortcut(f, s)
	}
}
