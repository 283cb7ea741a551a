package ui

import (
	"os"
	"strings"
	"testing"
	"time"

	"starling/app/story"
	"starling/app/ui/editing"
)

// mix changes a story here and elsewhere, and is then asked which to keep.
func mix(t *testing.T) *rig {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Title, "Mine")
	r.elsewhere(bridgeSlug, "The bridge between two teams", "Theirs")
	r.elsewhere(bridgeSlug, "I began with people and not with a design.", "I began with people.")
	r.tab(1)
	r.wantOn("mergeScreen")
	return r
}

func TestWhatIsChangedElsewhereIsShownWhereNothingIsUnsaved(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	a := r.in(editing.Title)
	a.Select(4, 10)
	r.elsewhere(bridgeSlug, "The bridge between two teams", "The old bridge between two teams")
	r.readStories()
	want(t, "title", a.Text(), "The old bridge between two teams")
	want(t, "focus", sc.field(), editing.Title)
	want(t, "selected", a.Selected(), "old bridge")
	r.wantText("all saved")
	r.press("Ctrl+Z")
	want(t, "title once undone", a.Text(), "The bridge between two teams")
}

func TestAChangeElsewhereIsNotTakenOverWhatIsTyped(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	a := r.in(editing.Title)
	r.typeText("!")
	r.elsewhere(bridgeSlug, "The bridge between two teams", "Theirs")
	r.readStories()
	want(t, "title", a.Text(), "The bridge between two teams!")
	r.wantText("The file was changed elsewhere", "F5 compares")
	r.elsewhere(bridgeSlug, "Theirs", "The bridge between two teams") // and back
	r.readStories()
	r.wantNoText("The file was changed elsewhere")
	want(t, "disk", sc.file.disk == nil, true)
	r.tab(1)
	want(t, "saved", r.saved(bridgeSlug).Title, "The bridge between two teams!")
}

func TestBothVersionsAreShownSideBySide(t *testing.T) {
	r := mix(t)
	r.wantText("the-bridge.toml was changed elsewhere", "Title", "Mine, chosen", "Theirs", "Polished lines", "The file's, chosen")
	want(t, "written before it is decided", r.saved(bridgeSlug).Title, "Theirs")
}

func TestMineIsKeptOrTheFilesTakenOrEachFieldChosen(t *testing.T) {
	for _, c := range []struct {
		keys         []string
		title, lines string
	}{
		{[]string{"M"}, "Mine", "design"},
		{[]string{"F"}, "Theirs", "people."},
		{[]string{"U"}, "Mine", "people."},
		{[]string{"→", "Enter", "↓", "←", "Enter", "U"}, "Theirs", "design"},
	} {
		r := mix(t)
		r.press(c.keys...)
		r.editor()
		st := r.saved(bridgeSlug)
		want(t, strings.Join(c.keys, " ")+": title", st.Title, c.title)
		want(t, strings.Join(c.keys, " ")+": lines", strings.Contains(st.Polished[0], c.lines), true)
		r.wantText("all saved")
		want(t, "copies", len(r.copies.kept), 0)
	}
}

func TestNothingIsDecidedByGoingBackFromTheComparison(t *testing.T) {
	r := mix(t)
	r.press("Esc")
	want(t, "title in the editor", r.editor().view.areas[editing.Title].Text(), "Mine")
	want(t, "title in the file", r.saved(bridgeSlug).Title, "Theirs")
	r.press("F5")
	r.wantOn("mergeScreen")
	r.press("Ctrl+2")
	r.wantText("its file was changed elsewhere, so what you wrote is not saved in it yet. It is kept.")
	want(t, "kept aside", r.copy().Texts[editing.Title], "Mine")
	r.tap("Go back to it")
	r.press("F5", "M")
	want(t, "title", r.saved(bridgeSlug).Title, "Mine")
}

func TestAFileThatChangesWhileItIsSavedIsCompared(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Title, "Mine")
	r.files.before = func() { r.elsewhere(bridgeSlug, "The bridge between two teams", "Theirs") }
	r.press("Ctrl+S")
	r.wantOn("mergeScreen")
	want(t, "title in the file", r.saved(bridgeSlug).Title, "Theirs")
}

func TestAChangeElsewhereThatIsFoundOnLeavingIsTold(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Title, "Mine")
	r.files.before = func() { r.elsewhere(bridgeSlug, "The bridge between two teams", "Theirs") }
	r.press("Esc")
	r.wantOn("storiesScreen")
	r.wantText("Mine: its file was changed elsewhere")
	r.tap("Go back to it")
	r.press("F5", "M", "Esc")
	want(t, "title", r.saved(bridgeSlug).Title, "Mine")
}

