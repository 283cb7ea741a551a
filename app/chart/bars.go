package chart

import "starling/app/story"

// Bars shows one value a row as the length of a bar.
type Bars struct {
	Head

	// Top is the value that fills the row.
	Top  float64
	Rows []Bar
}

// Bar is a row of [Bars].
type Bar struct {
	// Section gives the row its badge and its colour.
	Section story.SectionName
	// Label stands before the bar. One that is Strong stands out.
	Label  string
	Strong bool
	// At is the bar's length; Number is how it reads at its end: "4.1".
	At     float64
	Number string
	// Text is what is read: "4.1 on average, rated 10 times".
	Text string
}

// Lengths of bars, in units.
const (
	barRow      = 36
	barThick    = 10
	badgeSize   = 22
	badgeGap    = 8
	columnGap   = 14
	leastBar    = 80 // a shorter bar goes below its label
	lowBarBelow = 6
)

// barsLayout says where the parts of a row stand.
type barsLayout struct {
	below      bool // the bar has a line of its own
	label      float32
	bar, barTo float32
	row        float32
}

func (c Bars) arrange(width float32, s Style) barsLayout {
	labels, numbers := make([]string, len(c.Rows)), make([]string, len(c.Rows))
	for i, r := range c.Rows {
		labels[i], numbers[i] = r.Label, r.Number
	}
	bold, mono := s.body(), s.body()
	bold.Bold, mono.Mono = true, true
	a := barsLayout{label: s.u(badgeSize + badgeGap)}
	a.barTo = max(0, width-s.widest(numbers, mono)-s.u(columnGap))
	a.bar = a.label + s.widest(labels, bold) + s.u(columnGap)
	a.row = max(s.u(barRow), s.line(s.body())+s.u(4))
	if a.barTo-a.bar < s.u(leastBar) {
		a.below, a.bar, a.barTo = true, a.label, width
		a.row += s.u(barThick + lowBarBelow)
	}
	return a
}

// Height grows with the rows.
func (c Bars) Height(width float32, s Style) float32 {
	if len(c.Rows) == 0 {
		return c.emptyHeight(width, s)
	}
	return c.arrange(width, s).row * float32(len(c.Rows))
}

// Layout lays the rows out below each other.
func (c Bars) Layout(size Size, s Style) Scene {
	if len(c.Rows) == 0 {
		return c.empty(size, s)
	}
	b := c.scene(size, s)
	a := c.arrange(size.W, s)
	a.row = min(a.row, size.H/float32(len(c.Rows)))
	for i, r := range c.Rows {
		box := Box{Y: a.row * float32(i), W: size.W, H: a.row}
		c.row(b, a, r, box)
		b.Values = append(b.Values, Value{
			Label: r.Label, Text: r.Text, Row: i, Area: box,
			Ring: Box{0, box.Y + s.u(1), size.W, box.H - s.u(2)}, Radius: s.u(5),
		})
	}
	return b.done()
}

func (c Bars) row(b *builder, a barsLayout, r Bar, box Box) {
	s := b.style
	middle, bar := box.Y+box.H/2, box.Y+box.H/2
	if a.below {
		extra := s.u(barThick + lowBarBelow)
		middle -= extra / 2
		bar = middle + s.line(s.body())/2 + s.u(barThick/2)
	}
	badge := min(s.u(badgeSize), box.H)
	b.rect(Box{0, middle - badge/2, badge, badge}, badge*0.2, Section(r.Section))
	b.text(r.Section.Letter(), Point{badge / 2, middle}, Middle, Font{Size: badge * 0.55, Bold: true}, OnSection)

	font, number := s.body(), s.body()
	font.Bold, number.Mono = r.Strong, true
	room := a.bar - s.u(columnGap) - a.label
	if a.below {
		room = max(0, b.W-s.width(r.Number, number)-s.u(columnGap)-a.label)
	}
	b.text(s.shorten(r.Label, font, room), Point{a.label, middle}, Start, font, Ink)
	b.text(r.Number, Point{b.W, middle}, End, number, Ink)

	thick := min(s.u(barThick), box.H)
	length := (a.barTo - a.bar) * float32(min(max(r.At/c.Top, 0), 1))
	b.rect(Box{a.bar, bar - thick/2, max(0, a.barTo-a.bar), thick}, s.u(3), Grid)
	b.rect(Box{a.bar, bar - thick/2, length, thick}, s.u(3), Section(r.Section))
}
