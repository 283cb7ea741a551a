package history

import (
	"context"
	"errors"
	"reflect"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// cardOf gives what is kept for a story.
func cardOf(t testing.TB, s *Store, slug string) Card {
	t.Helper()
	for _, c := range ok[[]Card](t)(s.Cards(t.Context())) {
		if c.Story == slug {
			return c
		}
	}
	t.Fatalf("there is nothing of %s", slug)
	return Card{}
}

// keep keeps a card that was made of all attempts at a story.
func keep(t testing.TB, s *Store, slug, text string) {
	t.Helper()
	c := cardOf(t, s, slug)
	outcomes := ok[[]Outcome](t)(s.Outcomes(t.Context(), slug))
	c.Text, c.Through = text, outcomes[len(outcomes)-1].Key
	must(t, s.SaveCards(t.Context(), []Card{c}))
}

func TestAnOutcomeIsWhatMattersOfAnAttempt(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), a.ID, story.Action, 4))
	must(t, s.Grade(t.Context(), a.ID, "easy"))
	gone := perform(t, s, attempt(2, "sales"))
	must(t, s.Delete(t.Context(), gone.ID))
	perform(t, s, attempt(3, "launch"))
	outcomes := ok[[]Outcome](t)(s.Outcomes(t.Context(), "sales"))
	if len(outcomes) != 1 {
		t.Fatalf("there are %d", len(outcomes))
	}
	r := ok[Record](t)(s.Attempt(t.Context(), a.ID))
	o := outcomes[0]
	if !o.Started.Equal(r.Started) {
		t.Errorf("it began %v, want %v", o.Started, r.Started)
	}
	o.Started, o.Key = time.Time{}, 0
	want := Outcome{
		ID: a.ID, Story: "sales", Spoken: r.Spoken, Limit: starPlan().Limit, Ended: rehearsal.Finished,
		Prompt: a.Prompt, Mode: a.Mode, Ratings: map[story.SectionName]int{story.Action: 4}, Grade: "easy",
	}
	if !reflect.DeepEqual(o, want) {
		t.Errorf("it is %+v, want %+v", o, want)
	}
}

func TestACardIsKeptWithTheAttemptsSince(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	if c := cardOf(t, s, "sales"); c.Text != "" || c.Since != nil {
		t.Errorf("before one was kept: %+v", c)
	}
	keep(t, s, "sales", "a card")
	perform(t, s, attempt(2, "sales"))
	perform(t, s, attempt(3, "launch"))
	c := cardOf(t, s, "sales")
	if c.Text != "a card" || len(c.Since) != 1 || c.Since[0].ID != "attempt-2" {
		t.Errorf("after another attempt: %+v", c)
	}
}

func TestACardIsDroppedWithWhatItWasMadeOf(t *testing.T) {
	for name, change := range map[string]func(*Store, context.Context) error{
		"a rating":   func(s *Store, ctx context.Context) error { return s.Rate(ctx, "attempt-1", story.Task, 1) },
		"a grade":    func(s *Store, ctx context.Context) error { return s.Grade(ctx, "attempt-1", "again") },
		"a deletion": func(s *Store, ctx context.Context) error { return s.Delete(ctx, "attempt-1") },
		"a rename":   func(s *Store, ctx context.Context) error { return s.RenameStory(ctx, "launch", "sales") },
		"all anew":   func(s *Store, ctx context.Context) error { return s.Rebuild(ctx) },
	} {
		t.Run(name, func(t *testing.T) {
			s := openNew(t)
			perform(t, s, attempt(0, "launch"))
			perform(t, s, attempt(1, "sales"))
			perform(t, s, attempt(2, "sales"))
			keep(t, s, "sales", "a card")
			must(t, s.SetNote(t.Context(), "attempt-1", "a note changes no card"))
			if c := cardOf(t, s, "sales"); c.Text != "a card" {
				t.Fatalf("a note changed it: %+v", c)
			}
			must(t, change(s, t.Context()))
			if c := cardOf(t, s, "sales"); c.Text != "" || c.Since != nil {
				t.Errorf("it is still there: %+v", c)
			}
		})
	}
}

func TestACardOfWhatHasChangedSinceIsNotKept(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	c := cardOf(t, s, "sales")
	must(t, s.Rate(t.Context(), "attempt-1", story.Task, 1))
	c.Text, c.Through = "too late", 1<<62
	must(t, s.SaveCards(t.Context(), []Card{c}))
	if c := cardOf(t, s, "sales"); c.Text != "" {
		t.Errorf("it was kept: %+v", c)
	}
	if err := s.SaveCards(t.Context(), []Card{{Story: "sales"}}); !errors.Is(err, ErrInvalid) {
		t.Errorf("a card without a text: %v", err)
	}
	must(t, s.SaveCards(t.Context(), nil))
}

func TestAFolderWithoutAHistoryHasNoCards(t *testing.T) {
	s := ok[*Store](t)(OpenReader(t.Context(), t.TempDir()))
	if cards, err := s.Cards(t.Context()); err != nil || len(cards) != 0 {
		t.Errorf("%v %v", cards, err)
	}
	if outcomes, err := s.Outcomes(t.Context(), "sales"); err != nil || len(outcomes) != 0 {
		t.Errorf("%v %v", outcomes, err)
	}
}

func TestDaysThatWereLostAreAddedUpAnew(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	scope := Scope{From: -1 << 40, To: 1 << 40}
	before := ok[[]DayTotals](t)(s.Days(t.Context(), scope))
	must(t, direct(t, s, `DELETE FROM days`))
	must(t, s.RebuildDays(t.Context()))
	if after := ok[[]DayTotals](t)(s.Days(t.Context(), scope)); len(before) != 1 || !reflect.DeepEqual(after, before) {
		t.Errorf("%+v, want %+v", after, before)
	}
}
