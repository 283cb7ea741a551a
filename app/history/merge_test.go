package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// merge merges one store's history into another's, by its database as it lies there.
func merge(t testing.TB, into, from *Store) Merged {
	t.Helper()
	return ok[Merged](t)(into.Merge(t.Context(), from.Dir(), MergeOptions{}))
}

// everything is all that the screens show of a history, as text that is equal
// for two machines that know the same.
func everything(t testing.TB, s *Store) string {
	t.Helper()
	var text strings.Builder
	for _, r := range ok[[]Record](t)(s.Attempts(t.Context(), Filter{IncludeDeleted: true})) {
		writeAll(t, &text, s, r)
	}
	return text.String()
}

func TestAttemptsAndWhatWasSaidOfThemUniteByID(t *testing.T) {
	here, there := openNew(t), openNew(t)
	a := perform(t, here, attempt(1, "sales"))
	b := perform(t, there, attempt(2, "sales"))
	must(t, there.Rate(t.Context(), b.ID, story.Action, 4))
	must(t, there.SetNote(t.Context(), b.ID, "apple"))
	merged := merge(t, here, there)
	if merged.Attempts != 1 || merged.Ratings != 1 || merged.Notes != 1 || merged.ClashCount != 0 || len(merged.Messages) != 0 {
		t.Errorf("came: %+v", merged)
	}
	if n := ok[int](t)(here.Count(t.Context(), Filter{})); n != 2 {
		t.Errorf("%d attempts", n)
	}
	if r := ok[Record](t)(here.Attempt(t.Context(), b.ID)); r.Ratings[story.Action] != 4 || r.Note != "apple" || r.Number != 2 {
		t.Errorf("came as %+v", r)
	}
	_ = a
	if again := merge(t, here, there); again.News() {
		t.Errorf("a second time came: %+v", again)
	}
	merge(t, there, here)
	if x, y := everything(t, here), everything(t, there); x != y {
		t.Errorf("here:\n%s\nthere:\n%s", x, y)
	}
}

func TestTheLaterOfTwoChangesIsShownAndTheOtherListed(t *testing.T) {
	clock := &ticking{at: noon}
	here, _ := open(t, t.TempDir(), clock.now)
	there, _ := open(t, t.TempDir(), clock.now)
	a := perform(t, here, attempt(1, "sales"))
	merge(t, there, here)
	must(t, here.Rate(t.Context(), a.ID, story.Action, 2))
	clock.move(time.Hour)
	must(t, there.Rate(t.Context(), a.ID, story.Action, 5))
	merged := merge(t, here, there)
	if merged.ClashCount != 1 || len(merged.Clashes) != 1 {
		t.Fatalf("%+v", merged)
	}
	c := merged.Clashes[0]
	if c.Field != "rating.action" || c.Shown.Value != "5" || c.Shown.Here || c.Kept.Value != "2" || !c.Kept.Here || c.Attempt != a.ID {
		t.Errorf("%+v", c)
	}
	if r := ok[Record](t)(here.Attempt(t.Context(), a.ID)); r.Ratings[story.Action] != 5 {
		t.Errorf("shown: %v", r.Ratings)
	}
	if changes := ok[[]Change](t)(here.Changes(t.Context(), a.ID)); len(changes) != 2 || !changes[0].Superseded {
		t.Errorf("in the record: %+v", changes)
	}
	// Said in knowledge of the other, it is no clash, and it wins although this clock is behind.
	clock.move(-48 * time.Hour)
	must(t, here.Rate(t.Context(), a.ID, story.Action, 1))
	if m := merge(t, there, here); m.ClashCount != 0 {
		t.Errorf("%+v", m)
	}
	if r := ok[Record](t)(there.Attempt(t.Context(), a.ID)); r.Ratings[story.Action] != 1 {
		t.Errorf("shown there: %v", r.Ratings)
	}
}

func TestADeletionTravelsAndSoDoesItsUndo(t *testing.T) {
	here, there := openNew(t), openNew(t)
	a := perform(t, here, attempt(1, "sales"))
	merge(t, there, here)
	must(t, there.Delete(t.Context(), a.ID))
	must(t, here.Rate(t.Context(), a.ID, story.Action, 3))
	if m := merge(t, here, there); m.Deletions != 1 {
		t.Errorf("%+v", m)
	}
	if n := ok[int](t)(here.Count(t.Context(), Filter{})); n != 0 {
		t.Errorf("%d are shown", n)
	}
	must(t, here.Restore(t.Context(), a.ID))
	if m := merge(t, there, here); m.Restored != 1 {
		t.Errorf("%+v", m)
	}
	if r := ok[Record](t)(there.Attempt(t.Context(), a.ID)); r.Deleted || r.Ratings[story.Action] != 3 {
		t.Errorf("%+v", r)
	}
}

