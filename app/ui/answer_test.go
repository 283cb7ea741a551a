package ui

import (
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/settings"
)

func TestAnAnswerThatGoesOnIsFollowedInHistory(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(13 * time.Second)
	a := r.record()
	want(t, "ended", a.Ended, rehearsal.Unfinished)
	want(t, "the question", a.Question, rehearsal.Question{ID: "conflict-team", Text: "Tell me about a conflict with another team."})
	want(t, "the title", a.Title, "A short answer")
	want(t, "the prompt", a.Prompt, rehearsal.PromptPoints)
	if a.Spoken < 10*time.Second || a.Spoken > 13*time.Second {
		t.Errorf("history knows of %v spoken, of 13 s", a.Spoken)
	}
	wantAll(t, "written", r.recorder.calls, "begin", "start", "cue start", "beat 5s", "advance", "cue section")
	r.wait(3 * time.Second)
	want(t, "the last call", r.recorder.calls[len(r.recorder.calls)-1], "cue section")
	r.wait(5 * time.Second)
	want(t, "the last call", r.recorder.calls[len(r.recorder.calls)-1], "beat 20s")
}

func TestAnAnswerEndsByItselfTenMinutesOver(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Overtime = settings.OvertimeOff })
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(40*time.Second + 3*time.Minute)
	r.clockReads("+3:00", "over 0:40")
	r.wait(7 * time.Minute)
	r.wantOn("ratingScreen")
	want(t, "ended", r.record().Ended, rehearsal.Auto)
	r.wait(deafFor)
	r.press("←")
	r.wantOn("ratingScreen")
}

func TestThePromptShowsWhatWasAskedFor(t *testing.T) {
	for prompt, words := range map[string][]string{
		"script":   {"I was a senior engineer in a planning group of sixty.", "No two copies agreed", "Next:", "Task"},
		"lines":    {"I began with people and not with a design.", "Nobody argued"},
		"points":   {"No shared service", "Each team built its own", "Next:", "One source for all"},
		"question": {"Tell me about a conflict with another team.", "Answering"},
	} {
		t.Run(prompt, func(t *testing.T) {
			r := start(t, func(s *settings.Settings) { s.Prompt = prompt })
			r.toStage(bridgeSlug)
			r.wantText(words...)
			if prompt != "points" && prompt != "question" {
				r.wantNoText("No shared service")
			}
		})
	}
}

func TestWhatAStoryLacksForThePromptIsSaidOrStoodInFor(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prompt = "lines" })
	r.toStage(shortSlug)
	r.wantText("This story has no polished lines.")

	r = start(t, func(s *settings.Settings) { s.Prompt = "script" })
	r.toStage(shortSlug)
	r.wantText("It was a Monday")

	r = start(t)
	r.toStage(shortSlug)
	r.press("Space", "→", "→")
	r.wantText("I called them, I listened, and I wrote down what we agreed.")
}

func TestTheWindowSaysThatAnAnswerRunsAndKeepsTheScreenAwakeMeanwhile(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	want(t, "the title", r.window.Title(), "Starling")
	r.press("Space")
	want(t, "the title", r.window.Title(), "Answering: A short answer – Starling")
	wantAll(t, "kept awake", r.awake, true)
	r.wait(10 * time.Second)
	r.press("Space")
	wantAll(t, "kept awake in a pause", r.awake, true)
	r.press("Esc")
	want(t, "the title", r.window.Title(), "Starling")
	wantAll(t, "kept awake after it", r.awake, true, false)
	r.wait(deafFor)
	r.press("←", "Space")
	want(t, "the title", r.window.Title(), "Answering: A short answer – Starling")
	wantAll(t, "kept awake again", r.awake, true, false, true)
}

func TestThePlayerIsOpenedFollowsTheCuesAndIsClosed(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Overtime = settings.OvertimeOff })
	r.player.take()
	r.toStage(shortSlug)
	opened := func(calls []string) (opens int, rest []string) {
		for _, c := range calls {
			if c == "open" {
				opens++
			} else {
				rest = append(rest, c)
			}
		}
		return opens, rest
	}
	if opens, _ := opened(r.player.take()); opens != 0 {
		t.Error("the sound is opened before an answer starts")
	}
	r.press("Space")
	calls := r.player.take()
	opens, rest := opened(calls)
	want(t, "the first call", calls[0], "open")
	if opens == 0 {
		t.Error("the sound was not opened")
	}
	wantAll(t, "started", rest, "follow 6") // the start, three sections, wrap-up, time up
	r.wait(11 * time.Second)
	wantAll(t, "a cue falling due tells the player nothing", r.player.take())
	r.press("→")
	wantAll(t, "confirmed", r.player.take(), "follow 4")
	r.press("←", "←")
	wantAll(t, "gone back", r.player.take(), "follow 4", "follow 4")
	r.press("Space")
	wantAll(t, "paused", r.player.take(), "follow 0")
	r.press("Space")
	wantAll(t, "resumed", r.player.take(), "follow 4")
	r.press("→", "→")
	wantAll(t, "marked", r.player.take(), "follow 4", "follow 4")
	heard := 0
	for _, c := range r.player.cues {
		if c.Sounded {
			heard++
		}
	}
	want(t, "cues to be heard past two marks", heard, 3)
	r.press("Esc")
	wantAll(t, "finished", r.player.take(), "follow 0", "close")
}
