package look

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	"starling/app/story"
)

// write types a text into what has the focus.
func write(c fyne.Canvas, text string) {
	for _, r := range text {
		if r == '\n' {
			key(c, fyne.KeyReturn)
			continue
		}
		c.Focused().TypedRune(r)
	}
}

// held presses a key while modifiers are held, as the driver does.
func held(c fyne.Canvas, modifier fyne.KeyModifier, name fyne.KeyName) {
	theDriver().modifiers = modifier
	defer func() { theDriver().modifiers = 0 }()
	if modifier == fyne.KeyModifierShift {
		key(c, name)
		return
	}
	shortcut(c, &desktop.CustomShortcut{KeyName: name, Modifier: modifier})
}

func shortcut(c fyne.Canvas, s fyne.Shortcut) { c.Focused().(fyne.Shortcutable).TypedShortcut(s) }

// writing shows an area with a text and the caret at its end.
func writing(t *testing.T, kind AreaKind, text string) (*Area, *paintedCanvas) {
	t.Helper()
	a := NewArea(kind, "")
	a.SetText(text)
	c := show(t, a, 300, 400)
	c.Focus(a)
	a.Select(len(text), len(text))
	return a, c
}

func TestWhatIsTypedStandsAtTheCaret(t *testing.T) {
	a, c := writing(t, AreaText, "")
	write(c, "One.\nTwo.")
	want(t, "text", a.Text(), "One.\nTwo.")
	key(c, fyne.KeyUp)
	key(c, fyne.KeyHome)
	write(c, "Zero. ")
	want(t, "text", a.Text(), "Zero. One.\nTwo.")
	key(c, fyne.KeyBackspace)
	key(c, fyne.KeyDelete)
	want(t, "text", a.Text(), "Zero.ne.\nTwo.")
}

func TestALineHasNoSecondLine(t *testing.T) {
	a, c := writing(t, AreaLine, "A title")
	handed := ""
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { handed = string(ev.Name) })
	key(c, fyne.KeyReturn)
	want(t, "text", a.Text(), "A title")
	want(t, "handed on", handed, string(fyne.KeyReturn))
	clip := test.NewClipboard()
	clip.SetContent(" of\r\ntwo lines")
	shortcut(c, &fyne.ShortcutPaste{Clipboard: clip})
	want(t, "text", a.Text(), "A title of two lines")
}

func TestShiftSelectsAndTypingReplaces(t *testing.T) {
	a, c := writing(t, AreaText, "one two three")
	for range 5 {
		held(c, fyne.KeyModifierShift, fyne.KeyLeft)
	}
	want(t, "selected", a.Selected(), "three")
	write(c, "3")
	want(t, "text", a.Text(), "one two 3")
	shortcut(c, &fyne.ShortcutSelectAll{})
	want(t, "selected", a.Selected(), "one two 3")
	key(c, fyne.KeyLeft)
	want(t, "caret", a.Caret(), 0)
	held(c, fyne.KeyModifierShift, fyne.KeyEnd)
	key(c, fyne.KeyRight)
	want(t, "caret", a.Caret(), 9)
}

func TestWhatIsCutCanBePasted(t *testing.T) {
	a, c := writing(t, AreaText, "one two")
	clip := test.NewClipboard()
	a.Select(0, 4)
	shortcut(c, &fyne.ShortcutCut{Clipboard: clip})
	want(t, "text", a.Text(), "two")
	key(c, fyne.KeyEnd)
	shortcut(c, &fyne.ShortcutPaste{Clipboard: clip})
	want(t, "text", a.Text(), "twoone ")
	a.Select(0, 3)
	shortcut(c, &fyne.ShortcutCopy{Clipboard: clip})
	want(t, "copied", clip.Content(), "two")
	want(t, "text", a.Text(), "twoone ")
	a.Select(0, 0)
	shortcut(c, &fyne.ShortcutCut{Clipboard: clip})
	want(t, "after cutting nothing", clip.Content(), "two")
}

