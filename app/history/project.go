package history

import (
	"cmp"
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// shown is the row of attempts that is derived from an entry. Two rows that
// are equal are shown alike.
type shown struct {
	story    string
	day      rehearsal.Day
	ended    rehearsal.Ending
	began    int64
	spoken   time.Duration
	over     time.Duration // the limit; below zero before it
	paused   time.Duration
	splits   string
	ratings  string
	note     string
	grade    string
	coverage float64
	rated    bool
	deleted  bool
	kept     bool
	counted  bool
	whole    bool // it counts and was of more than one section
}

// show derives the row.
func (e *entry) show() shown {
	a := e.derive()
	ratings := e.ratings()
	s := shown{
		story: e.story(),
		ended: a.Ended, began: a.Started.UnixNano(), spoken: a.Spoken, over: a.Spoken - a.Plan.Limit, paused: a.Paused,
		splits: encodeSplits(a.Splits), ratings: encode(ratings), note: e.said[noteField], grade: e.said[gradeField],
		deleted: e.said[deletedField] == "1", kept: e.said[keptField] == "1",
	}
	// In the zone that is kept: that of the events may be another by then.
	s.day = rehearsal.DayOf(inZone(s.began, e.zone))
	if e.draft != nil {
		s.note = *e.draft
	}
	s.coverage, s.rated = rehearsal.Coverage(ratings)
	s.counted = !s.deleted && a.Ended != rehearsal.Unfinished && a.Ended != rehearsal.Abandoned
	// A section said by itself says nothing of the whole story: it stands in the
	// list, and in no coverage.
	s.whole = s.counted && len(a.Plan.Sections) > 1
	return s
}

// upToDate is the row as it is to be.
func (e *entry) upToDate() shown {
	if e.now == nil {
		return e.show()
	}
	now := *e.now
	e.now = nil
	return now
}

// shownColumns are the columns of attempts that make a shown, and attemptColumns all.
const (
	shownColumns   = `story, day, ended, began, spoken, over, paused, splits, ratings, note, grade, coverage, rated, deleted, kept, counted, whole`
	attemptColumns = `key, mode, question, part, number, ` + shownColumns
)

// columns are where shownColumns are read into.
func (s *shown) columns() []any {
	return []any{
		&s.story, &s.day, &s.ended, &s.began, &s.spoken, &s.over, &s.paused, &s.splits, &s.ratings, &s.note, &s.grade, &s.coverage,
		&s.rated, &s.deleted, &s.kept, &s.counted, &s.whole,
	}
}

func (b *Batch) loadShown(e *entry, _ string) error {
	var s shown
	found, err := b.row(`SELECT `+shownColumns+` FROM attempts WHERE key = ?`, []any{e.key}, s.columns()...)
	if found {
		e.shown = &s
	}
	return err
}

// news is an entry of which something else is to be shown than before.
type news struct {
	entry    *entry
	old, now *shown // old is nil for an attempt that was not shown yet
}

// project brings everything derived up to date with the entries in hand.
func (b *Batch) project() error {
	var all []news
	more := map[string]int{}   // attempts that each story's line gains; zero for other news
	moved := map[string]bool{} // stories that gained or lost attempts by a change of name
	for _, e := range slices.SortedFunc(maps.Values(b.touched), func(x, y *entry) int { return cmp.Compare(x.key, y.key) }) {
		now := e.upToDate()
		if e.shown != nil && *e.shown == now {
			continue
		}
		n := news{entry: e, old: e.shown, now: &now}
		if err := b.projectAttempt(n); err != nil {
			return err
		}
		e.shown = n.now
		more[now.story] += visible(n.now)
		if n.old != nil {
			more[n.old.story] -= visible(n.old)
			if n.old.story != now.story {
				moved[n.old.story], moved[now.story] = true, true
			}
		}
		all = append(all, n)
	}
	for _, slug := range slices.Sorted(maps.Keys(moved)) {
		if err := b.countAnew(slug); err != nil {
			return err
		}
	}
	if err := b.projectLines(more); err != nil {
		return err
	}
	if err := b.projectMany(all); err != nil {
		return err
	}
	// The words last and together: between two of them, a statement on another
	// table would have the index write out what it has gathered so far.
	for _, n := range all {
		if err := b.projectWords(n); err != nil {
			return err
		}
	}
	return nil
}

// projectMany brings up to date what is made of many attempts. Where all is
// derived anew, that is made once, at the end.
func (b *Batch) projectMany(all []news) error {
	if b.rebuilding {
		return nil
	}
	if b.later != nil {
		b.later.sumDays(all)
	} else if err := b.projectDays(daysOf(all)); err != nil {
		return err
	}
	return b.projectCards(all)
}

// visible is 1 for an attempt that its story counts.
func visible(s *shown) int {
	if s == nil || s.deleted {
		return 0
	}
	return 1
}

func (b *Batch) projectAttempt(n news) error {
	e, s := n.entry, n.now
	if n.old != nil {
		return b.exec(`UPDATE attempts SET story = ?, day = ?, ended = ?, began = ?, spoken = ?, over = ?, paused = ?, splits = ?, ratings = ?,
			note = ?, grade = ?, coverage = ?, rated = ?, deleted = ?, kept = ?, counted = ?, whole = ? WHERE key = ?`,
			s.story, s.day, string(s.ended), s.began, int64(s.spoken), int64(s.over), int64(s.paused), s.splits, s.ratings,
			s.note, s.grade, s.coverage, s.rated, s.deleted, s.kept, s.counted, s.whole, e.key)
	}
	number, err := b.number(e)
	if err != nil {
		return err
	}
	if e.alike {
		e.alike = false
		return nil // it stands there already
	}
	part, _ := e.head.Part()
	return b.exec(`INSERT INTO attempts (key, story, mode, question, part, number, day, ended, began, spoken, over, paused, splits, ratings,
		note, grade, coverage, rated, deleted, kept, counted, whole) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		e.key, s.story, string(e.head.Mode), e.head.Question.ID, string(part), number,
		s.day, string(s.ended), s.began, int64(s.spoken), int64(s.over), int64(s.paused), s.splits, s.ratings,
		s.note, s.grade, s.coverage, s.rated, s.deleted, s.kept, s.counted, s.whole)
}

// fellows are the attempts that an attempt is numbered with: those of its story
// or, without one, of its question. It takes the story and the question's id.
const fellows = `story = ? AND (story <> '' OR question = ?)`

// number gives a new attempt its number among its fellows. Where the clock was
// put back, attempts that were begun before it come after it.
func (b *Batch) number(e *entry) (int, error) {
	if b.later != nil {
		return b.later.gain(e), nil
	}
	slug, question := e.story(), e.head.Question.ID
	before, err := value[int](b, `SELECT number FROM attempts WHERE `+fellows+` AND key < ? ORDER BY key DESC LIMIT 1`, slug, question, e.key)
	if err != nil {
		return 0, err
	}
	later, err := value[bool](b, `SELECT 1 FROM attempts WHERE `+fellows+` AND key > ? LIMIT 1`, slug, question, e.key)
	if err != nil || !later {
		return before + 1, err
	}
	return before + 1, b.exec(`UPDATE attempts SET number = number + 1 WHERE `+fellows+` AND key > ?`, slug, question, e.key)
}

// renumberStories counts the attempts of some stories anew, and those of
// questions alone by their question.
func (b *Batch) renumberStories(slugs map[string]bool) error {
	for slug := range slugs {
		if slug != "" {
			if err := b.renumber(slug); err != nil {
				return err
			}
			continue
		}
		err := b.exec(`UPDATE attempts SET number = n.number
			FROM (SELECT key, row_number() OVER (PARTITION BY question ORDER BY key) AS number FROM attempts WHERE story = '') AS n
			WHERE attempts.key = n.key AND attempts.number <> n.number`)
		if err != nil {
			return err
		}
	}
	return nil
}

// countAnew is renumber, put off where many attempts come at once.
func (b *Batch) countAnew(slug string) error {
	if b.later != nil {
		b.later.stories[slug] = true
		return nil
	}
	return b.renumber(slug)
}

// renumber counts the attempts of a story anew, the oldest 1.
func (b *Batch) renumber(slug string) error {
	return b.exec(`UPDATE attempts SET number = n.number
		FROM (SELECT key, row_number() OVER (ORDER BY key) AS number FROM attempts WHERE story = ?1) AS n
		WHERE attempts.key = n.key AND attempts.number <> n.number`, slug)
}

// projectWords brings the search up to date.
func (b *Batch) projectWords(n news) error {
	e, facets := n.entry, facetsOf(n.entry.head, *n.now)
	if b.later != nil && b.later.words[e.key] {
		return nil // they are put off, and still to be found
	}
	if n.old != nil {
		if n.old.note == n.now.note && facetsOf(e.head, *n.old) == facets {
			return nil
		}
		if err := b.exec(`DELETE FROM words WHERE rowid = ?`, e.key); err != nil {
			return err
		}
	}
	if b.later != nil {
		b.later.words[e.key] = true
		return nil
	}
	return b.exec(`INSERT INTO words (rowid, title, question, note, facets) VALUES (?, ?, ?, ?, ?)`,
		e.key, e.head.Title, e.head.Question.Text, n.now.note, facets)
}

// The facets of an attempt are words too, in a column of their own: so a search
// for a text among the rated attempts of one story is answered by the index of
// words alone. To read each attempt that has the text would take far longer.
const (
	facetSeen    = "v" // not deleted
	facetRated   = "r"
	facetUnrated = "u"
)

func facetStory(slug string) string        { return "s" + hex.EncodeToString([]byte(slug)) }
func facetMode(mode rehearsal.Mode) string { return "m" + hex.EncodeToString([]byte(mode)) }

// insertWords puts attempts a with their starts s into the search, as
// projectWords does with one: its facets are those of facetsOf.
const insertWords = `INSERT INTO words (rowid, title, question, note, facets)
	SELECT a.key, s.title, s.question, a.note, 's' || lower(hex(a.story)) || ' m' || lower(hex(a.mode))
		|| CASE WHEN a.deleted = 1 THEN '' ELSE ' v' END || CASE WHEN a.rated = 1 THEN ' r' ELSE ' u' END`

func facetsOf(a rehearsal.Attempt, s shown) string {
	facets := facetStory(s.story) + " " + facetMode(a.Mode)
	if !s.deleted {
		facets += " " + facetSeen
	}
	if s.rated {
		return facets + " " + facetRated
	}
	return facets + " " + facetUnrated
}

// projectLines brings the lines of stories up to date, or puts it off.
func (b *Batch) projectLines(more map[string]int) error {
	if b.later == nil {
		return b.projectStories(more)
	}
	for slug, n := range more {
		b.later.lines[slug] += n
	}
	return nil
}

// projectStory brings a story's line up to date.
func (b *Batch) projectStory(slug string, more int) error {
	err := b.exec(`INSERT INTO stories (story, attempts) VALUES (?, ?)
		ON CONFLICT (story) DO UPDATE SET attempts = attempts + excluded.attempts`, slug, more)
	if err != nil {
		return err
	}
	if err := b.exec(`DELETE FROM stories WHERE story = ? AND attempts = 0`, slug); err != nil {
		return err
	}
	return b.exec(`UPDATE stories SET
		last = (SELECT began FROM attempts WHERE story = ?1 AND deleted = 0 ORDER BY key DESC LIMIT 1),
		coverage = (SELECT coverage FROM attempts WHERE story = ?1 AND whole = 1 AND rated = 1 ORDER BY key DESC LIMIT 1)
		WHERE story = ?1`, slug)
}

// unproject takes an attempt that is dropped out of everything derived.
func (b *Batch) unproject(e *entry) error {
	if e.shown == nil {
		return nil
	}
	for _, query := range []string{`DELETE FROM attempts WHERE key = ?`, `DELETE FROM words WHERE rowid = ?`} {
		if err := b.exec(query, e.key); err != nil {
			return err
		}
	}
	err := b.exec(`UPDATE attempts SET number = number - 1 WHERE `+fellows+` AND key > ?`, e.shown.story, e.head.Question.ID, e.key)
	if err != nil {
		return err
	}
	if err := b.projectStory(e.shown.story, -visible(e.shown)); err != nil {
		return err
	}
	return b.projectMany([]news{{entry: e, old: e.shown}})
}

// Rebuild makes everything that is derived anew, from what is recorded.
func (s *Store) Rebuild(ctx context.Context) error {
	return s.Batch(ctx, func(b *Batch) error {
		for _, query := range []string{
			`DELETE FROM attempts`, `DELETE FROM stories`, `INSERT INTO words (words) VALUES ('delete-all')`,
		} {
			if err := b.exec(query); err != nil {
				return err
			}
		}
		b.rebuilding = true
		if err := b.projectAll(); err != nil {
			return err
		}
		return errors.Join(b.projectAllDays(), b.dropCards())
	})
}

// projectAll derives everything, some attempts at a time.
func (b *Batch) projectAll() error {
	const some = 1000
	for after := int64(-1 << 63); ; {
		ids, last, err := b.idsAfter(after, some)
		if err != nil || len(ids) == 0 {
			return err
		}
		for _, id := range ids {
			if _, err := b.entry(id); err != nil {
				return err
			}
		}
		if err := b.project(); err != nil {
			return err
		}
		clear(b.touched)
		after = last
	}
}

func (b *Batch) idsAfter(key int64, limit int) (ids []string, last int64, err error) {
	err = b.rows(func(scan func(...any) error) error {
		var id string
		err := scan(&last, &id)
		ids = append(ids, id)
		return err
	}, `SELECT key, id FROM starts WHERE key > ? ORDER BY key LIMIT ?`, key, limit)
	return ids, last, err
}

// storedSplit is a split as JSON: [ns, "ended by"]. Its section and target
// stand in the plan.
type storedSplit struct {
	spent time.Duration
	by    rehearsal.EndedBy
}

func (s storedSplit) MarshalJSON() ([]byte, error) { return json.Marshal([]any{s.spent, s.by}) }

func (s *storedSplit) UnmarshalJSON(data []byte) error {
	return json.Unmarshal(data, &[]any{&s.spent, &s.by})
}

func encodeSplits(splits []rehearsal.Split) string {
	stored := make([]storedSplit, len(splits))
	for i, s := range splits {
		stored[i] = storedSplit{s.Spent, s.EndedBy}
	}
	return encode(stored)
}

func decodeSplits(text string, p rehearsal.Plan) ([]rehearsal.Split, error) {
	var stored []storedSplit
	if err := json.Unmarshal([]byte(text), &stored); err != nil || len(stored) != len(p.Sections) {
		return nil, fmt.Errorf("%w: the splits of a plan of %d sections read %q", ErrDamaged, len(p.Sections), text)
	}
	splits := make([]rehearsal.Split, len(stored))
	for i, s := range stored {
		splits[i] = rehearsal.Split{Section: p.Sections[i].Name, Target: p.Sections[i].Target, Spent: s.spent, EndedBy: s.by}
	}
	return splits, nil
}

func decodeRatings(text string) (map[story.SectionName]int, error) {
	ratings := map[story.SectionName]int{}
	if err := json.Unmarshal([]byte(text), &ratings); err != nil {
		return nil, fmt.Errorf("%w: ratings read %q", ErrDamaged, text)
	}
	return ratings, nil
}
