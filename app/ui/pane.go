package ui

import (
	"fyne.io/fyne/v2"

	"starling/app/ui/look"
)

// pane is the shape of a screen that is a list, which can be searched and
// narrowed, with what is chosen in it beside it. In a narrow window it shows
// one of the two at a time. Screens of this shape embed it.
type pane struct {
	shell *Shell

	search *look.Field
	chips  *fyne.Container // what the list can be narrowed to
	list   *look.List
	left   fyne.CanvasObject
	right  *fyne.Container
	sides  *fyne.Container
	opened bool // in a narrow window: the detail is shown, not the list

	foot   fyne.CanvasObject // below the list: what can be done beside it; nil for nothing
	relaid func()            // called when the detail has another room, and is to be built anew
	listed func() bool       // tells whether there is anything in the list
	bare   func() bool       // tells whether there is nothing to list, whatever is searched
}

// newPane makes the part of a screen that lasts: the search, which calls
// searched as one types.
func newPane(s *Shell, placeholder string, searched func(text string)) pane {
	search := look.NewField(placeholder)
	search.OnChanged = searched
	return pane{shell: s, search: search}
}

// build makes what is shown, around a list; what stands beside it is the
// screen's to put into right.
func (p *pane) build(list *look.List) fyne.CanvasObject {
	p.list = list
	p.list.OnEnter = func(int) { p.open() }
	p.search.OnLeave, p.search.OnKey = p.onLeaveSearch, p.onSearchKey
	p.chips = look.Flow(2)
	head := look.Column(10, p.search, p.chips)
	framed := look.Frame(look.Padded(0, 0, 0, 10, head), p.foot, p.list)
	p.left = look.Inset(14, 14, framed)
	p.right = look.Layers()
	p.sides = look.Sides(listShare, listLeast, listMost, p.left, p.right)
	return &fyne.Container{Layout: &reflow{each: p.onResize}, Objects: []fyne.CanvasObject{p.sides}}
}

// setChips shows what the list can be narrowed to.
func (p *pane) setChips(chips ...fyne.CanvasObject) {
	height := func() float32 { return look.HeightFor(p.chips, p.chips.Size().Width) }
	before := height()
	p.shell.replace(p.chips, chips...)
	if height() != before {
		p.left.Refresh() // the list begins elsewhere
	}
}

// onResize shows list and detail, or the one of them that there is room for.
func (p *pane) onResize() {
	narrow, opened := p.shell.narrow(), p.opened || p.bare() // what stands there says how to begin
	left, right := !narrow || !opened, !narrow || opened
	if p.left.Visible() == left && p.right.Visible() == right {
		return
	}
	setVisible(p.left, left)
	setVisible(p.right, right)
	p.relaid()
	p.sides.Refresh()
}

// onLeaveSearch shows everything again, or, if it did, leaves the field.
func (p *pane) onLeaveSearch() {
	if p.search.Text != "" {
		p.search.SetText("")
		return
	}
	p.shell.window.Canvas().Unfocus()
}

// onSearchKey lets arrows and Enter work on the list while one types.
func (p *pane) onSearchKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		return p.list.Navigate(ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		p.shell.focus(p.list)
		p.open()
		return true
	}
	return false
}

// open shows the detail where the window is too narrow for both.
func (p *pane) open() {
	if p.shell.narrow() && !p.opened && p.listed() {
		p.opened = true
		p.onResize()
		p.shell.window.Canvas().Unfocus()
	}
}

func (p *pane) onBack() {
	if p.opened {
		p.opened = false
		p.onResize()
	}
}

func (p *pane) find() {
	p.onBack()
	p.shell.focus(p.search)
}

// navigatePane moves the list's selection or, where the detail alone is shown,
// its page; nil where it has none.
func (p *pane) navigatePane(detail *look.Page, ev *fyne.KeyEvent) bool {
	if !p.shell.narrow() || !p.opened {
		return p.list.Navigate(ev)
	}
	return detail != nil && scrollPage(detail, ev)
}

// reflow tells a screen when its room has changed, and gives it all of it.
type reflow struct {
	each func()
	last fyne.Size
}

func (r *reflow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size != r.last {
		r.last = size
		r.each()
	}
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (r *reflow) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

func setVisible(o fyne.CanvasObject, on bool) {
	if on {
		o.Show()
	} else {
		o.Hide()
	}
}

// scrollPage moves a page by the keys for that.
func scrollPage(p *look.Page, ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp:
		p.ScrollBy(-0.2)
	case fyne.KeyDown:
		p.ScrollBy(0.2)
	case fyne.KeyPageUp:
		p.ScrollBy(-0.9)
	case fyne.KeyPageDown:
		p.ScrollBy(0.9)
	case fyne.KeyHome:
		p.ScrollBy(-1e6)
	case fyne.KeyEnd:
		p.ScrollBy(1e6)
	default:
		return false
	}
	return true
}

// emptyState says why there is nothing, and what to do.
func emptyState(title, text string) fyne.CanvasObject {
	return look.NewPage(look.Inset(30, 40, look.Column(8,
		look.NewHeading(title), look.NewProse(text, look.SizeBody, look.ColourQuiet))))
}
