package look

import (
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"
)

// Entry is a file or a folder in a Browser.
type Entry struct {
	Name   string
	Folder bool
}

// Folders is what a Browser knows of the files of the machine.
type Folders struct {
	// Read gives what a folder holds that is to be shown, folders first, and
	// calls done with it on the main thread.
	Read func(dir string, done func(entries []Entry, err error))
	// Expand makes a whole path of what was typed, "~" included.
	Expand func(path string) (string, error)
}

// Browser is a dialog in which files of one folder are chosen by keyboard: a
// field that narrows the list or takes a path, and the list of what is there.
// Enter opens a folder or takes a file; Backspace in an empty field goes up.
type Browser struct {
	// OnClosed is called when the dialog is gone.
	OnClosed func()

	canvas  fyne.Canvas
	folders Folders
	all     func(n int) string
	taken   func(paths []string)

	dir     string
	entries []Entry
	rows    []browserRow
	asked   int // counts what was read, so that a slow folder does not overtake

	popup  *widget.PopUp
	where  *Prose
	field  *Field
	list   *List
	told   *Prose
	middle *fyne.Container
}

// browserRow is what a row of the list stands for.
type browserRow struct {
	text  string
	aside string
	up    bool
	every bool // all files of the folder
	entry Entry
}

// Browse opens a browser at a folder. All words the row that takes every file
// of a folder, which is there from two files on; taken is told what was chosen.
func Browse(c fyne.Canvas, title, dir string, folders Folders, all func(n int) string, taken func(paths []string)) *Browser {
	b := &Browser{canvas: c, folders: folders, all: all, taken: taken}
	b.where = NewProse("", SizeSmall, ColourQuiet).AtMost(2)
	b.field = NewField("Type to narrow, or a path")
	b.field.OnChanged = func(string) { b.narrow() }
	b.field.OnKey = b.onFieldKey
	b.field.OnLeave = b.onLeave
	b.list = NewList(pickRow, pickRow, b.row)
	b.list.OnKey = b.onListKey
	b.list.OnTap = func(i int) { b.take(i) }
	b.told = NewProse("", SizeBody, ColourQuiet)
	b.middle = Layers(b.list, b.told)
	head := Column(10, NewProse(title, SizeLead, ColourText).AtMost(2), b.where, b.field)
	foot := Spread(16, NewHint("Enter", "open", func() { b.take(b.list.Selected()) }), NewHint("↑↓", "choose", nil),
		NewHint("←", "the folder above", func() { b.goTo(filepath.Dir(b.dir)) }), NewHint("Esc", "leave", b.Close))
	top, bottom := Padded(22, 20, 22, 10, head), Inset(22, 16, foot)
	body := Frame(top, bottom, Inset(22, 0, b.middle))
	b.popup = widget.NewModalPopUp(container.New(browserLayout{b, top, bottom}, body), c)
	b.popup.Show()
	b.Focus()
	b.goTo(dir)
	return b
}

// Focus gives the keyboard to the field.
func (b *Browser) Focus() { b.canvas.Focus(b.field) }

// Close takes the browser away.
func (b *Browser) Close() {
	b.asked++ // what is still being read is of no interest
	b.popup.Hide()
	if b.OnClosed != nil {
		b.OnClosed()
	}
}

// Dir is the folder that is shown.
func (b *Browser) Dir() string { return b.dir }

// goTo shows another folder; where it cannot be read it says so, and the one
// before stays one key away.
func (b *Browser) goTo(dir string) {
	from := b.dir
	b.asked++
	asked := b.asked
	b.folders.Read(dir, func(entries []Entry, err error) {
		if asked != b.asked {
			return
		}
		b.dir, b.entries = dir, entries
		b.where.Set(Run{Text: dir, Colour: ColourQuiet})
		b.field.SetText("")
		b.narrow()
		if err != nil {
			b.say(err.Error())
		}
		for i, r := range b.rows {
			if r.entry.Folder && filepath.Join(dir, r.entry.Name) == from {
				b.list.Set(len(b.rows), i) // back where one came from
			}
		}
	})
}

// narrow shows what the field asks for.
func (b *Browser) narrow() {
	text := strings.ToLower(strings.TrimSpace(b.field.Text))
	b.rows = b.rows[:0]
	files := 0
	for _, e := range b.entries {
		if !e.Folder {
			files++
		}
	}
	if text == "" || isPath(text) {
		if parent := filepath.Dir(b.dir); parent != b.dir {
			b.rows = append(b.rows, browserRow{text: "..", aside: "the folder above", up: true})
		}
		if files > 1 {
			b.rows = append(b.rows, browserRow{text: b.all(files), every: true})
		}
		text = ""
	}
	first := -1
	for _, e := range b.entries {
		if !strings.Contains(strings.ToLower(e.Name), text) {
			continue
		}
		if first < 0 {
			first = len(b.rows) // not the folder above
		}
		aside := ""
		if e.Folder {
			aside = "folder"
		}
		b.rows = append(b.rows, browserRow{text: e.Name, aside: aside, entry: e})
	}
	if files > 1 && text == "" {
		first = 1
		if b.rows[0].every {
			first = 0
		}
	}
	b.list.Set(len(b.rows), max(first, min(0, len(b.rows)-1)))
	words := ""
	if len(b.rows) == 0 {
		words = "Nothing of that name here. Esc in the field shows all again."
	}
	b.say(words)
}

