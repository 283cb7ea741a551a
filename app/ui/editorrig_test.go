package ui

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// files are real files in the rig's folder; they can be made to fail.
type files struct {
	rig     *rig
	fails   error
	saves   int
	before  func() // is called before something is saved
	rereads int
}

func (f *files) Read(path string) ([]byte, error) {
	if f.fails != nil {
		return nil, f.fails
	}
	return os.ReadFile(path)
}

func (f *files) Save(path string, base []byte, s story.Story) ([]byte, error) {
	f.saves++
	if before := f.before; before != nil {
		f.before = nil
		before()
	}
	if f.fails != nil {
		return nil, f.fails
	}
	return story.Save(path, base, s)
}

func (f *files) SaveOver(path string, disk, base []byte, s story.Story) ([]byte, error) {
	return story.SaveOver(path, disk, base, s)
}

func (f *files) SaveAgain(path string, base []byte, s story.Story) ([]byte, error) {
	return story.SaveAgain(path, base, s)
}

func (f *files) Create(dir string, s story.Story) (string, []byte, error) {
	f.saves++
	if f.fails != nil {
		return "", nil, f.fails
	}
	s.Slug = ""
	path, err := story.Write(dir, s)
	if err != nil {
		return "", nil, err
	}
	data, err := os.ReadFile(path)
	return path, data, err
}

func (f *files) Rename(path, slug string) (string, error) {
	if f.fails != nil {
		return "", f.fails
	}
	err := story.Rename(f.rig.dir, fileOf(path, nil).slug, slug)
	return filepath.Join(f.rig.dir, slug+story.Extension), err
}

func (f *files) Duplicate(path string) (string, error) {
	slug, err := story.Duplicate(f.rig.dir, fileOf(path, nil).slug)
	return filepath.Join(f.rig.dir, slug+story.Extension), err
}

func (f *files) Trash(path string) (story.Trashed, error) {
	if f.fails != nil {
		return story.Trashed{}, f.fails
	}
	return story.Trash(f.rig.dir, fileOf(path, nil).slug)
}

func (f *files) Restore(t story.Trashed) error { return story.Restore(t) }

// Reread reads the folder as the app does: beside the main thread.
func (f *files) Reread() {
	f.rereads++
	if strings.HasPrefix(f.rig.dir, "testdata") {
		return // nothing is ever changed there
	}
	f.rig.beside = append(f.rig.beside, func() { f.rig.shell.SetLibrary(f.rig.loader.Load(f.rig.Context())) })
}

// copies keeps copies in memory.
type copies struct {
	kept    map[string][]byte
	version map[string]int
	fails   error
	writes  int
}

func (c *copies) Keep(id string, version int, data []byte) error {
	c.writes++
	if c.fails != nil {
		return c.fails
	}
	if c.version == nil {
		c.version = map[string]int{}
	}
	if version > c.version[id] {
		c.kept[id], c.version[id] = data, version
	}
	return nil
}

func (c *copies) Drop(id string, version int) error {
	if version >= c.version[id] {
		delete(c.kept, id)
	}
	if c.version == nil {
		c.version = map[string]int{}
	}
	c.version[id] = max(c.version[id], version)
	return nil
}

func (c *copies) All() (map[string][]byte, error) { return c.kept, c.fails }

// copy gives the one copy that is kept.
func (r *rig) copy() editing.Copy {
	r.Helper()
	if len(r.copies.kept) != 1 {
		r.Fatalf("%d copies are kept, want 1", len(r.copies.kept))
	}
	for _, data := range r.copies.kept {
		c, err := editing.DecodeCopy(data)
		r.must(err)
		return c
	}
	panic("unreachable")
}

// desk opens Starling on stories that may be changed: a copy of testdata's.
func desk(t testing.TB, change ...func(*settings.Settings)) *rig {
	t.Helper()
	r := open(t, change...)
	r.dir = t.TempDir()
	r.must(os.CopyFS(r.dir, os.DirFS("testdata/stories")))
	r.readStories()
	return r
}

// path is the file of a story.
func (r *rig) path(slug string) string { return filepath.Join(r.dir, slug+story.Extension) }

// file is what a story's file holds.
func (r *rig) file(slug string) string {
	r.Helper()
	data, err := os.ReadFile(r.path(slug))
	r.must(err)
	return string(data)
}

// there tells whether a story has a file.
func (r *rig) there(slug string) bool {
	_, err := os.Stat(r.path(slug))
	return !errors.Is(err, fs.ErrNotExist)
}

// elsewhere changes a story's file as another program would.
func (r *rig) elsewhere(slug, old, now string) {
	r.Helper()
	text := r.file(slug)
	if !strings.Contains(text, old) {
		r.Fatalf("%s does not hold %q", slug, old)
	}
	r.must(os.WriteFile(r.path(slug), []byte(strings.Replace(text, old, now, 1)), 0o600))
}

// edit opens the editor on a story, by its key.
func (r *rig) editStory(slug string) *editorScreen {
	r.Helper()
	r.press("Ctrl+1")
	r.shell.stories.selectSlug(slug)
	r.shell.stories.again()
	r.press("E")
	return r.editor()
}

// editor gives the editor, which must be the screen shown.
func (r *rig) editor() *editorScreen {
	r.Helper()
	sc, ok := r.shell.now.(*editorScreen)
	if !ok {
		r.Fatalf("the screen is %T, not the editor: %q", r.shell.now, r.texts())
	}
	return sc
}

// in gives a field of the editor the focus, with the caret at its end.
func (r *rig) in(f editing.Field) *look.Area {
	r.Helper()
	a := r.editor().view.areas[f]
	if a == nil {
		r.Fatalf("there is no field %s", f)
	}
	r.shell.focus(a)
	a.Select(len(a.Text()), len(a.Text()))
	r.settle()
	return a
}

// typeLines types a text into what has the focus; a line feed is Enter.
func (r *rig) typeLines(text string) {
	r.Helper()
	for i, line := range strings.Split(text, "\n") {
		if i > 0 {
			r.press("Enter")
		}
		r.typeText(line)
	}
}

// retype replaces all of a field.
func (r *rig) retype(f editing.Field, text string) {
	r.Helper()
	r.in(f)
	r.press("Ctrl+A", "Del")
	r.typeLines(text)
}

// saved reads a story as its file has it.
func (r *rig) saved(slug string) story.Story {
	r.Helper()
	st, problems := story.ReadFile(r.path(slug), story.Options{})
	for _, p := range problems {
		r.Errorf("the file has a problem: %v", p)
	}
	return st
}
