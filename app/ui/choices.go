package ui

import (
	"fmt"
	"time"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// choices is what is chosen for the next rehearsal.
type choices struct {
	prompt   rehearsal.Prompt
	mode     rehearsal.Mode
	limit    time.Duration // zero: the story's own, or the settings'
	question string        // an id; empty: the least practised
}

func choicesOf(s settings.Settings) choices {
	return choices{prompt: rehearsal.Prompt(s.Prompt), mode: rehearsal.Mode(s.Mode)}
}

// promptName is how a prompt is called on screen.
func promptName(p rehearsal.Prompt) string {
	switch p {
	case rehearsal.PromptScript:
		return "Script"
	case rehearsal.PromptLines:
		return "Polished lines"
	case rehearsal.PromptPoints:
		return "Points"
	}
	return "Question alone"
}

func prompts() []rehearsal.Prompt {
	return []rehearsal.Prompt{rehearsal.PromptScript, rehearsal.PromptLines, rehearsal.PromptPoints, rehearsal.PromptQuestion}
}

// choosePrompt opens the menu of prompts below a button.
func (s *Shell) choosePrompt(below *look.Button, present rehearsal.Prompt, chosen func(rehearsal.Prompt)) {
	var texts []string
	at := 0
	for i, p := range prompts() {
		texts = append(texts, promptName(p))
		if p == present {
			at = i
		}
	}
	s.choose(below, texts, at, func(i int) { chosen(prompts()[i]) })
}

// modeName is how a mode is called on screen.
func modeName(m rehearsal.Mode) string {
	switch m {
	case rehearsal.ModeOneWay:
		return "One-way interview"
	case rehearsal.ModeMock:
		return "Mock interview"
	case rehearsal.ModeRapid:
		return "Rapid fire"
	}
	return "Practice"
}

// limits are those offered for one rehearsal.
func limits() []time.Duration {
	return []time.Duration{
		30 * time.Second, time.Minute, 90 * time.Second, 2 * time.Minute,
		150 * time.Second, 3 * time.Minute, 5 * time.Minute,
	}
}

// limitOf is how long an answer with this story may take.
func (s *Shell) limitOf(st story.Story, c choices) time.Duration {
	switch {
	case c.limit > 0:
		return c.limit
	case st.Limit > 0:
		return st.Limit
	}
	return s.settings.Limit
}

// draftText says why a story cannot be rehearsed.
func draftText(st story.Story) string {
	missing := st.Missing()
	if len(missing) == 0 {
		return fmt.Sprintf("%s is marked as a draft: take the mark away in the editor (E) to rehearse it.", st.Title)
	}
	names := ""
	for i, n := range missing {
		if i > 0 {
			names += ", "
		}
		names += n.Title()
	}
	return fmt.Sprintf("%s is a draft: nothing is written for %s yet.", st.Title, names)
}

// attemptTitle names what an attempt was at within a sentence.
func attemptTitle(a rehearsal.Attempt) string {
	if a.Alone() {
		return "“" + a.Title + "”"
	}
	return a.Title
}

// seconds reads a span as a person would say it: "9 s", "1:05".
func seconds(d time.Duration) string {
	whole := d.Round(time.Second)
	if whole < time.Minute {
		return fmt.Sprintf("%d s", int(whole/time.Second))
	}
	return rehearsal.Clock(whole)
}
