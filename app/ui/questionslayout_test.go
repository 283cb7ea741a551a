package ui

import (
	"fmt"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/settings"
)

// tourQuestions goes through what the questions can show, and calls at for each.
func (r *rig) tourQuestions(at func(name string)) {
	r.Helper()
	r.answerAlone("conflict-team", 15*time.Second)
	at("the rating of a question alone")
	r.press("2", "Enter")
	at("a question that was said is asked")
	r.press("Esc")
	if r.shell.narrow() {
		r.press("Esc")
	}
	at("the list")
	for _, id := range []string{"conflict-team", failID, draftID, "long-question"} {
		r.toQuestion(id)
		r.shell.questions.opened = true
		r.shell.questions.onResize()
		at("the question " + id)
		r.press("L")
		at("the dialog for " + id)
		r.press("Esc", "Space")
		at(id + ", asked")
		r.press("End")
		at(id + ", asked, at its end")
		r.press("Space")
		at(id + ", on the stage")
		r.press("Esc", "Esc")
	}
	r.press("G")
	at("the grid")
	r.press("End")
	at("the grid, at its end")
	r.press("G", "L", "Enter", "Esc")
	at("the list with a notice")
	r.press("Ctrl+4")
	at("a question alone in the history")
	r.press("Ctrl+2", "Ctrl+F")
	r.typeText("zebra")
	at("nothing found")
	r.edit("questions.toml", func(string) string { return "# nothing\n" })
	r.readStories()
	at("no questions")
}

func TestNothingOfTheQuestionsIsCutOff(t *testing.T) {
	sizes := []fyne.Size{{Width: 1600, Height: 1000}, {Width: 1100, Height: 740}, {Width: 800, Height: 560}}
	percents := []int{80, 100, 150, 200}
	if raceEnabled { // the checks are slow then, and find no races
		percents = []int{200}
	}
	for _, percent := range percents {
		t.Run(fmt.Sprintf("%d%%", percent), func(t *testing.T) {
			for _, size := range sizes {
				r := atQuestions(t, func(s *settings.Settings) { s.TextSize = percent })
				r.resize(size.Width, size.Height)
				r.tourQuestions(func(name string) {
					t.Helper()
					r.checkLayout(fmt.Sprintf("%s, %vx%v", name, size.Width, size.Height))
				})
			}
		})
	}
}

func TestTheTextOfTheQuestionsStandsOut(t *testing.T) {
	for _, theme := range []string{settings.ThemeDark, settings.ThemeLight} {
		t.Run(theme, func(t *testing.T) {
			r := atQuestions(t, func(s *settings.Settings) { s.Theme = theme })
			r.tourQuestions(r.checkContrast)
		})
	}
}

func TestTheFocusCanBeSeenAmongTheQuestions(t *testing.T) {
	for _, keys := range [][]string{nil, {"G"}, {"A"}} {
		r := atQuestions(t)
		r.press(keys...)
		for range 12 {
			r.tab(1)
			r.checkFocus(fmt.Sprint(keys))
		}
	}
}

func TestTheQuestionsLookAsTheyDid(t *testing.T) {
	r := atQuestions(t)
	r.answerAlone("conflict-team", 30*time.Second)
	r.press("3", "4", "3", "2", "3", "Enter", "Esc")
	r.golden("questions")
	r.press("L")
	r.golden("questions-link")
	r.press("Esc", "G")
	r.golden("questions-grid")
	r.toQuestion(failID)
	r.press("Esc", "Space")
	r.golden("questions-ask")
	r.press("Space")
	r.golden("questions-stage")
}

func TestTheHeaderIsOneRowAtEverySize(t *testing.T) {
	for _, percent := range []int{80, 100, 120, 150, 180, 200} {
		r := atQuestions(t, func(s *settings.Settings) { s.TextSize = percent })
		for width := float32(1600); width >= 800; width -= 25 {
			r.resize(width, 560)
			if low, high := r.button("Stories").MinSize().Height, r.shell.top.Size().Height; high > 2*low {
				t.Errorf("%d%%, %v wide: the header is %v high, a button in it %v", percent, width, high, low)
			}
		}
	}
}
