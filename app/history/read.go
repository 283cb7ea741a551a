package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"starling/app/rehearsal"
)

// recordColumns are what a Record is made of, read by scanRecord.
const recordColumns = `s.id, a.story, s.title, s.question_id, s.question, s.plan, s.prompt, s.mode, s.zone, s.words,
	a.number, a.ended, a.began, a.spoken, a.paused, a.splits, a.ratings, a.note, a.grade, a.coverage, a.rated, a.deleted, a.kept`

const recordTables = ` FROM attempts a JOIN starts s ON s.key = a.key `

// scanRecord reads recordColumns.
func scanRecord(scan func(...any) error) (Record, error) {
	var r Record
	var plan, words, splits, ratings string
	var began int64
	err := scan(&r.ID, &r.Story, &r.Title, &r.Question.ID, &r.Question.Text, &plan, &r.Prompt, &r.Mode, &r.Offset, &words,
		&r.Number, &r.Ended, &began, &r.Spoken, &r.Paused, &splits, &ratings, &r.Note, &r.Grade, &r.Coverage, &r.Rated, &r.Deleted, &r.Kept)
	if err != nil {
		return Record{}, err
	}
	r.Started = inZone(began, r.Offset)
	if r.Plan, err = decodePlan(plan); err != nil {
		return Record{}, err
	}
	if r.Words, err = decodeWords(words); err != nil {
		return Record{}, err
	}
	if r.Splits, err = decodeSplits(splits, r.Plan); err != nil {
		return Record{}, err
	}
	r.Ratings, err = decodeRatings(ratings)
	return r, err
}

// Attempts gives the attempts that a filter chooses, the newest first.
func (s *Store) Attempts(ctx context.Context, f Filter) ([]Record, error) {
	keys, args := f.keys()
	return s.records(ctx, `SELECT `+recordColumns+recordTables+`WHERE a.key IN (`+keys+`) ORDER BY a.key DESC`, args...)
}

// Count tells how many attempts a filter chooses, whatever its Limit and Offset.
func (s *Store) Count(ctx context.Context, f Filter) (int, error) {
	query, args := f.count()
	var n int
	err := s.row(ctx, query, args, &n)
	return n, err
}

// Attempt gives one attempt, deleted or not. The error is [ErrNotFound] where
// there is none.
func (s *Store) Attempt(ctx context.Context, id string) (Record, error) {
	found, err := s.records(ctx, `SELECT `+recordColumns+recordTables+`WHERE s.id = ?`, id)
	if err != nil {
		return Record{}, err
	}
	if len(found) == 0 {
		return Record{}, fmt.Errorf("%w: %s", ErrNotFound, id)
	}
	return found[0], nil
}

// Unfinished gives the attempts that were cut off and of which the person has
// not said yet what to do, the newest first: those neither rated nor kept nor
// deleted. An attempt that goes on just now is among them, so ask before one
// is begun. Those under rehearsal.MinSpoken are not worth a question; see Drop.
func (s *Store) Unfinished(ctx context.Context) ([]Record, error) {
	return s.records(ctx, `SELECT `+recordColumns+recordTables+
		`WHERE a.ended = 'unfinished' AND a.deleted = 0 AND a.kept = 0 AND a.ratings = '{}' ORDER BY a.key DESC`)
}

// Changes gives all that was ever said of an attempt, the oldest first.
func (s *Store) Changes(ctx context.Context, id string) ([]Change, error) {
	var changes []Change
	latest := map[string]int{}
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var c Change
		var raw []byte
		var moment int64
		if err := rows.Scan(&raw, &moment, &c.Field, &c.Value); err != nil {
			return err
		}
		changeID, err := uuid.FromBytes(raw)
		if err != nil {
			return fmt.Errorf("%w: a change has the id %x", ErrDamaged, raw)
		}
		c.ID, c.At = changeID.String(), wall(moment)
		if i, ok := latest[c.Field]; ok {
			changes[i].Superseded = true
		}
		latest[c.Field] = len(changes)
		changes = append(changes, c)
		return nil
	}, `SELECT c.id, c.time, c.field, c.value FROM changes c JOIN starts s ON s.key = c.attempt WHERE s.id = ? ORDER BY c.id`, id)
	return changes, err
}

