package progress

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"time"

	"starling/app/chart"
	"starling/app/story"
)

// Listening is how an answer was rated before and after the person listened to its
// recording.
type Listening struct {
	Story   string
	Started time.Time // with the zone in which it was
	// Before and After have the ratings, 1 to 5, of the same sections.
	Before, After map[story.SectionName]int
}

// kinder is by how much the ratings before were higher than those after, on average.
// It is zero where no section was rated both times.
func (l Listening) kinder() float64 {
	sum, n := 0, 0
	for section, before := range l.Before {
		if after, ok := l.After[section]; ok {
			sum, n = sum+before-after, n+1
		}
	}
	if n == 0 {
		return 0
	}
	return float64(sum) / float64(n)
}

// Listened is what listening changes in how the person rates themselves.
type Listened struct {
	period Period
	today  Day
	days   []ListenedDay
}

// ListenedDay is one day of it.
type ListenedDay struct {
	Day Day
	// Answers counts those that were rated before and after.
	Answers int
	// Kinder is by how much, on average, they were rated higher before; below zero if lower.
	Kinder float64
}

// ListenedOf makes it of those listenings that are of the stories, or of any where
// these are nil, and of the period that ends today.
func ListenedOf(all []Listening, stories []string, p Period, today Day) Listened {
	byDay := map[Day]*ListenedDay{}
	for _, l := range all {
		day := DayOf(l.Started)
		if stories != nil && !slices.Contains(stories, l.Story) || day < p.From(today) || day > today {
			continue
		}
		d := byDay[day]
		if d == nil {
			d = &ListenedDay{Day: day}
			byDay[day] = d
		}
		d.Kinder += l.kinder() // their sum, until all are there
		d.Answers++
	}
	l := Listened{period: p, today: today}
	for _, d := range byDay {
		d.Kinder /= float64(d.Answers)
		l.days = append(l.days, *d)
	}
	slices.SortFunc(l.days, func(a, b ListenedDay) int { return cmp.Compare(a.Day, b.Day) })
	return l
}

// Days are the days with an answer that was rated before and after, the oldest first.
func (l Listened) Days() []ListenedDay { return l.days }

// Kinder is by how much the answers were rated higher before on average, and how many
// they are.
func (l Listened) Kinder() (by float64, answers int) {
	for _, d := range l.days {
		by += d.Kinder * float64(d.Answers)
		answers += d.Answers
	}
	if answers > 0 {
		by /= float64(answers)
	}
	return by, answers
}

// Sentence says what listening changes: "You are kinder before you listen, by 0.6."
func (l Listened) Sentence() string {
	by, answers := l.Kinder()
	if answers == 0 {
		return ""
	}
	of := fmt.Sprintf(" That is of %s.", count(answers, "answer"))
	switch by = math.Round(by*10) / 10; {
	case by > 0:
		return fmt.Sprintf("You are kinder before you listen, by %.1f.", by) + of
	case by < 0:
		return fmt.Sprintf("You are harder on yourself before you listen, by %.1f.", -by) + of
	}
	return "Before and after agree." + of
}

// words reads the difference of a day: "0.6 higher before, 2 answers".
func (d ListenedDay) words() string {
	text := "the same before and after"
	switch by := math.Round(d.Kinder*10) / 10; {
	case by > 0:
		text = fmt.Sprintf("rated %.1f higher before listening", by)
	case by < 0:
		text = fmt.Sprintf("rated %.1f lower before listening", -by)
	}
	return text + ", " + count(d.Answers, "answer")
}

// The chart's range reaches so far up and down, and further where there is more.
const leastReach = 2

// Chart shows the difference from day to day: above the middle where the ratings were
// higher before listening.
func (l Listened) Chart() chart.Line {
	c := chart.Line{
		Head: chart.Head{
			Title:   "Before and after listening",
			Caption: l.period.String() + " · above 0: rated higher before listening",
			Summary: l.Sentence(),
			Empty:   "No answer was rated before and after listening" + l.period.within() + ".",
		},
		To: l.today.Date(),
	}
	reach := float64(leastReach)
	for _, d := range l.days {
		reach = max(reach, math.Ceil(math.Abs(d.Kinder)))
	}
	// The lower edge of a line is zero: a difference is shown so far above it.
	c.Top = 2 * reach
	for _, tick := range []float64{-reach, 0, reach} {
		label := fmt.Sprintf("%+.0f", tick)
		switch {
		case tick < 0:
			label = fmt.Sprintf("−%.0f", -tick)
		case tick == 0:
			label = "0"
		}
		c.Ticks = append(c.Ticks, chart.Tick{At: tick + reach, Label: label})
	}
	first := l.today - leastTrend // the line is not pressed into a corner
	if len(l.days) > 0 {
		first = min(first, l.days[0].Day)
	}
	c.From = first.Date()
	for _, d := range l.days {
		c.Points = append(c.Points, chart.LinePoint{Day: d.Day.Date(), At: d.Kinder + reach, Label: d.Day.Long(), Text: d.words()})
	}
	return c
}
