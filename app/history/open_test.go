package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"starling/app/story"
)

func TestFoldersAndFilesAreForThePersonAlone(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "made", "for this")
	lock, err := Lock(dir)
	must(t, err)
	defer lock.Release()
	s, _ := open(t, dir, nil)
	a := perform(t, s, attempt(1, "sales"))
	backup := ok[string](t)(s.Backup(t.Context()))
	s.suspect(errors.New("a test"))

	for _, folder := range []string{dir, filepath.Dir(dir), filepath.Dir(backup)} {
		if mode := modeOf(t, folder); mode != 0o700 {
			t.Errorf("%s is %v", folder, mode)
		}
	}
	for _, name := range append(filesIn(t, dir), "backups/"+base(backup)) {
		if mode := modeOf(t, filepath.Join(dir, name)); name != "backups" && mode != 0o600 {
			t.Errorf("%s is %v", name, mode)
		}
	}
	if names := strings.Join(filesIn(t, dir), " "); !strings.Contains(names, "history.db-wal") || !strings.Contains(names, "history.db-shm") {
		t.Errorf("files %s", names)
	}

	// A copy from elsewhere may have brought others.
	must(t, s.Close())
	must(t, os.Chmod(s.path, 0o644))
	must(t, os.Chmod(backup, 0o644))
	s, _ = open(t, dir, nil)
	must(t, s.Rate(t.Context(), a.ID, story.Task, 2))
	for _, path := range []string{s.path, s.path + walSuffix, backup} {
		if mode := modeOf(t, path); mode != 0o600 {
			t.Errorf("%s is %v", path, mode)
		}
	}
}

func TestAFolderThatIsThereKeepsItsPermissions(t *testing.T) {
	dir := t.TempDir()
	must(t, os.Chmod(dir, 0o755))
	open(t, dir, nil)
	if mode := modeOf(t, dir); mode != 0o755 {
		t.Errorf("it is %v now", mode)
	}
}

func TestAnyPathWillDo(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "50% ?mode=memory#x &y äöü 日本")
	s, _ := open(t, dir, nil)
	perform(t, s, attempt(1, "sales"))
	backup := ok[string](t)(s.Backup(t.Context()))
	must(t, s.Close())
	if sizeOf(filepath.Join(dir, databaseName)) == 0 || sizeOf(backup) == 0 {
		t.Errorf("the folder has %v", filesIn(t, dir))
	}
	s, err := OpenReader(t.Context(), dir)
	must(t, err)
	defer s.Close()
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 1 {
		t.Errorf("%d attempts", n)
	}
}

func TestThePragmasHoldOnEveryConnection(t *testing.T) {
	s := openNew(t)
	var mode string
	var synchronous, keys, timeout, triggers int
	query := `SELECT (SELECT journal_mode FROM pragma_journal_mode), (SELECT synchronous FROM pragma_synchronous),
		(SELECT foreign_keys FROM pragma_foreign_keys), (SELECT timeout FROM pragma_busy_timeout),
		(SELECT recursive_triggers FROM pragma_recursive_triggers)`
	must(t, s.writer.QueryRowContext(t.Context(), query).Scan(&mode, &synchronous, &keys, &timeout, &triggers))
	if mode != "wal" || synchronous != 2 || keys != 1 || timeout != 5000 || triggers != 1 {
		t.Errorf("journal %s, synchronous %d, foreign keys %d, timeout %d, triggers %d", mode, synchronous, keys, timeout, triggers)
	}
	if n := s.writer.Stats().MaxOpenConnections; n != 1 {
		t.Errorf("%d writers", n)
	}
	for range readers {
		conn, err := s.reader.Conn(t.Context())
		must(t, err)
		defer conn.Close()
		if _, err := conn.ExecContext(t.Context(), `DELETE FROM stories`); err == nil {
			t.Error("a reader wrote")
		}
	}
}

func TestADatabaseOfANewerStarlingIsLeftUntouched(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	perform(t, s, attempt(1, "sales"))
	for _, name := range []string{"in the file", "in the log of writes"} {
		t.Run(name, func(t *testing.T) {
			if name == "in the file" {
				must(t, direct(t, s, `PRAGMA user_version = 99`))
				must(t, s.Close())
			} else {
				live, _ := open(t, t.TempDir(), nil)
				must(t, direct(t, live, `PRAGMA user_version = 99`))
				dir = copyOf(t, live.dir)
				must(t, live.Close())
			}
			path := filepath.Join(dir, databaseName)
			before := ok[[]byte](t)(os.ReadFile(path))

			_, report, err := Open(t.Context(), dir, Options{})
			if !errors.Is(err, ErrNewer) || !strings.Contains(err.Error(), "install the newest Starling") {
				t.Error(err)
			}
			if len(report.Messages) > 0 {
				t.Errorf("%v", report)
			}
			if _, err := OpenReader(t.Context(), dir); !errors.Is(err, ErrNewer) {
				t.Error(err)
			}
			if diff := cmp.Diff(before, ok[[]byte](t)(os.ReadFile(path))); diff != "" {
				t.Error("the file changed")
			}
		})
	}
}

