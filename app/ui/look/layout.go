package look

import "fyne.io/fyne/v2"

// Tall is what needs to know its width before it can tell its height.
type Tall interface {
	HeightFor(width float32) float32
}

// TallLayout is the same for a layout.
type TallLayout interface {
	HeightFor(objects []fyne.CanvasObject, width float32) float32
}

// HeightFor gives the height that an object takes at a width.
func HeightFor(o fyne.CanvasObject, width float32) float32 {
	switch known := o.(type) {
	case Tall:
		return known.HeightFor(width)
	case *fyne.Container:
		if l, ok := known.Layout.(TallLayout); ok {
			return l.HeightFor(known.Objects, width)
		}
	}
	return o.MinSize().Height
}

func visible(objects []fyne.CanvasObject) []fyne.CanvasObject {
	shown := make([]fyne.CanvasObject, 0, len(objects))
	for _, o := range objects {
		if o.Visible() {
			shown = append(shown, o)
		}
	}
	return shown
}

func widest(objects []fyne.CanvasObject) float32 {
	var width float32
	for _, o := range visible(objects) {
		width = max(width, o.MinSize().Width)
	}
	return width
}

// Column stacks its objects, each over the whole width, gap units apart.
func Column(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: column{gap}, Objects: objects}
}

type column struct{ gap float32 }

func (c column) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	y := float32(0)
	for _, o := range visible(objects) {
		height := HeightFor(o, size.Width)
		o.Move(fyne.NewPos(0, y))
		o.Resize(fyne.NewSize(size.Width, height))
		y += height + U(c.gap)
	}
}

func (c column) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	total := float32(0)
	for i, o := range visible(objects) {
		if i > 0 {
			total += U(c.gap)
		}
		total += HeightFor(o, width)
	}
	return total
}

func (c column) MinSize(objects []fyne.CanvasObject) fyne.Size {
	width := widest(objects)
	total := float32(0)
	for i, o := range visible(objects) {
		if i > 0 {
			total += U(c.gap)
		}
		total += o.MinSize().Height
	}
	return fyne.NewSize(width, total)
}

// Inset keeps an object away from the edges, by units at the sides and above
// and below.
func Inset(sides, ends float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: inset{sides, ends, sides, ends}, Objects: []fyne.CanvasObject{o}}
}

// Padded is Inset with a length of its own for each edge: left, top, right, bottom.
func Padded(left, top, right, bottom float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: inset{left, top, right, bottom}, Objects: []fyne.CanvasObject{o}}
}

type inset struct{ left, top, right, bottom float32 }

func (i inset) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(U(i.left), U(i.top)))
		o.Resize(fyne.NewSize(max(0, size.Width-U(i.left+i.right)), max(0, size.Height-U(i.top+i.bottom))))
	}
}

func (i inset) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	height := float32(0)
	for _, o := range visible(objects) {
		height = max(height, HeightFor(o, width-U(i.left+i.right)))
	}
	return height + U(i.top+i.bottom)
}

func (i inset) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for _, o := range visible(objects) {
		size = size.Max(o.MinSize())
	}
	return size.AddWidthHeight(U(i.left+i.right), U(i.top+i.bottom))
}

// Calm is Layers for a part of a page with many objects in it. A page asks for
// no least size, but the window asks each object for one whenever it is painted,
// and each asks those that it is made of: here that ends.
func Calm(o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: calm{}, Objects: []fyne.CanvasObject{o}}
}

type calm struct{ inset }

func (calm) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSquareSize(U(20)) }

// Layers lays its objects over each other; the height is that of the tallest.
func Layers(objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: inset{}, Objects: objects}
}

// Flow sets its objects in a row and begins a new one where they do not fit.
// Objects of one row stand on a common middle line.
func Flow(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: flow{gap: gap}, Objects: objects}
}

// Row sets its objects side by side on a common middle line, and never breaks.
func Row(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: row{gap}, Objects: objects}
}

type row struct{ gap float32 }

func (r row) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, o := range visible(objects) {
		own := o.MinSize()
		o.Move(fyne.NewPos(x, (size.Height-own.Height)/2))
		o.Resize(own)
		x += own.Width + U(r.gap)
	}
}

func (r row) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(0, 0)
	for i, o := range visible(objects) {
		own := o.MinSize()
		if i > 0 {
			size.Width += U(r.gap)
		}
		size = fyne.NewSize(size.Width+own.Width, max(size.Height, own.Height))
	}
	return size
}

// Ends sets an object at each end of a row, the left one first; where they do
// not fit beside each other the right one goes below.
func Ends(gap float32, left, right fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: ends{gap, left, right}, Objects: []fyne.CanvasObject{left, right}}
}

type ends struct {
	gap         float32
	left, right fyne.CanvasObject
}

// room gives the widths of left and right, and whether they stand in one row.
func (e ends) room(width float32) (left, right float32, together bool) {
	right = min(e.right.MinSize().Width, width)
	if left = width - right - U(e.gap); left >= width*0.45 {
		return left, right, true
	}
	return width, width, false
}

