package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"
)

// Page is content that may be higher than the room for it: it scrolls down,
// never sideways.
type Page struct {
	widget.BaseWidget

	// OnSight is called when another part of the content is in sight.
	OnSight func()

	scroll *container.Scroll
	sheet  *sheet
}

// NewPage makes a page of its content.
func NewPage(content fyne.CanvasObject) *Page {
	p := &Page{sheet: newSheet(content)}
	p.scroll = container.NewVScroll(p.sheet)
	p.scroll.OnScrolled = func(fyne.Position) { p.seen() }
	p.ExtendBaseWidget(p)
	return p
}

// SetContent puts other content on the page, from its top.
func (p *Page) SetContent(content fyne.CanvasObject) {
	p.sheet.set(content)
	p.scroll.Offset = fyne.NewPos(0, 0)
	p.Reflow()
}

// Replace puts other content on the page and stays where the page was.
func (p *Page) Replace(content fyne.CanvasObject) {
	p.sheet.set(content)
	p.Reflow()
}

// Content is what is on the page.
func (p *Page) Content() fyne.CanvasObject { return p.sheet.content() }

// Reflow lays the page out again, after its content has changed its height.
func (p *Page) Reflow() {
	p.sheet.width = p.scroll.Size().Width
	p.sheet.Refresh()
	p.scroll.Refresh()
	p.seen()
}

func (p *Page) seen() {
	if p.OnSight != nil {
		p.OnSight()
	}
}

// ScrollBy scrolls down by a share of what is in sight; up if negative.
func (p *Page) ScrollBy(share float32) {
	most := max(0, p.sheet.MinSize().Height-p.scroll.Size().Height)
	p.scrollTo(min(max(p.scroll.Offset.Y+share*p.scroll.Size().Height, 0), most))
}

// StayAt scrolls to where another page is, as far as there is that much: one
// takes the other's place.
func (p *Page) StayAt(other *Page) {
	most := max(0, p.sheet.MinSize().Height-p.scroll.Size().Height)
	p.scrollTo(min(other.scroll.Offset.Y, most))
}

// Reveal scrolls so far that the object is in sight.
func (p *Page) Reveal(o fyne.CanvasObject) { p.RevealPart(o, 0, o.Size().Height) }

// SightOf gives the part of the page's height that is in sight, from the top
// of an object on it.
func (p *Page) SightOf(o fyne.CanvasObject) (top, bottom float32) {
	driver := fyne.CurrentApp().Driver()
	top = driver.AbsolutePositionForObject(p.scroll).Y - driver.AbsolutePositionForObject(o).Y
	return top, top + p.scroll.Size().Height
}

// RevealPart scrolls so far that a part of the object is in sight, which
// begins so far below the object's top.
func (p *Page) RevealPart(o fyne.CanvasObject, from, height float32) {
	driver := fyne.CurrentApp().Driver()
	top := from
	if at, ok := placeIn(p.sheet.box, o); ok {
		top += at // the driver does not know where things are that were never painted
	} else {
		top += driver.AbsolutePositionForObject(o).Y - driver.AbsolutePositionForObject(p.sheet).Y
	}
	bottom := top + height
	if p.scroll.Size().Height <= 0 || bottom <= 0 {
		return
	}
	y := p.scroll.Offset.Y
	if top-U(12) < y || bottom-top+U(24) > p.scroll.Size().Height {
		y = top - U(12)
	} else if bottom+U(12) > y+p.scroll.Size().Height {
		y = bottom + U(12) - p.scroll.Size().Height
	}
	if y = max(y, 0); y != p.scroll.Offset.Y {
		p.scrollTo(y)
	}
}

// placeIn gives how far below the top of a container an object stands that is
// in it, or in one of the containers in it.
func placeIn(c *fyne.Container, o fyne.CanvasObject) (y float32, ok bool) {
	for _, child := range c.Objects {
		if child == o {
			return child.Position().Y, true
		}
		if inner, is := child.(*fyne.Container); is {
			if y, ok := placeIn(inner, o); ok {
				return inner.Position().Y + y, true
			}
		}
	}
	return 0, false
}

func (p *Page) scrollTo(y float32) {
	p.scroll.ScrollToOffset(fyne.NewPos(0, y))
	p.seen()
}

// HeightFor is the height at which the page need not scroll.
func (p *Page) HeightFor(width float32) float32 { return HeightFor(p.sheet.box, width) }

// CreateRenderer is Fyne's.
func (p *Page) CreateRenderer() fyne.WidgetRenderer { return &pageRenderer{page: p} }

type pageRenderer struct{ page *Page }

func (r *pageRenderer) Layout(size fyne.Size) {
	r.page.sheet.width = size.Width
	r.page.scroll.Move(fyne.NewPos(0, 0))
	r.page.scroll.Resize(size)
	r.page.scroll.Refresh()
	r.page.seen()
}

func (r *pageRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.page.sheet.content().MinSize().Width, U(40))
}

func (r *pageRenderer) Refresh() { r.Layout(r.page.Size()) }

func (r *pageRenderer) Objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{r.page.scroll}
}
func (r *pageRenderer) Destroy() {}

// sheet tells its scroller the height that its content takes at the width that
// the page has.
type sheet struct {
	widget.BaseWidget

	box   *fyne.Container
	width float32
}

func newSheet(content fyne.CanvasObject) *sheet {
	s := &sheet{box: Layers(content)}
	s.ExtendBaseWidget(s)
	return s
}

func (s *sheet) content() fyne.CanvasObject { return s.box.Objects[0] }

func (s *sheet) set(content fyne.CanvasObject) {
	s.box.Objects = []fyne.CanvasObject{content}
	s.box.Refresh()
}

// MinSize is as wide as need be and as high as the page's width asks for.
func (s *sheet) MinSize() fyne.Size {
	return fyne.NewSize(0, HeightFor(s.box, s.width))
}

// CreateRenderer is Fyne's.
func (s *sheet) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(s.box) }
