package history

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"starling/app/rehearsal"
)

// Scope chooses attempts by their story and their day.
type Scope struct {
	// Stories are the slugs of the stories meant, the empty one among them for
	// questions answered alone. Nil stands for all; a list without any for none.
	Stories []string
	// From and To are the first and the last day meant.
	From, To rehearsal.Day
}

// DayTotals are what the attempts of one day add up to. An attempt counts that
// was ended, not by starting over, and is not deleted. What is said of whole
// answers is of those that were planned with more than one section.
type DayTotals struct {
	Day rehearsal.Day
	// Attempts and Spoken are of all that count.
	Attempts int
	Spoken   time.Duration
	// Rated is how many whole answers have a coverage. First is the first of
	// them; Best is that of the highest coverage, of several the first.
	Rated       int
	First, Best DayMark
	// Closest is the whole answer that ended closest to its limit, of several
	// the first.
	Closest DayMark
	// Levels are the coverages of whole answers in whole per cent, each once,
	// the lowest first.
	Levels []uint8
	// Overs counts whole answers by how far they ended from their limit: those
	// before OverEdges[0], from there before OverEdges[1], and so on.
	Overs [8]int
}

// OverEdges are where one count of DayTotals.Overs gives way to the next.
func OverEdges() [7]time.Duration {
	return [7]time.Duration{
		-60 * time.Second, -30 * time.Second, -15 * time.Second, time.Second, 15 * time.Second, 30 * time.Second, 60 * time.Second,
	}
}

// DayMark is one attempt of a day. One without an id stands for none.
type DayMark struct {
	ID string
	// Started is when the answer began, in the zone that it was made in.
	Started time.Time
	// Coverage is known of First and Best, per cent.
	Coverage float64
	// Over is known of Closest: how far it ran over its limit, below zero before it.
	Over time.Duration
}

// dayTotals are the columns of story_days and days after the day, made of the
// attempts a and their starts s. They are as in migration 0005, which says what
// each means.
const dayTotals = `count(*),
	printf('%d %d %d %d %d %d %d %d %d %d', sum(a.spoken), sum(a.whole = 1 AND a.rated = 1),
		sum(a.whole = 1 AND a.over < -60000000000),
		sum(a.whole = 1 AND a.over >= -60000000000 AND a.over < -30000000000),
		sum(a.whole = 1 AND a.over >= -30000000000 AND a.over < -15000000000),
		sum(a.whole = 1 AND a.over >= -15000000000 AND a.over < 1000000000),
		sum(a.whole = 1 AND a.over >= 1000000000 AND a.over < 15000000000),
		sum(a.whole = 1 AND a.over >= 15000000000 AND a.over < 30000000000),
		sum(a.whole = 1 AND a.over >= 30000000000 AND a.over < 60000000000),
		sum(a.whole = 1 AND a.over >= 60000000000))
	|| char(10) || coalesce(group_concat(DISTINCT CASE WHEN a.whole = 1 AND a.rated = 1 THEN CAST(round(a.coverage) AS INTEGER) END
		ORDER BY CASE WHEN a.whole = 1 AND a.rated = 1 THEN CAST(round(a.coverage) AS INTEGER) END), '')
	|| char(10) || coalesce(min(CASE WHEN a.whole = 1 AND a.rated = 1
		THEN printf('%019d %s %d %d', max(a.began, 0), s.id, s.zone, CAST(round(a.coverage * 2.4) AS INTEGER)) END), '')
	|| char(10) || coalesce(min(CASE WHEN a.whole = 1 AND a.rated = 1
		THEN printf('%03d %019d %s %d', 240 - CAST(round(a.coverage * 2.4) AS INTEGER), max(a.began, 0), s.id, s.zone) END), '')
	|| char(10) || coalesce(min(CASE WHEN a.whole = 1
		THEN printf('%019d %019d %s %d %d', abs(a.over), max(a.began, 0), s.id, s.zone, a.over) END), '')`

const dayTotalsOf = dayTotals + ` FROM attempts a JOIN starts s ON s.key = a.key WHERE a.counted = 1`

// storyDay is a day of a story.
type storyDay struct {
	story string
	day   rehearsal.Day
}

// counting is what of a row of attempts the totals depend on.
func (s *shown) counting() shown {
	if s == nil || !s.counted {
		return shown{}
	}
	return shown{
		story: s.story, day: s.day, began: s.began, spoken: s.spoken, over: s.over, coverage: s.coverage,
		rated: s.rated, counted: s.counted, whole: s.whole,
	}
}

