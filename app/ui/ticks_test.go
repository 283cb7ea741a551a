package ui

import (
	"fmt"
	"runtime"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"starling/app/settings"
	"starling/app/ui/look"
)

// reading is what can change by itself on the stage while nothing is pressed.
func (r *rig) reading() string {
	v := r.stage().view
	return fmt.Sprint(v.digits.Text(), "|", v.left.Text(), "|", v.cue.words())
}

func TestOneTickComesForEachChangeThatCanBeSeen(t *testing.T) {
	for _, limit := range []time.Duration{40 * time.Second, 30 * time.Second} {
		t.Run(limit.String(), func(t *testing.T) {
			r := start(t, func(s *settings.Settings) { s.ReduceMotion = true })
			r.shell.stories.choices.limit = limit
			r.toStage(shortSlug)
			r.press("Space")
			before, asked, ticks := r.reading(), r.clock.asked, 0
			r.clock.advance(limit+70*time.Second, func() {
				r.runBeside()
				ticks++
				now := r.reading()
				if now == before {
					t.Errorf("a tick changed nothing: %s", now)
				}
				before = now
			})
			want(t, "the calls asked for, one for each tick", r.clock.asked-asked, ticks)
			if most := 2*int((limit+70*time.Second)/time.Second) + 5; ticks > most {
				t.Errorf("%d ticks, at most %d readings can change", ticks, most)
			}
		})
	}
}

func TestADigitChangesAtItsMomentAndNotLater(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	for i := range 39 {
		r.clockReads(fmt.Sprintf("0:%02d", 40-i), "left of 0:40")
		r.wait(time.Second)
	}
}

func TestALateTickShowsTheTimeAsItIs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("so late a tick means there that the machine slept")
	}
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	late := r.clock.timers
	r.clock.timers = nil // the machine is busy
	r.wait(16700 * time.Millisecond)
	for _, timer := range late {
		timer.do()
	}
	r.settle()
	r.clockReads("0:24", "left of 0:40")
	r.sectionReads("Action", "0:19", "left in this section")
	want(t, "the cue", r.cue().words, "Next: Action")
	wantAll(t, "written", r.kinds(), "begin", "start", "advance", "advance")
}

func TestATickPaintsOnlyWhatReadsDifferently(t *testing.T) {
	r := start(t)
	s := r.toStage(shortSlug)
	r.press("Space")
	r.wait(5 * time.Second)
	r.window.canvas.painted = nil
	r.wait(500 * time.Millisecond)
	want(t, "painted between two ticks", len(r.window.canvas.painted), 0)
	r.wait(500 * time.Millisecond)
	mayChange := test.WidgetRenderer(s.view.bar).Objects()
	mayChange = append(mayChange, s.view.bar)
	mayChange = append(mayChange, test.WidgetRenderer(s.view.digits).Objects()...)
	mayChange = append(mayChange, test.WidgetRenderer(s.view.left).Objects()...)
	if len(r.window.canvas.painted) == 0 {
		t.Error("a tick painted nothing")
	}
	for _, o := range r.window.canvas.painted {
		if !slices.Contains(mayChange, o) {
			t.Errorf("a tick painted %T %+v", o, o)
		}
	}
}

func TestNothingTicksWhenNoAnswerRuns(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prepare = 0 })
	still := func(where string) {
		t.Helper()
		if n := len(r.clock.timers); n != 0 {
			t.Errorf("%s: %d calls are waited for", where, n)
		}
	}
	still("on the stories")
	r.toStage(shortSlug)
	still("on the stage, ready")
	r.press("Space")
	if len(r.clock.timers) == 0 {
		t.Fatal("nothing ticks while an answer runs")
	}
	r.wait(8 * time.Second)
	r.press("Space")
	still("paused")
	r.press("Space", "R")
	still("asked whether to start over")
	r.press("Esc")
	r.wait(2 * time.Second) // the cue of the second section flashes
	r.press("Esc")
	r.wantOn("ratingScreen")
	still("on the rating, finished while a cue flashed")
	r.wait(deafFor)
	r.press("3")
	still("rating")
	r.press("Ctrl+4")
	still("in the history")
	r.press("Ctrl+5")
	still("in the settings")
	r.press("Ctrl+1", "?")
	still("at the list of keys")
	r.press("Esc", "Space", "Esc")
	still("back from the stage")
	want(t, "still running", r.shell.answering(), false)
}

func TestPaintingTheSameAgainPaintsNothing(t *testing.T) {
	r := start(t)
	s := r.toStage(bridgeSlug)
	for range 2 {
		r.window.canvas.painted = nil
		s.view.paint()
		for _, o := range r.window.canvas.painted {
			t.Errorf("painted %T", o)
		}
		r.press("Space")
		r.wait(2500 * time.Millisecond)
		want(t, "the section", s.view.name.Text(), "Situation")
	}
	want(t, "its colour", look.Colour(look.SectionColour("situation")) != nil, true)
}
