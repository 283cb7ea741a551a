package history

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Outcome is what of an attempt matters for what to practise next: less than a
// [Record], so that very many can be read at once.
type Outcome struct {
	ID    string
	Story string // slug
	// Key is the attempt's place among all: the order of the keys is that of the starts.
	Key int64
	// Started is when the answer began, in the zone that the speaker was in.
	Started       time.Time
	Spoken, Limit time.Duration
	Ended         rehearsal.Ending
	Prompt        rehearsal.Prompt
	Mode          rehearsal.Mode
	// Part is the section that was practised by itself; empty for a whole answer.
	Part story.SectionName
	// Ratings are those of [Record]. Outcomes that were rated alike may share
	// them: they are not to be changed.
	Ratings map[story.SectionName]int
	// Grade is that of [Record].
	Grade string
}

// Card is what somebody who knows more than this package has made of a story's
// attempts, kept so that it need not be made again of all of them. History does
// not look into it. It is dropped when anything changes of an attempt that it
// was made of, and may be dropped at any time.
type Card struct {
	Story string // slug
	// Text is the card; empty for none.
	Text string
	// Through is the Key of the last attempt that it was made of.
	Through int64
	// Revision is that of the story's attempts: it grows with every change of
	// what an Outcome says. SaveCards asks for it.
	Revision int64
	// Since are the attempts after Through that are not deleted, in the order of
	// their keys. Where there is no card they are not given: see [Store.Outcomes].
	Since []Outcome
}

// noKey is before the key of every attempt.
const noKey = math.MinInt64

// outcomeColumns are read by an outcomeReader.
const outcomeColumns = `s.id, a.story, a.key, a.began, s.zone, a.spoken, a.over, a.ended, s.prompt, a.mode, a.part, a.ratings, a.grade`

// outcomeReader reads outcomes. There are few ways to rate an attempt, so each
// text of ratings is read once.
type outcomeReader struct {
	ratings map[string]map[story.SectionName]int
}

func (r *outcomeReader) read(rows *sql.Rows) (Outcome, error) {
	var o Outcome
	var began int64
	var zone int
	var over time.Duration
	var ratings string
	err := rows.Scan(&o.ID, &o.Story, &o.Key, &began, &zone, &o.Spoken, &over, &o.Ended, &o.Prompt, &o.Mode, &o.Part, &ratings, &o.Grade)
	if err != nil {
		return Outcome{}, err
	}
	o.Started, o.Limit = inZone(began, zone), o.Spoken-over
	known, ok := r.ratings[ratings]
	if !ok {
		if known, err = decodeRatings(ratings); err != nil {
			return Outcome{}, err
		}
		if r.ratings == nil {
			r.ratings = map[string]map[story.SectionName]int{}
		}
		r.ratings[ratings] = known
	}
	o.Ratings = known
	return o, nil
}

// Cards gives, for each story with an attempt that is not deleted, the card that
// is kept and the attempts since: at one moment, whoever writes meanwhile.
func (s *Store) Cards(ctx context.Context) ([]Card, error) {
	if s.reader == nil {
		return nil, nil
	}
	tx, err := s.reader.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, s.explain("read", err)
	}
	defer func() { _ = tx.Rollback() }() // nothing was written
	cards, err := readCards(ctx, tx)
	return cards, s.explain("read", err)
}

func readCards(ctx context.Context, tx *sql.Tx) ([]Card, error) {
	var cards []Card
	place := map[string]int{}
	err := eachRow(ctx, tx, func(rows *sql.Rows) error {
		var c Card
		if err := rows.Scan(&c.Story, &c.Revision, &c.Through, &c.Text); err != nil {
			return err
		}
		place[c.Story] = len(cards)
		cards = append(cards, c)
		return nil
	}, `SELECT st.story, coalesce(c.revision, 0), coalesce(c.through, ?), coalesce(c.card, '')
		FROM stories st LEFT JOIN cards c ON c.story = st.story WHERE st.story <> '' ORDER BY st.story`, int64(noKey))
	if err != nil {
		return nil, err
	}
	var r outcomeReader
	err = eachRow(ctx, tx, func(rows *sql.Rows) error {
		o, err := r.read(rows)
		if err != nil {
			return err
		}
		c := &cards[place[o.Story]]
		c.Since = append(c.Since, o)
		return nil
	}, `SELECT `+outcomeColumns+` FROM cards c
		CROSS JOIN attempts a ON a.story = c.story AND a.key > c.through AND a.deleted = 0
		CROSS JOIN starts s ON s.key = a.key WHERE c.card <> '' ORDER BY c.story, a.key`)
	return cards, err
}

