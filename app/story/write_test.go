package story

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// names gives all that is in a folder, hidden files too.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := []string{}
	for _, e := range entries {
		all = append(all, e.Name())
	}
	return all
}

func TestAStoryIsWrittenToANewFile(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	s, problems := Parse("x.toml", []byte(whole), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s.Slug = ""
	path, err := Write(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	if want := filepath.Join(dir, "one-source-of-truth-for-sales-planning.toml"); path != want {
		t.Errorf("got %s, want %s", path, want)
	}
	got, problems := ReadFile(path, Options{})
	s.Slug, s.Path = "one-source-of-truth-for-sales-planning", path
	if diff := cmp.Diff(s, got); diff != "" || len(problems) > 0 {
		t.Error(diff, problems)
	}
	if diff := cmp.Diff([]string{filepath.Base(path)}, names(t, dir)); diff != "" {
		t.Error("nothing else is left behind", diff)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for p, want := range map[string]fs.FileMode{path: 0o600, dir: 0o700} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v", p, info.Mode(), err)
		}
	}
}

func TestAFileThatIsThereIsNeverTouched(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "mine"})
	path, err := Write(dir, Story{Slug: "a", Title: "A"})
	if !errors.Is(err, ErrExists) || path != "" {
		t.Error(path, err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "a.toml")); string(data) != "mine" {
		t.Errorf("%s", data)
	}
	if runtime.GOOS != "windows" { // where a link needs a privilege
		if err := os.Symlink("nowhere", filepath.Join(dir, "b.toml")); err != nil {
			t.Fatal(err)
		}
		if _, err := Write(dir, Story{Slug: "b", Title: "B"}); !errors.Is(err, ErrExists) {
			t.Error("a link is there, too:", err)
		}
	}
}

