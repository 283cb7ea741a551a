package practice

import (
	"time"

	"starling/app/rehearsal"
)

// Day is a [rehearsal.Day].
type Day = rehearsal.Day

// DayOf is [rehearsal.DayOf]: the day that a person would have named at a
// moment, where they were.
func DayOf(t time.Time) Day { return rehearsal.DayOf(t) }

// ParseDay is [rehearsal.ParseDay]: it reads a date, "2026-12-03".
func ParseDay(text string) (Day, error) { return rehearsal.ParseDay(text) }