func TestPastingIntoAListMakesAnEntryOfEachLine(t *testing.T) {
	a, c := writing(t, AreaList, "")
	clip := test.NewClipboard()
	clip.SetContent("- one\r\n  * two\n• three\nfour - five")
	shortcut(c, &fyne.ShortcutPaste{Clipboard: clip})
	want(t, "text", a.Text(), "one\ntwo\nthree\nfour - five")
}

func TestWhatHasNoPlaceInAStoryIsNotTypedIn(t *testing.T) {
	a, c := writing(t, AreaText, "")
	clip := test.NewClipboard()
	clip.SetContent("a\x00b\x1b[31mc\ufeff\td\re")
	shortcut(c, &fyne.ShortcutPaste{Clipboard: clip})
	c.Focused().TypedRune('\x07')
	want(t, "text", a.Text(), "ab[31mc\td\ne")
}

func TestALineOfAnEntryIsBrokenWithShift(t *testing.T) {
	a, c := writing(t, AreaList, "one")
	held(c, fyne.KeyModifierShift, fyne.KeyReturn)
	write(c, "more\ntwo")
	want(t, "text", a.Text(), "one\u2028more\ntwo")
	wantAll(t, "lines", lines(a), "one", "more", "two")
	want(t, "marks", len(shown[*canvas.Circle](a)), 2)
}

func TestAltAndArrowsMoveEntries(t *testing.T) {
	a, c := writing(t, AreaList, "one\ntwo\nthree")
	var told []Edit
	a.OnEdit = func(e Edit) { told = append(told, e) }
	held(c, fyne.KeyModifierAlt, fyne.KeyUp)
	want(t, "text", a.Text(), "one\nthree\ntwo")
	held(c, fyne.KeyModifierAlt, fyne.KeyUp)
	held(c, fyne.KeyModifierAlt, fyne.KeyUp) // it is the first
	want(t, "text", a.Text(), "three\none\ntwo")
	write(c, "!")
	want(t, "text", a.Text(), "three!\none\ntwo")
	key(c, fyne.KeyDown)
	a.Select(a.Caret(), len(a.Text()))
	held(c, fyne.KeyModifierAlt, fyne.KeyDown) // the last are selected
	held(c, fyne.KeyModifierAlt, fyne.KeyUp)
	want(t, "text", a.Text(), "one\ntwo\nthree!")
	held(c, fyne.KeyModifierAlt, fyne.KeyDown)
	want(t, "text", a.Text(), "three!\none\ntwo")
	want(t, "told", len(told), 5)
}

func TestControlMovesByWords(t *testing.T) {
	a, c := writing(t, AreaText, "one two, three\nfour")
	a.Select(0, 0)
	var places []int
	for range 5 {
		held(c, wordKey(), fyne.KeyRight)
		places = append(places, a.Caret())
	}
	wantAll(t, "places", places, 3, 7, 14, 15, 19)
	held(c, wordKey(), fyne.KeyBackspace)
	held(c, wordKey(), fyne.KeyBackspace)
	held(c, wordKey(), fyne.KeyLeft)
	held(c, wordKey(), fyne.KeyDelete)
	want(t, "text", a.Text(), "one two, ")
	held(c, wordKey()|fyne.KeyModifierShift, fyne.KeyLeft)
	want(t, "selected", a.Selected(), "two, ")
}

func wordKey() fyne.KeyModifier {
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		return fyne.KeyModifierAlt
	}
	return fyne.KeyModifierControl
}

