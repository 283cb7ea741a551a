package story

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestABrokenFileNeverHidesTheOthers(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{
		"a.toml":            "title = 'A'",
		"b.toml":            "title = ",
		"c.toml":            "title = 'C'\nfoo = 1\n",
		"d.toml":            "title = 'D'",
		"e.toml":            "title = '\xff'",
		"f.toml":            strings.Repeat("#", MaxFileSize+1),
		"g.toml":            "",
		"con.toml":          "title = 'Device'",
		"h.TOML":            "title = 'H'",
		BankFile:            bank + "\n[[category]]\n",
		".hidden.toml":      "not looked at",
		"readme.txt":        "not looked at",
		"a.toml~":           "not looked at",
		"toml":              "not looked at",
		".#a.toml.swp.toml": "not looked at",
	})
	if err := os.Mkdir(filepath.Join(dir, "folder.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	l := NewLoader(dir, Options{}).Load(t.Context())
	if got := slugs(l.Stories); got != "a d" {
		t.Errorf("loaded: %s", got)
	}
	if l.Bank.Len() != 3 {
		t.Errorf("%d questions", l.Bank.Len())
	}
	want := []string{
		`b.toml:1:9: title: has no value; write title = "…", or take the line out`,
		"c.toml:2:1: foo: is no key that Starling knows; the keys are title, tags, answers, limit, polished, followups, notes, dismissed, draft, situation, task, action, result, lessons",
		`con.toml: "con" is the name of a device on Windows; rename it, with letters, digits and hyphens, like conflict-with-sales.toml`,
		"e.toml:1:10: the byte 0xff is not valid UTF-8; save the file as UTF-8 in the editor",
		"f.toml: the file is 1.0 MiB large, and a story may be 1 MiB at most; take out what is no text, or split it into several stories",
		"folder.toml: this is a folder and should be a file; rename it, without .toml",
		`g.toml:1:1: title: the story has no title; write title = "…" in the first line`,
		"h.TOML: the file's name does not end in .toml; rename it to h.toml",
		`questions.toml:19:3: category.name: the category has no name; write name = "…" below [[category]]`,
	}
	if diff := cmp.Diff(want, said(l.Problems)); diff != "" {
		t.Error(diff)
	}
	for _, p := range l.Problems {
		if filepath.Dir(p.File) != dir {
			t.Errorf("%s is not the path of a file in the folder", p.File)
		}
	}
}

func TestLinksAreFollowedWhereTheyLeadToAStory(t *testing.T) {
	dir, elsewhere := t.TempDir(), t.TempDir()
	put(t, elsewhere, map[string]string{"real.toml": "title = 'Real'"})
	for link, to := range map[string]string{
		"good.toml":   filepath.Join(elsewhere, "real.toml"),
		"gone.toml":   filepath.Join(elsewhere, "gone.toml"),
		"folder.toml": elsewhere,
		"loop.toml":   filepath.Join(dir, "loop.toml"),
		"null.toml":   os.DevNull,
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip("no links here:", err)
		}
	}
	l := NewLoader(dir, Options{}).Load(t.Context())
	if got := slugs(l.Stories); got != "good" {
		t.Errorf("loaded: %s", got)
	}
	var files []string
	for _, p := range l.Problems {
		files = append(files, filepath.Base(p.File)+": "+strings.SplitN(p.Wrong, ":", 2)[0])
	}
	want := []string{
		"folder.toml: this is a folder and should be a file",
		"gone.toml: the link leads nowhere",
		"loop.toml: the link leads nowhere",
		"null.toml: this is no regular file",
	}
	if diff := cmp.Diff(want, files); diff != "" {
		t.Error(diff)
	}
}