func (e ends) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	left, right, together := e.room(size.Width)
	a, b := HeightFor(e.left, left), HeightFor(e.right, right)
	if together {
		e.left.Move(fyne.NewPos(0, (size.Height-a)/2))
		e.right.Move(fyne.NewPos(size.Width-right, (size.Height-b)/2))
	} else {
		e.left.Move(fyne.NewPos(0, 0))
		e.right.Move(fyne.NewPos(0, a+U(4)))
	}
	e.left.Resize(fyne.NewSize(left, a))
	e.right.Resize(fyne.NewSize(right, b))
}

func (e ends) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	left, right, together := e.room(width)
	if together {
		return max(HeightFor(e.left, left), HeightFor(e.right, right))
	}
	return HeightFor(e.left, left) + U(4) + HeightFor(e.right, right)
}

func (e ends) MinSize([]fyne.CanvasObject) fyne.Size {
	a, b := e.left.MinSize(), e.right.MinSize()
	return fyne.NewSize(max(a.Width, b.Width), a.Height+U(4)+b.Height)
}

// Spread is Flow with its last object at the far end of its row.
func Spread(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: flow{gap: gap, spread: true}, Objects: objects}
}

// Apart is Flow with all but its first object at the far end, where one row holds
// them all.
func Apart(gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: flow{gap: gap, apart: true}, Objects: objects}
}

type flow struct {
	gap           float32
	spread, apart bool
}

type placed struct {
	object fyne.CanvasObject
	size   fyne.Size
	x, y   float32
}

func (f flow) place(objects []fyne.CanvasObject, width float32) ([]placed, float32) {
	shown := visible(objects)
	all := make([]placed, 0, len(shown))
	x, y, row := float32(0), float32(0), float32(0)
	start := 0
	settle := func() {
		for i := start; i < len(all); i++ {
			all[i].y = y + (row-all[i].size.Height)/2
		}
	}
	for _, o := range shown {
		size := o.MinSize()
		size.Width = min(size.Width, width)
		if x > 0 && x+size.Width > width+0.5 {
			settle()
			y += row + U(min(f.gap, 8))
			x, row, start = 0, 0, len(all)
		}
		all = append(all, placed{object: o, size: size, x: x})
		row = max(row, size.Height)
		x += size.Width + U(f.gap)
	}
	settle()
	if f.spread && len(all) > 0 {
		last := &all[len(all)-1]
		last.x = max(last.x, width-last.size.Width)
	}
	if f.apart && len(all) > 0 && start == 0 {
		by := max(0, width-(x-U(f.gap)))
		for i := 1; i < len(all); i++ {
			all[i].x += by
		}
	}
	return all, y + row
}

func (f flow) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	all, _ := f.place(objects, size.Width)
	for _, p := range all {
		p.object.Move(fyne.NewPos(p.x, p.y))
		p.object.Resize(p.size)
	}
}

func (f flow) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	_, height := f.place(objects, width)
	return height
}

func (f flow) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(widest(objects), 0)
	for _, o := range visible(objects) {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}

// Tiles sets its objects side by side, at most most to a row and each at least
// narrow units wide; those of one row are equally high.
func Tiles(most int, narrow, gap float32, objects ...fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: tiles{most, narrow, gap}, Objects: objects}
}

type tiles struct {
	most        int
	narrow, gap float32
}

func (t tiles) across(width float32) (int, float32) {
	n := t.most
	for n > 1 && (width-U(t.gap)*float32(n-1))/float32(n) < U(t.narrow) {
		n--
	}
	return n, (width - U(t.gap)*float32(n-1)) / float32(n)
}

func (t tiles) rows(objects []fyne.CanvasObject, width float32, each func(row []fyne.CanvasObject, y, w, h float32)) float32 {
	shown := visible(objects)
	n, w := t.across(width)
	y := float32(0)
	for i := 0; i < len(shown); i += n {
		row := shown[i:min(i+n, len(shown))]
		h := float32(0)
		for _, o := range row {
			h = max(h, HeightFor(o, w))
		}
		if i > 0 {
			y += U(t.gap)
		}
		each(row, y, w, h)
		y += h
	}
	return y
}

func (t tiles) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	t.rows(objects, size.Width, func(row []fyne.CanvasObject, y, w, h float32) {
		for i, o := range row {
			o.Move(fyne.NewPos(float32(i)*(w+U(t.gap)), y))
			o.Resize(fyne.NewSize(w, h))
		}
	})
}

func (t tiles) HeightFor(objects []fyne.CanvasObject, width float32) float32 {
	return t.rows(objects, width, func([]fyne.CanvasObject, float32, float32, float32) {})
}

func (t tiles) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widest(objects), 0)
}

// Wide gives an object a width of so many units, or what there is.
func Wide(width float32, o fyne.CanvasObject) *fyne.Container {
	return &fyne.Container{Layout: wide{width}, Objects: []fyne.CanvasObject{o}}
}

type wide struct{ width float32 }

func (w wide) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}

func (w wide) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := fyne.NewSize(U(w.width), 0)
	for _, o := range objects {
		size.Height = max(size.Height, o.MinSize().Height)
	}
	return size
}
