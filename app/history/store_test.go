package history

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/uuid"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestWhatIsStoredOfAnAttemptIsWhatHappenedInIt(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))

	r := ok[Record](t)(s.Attempt(t.Context(), a.ID))

	want := rehearsal.Replay(a, whole(a))
	if diff := cmp.Diff(want, r.Attempt); diff != "" {
		t.Error(diff)
	}
	if r.Offset != 7200 || r.Started.Format(time.RFC3339) != "2026-02-01T12:01:00+02:00" {
		t.Errorf("started %v, offset %d", r.Started, r.Offset)
	}
	events := ok[[]rehearsal.Event](t)(s.Events(t.Context(), a.ID))
	if diff := cmp.Diff(whole(a), events); diff != "" {
		t.Error(diff)
	}
}

func TestARealSessionComesBackAsItWas(t *testing.T) {
	s := openNew(t)
	now := noon
	a := attempt(0, "sales")
	session := rehearsal.NewSession(a.Plan, rehearsal.Options{Prepare: 10 * time.Second, Mode: a.Mode})
	pass := func(d time.Duration) { now = now.Add(d); session.Advance(now) }
	stored := 0
	store := func() {
		events := session.Events()
		must(t, s.Append(t.Context(), a.ID, events[stored:]...))
		stored = len(events)
	}

	session.Start(now)
	must(t, s.Begin(t.Context(), a))
	store()
	pass(12 * time.Second)
	session.Mark(now)
	store()
	pass(41*time.Second + 7*time.Nanosecond)
	session.Pause(now)
	store()
	pass(9 * time.Second)
	session.Resume(now)
	pass(30 * time.Second)
	session.Back(now)
	store()
	pass(50 * time.Second)
	session.Finish(now)
	store()

	got := ok[Record](t)(s.Attempt(t.Context(), a.ID)).Attempt
	want := session.Attempt()
	want.ID, want.Story, want.Title, want.Question, want.Prompt, want.Mode = got.ID, got.Story, got.Title, got.Question, got.Prompt, got.Mode
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Ended != rehearsal.Finished || got.Paused != 9*time.Second {
		t.Errorf("ended %s, paused %v", got.Ended, got.Paused)
	}
}

func TestRatingsHoldAndTheEarlierOnesAreKept(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	ctx := t.Context()
	must(t, s.Rate(ctx, a.ID, story.Action, 2))
	must(t, s.Rate(ctx, a.ID, rehearsal.Delivery, 3))
	must(t, s.Rate(ctx, a.ID, story.Action, 4))
	must(t, s.Rate(ctx, a.ID, story.Action, 4)) // says nothing new

	r := ok[Record](t)(s.Attempt(ctx, a.ID))
	if diff := cmp.Diff(map[story.SectionName]int{story.Action: 4, rehearsal.Delivery: 3}, r.Ratings); diff != "" {
		t.Error(diff)
	}
	if !r.Rated || r.Coverage != 75 {
		t.Errorf("coverage %v, %v", r.Coverage, r.Rated)
	}
	changes := ok[[]Change](t)(s.Changes(ctx, a.ID))
	type brief struct {
		Field, Value string
		Superseded   bool
	}
	var got []brief
	for _, c := range changes {
		got = append(got, brief{c.Field, c.Value, c.Superseded})
		if id := uuid.MustParse(c.ID); id.Version() != 7 || id.Variant() != uuid.RFC4122 {
			t.Errorf("%s is version %d", c.ID, id.Version())
		}
	}
	want := []brief{{"rating.action", "2", true}, {"rating.delivery", "3", false}, {"rating.action", "4", false}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestARatingCanBeTakenBack(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(t.Context(), a.ID, story.Task, 5))
	must(t, s.Rate(t.Context(), a.ID, story.Task, 0))
	r := ok[Record](t)(s.Attempt(t.Context(), a.ID))
	if len(r.Ratings) > 0 || r.Rated {
		t.Errorf("ratings %v", r.Ratings)
	}
}

func TestADeletedAttemptIsOutOfSightUntilItIsRestored(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.Rate(ctx, a.ID, story.Task, 3))
	visible := func() (list, counted, inStories int) {
		return len(ok[[]Record](t)(s.Attempts(ctx, Filter{}))), ok[int](t)(s.Count(ctx, Filter{Text: "title"})),
			ok[map[string]StoryStats](t)(s.Stories(ctx))["sales"].Attempts
	}

	must(t, s.Delete(ctx, a.ID))
	if x, y, z := visible(); x != 0 || y != 0 || z != 0 {
		t.Errorf("deleted: %d listed, %d counted, %d of the story", x, y, z)
	}
	if r := ok[Record](t)(s.Attempt(ctx, a.ID)); !r.Deleted {
		t.Error("it is not marked as deleted")
	}
	if all := ok[[]Record](t)(s.Attempts(ctx, Filter{IncludeDeleted: true})); len(all) != 1 {
		t.Errorf("%d with the deleted ones", len(all))
	}

	must(t, s.Restore(ctx, a.ID))
	if x, y, z := visible(); x != 1 || y != 1 || z != 1 {
		t.Errorf("restored: %d listed, %d counted, %d of the story", x, y, z)
	}
	if r := ok[Record](t)(s.Attempt(ctx, a.ID)); r.Deleted || r.Ratings[story.Task] != 3 {
		t.Errorf("restored as %+v", r)
	}
}

