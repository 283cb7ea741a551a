package history

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// noon is when the tests' attempts begin, in a zone of its own.
var noon = time.Date(2026, 2, 1, 12, 0, 0, 0, time.FixedZone("", 2*3600))

// ticking is a clock that a test moves.
type ticking struct{ at time.Time }

func (c *ticking) now() time.Time { return c.at }

func (c *ticking) move(d time.Duration) { c.at = c.at.Add(d) }

func open(t testing.TB, dir string, now func() time.Time) (*Store, Report) {
	t.Helper()
	s, report, err := Open(t.Context(), dir, Options{Now: now, Logf: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s, report
}

func openNew(t testing.TB) *Store {
	t.Helper()
	s, _ := open(t, t.TempDir(), nil)
	return s
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// ok gives a value, where there is no error.
func ok[T any](t testing.TB) func(v T, err error) T {
	return func(v T, err error) T {
		t.Helper()
		must(t, err)
		return v
	}
}

func starPlan() rehearsal.Plan {
	p := rehearsal.Plan{Limit: 100 * time.Second}
	for i, name := range story.SectionNames()[:4] {
		target := []time.Duration{20, 10, 60, 10}[i] * time.Second
		p.Sections = append(p.Sections, rehearsal.PlannedSection{Name: name, Target: target})
	}
	return p
}

// attempt is the n-th attempt of a test, begun n minutes after noon.
func attempt(n int, slug string) rehearsal.Attempt {
	return rehearsal.Attempt{
		ID: fmt.Sprintf("attempt-%d", n), Story: slug, Title: "Title of " + slug,
		Question: rehearsal.Question{ID: "why", Text: "Why you?"},
		Plan:     starPlan(), Prompt: rehearsal.PromptPoints, Mode: rehearsal.ModePractice,
		Started: noon.Add(time.Duration(n) * time.Minute),
	}
}

// at is an event of an attempt so many seconds into it.
func at(a rehearsal.Attempt, seconds int, kind rehearsal.EventKind, section int) rehearsal.Event {
	spoken := time.Duration(seconds) * time.Second
	return rehearsal.Event{Kind: kind, Moment: a.Started.Add(spoken), Spoken: spoken, Section: section}
}

// whole is what happens in an attempt of 90 s that is finished.
func whole(a rehearsal.Attempt) []rehearsal.Event {
	return []rehearsal.Event{
		at(a, 0, rehearsal.EventStart, 0),
		at(a, 18, rehearsal.EventMark, 1),
		at(a, 30, rehearsal.EventAdvance, 2),
		at(a, 85, rehearsal.EventMark, 3),
		at(a, 90, rehearsal.EventFinish, 3),
	}
}

// perform stores a whole attempt.
func perform(t testing.TB, s *Store, a rehearsal.Attempt) rehearsal.Attempt {
	t.Helper()
	must(t, s.Begin(t.Context(), a))
	must(t, s.Append(t.Context(), a.ID, whole(a)...))
	return a
}

// performMany stores whole attempts in one transaction.
func performMany(t testing.TB, s *Store, from, to int) {
	t.Helper()
	must(t, s.Batch(t.Context(), func(b *Batch) error {
		for n := from; n < to; n++ {
			a := attempt(n, "sales")
			if err := errors.Join(b.Begin(a), b.Append(a.ID, whole(a)...)); err != nil {
				return err
			}
		}
		return nil
	}))
}

// dump is all that is derived in a database, as text.
func dump(t testing.TB, s *Store) string {
	t.Helper()
	var text strings.Builder
	for _, query := range []string{
		`SELECT * FROM attempts ORDER BY key`,
		`SELECT * FROM stories ORDER BY story`,
		`SELECT * FROM story_days ORDER BY story, day`,
		`SELECT * FROM days ORDER BY day`,
		`SELECT rowid FROM words WHERE words MATCH 'title : title' ORDER BY rowid`,
		`SELECT rowid FROM words WHERE words MATCH 'note : apple' ORDER BY rowid`,
		`SELECT rowid FROM words WHERE words MATCH 'facets : v' ORDER BY rowid`,
		`SELECT rowid FROM words WHERE words MATCH 'facets : r' ORDER BY rowid`,
		`SELECT rowid FROM words WHERE words MATCH 'facets : u' ORDER BY rowid`,
	} {
		fmt.Fprintln(&text, query)
		err := s.rows(t.Context(), func(rows *sql.Rows) error {
			columns, err := rows.Columns()
			values := make([]any, len(columns))
			into := make([]any, len(columns))
			for i := range values {
				into[i] = &values[i]
			}
			err = errors.Join(err, rows.Scan(into...))
			fmt.Fprintln(&text, values...)
			return err
		}, query)
		must(t, err)
	}
	return text.String()
}

// direct runs a statement past the store.
func direct(t testing.TB, s *Store, query string, args ...any) error {
	t.Helper()
	_, err := s.writer.ExecContext(t.Context(), query, args...)
	return err
}

// asOfVersion takes the migrations after a version back, the last first.
func asOfVersion(t testing.TB, s *Store, version int) {
	t.Helper()
	back := map[int]string{
		7: `DROP INDEX changes_listened; DROP INDEX changes_delivery`,
		6: `DROP TABLE journal; DROP TABLE unsent; DROP TABLE journals`,
		5: `DROP INDEX attempts_covered; CREATE INDEX attempts_covered ON attempts (story, key, coverage) WHERE counted = 1 AND rated = 1;
			DROP INDEX attempts_said; CREATE INDEX attempts_said ON attempts (question, story, key, began, deleted, counted, rated, coverage);
			DROP INDEX attempts_days; DROP INDEX attempts_whole; DROP INDEX attempts_whole_rated; DROP INDEX attempts_story_whole;
			DROP INDEX attempts_story_rated; ALTER TABLE attempts DROP COLUMN day; ALTER TABLE attempts DROP COLUMN over;
			ALTER TABLE attempts DROP COLUMN part; ALTER TABLE attempts DROP COLUMN whole;
			DROP TABLE story_days; DROP TABLE days; DROP TABLE cards`,
		4: `ALTER TABLE attempts DROP COLUMN grade`,
		3: `DROP INDEX attempts_said`,
		2: `DROP INDEX starts_words; ALTER TABLE starts DROP COLUMN words`,
	}
	for v := schemaVersion; v > version; v-- {
		must(t, direct(t, s, back[v]))
	}
	must(t, direct(t, s, fmt.Sprintf(`PRAGMA user_version = %d`, version)))
}

func modeOf(t testing.TB, path string) os.FileMode {
	t.Helper()
	info, err := os.Stat(path)
	must(t, err)
	return info.Mode().Perm()
}

func filesIn(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}

// write writes over a part of a file; a negative place counts from its end.
func write(t testing.TB, path string, place int64, data []byte) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_RDWR, 0)
	must(t, err)
	if place < 0 {
		place += sizeOf(path)
	}
	_, err = file.WriteAt(data, place)
	must(t, err)
	must(t, file.Close())
}

func backgroundFor(t testing.TB, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(context.Background(), d)
	t.Cleanup(cancel)
	return ctx
}

func base(path string) string { return filepath.Base(path) }

// openForTest opens a database for statements past the store.
func openForTest(path string) (*Store, error) {
	db, err := openWriter(path)
	return &Store{path: path, writer: db, logf: func(string, ...any) {}}, err
}

// writeAll writes all that the screens show of an attempt.
func writeAll(t testing.TB, w *strings.Builder, s *Store, r Record) {
	t.Helper()
	r.Started = r.Started.UTC()
	fmt.Fprintf(w, "%+v\n", r)
	for _, c := range ok[[]Change](t)(s.Changes(t.Context(), r.ID)) {
		fmt.Fprintf(w, "  %+v\n", c)
	}
	for _, e := range ok[[]rehearsal.Event](t)(s.Events(t.Context(), r.ID)) {
		e.Moment = e.Moment.UTC()
		fmt.Fprintf(w, "  %+v\n", e)
	}
}

// firstDifference is the first line that two texts do not have in common.
func firstDifference(x, y string) string {
	a, b := strings.Split(x, "\n"), strings.Split(y, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d:\n%s\n%s", i, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d and %d lines", len(a), len(b))
}
