package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Answer is one of the choices of a dialog.
type Answer struct {
	Text string
	Key  string // as shown
	Do   func()
	// Main is the answer that has the focus when the dialog opens.
	Main bool
}

// Dialog asks something over the screen. Esc takes it away, which is the last
// of its answers; arrows and Tab go between them.
type Dialog struct {
	// OnClosed is called when the dialog is gone, before what was answered is done.
	OnClosed func()

	popup   *widget.PopUp
	canvas  fyne.Canvas
	answers []Answer
	buttons []*dialogButton
	page    *Page
	focus   int
}

// Ask opens a dialog with a title, any content below it, and answers.
func Ask(c fyne.Canvas, title string, content fyne.CanvasObject, answers ...Answer) *Dialog {
	d := &Dialog{canvas: c, answers: answers}
	row := Flow(10)
	for i, a := range answers {
		b := newDialogButton(d, i, a)
		if a.Main {
			d.focus = i
		}
		d.buttons = append(d.buttons, b)
		row.Objects = append(row.Objects, b)
	}
	head := Padded(22, 20, 22, 10, NewProse(title, SizeLead, ColourText))
	d.page = NewPage(Inset(22, 0, content))
	body := Frame(head, Inset(22, 18, row), d.page)
	d.popup = widget.NewModalPopUp(container.New(dialogLayout{canvas: c, head: head, row: row, content: content}, body), c)
	d.popup.Show()
	c.Focus(d.buttons[d.focus])
	return d
}

// Focus gives the keyboard to the answer that had it last.
func (d *Dialog) Focus() { d.canvas.Focus(d.buttons[d.focus]) }

// Close takes the dialog away without an answer.
func (d *Dialog) Close() {
	d.popup.Hide()
	if d.OnClosed != nil {
		d.OnClosed()
	}
}

func (d *Dialog) answer(i int) {
	d.Close()
	if d.answers[i].Do != nil {
		d.answers[i].Do()
	}
}

func (d *Dialog) key(ev *fyne.KeyEvent) {
	step := 0
	switch ev.Name {
	case fyne.KeyEscape:
		d.answer(len(d.answers) - 1)
	case fyne.KeyLeft:
		step = -1
	case fyne.KeyRight:
		step = 1
	case fyne.KeyDown:
		d.page.ScrollBy(0.3)
	case fyne.KeyUp:
		d.page.ScrollBy(-0.3)
	case fyne.KeyPageDown:
		d.page.ScrollBy(0.9)
	case fyne.KeyPageUp:
		d.page.ScrollBy(-0.9)
	}
	if step != 0 {
		d.focus = (d.focus + step + len(d.buttons)) % len(d.buttons)
		d.canvas.Focus(d.buttons[d.focus])
	}
}

// dialogButton is a button that asks its dialog about the keys that it does
// not know, and not the screen behind.
type dialogButton struct {
	Button

	dialog *Dialog
	index  int
}

func newDialogButton(d *Dialog, i int, a Answer) *dialogButton {
	b := &dialogButton{dialog: d, index: i}
	b.kind, b.text, b.key = Raised, a.Text, a.Key
	if a.Main {
		b.kind = Primary
	}
	b.onTap = func() { d.answer(i) }
	b.ExtendBaseWidget(b)
	return b
}

func (b *dialogButton) FocusGained() {
	b.dialog.focus = b.index
	b.Button.FocusGained()
}

func (b *dialogButton) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeySpace, fyne.KeyReturn, fyne.KeyEnter:
		b.Button.TypedKey(ev)
	default:
		b.dialog.key(ev)
	}
}

// TypedRune presses the answer whose key it is.
func (b *dialogButton) TypedRune(r rune) {
	for i, a := range b.dialog.answers {
		if len(a.Key) == 1 && r|0x20 == rune(a.Key[0])|0x20 && b.armed {
			b.dialog.answer(i)
			return
		}
	}
}

// dialogLayout gives a dialog a width that reads well and no more height than
// the window has.
type dialogLayout struct {
	canvas        fyne.Canvas
	head, content fyne.CanvasObject
	row           *fyne.Container
}

func (l dialogLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	window := l.canvas.Size()
	width := min(U(520), window.Width-U(40))
	height := HeightFor(l.head, width) + HeightFor(l.content, width-U(44)) + HeightFor(l.row, width-U(44)) + U(40)
	return fyne.NewSize(width, min(height, window.Height-U(40)))
}

func (l dialogLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}
