package history

import (
	"errors"
	"testing"

	"starling/app/story"
)

func TestAGradeGivenByThePersonHoldsUntilItIsTakenBack(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	a := perform(t, s, attempt(1, "sales"))
	grade := func() string { return ok[Record](t)(s.Attempt(ctx, a.ID)).Grade }
	if got := grade(); got != "" {
		t.Errorf("before anything was said the grade is %q", got)
	}
	must(t, s.Grade(ctx, a.ID, "")) // nothing to take back
	for _, given := range grades() {
		must(t, s.Grade(ctx, a.ID, given))
		must(t, s.Rate(ctx, a.ID, story.Task, 1))
		must(t, s.Rate(ctx, a.ID, story.Task, 2))
		if got := grade(); got != given {
			t.Errorf("the grade is %q, want %q", got, given)
		}
	}
	must(t, s.Grade(ctx, a.ID, ""))
	if got := grade(); got != "" {
		t.Errorf("after it was taken back the grade is %q", got)
	}
	said := 0
	for _, c := range ok[[]Change](t)(s.Changes(ctx, a.ID)) {
		if c.Field == "grade" {
			said++
		}
	}
	if said != len(grades())+1 {
		t.Errorf("%d changes of the grade are in the record", said)
	}
}

func TestWhatIsNoGradeIsRefused(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	for _, wrong := range []string{"Good", "3", "perfect"} {
		if err := s.Grade(t.Context(), a.ID, wrong); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v", wrong, err)
		}
	}
	if err := s.Grade(t.Context(), "nobody", "good"); !errors.Is(err, ErrNotFound) {
		t.Error(err)
	}
}

func TestAGradeRecordedComesInItsTurn(t *testing.T) {
	s := openNew(t)
	r := NewRecorder(s, func(err error) { t.Error(err) })
	a := attempt(1, "sales")
	r.Begin(a)
	r.Append(a.ID, whole(a)...)
	r.Grade(a.ID, "easy")
	r.Grade(a.ID, "hard")
	must(t, r.Close(t.Context()))
	if got := ok[Record](t)(s.Attempt(t.Context(), a.ID)).Grade; got != "hard" {
		t.Errorf("the grade is %q", got)
	}
}

func TestAHistoryFromBeforeGradesIsBroughtUpToDate(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), a.ID, story.Task, 4))
	before := dump(t, s)
	asOfVersion(t, s, 3)
	must(t, s.Close())
	s, report := open(t, dir, nil)
	if report.Backup == "" {
		t.Error("no backup was made before")
	}
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	must(t, s.Grade(t.Context(), a.ID, "again"))
	if got := ok[Record](t)(s.Attempt(t.Context(), a.ID)).Grade; got != "again" {
		t.Errorf("the grade is %q", got)
	}
	must(t, s.Check(t.Context()))
}
