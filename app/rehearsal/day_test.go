package rehearsal_test

import (
	"encoding/json"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
)

// dayOf reads a date.
func dayOf(t testing.TB, date string) rehearsal.Day {
	t.Helper()
	d, err := rehearsal.ParseDay(date)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// momentOf reads a moment with its zone, "2026-11-20T18:00:00+01:00".
func momentOf(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

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
		if got := rehearsal.DayOf(momentOf(t, at)); got.String() != want {
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
		if got := rehearsal.DayOf(c.at); got.String() != c.want {
			t.Errorf("%s: %s, not %s", c.at, got, c.want)
		}
	}
	// A practice at the same hour every evening counts every evening, whatever the clock does.
	last := rehearsal.DayOf(time.Date(2026, 3, 25, 23, 30, 0, 0, berlin))
	for n := 26; n <= 31; n++ {
		today := rehearsal.DayOf(time.Date(2026, 3, n, 23, 30, 0, 0, berlin))
		if today != last+1 {
			t.Errorf("%s is not the day after %s", today, last)
		}
		last = today
	}
}

func TestADateIsReadAndWrittenAsOneWritesIt(t *testing.T) {
	d := dayOf(t, "2026-12-03")
	if got := d.Short(dayOf(t, "2026-01-01")); got != "3 Dec" {
		t.Error(got)
	}
	if got := d.Short(dayOf(t, "2027-01-01")); got != "3 Dec 2026" {
		t.Error(got)
	}
	if got := d.Long(); got != "3 Dec 2026" {
		t.Error(got)
	}
	text, err := json.Marshal(map[string]rehearsal.Day{"d": d})
	if err != nil || string(text) != `{"d":"2026-12-03"}` {
		t.Error(string(text), err)
	}
	var back map[string]rehearsal.Day
	if err := json.Unmarshal(text, &back); err != nil || back["d"] != d {
		t.Error(back, err)
	}
	for _, wrong := range []string{"", "3 Dec", "2026-13-01", "2026-02-29", "2026-12-03T00:00:00Z"} {
		if got, err := rehearsal.ParseDay(wrong); err == nil {
			t.Errorf("%q is taken for %s", wrong, got)
		}
	}
	if err := json.Unmarshal([]byte(`{"d":"soon"}`), &back); err == nil {
		t.Error("a day called soon")
	}
	if got := rehearsal.DateOf(momentOf(t, "2026-12-03T01:00:00+01:00")); got != d {
		t.Error("a date begins at midnight:", got)
	}
}

func TestADayIsThatOfThePlaceWhereTheAttemptWasMade(t *testing.T) {
	auckland := time.FixedZone("", 13*60*60)
	honolulu := time.FixedZone("", -10*60*60)
	at := time.Date(2025, 11, 21, 19, 30, 0, 0, time.UTC)
	for _, c := range []struct {
		where string
		at    time.Time
		want  string
	}{
		{"in London", at, "2025-11-21"}, {"in Auckland", at.In(auckland), "2025-11-22"}, {"in Honolulu", at.In(honolulu), "2025-11-21"},
	} {
		if got := rehearsal.DayOf(c.at); got.String() != c.want {
			t.Errorf("%s: %s, not %s", c.where, got, c.want)
		}
	}
	// Over the date line eastwards the same day comes again.
	before := time.Date(2025, 11, 22, 9, 0, 0, 0, auckland)
	after := before.Add(20 * time.Hour).In(honolulu)
	if rehearsal.DayOf(after) != rehearsal.DayOf(before) {
		t.Errorf("after the flight it is %s, before it was %s", rehearsal.DayOf(after), rehearsal.DayOf(before))
	}
}

func TestADayIsADivisionOfTheSecondsWithTheOffset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.Int64Range(-4_000_000_000, 4_000_000_000).Draw(t, "seconds")
		offset := rapid.IntRange(-14*3600, 14*3600).Draw(t, "offset")
		local := seconds + int64(offset) - 4*3600
		want := local / 86400
		if local%86400 < 0 {
			want--
		}
		if day := rehearsal.DayOf(time.Unix(seconds, 0).In(time.FixedZone("", offset))); int64(day) != want {
			t.Fatalf("%d, want %d", day, want)
		}
	})
}

func TestADateIsThatOfItsMidnight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		day := rehearsal.Day(rapid.IntRange(-20_000, 60_000).Draw(t, "day"))
		if back := rehearsal.DateOf(day.Date()); back != day {
			t.Fatalf("the date of %s is %s", day, back)
		}
	})
}
