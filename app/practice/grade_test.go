package practice

import (
	"math"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestTheGradeFollowsFromRatingsAndTime(t *testing.T) {
	const limit = 2 * time.Minute
	tests := []struct {
		name    string
		ratings Ratings
		spoken  time.Duration
		prompt  rehearsal.Prompt
		want    Grade
		because string
	}{
		{"a section at 1", rate(5, 5, 5, 1), limit, "question", Again, "Again: Result was rated 1."},
		{"two at 1: the first is named", rate(5, 1, 5, 1), limit, "points", Again, "Again: Task was rated 1."},
		{"lessons at 1", rate(5, 5, 5, 5, 1), limit, "question", Again, "Again: Lessons was rated 1."},
		{"more than a quarter over", rate(5, 5, 5, 5), limit + 30*time.Second + 1, "question", Again, "Again: 30 s over the limit."},
		{"a quarter over", rate(5, 5, 5, 5), limit + 30*time.Second, "question", Hard, "Hard: 30 s over the limit."},
		{"over at all", rate(5, 5, 5, 5), limit + 1, "question", Hard, "Hard: less than a second over the limit."},
		{"12 s over", rate(3, 3, 3, 3), limit + 12*time.Second, "points", Hard, "Hard: 12 s over the limit."},
		{"over, and a section at 2", rate(2, 3, 3, 3), limit + 12*time.Second, "points", Hard, "Hard: 12 s over the limit."},
		{"a section at 2", rate(5, 5, 2, 5), limit, "question", Hard, "Hard: Action was rated 2."},
		{"all 4 and 5 from the question", rate(4, 5, 4, 5, 0, 4), limit, "question", Easy, "Easy: every rating is 4 or 5, within the limit, from the question alone."},
		{"the same from the points", rate(4, 5, 4, 5, 0, 4), limit, "points", Good, "Good: no section below 3, within the limit."},
		{"a 3 from the question", rate(4, 5, 3, 5, 0, 4), limit, "question", Good, "Good: no section below 3, within the limit."},
		{"delivery at 3 from the question", rate(4, 5, 4, 5, 0, 3), limit, "question", Good, "Good: no section below 3, within the limit."},
		{"delivery is no section", rate(4, 5, 4, 5, 0, 1), limit, "points", Good, "Good: no section below 3, within the limit."},
		{"only some sections rated", rate(0, 0, 3), limit, "points", Good, "Good: no section below 3, within the limit."},
		{"delivery alone", rate(0, 0, 0, 0, 0, 5), limit, "question", NoGrade, "No grade: no section is rated."},
		{"nothing rated", rate(), limit, "points", NoGrade, "No grade: no section is rated."},
		{"nothing rated, far over", rate(), 2 * limit, "points", NoGrade, "No grade: no section is rated."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := said(t, "2026-11-20T18:00:00Z")
			a.Ratings, a.Spoken, a.Limit, a.Prompt = test.ratings, test.spoken, limit, test.prompt
			if v := Judge(a); v.Grade != test.want {
				t.Errorf("%+v, not %s", v, test.want)
			}
			if got := Explain(a); got != test.because {
				t.Errorf("%q, not %q", got, test.because)
			}
		})
	}
}

