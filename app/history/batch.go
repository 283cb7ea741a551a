package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Batch is what can be written within one transaction; see [Store.Batch].
type Batch struct {
	// ctx never ends: it is the transaction that ends with the caller's, between
	// two statements. To watch for it in each of them costs more than most do.
	ctx     context.Context
	tx      *sql.Tx
	store   *Store
	ready   map[string]*sql.Stmt
	touched map[string]*entry
	// rebuilding is set while all of history is derived anew.
	rebuilding bool
	// later has what is made of many attempts and is put off to the end, where
	// many come at once; nil where it is made at once.
	later *putOff
}

// Batch writes many things in one transaction: all of them or, where do gives
// an error, none. It is for what comes in bulk; everything that a person does
// is a transaction of its own.
func (s *Store) Batch(ctx context.Context, do func(*Batch) error) error {
	if s.writer == nil {
		return ErrReadOnly
	}
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return s.explain("write to", err)
	}
	b := &Batch{ctx: context.WithoutCancel(ctx), tx: tx, store: s, ready: map[string]*sql.Stmt{}, touched: map[string]*entry{}}
	if err := b.run(do); err != nil {
		// The error that counts is the first one.
		_ = tx.Rollback()
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return s.explain("write to", err)
	}
	return s.explain("write to", tx.Commit())
}

// run does the writing, and brings what is derived up to date.
func (b *Batch) run(do func(*Batch) error) error {
	defer b.close()
	if err := do(b); err != nil {
		return err
	}
	if err := b.project(); err != nil {
		return err
	}
	return b.markUnsent()
}

func (b *Batch) close() {
	for _, stmt := range b.ready {
		_ = stmt.Close()
	}
}

// statement is a prepared statement, which the batch closes.
type statement interface {
	ExecContext(ctx context.Context, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, args ...any) *sql.Row
}

// prepare prepares a statement once for the whole batch.
func (b *Batch) prepare(query string) (statement, error) {
	if stmt := b.ready[query]; stmt != nil {
		return stmt, nil
	}
	stmt, err := b.tx.PrepareContext(b.ctx, query)
	if err != nil {
		return nil, err
	}
	b.ready[query] = stmt
	return stmt, nil
}

func (b *Batch) exec(query string, args ...any) error {
	stmt, err := b.prepare(query)
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(b.ctx, args...)
	return err
}

