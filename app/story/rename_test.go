package story

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAStoryIsRenamedOverNothing(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "A", "b.toml": "B"})
	if err := Rename(dir, "a", "c"); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Join(dir, "c.toml"), "A")
	if err := Rename(dir, "c", "b"); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	if err := Rename(dir, "c", "c"); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff([]string{"b.toml", "c.toml"}, names(t, dir)); diff != "" {
		t.Error(diff)
	}
	holds(t, filepath.Join(dir, "b.toml"), "B")
	var gone *GoneError
	if err := Rename(dir, "a", "d"); !errors.As(err, &gone) {
		t.Error(err)
	}
	if err := Rename(dir, "a", "a"); !errors.As(err, &gone) {
		t.Error(err)
	}
}

func TestANameIsOnlyGivenThatEverySystemAllows(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "A", BankFile: bank})
	for _, to := range []string{"", "con", "questions", "../b", "b ", ".b", strings.Repeat("b", 201)} {
		var p Problem
		if err := Rename(dir, "a", to); !errors.As(err, &p) || p.Instead == "" {
			t.Errorf("%q: %v", to, err)
		}
	}
	for _, from := range []string{"questions", "../a", "x/../a"} {
		var p Problem
		if err := Rename(dir, from, "b"); !errors.As(err, &p) {
			t.Errorf("%q: %v", from, err)
		}
	}
	if diff := cmp.Diff([]string{"a.toml", BankFile}, names(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestANameThatDiffersInCaseAloneIsAnother(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"conflict.toml": "A", "caf\u00e9.toml": "B"})
	if err := Rename(dir, "conflict", "Conflict"); err != nil {
		t.Fatal(err)
	}
	if err := Rename(dir, "caf\u00e9", "cafe\u0301"); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Conflict.toml", "cafe\u0301.toml"}, names(t, dir)); diff != "" && runtime.GOOS != "darwin" {
		t.Error(diff)
	}
	holds(t, filepath.Join(dir, "Conflict.toml"), "A")
}

func TestTwoNamesOfOneFileAreTwoStories(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "A"})
	if err := os.Link(filepath.Join(dir, "a.toml"), filepath.Join(dir, "A.toml")); err != nil {
		t.Skip("the system takes them for one, or knows no links:", err)
	}
	if err := Rename(dir, "a", "A"); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	if len(names(t, dir)) != 2 {
		t.Error(names(t, dir))
	}
}

func TestALinkIsRenamedItself(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a link needs a privilege")
	}
	dir := t.TempDir()
	put(t, dir, map[string]string{"real": "title = 'A'"})
	if err := os.Symlink("real", filepath.Join(dir, "a.toml")); err != nil {
		t.Fatal(err)
	}
	if err := Rename(dir, "a", "b"); err != nil {
		t.Fatal(err)
	}
	if to, err := os.Readlink(filepath.Join(dir, "b.toml")); err != nil || to != "real" {
		t.Error(to, err)
	}
}

func TestWhereThereAreNoLinksAFileIsStillMovedOverNothing(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "A", "b.toml": "B"})
	noLinks := func(string, string) error { return errors.ErrUnsupported }
	a, b, c := filepath.Join(dir, "a.toml"), filepath.Join(dir, "b.toml"), filepath.Join(dir, "c.toml")
	if err := moveBy(noLinks, a, b, "renamed"); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	if err := moveBy(noLinks, a, c, "renamed"); err != nil {
		t.Error(err)
	}
	holds(t, c, "A")
	taken := func(string, string) error { return os.ErrExist } // someone was quicker
	if err := moveBy(taken, c, a, "renamed"); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	if err := moveBy(noLinks, c, filepath.Join(dir, "none", "a.toml"), "renamed"); err == nil || !strings.Contains(err.Error(), "c.toml could not be renamed: no such file or directory; it is as it was") && runtime.GOOS != "windows" {
		t.Error(err)
	}
	holds(t, c, "A")
	holds(t, b, "B")
}

