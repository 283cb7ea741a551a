package app

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"starling/app/story"
	"starling/app/ui"
)

// The screens work with these.
var (
	_ ui.StoryFiles = storyFiles{}
	_ ui.Copies     = (*unsaved)(nil)
)

func TestANewStoryGetsANameThatIsFree(t *testing.T) {
	dir := t.TempDir()
	f := storyFiles{}
	for _, name := range []string{"a-title.toml", "a-title-2.toml", "a-title-3.toml"} {
		path, data, err := f.Create(dir, story.Story{Title: "A title", Notes: name})
		if err != nil || filepath.Base(path) != name {
			t.Fatalf("%s: %v", path, err)
		}
		if there, err := os.ReadFile(path); err != nil || string(there) != string(data) {
			t.Errorf("%s holds %q, and is said to hold %q (%v)", path, there, data, err)
		}
	}
	if _, _, err := f.Create(filepath.Join(dir, "a-title.toml"), story.Story{Title: "B"}); err == nil {
		t.Error("a story is written into a folder that is a file")
	}
}

func TestAStorysFileIsSavedRenamedCopiedAndBroughtBack(t *testing.T) {
	dir := t.TempDir()
	f := storyFiles{}
	path, data, err := f.Create(dir, story.Story{Title: "First"})
	if err != nil {
		t.Fatal(err)
	}
	if data, err = f.Save(path, data, story.Story{Title: "Second"}); err != nil {
		t.Fatal(err)
	}
	renamed, err := f.Rename(path, "other")
	if err != nil || renamed != filepath.Join(dir, "other.toml") {
		t.Fatalf("%s: %v", renamed, err)
	}
	copied, err := f.Duplicate(renamed)
	if err != nil || copied != filepath.Join(dir, "other-2.toml") {
		t.Fatalf("%s: %v", copied, err)
	}
	trashed, err := f.Trash(renamed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.Read(renamed); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is not in the trash: %v", err)
	}
	if err := f.Restore(trashed); err != nil {
		t.Fatal(err)
	}
	if back, err := f.Read(renamed); err != nil || string(back) != string(data) {
		t.Errorf("it came back as %q (%v)", back, err)
	}
	if err := os.Remove(renamed); err != nil {
		t.Fatal(err)
	}
	if _, err := f.SaveAgain(renamed, data, story.Story{Title: "Third"}); err != nil {
		t.Error(err)
	}
	now, _ := f.Read(renamed)
	if _, err := f.SaveOver(renamed, now, data, story.Story{Title: "Fourth"}); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoStorysFileIsNotRead(t *testing.T) {
	dir := t.TempDir()
	large := filepath.Join(dir, "large.toml")
	if err := os.WriteFile(large, make([]byte, story.MaxFileSize+1), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{dir, large, filepath.Join(dir, "none.toml")} {
		if _, err := (storyFiles{}).Read(path); err == nil {
			t.Errorf("%s is read", path)
		}
	}
}

func TestWhatIsNotSavedOutlivesTheProgram(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "unsaved")
	u := newUnsaved(dir)
	if all, err := u.All(); err != nil || len(all) != 0 {
		t.Errorf("%v, %v", all, err)
	}
	for version, data := range []string{"one", "two", "three"} {
		if err := u.Keep("a", version+1, []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	if err := u.Keep("a", 2, []byte("late")); err != nil {
		t.Fatal(err)
	}
	if err := u.Drop("a", 2); err != nil {
		t.Fatal(err)
	}
	all, err := newUnsaved(dir).All()
	if err != nil || len(all) != 1 || string(all["a"]) != "three" {
		t.Errorf("%q, %v", all, err)
	}
	if info, err := os.Stat(filepath.Join(dir, "a.json")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the file: %v, %v", info, err)
	}
}

func TestWhatIsSavedIsNotKeptByALateWriter(t *testing.T) {
	u := newUnsaved(t.TempDir())
	if err := u.Keep("a", 1, []byte("one")); err != nil {
		t.Fatal(err)
	}
	if err := u.Drop("a", 3); err != nil {
		t.Fatal(err)
	}
	if err := u.Keep("a", 2, []byte("two")); err != nil {
		t.Fatal(err)
	}
	if all, err := u.All(); err != nil || len(all) != 0 {
		t.Errorf("%q, %v", all, err)
	}
	if err := u.Drop("a", 9); err != nil {
		t.Errorf("what is not there cannot be removed: %v", err)
	}
}

func TestACopyThatCannotBeKeptIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	u := newUnsaved(file)
	if err := u.Keep("a", 1, []byte("x")); err == nil {
		t.Error("it is kept in a file")
	}
	if _, err := u.All(); err == nil {
		t.Error("a file is read as a folder")
	}
}
