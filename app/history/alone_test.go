package history

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/rehearsal"
	"starling/app/story"
)

// alone is the n-th attempt of a test, at a question without a story.
func alone(n int, id, text string) rehearsal.Attempt {
	a := attempt(n, "")
	a.Title, a.Question, a.Prompt = text, rehearsal.Question{ID: id, Text: text}, rehearsal.PromptQuestion
	return a
}

func ids(records []Record) []string {
	var ids []string
	for _, r := range records {
		ids = append(ids, r.ID)
	}
	return ids
}

func TestAQuestionAloneIsKeptLikeAnyAttempt(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, alone(1, "fail", "When did you fail?"))
	must(t, s.Rate(t.Context(), a.ID, story.Task, 4))
	must(t, s.SetNote(t.Context(), a.ID, "Slower"))
	r := ok[Record](t)(s.Attempt(t.Context(), a.ID))
	if !r.Alone() || r.Title != "When did you fail?" || r.Question.ID != "fail" || r.Coverage != 75 || r.Note != "Slower" ||
		r.Spoken != 90*time.Second || len(r.Splits) != 4 {
		t.Errorf("%+v", r)
	}
	must(t, s.Delete(t.Context(), a.ID))
	if all := ok[[]Record](t)(s.Attempts(t.Context(), Filter{})); len(all) != 0 {
		t.Errorf("deleted, and there still: %v", ids(all))
	}
}

func TestQuestionsAloneAreNumberedByTheirQuestion(t *testing.T) {
	s := openNew(t)
	for n, id := range []string{"fail", "lead", "fail", "fail", "lead"} {
		perform(t, s, alone(n, id, "Why "+id+"?"))
	}
	perform(t, s, attempt(5, "sales"))
	number := func(n int) int {
		t.Helper()
		return ok[Record](t)(s.Attempt(t.Context(), attempt(n, "").ID)).Number
	}
	numbers := func() (all []int) {
		for n := range 6 {
			all = append(all, number(n))
		}
		return all
	}
	if diff := cmp.Diff([]int{1, 1, 2, 3, 2, 1}, numbers()); diff != "" {
		t.Error(diff)
	}
	// One that was begun before them, as after the clock was put back, moves
	// those of its own question on, and they move back when it is dropped.
	early := alone(-1, "fail", "Why fail?")
	must(t, s.Begin(t.Context(), early))
	if diff := cmp.Diff([]int{2, 1, 3, 4, 2, 1}, numbers()); diff != "" {
		t.Error(diff)
	}
	must(t, s.Drop(t.Context(), early.ID))
	if diff := cmp.Diff([]int{1, 1, 2, 3, 2, 1}, numbers()); diff != "" {
		t.Error(diff)
	}
	before := dump(t, s)
	must(t, s.Rebuild(t.Context()))
	if diff := cmp.Diff(before, dump(t, s)); diff != "" {
		t.Error(diff)
	}
}

func TestEachQuestionsAnswersAreToldByStory(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	with := func(n int, slug, id string) rehearsal.Attempt {
		a := attempt(n, slug)
		a.Question = rehearsal.Question{ID: id, Text: id}
		return perform(t, s, a)
	}
	rate := func(a rehearsal.Attempt, rating int) { must(t, s.Rate(ctx, a.ID, story.Task, rating)) }
	rate(with(1, "sales", "fail"), 2)
	rate(with(2, "sales", "fail"), 3)
	with(3, "sales", "fail") // not rated: the coverage is that of the one before
	rate(with(4, "other", "fail"), 5)
	rate(with(5, "sales", "lead"), 1)
	gone := with(6, "sales", "lead")
	rate(gone, 5)
	must(t, s.Delete(ctx, gone.ID))
	rate(perform(t, s, alone(7, "fail", "fail")), 4)
	left := attempt(8, "sales") // abandoned: it was said, and counts for no coverage
	left.Question.ID = "left"
	must(t, s.Begin(ctx, left))
	must(t, s.Append(ctx, left.ID, at(left, 0, rehearsal.EventStart, 0), at(left, 9, rehearsal.EventAbandon, 0)))
	rate(left, 5)
	none := attempt(9, "sales")
	none.Question = rehearsal.Question{}
	perform(t, s, none)

	last := func(n int) time.Time { return noon.Add(time.Duration(n) * time.Minute).UTC() }
	want := map[string]map[string]StoryStats{
		"fail": {
			"sales": {Attempts: 3, Last: last(3), Coverage: 50, Rated: true},
			"other": {Attempts: 1, Last: last(4), Coverage: 100, Rated: true},
			"":      {Attempts: 1, Last: last(7), Coverage: 75, Rated: true},
		},
		"lead": {"sales": {Attempts: 1, Last: last(5), Coverage: 0, Rated: true}},
		"left": {"sales": {Attempts: 1, Last: last(8)}},
	}
	if diff := cmp.Diff(want, ok[map[string]map[string]StoryStats](t)(s.Questions(ctx))); diff != "" {
		t.Error(diff)
	}
}

func TestTheFilterFindsQuestionsAlone(t *testing.T) {
	s := openNew(t)
	perform(t, s, attempt(1, "sales"))
	perform(t, s, alone(2, "fail", "When did you fail?"))
	perform(t, s, alone(3, "lead", "When did you lead?"))
	for _, c := range []struct {
		filter Filter
		want   []string
	}{
		{Filter{Alone: true}, []string{"attempt-3", "attempt-2"}},
		{Filter{Alone: true, Text: "lead"}, []string{"attempt-3"}},
		{Filter{Alone: true, Text: "sales"}, nil},
		{Filter{Story: "sales"}, []string{"attempt-1"}},
		{Filter{}, []string{"attempt-3", "attempt-2", "attempt-1"}},
	} {
		if diff := cmp.Diff(c.want, ids(ok[[]Record](t)(s.Attempts(t.Context(), c.filter)))); diff != "" {
			t.Errorf("%+v: %s", c.filter, diff)
		}
		if n := ok[int](t)(s.Count(t.Context(), c.filter)); n != len(c.want) {
			t.Errorf("%+v: %d are counted", c.filter, n)
		}
	}
}

func TestAQuestionAloneIsPrintedInEveryForm(t *testing.T) {
	s := openNew(t)
	perform(t, s, alone(1, "fail", "When did you fail?"))
	records := ok[[]Record](t)(s.Attempts(t.Context(), Filter{}))
	var text, table, object bytes.Buffer
	must(t, WriteText(&text, records))
	must(t, WriteCSV(&table, records))
	must(t, WriteJSON(&object, records))
	if got := text.String(); !strings.Contains(got, "When did you fail?") || !strings.Contains(got, "a question alone  S 0:18/0:20") {
		t.Error(got)
	}
	if got := table.String(); !strings.Contains(got, "\nattempt-1,,When did you fail?,When did you fail?,") {
		t.Error(got)
	}
	var read struct {
		Attempts []struct{ Story, Title, Question string }
	}
	must(t, json.Unmarshal(object.Bytes(), &read))
	if a := read.Attempts[0]; a.Story != "" || a.Title != "When did you fail?" || a.Question != a.Title {
		t.Errorf("%+v", a)
	}
}

func TestAStoreOfNothingHasNoQuestions(t *testing.T) {
	s := ok[*Store](t)(OpenReader(t.Context(), t.TempDir()))
	if questions := ok[map[string]map[string]StoryStats](t)(s.Questions(t.Context())); len(questions) != 0 {
		t.Error(questions)
	}
}