func TestALongScriptIsComparedWhereItDiffers(t *testing.T) {
	long := strings.Repeat("The same words over and over. ", 200)
	mine, theirs := apart(long+"mine."+long, long+"theirs."+long)
	for _, text := range []string{mine, theirs} {
		if len(text) > 1000 || !strings.HasPrefix(text, "… ") || !strings.HasSuffix(text, " …") {
			t.Errorf("%d bytes: %.60s", len(text), text)
		}
	}
	want(t, "mine", strings.Contains(mine, "mine."), true)
	want(t, "theirs", strings.Contains(theirs, "theirs."), true)
	_, all := apart("", strings.Repeat("é ", 2000))
	want(t, "what is beyond", strings.HasSuffix(all, "words more"), true)
	short, _ := apart("one\u2028two", "x")
	want(t, "a line's end within an entry", short, "one / two")
}

func TestAFileThatIsGoneIsWrittenAgain(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Title, "Mine")
	r.must(os.Remove(r.path(bridgeSlug)))
	r.tab(1)
	r.wantText("the-bridge.toml is not there any more")
	r.press("W")
	want(t, "title", r.saved(bridgeSlug).Title, "Mine")
	r.wantText("all saved")
}

func TestAFileThatIsGoneCanBeLeft(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.in(editing.Title)
	r.must(os.Remove(r.path(bridgeSlug)))
	r.readStories()
	r.wantText("is not there any more: it was removed or renamed elsewhere", "the file is not there any more: F5")
	r.wait(time.Second)
	want(t, "kept aside", r.copy().Texts[editing.Title], "The bridge between two teams")
	r.tap("Leave without it")
	r.wantOn("storiesScreen")
	want(t, "written", r.there(bridgeSlug), false)
	want(t, "copies", len(r.copies.kept), 0)
}

func TestAFileThatComesBackIsGoneOnWith(t *testing.T) {
	r := desk(t)
	text := r.file(bridgeSlug)
	r.editStory(bridgeSlug)
	r.must(os.Remove(r.path(bridgeSlug)))
	r.readStories()
	r.must(os.WriteFile(r.path(bridgeSlug), []byte(text), 0o600))
	r.readStories()
	r.wantText("all saved")
	r.wantNoText("not there any more")
}

func TestAFileThatWasMadeUnreadableElsewhereIsSaid(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Title, "Mine")
	r.must(os.WriteFile(r.path(bridgeSlug), []byte("title = \"Theirs\"\ntags = 7\n"), 0o600))
	r.tab(1)
	r.wantText("cannot be read now: line 2: tags")
	want(t, "written over", strings.Contains(r.file(bridgeSlug), "Theirs"), true)
	r.tap("Open the file")
	want(t, "opened", len(r.opened), 1)
	r.tap("Keep what is here")
	want(t, "title", r.saved(bridgeSlug).Title, "Mine")
	trashed, err := story.InTrash(r.dir)
	r.must(err)
	want(t, "in the trash", len(trashed), 1)
}

func TestAFileThatWasMendedElsewhereIsFollowed(t *testing.T) {
	r := desk(t)
	text := r.file(bridgeSlug)
	r.editStory(bridgeSlug)
	r.must(os.WriteFile(r.path(bridgeSlug), []byte("title = \"Theirs\"\ntags = 7\n"), 0o600))
	r.readStories()
	r.wantText("cannot be read now")
	r.must(os.WriteFile(r.path(bridgeSlug), []byte(strings.Replace(text, "The bridge", "A bridge", 1)), 0o600))
	r.readStories()
	r.wantNoText("cannot be read now")
	want(t, "title", r.editor().view.areas[editing.Title].Text(), "A bridge between two teams")
}

func TestACopyOfAFileThatHasChangedSinceIsCompared(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.in(editing.Title)
	r.typeText(" kept")
	r.wait(time.Second)
	kept := map[string][]byte{}
	for id, data := range r.copies.kept {
		kept[id] = data
	}
	r.press("Ctrl+Z", "Esc")
	r.elsewhere(bridgeSlug, "The bridge between two teams", "Theirs")
	r.readStories()
	r.copies.kept = kept
	r.editStory(bridgeSlug)
	r.wantText("There is something that you did not save")
	r.press("Enter")
	r.wantOn("mergeScreen")
	r.wantText("The bridge between two teams kept", "Theirs")
	r.press("M")
	want(t, "title", r.saved(bridgeSlug).Title, "The bridge between two teams kept")
}

