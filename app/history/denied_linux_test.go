package history

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
)

// asNobody runs the rest of a test without root's right to pass over
// permissions. On Linux that right belongs to the thread.
func asNobody(t *testing.T) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	runtime.LockOSThread()
	must(t, syscall.Setfsuid(nobody))
	t.Cleanup(func() {
		must(t, syscall.Setfsuid(0))
		runtime.UnlockOSThread()
	})
}

// give makes a folder with a history in it that belongs to who runs the rest
// of the test.
func give(t *testing.T) (dir string) {
	t.Helper()
	// Not t.TempDir, which lies in a folder that nobody else may enter.
	dir, err := os.MkdirTemp("", "starling-denied-*") //nolint:usetesting // see above
	must(t, err)
	t.Cleanup(func() {
		_ = os.Chmod(dir, 0o700)
		_ = os.RemoveAll(dir)
	})
	s, _ := open(t, dir, nil)
	perform(t, s, attempt(1, "sales"))
	must(t, s.Close())
	if os.Geteuid() == 0 {
		const nobody = 65534
		must(t, filepath.Walk(dir, func(path string, _ os.FileInfo, err error) error {
			return errors.Join(err, os.Chown(path, nobody, nobody))
		}))
	}
	return dir
}

func TestAFolderThatCannotBeWrittenToIsTold(t *testing.T) {
	dir := give(t)
	must(t, os.Chmod(dir, 0o500))
	asNobody(t)
	_, _, err := Open(t.Context(), dir, Options{})
	if !errors.Is(err, ErrDenied) || !strings.Contains(err.Error(), dir) || !strings.Contains(err.Error(), "--data") {
		t.Error(err)
	}
	if _, _, err := Open(t.Context(), filepath.Join(dir, "below"), Options{}); !errors.Is(err, ErrDenied) {
		t.Errorf("below: %v", err)
	}
	if _, err := Lock(dir); !errors.Is(err, ErrDenied) {
		t.Errorf("lock: %v", err)
	}
}

func TestAFolderThatCannotBeWrittenToIsReadAllTheSame(t *testing.T) {
	dir := give(t)
	must(t, os.Chmod(dir, 0o500))
	asNobody(t)
	s, err := OpenReader(t.Context(), dir)
	must(t, err)
	defer s.Close()
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 1 {
		t.Errorf("%d attempts", n)
	}
}

func TestADatabaseThatMayNotBeReadIsTold(t *testing.T) {
	dir := give(t)
	must(t, os.Chmod(filepath.Join(dir, databaseName), 0))
	asNobody(t)
	if _, err := OpenReader(t.Context(), dir); !errors.Is(err, ErrDenied) || !strings.Contains(err.Error(), "allow reading") {
		t.Error(err)
	}
}

func TestADatabaseThatMayNotBeWrittenToIsTold(t *testing.T) {
	dir := give(t)
	path := filepath.Join(dir, databaseName)
	if os.Geteuid() == 0 {
		must(t, os.Chown(path, 0, 0)) // else it is simply allowed again
		must(t, os.Chmod(path, 0o444))
		asNobody(t)
		if _, _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrDenied) {
			t.Error(err)
		}
		return
	}
	must(t, os.Chmod(path, 0o444))
	s, _ := open(t, dir, nil)
	perform(t, s, attempt(2, "sales"))
}

func TestBackupsThatCannotBeWrittenAreTold(t *testing.T) {
	dir := give(t)
	asNobody(t)
	s, report := open(t, dir, nil)
	if !report.BackupDue {
		t.Error("no backup is due")
	}
	must(t, os.Chmod(s.backupsDir(), 0o500))
	_, err := s.Backup(t.Context())
	if !errors.Is(err, ErrDenied) || !strings.Contains(err.Error(), s.backupsDir()) {
		t.Error(err)
	}
	must(t, os.Chmod(s.backupsDir(), 0o700))
}

func TestAHealThatCannotWriteLosesNothing(t *testing.T) {
	dir := give(t)
	asNobody(t)
	s, _ := open(t, dir, nil)
	ok[string](t)(s.Backup(t.Context()))
	must(t, s.Close())
	write(t, s.path, 0, garbage(100))
	must(t, os.Chmod(dir, 0o500))
	if _, _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrDenied) {
		t.Error(err)
	}
	must(t, os.Chmod(dir, 0o700))
	s, report := open(t, dir, nil)
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 1 || report.RestoredFrom == "" {
		t.Errorf("%d attempts: %v", n, report.Messages)
	}
}
