package look

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

func TestAButtonIsPressedByTapSpaceAndEnter(t *testing.T) {
	pressed := 0
	b := NewButton(Raised, "Discard", "Del", func() { pressed++ })
	c := show(t, b, 200, 40)
	test.Tap(b)
	c.Focus(b)
	key(c, fyne.KeySpace)
	key(c, fyne.KeyReturn)
	key(c, fyne.KeyEnter)
	want(t, "pressed", pressed, 4)
	b.SetDisabled(true)
	test.Tap(b)
	c.Focus(b)
	key(c, fyne.KeySpace)
	want(t, "pressed when out of reach", pressed, 4)
	b.SetDisabled(false)
	test.Tap(b)
	want(t, "pressed when back", pressed, 5)
	NewButton(Raised, "Nothing", "", nil).Tapped(nil)
}

func TestAButtonHandsOnTheKeysThatItHasNoUseFor(t *testing.T) {
	b := NewButton(Raised, "Discard", "Del", nil)
	c := show(t, b, 200, 40)
	var keys []fyne.KeyName
	var runes []rune
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { keys = append(keys, ev.Name) })
	c.SetOnTypedRune(func(r rune) { runes = append(runes, r) })
	c.Focus(b)
	key(c, fyne.KeyEscape)
	key(c, fyne.KeyDown)
	key(c, fyne.KeySpace)
	b.TypedRune('?')
	b.TypedRune(' ')
	wantAll(t, "handed on", keys, fyne.KeyEscape, fyne.KeyDown)
	wantAll(t, "letters handed on", runes, '?')
}

func TestAButtonShowsItsTextItsKeyAndItsFocus(t *testing.T) {
	b := NewButton(Raised, "Discard", "Del", nil)
	c := show(t, b, 200, 40)
	wantAll(t, "it reads", lines(b), "Discard", "Del")
	rings := func() int {
		n := 0
		for _, r := range shown[*canvas.Rectangle](b) {
			if r.StrokeColor == Colour(ColourFocus) {
				n++
			}
		}
		return n
	}
	want(t, "rings", rings(), 0)
	seen := false
	b.OnFocus(func(o fyne.CanvasObject) { seen = o == b })
	c.Focus(b)
	want(t, "rings with the focus", rings(), 1)
	want(t, "told", seen, true)
	c.Unfocus()
	want(t, "rings without", rings(), 0)
	b.SetText("Keep")
	want(t, "it says", b.Text(), "Keep")
	wantAll(t, "it reads", lines(b), "Keep", "Del")
	b.Ink(ColourOver)
	b.Refresh()
	want(t, "the ink", shown[*canvas.Text](b)[0].Color, Colour(ColourOver))
}

func TestThePrimaryButtonShowsItsFocusToo(t *testing.T) {
	b := NewButton(Primary, "Rehearse", "Space", nil)
	c := show(t, b, 200, 40)
	c.Focus(b)
	ring := shown[*canvas.Rectangle](b)[1]
	for _, r := range shown[*canvas.Rectangle](b) {
		if r.StrokeWidth > ring.StrokeWidth {
			ring = r
		}
	}
	want(t, "the ring", ring.StrokeWidth, 2)
	want(t, "its colour", ring.StrokeColor, Colour(ColourText))
}

func TestTheTabOfTheViewShownStandsOut(t *testing.T) {
	for _, kind := range []Kind{Tab, Chip} {
		b := NewButton(kind, "Stories", "", nil)
		c := show(t, b, 200, 40)
		want(t, "selected", b.Selected(), false)
		want(t, "its ink", shown[*canvas.Text](b)[0].Color, Colour(ColourQuiet))
		want(t, "grounds", len(shown[*canvas.Rectangle](b)), 0)
		b.Select(true)
		want(t, "selected", b.Selected(), true)
		want(t, "its ink when selected", shown[*canvas.Text](b)[0].Color, Colour(ColourText))
		want(t, "its ground", shown[*canvas.Rectangle](b)[0].FillColor, Colour(ColourRaised))
		c.painted = nil
		b.Select(true)
		b.SetText("Stories")
		b.SetDisabled(false)
		want(t, "painted by the same again", len(c.painted), 0)
	}
}