func TestWhatSaysNothingOfAStoryHasNoGrade(t *testing.T) {
	for because, spoil := range map[string]func(*Attempt){
		"No grade: it was started over.":                func(a *Attempt) { a.Ended = rehearsal.Abandoned },
		"No grade: it was cut off.":                     func(a *Attempt) { a.Ended = rehearsal.Unfinished },
		"No grade: one section alone was practised.":    func(a *Attempt) { a.Part = story.Action },
		"No grade: it was a question without a story.":  func(a *Attempt) { a.Story = "" },
		"No grade: no section is rated.":                func(a *Attempt) { a.Ratings = rate() },
		"Good: no section below 3, within the limit.":   func(a *Attempt) { a.Ended = rehearsal.AtLimit },
		"Again: 10 min 5 s over the limit.":             func(a *Attempt) { a.Ended, a.Spoken = rehearsal.Auto, 12*time.Minute+5*time.Second },
		"Again: 10 min over the limit.":                 func(a *Attempt) { a.Ended, a.Spoken = rehearsal.Auto, 12*time.Minute+900*time.Millisecond },
		"Good: no section below 3, within the limit. ":  func(a *Attempt) { a.Mode = rehearsal.ModeOneWay },
		"Hard: 10 s over the limit.":                    func(a *Attempt) { a.Limit = 100 * time.Second },
		"No grade: one section alone was practised.  ":  func(a *Attempt) { a.Part, a.Correction = story.Action, Easy },
		"No grade: it was a question without a story. ": func(a *Attempt) { a.Story, a.Correction = "", Easy },
	} {
		a := said(t, "2026-11-20T18:00:00Z")
		spoil(&a)
		if got := Explain(a); got != strings.TrimSpace(because) {
			t.Errorf("%q, not %q", got, because)
		}
	}
}

func TestTheGradeThatThePersonGivesHolds(t *testing.T) {
	for _, g := range Corrections() {
		a := said(t, "2026-11-20T18:00:00Z")
		a.Spoken += 22 * time.Second
		a.Correction = g
		if v := Judge(a); v.Grade != g || v.Reason != ByPerson {
			t.Errorf("%s: %+v", g, v)
		}
		want := g.Title() + ": your choice. By ratings and time: hard: 12 s over the limit."
		if got := Explain(a); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
	unrated := said(t, "2026-11-20T18:00:00Z")
	unrated.Ratings, unrated.Ended, unrated.Correction = rate(), rehearsal.Unfinished, Good
	if v := Judge(unrated); v.Grade != Good {
		t.Errorf("an answer that was cut off and is called good: %+v", v)
	}
	wrong := said(t, "2026-11-20T18:00:00Z")
	wrong.Correction = "splendid"
	if v := Judge(wrong); v.Grade != Good || v.Reason != ByRest {
		t.Errorf("a grade that there is not: %+v", v)
	}
	if NoGrade.Title() != "No grade" || Again.Title() != "Again" {
		t.Error(NoGrade.Title(), Again.Title())
	}
}

func TestABetterRatingNeverMeansAWorseGrade(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Attempt{
			Story: "s", Ended: rehearsal.Finished, Limit: 2 * time.Minute,
			Spoken: time.Duration(rapid.IntRange(0, 200).Draw(t, "spoken")) * time.Second,
			Prompt: rapid.SampledFrom(ladder()).Draw(t, "prompt"),
		}
		for i := range a.Ratings {
			a.Ratings[i] = uint8(rapid.IntRange(1, 5).Draw(t, "rating"))
		}
		before := Judge(a).Grade.number()
		i := rapid.IntRange(0, rated-1).Draw(t, "which")
		a.Ratings[i] = min(a.Ratings[i]+1, 5)
		if after := Judge(a).Grade.number(); after < before {
			t.Fatalf("%v: from %d to %d", a.Ratings, before, after)
		}
		a.Spoken -= time.Second
		if after := Judge(a).Grade.number(); after < before {
			t.Fatalf("a second shorter: from %d to %d", before, after)
		}
	})
}

func TestCoverageIsThatOfRehearsal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ratings := map[story.SectionName]int{}
		for _, n := range append(story.SectionNames(), rehearsal.Delivery, "prologue") {
			if rapid.Bool().Draw(t, "rated") {
				ratings[n] = rapid.IntRange(-1, 7).Draw(t, "rating")
			}
		}
		r := RatingsOf(ratings)
		got, ok := r.Coverage()
		want, known := rehearsal.Coverage(ratings)
		if ok != known || math.Abs(got-want) > 1e-9 {
			t.Fatalf("%v: %v %v, not %v %v", ratings, got, ok, want, known)
		}
		for n, rating := range ratings {
			if rating < 1 || rating > 5 || n == "prologue" {
				rating = 0
			}
			if r.Of(n) != rating {
				t.Fatalf("%s: %d", n, r.Of(n))
			}
		}
	})
}
