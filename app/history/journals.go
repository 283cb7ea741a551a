package history

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/google/uuid"

	"starling/app/history/journal"
)

// Journal is a machine's part in a synced folder: it writes what is new here
// into a journal of its own, and reads those of the other machines. Its methods
// are for one goroutine at a time.
type Journal struct {
	s      *Store
	folder string
	place  string // the file that names this machine's place
	row    journalRow
	// Pause is asked between two steps, of some milliseconds each; where it says
	// so, what is under way ends with [ErrPaused], to go on there another time.
	Pause func() bool
}

// ErrPaused says that something ended early because it was asked to.
var ErrPaused = errors.New("paused")

// journalRow is what is remembered of the own journal.
type journalRow struct {
	folder, place string
	own           journal.Own
	filled        int64
}

const (
	nothingFilled = math.MinInt64
	allFilled     = math.MaxInt64
)

// Journal takes part in a synced folder. Place names a file outside the data
// folder that holds a name for this machine's place; it is made where it is
// missing. A data folder that was copied to another machine so gets a journal of
// its own there: two machines never write the same one.
//
// The folder itself is never made: a drive that is not there must not become an
// empty folder that has its name.
func (s *Store) Journal(ctx context.Context, folder, place string) (*Journal, error) {
	if s.writer == nil {
		return nil, ErrReadOnly
	}
	folder, err := filepath.Abs(folder)
	if err != nil {
		return nil, explain("find", folder, err)
	}
	j := &Journal{s: s, folder: folder, place: place, Pause: func() bool { return false }}
	name, err := placeName(place)
	if err != nil {
		return nil, err
	}
	err = s.Batch(ctx, func(b *Batch) error {
		var r journalRow
		found, err := b.row(`SELECT folder, place, name, segment, size, filled FROM journal`, nil,
			&r.folder, &r.place, &r.own.Name, &r.own.Segment, &r.own.Size, &r.filled)
		if err != nil {
			return err
		}
		if found && r.folder == folder && r.place == name {
			j.row = r
			return nil
		}
		if err := b.exec(`DELETE FROM journals`); err != nil {
			return err
		}
		return j.begin(b, name)
	})
	if err != nil {
		return nil, err
	}
	s.journaling.Store(true)
	return j, nil
}

// begin begins a new journal, which has everything in it that is here.
func (j *Journal) begin(b *Batch, place string) error {
	machine, err := value[string](b, `SELECT id FROM machines WHERE key = ?`, j.s.machine)
	if err != nil {
		return err
	}
	j.row = journalRow{folder: j.folder, place: place, own: journal.Own{Name: fileName(machine) + "-" + place}, filled: nothingFilled}
	if err := b.exec(`DELETE FROM unsent`); err != nil { // all of it is written anyway
		return err
	}
	return b.keepJournal(j.row)
}

// keepJournal remembers how the own journal stands.
func (b *Batch) keepJournal(r journalRow) error {
	return b.exec(`INSERT INTO journal (one, folder, place, name, segment, size, filled) VALUES (1, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (one) DO UPDATE SET folder = excluded.folder, place = excluded.place, name = excluded.name,
		segment = excluded.segment, size = excluded.size, filled = excluded.filled`,
		r.folder, r.place, r.own.Name, r.own.Segment, r.own.Size, r.filled)
}

// fileName makes a machine's name fit for a folder's.
func fileName(machine string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_':
			return r
		}
		return '_'
	}, machine)
}

// placeName reads the name of this machine's place, or makes one.
func placeName(path string) (string, error) {
	text, err := os.ReadFile(path)
	name := strings.TrimSpace(string(text))
	switch {
	case err == nil && len(name) == 8 && fileName(name) == name:
		return name, nil
	case err != nil && !errors.Is(err, fs.ErrNotExist):
		return "", explain("read", path, err)
	}
	return newPlace(path)
}

// newPlace gives this machine a new place.
func newPlace(path string) (string, error) {
	if err := makeDir(filepath.Dir(path)); err != nil {
		return "", err
	}
	random := make([]byte, 4)
	_, _ = rand.Read(random) // never fails
	name := hex.EncodeToString(random)
	temporary := path + ".tmp"
	err := os.WriteFile(temporary, []byte(name+"\n"), 0o600)
	if err == nil {
		err = syncFile(temporary)
	}
	if err == nil {
		err = rename(temporary, path)
	}
	return name, explain("write", path, err)
}

