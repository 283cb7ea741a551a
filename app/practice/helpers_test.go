package practice

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// day reads a date.
func day(t testing.TB, date string) Day {
	t.Helper()
	d, err := rehearsal.ParseDay(date)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// moment reads a moment with its zone, "2026-11-20T18:00:00+01:00".
func moment(t testing.TB, text string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// rate gives ratings of Situation, Task, Action, Result, Lessons and delivery.
func rate(ratings ...int) Ratings {
	var r Ratings
	for i, rating := range ratings {
		r.Set(ratedName(i), rating)
	}
	return r
}

// said is an attempt of 1:50 at the story "s" with its points in view, rated 3
// throughout: good.
func said(t testing.TB, at string) Attempt {
	t.Helper()
	return Attempt{
		ID: "01900000-" + at, Story: "s", Started: moment(t, at), Spoken: 110 * time.Second, Limit: 2 * time.Minute,
		Ended: rehearsal.Finished, Prompt: rehearsal.PromptPoints, Mode: rehearsal.ModePractice, Ratings: rate(3, 3, 3, 3),
	}
}

// graded is said with a grade that the person gave.
func graded(t testing.TB, at string, g Grade) Attempt {
	a := said(t, at)
	a.Correction = g
	return a
}

// card replays attempts at the story "s".
func card(attempts ...Attempt) Card { return Replay(attempts)["s"] }

// aStory is a story that can be rehearsed, with points.
func aStory(slug string, tags ...string) story.Story {
	section := story.Section{Points: []string{"a point"}}
	return story.Story{
		Slug: slug, Title: "The story of " + slug, Tags: tags,
		Situation: section, Task: section, Action: section, Result: section,
	}
}

// zones are where the speaker may be, from one side of the date line to the other.
var zones = []int{-11 * 3600, -5 * 3600, 0, 3600, 5*3600 + 1800, 14 * 3600}

// anyAttempts draws attempts, at two stories and at none, in the order of their starts.
func anyAttempts(t *rapid.T, most int) []Attempt {
	n := rapid.IntRange(0, most).Draw(t, "attempts")
	at := time.Date(2026, 2, 27, 20, 0, 0, 0, time.UTC)
	attempts := make([]Attempt, n)
	for i := range attempts {
		at = at.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 5, 24, 26, 24 * 7, 24 * 90}).Draw(t, "hours")) * time.Hour)
		zone := rapid.SampledFrom(zones).Draw(t, "zone")
		attempts[i] = Attempt{
			ID: fmt.Sprintf("id-%03d", i), Story: rapid.SampledFrom([]string{"s", "other", ""}).Draw(t, "story"),
			Started: at.In(time.FixedZone("", zone)),
			Spoken:  time.Duration(rapid.IntRange(0, 200).Draw(t, "spoken")) * time.Second, Limit: 2 * time.Minute,
			Ended: rapid.SampledFrom([]rehearsal.Ending{
				rehearsal.Finished, rehearsal.Finished, rehearsal.AtLimit, rehearsal.Auto, rehearsal.Abandoned, rehearsal.Unfinished,
			}).Draw(t, "ended"),
			Prompt:     rapid.SampledFrom(ladder()).Draw(t, "prompt"),
			Part:       rapid.SampledFrom([]story.SectionName{"", "", "", story.Result}).Draw(t, "part"),
			Correction: rapid.SampledFrom(append(Corrections(), "", "", "", "")).Draw(t, "correction"),
		}
		for j := range attempts[i].Ratings {
			attempts[i].Ratings[j] = uint8(rapid.IntRange(0, 5).Draw(t, "rating"))
		}
	}
	return attempts
}
