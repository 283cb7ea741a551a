package progress

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// DayTotals are what the attempts of one day add up to.
type DayTotals struct {
	Day Day
	// Attempts and Spoken are of all that count.
	Attempts int
	Spoken   time.Duration

	// What follows is of whole answers; the coverages, of those that are rated.

	// Rated is how many are rated. First is the first of them on that day: it
	// alone counts for the trend. Best is the one of the highest coverage, of
	// several the first.
	Rated       int
	First, Best Mark
	// Levels are the coverages of that day in whole per cent, each once, the
	// lowest first.
	Levels []uint8
	// Overruns says how many ended how far from their limit; Closest is the
	// one that ended closest to it, of several the first.
	Overruns Overruns
	Closest  Near
}

// Mark is the coverage of an attempt. One without an id stands for none.
type Mark struct {
	ID       string
	At       time.Time
	Coverage float64 // per cent
}

// Near is how far from its limit an attempt ended. One without an id stands
// for none.
type Near struct {
	ID   string
	At   time.Time
	Over time.Duration // below zero before the limit
}

// ByDay adds attempts up by the day, the oldest day first. Days without an
// attempt that counts are left out.
func ByDay(attempts []Attempt) []DayTotals {
	var rows []DayTotals
	for _, a := range attempts {
		if Counts(a) {
			rows = append(rows, totalsOf(a))
		}
	}
	return Combine(rows)
}

func totalsOf(a Attempt) DayTotals {
	t := DayTotals{Day: a.Day(), Attempts: 1, Spoken: a.Spoken}
	if !Whole(a) {
		return t
	}
	t.Overruns[OverrunBin(a.Over())] = 1
	t.Closest = Near{ID: a.ID, At: a.Started, Over: a.Over()}
	if coverage, ok := a.Coverage(); ok {
		t.Rated = 1
		t.First = Mark{ID: a.ID, At: a.Started, Coverage: coverage}
		t.Best = t.First
		t.Levels = []uint8{uint8(math.Round(coverage))}
	}
	return t
}

// Combine makes one row of all rows of a day, the oldest day first. A source
// that keeps the totals of each story combines those of a tag with it.
func Combine(rows []DayTotals) []DayTotals {
	order := make([]int, len(rows)) // the rows are large, and are not moved about
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rows[a].Day, rows[b].Day) })
	var days []DayTotals
	for _, i := range order {
		if last := len(days) - 1; last >= 0 && days[last].Day == rows[i].Day {
			days[last].add(&rows[i])
			continue
		}
		row := rows[i]
		row.Levels = slices.Clone(row.Levels)
		days = append(days, row)
	}
	for i := range days {
		slices.Sort(days[i].Levels)
		days[i].Levels = slices.Compact(days[i].Levels)
	}
	return days
}

// add adds another row of the same day. The levels are put in order later.
func (t *DayTotals) add(other *DayTotals) {
	t.Attempts += other.Attempts
	t.Spoken += other.Spoken
	t.Rated += other.Rated
	t.Levels = append(t.Levels, other.Levels...)
	for i, n := range other.Overruns {
		t.Overruns[i] += n
	}
	if other.First.ID != "" && (t.First.ID == "" || other.First.before(t.First)) {
		t.First = other.First
	}
	if other.Best.ID != "" && (t.Best.ID == "" || other.Best.beats(t.Best)) {
		t.Best = other.Best
	}
	if other.Closest.ID != "" && (t.Closest.ID == "" || other.Closest.beats(t.Closest)) {
		t.Closest = other.Closest
	}
}

func (m Mark) before(other Mark) bool {
	return cmp.Or(m.At.Compare(other.At), cmp.Compare(m.ID, other.ID)) < 0
}

// beats tells whether a coverage is higher than another, or as high and earlier.
func (m Mark) beats(other Mark) bool {
	return m.Coverage > other.Coverage || m.Coverage == other.Coverage && m.before(other)
}

// beats tells whether an attempt ended closer to its limit than another.
func (n Near) beats(other Near) bool {
	if a, b := n.Over.Abs(), other.Over.Abs(); a != b {
		return a < b
	}
	return cmp.Or(n.At.Compare(other.At), cmp.Compare(n.ID, other.ID)) < 0
}
