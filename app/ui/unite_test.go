package ui

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/story"
	"starling/app/ui/look"
)

// otherMachine is a rig's history as another machine has it: it knows what this
// one does, and more was said there.
func (r *rig) otherMachine(said func(s *history.Store)) string {
	r.Helper()
	dir := r.TempDir()
	s, _, err := history.Open(r.Context(), dir, history.Options{Now: r.clock.now})
	r.must(err)
	defer s.Close()
	_, err = s.Merge(r.Context(), r.store.Dir(), history.MergeOptions{})
	r.must(err)
	said(s)
	return dir
}

func TestAnotherHistoryIsMergedByKeyboardAlone(t *testing.T) {
	r := start(t)
	r.past(3, 2)
	dir := r.otherMachine(func(s *history.Store) {
		r.must(s.Rate(r.Context(), "past-3-0", story.Action, 4))
		r.must(s.Rate(r.Context(), "past-2-1", story.Action, 2))
		r.must(s.SetNote(r.Context(), "past-2-1", "Slower at the start."))
	})
	r.clock.wall = r.clock.wall.Add(time.Hour)
	r.must(r.store.Rate(r.Context(), "past-2-1", story.Action, 5))
	r.shell.lastOther = dir
	r.press("Ctrl+4")
	r.wantShown("merge another history")
	r.press("M")
	r.wantShown("Which history is to be merged into yours?", "history.db")
	r.typeText("history.db")
	r.press("Enter")
	r.wantOn("uniteScreen")
	r.wantShown("There came 2 ratings and 1 note. The other history is as it was.", "1 thing was said on both machines",
		"2 days", "the rating of Action", "Shown: 5 (here, ", "In the record: 2 (there, ")
	r.press("Enter")
	r.wantOn("historyScreen")
	record, err := r.store.Attempt(r.Context(), "past-2-1")
	r.must(err)
	want(t, "the note", record.Note, "Slower at the start.")
	want(t, "the rating", record.Ratings[story.Action], 5)
}

func TestAMergeShowsHowFarItIsAndEscStopsItWithNothingTaken(t *testing.T) {
	r := start(t)
	r.past(3)
	r.press("Ctrl+4")
	stopped := false
	r.shell.parts.Merge = func(ctx context.Context, _ string, progress func(done, of int)) (history.Merged, error) {
		progress(40, 100)
		r.wantShown("40 of 100 attempts", "Stop")
		r.golden("unite-busy")
		r.keyDown("Esc", 1)
		stopped = ctx.Err() != nil
		return history.Merged{}, ctx.Err()
	}
	r.shell.mergeHistories([]string{"/elsewhere/history.db"})
	r.settle()
	want(t, "stopped", stopped, true)
	r.wantOn("uniteScreen")
	r.wantShown("It was stopped.", "Your history is as it was.")
	r.press("Esc")
	r.wantOn("historyScreen")
}

func TestWhatIsNoHistoryIsSaidAndNothingIsTaken(t *testing.T) {
	r := start(t)
	path := filepath.Join(t.TempDir(), "notes.db")
	r.must(os.WriteFile(path, []byte(fmt.Sprintf("%2000s", "no history")), 0o600))
	r.press("Ctrl+4")
	r.shell.mergeHistories([]string{path})
	r.settle()
	r.wantShown("is no history that can be read", "Your history is as it was.")
}

func TestAMergeIsNotBegunDuringAnAnswer(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.shell.mergeHistories([]string{"/elsewhere/history.db"})
	r.settle()
	r.wantOn("stage")
	r.wantShown(underWay)
}

func TestGoingElsewhereStopsAMerge(t *testing.T) {
	r := start(t)
	r.press("Ctrl+4")
	var ended error
	r.shell.parts.Merge = func(ctx context.Context, _ string, _ func(done, of int)) (history.Merged, error) {
		r.keyDown("Ctrl+1", 1)
		ended = ctx.Err()
		return history.Merged{}, ended
	}
	r.shell.mergeHistories([]string{"/elsewhere/history.db"})
	r.settle()
	want(t, "stopped", ended, context.Canceled)
	r.wantOn("storiesScreen")
}

func TestTheSyncedFolderIsNamedInTheSettings(t *testing.T) {
	r := start(t)
	r.press("Ctrl+5")
	r.wantShown("Synced folder")
	sc := r.shell.prefs
	for _, f := range focusables(sc.page) {
		if field, ok := f.(*look.Field); ok && field.PlaceHolder == "none" {
			r.shell.focus(field)
		}
	}
	r.typeText("~/Sync/Starling")
	r.press("Enter")
	want(t, "kept", r.kept().SyncDir, "~/Sync/Starling")
	want(t, "followed", fmt.Sprint(r.synced), "[~/Sync/Starling]")
}

func TestTroubleWithTheSyncedFolderIsNotForTheStage(t *testing.T) {
	r := start(t)
	r.shell.SyncTold("The synced folder is not there.")
	r.wantShown("The synced folder is not there.")
	r.toStage(shortSlug)
	r.press("Space")
	r.wantNoText("The synced folder is not there.")
}

func TestWhatTwoMachinesSaidThroughTheFolderCanBeLookedAt(t *testing.T) {
	r := start(t)
	r.past(3)
	r.shell.SyncCame(history.Merged{Ratings: 1, ClashCount: 1, Clashes: []history.Clash{{
		Attempt: "past-3-0", Title: "3 days", Started: noon(), Field: "rating.action",
		Shown: history.Said{Value: "5", At: noon()}, Kept: history.Said{Value: "2", At: noon(), Here: true},
	}}})
	r.settle()
	r.wantShown("1 thing was said here and on another machine")
	r.tap("Look at both")
	r.wantOn("uniteScreen")
	r.wantShown("Shown: 5 (there, ", "In the record: 2 (here, ")
	r.golden("unite-clashes")
	r.press("Esc")
	r.wantOn("storiesScreen")
}
