package history

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// databaseName is the file that all of history is in.
const databaseName = "history.db"

// Options are what a store needs to know; the zero value will do.
type Options struct {
	// Now is the clock; time.Now where it is nil.
	Now func() time.Time
	// Machine names the machine in the changes made through this store. Where it
	// is empty, it is a random UUID that the database keeps.
	Machine string
	// Logf is told what is of interest to those who look for a fault.
	Logf func(format string, args ...any)
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Logf == nil {
		o.Logf = func(string, ...any) {}
	}
	return o
}

// Store is the history in one data folder. It may be used from many
// goroutines: one writes at a time, others read meanwhile.
type Store struct {
	dir    string
	path   string
	now    func() time.Time
	logf   func(format string, args ...any)
	writer *sql.DB // one connection; nil where the store only reads
	reader *sql.DB // nil where there is nothing to read

	// startAnew is set where there is nothing good to go back to.
	startAnew bool

	// clock and machine are used within a writing transaction only, of which
	// there is one at a time.
	clock   clock
	machine int64

	// journaling is set where what is new is to be marked for this machine's
	// journal; see [Store.Journal].
	journaling atomic.Bool

	// folding is what goes on after a merge, until the log of writes is folded
	// into the database.
	folding sync.WaitGroup
}

// OpenReader opens the history in dir for reading, beside a window that may
// have it open. It changes nothing. A missing database reads as an empty one.
func OpenReader(ctx context.Context, dir string) (*Store, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, explain("find", dir, err)
	}
	o := Options{}.withDefaults()
	s := &Store{dir: dir, path: filepath.Join(dir, databaseName), now: o.Now, logf: o.Logf}
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return s, nil
	case err != nil:
		return nil, s.explain("read", err)
	case info.IsDir():
		return nil, s.explain("read", errIsFolder)
	}
	version, err := s.openReader(ctx)
	switch {
	case err != nil:
	case version == 0: // made, and not written to yet
		err = s.reader.Close()
		s.reader = nil
	case version < schemaVersion:
		err = ErrOlder
	}
	if err != nil {
		_ = s.Close()
		return nil, s.explain("read", err)
	}
	return s, nil
}

// openReader opens the reading connections, looks at the database as fast as
// can be, and gives its version.
func (s *Store) openReader(ctx context.Context) (version int, err error) {
	if s.reader, err = openReaders(s.path, false); err != nil {
		return 0, err
	}
	version, err = glance(ctx, s.reader)
	if errors.Is(kindOf(err), ErrDenied) && sizeOf(s.path+walSuffix) == 0 {
		// The folder takes no new files, not even those beside the database
		// that readers and writers agree by. With nothing in the log of
		// writes, the file alone is all there is.
		_ = s.reader.Close()
		if s.reader, err = openReaders(s.path, true); err != nil {
			return 0, err
		}
		version, err = glance(ctx, s.reader)
	}
	return version, err
}

// Close closes the store. What was written is safe without it.
func (s *Store) Close() error {
	s.folding.Wait()
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	// Last, so that the log of writes is folded into the database.
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	return s.explain("close", errors.Join(errs...))
}

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// explain explains an error to a person, and remembers damage: the next start
// looks through the whole file before it goes on with it.
func (s *Store) explain(what string, err error) error {
	if err == nil {
		return nil
	}
	err = explain(what, s.path, err)
	if errors.Is(err, ErrDamaged) && s.writer != nil {
		s.suspect(err)
	}
	return err
}

// Begin stores that an attempt was begun; see [Batch.Begin].
func (s *Store) Begin(ctx context.Context, a rehearsal.Attempt) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Begin(a) })
}

// Append stores what happened in an attempt, in the order given.
func (s *Store) Append(ctx context.Context, id string, events ...rehearsal.Event) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Append(id, events...) })
}

// Beat stores the time spoken in an attempt that goes on; see [Batch.Beat].
func (s *Store) Beat(ctx context.Context, id string, spoken time.Duration) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Beat(id, spoken) })
}

// Rate stores a rating; see [Batch.Rate].
func (s *Store) Rate(ctx context.Context, id string, section story.SectionName, rating int) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Rate(id, section, rating) })
}

// SetNote stores the note of an attempt.
func (s *Store) SetNote(ctx context.Context, id, text string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.SetNote(id, text) })
}

// Grade stores the grade that the person gives an attempt; see [Batch.Grade].
func (s *Store) Grade(ctx context.Context, id, grade string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Grade(id, grade) })
}

// Delete puts an attempt out of sight. Restore brings it back.
func (s *Store) Delete(ctx context.Context, id string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Delete(id) })
}

// Restore brings a deleted attempt back.
func (s *Store) Restore(ctx context.Context, id string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Restore(id) })
}

// Keep stores that an unfinished attempt is kept unrated; see [Batch.Keep].
func (s *Store) Keep(ctx context.Context, id string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Keep(id) })
}

// RenameStory has a story's attempts follow it to another slug; see
// [Batch.RenameStory].
func (s *Store) RenameStory(ctx context.Context, from, to string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.RenameStory(from, to) })
}

// Drop removes an attempt under rehearsal.MinSpoken; see [Batch.Drop].
func (s *Store) Drop(ctx context.Context, id string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.Drop(id) })
}

func (s *Store) draftNote(ctx context.Context, id, text string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.draftNote(id, text) })
}

func (s *Store) settleNote(ctx context.Context, id string) error {
	return s.Batch(ctx, func(b *Batch) error { return b.settleNote(id) })
}
