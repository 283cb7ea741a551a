package practice

import (
	"encoding/json"
	"testing"
	"time"
)

func TestADayBeginsAtFourWhereTheSpeakerIs(t *testing.T) {
	for at, want := range map[string]string{
		"2026-11-20T04:00:00+01:00": "2026-11-20",
		"2026-11-20T03:59:59+01:00": "2026-11-19",
		"2026-11-20T23:59:59+01:00": "2026-11-20",
		"2026-11-21T00:30:00+01:00": "2026-11-20",
		"2026-01-01T01:00:00Z":      "2025-12-31",
		"2026-03-01T02:00:00-08:00": "2026-02-28",
		"2028-03-01T02:00:00+14:00": "2028-02-29",
		"1969-12-31T12:00:00Z":      "1969-12-31",
	} {
		if got := DayOf(moment(t, at)); got.String() != want {
			t.Errorf("%s: %s, not %s", at, got, want)
		}
	}
}

func TestSummerTimeMovesNoDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no zones on this machine:", err)
	}
	for _, c := range []struct {
		at   time.Time
		want string
	}{
		// On 29 March 2026 the clock goes from 2:00 to 3:00, on 25 October from 3:00 to 2:00.
		{time.Date(2026, 3, 29, 3, 59, 0, 0, berlin), "2026-03-28"},
		{time.Date(2026, 3, 29, 4, 0, 0, 0, berlin), "2026-03-29"},
		{time.Date(2026, 3, 30, 3, 59, 0, 0, berlin), "2026-03-29"},
		{time.Date(2026, 10, 25, 3, 59, 0, 0, berlin), "2026-10-24"},
		{time.Date(2026, 10, 25, 4, 0, 0, 0, berlin), "2026-10-25"},
		{time.Date(2026, 10, 24, 23, 0, 0, 0, berlin).Add(3 * time.Hour), "2026-10-24"}, // 2:00, for the first time
		{time.Date(2026, 10, 24, 23, 0, 0, 0, berlin).Add(4 * time.Hour), "2026-10-24"}, // and for the second
	} {
		if got := DayOf(c.at); got.String() != c.want {
			t.Errorf("%s: %s, not %s", c.at, got, c.want)
		}
	}
	// A practice at the same hour every evening counts every evening, whatever the clock does.
	last := DayOf(time.Date(2026, 3, 25, 23, 30, 0, 0, berlin))
	for n := 26; n <= 31; n++ {
		today := DayOf(time.Date(2026, 3, n, 23, 30, 0, 0, berlin))
		if today != last+1 {
			t.Errorf("%s is not the day after %s", today, last)
		}
		last = today
	}
}

func TestADateIsReadAndWrittenAsOneWritesIt(t *testing.T) {
	d := day(t, "2026-12-03")
	if got := d.Short(day(t, "2026-01-01")); got != "3 Dec" {
		t.Error(got)
	}
	if got := d.Short(day(t, "2027-01-01")); got != "3 Dec 2026" {
		t.Error(got)
	}
	text, err := json.Marshal(map[string]Day{"d": d})
	if err != nil || string(text) != `{"d":"2026-12-03"}` {
		t.Error(string(text), err)
	}
	var back map[string]Day
	if err := json.Unmarshal(text, &back); err != nil || back["d"] != d {
		t.Error(back, err)
	}
	for _, wrong := range []string{"", "3 Dec", "2026-13-01", "2026-02-29", "2026-12-03T00:00:00Z"} {
		if got, err := ParseDay(wrong); err == nil {
			t.Errorf("%q is taken for %s", wrong, got)
		}
	}
	if err := json.Unmarshal([]byte(`{"d":"soon"}`), &back); err == nil {
		t.Error("a day called soon")
	}
	if got := DateOf(moment(t, "2026-12-03T01:00:00+01:00")); got != d {
		t.Error("a date begins at midnight:", got)
	}
}

func TestADayIsSaidFromToday(t *testing.T) {
	today := day(t, "2026-11-20")
	for n, want := range map[Day]string{
		-12: "12 days ago", -2: "2 days ago", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "in 2 days",
	} {
		if got := (today + n).From(today); got != want {
			t.Errorf("%d: %q, not %q", n, got, want)
		}
	}
	for n, want := range map[Day]string{-1: "yesterday", 0: "today", 1: "tomorrow", 9: "on 29 Nov", 60: "on 19 Jan 2027"} {
		if got := (today + n).in(today); got != want {
			t.Errorf("%d: %q, not %q", n, got, want)
		}
	}
}