func TestABeatKeepsTheTimeSpokenOfAnAttemptThatIsCutOff(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	a := attempt(1, "sales")
	must(t, s.Begin(ctx, a))
	must(t, s.Append(ctx, a.ID, whole(a)[:2]...))
	must(t, s.Beat(ctx, a.ID, 25*time.Second))
	must(t, s.Beat(ctx, a.ID, 20*time.Second)) // late, and less

	r := ok[Record](t)(s.Attempt(ctx, a.ID))
	if r.Ended != rehearsal.Unfinished || r.Spoken != 25*time.Second || r.Splits[1].Spent != 7*time.Second {
		t.Errorf("%s after %v: %v", r.Ended, r.Spoken, r.Splits)
	}
}

func TestUnfinishedAttemptsAreOfferedUntilThePersonHasSaidWhatToDo(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	for n := range 5 {
		must(t, s.Begin(ctx, attempt(n, "sales")))
	}
	perform(t, s, attempt(5, "sales"))
	must(t, s.Rate(ctx, "attempt-0", story.Task, 3))
	must(t, s.Keep(ctx, "attempt-1"))
	must(t, s.Delete(ctx, "attempt-2"))

	var ids []string
	for _, r := range ok[[]Record](t)(s.Unfinished(ctx)) {
		ids = append(ids, r.ID)
	}
	if diff := cmp.Diff([]string{"attempt-4", "attempt-3"}, ids); diff != "" {
		t.Error(diff)
	}
	if r := ok[Record](t)(s.Attempt(ctx, "attempt-1")); !r.Kept {
		t.Error("it is not marked as kept")
	}
}

func TestWhatCountsForAStoryIsItsLastRatedAttemptThatWasFinished(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	end := func(n int, kind rehearsal.EventKind) rehearsal.Attempt {
		a := attempt(n, "sales")
		must(t, s.Begin(ctx, a))
		must(t, s.Append(ctx, a.ID, at(a, 0, rehearsal.EventStart, 0)))
		if kind != "" {
			must(t, s.Append(ctx, a.ID, at(a, 50, kind, 3)))
		}
		return a
	}
	rated := func(a rehearsal.Attempt, rating int) { must(t, s.Rate(ctx, a.ID, story.Task, rating)) }
	rated(end(1, rehearsal.EventFinish), 2)
	rated(end(2, rehearsal.EventLimit), 3)
	deleted := end(3, rehearsal.EventFinish)
	rated(deleted, 5)
	must(t, s.Delete(ctx, deleted.ID))
	rated(end(4, rehearsal.EventAbandon), 5)
	rated(end(5, ""), 5)
	end(6, rehearsal.EventFinish)

	got := ok[map[string]StoryStats](t)(s.Stories(ctx))
	want := map[string]StoryStats{"sales": {Attempts: 5, Last: noon.Add(6 * time.Minute), Coverage: 50, Rated: true}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	counts := ok[map[string]int](t)(s.QuestionCounts(ctx, "sales"))
	if diff := cmp.Diff(map[string]int{"why": 3}, counts); diff != "" {
		t.Error(diff)
	}
}

func TestAttemptsOfAStoryAreNumberedFromTheOldest(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	for _, n := range []int{1, 2, 5, 6} {
		perform(t, s, attempt(n, "sales"))
	}
	perform(t, s, attempt(3, "other"))
	perform(t, s, attempt(4, "sales")) // the clock was put back
	must(t, s.Delete(ctx, "attempt-1"))
	numbers := func() map[string]int {
		m := map[string]int{}
		for _, r := range ok[[]Record](t)(s.Attempts(ctx, Filter{Story: "sales"})) {
			m[r.ID] = r.Number
		}
		return m
	}
	want := map[string]int{"attempt-2": 2, "attempt-4": 3, "attempt-5": 4, "attempt-6": 5}
	if diff := cmp.Diff(want, numbers()); diff != "" {
		t.Error(diff)
	}

	short := attempt(0, "sales")
	must(t, s.Begin(ctx, short))
	must(t, s.Drop(ctx, short.ID))
	if diff := cmp.Diff(want, numbers()); diff != "" {
		t.Error("after a dropped one:", diff)
	}
}

func TestAttemptsBegunInTheSameMillisecondAreAllKept(t *testing.T) {
	s := openNew(t)
	for n := range 3 {
		a := attempt(n, "sales")
		a.Started = noon
		perform(t, s, a)
	}
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 3 {
		t.Errorf("%d attempts", n)
	}
	if first := ok[[]Record](t)(s.Attempts(t.Context(), Filter{Limit: 1}))[0]; first.ID != "attempt-2" {
		t.Errorf("the newest is %s", first.ID)
	}
}

func TestAnAttemptWithoutAStartIsBegunNow(t *testing.T) {
	s, _ := open(t, t.TempDir(), func() time.Time { return noon })
	a := attempt(1, "sales")
	a.Started = time.Time{}
	must(t, s.Begin(t.Context(), a))
	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); !r.Started.Equal(noon) {
		t.Errorf("begun %v", r.Started)
	}
}

