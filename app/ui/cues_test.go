package ui

import (
	"fmt"
	"image/color"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// seen is a cue as it can be told from others.
type seen struct {
	words  string
	shape  string      // its corners
	colour color.Color // of the shape, or of the ground while it flashes
	flash  bool
}

// cue gives what the cue line shows.
func (r *rig) cue() seen {
	r.Helper()
	box := r.stage().view.cue.box
	var s seen
	for _, n := range r.shown() {
		if !isIn(n, box) {
			continue
		}
		switch o := n.object.(type) {
		case *look.Text:
			s.words = o.Text()
		case *canvas.ArbitraryPolygon:
			s.shape = fmt.Sprint(o.Points)
			s.take(o.FillColor)
		case *canvas.Circle:
			s.shape = "circle"
			s.take(o.FillColor)
		case *canvas.Rectangle:
			if inside[*look.Box](n) {
				if o.FillColor != nil && o.Visible() && o.Size().Width > 20 {
					s.flash, s.colour = true, o.FillColor
				}
				continue
			}
			s.shape = "square"
			s.take(o.FillColor)
		}
	}
	return s
}

func (s *seen) take(c color.Color) {
	if !s.flash {
		s.colour = c
	}
}

func isIn(n *node, o fyne.CanvasObject) bool {
	for ; n != nil; n = n.parent {
		if n.object == o {
			return true
		}
	}
	return false
}

func TestEachCueIsShownByWordShapeAndColour(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	task, action, result := look.SectionColour(story.Task), look.SectionColour(story.Action), look.SectionColour(story.Result)
	shapes := map[string]string{}
	passed := time.Duration(0)
	for _, c := range []struct {
		at     time.Duration
		words  string
		colour fyne.ThemeColorName
	}{
		{0, "Start", look.SectionColour(story.Situation)},
		{10 * time.Second, "Next: Task", task},
		{15 * time.Second, "Next: Action", action},
		{33334 * time.Millisecond, "Wrap up: 7 s left", look.ColourText},
		{35 * time.Second, "Next: Result", result},
		{40 * time.Second, "Time up", look.ColourOver},
		{70 * time.Second, "+ 30 s over time", look.ColourOver},
		{100 * time.Second, "+ 1:00 over time", look.ColourOver},
	} {
		r.wait(c.at - passed)
		passed = c.at
		for _, flash := range []bool{true, false} {
			got := r.cue()
			if got.words != c.words || got.flash != flash || got.colour != look.Colour(c.colour) || got.shape == "" {
				t.Errorf("at %v: %+v, want %q in %v, flash %v", c.at, got, c.words, c.colour, flash)
			}
			if other, ok := shapes[got.shape]; ok && other != c.words && other != "+ 30 s over time" {
				t.Errorf("%q has the shape of %q", c.words, other)
			}
			shapes[got.shape] = c.words
			r.wait(flashLasts)
			passed += flashLasts
		}
	}
}

func TestACueFlashesForLessThanASecondAndStaysReadable(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(10 * time.Second)
	want(t, "the cue flashes", r.cue().flash, true)
	r.wait(500 * time.Millisecond)
	want(t, "it does half a second later", r.cue().flash, true)
	r.wait(499 * time.Millisecond)
	want(t, "it does a second later", r.cue().flash, false)
	r.wait(3 * time.Second)
	want(t, "the words", r.cue().words, "Next: Task")
}

func TestNothingFlashesUnderReduceMotion(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.ReduceMotion = true })
	r.toStage(shortSlug)
	r.press("Space")
	want(t, "the start flashes", r.cue().flash, false)
	words := []string{r.cue().words}
	r.clock.advance(100*time.Second, func() {
		r.runBeside()
		if c := r.cue(); c.flash {
			t.Errorf("%q flashes", c.words)
		}
		if c := r.cue(); c.words != words[len(words)-1] {
			words = append(words, c.words)
		}
	})
	wantAll(t, "the cues", words, "Start", "Next: Task", "Next: Action", "Wrap up: 7 s left", "Next: Result", "Time up", "+ 30 s over time", "+ 1:00 over time")
}

func TestACueThatIsSilentIsNotShown(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(4 * time.Second)
	r.press("→")
	r.wait(8 * time.Second) // past the boundary of the section that was left early
	want(t, "the cue", r.cue().words, "Start")
	r.wait(4 * time.Second)
	want(t, "the cue", r.cue().words, "Next: Action")
}

func TestWrapUpAndOvertimeCuesCanBeSwitchedOff(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.WrapUp, s.Overtime = false, settings.OvertimeOff })
	r.toStage(shortSlug)
	r.press("Space")
	var words []string
	r.clock.advance(3*time.Minute, func() {
		r.runBeside()
		words = append(words, r.cue().words)
	})
	wantAll(t, "the cues", slices.Compact(words), "Start", "Next: Task", "Next: Action", "Next: Result", "Time up")
}

func TestAnOvertimeCueCanComeOnce(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Overtime, s.OvertimeEvery = settings.OvertimeOnce, 10*time.Second })
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(2 * time.Minute)
	want(t, "the cue", r.cue().words, "+ 10 s over time")
	r.clockReads("+1:20", "over 0:40")
}

func TestOverTimeIsSaidByAPlusAWordAndAColour(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(41 * time.Second)
	r.clockReads("+0:01", "over 0:40")
	r.sectionReads("Result", "+0:01", "over in this section")
	for _, n := range r.shown() {
		if line, ok := n.object.(*canvas.Text); ok && line.Text == "+0:01" && line.Color != look.Colour(look.ColourOver) {
			t.Errorf("%q is painted in %v", line.Text, line.Color)
		}
	}
}

func TestTheStartCueOfAnAnswerIsTheFirstThingHeard(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prepare = 5 * time.Second })
	r.toStage(shortSlug)
	r.press("Space")
	want(t, "the first cue to come", r.player.cues[0].Kind, rehearsal.CueStart)
	want(t, "its moment", r.player.cues[0].Moment.Sub(r.clock.now()), 5*time.Second)
}
