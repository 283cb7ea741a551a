package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"starling/app/history/journal"
	"starling/app/rehearsal"
)

// The ways in which another history cannot be merged.
var (
	// ErrOwn says that the history to merge is this one.
	ErrOwn = errors.New("that is this history itself; name the one of another machine")
	// ErrNoHistory says that there is no history where one was looked for.
	ErrNoHistory = errors.New("there is no history")
)

// MergeOptions say how to merge; the zero value will do.
type MergeOptions struct {
	// Progress is told how many attempts have been looked at, of how many; of
	// is zero where that is not known. It is called on Merge's goroutine.
	Progress func(done, of int)
	// DryRun tells what would come, and changes nothing.
	DryRun bool
}

func (o MergeOptions) progress(done, of int) {
	if o.Progress != nil {
		o.Progress(done, of)
	}
}

// errDryRun ends the transaction of a dry run.
var errDryRun = errors.New("nothing was to be changed")

// Merge unites another machine's history with this one: from its data folder,
// its database or a backup of it, or a folder of journals. The other is never
// changed. All of it comes in one transaction: where it is cut off or fails,
// nothing has come.
//
// Attempts are the same where their ids are. Of what both said of one, the later
// holds, by their hybrid clocks, and the other stays in the record. To merge the
// same once more changes nothing.
func (s *Store) Merge(ctx context.Context, path string, o MergeOptions) (Merged, error) {
	if s.writer == nil {
		return Merged{}, ErrReadOnly
	}
	path, err := filepath.Abs(path)
	if err != nil {
		return Merged{}, explain("find", path, err)
	}
	from, err := s.otherAt(path)
	if err != nil {
		return Merged{}, err
	}
	if from.database != "" {
		return s.mergeDatabase(ctx, from.database, o)
	}
	return s.mergeJournals(ctx, from, o)
}

// other is what was found where another history was looked for.
type other struct {
	database string // its file
	dir      string // else a folder with these journals
	journals []journal.File
}

// otherAt finds the history at a path.
func (s *Store) otherAt(path string) (other, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return other{}, &told{fmt.Sprintf("%v at %s; check the name", ErrNoHistory, path), []error{ErrNoHistory}}
	case err != nil:
		return other{}, explainOther("read", path, err)
	}
	if !info.IsDir() {
		return s.databaseAt(path, info)
	}
	within := filepath.Join(path, databaseName)
	if info, err := os.Stat(within); err == nil {
		return s.databaseAt(within, info)
	}
	files, err := journal.Files(path)
	if err != nil {
		return other{}, explainOther("read", path, err)
	}
	if len(files) == 0 {
		return other{}, &told{fmt.Sprintf("%v in %s; name another machine's data folder, its history.db or a backup of it, or a synced folder", ErrNoHistory, path), []error{ErrNoHistory}}
	}
	return other{dir: path, journals: files}, nil
}

func (s *Store) databaseAt(path string, info fs.FileInfo) (other, error) {
	if own, err := os.Stat(s.path); err == nil && os.SameFile(own, info) {
		return other{}, fmt.Errorf("%w (%s)", ErrOwn, path)
	}
	return other{database: path}, nil
}

// explainOther explains what is wrong with another history. What to do is
// another matter than with one's own.
func explainOther(what, path string, err error) error {
	var already *told
	if errors.As(err, &already) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	tried := "could not " + what + " " + path
	switch kind := kindOf(err); {
	case errors.Is(kind, ErrDamaged):
		return &told{fmt.Sprintf("%s is no history that can be read: it is damaged, or something else (%v); nothing was changed. Close Starling on the other machine and copy the file again, or name a backup of it", path, err), []error{ErrDamaged, err}}
	case errors.Is(kind, ErrNewer):
		return &told{fmt.Sprintf("%s was written by a newer Starling; install the newest one here too, then merge again. Nothing was changed", path), []error{ErrNewer, err}}
	case errors.Is(kind, ErrFull):
		return &told{fmt.Sprintf("%v; %s: make room for a copy of it, nothing was changed", ErrFull, tried), []error{ErrFull, err}}
	case errors.Is(kind, ErrDenied):
		return &told{fmt.Sprintf("%s: access is denied; allow reading there, nothing was changed", tried), []error{ErrDenied, err}}
	}
	return fmt.Errorf("%s: %w", tried, err)
}

