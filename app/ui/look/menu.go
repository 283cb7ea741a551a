package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// menuRow is the height of a row of a menu, in units.
const (
	menuRow = 34
	// menuSlack is what a list keeps free for its scroll bar, and a little more.
	menuSlack = 14
)

// Menu is a list of texts of which one is chosen. It is no higher than the
// window: what is beyond is scrolled to, by keyboard too.
type Menu struct {
	popup   *widget.PopUp
	list    *List
	texts   []string
	present int
	chosen  func(i int)
	closed  func()
}

// Choose opens a menu of texts below an object and tells which was chosen;
// the present one is ticked. When the menu is gone by a key or a choice, closed
// is called. It gives nil where there is nothing to choose from.
func Choose(below fyne.CanvasObject, texts []string, present int, chosen func(i int), closed func()) *Menu {
	c := fyne.CurrentApp().Driver().CanvasForObject(below)
	if c == nil || len(texts) == 0 {
		return nil
	}
	m := &Menu{texts: texts, present: present, chosen: chosen, closed: closed}
	m.list = NewList(menuRow, menuRow, m.row)
	m.list.OnKey = m.onKey
	m.list.OnTap = m.take
	m.popup = widget.NewPopUp(container.New(menuLayout{m, c}, NewBox(ColourRaised, 6), Inset(4, 4, m.list)), c)
	size := m.popup.MinSize()
	at := fyne.CurrentApp().Driver().AbsolutePositionForObject(below)
	y := at.Y + below.Size().Height + U(2)
	if y+size.Height > c.Size().Height {
		y = max(0, min(at.Y-size.Height-U(2), c.Size().Height-size.Height))
	}
	m.popup.ShowAtPosition(fyne.NewPos(max(0, min(at.X, c.Size().Width-size.Width)), y))
	m.popup.Resize(size)
	m.list.Set(len(texts), max(present, 0))
	c.Focus(m.list)
	return m
}

// Place is where the menu stands in its window, and how large it is.
func (m *Menu) Place() (fyne.Position, fyne.Size) { return m.popup.Position(), m.popup.Size() }

func (m *Menu) close() {
	m.popup.Hide()
	m.closed()
}

func (m *Menu) take(i int) {
	m.close()
	m.chosen(i)
}

func (m *Menu) onKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace:
		if m.list.TakePress() {
			m.take(m.list.Selected())
		}
	case fyne.KeyEscape:
		m.close()
	default:
		return false
	}
	return true
}

// row makes a row of the menu.
func (m *Menu) row(i int, selected bool) fyne.CanvasObject {
	fill, ink := ColourRaised, ColourText
	if selected {
		fill, ink = ColourAccent, ColourOnAccent
	}
	tick := widget.NewIcon(theme.ConfirmIcon())
	tick.Hidden = i != m.present
	mark := Square(16, tick)
	text, aside := NewText(m.texts[i], SizeBody, ink).Clips(), NewText("", SizeSmall, ink)
	line := &fyne.Container{Layout: pickLine{mark, text, aside}, Objects: []fyne.CanvasObject{mark, text}}
	return Layers(NewBox(fill, 4), Inset(8, 2, line))
}

// menuLayout makes a menu as wide as its longest text and as high as all of
// them, as far as the window has the room.
type menuLayout struct {
	menu   *Menu
	canvas fyne.Canvas
}

func (l menuLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	window, width := l.canvas.Size(), float32(0)
	for _, text := range l.menu.texts {
		width = max(width, fyne.MeasureText(text, Size(SizeBody), fyne.TextStyle{}).Width)
	}
	width += U(16 + 8 + 2*8 + 2*4 + menuSlack)
	height := float32(len(l.menu.texts))*U(menuRow) + U(8)
	return fyne.NewSize(min(width, window.Width-U(20)), min(height, window.Height-U(20)))
}

func (menuLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}
