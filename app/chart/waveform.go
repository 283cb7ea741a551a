package chart

import (
	"fmt"
	"math"
	"time"

	"starling/app/story"
)

// Waveform shows a recording over its time: how strong it is, which section is spoken,
// where the speaker moved on, and the long pauses. The place that is heard is not part of
// the picture, for it moves: [Waveform.Plot] tells where it would stand.
type Waveform struct {
	Head

	// Length is how long the recording is. All times here are file time.
	Length time.Duration
	// Peaks are the lowest and the highest sample of stretches of equal length, which
	// together are the whole recording.
	Peaks []Peak
	// Sections follow each other, the earliest first. What lies in none is quiet.
	Sections []WaveSection
	// Marks are moments, the earliest first.
	Marks []WaveMark
	// Pauses are stretches without speech, the earliest first.
	Pauses []WavePause
}

// Peak is the range of some samples, of which full scale is from −1 to 1.
type Peak struct{ Low, High float32 }

// WaveSection is a stretch of a [Waveform] in which a section is spoken.
type WaveSection struct {
	Section  story.SectionName
	From, To time.Duration
	// Text is what is read: "26 s of 24 s".
	Text string
}

// WaveMark is a moment in a [Waveform].
type WaveMark struct {
	At time.Duration
	// Cue tells that it is a cue, which has a square for a head, and no mark of the
	// speaker's, which has a round one.
	Cue bool
	// Word stands beside its head where there is room: "moved on".
	Word string
	// Label and Text are what is read: "0:26", "you moved on to Task".
	Label, Text string
}

// WavePause is a long pause in a [Waveform].
type WavePause struct {
	From, To time.Duration
	// Word stands above it where there is room: "2.4 s".
	Word string
	// Label and Text are what is read: "0:41", "a pause of 2.4 s".
	Label, Text string
}

// Lengths of a waveform, in units.
const (
	waveHeight   = 96
	waveMargin   = 8 // left and right of the wave, so that a head at its end has room
	wavePitch    = 3 // from one column of the wave to the next
	waveColumn   = 2 // of which this much is filled
	waveStrip    = 4 // the strip in a section's colour
	waveGap      = 4 // between what stands above each other
	waveHead     = 4 // half of the head of a mark
	waveLine     = 1.5
	hatchApart   = 5
	hatchWidth   = 1
	wordsApart   = 8
	momentsApart = 48 // between the labels of two moments
)

// waveLayout says where the parts of a waveform stand, from top to bottom.
type waveLayout struct {
	names, strip, heads, plot, moments Box
}

func (w Waveform) arrange(size Size, s Style) waveLayout {
	line := s.line(s.small())
	margin := min(s.u(waveMargin), size.W/4)
	row := func(y, h float32) Box { return Box{X: margin, Y: y, W: max(0, size.W-2*margin), H: h} }
	a := waveLayout{names: row(0, line+s.u(waveGap))}
	a.strip = row(a.names.Bottom(), s.u(waveStrip))
	a.heads = row(a.strip.Bottom(), max(line, s.u(2*waveHead))+s.u(2*waveGap))
	below := line + s.u(waveGap)
	a.plot = row(a.heads.Bottom(), max(0, size.H-a.heads.Bottom()-below))
	a.moments = row(a.plot.Bottom(), below)
	return a
}

// Height is the same at every width.
func (w Waveform) Height(width float32, s Style) float32 {
	if w.nothing() {
		return w.emptyHeight(width, s)
	}
	a := w.arrange(Size{W: width}, s)
	return a.heads.Bottom() + s.u(waveHeight) + a.moments.H
}

func (w Waveform) nothing() bool { return len(w.Peaks) == 0 || w.Length <= 0 }

// Plot is the room of the wave in a scene of a size: time runs from its left edge to its
// right edge, evenly.
func (w Waveform) Plot(size Size, s Style) Box { return w.arrange(size, s).plot }

// Place is where in a plot a moment stands, in pixels from the left of the scene.
func (w Waveform) Place(plot Box, at time.Duration) float32 {
	if w.Length <= 0 {
		return plot.X
	}
	return plot.X + plot.W*float32(min(max(at.Seconds()/w.Length.Seconds(), 0), 1))
}

// Moment is the moment that stands at a place in a plot, the nearest that there is.
func (w Waveform) Moment(plot Box, x float32) time.Duration {
	if plot.W <= 0 {
		return 0
	}
	share := min(max(float64(x-plot.X)/float64(plot.W), 0), 1)
	return time.Duration(math.Round(share * float64(w.Length)))
}