// mergingPattern names the folder for the copy that is read.
const mergingPattern = "merging-*"

// mergeDatabase merges from a database. It is a copy that is read: the original
// is not to be changed, and neither reading its log of writes nor bringing an
// older one up to date can be had without writing.
func (s *Store) mergeDatabase(ctx context.Context, path string, o MergeOptions) (Merged, error) {
	s.clearMerging()
	dir, err := os.MkdirTemp(s.dir, mergingPattern)
	if err != nil {
		return Merged{}, explain("make a folder in", s.dir, err)
	}
	defer os.RemoveAll(dir)
	db, waiting, err := openCopy(ctx, path, filepath.Join(dir, databaseName))
	if err != nil {
		return Merged{}, explainOther("read", path, err)
	}
	defer db.Close()
	var total int
	if err := db.QueryRowContext(ctx, `SELECT count(*) FROM starts`).Scan(&total); err != nil {
		return Merged{}, explainOther("read", path, err)
	}
	detach, err := s.attach(ctx, filepath.Join(dir, databaseName))
	if err != nil {
		return Merged{}, explainOther("read", path, err)
	}
	defer detach()
	reading, stop := context.WithCancel(ctx)
	defer stop()
	merged, err := s.mergeAll(ctx, o, func(r *receiver, step func(done, of int) error) error {
		r.whole = true
		done := 0
		there := ahead{db: db, here: s.reader, plans: map[string]rehearsal.Plan{}}
		for c := range there.read(reading) {
			if c.err != nil || c.count == 0 {
				return readFailed(path, c.err)
			}
			if err := r.takeChunk(c); err != nil {
				return err
			}
			done += c.count
			if err := step(done, total); err != nil {
				return err
			}
		}
		return ctx.Err()
	})
	if err == nil && waiting > 0 {
		merged.Messages = append(merged.Messages, fmt.Sprintf("%s there was still being typed and did not come. Open Starling there once, then merge again.", plural(waiting, "note")))
	}
	return merged, err
}

// readFailed explains an error of reading the other history, so that it is not
// taken for one of this.
func readFailed(path string, err error) error {
	if err == nil {
		return nil
	}
	return explainOther("read", path, err)
}

// clearMerging removes what a merge that was cut off has left.
func (s *Store) clearMerging() {
	old, _ := filepath.Glob(filepath.Join(s.dir, mergingPattern))
	for _, dir := range old {
		_ = os.RemoveAll(dir)
	}
}

// openCopy copies a database with its log of writes, brings the copy up to date
// and looks it through. Waiting counts the notes that were still being typed.
func openCopy(ctx context.Context, path, to string) (db *sql.DB, waiting int, err error) {
	if size := sizeOf(path); size < smallest {
		return nil, 0, fmt.Errorf("%w: it has %d bytes", ErrDamaged, size)
	}
	for _, suffix := range []string{walSuffix, journalSuffix, ""} {
		if !exists(path + suffix) {
			continue
		}
		// Nobody misses it after a power cut, so that it need not be on the disk.
		if err := copyAll(path+suffix, to+suffix, false); err != nil {
			return nil, 0, err
		}
	}
	db, err = openWriter(to)
	if err != nil {
		return nil, 0, err
	}
	if waiting, err = prepareCopy(ctx, db); err != nil {
		_ = db.Close()
		return nil, 0, err
	}
	return db, waiting, nil
}

func prepareCopy(ctx context.Context, db *sql.DB) (waiting int, err error) {
	version, err := glance(ctx, db)
	switch {
	case err != nil:
		return 0, err
	case version == 0:
		return 0, fmt.Errorf("%w: there is nothing in it", ErrDamaged)
	}
	if err := verifyRead(ctx, db); err != nil {
		return 0, err
	}
	steps, err := migrations(migrationFiles)
	if err != nil {
		return 0, err
	}
	if err := migrate(ctx, db, version, steps); err != nil {
		return 0, err
	}
	err = db.QueryRowContext(ctx, `SELECT count(*) FROM live WHERE note IS NOT NULL`).Scan(&waiting)
	return waiting, err
}