func TestAFileThatCannotBeReadIsAProblemUntilItCan(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A'", "b.toml": "title = 'B'"})
	loader := NewLoader(dir, Options{})
	closed := true
	loader.read = func(path string) ([]byte, error) {
		if closed && filepath.Base(path) == "a.toml" {
			return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrPermission}
		}
		return readFile(path)
	}
	l := loader.Load(t.Context())
	want := []string{"a.toml: the file cannot be read: permission denied; look at its permissions"}
	if diff := cmp.Diff(want, said(l.Problems)); diff != "" || slugs(l.Stories) != "b" {
		t.Error(diff, slugs(l.Stories))
	}
	closed = false
	if l := loader.Load(t.Context()); slugs(l.Stories) != "a b" || len(l.Problems) > 0 {
		t.Error(slugs(l.Stories), l.Problems)
	}
}

func TestAFileWithoutPermissionIsAProblem(t *testing.T) {
	if os.Geteuid() <= 0 {
		t.Skip("for root, and on Windows, permissions keep nothing closed")
	}
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A'"})
	if err := os.Chmod(filepath.Join(dir, "a.toml"), 0); err != nil {
		t.Fatal(err)
	}
	want := []string{"a.toml: the file cannot be read: permission denied; look at its permissions"}
	if diff := cmp.Diff(want, said(NewLoader(dir, Options{}).Load(t.Context()).Problems)); diff != "" {
		t.Error(diff)
	}
}

func TestAFolderThatIsNoneIsAProblem(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"file": ""})
	for path, want := range map[string]string{
		filepath.Join(dir, "none"): "none: there is no such folder; make it, or choose another folder",
		filepath.Join(dir, "file"): "file: this is a file and should be a folder; choose the folder that the stories are in",
	} {
		l := NewLoader(path, Options{}).Load(t.Context())
		if diff := cmp.Diff([]string{want}, said(l.Problems)); diff != "" || l.Dir != path {
			t.Error(diff, l.Dir)
		}
		if l.Stories = l.Search("", ""); len(l.Stories) > 0 || len(l.Tags()) > 0 || len(l.Notes()) > 0 {
			t.Error("an empty library can be asked, too")
		}
	}
	p := folderProblem(dir, errors.New("the disk is on fire"))
	if got := said([]Problem{p})[0]; !strings.HasSuffix(got, ": the folder cannot be read: the disk is on fire; look at its permissions, or choose another folder") {
		t.Error(got)
	}
}

func TestOfAFolderOfTooManyStoriesTheFirstAreLoaded(t *testing.T) {
	dir := t.TempDir()
	for i := range 12 {
		put(t, dir, map[string]string{fmt.Sprintf("%02d.toml", i): "title = 'A'"})
	}
	loader := NewLoader(dir, Options{})
	if loader.most != 20_000 {
		t.Error("twenty thousand are too many", loader.most)
	}
	loader.most = 10
	l := loader.Load(t.Context())
	if len(l.Stories) != 10 || l.Stories[9].Slug != "09" {
		t.Error(slugs(l.Stories))
	}
	want := []string{filepath.Base(dir) + ": the folder holds 12 stories, and 10 is the most that Starling reads; move some of them to another folder; the first 10 by name are loaded"}
	if diff := cmp.Diff(want, said(l.Problems)); diff != "" {
		t.Error(diff)
	}
}

// counted makes a loader count the files that it reads, and see every file as
// one that was last changed long ago.
func counted(loader *Loader) *atomic.Int32 {
	var reads atomic.Int32
	loader.read = func(path string) ([]byte, error) {
		reads.Add(1)
		return readFile(path)
	}
	loader.now = func() time.Time { return time.Now().Add(time.Hour) }
	return &reads
}

