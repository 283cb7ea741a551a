package rehearsal

import (
	"fmt"
	"time"
)

// Day is a day of somebody's calendar, counted from 1 January 1970, which is
// 0. It has no zone: it is the day that the person would have named. What is
// due, what practice has done and what history adds up all go by it.
type Day int

// dayBegins is the hour of the clock at which a day begins: what is said after
// midnight belongs to the evening before.
const dayBegins = 4

// DayOf gives the day that a person would have named at a moment, where they
// were: by the zone that the time carries. A day begins at 04:00. From the
// seconds since 1970 and the zone's offset then, it is a division: the whole
// days in seconds + offset − 4 h.
func DayOf(t time.Time) Day {
	day := DateOf(t)
	if t.Hour() < dayBegins { // by the clock on the wall, so that summer time moves nothing
		day--
	}
	return day
}

// DateOf gives the day that a calendar shows at a moment, in the zone that the
// time carries: from midnight, as dates are written.
func DateOf(t time.Time) Day {
	y, m, d := t.Date()
	return Day(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

// ParseDay reads a date, "2026-12-03".
func ParseDay(text string) (Day, error) {
	t, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return 0, fmt.Errorf("%q is no date; write it as 2026-12-03", text)
	}
	return DateOf(t), nil
}

// Date gives the day's midnight in UTC, to be formatted.
func (d Day) Date() time.Time { return time.Unix(int64(d)*24*60*60, 0).UTC() }

// String is the date, "2026-12-03".
func (d Day) String() string { return d.Date().Format(time.DateOnly) }

// MarshalText writes the date, "2026-12-03".
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes.
func (d *Day) UnmarshalText(text []byte) error {
	day, err := ParseDay(string(text))
	if err == nil {
		*d = day
	}
	return err
}

// Long says the day with its year: "22 Nov 2025".
func (d Day) Long() string { return d.Date().Format("2 Jan 2006") }

// Short says the day in a sentence: "20 Nov", with the year where it is not
// the year of today.
func (d Day) Short(today Day) string {
	if d.Date().Year() == today.Date().Year() {
		return d.Date().Format("2 Jan")
	}
	return d.Long()
}
