package history

import (
	"errors"
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestWhatIsRecordedIsNeverChangedNorRemoved(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), a.ID, story.Task, 2))
	for _, statement := range []string{
		`UPDATE starts SET title = 'x'`,
		`DELETE FROM starts`,
		`UPDATE events SET spoken = 0`,
		`DELETE FROM events`,
		`UPDATE changes SET value = '5'`,
		`DELETE FROM changes`,
		`INSERT OR REPLACE INTO changes SELECT id, machine, time, attempt, field, '5' FROM changes`,
		`INSERT OR REPLACE INTO events SELECT attempt, seq, 'mark', moment, spoken, section, cue, given FROM events`,
		`INSERT INTO dropping SELECT key FROM starts`,
	} {
		if err := direct(t, s, statement); err == nil || !strings.Contains(err.Error(), "never") && !strings.Contains(err.Error(), "under five seconds") {
			t.Errorf("%s: %v", statement, err)
		}
	}
	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Ratings[story.Task] != 2 {
		t.Errorf("ratings %v", r.Ratings)
	}
}

func TestAnAttemptUnderFiveSecondsCanBeDroppedWithoutATrace(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	perform(t, s, attempt(1, "sales"))
	before := dump(t, s)
	for _, slug := range []string{"sales", "new"} {
		a := attempt(2, slug)
		must(t, s.Begin(ctx, a))
		must(t, s.Append(ctx, a.ID, at(a, 0, rehearsal.EventStart, 0), at(a, 4, rehearsal.EventAbandon, 0)))
		must(t, s.Beat(ctx, a.ID, 3*time.Second))
		must(t, s.Drop(ctx, a.ID))
		if _, err := s.Attempt(ctx, a.ID); !errors.Is(err, ErrNotFound) {
			t.Errorf("%s: %v", slug, err)
		}
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	for _, table := range []string{"dropping", "live"} {
		var n int
		must(t, s.row(ctx, `SELECT count(*) FROM `+table, nil, &n))
		if n != 0 {
			t.Errorf("%d rows are left in %s", n, table)
		}
	}
	must(t, s.Check(ctx))
}

func TestAnAttemptIsDroppedInTheBatchInWhichItWasBegun(t *testing.T) {
	s := openNew(t)
	err := s.Batch(t.Context(), func(b *Batch) error {
		return errors.Join(b.Begin(attempt(1, "sales")), b.Drop("attempt-1"))
	})
	must(t, err)
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 0 {
		t.Errorf("%d attempts", n)
	}
}

func TestAnAttemptOfWhichSomethingWasSaidIsNotDropped(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	for n, say := range []func(id string) error{
		func(id string) error { return s.Rate(ctx, id, story.Task, 1) },
		func(id string) error { return s.SetNote(ctx, id, "short, but") },
		func(id string) error { return s.draftNote(ctx, id, "short, b") },
		func(id string) error { return s.Beat(ctx, id, 5*time.Second) },
	} {
		a := attempt(n, "sales")
		must(t, s.Begin(ctx, a))
		must(t, say(a.ID))
		if err := s.Drop(ctx, a.ID); !errors.Is(err, ErrNotShort) {
			t.Errorf("%d: %v", n, err)
		}
		// The database itself says so too.
		if err := direct(t, s, `INSERT INTO dropping SELECT key FROM starts WHERE id = ?`, a.ID); err == nil {
			t.Errorf("%d: the database lets it go", n)
		}
	}
}

func TestARefusalOfTheDatabaseIsNothingToTryAgain(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	err := s.Batch(t.Context(), func(b *Batch) error { return b.exec(`DELETE FROM events`) })
	if !errors.Is(err, ErrInvalid) || !hopeless(err) {
		t.Error(err)
	}
	if events := ok[[]rehearsal.Event](t)(s.Events(t.Context(), a.ID)); len(events) != 5 {
		t.Errorf("%d events", len(events))
	}
}
