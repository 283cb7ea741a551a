package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"starling/app/history/journal"
	"starling/app/story"
)

// joined is a history that takes part in a folder, with its place in a file of its own.
func joined(t *testing.T, s *Store, folder, place string) *Journal {
	t.Helper()
	return ok[*Journal](t)(s.Journal(t.Context(), folder, place))
}

func write1(t *testing.T, j *Journal) int { t.Helper(); return ok[int](t)(j.Write(t.Context())) }

func read1(t *testing.T, j *Journal) Merged { t.Helper(); return ok[Merged](t)(j.Read(t.Context())) }

func TestOldAttemptsAreWrittenWhenAFolderIsNamedAndThenWhatIsNew(t *testing.T) {
	folder, places := t.TempDir(), t.TempDir()
	here, there := openNew(t), openNew(t)
	performMany(t, here, 0, 2*stepAttempts+30)
	j := joined(t, here, folder, filepath.Join(places, "here"))
	if n := write1(t, j); n != 2*stepAttempts+30 {
		t.Errorf("%d were written", n)
	}
	if n := write1(t, j); n != 0 {
		t.Errorf("%d were written again", n)
	}
	k := joined(t, there, folder, filepath.Join(places, "there"))
	if m := read1(t, k); m.Attempts != 2*stepAttempts+30 {
		t.Errorf("came: %+v", m)
	}
	write1(t, k) // begins with all that is there
	must(t, here.Rate(t.Context(), "attempt-7", story.Action, 4))
	if n := write1(t, j); n != 1 {
		t.Errorf("%d were written for a rating", n)
	}
	if m := read1(t, k); m.Ratings != 1 || m.Attempts != 0 {
		t.Errorf("came: %+v", m)
	}
	if n := write1(t, k); n != 0 {
		t.Errorf("%d were passed on", n)
	}
}

func TestAJournalIsForThePersonAlone(t *testing.T) {
	folder, place := t.TempDir(), filepath.Join(t.TempDir(), "state", "place")
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	j := joined(t, s, folder, place)
	write1(t, j)
	for path, mode := range map[string]os.FileMode{
		place:                                 0o600,
		filepath.Join(folder, j.row.own.Name): 0o700,
		filepath.Join(folder, j.row.own.Current()): 0o600,
	} {
		if is := modeOf(t, path); is != mode {
			t.Errorf("%s has %v", path, is)
		}
	}
}

func TestACopiedDataFolderWritesAJournalOfItsOwn(t *testing.T) {
	folder, places := t.TempDir(), t.TempDir()
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	j := joined(t, s, folder, filepath.Join(places, "here"))
	write1(t, j)
	must(t, s.Close())
	copied := t.TempDir()
	must(t, os.CopyFS(copied, os.DirFS(s.Dir())))
	one, _ := open(t, s.Dir(), nil)
	two, _ := open(t, copied, nil)
	a, b := joined(t, one, folder, filepath.Join(places, "here")), joined(t, two, folder, filepath.Join(places, "there"))
	if a.row.own.Name != j.row.own.Name || b.row.own.Name == a.row.own.Name {
		t.Errorf("they write to %s and %s", a.row.own.Name, b.row.own.Name)
	}
	perform(t, two, attempt(2, "sales"))
	write1(t, b)
	if m := read1(t, a); m.Attempts != 1 {
		t.Errorf("came: %+v", m)
	}
}

func TestTwoThatWriteOneJournalPartAndNothingIsLost(t *testing.T) {
	folder, place := t.TempDir(), filepath.Join(t.TempDir(), "place") // even the place was copied
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	write1(t, joined(t, s, folder, place))
	must(t, s.Close())
	copied := t.TempDir()
	must(t, os.CopyFS(copied, os.DirFS(s.Dir())))
	one, _ := open(t, s.Dir(), nil)
	two, _ := open(t, copied, nil)
	a, b := joined(t, one, folder, place), joined(t, two, folder, filepath.Join(t.TempDir(), "other"))
	b.row = a.row // as if its place were the same
	perform(t, two, attempt(2, "sales"))
	must(t, two.Batch(t.Context(), func(batch *Batch) error {
		return batch.exec(`INSERT INTO unsent SELECT key, zeroblob(16), 1 FROM starts WHERE true ON CONFLICT DO NOTHING`)
	}))
	write1(t, b)
	perform(t, one, attempt(3, "sales"))
	write1(t, a) // finds that somebody else has written to it
	if a.row.own.Name == b.row.own.Name {
		t.Error("they still write one journal")
	}
	read1(t, b)
	if x, y := everything(t, one), everything(t, two); x != y || strings.Count(x, "Title of sales") != 3 {
		t.Errorf("one:\n%s\ntwo:\n%s", x, y)
	}
}

