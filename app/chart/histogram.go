package chart

import "strconv"

// Histogram shows how often a value falls between which edges.
type Histogram struct {
	Head

	Bins []Bin
	// Edges are written between the bins, so there is one less of them. Where
	// they do not all fit, those nearest to the Middle stay.
	Edges  []string
	Middle int // the edge that is always written
}

// Bin is one column of a [Histogram].
type Bin struct {
	Count int
	Fill  Role
	// Label and Text are what is read: "15 to 30 s over", "2 attempts".
	Label, Text string
}

// Lengths of a histogram, in units.
const (
	histogramHeight = 170
	binGap          = 4
	edgesApart      = 10
)

// Height is the same at every width.
func (h Histogram) Height(width float32, s Style) float32 {
	if h.most() == 0 {
		return h.emptyHeight(width, s)
	}
	return s.u(histogramHeight)
}

func (h Histogram) most() int {
	most := 0
	for _, bin := range h.Bins {
		most = max(most, bin.Count)
	}
	return most
}

// Layout lays the columns out beside each other.
func (h Histogram) Layout(size Size, s Style) Scene {
	most := h.most()
	if most == 0 {
		return h.empty(size, s)
	}
	b := h.scene(size, s)
	line, pitch := s.line(s.small()), size.W/float32(len(h.Bins))
	floor := max(0, size.H-line-s.u(6))
	room := max(0, floor-line-s.u(2)) // below the count of the highest column
	for i, bin := range h.Bins {
		left := pitch * float32(i)
		height := room * float32(bin.Count) / float32(most)
		if bin.Count > 0 {
			height = max(height, min(s.u(2), room))
		}
		bar := Box{left + s.u(binGap)/2, floor - height, max(pitch-s.u(binGap), 0), height}
		b.rect(bar, min(s.u(3), height/2), bin.Fill)
		ink := Ink
		if bin.Count == 0 {
			ink = Quiet
		}
		if count := strconv.Itoa(bin.Count); s.width(count, s.small()) <= pitch {
			b.text(count, Point{left + pitch/2, floor - height - s.u(1) - line/2}, Middle, s.small(), ink)
		}
		b.Values = append(b.Values, Value{
			Label: bin.Label, Text: bin.Text, Column: i, Area: Box{left, 0, pitch, size.H},
			Ring: Box{bar.X - s.u(1), bar.Y - s.u(2), bar.W + s.u(2), bar.H + s.u(4)}, Radius: s.u(4),
		})
	}
	b.rect(Box{0, floor, size.W, max(1, s.u(1))}, 0, Hairline)
	h.edges(b, pitch)
	return b.done()
}

// edges writes what stands between the columns, from the middle outwards.
func (h Histogram) edges(b *builder, pitch float32) {
	s, y := b.style, b.H-b.style.line(b.style.small())/2
	if h.Middle < 0 || h.Middle >= len(h.Edges) {
		return
	}
	write := func(i int, from, to float32) (Box, bool) {
		width := s.width(h.Edges[i], s.small())
		x := pitch * float32(i+1)
		box := Box{X: x - width/2, W: width}
		if box.X < from || box.Right() > to {
			return Box{}, false
		}
		b.text(h.Edges[i], Point{x, y}, Middle, s.small(), Quiet)
		return box, true
	}
	middle, ok := write(h.Middle, 0, b.W)
	if !ok {
		return
	}
	right := middle.Right() + s.u(edgesApart)
	for i := h.Middle + 1; i < len(h.Edges); i++ {
		if box, ok := write(i, right, b.W); ok {
			right = box.Right() + s.u(edgesApart)
		}
	}
	left := middle.X - s.u(edgesApart)
	for i := h.Middle - 1; i >= 0; i-- {
		if box, ok := write(i, 0, left); ok {
			left = box.X - s.u(edgesApart)
		}
	}
}
