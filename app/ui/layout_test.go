package ui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/sound"
	"starling/app/ui/look"
)

// slack is what rounding may cost, in pixels.
const slack = 1.5

// drawn gives the place that a line of text takes, which may be less than that
// of its object, or more.
func drawn(n *node, line *canvas.Text) box {
	size := fyne.MeasureText(line.Text, line.TextSize, line.TextStyle)
	b := box{n.place.left, n.place.top, n.place.left + size.Width, n.place.top + size.Height}
	room := n.place.right - n.place.left - size.Width
	switch line.Alignment {
	case fyne.TextAlignTrailing:
		b.left, b.right = b.left+room, b.right+room
	case fyne.TextAlignCenter:
		b.left, b.right = b.left+room/2, b.right+room/2
	}
	return b
}

// lines gives the lines of text on screen that are not being edited.
func (r *rig) lines() map[*node]*canvas.Text {
	lines := map[*node]*canvas.Text{}
	for _, n := range r.shown() {
		if line, ok := n.object.(*canvas.Text); ok && strings.TrimSpace(line.Text) != "" && !inside[*look.Field](n) {
			lines[n] = line
		}
	}
	return lines
}

// checkLayout fails where something is cut off, sticks out of its place or
// lies over something else.
func (r *rig) checkLayout(where string) {
	r.Helper()
	faults := map[string]bool{}
	fault := func(format string, args ...any) {
		r.Helper()
		text := fmt.Sprintf(format, args...)
		if !faults[text] && len(faults) < 12 {
			r.Errorf("%s: %s", where, text)
		}
		faults[text] = true
	}
	window := boxOf(fyne.Position{}, r.window.Canvas().Size())
	r.checkWidgets(window, fault)
	lines := r.lines()
	for n, line := range lines {
		r.checkLine(n, line, fault)
	}
	r.checkOverlaps(lines, fault)
	if _, ok := r.shell.now.(*stage); ok && r.window.Canvas().Overlays().Top() == nil {
		r.checkStage(window, fault)
	}
}

// checkWidgets looks at what has a place of its own.
func (r *rig) checkWidgets(window box, fault func(string, ...any)) {
	for _, n := range r.shown() {
		switch o := n.object.(type) {
		case *look.Button, *look.Hint, *look.Field, *look.Area, *look.Plate, *rateRow, *look.PlanBar, *look.Badge, *look.List, *look.Page, *container.Scroll:
			if inside[*look.Field](n.parent) {
				continue
			}
			if n.place.left < window.left-slack || n.place.right > window.right+slack {
				fault("%T sticks out sideways: %v", o, n.place)
			}
			if !n.scrolls && (n.place.top < window.top-slack || n.place.bottom > window.bottom+slack) {
				fault("%T sticks out of the window: %v", o, n.place)
			}
			// A notice on the stage, at the least window and the largest text, is
			// all that may take the prompt's room.
			if page, ok := o.(*look.Page); ok && page.Size().Height < look.U(20) && (r.on() != "stage" || len(r.shell.lines()) == 0) {
				fault("a page is %v high", page.Size().Height)
			}
		}
	}
}

// checkLine looks whether a line of text lies in all that it is part of.
func (r *rig) checkLine(n *node, line *canvas.Text, fault func(string, ...any)) {
	at := drawn(n, line)
	scrolled := false
	for p := n.parent; p != nil; p = p.parent {
		if at.left < p.place.left-slack || at.right > p.place.right+slack {
			fault("%q at %.0f–%.0f sticks out of %T at %.0f–%.0f", line.Text, at.left, at.right, p.object, p.place.left, p.place.right)
			return
		}
		if _, ok := p.object.(*container.Scroll); ok {
			scrolled = true
		}
		if !scrolled && (at.top < p.place.top-slack || at.bottom > p.place.bottom+slack) {
			fault("%q at %.0f–%.0f in height sticks out of %T at %.0f–%.0f", line.Text, at.top, at.bottom, p.object, p.place.top, p.place.bottom)
			return
		}
	}
	if strings.HasSuffix(line.Text, "…") {
		for p := n.parent; p != nil; p = p.parent {
			if b, ok := p.object.(*look.Button); ok && !strings.HasSuffix(b.Text(), "…") {
				fault("the button %q reads %q", b.Text(), line.Text)
			}
		}
	}
}

