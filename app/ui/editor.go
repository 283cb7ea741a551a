package ui

import (
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/health"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// looksAfter is how long nothing is typed before the story's health is looked
// at again.
const looksAfter = 300 * time.Millisecond

// editorScreen is a story while it is edited. The texts are in the document;
// what is shown beside them is derived of it, here.
type editorScreen struct {
	shell *Shell
	doc   *editing.Document
	file  storyFile
	view  *editorView

	words rehearsal.WordCounts
	plan  rehearsal.Plan
	fault error // why there is no plan
	found []health.Observation

	stopLook func() // what is to look at the health soon; nil for nothing
	looks    int    // counts the looks, so that a late one is not shown
	hidden   bool   // whether what was dismissed is left out
	touched  map[editing.Field]bool
	going    editorPlace // where to go as soon as it is shown

	lastField editing.Field // that one was in before the health
	comparing bool          // it gives way to the comparison with its file
	abandoned bool          // nothing of it is to be saved any more
	tray      bool          // where there is no room beside the fields: the health is shown, not they
}

// editorPlace is a place in a story: a key as a problem names it, and a stretch
// of its value. The zero value is the title.
type editorPlace struct {
	key            string
	offset, length int
}

// newEditor makes the screen for a story as its file has it.
func newEditor(s *Shell, doc *editing.Document, file storyFile) *editorScreen {
	sc := &editorScreen{shell: s, doc: doc, file: file, hidden: true, touched: map[editing.Field]bool{}}
	sc.words = rehearsal.CountWords(doc.Story())
	sc.replan()
	return sc
}

func (sc *editorScreen) content() fyne.CanvasObject {
	sc.view = newEditorView(sc)
	return sc.view.object
}

func (sc *editorScreen) shown() {
	sc.comparing = false
	sc.view.showAll()
	sc.showBanner()
	sc.look()
	place := sc.going
	sc.going = editorPlace{}
	sc.goTo(place)
	sc.shell.parts.Files.Reread() // what has changed since is told by onLibrary
}

// left is called when another screen takes the window: nothing typed is lost.
func (sc *editorScreen) left() {
	if sc.stopLook != nil {
		sc.stopLook()
		sc.stopLook = nil
	}
	if sc.comparing || sc.abandoned {
		return
	}
	sc.doc.Rest()
	sc.keepCopy()
	if sc.file.disk != nil {
		sc.tellAway(sc.file.disk.away())
		return
	}
	sc.save()
	if !sc.file.leave && sc.doc.Dirty() && len(sc.doc.Faults(sc.shell.settings.Limit)) > 0 {
		sc.tellAway("not all of it could be saved. What you wrote is kept aside.")
	}
	sc.file.leave = false
}

// replan plans the story as it is now.
func (sc *editorScreen) replan() {
	sc.plan, sc.fault = rehearsal.NewPlan(sc.doc.Story(), planOptions(sc.shell.settings, 0))
}

func (sc *editorScreen) fit() rehearsal.Fit {
	return rehearsal.NewFitOf(sc.words, sc.plan, sc.shell.settings.Pace)
}

// faults are what cannot be saved, without those of fields that the person has
// not come to yet.
func (sc *editorScreen) faults() map[editing.Field]string {
	faults := sc.doc.Faults(sc.shell.settings.Limit)
	if !sc.touched[editing.Title] && sc.file.path == "" {
		delete(faults, editing.Title)
	}
	return faults
}

// onEdit is told what the person has typed.
func (sc *editorScreen) onEdit(f editing.Field, e look.Edit) {
	sc.doc.Type(sc.shell.parts.Now(), editing.Change{
		Field: f, At: e.At, Removed: e.Removed, Inserted: e.Inserted, Before: e.Before, After: e.After,
	})
	sc.touched[f] = true
	sc.changed(f)
}

// set changes fields that are not typed into, as one step.
func (sc *editorScreen) set(texts map[editing.Field]string) {
	sc.show(sc.doc.Set(texts))
}

// changed brings up to date what depends on a field.
func (sc *editorScreen) changed(f editing.Field) {
	if n := f.Section(); n != "" && f == editing.Script(n) {
		sc.words[n] = story.Words(sc.doc.Story().Section(n).Script)
	}
	sc.replan()
	sc.view.showDerived()
	sc.lookSoon()
	sc.copySoon()
}

// show shows changes that did not come from the keyboard.
func (sc *editorScreen) show(changes []editing.Change) {
	for _, c := range changes {
		if a := sc.view.areas[c.Field]; a != nil {
			a.Apply(look.Edit{At: c.At, Removed: c.Removed, Inserted: c.Inserted, Before: c.Before, After: c.After})
		}
		sc.touched[c.Field] = true
		sc.changed(c.Field)
	}
	if len(changes) > 0 {
		sc.view.showChosen()
	}
}

// undo takes back what was done last, here; and where there is nothing, what
// the foot of the window offers to undo.
func (sc *editorScreen) undo() {
	if !sc.doc.CanUndo() {
		sc.shell.undo()
		return
	}
	sc.replay(sc.doc.Undo())
}

func (sc *editorScreen) redo() { sc.replay(sc.doc.Redo()) }

// replay shows what was taken back or done again, and goes to where it is.
func (sc *editorScreen) replay(changes []editing.Change) {
	sc.show(changes)
	if len(changes) == 0 {
		return
	}
	last := changes[len(changes)-1]
	if a := sc.view.areas[last.Field]; a != nil {
		sc.view.openFields()
		sc.shell.focus(a)
		a.Select(last.After, last.After)
	}
}

// onLeftField is called when the person has left a field: it is saved then.
func (sc *editorScreen) onLeftField(f editing.Field) {
	sc.doc.Rest()
	sc.touched[f] = true
	sc.view.showFaults()
	sc.save()
}

// lookSoon looks at the health when nothing is typed for a moment.
func (sc *editorScreen) lookSoon() {
	if sc.stopLook != nil {
		sc.stopLook()
	}
	sc.stopLook = sc.shell.parts.After(looksAfter, sc.look)
}

// look looks at the story's health, beside the main thread: a long story takes
// some milliseconds.
func (sc *editorScreen) look() {
	sc.stopLook = nil
	sc.looks++
	look, st, plan, pace := sc.looks, sc.doc.Story(), sc.plan, sc.shell.settings.Pace
	sc.shell.parts.Beside(func() {
		found := health.All(st, plan, pace)
		sc.shell.parts.Main(func() {
			if look == sc.looks && sc.shell.now == sc {
				sc.found = found
				sc.view.showHealth()
			}
		})
	})
}

// goTo goes to a place of the story and selects it.
func (sc *editorScreen) goTo(p editorPlace) {
	sc.view.openFields()
	if p.key == "" {
		a := sc.view.areas[editing.Title]
		sc.shell.focus(a)
		a.SkipLetter()
		a.Select(len(a.Text()), len(a.Text()))
		return
	}
	f, from, to := sc.doc.Place(p.key, p.offset, p.length)
	if a := sc.view.areas[f]; a != nil {
		sc.shell.focus(a)
		a.SkipLetter()
		a.Select(from, to)
	}
}

// onSection goes to the section before or after the one that has the focus.
func (sc *editorScreen) onSection(by int) {
	stops := []editing.Field{editing.Title}
	for _, n := range story.SectionNames() {
		stops = append(stops, editing.Points(n))
	}
	stops = append(stops, editing.Polished)
	at := 0
	for i, f := range editing.Fields() {
		if sc.view.areas[f] == sc.view.focused() {
			for j, stop := range stops {
				if slices.Index(editing.Fields(), stop) <= i || stop.Section() != "" && stop.Section() == f.Section() {
					at = j
				}
			}
		}
	}
	a := sc.view.areas[stops[min(max(at+by, 0), len(stops)-1)]]
	sc.view.openFields()
	sc.shell.focus(a)
}

func (sc *editorScreen) press(ev *fyne.KeyEvent) {
	if sc.view.health.press(ev) {
		return
	}
	switch ev.Name {
	case fyne.KeyEscape:
		sc.onEsc()
	case fyne.KeyF1:
		sc.shell.showKeys()
	case fyne.KeyF2:
		sc.onMore()
	case fyne.KeyF4:
		sc.onQuestions()
	case fyne.KeyF5:
		sc.onCompare()
	case fyne.KeyF6:
		sc.onHealth()
	case fyne.KeyF7:
		sc.onSplit()
	}
}

// onShortcut does what a key does that is pressed with the one for shortcuts.
func (sc *editorScreen) onShortcut(key fyne.KeyName) {
	switch key {
	case fyne.KeyS:
		sc.onSave()
	case fyne.KeyR:
		sc.onRehearse()
	case fyne.KeyN:
		sc.shell.newStory()
	case fyne.KeyPageUp:
		sc.onSection(-1)
	case fyne.KeyPageDown:
		sc.onSection(1)
	}
}

func (sc *editorScreen) navigate(ev *fyne.KeyEvent) bool {
	if sc.view.health.navigate(ev) {
		return true
	}
	if sc.view.focused() != nil {
		return false
	}
	return scrollPage(sc.view.page, ev)
}

func (sc *editorScreen) keys() []keyHelp {
	return []keyHelp{
		{"Esc", "back to the story; everything is saved"},
		{shortcut("S"), "save now; leaving a field saves too"},
		{shortcut("Z"), "undo, in whichever field it was; " + shortcut("Shift+Z") + " or " + shortcut("Y") + " does it again"},
		{"Tab", "to the next field; Shift+Tab to the one before"},
		{shortcut("PgDn"), "to the next section; " + shortcut("PgUp") + " to the one before"},
		{"Alt+↑↓", "move the line up or down: the order of the points"},
		{"F4", "choose the questions that the story answers"},
		{"F6", "to what could be better, and back; there Enter goes to the place, D puts it aside, A shows what was put aside"},
		{"F7", "split the script of the section you are in among the sections"},
		{"F2", "more: open in your own editor, rename, duplicate, delete"},
		{shortcut("R"), "rehearse the story"},
		{shortcut("N"), "a new story"},
		{"F1", "this list"},
	}
}
