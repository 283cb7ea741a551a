package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"starling/app/story"
)

// AreaKind is what is written in an area.
type AreaKind int

// The kinds of area.
const (
	AreaLine AreaKind = iota // one line, such as a title; a long one is shown in several
	AreaText                 // paragraphs
	AreaList                 // entries, one a line, each with a mark before it
)

// Area is a text to be written in, of any length: a key press costs the lines
// that it changes, and only what is in sight is painted. It grows with its
// text and never scrolls; the page that it lies on does.
//
// It keeps no undo of its own: it tells each change, and takes changes back by
// Apply. Tab leaves it. Keys and shortcuts that it has no use for are handed on.
type Area struct {
	widget.BaseWidget

	// OnEdit is told each change that the person makes, when it is made.
	OnEdit func(Edit)
	// OnKey is asked first about each key; what it takes, the area never sees.
	OnKey func(ev *fyne.KeyEvent) bool
	// OnFocus is called when the area gains the focus.
	OnFocus func(fyne.CanvasObject)
	// OnLeft is called when the area loses the focus.
	OnLeft func()
	// OnCaret is called when the caret has moved, so that a page can bring it in sight.
	OnCaret func(a *Area)
	// OnHeight is called when the area needs another height, before it is painted.
	OnHeight func()

	kind        AreaKind
	placeholder *Prose
	mark        story.SectionName
	rows        int // the least that are shown

	text          areaText
	caret, anchor int     // where one types, and where the selection begins
	goal          float32 // how far from the left ↑ and ↓ look; below zero: where the caret is
	focused       bool
	wrong         bool
	armed         bool // a key went down here that was not handed on yet
	skips         bool // until the next key goes down, what it types is another's

	top, bottom float32 // what is in sight; both zero where all is
	height      float32 // that was last asked for
}

// Declare conformity with the interfaces of the driver.
var (
	_ fyne.Focusable      = (*Area)(nil)
	_ fyne.Shortcutable   = (*Area)(nil)
	_ fyne.Draggable      = (*Area)(nil)
	_ fyne.DoubleTappable = (*Area)(nil)
	_ desktop.Keyable     = (*Area)(nil)
	_ desktop.Mouseable   = (*Area)(nil)
	_ desktop.Cursorable  = (*Area)(nil)
)

// NewArea makes an empty area. The placeholder says what belongs there while
// nothing does.
func NewArea(kind AreaKind, placeholder string) *Area {
	a := &Area{kind: kind, placeholder: NewProse(placeholder, SizeBody, ColourQuiet), rows: 1, goal: -1}
	a.text = newAreaText("")
	a.ExtendBaseWidget(a)
	return a
}

// Rows makes the area at least so many lines high, and gives the area back.
func (a *Area) Rows(n int) *Area { a.rows = n; return a }

// Marked gives the entries of a list a section's mark, and gives the area back.
func (a *Area) Marked(n story.SectionName) *Area { a.mark = n; return a }

// Text is what is written there.
func (a *Area) Text() string { return a.text.text() }

// Placeholder is what is shown while nothing is written.
func (a *Area) Placeholder() string { return a.placeholder.Text() }

// SetPlaceholder shows something else while nothing is written.
func (a *Area) SetPlaceholder(text string) {
	if text == a.Placeholder() {
		return
	}
	a.placeholder.Set(Run{Text: text, Colour: ColourQuiet})
	if a.empty() {
		a.Refresh()
	}
}

// SetText puts another text there, without telling OnEdit. Caret and selection
// stay where they are, as far as there is text.
func (a *Area) SetText(text string) {
	if text == a.Text() {
		return
	}
	a.text.set(text)
	a.caret, a.anchor = min(a.caret, len(text)), min(a.anchor, len(text))
	a.changed()
}

// Apply makes a change that did not come from the person, without telling
// OnEdit. The caret goes to where the change says.
func (a *Area) Apply(e Edit) {
	a.text.splice(e.At, len(e.Removed), e.Inserted)
	a.caret = min(max(e.After, 0), a.text.length())
	a.anchor, a.goal = a.caret, -1
	a.changed()
}

// SetWrong says that what is written there cannot be kept.
func (a *Area) SetWrong(on bool) {
	if a.wrong != on {
		a.wrong = on
		a.Refresh()
	}
}

// Caret is the byte of the text that the caret stands before.
func (a *Area) Caret() int { return a.caret }

// Selection is the stretch of the text that is selected.
func (a *Area) Selection() (from, to int) { return min(a.caret, a.anchor), max(a.caret, a.anchor) }

// Selected is what is selected.
func (a *Area) Selected() string { return a.text.between(a.Selection()) }

// Select selects a stretch of the text.
func (a *Area) Select(from, to int) {
	n := a.text.length()
	a.anchor, a.caret, a.goal = min(max(from, 0), n), min(max(to, 0), n), -1
	a.moved()
}

// SkipLetter keeps the letter of the key that is down from being typed: it is
// for a screen that gives the area the focus by a letter.
func (a *Area) SkipLetter() { a.skips = true }

