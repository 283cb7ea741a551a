package look

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
)

// numbers is a list of so many numbered rows, of which made tells those that
// were made.
func numbers(count int) (l *List, made func() []int) {
	var rows []int
	l = NewList(40, 60, func(i int, selected bool) fyne.CanvasObject {
		rows = append(rows, i)
		text := fmt.Sprint(i)
		if selected {
			text += " selected"
		}
		return NewText(text, SizeBody, ColourText)
	})
	l.Set(count, 0)
	return l, func() []int {
		all := rows
		rows = nil
		return all
	}
}

func TestOnlyTheRowsInSightExist(t *testing.T) {
	l, made := numbers(100_000)
	show(t, l, 200, 400)
	if n := len(lines(l)); n < 9 || n > 14 {
		t.Errorf("%d rows exist", n)
	}
	made()
	l.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -2_000_000)})
	if n := len(made()); n > 14 {
		t.Errorf("%d rows were made by a jump", n)
	}
	if first := lines(l)[0]; first < "49990" || first > "50000" {
		t.Errorf("the first row in sight is %s", first)
	}
	l.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -5)})
	want(t, "made by a small step", len(made()), 0)
}

func TestTheSelectedRowIsHigherAndTheOthersMakeRoom(t *testing.T) {
	l, _ := numbers(5)
	show(t, l, 200, 400)
	l.Select(1)
	wantAll(t, "the rows", lines(l), "0", "1 selected", "2", "3", "4")
	var tops []float32
	for _, row := range shown[*listRow](l) {
		tops = append(tops, row.Position().Y)
	}
	wantAll(t, "their tops", tops, 0, 40, 100, 140, 180)
	want(t, "the height of all", l.rows.MinSize().Height, 220)
}

func TestArrowsAndTheirLikeMoveTheSelection(t *testing.T) {
	l, _ := numbers(100)
	c := show(t, l, 200, 400)
	var told []int
	l.OnSelect = func(i int) { told = append(told, i) }
	c.Focus(l)
	for _, name := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyPageDown, fyne.KeyPageUp, fyne.KeyEnd, fyne.KeyDown, fyne.KeyHome} {
		key(c, name)
	}
	wantAll(t, "selected", told, 1, 2, 11, 2, 99, 0)
	want(t, "selected now", l.Selected(), 0)
}

func TestTheSelectionIsKeptInSight(t *testing.T) {
	l, _ := numbers(100)
	show(t, l, 200, 400)
	for _, step := range []int{30, -1, 69, -95, 10} {
		l.Step(step)
		top := l.top(l.Selected()) - l.scroll.Offset.Y
		if top < 0 || top+60 > 400 {
			t.Errorf("row %d is at %v of 400", l.Selected(), top)
		}
	}
}

func TestOtherKeysAreHandedOn(t *testing.T) {
	l, _ := numbers(3)
	c := show(t, l, 200, 400)
	var keys []fyne.KeyName
	runes := 0
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { keys = append(keys, ev.Name) })
	c.SetOnTypedRune(func(rune) { runes++ })
	c.Focus(l)
	key(c, fyne.KeySpace)
	key(c, fyne.KeyDown)
	key(c, fyne.KeyReturn)
	l.TypedRune('?')
	wantAll(t, "handed on", keys, fyne.KeySpace, fyne.KeyReturn)
	want(t, "letters handed on", runes, 1)
}

func TestATapSelectsAndASecondTapEnters(t *testing.T) {
	l, _ := numbers(5)
	show(t, l, 200, 400)
	var told []string
	l.OnSelect = func(i int) { told = append(told, fmt.Sprint("select ", i)) }
	l.OnEnter = func(i int) { told = append(told, fmt.Sprint("enter ", i)) }
	shown[*listRow](l)[2].Tapped(nil)
	shown[*listRow](l)[2].Tapped(nil)
	wantAll(t, "told", told, "select 2", "enter 2")
	l.OnEnter = nil
	shown[*listRow](l)[2].Tapped(nil)
	if shown[*listRow](l)[0].Cursor() != desktop.PointerCursor {
		t.Error("the pointer does not show that a row can be tapped")
	}
}

func TestTheFocusIsShownAtTheSelectedRow(t *testing.T) {
	l, _ := numbers(5)
	c := show(t, l, 200, 400)
	rings := func() (at []int) {
		for i, row := range shown[*listRow](l) {
			if row.ring.Visible() {
				at = append(at, i)
			}
		}
		return at
	}
	wantAll(t, "rings", rings())
	c.Focus(l)
	wantAll(t, "rings", rings(), 0)
	key(c, fyne.KeyDown)
	wantAll(t, "rings", rings(), 1)
	c.Unfocus()
	wantAll(t, "rings", rings())
}

