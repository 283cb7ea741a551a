package chart

import "time"

// Calendar shows days as squares, a column for each week from Monday on, the
// stronger the more there was on a day.
type Calendar struct {
	Head

	// From and To are the first and the last day shown, by their date in UTC.
	// Where there is no room for all weeks the latest are shown.
	From, To time.Time
	// Days are those with anything on them, the oldest first.
	Days []CalendarDay
	// None is what is read of a day with nothing on it: "no practice".
	None string
}

// CalendarDay is a day with something on it.
type CalendarDay struct {
	Day time.Time
	// Amount is how much there was, above zero.
	Amount float64
	// Text is what is read: "3 attempts, 6 min".
	Text string
}

// Lengths of a calendar, in units.
const (
	leastCell = 10
	mostCell  = 22
	cellGap   = 3
)

// calendarLayout says where the days stand.
type calendarLayout struct {
	left, top   float32
	cell, pitch float32
	first       time.Time // the Monday of the first week shown
	weeks       int
}

func (c Calendar) arrange(width float32, s Style) calendarLayout {
	font := s.small()
	a := calendarLayout{left: s.widest([]string{"Mon", "Wed", "Fri"}, font) + s.u(8), top: s.line(font) + s.u(4)}
	if a.left > width/3 {
		a.left = 0
	}
	first, last := monday(c.From), monday(c.To)
	weeks := max(daysBetween(first, last)/7+1, 1)
	room, gap := width-a.left-s.u(2), s.u(cellGap)
	a.cell = min(max(room/float32(weeks)-gap, s.u(leastCell)), s.u(mostCell))
	a.pitch = a.cell + gap
	a.weeks = max(min(weeks, int(room/a.pitch)), 1)
	a.first = last.AddDate(0, 0, -7*(a.weeks-1))
	return a
}

// monday is the Monday of a day's week.
func monday(t time.Time) time.Time {
	day := date(t)
	return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
}

// Height follows from the width.
func (c Calendar) Height(width float32, s Style) float32 {
	if len(c.Days) == 0 {
		return c.emptyHeight(width, s)
	}
	a := c.arrange(width, s)
	return a.top + 7*a.pitch + s.u(2)
}

// Layout lays the weeks out beside each other.
func (c Calendar) Layout(size Size, s Style) Scene {
	if len(c.Days) == 0 {
		return c.empty(size, s)
	}
	b := c.scene(size, s)
	a := c.arrange(size.W, s)
	for i, name := range []string{"Mon", "Wed", "Fri"} {
		if a.left > 0 {
			b.text(name, Point{0, a.top + a.pitch*float32(2*i) + a.cell/2}, Start, s.small(), Quiet)
		}
	}
	c.months(b, a)
	c.squares(b, a)
	return b.done()
}

// months writes each month above the week in which it begins. Where two would
// touch, the earlier is left out: it is the month of which less is shown.
func (c Calendar) months(b *builder, a calendarLayout) {
	s, font := b.style, b.style.small()
	last := date(c.To)
	end := b.W // where the label must end
	for week := a.weeks - 1; week >= 0; week-- {
		// The month of a week is that of its last day shown.
		month, before := endOfWeek(a, week, last), endOfWeek(a, week-1, last)
		if week > 0 && month.Month() == before.Month() {
			continue
		}
		label := month.Format("Jan")
		if month.Month() == time.January {
			label = month.Format("Jan 2006")
		}
		x := a.left + a.pitch*float32(week)
		if x+s.width(label, font) <= end {
			b.text(label, Point{x, s.line(font) / 2}, Start, font, Quiet)
			end = x - s.u(8)
		}
	}
}

// endOfWeek is the last day of a week, or the last day of all.
func endOfWeek(a calendarLayout, week int, last time.Time) time.Time {
	end := a.first.AddDate(0, 0, 7*week+6)
	if end.After(last) {
		return last
	}
	return end
}

func (c Calendar) squares(b *builder, a calendarLayout) {
	s, most, next := b.style, 0.0, 0
	for _, d := range c.Days {
		most = max(most, d.Amount)
	}
	first := date(c.From)
	if first.Before(a.first) {
		first = a.first
	}
	for day := first; !day.After(date(c.To)); day = day.AddDate(0, 0, 1) {
		for next < len(c.Days) && date(c.Days[next].Day).Before(day) {
			next++
		}
		fill, text := Grid, c.None
		if next < len(c.Days) && date(c.Days[next].Day).Equal(day) {
			fill, text = level(c.Days[next].Amount, most), c.Days[next].Text
		}
		at := daysBetween(a.first, day)
		week, weekday := at/7, at%7
		cell := Box{a.left + s.u(1) + a.pitch*float32(week), a.top + a.pitch*float32(weekday), a.cell, a.cell}
		b.rect(cell, a.cell*0.2, fill)
		gap := s.u(cellGap) / 2
		b.Values = append(b.Values, Value{
			Label: day.Format("Mon 2 Jan 2006"), Text: text, Row: weekday, Column: week,
			Area:   Box{cell.X - gap, cell.Y - gap, a.pitch, a.pitch},
			Ring:   Box{cell.X - gap/2, cell.Y - gap/2, cell.W + gap, cell.H + gap},
			Radius: a.cell * 0.2,
		})
	}
}

// level gives a day's colour by its share of the most there was on a day.
func level(amount, most float64) Role {
	levels := []Role{Level1, Level2, Level3, Level4}
	return levels[min(int(amount/most*float64(len(levels))), len(levels)-1)]
}
