package chart

// Stacked shows rows of stretches that follow each other.
type Stacked struct {
	Head

	Rows []Stack
	// Limit is where a line goes through all rows; zero for none.
	Limit float64
}

// Stack is a row of [Stacked].
type Stack struct {
	Label string
	Parts []Part
}

// Part is a stretch of a [Stack].
type Part struct {
	Fill   Role
	Length float64
	// Label and Text are what is read: "22 Nov, Situation", "26 s of 24 s".
	Label, Text string
}

// Lengths of stacked bars, in units.
const (
	stackRow   = 26
	stackThick = 16
	partGap    = 2
	leastStack = 120 // a shorter bar goes below its label
)

// stackedLayout says where the parts of a row stand.
type stackedLayout struct {
	below bool
	bar   float32
	row   float32
	line  float32 // the height of a label that stands above its bar
}

func (c Stacked) arrange(width float32, s Style) stackedLayout {
	labels := make([]string, len(c.Rows))
	for i, r := range c.Rows {
		labels[i] = r.Label
	}
	a := stackedLayout{bar: s.widest(labels, s.small()) + s.u(columnGap), row: max(s.u(stackRow), s.line(s.small())+s.u(2))}
	if width-a.bar < max(s.u(leastStack), width*0.4) {
		a.below, a.bar, a.line = true, 0, s.line(s.small())
		a.row = a.line + s.u(stackRow)
	}
	return a
}

// top is the length that fills a row.
func (c Stacked) top() float64 {
	top := c.Limit
	for _, r := range c.Rows {
		total := 0.0
		for _, p := range r.Parts {
			total += max(p.Length, 0)
		}
		top = max(top, total)
	}
	return top
}

// Height grows with the rows.
func (c Stacked) Height(width float32, s Style) float32 {
	if c.top() <= 0 {
		return c.emptyHeight(width, s)
	}
	return c.arrange(width, s).row * float32(len(c.Rows))
}

// Layout lays the rows out below each other.
func (c Stacked) Layout(size Size, s Style) Scene {
	top := c.top()
	if top <= 0 {
		return c.empty(size, s)
	}
	b := c.scene(size, s)
	a := c.arrange(size.W, s)
	a.row = min(a.row, size.H/float32(len(c.Rows)))
	scale := max(0, size.W-a.bar-s.u(1)) / float32(top)
	for i, r := range c.Rows {
		c.row(b, a, i, r, scale)
	}
	if c.Limit > 0 {
		x := a.bar + float32(c.Limit)*scale
		b.rect(Box{x, 0, max(1, s.u(1)), a.row * float32(len(c.Rows))}, 0, Quiet)
	}
	return b.done()
}

func (c Stacked) row(b *builder, a stackedLayout, row int, r Stack, scale float32) {
	s, top := b.style, a.row*float32(row)
	middle := top + a.row/2
	room, label := a.bar-s.u(columnGap), middle
	if a.below {
		room, label = b.W, top+a.line/2
		middle = top + a.line + (a.row-a.line)/2
	}
	b.text(s.shorten(r.Label, s.small(), room), Point{0, label}, Start, s.small(), Quiet)
	thick := min(s.u(stackThick), a.row)
	x := a.bar
	for i, p := range r.Parts {
		length := float32(max(p.Length, 0)) * scale
		bar := Box{x, middle - thick/2, length, thick}
		if i < lastPart(r.Parts) {
			bar.W = max(bar.W-s.u(partGap), min(bar.W, 1))
		}
		b.rect(bar, 0, p.Fill)
		b.Values = append(b.Values, Value{
			Label: p.Label, Text: p.Text, Row: row, Column: i,
			Area: Box{x, top, length, a.row},
			Ring: Box{bar.X - s.u(1), bar.Y - s.u(1), bar.W + s.u(2), bar.H + s.u(2)}, Radius: s.u(2),
		})
		x += length
	}
}

// lastPart gives the index of the last part that has a length.
func lastPart(parts []Part) int {
	last := -1
	for i, p := range parts {
		if p.Length > 0 {
			last = i
		}
	}
	return last
}
