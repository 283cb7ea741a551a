package progress

import (
	"fmt"
	"time"

	"starling/app/rehearsal"
)

// Day is a [rehearsal.Day].
type Day = rehearsal.Day

// DayOf is [rehearsal.DayOf]: the day that a person would have named at a
// moment, where they were.
func DayOf(t time.Time) Day { return rehearsal.DayOf(t) }

// sameYear tells whether two days are of one year.
func sameYear(a, b Day) bool { return a.Date().Year() == b.Date().Year() }

// Period is how many days back from today the figures go, today included;
// zero for all.
type Period int

// The periods.
const (
	Month   Period = 30
	Quarter Period = 90
	AllTime Period = 0
)

// Periods are those to choose from.
func Periods() []Period { return []Period{Month, Quarter, AllTime} }

// String names the period: "last 30 days", "all time".
func (p Period) String() string {
	if p == AllTime {
		return "all time"
	}
	return fmt.Sprintf("last %d days", int(p))
}

// From is the first day of the period.
func (p Period) From(today Day) Day {
	if p == AllTime {
		return 0
	}
	return today - Day(p) + 1
}

// within says the period in a sentence: " in the last 30 days", or nothing.
func (p Period) within() string {
	if p == AllTime {
		return ""
	}
	return " in the " + p.String()
}
