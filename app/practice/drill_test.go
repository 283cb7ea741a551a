package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

func exercises(n int) []Exercise {
	var all []Exercise
	for i := range n {
		all = append(all, Exercise{Story: fmt.Sprintf("story-%d", i), Title: fmt.Sprintf("Story %d", i), Why: "Never said."})
	}
	return all
}

// again keeps a drill and resumes it.
func again(t interface{ Fatal(...any) }, d *Drill) *Drill {
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	resumed, err := ResumeDrill(data)
	if err != nil {
		t.Fatal(err, string(data))
	}
	return resumed
}

func TestADrillGoesFromOneExerciseToTheNext(t *testing.T) {
	d := NewDrill(DrillDue, exercises(3))
	for _, step := range []struct {
		at, progress string
		move         func() bool
		moves        bool
	}{
		{"story-0", "1 of 3", func() bool { return d.Done("") }, false},
		{"story-0", "1 of 3", func() bool { return d.Done("id-1") }, true},
		{"story-1", "2 of 3", d.Skip, true},
		{"story-2", "3 of 3", func() bool { return d.Done("id-2") }, true},
		{"", "2 of 3 done", d.Skip, false},
		{"", "2 of 3 done", func() bool { return d.Done("id-3") }, false},
	} {
		if e, ok := d.Current(); e.Story != step.at || ok != (step.at != "") || d.Progress().String() != step.progress {
			t.Errorf("at %+v, %s; not %s, %s", e, d.Progress(), step.at, step.progress)
		}
		if step.move() != step.moves {
			t.Errorf("the step at %q", step.at)
		}
	}
	if got := d.Progress(); got != (Progress{At: 3, Of: 3, Over: true, Done: 2, Skipped: 1}) {
		t.Errorf("%+v", got)
	}
	if r := d.Rounds(); r[0].Attempt != "id-1" || r[1].Outcome != Skipped || r[2].Attempt != "id-2" {
		t.Errorf("%+v", r)
	}
}

func TestADrillOfNothingIsOver(t *testing.T) {
	for _, d := range []*Drill{new(Drill), NewDrill(DrillDue, nil)} {
		if _, ok := d.Current(); ok || !d.Progress().Over || d.Skip() || d.Done("id") {
			t.Errorf("%+v", d)
		}
	}
	if d := again(t, NewDrill(DrillRandom, nil)); d.Kind() != DrillRandom || !d.Progress().Over {
		t.Errorf("%+v", d)
	}
}

func TestStoriesThatAreGoneAreNotWaitedFor(t *testing.T) {
	d := NewDrill(DrillDue, exercises(4))
	d.Done("id")
	d.Without(func(e Exercise) bool { return e.Story == "story-0" || e.Story == "story-1" || e.Story == "story-3" })
	if e, ok := d.Current(); !ok || e.Story != "story-2" || d.Progress().String() != "3 of 4" {
		t.Error(e, ok, d.Progress())
	}
	d.Done("id")
	if got := d.Progress(); got != (Progress{At: 4, Of: 4, Over: true, Done: 2, Skipped: 2}) {
		t.Errorf("%+v", got)
	}
}

// drillStep is something that may happen to a drill.
type drillStep struct {
	what, id string
	which    int
}

func anyDrillStep(t *rapid.T) drillStep {
	return drillStep{
		what:  rapid.SampledFrom([]string{"done", "skip", "gone"}).Draw(t, "step"),
		id:    rapid.SampledFrom([]string{"", "id"}).Draw(t, "id"),
		which: rapid.IntRange(0, 6).Draw(t, "which"),
	}
}

// do tells whether the step moved the drill on.
func (s drillStep) do(d *Drill) bool {
	switch s.what {
	case "done":
		return d.Done(s.id)
	case "skip":
		return d.Skip()
	}
	was := d.Progress()
	d.Without(func(e Exercise) bool { return e.Story == fmt.Sprintf("story-%d", s.which) })
	return d.Progress().Skipped > was.Skipped
}

