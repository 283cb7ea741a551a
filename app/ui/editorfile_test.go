package ui

import (
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/editing"
)

// onStory selects a story on the list.
func (r *rig) onStory(slug string) {
	r.Helper()
	r.press("Ctrl+1")
	r.shell.stories.selectSlug(slug)
	r.shell.stories.again()
	r.settle()
}

// rename types a new name into the dialog that asks for it.
func (r *rig) rename(name string) {
	r.Helper()
	r.press("M")
	r.choose("Rename")
	r.typeText(name)
	r.press("Enter")
}

func TestARenamedStoryTakesItsHistoryAlong(t *testing.T) {
	r := desk(t)
	r.answer(shortSlug, 20*time.Second)
	r.press("3", "4", "5", "2", "4", "Enter")
	r.onStory(shortSlug)
	r.press("M")
	r.choose("Rename")
	r.wantText("Rename a-short-answer.toml", "1 attempt goes with it.")
	r.typeText("brief")
	r.press("Enter")
	want(t, "old file", r.there(shortSlug), false)
	want(t, "selected", r.shell.stories.selected, "brief")
	want(t, "story in history", r.record().Story, "brief")
	want(t, "attempts", r.shell.stats["brief"].Attempts, 1)
	r.wantText("a-short-answer.toml is brief.toml now; its history has followed.")
	r.press("Ctrl+Z")
	want(t, "file again", r.there(shortSlug), true)
	want(t, "story in history again", r.record().Story, shortSlug)
}

func TestARenameThatIsNotPossibleChangesNothing(t *testing.T) {
	r := desk(t)
	r.onStory(shortSlug)
	r.rename(bridgeSlug)
	r.wantText("Renaming A short answer did not work")
	want(t, "file", r.there(shortSlug), true)
	r.onStory(shortSlug)
	r.press("M")
	r.choose("Rename")
	r.press("Esc")
	r.wantOn("storiesScreen")
	r.press("M")
	r.choose("Rename")
	r.press("Enter") // the same name
	want(t, "file", r.there(shortSlug), true)
}

func TestADuplicateStandsBesideTheFirst(t *testing.T) {
	r := desk(t)
	r.onStory(shortSlug)
	r.press("M")
	r.choose("Duplicate")
	want(t, "selected", r.shell.stories.selected, "a-short-answer-2")
	want(t, "title", r.saved("a-short-answer-2").Title, "A short answer (copy)")
	r.wantText("A copy of A short answer is in a-short-answer-2.toml.")
	r.tap("Edit the copy")
	want(t, "in the editor", r.editor().file.slug, "a-short-answer-2")
}

func TestADeletedStoryComesBack(t *testing.T) {
	r := desk(t)
	text := r.file(shortSlug)
	r.onStory(shortSlug)
	r.press("Del")
	want(t, "file", r.there(shortSlug), false)
	_, listed := r.shell.library.Find(shortSlug)
	want(t, "listed", listed, false)
	r.wantText("A short answer is in the trash")
	r.press("Ctrl+Z")
	want(t, "file again", r.file(shortSlug), text)
	want(t, "selected", r.shell.stories.selected, shortSlug)
}

func TestADeletionThatIsNotPossibleIsTold(t *testing.T) {
	r := desk(t)
	r.onStory(shortSlug)
	r.files.fails = errTest
	r.press("Del")
	r.wantText("Deleting A short answer did not work: the disk said no")
}

func TestAStoryIsOpenedInOnesOwnEditor(t *testing.T) {
	r := desk(t)
	r.onStory(shortSlug)
	r.press("M")
	r.choose("Open in my own editor")
	want(t, "opened", strings.HasSuffix(r.opened[0], "/a-short-answer.toml"), true)
	r.failing.open = errTest
	r.press("M")
	r.choose("Open in my own editor")
	r.wantText("No program could be started to show it: the disk said no. It is here: " + r.path(shortSlug))
}

func TestTheEditorsMenuSavesBeforeItDoesAnything(t *testing.T) {
	for _, what := range []string{"Open in my own editor", "Rename", "Duplicate", "Delete"} {
		r := desk(t)
		r.editStory(shortSlug)
		r.retype(editing.Title, "Saved first")
		r.press("F2")
		r.choose(what)
		if what == "Delete" {
			r.wantOn("storiesScreen")
			r.press("Ctrl+Z")
		}
		want(t, what, r.saved(shortSlug).Title, "Saved first")
	}
}

