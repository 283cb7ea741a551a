package practice

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

// FromToday says where a day is, seen from today: "today", "in 3 days", "2 days ago".
func FromToday(d, today Day) string {
	switch n := int(d - today); {
	case n == 0:
		return "today"
	case n == 1:
		return "tomorrow"
	case n == -1:
		return "yesterday"
	case n > 0:
		return fmt.Sprintf("in %d days", n)
	default:
		return fmt.Sprintf("%d days ago", -n)
	}
}
