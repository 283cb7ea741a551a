package history

import (
	"context"
	"database/sql"
	"math"
	"time"

	"github.com/google/uuid"

	"starling/app/history/journal"
	"starling/app/rehearsal"
)

// Of another database most attempts are new here, or all are known. Both are
// told a chunk at a time, and what is new goes from table to table without
// being read: to take each by itself costs several times as much. Whatever is
// neither is taken like a record from anywhere else.

// otherName is what the other database is called while it is attached.
const otherName = "other"

// attach makes the copy of the other database known to the writing connection,
// and gives that room in memory: without it, pages of a large transaction are
// written out and read again.
func (s *Store) attach(ctx context.Context, path string) (detach func(), err error) {
	if _, err := s.writer.ExecContext(ctx, `ATTACH ? AS `+otherName, path); err != nil {
		return nil, err
	}
	// Each row that is copied comes with the one that it refers to, so that to
	// look for that once more is in vain.
	// What comes is on the disk once it is in the log of writes; that is folded
	// into the database afterwards.
	_, err = s.writer.ExecContext(ctx, `PRAGMA main.cache_size = -65536; PRAGMA foreign_keys = 0; PRAGMA wal_autocheckpoint = 0`)
	detach = func() {
		for _, statement := range []string{
			`PRAGMA foreign_keys = 1`, `DETACH ` + otherName, `PRAGMA main.cache_size = -2000`, `PRAGMA wal_autocheckpoint = 1000`,
		} {
			s.tidy(statement)
		}
		s.folding.Go(func() { s.tidy(`PRAGMA wal_checkpoint(PASSIVE)`) })
	}
	if err != nil {
		detach()
		return nil, err
	}
	return detach, nil
}

// tidy has the writing connection do what is to be done after a merge. Where it
// fails, what has come is in the history all the same: it is noted in the log.
func (s *Store) tidy(statement string) {
	if _, err := s.writer.ExecContext(context.Background(), statement); err != nil {
		s.logf("history: %v", err)
	}
}

// chunk is a stretch of the other history as it was read.
type chunk struct {
	span   span
	count  int // attempts in it, those included that do not travel
	coming []coming
	err    error
}

// coming is an attempt of the other history.
type coming struct {
	key    int64 // there
	record journal.Record
	// entry is what it is to be here, looked through and derived from its log
	// anew. What the other database has derived is not believed: it is compared,
	// and where it is the same, copying it spares writing it. The entry is nil for
	// one that makes no sense, or that is here already.
	entry *entry
	said  []arrived
}

// ahead reads another history ahead of what takes it.
type ahead struct {
	db    *sql.DB // the other
	here  *sql.DB // this one, as it was before
	plans map[string]rehearsal.Plan
}

// read reads all chunks on a goroutine of its own, which ends with ctx. The last
// chunk is empty, or has an error.
func (h *ahead) read(ctx context.Context) <-chan chunk {
	chunks := make(chan chunk, 2)
	go func() {
		defer close(chunks)
		// A chunk is soon read. To watch for the end of ctx at each row of it takes
		// as long as to read it.
		reading := context.WithoutCancel(ctx)
		// The first is small, since the one who writes waits for it.
		const first = mergeChunk / 10
		for after, n := int64(math.MinInt64), first; ; n = mergeChunk {
			c := h.chunk(reading, after, n)
			after = c.span.last
			select {
			case chunks <- c:
			case <-ctx.Done():
				return
			}
			if c.err != nil || c.count == 0 {
				return
			}
		}
	}()
	return chunks
}

// chunk reads the n attempts after a key. What may be new here is derived at once,
// beside what is being written meanwhile.
func (h *ahead) chunk(ctx context.Context, after int64, n int) (c chunk) {
	c.span, c.count, c.err = nextSpan(ctx, h.db, after, n)
	if c.err != nil || c.count == 0 {
		return c
	}
	keys, records, err := recordsIn(ctx, h.db, c.span)
	if err != nil {
		c.err = err
		return c
	}
	known := map[string]bool{}
	c.err = each(ctx, h.here, func(scan func(...any) error) error {
		var id string
		err := scan(&id)
		known[id] = true
		return err
	}, `SELECT id FROM starts WHERE key BETWEEN ? AND ?`, c.span.first, c.span.last)
	var rows map[int64]numbered
	c.coming = make([]coming, len(records))
	for i, record := range records {
		c.coming[i] = coming{key: keys[i], record: record}
		if c.err != nil || known[record.ID] {
			continue
		}
		if rows == nil {
			rows, c.err = rowsIn(ctx, h.db, c.span)
		}
		h.derive(&c.coming[i], rows[keys[i]])
	}
	return c
}