func TestAListThatChangesKeepsWhatCanBeKept(t *testing.T) {
	l, made := numbers(5)
	show(t, l, 200, 400)
	l.Set(3, 9)
	want(t, "the selection", l.Selected(), 2)
	l.Set(0, 0)
	want(t, "the selection of nothing", l.Selected(), -1)
	want(t, "rows", len(lines(l)), 0)
	l.Step(1)
	l.Select(4)
	want(t, "the selection", l.Selected(), -1)
	l.Set(2, -1)
	wantAll(t, "none selected", lines(l), "0", "1")
	made()
	l.Refresh()
	wantAll(t, "made anew", made(), 0, 1)
	want(t, "it asks for", l.MinSize(), fyne.NewSize(60, 40))
}

func TestAPageScrollsDownAndNeverSideways(t *testing.T) {
	content := Column(10, block(50, 300), &area{units: 200 * 300})
	p := NewPage(content)
	show(t, p, 200, 100)
	want(t, "its height if it need not scroll", p.HeightFor(200), 610)
	want(t, "its width", content.Size().Width, 200)
	offset := func() float32 { return p.scroll.Offset.Y }
	p.ScrollBy(0.5)
	want(t, "half a page down", offset(), 50)
	p.ScrollBy(1000)
	want(t, "at the end", offset(), 510)
	p.ScrollBy(-1)
	want(t, "a page up", offset(), 410)
	p.ScrollBy(-1000)
	want(t, "at the top", offset(), 0)
	want(t, "the direction", p.scroll.Direction, container.ScrollVerticalOnly)
}

func TestAPageBringsAnObjectInSight(t *testing.T) {
	top, middle, bottom, tall := block(50, 40), block(50, 40), block(50, 40), block(50, 400)
	p := NewPage(Column(0, top, block(50, 300), middle, block(50, 300), bottom, tall))
	show(t, p, 200, 100)
	for _, c := range []struct {
		object fyne.CanvasObject
		offset float32
	}{{middle, 340 + 40 + 12 - 100}, {bottom, 680 + 40 + 12 - 100}, {middle, 340 - 12}, {top, 0}, {tall, 720 - 12}} {
		p.Reveal(c.object)
		want(t, "the offset", p.scroll.Offset.Y, c.offset)
	}
	p.Reveal(tall)
	want(t, "the offset of what is in sight already", p.scroll.Offset.Y, 720-12)
}

func TestAPageFindsWhatIsOnItWithoutTheDriver(t *testing.T) {
	target := block(50, 40)
	page := Column(0, block(50, 300), Padded(0, 7, 0, 0, target))
	page.Resize(fyne.NewSize(200, 347))
	y, ok := placeIn(Layers(page), target)
	want(t, "found", ok, true)
	want(t, "how far down", y, 307)
	_, ok = placeIn(page, block(50, 40))
	want(t, "what is not on it", ok, false)
}

func TestARowThatIsHigherThanTheRoomIsSeenFromItsTop(t *testing.T) {
	l := NewList(40, 90, func(int, bool) fyne.CanvasObject { return block(10, 10) })
	l.Set(10, 0)
	show(t, l, 200, 70)
	want(t, "at first", l.scroll.Offset.Y, 0)
	l.Navigate(&fyne.KeyEvent{Name: fyne.KeyDown})
	l.Navigate(&fyne.KeyEvent{Name: fyne.KeyDown})
	want(t, "the offset two rows down", l.scroll.Offset.Y, l.top(2))
	l.Navigate(&fyne.KeyEvent{Name: fyne.KeyUp})
	want(t, "the offset one row up", l.scroll.Offset.Y, l.top(1))
}

func TestAPageThatTakesAnothersPlaceStaysWhereThatWas(t *testing.T) {
	before := NewPage(block(50, 500))
	show(t, before, 200, 100)
	before.ScrollBy(3)
	after, short := NewPage(block(50, 450)), NewPage(block(50, 220))
	show(t, Layers(after, short), 200, 100)
	after.StayAt(before)
	want(t, "the offset", after.scroll.Offset.Y, 300)
	short.StayAt(before)
	want(t, "the offset where there is less", short.scroll.Offset.Y, 120)
}

