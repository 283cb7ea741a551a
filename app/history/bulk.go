package history

import (
	"context"
	"database/sql"
	"errors"
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
	_, err = s.writer.ExecContext(ctx, `PRAGMA main.cache_size = -65536; PRAGMA foreign_keys = 0`)
	detach = func() {
		for _, statement := range []string{`PRAGMA foreign_keys = 1`, `DETACH ` + otherName, `PRAGMA main.cache_size = -2000`} {
			if _, err := s.writer.ExecContext(context.WithoutCancel(ctx), statement); err != nil {
				s.logf("history: %v", err)
			}
		}
	}
	if err != nil {
		detach()
		return nil, err
	}
	return detach, nil
}

// chunk is a stretch of the other history as it was read.
type chunk struct {
	span    span
	count   int // attempts in it, those included that do not travel
	keys    []int64
	records []journal.Record
	err     error
}

// readChunks reads the other history ahead of what takes it, on a goroutine of
// its own, which ends with ctx. The last chunk is empty, or has an error.
func readChunks(ctx context.Context, db *sql.DB) <-chan chunk {
	chunks := make(chan chunk, 2)
	go func() {
		defer close(chunks)
		for after := int64(math.MinInt64); ; {
			var c chunk
			c.span, c.count, c.err = nextSpan(ctx, db, after, mergeChunk)
			if c.err == nil && c.count > 0 {
				c.keys, c.records, c.err = recordsIn(ctx, db, c.span)
			}
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
	var fresh []int64
	for i, record := range c.records {
		if byID[record.ID].covers(record) {
			continue
		}
		if byID[record.ID] == nil && byKey[c.keys[i]] == nil {
			elsewhere, err := value[bool](r.b, `SELECT 1 FROM starts WHERE id = ?`, record.ID)
			if err != nil {
				return err
			}
			if a, bad := look(record); bad == nil && !elsewhere {
				if err := r.begin(c.keys[i], a); err != nil {
					return err
				}
				fresh = append(fresh, c.keys[i])
				continue
			}
		}
		if err := r.tryTake(record); err != nil {
			return err
		}
	}
	return r.copyRows(fresh)
}

// begin begins an attempt that is new here under the key that it has there, and
// has in hand what its rows say, which are still to be copied.
func (r *receiver) begin(key int64, a arrival) error {
	e := newEntry()
	e.key, e.zone, e.events = key, a.Zone, a.events
	e.head = header(rehearsal.Attempt{
		ID: a.ID, Story: a.Story, Title: a.Title, Question: rehearsal.Question{ID: a.QuestionID, Text: a.Question},
		Plan: a.plan, Prompt: rehearsal.Prompt(a.Prompt), Mode: rehearsal.Mode(a.Mode), Words: a.words,
		Started: inZone(a.Started, a.Zone),
	}, a.Zone)
	for field, c := range top(a.changes) {
		e.said[field] = c.value
	}
	e.since = nothingSaid
	for _, c := range a.changes {
		r.b.store.clock.see(momentOf(c.id))
		if _, err := r.machine(c.machine); err != nil {
			return err
		}
		e.mark(c.id)
	}
	if len(a.changes) > 0 {
		r.count(a.changes)
	}
	r.merged.Attempts++
	r.b.touched[a.ID] = e
	if a.Beat > 0 {
		// Its row waits for the start's.
		r.beats = append(r.beats, beat{a.ID, a.Beat})
	}
	return nil
}

// beat is the time spoken in an attempt that was cut off.
type beat struct {
	id     string
	spoken int64
}

// copyRows copies the rows of attempts that are new here, whose keys are free.
func (r *receiver) copyRows(keys []int64) error {
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
	for _, key := range keys {
		if err := b.exec(`INSERT INTO temp.fresh (key) VALUES (?)`, key); err != nil {
			return err
		}
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
	} {
		if err := b.exec(query); err != nil {
			return err
		}
	}
	for _, late := range r.beats {
		e := b.touched[late.id]
		if e == nil {
			return errors.New("an attempt is not in hand any more")
		}
		if err := b.Beat(late.id, time.Duration(late.spoken)); err != nil {
			return err
		}
	}
	r.beats = r.beats[:0]
	return nil
}
