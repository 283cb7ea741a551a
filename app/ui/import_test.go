package ui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/storage"

	"starling/app/settings"
	"starling/app/ui/look"
)

// withNotes opens Starling on a folder of the test's own, and gives where
// the samples of notes are.
func withNotes(t *testing.T) (r *rig, notes string) {
	t.Helper()
	r = open(t)
	r.dir = t.TempDir()
	r.must(os.CopyFS(r.dir, os.DirFS("testdata/stories")))
	r.readStories()
	notes = t.TempDir()
	for _, name := range []string{"flashcard.md", "question-notes.md"} {
		data, err := os.ReadFile(filepath.Join("..", "notes", "testdata", name))
		r.must(err)
		r.must(os.WriteFile(filepath.Join(notes, name), data, 0o600))
	}
	return r, notes
}

// drop drops files on the window.
func (r *rig) drop(paths ...string) {
	r.Helper()
	var uris []fyne.URI
	for _, p := range paths {
		uris = append(uris, storage.NewFileURI(p))
	}
	r.shell.onDropped(uris)
	r.settle()
}

// shows tells whether a text stands on the screen.
func (r *rig) shows(part string) bool {
	return strings.Contains(strings.Join(r.texts(), "\n"), part)
}

func (r *rig) wantShown(parts ...string) {
	r.Helper()
	for _, p := range parts {
		if !r.shows(p) {
			r.Errorf("%q is not on the screen: %q", p, r.texts())
		}
	}
}

// files are the names in the folder of stories.
func (r *rig) storyFiles() map[string]bool {
	r.Helper()
	entries, err := os.ReadDir(r.dir)
	r.must(err)
	names := map[string]bool{}
	for _, e := range entries {
		names[e.Name()] = true
	}
	return names
}

func TestDroppedNotesAreShownBeforeAnythingIsWritten(t *testing.T) {
	r, notes := withNotes(t)
	before := r.storyFiles()
	r.drop(filepath.Join(notes, "flashcard.md"))
	r.wantShown("Import notes", "Nothing is written yet: 1 story would be.", "Ownership", "flashcard.md:3 · would be ownership.toml")
	want(t, "files", len(r.storyFiles()), len(before))
	r.press("Esc")
	want(t, "the screen after Esc", r.on(), "storiesScreen")
	want(t, "files after Esc", len(r.storyFiles()), len(before))
}

func TestEnterImportsAndGoesToTheFirstStory(t *testing.T) {
	r, notes := withNotes(t)
	r.drop(filepath.Join(notes, "flashcard.md"))
	r.press("Enter")
	want(t, "the file is there", r.storyFiles()["ownership.toml"], true)
	want(t, "the stories are asked for", len(r.reloaded), 1)
	r.wantShown("Imported: 1 story. Your notes are as they were.")
	r.readStories()
	want(t, "the story selected", r.shell.stories.selected, "ownership")
}

func TestASecondImportSaysThatThereIsNothingNew(t *testing.T) {
	r, notes := withNotes(t)
	r.drop(notes)
	r.wantShown("6 stories and 8 questions would be")
	r.press("Enter")
	files := len(r.storyFiles())
	r.readStories()
	r.drop(notes)
	r.wantShown("There is nothing new to import.", "imported before")
	r.press("Enter")
	want(t, "files", len(r.storyFiles()), files)
}

func TestWhatFoundNoPlaceIsShownWithItsLine(t *testing.T) {
	r, notes := withNotes(t)
	r.drop(filepath.Join(notes, "question-notes.md"))
	r.press("End")
	r.wantShown("story-2", "question-notes.md:")
}

func TestNotesThatCannotBeReadAreSaidAndNothingIsWritten(t *testing.T) {
	r, notes := withNotes(t)
	before := len(r.storyFiles())
	path := filepath.Join(notes, "picture.md")
	r.must(os.WriteFile(path, []byte("\x89PNG\x00\x01\x00\x02\x00\xff\xfe\x00\x00\x00"), 0o600))
	r.drop(path)
	r.wantShown("picture.md", "Nothing was written.")
	r.press("Enter")
	want(t, "files", len(r.storyFiles()), before)
	r.press("Esc")
	want(t, "the screen after Esc", r.on(), "storiesScreen")
}

func TestNotesAreChosenByKeyboardAlone(t *testing.T) {
	r, notes := withNotes(t)
	r.shell.lastNotes = notes
	r.press("I")
	r.wantShown("Which notes are to be imported?", "All 2 notes in this folder")
	r.press("↓")
	r.press("Enter")
	r.wantShown("From flashcard.md", "Ownership")
}

func TestNotesDroppedDuringAnAnswerLeaveItAlone(t *testing.T) {
	r, notes := withNotes(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.drop(filepath.Join(notes, "flashcard.md"))
	want(t, "the screen", r.on(), "stage")
	r.wantShown(underWay)
}

func TestAnImportGoesToTheFirstStoryThatCanBeRehearsed(t *testing.T) {
	r, notes := withNotes(t)
	r.drop(filepath.Join(notes, "question-notes.md"))
	r.press("Enter")
	r.readStories()
	want(t, "the story selected, behind a draft", r.shell.stories.selected, "coaching-someone-through-a-hard-review")
	r.press("Space")
	want(t, "the screen after Space", r.on(), "stage")
}

func TestInLittleHeightTheImportShowsWhatWasFoundRatherThanItsTitle(t *testing.T) {
	r, notes := withNotes(t)
	r.window.Resize(fyne.NewSize(800, 560))
	r.drop(filepath.Join(notes, "flashcard.md"))
	r.wantShown("Import notes", "Ownership")
	r.shell.changeSettings(func(s *settings.Settings) { s.TextSize = 200 })
	r.settle()
	screen := r.shell.now.(*importScreen)
	if height := screen.list.Size().Height; height < 2*look.U(importHeight) {
		t.Errorf("the list is %v high, less than two rows", height)
	}
	if r.shows("Import notes") {
		t.Error("the title takes the room of what was found")
	}
}
