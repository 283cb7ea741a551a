package practice

import (
	"encoding/json"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestTheOrderInWhichAttemptsComeChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyAttempts(t, 20)
		want := Replay(all)
		mixed := append([]Attempt{}, all...)
		mixed = append(mixed, all[:rapid.IntRange(0, len(all)).Draw(t, "twice")]...) // some of them come twice
		r := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		if diff := cmp.Diff(want, Replay(mixed)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestACardThatIsKeptAndContinuedEqualsAReplay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := anyAttempts(t, 20)
		at := rapid.IntRange(0, len(all)).Draw(t, "kept after")
		kept, err := json.Marshal(Replay(all[:at]))
		if err != nil {
			t.Fatal(err)
		}
		var cards map[string]Card
		if err := json.Unmarshal(kept, &cards); err != nil {
			t.Fatal(err)
		}
		since := map[string][]Attempt{}
		for _, a := range all[at:] {
			if a.Story != "" {
				since[a.Story] = append([]Attempt{a}, since[a.Story]...) // the newest first
			}
		}
		for slug, attempts := range since {
			next, ok := Continue(cards[slug], attempts)
			if !ok {
				t.Fatalf("late: %v", attempts)
			}
			cards[slug] = next
		}
		if diff := cmp.Diff(Replay(all), cards); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestWhatComesLateIsNotContinued(t *testing.T) {
	first, second := said(t, "2026-11-20T18:00:00Z"), said(t, "2026-11-21T18:00:00Z")
	c := card(second)
	if _, ok := Continue(c, []Attempt{first}); ok {
		t.Error("an attempt from before was taken in")
	}
	if _, ok := Continue(c, []Attempt{second}); ok {
		t.Error("the attempt that the card knows was taken in again")
	}
	third := said(t, "2026-11-22T18:00:00Z")
	if next, ok := Continue(c, []Attempt{third, third}); !ok || next.Count != 2 {
		t.Errorf("the same attempt twice: %v %+v", ok, next)
	}
	if next, ok := Continue(c, nil); !ok || next != c {
		t.Errorf("nothing new: %v %+v", ok, next)
	}
}

func TestTheFirstGradedAttemptOfADayCounts(t *testing.T) {
	morning := said(t, "2026-11-20T08:00:00+01:00")
	unrated := morning
	unrated.ID, unrated.Ratings = "unrated", rate()
	unrated.Started = morning.Started.Add(-time.Hour)
	evening := graded(t, "2026-11-20T20:00:00+01:00", Again)
	night := graded(t, "2026-11-21T01:00:00+01:00", Again)
	c := card(unrated, morning, evening, night)
	if c.Count != 1 || c.Lapses != 0 || c.Verdict.Grade != Good || c.Day != day(t, "2026-11-20") {
		t.Errorf("%+v", c)
	}
	if want := card(morning); c.Memory != want.Memory {
		t.Errorf("%+v, not %+v", c.Memory, want.Memory)
	}
	// Taking its grade away lets the next one count.
	morning.Correction = NoGrade
	if c := card(unrated, morning, evening, night); c.Count != 1 || c.Verdict.Grade != Again || c.Through != markOf(night) {
		t.Errorf("%+v", c)
	}
}

func TestAFlightAcrossTheDateLineLosesNoAttempt(t *testing.T) {
	// East: it is the 20th in Auckland, and after the flight the 19th in Honolulu.
	auckland := said(t, "2026-11-20T08:00:00+13:00")
	honolulu := graded(t, "2026-11-19T19:00:00-10:00", Again)
	if !honolulu.Started.After(auckland.Started) {
		t.Fatal("the flight takes time")
	}
	c := card(auckland, honolulu)
	if c.Count != 1 || c.Day != day(t, "2026-11-20") {
		t.Errorf("the day was lived twice, and counts once: %+v", c)
	}
	// The next morning there is still the 20th, the one after is a new day.
	same := graded(t, "2026-11-20T08:00:00-10:00", Easy)
	next := graded(t, "2026-11-21T08:00:00-10:00", Easy)
	if c := card(auckland, honolulu, same, next); c.Count != 2 || c.Elapsed != 1 || c.Day != day(t, "2026-11-21") {
		t.Errorf("%+v", c)
	}
	// West: the 21st is never lived.
	c = card(said(t, "2026-11-20T10:00:00-10:00"), said(t, "2026-11-22T08:00:00+13:00"))
	if c.Count != 2 || c.Elapsed != 2 {
		t.Errorf("%+v", c)
	}
	// Until a day that is behind the last one, nothing is forgotten.
	if got := c.Recall(c.Day - 1); got != 1 {
		t.Errorf("recall of %v a day before it was said", got)
	}
}

func TestSummerTimeIsNoDayMoreOrLess(t *testing.T) {
	c := card(said(t, "2026-03-28T23:30:00+01:00"), said(t, "2026-03-29T23:30:00+02:00"), said(t, "2026-03-30T23:30:00+02:00"))
	if c.Count != 3 || c.Elapsed != 1 {
		t.Errorf("%+v", c)
	}
	c = card(said(t, "2026-10-24T23:30:00+02:00"), said(t, "2026-10-25T23:30:00+01:00"))
	if c.Count != 2 || c.Elapsed != 1 {
		t.Errorf("%+v", c)
	}
}

func TestALapseIsAgainAfterItWasSaidBefore(t *testing.T) {
	c := card(graded(t, "2026-11-20T18:00:00Z", Again), graded(t, "2026-11-21T18:00:00Z", Again), graded(t, "2026-11-22T18:00:00Z", Good))
	if c.Count != 3 || c.Lapses != 1 {
		t.Errorf("%+v", c)
	}
}

func TestABetterGradeMeansALaterDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := Card{}
		for _, a := range anyAttempts(t, 8) {
			if a.Story == "s" {
				before, _ = Continue(before, []Attempt{a})
			}
		}
		at := time.Date(2040, 1, 1, 18, 0, 0, 0, time.UTC)
		retention := rapid.Float64Range(0.7, 0.97).Draw(t, "retention")
		last := 0
		for _, g := range []Grade{Again, Hard, Good, Easy} {
			c, ok := Continue(before, []Attempt{{ID: "z", Story: "s", Started: at, Correction: g}})
			if !ok {
				t.Fatal("late")
			}
			interval := c.Interval(retention)
			if interval <= last || c.Interval(retention-0.1) < interval {
				t.Fatalf("%s: %d days after %d, and %d at a lower retention", g, interval, last, c.Interval(retention-0.1))
			}
			last = interval
		}
	})
}

