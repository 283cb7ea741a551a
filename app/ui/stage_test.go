package ui

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// clockReads fails unless the stage shows these digits and this caption.
func (r *rig) clockReads(digits, caption string) {
	r.Helper()
	v := r.stage().view
	want(r, "the digits", v.digits.Text(), digits)
	want(r, "the caption", v.caption.Text(), caption)
}

// sectionReads fails unless the stage shows this section with this time left.
func (r *rig) sectionReads(name, left, of string) {
	r.Helper()
	v := r.stage().view
	want(r, "the section", v.name.Text(), name)
	want(r, "left in the section", v.left.Text(), left)
	want(r, "what is left", v.leftOf.Text(), of)
}

// kinds gives what was asked of history, the cues apart.
func (r *rig) kinds() []string {
	var kinds []string
	for _, c := range r.recorder.calls {
		if !strings.HasPrefix(c, "cue ") && !strings.HasPrefix(c, "beat ") {
			kinds = append(kinds, c)
		}
	}
	return kinds
}

func TestSpaceStartsPausesAndResumesTheAnswer(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.clockReads("0:40", "ready")
	r.sectionReads("Situation", "0:10", "for this section")
	r.wantText("Space starts the clock")

	r.press("Space")
	r.wantState(rehearsal.StateAnswering)
	r.wait(7 * time.Second)
	r.clockReads("0:33", "left of 0:40")
	r.sectionReads("Situation", "0:03", "left in this section")

	r.press("Space")
	r.wantState(rehearsal.StatePaused)
	r.clockReads("0:33", "paused · left of 0:40")
	r.wantText("Paused. Space goes on")
	r.wait(time.Minute)
	r.clockReads("0:33", "paused · left of 0:40")

	r.press("Space")
	r.wantState(rehearsal.StateAnswering)
	r.wantNoText("Paused.")
	r.wait(1 * time.Second)
	r.clockReads("0:32", "left of 0:40")
	r.press("Esc")

	a := r.record()
	want(t, "spoken", a.Spoken, 8*time.Second)
	want(t, "paused", a.Paused, time.Minute)
	want(t, "ended", a.Ended, rehearsal.Finished)
	wantAll(t, "written", r.kinds(), "begin", "start", "pause", "resume", "finish")
}

func TestRightAndEnterMoveOnToTheNextSection(t *testing.T) {
	for _, key := range []string{"→", "Enter"} {
		t.Run(key, func(t *testing.T) {
			r := start(t)
			r.toStage(shortSlug)
			r.press("Space")
			r.wait(4 * time.Second)
			r.press(key)
			r.sectionReads("Task", "0:11", "left in this section")
			r.wantText("6 s ahead", "Mine to put right")
			r.wait(3 * time.Second)
			r.press(key)
			r.sectionReads("Action", "0:28", "left in this section")
			r.press("Esc")

			a := r.record()
			want(t, "the first split", a.Splits[0], rehearsal.Split{Section: story.Situation, Target: 10 * time.Second, Spent: 4 * time.Second, EndedBy: rehearsal.ByMark})
			want(t, "the second split", a.Splits[1].Spent, 3*time.Second)
		})
	}
}

func TestMovingOnInTheLastSectionFinishesTheAnswer(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	r.press("→", "→", "→")
	r.sectionReads("Result", "0:34", "left in this section")
	if hints := strings.Join(r.hints(), ", "); !strings.Contains(hints, "→ finish") {
		t.Errorf("the keys do not say that → finishes: %s", hints)
	}
	r.press("→")
	r.wantOn("ratingScreen")
	want(t, "ended", r.record().Ended, rehearsal.Finished)
}

func TestAMarkJustAfterTheChimeConfirmsIt(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(12 * time.Second)
	r.press("→")
	r.sectionReads("Task", "0:03", "left in this section")
	r.wantText("2 s behind")
	r.press("Esc")
	want(t, "the first split", r.record().Splits[0], rehearsal.Split{Section: story.Situation, Target: 10 * time.Second, Spent: 12 * time.Second, EndedBy: rehearsal.ByMark})
}

