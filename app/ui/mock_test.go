package ui

import (
	"os"
	"testing"
	"time"

	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/ui/look"
)

// shotsDir is where pictures are left to be looked at; empty for none.
func shotsDir() string { return os.Getenv("STARLING_SHOTS") }

// presetOf gives the options of a preset.
func presetOf(t *testing.T, id string) practice.MockOptions {
	t.Helper()
	for _, p := range practice.MockPresets() {
		if p.ID == id {
			return p.Options
		}
	}
	t.Fatalf("there is no preset %s", id)
	return practice.MockOptions{}
}

// interview begins a mock interview with these options.
func (r *rig) interview(o practice.MockOptions) {
	r.Helper()
	r.practise("Mock interview")
	r.wantOn("mockScreen")
	r.shell.practises.mock.options = o
	r.press("B")
	r.wantOn("stage")
}

func TestAMockInterviewIsSetUpByKeys(t *testing.T) {
	r := start(t, func(s *settings.Settings) {
		s.Practice.Interviews = []settings.Interview{{Name: "Acme", Date: "2026-03-10", Tags: []string{"conflict"}}}
	})
	r.practise("Mock interview")
	want(t, "the focus", r.focus(), "Begin")
	r.wantText("One-way video", "Nobody on the other side", "Preparation", "0:30 ▾", "All at the end ▾")
	r.tap("One-way video")
	wantAll(t, "the presets", r.menu(), "One-way video", "Table Topics", "Panel", "Your own")
	r.choose("Panel")
	r.wantText("Several people who dig deeper", "2 ▾", "Limit of a follow-up", "0:45 ▾")
	r.tap("The whole bank")
	wantAll(t, "to ask from", r.menu(), "The whole bank", "Categories …", "Interview: Acme, 10 Mar")
	r.choose("Interview: Acme")
	r.wantText("Interview: Acme ▾")
	r.tap("2:00")
	r.choose("1:00")
	r.wantText("Your own", "Your own: as it is set below.")
	r.press("?")
	r.wantText("The presets of a mock interview", "Toastmasters International, Speech Contest Rulebook", "Platform Magazine, 2018", "Starling's own: no rule sets the times of a panel")
	r.press("Esc", "Esc")
	r.wantOn("practiseScreen")
}

func TestCategoriesToAskFromAreChecked(t *testing.T) {
	r := start(t)
	r.practise("Mock interview")
	name := r.shell.library.Bank.Categories[0].Name
	r.tap("The whole bank")
	r.choose("Categories …")
	r.press("Enter", "Esc")
	wantAll(t, "the categories", r.shell.practises.mock.categories, name)
	r.wantText("There are only")
	r.press("B")
	for _, q := range r.shell.sessions[keptMock].run.(mockRun).Questions() {
		want(t, "the category", q.Category, name)
	}
}

func TestAnInterviewForWhichThereIsNothingToAskIsNotBegun(t *testing.T) {
	r := start(t, func(s *settings.Settings) {
		s.Practice.Interviews = []settings.Interview{{Name: "Acme", Date: "2026-03-10", Tags: []string{"nobody has this"}}}
	})
	r.practise("Mock interview")
	r.tap("The whole bank")
	r.choose("Interview: Acme")
	r.wantText("There is no question to ask for Acme")
	want(t, "it can be begun", r.findButton("Begin") != nil, false)
	r.press("B", "Space")
	r.wantOn("mockScreen")
}

func TestAnAnswerInAMockInterviewIsOneTakeAndTheQuestionComesWithThePreparation(t *testing.T) {
	r := start(t)
	o := presetOf(t, "one-way")
	o.Questions = 2
	r.interview(o)
	q := r.stage().question.Text
	r.wantText("1 of 2", "Space shows the question and starts 30 s of preparation", "The question is still to come")
	title := r.stage().heading()
	r.wantNoText(q, title)
	r.press("Space")
	r.wantText(q, title)
	r.clockReads("0:30", "to prepare")
	r.press("Space", "R", "←")
	r.wantState(rehearsal.StatePreparing)
	r.wait(30 * time.Second)
	r.wait(10 * time.Second)
	r.press("Space", "←", "R")
	r.wantState(rehearsal.StateAnswering)
	r.wait(2 * time.Minute)
	r.wantText("2 of 2")
	r.wantState(rehearsal.StateReady)
	a := r.record()
	want(t, "the mode", a.Mode, rehearsal.ModeMock)
	want(t, "ended", a.Ended, rehearsal.AtLimit)
	want(t, "the limit", a.Plan.Limit, 2*time.Minute)
	r.press("Space")
	r.wait(40 * time.Second)
	r.press("Esc")
	r.wantOn("ratingScreen")
	r.wait(deafFor)
	r.wantText("1 of 2")
	r.wantNoText("Again", "Back to the answer")
	r.press("R", "←")
	r.wantOn("ratingScreen")
	r.press("3", "Enter")
	r.wantText("2 of 2")
	r.wait(deafFor)
	r.press("Enter")
	r.wantOn("summaryScreen")
	r.wantText("Mock interview: One-way video", "2 of 2 done.", "2:00 of 2:00", "0:10 of 2:00 ", "not rated")
}

