package history

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/story"
)

// backedUp makes a folder with ten attempts in a backup, and two attempts and
// three ratings since.
func backedUp(t testing.TB) (dir string) {
	t.Helper()
	dir = t.TempDir()
	s, _ := open(t, dir, func() time.Time { return noon.Add(time.Hour) })
	for n := range 10 {
		a := perform(t, s, attempt(n, "sales"))
		must(t, s.Rate(t.Context(), a.ID, story.Task, 1+n%5))
	}
	ok[string](t)(s.Backup(t.Context()))
	for n := 10; n < 12; n++ {
		perform(t, s, attempt(n, "sales"))
	}
	for n := range 3 {
		must(t, s.Rate(t.Context(), fmt.Sprintf("attempt-%d", n), story.Action, 5))
	}
	must(t, s.Close())
	return dir
}

func garbage(n int) []byte {
	data := make([]byte, n)
	random := rand.New(rand.NewPCG(1, 2))
	for i := range data {
		data[i] = byte(random.IntN(256))
	}
	return data
}

// damages are ways in which a database can be broken such that it shows at once.
func damages(t testing.TB) map[string]func(path string) {
	truncated := func(size int64) func(string) {
		return func(path string) { must(t, os.Truncate(path, size)) }
	}
	return map[string]func(path string){
		"cut to half":             func(path string) { must(t, os.Truncate(path, sizeOf(path)/2)) },
		"cut within a page":       func(path string) { must(t, os.Truncate(path, sizeOf(path)-1000)) },
		"cut to a page":           truncated(4096),
		"cut within the header":   truncated(60),
		"cut to a byte":           truncated(1),
		"emptied":                 truncated(0),
		"removed":                 func(path string) { must(t, os.Remove(path)) },
		"a garbage header":        func(path string) { write(t, path, 0, garbage(100)) },
		"a garbage first page":    func(path string) { write(t, path, 100, garbage(3996)) },
		"garbage after the start": func(path string) { write(t, path, 4096, garbage(int(sizeOf(path))-4096)) },
		"zeroes":                  func(path string) { write(t, path, 0, make([]byte, sizeOf(path))) },
		"not a database": func(path string) {
			must(t, os.WriteFile(path, bytes.Repeat([]byte("shopping list\n"), 1000), 0o600))
		},
		"another program's database": func(path string) {
			must(t, os.Remove(path))
			must(t, os.WriteFile(path, nil, 0o600))
			db, err := openWriter(path)
			must(t, err)
			_, err = db.ExecContext(context.Background(), `CREATE TABLE cats (name); PRAGMA user_version = 50`)
			must(t, errors.Join(err, db.Close()))
		},
		"a table gone": func(path string) {
			db, err := openWriter(path)
			must(t, err)
			_, err = db.ExecContext(context.Background(), `DROP TABLE stories`)
			must(t, errors.Join(err, db.Close()))
		},
		"emptied beside its log of writes": func(path string) {
			must(t, os.Truncate(path, 0))
			must(t, os.WriteFile(path+walSuffix, []byte("\x37\x7f\x06\x82 and what was not yet in the database"), 0o600))
		},
	}
}

func TestADamagedDatabaseIsSetAsideAndTheBackupTakesItsPlace(t *testing.T) {
	sound := backedUp(t)
	for name, damage := range damages(t) {
		t.Run(name, func(t *testing.T) {
			dir := copyOf(t, sound)
			path := filepath.Join(dir, databaseName)
			damage(path)
			broken, _ := os.ReadFile(path)

			s, report := open(t, dir, func() time.Time { return noon.Add(2 * time.Hour) })

			if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 10 {
				t.Errorf("%d attempts", n)
			}
			must(t, s.Check(t.Context()))
			perform(t, s, attempt(20, "sales"))
			if report.RestoredFrom != s.backups()[0].path {
				t.Errorf("restored from %q", report.RestoredFrom)
			}
			said := strings.Join(report.Messages, "\n")
			t.Log(said)
			if !strings.Contains(said, "The backup of 1 Feb 2026, 13:00 took its place: 10 attempts, the last begun on 1 Feb 2026, 12:09.") {
				t.Errorf("said: %s", said)
			}
			if name == "removed" {
				return
			}
			if !strings.HasPrefix(base(report.SetAside), "history-damaged-20260201T120000Z") || !strings.Contains(said, report.SetAside) {
				t.Errorf("set aside as %q, said: %s", report.SetAside, said)
			}
			if got := ok[[]byte](t)(os.ReadFile(report.SetAside)); !bytes.Equal(got, broken) && name != "a table gone" {
				t.Error("what was set aside is not what was there")
			}
			if strings.Contains(name, "log of writes") && !exists(report.SetAside+walSuffix) {
				t.Errorf("the log of writes is not beside it: %v", filesIn(t, dir))
			}
			must(t, s.Close())
			if _, report := open(t, dir, nil); len(report.Messages) > 0 {
				t.Errorf("the next start says %v", report.Messages)
			}
		})
	}
}

