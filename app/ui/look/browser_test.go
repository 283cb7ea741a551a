package look

import (
	"errors"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
)

// tree is a machine's folders: what each of them holds; a folder's name ends in a slash.
type tree map[string][]string

func (f tree) folders() Folders {
	return Folders{
		Read: func(dir string, done func([]Entry, error)) {
			names, ok := f[filepath.ToSlash(dir)]
			if !ok {
				done(nil, errors.New("the folder cannot be read"))
				return
			}
			var entries []Entry
			for _, n := range names {
				name, folder := strings.CutSuffix(n, "/")
				entries = append(entries, Entry{Name: name, Folder: folder})
			}
			done(entries, nil)
		},
		Expand: func(path string) (string, error) {
			if path == "~nobody" {
				return "", errors.New("nobody is not at home")
			}
			return strings.Replace(path, "~", "/home/me", 1), nil
		},
	}
}

// browsed opens a browser and gives what was taken.
func browsed(t *testing.T, f tree, dir string) (c *paintedCanvas, b *Browser, taken func() string) {
	t.Helper()
	c = show(t, block(10, 10), 800, 560)
	var got []string
	b = Browse(c, "Import", dir, f.folders(),
		func(int) string { return "All of them" },
		func(paths []string) { got = append(got, paths...) })
	return c, b, func() string { return filepath.ToSlash(strings.Join(got, " ")) }
}

func home() tree {
	return tree{
		"/home":          {"me/"},
		"/home/me":       {"notes/", "old/", "one.md"},
		"/home/me/notes": {"deep/", "a.md", "b.md"},
		"/home/me/old":   {},
	}
}

// names are the rows of a browser.
func names(b *Browser) string {
	var all []string
	for _, r := range b.rows {
		all = append(all, r.text)
	}
	return strings.Join(all, " ")
}

func TestEnterOpensAFolderAndTakesAFile(t *testing.T) {
	c, b, taken := browsed(t, home(), "/home/me")
	want(t, "rows", names(b), ".. notes old one.md")
	b.field.SetText("not")
	want(t, "narrowed", names(b), "notes")
	key(c, fyne.KeyReturn)
	want(t, "opened", filepath.ToSlash(b.Dir()), "/home/me/notes")
	want(t, "the field is empty again", b.field.Text, "")
	key(c, fyne.KeyDown)
	key(c, fyne.KeyDown)
	key(c, fyne.KeyReturn)
	want(t, "taken", taken(), "/home/me/notes/a.md")
	want(t, "it is gone", c.Overlays().Top() == nil, true)
}

func TestAllFilesOfAFolderAreOneEnterAway(t *testing.T) {
	c, _, taken := browsed(t, home(), "/home/me/notes")
	key(c, fyne.KeyReturn)
	want(t, "taken", taken(), "/home/me/notes/a.md /home/me/notes/b.md")
}

func TestBackspaceInAnEmptyFieldGoesUpToWhereOneCameFrom(t *testing.T) {
	c, b, _ := browsed(t, home(), "/home/me/notes")
	key(c, fyne.KeyBackspace)
	want(t, "the folder", filepath.ToSlash(b.Dir()), "/home/me")
	want(t, "selected", b.rows[b.list.Selected()].text, "notes")
	b.field.SetText("o")
	c.Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	want(t, "in a field with text it deletes", filepath.ToSlash(b.Dir()), "/home/me")
}

func TestATypedPathIsFollowed(t *testing.T) {
	c, b, taken := browsed(t, home(), "/home")
	b.field.SetText("~/notes")
	key(c, fyne.KeyReturn)
	want(t, "the folder", filepath.ToSlash(b.Dir()), "/home/me/notes")
	b.field.SetText("~nobody")
	key(c, fyne.KeyReturn)
	want(t, "said of a path that is none", slices.Contains(lines(b.middle), "nobody is not at home"), true)
	b.field.SetText("deep/../../one.md")
	key(c, fyne.KeyReturn)
	want(t, "a file of another folder", taken(), "/home/me/one.md")
}

func TestAFolderThatCannotBeReadIsSaidAndLeftByOneKey(t *testing.T) {
	c, b, _ := browsed(t, home(), "/home/me/notes")
	key(c, fyne.KeyUp)
	b.field.SetText("deep")
	key(c, fyne.KeyReturn)
	want(t, "said", slices.Contains(lines(b.middle), "the folder cannot be read"), true)
	key(c, fyne.KeyBackspace)
	want(t, "the folder", filepath.ToSlash(b.Dir()), "/home/me/notes")
}

func TestEscEmptiesTheFieldThenLeaves(t *testing.T) {
	c, b, taken := browsed(t, home(), "/home/me")
	b.field.SetText("nothing like it")
	want(t, "said", strings.Contains(strings.Join(lines(b.middle), " "), "Nothing of that name"), true)
	key(c, fyne.KeyEscape)
	want(t, "rows", names(b), ".. notes old one.md")
	key(c, fyne.KeyEscape)
	want(t, "it is gone", c.Overlays().Top() == nil, true)
	want(t, "taken", taken(), "")
}
