package rehearsal_test

import (
	"errors"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// storyWith is a story with these targets; a fifth makes it one with Lessons.
func storyWith(targets ...time.Duration) story.Story {
	part := func(i int) story.Section {
		if i >= len(targets) {
			return story.Section{}
		}
		return story.Section{Target: targets[i], Points: []string{"a point"}}
	}
	return story.Story{Situation: part(0), Task: part(1), Action: part(2), Result: part(3), Lessons: part(4)}
}

func targetsOf(p rehearsal.Plan) []time.Duration {
	var targets []time.Duration
	for _, s := range p.Sections {
		targets = append(targets, s.Target)
	}
	return targets
}

func TestAPlanSharesTheLimitAmongTheSections(t *testing.T) {
	limited := func(s story.Story, limit time.Duration) story.Story {
		s.Limit = limit
		return s
	}
	tests := []struct {
		name    string
		story   story.Story
		options rehearsal.PlanOptions
		want    []time.Duration
	}{
		{
			"two minutes unless something says otherwise", storyWith(0, 0, 0, 0),
			rehearsal.PlanOptions{},
			[]time.Duration{24 * sec, 12 * sec, 72 * sec, 12 * sec},
		},
		{
			"the settings' limit", storyWith(0, 0, 0, 0),
			rehearsal.PlanOptions{Limit: 60 * sec},
			[]time.Duration{12 * sec, 6 * sec, 36 * sec, 6 * sec},
		},
		{
			"the story's limit before the settings'", limited(storyWith(0, 0, 0, 0), 60*sec),
			rehearsal.PlanOptions{Limit: 3 * time.Minute},
			[]time.Duration{12 * sec, 6 * sec, 36 * sec, 6 * sec},
		},
		{
			"five sections have a preset of their own", storyWith(0, 0, 0, 0, 0),
			rehearsal.PlanOptions{},
			[]time.Duration{18 * sec, 12 * sec, 60 * sec, 18 * sec, 12 * sec},
		},
		{
			"the preset chosen for four", storyWith(0, 0, 0, 0),
			rehearsal.PlanOptions{Four: rehearsal.Shares{10, 10, 60, 20}},
			[]time.Duration{12 * sec, 12 * sec, 72 * sec, 24 * sec},
		},
		{
			"the preset chosen for five", storyWith(0, 0, 0, 0, 0),
			rehearsal.PlanOptions{Five: rehearsal.Shares{1, 1, 1, 1, 2}},
			[]time.Duration{20 * sec, 20 * sec, 20 * sec, 20 * sec, 40 * sec},
		},
		{
			"sections without a target share what the others leave", storyWith(40*sec, 0, 0, 0),
			rehearsal.PlanOptions{},
			[]time.Duration{40 * sec, 10 * sec, 60 * sec, 10 * sec},
		},
		{
			"targets that fill the limit stay as they are", storyWith(30*sec, 30*sec, 30*sec, 30*sec),
			rehearsal.PlanOptions{},
			[]time.Duration{30 * sec, 30 * sec, 30 * sec, 30 * sec},
		},
		{
			"targets that fall short scale in proportion", storyWith(10*sec, 10*sec, 30*sec, 10*sec),
			rehearsal.PlanOptions{},
			[]time.Duration{20 * sec, 20 * sec, 60 * sec, 20 * sec},
		},
		{
			"a limit for this rehearsal scales them all", storyWith(40*sec, 0, 0, 0),
			rehearsal.PlanOptions{Override: 60 * sec},
			[]time.Duration{20 * sec, 5 * sec, 30 * sec, 5 * sec},
		},
		{
			"what rounding leaves goes to the longest", limited(storyWith(0, 0, 0, 0), 10001*ms),
			rehearsal.PlanOptions{},
			[]time.Duration{2000 * ms, 1000 * ms, 6001 * ms, 1000 * ms},
		},
		{
			"the first of several that are longest", limited(storyWith(0, 0, 0, 0), 10003*ms),
			rehearsal.PlanOptions{Four: rehearsal.Shares{1, 1, 1, 1}},
			[]time.Duration{2503 * ms, 2500 * ms, 2500 * ms, 2500 * ms},
		},
		{
			"parts of a millisecond do not count", limited(storyWith(1500*time.Microsecond, 0, 0, 0), 10*sec+400),
			rehearsal.PlanOptions{Four: rehearsal.Shares{1, 1, 1, 1}},
			[]time.Duration{ms, 3333 * ms, 3333 * ms, 3333 * ms},
		},
		{
			"a target below a millisecond is one", limited(storyWith(1, 0, 0, 0), 10*sec),
			rehearsal.PlanOptions{Four: rehearsal.Shares{1, 1, 1, 1}},
			[]time.Duration{ms, 3333 * ms, 3333 * ms, 3333 * ms},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			p, err := rehearsal.NewPlan(test.story, test.options)
			if err != nil {
				t.Fatal(err)
			}
			if got := targetsOf(p); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
			if p.Sections[0].Name != story.Situation || len(p.Sections) != len(test.story.Names()) {
				t.Errorf("the sections are %v", p.Sections)
			}
		})
	}
}

