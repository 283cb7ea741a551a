package ui

import (
	"runtime"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"
)

// These goldens say how the main screens are laid out at 1100×740 in the dark
// theme, to the pixel. Where a change is meant, what a failing test leaves in
// testdata/failed takes their place.
func (r *rig) golden(name string) {
	r.Helper()
	if runtime.GOOS == "darwin" {
		r.Skip("the shortcuts have other names there")
	}
	test.AssertRendersToMarkup(r.TB.(*testing.T), name+".xml", r.window.Window.Canvas())
}

func TestTheStoriesLookAsTheyDid(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 36*time.Second)
	r.press("3", "4", "5", "2", "4", "Enter", "End", "↑")
	r.golden("stories")
	r.press("End")
	r.golden("problem")
}

func TestTheStageLooksAsItDid(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.golden("stage-ready")
	r.press("Space")
	r.wait(13 * time.Second)
	r.press("←", "→")
	r.wait(7 * time.Second)
	r.golden("stage-answering")
	r.wait(18 * time.Second)
	r.press("←")
	r.wait(4 * time.Second)
	r.golden("stage-over")
	r.press("R")
	r.golden("stage-start-over")
}

func TestTheRatingLooksAsItDid(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 43*time.Second)
	r.press("3", "4")
	r.golden("rating")
}

func TestTheHistoryLooksAsItDid(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 130*time.Second)
	r.press("3", "4", "Enter")
	r.wait(time.Hour)
	r.answer(shortSlug, 30*time.Second)
	r.press("2", "2", "2", "2", "2", "Ctrl+4", "↓")
	r.golden("history")
}

func TestTheSettingsLookAsTheyDid(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.golden("settings")
}

func TestTheListOfKeysLooksAsItDid(t *testing.T) {
	r := start(t)
	r.press("?")
	r.golden("keys")
}
