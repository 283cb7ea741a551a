package ui

import (
	"context"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/progress"
)

// testPractice gives the screens what history says of practice.
type testPractice struct{ reader *reader }

func (r *rig) practice() testPractice { return testPractice{r.reader} }

func (p testPractice) list(ctx context.Context) (progress.List, error) {
	records, err := p.reader.Attempts(ctx, history.Filter{})
	list := make(progress.List, len(records))
	for i, r := range records {
		list[i] = progressed(r)
	}
	return list, err
}

// Days is progress.Source's.
func (p testPractice) Days(ctx context.Context, scope progress.Scope) ([]progress.DayTotals, error) {
	list, err := p.list(ctx)
	if err != nil {
		return nil, err
	}
	return list.Days(ctx, scope)
}

// Last is progress.Source's.
func (p testPractice) Last(ctx context.Context, scope progress.Scope, n int, rated bool) ([]progress.Attempt, error) {
	list, err := p.list(ctx)
	if err != nil {
		return nil, err
	}
	return list.Last(ctx, scope, n, rated)
}

func (p testPractice) cards(ctx context.Context) (map[string]practice.Card, error) {
	if p.reader.fails != nil {
		return nil, p.reader.fails
	}
	records, err := p.reader.Reader.Attempts(ctx, history.Filter{}) // past the count of what the screens read
	var attempts []practice.Attempt
	for _, r := range records {
		attempts = append(attempts, graded(r))
	}
	return practice.Replay(attempts), err
}

// picture is one that was saved.
type picture struct {
	name    string
	content []byte
}

func (r *rig) savePicture(name string, content []byte) (string, error) {
	if r.failing.picture != nil {
		return "", r.failing.picture
	}
	r.pictures = append(r.pictures, picture{name, content})
	return "/home/ada/Documents/" + name, nil
}