func TestAStoryWhoseTimesDoNotFitHasNoPlan(t *testing.T) {
	limited := func(limit time.Duration) story.Story { return story.Story{Limit: limit} }
	tests := []struct {
		name    string
		story   story.Story
		options rehearsal.PlanOptions
		want    error
	}{
		{"targets above the limit", storyWith(100*sec, 0, 0, 21*sec), rehearsal.PlanOptions{}, rehearsal.ErrTargets},
		{"one target above the limit", storyWith(0, 121*sec, 0, 0), rehearsal.PlanOptions{}, rehearsal.ErrTargets},
		{"nothing left for the others", storyWith(100*sec, 20*sec, 0, 0), rehearsal.PlanOptions{}, rehearsal.ErrTargets},
		{"a target below zero", storyWith(-sec, 0, 0, 0), rehearsal.PlanOptions{}, rehearsal.ErrTargets},
		{"a limit too short", limited(10*sec - 1), rehearsal.PlanOptions{}, rehearsal.ErrLimit},
		{"a limit too long", limited(time.Hour + 1), rehearsal.PlanOptions{}, rehearsal.ErrLimit},
		{"a limit below zero", limited(-sec), rehearsal.PlanOptions{}, rehearsal.ErrLimit},
		{"a settings' limit too short", storyWith(), rehearsal.PlanOptions{Limit: sec}, rehearsal.ErrLimit},
		{"a limit for this rehearsal too long", storyWith(), rehearsal.PlanOptions{Override: 61 * time.Minute}, rehearsal.ErrLimit},
		{"a preset of another length", storyWith(), rehearsal.PlanOptions{Four: rehearsal.Shares{1, 1, 1}}, rehearsal.ErrShares},
		{"a preset with nothing for a section", storyWith(), rehearsal.PlanOptions{Four: rehearsal.Shares{1, 0, 1, 1}}, rehearsal.ErrShares},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if p, err := rehearsal.NewPlan(test.story, test.options); !errors.Is(err, test.want) {
				t.Fatalf("got %v and the error %v, want %v", p, err, test.want)
			}
		})
	}
}

func TestTheShortestAndTheLongestLimitHavePlans(t *testing.T) {
	for _, limit := range []time.Duration{rehearsal.MinLimit, rehearsal.MaxLimit} {
		if p, err := rehearsal.NewPlan(storyWith(), rehearsal.PlanOptions{Limit: limit}); err != nil || p.Limit != limit {
			t.Errorf("%v: %v, %v", limit, p, err)
		}
	}
}

func TestBoundariesAreTheRunningSumOfTheTargets(t *testing.T) {
	p := twoMinutes()
	for i, want := range map[int]time.Duration{
		-1: 0, 0: 24 * sec, 1: 36 * sec, 2: 108 * sec, 3: 120 * sec, 4: 120 * sec,
	} {
		if got := p.Boundary(i); got != want {
			t.Errorf("boundary %d is %v, want %v", i, got, want)
		}
	}
}

func TestEveryPresetFitsAPlan(t *testing.T) {
	for _, preset := range rehearsal.Presets() {
		if err := preset.Shares.Check(len(preset.Shares)); err != nil {
			t.Errorf("%s: %v", preset.Name, err)
		}
		total := 0
		for _, share := range preset.Shares {
			total += share
		}
		if total != 100 {
			t.Errorf("%s adds up to %d", preset.Name, total)
		}
	}
}

func TestTargetsOfAnyPlanAddUpToTheLimitExactly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sections := rapid.IntRange(4, 5).Draw(t, "sections")
		limit := time.Duration(rapid.Int64Range(int64(rehearsal.MinLimit), int64(rehearsal.MaxLimit)).Draw(t, "limit"))
		var targets []time.Duration
		for range sections {
			most := int64(limit) / int64(sections)
			target := rapid.OneOf(rapid.Just(int64(0)), rapid.Int64Range(1, 5000), rapid.Int64Range(0, most)).Draw(t, "target")
			targets = append(targets, time.Duration(target))
		}
		shares := rapid.SliceOfN(rapid.IntRange(1, 1_000_000), sections, sections).Draw(t, "shares")
		o := rehearsal.PlanOptions{Limit: limit, Four: shares, Five: shares}
		if rapid.Bool().Draw(t, "changed for once") {
			o.Override = time.Duration(rapid.Int64Range(int64(rehearsal.MinLimit), int64(rehearsal.MaxLimit)).Draw(t, "override"))
			limit = o.Override
		}
		p, err := rehearsal.NewPlan(storyWith(targets...), o)
		if err != nil {
			t.Fatal(err)
		}
		if p.Limit != limit.Truncate(ms) || len(p.Sections) != sections {
			t.Fatalf("the plan is %v", p)
		}
		var total time.Duration
		for i, s := range p.Sections {
			total += s.Target
			if s.Target < 0 || s.Target%ms != 0 {
				t.Fatalf("target %d is %v", i, s.Target)
			}
			if p.Boundary(i) != total {
				t.Fatalf("boundary %d is %v, the targets up to it %v", i, p.Boundary(i), total)
			}
		}
		if total != p.Limit {
			t.Fatalf("the targets add up to %v, the limit is %v", total, p.Limit)
		}
	})
}
