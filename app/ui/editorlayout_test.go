package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/editing"
)

// tourEditor goes through everything that the editor can show.
func (r *rig) tourEditor(at func(name string, open ...string)) {
	r.Helper()
	r.press("Ctrl+N")
	at("a new story")
	r.press("Esc")
	r.editStory(wordsSlug)
	r.wait(time.Second)
	at("long words")
	r.in(editing.Script(story.Action))
	at("long words, in Action")
	at("the menu", "F2")
	at("the questions", "F4")
	at("the keys", "F1")
	r.press("F6")
	at("the health")
	r.press("F6")
	r.retype(editing.Limit, "whenever it suits you, and not before")
	r.retype(editing.Target(story.Task), "5m")
	r.tab(1)
	at("faults")
	at("leaving with faults", "Esc")
	r.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+Z", "Ctrl+S")
	r.in(editing.Title)
	r.typeText(" mine")
	r.elsewhere(wordsSlug, "title", "mood = \"unknown\"\ntitle")
	r.elsewhere(wordsSlug, "rather long story", "rather short story")
	r.readStories()
	at("a file that was changed elsewhere")
	r.press("F5")
	at("both versions")
	r.press("F")
	at("a file with a problem")
	r.retype(editing.Script(story.Situation), strings.Repeat("One paragraph with some words in it.\n\n", 6))
	at("a split that is not sure", "F7")
	r.press("Esc")
	r.shell.stories.opened = true
	r.shell.stories.onResize()
	for r.shell.stories.detail.tab != tabHealth {
		r.press("→")
	}
	at("the health on the story's detail")
	at("the menu of the story's detail", "M")
}

func TestTheEditorFitsAtAnySizeOfWindowAndText(t *testing.T) {
	sizes := []fyne.Size{{Width: 1600, Height: 1000}, {Width: 1100, Height: 740}, {Width: 800, Height: 560}}
	percents := []int{80, 100, 150, 200}
	if raceEnabled {
		percents = []int{200}
	}
	for _, percent := range percents {
		t.Run(fmt.Sprintf("%d%%", percent), func(t *testing.T) {
			r := desk(t, func(s *settings.Settings) { s.TextSize = percent })
			r.tourEditor(func(name string, open ...string) {
				t.Helper()
				if len(open) == 0 {
					r.checkLayout(name + ", as it came")
				}
				for _, size := range sizes {
					r.resize(size.Width, size.Height)
					r.press(open...)
					r.checkLayout(fmt.Sprintf("%s, %vx%v", name, size.Width, size.Height))
					if len(open) > 0 {
						r.press("Esc")
					}
				}
			})
		})
	}
}

func TestTheEditorIsReadableInBothThemes(t *testing.T) {
	for _, theme := range []string{settings.ThemeDark, settings.ThemeLight} {
		r := desk(t, func(s *settings.Settings) { s.Theme = theme })
		r.tourEditor(func(name string, open ...string) {
			t.Helper()
			r.press(open...)
			r.checkContrast(theme + ", " + name)
			if len(open) > 0 {
				r.press("Esc")
			}
		})
	}
}

func TestTheEditorLooksAsItDid(t *testing.T) {
	r := weak(t)
	r.in(editing.Points(story.Situation))
	r.typeLines("A hotel\nForty guests")
	r.press("Ctrl+S")
	r.golden("editor")
	r.press("F6")
	r.golden("editor-health")
	r.press("Ctrl+N")
	r.golden("editor-new")
}

func TestTheComparisonLooksAsItDid(t *testing.T) {
	r := mix(t)
	r.golden("editor-comparison")
}
