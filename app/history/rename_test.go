package history

import (
	"errors"
	"reflect"
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

func TestAttemptsFollowTheirStoryToAnotherName(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	first, second := perform(t, s, attempt(1, "sales")), perform(t, s, attempt(2, "sales"))
	perform(t, s, attempt(3, "other"))
	must(t, s.Rate(ctx, first.ID, story.Task, 4))
	must(t, s.SetNote(ctx, second.ID, "apple"))
	must(t, s.RenameStory(ctx, "sales", "planning"))

	records := ok[[]Record](t)(s.Attempts(ctx, Filter{Story: "planning"}))
	if len(records) != 2 || records[0].Story != "planning" || records[0].Number != 2 || records[1].Ratings[story.Task] != 4 || records[1].Title != "Title of sales" {
		t.Errorf("the attempts of the new name: %+v", records)
	}
	if n := ok[int](t)(s.Count(ctx, Filter{Story: "sales"})); n != 0 {
		t.Errorf("%d attempts stayed behind", n)
	}
	if n := ok[int](t)(s.Count(ctx, Filter{Story: "planning", Text: "apple"})); n != 1 {
		t.Errorf("a search in the renamed story finds %d", n)
	}
	stories := ok[map[string]StoryStats](t)(s.Stories(ctx))
	if _, there := stories["sales"]; there || stories["planning"].Attempts != 2 || stories["planning"].Coverage != 75 || stories["other"].Attempts != 1 {
		t.Errorf("stories: %+v", stories)
	}
	renamedInTheRecord(t, s, first.ID)
}

// renamedInTheRecord looks at what is recorded of a renamed attempt, and
// whether all that is derived follows from that.
func renamedInTheRecord(t *testing.T, s *Store, id string) {
	t.Helper()
	ctx := t.Context()
	changes := ok[[]Change](t)(s.Changes(ctx, id))
	if last := changes[len(changes)-1]; last.Field != "story" || last.Value != "planning" {
		t.Errorf("the last change is %+v", last)
	}
	var slug string
	must(t, s.row(ctx, `SELECT story FROM starts WHERE id = ?`, []any{id}, &slug))
	if slug != "sales" {
		t.Errorf("the start was changed to %q", slug)
	}
	perform(t, s, attempt(4, "planning"))
	if r := ok[Record](t)(s.Attempt(ctx, "attempt-4")); r.Number != 3 {
		t.Errorf("the next attempt has number %d", r.Number)
	}
	before := dump(t, s)
	must(t, s.Rebuild(ctx))
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nderived anew:\n%s", before, after)
	}
	must(t, s.Check(ctx))
}

func TestARenameCanBeTakenBack(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	perform(t, s, attempt(1, "sales"))
	before := dump(t, s)
	must(t, s.RenameStory(ctx, "sales", "planning"))
	must(t, s.RenameStory(ctx, "planning", "planning"))
	must(t, s.RenameStory(ctx, "planning", "sales"))
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nafter:\n%s", before, after)
	}
	if n := len(ok[[]Change](t)(s.Changes(ctx, "attempt-1"))); n != 2 {
		t.Errorf("%d changes", n)
	}
}

func TestStoriesThatBecomeOneAreNumberedTogether(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	for n, slug := range []string{"old", "new", "old", "new"} {
		perform(t, s, attempt(n, slug))
	}
	must(t, s.Delete(ctx, "attempt-1"))
	must(t, s.RenameStory(ctx, "old", "new"))
	var numbers []int
	for _, r := range ok[[]Record](t)(s.Attempts(ctx, Filter{Story: "new", IncludeDeleted: true})) {
		numbers = append(numbers, r.Number)
	}
	if !reflect.DeepEqual(numbers, []int{4, 3, 2, 1}) {
		t.Errorf("numbers %v", numbers)
	}
	if n := ok[map[string]StoryStats](t)(s.Stories(ctx))["new"].Attempts; n != 3 {
		t.Errorf("the story counts %d attempts", n)
	}
	before := dump(t, s)
	must(t, s.Rebuild(ctx))
	if after := dump(t, s); after != before {
		t.Errorf("before:\n%s\nderived anew:\n%s", before, after)
	}
}