func TestArrowsMoveByTheLinesThatAreShown(t *testing.T) {
	a, c := writing(t, AreaText, strings.Repeat("word ", 40)+"\nlast")
	rows := a.text.rows
	if rows < 4 {
		t.Fatalf("the text is shown in %d lines", rows)
	}
	a.Select(3, 3)
	_, x := a.text.rowOf(3)
	for i := 1; i < rows; i++ {
		key(c, fyne.KeyDown)
		row, at := a.text.rowOf(a.Caret())
		want(t, "row", row, i)
		if at > x+1 || at < x-8 && i < rows-2 {
			t.Errorf("in row %d the caret is at %v, not %v", i, at, x)
		}
	}
	key(c, fyne.KeyDown)
	want(t, "caret below the last line", a.Caret(), len(a.Text()))
	key(c, fyne.KeyPageUp)
	key(c, fyne.KeyPageUp)
	for range rows {
		key(c, fyne.KeyUp)
	}
	want(t, "caret above the first line", a.Caret(), 0)
	key(c, fyne.KeyEnd)
	if row, _ := a.text.rowOf(a.Caret()); row != 0 {
		t.Errorf("End goes to row %d", row)
	}
	held(c, fyne.KeyModifierShortcutDefault, endKey())
	want(t, "caret at the end", a.Caret(), len(a.Text()))
	held(c, fyne.KeyModifierShortcutDefault, homeKey())
	want(t, "caret at the beginning", a.Caret(), 0)
}

func endKey() fyne.KeyName {
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		return fyne.KeyDown
	}
	return fyne.KeyEnd
}

func homeKey() fyne.KeyName {
	if fyne.KeyModifierShortcutDefault == fyne.KeyModifierSuper {
		return fyne.KeyUp
	}
	return fyne.KeyHome
}

func TestThePointerPutsTheCaretAndSelects(t *testing.T) {
	a, c := writing(t, AreaText, "one two\nthree")
	c.Unfocus()
	at := func(offset int) fyne.Position {
		row, x := a.text.rowOf(offset)
		return fyne.NewPos(U(areaSides)+x+1, U(areaEnds)+(float32(row)+0.5)*lineOf(SizeBody))
	}
	a.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(4)}, Button: desktop.MouseButtonPrimary})
	want(t, "caret", a.Caret(), 4)
	want[fyne.Focusable](t, "focus", c.Focused(), a)
	a.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at(10)}})
	a.DragEnd()
	want(t, "selected", a.Selected(), "two\nth")
	a.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at(2)}, Button: desktop.MouseButtonSecondary})
	want(t, "selected after the other button", a.Selected(), "two\nth")
	a.MouseUp(&desktop.MouseEvent{})
	a.DoubleTapped(&fyne.PointEvent{Position: at(10)})
	want(t, "selected by a double click", a.Selected(), "three")
	a.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, 390)}, Button: desktop.MouseButtonPrimary})
	want(t, "caret below the text", a.Caret(), 13)
	a.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(5, 0)}, Button: desktop.MouseButtonPrimary})
	want(t, "caret above the text", a.Caret(), 0)
	want(t, "cursor", a.Cursor(), desktop.Cursor(desktop.TextCursor))
}

func TestKeysThatAreNotForTheTextAreHandedOn(t *testing.T) {
	a, c := writing(t, AreaText, "text")
	var handed []fyne.KeyName
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { handed = append(handed, ev.Name) })
	key(c, fyne.KeyEscape)
	key(c, fyne.KeyF6)
	wantAll(t, "handed on", handed, fyne.KeyEscape, fyne.KeyF6)
	saved := 0
	c.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyS, Modifier: fyne.KeyModifierControl}, func(fyne.Shortcut) { saved++ })
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) { saved++ })
	held(c, fyne.KeyModifierControl, fyne.KeyS)
	shortcut(c, &fyne.ShortcutUndo{})
	want(t, "shortcuts handed on", saved, 2)
	want(t, "takes Tab", a.AcceptsTab(), false)
	a.OnKey = func(ev *fyne.KeyEvent) bool { return ev.Name == fyne.KeyReturn }
	key(c, fyne.KeyReturn)
	want(t, "text", a.Text(), "text")
}