func TestADrillCanBeLeftAndResumedAtAnyTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 6).Draw(t, "exercises")
		kind := rapid.SampledFrom(DrillKinds()).Draw(t, "kind")
		straight, left := NewDrill(kind, exercises(n)), NewDrill(kind, exercises(n))
		for range rapid.IntRange(0, 10).Draw(t, "steps") {
			step := anyDrillStep(t)
			was := left.Progress()
			moved := step.do(straight)
			if step.do(left) != moved {
				t.Fatal("the one that was resumed does something else")
			}
			left = again(t, left)
			if diff := cmp.Diff(straight.Rounds(), left.Rounds(), cmpopts.EquateEmpty()); diff != "" || left.Kind() != kind {
				t.Fatal(diff, left.Kind())
			}
			p := left.Progress()
			if settled := p.Done + p.Skipped; settled-was.Done-was.Skipped != one(moved) || p.Of != n || p.Over != (settled == n) {
				t.Fatalf("%+v: from %+v to %+v", step, was, p)
			}
			if _, ok := left.Current(); ok == p.Over {
				t.Fatalf("%+v", p)
			}
		}
	})
}

func TestADrillThatCannotBeResumedSaysWhy(t *testing.T) {
	for text, why := range map[string]string{
		`[`:                                      "damaged",
		`[]`:                                     "damaged",
		`{}`:                                     "has no version",
		`{"version":2,"kind":"due","rounds":[]}`: "newer Starling",
		`{"version":1,"kind":"slow","rounds":[]}`:                                                                            `no kind "slow"`,
		`{"version":1,"kind":"due","rounds":[{"outcome":"waiting"}]}`:                                                        "no story",
		`{"version":1,"kind":"due","rounds":[{"story":"s","outcome":"won"}]}`:                                                `no outcome "won"`,
		`{"version":1,"kind":"due","rounds":[{"story":"s","outcome":"done"}]}`:                                               "done with the attempt",
		`{"version":1,"kind":"due","rounds":[{"story":"s","outcome":"waiting","attempt":"id"}]}`:                             "waiting with the attempt",
		`{"version":1,"kind":"weakest","rounds":[{"story":"s","outcome":"waiting","part":"prologue","limit_ns":1}]}`:         `no section "prologue"`,
		`{"version":1,"kind":"weakest","rounds":[{"story":"s","outcome":"waiting","part":"task"}]}`:                          "the limit 0s",
		`{"version":1,"kind":"weakest","rounds":[{"story":"s","outcome":"waiting","part":"task","limit_ns":-1}]}`:            "the limit -1ns",
		`{"version":1,"kind":"rapid","rounds":[{"story":"s","outcome":"waiting","prompt":"song"}]}`:                          `no prompt "song"`,
		`{"version":1,"kind":"rapid","rounds":[{"story":"s","outcome":"waiting","prompt":"points","limit_ns":60000000000}]}`: "the limit 1m0s",
	} {
		d, err := ResumeDrill([]byte(text))
		if !errors.Is(err, ErrSession) || !strings.Contains(err.Error(), why) {
			t.Errorf("%s: %v, without %q", text, err, why)
		}
		if !d.Progress().Over {
			t.Errorf("%s: there is something to do", text)
		}
	}
}

