package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"
)

// List shows rows of one height, of which one is selected and may be higher.
// Only the rows in sight exist, so that a list may be of any length.
//
// Arrows, Page Up and Down, Home and End move the selection; every other key
// is handed on, Space above all.
type List struct {
	widget.BaseWidget

	// Row makes the row with that index.
	Row func(i int, selected bool) fyne.CanvasObject
	// OnSelect is told when the person has selected a row.
	OnSelect func(i int)
	// OnEnter is told when the person taps the selected row again.
	OnEnter func(i int)
	// RowHeight and SelectedHeight are in units, Gap between rows included.
	RowHeight, SelectedHeight float32

	count, selected int
	focused         bool
	scroll          *container.Scroll
	rows            *listRows
}

// Declare conformity with the interfaces of the driver.
var _ fyne.Focusable = (*List)(nil)

// NewList makes an empty list with rows that high, in units.
func NewList(rowHeight, selectedHeight float32, row func(i int, selected bool) fyne.CanvasObject) *List {
	l := &List{Row: row, RowHeight: rowHeight, SelectedHeight: selectedHeight, selected: -1}
	l.rows = &listRows{list: l}
	l.rows.ExtendBaseWidget(l.rows)
	l.scroll = container.NewVScroll(l.rows)
	l.scroll.OnScrolled = func(fyne.Position) { l.rows.fill(false) }
	l.ExtendBaseWidget(l)
	return l
}

// Set says how many rows there are and which is selected (-1: none), and
// makes those in sight anew.
func (l *List) Set(count, selected int) {
	l.count, l.selected = count, min(selected, count-1)
	l.rows.made = nil
	l.scroll.Refresh()
	l.rows.fill(true)
	l.reveal()
}

// Selected is the index of the selected row, or -1.
func (l *List) Selected() int { return l.selected }

// Step moves the selection by so many rows.
func (l *List) Step(by int) {
	if l.count > 0 {
		l.choose(min(max(l.selected+by, 0), l.count-1))
	}
}

// Select moves the selection to a row, without telling OnSelect.
func (l *List) Select(i int) {
	if i == l.selected || i >= l.count {
		return
	}
	old := l.selected
	l.selected = i
	delete(l.rows.made, old)
	delete(l.rows.made, i)
	l.reveal()
	l.rows.fill(true)
}

func (l *List) choose(i int) {
	if i == l.selected {
		return
	}
	l.Select(i)
	if l.OnSelect != nil {
		l.OnSelect(i)
	}
}

func (l *List) top(i int) float32 {
	y := float32(i) * U(l.RowHeight)
	if l.selected >= 0 && i > l.selected {
		y += U(l.SelectedHeight - l.RowHeight)
	}
	return y
}

func (l *List) reveal() {
	height := l.scroll.Size().Height
	if l.selected < 0 || height <= 0 {
		return
	}
	top, bottom := l.top(l.selected), l.top(l.selected)+U(l.SelectedHeight)
	y := l.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case bottom > y+height:
		y = bottom - height
	default:
		return
	}
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}

// FocusGained is Fyne's.
func (l *List) FocusGained() { l.setFocused(true) }

// FocusLost is Fyne's.
func (l *List) FocusLost() { l.setFocused(false) }

func (l *List) setFocused(on bool) {
	l.focused = on
	l.rows.fill(true)
}

// TypedRune hands letters on.
func (l *List) TypedRune(r rune) { HandOnRune(l, r) }

// TypedKey moves the selection, or hands the key on.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	if !l.Navigate(ev) {
		HandOn(l, ev)
	}
}

// Navigate moves the selection if the key is one for that, and tells whether
// it was.
func (l *List) Navigate(ev *fyne.KeyEvent) bool {
	page := max(1, int(l.scroll.Size().Height/max(U(l.RowHeight), 1))-1)
	switch ev.Name {
	case fyne.KeyUp:
		l.Step(-1)
	case fyne.KeyDown:
		l.Step(1)
	case fyne.KeyPageUp:
		l.Step(-page)
	case fyne.KeyPageDown:
		l.Step(page)
	case fyne.KeyHome:
		l.Step(-l.count)
	case fyne.KeyEnd:
		l.Step(l.count)
	default:
		return false
	}
	return true
}