func TestALaterLoadReadsOnlyWhatHasChanged(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A'", "b.toml": "title = 'B'", "c.toml": "title = ", BankFile: bank})
	loader := NewLoader(dir, Options{})
	reads := counted(loader)
	steps := []struct {
		what     string
		do       func() error
		reads    int32
		stories  string
		problems int
	}{
		{"the first time", func() error { return nil }, 4, "a b", 1},
		{"nothing", func() error { return nil }, 0, "a b", 1},
		{"one longer", func() error { return write(dir, "a.toml", "title = 'Changed'") }, 1, "b a", 1},
		{"one of the same length", func() error { return write(dir, "a.toml", "title = 'Altered'") }, 1, "a b", 1},
		{"one mended", func() error { return write(dir, "c.toml", "title = 'C'") }, 1, "a b c", 0},
		{"one broken", func() error { return write(dir, "b.toml", "title") }, 1, "a c", 1},
		{"one removed", func() error { return os.Remove(filepath.Join(dir, "b.toml")) }, 0, "a c", 0},
		{"one renamed", func() error { return os.Rename(filepath.Join(dir, "c.toml"), filepath.Join(dir, "d.toml")) }, 1, "a d", 0},
		{"one replaced by another of its size and time", func() error { return replace(dir, "a.toml", "title = 'Zltered'") }, 1, "d a", 0},
		{"the bank", func() error { return write(dir, BankFile, "[[category]]") }, 1, "d a", 1},
		{"all of them", func() error { return os.RemoveAll(dir) }, 0, "", 1},
		{"all of them, back", func() error {
			return errors.Join(os.Mkdir(dir, 0o700), write(dir, "a.toml", "title = 'A'"))
		}, 1, "a", 0},
	}
	for _, step := range steps {
		reads.Store(0)
		if err := step.do(); err != nil {
			t.Fatal(err)
		}
		l := loader.Load(t.Context())
		if reads.Load() != step.reads || slugs(l.Stories) != step.stories || len(l.Problems) != step.problems {
			t.Errorf("%s: %d files read, stories %q, problems %v", step.what, reads.Load(), slugs(l.Stories), said(l.Problems))
		}
	}
}

// write writes a file so that its time is another than before, whatever the
// clock of the file system.
func write(dir, name, text string) error {
	path := filepath.Join(dir, name)
	before, _ := os.Stat(path)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil || before == nil {
		return err
	}
	later := before.ModTime().Add(time.Second)
	return os.Chtimes(path, later, later)
}

// replace puts another file in the place of one, with its size and its time.
func replace(dir, name, text string) error {
	path, other := filepath.Join(dir, name), filepath.Join(dir, "other")
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return errors.Join(os.WriteFile(other, []byte(text), 0o600), os.Chtimes(other, info.ModTime(), info.ModTime()), os.Rename(other, path))
}