// Layout lays the waveform out.
func (w Waveform) Layout(size Size, s Style) Scene {
	if w.nothing() {
		return w.empty(size, s)
	}
	b := w.scene(size, s)
	a := w.arrange(size, s)
	w.sections(b, a)
	for _, p := range w.Pauses {
		w.hatch(b, a.plot, p)
	}
	w.columns(b, a.plot)
	w.heads(b, a)
	w.words(b, a)
	w.moments(b, a)
	w.values(b, a)
	return b.done()
}

// stretch is the room from one moment to another in a row, not before an edge.
func (w Waveform) stretch(row Box, from, to time.Duration, edge float32) Box {
	left := max(w.Place(row, from), edge)
	return Box{X: left, Y: row.Y, W: max(0, w.Place(row, to)-left), H: row.H}
}

// sections paints a strip for each section, with its letter and its name above.
func (w Waveform) sections(b *builder, a waveLayout) {
	s, font, edge := b.style, b.style.small(), a.names.X
	font.Bold = true
	for _, section := range w.Sections {
		room := w.stretch(a.names, section.From, section.To, edge)
		if edge = max(edge, room.Right()); room.W <= 0 {
			continue
		}
		strip := Box{room.X, a.strip.Y, room.W, a.strip.H}
		if strip.W > s.u(2*partGap) {
			strip.W -= s.u(partGap)
		}
		b.rect(strip, min(s.u(2), strip.W/2), Section(section.Section))
		badge := s.line(font)
		if badge > room.W-s.u(partGap) {
			continue
		}
		middle := room.Y + badge/2
		b.rect(Box{room.X, room.Y, badge, badge}, badge*0.2, Section(section.Section))
		b.text(section.Section.Letter(), Point{room.X + badge/2, middle}, Middle, Font{Size: badge * 0.6, Bold: true}, OnSection)
		left := badge + s.u(waveGap)
		// A name that does not fit is left out: the letter says the same.
		if name := section.Section.Title(); left+s.width(name, s.small()) <= room.W-s.u(partGap) {
			b.text(name, Point{room.X + left, middle}, Start, s.small(), Quiet)
		}
	}
}

// hatch paints a long pause.
func (w Waveform) hatch(b *builder, plot Box, p WavePause) {
	s := b.style
	room := w.stretch(plot, p.From, p.To, plot.X)
	if room.W <= 0 {
		return
	}
	b.rect(room, min(s.u(2), room.W/2), Grid)
	for x := room.X - room.H; x < room.Right(); x += max(1, s.u(hatchApart)) {
		// A line that rises from the lower edge at x, as far as it lies in the room.
		from, to := max(x, room.X), min(x+room.H, room.Right())
		if from < to {
			b.path(s.u(hatchWidth), Quiet, Point{from, room.Bottom() - (from - x)}, Point{to, room.Bottom() - (to - x)})
		}
	}
}

// columns paints the wave.
func (w Waveform) columns(b *builder, plot Box) {
	s := b.style
	pitch := max(1, s.u(wavePitch))
	n, thick := int(plot.W/pitch), pitch*waveColumn/wavePitch
	half := plot.H / 2
	section := 0
	for i := range n {
		low, high := w.peak(float64(i)/float64(n), float64(i+1)/float64(n))
		at := time.Duration((float64(i) + 0.5) / float64(n) * float64(w.Length))
		for section < len(w.Sections) && w.Sections[section].To <= at {
			section++
		}
		fill := Quiet
		if section < len(w.Sections) && w.Sections[section].From <= at {
			fill = Section(w.Sections[section].Section)
		}
		top, bottom := half*(1-high), half*(1-low)
		if least := min(thick, plot.H); bottom-top < least {
			top = min(max(0, (top+bottom-least)/2), plot.H-least)
			bottom = top + least
		}
		left := plot.X + plot.W*float32(i)/float32(n)
		b.rect(Box{left, plot.Y + top, thick, bottom - top}, thick/2, fill)
	}
}

// peak is the range of the samples from one share of the recording to another.
func (w Waveform) peak(from, to float64) (low, high float32) {
	count := float64(len(w.Peaks))
	first := min(int(from*count), len(w.Peaks)-1)
	end := min(max(int(math.Ceil(to*count)), first+1), len(w.Peaks))
	for _, p := range w.Peaks[first:end] {
		low, high = min(low, p.Low), max(high, p.High)
	}
	return max(low, -1), min(high, 1)
}

// heads paints the marks: a line through the wave, with a head.
func (w Waveform) heads(b *builder, a waveLayout) {
	s := b.style
	y, half := a.heads.Y+a.heads.H/2, s.u(waveHead)
	for _, m := range w.Marks {
		x := w.Place(a.plot, m.At)
		b.rect(Box{x - s.u(waveLine)/2, y, s.u(waveLine), max(0, a.plot.Bottom()-y)}, s.u(waveLine)/2, Ink)
		if m.Cue {
			b.rect(Box{x - half, y - half, 2 * half, 2 * half}, s.u(1), Ink)
		} else {
			b.dots([]Point{{x, y}}, half, Ink)
		}
	}
}

