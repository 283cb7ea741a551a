package look

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// picked opens a picker of fruit, of which one is checked, and gives what was
// toggled.
func picked(t *testing.T, width, height float32) (c *paintedCanvas, p *Picker, toggled func() string) {
	t.Helper()
	c = show(t, block(10, 10), width, height)
	options := []Option{{Text: "apple", Aside: "sour"}, {Text: "pear", On: true}, {Text: "plum"}}
	var told []string
	find := func(text string) []int {
		var found []int
		for i, o := range options {
			if strings.Contains(o.Text, text) {
				found = append(found, i)
			}
		}
		return found
	}
	p = Pick(c, "Which fruit?", "Search fruit", "take or leave", options, find, func(i int, on bool) {
		told = append(told, fmt.Sprint(options[i].Text, " ", on))
	})
	return c, p, func() string {
		said := strings.Join(told, ", ")
		told = nil
		return said
	}
}

// typeIn types a text into what has the focus.
func typeIn(c fyne.Canvas, text string) {
	for _, r := range text {
		key(c, fyne.KeyName(strings.ToUpper(string(r))))
		c.Focused().TypedRune(r)
	}
}

func TestEnterChecksWhatIsSelectedAndTakesTheCheckAway(t *testing.T) {
	c, p, told := picked(t, 800, 560)
	want(t, "the field has the focus", c.Focused() == fyne.Focusable(p.field), true)
	key(c, fyne.KeyReturn)
	want(t, "told", told(), "apple true")
	key(c, fyne.KeyDown)
	key(c, fyne.KeyReturn)
	want(t, "told", told(), "pear false")
	key(c, fyne.KeyReturn)
	want(t, "told", told(), "pear true")
	wantAll(t, "checked", checks(p), true, true, false)
}

// checks gives which of the rows shown have the icon of a check.
func checks(p *Picker) []bool {
	var all []bool
	for _, icon := range shown[*widget.Icon](p.list) {
		all = append(all, icon.Resource.Name() == theme.CheckButtonCheckedIcon().Name())
	}
	return all
}

func TestWhatIsTypedNarrowsTheOptionsAndTheSelectionStays(t *testing.T) {
	c, p, told := picked(t, 800, 560)
	key(c, fyne.KeyDown)
	key(c, fyne.KeyDown)
	typeIn(c, "pl")
	wantAll(t, "the rows", lines(p.list), "apple", "sour", "plum", "")
	key(c, fyne.KeyReturn)
	want(t, "told", told(), "plum true")
	typeIn(c, "x")
	wantAll(t, "the rows", lines(p.list))
	want(t, "said", strings.HasPrefix(lines(p.none)[0], "Nothing found."), true)
	key(c, fyne.KeyReturn)
	want(t, "told of nothing", told(), "")
	key(c, fyne.KeyEscape)
	want(t, "Esc empties the field first", p.field.Text, "")
	want(t, "rows", len(checks(p)), 3)
	closed := false
	p.OnClosed = func() { closed = true }
	key(c, fyne.KeyEscape)
	want(t, "it is gone", c.Overlays().Top() == nil && closed, true)
}

func TestTheListOfAPickerTakesTheSameKeys(t *testing.T) {
	c, p, told := picked(t, 800, 560)
	c.Focus(p.list)
	key(c, fyne.KeyDown)
	key(c, fyne.KeySpace)
	key(c, fyne.KeyReturn)
	want(t, "told", told(), "pear false, pear true")
	key(c, fyne.KeyEscape)
	want(t, "it is gone", c.Overlays().Top() == nil, true)
}

func TestAnOptionCanBeTappedAndTheFieldKeepsTheKeyboard(t *testing.T) {
	c, p, told := picked(t, 800, 560)
	c.Focus(p.list)
	shown[*listRow](p.list)[2].Tapped(nil)
	want(t, "told", told(), "plum true")
	want(t, "the field has the focus", c.Focused() == fyne.Focusable(p.field), true)
	for _, hint := range shown[*Hint](p.popup.Content) {
		hint.Tapped(nil)
	}
	want(t, "told by the hint for Enter", told(), "plum false")
	want(t, "it is gone by the hint for Esc", c.Overlays().Top() == nil, true)
}

func TestACheckThatCouldNotBeKeptIsTakenBack(t *testing.T) {
	c, p, told := picked(t, 800, 560)
	key(c, fyne.KeyReturn)
	p.Check(0, false)
	wantAll(t, "checked", checks(p), false, true, false)
	want(t, "told", told(), "apple true")
	want(t, "the option", p.Options()[0].On, false)
}

func TestTheLetterThatOpensAPickerIsNotTypedIntoIt(t *testing.T) {
	c, p, _ := picked(t, 800, 560)
	c.Focused().TypedRune('l')
	want(t, "typed", p.field.Text, "")
	typeIn(c, "p")
	want(t, "typed", p.field.Text, "p")
}

func TestAPickerIsNeverLargerThanTheWindow(t *testing.T) {
	_, p, _ := picked(t, 420, 300)
	if size := p.popup.Content.Size(); size.Width > 420 || size.Height > 300 {
		t.Errorf("the picker is %v", size)
	}
}

func TestAPickerSaysWhatEscDoes(t *testing.T) {
	_, p, _ := picked(t, 800, 560)
	want(t, "at first", p.leave.Label(), "done")
	p.field.SetText("b")
	want(t, "with a text", p.leave.Label(), "show all")
	p.onLeave()
	want(t, "without it again", p.leave.Label(), "done")
}
