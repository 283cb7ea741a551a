package chart

import "time"

// Line shows one value a day as a line with dots, and other values of the same
// days as fainter dots behind it.
type Line struct {
	Head

	// From and To are the first and the last day shown. Of all times here only
	// the date in UTC counts.
	From, To time.Time
	// Top is the value at the upper edge; the lower edge is zero.
	Top float64
	// Ticks are the values with a line behind the chart.
	Ticks []Tick
	// Points are the line, the oldest first.
	Points []LinePoint
	// Faint are the dots that are not on the line.
	Faint []FaintPoint
}

// Tick is a value that is marked at an axis.
type Tick struct {
	At    float64
	Label string
}

// LinePoint is one value on a line, with the words in which it is read.
type LinePoint struct {
	Day   time.Time
	At    float64
	Label string
	Text  string
}

// FaintPoint is a value beside the line.
type FaintPoint struct {
	Day time.Time
	At  float64
}

// Lengths of a line chart, in units.
const (
	lineHeight   = 220
	lineWidth    = 2.5
	dotRadius    = 3.5
	faintRadius  = 2.5
	ringGap      = 3.5 // between a dot and the ring round it
	dotsApart    = 9   // closer together, dots would hide the line
	ticksApart   = 56  // between the labels of two days
	mostDayTicks = 5
)

// Height is the same at every width.
func (l Line) Height(width float32, s Style) float32 {
	if len(l.Points) == 0 {
		return l.emptyHeight(width, s)
	}
	return s.u(lineHeight)
}

// Layout lays the line out.
func (l Line) Layout(size Size, s Style) Scene {
	if len(l.Points) == 0 {
		return l.empty(size, s)
	}
	b := l.scene(size, s)
	plot := l.plot(size, s)
	l.grid(b, plot)
	l.days(b, plot)
	b.dots(l.faint(b, plot), s.u(faintRadius), Faint)
	at := make([]Point, len(l.Points))
	for i, p := range l.Points {
		at[i] = l.place(plot, p.Day, p.At)
	}
	if line := thin(at); len(line) > 1 {
		b.path(s.u(lineWidth), Accent, line...)
	}
	if float32(len(at)) <= max(1, plot.W/s.u(dotsApart)) {
		b.dots(at, s.u(dotRadius), Ink)
	} else {
		b.dots(at[len(at)-1:], s.u(dotRadius), Ink)
	}
	l.values(b, plot, at)
	return b.done()
}

// plot gives the room between the axes.
func (l Line) plot(size Size, s Style) Box {
	labels := make([]string, len(l.Ticks))
	for i, t := range l.Ticks {
		labels[i] = t.Label
	}
	line, margin := s.line(s.small()), s.u(dotRadius+ringGap+1)
	left := s.widest(labels, s.small()) + s.u(6)
	if left > size.W/3 { // no room for an axis
		left = 0
	}
	top := max(line/2, margin)
	return Box{
		X: left + margin, Y: top,
		W: max(0, size.W-left-2*margin), H: max(0, size.H-top-max(line+s.u(8), margin)),
	}
}

func (l Line) place(plot Box, day time.Time, at float64) Point {
	x := plot.X + plot.W/2
	if span := daysBetween(l.From, l.To); span > 0 {
		share := float64(daysBetween(l.From, day)) / float64(span)
		x = plot.X + plot.W*float32(min(max(share, 0), 1))
	}
	share := min(max(at/l.Top, 0), 1)
	return Point{X: x, Y: plot.Y + plot.H*float32(1-share)}
}

// grid draws the lines behind the chart. Where the labels would touch each
// other every second one is left out, the uppermost never.
func (l Line) grid(b *builder, plot Box) {
	font, every := b.style.small(), 1
	for every < len(l.Ticks) && plot.H*float32(every) < b.style.line(font)*float32(len(l.Ticks)) {
		every *= 2
	}
	labelsEnd := plot.X - b.style.u(dotRadius+ringGap+1) - b.style.u(6)
	for i, t := range l.Ticks {
		y := l.place(plot, l.From, t.At).Y
		left := max(0, labelsEnd+b.style.u(6))
		b.rect(Box{X: left, Y: y, W: b.W - left, H: max(1, b.style.u(1))}, 0, Grid)
		if (len(l.Ticks)-1-i)%every == 0 && labelsEnd > 0 {
			b.text(t.Label, Point{labelsEnd, y}, End, font, Quiet)
		}
	}
}