func TestALetterThatGivesTheFocusIsNotTyped(t *testing.T) {
	a, c := writing(t, AreaLine, "")
	a.SkipLetter()
	c.Focused().TypedRune('e')
	a.KeyDown(&fyne.KeyEvent{Name: fyne.KeyX})
	c.Focused().TypedRune('x')
	a.KeyUp(&fyne.KeyEvent{Name: fyne.KeyX})
	want(t, "text", a.Text(), "x")
}

func TestEachChangeIsToldSoThatItCanBeTakenBack(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		some := rapid.StringOfN(rapid.SampledFrom([]rune("ab \né👍\u2028")), 0, 30, -1)
		first := some.Draw(rt, "text")
		a, c := writing(t, AreaList, first)
		var told []Edit
		var texts []string
		a.OnEdit = func(e Edit) { told, texts = append(told, e), append(texts, a.Text()) }
		keys := []func(){
			func() { write(c, "x y") },
			func() { key(c, fyne.KeyReturn) },
			func() { key(c, fyne.KeyBackspace) },
			func() { key(c, fyne.KeyDelete) },
			func() { key(c, fyne.KeyLeft) },
			func() { key(c, fyne.KeyUp) },
			func() { key(c, fyne.KeyHome) },
			func() { held(c, fyne.KeyModifierShift, fyne.KeyUp) },
			func() { held(c, wordKey(), fyne.KeyBackspace) },
			func() { held(c, fyne.KeyModifierAlt, fyne.KeyUp) },
			func() { held(c, fyne.KeyModifierAlt, fyne.KeyDown) },
			func() { a.paste("p\nq") },
		}
		for range rapid.IntRange(1, 30).Draw(rt, "keys") {
			keys[rapid.IntRange(0, len(keys)-1).Draw(rt, "key")]()
		}
		last := a.Text()
		b := first
		for i, e := range told {
			if b[e.At:e.At+len(e.Removed)] != e.Removed {
				rt.Fatalf("change %d takes %q from %q at %d", i, e.Removed, b, e.At)
			}
			b = b[:e.At] + e.Inserted + b[e.At+len(e.Removed):]
			if b != texts[i] {
				rt.Fatalf("by what is told the text is %q, and it is %q", b, texts[i])
			}
		}
		for i := len(told) - 1; i >= 0; i-- {
			e := told[i]
			a.Apply(Edit{At: e.At, Removed: e.Inserted, Inserted: e.Removed, After: e.Before})
		}
		if a.Text() != first {
			rt.Fatalf("with all taken back the text is %q, not %q", a.Text(), first)
		}
		for _, e := range told {
			a.Apply(e)
		}
		if a.Text() != last {
			rt.Fatalf("with all done again the text is %q, not %q", a.Text(), last)
		}
	})
}

func TestAnAreaIsAsHighAsItsText(t *testing.T) {
	a, c := writing(t, AreaText, "")
	one := a.HeightFor(300)
	asked := 0
	a.OnHeight = func() { asked++ }
	write(c, "letters")
	want(t, "asked for another height", asked, 0)
	key(c, fyne.KeyReturn)
	want(t, "asked for another height", asked, 1)
	want(t, "lines", int((a.HeightFor(300)-one)/lineOf(SizeBody)+1.5), 2)
	want(t, "lines at least", int((a.Rows(4).HeightFor(300)-one)/lineOf(SizeBody)+1.5), 4)
	a.SetText(strings.Repeat("many words ", 50))
	if wide, narrow := a.HeightFor(600), a.HeightFor(150); wide >= narrow {
		t.Errorf("height %v in a wide area and %v in a narrow one", wide, narrow)
	}
	want(t, "least height", a.MinSize().Height, a.HeightFor(a.Size().Width))
}