// row is a row of attempts but for the number, which depends on others.
type row struct {
	shown

	mode, question, part string
}

// row is the entry's row, of which this is to be shown.
func (e *entry) row(now shown) row {
	part, _ := e.head.Part()
	return row{now, string(e.head.Mode), e.head.Question.ID, string(part)}
}

// numbered is a row with its number.
type numbered struct {
	row

	number int
}

// rowsIn reads the rows of attempts in a span.
func rowsIn(ctx context.Context, db *sql.DB, s span) (map[int64]numbered, error) {
	rows := map[int64]numbered{}
	err := each(ctx, db, func(scan func(...any) error) error {
		var key int64
		var r numbered
		err := scan(append([]any{&key, &r.mode, &r.question, &r.part, &r.number}, r.columns()...)...)
		rows[key] = r
		return err
	}, `SELECT key, mode, question, part, number, `+shownColumns+` FROM attempts WHERE key BETWEEN ? AND ?`, s.first, s.last)
	return rows, err
}

// derive derives what an attempt is to be here, under the key that it has there.
func (h *ahead) derive(c *coming, there numbered) {
	a, err := look(c.record, h.plan)
	if err != nil {
		return // whoever takes it says why it is passed over
	}
	e := newEntry()
	e.key, e.zone, e.events, e.beat = c.key, a.Zone, a.events, time.Duration(a.Beat)
	e.head = header(a.head(), a.Zone)
	for field, said := range top(a.changes) {
		e.said[field] = said.value
	}
	now := e.show()
	e.now, e.alike, e.number = &now, e.row(now) == there.row, there.number
	c.entry, c.said = e, a.changes
}

// plan decodes a plan. There are few, which many attempts have.
func (h *ahead) plan(text string) (rehearsal.Plan, error) {
	if p, ok := h.plans[text]; ok {
		return p, nil
	}
	p, err := decodePlan(text)
	const enough = 1000
	if err == nil && len(h.plans) < enough {
		h.plans[text] = p
	}
	return p, err
}

// has is what is known here of an attempt.
type has struct {
	events  int
	beat    int64
	changes map[string]bool
}

// covers tells whether a record says nothing that is not known.
func (h *has) covers(r journal.Record) bool {
	if h == nil || len(r.Events) > h.events || r.Beat > h.beat {
		return false
	}
	for _, c := range r.Changes {
		if !h.changes[c.ID] {
			return false
		}
	}
	return true
}

// known reads what is known here of the attempts in a span, by their ids, and
// which keys are taken. An attempt whose key differs here may be elsewhere.
func (b *Batch) known(s span) (map[string]*has, map[int64]*has, error) {
	byID, byKey := map[string]*has{}, map[int64]*has{}
	err := b.rows(func(scan func(...any) error) error {
		var key int64
		var id string
		h := &has{changes: map[string]bool{}}
		err := scan(&key, &id, &h.events, &h.beat)
		byID[id], byKey[key] = h, h
		return err
	}, `SELECT key, id, (SELECT count(*) FROM events WHERE attempt = key), coalesce((SELECT spoken FROM live WHERE attempt = key), 0)
		FROM starts WHERE key BETWEEN ? AND ?`, s.first, s.last)
	if err != nil || len(byID) == 0 {
		return byID, byKey, err
	}
	err = b.rows(func(scan func(...any) error) error {
		var key int64
		var id []byte
		if err := scan(&key, &id); err != nil {
			return err
		}
		u, err := uuid.FromBytes(id)
		if h := byKey[key]; h != nil && err == nil {
			h.changes[u.String()] = true
		}
		return nil
	}, `SELECT attempt, id FROM changes WHERE attempt BETWEEN ? AND ?`, s.first, s.last)
	return byID, byKey, err
}