// checkOverlaps looks for lines of text that lie over each other.
func (r *rig) checkOverlaps(lines map[*node]*canvas.Text, fault func(string, ...any)) {
	var nodes []*node
	var places []box
	for n, line := range lines {
		at := drawn(n, line)
		at = box{at.left + slack, at.top + slack, at.right - slack, at.bottom - slack}.within(n.clip)
		if !at.empty() {
			nodes, places = append(nodes, n), append(places, at)
		}
	}
	for i := range nodes {
		for j := range i {
			if !places[i].within(places[j]).empty() {
				a, b := lines[nodes[i]].Text, lines[nodes[j]].Text
				fault("%q lies over %q", max(a, b), min(a, b))
			}
		}
	}
}

// checkStage looks whether time, section and keys are in sight.
func (r *rig) checkStage(window box, fault func(string, ...any)) {
	v := r.stage().view
	inSight := map[fyne.CanvasObject]string{v.digits: "the digits", v.name: "the section", v.left: "what is left of it", v.caption: "the caption", v.bar: "the bar", v.badge: "the badge"}
	if v.stage.dress.barless() {
		delete(inSight, v.bar) // it would tell the time
	}
	for _, n := range r.shown() {
		name := inSight[n.object]
		delete(inSight, n.object)
		if h, ok := n.object.(*look.Hint); ok {
			name = "the key " + h.Key()
		}
		if name == "" {
			continue
		}
		if in := n.place.within(window); in.right < n.place.right-slack || in.bottom < n.place.bottom-slack || in.left > n.place.left+slack || in.top > n.place.top+slack {
			fault("%s is not in sight: %v", name, n.place)
		}
	}
	for _, name := range inSight {
		fault("%s is not there", name)
	}
}

// tour goes through everything that Starling can show, and calls at for each;
// what is open over a screen is opened by its key in each size of the window.
func (r *rig) tour(at func(name string, open ...string)) {
	r.Helper()
	story := func(slug string) {
		r.press("Ctrl+1")
		r.shell.stories.selectSlug(slug)
		r.shell.stories.again()
		r.shell.stories.opened = true
		r.shell.stories.onResize()
		r.settle()
	}
	r.press("Ctrl+4")
	at("an empty history")
	r.press("Ctrl+1")
	r.shell.stories.opened = false
	r.shell.stories.onResize()
	at("the list of stories")
	for _, slug := range []string{wordsSlug, bridgeSlug, draftSlug} {
		story(slug)
		at(slug + ", points")
	}
	story(wordsSlug)
	for _, tab := range []string{"polished lines", "script", "attempts"} {
		r.shell.stories.switchTab(1)
		r.settle()
		at(tab)
	}
	r.shell.stories.switchTab(1)
	r.shell.stories.filter = withProblems
	r.shell.stories.again()
	at("a problem")
	r.shell.stories.filter = allStories
	r.tourStage(at)
	r.tourRating(at)
	r.tourRest(at)
}

func (r *rig) tourStage(at func(string, ...string)) {
	r.Helper()
	r.shell.stories.choices.prompt = rehearsal.PromptPoints
	r.toStage(wordsSlug)
	at("the stage, ready")
	r.press("Space")
	at("the stage, its first cue")
	r.wait(20 * time.Second)
	r.press("→")
	at("the stage, ahead")
	r.shell.SoundTold(sound.Status{Text: "The sound device does not answer: the cues are on screen, and sound returns by itself when there is a device."})
	r.press("M", "H")
	at("the stage, muted and hidden, with trouble")
	r.sleep(time.Hour)
	r.wait(time.Second)
	at("the stage, after a sleep")
	r.press("Space")
	at("start over?", "R")
	at("the keys", "?")
	r.press("M", "H", "←")
	r.wait(13*time.Minute + 5*time.Second)
	at("the stage, over time")
	r.press("R", "R")
	r.press("Esc")
	r.shell.stories.choices.prompt = rehearsal.PromptScript
	r.shell.changeSettings(func(s *settings.Settings) { s.Prepare = time.Minute })
	r.toStage(bridgeSlug)
	r.press("Space")
	at("the stage, preparing, script")
	r.wait(70 * time.Second)
	at("the stage, answering, script")
	r.press("R", "R", "Esc")
	r.shell.stories.choices.mode = rehearsal.ModeOneWay
	r.shell.stories.choices.question = "long-question"
	r.toStage(wordsSlug)
	at("the stage, one-way")
	r.press("Esc")
	r.shell.stories.choices = choicesOf(r.shell.settings)
	r.shell.changeSettings(func(s *settings.Settings) { s.Prepare = 0 })
}