// anew begins a new journal at a new place, since the one that was written to
// is no longer this machine's alone, or no longer whole.
func (j *Journal) anew(ctx context.Context) error {
	name, err := newPlace(j.place)
	if err != nil {
		return err
	}
	j.s.logf("history: the journal %s was changed by something else; %s takes its place", j.row.own.Name, name)
	return j.s.Batch(ctx, func(b *Batch) error { return j.begin(b, name) })
}

// Folder is the synced folder.
func (j *Journal) Folder() string { return j.folder }

// stepAttempts is how many attempts are written or taken in one step: so few
// that nobody who writes meanwhile waits for long.
const stepAttempts = 100

// Write writes what is new here to this machine's journal, and gives how many
// attempts it wrote of. What could not be written is written another time.
func (j *Journal) Write(ctx context.Context) (written int, err error) {
	if err := j.settleOwn(ctx); err != nil {
		return 0, j.explain("write to", err)
	}
	for {
		if err := j.mayGoOn(ctx); err != nil {
			return written, err
		}
		n, more, err := j.writeStep(ctx)
		written += n
		if err != nil || !more {
			return written, j.explain("write to", err)
		}
	}
}

func (j *Journal) mayGoOn(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if j.Pause() {
		return ErrPaused
	}
	return nil
}

// settleOwn sees to it that the own journal is as it was left. It may have grown
// by what was written just before a crash; then it is gone on with in a new
// segment, for the last line may not be whole. Anything else means that it is
// not this machine's alone, or that a part of it is gone.
func (j *Journal) settleOwn(ctx context.Context) error {
	err := j.row.own.Check(j.folder)
	if !errors.Is(err, journal.ErrAltered) {
		return err
	}
	before := j.row.own
	came, err := j.Read(ctx)
	if err != nil {
		return err
	}
	if grown := before.Grown(j.folder); !grown || came.News() {
		return j.anew(ctx)
	}
	j.row.own = before.Closed()
	return j.s.Batch(ctx, func(b *Batch) error { return b.keepJournal(j.row) })
}

// unsent is an attempt of which something is to be written.
type unsent struct {
	key   int64
	since []byte
	marks int
}

// writeStep writes of some attempts: first those with news, then those that
// were there when the journal was begun.
func (j *Journal) writeStep(ctx context.Context) (n int, more bool, err error) {
	todo, err := j.unsent(ctx)
	if err != nil {
		return 0, false, err
	}
	row := j.row
	var records []journal.Record
	switch {
	case len(todo) > 0:
		records, err = j.recordsOf(ctx, todo)
	case row.filled != allFilled:
		records, row.filled, err = j.recordsAfter(ctx, row.filled)
	default:
		return 0, false, nil
	}
	if err != nil {
		return 0, false, err
	}
	if row.own, err = journal.Append(j.folder, row.own, records); err != nil {
		return 0, false, err
	}
	err = j.s.Batch(ctx, func(b *Batch) error {
		for _, u := range todo {
			if err := b.exec(`DELETE FROM unsent WHERE attempt = ? AND marks = ?`, u.key, u.marks); err != nil {
				return err
			}
		}
		return b.keepJournal(row)
	})
	if err != nil {
		return 0, false, err
	}
	j.row = row
	return len(records), true, nil
}

// recordsOf reads what is to be written of some attempts.
func (j *Journal) recordsOf(ctx context.Context, todo []unsent) ([]journal.Record, error) {
	var records []journal.Record
	for _, u := range todo {
		_, some, err := recordsIn(ctx, j.s.reader, span{u.key, u.key})
		if err != nil {
			return nil, err
		}
		for _, r := range some {
			r.Changes = slices.DeleteFunc(r.Changes, func(c journal.Change) bool { return olderThan(c.ID, u.since) })
			records = append(records, r)
		}
	}
	return records, nil
}

// recordsAfter reads some of the attempts after a key, and gives up to which.
func (j *Journal) recordsAfter(ctx context.Context, key int64) (records []journal.Record, filled int64, err error) {
	at, count, err := nextSpan(ctx, j.s.reader, key, stepAttempts)
	if err != nil || count == 0 {
		return nil, allFilled, err
	}
	filled = at.last
	if count < stepAttempts {
		filled = allFilled
	}
	_, records, err = recordsIn(ctx, j.s.reader, at)
	return records, filled, err
}

