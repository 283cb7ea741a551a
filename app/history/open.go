package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"starling/app/history/sqlite"
)

// Report tells what opening a history found, beyond that it went well.
type Report struct {
	// Messages are for the person, each a sentence or more; none where all is well.
	Messages []string
	// BackupDue is set where today has no backup yet: let [Store.Backup] run.
	BackupDue bool
	// Backup is the copy that was made before the tables were brought up to date.
	Backup string
	// SetAside is where the damaged database is now.
	SetAside string
	// RestoredFrom is the backup that took its place.
	RestoredFrom string
}

func (r *Report) tell(format string, args ...any) {
	r.Messages = append(r.Messages, fmt.Sprintf(format, args...))
}

var errIsFolder = errors.New("it is a folder")

// Open opens the history in the folder dir, which is made if it is missing.
// Hold the folder's [Lock] meanwhile, and until the store is closed.
//
// Open is quick, however large the history is. It looks at what shows most
// damage; the thorough [Store.Check] and the day's [Store.Backup] are for the
// background. A damaged database is set aside and the newest good backup takes
// its place; the report says so. A database that a newer Starling made is left
// untouched, and the error is [ErrNewer].
func Open(ctx context.Context, dir string, o Options) (*Store, Report, error) {
	o = o.withDefaults()
	var report Report
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, report, explain("find", dir, err)
	}
	s := &Store{dir: dir, path: filepath.Join(dir, databaseName), now: o.Now, logf: o.Logf}
	if err := s.makeFolders(); err != nil {
		return nil, report, err
	}
	if err := s.finishRestore(&report); err != nil {
		return nil, report, err
	}
	err = s.openSound(ctx, o, &report)
	if errors.Is(kindOf(err), ErrDamaged) {
		o.Logf("history: %v", err)
		_ = s.Close()
		if err = s.heal(ctx, err, &report); err == nil {
			err = s.openSound(ctx, o, &report)
		}
	}
	if err != nil {
		_ = s.Close()
		return nil, report, s.explain("open", err)
	}
	return s, report, nil
}

// openSound opens a database that is not damaged, or makes a new one.
func (s *Store) openSound(ctx context.Context, o Options, report *Report) error {
	s.reader, s.writer = nil, nil
	if err := s.makeFile(); err != nil {
		return err
	}
	if err := s.checkLog(report); err != nil {
		return err
	}
	version, err := s.lookAtFile(ctx)
	if err != nil {
		return err
	}
	if s.writer, err = openWriter(s.path); err != nil {
		return err
	}
	if s.reader, err = openReaders(s.path, false); err != nil {
		return err
	}
	steps, err := migrations(migrationFiles)
	if err != nil {
		return err
	}
	if err := s.bringUpToDate(ctx, version, steps, report); err != nil {
		return err
	}
	if err := s.settleIn(ctx, o.Machine); err != nil {
		return err
	}
	// The last that is read here: what is damaged there is mended too.
	report.BackupDue, err = s.backupDue(ctx)
	return err
}

// bringUpToDate takes the migrations that the database lacks, after a backup.
func (s *Store) bringUpToDate(ctx context.Context, version int, steps []migration, report *Report) error {
	if version > 0 && version < len(steps) {
		var err error
		if report.Backup, err = s.backup(ctx, fmt.Sprintf("-v%d", version)); err != nil {
			return err
		}
		s.logf("history: version %d was backed up to %s", version, report.Backup)
	}
	return migrate(ctx, s.writer, version, steps)
}

