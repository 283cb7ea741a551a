package ui

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/notes"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// The heights of the import's rows, in units.
const (
	importHeight         = 44
	importSelectedHeight = 88
)

// importLeast is how high the import's screen must be, in units, for its title
// to stand above what was found.
const importLeast = 320

// importScreen shows what notes hold before any of it is written: the stories
// with the sections that each has, the questions, and what found no place.
type importScreen struct {
	shell  *Shell
	from   screen // where one came from
	paths  []string
	found  *notes.Import
	failed string // why nothing could be read
	busy   bool   // it is being read, or written

	rows  []importRow
	heads []int
	list  *look.List
	box   *fyne.Container
	foot  *fyne.Container
}

// importRow is a row of the list: a head, a story, a question or a report.
type importRow struct {
	head    string
	item    *notes.Item
	text    string // of a question or a report
	aside   string // where it is
	content string // what it is about
}

// onImport asks which notes to import.
func (s *Shell) onImport() {
	b := look.Browse(s.window.Canvas(), "Which notes are to be imported?", s.notesDir(), look.Folders{
		Read: s.readNotes, Expand: settings.Expand,
	}, func(n int) string { return fmt.Sprintf("All %d notes in this folder", n) }, s.importNotes)
	b.OnClosed = s.release
	s.asked = b
}

// notesDir is where the browser opens: where notes were last looked for, else
// at home.
func (s *Shell) notesDir() string {
	if s.lastNotes != "" {
		return s.lastNotes
	}
	if home, err := os.UserHomeDir(); err == nil {
		return home
	}
	return s.library.Dir
}

// readNotes lists the folders and the notes in a folder.
func (s *Shell) readNotes(dir string, done func([]look.Entry, error)) {
	s.readFolder(dir, func(name string) bool {
		return slices.Contains(notes.Extensions(), strings.ToLower(filepath.Ext(name)))
	}, done)
}

// readFolder lists the folders in a folder, and the files that are wanted; what
// is hidden is for nobody to choose.
func (s *Shell) readFolder(dir string, wanted func(name string) bool, done func([]look.Entry, error)) {
	s.parts.Beside(func() {
		found, err := os.ReadDir(dir)
		if err != nil {
			err = fmt.Errorf("this folder cannot be read: %w. Choose another, or look at its permissions", err)
		}
		var entries []look.Entry
		for _, e := range found {
			name := e.Name()
			info, gone := os.Stat(filepath.Join(dir, name)) // a link counts as what it leads to
			if strings.HasPrefix(name, ".") || gone != nil {
				continue
			}
			if info.IsDir() || wanted(name) {
				entries = append(entries, look.Entry{Name: name, Folder: info.IsDir()})
			}
		}
		slices.SortStableFunc(entries, func(a, b look.Entry) int {
			return cmp.Or(rank(b.Folder)-rank(a.Folder), strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)))
		})
		s.parts.Main(func() { done(entries, err) })
	})
}

func rank(on bool) int {
	if on {
		return 1
	}
	return 0
}

// importNotes reads notes and shows what importing them would do. An answer
// that is under way goes on.
func (s *Shell) importNotes(paths []string) {
	if s.answering() {
		s.TellOf(stageNotice, underWay)
		return
	}
	if len(paths) == 0 {
		return
	}
	s.lastNotes = filepath.Dir(paths[0])
	screen := &importScreen{shell: s, from: s.now, paths: paths, busy: true}
	s.show(screen)
	screen.read()
}

// read reads the notes beside the main thread.
func (sc *importScreen) read() {
	sc.busy = true
	var found *notes.Import
	var err error
	sc.shell.parts.Beside(func() {
		found, err = notes.Prepare(sc.shell.ctx, sc.paths, sc.shell.library.Dir)
		sc.shell.parts.Main(func() {
			sc.busy = false
			if err != nil {
				sc.failed = err.Error()
			} else {
				sc.found = found
			}
			sc.again()
		})
	})
}

// again shows what is known now, if this screen is still the one shown.
func (sc *importScreen) again() {
	if sc.shell.now != sc {
		return
	}
	sc.fill()
	sc.shell.replace(sc.foot, sc.answers()...)
	sc.shell.replace(sc.box, sc.body())
	if sc.list != nil {
		sc.shell.focus(sc.list)
	}
}

func (sc *importScreen) content() fyne.CanvasObject {
	sc.fill()
	sc.foot = look.Flow(12, sc.answers()...)
	sc.box = look.Layers(sc.body())
	names := make([]string, len(sc.paths))
	for i, p := range sc.paths {
		names[i] = filepath.Base(p)
	}
	head := look.Column(6,
		look.NewHeading("Import notes"),
		look.NewProse("From "+strings.Join(names, ", ")+", into "+sc.shell.library.Dir, look.SizeSmall, look.ColourQuiet).AtMost(2))
	top := look.Padded(30, 20, 30, 0, head)
	return yieldingHead(top, look.Frame(top, look.Inset(30, 14, sc.foot), look.Padded(30, 10, 30, 0, sc.box)), importLeast)
}

// body is what is shown between head and foot.
func (sc *importScreen) body() fyne.CanvasObject {
	sc.list = nil
	switch {
	case sc.busy && sc.found == nil:
		return look.NewProse("Reading the notes …", look.SizeBody, look.ColourQuiet)
	case sc.failed != "":
		return look.NewPage(look.Column(8,
			look.NewProse(sc.failed, look.SizeBody, look.ColourText),
			look.NewProse("Nothing was written.", look.SizeBody, look.ColourQuiet)))
	}
	sc.list = look.NewList(importHeight, importSelectedHeight, sc.row)
	sc.list.HeadHeight = importHeight
	first := min(1, len(sc.rows)-1)
	sc.list.SetHeaded(len(sc.rows), first, sc.heads...)
	summary := look.NewProse(sc.summary(), look.SizeBody, look.ColourText)
	return look.Frame(look.Padded(0, 0, 0, 10, summary), nil, sc.list)
}

// fill makes the rows of what was found.
func (sc *importScreen) fill() {
	sc.rows, sc.heads = nil, nil
	if sc.found == nil {
		return
	}
	head := func(text string) {
		sc.heads = append(sc.heads, len(sc.rows))
		sc.rows = append(sc.rows, importRow{head: text})
	}
	if len(sc.found.Items) > 0 {
		head("Stories")
	}
	for i := range sc.found.Items {
		sc.rows = append(sc.rows, importRow{item: &sc.found.Items[i]})
	}
	for _, c := range sc.found.NewQuestions {
		head("Questions: " + c.Name)
		for _, q := range c.Questions {
			sc.rows = append(sc.rows, importRow{text: q.Text})
		}
	}
	if len(sc.found.Errors)+len(sc.found.Reports) > 0 {
		head("Left where it is, or to be looked at")
	}
	for _, err := range sc.found.Errors {
		sc.rows = append(sc.rows, importRow{text: err.Error()})
	}
	for _, r := range sc.found.Reports {
		sc.rows = append(sc.rows, importRow{text: r.Text, aside: placeOf(r), content: r.Content})
	}
}

// placeOf is where a report stands: the notes' own name, and the line.
func placeOf(r notes.Report) string {
	r.File = filepath.Base(r.File)
	return r.Place()
}

// summary says in a sentence or two what importing would do.
func (sc *importScreen) summary() string {
	im, n := sc.found, sc.found.Counts(notes.New)+sc.found.Counts(notes.Beside)
	var text []string
	if im.Changes() {
		text = append(text, "Nothing is written yet: "+counted(n, sc.questions())+" would be.")
	} else {
		text = append(text, "There is nothing new to import.")
	}
	if drafts := im.Drafts(); drafts > 0 {
		text = append(text, plural(drafts, "story lacks a section and would be a draft.", "stories lack a section and would be drafts."))
	}
	if there := im.Counts(notes.AlreadyThere); there > 0 {
		text = append(text, plural(there, "story was imported before and stays as it is.", "stories were imported before and stay as they are."))
	}
	if im.KnownQuestions > 0 {
		text = append(text, plural(im.KnownQuestions, "question is", "questions are")+" in your bank already.")
	}
	return strings.Join(text, " ")
}

// questions is how many questions are new.
func (sc *importScreen) questions() int {
	n := 0
	for _, c := range sc.found.NewQuestions {
		n += len(c.Questions)
	}
	return n
}

// answers are what can be done.
func (sc *importScreen) answers() []fyne.CanvasObject {
	leave := look.NewButton(look.Raised, "Leave", "Esc", sc.leave)
	if sc.busy || sc.found == nil || !sc.found.Changes() {
		return []fyne.CanvasObject{leave}
	}
	text := "Import"
	if !sc.shell.narrow() {
		text += " " + sc.what() // else it stands above
	}
	return []fyne.CanvasObject{look.NewButton(look.Primary, text, "Enter", sc.write), leave}
}

// what names what would be written: "5 stories and 8 questions".
func (sc *importScreen) what() string {
	return counted(sc.found.Counts(notes.New)+sc.found.Counts(notes.Beside), sc.questions())
}

// counted is "5 stories and 8 questions", "1 story" or "3 questions".
func counted(stories, questions int) string {
	var parts []string
	if stories > 0 {
		parts = append(parts, plural(stories, "story", "stories"))
	}
	if questions > 0 {
		parts = append(parts, plural(questions, "question", "questions"))
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, " and ")
}

func (sc *importScreen) row(i int, selected bool) fyne.CanvasObject {
	r := sc.rows[i]
	if r.head != "" {
		return look.Padded(2, 14, 0, 4, look.NewText(r.head, look.SizeSmall, look.ColourQuiet).Bold())
	}
	fill := look.ColourBackground
	if selected {
		fill = look.ColourRaised
	}
	return look.Layers(look.NewBox(fill, 8), look.Inset(10, 6, r.object(selected)))
}

// object is what a row shows; the selected one has room for more.
func (r importRow) object(selected bool) fyne.CanvasObject {
	if r.item != nil {
		title := look.NewText(r.item.Story.Title, look.SizeBody, look.ColourText).Clips()
		line := look.Ends(10, title, sectionsOf(r.item.Story))
		if !selected {
			return line
		}
		return look.Column(6, line, look.NewText(statusText(*r.item), look.SizeSmall, look.ColourQuiet).Clips())
	}
	if !selected {
		return look.NewText(r.text, look.SizeBody, look.ColourText).Clips()
	}
	aside := strings.Trim(r.aside+"  "+strings.Join(strings.Fields(r.content), " "), " ")
	return look.Column(2, look.NewProse(r.text, look.SizeBody, look.ColourText).AtMost(2), look.NewText(aside, look.SizeSmall, look.ColourQuiet).Clips())
}

// statusText says what would become of a story, and where it stands in the notes.
func statusText(i notes.Item) string {
	place := fmt.Sprintf("%s:%d", filepath.Base(i.File), i.Line)
	switch {
	case i.Status == notes.AlreadyThere:
		return place + " · imported before, as " + i.There + story.Extension + "; stays as it is"
	case i.Status == notes.Beside:
		return place + " · the notes have changed since " + i.There + story.Extension + "; would be written beside it, as " + i.Story.Slug + story.Extension
	case i.Story.Draft():
		return place + " · a draft: " + draftLack(i.Story) + "; would be " + i.Story.Slug + story.Extension
	}
	return place + " · would be " + i.Story.Slug + story.Extension
}

// draftLack says what a draft lacks.
func draftLack(st story.Story) string {
	var names []string
	for _, n := range st.Missing() {
		names = append(names, n.Title())
	}
	if len(names) == 0 {
		return "to be looked at"
	}
	return "nothing yet for " + strings.Join(names, ", ")
}

// sectionsOf shows which sections a story has: a badge for each, and a dash in
// the place of one that is missing.
func sectionsOf(st story.Story) fyne.CanvasObject {
	row := look.Row(4)
	for _, n := range story.SectionNames() {
		switch {
		case !st.Section(n).Empty():
			row.Objects = append(row.Objects, look.NewBadge(n, 22))
		case n != story.Lessons:
			row.Objects = append(row.Objects, look.Square(22, look.NewText("–", look.SizeBody, look.ColourQuiet).Centred()))
		}
	}
	return row
}

// write imports, and goes to a story that is new.
func (sc *importScreen) write() {
	if sc.busy || sc.found == nil || !sc.found.Changes() {
		return
	}
	sc.busy = true
	sc.shell.replace(sc.foot, sc.answers()...)
	sc.shell.parts.Beside(func() {
		written, err := sc.found.Write(sc.shell.ctx)
		sc.shell.parts.Main(func() {
			sc.busy = false
			if err == nil {
				sc.done(written)
				return
			}
			sc.failed, sc.found = err.Error(), nil
			sc.again()
		})
	})
}

// done tells what was written, and goes to a story that is new.
func (sc *importScreen) done(written notes.Written) {
	s := sc.shell
	s.parts.Reload(s.settings)
	if s.now == sc {
		if slug := sc.firstNew(); slug != "" {
			s.stories.expect(slug)
		}
		s.show(s.stories)
	}
	s.remark("Imported: " + counted(len(written.Paths), written.Questions) + ". Your notes are as they were.")
}

// firstNew is the story to go to: the first new one that can be rehearsed, or
// the first draft where all are.
func (sc *importScreen) firstNew() (slug string) {
	for _, i := range sc.found.Items {
		switch {
		case i.Status != notes.New && i.Status != notes.Beside:
		case !i.Story.Draft():
			return i.Story.Slug
		case slug == "":
			slug = i.Story.Slug
		}
	}
	return slug
}

func (sc *importScreen) leave() { sc.shell.show(sc.from) }

func (sc *importScreen) press(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter:
		sc.write()
	case fyne.KeyEscape:
		sc.leave()
	}
}

func (sc *importScreen) navigate(ev *fyne.KeyEvent) bool {
	return sc.list != nil && sc.list.Navigate(ev)
}

func (sc *importScreen) shown() {}

func (sc *importScreen) keys() []keyHelp {
	return []keyHelp{{"↑↓", "look through what was found"}, {"Enter", "import it"}, {"Esc", "leave, and write nothing"}}
}

// onDropped takes files and folders that were dropped on the window.
func (s *Shell) onDropped(uris []fyne.URI) {
	var paths []string
	for _, u := range uris {
		if u.Scheme() == "file" {
			paths = append(paths, filepath.FromSlash(u.Path()))
		}
	}
	s.importNotes(paths)
}