// rows reads all rows of a query.
func (b *Batch) rows(each func(scan func(...any) error) error, query string, args ...any) error {
	stmt, err := b.prepare(query)
	if err != nil {
		return err
	}
	rows, err := stmt.QueryContext(b.ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// row reads the one row of a query, and tells whether there is one.
func (b *Batch) row(query string, args []any, into ...any) (found bool, err error) {
	stmt, err := b.prepare(query)
	if err != nil {
		return false, err
	}
	err = stmt.QueryRowContext(b.ctx, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil
	}
	return err == nil, err
}

// value reads the one value of the one row of a query; the zero value where
// there is no row.
func value[T any](b *Batch, query string, args ...any) (T, error) {
	var v T
	_, err := b.row(query, args, &v)
	return v, err
}

// Begin stores that an attempt was begun: its story, its plan and the rest of
// what is known of it before it is spoken. Beginning it again does nothing.
func (b *Batch) Begin(a rehearsal.Attempt) error {
	if a.ID == "" {
		return fmt.Errorf("%w: an attempt without an id", ErrInvalid)
	}
	switch _, err := b.entry(a.ID); {
	case err == nil:
		return nil
	case !errors.Is(err, ErrNotFound):
		return err
	}
	if a.Started.IsZero() {
		a.Started = b.store.now()
	}
	key, err := b.freeKey(a.Started.UnixMilli())
	if err != nil {
		return err
	}
	_, zone := a.Started.Zone()
	err = b.exec(`INSERT INTO starts (key, id, story, title, question_id, question, plan, prompt, mode, started, zone, words)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		key, a.ID, a.Story, a.Title, a.Question.ID, a.Question.Text, encodePlan(a.Plan),
		string(a.Prompt), string(a.Mode), a.Started.UnixNano(), zone, encodeWords(a.Words))
	if err != nil {
		return err
	}
	e := newEntry()
	e.key, e.zone, e.head = key, zone, header(a, zone)
	b.touched[a.ID] = e
	return nil
}

// freeKey gives the first free key from the one wanted on.
func (b *Batch) freeKey(wanted int64) (int64, error) {
	for {
		taken, err := value[bool](b, `SELECT 1 FROM starts WHERE key = ?`, wanted)
		if err != nil || !taken {
			return wanted, err
		}
		wanted++
	}
}

// Append stores what happened in an attempt, in the order given.
func (b *Batch) Append(id string, events ...rehearsal.Event) error {
	e, err := b.entry(id)
	if err != nil {
		return err
	}
	if e.since == nil && len(events) > 0 {
		e.since = nothingSaid
	}
	const atOnce = 50 // rows in one statement
	for some := range slices.Chunk(events, atOnce) {
		var args []any
		for _, ev := range some {
			ev.Moment = ev.Moment.Round(0)
			e.events = append(e.events, ev)
			args = append(args, e.key, len(e.events), string(ev.Kind), ev.Moment.UnixNano(), int64(ev.Spoken),
				ev.Section, string(ev.Cue), ev.Given)
		}
		rows := strings.Repeat(`, (?, ?, ?, ?, ?, ?, ?, ?)`, len(some))[1:]
		err := b.exec(`INSERT INTO events (attempt, seq, kind, moment, spoken, section, cue, given) VALUES`+rows, args...)
		if err != nil {
			return err
		}
	}
	return nil
}

// Beat stores the time spoken in an attempt that goes on, so that a power cut
// costs no more than what was spoken since. A beat that says less than an
// earlier one does nothing.
func (b *Batch) Beat(id string, spoken time.Duration) error {
	e, err := b.entry(id)
	if err != nil || spoken <= e.beat {
		return err
	}
	e.beat = spoken
	return b.exec(`INSERT INTO live (attempt, spoken) VALUES (?, ?)
		ON CONFLICT (attempt) DO UPDATE SET spoken = excluded.spoken`, e.key, int64(spoken))
}

// Rate stores a rating, 1 to 5, of one of the attempt's sections or of
// rehearsal.Delivery. It holds from now on; the one before it stays in the
// record. A rating of 0 takes the rating back.
func (b *Batch) Rate(id string, section story.SectionName, rating int) error {
	e, err := b.entry(id)
	if err != nil {
		return err
	}
	if rating != 0 && (rating < rehearsal.MinRating || rating > rehearsal.MaxRating) {
		return fmt.Errorf("%w: %d is no rating, write 1 to 5", ErrInvalid, rating)
	}
	if !e.has(section) {
		return fmt.Errorf("%w: the attempt has no section %q", ErrInvalid, section)
	}
	return b.say(e, ratingField+string(section), fmt.Sprint(rating))
}

// SetNote stores the note of an attempt.
func (b *Batch) SetNote(id, text string) error {
	e, err := b.entry(id)
	if err != nil {
		return err
	}
	return b.settle(e, valid(text))
}

// Grade stores the grade that the person gives an attempt instead of that of its
// ratings and its time: "again", "hard", "good", "easy", or "none" for no grade.
// It holds from now on, whatever is rated later. An empty one takes it back.
func (b *Batch) Grade(id, grade string) error {
	if grade != "" && !slices.Contains(grades(), grade) {
		return fmt.Errorf("%w: %q is no grade, write %s", ErrInvalid, grade, strings.Join(grades(), ", "))
	}
	return b.sayOf(id, gradeField, grade)
}

// grades are what a person can say of how well a story came to mind.
func grades() []string { return []string{"again", "hard", "good", "easy", "none"} }

// Delete puts an attempt out of sight. Restore brings it back.
func (b *Batch) Delete(id string) error { return b.sayOf(id, deletedField, "1") }

// Restore brings a deleted attempt back.
func (b *Batch) Restore(id string) error { return b.sayOf(id, deletedField, "0") }

// Keep stores that an unfinished attempt was looked at and is kept unrated, so
// that it is not offered again.
func (b *Batch) Keep(id string) error { return b.sayOf(id, keptField, "1") }

// Drop removes an attempt for real: one under rehearsal.MinSpoken, of which
// nothing was said and which was never shown. Any other is refused.
func (b *Batch) Drop(id string) error {
	e, err := b.entry(id)
	if err != nil {
		return err
	}
	if !e.derive().TooShort() || len(e.said) > 0 || e.draft != nil {
		return ErrNotShort
	}
	for _, query := range []string{
		`INSERT INTO dropping (attempt) VALUES (?)`,
		`DELETE FROM events WHERE attempt = ?`,
		`DELETE FROM live WHERE attempt = ?`,
	} {
		if err := b.exec(query, e.key); err != nil {
			return err
		}
	}
	if err := b.unproject(e); err != nil {
		return err
	}
	delete(b.touched, id)
	if err := b.exec(`DELETE FROM starts WHERE key = ?`, e.key); err != nil {
		return err
	}
	return b.exec(`DELETE FROM dropping WHERE attempt = ?`, e.key)
}

// valid makes UTF-8 of any text.
func valid(text string) string { return strings.ToValidUTF8(text, "\uFFFD") }

// draftNote stores a note while it is being typed.
func (b *Batch) draftNote(id, text string) error {
	e, err := b.entry(id)
	if err != nil {
		return err
	}
	text = valid(text)
	e.draft = &text
	return b.exec(`INSERT INTO live (attempt, note) VALUES (?, ?)
		ON CONFLICT (attempt) DO UPDATE SET note = excluded.note`, e.key, text)
}

// settleNote makes a change of the note that was being typed, if there is one.
func (b *Batch) settleNote(id string) error {
	e, err := b.entry(id)
	if err != nil || e.draft == nil {
		return err
	}
	return b.settle(e, *e.draft)
}

// settle stores the note as a change, and forgets what was being typed.
func (b *Batch) settle(e *entry, text string) error {
	if e.draft != nil {
		e.draft = nil
		if err := b.exec(`UPDATE live SET note = NULL WHERE attempt = ?`, e.key); err != nil {
			return err
		}
	}
	return b.say(e, noteField, text)
}

func (b *Batch) sayOf(id, field, value string) error {
	e, err := b.entry(id)
	if err != nil {
		return err
	}
	return b.say(e, field, value)
}

// The fields of a change.
const (
	ratingField  = "rating."
	noteField    = "note"
	gradeField   = "grade"
	deletedField = "deleted"
	keptField    = "kept"
	storyField   = "story"
)

// unsaid is what holds for a field of which nothing was said yet.
func (e *entry) unsaid(field string) string {
	switch field {
	case noteField, gradeField, deliveryField, transcriptField:
		return ""
	case fillersField:
		return "" // none counted is something else than not counted
	case storyField:
		return e.head.Story
	}
	return "0"
}

// say stores a change. What holds already is not said again, but for a rating of
// what has been listened to.
func (b *Batch) say(e *entry, field, value string) error {
	holds, ok := e.said[field]
	if !ok {
		holds = e.unsaid(field)
	}
	// The same rating once more says something after listening: it was right.
	confirms := strings.HasPrefix(field, ratingField) && e.said[listenedField] != ""
	if value == holds && !confirms {
		return nil
	}
	moment := b.store.clock.tick(b.store.now())
	id := changeID(moment)
	err := b.exec(`INSERT INTO changes (id, machine, time, attempt, field, value) VALUES (?, ?, ?, ?, ?, ?)`,
		id[:], b.store.machine, moment, e.key, field, value)
	if err != nil {
		return err
	}
	e.said[field] = value
	e.mark(id)
	return nil
}
