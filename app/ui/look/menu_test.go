package look

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

func TestAChoiceOpensAtThePresentEntryAndTellsTheOneChosen(t *testing.T) {
	b := NewButton(Raised, "Points", "", nil)
	c := show(t, Frame(b, nil, block(10, 10)), 800, 560)
	chosen, closed := -1, 0
	open := func() *Menu {
		return Choose(b, []string{"Script", "Lines", "Points", "Question"}, 2, func(i int) { chosen = i }, func() { closed++ })
	}
	menu := open()
	if at, _ := menu.Place(); at.Y < b.Size().Height {
		t.Errorf("the menu opens at %v, over its button", at)
	}
	key(c, fyne.KeyReturn)
	want(t, "chosen", chosen, 2)
	open()
	key(c, fyne.KeyUp)
	key(c, fyne.KeySpace)
	want(t, "chosen", chosen, 1)
	open()
	key(c, fyne.KeyUp)
	key(c, fyne.KeyEscape)
	want(t, "chosen after Esc", chosen, 1)
	want(t, "closed", closed, 3)
	want(t, "it is gone", c.Overlays().Top() == nil, true)
	want(t, "a choice of nothing opens", Choose(b, nil, 0, func(int) { chosen = 99 }, func() {}) != nil, false)
}

func TestAChoiceAtTheFootOfTheWindowOpensUpwardsAndFitsIt(t *testing.T) {
	b := NewButton(Raised, "Points", "", nil)
	show(t, Frame(nil, b, block(10, 10)), 400, 300)
	menu := Choose(b, []string{"One", "Two", "Three", strings.Repeat("a long entry ", 20)}, 0, func(int) {}, func() {})
	at, size := menu.Place()
	if end := at.Y + size.Height; end > 300-b.Size().Height {
		t.Errorf("the menu ends at %v, over its button", end)
	}
	if at.X < 0 || at.X+size.Width > 400 {
		t.Errorf("the menu is at %v, %v wide", at.X, size.Width)
	}
}

func TestAMenuHigherThanTheWindowScrollsWithItsKeys(t *testing.T) {
	b := NewButton(Raised, "Points", "", nil)
	c := show(t, Frame(b, nil, block(10, 10)), 400, 300)
	var texts []string
	for i := range 40 {
		texts = append(texts, fmt.Sprintf("Entry %d", i))
	}
	menu := Choose(b, texts, 0, func(int) {}, func() {})
	at, size := menu.Place()
	if at.Y < 0 || at.Y+size.Height > 300 {
		t.Errorf("the menu is at %v, %v high", at.Y, size.Height)
	}
	key(c, fyne.KeyEnd)
	want(t, "the last is in sight", strings.Contains(strings.Join(lines(menu.list), " "), "Entry 39"), true)
}