func TestAFileThatWasJustWrittenIsNotTrustedToShowAChange(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A'"})
	info, err := os.Stat(filepath.Join(dir, "a.toml"))
	if err != nil {
		t.Fatal(err)
	}
	loader := NewLoader(dir, Options{})
	reads := counted(loader)
	loader.now = func() time.Time { return info.ModTime().Add(time.Second) }
	before := loader.Load(t.Context())
	put(t, dir, map[string]string{"a.toml": "title = 'B'"})
	if err := os.Chtimes(filepath.Join(dir, "a.toml"), info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	after := loader.Load(t.Context())
	if reads.Load() != 2 || before.Stories[0].Title != "A" || after.Stories[0].Title != "B" {
		t.Errorf("%d files read, %q, then %q", reads.Load(), before.Stories[0].Title, after.Stories[0].Title)
	}
	loader.now = func() time.Time { return info.ModTime().Add(time.Hour) }
	loader.Load(t.Context())
	loader.Load(t.Context())
	if reads.Load() != 3 {
		t.Errorf("%d files read: once more, and then no more", reads.Load())
	}
}

func TestALibraryStaysAsItWasWhileAnotherIsLoaded(t *testing.T) {
	dir := inventedFolder(t, 30)
	loader := NewLoader(dir, Options{})
	first := loader.Load(t.Context())
	word := strings.Fields(first.Stories[3].Action.Script)[0]
	want := slugs(first.Search(word, ""))
	var wg sync.WaitGroup
	for i := range 4 {
		wg.Go(func() {
			for n := range 10 {
				put(t, dir, map[string]string{fmt.Sprintf("new-%d-%d.toml", i, n): invented(100 + 10*i + n)})
				if l := loader.Load(t.Context()); len(l.Stories) < 31 {
					t.Error(len(l.Stories))
				}
			}
		})
		wg.Go(func() {
			for range 50 {
				if got := slugs(first.Search(word, "")); got != want {
					t.Errorf("got %s, want %s", got, want)
				}
				runtime.Gosched()
			}
		})
	}
	wg.Wait()
	if l := loader.Load(t.Context()); len(l.Stories) != 70 || len(first.Stories) != 30 {
		t.Error(len(l.Stories), len(first.Stories))
	}
}

func TestALoadThatIsCutShortGivesTheLibraryBefore(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A'"})
	loader := NewLoader(dir, Options{})
	done, cancel := context.WithCancel(t.Context())
	cancel()
	if l := loader.Load(done); len(l.Stories) != 0 || l.Dir != dir {
		t.Error(slugs(l.Stories))
	}
	loader.Load(t.Context())
	put(t, dir, map[string]string{"b.toml": "title = 'B'"})
	if l := loader.Load(done); slugs(l.Stories) != "a" {
		t.Error(slugs(l.Stories))
	}
	if l := loader.Load(t.Context()); slugs(l.Stories) != "a b" {
		t.Error(slugs(l.Stories))
	}
}

func TestTheSettingsLimitHoldsForStoriesWithoutTheirOwn(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A'\n[task]\ntarget = '90s'\n"})
	if l := NewLoader(dir, Options{Limit: time.Minute}).Load(t.Context()); len(l.Problems) != 1 {
		t.Error(said(l.Problems))
	}
	if l := NewLoader(dir, Options{}).Load(t.Context()); len(l.Problems) != 0 {
		t.Error(said(l.Problems))
	}
}

func TestOneFileIsReadAsItIsInAFolder(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": whole, BankFile: bank, "large.toml": strings.Repeat("#", MaxFileSize+1)})
	if s, problems := ReadFile(filepath.Join(dir, "a.toml"), Options{}); len(problems) > 0 || s.Slug != "a" || s.Title == "" {
		t.Error(s, problems)
	}
	if b, problems := ReadBankFile(filepath.Join(dir, BankFile)); len(problems) > 0 || b.Len() != 3 {
		t.Error(b, problems)
	}
	for name, want := range map[string]string{
		"none.toml":  "none.toml: the file cannot be read: no such file or directory; look at its name",
		"large.toml": "large.toml: the file is 1.0 MiB large, and a story may be 1 MiB at most; take out what is no text, or split it into several stories",
	} {
		_, problems := ReadFile(filepath.Join(dir, name), Options{})
		_, same := ReadBankFile(filepath.Join(dir, name))
		if len(problems) != 1 || said(problems)[0] != want && runtime.GOOS != "windows" || len(same) != 1 {
			t.Error(said(problems), said(same))
		}
	}
}

func TestNoMoreIsReadOfAFileThanAStoryMayHold(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"large.toml": strings.Repeat("#", 2*MaxFileSize)})
	data, err := readFile(filepath.Join(dir, "large.toml"))
	if err != nil || len(data) != MaxFileSize+1 {
		t.Error(len(data), err)
	}
	if _, err := readFile(filepath.Join(dir, "none.toml")); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestAFileThatVanishesWhileTheFolderIsReadIsNoProblem(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A'"})
	loader := NewLoader(dir, Options{})
	listed := []string{"a.toml", "gone.toml"}
	l := loader.gather(listed, loader.look(t.Context(), listed), nil)
	if slugs(l.Stories) != "a" || len(l.Problems) > 0 {
		t.Error(slugs(l.Stories), said(l.Problems))
	}
}
