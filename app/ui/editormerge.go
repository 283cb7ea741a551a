package ui

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// mergeScreen shows what is typed and what the file has become side by side,
// field by field, and asks which to keep. Nothing is written before that.
type mergeScreen struct {
	editor      *editorScreen
	differences []editing.Difference
	theirs      map[editing.Field]bool
	page        *look.Page
	body        *fyne.Container
	plates      []*look.Plate // mine and the file's, in turn
	decided     bool          // or put off: the editor is shown next
}

// newMergeScreen compares an editor's story with its file. Where only one of
// the two was changed, that one is proposed; where both were, one's own.
func newMergeScreen(sc *editorScreen) *mergeScreen {
	m := &mergeScreen{editor: sc, differences: sc.doc.Against(sc.file.disk.story), theirs: map[editing.Field]bool{}}
	for _, d := range m.differences {
		m.theirs[d.Field] = d.TheirsChanged && !d.MineChanged
	}
	return m
}

func (m *mergeScreen) content() fyne.CanvasObject {
	m.page = look.NewPage(look.Column(0))
	m.body = look.Layers()
	m.page.SetContent(look.Column(0, look.Padded(30, 24, 30, 12, m.body)))
	m.fill()
	foot := look.Flow(10,
		look.NewButton(look.Primary, "Use these", "U", m.onUse),
		look.NewButton(look.Raised, "Keep mine", "M", func() { m.all(false) }),
		look.NewButton(look.Raised, "Take the file's", "F", func() { m.all(true) }),
		look.NewButton(look.Raised, "Not now", "Esc", m.onBack))
	return yielding(m.page, look.Padded(30, 8, 30, 18, foot))
}

// fill shows the differences as they are chosen now.
func (m *mergeScreen) fill() {
	name := m.editor.file.slug + story.Extension
	column := look.Column(12, look.NewHeading(name+" was changed elsewhere"),
		look.NewProse("Below is what differs. Nothing is lost: what you do not choose can be brought back with "+shortcut("Z")+".", look.SizeBody, look.ColourQuiet))
	if len(m.differences) == 0 {
		column.Objects = append(column.Objects, look.NewProse("Both say the same now.", look.SizeBody, look.ColourText))
	}
	m.plates = nil
	for _, d := range m.differences {
		mine, theirs := apart(d.Mine, d.Theirs)
		column.Objects = append(column.Objects, look.NewText(d.Field.Name(), look.SizeBody, look.ColourText).Bold(),
			look.Tiles(2, 240, 12, m.plate(d, "Mine", mine, false), m.plate(d, "The file's", theirs, true)))
	}
	m.editor.shell.replace(m.body, column)
	m.page.Reflow()
}

// plate makes one of the two versions of a field.
func (m *mergeScreen) plate(d editing.Difference, whose, text string, theirs bool) *look.Plate {
	chosen := m.theirs[d.Field] == theirs
	head := look.Run{Text: whose, Colour: look.ColourQuiet}
	if chosen {
		head = look.Run{Text: whose + ", chosen", Colour: look.ColourNever, Bold: true}
	}
	ink := look.ColourQuiet
	if chosen {
		ink = look.ColourText
	}
	if text == "" {
		text = "(nothing)"
	}
	p := look.NewPlate(whose+": "+d.Field.Name(), look.Column(6, look.NewRuns(look.SizeSmall, head), look.NewProse(text, look.SizeBody, ink)), func() {
		m.theirs[d.Field] = theirs
		m.fill()
	}).OnFocus(m.page.Reveal)
	m.plates = append(m.plates, p)
	return p
}

// apart gives two texts around what differs in them: a long script is the same
// in most of its length.
func apart(a, b string) (string, string) {
	const around, most = 80, 900
	a, b = strings.ReplaceAll(a, string(look.LineBreak), " / "), strings.ReplaceAll(b, string(look.LineBreak), " / ")
	if len(a) <= most && len(b) <= most {
		return a, b
	}
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < len(a)-start && end < len(b)-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	return piece(a, start-around, len(a)-end+around, most), piece(b, start-around, len(b)-end+around, most)
}

// piece is a stretch of a text, no longer than most bytes.
func piece(text string, from, to, most int) string {
	from, to = max(from, 0), min(to, len(text))
	before, after := "", ""
	if to-from > most {
		to = from + most
		after = fmt.Sprintf(" … and %s more", plural(story.Words(text[to:]), "word", "words"))
	} else if to < len(text) {
		after = " …"
	}
	if from > 0 {
		before = "… "
	}
	for from > 0 && !utf8.RuneStart(text[from]) {
		from--
	}
	for to < len(text) && !utf8.RuneStart(text[to]) {
		to++
	}
	return before + text[from:to] + after
}

func (m *mergeScreen) shown() {
	if len(m.plates) > 0 {
		m.editor.shell.focus(m.plates[0])
	}
}

// onLibrary is told that the stories were read: the file may be another again.
func (m *mergeScreen) onLibrary() { m.editor.onLibrary() }

func (m *mergeScreen) onBack() {
	m.decided = true
	m.editor.shell.show(m.editor)
}

// left is called when another screen takes the window.
func (m *mergeScreen) left() {
	if !m.decided {
		m.editor.keepCopy()
		m.editor.tellAway((&diskFile{}).away())
	}
}

func (m *mergeScreen) all(theirs bool) {
	for _, d := range m.differences {
		m.theirs[d.Field] = theirs
	}
	m.onUse()
}

// onUse goes on with what is chosen, and saves it.
func (m *mergeScreen) onUse() {
	if m.editor.file.disk == nil { // the file has become what it was
		m.onBack()
		return
	}
	var theirs []editing.Field
	for _, d := range m.differences {
		if m.theirs[d.Field] {
			theirs = append(theirs, d.Field)
		}
	}
	m.decided = true
	m.editor.settle(theirs)
}

func (m *mergeScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyEscape:
		m.onBack()
	case fyne.KeyU:
		m.onUse()
	case fyne.KeyM:
		m.all(false)
	case fyne.KeyF:
		m.all(true)
	}
}

// navigate goes from field to field with ↑ and ↓, and between the two versions
// with ← and →.
func (m *mergeScreen) navigate(ev *fyne.KeyEvent) bool {
	at := -1
	for i, p := range m.plates {
		if p.Focused() {
			at = i
		}
	}
	if at < 0 {
		return scrollPage(m.page, ev)
	}
	to := at
	switch ev.Name {
	case fyne.KeyUp:
		to -= 2
	case fyne.KeyDown:
		to += 2
	case fyne.KeyLeft:
		to = at &^ 1
	case fyne.KeyRight:
		to = at | 1
	default:
		return false
	}
	if to >= 0 && to < len(m.plates) {
		m.editor.shell.focus(m.plates[to])
	}
	return true
}

func (m *mergeScreen) keys() []keyHelp {
	return []keyHelp{
		{"↑↓←→", "between the versions"},
		{"Enter", "choose a version of the field"},
		{"U", "use what is chosen, and save it"},
		{"M", "keep all of mine"},
		{"F", "take all of the file's"},
		{"Esc", "back to the editor; nothing is decided"},
	}
}
