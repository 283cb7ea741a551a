package ui

import (
	"fyne.io/fyne/v2"

	"starling/app/ui/look"
)

// yieldsBelow is how high a page must be, in units, for what stands below it
// to stay in sight.
const yieldsBelow = 110

// yielding keeps a foot in sight below a page or, where that would leave the
// page too little height, lets it scroll at the page's end. What is on the page
// is a column.
func yielding(page *look.Page, foot fyne.CanvasObject) fyne.CanvasObject {
	l := &yieldLayout{page: page, foot: foot, below: look.Layers(foot)}
	return &fyne.Container{Layout: l, Objects: []fyne.CanvasObject{page, l.below}}
}

type yieldLayout struct {
	page  *look.Page
	foot  fyne.CanvasObject
	below *fyne.Container
}

func (l *yieldLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	height := look.HeightFor(l.foot, size.Width)
	column := l.page.Content().(*fyne.Container)
	yields := size.Height-height < look.U(yieldsBelow)
	if below := len(l.below.Objects) > 0; yields == below {
		if yields {
			l.below.Objects = nil
			column.Objects = append(column.Objects, l.foot)
		} else {
			l.below.Objects = []fyne.CanvasObject{l.foot}
			column.Objects = column.Objects[:len(column.Objects)-1]
		}
	}
	if yields {
		height = 0
	}
	l.page.Move(fyne.NewPos(0, 0))
	l.page.Resize(fyne.NewSize(size.Width, max(0, size.Height-height)))
	l.page.Reflow()
	l.below.Move(fyne.NewPos(0, size.Height-height))
	l.below.Resize(fyne.NewSize(size.Width, height))
}

func (l *yieldLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

// yieldingHead hides the head of a frame that is lower than so many units: what
// the head stands above must be seen.
func yieldingHead(head fyne.CanvasObject, frame *fyne.Container, least float32) fyne.CanvasObject {
	return &fyne.Container{Layout: headLayout{head, least}, Objects: []fyne.CanvasObject{frame}}
}

type headLayout struct {
	head  fyne.CanvasObject
	least float32
}

func (l headLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	if size.Height < look.U(l.least) {
		l.head.Hide()
	} else {
		l.head.Show()
	}
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
		o.Refresh() // the size may be the same
	}
}

func (l headLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }
