package app

import (
	"context"
	"time"

	"starling/app/history"
	"starling/app/progress"
)

// practiceHistory gives what history says of practice: a progress.Source, and
// the cards of the stories.
type practiceHistory struct{ history *lateHistory }

// Declare conformity with what the screens ask for.
var _ progress.Source = practiceHistory{}

// Days gives the totals of a scope that history keeps.
func (p practiceHistory) Days(ctx context.Context, scope progress.Scope) ([]progress.DayTotals, error) {
	kept, err := p.history.Days(ctx, history.Scope(scope))
	if err != nil || len(kept) == 0 {
		return nil, err
	}
	days := make([]progress.DayTotals, len(kept))
	for i, d := range kept {
		days[i] = progress.DayTotals{
			Day: d.Day, Attempts: d.Attempts, Spoken: d.Spoken, Rated: d.Rated,
			First: markOf(d.First), Best: markOf(d.Best), Levels: d.Levels, Overruns: d.Overs,
			Closest: progress.Near{ID: d.Closest.ID, At: d.Closest.Started, Over: d.Closest.Over},
		}
	}
	return days, nil
}

func markOf(m history.DayMark) progress.Mark {
	return progress.Mark{ID: m.ID, At: m.Started, Coverage: m.Coverage}
}

// Last gives the last whole attempts of a scope.
func (p practiceHistory) Last(ctx context.Context, scope progress.Scope, n int, rated bool) ([]progress.Attempt, error) {
	records, err := p.history.Last(ctx, history.Scope(scope), n, rated)
	if err != nil {
		return nil, err
	}
	return listOf(records), nil
}

// listOf gives attempts as progress sees them.
func listOf(records []history.Record) progress.List {
	list := make(progress.List, len(records))
	for i, r := range records {
		a := progress.Attempt{Attempt: r.Attempt, Number: r.Number, Ratings: r.Ratings, Note: r.Note}
		a.Started = r.Started.In(time.FixedZone("", r.Offset))
		list[i] = a
	}
	return list
}
