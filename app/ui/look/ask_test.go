package look

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// asked opens a question, and gives what was answered.
func asked(t *testing.T, width, height float32) (c *paintedCanvas, d *Dialog, answers func() string) {
	t.Helper()
	c = show(t, block(10, 10), width, height)
	var said []string
	answer := func(text string) func() { return func() { said = append(said, text) } }
	d = Ask(c, "Start over?", NewProse("All of it is kept.", SizeBody, ColourQuiet),
		Answer{Text: "Start over", Key: "R", Main: true, Do: answer("over")},
		Answer{Text: "Go on", Key: "Esc", Do: answer("on")})
	return c, d, func() string { return strings.Join(said, " ") }
}

func TestAQuestionIsAnsweredByEnterOnTheMainAnswer(t *testing.T) {
	c, d, said := asked(t, 800, 560)
	want(t, "the focus", c.Focused() == fyne.Focusable(d.buttons[0]), true)
	key(c, fyne.KeyReturn)
	want(t, "said", said(), "over")
	want(t, "it is gone", c.Overlays().Top() == nil, true)
}

func TestEscGivesTheLastAnswer(t *testing.T) {
	c, _, said := asked(t, 800, 560)
	key(c, fyne.KeyEscape)
	want(t, "said", said(), "on")
	want(t, "it is gone", c.Overlays().Top() == nil, true)
}

func TestArrowsGoBetweenTheAnswersRoundAndRound(t *testing.T) {
	c, d, said := asked(t, 800, 560)
	for _, step := range []struct {
		key fyne.KeyName
		at  int
	}{{fyne.KeyRight, 1}, {fyne.KeyRight, 0}, {fyne.KeyLeft, 1}} {
		key(c, step.key)
		want(t, "the focus", c.Focused() == fyne.Focusable(d.buttons[step.at]), true)
	}
	key(c, fyne.KeySpace)
	want(t, "said", said(), "on")
}

func TestALetterGivesItsAnswer(t *testing.T) {
	c, d, said := asked(t, 800, 560)
	d.buttons[0].TypedRune('r')
	want(t, "said by a key that was down before", said(), "")
	key(c, fyne.KeyR)
	d.buttons[0].TypedRune('x')
	want(t, "said by another letter", said(), "")
	d.buttons[0].TypedRune('R')
	want(t, "said", said(), "over")
}

func TestAnAnswerCanBeTapped(t *testing.T) {
	c, d, said := asked(t, 800, 560)
	d.buttons[1].Tapped(nil)
	want(t, "said", said(), "on")
	want(t, "it is gone", c.Overlays().Top() == nil, true)
}

func TestADialogCanBeTakenAwayWithoutAnAnswer(t *testing.T) {
	c, d, said := asked(t, 800, 560)
	d.Close()
	d.Close()
	want(t, "said", said(), "")
	want(t, "it is gone", c.Overlays().Top() == nil, true)
	NewButton(Raised, "nothing", "", nil).Tapped(nil)
	Ask(c, "Read?", block(10, 10), Answer{Text: "Close", Key: "Esc", Main: true})
	key(c, fyne.KeyEscape)
	want(t, "an answer that does nothing takes it away too", c.Overlays().Top() == nil, true)
}

func TestADialogIsNeverLargerThanTheWindowAndScrolls(t *testing.T) {
	c := show(t, block(10, 10), 400, 300)
	d := Ask(c, "A long list", block(100, 2000), Answer{Text: "Close", Key: "Esc", Main: true})
	size := d.popup.Content.Size()
	if size.Width > 400 || size.Height > 300 {
		t.Errorf("the dialog is %v", size)
	}
	at := func() float32 { return d.page.scroll.Offset.Y }
	for _, name := range []fyne.KeyName{fyne.KeyDown, fyne.KeyPageDown} {
		before := at()
		key(c, name)
		if at() <= before {
			t.Errorf("%s does not scroll down", name)
		}
	}
	for _, name := range []fyne.KeyName{fyne.KeyUp, fyne.KeyPageUp} {
		before := at()
		key(c, name)
		if at() >= before {
			t.Errorf("%s does not scroll up", name)
		}
	}
	d.buttons[0].KeyUp(nil)
}