func TestAButtonUnderThePointerShowsIt(t *testing.T) {
	b := NewButton(Raised, "Again", "R", nil)
	show(t, b, 200, 40)
	grounds := len(shown[*canvas.Rectangle](b))
	b.MouseIn(&desktop.MouseEvent{})
	b.MouseMoved(&desktop.MouseEvent{})
	want(t, "grounds under the pointer", len(shown[*canvas.Rectangle](b)), grounds+1)
	b.MouseOut()
	want(t, "grounds without it", len(shown[*canvas.Rectangle](b)), grounds)
}

func TestAButtonWithTooLittleRoomKeepsItsKey(t *testing.T) {
	b := NewButton(Raised, "Only: the bridge between two teams", "X", nil)
	show(t, b, 120, 40)
	texts := lines(b)
	want(t, "the key", texts[1], "X")
	last := shown[*canvas.Text](b)[0]
	if last.MinSize().Width > 100 {
		t.Errorf("the text is %v wide", last.MinSize().Width)
	}
	free := b.MinSize()
	if free.Width < 200 {
		t.Errorf("it asks for %v", free)
	}
}

func TestAFieldLetsGoByEscAndByTab(t *testing.T) {
	f := NewField("Search")
	note := NewNoteField("What to change")
	c := show(t, Column(4, f, note), 300, 200)
	c.Focus(f)
	key(c, fyne.KeyEscape)
	want(t, "the focus after Esc", c.Focused() == nil, true)
	left := 0
	f.OnLeave = func() { left++ }
	c.Focus(f)
	key(c, fyne.KeyEscape)
	want(t, "asked where to go", left, 1)
	want(t, "a field takes Tab", f.AcceptsTab(), false)
	want(t, "a note takes Tab", note.AcceptsTab(), false)
}

func TestAFieldAsksFirstAndTellsOfItsFocus(t *testing.T) {
	f := NewField("Search")
	other := NewButton(Raised, "Other", "", nil)
	c := show(t, Column(4, f, other), 300, 200)
	var told []string
	f.OnFocus = func(fyne.CanvasObject) { told = append(told, "focus") }
	f.OnLeft = func() { told = append(told, "left") }
	f.OnKey = func(ev *fyne.KeyEvent) bool {
		told = append(told, string(ev.Name))
		return ev.Name == fyne.KeyDown
	}
	c.Focus(f)
	f.TypedRune('a')
	key(c, fyne.KeyDown)
	key(c, fyne.KeyBackspace)
	c.Focus(other)
	wantAll(t, "told", told, "focus", "Down", "BackSpace", "left")
	want(t, "the text", f.Text, "")
}

func TestTheLetterThatBroughtTheFocusIsNotTyped(t *testing.T) {
	f := NewNoteField("")
	c := show(t, f, 300, 200)
	f.SkipLetter()
	c.Focus(f)
	f.TypedRune('e')
	f.TypedRune('e') // held
	want(t, "the text", f.Text, "")
	key(c, fyne.KeyE)
	f.TypedRune('e')
	want(t, "the text", f.Text, "e")
	f.SkipLetter()
	c.Unfocus()
	c.Focus(f)
	f.TypedRune('f')
	want(t, "the text", f.Text, "ef")
}

func TestAFieldHandsOnTheShortcutsThatAreNotForEditing(t *testing.T) {
	f := NewField("")
	c := show(t, f, 300, 200)
	handed := 0
	find := &desktop.CustomShortcut{KeyName: fyne.KeyF, Modifier: fyne.KeyModifierControl}
	c.AddShortcut(find, func(fyne.Shortcut) { handed++ })
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { handed += 10 })
	c.Focus(f)
	f.TypedRune('a')
	f.TypedShortcut(find)
	want(t, "handed on", handed, 1)
	f.TypedShortcut(&fyne.ShortcutUndo{})
	want(t, "undo stays in the field", handed, 1)
	want(t, "the text", f.Text, "")
}

func TestModifiedTellsShortcutsFromKeys(t *testing.T) {
	defer func() { theDriver().modifiers = 0 }()
	for modifiers, is := range map[fyne.KeyModifier]bool{
		0: false, fyne.KeyModifierShift: false, fyne.KeyModifierControl: true, fyne.KeyModifierAlt: true,
		fyne.KeyModifierSuper: true, fyne.KeyModifierControl | fyne.KeyModifierShift: true,
	} {
		theDriver().modifiers = modifiers
		want(t, "modified", Modified(), is)
	}
}
