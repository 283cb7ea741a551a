package progress

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// today is the day on which the tests look back.
var today = rehearsal.DateOf(time.Date(2025, 11, 22, 0, 0, 0, 0, time.UTC))

// plan is two minutes: 24 s, 12 s, 60 s, 24 s.
func plan() rehearsal.Plan {
	return rehearsal.Plan{Limit: 2 * time.Minute, Sections: []rehearsal.PlannedSection{
		{Name: story.Situation, Target: 24 * time.Second},
		{Name: story.Task, Target: 12 * time.Second},
		{Name: story.Action, Target: 60 * time.Second},
		{Name: story.Result, Target: 24 * time.Second},
	}}
}

// answer is a finished answer of the story "sales", so many days before today
// at an hour, with the seconds that its sections took.
func answer(ago, hour int, spent ...int) Attempt {
	a := Attempt{Attempt: rehearsal.Attempt{
		ID: fmt.Sprintf("%04d-%02d", 9999-ago, hour), Story: "sales", Title: "One source of truth",
		Plan: plan(), Prompt: rehearsal.PromptPoints, Mode: rehearsal.ModePractice, Ended: rehearsal.Finished,
		Started: (today - Day(ago)).Date().Add(time.Duration(hour) * time.Hour),
	}}
	for i, s := range a.Plan.Sections {
		split := rehearsal.Split{Section: s.Name, Target: s.Target, EndedBy: rehearsal.ByMark}
		if i < len(spent) {
			split.Spent = time.Duration(spent[i]) * time.Second
		}
		a.Spoken += split.Spent
		a.Splits = append(a.Splits, split)
	}
	return a
}

// even is an answer that follows its plan.
func even(ago, hour int) Attempt { return answer(ago, hour, 24, 12, 60, 24) }

// rated gives an attempt its ratings, in the order of the sections.
func rated(a Attempt, ratings ...int) Attempt {
	a.Ratings = map[story.SectionName]int{}
	for i, r := range ratings {
		a.Ratings[append(story.SectionNames(), rehearsal.Delivery)[i]] = r
	}
	return a
}

// newestFirst puts attempts into the order in which a source gives the last.
func newestFirst(attempts ...Attempt) []Attempt {
	slices.SortFunc(attempts, func(a, b Attempt) int { return -earlier(a, b) })
	return attempts
}

func want[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func wantAll[T comparable](t testing.TB, what string, got []T, want ...T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%v, want\n%v", what, got, want)
	}
}