func TestLeftGoesBackToTheSectionBefore(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space", "←")
	r.sectionReads("Situation", "0:10", "left in this section")
	r.wait(11 * time.Second)
	r.sectionReads("Task", "0:04", "left in this section")
	r.press("←")
	r.sectionReads("Situation", "+0:01", "over in this section")
	r.wantText("1 s behind", "It was a Monday")
	r.wait(2 * time.Second)
	r.sectionReads("Situation", "+0:03", "over in this section")
	r.press("Esc")
	want(t, "the first split", r.record().Splits[0].Spent, 13*time.Second)
	wantAll(t, "written", r.kinds(), "begin", "start", "advance", "back", "finish")
}

func TestHHidesAndShowsThePrompt(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.wantText("It was a Monday")
	r.press("H")
	r.wantNoText("It was a Monday")
	r.wantText("The prompt is hidden. H shows it.")
	r.press("Space")
	r.wait(11 * time.Second)
	r.wantNoText("Mine to put right")
	r.press("H")
	r.wantText("Mine to put right")
}

func TestMMutesAndUnmutes(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.player.take()
	r.press("M")
	r.wantText("sound muted", "sound on")
	r.press("M")
	r.wantNoText("sound muted")
	wantAll(t, "the player was asked", r.player.take(), "muted true", "muted false")
}

func TestEscBeforeTheStartLeavesTheStageAndKeepsNothing(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Esc")
	r.wantOn("storiesScreen")
	want(t, "attempts", len(r.records()), 0)
	want(t, "written", len(r.recorder.calls), 0)
}

func TestEscFinishesTheAnswerAndAsksHowItWent(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(20 * time.Second)
	r.press("Esc")
	r.wantOn("ratingScreen")
	r.wantText("How did it go?", "A short answer · attempt 1", "0:20", "of 0:40")
}

func TestFinishWorksFromAPauseToo(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(20 * time.Second)
	r.press("Space")
	r.wait(time.Hour)
	r.press("Esc")
	r.wantOn("ratingScreen")
	want(t, "spoken", r.record().Spoken, 20*time.Second)
}

func TestFinishDropsAnAttemptUnderFiveSeconds(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(4900 * time.Millisecond)
	r.press("Esc")
	r.wantOn("storiesScreen")
	r.wantText("too little to keep as an attempt")
	want(t, "attempts", len(r.records(history.Filter{IncludeDeleted: true})), 0)
}

func TestFiveSecondsAreKept(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(5 * time.Second)
	r.press("Esc")
	r.wantOn("ratingScreen")
	want(t, "attempts", len(r.records()), 1)
}

func TestAKeyHeldDownCountsOnce(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.hold("Space", 5)
	r.wantState(rehearsal.StateAnswering)
	r.wait(2 * time.Second)
	r.hold("→", 6)
	r.sectionReads("Task", "0:13", "left in this section")
	r.hold("H", 3)
	want(t, "the prompt is hidden", r.stage().hidden, true)
	r.hold("M", 3)
	want(t, "muted", r.player.muted, true)
}

func TestFinishHeldDownDoesNotLeaveTheRating(t *testing.T) {
	for _, key := range []string{"Esc", "→", "Enter"} {
		t.Run(key, func(t *testing.T) {
			r := start(t)
			r.toStage(shortSlug)
			r.press("Space")
			r.wait(20 * time.Second)
			r.press("→") // into the last section
			// Held for longer than the rating is deaf: the repeats come after.
			s := strokeOf(key)
			ev := &fyne.KeyEvent{Name: s.name}
			goesDown(r.window.canvas, ev)
			r.settle()
			for range 10 {
				r.typed(s, ev)
				r.settle()
				r.wait(200 * time.Millisecond)
			}
			r.wantOn("ratingScreen")
			want(t, "ratings", len(r.record().Ratings), 0)
		})
	}
}