func eachRow(ctx context.Context, tx *sql.Tx, each func(*sql.Rows) error, query string, args ...any) error {
	rows, err := tx.QueryContext(ctx, query, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := each(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// Outcomes gives all attempts at a story that are not deleted, in the order of
// their keys.
func (s *Store) Outcomes(ctx context.Context, slug string) ([]Outcome, error) {
	var outcomes []Outcome
	var r outcomeReader
	err := s.rows(ctx, func(rows *sql.Rows) error {
		o, err := r.read(rows)
		outcomes = append(outcomes, o)
		return err
	}, `SELECT `+outcomeColumns+` FROM attempts a CROSS JOIN starts s ON s.key = a.key
		WHERE a.story = ? AND a.deleted = 0 ORDER BY a.key`, slug)
	if err != nil {
		return nil, err
	}
	return outcomes, nil
}

// SaveCards keeps cards, each with the attempts that it was made of. One whose
// story is at another revision by now is passed over: something has changed
// since it was read.
func (s *Store) SaveCards(ctx context.Context, cards []Card) error {
	if len(cards) == 0 {
		return nil
	}
	return s.Batch(ctx, func(b *Batch) error {
		for _, c := range cards {
			if c.Story == "" || c.Text == "" {
				return fmt.Errorf("%w: a card without a story or a text", ErrInvalid)
			}
			err := b.exec(`INSERT INTO cards (story, revision, through, card) SELECT ?1, 0, ?3, ?4
				WHERE ?2 = 0 OR EXISTS (SELECT 1 FROM cards WHERE story = ?1)
				ON CONFLICT (story) DO UPDATE SET through = excluded.through, card = excluded.card WHERE revision = ?2`,
				c.Story, c.Revision, c.Through, valid(c.Text))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// outcome is what of a row of attempts its Outcome depends on. Of an attempt
// that goes on, the time spoken says nothing yet.
func (s *shown) outcome() shown {
	if s == nil || s.deleted {
		return shown{deleted: true}
	}
	o := shown{story: s.story, ended: s.ended, began: s.began, ratings: s.ratings, grade: s.grade}
	if s.ended != rehearsal.Unfinished {
		o.spoken = s.spoken
	}
	return o
}

// projectCards drops the cards that were made of what has changed.
func (b *Batch) projectCards(all []news) error {
	first := map[string]int64{} // the key of the first attempt of a story that changed
	for _, n := range all {
		if n.old.outcome() == n.now.outcome() {
			continue
		}
		for _, s := range []*shown{n.old, n.now} {
			if s == nil || s.story == "" {
				continue
			}
			if key, ok := first[s.story]; !ok || n.entry.key < key {
				first[s.story] = n.entry.key
			}
		}
	}
	for slug, key := range first {
		err := b.exec(`INSERT INTO cards (story, revision, through, card) VALUES (?1, 1, ?3, '')
			ON CONFLICT (story) DO UPDATE SET revision = revision + 1,
			card = CASE WHEN through >= ?2 THEN '' ELSE card END, through = CASE WHEN through >= ?2 THEN ?3 ELSE through END`,
			slug, key, int64(noKey))
		if err != nil {
			return err
		}
	}
	return nil
}

// dropCards drops all cards, whatever was made of the attempts until now.
func (b *Batch) dropCards() error {
	if err := b.exec(`UPDATE cards SET revision = revision + 1, through = ?, card = ''`, int64(noKey)); err != nil {
		return err
	}
	return b.exec(`INSERT INTO cards (story, revision, through, card) SELECT story, 1, ?, '' FROM stories WHERE story <> ''
		ON CONFLICT DO NOTHING`, int64(noKey))
}