// words writes what stands beside the heads, and above the pauses, as far as there is room:
// the marks come first.
func (w Waveform) words(b *builder, a waveLayout) {
	s, font := b.style, b.style.small()
	y, half := a.heads.Y+a.heads.H/2, s.u(waveHead)
	var taken []Box
	for _, m := range w.Marks {
		taken = append(taken, Box{X: w.Place(a.plot, m.At) - half, W: 2 * half})
	}
	write := func(word string, left float32, ink Role) {
		room := Box{X: left, W: s.width(word, font)}
		if word == "" || room.X < 0 || room.Right() > b.W {
			return
		}
		for _, other := range taken {
			if room.X < other.Right()+s.u(waveGap)-slack && other.X < room.Right()+s.u(wordsApart) {
				return
			}
		}
		taken = append(taken, room)
		b.text(word, Point{left, y}, Start, font, ink)
	}
	for _, m := range w.Marks {
		write(m.Word, w.Place(a.plot, m.At)+half+s.u(waveGap), Ink)
	}
	for _, p := range w.Pauses {
		middle := (w.Place(a.plot, p.From) + w.Place(a.plot, p.To)) / 2
		write(p.Word, middle-s.width(p.Word, font)/2, Quiet)
	}
}

// moments writes the time below the wave.
func (w Waveform) moments(b *builder, a waveLayout) {
	s, font := b.style, b.style.small()
	font.Mono = true
	step := w.step(a.plot, s.width(clock(w.Length), font)+s.u(momentsApart))
	y := a.moments.Bottom() - s.line(font)/2
	for at := time.Duration(0); at <= w.Length; at += step {
		x, label := w.Place(a.plot, at), clock(at)
		switch half := s.width(label, font) / 2; {
		case at == 0:
			b.text(label, Point{a.plot.X, y}, Start, font, Quiet)
		case x+half <= b.W:
			b.text(label, Point{x, y}, Middle, font, Quiet)
		}
	}
}

// step is the time between two labels that are at least so far apart.
func (w Waveform) step(plot Box, apart float32) time.Duration {
	for _, step := range []time.Duration{1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900} {
		if w.Place(plot, step*time.Second)-plot.X >= apart {
			return step * time.Second
		}
	}
	return max(w.Length, time.Second)
}

// clock is a moment as it is read: "1:05".
func clock(d time.Duration) string {
	s := int(d / time.Second)
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}

// values makes the sections, the marks and the pauses readable, each kind in a row of its
// own and each in the room above or in the wave that is its kind's.
func (w Waveform) values(b *builder, a waveLayout) {
	s, edge := b.style, a.names.X
	upper := Box{a.names.X, 0, a.names.W, a.strip.Bottom()}
	for i, section := range w.Sections {
		room := w.stretch(upper, section.From, section.To, edge)
		edge = max(edge, room.Right())
		b.Values = append(b.Values, Value{Label: section.Section.Title(), Text: section.Text, Column: i, Area: room, Ring: room, Radius: s.u(3)})
	}
	w.markValues(b, a)
	edge = a.plot.X
	for i, p := range w.Pauses {
		room := w.stretch(a.plot, p.From, p.To, edge)
		edge = max(edge, room.Right())
		b.Values = append(b.Values, Value{
			Label: p.Label, Text: p.Text, Row: 2, Column: i, Area: room,
			Ring: Box{room.X - s.u(1), room.Y, room.W + s.u(2), room.H}, Radius: s.u(3),
		})
	}
}

// markValues makes the marks readable: each in the row of the heads, from halfway to the
// one before to halfway to the next.
func (w Waveform) markValues(b *builder, a waveLayout) {
	s, left := b.style, float32(0)
	reach := s.u(waveHead + ringGap)
	for i, m := range w.Marks {
		x, right := w.Place(a.plot, m.At), b.W
		if i+1 < len(w.Marks) {
			right = (x + w.Place(a.plot, w.Marks[i+1].At)) / 2
		}
		right = max(left, right)
		b.Values = append(b.Values, Value{
			Label: m.Label, Text: m.Text, Row: 1, Column: i, Area: Box{left, a.heads.Y, right - left, a.heads.H},
			Ring: Box{x - reach, a.heads.Y + a.heads.H/2 - reach, 2 * reach, 2 * reach}, Radius: reach,
		})
		left = right
	}
}
