package progress

import (
	"cmp"
	"context"
	"slices"
)

// Scope chooses attempts.
type Scope struct {
	// Stories are the slugs of the stories meant: those of one story, or of a
	// tag. Nil stands for all, questions answered alone included; a list
	// without any stands for none.
	Stories []string
	// From and To are the first and the last day meant.
	From, To Day
}

// Has tells whether an attempt is meant.
func (s Scope) Has(a Attempt) bool {
	day := a.Day()
	return day >= s.From && day <= s.To && (s.Stories == nil || slices.Contains(s.Stories, a.Story))
}

// Source is where the figures come from. It answers for any number of attempts
// in a few milliseconds: what it gives is bounded by the number of days, or by n.
// Deleted attempts are never given.
type Source interface {
	// Days gives the totals of each day in the scope on which an attempt
	// counts, the oldest first: what ByDay makes of the scope's attempts.
	Days(ctx context.Context, scope Scope) ([]DayTotals, error)
	// Last gives the last n attempts in the scope that are Whole, the newest
	// first; those that are rated, or all of them.
	Last(ctx context.Context, scope Scope, n int, rated bool) ([]Attempt, error)
}

// List is a source of attempts in memory, in any order.
type List []Attempt

// Declare conformity with Source.
var _ Source = List{}

// Days is ByDay of the scope's attempts.
func (l List) Days(_ context.Context, scope Scope) ([]DayTotals, error) {
	return ByDay(l.in(scope)), nil
}

// Last gives the last whole attempts.
func (l List) Last(_ context.Context, scope Scope, n int, rated bool) ([]Attempt, error) {
	last := slices.DeleteFunc(l.in(scope), func(a Attempt) bool {
		_, isRated := a.Coverage()
		return !Whole(a) || rated && !isRated
	})
	slices.SortStableFunc(last, func(a, b Attempt) int { return -earlier(a, b) })
	return last[:min(n, len(last))], nil
}

func (l List) in(scope Scope) []Attempt {
	var in []Attempt
	for _, a := range l {
		if scope.Has(a) {
			in = append(in, a)
		}
	}
	return in
}

// earlier orders attempts by their start.
func earlier(a, b Attempt) int {
	return cmp.Or(a.Started.Compare(b.Started), cmp.Compare(a.ID, b.ID))
}
