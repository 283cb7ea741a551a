package progress

import (
	"fmt"
	"time"
)

// Bests are the best there was in the days given.
type Bests struct {
	// Attempts and Spoken are of all that count.
	Attempts int
	Spoken   time.Duration
	// Coverage is the day with the highest coverage, its Best; Closest the day
	// of the answer that ended closest to its limit, its Closest. Of several it
	// is the first; there is none where the mark has no id.
	Coverage, Closest DayTotals
	// Streak is the longest run of days with practice, of several the last;
	// Current is the one that has not ended: it reaches today or yesterday.
	Streak, Current Streak
	// MostAttempts is the day with the most attempts, MostSpoken the one with
	// the most time spoken; of several the first.
	MostAttempts, MostSpoken DayTotals
}

// Streak is a run of days, each with practice. It has none where Days is zero.
type Streak struct {
	From, To Day
	Days     int
}

// BestsOf finds the best in the totals of days, given the oldest first.
func BestsOf(days []DayTotals, today Day) Bests {
	var b Bests
	var run Streak
	for _, d := range days {
		b.Attempts += d.Attempts
		b.Spoken += d.Spoken
		if d.Best.ID != "" && (b.Coverage.Best.ID == "" || d.Best.beats(b.Coverage.Best)) {
			b.Coverage = d
		}
		if d.Closest.ID != "" && (b.Closest.Closest.ID == "" || d.Closest.beats(b.Closest.Closest)) {
			b.Closest = d
		}
		if d.Attempts > b.MostAttempts.Attempts {
			b.MostAttempts = d
		}
		if d.Spoken > b.MostSpoken.Spoken {
			b.MostSpoken = d
		}
		if run.Days == 0 || d.Day != run.To+1 {
			run = Streak{From: d.Day}
		}
		run.To = d.Day
		run.Days++
		if run.Days >= b.Streak.Days {
			b.Streak = run
		}
	}
	if run.Days > 0 && run.To >= today-1 {
		b.Current = run
	}
	return b
}

// Best is a personal best in words.
type Best struct {
	Name  string // "Best coverage"
	Value string // "94%"
	When  string // "22 Nov 2025"
	// ID is the attempt's, where it is one attempt.
	ID string
}

// Rows are the bests in words; without practice there are none.
func (b Bests) Rows() []Best {
	if b.Attempts == 0 {
		return nil
	}
	var rows []Best
	if best := b.Coverage.Best; best.ID != "" {
		rows = append(rows, Best{"Best coverage", percent(best.Coverage), b.Coverage.Day.Long(), best.ID})
	}
	if near := b.Closest.Closest; near.ID != "" {
		rows = append(rows, Best{"Closest to the limit", overWords(near.Over), b.Closest.Day.Long(), near.ID})
	}
	streak := Best{Name: "Most days in a row", Value: count(b.Streak.Days, "day"), When: b.Streak.words()}
	if b.Current.Days > 0 && b.Current != b.Streak {
		streak.When += fmt.Sprintf("; now %d", b.Current.Days)
	}
	return append(rows, streak,
		Best{Name: "Most in a day", Value: count(b.MostAttempts.Attempts, "attempt"), When: b.MostAttempts.Day.Long()},
		Best{Name: "Longest practice in a day", Value: minutes(b.MostSpoken.Spoken), When: b.MostSpoken.Day.Long()},
		Best{Name: "In all", Value: count(b.Attempts, "attempt"), When: minutes(b.Spoken) + " spoken"})
}

// words reads a streak: "16 to 22 Nov 2025".
func (s Streak) words() string {
	switch {
	case s.Days == 1:
		return s.From.Long()
	case !sameYear(s.From, s.To):
		return s.From.Long() + " to " + s.To.Long()
	case s.From.Date().Month() == s.To.Date().Month():
		return fmt.Sprintf("%d to %s", s.From.Date().Day(), s.To.Long())
	}
	return s.From.Short(s.To) + " to " + s.To.Long()
}
