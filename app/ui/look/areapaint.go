package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/theme"
)

// CreateRenderer is Fyne's.
func (a *Area) CreateRenderer() fyne.WidgetRenderer {
	r := &areaRenderer{owner: a, ground: NewBox(ColourCard, 6), caret: &canvas.Rectangle{}}
	r.paint()
	return r
}

type areaRenderer struct {
	owner   *Area
	ground  *Box
	caret   *canvas.Rectangle
	objects []fyne.CanvasObject
}

func (r *areaRenderer) Layout(size fyne.Size) {
	r.owner.height = r.owner.HeightFor(size.Width)
	r.paint()
}

func (r *areaRenderer) MinSize() fyne.Size {
	width := r.owner.Size().Width
	if width <= 0 {
		return fyne.NewSize(U(60), float32(r.owner.rows)*lineOf(SizeBody)+2*U(areaEnds))
	}
	return fyne.NewSize(U(60), r.owner.HeightFor(width))
}

func (r *areaRenderer) Refresh() {
	r.paint()
	canvas.Refresh(r.owner)
}

func (r *areaRenderer) Objects() []fyne.CanvasObject { return r.objects }
func (r *areaRenderer) Destroy()                     {}

// paint makes what can be seen: the lines in sight, and no others.
func (r *areaRenderer) paint() {
	a := r.owner
	size := a.Size()
	r.objects = nil
	if size.Width <= 0 {
		return
	}
	r.paintGround()
	a.text.fit(a.inner(size.Width), Size(SizeBody))
	if a.empty() && a.placeholder.Text() != "" {
		a.placeholder.Move(fyne.NewPos(U(areaSides)+a.indent(), U(areaEnds)))
		a.placeholder.Resize(fyne.NewSize(a.inner(size.Width), size.Height-2*U(areaEnds)))
		r.objects = append(r.objects, a.placeholder)
	}
	r.lines()
	if a.focused {
		row, x := a.text.rowOf(a.caret)
		height := lineOf(SizeBody)
		r.caret.FillColor = Colour(ColourText)
		r.caret.Move(fyne.NewPos(U(areaSides)+a.indent()+x, U(areaEnds)+float32(row)*height+U(1)))
		r.caret.Resize(fyne.NewSize(max(1, U(1.5)), height-U(2)))
		r.objects = append(r.objects, r.caret)
	}
}

// roundUpTo is up to which height, in units, an area has rounded corners. To
// round the corners of a large one costs more than all that is written in it.
const roundUpTo = 160

// paintGround paints what lies under the text, and the border.
func (r *areaRenderer) paintGround() {
	a, size := r.owner, r.owner.Size()
	top, bottom := float32(0), size.Height
	if a.bottom > a.top { // what is out of sight is not painted, and not its ground
		top, bottom = max(top, a.top), min(bottom, a.bottom)
	}
	stroke, width := ColourLine, max(1, U(1))
	switch {
	case a.focused:
		stroke, width = ColourFocus, max(2, U(2))
	case a.wrong:
		stroke = ColourOver
	}
	if size.Height <= U(roundUpTo) {
		r.ground.Resize(size)
		r.ground.Set(ColourCard, stroke)
		r.objects = append(r.objects, r.ground)
		return
	}
	bar := func(name fyne.ThemeColorName, x, y, w, h float32) {
		o := canvas.NewRectangle(Colour(name))
		o.Move(fyne.NewPos(x, y))
		o.Resize(fyne.NewSize(w, max(0, h)))
		r.objects = append(r.objects, o)
	}
	bar(ColourCard, 0, top, size.Width, bottom-top)
	bar(stroke, 0, top, width, bottom-top)
	bar(stroke, size.Width-width, top, width, bottom-top)
	bar(stroke, 0, 0, size.Width, width)
	bar(stroke, 0, size.Height-width, size.Width, width)
}

// lines paints the lines in sight, what is selected in them, and the marks.
func (r *areaRenderer) lines() {
	a, height := r.owner, lineOf(SizeBody)
	from, to := a.Selection()
	top, at := U(areaEnds), 0
	inSight := func(y float32, rows int) bool {
		return a.bottom <= a.top || y+float32(rows)*height >= a.top && y <= a.bottom
	}
	for i := range a.text.paragraphs {
		p := &a.text.paragraphs[i]
		if inSight(top, len(p.starts)) {
			if a.kind == AreaList && p.text != "" {
				r.mark(top)
			}
			for line := range p.starts {
				y := top + float32(line)*height
				if !inSight(y, 1) {
					continue
				}
				start, end := at+p.starts[line], at+p.end(line)
				last := line == len(p.starts)-1
				if from < to && from <= end && to > start && (from < end || last) {
					r.selection(p, line, from-at, to-at, y, last)
				}
				r.line(p.line(line), y)
			}
		}
		top += float32(len(p.starts)) * height
		at += len(p.text) + 1
	}
}

func (r *areaRenderer) mark(y float32) {
	size := U(7)
	var m fyne.CanvasObject = canvas.NewCircle(Colour(ColourQuiet))
	if n := r.owner.mark; n != "" {
		m = SectionShape(n, Colour(SectionColour(n)))
	}
	m.Resize(fyne.NewSquareSize(size))
	m.Move(fyne.NewPos(U(areaSides), y+(lineOf(SizeBody)-size)/2))
	r.objects = append(r.objects, m)
}

func (r *areaRenderer) line(text string, y float32) {
	if text == "" {
		return
	}
	t := canvas.NewText(text, Colour(ColourText))
	t.TextSize = Size(SizeBody)
	own := t.MinSize()
	t.Move(fyne.NewPos(U(areaSides)+r.owner.indent(), y+(lineOf(SizeBody)-own.Height)/2))
	t.Resize(own)
	r.objects = append(r.objects, t)
}

// selection paints what of a line is selected; from and to are places in the
// paragraph. The end of a paragraph shows that its line feed is selected too.
func (r *areaRenderer) selection(p *paragraph, line, from, to int, y float32, last bool) {
	a := r.owner
	measure := a.text.measure()
	start, shown := p.starts[line], p.line(line)
	x := func(col int) float32 { return measure(shown[:min(max(col-start, 0), len(shown))]) }
	left, right := x(from), x(to)
	if last && to > len(p.text) {
		right += U(5)
	}
	if right <= left {
		return
	}
	box := canvas.NewRectangle(theme.Color(theme.ColorNameSelection))
	box.Move(fyne.NewPos(U(areaSides)+a.indent()+left, y))
	box.Resize(fyne.NewSize(right-left, lineOf(SizeBody)))
	r.objects = append(r.objects, box)
}
