package ui

import (
	"path/filepath"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/settings"
)

// good says a story well, and is then on its rating with all of it rated.
func (r *rig) good(slug string, ratings ...string) {
	r.Helper()
	r.answer(slug, 36*time.Second)
	r.press(ratings...)
}

func TestAfterTwoGoodAttemptsTheNextRungIsOfferedAndTakenByOneKey(t *testing.T) {
	r := start(t)
	r.good(shortSlug, "5", "5", "5", "5", "5")
	r.wantNoText("you can do with less")
	r.press("Enter")
	r.wait(time.Minute)
	r.good(shortSlug, "4", "5", "5")
	r.wantNoText("you can do with less") // the coverage is still in the making
	r.press("5")
	r.wantText("both within the limit: you can do with less. Try it with the question alone.", "Next time the question alone")
	r.press("5", "L")
	r.wantText("Next time with the question alone.")
	r.wantOn("ratingScreen")
	r.press("Enter")
	r.wantText("Prompt: Question alone ▾")
	r.press("Space")
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptQuestion)
	r.say(36 * time.Second)
	want(t, "the rung of the attempt", r.records()[0].Prompt, rehearsal.PromptQuestion)
	r.press("Enter")
	want(t, "another story's prompt", r.shell.promptOf(bridgeSlug), rehearsal.PromptPoints)
}

func TestTheOfferNeedsNoAnswer(t *testing.T) {
	r := start(t)
	for range 2 {
		r.good(shortSlug, "5", "5", "5", "5", "5")
		r.press("Enter")
		r.wait(time.Minute)
	}
	r.press("Space")
	r.wantText("you can do with less")
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptPoints)
	r.press("Space")
	r.wantNoText("you can do with less")
	r.press("L")
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptPoints)
}

func TestTheStageOffersTheRungBeforeTheStart(t *testing.T) {
	r := start(t)
	for range 2 {
		r.good(shortSlug, "5", "5", "5", "5", "5")
		r.press("Enter")
		r.wait(time.Minute)
	}
	r.press("Space", "L")
	r.wantNoText("you can do with less")
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptQuestion)
	r.wantText("Tell me about a conflict with another team.")
	r.press("Esc")
	r.wantText("Prompt: Question alone ▾")
}

func TestFallingBackIsOfferedAsKindly(t *testing.T) {
	r := start(t)
	r.shell.rungs[shortSlug] = rehearsal.PromptQuestion
	for range 2 {
		r.good(shortSlug, "1", "2", "1", "1", "1")
		r.wait(time.Minute)
		r.press("Enter")
	}
	r.press("Space")
	r.wantText("Twice it would not quite come. A few rounds with the points in view", "take the points")
}

func TestAStoryBeginsOnTheRungOfItsLastAttemptAfterANewStart(t *testing.T) {
	r := start(t)
	r.shell.rungs[shortSlug] = rehearsal.PromptQuestion
	r.good(shortSlug, "4", "Enter")
	r.shell.rungs = map[string]rehearsal.Prompt{} // as after a start
	r.press("↓", "Home")
	r.shell.stories.selectSlug(shortSlug)
	r.shell.stories.again()
	r.settle()
	r.wantText("Prompt: Question alone ▾")
	r.shell.rungs = map[string]rehearsal.Prompt{}
	r.toStage(shortSlug)
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptQuestion)
}

func TestTheRungOfEachAttemptIsShownInTheHistory(t *testing.T) {
	r := start(t)
	r.good(shortSlug, "4", "Enter", "Ctrl+4")
	r.wantText("from the points", "from points · practice")
}

func TestTheOfferHasRoomOnTheRatingAndOnTheStage(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Theme, s.TextSize = settings.ThemeLight, 200 })
	r.resize(800, 560)
	check := func(where string) {
		t.Helper()
		r.checkLayout(where)
		r.checkContrast(where)
		if dir := shotsDir(); dir != "" {
			r.shot(filepath.Join(dir, "800-200-"+where+".png"))
		}
	}
	r.good(shortSlug, "5", "5", "5", "5", "5", "Enter")
	r.wait(time.Minute)
	r.good(shortSlug, "5", "5", "5", "5")
	r.wantText("you can do with less")
	check("offer-rating")
	r.press("5", "Enter")
	r.toStage(shortSlug)
	r.wantText("take the question alone")
	check("offer-stage")
	r.resize(1100, 740)
	check("offer-stage-wide")
	r.press("Esc")
	r.wantOn("storiesScreen")
}
