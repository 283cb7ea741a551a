package progress

import (
	"testing"
	"time"
)

func TestWhatIsSaidAfterMidnightCountsForTheEveningBefore(t *testing.T) {
	evening, night, morning := even(1, 23), even(0, 1), even(0, 4)
	days := ByDay([]Attempt{evening, night, morning})
	want(t, "days", len(days), 2)
	want(t, "attempts of the evening", days[0].Attempts, 2)
	want(t, "the day of the morning", days[1].Day, today)
}

func TestAFlightOverTheDateLineMovesNoAttemptToAnotherDay(t *testing.T) {
	there, here := even(0, 9), even(0, 9)
	there.Started = time.Date(2025, 11, 22, 9, 0, 0, 0, time.FixedZone("", 13*60*60))
	here.Started = there.Started.Add(20 * time.Hour).In(time.FixedZone("", -10*60*60))
	days := ByDay([]Attempt{there, here})
	want(t, "days", len(days), 1)
	want(t, "attempts", days[0].Attempts, 2)
}

func TestAPeriodEndsTodayAndCountsIt(t *testing.T) {
	want(t, "30 days", Month.From(today).Long(), "24 Oct 2025")
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
