package progress

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestADayIsTheDateWhereTheAttemptWasMade(t *testing.T) {
	auckland := time.FixedZone("", 13*60*60)
	honolulu := time.FixedZone("", -10*60*60)
	moment := time.Date(2025, 11, 21, 23, 30, 0, 0, time.UTC)
	want(t, "in London", DayOf(moment).String(), "21 Nov 2025")
	want(t, "in Auckland", DayOf(moment.In(auckland)).String(), "22 Nov 2025")
	want(t, "in Honolulu", DayOf(moment.In(honolulu)).String(), "21 Nov 2025")
	// Over the date line eastwards the same date comes again.
	before := time.Date(2025, 11, 22, 9, 0, 0, 0, auckland)
	after := before.Add(20 * time.Hour).In(honolulu)
	want(t, "after the flight", DayOf(after), DayOf(before))
}

func TestADayIsADivisionOfTheSecondsWithTheOffset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seconds := rapid.Int64Range(0, 4_000_000_000).Draw(t, "seconds")
		offset := rapid.IntRange(-14*3600, 14*3600).Draw(t, "offset")
		if seconds+int64(offset) < 0 {
			t.Skip("before 1970")
		}
		day := DayOf(time.Unix(seconds, 0).In(time.FixedZone("", offset)))
		if want := Day((seconds + int64(offset)) / 86400); day != want {
			t.Fatalf("%d, want %d", day, want)
		}
		if back := DayOf(day.Date()); back != day {
			t.Fatalf("its date is of day %d", back)
		}
	})
}

func TestADayOfASummerTimeChangeIsOneDay(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Skip("no time zones here")
	}
	start := DayOf(time.Date(2025, 10, 25, 12, 0, 0, 0, berlin))
	for i, hour := range []int{0, 24, 48} {
		at := time.Date(2025, 10, 25, hour, 30, 0, 0, berlin)
		want(t, "the day", DayOf(at), start+Day(i))
	}
}

func TestAPeriodEndsTodayAndCountsIt(t *testing.T) {
	want(t, "30 days", Month.From(today).String(), "24 Oct 2025")
	want(t, "90 days", Quarter.From(today), today-89)
	want(t, "all", AllTime.From(today), Day(0))
	var names []string
	for _, p := range Periods() {
		names = append(names, p.String())
	}
	wantAll(t, "names", names, "last 30 days", "last 90 days", "all time")
}

func TestSpansReadAsAPersonSaysThem(t *testing.T) {
	for d, words := range map[time.Duration]string{
		0: "0 s", 9400 * time.Millisecond: "9 s", 59600 * time.Millisecond: "1:00", 65 * time.Second: "1:05",
	} {
		want(t, "seconds", seconds(d), words)
	}
	for d, words := range map[time.Duration]string{
		40 * time.Second: "40 s", 6 * time.Minute: "6 min", 59*time.Minute + 40*time.Second: "1 h 00 min", 65 * time.Minute: "1 h 05 min",
	} {
		want(t, "minutes", minutes(d), words)
	}
	for n, words := range map[int]string{
		0: "within a day", 1: "in a day", 3: "in 3 days", 7: "in a week", 9: "in 9 days", 14: "in 2 weeks", 29: "in 4 weeks", 90: "in 3 months", 365: "in 12 months", 800: "in 2 years",
	} {
		want(t, "days", inDays(n), words)
	}
	want(t, "over", overWords(5*time.Second), "5 s over")
	want(t, "under", overWords(-65*time.Second), "1:05 under")
	want(t, "on it", overWords(300*time.Millisecond), "exactly on the limit")
}