// daysOf gives the days of which the totals have changed.
func daysOf(all []news) map[storyDay]bool {
	days := map[storyDay]bool{}
	for _, n := range all {
		if n.old.counting() == n.now.counting() {
			continue
		}
		for _, s := range []*shown{n.old, n.now} {
			if s != nil && s.counted {
				days[storyDay{s.story, s.day}] = true
			}
		}
	}
	return days
}

// projectDays adds up days anew.
func (b *Batch) projectDays(changed map[storyDay]bool) error {
	days := map[rehearsal.Day]bool{}
	for d := range changed {
		days[d.day] = true
		if err := b.exec(`DELETE FROM story_days WHERE story = ? AND day = ?`, d.story, d.day); err != nil {
			return err
		}
		err := b.exec(`INSERT INTO story_days SELECT a.story, a.day, `+dayTotalsOf+` AND a.story = ? AND a.day = ? GROUP BY a.day, a.story`, d.story, d.day)
		if err != nil {
			return err
		}
	}
	for day := range days {
		if err := b.exec(`DELETE FROM days WHERE day = ?`, day); err != nil {
			return err
		}
		if err := b.exec(`INSERT INTO days SELECT a.day, `+dayTotalsOf+` AND a.day = ? GROUP BY a.day`, day); err != nil {
			return err
		}
	}
	return nil
}

// RebuildDays adds up all days anew, from the attempts as they are shown.
func (s *Store) RebuildDays(ctx context.Context) error {
	return s.Batch(ctx, func(b *Batch) error { return b.projectAllDays() })
}

// projectAllDays adds up all days anew.
func (b *Batch) projectAllDays() error {
	for _, query := range []string{
		`DELETE FROM story_days`,
		`DELETE FROM days`,
		`INSERT INTO story_days SELECT a.story, a.day, ` + dayTotalsOf + ` GROUP BY a.day, a.story`,
		`INSERT INTO days SELECT a.day, ` + dayTotalsOf + ` GROUP BY a.day`,
	} {
		if err := b.exec(query); err != nil {
			return err
		}
	}
	return nil
}

// Days gives the totals of each day in a scope on which an attempt counts, the
// oldest first. It reads a row for each day, and adds up those of several
// stories; it never reads the attempts.
func (s *Store) Days(ctx context.Context, scope Scope) ([]DayTotals, error) {
	query, args := scope.days()
	sums := map[rehearsal.Day]*daySum{}
	err := s.rows(ctx, func(rows *sql.Rows) error {
		var day rehearsal.Day
		var attempts int
		var totals string
		if err := rows.Scan(&day, &attempts, &totals); err != nil {
			return err
		}
		if sums[day] == nil {
			sums[day] = &daySum{totals: DayTotals{Day: day}}
		}
		return sums[day].add(attempts, totals)
	}, query, args...)
	if err != nil || len(sums) == 0 {
		return nil, err
	}
	days := make([]DayTotals, 0, len(sums))
	for _, day := range slices.Sorted(maps.Keys(sums)) {
		d, err := sums[day].end()
		if err != nil {
			return nil, s.explain("read", err)
		}
		days = append(days, d)
	}
	return days, nil
}

// days is the query for the totals of the days in a scope: a row or more a day.
func (f Scope) days() (query string, args []any) {
	switch {
	case f.Stories == nil:
		return `SELECT day, attempts, totals FROM days WHERE day BETWEEN ? AND ?`, []any{f.From, f.To}
	case len(f.Stories) == 1:
		return `SELECT day, attempts, totals FROM story_days WHERE story = ? AND day BETWEEN ? AND ?`, []any{f.Stories[0], f.From, f.To}
	}
	return `SELECT day, attempts, totals FROM story_days WHERE story IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?`,
		[]any{encode(f.Stories), f.From, f.To}
}

// daySum adds up the rows of one day.
type daySum struct {
	totals DayTotals
	levels [101]bool
	// The lines as they are stored: the lowest is the one meant.
	first, best, closest string
}