// days writes the dates below the chart: the first, the last, and as many
// between them as there is room for.
func (l Line) days(b *builder, plot Box) {
	s, font := b.style, b.style.small()
	span := daysBetween(l.From, l.To)
	layout := "2 Jan"
	if span > 300 {
		layout = "Jan 2006"
	}
	y := b.H - s.line(font)/2
	widest := s.width("30 "+l.From.Format("Jan"), font)
	widest = max(widest, s.width(l.From.Format(layout), font), s.width(l.To.Format(layout), font))
	fit := int((plot.W + s.u(ticksApart)) / (widest + s.u(ticksApart)))
	n := min(mostDayTicks, fit, span+1)
	if n < 2 {
		b.text(l.To.UTC().Format(layout), Point{l.place(plot, l.To, 0).X, y}, anchorOf(span == 0, End), font, Quiet)
		return
	}
	before := ""
	for i := range n {
		day := l.From.UTC().AddDate(0, 0, (span*i+(n-1)/2)/(n-1))
		label, x := day.Format(layout), l.place(plot, day, 0).X
		switch {
		case label == before:
		case i == 0:
			b.text(label, Point{x, y}, Start, font, Quiet)
		case i == n-1:
			b.text(label, Point{x, y}, End, font, Quiet)
		default:
			b.text(label, Point{x, y}, Middle, font, Quiet)
		}
		before = label
	}
}

// anchorOf gives Middle where something stands in the middle, else the other.
func anchorOf(middle bool, other Anchor) Anchor {
	if middle {
		return Middle
	}
	return other
}

// faint gives the places of the fainter dots. Dots that would cover each other
// almost wholly become one, so that their number is bounded by the room.
func (l Line) faint(b *builder, plot Box) []Point {
	type cell struct{ x, y int }
	grain := max(b.style.u(1), 1)
	seen := make(map[cell]bool, min(len(l.Faint), 4096))
	at := make([]Point, 0, min(len(l.Faint), 4096))
	for _, f := range l.Faint {
		p := l.place(plot, f.Day, f.At)
		c := cell{int(p.X / grain), int(p.Y / grain)}
		if !seen[c] {
			seen[c] = true
			at = append(at, p)
		}
	}
	return at
}

// thin keeps of a long line what can be seen: in each column of pixels the
// first, the lowest, the highest and the last point.
func thin(points []Point) []Point {
	kept := make([]Point, 0, min(len(points), 4096))
	for i := 0; i < len(points); {
		end, low, high := i, i, i
		for ; end < len(points) && int(points[end].X) == int(points[i].X); end++ {
			if points[end].Y > points[low].Y {
				low = end
			}
			if points[end].Y < points[high].Y {
				high = end
			}
		}
		before := -1
		for _, j := range []int{i, min(low, high), max(low, high), end - 1} {
			if j != before {
				kept = append(kept, points[j])
			}
			before = j
		}
		i = end
	}
	return kept
}

// values makes each point of the line readable. Its area reaches halfway to
// its neighbours.
func (l Line) values(b *builder, plot Box, at []Point) {
	ring := b.style.u(dotRadius + ringGap)
	left := float32(0)
	b.Values = make([]Value, len(at))
	for i, p := range at {
		right := b.W
		if i+1 < len(at) {
			right = (p.X + at[i+1].X) / 2
		}
		b.Values[i] = Value{
			Label: l.Points[i].Label, Text: l.Points[i].Text, Column: i,
			Area: Box{X: left, W: right - left, H: plot.Bottom() + ring},
			Ring: Box{p.X - ring, p.Y - ring, 2 * ring, 2 * ring}, Radius: ring,
		}
		left = right
	}
}

// daysBetween counts the days from one date to another.
func daysBetween(from, to time.Time) int { return dayNumber(to) - dayNumber(from) }

// dayNumber counts the days of a date in UTC from a date before all of them.
func dayNumber(t time.Time) int {
	const before = 100_000 // days, so that those before 1970 are counted alike
	return int((t.Unix()+before*secondsOfDay)/secondsOfDay) - before
}

const secondsOfDay = 24 * 60 * 60

// date is the date of a time in UTC, at its start.
func date(t time.Time) time.Time { return t.UTC().Truncate(24 * time.Hour) }