func TestOfManyWhoWriteTheSameNameOneSucceeds(t *testing.T) {
	dir := t.TempDir()
	var wg sync.WaitGroup
	var written atomic.Int32
	for range 16 {
		wg.Go(func() {
			switch _, err := Write(dir, Story{Slug: "a", Title: "A"}); {
			case err == nil:
				written.Add(1)
			case !errors.Is(err, ErrExists):
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if written.Load() != 1 {
		t.Errorf("%d", written.Load())
	}
	if diff := cmp.Diff([]string{"a.toml"}, names(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestNothingIsWrittenThatCouldNotBeRead(t *testing.T) {
	dir := t.TempDir()
	for name, s := range map[string]Story{
		"no title":               {Slug: "a"},
		"a title of two lines":   {Slug: "a", Title: "A\nB"},
		"a control character":    {Slug: "a", Title: "A\x07"},
		"a reserved name":        {Slug: "questions", Title: "A"},
		"a path":                 {Slug: "../a", Title: "A"},
		"a limit that is short":  {Slug: "a", Title: "A", Limit: 1},
		"a target below nothing": {Slug: "a", Title: "A", Task: Section{Target: 2 * MaxLimit}},
	} {
		path, err := Write(dir, s)
		var p Problem
		if !errors.As(err, &p) || path != "" {
			t.Errorf("%s: %q %v", name, path, err)
		}
	}
	if left := names(t, dir); len(left) > 0 {
		t.Error(left)
	}
}

func TestAFolderThatCannotBeWrittenToIsSaid(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"file": ""})
	if _, err := Write(filepath.Join(dir, "file"), Story{Title: "A"}); err == nil || !strings.Contains(err.Error(), "folder for stories") {
		t.Error(err)
	}
	if err := writeNew(filepath.Join(dir, "none", "a.toml"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
	syncFolder(filepath.Join(dir, "none")) // which is nothing to stop for
}

func TestWhereThereAreNoLinksAFileIsStillNotOverwritten(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"temp": "new", "a.toml": "mine"})
	noLinks := func(string, string) error { return errors.New("operation not supported") }
	temp := filepath.Join(dir, "temp")
	if err := publishBy(noLinks, temp, filepath.Join(dir, "a.toml")); !errors.Is(err, fs.ErrExist) {
		t.Error(err)
	}
	if err := publishBy(noLinks, temp, filepath.Join(dir, "b.toml")); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"a.toml": "mine", "b.toml": "new"} {
		if data, _ := os.ReadFile(filepath.Join(dir, name)); string(data) != want {
			t.Errorf("%s: %s", name, data)
		}
	}
	if err := publish(filepath.Join(dir, "none"), filepath.Join(dir, "none", "c.toml")); err == nil {
		t.Error("there is nothing to publish")
	}
}

// examples are as they come with Starling.
func examples() fstest.MapFS {
	return fstest.MapFS{
		"a.toml":     {Data: []byte("title = 'A'")},
		"b.toml":     {Data: []byte("title = 'B'")},
		BankFile:     {Data: []byte(bank)},
		"readme.txt": {Data: []byte("not copied")},
	}
}

func TestExamplesAreCopiedOnceIntoAnEmptyFolder(t *testing.T) {
	all := []string{"a.toml", "b.toml", BankFile}
	for name, prepare := range map[string]func(dir string) string{
		"that is not there":         func(dir string) string { return filepath.Join(dir, "new", "Starling") },
		"that is empty":             func(dir string) string { return dir },
		"that holds no story":       func(dir string) string { put(t, dir, map[string]string{"a.txt": ""}); return dir },
		"that holds a hidden story": func(dir string) string { put(t, dir, map[string]string{".a.toml": ""}); return dir },
	} {
		t.Run(name, func(t *testing.T) {
			dir := prepare(t.TempDir())
			copied, err := CopyExamples(examples(), dir)
			if diff := cmp.Diff(all, copied); diff != "" || err != nil {
				t.Fatal(diff, err)
			}
			l := NewLoader(dir, Options{}).Load(t.Context())
			if slugs(l.Stories) != "a b" || l.Bank.Len() != 3 || len(l.Problems) > 0 {
				t.Error(slugs(l.Stories), l.Bank.Len(), l.Problems)
			}
			if again, err := CopyExamples(examples(), dir); len(again) > 0 || err != nil {
				t.Error(again, err)
			}
		})
	}
}

func TestExamplesAreNeverCopiedOverAnything(t *testing.T) {
	for _, present := range []string{"mine.toml", "a.toml", BankFile, "MINE.TOML"} {
		dir := t.TempDir()
		put(t, dir, map[string]string{present: "mine"})
		copied, err := CopyExamples(examples(), dir)
		if len(copied) > 0 || err != nil {
			t.Error(present, copied, err)
		}
		if diff := cmp.Diff([]string{present}, names(t, dir)); diff != "" {
			t.Error(diff)
		}
	}
}

func TestACopyThatFailsIsSaid(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"file": ""})
	if _, err := CopyExamples(examples(), filepath.Join(dir, "file")); err == nil {
		t.Error("the folder is a file")
	}
	if _, err := CopyExamples(examples(), filepath.Join(dir, "file", "folder")); err == nil {
		t.Error("the folder above is a file")
	}
	if runtime.GOOS != "windows" {
		broken := fstest.MapFS{"a.toml": {Data: []byte("title = 'A'")}, "b.toml": {Mode: fs.ModeDir}}
		copied, err := CopyExamples(broken, filepath.Join(dir, "new"))
		if diff := cmp.Diff([]string{"a.toml"}, copied); diff != "" || err == nil {
			t.Error(diff, err)
		}
	}
}

func TestOnlyUnchangedExamplesAreRemoved(t *testing.T) {
	for name, c := range map[string]struct {
		files         map[string]string // beside the examples, or over them
		removed, left []string
	}{
		"all of them":           {nil, []string{"a.toml", "b.toml", BankFile}, []string{}},
		"but one that is mine":  {map[string]string{"mine.toml": "x"}, []string{"a.toml", "b.toml"}, []string{"mine.toml", BankFile}},
		"but one that changed":  {map[string]string{"a.toml": "title = 'Z'"}, []string{"b.toml"}, []string{"a.toml", BankFile}},
		"but one that grew":     {map[string]string{"a.toml": "title = 'A' # mine"}, []string{"b.toml"}, []string{"a.toml", BankFile}},
		"but a bank of my own":  {map[string]string{BankFile: bank + "# mine"}, []string{"a.toml", "b.toml"}, []string{BankFile}},
		"other files stay, too": {map[string]string{"notes.txt": "x"}, []string{"a.toml", "b.toml", BankFile}, []string{"notes.txt"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if _, err := CopyExamples(examples(), dir); err != nil {
				t.Fatal(err)
			}
			put(t, dir, c.files)
			removed, err := RemoveUnchanged(examples(), dir)
			if diff := cmp.Diff(c.removed, removed); diff != "" || err != nil {
				t.Error(diff, err)
			}
			if diff := cmp.Diff(c.left, names(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestToRemoveExamplesThatAreNotThereIsNoError(t *testing.T) {
	removed, err := RemoveUnchanged(examples(), filepath.Join(t.TempDir(), "none"))
	if len(removed) > 0 || err != nil {
		t.Error(removed, err)
	}
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "a.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	removed, err = RemoveUnchanged(examples(), dir)
	if len(removed) > 0 || err != nil {
		t.Error("a folder of that name is the person's", removed, err)
	}
}

func TestRemovedExamplesArePutBackOverNothing(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "mine"})
	if err := CopyBack(examples(), dir, []string{"a.toml", "b.toml", BankFile}); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{"a.toml": "mine", "b.toml": "title = 'B'", BankFile: bank} {
		if data, _ := os.ReadFile(filepath.Join(dir, name)); string(data) != want {
			t.Errorf("%s: %s", name, data)
		}
	}
	if err := CopyBack(examples(), dir, []string{"none.toml"}); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}
