package progress

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestTwoAttemptsAreSetSideBySideTheEarlierFirst(t *testing.T) {
	before := rated(answer(7, 9, 50, 16, 62, 23), 3, 3, 3, 2)
	now := rated(answer(0, 9, 26, 12, 66, 14), 4, 4, 5, 4, 0, 5)
	now.Prompt, now.Mode = rehearsal.PromptQuestion, rehearsal.ModeOneWay
	c := Compare(now, before)
	want(t, "the earlier", c.Earlier.ID, before.ID)
	want(t, "rows", len(c.Rows), 5)
	want(t, "a row", c.Rows[0], ComparedSection{
		Section: story.Situation,
		Earlier: SectionResult{Planned: true, Target: 24 * time.Second, Spent: 50 * time.Second, Rating: 3},
		Later:   SectionResult{Planned: true, Target: 24 * time.Second, Spent: 26 * time.Second, Rating: 4},
	})
	want(t, "delivery", c.Rows[4], ComparedSection{Section: rehearsal.Delivery, Later: SectionResult{Rating: 5}})
	wantAll(t, "what differs", c.Differences,
		"The later answer took 1:58, 33 s less than the earlier.",
		"It kept its limit; the earlier ran 31 s over.",
		"Situation took 26 s instead of 50 s.", "Result took 14 s instead of 23 s.",
		"Coverage rose from 44% to 81%.",
		"Situation was rated 4 instead of 3.", "Task was rated 4 instead of 3.", "Action was rated 5 instead of 3.", "Result was rated 4 instead of 2.",
		"It was given from the question alone instead of from the points.",
		"It was a one-way interview; the earlier was practice.")
}

func TestEachDifferenceIsSaid(t *testing.T) {
	for sentence, change := range map[string]func(*Attempt){
		"They are two stories: first “One source of truth”, then “A rota”.":      func(a *Attempt) { a.Story, a.Title = "rota", "A rota" },
		"They are two stories: first “One source of truth”, then “bare”.":        func(a *Attempt) { a.Story, a.Title = "bare", "" },
		"They are two stories: first “One source of truth”, then “A conflict?”.": func(a *Attempt) { a.Story, a.Title = "", "" },
		"The limit was 3:00 instead of 2:00.":                                    func(a *Attempt) { a.Plan.Limit = 3 * time.Minute },
		"The later answer took 2:10, 10 s more than the earlier.":                func(a *Attempt) { a.Spoken += 10 * time.Second },
		"It ran 10 s over its limit; the earlier kept it.":                       func(a *Attempt) { a.Spoken += 10 * time.Second },
		"Only the earlier is rated.":                                             func(a *Attempt) { a.Ratings = nil },
		"Coverage fell from 50% to 0%.":                                          func(a *Attempt) { *a = rated(*a, 1, 1, 1, 1) },
		"It was given from the script instead of from the points.":               func(a *Attempt) { a.Prompt = rehearsal.PromptScript },
		"It was given from the polished lines instead of from the points.":       func(a *Attempt) { a.Prompt = rehearsal.PromptLines },
		"It was rapid fire; the earlier was practice.":                           func(a *Attempt) { a.Mode = "rapid-fire" },
		"The later was not finished: it counts for no trend.":                    func(a *Attempt) { a.Ended = rehearsal.Abandoned },
		"They are alike in their times, their ratings and their prompt.":         func(*Attempt) {},
		"They answer two questions: first “A conflict?”, then “A failure?”.":     func(a *Attempt) { a.Question.Text = "A failure?" },
	} {
		a, b := rated(even(1, 9), 3, 3, 3, 3), rated(even(0, 9), 3, 3, 3, 3)
		a.Question.Text, b.Question.Text = "A conflict?", "A conflict?"
		change(&b)
		if said := strings.Join(Compare(a, b).Differences, "\n"); !strings.Contains(said, sentence) {
			t.Errorf("not said: %s\n%s", sentence, said)
		}
	}
	bare, b := rated(even(1, 9), 3, 3, 3, 3), rated(even(0, 9), 3, 3, 3, 3)
	bare.Story, bare.Title = "", ""
	wantAll(t, "a question alone", Compare(bare, b).Differences, "They are two stories: first a question, then “One source of truth”.")
	a := even(1, 9)
	wantAll(t, "rated later", Compare(a, b).Differences, "Only the later is rated.")
}

func TestItDoesNotMatterWhichOfTwoIsGivenFirst(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		attempts := practice(t)
		if len(attempts) < 2 {
			t.Skip("too few")
		}
		a, b := Compare(attempts[0], attempts[1]), Compare(attempts[1], attempts[0])
		if a.Earlier.ID != b.Earlier.ID || strings.Join(a.Differences, "\n") != strings.Join(b.Differences, "\n") {
			t.Fatalf("%v\n%v", a.Differences, b.Differences)
		}
		if len(a.Differences) == 0 {
			t.Fatal("nothing is said")
		}
	})
}