func TestWhatIsMissingIsCountedWhereTheDamagedFileCanBeRead(t *testing.T) {
	dir := backedUp(t)
	damages(t)["a table gone"](filepath.Join(dir, databaseName))
	_, report := open(t, dir, nil)
	if said := strings.Join(report.Messages, "\n"); !strings.Contains(said, "still be read, that is 2 attempts, and 3 ratings, notes and deletions.") {
		t.Error(said)
	}
}

func TestNothingIsSaidToBeMissingWhereNothingIs(t *testing.T) {
	dir := backedUp(t)
	s, _ := open(t, dir, nil)
	ok[string](t)(s.Backup(t.Context()))
	must(t, s.Close())
	damages(t)["a table gone"](s.path)
	_, report := open(t, dir, nil)
	if said := strings.Join(report.Messages, "\n"); !strings.Contains(said, "nothing is missing") {
		t.Error(said)
	}
}

func TestABackupOfNothingRestoresNothing(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	ok[string](t)(s.Backup(t.Context()))
	perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), "attempt-1", story.Task, 1))
	must(t, s.Close())
	damages(t)["a table gone"](s.path)
	_, report := open(t, dir, nil)
	if said := strings.Join(report.Messages, "\n"); !strings.Contains(said, "0 attempts.") || !strings.Contains(said, "that is 1 attempt, and 1 rating, note or deletion.") {
		t.Error(said)
	}
}

func TestABackupThatIsDamagedTooIsPassedOver(t *testing.T) {
	dir := backedUp(t)
	s, _ := open(t, dir, nil)
	newest := ok[string](t)(s.Backup(t.Context()))
	must(t, s.Close())
	write(t, newest, 8192, garbage(8192))
	write(t, s.path, 0, garbage(100))

	s, report := open(t, dir, nil)
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 10 {
		t.Errorf("%d attempts", n)
	}
	if said := strings.Join(report.Messages, "\n"); !strings.Contains(said, newest+" could not be used either") {
		t.Error(said)
	}
}

func TestWithoutAGoodBackupTheHistoryStartsEmpty(t *testing.T) {
	for _, backups := range []string{"none", "damaged"} {
		t.Run(backups, func(t *testing.T) {
			dir := backedUp(t)
			path := filepath.Join(dir, databaseName)
			if backups == "none" {
				must(t, os.RemoveAll(filepath.Join(dir, "backups")))
			} else {
				must(t, os.Truncate((&Store{dir: dir}).backups()[0].path, 5000))
			}
			write(t, path, 0, garbage(100))

			s, report := open(t, dir, nil)
			if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 0 {
				t.Errorf("%d attempts", n)
			}
			if said := strings.Join(report.Messages, "\n"); !strings.Contains(said, "starts empty") || !exists(report.SetAside) {
				t.Errorf("set aside as %q: %s", report.SetAside, said)
			}
			perform(t, s, attempt(1, "sales"))
			must(t, s.Close())
			s, report = open(t, dir, nil)
			if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 1 || len(report.Messages) > 0 {
				t.Errorf("then %d attempts, %v", n, report.Messages)
			}
		})
	}
}

func TestTwoDamagedDatabasesAreBothKept(t *testing.T) {
	dir := backedUp(t)
	now := func() time.Time { return noon }
	for range 3 {
		write(t, filepath.Join(dir, databaseName), 0, garbage(100))
		s, _ := open(t, dir, now)
		must(t, s.Close())
	}
	names := strings.Join(filesIn(t, dir), " ")
	for _, want := range []string{"history-damaged-20260201T100000Z.db", "Z-2.db", "Z-3.db"} {
		if !strings.Contains(names, want) {
			t.Errorf("%s is not among %s", want, names)
		}
	}
}

func TestDamageThatDoesNotShowAtOnceIsFoundByTheCheckAndMendedAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	performMany(t, s, 0, 500)
	ok[string](t)(s.Backup(t.Context()))
	performMany(t, s, 500, 600)
	must(t, s.Close())
	// Somewhere in the middle of the events.
	data := ok[[]byte](t)(os.ReadFile(s.path))
	place := bytes.LastIndex(data[:len(data)/2], []byte("advance"))
	write(t, s.path, int64(place/4096*4096), garbage(4096))

	s, report := open(t, dir, nil)
	if len(report.Messages) > 0 {
		t.Fatalf("it was found at once: %v", report.Messages)
	}
	err := s.Check(t.Context())
	if !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "start Starling again") {
		t.Errorf("the check says %v", err)
	}
	must(t, s.Close())

	s, report = open(t, dir, nil)
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 500 || report.RestoredFrom == "" {
		t.Errorf("%d attempts: %v", n, report.Messages)
	}
	must(t, s.Check(t.Context()))
	must(t, s.Close())
	if exists(s.suspectPath()) {
		t.Error("it is suspect still")
	}
}

func TestAFalseSuspicionIsDropped(t *testing.T) {
	dir := backedUp(t)
	s, _ := open(t, dir, nil)
	s.suspect(errors.New("just so"))
	must(t, s.Close())
	s, report := open(t, dir, nil)
	if exists(s.suspectPath()) || len(report.Messages) > 0 {
		t.Errorf("%v", report.Messages)
	}
}