func TestACopyHasANameAndATitleOfItsOwnAndIsElseTheSame(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"conflict.toml": "# mine\ntitle = 'Conflict' # t\nx = 1\n", "broken.toml": "title = 'A\n", "untitled.toml": "tags = ['a']\n"})
	for _, c := range []struct{ slug, want, text string }{
		{"conflict", "conflict-2", "# mine\ntitle = 'Conflict (copy)' # t\nx = 1\n"},
		{"conflict", "conflict-3", "# mine\ntitle = 'Conflict (copy 2)' # t\nx = 1\n"},
		{"conflict-2", "conflict-4", "# mine\ntitle = 'Conflict (copy 3)' # t\nx = 1\n"},
		{"broken", "broken-2", "title = 'A\n"},
		{"untitled", "untitled-2", "tags = ['a']\n"},
	} {
		got, err := Duplicate(dir, c.slug)
		if got != c.want || err != nil {
			t.Errorf("got %s %v, want %s", got, err, c.want)
		}
		holds(t, filepath.Join(dir, c.want+Extension), c.text)
	}
	var gone *GoneError
	if _, err := Duplicate(dir, "none"); !errors.As(err, &gone) {
		t.Error(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.toml"), 0o700); err != nil {
		t.Fatal(err)
	}
	var p Problem
	if _, err := Duplicate(dir, "folder"); !errors.As(err, &p) {
		t.Error(err)
	}
	long := strings.Repeat("é", maxSlugBytes/2)
	put(t, dir, map[string]string{long + Extension: "title = 'A'"})
	if got, err := Duplicate(dir, long); got != strings.Repeat("é", maxSlugBytes/2-1)+"-2" || err != nil {
		t.Error(got, err)
	}
}

func TestADeletedStoryIsInTheTrashUntilItIsPutBack(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "title = 'A' # 1", "b.toml": "title = 'B'"})
	if all, err := InTrash(dir); len(all) > 0 || err != nil {
		t.Error("there is none yet", all, err)
	}
	now := time.Date(2025, 11, 23, 8, 5, 0, 7_000_000, time.FixedZone("", 3600))
	first, err := trashAt(dir, "a", now)
	if err != nil {
		t.Fatal(err)
	}
	want := Trashed{"a", "A", filepath.Join(dir, TrashFolder, "20251123T070500.007Z a.toml"), now.UTC()}
	if diff := cmp.Diff(want, first); diff != "" {
		t.Error(diff)
	}
	put(t, dir, map[string]string{"a.toml": "title = 'A' # 2"})
	second, err := trashAt(dir, "a", now) // at the same moment
	if err != nil || second.Path == first.Path {
		t.Fatal(second, err)
	}
	third, err := Trash(dir, "b")
	if err != nil {
		t.Fatal(err)
	}
	trashHolds(t, dir, third, second, first)
	if err := Restore(first); err != nil {
		t.Fatal(err)
	}
	holds(t, filepath.Join(dir, "a.toml"), "title = 'A' # 1")
	if err := Restore(second); !errors.Is(err, ErrExists) {
		t.Error("over nothing", err)
	}
	holds(t, second.Path, "title = 'A' # 2")
	var gone *GoneError
	if err := Restore(first); !errors.As(err, &gone) {
		t.Error(err)
	}
}

// trashHolds fails unless these are in the trash and nowhere else, and can
// only be read by the person.
func trashHolds(t *testing.T, dir string, want ...Trashed) {
	t.Helper()
	put(t, filepath.Join(dir, TrashFolder), map[string]string{"x.toml": "title = 'X'", "20251123T070500.007Z y.txt": ""})
	all, err := InTrash(dir)
	if diff := cmp.Diff(want, all); diff != "" || err != nil {
		t.Error(diff, err)
	}
	if l := NewLoader(dir, Options{}).Load(t.Context()); len(l.Stories) != 0 || len(l.Problems) != 0 {
		t.Error("nothing there is read", l.Stories, l.Problems)
	}
	if info, err := os.Stat(filepath.Join(dir, TrashFolder)); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o700 {
		t.Error(info.Mode(), err)
	}
}

func TestWhatKeepsAStoryFromBeingDeletedIsSaid(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"a.toml": "A", BankFile: bank, TrashFolder: "a file"})
	var gone *GoneError
	if _, err := Trash(dir, "b"); !errors.As(err, &gone) {
		t.Error(err)
	}
	var p Problem
	if _, err := Trash(dir, "questions"); !errors.As(err, &p) {
		t.Error(err)
	}
	if _, err := Trash(dir, "a"); err == nil || !strings.Contains(err.Error(), "nothing was deleted") {
		t.Error(err)
	}
	if _, err := InTrash(dir); err == nil {
		t.Error("the trash is a file")
	}
	holds(t, filepath.Join(dir, "a.toml"), "A")
}
