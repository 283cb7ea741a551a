package practice

import (
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// full is a story with all four rungs.
func full() story.Story {
	s := aStory("s")
	s.Action.Script, s.Polished = "Word for word.", []string{"A line."}
	return s
}

// round is an attempt on a rung: its coverage is 85% for 4, 4, 4, 5 and so on.
func round(t *testing.T, n int, prompt rehearsal.Prompt, ratings Ratings, spoken time.Duration) Attempt {
	t.Helper()
	a := said(t, "2026-11-20T18:00:00Z")
	a.ID += string(rune('a' + n))
	a.Started = a.Started.Add(time.Duration(n) * time.Minute)
	a.Prompt, a.Ratings, a.Spoken = prompt, ratings, spoken
	return a
}

const (
	inTime   = 2 * time.Minute
	justOver = inTime + time.Second
	wayOver  = inTime + 31*time.Second
)

func TestAStoryHasTheRungsThatItHasSomethingFor(t *testing.T) {
	scriptOnly := full()
	scriptOnly.Polished = nil
	for _, n := range []*story.Section{&scriptOnly.Situation, &scriptOnly.Task, &scriptOnly.Action, &scriptOnly.Result} {
		*n = story.Section{Script: "Word for word."}
	}
	for want, s := range map[string]story.Story{
		"script lines points question": full(), "points question": aStory("s"), "script question": scriptOnly, "question": {},
	} {
		var got []string
		for _, rung := range Rungs(s) {
			got = append(got, string(rung))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%v, not %s", got, want)
		}
	}
}

func TestTwoGoodAttemptsOnARungOfferTheNext(t *testing.T) {
	good, fair := rate(4, 4, 4, 5), rate(4, 4, 4, 4) // 81% and 75%
	barely := rate(5, 4, 4, 4, 4)                    // 80%
	script, lines, points, question := rehearsal.PromptScript, rehearsal.PromptLines, rehearsal.PromptPoints, rehearsal.PromptQuestion
	low := rate(2, 3, 3, 3) // 44%
	tests := []struct {
		name     string
		story    story.Story
		attempts []Attempt
		step     Step
		to       rehearsal.Prompt
		why      string
	}{
		{"never said", full(), nil, StepStay, script, "Not said yet: begin with the script in view."},
		{"never said, no script", aStory("s"), nil, StepStay, points, "Not said yet: begin with the points in view."},
		{"once", full(), []Attempt{round(t, 1, script, good, inTime)}, StepStay, script, "Once with the script in view. After twice there may be more to say."},
		{"twice", full(), []Attempt{round(t, 1, script, good, inTime), round(t, 2, script, barely, inTime)}, StepNext, lines, "81% and 80%, both within the limit: you can do with less. Try it with the polished lines in view."},
		{"the newest first", full(), []Attempt{round(t, 2, lines, good, inTime), round(t, 1, lines, barely, inTime)}, StepNext, points, "80% and 81%, both within the limit: you can do with less. Try it with the points in view."},
		{"no lines", aStory("s"), []Attempt{round(t, 1, script, good, inTime), round(t, 2, script, good, inTime)}, StepNext, points, "with the points in view."},
		{"to the question", full(), []Attempt{round(t, 1, points, good, inTime), round(t, 2, points, good, inTime)}, StepNext, question, "Try it with the question alone."},
		{"at the top", full(), []Attempt{round(t, 1, question, good, inTime), round(t, 2, question, good, inTime)}, StepStay, question, "81% and 81% with the question alone, both within the limit: this story is yours."},
		{"one of them 75%", full(), []Attempt{round(t, 1, points, fair, inTime), round(t, 2, points, good, inTime)}, StepStay, points, "Stay with the points in view: twice 80% within the limit, and the next step is offered."},
		{"one of them over", full(), []Attempt{round(t, 1, points, good, inTime), round(t, 2, points, good, justOver)}, StepStay, points, "Stay with"},
		{"on two rungs", full(), []Attempt{round(t, 1, lines, good, inTime), round(t, 2, points, good, inTime)}, StepStay, points, "Once with the points in view."},
		{"twice under 50%", full(), []Attempt{round(t, 1, points, low, inTime), round(t, 2, points, low, inTime)}, StepBack, lines, "Twice it would not quite come. A few rounds with the polished lines in view, and it will carry you further than forcing it."},
		{"twice far over", full(), []Attempt{round(t, 1, points, good, wayOver), round(t, 2, points, low, inTime)}, StepBack, lines, "Twice it would not quite come."},
		{"a quarter over is not far", full(), []Attempt{round(t, 1, points, good, wayOver-time.Second), round(t, 2, points, low, inTime)}, StepStay, points, "Stay with"},
		{"at the foot", full(), []Attempt{round(t, 1, script, low, inTime), round(t, 2, script, low, inTime)}, StepStay, script, "It does not come together yet, and it will: take it slowly, a section at a time."},
		{"once under 50%", full(), []Attempt{round(t, 1, points, fair, inTime), round(t, 2, points, low, inTime)}, StepStay, points, "Stay with"},
		{"only the last two count", full(), []Attempt{round(t, 1, points, good, inTime), round(t, 2, points, good, inTime), round(t, 3, points, low, inTime), round(t, 4, points, low, inTime)}, StepBack, lines, ""},
		{"the rung is gone, up", aStory("s"), []Attempt{round(t, 1, lines, good, inTime), round(t, 2, lines, good, inTime)}, StepNext, points, ""},
		{"the rung is gone, down", aStory("s"), []Attempt{round(t, 1, lines, low, inTime), round(t, 2, lines, low, inTime)}, StepStay, lines, "take it slowly"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := Ladder(test.attempts, test.story)
			if got.Step != test.step || got.To != test.to || !strings.Contains(got.Why, test.why) || got.Why == "" {
				t.Errorf("%+v", got)
			}
			if (got.Step == StepStay) != (got.To == got.Rung) {
				t.Errorf("from %s to %s is %s", got.Rung, got.To, got.Step)
			}
		})
	}
}

