package progress

import (
	"fmt"
	"time"
)

// Day is a date: the days since 1 January 1970. That of an attempt can be had
// from seconds since 1970 and the zone's offset by a division: see [DayOf].
type Day int

// DayOf is the date that a time has in its own zone.
func DayOf(t time.Time) Day {
	year, month, day := t.Date()
	return Day(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// Date is the day's start in UTC.
func (d Day) Date() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// String is the date in full: "22 Nov 2025".
func (d Day) String() string { return d.Date().Format("2 Jan 2006") }

// Short is the date without its year: "22 Nov".
func (d Day) Short() string { return d.Date().Format("2 Jan") }

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