// copyOf copies a folder as it is, as a power cut would leave it.
func copyOf(t testing.TB, dir string) string {
	t.Helper()
	to := t.TempDir()
	must(t, os.CopyFS(to, os.DirFS(dir)))
	return to
}

func step(sql string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(sql)} }

func TestMigrationsAreTakenInOrderAfterABackup(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	steps := ok[[]migration](t)(migrations(fstest.MapFS{
		"migrations/0001_log.sql":   step(`this one was taken`),
		"migrations/0002_two.sql":   step(`CREATE TABLE two (x); CREATE INDEX by_x ON two (x)`),
		"migrations/0003_three.sql": step(`ALTER TABLE two ADD COLUMN y`),
	}))
	var report Report
	must(t, s.bringUpToDate(t.Context(), 1, steps, &report))

	must(t, direct(t, s, `INSERT INTO two (x, y) VALUES (1, 2)`))
	var version int
	must(t, s.row(t.Context(), `PRAGMA user_version`, nil, &version))
	if version != 3 {
		t.Errorf("version %d", version)
	}
	if !strings.HasSuffix(report.Backup, "-v1.db") {
		t.Fatalf("the backup is %q", report.Backup)
	}
	if holds := ok[contents](t)(inspect(t.Context(), report.Backup)); holds.attempts != 1 {
		t.Errorf("the backup has %d attempts", holds.attempts)
	}
}

func TestAMigrationThatFailsLeavesTheDatabaseAtTheOneBefore(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	steps := ok[[]migration](t)(migrations(fstest.MapFS{
		"migrations/0001_log.sql":   step(``),
		"migrations/0002_two.sql":   step(`CREATE TABLE two (x)`),
		"migrations/0003_three.sql": step(`CREATE TABLE three (x); DROP TABLE attempts; no such statement`),
	}))
	err := s.bringUpToDate(t.Context(), 1, steps, &Report{})
	if err == nil || !strings.Contains(err.Error(), "0003_three.sql") {
		t.Error(err)
	}
	var version, threes, attempts int
	must(t, s.row(t.Context(), `SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT count(*) FROM sqlite_schema WHERE name = 'three'), (SELECT count(*) FROM attempts)`, nil, &version, &threes, &attempts))
	if version != 2 || threes != 0 || attempts != 1 {
		t.Errorf("version %d, %d tables named three, %d attempts", version, threes, attempts)
	}
}

func TestMigrationsWithoutABackupAreNotTaken(t *testing.T) {
	s := openNew(t)
	must(t, os.RemoveAll(s.backupsDir()))
	must(t, os.WriteFile(s.backupsDir(), nil, 0o600))
	steps := ok[[]migration](t)(migrations(fstest.MapFS{
		"migrations/0001_log.sql": step(``), "migrations/0002_two.sql": step(`CREATE TABLE two (x)`),
	}))
	if err := s.bringUpToDate(t.Context(), 1, steps, &Report{}); err == nil {
		t.Error("it went on")
	}
	if err := direct(t, s, `SELECT * FROM two`); err == nil {
		t.Error("the step was taken")
	}
}