func TestAPanelFollowsUpWithoutPreparationAndInAQuestionAlone(t *testing.T) {
	r := start(t)
	o := presetOf(t, "panel")
	o.Questions, o.Rate = 1, practice.RateEach
	r.interview(o)
	r.wantText(r.stage().question.Text) // without preparation there is nothing to keep back
	r.say(20 * time.Second)
	r.wantText("Follow-up 1 of 2", "1 of 1")
	r.clockReads("0:45", "ready")
	followup := r.stage().question.Text
	r.press("Space")
	r.wait(10 * time.Second)
	r.clockReads("0:35", "left of 0:45")
	r.press("→")
	r.wantText("Follow-up 2 of 2")
	a := r.records()[0]
	want(t, "the story of a follow-up", a.Story, "")
	want(t, "the question", a.Question.Text, followup)
	want(t, "spoken", a.Spoken, 10*time.Second)
	r.press("N")
	r.wantOn("ratingScreen")
	want(t, "what is rated", r.rating().attempt.Spoken, 20*time.Second)
	r.wait(deafFor)
	r.press("3", "Enter")
	r.wantOn("summaryScreen")
	r.wantText(followup, "passed over")
}

func TestTheLightsOfTableTopicsAreToldByWordShapeAndColour(t *testing.T) {
	r := start(t)
	o := presetOf(t, "table-topics")
	o.Questions = 1
	r.interview(o)
	r.wantText(hiddenClock)
	r.press("Space")
	light := func(words string) {
		t.Helper()
		r.wantText(words)
		want(t, "the digits", r.stage().view.digits.Text(), "")
	}
	r.wait(59 * time.Second)
	light("No light yet: green comes at 1:00")
	r.wait(time.Second)
	light("Green: 1:00 reached, it qualifies")
	r.wait(30 * time.Second)
	light("Yellow: 1:30 reached")
	r.wait(30 * time.Second)
	light("Red: 2:00 reached, end by 2:30")
	r.wait(31 * time.Second)
	light("Red: over 2:30, it no longer qualifies")
	want(t, "cues to come", len(r.player.cues), 1) // the start
	seen := map[any]bool{}
	for _, l := range []practice.Light{practice.Green, practice.Yellow, practice.Red} {
		fill, _ := lightColour(l)
		seen[fill], seen[lightShape(l)] = true, true
	}
	want(t, "shapes and colours", len(seen), 6)
	r.press("Esc")
	r.wait(deafFor)
	r.wantText("too long to qualify: 2:30 at most")
}

func TestALightIsPaintedWhenItChangesAndNothingElseIs(t *testing.T) {
	r := start(t)
	o := presetOf(t, "table-topics")
	o.Questions = 1
	r.interview(o)
	r.press("Space")
	r.wait(5 * time.Second)
	r.window.canvas.painted = nil
	r.wait(54 * time.Second)
	for _, o := range r.window.canvas.painted {
		t.Fatalf("painted before the light: %T", o)
	}
	r.wait(time.Second)
	if len(r.window.canvas.painted) == 0 {
		t.Error("the light was not painted")
	}
}

func TestAMockInterviewThatWasLeftGoesOnWithTheNextQuestion(t *testing.T) {
	r := start(t)
	o := presetOf(t, "one-way")
	o.Questions = 3
	r.interview(o)
	r.press("Space")
	r.wait(10 * time.Second)
	r.press("Esc") // in the preparation: the take is spent
	r.wantOn("practiseScreen")
	r.wantText("2 of 3 comes next.")
	r.shell.sessions, r.shell.practises.looked = map[string]*practiceSession{}, false
	r.press("Ctrl+1", "Ctrl+6")
	r.begin("Go on: Mock interview: One-way video")
	r.wantText("2 of 3")
	r.press("N", "N")
	r.wantOn("summaryScreen")
	r.wantText("0 of 3 done.", "left in the middle: it was the one take", "passed over")
	want(t, "attempts", len(r.records()), 0)
}

func TestTooLittleSaidInAMockInterviewIsPassedOver(t *testing.T) {
	r := start(t)
	o := presetOf(t, "panel")
	o.Questions = 1
	r.interview(o)
	r.say(3 * time.Second)
	r.wantOn("summaryScreen")
	r.wantText("3 s were spoken: too little to keep, and it was the one take.", "passed over")
}

func TestPromptsInAMockInterviewAreShownIfWished(t *testing.T) {
	r := start(t)
	o := presetOf(t, "panel")
	o.Prompt = rehearsal.PromptPoints
	r.interview(o)
	for r.stage().alone() {
		r.press("N")
	}
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptPoints)
	if !r.reads("Next:") {
		t.Errorf("no points: %q", r.texts())
	}
	want(t, "a hint to hide it", r.findHint("H") != nil, true)
}

func (r *rig) findHint(key string) *look.Hint {
	for _, n := range r.shown() {
		if h, ok := n.object.(*look.Hint); ok && h.Key() == key {
			return h
		}
	}
	return nil
}
