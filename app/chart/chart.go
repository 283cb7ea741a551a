package chart

// Chart is a value that can lay itself out.
type Chart interface {
	// Heading is what is said of the chart.
	Heading() Head
	// Height is the height in pixels that the chart asks for at a width.
	Height(width float32, s Style) float32
	// Layout lays the chart out for a size in pixels.
	Layout(size Size, s Style) Scene
}

// Declare conformity with Chart.
var (
	_ Chart = Line{}
	_ Chart = Bars{}
	_ Chart = Stacked{}
	_ Chart = Histogram{}
	_ Chart = Calendar{}
	_ Chart = Waveform{}
)

// Head is what is said of a chart.
type Head struct {
	// Title names it: "Coverage, first attempt of each day".
	Title string
	// Caption says quietly what it is made of: "mean rating, last 10 attempts".
	Caption string
	// Summary says in a sentence or two what it shows.
	Summary string
	// Empty is shown in place of a chart without values: why, and what to do.
	Empty string
}

// Heading is the head itself.
func (h Head) Heading() Head { return h }

// scene begins the scene of a chart.
func (h Head) scene(size Size, s Style) *builder {
	desc := h.Summary
	if desc == "" {
		desc = h.Caption
	}
	return &builder{style: s, Scene: Scene{Size: size, Title: h.Title, Desc: desc}}
}

// empty lays out a chart that has no values.
func (h Head) empty(size Size, s Style) Scene {
	b := h.scene(size, s)
	b.Desc = h.Empty
	font, width := s.body(), max(0, min(size.W-s.u(16), s.u(420)))
	lines := s.wrap(h.Empty, font, width)
	height := s.line(font)
	y := size.H/2 - height*float32(len(lines)-1)/2
	for _, line := range lines {
		b.text(line, Point{size.W / 2, y}, Middle, font, Quiet)
		y += height
	}
	return b.done()
}

// emptyHeight is what an empty chart asks for.
func (h Head) emptyHeight(width float32, s Style) float32 {
	font := s.body()
	lines := s.wrap(h.Empty, font, max(0, min(width-s.u(16), s.u(420))))
	return s.line(font)*float32(len(lines)) + s.u(32)
}

// builder puts a scene together.
type builder struct {
	Scene

	style Style
}

func (b *builder) rect(box Box, radius float32, fill Role) {
	b.Shapes = append(b.Shapes, Rect{Box: box, Radius: radius, Fill: fill})
}

func (b *builder) path(width float32, stroke Role, points ...Point) {
	b.Shapes = append(b.Shapes, Path{Points: points, Width: width, Stroke: stroke})
}

func (b *builder) dots(at []Point, radius float32, fill Role) {
	if len(at) > 0 {
		b.Shapes = append(b.Shapes, Dots{At: at, Radius: radius, Fill: fill})
	}
}

// text writes a line of text, if it finds room in the scene.
func (b *builder) text(words string, at Point, anchor Anchor, f Font, ink Role) {
	if words == "" {
		return
	}
	own := b.style.Measure(words, f)
	box := Box{X: at.X, Y: at.Y - own.H/2, W: own.W, H: own.H}
	switch anchor {
	case Middle:
		box.X -= own.W / 2
	case End:
		box.X -= own.W
	}
	t := Text{At: at, Anchor: anchor, Font: f, Ink: ink, Words: words, Box: box}
	if !inside(box, b.Size) {
		b.cut++
		return
	}
	b.Shapes = append(b.Shapes, t)
}

// slack is what rounding may add to a length that fits.
const slack = 0.01

func inside(b Box, s Size) bool {
	return b.X >= -slack && b.Y >= -slack && b.Right() <= s.W+slack && b.Bottom() <= s.H+slack
}

// done gives the scene, with nothing in it outside its size: where there is
// too little room, what does not fit is left out or cut off.
func (b *builder) done() Scene {
	kept := b.Shapes[:0]
	for _, shape := range b.Shapes {
		switch shape := shape.(type) {
		case Rect:
			if shape.Box = clip(shape.Box, b.Size); shape.W > 0 && shape.H > 0 {
				kept = append(kept, shape)
			}
		case Path:
			shape.Points = clipPoints(shape.Points, b.Size, shape.Width/2)
			if len(shape.Points) > 0 {
				kept = append(kept, shape)
			}
		case Dots:
			shape.At = clipPoints(shape.At, b.Size, shape.Radius)
			if len(shape.At) > 0 {
				kept = append(kept, shape)
			}
		default:
			kept = append(kept, shape)
		}
	}
	b.Shapes = kept
	for i, v := range b.Values {
		b.Values[i].Area, b.Values[i].Ring = clip(v.Area, b.Size), clip(v.Ring, b.Size)
	}
	return b.Scene
}

func clip(b Box, s Size) Box {
	left, top := min(max(b.X, 0), s.W), min(max(b.Y, 0), s.H)
	right, bottom := max(min(b.Right(), s.W), left), max(min(b.Bottom(), s.H), top)
	return Box{X: left, Y: top, W: right - left, H: bottom - top}
}

// clipPoints keeps the points round which there is room.
func clipPoints(points []Point, s Size, room float32) []Point {
	kept := make([]Point, 0, len(points))
	for _, p := range points {
		if inside(Box{p.X - room, p.Y - room, 2 * room, 2 * room}, s) {
			kept = append(kept, p)
		}
	}
	return kept
}