func TestWhatSaysNothingOfTheRungIsPassedOver(t *testing.T) {
	good := rate(4, 4, 4, 5)
	attempts := []Attempt{round(t, 1, rehearsal.PromptPoints, good, inTime), round(t, 9, rehearsal.PromptPoints, good, inTime)}
	for i, spoil := range []func(*Attempt){
		func(a *Attempt) { a.Ratings = rate() },
		func(a *Attempt) { a.Ended = rehearsal.Abandoned },
		func(a *Attempt) { a.Ended = rehearsal.Unfinished },
		func(a *Attempt) { a.Part = story.Task },
		func(a *Attempt) { a.Story = "other" },
	} {
		a := round(t, 2+i, rehearsal.PromptScript, rate(1, 1, 1, 1), inTime)
		spoil(&a)
		attempts = append(attempts, a)
	}
	if got := Ladder(attempts, full()); got.Step != StepNext || got.To != rehearsal.PromptQuestion {
		t.Errorf("%+v", got)
	}
}

func TestTheLadderNeverLeavesTheStorysRungs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := full()
		if rapid.Bool().Draw(t, "no script") {
			s.Action.Script = ""
		}
		if rapid.Bool().Draw(t, "no lines") {
			s.Polished = nil
		}
		attempts := anyAttempts(t, 6)
		got := Ladder(attempts, s)
		if rungs := Rungs(s); got.Step != StepStay && !slices.Contains(rungs, got.To) {
			t.Fatalf("%+v, and the rungs are %v", got, rungs)
		}
		all := ladder()
		from, to := slices.Index(all, got.Rung), slices.Index(all, got.To)
		if got.Step == StepNext && to <= from || got.Step == StepBack && to >= from || got.Step == StepStay && to != from || got.Why == "" {
			t.Fatalf("%+v", got)
		}
	})
}
