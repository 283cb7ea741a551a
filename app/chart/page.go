package chart

// Lengths of a page, in units.
const (
	pageMargin   = 20
	captionAbove = 4
	bodyAbove    = 14
)

// Page lays a chart out to stand alone, on its ground: its title, its caption,
// the chart at the height that it asks for, and its summary below.
func Page(c Chart, width float32, s Style) Scene {
	head, margin := c.Heading(), s.u(pageMargin)
	inner := max(0, width-2*margin)
	title := Font{Size: s.u(titleText), Bold: true}
	b := &builder{style: s, Scene: Scene{Title: head.Title, Desc: head.Summary}}

	y := margin
	titles := s.wrap(head.Title, title, inner)
	captions := s.wrap(head.Caption, s.small(), inner)
	titlesAt := y
	y += s.line(title) * float32(len(titles))
	if len(captions) > 0 {
		y += s.u(captionAbove)
	}
	captionsAt := y
	y += s.line(s.small()) * float32(len(captions))
	if y > margin {
		y += s.u(bodyAbove)
	}
	body := c.Layout(Size{W: inner, H: c.Height(inner, s)}, s)
	bodyAt := y
	y += body.H
	summary := s.wrap(head.Summary, s.body(), inner)
	if len(body.Values) == 0 {
		summary = nil // the chart says itself why it is empty
		b.Desc = head.Empty
	}
	if len(summary) > 0 {
		y += s.u(bodyAbove)
	}
	summaryAt := y
	y += s.line(s.body()) * float32(len(summary))

	b.Size = Size{W: width, H: y + margin}
	b.rect(Box{W: width, H: b.H}, 0, Ground)
	b.lines(titles, margin, titlesAt, title, Ink)
	b.lines(captions, margin, captionsAt, s.small(), Quiet)
	b.put(body, margin, bodyAt)
	b.lines(summary, margin, summaryAt, s.body(), Ink)
	return b.done()
}

// lines writes lines of text below each other.
func (b *builder) lines(lines []string, x, top float32, f Font, ink Role) {
	height := b.style.line(f)
	for i, line := range lines {
		b.text(line, Point{x, top + height*(float32(i)+0.5)}, Start, f, ink)
	}
}

// put sets a scene into this one.
func (b *builder) put(s Scene, x, y float32) {
	b.cut += s.cut
	for _, shape := range s.Shapes {
		b.Shapes = append(b.Shapes, moved(shape, x, y))
	}
	for _, v := range s.Values {
		v.Area.X, v.Area.Y = v.Area.X+x, v.Area.Y+y
		v.Ring.X, v.Ring.Y = v.Ring.X+x, v.Ring.Y+y
		b.Values = append(b.Values, v)
	}
}

func moved(shape Shape, x, y float32) Shape {
	points := func(from []Point) []Point {
		to := make([]Point, len(from))
		for i, p := range from {
			to[i] = Point{p.X + x, p.Y + y}
		}
		return to
	}
	switch shape := shape.(type) {
	case Rect:
		shape.X, shape.Y = shape.X+x, shape.Y+y
		return shape
	case Path:
		shape.Points = points(shape.Points)
		return shape
	case Dots:
		shape.At = points(shape.At)
		return shape
	case Text:
		shape.At = Point{shape.At.X + x, shape.At.Y + y}
		shape.Box.X, shape.Box.Y = shape.Box.X+x, shape.Box.Y+y
		return shape
	}
	return shape
}