func TestARenameFollowsWhatItsBatchHasBegun(t *testing.T) {
	s := openNew(t)
	a := attempt(1, "sales")
	must(t, s.Batch(t.Context(), func(b *Batch) error {
		return errors.Join(b.Begin(a), b.Append(a.ID, whole(a)...), b.RenameStory("sales", "planning"))
	}))
	if r := ok[Record](t)(s.Attempt(t.Context(), a.ID)); r.Story != "planning" || r.Number != 1 {
		t.Errorf("%q, number %d", r.Story, r.Number)
	}
}

func TestWhatIsAboutToBeDroppedStaysBehindARename(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	must(t, s.Begin(ctx, attempt(1, "sales")))
	must(t, s.RenameStory(ctx, "sales", "planning"))
	must(t, s.Drop(ctx, "attempt-1"))
}

func TestAQuestionAloneIsNoStoryToRename(t *testing.T) {
	s := openNew(t)
	for _, names := range [][2]string{{"", "x"}, {"x", ""}} {
		if err := s.RenameStory(t.Context(), names[0], names[1]); !errors.Is(err, ErrInvalid) {
			t.Errorf("%q: %v", names, err)
		}
	}
}

// fromScript is an attempt from a script of so many words.
func fromScript(n, words int) rehearsal.Attempt {
	a := attempt(n, "sales")
	a.Prompt = rehearsal.PromptScript
	a.Words = rehearsal.WordCounts{}
	for _, name := range story.SectionNames()[:4] {
		a.Words[name] = words / 4
	}
	return a
}

func TestThePaceIsMeasuredByTheWordsOfTheScriptAsItWas(t *testing.T) {
	s := openNew(t)
	ctx := t.Context()
	for n, words := range []int{200, 220, 240} {
		perform(t, s, fromScript(n, words))
	}
	perform(t, s, attempt(3, "sales")) // from the points
	cut := fromScript(4, 400)
	must(t, s.Begin(ctx, cut))
	deleted := perform(t, s, fromScript(5, 400))
	must(t, s.Delete(ctx, deleted.ID))
	samples := ok[[]rehearsal.PaceSample](t)(s.PaceSamples(ctx))
	want := []rehearsal.PaceSample{{Words: 240, Spoken: 90 * time.Second}, {Words: 220, Spoken: 90 * time.Second}, {Words: 200, Spoken: 90 * time.Second}}
	if !reflect.DeepEqual(samples, want) {
		t.Errorf("samples %v, want %v", samples, want)
	}
	if pace, _ := rehearsal.MeasuredPace(samples); pace != 147 {
		t.Errorf("the pace is %d", pace)
	}
	if r := ok[Record](t)(s.Attempt(ctx, "attempt-1")); !reflect.DeepEqual(r.Words, fromScript(1, 220).Words) {
		t.Errorf("the words are %v", r.Words)
	}
}

func TestWordsThatCannotBeReadAreDamage(t *testing.T) {
	if _, err := decodeWords("{"); !errors.Is(err, ErrDamaged) || !strings.Contains(err.Error(), "words of a script") {
		t.Error(err)
	}
}

func TestAHistoryFromBeforeWordsWereKeptIsBroughtUpToDate(t *testing.T) {
	dir := t.TempDir()
	s, _ := open(t, dir, nil)
	perform(t, s, attempt(1, "sales"))
	for _, statement := range []string{
		`DROP TABLE journal`, `DROP TABLE unsent`, `DROP TABLE journals`, `DROP INDEX attempts_said`, `DROP INDEX starts_words`, `ALTER TABLE starts DROP COLUMN words`, `PRAGMA user_version = 1`,
	} {
		must(t, direct(t, s, statement))
	}
	must(t, s.Close())
	s, _ = open(t, dir, nil)
	if r := ok[Record](t)(s.Attempt(t.Context(), "attempt-1")); r.Words != nil || r.Spoken != 90*time.Second {
		t.Errorf("%+v", r)
	}
	must(t, s.RenameStory(t.Context(), "sales", "planning"))
	must(t, s.Check(t.Context()))
}

func TestARecorderRenamesInItsTurn(t *testing.T) {
	s := openNew(t)
	r := NewRecorder(s, func(err error) { t.Error(err) })
	a := attempt(1, "sales")
	r.Begin(a)
	r.Append(a.ID, whole(a)...)
	r.RenameStory("sales", "planning")
	must(t, r.Close(t.Context()))
	if got := ok[Record](t)(s.Attempt(t.Context(), a.ID)); got.Story != "planning" {
		t.Errorf("the story is %q", got.Story)
	}
}