func TestWhatIsNotDecidedUponDoesNotTravel(t *testing.T) {
	here, there := openNew(t), openNew(t)
	cut := attempt(1, "sales")
	must(t, there.Begin(t.Context(), cut))
	must(t, there.Append(t.Context(), cut.ID, at(cut, 0, rehearsal.EventStart, 0)))
	must(t, there.Beat(t.Context(), cut.ID, 40*time.Second))
	slip := attempt(2, "sales")
	must(t, there.Begin(t.Context(), slip))
	must(t, there.Append(t.Context(), slip.ID, at(slip, 0, rehearsal.EventStart, 0), at(slip, 3, rehearsal.EventFinish, 0)))
	if m := merge(t, here, there); m.News() {
		t.Errorf("came: %+v", m)
	}
	must(t, there.Keep(t.Context(), cut.ID))
	merge(t, here, there)
	if r := ok[Record](t)(here.Attempt(t.Context(), cut.ID)); !r.Kept || r.Spoken != 40*time.Second {
		t.Errorf("kept, it comes as %+v", r)
	}
	if _, err := here.Attempt(t.Context(), slip.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("the slip: %v", err)
	}
}

func TestALongerLogContinuesAShorterOne(t *testing.T) {
	here, there := openNew(t), openNew(t)
	a := perform(t, there, attempt(1, "sales"))
	merge(t, here, there)
	must(t, there.Append(t.Context(), a.ID, at(a, 90, rehearsal.EventReturn, 3), at(a, 90, rehearsal.EventResume, 3), at(a, 99, rehearsal.EventFinish, 3)))
	if m := merge(t, here, there); m.Continued != 1 || m.Attempts != 0 {
		t.Errorf("%+v", m)
	}
	if r := ok[Record](t)(here.Attempt(t.Context(), a.ID)); r.Spoken != 99*time.Second {
		t.Errorf("spoken: %v", r.Spoken)
	}
	merge(t, there, here) // the shorter one takes nothing away
	if x, y := everything(t, here), everything(t, there); x != y {
		t.Errorf("here:\n%s\nthere:\n%s", x, y)
	}
}

func TestAClockYearsAheadDoesNotSilenceTheOthers(t *testing.T) {
	ahead := &ticking{at: noon.AddDate(70, 0, 0)}
	there, _ := open(t, t.TempDir(), ahead.now)
	here, _ := open(t, t.TempDir(), (&ticking{at: noon}).now)
	a := perform(t, there, attempt(1, "sales"))
	must(t, there.Rate(t.Context(), a.ID, story.Action, 2))
	merge(t, here, there)
	must(t, here.Rate(t.Context(), a.ID, story.Action, 5))
	merge(t, there, here)
	for name, s := range map[string]*Store{"here": here, "there": there} {
		if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Ratings[story.Action] != 5 {
			t.Errorf("%s: what was said last does not hold: %v", name, r.Ratings)
		}
	}
}

func TestWhatIsDerivedAfterAMergeIsWhatARebuildDerives(t *testing.T) {
	here, there := openNew(t), openNew(t)
	performMany(t, here, 0, 700)
	must(t, there.Batch(t.Context(), func(b *Batch) error {
		for n := 300; n < 1500; n++ {
			a := attempt(n, []string{"sales", "launch", ""}[n%3])
			a.ID += "-there"
			a.Question.ID = []string{"why", "who"}[n%2]
			a.Started = a.Started.Add(time.Duration(n%2) * 30 * time.Second)
			if err := errors.Join(b.Begin(a), b.Append(a.ID, whole(a)...), b.Rate(a.ID, story.Action, 1+n%5), b.SetNote(a.ID, "apple")); err != nil {
				return err
			}
		}
		return b.RenameStory("launch", "sales")
	}))
	merge(t, here, there)
	derived := dump(t, here)
	must(t, here.Rebuild(t.Context()))
	if again := dump(t, here); again != derived {
		t.Errorf("a rebuild derives something else: %s", firstDifference(derived, again))
	}
}

