package history

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// randomWrites does whatever can be done to a few attempts, in any order.
func randomWrites(ctx context.Context, t *rapid.T, s *Store) {
	slugs := rapid.SampledFrom([]string{"sales", "other", ""})
	n := rapid.IntRange(0, 7)
	kinds := rapid.SampledFrom([]rehearsal.EventKind{
		rehearsal.EventStart, rehearsal.EventMark, rehearsal.EventAdvance, rehearsal.EventBack, rehearsal.EventConfirm,
		rehearsal.EventPause, rehearsal.EventResume, rehearsal.EventFinish, rehearsal.EventReturn,
		rehearsal.EventLimit, rehearsal.EventAuto, rehearsal.EventAbandon, rehearsal.EventCue, rehearsal.EventSleep,
	})
	id := func() string { return fmt.Sprintf("attempt-%d", n.Draw(t, "attempt")) }
	sections := rapid.SampledFrom(append(story.SectionNames(), rehearsal.Delivery))
	notes := rapid.SampledFrom([]string{"", "an apple", "two pears", "apple again"})
	can := func(err error) {
		switch {
		case err == nil, errors.Is(err, ErrNotFound), errors.Is(err, ErrInvalid), errors.Is(err, ErrNotShort):
		default:
			t.Fatal(err)
		}
	}
	t.Repeat(map[string]func(*rapid.T){
		"begin": func(t *rapid.T) { can(s.Begin(ctx, attempt(n.Draw(t, "attempt"), slugs.Draw(t, "story")))) },
		"append": func(t *rapid.T) {
			var events []rehearsal.Event
			for range rapid.IntRange(1, 4).Draw(t, "events") {
				events = append(events, at(attempt(0, ""), rapid.IntRange(0, 130).Draw(t, "at"), kinds.Draw(t, "kind"), 0))
			}
			can(s.Append(ctx, id(), events...))
		},
		"beat": func(t *rapid.T) { can(s.Beat(ctx, id(), time.Duration(rapid.IntRange(0, 20e9).Draw(t, "spoken")))) },
		"rate": func(t *rapid.T) {
			can(s.Rate(ctx, id(), sections.Draw(t, "section"), rapid.IntRange(0, 5).Draw(t, "rating")))
		},
		"grade": func(t *rapid.T) {
			can(s.Grade(ctx, id(), rapid.SampledFrom(append(grades(), "", "splendid")).Draw(t, "grade")))
		},
		"note":    func(t *rapid.T) { can(s.SetNote(ctx, id(), notes.Draw(t, "note"))) },
		"draft":   func(t *rapid.T) { can(s.draftNote(ctx, id(), notes.Draw(t, "note"))) },
		"settle":  func(*rapid.T) { can(s.settleNote(ctx, id())) },
		"delete":  func(*rapid.T) { can(s.Delete(ctx, id())) },
		"restore": func(*rapid.T) { can(s.Restore(ctx, id())) },
		"keep":    func(*rapid.T) { can(s.Keep(ctx, id())) },
		"drop":    func(*rapid.T) { can(s.Drop(ctx, id())) },
		"several at once": func(*rapid.T) {
			one, two := id(), id()
			err := s.Batch(ctx, func(b *Batch) error {
				return errors.Join(b.Rate(one, story.Task, 3), b.Delete(two), b.SetNote(one, "apple"), b.Rate(two, story.Task, 5))
			})
			can(err)
		},
	})
}

func TestWhatIsDerivedStepByStepIsWhatIsDerivedAnew(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	rapid.Check(t, func(rt *rapid.T) {
		wipe(t, s)
		randomWrites(ctx, rt, s)
		before := dump(t, s)
		if err := s.Rebuild(ctx); err != nil {
			rt.Fatal(err)
		}
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			rt.Fatalf("rebuilding changed:\n%s", diff)
		}
	})
}

// wipe empties a store, which takes the log's triggers away for the moment.
func wipe(t testing.TB, s *Store) {
	t.Helper()
	steps, err := migrations(migrationFiles)
	must(t, err)
	tables := `PRAGMA foreign_keys = 0;`
	for _, table := range []string{"journals", "unsent", "journal", "words", "cards", "days", "story_days", "stories", "attempts", "dropping", "live", "changes", "events", "starts", "machines", "meta"} {
		tables += `DROP TABLE ` + table + `;`
	}
	must(t, direct(t, s, tables+`PRAGMA user_version = 0; PRAGMA foreign_keys = 1`))
	must(t, migrate(t.Context(), s.writer, 0, steps))
	must(t, s.settleIn(t.Context(), "test"))
}

func TestRebuildingMendsWhatIsDerived(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	for n := range 3 {
		a := perform(t, s, attempt(n, "sales"))
		must(t, s.Rate(ctx, a.ID, story.Task, n+1))
		must(t, s.SetNote(ctx, a.ID, "an apple"))
	}
	before := dump(t, s)
	must(t, direct(t, s, `UPDATE attempts SET note = 'gone', number = 7, spoken = 0; DELETE FROM stories; DELETE FROM words`))
	must(t, s.Rebuild(ctx))
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestACheckMendsWhatIsDerivedWhereAttemptsAreMissing(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	before := dump(t, s)
	must(t, direct(t, s, `DELETE FROM attempts`))
	must(t, s.Check(t.Context()))
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestACheckMendsTheTotalsOfDays(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	before := dump(t, s)
	for _, wrong := range []string{`DELETE FROM days`, `UPDATE story_days SET attempts = 7`} {
		must(t, direct(t, s, wrong))
		must(t, s.Check(t.Context()))
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			t.Errorf("%s: %s", wrong, diff)
		}
	}
}

func TestRebuildingStopsWhenAsked(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	before := dump(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := s.Rebuild(ctx); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	err := s.Batch(t.Context(), func(b *Batch) error { return b.projectAll() })
	must(t, err)
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestWhatIsStoredInAWrongFormIsToldAsDamage(t *testing.T) {
	for name, statement := range map[string]string{
		"splits":    `UPDATE attempts SET splits = '[]'`,
		"no splits": `UPDATE attempts SET splits = 'x'`,
		"ratings":   `UPDATE attempts SET ratings = '[]'`,
		"a plan":    `DROP TRIGGER starts_never_change; UPDATE starts SET plan = 'x'`,
	} {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			a := perform(t, s, attempt(1, "sales"))
			must(t, direct(t, s, statement))
			if _, err := s.Attempt(t.Context(), a.ID); !errors.Is(err, ErrDamaged) {
				t.Error(err)
			}
			if !exists(s.suspectPath()) {
				t.Error("the next start does not know of it")
			}
			if name == "a plan" {
				if err := s.Rate(t.Context(), a.ID, story.Task, 2); !errors.Is(err, ErrDamaged) {
					t.Error(err)
				}
			}
		})
	}
}