func (b *Browser) say(words string) {
	b.told.Set(Run{Text: words, Colour: ColourQuiet})
	b.told.Hidden = words == ""
	b.list.Hidden = words != ""
	b.middle.Refresh()
}

// isPath tells whether what is typed is a path rather than a part of a name.
func isPath(text string) bool {
	return strings.HasPrefix(text, "~") || strings.ContainsAny(text, `/\`)
}

// take opens the folder of a row, or takes its file.
func (b *Browser) take(i int) {
	if i < 0 || i >= len(b.rows) {
		return
	}
	switch r := b.rows[i]; {
	case r.up:
		b.goTo(filepath.Dir(b.dir))
	case r.every:
		var paths []string
		for _, e := range b.entries {
			if !e.Folder {
				paths = append(paths, filepath.Join(b.dir, e.Name))
			}
		}
		b.finish(paths)
	case r.entry.Folder:
		b.goTo(filepath.Join(b.dir, r.entry.Name))
	default:
		b.finish([]string{filepath.Join(b.dir, r.entry.Name)})
	}
}

func (b *Browser) finish(paths []string) {
	b.Close()
	b.taken(paths)
}

// enter takes the row that is selected, or follows a path that was typed: to
// the folder, or to the file in its folder.
func (b *Browser) enter() {
	if !isPath(b.field.Text) {
		b.take(b.list.Selected())
		return
	}
	path, err := b.folders.Expand(strings.TrimSpace(b.field.Text))
	if err != nil {
		b.say(err.Error())
		return
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(b.dir, path)
	}
	b.asked++
	asked := b.asked
	b.folders.Read(path, func(_ []Entry, err error) {
		switch {
		case asked != b.asked:
		case err == nil:
			b.goTo(path)
		default:
			b.finish([]string{path}) // a file, or what whoever takes it says of it
		}
	})
}

func (b *Browser) onFieldKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp, fyne.KeyDown, fyne.KeyPageUp, fyne.KeyPageDown:
		return b.list.Navigate(ev)
	case fyne.KeyReturn, fyne.KeyEnter:
		if b.field.TakePress() {
			b.enter()
		}
		return true
	case fyne.KeyBackspace, fyne.KeyLeft:
		if b.field.Text == "" && b.field.TakePress() {
			b.goTo(filepath.Dir(b.dir))
			return true
		}
	}
	return false
}

func (b *Browser) onListKey(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyReturn, fyne.KeyEnter, fyne.KeySpace, fyne.KeyRight:
		if b.list.TakePress() {
			b.take(b.list.Selected())
		}
		return true
	case fyne.KeyLeft, fyne.KeyBackspace:
		if b.list.TakePress() {
			b.goTo(filepath.Dir(b.dir))
		}
		return true
	case fyne.KeyEscape:
		b.Close()
		return true
	}
	return false
}

func (b *Browser) onLeave() {
	if b.field.Text != "" {
		b.field.SetText("")
		return
	}
	b.Close()
}

// row makes a row of the list.
func (b *Browser) row(i int, selected bool) fyne.CanvasObject {
	r := b.rows[i]
	fill, icon := ColourBackground, theme.FileTextIcon()
	if selected {
		fill = ColourRaised
	}
	switch {
	case r.up:
		icon = theme.MoveUpIcon()
	case r.entry.Folder, r.every:
		icon = theme.FolderIcon()
	}
	mark := Square(20, widget.NewIcon(icon))
	text, aside := NewText(r.text, SizeBody, ColourText).Clips(), NewText(r.aside, SizeSmall, ColourQuiet)
	line := &fyne.Container{Layout: pickLine{mark, text, aside}, Objects: []fyne.CanvasObject{mark, text, aside}}
	return Layers(NewBox(fill, 8), Inset(10, 4, line))
}

// browserLayout gives a browser a steady size, and no more than the window has.
type browserLayout struct {
	browser      *Browser
	head, bottom *fyne.Container
}

func (l browserLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	window := l.browser.canvas.Size()
	width := min(U(620), window.Width-U(40))
	height := HeightFor(l.head, width) + 9*U(pickRow) + HeightFor(l.bottom, width)
	return fyne.NewSize(width, min(height, window.Height-U(40)))
}

func (browserLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	for _, o := range objects {
		o.Move(fyne.NewPos(0, 0))
		o.Resize(size)
	}
}