func TestBeginningAnAttemptAgainChangesNothing(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	again := a
	again.Title = "Another"
	must(t, s.Begin(t.Context(), again))
	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Title != a.Title || r.Ended != rehearsal.Finished {
		t.Errorf("%+v", r)
	}
}

func TestWhatMakesNoSenseIsRefused(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	a := perform(t, s, attempt(1, "sales"))
	for name, c := range map[string]struct{ got, want error }{
		"no id":                {s.Begin(ctx, rehearsal.Attempt{}), ErrInvalid},
		"rating 6":             {s.Rate(ctx, a.ID, story.Task, 6), ErrInvalid},
		"rating -1":            {s.Rate(ctx, a.ID, story.Task, -1), ErrInvalid},
		"no such section":      {s.Rate(ctx, a.ID, story.Lessons, 3), ErrInvalid},
		"events of nothing":    {s.Append(ctx, "none", at(a, 1, rehearsal.EventMark, 1)), ErrNotFound},
		"beat of nothing":      {s.Beat(ctx, "none", time.Second), ErrNotFound},
		"rating of nothing":    {s.Rate(ctx, "none", story.Task, 3), ErrNotFound},
		"note of nothing":      {s.SetNote(ctx, "none", "x"), ErrNotFound},
		"draft of nothing":     {s.draftNote(ctx, "none", "x"), ErrNotFound},
		"deletion of nothing":  {s.Delete(ctx, "none"), ErrNotFound},
		"drop of nothing":      {s.Drop(ctx, "none"), ErrNotFound},
		"drop of a long one":   {s.Drop(ctx, a.ID), ErrNotShort},
		"reading what is none": {func() error { _, err := s.Attempt(ctx, "none"); return err }(), ErrNotFound},
	} {
		if !errors.Is(c.got, c.want) {
			t.Errorf("%s: %v", name, c.got)
		}
	}
}

func TestABatchThatFailsLeavesNothing(t *testing.T) {
	s := openNew(t)
	failed := errors.New("failed")
	err := s.Batch(t.Context(), func(b *Batch) error {
		if err := b.Begin(attempt(1, "sales")); err != nil {
			return err
		}
		return failed
	})
	if !errors.Is(err, failed) {
		t.Error(err)
	}
	if n := ok[int](t)(s.Count(t.Context(), Filter{})); n != 0 {
		t.Errorf("%d attempts are left", n)
	}
}

func TestANoteIsKeptWithTheOnesBeforeIt(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.SetNote(ctx, a.ID, "first"))
	must(t, s.draftNote(ctx, a.ID, "sec"))
	if r := ok[Record](t)(s.Attempt(ctx, a.ID)); r.Note != "sec" {
		t.Errorf("while typing: %q", r.Note)
	}
	must(t, s.draftNote(ctx, a.ID, "second"))
	must(t, s.settleNote(ctx, a.ID))
	must(t, s.settleNote(ctx, a.ID)) // there is nothing more to settle
	must(t, s.SetNote(ctx, a.ID, ""))

	if r := ok[Record](t)(s.Attempt(ctx, a.ID)); r.Note != "" {
		t.Errorf("note %q", r.Note)
	}
	var values []string
	for _, c := range ok[[]Change](t)(s.Changes(ctx, a.ID)) {
		values = append(values, c.Value)
	}
	if diff := cmp.Diff([]string{"first", "second", ""}, values); diff != "" {
		t.Error(diff)
	}
}

func TestANoteThatWasBeingTypedAtACrashIsSaidAtTheNextStart(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	for n := range 2 {
		a := perform(t, s, attempt(n, "sales"))
		must(t, s.draftNote(t.Context(), a.ID, "half a sen"))
	}
	must(t, s.Close())

	s, _ = open(t, dir, nil)
	for _, id := range []string{"attempt-0", "attempt-1"} {
		changes := ok[[]Change](t)(s.Changes(t.Context(), id))
		if len(changes) != 1 || changes[0].Value != "half a sen" {
			t.Errorf("%s: %v", id, changes)
		}
	}
}

func TestANoteWithInvalidTextIsStoredReadably(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	must(t, s.SetNote(t.Context(), a.ID, "a\xffb\x00c"))
	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Note != "a\uFFFDb\x00c" {
		t.Errorf("%q", r.Note)
	}
}
