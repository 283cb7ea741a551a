package notes

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestAFileThatCannotBeReadIsSaidWithWhatToDo(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"empty.md": " \n\t\n", "picture.png": "\x89PNG\x00\x01\x02\x00", "letter.docx": "PK\x03\x04\x00\x00\x00\x00", "paper.pdf": "%PDF-1.7\n\x00\x00\x00", "old.doc": "\xd0\xcf\x11\xe0\x00\x00\x00",
	})
	huge := filepath.Join(dir, "huge.md")
	if err := os.WriteFile(huge, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(huge, 1<<30); err != nil { // a hole: it takes no room
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"empty.md":    "the file is empty; name the file that holds the notes",
		"none.md":     "there is no such file; look at its name",
		"huge.md":     "the file is 1.0 GiB large, and notes may be 64 MiB at most; if it is text, part it into several files",
		"picture.png": "the file is no text that can be read; save the notes as plain text or Markdown, in UTF-8",
		"letter.docx": "this is a Word document or an archive, no text; save it as plain text or Markdown",
		"paper.pdf":   "this is a PDF, no text; copy its text into a file of its own",
		"old.doc":     "this is an old Word document, no text; save it as plain text",
		"":            "this is a folder; name the files in it",
	} {
		path := filepath.Join(dir, name)
		if _, err := ReadFile(path); err == nil || err.Error() != path+": "+want {
			t.Error(err)
		}
		if name == "" {
			continue
		}
		if _, err := Prepare(t.Context(), []string{path}, t.TempDir()); err == nil || err.Error() != path+": "+want {
			t.Error(err)
		}
	}
	if runtime.GOOS != "windows" {
		if _, err := ReadFile(os.DevNull); err == nil || !strings.Contains(err.Error(), "this is no regular file") {
			t.Error(err)
		}
	}
	if got := tooLarge("a", 70<<20).Error(); !strings.Contains(got, "70 MiB") {
		t.Error(got)
	}
}

func TestWhatMayNotBeReadIsSaid(t *testing.T) {
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		t.Skip("everything may be read here")
	}
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.md": rota, "closed/b.md": rota, "c.md": rota})
	for _, name := range []string{"closed", "c.md"} {
		path := filepath.Join(dir, name)
		if err := os.Chmod(path, 0); err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = os.Chmod(path, 0o700) })
	}
	im := prepare(t, t.TempDir(), dir)
	if len(im.Items) != 1 || len(im.Errors) != 2 || !strings.Contains(im.Errors[0].Error(), "closed: the folder cannot be read: permission denied; look at its permissions") ||
		!strings.Contains(im.Errors[1].Error(), "c.md: the file cannot be read: permission denied") {
		t.Error(im.Items, im.Errors)
	}
	if _, err := Prepare(t.Context(), []string{filepath.Join(dir, "closed")}, t.TempDir()); err == nil {
		t.Error("a closed folder was read")
	}
	if _, err := Prepare(t.Context(), []string{filepath.Join(dir, "a.md")}, filepath.Join(dir, "closed")); err == nil || !strings.Contains(err.Error(), "the folder cannot be read") {
		t.Error(err)
	}
}

func TestOfAFolderTheNotesAreRead(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"b.md": "", "a.MARKDOWN": "", "c.txt": "", "d.toml": "", "e": "", ".hidden.md": "", ".git/f.md": "", "below/g.mkd": "", "empty/none.png": "",
	})
	names := func(paths ...string) (all []string, errs int) {
		found, wrong := files(t.Context(), paths)
		for _, f := range found {
			rel, err := filepath.Rel(dir, f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, filepath.ToSlash(rel))
		}
		return all, len(wrong)
	}
	got, errs := names(dir)
	if diff := cmp.Diff([]string{"a.MARKDOWN", "b.md", "below/g.mkd", "c.txt"}, got); diff != "" || errs != 0 {
		t.Error(diff, errs)
	}
	// Named twice it is read once; a file that is named may have any ending.
	got, errs = names(filepath.Join(dir, "e"), filepath.Join(dir, "below", "..", "b.md"), filepath.Join(dir, "b.md"), filepath.Join(dir, "below"))
	if diff := cmp.Diff([]string{"e", "b.md", "below/g.mkd"}, got); diff != "" || errs != 0 {
		t.Error(diff, errs)
	}
	_, wrong := files(t.Context(), []string{filepath.Join(dir, "empty")})
	if len(wrong) != 1 || !strings.Contains(wrong[0].Error(), "the folder holds no notes; notes end in .md, .markdown, .mdown, .mkd, .txt") {
		t.Error(wrong)
	}
}

func TestWhereStoriesGoHasToBeAFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.md": rota, "file": "x"})
	if _, err := Prepare(t.Context(), []string{filepath.Join(dir, "a.md")}, filepath.Join(dir, "file")); err == nil || !strings.Contains(err.Error(), "this is a file and should be a folder") {
		t.Error(err)
	}
}
