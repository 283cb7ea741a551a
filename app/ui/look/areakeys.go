package look

import (
	"runtime"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// KeyDown is Fyne's.
func (a *Area) KeyDown(*fyne.KeyEvent) { a.skips, a.armed = false, true }

// KeyUp is the driver's.
func (a *Area) KeyUp(*fyne.KeyEvent) {}

// TypedRune types a letter.
func (a *Area) TypedRune(r rune) {
	if a.skips || unicode.IsControl(r) || a.kind == AreaLine && r == LineBreak {
		return
	}
	a.put(string(r))
}

// TypedKey moves the caret, edits, or hands the key on.
func (a *Area) TypedKey(ev *fyne.KeyEvent) {
	if a.OnKey != nil && a.OnKey(ev) || a.moves(ev) || a.edits(ev) {
		return
	}
	if a.armed || !onDesktop(a) { // once, however long it is held
		a.armed = false
		HandOn(a, ev)
	}
}

// edits changes the text if the key is one for that.
func (a *Area) edits(ev *fyne.KeyEvent) bool {
	from, to := a.Selection()
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		switch {
		case a.kind == AreaLine:
			return false
		case a.kind == AreaList && ShiftHeld():
			a.put(string(LineBreak))
		default:
			a.put("\n")
		}
	case fyne.KeyBackspace:
		if from == to {
			from = a.step(from, -1)
		}
		a.edit(from, to-from, "")
	case fyne.KeyDelete:
		if from == to {
			to = a.step(to, 1)
		}
		a.edit(from, to-from, "")
	default:
		return false
	}
	return true
}

// moves moves the caret if the key is one for that.
func (a *Area) moves(ev *fyne.KeyEvent) bool {
	from, to := a.Selection()
	collapses := from < to && !ShiftHeld()
	switch ev.Name {
	case fyne.KeyLeft:
		if collapses {
			a.goTo(from)
		} else {
			a.goTo(a.step(a.caret, -1))
		}
	case fyne.KeyRight:
		if collapses {
			a.goTo(to)
		} else {
			a.goTo(a.step(a.caret, 1))
		}
	case fyne.KeyUp:
		a.goUp(-1)
	case fyne.KeyDown:
		a.goUp(1)
	case fyne.KeyPageUp:
		a.goUp(-a.page())
	case fyne.KeyPageDown:
		a.goUp(a.page())
	case fyne.KeyHome:
		a.goTo(a.lineEdge(false))
	case fyne.KeyEnd:
		a.goTo(a.lineEdge(true))
	default:
		return false
	}
	return true
}

// goTo moves the caret; with Shift held the selection goes with it.
func (a *Area) goTo(at int) {
	a.caret, a.goal = at, -1
	if !ShiftHeld() {
		a.anchor = at
	}
	a.moved()
}

// goUp moves the caret by so many lines, below zero upwards, as far from the
// left as it was when that began.
func (a *Area) goUp(by int) {
	row, x := a.text.rowOf(a.caret)
	if a.goal >= 0 {
		x = a.goal
	}
	at := 0
	switch {
	case row+by < 0:
	case row+by >= a.text.rows:
		at = a.text.length()
	default:
		at = a.text.hit(row+by, x)
	}
	a.goTo(at)
	a.goal = x
}

// page is how many lines are in sight.
func (a *Area) page() int {
	sight := (a.bottom - a.top) / 3 // as much again is painted above and below
	return max(1, int(sight/lineOf(SizeBody))-2)
}

// step is the place a letter further on, or back.
func (a *Area) step(at, by int) int {
	s := a.text.spotOf(at)
	text := a.text.paragraphs[s.paragraph].text
	switch {
	case by < 0 && s.col == 0:
		return max(0, at-1)
	case by < 0:
		return at - s.col + before(text, s.col)
	case s.col == len(text):
		return min(at+1, a.text.length())
	}
	return at - s.col + after(text, s.col)
}

// wordStep is the place a word further on, or back.
func (a *Area) wordStep(at, by int) int {
	s := a.text.spotOf(at)
	text := a.text.paragraphs[s.paragraph].text
	switch {
	case by < 0 && s.col == 0, by > 0 && s.col == len(text):
		return a.step(at, by)
	case by < 0:
		return at - s.col + wordBefore(text, s.col)
	}
	return at - s.col + wordAfter(text, s.col)
}

// lineEdge is the beginning or the end of the line that the caret is shown in.
func (a *Area) lineEdge(end bool) int {
	s := a.text.spotOf(a.caret)
	p := &a.text.paragraphs[s.paragraph]
	line := p.lineAt(s.col)
	col := p.starts[line]
	if end {
		col = p.end(line)
		if line < len(p.starts)-1 {
			col = p.starts[line] + len(p.line(line)) // the place after its blanks is shown in the next line
		}
	}
	return a.caret - s.col + col
}

// TypedShortcut takes those that edit and hands the others on.
func (a *Area) TypedShortcut(s fyne.Shortcut) {
	switch s := s.(type) {
	case *fyne.ShortcutCopy:
		a.copyTo(s.Clipboard)
	case *fyne.ShortcutCut:
		if a.copyTo(s.Clipboard) {
			a.put("")
		}
	case *fyne.ShortcutPaste:
		a.paste(s.Clipboard.Content())
	case *fyne.ShortcutSelectAll:
		a.Select(0, a.text.length())
	case *desktop.CustomShortcut:
		if !a.custom(s) {
			HandOnShortcut(a, s)
		}
	default:
		HandOnShortcut(a, s)
	}
}

func (a *Area) copyTo(c fyne.Clipboard) bool {
	text := a.Selected()
	if text == "" || c == nil {
		return false
	}
	c.SetContent(strings.ReplaceAll(text, string(LineBreak), "\n"))
	return true
}

// paste puts in what was copied. A list takes bullets off: it has its own.
func (a *Area) paste(text string) {
	text = typeable(text, a.kind == AreaLine)
	if a.kind == AreaList {
		lines := strings.Split(text, "\n")
		for i, line := range lines {
			lines[i] = withoutBullet(line)
		}
		text = strings.Join(lines, "\n")
	}
	if text != "" {
		a.put(text)
	}
}

// withoutBullet takes the sign off with which a line of a list begins.
func withoutBullet(line string) string {
	bare := strings.TrimLeft(line, " \t")
	for _, sign := range []string{"- ", "* ", "+ ", "• ", "– ", "● "} {
		if rest, ok := strings.CutPrefix(bare, sign); ok {
			return strings.TrimLeft(rest, " \t")
		}
	}
	return line
}

// custom does what a shortcut of the area's own does, and tells whether it is one.
func (a *Area) custom(s *desktop.CustomShortcut) bool {
	word, whole := fyne.KeyModifierControl, fyne.KeyModifierControl
	if runtime.GOOS == "darwin" {
		word, whole = fyne.KeyModifierAlt, fyne.KeyModifierSuper
	}
	switch s.Modifier &^ fyne.KeyModifierShift {
	case word:
		if a.byWords(s.KeyName) {
			return true
		}
	case fyne.KeyModifierAlt:
		if a.kind != AreaLine && (s.KeyName == fyne.KeyUp || s.KeyName == fyne.KeyDown) {
			by := 1
			if s.KeyName == fyne.KeyUp {
				by = -1
			}
			a.moveEntries(by)
			return true
		}
	}
	return s.Modifier&^fyne.KeyModifierShift == whole && a.toEdges(s.KeyName)
}

func (a *Area) byWords(key fyne.KeyName) bool {
	from, to := a.Selection()
	switch key {
	case fyne.KeyLeft:
		a.goTo(a.wordStep(a.caret, -1))
	case fyne.KeyRight:
		a.goTo(a.wordStep(a.caret, 1))
	case fyne.KeyBackspace:
		if from == to {
			from = a.wordStep(from, -1)
		}
		a.edit(from, to-from, "")
	case fyne.KeyDelete:
		if from == to {
			to = a.wordStep(to, 1)
		}
		a.edit(from, to-from, "")
	default:
		return false
	}
	return true
}

func (a *Area) toEdges(key fyne.KeyName) bool {
	switch {
	case key == fyne.KeyHome, runtime.GOOS == "darwin" && key == fyne.KeyUp:
		a.goTo(0)
	case key == fyne.KeyEnd, runtime.GOOS == "darwin" && key == fyne.KeyDown:
		a.goTo(a.text.length())
	case runtime.GOOS == "darwin" && key == fyne.KeyLeft:
		a.goTo(a.lineEdge(false))
	case runtime.GOOS == "darwin" && key == fyne.KeyRight:
		a.goTo(a.lineEdge(true))
	default:
		return false
	}
	return true
}

// MouseDown puts the caret under the pointer.
func (a *Area) MouseDown(ev *desktop.MouseEvent) {
	if c := fyne.CurrentApp().Driver().CanvasForObject(a); c != nil && !a.focused {
		c.Focus(a)
	}
	if from, to := a.Selection(); ev.Button == desktop.MouseButtonSecondary && from < to {
		return
	}
	a.goTo(a.under(ev.Position))
}

// MouseUp is the driver's.
func (a *Area) MouseUp(*desktop.MouseEvent) {}

// Dragged selects from where the button was pressed to the pointer.
func (a *Area) Dragged(ev *fyne.DragEvent) {
	a.caret, a.goal = a.under(ev.Position), -1
	a.moved()
}

// DragEnd is the driver's.
func (a *Area) DragEnd() {}

// DoubleTapped selects the word under the pointer.
func (a *Area) DoubleTapped(ev *fyne.PointEvent) {
	at := a.under(ev.Position)
	s := a.text.spotOf(at)
	text := a.text.paragraphs[s.paragraph].text
	to := s.col
	if to < len(text) && wordLetter(text[to:]) {
		to = wordAfter(text, to)
	}
	from := to
	if to > 0 && wordLetter(text[before(text, to):]) {
		from = wordBefore(text, to)
	}
	a.Select(at-s.col+from, at-s.col+to)
}

// Cursor is that of a text.
func (a *Area) Cursor() desktop.Cursor { return desktop.TextCursor }

// under gives the place in the text that is nearest to a point.
func (a *Area) under(p fyne.Position) int {
	row := int((p.Y - U(areaEnds)) / lineOf(SizeBody))
	switch {
	case p.Y < U(areaEnds):
		row = 0
	case row >= a.text.rows:
		return a.text.length()
	}
	return a.text.hit(row, p.X-U(areaSides)-a.indent())
}
