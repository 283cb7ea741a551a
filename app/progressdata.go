package app

import (
	"context"
	"time"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/progress"
)

// practiceHistory gives what history says of practice: a progress.Source, and
// the cards of the stories.
type practiceHistory struct{ history *lateHistory }

const (
	// attemptsSeen is how many attempts the totals of days are made of at most:
	// the newest.
	attemptsSeen = 20_000
	// attemptsAtOnce is how many are read at once to find the last whole ones.
	attemptsAtOnce = 64
)

// Declare conformity with what the screens ask for.
var _ progress.Source = practiceHistory{}

// Days adds the attempts of a scope up by the day.
func (p practiceHistory) Days(ctx context.Context, scope progress.Scope) ([]progress.DayTotals, error) {
	f := filterOf(scope)
	f.Limit = attemptsSeen
	records, err := p.history.Attempts(ctx, f)
	if err != nil {
		return nil, err
	}
	return listOf(records).Days(ctx, scope)
}

// Last gives the last whole attempts of a scope.
func (p practiceHistory) Last(ctx context.Context, scope progress.Scope, n int, rated bool) ([]progress.Attempt, error) {
	f := filterOf(scope)
	if f.Limit = attemptsAtOnce; rated {
		f.Rated = &rated
	}
	var last []progress.Attempt
	for len(last) < n {
		records, err := p.history.Attempts(ctx, f)
		if err != nil {
			return nil, err
		}
		whole, err := listOf(records).Last(ctx, scope, n, rated)
		if err != nil {
			return nil, err
		}
		last = append(last, whole...)
		if len(records) < f.Limit {
			break
		}
		f.Offset += f.Limit
	}
	return last[:min(n, len(last))], nil
}

// cards derives the cards of all stories.
func (p practiceHistory) cards(ctx context.Context) (map[string]practice.Card, error) {
	records, err := p.history.Attempts(ctx, history.Filter{})
	if err != nil {
		return nil, err
	}
	attempts := make([]practice.Attempt, len(records))
	for i, r := range records {
		attempts[i] = practised(r)
	}
	return practice.Replay(attempts), nil
}

// filterOf chooses at least the attempts of a scope: those of a day somewhere
// began up to a day earlier or later by the clock of history.
func filterOf(scope progress.Scope) history.Filter {
	f := history.Filter{Since: scope.From.Date().Add(-24 * time.Hour), Until: scope.To.Date().Add(48 * time.Hour)}
	if len(scope.Stories) == 1 {
		f.Story = scope.Stories[0]
	}
	return f
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