// verifyRead looks the tables of a copy through that a merge reads. The index of
// words, which is not among them, would take most of the time.
func verifyRead(ctx context.Context, db *sql.DB) error {
	for _, table := range []string{"sqlite_schema", "machines", "starts", "events", "changes", "live", "attempts"} {
		if err := verify(ctx, db, `PRAGMA quick_check('`+table+`')`); err != nil {
			return err
		}
	}
	return nil
}

// mergeChunk is how many attempts are derived together: few enough for little
// memory, and so many that the index of words is seldom written out, which each
// chunk has it do.
const mergeChunk = 2000

// mergeAll takes records in one transaction. Step is to be called now and then.
func (s *Store) mergeAll(ctx context.Context, o MergeOptions, feed func(r *receiver, step func(done, of int) error) error) (Merged, error) {
	var r *receiver
	err := s.Batch(ctx, func(b *Batch) error {
		r = newReceiver(b)
		r.pass = true
		if err := b.putOff(); err != nil {
			return err
		}
		err := feed(r, func(done, of int) error {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := b.settleChunk(); err != nil {
				return err
			}
			o.progress(done, of)
			return nil
		})
		if err == nil {
			err = b.settleChunk()
		}
		if err == nil {
			err = b.catchUp(ctx)
		}
		if err == nil && o.DryRun {
			return errDryRun
		}
		return err
	})
	if err != nil && !errors.Is(err, errDryRun) {
		return Merged{}, err
	}
	return r.merged, nil
}

// settleChunk derives what follows from the entries in hand, and lets go of them.
func (b *Batch) settleChunk() error {
	if err := b.project(); err != nil {
		return err
	}
	if err := b.markUnsent(); err != nil {
		return err
	}
	clear(b.touched)
	if len(b.later.words) >= wordsAtOnce {
		if err := b.findWords(b.later); err != nil {
			return err
		}
	}
	if err := b.storeDays(b.later, daysOpen); err != nil {
		return err
	}
	return b.dropIndexes()
}

// tryTake takes a record, and passes over one that makes no sense.
func (r *receiver) tryTake(record journal.Record) error {
	err := r.take(record)
	if errors.Is(err, errUnusable) {
		r.merged.Messages = append(r.merged.Messages, sentence(err.Error())+".")
		return nil
	}
	return err
}

// sentence begins with a capital.
func sentence(text string) string { return strings.ToUpper(text[:1]) + text[1:] }

// mergeJournals merges from a folder of journals, as somebody brought it.
func (s *Store) mergeJournals(ctx context.Context, from other, o MergeOptions) (Merged, error) {
	waiting, newer := 0, 0
	merged, err := s.mergeAll(ctx, o, func(r *receiver, step func(done, of int) error) error {
		done, pending := 0, 0
		for _, f := range from.journals {
			found, err := journal.Read(ctx, f, journal.Place{}, func(record journal.Record) error {
				if err := r.tryTake(record); err != nil {
					return err
				}
				done++
				if pending++; pending < mergeChunk {
					return nil
				}
				pending = 0
				return step(done, 0)
			})
			if err != nil {
				return explainOther("read", filepath.Join(from.dir, f.Name), err)
			}
			waiting += found.Waiting
			newer += found.Newer
		}
		return step(done, done)
	})
	if err != nil {
		return merged, err
	}
	if newer > 0 {
		merged.Messages = append(merged.Messages, newerText(newer))
	}
	if waiting > 0 {
		merged.Messages = append(merged.Messages, fmt.Sprintf("%s could not be read: still being copied, or damaged. What is whole has come.", plural(waiting, "line")))
	}
	return merged, nil
}

func newerText(n int) string {
	return fmt.Sprintf("%s of a newer Starling did not come. Install the newest one here too.", plural(n, "attempt"))
}
