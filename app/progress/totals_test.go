package progress

import (
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
)

func TestTheFirstRatedAttemptOfADayCountsForTheTrend(t *testing.T) {
	late, early, unrated := rated(even(0, 18), 5, 5, 5, 5), rated(even(0, 9), 2, 2, 3, 1), even(0, 7)
	days := ByDay([]Attempt{late, early, unrated})
	want(t, "days", len(days), 1)
	d := days[0]
	want(t, "the first", d.First.ID, early.ID)
	want(t, "its coverage", d.First.Coverage, 25)
	want(t, "the best", d.Best.ID, late.ID)
	want(t, "rated", d.Rated, 2)
	want(t, "attempts", d.Attempts, 3)
	want(t, "spoken", d.Spoken, 6*time.Minute)
	wantAll(t, "levels", d.Levels, 25, 100)
}

func TestAbandonedAndUnfinishedAttemptsCountForNothing(t *testing.T) {
	for _, how := range []rehearsal.Ending{rehearsal.Abandoned, rehearsal.Unfinished} {
		a := rated(even(0, 9), 5, 5, 5, 5)
		a.Ended = how
		want(t, "days with an attempt that was "+string(how), len(ByDay([]Attempt{a})), 0)
	}
	for _, how := range []rehearsal.Ending{rehearsal.Finished, rehearsal.AtLimit, rehearsal.Auto} {
		a := even(0, 9)
		a.Ended = how
		want(t, "days with an attempt that ended by "+string(how), len(ByDay([]Attempt{a})), 1)
	}
}

func TestADrillOfOneSectionIsPracticeAndNoAnswer(t *testing.T) {
	drill := rated(even(0, 9), 5)
	drill.Plan.Sections = drill.Plan.Sections[:1]
	days := ByDay([]Attempt{drill})
	want(t, "attempts", days[0].Attempts, 1)
	want(t, "rated", days[0].Rated, 0)
	want(t, "overruns", days[0].Overruns.Total(), 0)
	want(t, "closest", days[0].Closest.ID, "")
	want(t, "a trend of it", len(TrendOf(days)), 0)
}

func TestTheClosestToTheLimitIsTheOneLeastFarOffToEitherSide(t *testing.T) {
	over, under, same := answer(0, 9, 130), answer(0, 10, 117), answer(0, 11, 123)
	d := ByDay([]Attempt{over, same, under})[0]
	want(t, "the closest, of two the earlier", d.Closest.ID, under.ID)
	want(t, "how far", d.Closest.Over, -3*time.Second)
}

// practice draws attempts of some stories over some days.
func practice(t *rapid.T) []Attempt {
	n := rapid.IntRange(0, 40).Draw(t, "attempts")
	attempts := make([]Attempt, n)
	for i := range attempts {
		a := answer(rapid.IntRange(0, 12).Draw(t, "ago"), rapid.IntRange(0, 23).Draw(t, "hour"), rapid.IntRange(5, 200).Draw(t, "spent"))
		a.ID = fmt.Sprint("id", i)
		a.Story = rapid.SampledFrom([]string{"", "a", "b", "c"}).Draw(t, "story")
		a.Ended = rapid.SampledFrom([]rehearsal.Ending{rehearsal.Finished, rehearsal.Abandoned, rehearsal.Auto}).Draw(t, "ended")
		if rapid.Bool().Draw(t, "one section") {
			a.Plan.Sections = a.Plan.Sections[:1]
		}
		a = rated(a, rapid.SliceOfN(rapid.IntRange(0, 5), 0, 6).Draw(t, "ratings")...)
		attempts[i] = a
	}
	return attempts
}

func TestTotalsOfStoriesCombineToThoseOfAllTheirAttempts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		attempts := practice(t)
		var rows []DayTotals
		for _, slug := range []string{"c", "", "b", "a"} {
			var own []Attempt
			for _, a := range attempts {
				if a.Story == slug {
					own = append(own, a)
				}
			}
			rows = append(rows, ByDay(own)...)
		}
		if got, want := Combine(rows), ByDay(attempts); !reflect.DeepEqual(got, want) {
			t.Fatalf("combined:\n%+v\nof all:\n%+v", got, want)
		}
	})
}

func TestTotalsLoseNoAttemptAndATrendHasOneDotADay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		attempts := practice(t)
		days := ByDay(attempts)
		counted, whole, withRating := 0, 0, map[Day]bool{}
		for _, a := range attempts {
			if Counts(a) {
				counted++
			}
			if _, ok := a.Coverage(); Whole(a) {
				whole++
				if ok {
					withRating[a.Day()] = true
				}
			}
		}
		sum, ended := 0, 0
		for i, d := range days {
			sum += d.Attempts
			ended += d.Overruns.Total()
			if i > 0 && days[i-1].Day >= d.Day {
				t.Fatalf("day %v follows %v", d.Day, days[i-1].Day)
			}
			if !slices.IsSorted(d.Levels) || d.Rated < len(d.Levels) {
				t.Fatalf("levels %v of %d", d.Levels, d.Rated)
			}
		}
		if sum != counted || ended != whole {
			t.Fatalf("%d attempts and %d answers, want %d and %d", sum, ended, counted, whole)
		}
		trend := TrendOf(days)
		if len(trend) != len(withRating) {
			t.Fatalf("%d dots for %d days", len(trend), len(withRating))
		}
		for _, d := range trend {
			if !withRating[d.Day] {
				t.Fatalf("a dot on %v", d.Day)
			}
		}
	})
}

func TestCombiningChangesNothingInWhatWasGiven(t *testing.T) {
	rows := append(ByDay([]Attempt{rated(even(0, 9), 5, 5, 5, 5)}), ByDay([]Attempt{rated(even(0, 8), 1, 1, 1, 1)})...)
	Combine(rows)
	want(t, "the first row's rated", rows[0].Rated, 1)
	wantAll(t, "its levels", rows[0].Levels, 100)
}

func TestAScopeIsOneStoryATagAllOrNone(t *testing.T) {
	sales, rota, alone, old := even(1, 9), even(2, 9), even(3, 9), even(40, 9)
	rota.Story, alone.Story = "rota", ""
	list := List{rota, old, sales, alone}
	for name, c := range map[string]struct {
		stories []string
		last    []string
		days    int
	}{
		"all":     {nil, []string{sales.ID, rota.ID, alone.ID}, 3},
		"a story": {[]string{"rota"}, []string{rota.ID}, 1},
		"a tag":   {[]string{"rota", "sales"}, []string{sales.ID, rota.ID}, 2},
		"none":    {[]string{}, nil, 0},
	} {
		scope := Scope{Stories: c.stories, From: Month.From(today), To: today}
		last, err := list.Last(t.Context(), scope, 10, false)
		if err != nil {
			t.Fatal(err)
		}
		var ids []string
		for _, a := range last {
			ids = append(ids, a.ID)
		}
		wantAll(t, name, ids, c.last...)
		days, err := list.Days(t.Context(), scope)
		if err != nil {
			t.Fatal(err)
		}
		want(t, name+", days", len(days), c.days)
	}
	last, _ := list.Last(t.Context(), Scope{To: today}, 2, false)
	want(t, "no more than asked for", len(last), 2)
	last, _ = list.Last(t.Context(), Scope{To: today}, 2, true)
	want(t, "rated", len(last), 0)
}
