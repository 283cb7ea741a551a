package history

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"time"
)

// backupsKept is how many daily backups are kept.
const backupsKept = 7

// stampLayout is how a file name tells a time, in UTC.
const stampLayout = "20060102T150405Z"

// backupFile is one backup: history-00012-20260102T150405Z.db. It is the number
// that puts backups in order, since a clock can be wrong. Those that were made
// before the tables changed end in the old version, as in "-v1.db".
type backupFile struct {
	path   string
	number int
	at     time.Time
	daily  bool
}

// backups lists the backups, the newest first.
func (s *Store) backups() []backupFile {
	entries, err := os.ReadDir(s.backupsDir())
	if err != nil {
		return nil // none that could be read
	}
	pattern := regexp.MustCompile(`^history-(\d{5,})-(\d{8}T\d{6}Z)(-v\d+)?\.db$`)
	var found []backupFile
	for _, e := range entries {
		parts := pattern.FindStringSubmatch(e.Name())
		if parts == nil {
			continue
		}
		number, err := strconv.Atoi(parts[1])
		at, timeErr := time.Parse(stampLayout, parts[2])
		if err != nil || timeErr != nil {
			continue
		}
		found = append(found, backupFile{filepath.Join(s.backupsDir(), e.Name()), number, at, parts[3] == ""})
	}
	slices.SortFunc(found, func(a, b backupFile) int { return cmp.Compare(b.number, a.number) })
	return found
}

// backupDue tells whether today, as the person's calendar has it, has no
// backup yet. A history without attempts needs none.
func (s *Store) backupDue(ctx context.Context) (bool, error) {
	var begun bool
	if err := s.row(ctx, `SELECT EXISTS (SELECT 1 FROM starts)`, nil, &begun); err != nil || !begun {
		return false, err
	}
	for _, b := range s.backups() {
		if b.daily {
			return day(b.at.In(s.now().Location())) != day(s.now()), nil
		}
	}
	return true, nil
}

func day(t time.Time) string { return t.Format(time.DateOnly) }

// Backup copies the database, looks the copy through, and removes the oldest
// copies, of which seven are kept. It takes a second or more for a large
// history, and keeps nobody from writing meanwhile: let it run in the
// background when Open reports that it is due. It gives the copy's path.
func (s *Store) Backup(ctx context.Context) (string, error) {
	if s.writer == nil {
		return "", ErrReadOnly
	}
	path, err := s.backup(ctx, "")
	if err != nil {
		return "", err
	}
	kept := 0
	for _, b := range s.backups() {
		if !b.daily {
			continue
		}
		if kept++; kept <= backupsKept {
			continue
		}
		if err := os.Remove(b.path); err != nil {
			return path, explain("remove", b.path, err)
		}
	}
	return path, nil
}

// backup makes one copy.
func (s *Store) backup(ctx context.Context, suffix string) (string, error) {
	if err := makeDir(s.backupsDir()); err != nil {
		return "", err
	}
	number := 1
	if all := s.backups(); len(all) > 0 {
		number = all[0].number + 1
	}
	name := fmt.Sprintf("history-%05d-%s%s.db", number, s.now().UTC().Format(stampLayout), suffix)
	path := filepath.Join(s.backupsDir(), name)
	temporary := path + ".tmp"
	if err := s.copyInto(ctx, temporary); err != nil {
		_ = os.Remove(temporary)
		return "", explain("back up the history to", path, err)
	}
	if err := rename(temporary, path); err != nil {
		return "", explain("back up the history to", path, err)
	}
	return path, nil
}

// copyInto makes a copy and looks it through.
func (s *Store) copyInto(ctx context.Context, path string) error {
	// An interrupted backup may have left one. SQLite fills an empty file, and
	// so the copy is never readable by others.
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		return err
	}
	db, err := openCopier(s.path)
	if err != nil {
		return err
	}
	_, err = db.ExecContext(ctx, `VACUUM INTO ?`, path)
	if err := errors.Join(err, db.Close()); err != nil {
		return err
	}
	if err := syncFile(path); err != nil {
		return err
	}
	_, err = inspect(ctx, path)
	return err
}

// contents is what a backup holds.
type contents struct {
	attempts int
	last     int64 // key of the last attempt; zero for none
	change   []byte
}

// inspect looks a copy through and tells what it holds.
func inspect(ctx context.Context, path string) (contents, error) {
	db, err := openReaders(path, true)
	if err != nil {
		return contents{}, err
	}
	defer db.Close()
	if _, err := glance(ctx, db); err != nil {
		return contents{}, err
	}
	if err := verify(ctx, db, quick); err != nil {
		return contents{}, err
	}
	var c contents
	err = db.QueryRowContext(ctx, `SELECT count(*), coalesce(max(key), 0), (SELECT max(id) FROM changes) FROM starts`).
		Scan(&c.attempts, &c.last, &c.change)
	return c, err
}