// Stories gives, for each story with attempts, what the library shows of them.
// The key is the slug; it is empty for questions that were answered alone.
func (s *Store) Stories(ctx context.Context) (map[string]StoryStats, error) {
	stories := map[string]StoryStats{}
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var slug string
		var last int64
		var coverage sql.NullFloat64
		var stats StoryStats
		if err := rows.Scan(&slug, &stats.Attempts, &last, &coverage); err != nil {
			return err
		}
		stats.Last = time.Unix(0, last).UTC()
		stats.Coverage, stats.Rated = coverage.Float64, coverage.Valid
		stories[slug] = stats
		return nil
	}, `SELECT story, attempts, last, coverage FROM stories`)
	return stories, err
}

// Questions gives, for each question with attempts, what Stories gives for a
// story: by the question's id, and by the slug of the story that it was answered
// with, which is empty where it was answered alone.
func (s *Store) Questions(ctx context.Context) (map[string]map[string]StoryStats, error) {
	questions := map[string]map[string]StoryStats{}
	change := func(id, slug string, change func(*StoryStats)) {
		if questions[id] == nil {
			questions[id] = map[string]StoryStats{}
		}
		stats := questions[id][slug]
		change(&stats)
		questions[id][slug] = stats
	}
	var id, slug string
	var key int64 // with max(key), SQLite takes the other columns from that row
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var n int
		var began int64
		if err := rows.Scan(&id, &slug, &n, &began, &key); err != nil {
			return err
		}
		change(id, slug, func(s *StoryStats) { s.Attempts, s.Last = n, time.Unix(0, began).UTC() })
		return nil
	}, `SELECT question, story, count(*), began, max(key) FROM attempts WHERE deleted = 0 AND question <> '' GROUP BY question, story`)
	if err != nil {
		return nil, err
	}
	err = s.rows(ctx, func(rows *sql.Rows) error {
		var coverage float64
		if err := rows.Scan(&id, &slug, &coverage, &key); err != nil {
			return err
		}
		change(id, slug, func(s *StoryStats) { s.Coverage, s.Rated = coverage, true })
		return nil
	}, `SELECT question, story, coverage, max(key) FROM attempts WHERE whole = 1 AND rated = 1 AND question <> '' GROUP BY question, story`)
	if err != nil {
		return nil, err
	}
	return questions, nil
}

// QuestionCounts tells how often each question was answered with a story, by
// the question's id. Abandoned, unfinished and deleted attempts do not count.
func (s *Store) QuestionCounts(ctx context.Context, slug string) (map[string]int, error) {
	counts := map[string]int{}
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var id string
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return err
		}
		counts[id] = n
		return nil
	}, `SELECT question, count(*) FROM attempts WHERE story = ? AND counted = 1 GROUP BY question`, slug)
	return counts, err
}

// Events gives what happened in an attempt, in order.
func (s *Store) Events(ctx context.Context, id string) ([]rehearsal.Event, error) {
	var events []rehearsal.Event
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var e rehearsal.Event
		var moment int64
		var zone int
		if err := rows.Scan(&e.Kind, &moment, &e.Spoken, &e.Section, &e.Cue, &e.Given, &zone); err != nil {
			return err
		}
		e.Moment = inZone(moment, zone)
		events = append(events, e)
		return nil
	}, `SELECT e.kind, e.moment, e.spoken, e.section, e.cue, e.given, s.zone
		FROM starts s JOIN events e ON e.attempt = s.key WHERE s.id = ? ORDER BY e.seq`, id)
	return events, err
}

// records reads rows of recordColumns.
func (s *Store) records(ctx context.Context, query string, args ...any) ([]Record, error) {
	var records []Record
	err := s.rows(ctx, func(rows *sql.Rows) error {
		r, err := scanRecord(rows.Scan)
		records = append(records, r)
		return err
	}, query, args...)
	if err != nil {
		return nil, err
	}
	return records, nil
}

// rows reads all rows of a query. A store of nothing has none.
func (s *Store) rows(ctx context.Context, each func(*sql.Rows) error, query string, args ...any) error {
	if s.reader == nil {
		return nil
	}
	rows, err := s.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return s.explain("read", err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return s.explain("read", err)
		}
	}
	return s.explain("read", rows.Err())
}

// row reads one row.
func (s *Store) row(ctx context.Context, query string, args []any, into ...any) error {
	if s.reader == nil {
		return nil
	}
	err := s.reader.QueryRowContext(ctx, query, args...).Scan(into...)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return s.explain("read", err)
}