func TestAPageCanChangeItsContent(t *testing.T) {
	p := NewPage(block(50, 500))
	show(t, p, 200, 100)
	p.ScrollBy(1)
	other := block(50, 600)
	p.Replace(other)
	want(t, "it stays where it was", p.scroll.Offset.Y, 100)
	want(t, "its content", p.Content(), fyne.CanvasObject(other))
	p.SetContent(block(50, 700))
	want(t, "it is at its top", p.scroll.Offset.Y, 0)
	p.Content().(*canvas.Rectangle).SetMinSize(fyne.NewSize(50, 900))
	p.Reflow()
	p.ScrollBy(1000)
	want(t, "the end of what has grown", p.scroll.Offset.Y, 800)
	p.Refresh()
	want(t, "it asks for", p.MinSize(), fyne.NewSize(50, 40))
}

// headed is a list of nine rows in which the first, the fourth and the fifth
// are heads, of 30 units each.
func headed(t *testing.T) (l *List, c *paintedCanvas) {
	t.Helper()
	l, _ = numbers(0)
	l.HeadHeight = 30
	c = show(t, l, 200, 160)
	l.SetHeaded(9, 1, 0, 3, 4)
	return l, c
}

func TestHeadsAreNeverSelected(t *testing.T) {
	l, c := headed(t)
	var told []int
	l.OnSelect = func(i int) { told = append(told, i) }
	c.Focus(l)
	for _, name := range []fyne.KeyName{fyne.KeyUp, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyEnd, fyne.KeyHome} {
		key(c, name)
	}
	wantAll(t, "selected", told, 2, 5, 2, 8, 1)
	for _, row := range shown[*listRow](l) {
		row.Tapped(nil)
		want(t, "the pointer is that of a row", row.Cursor() == desktop.Cursor(desktop.PointerCursor), row.index != 0 && row.index != 3)
	}
	want(t, "selected by a tap", l.Selected(), 2)
}

func TestAListOfHeadsAloneHasNoSelection(t *testing.T) {
	l, c := headed(t)
	l.SetHeaded(2, -1, 0, 1)
	c.Focus(l)
	key(c, fyne.KeyDown)
	key(c, fyne.KeyUp)
	want(t, "selected", l.Selected(), -1)
}

func TestHeadsHaveAHeightOfTheirOwn(t *testing.T) {
	l, _ := headed(t)
	want(t, "the height of all", l.rows.MinSize().Height, 3*30+6*40+20)
	var tops []float32
	for _, row := range shown[*listRow](l) {
		tops = append(tops, row.Position().Y)
	}
	wantAll(t, "the tops in sight", tops, 0, 30, 90, 130)
}

func TestAFirstRowIsBroughtInSightWithItsHead(t *testing.T) {
	l, _ := headed(t)
	l.Step(8)
	l.Step(-3) // the sixth row, below two heads
	want(t, "selected", l.Selected(), 5)
	want(t, "in sight", lines(l)[0], "3")
}

func TestATapCanBeTakenFromTheSelection(t *testing.T) {
	l, _ := numbers(3)
	show(t, l, 200, 400)
	var tapped []int
	l.OnTap = func(i int) { tapped = append(tapped, i) }
	l.OnSelect = func(int) { t.Error("the selection was told") }
	shown[*listRow](l)[2].Tapped(nil)
	shown[*listRow](l)[2].Tapped(nil)
	wantAll(t, "tapped", tapped, 2, 2)
	want(t, "selected", l.Selected(), 2)
}

func TestAKeyCanBeTakenFromTheList(t *testing.T) {
	l, _ := numbers(3)
	c := show(t, l, 200, 400)
	taken := 0
	l.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name == fyne.KeyReturn && l.TakePress() {
			taken++
		}
		return ev.Name == fyne.KeyReturn
	}
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		if ev.Name == fyne.KeyReturn {
			t.Error("it was handed on")
		}
	})
	c.Focus(l)
	key(c, fyne.KeyReturn)
	key(c, fyne.KeyDown)
	want(t, "taken", taken, 1)
	want(t, "selected", l.Selected(), 1)
}

func TestWhatIsSelectedFarDownIsShownAtOnce(t *testing.T) {
	l, _ := numbers(0)
	show(t, l, 200, 400)
	l.Set(100, 90)
	if rows := lines(l); len(rows) == 0 || rows[len(rows)-1] != "90 selected" {
		t.Errorf("the rows in sight are %q", rows)
	}
	l.Resize(fyne.NewSize(200, 120))
	if rows := lines(l); len(rows) == 0 || rows[len(rows)-1] != "90 selected" {
		t.Errorf("in less room the rows in sight are %q", rows)
	}
}
