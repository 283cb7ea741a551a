package chart

// Point is a place in a scene, in pixels from its top left corner.
type Point struct{ X, Y float32 }

// Size is a width and a height in pixels.
type Size struct{ W, H float32 }

// Box is a rectangle in a scene, in pixels.
type Box struct{ X, Y, W, H float32 }

// Contains tells whether a place lies in the box.
func (b Box) Contains(p Point) bool {
	return p.X >= b.X && p.X < b.X+b.W && p.Y >= b.Y && p.Y < b.Y+b.H
}

// Right is the box's right edge.
func (b Box) Right() float32 { return b.X + b.W }

// Bottom is the box's lower edge.
func (b Box) Bottom() float32 { return b.Y + b.H }

// Shape is something painted in a scene: a [Rect], a [Path], [Dots] or a [Text].
type Shape interface{ shape() }

// Rect is a filled rectangle; its corners are rounded by Radius.
type Rect struct {
	Box

	Radius float32
	Fill   Role
}

// Path is a line from point to point, with round joins and ends.
type Path struct {
	Points []Point
	Width  float32
	Stroke Role
}

// Dots are filled circles of one kind.
type Dots struct {
	At     []Point
	Radius float32
	Fill   Role
}

// Anchor says which part of a text stands at its place.
type Anchor int

// The anchors.
const (
	Start Anchor = iota
	Middle
	End
)

// Text is one line of text. At is where its anchor stands, halfway up its
// capitals.
type Text struct {
	At     Point
	Anchor Anchor
	Font   Font
	Ink    Role
	Words  string
	// Box is the room that the text takes by the measure of its layout.
	Box Box
}

func (Rect) shape() {}
func (Path) shape() {}
func (Dots) shape() {}
func (Text) shape() {}

// Value is something that can be read in a scene.
type Value struct {
	// Label says what it is the value of: "22 Nov". Text is the value in words:
	// "86%, the first of 3 attempts".
	Label, Text string
	// Row and Column place it among the other values, for the arrow keys.
	Row, Column int
	// Area is where the pointer reads it. The areas of a scene do not overlap.
	Area Box
	// Ring goes round what stands for it when it is read; its corners are
	// rounded by Radius.
	Ring   Box
	Radius float32
}

// Words are label and text: "22 Nov: 86%, the first of 3 attempts".
func (v Value) Words() string {
	switch {
	case v.Label == "":
		return v.Text
	case v.Text == "":
		return v.Label
	}
	return v.Label + ": " + v.Text
}

// Scene is a chart laid out for a size.
type Scene struct {
	Size
	// Title and Desc say what is shown to those who cannot see it.
	Title, Desc string
	// Shapes are painted in their order.
	Shapes []Shape
	// Values are what can be read, in reading order.
	Values []Value
	// cut counts the texts that found no room.
	cut int
}

// At gives the index of the value at a place.
func (s Scene) At(p Point) (int, bool) {
	for i, v := range s.Values {
		if v.Area.Contains(p) {
			return i, true
		}
	}
	return 0, false
}

// Direction is where the reading goes from a value.
type Direction int

// The directions.
const (
	Left Direction = iota
	Right
	Up
	Down
	First
	Last
)

// Step gives the value to read after value i. Where the values stand in one
// row, or in one column, every arrow leads along it. At an edge it stays.
func (s Scene) Step(i int, d Direction) int {
	last := len(s.Values) - 1
	if last < 0 || i < 0 || i > last {
		return min(max(i, 0), max(last, 0))
	}
	switch d {
	case First:
		return 0
	case Last:
		return last
	}
	if s.flat() {
		if d == Left || d == Up {
			return max(i-1, 0)
		}
		return min(i+1, last)
	}
	return s.across(i, d)
}

// flat tells whether the values stand in one row or in one column.
func (s Scene) flat() bool {
	row, column := true, true
	for _, v := range s.Values {
		row = row && v.Row == s.Values[0].Row
		column = column && v.Column == s.Values[0].Column
	}
	return row || column
}

// across gives the nearest value in a direction: in the row, or else in the
// next row that has any, the one whose column is nearest.
func (s Scene) across(i int, d Direction) int {
	from, best, found := s.Values[i], i, false
	nearer := func(a, b Value) bool {
		if d == Left || d == Right {
			return abs(a.Column-from.Column) < abs(b.Column-from.Column)
		}
		if a.Row != b.Row {
			return abs(a.Row-from.Row) < abs(b.Row-from.Row)
		}
		return abs(a.Column-from.Column) < abs(b.Column-from.Column)
	}
	for j, v := range s.Values {
		if leads(from, v, d) && (!found || nearer(v, s.Values[best])) {
			best, found = j, true
		}
	}
	return best
}

// leads tells whether a value lies in a direction from another.
func leads(from, to Value, d Direction) bool {
	switch d {
	case Left:
		return to.Row == from.Row && to.Column < from.Column
	case Right:
		return to.Row == from.Row && to.Column > from.Column
	case Up:
		return to.Row < from.Row
	default:
		return to.Row > from.Row
	}
}

func abs(n int) int { return max(n, -n) }
