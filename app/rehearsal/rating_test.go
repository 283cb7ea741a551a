package rehearsal_test

import (
	"math"
	"testing"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestCoverageIsTheMeanOverTheRatedSections(t *testing.T) {
	tests := []struct {
		name    string
		ratings map[story.SectionName]int
		want    float64
		ok      bool
	}{
		{"nothing rated", nil, 0, false},
		{"delivery alone", map[story.SectionName]int{rehearsal.Delivery: 5}, 0, false},
		{"off the scale", map[story.SectionName]int{story.Task: 0, story.Action: 6}, 0, false},
		{"all at 1", map[story.SectionName]int{story.Situation: 1, story.Task: 1}, 0, true},
		{"all at 5", map[story.SectionName]int{story.Situation: 5, story.Lessons: 5, rehearsal.Delivery: 1}, 100, true},
		{"3 and 4", map[story.SectionName]int{story.Situation: 3, story.Task: 4}, 62.5, true},
		{"three of them", map[story.SectionName]int{story.Situation: 1, story.Task: 2, story.Result: 2}, 100.0 / 6, true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, ok := rehearsal.Coverage(test.ratings)
			if ok != test.ok || math.Abs(got-test.want) > 1e-9 {
				t.Fatalf("got %v, %v; want %v, %v", got, ok, test.want, test.ok)
			}
		})
	}
}

func TestEveryRatingOnTheScaleHasAnAnchor(t *testing.T) {
	for _, n := range append(story.SectionNames(), rehearsal.Delivery) {
		seen := map[string]bool{}
		for rating := rehearsal.MinRating; rating <= rehearsal.MaxRating; rating++ {
			text := rehearsal.Anchor(n, rating)
			if text == "" || seen[text] {
				t.Errorf("the anchor of %s %d is %q", n, rating, text)
			}
			seen[text] = true
		}
	}
	for _, got := range []string{
		rehearsal.Anchor(story.Task, 0), rehearsal.Anchor(story.Task, 6), rehearsal.Anchor("prologue", 3),
	} {
		if got != "" {
			t.Errorf("an anchor for what cannot be rated: %q", got)
		}
	}
}

func TestAnchorsBetweenTwoNameBoth(t *testing.T) {
	for rating, want := range map[int]string{
		1: "missing",
		2: "between: missing · an outcome, stated",
		3: "an outcome, stated",
		4: "between: an outcome, stated · a number, before and after, and who confirmed it",
		5: "a number, before and after, and who confirmed it",
	} {
		if got := rehearsal.Anchor(story.Result, rating); got != want {
			t.Errorf("%d: got %q, want %q", rating, got, want)
		}
	}
}

func TestDeliveryIsTitledAsASectionIs(t *testing.T) {
	if rehearsal.Delivery.Title() != "Delivery" || rehearsal.Delivery.Letter() != "D" {
		t.Fatal(rehearsal.Delivery.Title(), rehearsal.Delivery.Letter())
	}
}
