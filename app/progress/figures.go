package progress

import "context"

// Figures are what the Progress screen shows.
type Figures struct {
	// Scope and Period are what they are of.
	Scope  Scope
	Period Period

	Days     []DayTotals
	Trend    Trend
	Sections Sections
	// Time is of one story: the one meant, or else the one that was answered last.
	Time     TimeUse
	Overruns Overruns
	Bests    Bests
}

// Read makes the figures of a period that ends today. The stories are as in
// [Scope]: nil stands for all. An error is the source's.
func Read(ctx context.Context, source Source, stories []string, period Period, today Day) (Figures, error) {
	f := Figures{Period: period, Scope: Scope{Stories: stories, From: period.From(today), To: today}}
	var err error
	if f.Days, err = source.Days(ctx, f.Scope); err != nil {
		return Figures{}, err
	}
	f.Trend, f.Bests = TrendOf(f.Days), BestsOf(f.Days, today)
	for _, d := range f.Days {
		for bin, n := range d.Overruns {
			f.Overruns[bin] += n
		}
	}
	rated, err := source.Last(ctx, f.Scope, lastAttempts, true)
	if err != nil {
		return Figures{}, err
	}
	f.Sections = SectionsOf(rated)
	f.Time, err = readTimeUse(ctx, source, f.Scope)
	if err != nil {
		return Figures{}, err
	}
	return f, nil
}

// readTimeUse reads the last attempts of the story that was answered last.
func readTimeUse(ctx context.Context, source Source, scope Scope) (TimeUse, error) {
	last, err := source.Last(ctx, scope, lastAttempts, false)
	if err != nil || len(last) == 0 {
		return TimeUse{}, err
	}
	if slug := last[0].Story; len(scope.Stories) != 1 {
		scope.Stories = []string{slug}
		if last, err = source.Last(ctx, scope, lastAttempts, false); err != nil {
			return TimeUse{}, err
		}
	}
	return TimeUseOf(last), nil
}

// trendFirst is the first day of the trend's line: where most of the period is
// empty before the first practice, the line begins there, or it would be
// pressed into a corner.
func (f Figures) trendFirst() Day {
	first := f.first()
	if len(f.Trend) == 0 {
		return first
	}
	if begun := f.Trend[0].Day; begun-first > f.Scope.To-begun {
		return min(begun, f.Scope.To-leastTrend)
	}
	return first
}

// leastTrend is how many days before today the trend's line begins at the latest.
const leastTrend = 6

// first is the first day that is shown: that of the period, or of the practice.
func (f Figures) first() Day {
	if f.Period == AllTime && len(f.Days) > 0 {
		return f.Days[0].Day
	}
	return f.Scope.From
}
