package story

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// opened puts a file into a new folder and reads it as the editor does.
func opened(t *testing.T, text string) (path string, s Story) {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": text})
	path = filepath.Join(dir, "a.toml")
	s, problems, editable := Read(path, []byte(text), Options{})
	if !editable {
		t.Fatal(problems)
	}
	return path, s
}

func holds(t *testing.T, path, want string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil || string(data) != want {
		t.Errorf("%s: %q %v, want %q", filepath.Base(path), data, err, want)
	}
}

func TestSavingWritesTheChangeAndNothingElse(t *testing.T) {
	path, s := opened(t, "# mine\ntitle = 'A'\nx = 1\n")
	if err := os.Chmod(path, 0o640); err != nil {
		t.Fatal(err)
	}
	s.Title = "B"
	saved, err := Save(path, []byte("# mine\ntitle = 'A'\nx = 1\n"), s)
	if err != nil || string(saved) != "# mine\ntitle = 'B'\nx = 1\n" {
		t.Fatalf("%q %v", saved, err)
	}
	holds(t, path, string(saved))
	if diff := cmp.Diff([]string{"a.toml"}, names(t, filepath.Dir(path))); diff != "" {
		t.Error("nothing else is left behind", diff)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o640 {
		t.Error("the permissions are as they were", info.Mode(), err)
	}
	s.Title = "C" // and on from there
	if _, err := Save(path, saved, s); err != nil {
		t.Error(err)
	}
}

func TestSavingWithoutAChangeDoesNotTouchTheFile(t *testing.T) {
	const text = "title = 'A'"
	path, s := opened(t, text)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	if saved, err := Save(path, []byte(text), s); err != nil || string(saved) != text {
		t.Error(saved, err)
	}
	if after, err := os.Stat(path); err != nil || !os.SameFile(before, after) || !after.ModTime().Equal(before.ModTime()) {
		t.Error("it is the same file", err)
	}
}

func TestAFileThatChangedMeanwhileIsNotWrittenOver(t *testing.T) {
	const base, disk = "title = 'A'\nnotes = 'n'\n", "title = 'A'\n# theirs\ntags = ['t']\n"
	path, s := opened(t, base)
	put(t, filepath.Dir(path), map[string]string{"a.toml": disk})
	s.Title = "B"
	_, err := Save(path, []byte(base), s)
	var changed *ChangedError
	if !errors.As(err, &changed) || changed.Path != path || string(changed.Disk) != disk || !strings.Contains(err.Error(), "nothing was written") {
		t.Fatal(err)
	}
	holds(t, path, disk)

	saved, err := SaveOver(path, changed.Disk, []byte(base), s)
	if want := "title = 'B'\nnotes = \"\"\"\nn\n\"\"\"\n# theirs\n"; string(saved) != want || err != nil {
		t.Errorf("mine goes into theirs: %q %v", saved, err)
	}
	holds(t, path, string(saved))
	if _, err := SaveOver(path, changed.Disk, []byte(base), s); !errors.As(err, &changed) || string(changed.Disk) != string(saved) {
		t.Error("and changed once more", err)
	}
}

func TestWhatCannotBeChangedInPlaceGoesToTheTrashBeforeItIsWrittenOver(t *testing.T) {
	const base, disk = "title = 'A' # mine\n", "title = 'A\n"
	path, s := opened(t, base)
	put(t, filepath.Dir(path), map[string]string{"a.toml": disk})
	s.Title = "B"
	saved, err := SaveOver(path, []byte(disk), []byte(base), s)
	if err != nil || string(saved) != "title = 'B' # mine\n" {
		t.Fatalf("%q %v", saved, err)
	}
	holds(t, path, string(saved))
	trash, err := InTrash(filepath.Dir(path))
	if len(trash) != 1 || err != nil {
		t.Fatal(trash, err)
	}
	holds(t, trash[0].Path, disk)

	put(t, filepath.Dir(path), map[string]string{"a.toml": "tags = 1"})
	var changed *ChangedError
	if _, err := SaveOver(path, []byte(disk), []byte(base), s); !errors.As(err, &changed) {
		t.Error(err)
	}
	s.Title, s.Notes = "", "n"
	if _, err := SaveOver(path, []byte("tags = 1"), []byte(base), s); err == nil || errors.As(err, &changed) {
		t.Error("what cannot be read is not written", err)
	}
	holds(t, path, "tags = 1")
}

func TestAFileThatIsGoneIsSaidAndCanBeWrittenAgain(t *testing.T) {
	const base = "title = 'A' # mine\n"
	path, s := opened(t, base)
	if err := os.RemoveAll(filepath.Dir(path)); err != nil {
		t.Fatal(err)
	}
	s.Title = "B"
	_, err := Save(path, []byte(base), s)
	var gone *GoneError
	if !errors.As(err, &gone) || gone.Path != path || !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "write it again") {
		t.Fatal(err)
	}
	saved, err := SaveAgain(path, []byte(base), s)
	if err != nil {
		t.Fatal(err)
	}
	holds(t, path, "title = 'B' # mine\n")
	holds(t, path, string(saved))
	if _, err := SaveAgain(path, []byte(base), s); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	s.Title, s.Notes = "", "n"
	if _, err := SaveAgain(path, []byte(base), s); err == nil {
		t.Error("no title")
	}
	if _, err := SaveAgain(filepath.Join(path, "b", "a.toml"), []byte(base), Story{Title: "A"}); err == nil {
		t.Error("the folder is a file")
	}
}

func TestALinkIsFollowedNotReplaced(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a link needs a privilege")
	}
	const base = "title = 'A'\n"
	path, s := opened(t, base)
	link := filepath.Join(t.TempDir(), "b.toml")
	if err := os.Symlink(path, link); err != nil {
		t.Fatal(err)
	}
	s.Title = "B"
	if _, err := Save(link, []byte(base), s); err != nil {
		t.Fatal(err)
	}
	holds(t, path, "title = 'B'\n")
	if to, err := os.Readlink(link); err != nil || to != path {
		t.Error(to, err)
	}
}

func TestWhatKeepsAFileFromBeingSavedIsSaid(t *testing.T) {
	const base = "title = 'A'\n"
	path, s := opened(t, base)
	s.Title = "B"
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if _, err := Save(path, []byte(base), s); err == nil || !strings.Contains(err.Error(), "a.toml could not be saved: it is write-protected") || !strings.HasSuffix(err.Error(), "; it is as it was") {
		t.Error(err)
	}
	holds(t, path, base)
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Save(filepath.Dir(path), nil, s); err == nil {
		t.Error("a folder is no story")
	}
	if err := replaceFile(filepath.Join(path, "none"), nil, nil); err == nil || !strings.Contains(err.Error(), "could not be saved") {
		t.Error(err)
	}
	var changed *ChangedError
	if err := replaceFile(path, []byte("other"), nil); !errors.As(err, &changed) {
		t.Error("what changes while it is saved", err)
	}
	if runtime.GOOS != "windows" && os.Getuid() != 0 {
		if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
			t.Fatal(err)
		}
		defer func() { _ = os.Chmod(filepath.Dir(path), 0o700) }()
		if _, err := Save(path, []byte(base), s); !errors.Is(err, fs.ErrPermission) {
			t.Error(err)
		}
	}
	if left := names(t, filepath.Dir(path)); len(left) != 1 {
		t.Error(left)
	}
}
