package history

import (
	"context"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// restorePath is a backup on its way to take the database's place.
func (s *Store) restorePath() string { return filepath.Join(s.dir, "history.restore") }

// heal sets a damaged database aside and puts the newest good backup in its
// place. It is safe to be cut off anywhere: the backup is copied whole first,
// and finishRestore goes on from there.
func (s *Store) heal(ctx context.Context, why error, report *Report) error {
	backup, holds, err := s.newestGood(ctx, report)
	if err != nil {
		return err
	}
	if backup != nil {
		if err := copyFile(backup.path, s.restorePath()); err != nil {
			return explain("restore "+backup.path+" to", s.path, err)
		}
	}
	if report.SetAside, err = s.setAside(); err != nil {
		return explain("set aside", s.path, err)
	}
	_ = os.Remove(s.suspectPath())
	report.tell("The history is damaged and could not be used: %s.", strings.TrimPrefix(why.Error(), ErrDamaged.Error()+": "))
	if report.SetAside != "" {
		report.tell("It was set aside as %s; nothing in it was removed.", report.SetAside)
	}
	if backup == nil {
		s.startAnew = true
		report.tell("There is no good backup to go back to, so the history starts empty. Your stories are not touched by this.")
		return nil
	}
	if err := rename(s.restorePath(), s.path); err != nil {
		return explain("restore "+backup.path+" to", s.path, err)
	}
	report.RestoredFrom = backup.path
	s.tellRestored(ctx, *backup, holds, report)
	return nil
}

// checkLog looks at the head of the log of writes. SQLite takes a log with a
// wrong head for an empty one, without a word, and with it goes all that is not
// in the database proper yet.
func (s *Store) checkLog(report *Report) error {
	path := s.path + walSuffix
	head := make([]byte, 4)
	file, err := os.Open(path)
	if err != nil {
		return nil // there is none, which is as it should be
	}
	n, _ := io.ReadFull(file, head)
	_ = file.Close()
	const magic = 0x377f0682 // or one more
	if n < len(head) || binary.BigEndian.Uint32(head)&^1 == magic {
		return nil // one that was cut off so soon holds nothing
	}
	aside := s.asideName()
	for _, suffix := range []string{walSuffix, shmSuffix} {
		if err := os.Rename(s.path+suffix, aside+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
			return s.explain("set aside the log of writes of", err)
		}
	}
	report.SetAside = aside + walSuffix
	report.tell("The log of the latest writes could not be read. It was set aside as %s. "+
		"The history itself is there; what was stored last, at most the last few hundred changes, may be missing from it.", report.SetAside)
	return nil
}

// newestGood finds the newest backup that is sound; nil where there is none.
func (s *Store) newestGood(ctx context.Context, report *Report) (*backupFile, contents, error) {
	for _, b := range s.backups() {
		holds, err := inspect(ctx, b.path)
		switch {
		case err == nil:
			return &b, holds, nil
		case ctx.Err() != nil:
			return nil, contents{}, ctx.Err()
		}
		s.logf("history: backup %s: %v", b.path, err)
		report.tell("The backup %s could not be used either and was passed over.", b.path)
	}
	return nil, contents{}, nil
}

// setAside renames the database and the files beside it, so that they can
// still be looked at together. It gives the new name; none where there was nothing.
func (s *Store) setAside() (string, error) {
	aside := s.asideName()
	moved := ""
	// The database last: the others must not be there for the next one.
	for _, suffix := range append(companions(), "") {
		if !exists(s.path + suffix) {
			continue
		}
		if err := os.Rename(s.path+suffix, aside+suffix); err != nil {
			return "", err
		}
		moved = aside
	}
	return moved, syncFile(s.dir)
}

// asideName is a dated name that nothing has yet.
func (s *Store) asideName() string {
	stamp := s.now().UTC().Format(stampLayout)
	for n := 1; ; n++ {
		name := "history-damaged-" + stamp
		if n > 1 {
			name += fmt.Sprintf("-%d", n)
		}
		path := filepath.Join(s.dir, name+".db")
		taken := false
		for _, suffix := range append(companions(), "") {
			taken = taken || exists(path+suffix)
		}
		if !taken {
			return path
		}
	}
}

// finishRestore ends a restore that was cut off.
func (s *Store) finishRestore(report *Report) error {
	_ = os.Remove(s.restorePath() + ".tmp")
	if !exists(s.restorePath()) {
		return nil
	}
	if exists(s.path) {
		// It was cut off before the database was set aside: once more from the
		// start, if it is needed still.
		return explain("remove", s.restorePath(), os.Remove(s.restorePath()))
	}
	aside, err := s.setAside()
	if err != nil {
		return explain("set aside", s.path, err)
	}
	if err := rename(s.restorePath(), s.path); err != nil {
		return explain("restore", s.path, err)
	}
	report.SetAside = aside
	report.tell("The history was damaged, and going back to a backup was cut off the last time. It is done now. " +
		"What was made after that backup is in a file named history-damaged, beside it.")
	return nil
}

// tellRestored says what the backup holds and what it lacks.
func (s *Store) tellRestored(ctx context.Context, b backupFile, holds contents, report *Report) {
	text := fmt.Sprintf("The backup of %s took its place: %s", s.say(b.at), plural(holds.attempts, "attempt"))
	if holds.attempts > 0 {
		text += fmt.Sprintf(", the last begun on %s", s.say(time.UnixMilli(holds.last)))
	}
	report.tell("%s.", text)
	missing := "Missing is whatever was made after that backup: attempts, ratings and notes. "
	attempts, changes, err := s.lacking(ctx, report.SetAside, holds)
	switch {
	case err != nil:
		s.logf("history: %v", err)
		report.tell("%sHow many cannot be told, since nothing of the damaged file can be read.", missing)
	case attempts == 0 && changes == 0:
		report.tell("As far as the damaged file can still be read, nothing is missing.")
	default:
		report.tell("%sAs far as the damaged file can still be read, that is %s, and %s.", missing,
			plural(attempts, "attempt"), plural(changes, "rating, note or deletion", "ratings, notes and deletions"))
	}
}

// lacking counts what the damaged database has and the backup has not.
func (s *Store) lacking(ctx context.Context, damaged string, holds contents) (attempts, changes int, err error) {
	if damaged == "" || sizeOf(damaged) < smallest {
		return 0, 0, errors.New("there is no damaged file to read")
	}
	db, err := openReaders(damaged, false)
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	return countAfter(ctx, db, holds)
}

func countAfter(ctx context.Context, db *sql.DB, holds contents) (attempts, changes int, err error) {
	after := holds.last
	if holds.attempts == 0 {
		after = -1 << 63
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM starts WHERE key > ?`, after).Scan(&attempts)
	if err != nil {
		return 0, 0, err
	}
	change := holds.change
	if change == nil {
		change = []byte{}
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM changes WHERE id > ?`, change).Scan(&changes)
	return attempts, changes, err
}

// say is a moment as a person reads it.
func (s *Store) say(t time.Time) string { return t.In(s.now().Location()).Format("2 Jan 2006, 15:04") }

func plural(n int, one string, more ...string) string {
	if n == 1 {
		return "1 " + one
	}
	if len(more) > 0 {
		return fmt.Sprintf("%d %s", n, more[0])
	}
	return fmt.Sprintf("%d %ss", n, one)
}
