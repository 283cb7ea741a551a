package history

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestABackupIsDueOnceADayOnceThereIsAnAttempt(t *testing.T) {
	dir := t.TempDir()
	clock := &ticking{time.Date(2026, 2, 1, 23, 30, 0, 0, time.FixedZone("", 2*3600))}
	due := func() bool {
		s, report := open(t, dir, clock.now)
		must(t, s.Close())
		return report.BackupDue
	}
	if due() {
		t.Error("an empty history is to be backed up")
	}
	s, _ := open(t, dir, clock.now)
	perform(t, s, attempt(1, "sales"))
	must(t, s.Close())
	if !due() {
		t.Error("the first backup is not due")
	}
	s, _ = open(t, dir, clock.now)
	ok[string](t)(s.Backup(t.Context()))
	must(t, s.Close())
	if due() {
		t.Error("it is due again at once")
	}
	clock.move(time.Hour) // past midnight where the person is, not in UTC
	if !due() {
		t.Error("it is not due on the next day")
	}
	clock.move(-100 * 24 * time.Hour)
	if !due() {
		t.Error("it is not due with the clock put back")
	}
}

func TestTheLastSevenBackupsAreKept(t *testing.T) {
	clock := &ticking{noon}
	s, _ := open(t, t.TempDir(), clock.now)
	var made []string
	for n := range 10 {
		perform(t, s, attempt(n, "sales"))
		if n == 2 {
			_, err := s.backup(t.Context(), "-v1")
			must(t, err)
		}
		made = append(made, base(ok[string](t)(s.Backup(t.Context()))))
		clock.move(24 * time.Hour)
		if n == 6 {
			clock.move(-1000 * 24 * time.Hour) // a wrong clock leaves the order as it is
		}
	}
	names := filesIn(t, s.backupsDir())
	early := slices.IndexFunc(names, func(name string) bool { return strings.HasSuffix(name, "-v1.db") })
	if early < 0 {
		t.Fatalf("the one before a migration is gone: %v", names)
	}
	if diff := cmp.Diff(made[3:], slices.Delete(names, early, early+1)); diff != "" {
		t.Error(diff)
	}
	newest := s.backups()[0]
	if base(newest.path) != made[9] {
		t.Errorf("the newest is %s", newest.path)
	}
	if holds := ok[contents](t)(inspect(t.Context(), newest.path)); holds.attempts != 10 {
		t.Errorf("it has %d attempts", holds.attempts)
	}
}

func TestABackupThatFailsLeavesNothingAndRemovesNothing(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	for range backupsKept {
		ok[string](t)(s.Backup(t.Context()))
	}
	before := filesIn(t, s.backupsDir())
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Backup(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	must(t, direct(t, s, `PRAGMA user_version = 99`)) // the copy does not pass the look at it
	if _, err := s.Backup(t.Context()); err == nil {
		t.Error("it is said to have worked")
	}
	if diff := cmp.Diff(before, filesIn(t, s.backupsDir())); diff != "" {
		t.Error(diff)
	}
}

func TestWritingGoesOnDuringABackup(t *testing.T) {
	s := openNew(t)
	performMany(t, s, 0, 200)
	done := make(chan error, 1)
	go func() {
		_, err := s.Backup(context.Background())
		done <- err
	}()
	for n := 200; n < 220; n++ {
		perform(t, s, attempt(n, "sales"))
	}
	must(t, <-done)
	if holds := ok[contents](t)(inspect(t.Context(), s.backups()[0].path)); holds.attempts < 200 {
		t.Errorf("the copy has %d attempts", holds.attempts)
	}
}

func TestOtherFilesAmongTheBackupsAreLeftAlone(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	for _, name := range []string{
		"mine.db", "history-1-20260101T000000Z.db", "history-00001-20269901T000000Z.db",
		"history-99999999999999999999-20260101T000000Z.db", "history-00001-20260101T000000Z.db.tmp",
	} {
		must(t, os.WriteFile(filepath.Join(s.backupsDir(), name), []byte("mine"), 0o600))
	}
	for range backupsKept + 2 {
		ok[string](t)(s.Backup(t.Context()))
	}
	if n := len(filesIn(t, s.backupsDir())); n != 5+backupsKept {
		t.Errorf("%v", filesIn(t, s.backupsDir()))
	}
}

func TestABackupIsMadeThoughItsFolderWasRemoved(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	must(t, os.RemoveAll(s.backupsDir()))
	if path := ok[string](t)(s.Backup(t.Context())); sizeOf(path) == 0 {
		t.Errorf("%s is empty", path)
	}
}