// CreateRenderer is Fyne's.
func (l *List) CreateRenderer() fyne.WidgetRenderer { return &listRenderer{l} }

type listRenderer struct{ list *List }

func (r *listRenderer) Layout(size fyne.Size) {
	r.list.scroll.Resize(size)
	r.list.rows.made = nil
	r.list.rows.fill(true)
	r.list.reveal()
}
func (r *listRenderer) MinSize() fyne.Size { return fyne.NewSize(U(60), U(r.list.RowHeight)) }
func (r *listRenderer) Refresh() {
	r.list.rows.made = nil
	r.list.scroll.Refresh()
	r.list.rows.fill(true)
}
func (r *listRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.list.scroll} }
func (r *listRenderer) Destroy()                     {}

// listRows is the long sheet that the list scrolls.
type listRows struct {
	widget.BaseWidget

	list  *List
	made  map[int]*listRow
	shown []fyne.CanvasObject
}

func (s *listRows) MinSize() fyne.Size { return fyne.NewSize(0, s.list.top(s.list.count)) }

// fill makes the rows in sight that are not there yet, and lets go of the
// others.
func (s *listRows) fill(repaint bool) {
	l := s.list
	y, height := l.scroll.Offset.Y, l.scroll.Size().Height
	if height <= 0 {
		return
	}
	first := min(max(0, int(y/U(l.RowHeight))-2), max(0, l.count-1))
	width := l.scroll.Size().Width
	if l.top(l.count) > height {
		width -= U(8) // beside the scroll bar, not under it
	}
	kept := map[int]*listRow{}
	var shown []fyne.CanvasObject
	for i := first; i < l.count && l.top(i) < y+height; i++ {
		rowHeight := l.RowHeight
		if i == l.selected {
			rowHeight = l.SelectedHeight
		}
		if l.top(i)+U(rowHeight) < y {
			continue
		}
		row, there := s.made[i]
		if !there {
			row = newListRow(l, i)
			repaint = true
		}
		row.frame(l.focused && i == l.selected)
		row.Move(fyne.NewPos(0, l.top(i)))
		row.Resize(fyne.NewSize(width, U(rowHeight)))
		kept[i] = row
		shown = append(shown, row)
	}
	s.made, s.shown = kept, shown
	if repaint {
		s.Refresh()
	}
}

func (s *listRows) CreateRenderer() fyne.WidgetRenderer { return &rowsRenderer{s} }

type rowsRenderer struct{ rows *listRows }

func (r *rowsRenderer) Layout(fyne.Size)             {}
func (r *rowsRenderer) MinSize() fyne.Size           { return r.rows.MinSize() }
func (r *rowsRenderer) Refresh()                     {}
func (r *rowsRenderer) Objects() []fyne.CanvasObject { return r.rows.shown }
func (r *rowsRenderer) Destroy()                     {}

// listRow is one row, with the frame that shows the focus.
type listRow struct {
	widget.BaseWidget

	list  *List
	index int
	ring  *Box
	box   *fyne.Container
}

var (
	_ fyne.Tappable      = (*listRow)(nil)
	_ desktop.Cursorable = (*listRow)(nil)
)

func newListRow(l *List, i int) *listRow {
	r := &listRow{list: l, index: i, ring: NewBox(ColourBackground, 10).Stroked(ColourFocus)}
	r.ring.Hidden = true
	r.box = Padded(0, 0, 0, 6, Layers(r.ring, Inset(0, 0, l.Row(i, i == l.selected))))
	r.ExtendBaseWidget(r)
	return r
}

func (r *listRow) frame(on bool) {
	if r.ring.Hidden != on {
		return
	}
	r.ring.Hidden = !on
	r.ring.Refresh()
	inner := r.box.Objects[0].(*fyne.Container)
	edge := inset{}
	if on {
		edge = inset{2, 2, 2, 2}
	}
	inner.Objects[1].(*fyne.Container).Layout = edge
	inner.Objects[1].Refresh()
}

func (r *listRow) Tapped(*fyne.PointEvent) {
	if r.index == r.list.selected {
		if r.list.OnEnter != nil {
			r.list.OnEnter(r.index)
		}
		return
	}
	r.list.choose(r.index)
}

func (r *listRow) Cursor() desktop.Cursor { return desktop.PointerCursor }

func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }
