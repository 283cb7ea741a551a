package ui

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/settings"
)

// onListening shows an answer that was recorded and measured, with all that the cards can
// tell, and is at its waveform.
func onListening(t *testing.T, change ...func(*settings.Settings)) *rig {
	t.Helper()
	const command = "listens"
	r := start(t, append(change, func(s *settings.Settings) {
		s.Recording.Transcriber, s.Recording.Fillers = command, []string{"um"}
	})...)
	r.toStage(bridgeSlug)
	id := r.stage().id
	r.recorded.kept[id] = &memoryTake{samples: recordedAnswer()}
	r.recorded.transcripts[command+" "+id] = "Um, it was a bridge that nobody had asked for, and it stood there for twenty years before anybody thought of what it was for. Um."
	r.press("Space")
	r.wait(24 * time.Second)
	r.press("→")
	r.wait(21 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.press("4", "3", "V")
	r.hear(6 * time.Second)
	r.press("Space", "F", "F")
	return r
}

// tourListening shows what there is of a recording, on the rating and in the history.
func (r *rig) tourListening(at func(name string)) {
	r.Helper()
	at("the rating, listening")
	r.listening().host.page.ScrollBy(1)
	at("the rating, the delivery")
	r.press("H")
	at("how it is measured")
	r.press("Esc", "Esc", "Ctrl+4")
	r.shell.past.opened = true
	r.shell.past.onResize()
	r.settle()
	at("an attempt with a recording")
	r.press("V")
	at("an attempt, listening")
	r.listening().host.page.ScrollBy(1e6)
	at("an attempt, rated before")
}

func TestTheListeningFitsEveryWindowAtEveryTextSize(t *testing.T) {
	percents := []int{80, 120, 200}
	if raceEnabled {
		percents = []int{200}
	}
	for _, percent := range percents {
		for _, size := range []fyne.Size{{Width: 1100, Height: 740}, {Width: 800, Height: 560}} {
			r := onListening(t, func(s *settings.Settings) { s.TextSize = percent })
			r.resize(size.Width, size.Height)
			r.tourListening(func(name string) {
				t.Helper()
				r.checkLayout(name)
			})
		}
	}
}

func TestTheListeningCanBeReadInBothThemes(t *testing.T) {
	for _, theme := range []string{settings.ThemeDark, settings.ThemeLight} {
		r := onListening(t, func(s *settings.Settings) { s.Theme = theme })
		r.checkFocus(theme)
		r.tourListening(func(name string) {
			t.Helper()
			r.checkContrast(name)
		})
	}
}

func TestTheListeningLooksAsItDid(t *testing.T) {
	r := onListening(t)
	r.golden("listening")
}

func TestTheListeningLooksAsItDidInTheLightTheme(t *testing.T) {
	r := onListening(t, func(s *settings.Settings) { s.Theme = settings.ThemeLight })
	r.golden("listening-light")
}
