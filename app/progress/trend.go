package progress

import "fmt"

// TrendDay is one day of a trend: a dot on the line.
type TrendDay struct {
	Day Day
	// First is the first rated attempt of the day.
	First Mark
	// Levels are the coverages of all rated attempts of that day, in whole per
	// cent, each once, the lowest first; Rated is how many they are.
	Levels []uint8
	Rated  int
}

// Trend is coverage from day to day, the oldest day first. Days without a
// rated attempt are left out.
type Trend []TrendDay

// TrendOf makes the trend of the totals of days, given the oldest first.
func TrendOf(days []DayTotals) Trend {
	var trend Trend
	for _, d := range days {
		if d.Rated > 0 {
			trend = append(trend, TrendDay{Day: d.Day, First: d.First, Levels: d.Levels, Rated: d.Rated})
		}
	}
	return trend
}

// What a trend must do to be called one.
const (
	trendEnds  = 3 // at each end so many days are averaged, if there are twice as many
	trendLeast = 5 // percentage points
)

// Sentence says how coverage went.
func (t Trend) Sentence() string {
	switch len(t) {
	case 0:
		return ""
	case 1:
		return fmt.Sprintf("Coverage was %s on %s. A second day shows where it goes.", percent(t[0].First.Coverage), t[0].Day.Long())
	}
	first, last, about := t[0].First.Coverage, t[len(t)-1].First.Coverage, ""
	if len(t) >= 2*trendEnds {
		first, last, about = mean(t[:trendEnds]), mean(t[len(t)-trendEnds:]), "about "
	}
	when := inDays(int(t[len(t)-1].Day - t[0].Day))
	switch {
	case last-first >= trendLeast:
		return fmt.Sprintf("Coverage rose from %s%s to %s%s %s.", about, percent(first), about, percent(last), when)
	case first-last >= trendLeast:
		return fmt.Sprintf("Coverage fell from %s%s to %s%s %s.", about, percent(first), about, percent(last), when)
	}
	return fmt.Sprintf("Coverage stays at about %s.", percent(last))
}

func mean(days Trend) float64 {
	sum := 0.0
	for _, d := range days {
		sum += d.First.Coverage
	}
	return sum / float64(len(days))
}

// words reads a day of the trend: "86%, the first of 3 that day, 71% to 90%".
func (d TrendDay) words() string {
	text := percent(d.First.Coverage)
	if d.Rated < 2 {
		return text
	}
	low, high := d.Levels[0], d.Levels[len(d.Levels)-1]
	text += fmt.Sprintf(", the first of %d that day", d.Rated)
	if low == high {
		return text + ", all alike"
	}
	return text + fmt.Sprintf(", which went from %d%% to %d%%", low, high)
}
