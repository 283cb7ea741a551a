package history

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/google/uuid"

	"starling/app/history/journal"
	"starling/app/rehearsal"
)

// span is a stretch of attempts by their keys, both ends included.
type span struct{ first, last int64 }

// recordsIn reads what travels of the attempts in a span, in the order of their
// keys; keys tells which is whose. Of an attempt that does not travel nothing is given.
func recordsIn(ctx context.Context, db *sql.DB, s span) (keys []int64, records []journal.Record, err error) {
	at := map[int64]int{}
	err = each(ctx, db, func(scan func(...any) error) error {
		var r journal.Record
		var key int64
		var plan, words string
		err := scan(&key, &r.ID, &r.Story, &r.Title, &r.QuestionID, &r.Question, &plan, &r.Prompt, &r.Mode, &r.Started, &r.Zone, &words, &r.Beat)
		if err != nil {
			return err
		}
		r.Plan = json.RawMessage(plan)
		if words != "" {
			r.Words = json.RawMessage(words)
		}
		at[key] = len(records)
		keys, records = append(keys, key), append(records, r)
		return nil
	}, `SELECT s.key, s.id, s.story, s.title, s.question_id, s.question, s.plan, s.prompt, s.mode, s.started, s.zone, s.words,
		coalesce((SELECT spoken FROM live WHERE attempt = s.key), 0)
		FROM starts s JOIN attempts a ON a.key = s.key
		WHERE s.key BETWEEN ? AND ? AND (a.ended <> ? AND a.spoken >= ? OR EXISTS (SELECT 1 FROM changes WHERE attempt = s.key))
		ORDER BY s.key`, s.first, s.last, string(rehearsal.Unfinished), int64(rehearsal.MinSpoken))
	if err != nil {
		return nil, nil, err
	}
	err = each(ctx, db, func(scan func(...any) error) error {
		var key int64
		var e journal.Event
		if err := scan(&key, &e.Kind, &e.Moment, &e.Spoken, &e.Section, &e.Cue, &e.Given); err != nil {
			return err
		}
		if i, ok := at[key]; ok {
			records[i].Events = append(records[i].Events, e)
		}
		return nil
	}, `SELECT attempt, kind, moment, spoken, section, cue, given FROM events WHERE attempt BETWEEN ? AND ? ORDER BY attempt, seq`, s.first, s.last)
	if err != nil {
		return nil, nil, err
	}
	err = each(ctx, db, func(scan func(...any) error) error {
		var key int64
		var id []byte
		var c journal.Change
		if err := scan(&key, &id, &c.Machine, &c.Field, &c.Value); err != nil {
			return err
		}
		i, ok := at[key]
		if !ok {
			return nil
		}
		u, err := uuid.FromBytes(id)
		if err != nil {
			return fmt.Errorf("%w: a change has the id %x", ErrDamaged, id)
		}
		c.ID = u.String()
		for _, before := range records[i].Changes {
			if before.Field == c.Field {
				c.Over = before.ID
			}
		}
		records[i].Changes = append(records[i].Changes, c)
		return nil
	}, `SELECT c.attempt, c.id, m.id, c.field, c.value FROM changes c JOIN machines m ON m.key = c.machine
		WHERE c.attempt BETWEEN ? AND ? ORDER BY c.attempt, c.id`, s.first, s.last)
	return keys, records, err
}

// nextSpan gives the stretch of at most n attempts after a key; ok is false
// where there are no more. It also counts them.
func nextSpan(ctx context.Context, db *sql.DB, after int64, n int) (s span, count int, err error) {
	var first, last sql.NullInt64
	err = db.QueryRowContext(ctx, `SELECT min(key), max(key), count(*) FROM (SELECT key FROM starts WHERE key > ? ORDER BY key LIMIT ?)`, after, n).
		Scan(&first, &last, &count)
	return span{first.Int64, last.Int64}, count, err
}

// each reads all rows of a query.
func each(ctx context.Context, db *sql.DB, row func(scan func(...any) error) error, query string, args ...any) error {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := row(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}