func TestAJournalThatWasCutIsWrittenAnew(t *testing.T) {
	folder, places := t.TempDir(), t.TempDir()
	s, other := openNew(t), openNew(t)
	performMany(t, s, 0, 20)
	j := joined(t, s, folder, filepath.Join(places, "here"))
	write1(t, j)
	must(t, os.RemoveAll(filepath.Join(folder, j.row.own.Name)))
	perform(t, s, attempt(30, "sales"))
	write1(t, j)
	if m := read1(t, joined(t, other, folder, filepath.Join(places, "there"))); m.Attempts != 21 {
		t.Errorf("came: %+v", m)
	}
}

func TestABackupThatWasRestoredGetsBackWhatItsJournalHas(t *testing.T) {
	folder, place := t.TempDir(), filepath.Join(t.TempDir(), "place")
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	write1(t, joined(t, s, folder, place))
	backup := ok[string](t)(s.Backup(t.Context()))
	j := joined(t, s, folder, place)
	perform(t, s, attempt(2, "sales"))
	must(t, s.Rate(t.Context(), "attempt-2", story.Action, 5))
	write1(t, j)
	must(t, s.Close())
	must(t, os.RemoveAll(filepath.Join(s.Dir(), databaseName+walSuffix)))
	must(t, copyFile(backup, filepath.Join(s.Dir(), databaseName)))
	again, _ := open(t, s.Dir(), nil)
	j = joined(t, again, folder, place)
	write1(t, j)
	read1(t, j)
	if r := ok[Record](t)(again.Attempt(t.Context(), "attempt-2")); r.Ratings[story.Action] != 5 {
		t.Errorf("%+v", r)
	}
}

func TestWritingStopsWhenAskedToAndGoesOnThere(t *testing.T) {
	folder, place := t.TempDir(), filepath.Join(t.TempDir(), "place")
	s, other := openNew(t), openNew(t)
	performMany(t, s, 0, 5*stepAttempts)
	j := joined(t, s, folder, place)
	steps := 0
	j.Pause = func() bool { steps++; return steps > 2 }
	if n, err := j.Write(t.Context()); !errors.Is(err, ErrPaused) || n != 2*stepAttempts {
		t.Errorf("%d written, %v", n, err)
	}
	must(t, s.Close())
	s, _ = open(t, s.Dir(), nil)
	if n := write1(t, joined(t, s, folder, place)); n != 3*stepAttempts {
		t.Errorf("%d written then", n)
	}
	k := joined(t, other, folder, filepath.Join(t.TempDir(), "there"))
	ctx, cancel := context.WithCancel(t.Context())
	steps = 0
	k.Pause = func() bool {
		if steps++; steps == 3 {
			cancel() // in the middle
		}
		return false
	}
	if _, err := k.Read(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	derived := dump(t, other)
	must(t, other.Rebuild(t.Context()))
	if again := dump(t, other); again != derived {
		t.Error("something is half done")
	}
	k.Pause = func() bool { return false }
	read1(t, k)
	if n := ok[int](t)(other.Count(t.Context(), Filter{})); n != 5*stepAttempts {
		t.Errorf("%d came in the end", n)
	}
}

func TestAFolderOfJournalsIsMergedAsADatabaseIs(t *testing.T) {
	folder := t.TempDir()
	s, other := openNew(t), openNew(t)
	performMany(t, s, 0, 30)
	write1(t, joined(t, s, folder, filepath.Join(t.TempDir(), "place")))
	if m := ok[Merged](t)(other.Merge(t.Context(), folder, MergeOptions{})); m.Attempts != 30 || len(m.Messages) != 0 {
		t.Errorf("%+v", m)
	}
}

func TestALineThatMakesNoSenseIsPassedOverAndTold(t *testing.T) {
	folder := t.TempDir()
	s := openNew(t)
	for name, r := range map[string]journal.Record{
		"no id":     {Plan: []byte(`{"limit":1,"sections":[]}`), Started: 1},
		"no plan":   {ID: "x", Plan: []byte(`[]`), Started: 1},
		"no start":  {ID: "x", Plan: []byte(`{"limit":1,"sections":[]}`), Started: -1},
		"rated 9":   {ID: "x", Plan: []byte(`{"limit":1,"sections":[]}`), Changes: []journal.Change{{ID: changeUUID(5), Machine: "m", Field: "rating.action", Value: "9"}}},
		"year 9999": {ID: "x", Plan: []byte(`{"limit":1,"sections":[]}`), Changes: []journal.Change{{ID: changeUUID(latestMoment.UnixMilli() << counterBits), Machine: "m", Field: "note", Value: "n"}}},
	} {
		own, err := journal.Append(folder, journal.Own{Name: strings.ReplaceAll(name, " ", "-")}, []journal.Record{r})
		must(t, err)
		m := ok[Merged](t)(s.Merge(t.Context(), folder, MergeOptions{}))
		if m.News() || len(m.Messages) != 1 {
			t.Errorf("%s: %+v", name, m)
		}
		must(t, os.RemoveAll(filepath.Join(folder, own.Name)))
	}
	if n := ok[int](t)(s.Count(t.Context(), Filter{IncludeDeleted: true})); n != 0 {
		t.Errorf("%d came", n)
	}
}

func changeUUID(moment int64) string { return changeID(moment).String() }
