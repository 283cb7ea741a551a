package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"starling/app/story"
)

func TestAFullDiskIsToldAndLosesNothing(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	must(t, direct(t, s, `PRAGMA max_page_count = 1`)) // as many as there are
	long := strings.Repeat("a note ", 10_000)
	err := s.SetNote(t.Context(), a.ID, long)
	if !errors.Is(err, ErrFull) || hopeless(err) {
		t.Fatal(err)
	}
	for _, part := range []string{s.path, "make room on the disk", "is safe"} {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("%q is not in: %v", part, err)
		}
	}
	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Note != "" {
		t.Error("half a note is there")
	}
	must(t, direct(t, s, `PRAGMA max_page_count = 100000`))
	must(t, s.SetNote(t.Context(), a.ID, long))
	must(t, s.Check(t.Context()))
}

func TestFoldersThatCannotBeUsedAreToldWithTheirPath(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	must(t, os.WriteFile(file, nil, 0o600))
	taken := filepath.Join(dir, "taken")
	must(t, os.MkdirAll(filepath.Join(taken, databaseName), 0o700))
	for name, folder := range map[string]string{
		"a file for a folder":   file,
		"below a file":          filepath.Join(file, "below"),
		"a folder for the file": taken,
	} {
		_, _, err := Open(t.Context(), folder, Options{})
		if err == nil || !strings.Contains(err.Error(), folder) || !strings.Contains(err.Error(), "could not") {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := OpenReader(t.Context(), folder); err == nil && name != "below a file" {
			t.Errorf("%s is read", name)
		}
		if _, err := Lock(folder); err == nil && folder != taken {
			t.Errorf("%s is locked", name)
		}
	}
	lockTaken := filepath.Join(dir, "lock")
	must(t, os.MkdirAll(filepath.Join(lockTaken, lockName), 0o700))
	if _, err := Lock(lockTaken); err == nil || !strings.Contains(err.Error(), lockTaken) {
		t.Errorf("a folder for the lock: %v", err)
	}
}

func TestErrorsSpeakToPeople(t *testing.T) {
	path := "/data/history.db"
	for _, c := range []struct {
		err  error
		kind error
		says string
	}{
		{syscall.ENOSPC, ErrFull, "make room"},
		{&fs.PathError{Op: "open", Path: path, Err: syscall.EACCES}, ErrDenied, "--data"},
		{&fs.PathError{Op: "open", Path: path, Err: syscall.EROFS}, ErrDenied, "--data"},
		{ErrBusy, ErrBusy, "close the other program"},
		{fmt.Errorf("%w: because", ErrDamaged), ErrDamaged, "because"},
		{errors.New("odd"), nil, "could not open " + path + ": odd"},
	} {
		err := explain("open", path, c.err)
		if c.kind != nil && !errors.Is(err, c.kind) || !errors.Is(err, c.err) {
			t.Errorf("%v is no %v", err, c.kind)
		}
		if !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), path) {
			t.Errorf("%v does not say %q", err, c.says)
		}
		if c.kind != nil && explain("read", "elsewhere", err) != err { //nolint:errorlint // the same error is meant
			t.Errorf("%v is explained twice", err)
		}
	}
	for _, plain := range []error{nil, context.Canceled, ErrNotFound} {
		if err := explain("open", path, plain); err != plain { //nolint:errorlint // the same error is meant
			t.Errorf("%v became %v", plain, err)
		}
	}
	for _, k := range kinds() {
		if advice(k.err) == "" {
			t.Errorf("no advice on %v", k.err)
		}
	}
}

func TestADatabaseThatIsHeldIsToldAsBusy(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	other, _ := open(t, s.Dir(), nil)
	must(t, direct(t, other, `PRAGMA busy_timeout = 1`))
	err := s.Batch(t.Context(), func(*Batch) error {
		err := other.Rate(t.Context(), a.ID, story.Task, 1)
		if !errors.Is(err, ErrBusy) || !strings.Contains(err.Error(), "close the other program") {
			t.Error(err)
		}
		return nil
	})
	must(t, err)
}
