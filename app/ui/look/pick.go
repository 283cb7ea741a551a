package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Option is one of the things that a Picker offers.
type Option struct {
	Text  string
	Aside string // what is worth knowing of it, in a word or two
	On    bool   // it is checked
}

// Picker is a dialog in which any of many things are checked: a field to search
// them, and a list in which Enter checks the selected one, or takes the check
// away. Esc empties the field, and then closes the dialog.
type Picker struct {
	// OnClosed is called when the dialog is gone.
	OnClosed func()

	canvas  fyne.Canvas
	options []Option
	found   []int // what the list shows
	find    func(text string) []int
	toggle  func(i int, on bool)

	popup  *widget.PopUp
	field  *Field
	leave  *Hint
	list   *List
	none   *Prose
	middle *fyne.Container
	foot   *fyne.Container
}

// pickRow is the height of a row of a picker, in units.
const pickRow = 42

// Pick opens a picker. Find gives the options for a text that is searched, by
// their index, in the order in which they are shown; toggle is told each time
// that one was checked, or no longer is; does says what Enter does.
func Pick(c fyne.Canvas, title, placeholder, does string, options []Option, find func(text string) []int, toggle func(i int, on bool)) *Picker {
	p := &Picker{canvas: c, options: options, find: find, toggle: toggle}
	p.field = NewField(placeholder)
	p.field.OnChanged = func(string) { p.search() }
	p.field.OnKey = p.onFieldKey
	p.field.OnLeave = p.onLeave
	p.list = NewList(pickRow, pickRow, p.row)
	p.list.OnKey = p.onListKey
	p.list.OnTap = func(i int) {
		p.flip(i)
		p.Focus()
	}
	p.none = NewProse("Nothing found. Esc in the field shows all of them again.", SizeBody, ColourQuiet)
	p.middle = Layers(p.list, p.none)
	head := Column(10, NewProse(title, SizeLead, ColourText).AtMost(2), p.field)
	p.leave = NewHint("Esc", "done", p.onLeave)
	foot := Spread(16, NewHint("Enter", does, func() { p.flip(p.list.Selected()) }), NewHint("↑↓", "choose", nil), p.leave)
	p.foot = foot
	top, bottom := Padded(22, 20, 22, 10, head), Inset(22, 16, foot)
	body := Frame(top, bottom, Inset(22, 0, p.middle))
	p.popup = widget.NewModalPopUp(container.New(pickLayout{p, top, bottom}, body), c)
	p.search()
	p.popup.Show()
	p.Focus()
	p.field.SkipLetter() // a letter may have opened it
	return p
}

// Focus gives the keyboard to the field.
func (p *Picker) Focus() { p.canvas.Focus(p.field) }

// Close takes the picker away.
func (p *Picker) Close() {
	p.popup.Hide()
	if p.OnClosed != nil {
		p.OnClosed()
	}
}

// Check says that an option is checked, or is not, without telling toggle.
func (p *Picker) Check(i int, on bool) {
	p.options[i].On = on
	p.list.Refresh()
}

// Options are what is offered, as it is checked now.
func (p *Picker) Options() []Option { return p.options }

// search shows what the field asks for, and stays at what was selected.
func (p *Picker) search() {
	was := -1
	if at := p.list.Selected(); at >= 0 && at < len(p.found) {
		was = p.found[at]
	}
	p.found = p.find(p.field.Text)
	selected := min(0, len(p.found)-1)
	for i, option := range p.found {
		if option == was {
			selected = i
		}
	}
	p.list.Set(len(p.found), selected)
	p.none.Hidden = len(p.found) > 0
	p.none.Refresh()
	does := "done"
	if p.field.Text != "" {
		does = "show all"
	}
	if p.leave.Label() != does {
		p.leave.SetLabel(does)
		p.foot.Refresh()
	}
}

// flip checks the option of a row, or takes the check away.
func (p *Picker) flip(row int) {
	if row < 0 || row >= len(p.found) {
		return
	}
	i := p.found[row]
	p.Check(i, !p.options[i].On)
	p.toggle(i, p.options[i].On)
}

func (p *Picker) onFieldKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		return p.list.Navigate(ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		if p.field.TakePress() {
			p.flip(p.list.Selected())
		}
		return true
	}
	return false
}

func (p *Picker) onListKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if p.list.TakePress() {
			p.flip(p.list.Selected())
		}
		return true
	case fyne.KeyEscape:
		p.Close()
		return true
	}
	return false
}

func (p *Picker) onLeave() {
	if p.field.Text != "" {
		p.field.SetText("")
		return
	}
	p.Close()
}

// row makes a row of the list.
func (p *Picker) row(i int, selected bool) fyne.CanvasObject {
	o := p.options[p.found[i]]
	fill, icon := ColourBackground, theme.CheckButtonIcon()
	if selected {
		fill = ColourRaised
	}
	if o.On {
		icon = theme.CheckButtonCheckedIcon()
	}
	check := Square(20, widget.NewIcon(icon))
	text, aside := NewText(o.Text, SizeBody, ColourText).Clips(), NewText(o.Aside, SizeSmall, ColourQuiet)
	line := &fyne.Container{Layout: pickLine{check, text, aside}, Objects: []fyne.CanvasObject{check, text, aside}}
	return Layers(NewBox(fill, 8), Inset(10, 4, line))
}

// pickLine sets a check, a text that takes what is left, and what stands aside.
type pickLine struct{ check, text, aside fyne.CanvasObject }

func (l pickLine) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	middle := func(o fyne.CanvasObject, x, width float32) {
		height := o.MinSize().Height
		o.Move(fyne.NewPos(x, (size.Height-height)/2))
		o.Resize(fyne.NewSize(width, height))
	}
	check, aside := l.check.MinSize().Width, l.aside.MinSize().Width
	left, right := check+U(8), aside
	if right > 0 {
		right += U(8)
	}
	middle(l.check, 0, check)
	middle(l.text, left, max(0, size.Width-left-right))
	middle(l.aside, size.Width-aside, aside)
}

func (l pickLine) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(U(80), max(l.check.MinSize().Height, l.text.MinSize().Height))
}

// pickLayout gives a picker the room that its options need, and no more than
// the window has.
type pickLayout struct {
	picker       *Picker
	head, bottom *fyne.Container
}

func (l pickLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	window := l.picker.canvas.Size()
	width := min(U(560), window.Width-U(40))
	rows := float32(min(max(len(l.picker.options), 3), 9)) * U(pickRow)
	height := HeightFor(l.head, width) + rows + HeightFor(l.bottom, width)
	return fyne.NewSize(width, min(height, window.Height-U(40)))
}

func (l pickLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}