// CaretAt is where the caret is painted, from the area's top, and how high it is.
func (a *Area) CaretAt() (y, height float32) {
	row, _ := a.text.rowOf(a.caret)
	return U(areaEnds) + float32(row)*lineOf(SizeBody), lineOf(SizeBody)
}

// SetSight says which part of the area is in sight, from its top; only that is
// painted, and as much again above and below.
func (a *Area) SetSight(top, bottom float32) {
	more := bottom - top
	if a.bottom > a.top && top >= a.top && bottom <= a.bottom || more <= 0 {
		return
	}
	a.top, a.bottom = top-more, bottom+more
	a.Refresh()
}

// changed lays out and paints what has changed.
func (a *Area) changed() {
	if height := a.HeightFor(a.Size().Width); height != a.height {
		a.height = height
		if a.OnHeight != nil {
			a.OnHeight()
		}
	}
	a.moved()
}

// moved paints the caret where it is now.
func (a *Area) moved() {
	a.Refresh()
	if a.OnCaret != nil && a.focused {
		a.OnCaret(a)
	}
}

// edit makes a change of the person's.
func (a *Area) edit(at, remove int, insert string) {
	e := Edit{At: at, Removed: a.text.between(at, at+remove), Inserted: insert, Before: a.caret, After: at + len(insert)}
	if e.Removed == e.Inserted {
		return
	}
	a.text.splice(at, remove, insert)
	a.caret, a.anchor, a.goal = e.After, e.After, -1
	if a.OnEdit != nil {
		a.OnEdit(e)
	}
	a.changed()
}

// put puts a text in place of what is selected.
func (a *Area) put(text string) {
	from, to := a.Selection()
	a.edit(from, to-from, text)
}

// HeightFor is the height that the text takes at a width.
func (a *Area) HeightFor(width float32) float32 {
	inner := a.inner(width)
	a.text.fit(inner, Size(SizeBody))
	rows := max(a.text.rows, a.rows)
	height := float32(rows) * lineOf(SizeBody)
	if a.placeholder.Text() != "" { // even while it is not shown: nothing moves when one begins to type
		height = max(height, a.placeholder.HeightFor(inner))
	}
	return height + 2*U(areaEnds)
}

// The room around the text, and for the mark before an entry, in units.
const (
	areaSides  = 10
	areaEnds   = 7
	areaIndent = 16
)

func (a *Area) indent() float32 {
	if a.kind == AreaList {
		return U(areaIndent)
	}
	return 0
}

// inner is the width that an area of a width has for its text. The caret needs
// some of it.
func (a *Area) inner(width float32) float32 {
	return max(U(20), width-2*U(areaSides)-a.indent()-U(2))
}

// lineOf is the height of a line of text.
func lineOf(size fyne.ThemeSizeName) float32 { return Size(size) * 1.45 }

// FocusGained is Fyne's.
func (a *Area) FocusGained() {
	a.focused = true
	a.Refresh()
	if a.OnFocus != nil {
		a.OnFocus(a)
	}
}

// FocusLost is Fyne's.
func (a *Area) FocusLost() {
	a.focused, a.skips, a.armed = false, false, false
	a.anchor = a.caret
	a.Refresh()
	if a.OnLeft != nil {
		a.OnLeft()
	}
}

// AcceptsTab is false: Tab goes on.
func (a *Area) AcceptsTab() bool { return false }

// entryAt gives the bounds of the line of the text, as it is written, that a
// place lies in.
func (a *Area) entryAt(at int) (from, to int) {
	s := a.text.spotOf(at)
	from = at - s.col
	return from, from + len(a.text.paragraphs[s.paragraph].text)
}

// moveEntries moves the lines that are selected past the one above or below.
func (a *Area) moveEntries(by int) {
	from, to := a.Selection()
	from, _ = a.entryAt(from)
	_, to = a.entryAt(to)
	caret, anchor := a.caret, a.anchor
	moved := a.text.between(from, to)
	switch {
	case by < 0 && from > 0:
		start, end := a.entryAt(from - 1)
		a.swap(start, to, moved+"\n"+a.text.between(start, end), start-from, caret, anchor)
	case by > 0 && to < a.text.length():
		_, end := a.entryAt(to + 1)
		passed := a.text.between(to+1, end)
		a.swap(from, end, passed+"\n"+moved, len(passed)+1, caret, anchor)
	}
}

// swap puts lines in another order, and moves caret and selection with them.
func (a *Area) swap(from, to int, text string, by, caret, anchor int) {
	e := Edit{At: from, Removed: a.text.between(from, to), Inserted: text, Before: caret, After: caret + by}
	if e.Removed == e.Inserted {
		return
	}
	a.text.splice(from, to-from, text)
	a.caret, a.anchor, a.goal = caret+by, anchor+by, -1
	if a.OnEdit != nil {
		a.OnEdit(e)
	}
	a.changed()
}

// empty tells whether nothing is written.
func (a *Area) empty() bool { return a.text.length() == 0 }