func (j *Journal) unsent(ctx context.Context) ([]unsent, error) {
	var todo []unsent
	err := each(ctx, j.s.reader, func(scan func(...any) error) error {
		var u unsent
		err := scan(&u.key, &u.since, &u.marks)
		todo = append(todo, u)
		return err
	}, `SELECT attempt, since, marks FROM unsent ORDER BY attempt LIMIT ?`, stepAttempts)
	return todo, err
}

// Read takes what the other machines have written, as far as it has arrived.
// What is here already changes nothing.
func (j *Journal) Read(ctx context.Context) (Merged, error) {
	var all Merged
	files, err := journal.Files(j.folder)
	if err != nil {
		return all, j.explain("read", err)
	}
	places, err := j.places(ctx)
	if err != nil {
		return all, err
	}
	current, size := j.row.own.Current(), j.row.own.Size
	newer := 0
	for _, f := range files {
		if err := j.mayGoOn(ctx); err != nil {
			return all, err
		}
		if f.Name == current && f.Size == size || !f.Changed(places[f.Name]) {
			continue
		}
		found, err := j.readFile(ctx, f, places[f.Name], &all)
		newer += found.Newer
		if err != nil && !isGone(err) {
			return all, j.explain("read", err)
		}
	}
	if newer > 0 {
		all.Messages = append(all.Messages, newerText(newer))
	}
	return all, nil
}

// isGone tells whether a file went between the look and the reading, as one does
// that a file-sync program replaces: it is read when it is there again.
func isGone(err error) bool { return errors.Is(err, fs.ErrNotExist) }

// readFile takes what is new in one file, some attempts at a time, each step in
// a transaction of its own. How far it was read is remembered at the end: a step
// that is taken twice changes nothing.
func (j *Journal) readFile(ctx context.Context, f journal.File, from journal.Place, all *Merged) (journal.Found, error) {
	var pending []journal.Record
	step := func() error {
		if len(pending) == 0 {
			return nil
		}
		var r *receiver
		err := j.s.Batch(ctx, func(b *Batch) error {
			r = newReceiver(b)
			for _, record := range pending {
				if err := r.tryTake(record); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		all.Add(r.merged)
		pending = pending[:0]
		return j.mayGoOn(ctx)
	}
	found, err := journal.Read(ctx, f, from, func(record journal.Record) error {
		if pending = append(pending, record); len(pending) < stepAttempts {
			return nil
		}
		return step()
	})
	if err == nil {
		err = step()
	}
	if err != nil {
		return found, err
	}
	p := found.Place
	return found, j.s.Batch(ctx, func(b *Batch) error {
		return b.exec(`INSERT INTO journals (name, size, modified, read, at, mark) VALUES (?, ?, ?, ?, ?, ?)
			ON CONFLICT (name) DO UPDATE SET size = excluded.size, modified = excluded.modified,
			read = excluded.read, at = excluded.at, mark = excluded.mark`, f.Name, p.Size, p.Modified, p.Read, p.At, p.Mark)
	})
}

func (j *Journal) places(ctx context.Context) (map[string]journal.Place, error) {
	places := map[string]journal.Place{}
	err := each(ctx, j.s.reader, func(scan func(...any) error) error {
		var name string
		var p journal.Place
		err := scan(&name, &p.Size, &p.Modified, &p.Read, &p.At, &p.Mark)
		places[name] = p
		return err
	}, `SELECT name, size, modified, read, at, mark FROM journals`)
	return places, err
}

// explain explains an error of the synced folder.
func (j *Journal) explain(what string, err error) error {
	var already *told
	switch {
	case err == nil, errors.Is(err, ErrPaused), errors.Is(err, context.Canceled), errors.As(err, &already):
		return err
	case isGone(err):
		return &told{fmt.Sprintf("the synced folder %s is not there", j.folder), []error{err}}
	}
	switch kind := kindOf(err); {
	case errors.Is(kind, ErrFull):
		return &told{fmt.Sprintf("there is no room left in the synced folder %s", j.folder), []error{ErrFull, err}}
	case errors.Is(kind, ErrDenied):
		return &told{fmt.Sprintf("Starling may not %s the synced folder %s; allow reading and writing there", what, j.folder), []error{ErrDenied, err}}
	}
	return fmt.Errorf("could not %s the synced folder %s: %w", what, j.folder, err)
}

// olderThan tells whether a change came before those that are to be written.
func olderThan(id string, since []byte) bool {
	u, err := uuid.Parse(id)
	return err == nil && slices.Compare(u[:], since) < 0
}