func TestMigrationsAreNumberedWithoutAGap(t *testing.T) {
	for name, files := range map[string]fstest.MapFS{
		"a gap":       {"migrations/0001_a.sql": step(``), "migrations/0003_b.sql": step(``)},
		"no number":   {"migrations/first.sql": step(``)},
		"not a first": {"migrations/0002_a.sql": step(``)},
	} {
		if _, err := migrations(files); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
	if steps := ok[[]migration](t)(migrations(migrationFiles)); len(steps) != schemaVersion {
		t.Errorf("%d steps lead to version %d", len(steps), schemaVersion)
	}
}

func TestAnOlderDatabaseIsForTheAppNotForAReader(t *testing.T) {
	// There is no older version yet: a version below 1 with Starling's mark is
	// the nearest to one.
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	must(t, direct(t, s, `PRAGMA user_version = -1`))
	must(t, s.Close())
	if _, err := OpenReader(t.Context(), dir); !errors.Is(err, ErrOlder) || !strings.Contains(err.Error(), "open Starling once") {
		t.Error(err)
	}
}

func TestAMissingDatabaseReadsAsAnEmptyOne(t *testing.T) {
	dir := t.TempDir()
	empty := filepath.Join(dir, "made and not written to")
	must(t, os.Mkdir(empty, 0o700))
	must(t, os.WriteFile(filepath.Join(empty, databaseName), nil, 0o600))
	for _, d := range []string{dir, filepath.Join(dir, "no such folder"), empty} {
		s, err := OpenReader(t.Context(), d)
		must(t, err)
		ctx := t.Context()
		if all := ok[[]Record](t)(s.Attempts(ctx, Filter{})); len(all) != 0 {
			t.Errorf("attempts %v", all)
		}
		if n := ok[int](t)(s.Count(ctx, Filter{Text: "a"})); n != 0 {
			t.Errorf("count %d", n)
		}
		if all := ok[map[string]StoryStats](t)(s.Stories(ctx)); len(all) != 0 {
			t.Errorf("stories %v", all)
		}
		if all := ok[map[string]int](t)(s.QuestionCounts(ctx, "x")); len(all) != 0 {
			t.Errorf("questions %v", all)
		}
		if _, err := s.Attempt(ctx, "x"); !errors.Is(err, ErrNotFound) {
			t.Error(err)
		}
		must(t, s.Check(ctx))
		must(t, s.Close())
		if exists(filepath.Join(dir, "no such folder")) || exists(filepath.Join(dir, databaseName)) {
			t.Error("reading made something")
		}
	}
}

func TestAReaderBesideAWriterSeesWhatWasCommitted(t *testing.T) {
	w := openNew(t)
	r, err := OpenReader(t.Context(), w.Dir())
	must(t, err)
	defer r.Close()
	for n := 1; n <= 3; n++ {
		a := perform(t, w, attempt(n, "sales"))
		if count := ok[int](t)(r.Count(t.Context(), Filter{})); count != n {
			t.Errorf("%d of %d seen", count, n)
		}
		must(t, w.Rate(t.Context(), a.ID, story.Task, n))
		if got := ok[Record](t)(r.Attempt(t.Context(), a.ID)); got.Ratings[story.Task] != n {
			t.Errorf("ratings %v", got.Ratings)
		}
	}
	// While something is being written, what was there before is seen.
	err = w.Batch(t.Context(), func(b *Batch) error {
		if err := b.Begin(attempt(4, "sales")); err != nil {
			return err
		}
		if count := ok[int](t)(r.Count(t.Context(), Filter{})); count != 3 {
			t.Errorf("%d of 3 seen", count)
		}
		return nil
	})
	must(t, err)
}

func TestAReaderWritesNothing(t *testing.T) {
	w := openNew(t)
	a := perform(t, w, attempt(1, "sales"))
	r, err := OpenReader(t.Context(), w.Dir())
	must(t, err)
	defer r.Close()
	ctx := t.Context()
	_, backupErr := r.Backup(ctx)
	for name, err := range map[string]error{
		"begin": r.Begin(ctx, a), "append": r.Append(ctx, a.ID), "beat": r.Beat(ctx, a.ID, 1), "rate": r.Rate(ctx, a.ID, story.Task, 1),
		"note": r.SetNote(ctx, a.ID, ""), "delete": r.Delete(ctx, a.ID), "restore": r.Restore(ctx, a.ID), "keep": r.Keep(ctx, a.ID),
		"drop": r.Drop(ctx, a.ID), "rebuild": r.Rebuild(ctx), "backup": backupErr,
	} {
		if !errors.Is(err, ErrReadOnly) {
			t.Errorf("%s: %v", name, err)
		}
	}
	must(t, r.Check(ctx))
}

func TestOneWindowHoldsAFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "data")
	first, err := Lock(dir)
	must(t, err)
	if _, err := Lock(dir); !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), dir) {
		t.Errorf("second: %v", err)
	}
	if other, err := Lock(filepath.Join(dir, "other")); err != nil {
		t.Error(err)
	} else {
		other.Release()
	}
	first.Release()
	first.Release()
	second, err := Lock(dir)
	must(t, err)
	second.Release()
}

func TestStoppingAnOpenGivesItsReason(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, _, err := Open(ctx, t.TempDir(), Options{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}