func (r *rig) tourRating(at func(string, ...string)) {
	r.Helper()
	r.answer(bridgeSlug, 140*time.Second)
	at("the rating")
	r.press("2", "↓", "4")
	at("the rating, begun")
	r.press("↓", "↓")
	at("the rating, at Delivery")
	r.tab(1)
	r.typeText("Something to change, in so many words that they need more than one line of the note, even in a wide window at a small text size, and then some more words")
	at("the rating, at the note")
	r.press("Esc", "Enter")
	r.answer(wordsSlug, 30*time.Second)
	at("the rating of a long title")
	r.press("5", "Del")
	r.shell.Tell("Your history was damaged. It was set aside as history-2026-03-02.db, and the newest good backup, of 1 March, took its place: what was said since is missing.")
	at("three notices")
}

func (r *rig) tourRest(at func(string, ...string)) {
	r.Helper()
	r.press("Ctrl+4")
	r.shell.past.opened = false
	r.shell.past.onResize()
	at("the history's list")
	r.shell.past.opened = true
	r.shell.past.onResize()
	r.settle()
	at("an attempt")
	r.press("Enter", "3", "↑")
	at("an attempt, rated again")
	r.press("Esc")
	r.shell.notices = nil
	r.press("Ctrl+5")
	at("the settings")
	r.set("Shares of four sections", "Your own")
	r.set("Shares of five sections", "Your own")
	at("the settings, shares of one's own")
	r.shell.focus(r.controls("Shares of five sections")[0])
	at("a menu of the settings", "Space")
	r.press("Ctrl+1")
	r.shell.stories.selectSlug(wordsSlug)
	r.shell.stories.opened = true
	r.shell.stories.showDetail()
	r.shell.stories.onResize()
	for _, key := range []string{"P", "L", "O", "Q"} {
		at("the menu of "+key, key)
	}
}

func TestNothingIsCutOffOrLiesOverAnotherAtAnySizeOfWindowAndText(t *testing.T) {
	sizes := []fyne.Size{{Width: 1600, Height: 1000}, {Width: 1100, Height: 740}, {Width: 800, Height: 560}}
	percents := []int{80, 100, 150, 200}
	if raceEnabled { // the checks are slow then, and find no races
		percents = []int{200}
	}
	for _, percent := range percents {
		t.Run(fmt.Sprintf("%d%%", percent), func(t *testing.T) {
			r := start(t, func(s *settings.Settings) { s.TextSize = percent })
			r.tour(func(name string, open ...string) {
				t.Helper()
				if len(open) == 0 {
					r.checkLayout(name + ", as it came") // nothing has laid it out again
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

func TestTheMenusFitTheWindow(t *testing.T) {
	for _, percent := range []int{100, 200} {
		r := start(t, func(s *settings.Settings) { s.TextSize = percent })
		r.resize(800, 560)
		r.press("Ctrl+5")
		r.set("Shares of four sections", "STAR")
		for _, name := range []string{"Shares of four sections", "Volume", "Theme", "Text size", "Your pace"} {
			r.shell.focus(r.controls(name)[0])
			r.press("Space")
			if r.menu() == nil {
				t.Fatalf("%s opens no menu", name)
			}
			at := boxOf(r.shell.menu.Place())
			if at.left < 0 || at.top < 0 || at.right > 800 || at.bottom > 560 {
				t.Errorf("%d%%: the menu of %s is at %v", percent, name, at)
			}
			r.press("Esc")
		}
	}
}