func TestACopyCanBeThrownAwayOrAskedForAgain(t *testing.T) {
	r := desk(t)
	copyOf := editing.Copy{Path: r.path(bridgeSlug), Title: "Kept", At: noon(), Texts: map[editing.Field]string{editing.Notes: "kept"}}
	r.copies.kept["x"] = copyOf.Encode()
	r.editStory(bridgeSlug)
	r.wantText("What you wrote on 2 Mar 2026, 12:00 in Kept is not in its file: Notes.")
	r.press("Esc")
	want(t, "copies", len(r.copies.kept), 1)
	r.press("Esc")
	r.editStory(bridgeSlug)
	r.press("T")
	want(t, "copies", len(r.copies.kept), 0)
}

func TestACopyOfAStoryThatIsGoneBecomesANewOne(t *testing.T) {
	r := desk(t)
	r.copies.kept["x"] = editing.Copy{Path: r.path("gone"), Title: "Gone", At: noon(), Texts: map[editing.Field]string{editing.Title: "Gone", editing.Notes: "kept"}}.Encode()
	r.copies.kept["y"] = []byte("no copy at all")
	r.shell.OfferCopies()
	r.settle()
	r.tap("Go on with it")
	r.wantText("A new story")
	r.press("Esc")
	want(t, "notes", r.saved("gone").Notes, "kept")
	want(t, "what cannot be read stays", len(r.copies.kept), 1)
}

func TestWhatWasNotSavedCanBeThrownAwayAtTheStart(t *testing.T) {
	r := desk(t)
	r.copies.kept["x"] = editing.Copy{Title: "New", At: noon(), Texts: map[editing.Field]string{editing.Notes: "kept"}}.Encode()
	r.shell.OfferCopies()
	r.settle()
	r.tap("Throw it away")
	want(t, "copies", len(r.copies.kept), 0)
}

func TestAnAnswerUnderWayIsNotLeftForWhatWasNotSaved(t *testing.T) {
	r := desk(t)
	r.copies.kept["x"] = editing.Copy{Title: "New", At: noon(), Texts: map[editing.Field]string{editing.Notes: "kept"}}.Encode()
	r.shell.OfferCopies()
	r.settle()
	row := r.shell.notices[0].actions[0]
	r.toStage(shortSlug)
	r.press("Space")
	row.do()
	r.settle()
	r.wantOn("stage")
}

func TestEscAsksFirstWhatIsToBecomeOfTwoVersions(t *testing.T) {
	r := mix(t)
	r.press("Esc", "Esc")
	r.wantOn("mergeScreen")
	r.press("U", "Esc")
	r.wantOn("storiesScreen")
	want(t, "title", r.saved(bridgeSlug).Title, "Mine")
}

func TestGoingElsewhereWithTwoVersionsIsTold(t *testing.T) {
	r := mix(t)
	r.press("Esc", "Ctrl+2")
	r.wantOn("questionsScreen")
	r.wantText("its file was changed elsewhere, so what you wrote is not saved in it yet. It is kept.")
	want(t, "kept aside", r.copy().Texts[editing.Title], "Mine")
	r.press("Ctrl+1")
	r.editStory(bridgeSlug)
	r.wantText("There is something that you did not save")
}

func TestLeavingAFileThatCannotBeReadIsTold(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Title, "Mine")
	r.must(os.WriteFile(r.path(bridgeSlug), []byte("title = \"Theirs\"\ntags = 7\n"), 0o600))
	r.tab(1)
	r.press("Esc")
	r.wantOn("storiesScreen")
	r.wantText("Mine: its file was changed elsewhere")
	want(t, "kept aside", r.copy().Texts[editing.Title], "Mine")
}

func TestWhatIsAnsweredInTheEditorIsNotOfferedAgain(t *testing.T) {
	r := desk(t)
	r.copies.kept["x"] = editing.Copy{Path: r.path(bridgeSlug), Title: "Kept", At: noon(), Texts: map[editing.Field]string{editing.Notes: "kept"}}.Encode()
	r.shell.OfferCopies()
	r.settle()
	r.wantText("Go on with it")
	r.editStory(bridgeSlug)
	r.press("Enter", "Esc")
	r.wantNoText("Go on with it")
}