// makeFile makes the database's file where there is none, for nobody but the
// person; the files that SQLite puts beside it get the same permissions.
func (s *Store) makeFile() error {
	info, err := os.Stat(s.path)
	switch {
	case err == nil && info.IsDir():
		return s.explain("open", errIsFolder)
	case err == nil:
		return s.checkNotEmptied(info.Size())
	case !errors.Is(err, os.ErrNotExist):
		return s.explain("open", err)
	}
	if lost := s.leftovers(); lost != "" {
		return fmt.Errorf("%w: its file is missing, but %s is there", ErrDamaged, lost)
	}
	file, err := os.OpenFile(s.path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if err != nil {
		return s.explain("make", err)
	}
	return s.explain("make", file.Close())
}

// checkNotEmptied tells a file that was emptied from one that was just made:
// SQLite would take either for a new database, and throw away the log of writes.
func (s *Store) checkNotEmptied(size int64) error {
	s.restrict()
	if size >= smallest {
		return nil
	}
	if lost := s.leftovers(); lost != "" {
		return fmt.Errorf("%w: its file has %d bytes, but %s is there", ErrDamaged, size, lost)
	}
	return nil
}

// leftovers names what shows that there was a history here before.
func (s *Store) leftovers() string {
	if s.startAnew {
		return ""
	}
	if sizeOf(s.path+walSuffix) > 0 {
		return "its log of writes"
	}
	if len(s.backups()) > 0 {
		return "a backup"
	}
	return ""
}

// restrict keeps others from reading files that were made with permissions too
// wide, as by a copy. Where that cannot be done, it is no reason to stop.
func (s *Store) restrict() {
	for _, suffix := range append(companions(), "") {
		_ = os.Chmod(s.path+suffix, 0o600)
	}
	for _, b := range s.backups() {
		_ = os.Chmod(b.path, 0o600)
	}
}

// lookAtFile looks at the database through a connection that cannot write, so
// that one of a newer Starling stays as it is.
func (s *Store) lookAtFile(ctx context.Context) (version int, err error) {
	open := func() (*sql.DB, error) { return openReaders(s.path, false) }
	if sizeOf(s.path+journalSuffix) > 0 {
		// A power cut in the first moments of a database: what it left half
		// done can only be undone by a connection that writes.
		open = func() (*sql.DB, error) { return openWriter(s.path) }
	}
	db, err := open()
	if err != nil {
		return 0, err
	}
	defer db.Close()
	version, err = glance(ctx, db)
	if err == nil {
		err = s.checkWhole(ctx, db, version)
	}
	if err != nil || !exists(s.suspectPath()) {
		return version, err
	}
	// Something was found to be wrong last time. This once it takes longer.
	if err := verify(ctx, db, thorough); err != nil {
		return version, err
	}
	return version, os.Remove(s.suspectPath())
}

// checkWhole compares the file with what it says of itself, which SQLite does
// to the page only, and only once it has a page to compare.
func (s *Store) checkWhole(ctx context.Context, db *sql.DB, version int) error {
	if version == 0 && !s.startAnew && len(s.backups()) > 0 {
		return fmt.Errorf("%w: there is nothing in its file, but a backup is there", ErrDamaged)
	}
	if sizeOf(s.path+walSuffix) > 0 {
		return nil // the file may lag behind its log of writes
	}
	var size int64
	err := db.QueryRowContext(ctx, `SELECT page_count * page_size FROM pragma_page_count, pragma_page_size`).Scan(&size)
	if now := sizeOf(s.path); err == nil && now < size {
		return fmt.Errorf("%w: its file has %d bytes of %d", ErrDamaged, now, size)
	}
	return err
}

// glance looks at a database as fast as can be: is it one of Starling's, of
// which version, and can the last that was written be read?
func glance(ctx context.Context, db *sql.DB) (version int, err error) {
	version, err = glanceAt(ctx, db)
	if code, ok := sqlite.Code(err); ok {
		switch code {
		case sqlite.Error, sqlite.TooBig: // a table, or a row of it, is not as it should be
			err = fmt.Errorf("%w: %w", ErrDamaged, err)
		}
	}
	return version, err
}

func glanceAt(ctx context.Context, db *sql.DB) (version int, err error) {
	var application, tables int
	err = db.QueryRowContext(ctx, `SELECT (SELECT user_version FROM pragma_user_version),
		(SELECT application_id FROM pragma_application_id), (SELECT count(*) FROM sqlite_schema)`).Scan(&version, &application, &tables)
	switch {
	case err != nil:
		return 0, err
	case version == 0 && tables == 0:
		return 0, nil
	case application != applicationID:
		return 0, fmt.Errorf("%w: it is not a history of Starling's", ErrDamaged)
	case version > schemaVersion:
		return version, fmt.Errorf("%w: its version is %d, this Starling knows versions up to %d", ErrNewer, version, schemaVersion)
	case version < schemaVersion:
		return version, nil
	}
	return version, readLast(ctx, db)
}

// readLast reads what was written last: after a crash that is where damage is.
func readLast(ctx context.Context, db *sql.DB) error {
	row := db.QueryRowContext(ctx, `SELECT `+recordColumns+recordTables+`ORDER BY a.key DESC LIMIT 1`)
	if _, err := scanRecord(row.Scan); err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	for _, query := range []string{
		`SELECT spoken FROM events ORDER BY attempt DESC, seq DESC LIMIT 1`,
		`SELECT time FROM changes ORDER BY id DESC LIMIT 1`,
		`SELECT last FROM stories ORDER BY story DESC LIMIT 1`,
		`SELECT max(rowid) FROM words`,
	} {
		var last sql.NullInt64
		if err := db.QueryRowContext(ctx, query).Scan(&last); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return nil
}

// How closely a database is looked through. Both read every page of it;
// thorough also compares every index with its table.
const (
	quick    = `PRAGMA quick_check(5)`
	thorough = `PRAGMA integrity_check(5)`
)

// verify looks through a whole database. It takes seconds for a large one.
func verify(ctx context.Context, db *sql.DB, how string) error {
	rows, err := db.QueryContext(ctx, how)
	if err != nil {
		return err
	}
	defer rows.Close()
	var found []error
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return err
		}
		if line != "ok" {
			found = append(found, fmt.Errorf("%w: %s", ErrDamaged, line))
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	return errors.Join(found...)
}

// Check looks through the whole database, page by page and row by row. That
// takes a second or more for a large one: let it run in the background, once
// after the window is there. Where it finds damage, the error is [ErrDamaged],
// says what to do, and the next Open sets the database aside.
func (s *Store) Check(ctx context.Context) error {
	if s.reader == nil {
		return nil
	}
	if err := verify(ctx, s.reader, thorough); err != nil {
		return s.explain("trust", err)
	}
	var logged, derived, counted, added, addedAll int
	err := s.row(ctx, `SELECT (SELECT count(*) FROM starts), (SELECT count(*) FROM attempts), (SELECT count(*) FROM attempts WHERE counted = 1),
		(SELECT coalesce(sum(attempts), 0) FROM story_days), (SELECT coalesce(sum(attempts), 0) FROM days)`,
		nil, &logged, &derived, &counted, &added, &addedAll)
	if err != nil || s.writer == nil || logged == derived && counted == added && counted == addedAll {
		return err
	}
	s.logf("history: %d attempts were begun and %d are shown; %d count, %d and %d are in the totals; what is derived is made anew",
		logged, derived, counted, added, addedAll)
	if logged == derived {
		return s.RebuildDays(ctx)
	}
	return s.Rebuild(ctx)
}

// suspectPath is a file that says: look through the database at the next start.
func (s *Store) suspectPath() string { return filepath.Join(s.dir, "history.suspect") }

func (s *Store) suspect(why error) {
	s.logf("history: %v", why)
	if err := os.WriteFile(s.suspectPath(), []byte(why.Error()+"\n"), 0o600); err != nil {
		s.logf("history: the next start will not know of it: %v", err)
	}
}