func TestARenameInTheEditorGoesOnWithTheNewFile(t *testing.T) {
	r := desk(t)
	r.editStory(shortSlug)
	r.press("F2")
	r.choose("Rename")
	r.typeText("brief")
	r.press("Enter")
	r.wantText("brief.toml · all saved")
	r.retype(editing.Title, "In the new file")
	r.press("Esc")
	want(t, "title", r.saved("brief").Title, "In the new file")
	want(t, "old file", r.there(shortSlug), false)
}

func TestAStoryDeletedInTheEditorIsNotWrittenAgain(t *testing.T) {
	r := desk(t)
	r.editStory(shortSlug)
	r.press("F2")
	r.choose("Delete")
	r.wait(time.Minute)
	want(t, "file", r.there(shortSlug), false)
	want(t, "copies", len(r.copies.kept), 0)
}

func TestTheEditorsMenuSplitsAndRehearses(t *testing.T) {
	r := desk(t)
	r.press("Ctrl+N", "F2")
	wantAll(t, "for a story without a file", r.menu(), "Split the script  F7", "Rehearse  "+shortcut("R"))
	r.choose("Split")
	r.wantText("nothing to split")
	r.press("Esc")
	r.editStory(shortSlug)
	r.press("F2")
	r.choose("Rehearse")
	r.wantOn("stage")
}

func TestInANarrowWindowTheMenuHasWhatTheFootHasNoRoomFor(t *testing.T) {
	r := desk(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.resize(800, 560)
	r.shell.stories.opened = true
	r.onStory(bridgeSlug)
	r.shell.stories.onResize()
	r.press("M")
	r.choose("Practice or one-way")
	r.choose("One-way interview")
	want(t, "mode", r.shell.stories.choices.mode, rehearsal.ModeOneWay)
	r.press("M")
	r.choose("Question")
	r.choose("When did you persuade")
	want(t, "question", r.shell.stories.choices.question, "persuade-data")
}

func TestAProblemIsEditedOrDeletedFromTheList(t *testing.T) {
	r := desk(t)
	r.elsewhere(draftSlug, "title", "mood = \"fine\"\ntitle")
	r.readStories()
	r.tap("2 problems")
	for r.shell.stories.problems[r.shell.stories.problem].File != r.path(draftSlug) {
		r.press("↓")
	}
	r.tap("Edit here")
	r.wantText("mood: is no key that Starling knows")
	r.press("Esc")
	r.tap("2 problems")
	for r.shell.stories.problems[r.shell.stories.problem].File != r.path(draftSlug) {
		r.press("↓")
	}
	r.press("Del")
	want(t, "file", r.there(draftSlug), false)
}

// sayScript speaks a story from its script for so long.
func (r *rig) sayScript(slug string, spoken time.Duration) {
	r.Helper()
	r.shell.stories.choices.prompt = rehearsal.PromptScript
	r.answer(slug, spoken)
	r.press("Enter")
}

func TestAfterThreeAttemptsFromTheScriptTheMeasuredPaceIsOffered(t *testing.T) {
	r := weak(t)
	r.press("Esc")
	for _, spoken := range []time.Duration{20 * time.Second, 22 * time.Second, 25 * time.Second} {
		r.wantNoText("words a minute from the script")
		r.sayScript("weak", spoken)
	}
	r.onStory("weak")
	r.wantText("You speak 134 words a minute from the script (median of 3).")
	r.tap("Use it")
	want(t, "pace", r.kept().Pace, 134)
	r.wantNoText("words a minute from the script (")
	r.wantText("at 134 words a minute")
}

func TestThePaceIsThatOfTheScriptAsItWasSpoken(t *testing.T) {
	r := weak(t)
	r.press("Esc")
	for range 3 {
		r.sayScript("weak", 20*time.Second)
	}
	before := r.shell.pace
	r.editStory("weak")
	r.in(editing.Script(story.Action))
	for range 30 {
		r.typeText(" more words")
	}
	r.press("Esc")
	want(t, "pace after the script has grown", r.shell.pace, before)
	want(t, "times", before.times, 3)
}

func TestAPaceLikeTheOneThatIsSetIsNotOffered(t *testing.T) {
	r := weak(t, func(s *settings.Settings) { s.Pace = 136 })
	r.press("Esc")
	for range 3 {
		r.sayScript("weak", 22*time.Second)
	}
	want(t, "measured", r.shell.pace.wpm, 134)
	r.wantNoText("words a minute from the script")
}
