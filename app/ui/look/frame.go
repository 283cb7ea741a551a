package look

import "fyne.io/fyne/v2"

// Frame keeps a head and a foot in sight and gives the body what is left: the
// shape of every screen. Head and foot may be nil.
func Frame(head, foot, body fyne.CanvasObject) *fyne.Container {
	f := frame{head: head, foot: foot, body: body}
	c := &fyne.Container{Layout: f, Objects: []fyne.CanvasObject{body}}
	for _, o := range []fyne.CanvasObject{head, foot} {
		if o != nil {
			c.Objects = append(c.Objects, o)
		}
	}
	return c
}

// Hug is Frame with the foot right below a body that is lower than its room.
func Hug(head, foot, body fyne.CanvasObject) *fyne.Container {
	c := Frame(head, foot, body)
	c.Layout = frame{head: head, foot: foot, body: body, hugs: true}
	return c
}

type frame struct {
	head, foot, body fyne.CanvasObject
	hugs             bool
}

func (f frame) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	top, bottom := f.ends(size.Width)
	if f.hugs {
		size.Height = min(size.Height, top+bottom+HeightFor(f.body, size.Width))
	}
	if f.head != nil {
		f.head.Move(fyne.NewPos(0, 0))
		f.head.Resize(fyne.NewSize(size.Width, top))
	}
	if f.foot != nil {
		f.foot.Move(fyne.NewPos(0, size.Height-bottom))
		f.foot.Resize(fyne.NewSize(size.Width, bottom))
	}
	f.body.Move(fyne.NewPos(0, top))
	f.body.Resize(fyne.NewSize(size.Width, max(0, size.Height-top-bottom)))
}

func (f frame) ends(width float32) (top, bottom float32) {
	if f.head != nil && f.head.Visible() {
		top = HeightFor(f.head, width)
	}
	if f.foot != nil && f.foot.Visible() {
		bottom = HeightFor(f.foot, width)
	}
	return top, bottom
}

func (f frame) MinSize([]fyne.CanvasObject) fyne.Size {
	size := f.body.MinSize()
	for _, o := range []fyne.CanvasObject{f.head, f.foot} {
		if o != nil && o.Visible() {
			own := o.MinSize()
			size = fyne.NewSize(max(size.Width, own.Width), size.Height+own.Height)
		}
	}
	return size
}

func (f frame) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	top, bottom := f.ends(width)
	return top + bottom + HeightFor(f.body, width)
}

// Sides sets a pane of a share of the width (between least and most units)
// beside another that takes the rest.
func Sides(share, least, most float32, left, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: sides{share, least, most, left, right}, Objects: []fyne.CanvasObject{left, right}}
}

type sides struct {
	share, least, most float32
	left, right        fyne.CanvasObject
}

func (s sides) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	switch {
	case !s.right.Visible():
		s.left.Move(fyne.NewPos(0, 0))
		s.left.Resize(size)
	case !s.left.Visible():
		s.right.Move(fyne.NewPos(0, 0))
		s.right.Resize(size)
	default:
		width := min(max(size.Width*s.share, U(s.least)), U(s.most))
		s.left.Move(fyne.NewPos(0, 0))
		s.left.Resize(fyne.NewSize(width, size.Height))
		s.right.Move(fyne.NewPos(width, 0))
		s.right.Resize(fyne.NewSize(max(0, size.Width-width), size.Height))
	}
}

func (s sides) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for _, o := range visible(objects) {
		size = size.Max(o.MinSize())
	}
	return size
}