func TestNothingMovesWhenTheFirstLetterTakesTheHintsPlace(t *testing.T) {
	a := NewArea(AreaText, "What belongs here, said in so many words that it takes several lines in an area as narrow as this one")
	c := show(t, a, 200, 300)
	before := a.HeightFor(200)
	want(t, "placeholder shown", len(lines(a)) > 2, true)
	c.Focus(a)
	write(c, "x")
	want(t, "height", a.HeightFor(200), before)
	wantAll(t, "lines", lines(a), "x")
	want(t, "placeholder", strings.HasPrefix(a.Placeholder(), "What belongs"), true)
}

func TestOnlyWhatIsInSightIsPainted(t *testing.T) {
	a, _ := writing(t, AreaText, strings.Repeat("A paragraph of its own.\n", 1000))
	a.SetSight(0, 400)
	if n := len(lines(a)); n < 20 || n > 60 {
		t.Errorf("%d lines are painted for 400 pixels", n)
	}
	if y, height := a.CaretAt(); y < 999*lineOf(SizeBody) || height != lineOf(SizeBody) {
		t.Errorf("the caret is at %v, %v high", y, height)
	}
	painted := shown[*canvas.Text](a)[0]
	a.SetSight(50, 450) // is painted already
	want(t, "the first line, once more", shown[*canvas.Text](a)[0], painted)
	a.SetSight(10000, 10400)
	for _, line := range shown[*canvas.Text](a) {
		if y := line.Position().Y; y < 9500 || y > 10900 {
			t.Fatalf("a line is painted at %v", y)
		}
	}
}

func TestWhatIsSelectedIsShownInEachOfItsLines(t *testing.T) {
	a, _ := writing(t, AreaText, "one\n\nthree four")
	boxes := func() int {
		n := 0
		for _, o := range shown[*canvas.Rectangle](a) {
			if o.FillColor == fyne.CurrentApp().Settings().Theme().Color("selection", 0) {
				n++
			}
		}
		return n
	}
	want(t, "nothing selected", boxes(), 0)
	a.Select(1, 9)
	want(t, "lines with a selection", boxes(), 3)
	a.FocusLost()
	want(t, "after the focus has gone", boxes(), 0)
}

func TestTheCaretAsksToBeSeen(t *testing.T) {
	a, c := writing(t, AreaText, "one\ntwo")
	asked := 0
	a.OnCaret = func(*Area) { asked++ }
	key(c, fyne.KeyUp)
	write(c, "x")
	want(t, "asked", asked, 2)
	c.Unfocus()
	a.SetText("other")
	want(t, "asked without the focus", asked, 2)
}

func TestFocusIsToldAndWrongIsShown(t *testing.T) {
	a := NewArea(AreaList, "").Marked(story.Task)
	a.SetText("one")
	var told []string
	a.OnFocus = func(fyne.CanvasObject) { told = append(told, "gained") }
	a.OnLeft = func() { told = append(told, "left") }
	c := show(t, a, 200, 60)
	c.Focus(a)
	c.Unfocus()
	wantAll(t, "told", told, "gained", "left")
	a.SetWrong(true)
	test.AssertRendersToMarkup(t, "area-wrong.xml", c)
	c.Focus(a)
	a.Select(0, 2)
	test.AssertRendersToMarkup(t, "area.xml", c)
}

// BenchmarkAreaKeyPress is a letter typed in the middle of so many words: all
// that the area does until it can be painted.
func BenchmarkAreaKeyPress(b *testing.B) {
	paragraph := strings.Repeat("some words of a long script, ", 20)
	for _, words := range []int{400, 4000, 20000} {
		b.Run(fmt.Sprint(words), func(b *testing.B) {
			a := NewArea(AreaText, "")
			a.SetText(strings.Repeat(paragraph+"\n\n", words/120))
			w := test.NewWindow(a)
			defer w.Close()
			a.Resize(fyne.NewSize(600, 20000))
			a.SetSight(0, 600)
			a.Select(len(a.Text())/2, len(a.Text())/2)
			for i := 0; b.Loop(); i++ {
				if i%8 < 4 {
					a.TypedRune(rune('a' + i%26))
				} else {
					a.TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
				}
			}
		})
	}
}