// takeChunk takes a chunk of the attached database.
func (r *receiver) takeChunk(c chunk) error {
	byID, byKey, err := r.b.known(c.span)
	if err != nil {
		return err
	}
	elsewhere, err := r.b.elsewhere(c.span)
	if err != nil {
		return err
	}
	var fresh, alike []int64
	var rest []journal.Record
	for _, one := range c.coming {
		id := one.record.ID
		switch {
		case byID[id].covers(one.record):
		case one.entry != nil && byID[id] == nil && byKey[one.key] == nil && !elsewhere[one.key]:
			if err := r.begin(one); err != nil {
				return err
			}
			fresh = append(fresh, one.key)
			if one.entry.alike {
				alike = append(alike, one.key)
			}
		default:
			rest = append(rest, one.record)
		}
	}
	if err := r.copyRows(fresh, alike); err != nil {
		return err
	}
	// After the keys of those are taken: one of these may need another than it has there.
	for _, record := range rest {
		if err := r.tryTake(record); err != nil {
			return err
		}
	}
	return nil
}

// elsewhere tells which attempts of a span of the attached database are here
// under another key, by the key that they have there.
func (b *Batch) elsewhere(s span) (map[int64]bool, error) {
	keys := map[int64]bool{}
	err := b.rows(func(scan func(...any) error) error {
		var key int64
		err := scan(&key)
		keys[key] = true
		return err
	}, `SELECT o.key FROM other.starts o CROSS JOIN main.starts s ON s.id = o.id WHERE o.key BETWEEN ? AND ? AND s.key <> o.key`, s.first, s.last)
	return keys, err
}

// begin begins an attempt that is new here and has in hand what its rows say,
// which are still to be copied.
func (r *receiver) begin(c coming) error {
	e := c.entry
	e.since = nothingSaid
	for _, said := range c.said {
		r.b.store.clock.see(momentOf(said.id))
		if _, err := r.machine(said.machine); err != nil {
			return err
		}
		e.mark(said.id)
	}
	if len(c.said) > 0 {
		r.count(c.said)
	}
	r.merged.Attempts++
	r.b.touched[e.head.ID] = e
	return nil
}

// copyRows copies the rows of attempts that are new here, whose keys are free,
// and what is derived of those that are shown alike.
func (r *receiver) copyRows(keys, alike []int64) error {
	b := r.b
	if len(keys) == 0 {
		return nil
	}
	if err := b.exec(`CREATE TEMP TABLE IF NOT EXISTS fresh (key INTEGER PRIMARY KEY)`); err != nil {
		return err
	}
	if err := b.exec(`DELETE FROM temp.fresh`); err != nil {
		return err
	}
	if err := b.exec(`INSERT INTO temp.fresh (key) SELECT value FROM json_each(?)`, encode(keys)); err != nil {
		return err
	}
	// The join is a CROSS JOIN so that it begins with what is fresh: in the order
	// of the changes, each chunk would go through all of them.
	for _, query := range []string{
		`INSERT INTO main.starts (key, id, story, title, question_id, question, plan, prompt, mode, started, zone, words)
			SELECT s.key, s.id, s.story, s.title, s.question_id, s.question, s.plan, s.prompt, s.mode, s.started, s.zone, s.words
			FROM temp.fresh f CROSS JOIN other.starts s ON s.key = f.key ORDER BY f.key`,
		`INSERT INTO main.events (attempt, seq, kind, moment, spoken, section, cue, given)
			SELECT e.attempt, e.seq, e.kind, e.moment, e.spoken, e.section, e.cue, e.given
			FROM temp.fresh f CROSS JOIN other.events e ON e.attempt = f.key ORDER BY f.key, e.seq`,
		`INSERT INTO main.changes (id, machine, time, attempt, field, value)
			SELECT c.id, m.key, c.time, c.attempt, c.field, c.value
			FROM temp.fresh f CROSS JOIN other.changes c ON c.attempt = f.key
			JOIN other.machines o ON o.key = c.machine JOIN main.machines m ON m.id = o.id ORDER BY c.id`,
		`INSERT INTO main.live (attempt, spoken) SELECT l.attempt, l.spoken
			FROM temp.fresh f CROSS JOIN other.live l ON l.attempt = f.key WHERE l.spoken > 0`,
	} {
		if err := b.exec(query); err != nil {
			return err
		}
	}
	return b.exec(`INSERT INTO main.attempts (`+attemptColumns+`) SELECT `+attemptColumns+` FROM other.attempts
		WHERE key IN (SELECT value FROM json_each(?)) ORDER BY key`, encode(alike))
}
