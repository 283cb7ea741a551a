package look

import (
	"slices"
	"sort"

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
	// OnTap, where it is set, is told of a tap on a row instead of OnSelect and
	// OnEnter; the row is selected then.
	OnTap func(i int)
	// OnKey is asked first about each key while the list has the focus; what it
	// takes, the list never sees.
	OnKey func(ev *fyne.KeyEvent) bool
	// RowHeight and SelectedHeight are in units, Gap between rows included.
	RowHeight, SelectedHeight float32
	// HeadHeight is that of the rows that are heads; see SetHeaded.
	HeadHeight float32

	count, selected int
	heads           []int // rows that cannot be selected, in order
	focused         bool
	armed           bool // a key went down here; see TakePress
	scroll          *container.Scroll
	rows            *listRows
}

// Declare conformity with the interfaces of the driver.
var (
	_ fyne.Focusable  = (*List)(nil)
	_ desktop.Keyable = (*List)(nil)
)

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
func (l *List) Set(count, selected int) { l.SetHeaded(count, selected) }

// SetHeaded is Set for a list in which some rows, named in order, are heads:
// they stand above others and cannot be selected.
func (l *List) SetHeaded(count, selected int, heads ...int) {
	l.count, l.selected, l.heads = count, min(selected, count-1), heads
	l.rows.made = nil
	l.scroll.Refresh()
	l.reveal()
	l.rows.fill(true)
}

// Selected is the index of the selected row, or -1.
func (l *List) Selected() int { return l.selected }

// Step moves the selection by so many rows, heads not counted in where it ends.
func (l *List) Step(by int) {
	if l.count == 0 {
		return
	}
	to := min(max(l.selected+by, 0), l.count-1)
	way := 1
	if by < 0 {
		way = -1
	}
	for _, way := range []int{way, -way} { // on, and back where the list ends
		for i := to; i >= 0 && i < l.count; i += way {
			if !l.isHead(i) {
				l.choose(i)
				return
			}
		}
	}
}

func (l *List) isHead(i int) bool {
	_, found := slices.BinarySearch(l.heads, i)
	return found
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
	heads := sort.SearchInts(l.heads, i)
	y := float32(i-heads)*U(l.RowHeight) + float32(heads)*U(l.HeadHeight)
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
	own := l.top(l.selected)
	top, bottom := own, own+U(l.SelectedHeight)
	for i := l.selected; l.isHead(i - 1); i-- {
		top = l.top(i - 1) // a first row is seen with its head
	}
	if bottom-top > height {
		top = own
	}
	y := l.scroll.Offset.Y
	switch {
	case top < y:
		y = top
	case bottom > y+height:
		y = min(bottom-height, own) // a row that is higher than the room is seen from its top
	default:
		return
	}
	l.scroll.ScrollToOffset(fyne.NewPos(0, max(0, y)))
}

// FocusGained is Fyne's.
func (l *List) FocusGained() {
	l.armed = false
	l.setFocused(true)
}

// FocusLost is Fyne's.
func (l *List) FocusLost() { l.setFocused(false) }

func (l *List) setFocused(on bool) {
	l.focused = on
	l.rows.fill(true)
}

// TypedRune hands letters on.
func (l *List) TypedRune(r rune) { HandOnRune(l, r) }

// KeyDown is the driver's.
func (l *List) KeyDown(*fyne.KeyEvent) { l.armed = true }

// KeyUp is the driver's.
func (l *List) KeyUp(*fyne.KeyEvent) {}

// TakePress tells OnKey whether the key has gone down while the list had the
// focus, and is not merely held: once for each time.
func (l *List) TakePress() bool {
	taken := l.armed || !onDesktop(l)
	l.armed = false
	return taken
}

// TypedKey moves the selection, or hands the key on.
func (l *List) TypedKey(ev *fyne.KeyEvent) {
	if l.OnKey != nil && l.OnKey(ev) {
		return
	}
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
	r.list.reveal()
	r.list.rows.fill(true)
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
	first := sort.Search(l.count, func(i int) bool { return l.top(i+1) > y })
	width := l.scroll.Size().Width
	if l.top(l.count) > height {
		width -= U(8) // beside the scroll bar, not under it
	}
	kept := map[int]*listRow{}
	var shown []fyne.CanvasObject
	for i := first; i < l.count && l.top(i) < y+height; i++ {
		row, there := s.made[i]
		if !there {
			row = newListRow(l, i)
			repaint = true
		}
		row.frame(l.focused && i == l.selected)
		row.Move(fyne.NewPos(0, l.top(i)))
		row.Resize(fyne.NewSize(width, l.top(i+1)-l.top(i)))
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
	if r.list.isHead(r.index) {
		return
	}
	if r.list.OnTap != nil {
		r.list.Select(r.index)
		r.list.OnTap(r.index)
		return
	}
	if r.index == r.list.selected {
		if r.list.OnEnter != nil {
			r.list.OnEnter(r.index)
		}
		return
	}
	r.list.choose(r.index)
}

func (r *listRow) Cursor() desktop.Cursor {
	if r.list.isHead(r.index) {
		return desktop.DefaultCursor
	}
	return desktop.PointerCursor
}

func (r *listRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }
