package chart

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/story"
)

// goFonts are shared by the tests.
var goFonts = GoFonts()

func styled(unit float32) Style { return Style{Unit: unit, Measure: goFonts.Measure} }

// head draws a head, at times with words too long for any room.
func head(t *rapid.T) Head {
	text := func(what string) string {
		return rapid.SampledFrom([]string{"", "Coverage", "a sentence of some words that wraps", "Donaudampfschifffahrtsgesellschaftskapitän", "ערב טוב", "日本語"}).Draw(t, what)
	}
	return Head{Title: text("title"), Caption: text("caption"), Summary: text("summary"), Empty: text("empty")}
}

func anyLine(t *rapid.T) Line {
	l := Line{Head: head(t), Top: 100, Ticks: sampleLine().Ticks, From: day(0), To: day(rapid.IntRange(0, 4000).Draw(t, "days"))}
	at := 0
	for range rapid.IntRange(0, 60).Draw(t, "points") {
		at += rapid.IntRange(1, 80).Draw(t, "gap")
		if day(at).After(l.To) {
			break
		}
		l.Points = append(l.Points, LinePoint{Day: day(at), At: rapid.Float64Range(-10, 120).Draw(t, "at"), Label: fmt.Sprint(at), Text: "x"})
		l.Faint = append(l.Faint, FaintPoint{Day: day(at), At: rapid.Float64Range(-10, 120).Draw(t, "faint")})
	}
	return l
}

func anyBars(t *rapid.T) Bars {
	b := Bars{Head: head(t), Top: 5}
	for _, n := range story.SectionNames()[:rapid.IntRange(0, 5).Draw(t, "rows")] {
		at := rapid.Float64Range(-1, 7).Draw(t, "at")
		b.Rows = append(b.Rows, Bar{Section: n, Label: n.Title(), Strong: rapid.Bool().Draw(t, "strong"), At: at, Number: fmt.Sprintf("%.1f", at), Text: "x"})
	}
	return b
}

func anyStacked(t *rapid.T) Stacked {
	s := Stacked{Head: head(t), Limit: rapid.SampledFrom([]float64{0, 10, 120, 3600}).Draw(t, "limit")}
	for i := range rapid.IntRange(0, 11).Draw(t, "rows") {
		row := Stack{Label: fmt.Sprintf("%d Nov · 2:00", i)}
		for _, n := range story.SectionNames()[:rapid.IntRange(0, 5).Draw(t, "parts")] {
			row.Parts = append(row.Parts, Part{Fill: Section(n), Length: rapid.SampledFrom([]float64{-1, 0, 0.01, 3, 70, 4000}).Draw(t, "length"), Label: n.Title(), Text: "x"})
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func anyHistogram(t *rapid.T) Histogram {
	h := sampleHistogram()
	h.Head = head(t)
	h.Middle = rapid.IntRange(-1, 8).Draw(t, "middle")
	for i := range h.Bins {
		h.Bins[i].Count = rapid.SampledFrom([]int{0, 0, 1, 7, 1_000_000}).Draw(t, "count")
	}
	return h
}

func anyCalendar(t *rapid.T) Calendar {
	c := Calendar{Head: head(t), From: day(rapid.IntRange(-3000, 0).Draw(t, "from")), To: day(rapid.IntRange(0, 60).Draw(t, "to")), None: "none"}
	at := 0
	for range rapid.IntRange(0, 50).Draw(t, "days") {
		at -= rapid.IntRange(1, 20).Draw(t, "gap")
		c.Days = append([]CalendarDay{{Day: day(at), Amount: rapid.Float64Range(0.1, 100).Draw(t, "amount"), Text: "some"}}, c.Days...)
	}
	return c
}

func anyWaveform(t *rapid.T) Waveform {
	seconds := func(most int, what string) time.Duration {
		return time.Duration(rapid.IntRange(0, 1000*most).Draw(t, what)) * time.Millisecond
	}
	w := Waveform{Head: head(t), Length: seconds(rapid.SampledFrom([]int{0, 1, 120, 3600}).Draw(t, "most"), "length")}
	for range rapid.IntRange(0, 300).Draw(t, "peaks") {
		w.Peaks = append(w.Peaks, Peak{rapid.Float32Range(-1.5, 0.2).Draw(t, "low"), rapid.Float32Range(-0.2, 1.5).Draw(t, "high")})
	}
	at := time.Duration(0)
	for _, n := range story.SectionNames()[:rapid.IntRange(0, 5).Draw(t, "sections")] {
		from := at + seconds(1, "gap")
		at = from + seconds(40, "section")
		w.Sections = append(w.Sections, WaveSection{Section: n, From: from, To: at, Text: "x"})
	}
	at = 0
	for range rapid.IntRange(0, 8).Draw(t, "marks") {
		at += seconds(30, "to the mark")
		w.Marks = append(w.Marks, WaveMark{At: at, Cue: rapid.Bool().Draw(t, "cue"), Word: rapid.SampledFrom([]string{"", "moved on", "wrap-up"}).Draw(t, "word"), Label: clock(at), Text: "x"})
	}
	at = 0
	for range rapid.IntRange(0, 8).Draw(t, "pauses") {
		from := at + seconds(30, "to the pause")
		at = from + seconds(9, "pause")
		w.Pauses = append(w.Pauses, WavePause{From: from, To: at, Word: "2.4 s", Label: clock(from), Text: "x"})
	}
	return w
}

func anyChart(t *rapid.T) Chart {
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		return anyLine(t)
	case 1:
		return anyBars(t)
	case 2:
		return anyStacked(t)
	case 3:
		return anyHistogram(t)
	case 4:
		return anyWaveform(t)
	}
	return anyCalendar(t)
}

// boxOf is the room that a shape takes.
func boxOf(s Shape) Box {
	switch s := s.(type) {
	case Rect:
		return s.Box
	case Path:
		return around(s.Points, s.Width/2)
	case Dots:
		return around(s.At, s.Radius)
	case Text:
		return s.Box
	}
	return Box{}
}

func TestASceneNeverLeavesItsSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyChart(t)
		s := styled(rapid.SampledFrom([]float32{0.8, 1, 1.3, 2}).Draw(t, "unit"))
		size := Size{W: rapid.Float32Range(0, 1500).Draw(t, "width"), H: rapid.Float32Range(0, 700).Draw(t, "height")}
		scene := c.Layout(size, s)
		if rapid.Bool().Draw(t, "page") {
			scene = Page(c, size.W, s)
			size.H = scene.H
		}
		if scene.Size != size {
			t.Fatalf("the scene is %v, asked for %v", scene.Size, size)
		}
		for _, shape := range scene.Shapes {
			if box := boxOf(shape); !inside(box, size) || box.W < 0 || box.H < 0 {
				t.Fatalf("%#v at %v leaves %v", shape, box, size)
			}
		}
		for _, v := range scene.Values {
			if !inside(v.Area, size) || !inside(v.Ring, size) {
				t.Fatalf("the value %v leaves %v", v, size)
			}
		}
	})
}

func TestWithRoomNothingIsLeftOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyChart(t)
		s := styled(rapid.SampledFrom([]float32{0.8, 1, 1.3, 2}).Draw(t, "unit"))
		width := s.u(rapid.Float32Range(260, 1500).Draw(t, "width"))
		if scene := c.Layout(Size{W: width, H: c.Height(width, s)}, s); scene.cut > 0 {
			t.Fatalf("%d texts found no room in %v", scene.cut, scene.Size)
		}
		if scene := Page(c, width, s); scene.cut > 0 {
			t.Fatalf("%d texts found no room in a page of %v", scene.cut, scene.Size)
		}
	})
}

func TestValuesStandInReadingOrderAndArePointedAtOneAtATime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyChart(t)
		s := styled(1)
		width := rapid.Float32Range(260, 1500).Draw(t, "width")
		scene := c.Layout(Size{W: width, H: c.Height(width, s)}, s)
		for i, v := range scene.Values {
			if _, isCalendar := c.(Calendar); i > 0 && !isCalendar {
				if a := scene.Values[i-1]; v.Row < a.Row || v.Row == a.Row && v.Column <= a.Column || v.Row == a.Row && v.Area.X < a.Area.X {
					t.Fatalf("%+v follows %+v", v, a)
				}
			}
			if v.Area.W < 0.1 || v.Area.H < 0.1 {
				continue // nothing to point at
			}
			middle := Point{v.Area.X + v.Area.W/2, v.Area.Y + v.Area.H/2}
			if at, ok := scene.At(middle); !ok || at != i {
				t.Fatalf("at %v, the middle of value %d, value %d is read", middle, i, at)
			}
		}
	})
}

func TestEveryValueIsReachedByTheArrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyChart(t)
		scene := c.Layout(Size{W: 640, H: 300}, styled(1))
		if len(scene.Values) == 0 || len(scene.Values) > 200 {
			t.Skip("none, or too many to walk")
		}
		reached := map[int]bool{0: true}
		for queue := []int{0}; len(queue) > 0; queue = queue[1:] {
			for _, d := range []Direction{Left, Right, Up, Down, First, Last} {
				next := scene.Step(queue[0], d)
				if next < 0 || next >= len(scene.Values) {
					t.Fatalf("from %d to %d of %d", queue[0], next, len(scene.Values))
				}
				if !reached[next] {
					reached[next] = true
					queue = append(queue, next)
				}
			}
		}
		if len(reached) != len(scene.Values) {
			t.Fatalf("%d of %d values are reached", len(reached), len(scene.Values))
		}
	})
}

func TestALongLineKeepsItsHighsAndLows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var points []Point
		x := float32(0)
		for range rapid.IntRange(1, 300).Draw(t, "points") {
			x += rapid.Float32Range(0, 2).Draw(t, "gap")
			points = append(points, Point{x, rapid.Float32Range(0, 100).Draw(t, "y")})
		}
		kept := thin(points)
		if len(kept) > 4*(int(x)+1) {
			t.Fatalf("%d points in %v pixels", len(kept), x)
		}
		type range2 struct{ low, high float32 }
		columns := func(points []Point) map[int]range2 {
			all := map[int]range2{}
			for _, p := range points {
				c, ok := all[int(p.X)]
				if !ok {
					c = range2{p.Y, p.Y}
				}
				all[int(p.X)] = range2{min(c.low, p.Y), max(c.high, p.Y)}
			}
			return all
		}
		a, b := columns(points), columns(kept)
		for column, want := range a {
			if b[column] != want {
				t.Fatalf("column %d spans %v, want %v", column, b[column], want)
			}
		}
		for i := 1; i < len(kept); i++ {
			if kept[i].X < kept[i-1].X {
				t.Fatal("the line turns back")
			}
		}
	})
}

func TestACalendarShowsEachDayOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCalendar(t)
		if len(c.Days) == 0 {
			t.Skip("empty")
		}
		width := rapid.Float32Range(260, 1500).Draw(t, "width")
		s := styled(1)
		scene := c.Layout(Size{W: width, H: c.Height(width, s)}, s)
		shown := scene.Values
		if last := shown[len(shown)-1].Label; last != c.To.Format("Mon 2 Jan 2006") {
			t.Fatalf("the last day is %s", last)
		}
		for i := range shown {
			day := c.To.AddDate(0, 0, i-len(shown)+1)
			if shown[i].Label != day.Format("Mon 2 Jan 2006") || shown[i].Row != (int(day.Weekday())+6)%7 {
				t.Fatalf("value %d is %+v, want %v", i, shown[i], day)
			}
		}
		if first := c.To.AddDate(0, 0, 1-len(shown)); first.Before(c.From) {
			t.Fatalf("it begins on %v", first.Format(time.DateOnly))
		}
	})
}
