package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

func TestWhatWasChosenForOneStoryIsNotCarriedToAnother(t *testing.T) {
	r := start(t)
	r.shell.stories.selectSlug(shortSlug)
	r.shell.stories.choices.limit = 30 * time.Second
	r.shell.stories.choices.question = "of-the-first"
	r.shell.Rehearse(bridgeSlug)
	r.settle()
	want(t, "the limit", r.stage().session.Plan().Limit, 2*time.Minute)
	want(t, "the question is the other's", r.stage().question.ID != "of-the-first", true)
}

func TestTheStageIsLaidOutTheSameHoweverOftenItIsAsked(t *testing.T) {
	for _, percent := range []int{100, 110, 125, 150} {
		r := start(t, func(s *settings.Settings) { s.TextSize = percent })
		r.toStage(wordsSlug)
		r.press("Space")
		for height := float32(560); height <= 740; height++ {
			r.resize(800, height)
			view := r.stage().view
			once := view.compact
			size := view.object.Size()
			for range 3 {
				view.fit(fyne.NewSize(size.Width, size.Height))
				again := view.compact
				view.fit(fyne.NewSize(size.Width, size.Height))
				if view.compact != again {
					t.Fatalf("%d%%, %v high: compact %v, then %v, then %v", percent, height, once, again, view.compact)
				}
			}
		}
	}
}

func TestAnAnswerThatIsBeingSpokenIsNotOfferedAsCutOff(t *testing.T) {
	r := start(t)
	s := r.toStage(shortSlug)
	r.press("Space")
	r.wait(2 * time.Second) // so short that it would be dropped
	r.shell.OfferUnfinished([]history.Record{{Attempt: rehearsal.Attempt{ID: s.id, Title: s.story.Title, Spoken: 2 * time.Second}}})
	r.wait(6 * time.Second)
	r.press("Esc")
	r.wantOn("ratingScreen")
	want(t, "notices", len(r.shell.notices), 0)
	want(t, "kept", len(r.records()), 1)
}

func TestTheKeyboardIsNeverLeftWithWhatIsGone(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.TextSize = 150 })
	r.resize(800, 560)
	r.press("Enter")
	want(t, "the story is open", r.shell.stories.opened, true)
	for range 30 {
		if b, ok := r.window.Canvas().Focused().(*look.Button); ok && b.Text() == "All stories" {
			break
		}
		r.tab(1)
	}
	r.press("Space")
	want(t, "the list is back", r.shell.stories.opened, false)
	if focused := r.window.Canvas().Focused(); focused != nil {
		t.Errorf("the focus is on %T, which is out of sight", focused)
	}
	r.press("Enter")
	want(t, "a story can be opened again", r.shell.stories.opened, true)
}

func TestWhatIsReadWhileAMenuIsOpenWaitsUntilItHasClosed(t *testing.T) {
	r := start(t)
	r.press("P")
	changed := r.shell.library
	changed.Problems = append(changed.Problems, story.Problem{File: "new.toml", Wrong: "is new"})
	detail := r.shell.stories.detail
	r.shell.SetLibrary(changed)
	want(t, "the chips wait", r.reads("2 problems"), false)
	r.press("Esc")
	r.press("↓")
	want(t, "the chips have come", r.reads("2 problems"), true)
	want(t, "the story stayed as it was until then", detail != nil, true)
}

func TestAListNarrowedToProblemsShowsTheStoriesWhenTheLastIsMended(t *testing.T) {
	r := start(t)
	r.tap("1 problem")
	r.wantText("1 problem")
	mended := r.shell.library
	mended.Problems = nil
	r.shell.SetLibrary(mended)
	r.settle()
	r.wantNoText("Nothing found")
	want(t, "stories are listed", len(r.shell.stories.found) > 0, true)
}

func TestAHeldKeyPressesAButtonOnce(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	for range 60 {
		if b, ok := r.window.Canvas().Focused().(*look.Button); ok && b.Text() == "On" {
			break
		}
		r.tab(1)
	}
	r.hold("Space", 9)
	want(t, "the wrap-up cue after a long press", r.kept().WrapUp, false)
}

func TestUndoReachesNothingWhileAnAnswerIsUnderWay(t *testing.T) {
	r := start(t)
	undone := false
	r.shell.offerUndo("Something was removed.", func() { undone = true })
	r.toStage(shortSlug)
	r.press("Space", "Ctrl+Z")
	want(t, "undone on the stage", undone, false)
	r.wait(6 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.press("Enter", "Ctrl+Z")
	want(t, "undone on the stories", undone, true)
}