// Whatever is done to the file, no start fails, and what the second start
// gives passes the check.
func TestAnyDamageIsSurvived(t *testing.T) {
	sound := backedUp(t)
	random := rand.New(rand.NewPCG(3, 4))
	for range 60 {
		dir := copyOf(t, sound)
		path := filepath.Join(dir, databaseName)
		what := ""
		for range 1 + random.IntN(4) {
			place, n := random.Int64N(sizeOf(path)), 1+random.IntN(5000)
			n = min(n, int(sizeOf(path)-place))
			write(t, path, place, garbage(n))
			what += fmt.Sprintf("%d bytes at %d; ", n, place)
		}
		s, _, err := Open(t.Context(), dir, Options{})
		if err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		checked := s.Check(t.Context())
		must(t, s.Close())
		if checked == nil {
			continue
		}
		s, _, err = Open(t.Context(), dir, Options{})
		if err != nil {
			t.Fatalf("%s: second start: %v", what, err)
		}
		if err := s.Check(t.Context()); err != nil {
			t.Errorf("%s: after the second start: %v", what, err)
		}
		must(t, s.Close())
	}
}

func TestADamagedLogOfWritesIsSetAsideAndTold(t *testing.T) {
	live, _ := open(t, t.TempDir(), nil)
	perform(t, live, attempt(1, "sales"))
	must(t, direct(t, live, `PRAGMA wal_checkpoint(TRUNCATE)`))
	perform(t, live, attempt(2, "sales"))
	dir := copyOf(t, live.dir)
	wal := filepath.Join(dir, databaseName+walSuffix)
	write(t, wal, 0, garbage(8))

	s, report := open(t, dir, nil)
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 1 {
		t.Errorf("%d attempts", n)
	}
	if said := strings.Join(report.Messages, "\n"); !strings.Contains(said, "may be missing") || sizeOf(report.SetAside) == 0 {
		t.Errorf("set aside as %q: %s", report.SetAside, said)
	}
	must(t, s.Check(t.Context()))
}

func TestARestoreThatWasCutOffIsFinished(t *testing.T) {
	dir := backedUp(t)
	s := &Store{dir: dir, path: filepath.Join(dir, databaseName), now: time.Now}
	must(t, copyFile(s.backups()[0].path, s.restorePath()))

	// Before the database was set aside: it is still good, and stays.
	o, report := open(t, dir, nil)
	if n := ok[int](t)(o.Count(t.Context(), Filter{})); n != 12 || len(report.Messages) > 0 || exists(s.restorePath()) {
		t.Errorf("%d attempts, %v", n, report.Messages)
	}
	must(t, o.Close())

	// After it was set aside, all but its log of writes.
	must(t, copyFile(s.backups()[0].path, s.restorePath()))
	must(t, os.Rename(s.path, filepath.Join(dir, "history-damaged-1.db")))
	must(t, os.WriteFile(s.path+walSuffix, []byte("\x37\x7f\x06\x82stale"), 0o600))
	o, report = open(t, dir, nil)
	if n := ok[int](t)(o.Count(t.Context(), Filter{})); n != 10 || len(report.Messages) != 1 || exists(s.restorePath()) {
		t.Errorf("%d attempts, %v", n, report.Messages)
	}
	if !exists(report.SetAside + walSuffix) {
		t.Errorf("the stale log is not at %q", report.SetAside)
	}
}

func TestAnInterruptedFirstStartIsNoDamage(t *testing.T) {
	for name, prepare := range map[string]func(path string){
		"an empty file":          func(path string) { must(t, os.WriteFile(path, nil, 0o600)) },
		"no tables yet":          func(path string) { touchWithPragma(t, path) },
		"an empty log beside it": func(path string) { must(t, os.WriteFile(path+walSuffix, nil, 0o600)) },
		"a log that was cut off": func(path string) {
			touchWithPragma(t, path)
			must(t, os.WriteFile(path+walSuffix, []byte{1, 2}, 0o600))
		},
		"a journal from a restore": func(path string) {
			touchWithPragma(t, path)
			must(t, os.WriteFile(path+journalSuffix, []byte("x"), 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			prepare(filepath.Join(dir, databaseName))
			s, report := open(t, dir, nil)
			if len(report.Messages) > 0 {
				t.Errorf("%v", report.Messages)
			}
			perform(t, s, attempt(1, "sales"))
		})
	}
}

func touchWithPragma(t testing.TB, path string) {
	t.Helper()
	must(t, os.WriteFile(path, nil, 0o600))
	db, err := openWriter(path)
	must(t, err)
	must(t, errors.Join(db.PingContext(context.Background()), db.Close()))
}

func TestAHealThatIsStoppedChangesNothing(t *testing.T) {
	dir := backedUp(t)
	s := &Store{dir: dir, path: filepath.Join(dir, databaseName), now: time.Now, logf: t.Logf}
	write(t, s.path, 0, garbage(100))
	before := filesIn(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.heal(ctx, ErrDamaged, &Report{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if diff := cmp.Diff(before, filesIn(t, dir)); diff != "" {
		t.Error(diff)
	}
}