func FuzzADrillThatWasKept(f *testing.F) {
	some := NewDrill(DrillWeakest, []Exercise{
		{Story: "a", Part: story.Task, Limit: 10 * time.Second}, {Story: "b", Prompt: rehearsal.PromptPoints},
	})
	some.Done("id")
	data, err := json.Marshal(some)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	f.Add([]byte(`{"version":1,"kind":"due","rounds":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := ResumeDrill(data)
		if err != nil {
			return
		}
		if diff := cmp.Diff(d.Rounds(), again(t, d).Rounds(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		for range d.Rounds() {
			d.Skip()
		}
		if !d.Progress().Over {
			t.Fatal("it never ends")
		}
	})
}

func TestWhatIsDueIsDrilledInItsOrder(t *testing.T) {
	stories := []story.Story{aStory("a"), aStory("b"), aStory("c"), aStory("later")}
	cards := cardsOf(map[string][]Attempt{
		"b": {graded(t, "2026-08-01T18:00:00Z", Again)}, "later": {graded(t, "2026-11-20T18:00:00Z", Easy)},
	})
	c := at(t, "2026-11-20")
	slugs := func(d *Drill) string {
		var slugs []string
		for _, r := range d.Rounds() {
			slugs = append(slugs, r.Story)
			if r.Part != "" || r.Prompt != "" || r.Limit != 0 || r.Title == "" || r.Why == "" {
				t.Errorf("%+v", r)
			}
		}
		return strings.Join(slugs, " ")
	}
	if got := slugs(c.DueDrill(cards, stories, 10)); got != "b a c" {
		t.Error(got)
	}
	if got := slugs(c.DueDrill(cards, stories, 2)); got != "b a" {
		t.Error(got)
	}
	if d := c.DueDrill(cards, stories, -1); !d.Progress().Over || d.Kind() != DrillDue || d.Kind().Rating() != RateEach {
		t.Errorf("%+v", d)
	}
}

func TestTheWeakestSectionIsDrilledByItselfInItsOwnTime(t *testing.T) {
	rated := func(slug string, ratings ...Ratings) []Attempt {
		var all []Attempt
		for i, r := range ratings {
			a := round(t, i, rehearsal.PromptPoints, r, inTime)
			a.Story = slug
			all = append(all, a)
		}
		return all
	}
	var attempts []Attempt
	attempts = append(attempts, rated("a", rate(4, 4, 4, 1, 0, 1), rate(4, 4, 4, 5))...) // Result 3
	attempts = append(attempts, rated("b", rate(4, 4, 4, 2))...)                         // Result 2
	attempts = append(attempts, rated("c", rate(4, 3, 4))...)                            // no Result
	attempts = append(attempts, rated("draft", rate(1, 1, 1, 1))...)
	attempts = append(attempts, rated("gone", rate(1, 1, 1, 1))...)
	cards := Replay(attempts)
	draft := aStory("draft")
	draft.MarkedDraft = true
	tooTight := aStory("b")
	tooTight.Result.Target = 3 * time.Hour
	stories := []story.Story{aStory("c"), aStory("b"), aStory("a"), draft, aStory("unrated")}

	w, ok := WeakestSection(cards, stories)
	if !ok || w.Section != story.Result || w.Mean != 8.0/3 || len(w.Stories) != 2 || w.Stories[0].Slug != "b" {
		t.Errorf("%+v", w)
	}
	d := WeakestDrill(cards, stories, rehearsal.PlanOptions{}, 5)
	want := []Exercise{
		{Story: "b", Title: "The story of b", Part: story.Result, Limit: 12 * time.Second, Why: "Result was rated 2.0 of late."},
		{Story: "a", Title: "The story of a", Part: story.Result, Limit: 12 * time.Second, Why: "Result was rated 3.0 of late."},
	}
	for i, r := range d.Rounds() {
		if diff := cmp.Diff(want[i], r.Exercise); diff != "" {
			t.Error(diff)
		}
	}
	if got := d.Progress().Of; got != 2 || d.Kind() != DrillWeakest {
		t.Error(got)
	}
	if got := WeakestDrill(cards, stories, rehearsal.PlanOptions{}, 1).Progress().Of; got != 1 {
		t.Error(got)
	}
	stories[1] = tooTight
	if got := WeakestDrill(cards, stories, rehearsal.PlanOptions{}, 5).Rounds(); len(got) != 1 || got[0].Story != "a" {
		t.Errorf("a story without a plan: %+v", got)
	}
	if d := WeakestDrill(nil, stories, rehearsal.PlanOptions{}, 5); !d.Progress().Over {
		t.Errorf("nothing rated: %+v", d)
	}
}

func TestAPartHasItsTargetForALimit(t *testing.T) {
	s := aStory("s")
	plan, err := rehearsal.NewPlan(s, rehearsal.PlanOptions{Override: 40 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[story.SectionName]time.Duration{story.Action: 24 * time.Second, story.Task: 10 * time.Second} {
		part, ok := PartPlan(plan, n)
		if !ok || part.Limit != want || len(part.Sections) != 1 || part.Sections[0] != (rehearsal.PlannedSection{Name: n, Target: want}) {
			t.Errorf("%s: %+v %v", n, part, ok)
		}
	}
	if part, ok := PartPlan(plan, story.Lessons); ok {
		t.Errorf("%+v", part)
	}
}

// sequence gives numbers from 0 up to 1, the same for the same seed.
func sequence(seed uint32) func() float64 {
	return func() float64 {
		seed = seed*1664525 + 1013904223
		return float64(seed>>8) / (1 << 24)
	}
}

func TestWhatIsHalfForgottenIsDrawnMoreOften(t *testing.T) {
	stories := []story.Story{aStory("known"), aStory("forgotten"), aStory("never")}
	cards := cardsOf(map[string][]Attempt{
		"known": {graded(t, "2026-11-20T18:00:00Z", Easy)}, "forgotten": {graded(t, "2025-08-01T18:00:00Z", Again)},
	})
	c := at(t, "2026-11-20")
	drawn := map[string]int{}
	random := sequence(1)
	const draws = 5000
	for range draws {
		drawn[c.RandomDrill(cards, stories, 1, random).Rounds()[0].Story]++
	}
	// The weights are 0.1, 0.1 and what is forgotten, and 1.1.
	forgotten := 1.1 - cards["forgotten"].Recall(c.Today)
	all := 0.1 + forgotten + 1.1
	for slug, weight := range map[string]float64{"known": 0.1, "forgotten": forgotten, "never": 1.1} {
		want := draws * weight / all
		if got := float64(drawn[slug]); got < want*0.85-10 || got > want*1.15+10 {
			t.Errorf("%s: %v times, not about %v", slug, got, want)
		}
	}
}

func TestADrawHasEachStoryOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var stories []story.Story
		for i := range rapid.IntRange(0, 8).Draw(t, "stories") {
			stories = append(stories, aStory(fmt.Sprint(i)))
		}
		n := rapid.IntRange(0, 10).Draw(t, "n")
		seed := rapid.Uint32().Draw(t, "seed")
		c := Calendar{Today: 20600}
		d := c.RandomDrill(nil, stories, n, sequence(seed))
		var slugs []string
		for _, r := range d.Rounds() {
			slugs = append(slugs, r.Story)
		}
		slices.Sort(slugs)
		if len(slugs) != min(n, len(stories)) || len(slices.Compact(slugs)) != len(d.Rounds()) {
			t.Fatalf("%d of %d: %v", n, len(stories), slugs)
		}
		if diff := cmp.Diff(d.Rounds(), c.RandomDrill(nil, stories, n, sequence(seed)).Rounds(), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal("the same numbers draw something else", diff)
		}
	})
}

func TestRapidFireIsFromThePointsAlone(t *testing.T) {
	scriptOnly := aStory("script")
	for _, n := range []*story.Section{&scriptOnly.Situation, &scriptOnly.Task, &scriptOnly.Action, &scriptOnly.Result} {
		*n = story.Section{Script: "Word for word."}
	}
	d := at(t, "2026-11-20").RapidDrill(nil, []story.Story{aStory("a"), scriptOnly, aStory("b")}, 5, sequence(1))
	if d.Kind() != DrillRapid || d.Kind().Rating() != RateAtEnd || len(d.Rounds()) != 2 {
		t.Errorf("%+v", d)
	}
	for _, r := range d.Rounds() {
		if r.Prompt != rehearsal.PromptPoints || r.Story == "script" {
			t.Errorf("%+v", r)
		}
	}
}