func TestArrowsScrollAPromptThatIsLongerThanItsRoom(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.resize(800, 560)
	r.toStage(wordsSlug)
	place := func() float32 {
		for _, n := range r.shown() {
			if p, ok := n.object.(*look.Prose); ok && p.Text() == "Second" {
				return n.place.top
			}
		}
		t.Fatal("the second point is not there")
		return 0
	}
	at := place()
	for _, step := range []struct {
		key  string
		down bool
	}{{"↓", true}, {"PgDn", true}, {"↑", false}, {"PgUp", false}} {
		r.press(step.key)
		now := place()
		if moved := now < at; now == at || moved != step.down {
			t.Errorf("%s moved the prompt from %v to %v", step.key, at, now)
		}
		at = now
	}
	r.wantState(rehearsal.StateReady)
}

func TestTheKeysShownAreThoseThatWork(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	wantAll(t, "ready", r.hints(), "? keys", "Space start", "H hide prompt", "M mute", "Esc leave", "V record")
	r.press("Space")
	wantAll(t, "answering", r.hints(), "? keys", "Space pause", "→ moving on", "← back", "H hide prompt", "M mute", "R start over", "Esc finish", "V record", "F count a filler")
	r.press("Space")
	wantAll(t, "paused", r.hints(), "? keys", "Space go on", "H hide prompt", "M mute", "R start over", "Esc finish", "V record", "F count a filler")
	r.press("H", "M")
	wantAll(t, "hidden and muted", r.hints(), "? keys", "Space go on", "H show prompt", "M sound on", "R start over", "Esc finish", "V record", "F count a filler")
}

func TestTheKeysShownCanBeTapped(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	tap := func(key string) {
		t.Helper()
		for _, n := range r.shown() {
			if h, ok := n.object.(*look.Hint); ok && h.Key() == key {
				r.window.tap(h)
				r.settle()
				return
			}
		}
		t.Fatalf("there is no %s: %v", key, r.hints())
	}
	tap("Space")
	r.wantState(rehearsal.StateAnswering)
	tap("→")
	r.sectionReads("Task", "0:15", "left in this section")
	tap("←")
	r.sectionReads("Situation", "0:10", "left in this section")
	tap("M")
	want(t, "muted", r.player.muted, true)
	r.wait(6 * time.Second)
	tap("Esc")
	r.wantOn("ratingScreen")
}

func TestWhatIsSaidOfThePaceComesWithTheFirstMark(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(9 * time.Second)
	r.wantNoText("ahead", "behind", "on time")
	r.press("→")
	r.wantText("1 s ahead")
	r.wait(6 * time.Second)
	r.press("→")
	r.wantText("on time")
	r.wait(25 * time.Second)
	r.press("←")
	r.wantText("5 s behind")
}

func TestTheStageSaysWhichAttemptItIs(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("Enter")
	r.toStage(shortSlug)
	r.wantText("attempt 2")
}

func TestTheBarShowsWhereTheAnswerIs(t *testing.T) {
	r := start(t)
	s := r.toStage(shortSlug)
	tones := func() []look.Tone {
		var tones []look.Tone
		for _, seg := range s.view.bar.Segments() {
			tones = append(tones, seg.Tone)
		}
		return tones
	}
	wantAll(t, "ready", tones(), look.ToneFull, look.ToneFull, look.ToneFull, look.ToneFull)
	r.press("Space")
	r.wait(11 * time.Second)
	wantAll(t, "in Task", tones(), look.TonePast, look.ToneDim, look.ToneDim, look.ToneDim)
	r.wantText("Situation 0:10", "Task 0:15", "Action 0:35", "Result 0:40")
}

func TestAnotherScreenCannotCutAnAnswerShort(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	for _, key := range []string{"Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+F"} {
		r.press(key)
		r.wantOn("stage")
		r.wantState(rehearsal.StateAnswering)
	}
	r.shell.Rehearse(bridgeSlug)
	want(t, "the story", r.stage().story.Slug, shortSlug)
	r.wantText("An answer is under way: Esc finishes it.")
	r.press("Esc")
	r.wantNoText("An answer is under way: Esc finishes it.")
}

func TestBeforeTheStartTheOtherScreensAreOneKeyAway(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Ctrl+4")
	r.wantOn("historyScreen")
}

func TestAQuestionThatTheBankDoesNotHaveIsShownByItsId(t *testing.T) {
	r := start(t)
	r.shell.library.Bank = story.Bank{}
	r.toStage(shortSlug)
	r.wantText("conflict-team")
}
