package practice

import (
	"fmt"
	"time"

	"starling/app/rehearsal"
)

// MockOptions are how a mock interview goes. In every one of them an answer is
// one take: no pause, no way back, no starting over.
type MockOptions struct {
	// Preset is the id of the preset that they were taken from; empty for the
	// person's own.
	Preset string `json:"preset,omitempty"`
	// Questions is how many are asked, 1 to MaxQuestions.
	Questions int `json:"questions"`
	// Prepare is the time to think before an answer starts by itself, as in rehearsal.
	Prepare time.Duration `json:"prepare_ns"`
	// Limit is how long an answer may take, whatever its story says.
	Limit time.Duration `json:"limit_ns"`
	// Cut ends an answer at its limit, as a recorder does.
	Cut bool `json:"cut,omitempty"`
	// Followups is how many questions follow each answer, 0 to MaxFollowups, and
	// FollowupLimit how long the answer to each may take. They come without
	// preparation.
	Followups     int           `json:"followups,omitempty"`
	FollowupLimit time.Duration `json:"followup_limit_ns,omitempty"`
	// Prompt is what is shown while speaking.
	Prompt rehearsal.Prompt `json:"prompt"`
	// HideClock keeps the time out of sight.
	HideClock bool `json:"hide_clock,omitempty"`
	// Rate is when answers are rated.
	Rate RateWhen `json:"rate"`
	// Lights are those of Table Topics.
	Lights Lights `json:"lights,omitzero"`
}

// How many questions a mock interview may have, and follow-ups each of them.
const (
	MaxQuestions = 20
	MaxFollowups = 5
)

// Check says what is wrong with the options, and what to choose instead.
func (o MockOptions) Check() error {
	limit := func(what string, d time.Duration) error {
		if d < rehearsal.MinLimit || d > rehearsal.MaxLimit {
			return fmt.Errorf("%s may take 10 s to 60 min, not %v", what, d)
		}
		return nil
	}
	switch {
	case o.Questions < 1 || o.Questions > MaxQuestions:
		return fmt.Errorf("a mock interview has 1 to %d questions, not %d", MaxQuestions, o.Questions)
	case o.Followups < 0 || o.Followups > MaxFollowups:
		return fmt.Errorf("a question has 0 to %d follow-ups, not %d", MaxFollowups, o.Followups)
	case o.Prepare < 0 || o.Prepare > rehearsal.MaxPrepare:
		return fmt.Errorf("the preparation takes 0 s to 2 min, not %v", o.Prepare)
	case !isRung(o.Prompt):
		return fmt.Errorf("there is no prompt %q", o.Prompt)
	case o.Rate != RateEach && o.Rate != RateAtEnd:
		return fmt.Errorf("answers are rated after each or at the end, not %q", o.Rate)
	}
	if err := limit("an answer", o.Limit); err != nil {
		return err
	}
	if o.Followups > 0 {
		return limit("the answer to a follow-up", o.FollowupLimit)
	}
	return nil
}

// MockPreset is a kind of interview that others hold.
type MockPreset struct {
	// ID names it in what is kept, Name on screen.
	ID, Name string
	// About says in a sentence how it goes, Source where its times are from.
	About, Source string
	Options       MockOptions
}

// MockPresets gives the presets that come with Starling.
func MockPresets() []MockPreset {
	const (
		half    = 30 * time.Second
		minute  = time.Minute
		minutes = 2 * time.Minute
	)
	presets := []MockPreset{
		{
			ID: "one-way", Name: "One-way video",
			About: "Nobody on the other side: 30 s to prepare, then one take of 2:00 that ends by itself.",
			Source: "The usual times of recorded interviews: “about 30 seconds to prepare each answer and two to three minutes to respond” " +
				"(H. Russo, “Talking to Yourself: How to Nail the One-Way Interview”, Platform Magazine, 2018). Employers set their own; the invitation says which.",
			Options: MockOptions{Questions: 5, Prepare: half, Limit: minutes, Cut: true, Prompt: rehearsal.PromptQuestion, Rate: RateAtEnd},
		},
		{
			ID: "table-topics", Name: "Table Topics",
			About: "Off the cuff, by lights: green at 1:00, yellow at 1:30, red at 2:00. From 1:00 to 2:30 it qualifies.",
			Source: "Toastmasters International, Speech Contest Rulebook, Table Topics: one to two minutes; " +
				"disqualified under one minute and over two minutes 30 seconds.",
			Options: MockOptions{
				Questions: 3, Limit: minutes, Prompt: rehearsal.PromptQuestion, HideClock: true, Rate: RateAtEnd,
				Lights: Lights{Green: minute, Yellow: minute + half, Red: minutes, Least: minute, Most: minutes + half},
			},
		},
		{
			ID: "panel", Name: "Panel",
			About: "Several people who dig deeper: 2:00 for the answer, then two follow-ups of 0:45 each.",
			Source: "Starling's own: no rule sets the times of a panel. Two minutes is the limit of any answer here; " +
				"0:45 is time for one point with its reason.",
			Options: MockOptions{
				Questions: 4, Limit: minutes, Followups: 2, FollowupLimit: 45 * time.Second,
				Prompt: rehearsal.PromptQuestion, Rate: RateAtEnd,
			},
		},
	}
	for i := range presets {
		presets[i].Options.Preset = presets[i].ID
	}
	return presets
}
