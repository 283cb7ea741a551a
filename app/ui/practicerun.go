package ui

import (
	"fmt"
	"slices"

	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/story"
)

// Under which names a drill and a mock interview are kept.
const (
	keptDrill = "drill"
	keptMock  = "mock"
)

// drillRun is a drill as the screens go through it.
type drillRun struct{ *practice.Drill }

func (d drillRun) keptAs() string              { return keptDrill }
func (d drillRun) title() string               { return drillName(d.Kind()) }
func (d drillRun) progress() practice.Progress { return d.Progress() }
func (d drillRun) over() bool                  { return d.Over() }

// drillName is how a kind of drill is called on screen.
func drillName(k practice.DrillKind) string {
	switch k {
	case practice.DrillDue:
		return "What is due"
	case practice.DrillWeakest:
		return "Weakest section"
	case practice.DrillRapid:
		return "Rapid fire"
	}
	return "Random"
}

func (d drillRun) toRate() (string, int, bool) {
	r, ok := d.ToRate()
	if !ok {
		return "", 0, false
	}
	at := slices.IndexFunc(d.Rounds(), func(o practice.Round) bool { return o.Attempt == r.Attempt })
	return r.Attempt, at + 1, true
}

// stage makes the stage of a story, or of one section of it.
func (d drillRun) stage(s *Shell) (*stage, error) {
	e, _ := d.Current()
	st, ok := s.library.Find(e.Story)
	switch {
	case !ok:
		return nil, fmt.Errorf("the story %s is gone", e.Title)
	case st.Draft():
		return nil, fmt.Errorf("%s is a draft by now", e.Title)
	}
	c := s.choicesFor(st.Slug)
	c.mode, c.limit, c.question = rehearsal.ModePractice, 0, ""
	if e.Prompt != "" {
		c.prompt = e.Prompt
	}
	if d.Kind() == practice.DrillRapid {
		c.mode = rehearsal.ModeRapid
	}
	made, err := d.stageOf(s, st, e, c)
	if made != nil {
		made.rungFree = e.Prompt == ""
	}
	return made, err
}

func (d drillRun) stageOf(s *Shell, st story.Story, e practice.Exercise, c choices) (*stage, error) {
	plan, err := rehearsal.NewPlan(st, planOptions(s.settings, 0))
	if err != nil {
		return nil, fmt.Errorf("%s cannot be rehearsed: %w", e.Title, err)
	}
	heading := ""
	if e.Part != "" {
		part, ok := practice.PartPlan(plan, e.Part)
		if !ok {
			return nil, fmt.Errorf("%s has no %s any more", e.Title, e.Part.Title())
		}
		plan, heading = part, st.Title+" · "+e.Part.Title()+" alone"
	}
	made := stageOf(s, st, c, plan, sessionOptions(s.settings, c.mode))
	made.dress.heading = heading
	made.make = func(c choices) (*stage, error) { return d.stageOf(s, st, e, c) }
	return made, nil
}

func (d drillRun) begun() bool { return false }

// answered takes the attempt for the answer asked for, or, where that was given
// already and is being rated, for what was said again.
func (d drillRun) answered(attempt string) {
	if _, ok := d.ToRate(); ok {
		d.Again(attempt)
		return
	}
	d.Done(attempt)
}

func (d drillRun) short() bool { return true }
func (d drillRun) passed()     { d.Skip() }
func (d drillRun) rated()      { d.Rated() }
func (d drillRun) discarded()  { d.Discarded() }

// resumed passes over what cannot be said any more.
func (d drillRun) resumed(s *Shell) {
	d.Without(func(e practice.Exercise) bool {
		st, ok := s.library.Find(e.Story)
		return !ok || st.Draft()
	})
}

func (d drillRun) results() []result {
	var all []result
	for _, r := range d.Rounds() {
		this := result{title: r.Title, attempt: r.Attempt}
		if r.Part != "" {
			this.title += " · " + r.Part.Title() + " alone"
		}
		switch r.Outcome {
		case practice.Gone:
			this.why = "the story is gone"
		case practice.Skipped, practice.Waiting:
			this.why = "passed over"
		}
		all = append(all, this)
	}
	return all
}

// mockRun is a mock interview as the screens go through it.
type mockRun struct{ *practice.Mock }

func (m mockRun) keptAs() string              { return keptMock }
func (m mockRun) progress() practice.Progress { return m.Progress() }
func (m mockRun) over() bool                  { return m.Over() }

func (m mockRun) title() string {
	for _, p := range practice.MockPresets() {
		if p.ID == m.Options().Preset {
			return "Mock interview: " + p.Name
		}
	}
	return "Mock interview"
}

func (m mockRun) toRate() (string, int, bool) {
	step := m.Step()
	return step.Attempt, step.Question + 1, step.Kind == practice.MockRate
}

// stage makes the stage of a question, with the story that answers it or
// without one, or of a follow-up.
func (m mockRun) stage(s *Shell) (*stage, error) {
	step, o := m.Step(), m.Options()
	q := rehearsal.Question{ID: step.ID, Text: step.Text}
	st, found := s.library.Find(step.Story)
	c := choices{prompt: step.Prompt, mode: rehearsal.ModeMock, question: step.ID}
	timing := sessionOptions(s.settings, rehearsal.ModeMock)
	timing.Prepare, timing.Cut = step.Prepare, o.Cut
	look := dress{hideClock: o.HideClock, veil: step.Prepare > 0, lights: o.Lights}
	timing.Silent = o.HideClock
	if step.Kind == practice.MockFollowup {
		of := len(m.Questions()[step.Question].Followups)
		look.heading, look.noSections, look.lights = fmt.Sprintf("Follow-up %d of %d", step.Followup+1, of), true, practice.Lights{}
		if found {
			look.heading += " · " + st.Title
		}
		timing.NoSections, found = true, false
	}
	if !found || st.Draft() {
		st = aloneStory(q)
	}
	plan, err := rehearsal.NewPlan(st, planOptions(s.settings, step.Limit))
	if err != nil && st.Slug != "" { // it cannot be told in that time: then freely
		st = aloneStory(q)
		plan, err = rehearsal.NewPlan(st, planOptions(s.settings, step.Limit))
	}
	if err != nil {
		return nil, fmt.Errorf("“%s” cannot be asked: %w", q.Text, err)
	}
	made := stageOf(s, st, c, plan, timing)
	made.question, made.dress = q, look
	return made, nil
}

func (m mockRun) begun() bool { return m.Begin() }

func (m mockRun) answered(attempt string) { m.Answered(attempt) }

// short passes: it was the one take.
func (m mockRun) short() bool {
	m.Pass()
	return false
}

func (m mockRun) passed()          { m.Pass() }
func (m mockRun) rated()           { m.Rated() }
func (m mockRun) discarded()       { m.Rated() }
func (m mockRun) resumed(_ *Shell) { m.Resume() }

func (m mockRun) results() []result {
	var all []result
	for i, q := range m.Questions() {
		takes := m.Takes(i)
		for j := range 1 + len(q.Followups) {
			this := result{title: q.Text, lights: m.Options().Lights}
			if j > 0 {
				this = result{title: q.Followups[j-1].Text, sub: true}
			}
			this.why = "not asked"
			if j < len(takes) {
				this.attempt, this.why = takes[j].Attempt, takeWords(takes[j].Outcome)
			}
			all = append(all, this)
		}
	}
	return all
}

// takeWords says why an answer was not taken.
func takeWords(o practice.TakeOutcome) string {
	switch o {
	case practice.Passed:
		return "passed over"
	case practice.Broken:
		return "left in the middle: it was the one take"
	}
	return ""
}