func TestRecallFallsFromOneDayToTheNext(t *testing.T) {
	c := card(said(t, "2026-11-20T18:00:00Z"))
	last := 1.0
	for n := range Day(400) {
		got := c.Recall(c.Day + n)
		if got > last || got <= 0 || n > 0 && got == last {
			t.Fatalf("after %d days %v, before %v", n, got, last)
		}
		last = got
	}
	if got := c.Recall(c.Day + Day(math.Round(c.Stability))); math.Abs(got-0.9) > 0.02 {
		t.Errorf("after its stability: %v", got)
	}
	if got := (Card{}).Recall(c.Day); got != 0 {
		t.Errorf("a story never said is recalled with %v", got)
	}
	if got := (Card{}).Interval(0.9); got != 0 {
		t.Errorf("a story never said has the interval %v", got)
	}
}

func TestACardKeepsTheLastThreeRatingsOfEachSection(t *testing.T) {
	var attempts []Attempt
	for i, ratings := range []Ratings{rate(1, 5), rate(2, 0, 3), rate(3), rate(4)} {
		a := said(t, "2026-11-20T18:00:00Z")
		a.ID, a.Started, a.Ratings = a.ID+string(rune('a'+i)), a.Started.Add(time.Duration(i)*time.Hour), ratings
		attempts = append(attempts, a)
	}
	part, abandoned := attempts[0], attempts[0]
	part.ID, part.Started, part.Part, part.Ratings = "part", part.Started.Add(9*time.Hour), story.Result, rate(0, 0, 0, 2)
	abandoned.ID, abandoned.Started, abandoned.Ended = "abandoned", part.Started.Add(time.Hour), rehearsal.Abandoned
	c := card(append(attempts, part, abandoned)...)
	for n, want := range map[story.SectionName]float64{story.Situation: 3, story.Task: 5, story.Action: 3, story.Result: 2} {
		if got, ok := c.Mean(n); !ok || got != want {
			t.Errorf("%s: %v %v, not %v", n, got, ok, want)
		}
	}
	for _, n := range []story.SectionName{story.Lessons, rehearsal.Delivery, "prologue"} {
		if got, ok := c.Mean(n); ok {
			t.Errorf("%s was never rated, and has %v", n, got)
		}
	}
	if c.Through != markOf(abandoned) {
		t.Errorf("not looked at to the end: %+v", c.Through)
	}
}

func TestAQuestionAloneHasNoCard(t *testing.T) {
	a := said(t, "2026-11-20T18:00:00Z")
	a.Story = ""
	if cards := Replay([]Attempt{a}); len(cards) != 0 {
		t.Errorf("%v", cards)
	}
}