// add adds a row.
func (d *daySum) add(attempts int, totals string) error {
	var r dayReader
	counts, totals, _ := strings.Cut(totals, "\n")
	levels, totals, _ := strings.Cut(totals, "\n")
	first, totals, _ := strings.Cut(totals, "\n")
	best, closest, ok := strings.Cut(totals, "\n")
	if !ok {
		return fmt.Errorf("%w: the totals of a day are %q", ErrDamaged, counts)
	}
	t := &d.totals
	t.Attempts += attempts
	n, counts := r.first(counts)
	t.Spoken += time.Duration(n)
	n, counts = r.first(counts)
	t.Rated += int(n)
	for i := range t.Overs {
		n, counts = r.first(counts)
		t.Overs[i] += int(n)
	}
	for level := ""; levels != ""; {
		level, levels, _ = strings.Cut(levels, ",")
		if l := r.number(level); l >= 0 && l < int64(len(d.levels)) {
			d.levels[l] = true
		}
	}
	lower(&d.first, first)
	lower(&d.best, best)
	lower(&d.closest, closest)
	return r.err
}

// lower puts the lower of two lines that are not empty into the first.
func lower(line *string, other string) {
	if other != "" && (*line == "" || other < *line) {
		*line = other
	}
}

// end gives what the rows add up to.
func (d *daySum) end() (DayTotals, error) {
	var r dayReader
	t := d.totals
	for l, is := range d.levels {
		if is {
			t.Levels = append(t.Levels, uint8(l))
		}
	}
	if d.first != "" {
		rest, coverage := r.last(d.first)
		rest, zone := r.last(rest)
		t.First = r.mark(rest, zone)
		t.First.Coverage = coverageOf(coverage)
	}
	if d.best != "" {
		lacking, rest := r.first(d.best)
		rest, zone := r.last(rest)
		t.Best = r.mark(rest, zone)
		t.Best.Coverage = coverageOf(coverageUnits - lacking)
	}
	if d.closest != "" {
		_, rest := r.first(d.closest)
		rest, over := r.last(rest)
		rest, zone := r.last(rest)
		t.Closest = r.mark(rest, zone)
		t.Closest.Over = time.Duration(over)
	}
	return t, r.err
}

// coverageUnits is how many units make up a coverage of 100%: enough that each
// coverage of up to five sections is a whole number of them.
const coverageUnits = 240

func coverageOf(units int64) float64 { return 100 * float64(units) / coverageUnits }

// dayReader reads the lines of a day.
type dayReader struct{ err error }

func (r *dayReader) number(text string) int64 {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("%w: the totals of a day have %q for a number", ErrDamaged, text)
	}
	return n
}

// first takes the number that a text begins with.
func (r *dayReader) first(text string) (n int64, rest string) {
	number, rest, _ := strings.Cut(text, " ")
	return r.number(number), rest
}

// last takes the number that a text ends with.
func (r *dayReader) last(text string) (rest string, n int64) {
	i := max(strings.LastIndexByte(text, ' '), 0)
	return text[:i], r.number(strings.TrimPrefix(text[i:], " "))
}

// mark reads a moment and an id.
func (r *dayReader) mark(text string, zone int64) DayMark {
	began, id := r.first(text)
	return DayMark{ID: id, Started: inZone(began, int(zone))}
}

// aDay is a day in nanoseconds.
const aDay = int64(24 * time.Hour)

// Last gives the last n whole answers in a scope, the newest first: those that
// have a coverage, or all. It reads no others.
func (s *Store) Last(ctx context.Context, scope Scope, n int, rated bool) ([]Record, error) {
	query, args := scope.last(n, rated)
	return s.records(ctx, query, args...)
}

// last is the query for the last whole answers in a scope.
func (f Scope) last(n int, rated bool) (query string, args []any) {
	// The index is in the order of the moments; a day is a day earlier or later
	// at most by a moment elsewhere.
	where := `whole = 1 AND began >= ? AND began < ? AND day BETWEEN ? AND ?`
	if rated {
		where += ` AND rated = 1`
	}
	args = []any{(int64(f.From) - 1) * aDay, (int64(f.To) + 3) * aDay, f.From, f.To, n}
	const latest = ` ORDER BY began DESC LIMIT ?`
	keys := `SELECT key FROM attempts WHERE ` + where + latest
	if f.Stories != nil {
		// The last of each story, of which the last are taken: so that none is
		// read but these, however many there are.
		keys = `SELECT a.key FROM json_each(?) e CROSS JOIN attempts a WHERE a.key IN (SELECT key FROM attempts WHERE story = e.value AND ` + where + latest + `)`
		args = append([]any{encode(f.Stories)}, args...)
	}
	return `SELECT ` + recordColumns + recordTables + `WHERE a.key IN (` + keys + `) ORDER BY a.began DESC, s.id DESC LIMIT ?`, append(args, n)
}
