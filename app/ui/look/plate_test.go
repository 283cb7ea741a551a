package look

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// plates gives two plates in a window, and what was pressed.
func plates(t *testing.T) (c *paintedCanvas, one, two *Plate, pressed func() string) {
	t.Helper()
	said := ""
	one = NewPlate("one", NewProse("One", SizeBody, ColourText), func() { said += "1" })
	two = NewPlate("two", NewProse("Two", SizeBody, ColourText), func() { said += "2" })
	c = show(t, Column(8, one, two), 300, 200)
	return c, one, two, func() string {
		now := said
		said = ""
		return now
	}
}

func TestAPlateIsPressedBySpaceEnterAndATap(t *testing.T) {
	c, one, two, pressed := plates(t)
	c.Focus(one)
	key(c, fyne.KeySpace)
	key(c, fyne.KeyReturn)
	two.Tapped(nil)
	want(t, "pressed", pressed(), "112")
	want(t, "its name", one.Text(), "one")
}

func TestAPlateShowsTheFocusAndTellsOfIt(t *testing.T) {
	c, one, two, _ := plates(t)
	var told fyne.CanvasObject
	one.OnFocus(func(o fyne.CanvasObject) { told = o })
	c.Focus(one)
	want(t, "told", told == fyne.CanvasObject(one), true)
	want(t, "the border", one.ground.stroke, ColourFocus)
	c.Focus(two)
	want(t, "the border", one.ground.stroke, "")
	want(t, "focused", two.Focused() && !one.Focused(), true)
}

func TestAPlateHandsOnTheKeysThatWentDownOnItAndThoseThatMoveAbout(t *testing.T) {
	c, one, _, pressed := plates(t)
	var got []fyne.KeyName
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { got = append(got, ev.Name) })
	runes := ""
	c.SetOnTypedRune(func(r rune) { runes += string(r) })
	c.Focus(one)
	one.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	key(c, fyne.KeyA)
	one.TypedRune(' ')
	one.TypedRune('?')
	one.KeyUp(nil)
	wantAll(t, "handed on", got, fyne.KeyDown, fyne.KeyA)
	want(t, "letters handed on", runes, "?")
	want(t, "pressed", pressed(), "")
}

func TestAPlateUnderThePointerStandsOut(t *testing.T) {
	_, one, _, _ := plates(t)
	one.MouseIn(nil)
	one.MouseMoved(nil)
	want(t, "its ground", one.ground.fill, ColourRaised)
	one.MouseOut()
	want(t, "its ground", one.ground.fill, ColourCard)
	want(t, "the pointer", one.Cursor(), desktop.Cursor(desktop.PointerCursor))
}

func TestAPlateIsAsHighAsItsTextNeeds(t *testing.T) {
	dark(t, 100)
	p := NewPlate("", NewProse("Several words that need more lines where there is less room", SizeBody, ColourText), nil)
	if wide, narrow := p.HeightFor(600), p.HeightFor(120); narrow < 2*wide {
		t.Errorf("%v high at 120, %v at 600", narrow, wide)
	}
}