func TestAMergeThatIsCutOffLeavesNothing(t *testing.T) {
	here, there := openNew(t), openNew(t)
	performMany(t, there, 0, 2*mergeChunk+10)
	mine := attempt(90_000, "mine")
	perform(t, here, mine)
	before := dump(t, here)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	steps := 0
	_, err := here.Merge(ctx, there.Dir(), MergeOptions{Progress: func(int, int) {
		if steps++; steps == 2 {
			cancel()
		}
	}})
	if !errors.Is(err, context.Canceled) || steps != 2 {
		t.Fatalf("%v after %d steps", err, steps)
	}
	if after := dump(t, here); after != before {
		t.Errorf("something is left: %s", firstDifference(before, after))
	}
	if left, _ := filepath.Glob(filepath.Join(here.Dir(), "merging-*")); len(left) > 0 {
		t.Errorf("left: %v", left)
	}
	if m := merge(t, here, there); m.Attempts != 2*mergeChunk+10 {
		t.Errorf("and then: %+v", m)
	}
	var astray int
	must(t, here.writer.QueryRowContext(t.Context(), `SELECT count(*) FROM pragma_foreign_key_check`).Scan(&astray))
	if astray > 0 {
		t.Errorf("%d rows refer to none", astray)
	}
	derived := dump(t, here)
	must(t, here.Rebuild(t.Context()))
	if again := dump(t, here); again != derived {
		t.Errorf("a rebuild derives something else: %s", firstDifference(derived, again))
	}
	var holds bool
	must(t, here.writer.QueryRowContext(t.Context(), `PRAGMA foreign_keys`).Scan(&holds))
	if !holds {
		t.Error("rows without the one that they refer to are taken from now on")
	}
}

func TestADryRunTellsWhatWouldComeAndChangesNothing(t *testing.T) {
	here, there := openNew(t), openNew(t)
	perform(t, there, attempt(1, "sales"))
	before := dump(t, here)
	m := ok[Merged](t)(here.Merge(t.Context(), there.Dir(), MergeOptions{DryRun: true}))
	if m.Attempts != 1 || dump(t, here) != before {
		t.Errorf("%+v", m)
	}
}

func TestTheOtherHistoryIsNeverChanged(t *testing.T) {
	here, there := openNew(t), openNew(t)
	perform(t, there, attempt(1, "sales")) // it stands in the log of writes
	read := func() map[string]string {
		files := map[string]string{}
		for _, name := range filesIn(t, there.Dir()) {
			if text, err := os.ReadFile(filepath.Join(there.Dir(), name)); err == nil {
				files[name] = string(text)
			}
		}
		return files
	}
	before := read()
	if m := merge(t, here, there); m.Attempts != 1 {
		t.Fatalf("%+v", m)
	}
	after := read()
	for name, text := range before {
		if after[name] != text {
			t.Errorf("%s is another", name)
		}
	}
	if len(after) != len(before) {
		t.Errorf("files: %v", filesIn(t, there.Dir()))
	}
}

func TestWhatIsNoHistoryIsRefused(t *testing.T) {
	here, there := openNew(t), openNew(t)
	performMany(t, there, 0, 50)
	must(t, there.Close())
	path := filepath.Join(there.Dir(), databaseName)
	damaged := filepath.Join(t.TempDir(), "damaged.db")
	must(t, copyFile(path, damaged))
	write(t, damaged, 8192, make([]byte, 30_000))
	newer := filepath.Join(t.TempDir(), "newer.db")
	must(t, copyFile(path, newer))
	db := ok[*Store](t)(openForTest(newer))
	must(t, direct(t, db, `PRAGMA user_version = 999`))
	must(t, db.Close())
	text := filepath.Join(t.TempDir(), "text.db")
	must(t, os.WriteFile(text, []byte(strings.Repeat("no database ", 200)), 0o600))
	for name, c := range map[string]struct {
		path string
		is   error
		says string
	}{
		"missing":      {filepath.Join(t.TempDir(), "none"), ErrNoHistory, "check the name"},
		"empty folder": {t.TempDir(), ErrNoHistory, "name another machine's data folder"},
		"damaged":      {damaged, ErrDamaged, "copy the file again"},
		"newer":        {newer, ErrNewer, "install the newest"},
		"text":         {text, ErrDamaged, "no history that can be read"},
		"own folder":   {here.Dir(), ErrOwn, "name the one of another machine"},
		"own file":     {filepath.Join(here.Dir(), databaseName), ErrOwn, "name the one of another machine"},
	} {
		_, err := here.Merge(t.Context(), c.path, MergeOptions{})
		if !errors.Is(err, c.is) || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s: %v", name, err)
		}
		if strings.Contains(err.Error(), "merging-") {
			t.Errorf("%s: names the copy: %v", name, err)
		}
	}
	if n := ok[int](t)(here.Count(t.Context(), Filter{})); n != 0 {
		t.Errorf("%d attempts came", n)
	}
	if exists(here.suspectPath()) {
		t.Error("the own history is suspected")
	}
}
