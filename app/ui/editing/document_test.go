package editing

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/story"
)

func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

func sales() story.Story {
	return story.Story{
		Slug: "sales", Path: "sales.toml", Title: "Sales", Tags: []string{"conflict", "data"}, Answers: []string{"why"},
		Limit: 2 * time.Minute, Polished: []string{"A line."}, Followups: []string{"And then?"}, Notes: "A note.",
		Dismissed: []string{"task-own"}, MarkedDraft: true,
		Situation: story.Section{Target: 24 * time.Second, Points: []string{"One", "Two\nin two lines"}, Script: "We were few.\n\nThen more."},
		Action:    story.Section{Script: "I asked."},
	}
}

// typed makes a change as the screen tells it: at the end of a field.
func (d *Document) typed(after time.Duration, f Field, text string) {
	n := len(d.Text(f))
	d.Type(noon().Add(after), Change{Field: f, At: n, Inserted: text, Before: n, After: n + len(text)})
}

// put gives a field another text.
func (d *Document) put(f Field, text string) { d.Set(map[Field]string{f: text}) }

func want[T any](t *testing.T, what string, got, want T) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestAStoryIsTheSameAfterItHasBeenMadeTextsOf(t *testing.T) {
	var back story.Story
	s := sales()
	for _, f := range Fields() {
		if wrong := read(&back, f, textOf(&s, f)); wrong != "" {
			t.Errorf("%s: %s", f, wrong)
		}
	}
	back.Slug, back.Path = s.Slug, s.Path
	want(t, "story", back, s)
}

func TestEachFieldSaysWhatItsTextSays(t *testing.T) {
	d := New(story.Story{})
	for f, text := range map[Field]string{
		Title: " A title ", Tags: "one, two,, three ", Answers: "why\n\nhow\n", Limit: "1:30", Draft: "true",
		Polished: "First.\n  \n Second.", Followups: "What?", Notes: "\nA note.\n", Dismissed: "a\nb",
		Points(story.Task): "one\u2028more\n\ntwo", Script(story.Result): " Half.\n", Target(story.Lessons): "12",
	} {
		d.put(f, text)
	}
	want(t, "story", d.Story(), story.Story{
		Title: "A title", Tags: []string{"one", "two", "three"}, Answers: []string{"why", "how"}, Limit: 90 * time.Second, MarkedDraft: true,
		Polished: []string{"First.", "Second."}, Followups: []string{"What?"}, Notes: "A note.", Dismissed: []string{"a", "b"},
		Task: story.Section{Points: []string{"one\nmore", "two"}}, Result: story.Section{Script: "Half."}, Lessons: story.Section{Target: 12 * time.Second},
	})
	want(t, "names", []string{Points(story.Action).Name(), Title.Name(), Answers.Name(), Dismissed.Name(), Draft.Name(), Polished.Name(), Followups.Name()},
		[]string{"Points of Action", "Title", "Questions", "Observations put aside", "Draft mark", "Polished lines", "Follow-ups"})
	want(t, "section", Target(story.Task).Section(), story.Task)
}

func TestWhatSaysNothingYetIsKeptAsItWasTyped(t *testing.T) {
	for _, c := range []struct {
		field      Field
		text, says string
	}{
		{Title, "  ", "title"},
		{Limit, "soon", "no time"},
		{Limit, "2s", "too short"},
		{Limit, "61m", "too long"},
		{Target(story.Action), "2x", "no time"},
		{Target(story.Action), "61m", "too long"},
	} {
		d := New(sales())
		before := textOf(&d.now, c.field)
		d.put(c.field, c.text)
		want(t, "text", d.Text(c.field), c.text)
		if fault := d.Faults(0)[c.field]; !strings.Contains(fault, c.says) {
			t.Errorf("%s %q: the fault is %q", c.field, c.text, fault)
		}
		if c.field != Title {
			want(t, "value", textOf(&d.now, c.field), before)
		}
		want(t, "unsaved", d.Unsaved(), []Field{c.field})
		s, ok := d.Saveable(0)
		want(t, "saveable", ok, true)
		want(t, "what is saved", s, sales())
		d.put(c.field, before)
		want(t, "faults once it is put right", len(d.Faults(0)), 0)
	}
}

func TestTargetsAboveTheLimitAreSaidWhereTheyAre(t *testing.T) {
	d := New(sales())
	d.put(Target(story.Action), "100s")
	fault := d.Faults(0)[Target(story.Action)]
	for _, words := range []string{"2m4s", "4s more", "limit of 2m"} {
		if !strings.Contains(fault, words) {
			t.Errorf("the fault %q does not say %q", fault, words)
		}
	}
	d.put(Script(story.Action), "I asked twice.")
	s, ok := d.Saveable(0)
	want(t, "what can be saved", []any{ok, s.Action.Target, s.Action.Script}, []any{true, time.Duration(0), "I asked twice."})
	want(t, "unsaved", d.Unsaved(), []Field{Target(story.Action), Script(story.Action)})

	d = New(sales())
	d.put(Target(story.Situation), "2m")
	if fault := d.Faults(0)[Target(story.Action)]; !strings.Contains(fault, "nothing is left") {
		t.Errorf("the fault is %q", fault)
	}
	d.put(Limit, "")
	if d.Faults(3 * time.Minute)[Target(story.Action)] != "" {
		t.Error("the limit of the settings does not hold for a story without one")
	}
	want(t, "faults under the default limit", len(d.Faults(0)), 1)
}

func TestWhatWasWrongWithAFileAlreadyKeepsNothingFromBeingSaved(t *testing.T) {
	d := New(story.Story{Path: "t.toml", Situation: story.Section{Target: 3 * time.Minute, Points: []string{"x"}}, Task: story.Section{Points: []string{"x"}}})
	d.put(Notes, "more")
	s, ok := d.Saveable(0)
	want(t, "what can be saved", []any{ok, s.Notes, s.Title}, []any{true, "more", ""})
}

func TestWhatFitsNoLimitCannotBeSaved(t *testing.T) {
	d := New(story.Story{Title: "T", Situation: story.Section{Target: 2 * time.Minute, Points: []string{"x"}}})
	d.put(Points(story.Task), "nothing is left for it")
	_, ok := d.Saveable(0)
	want(t, "a section without time can be saved", ok, false)
	_, ok = New(story.Story{}).Saveable(0)
	want(t, "a new story without a title can be saved", ok, false)
}

func TestAStoryWhoseFileIsGoneIsAllToBeSaved(t *testing.T) {
	d := New(sales())
	want(t, "differs", d.Differs(sales()), false)
	d.Lose()
	want(t, "differs once it is gone", d.Differs(sales()), true)
	want(t, "unsaved", len(d.Unsaved()) > 5, true)
}

func TestTypingWithoutAPauseIsTakenBackAtOnce(t *testing.T) {
	d := New(story.Story{})
	d.typed(0, Title, "o")
	d.typed(400*time.Millisecond, Title, "n")
	d.typed(800*time.Millisecond, Title, "e")
	d.typed(2*time.Second, Title, " two")
	d.typed(2100*time.Millisecond, Notes, "n")
	d.typed(2200*time.Millisecond, Title, "!")
	var texts []string
	for d.CanUndo() {
		d.Undo()
		texts = append(texts, d.Text(Title)+"/"+d.Text(Notes))
	}
	want(t, "texts", texts, []string{"one two/n", "one two/", "one/", "/"})
	want(t, "nothing to take back", len(d.Undo()), 0)
	d.Redo()
	want(t, "done again", d.Text(Title), "one")
	d.typed(10*time.Second, Title, "x")
	want(t, "can be done again after something new", d.CanRedo(), false)
	want(t, "nothing to do again", len(d.Redo()), 0)
}

func TestAStepEndsWhereTheCaretGoesElsewhere(t *testing.T) {
	d := New(story.Story{})
	d.typed(0, Notes, "one")
	d.Type(noon(), Change{Field: Notes, At: 0, Inserted: "x", Before: 0, After: 1})
	d.Undo()
	want(t, "notes", d.Text(Notes), "one")
	d.typed(0, Notes, " two")
	d.Rest()
	d.typed(0, Notes, " three")
	d.Undo()
	want(t, "notes", d.Text(Notes), "one two")
	d.typed(0, Notes, "a paste of more than one line\nis a step of its own")
	d.typed(0, Notes, "!")
	d.Undo()
	d.Undo()
	want(t, "notes", d.Text(Notes), "one two")
}

func TestTakingAllBackGivesTheOriginalAndDoingAllAgainTheLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := New(sales())
		original := maps.Clone(d.texts)
		now, version := noon(), 0
		for range rapid.IntRange(0, 40).Draw(t, "steps") {
			now = now.Add(time.Duration(rapid.IntRange(0, 1500).Draw(t, "pause")) * time.Millisecond)
			d.anything(t, now)
			if d.Version() < version {
				t.Fatal("the version went back")
			}
			version = d.Version()
		}
		for d.CanRedo() { // to the last state of all
			d.Redo()
		}
		last := maps.Clone(d.texts)
		var shown []Change
		for d.CanUndo() {
			shown = append(shown, d.Undo()...)
		}
		same(t, "with all taken back", d.texts, original)
		same(t, "by what is told", replayed(t, last, shown), original)
		for d.CanRedo() {
			d.Redo()
		}
		same(t, "with all done again", d.texts, last)
	})
}

func same(t *rapid.T, what string, got, want map[Field]string) {
	if !maps.Equal(got, want) {
		t.Fatalf("%s the texts are %q, not %q", what, got, want)
	}
}

// anything does something to a document.
func (d *Document) anything(t *rapid.T, now time.Time) {
	some := rapid.StringOfN(rapid.SampledFrom([]rune("ab1 \n,é\u2028")), 0, 50, -1)
	field := rapid.SampledFrom(Fields())
	switch rapid.IntRange(0, 9).Draw(t, "what") {
	case 0:
		d.Undo()
	case 1:
		d.Redo()
	case 2:
		d.Set(map[Field]string{field.Draw(t, "field"): some.Draw(t, "text"), field.Draw(t, "other"): some.Draw(t, "its text")})
	case 3:
		d.Follow(story.Story{Title: some.Draw(t, "title") + "x", Notes: some.Draw(t, "notes")})
	default:
		f := field.Draw(t, "field")
		text := d.Text(f)
		from := rapid.IntRange(0, len(text)).Draw(t, "from")
		to := rapid.IntRange(from, len(text)).Draw(t, "to")
		for !boundary(text, from) {
			from--
		}
		for !boundary(text, to) {
			to++
		}
		insert := some.Draw(t, "insert")
		d.Type(now, Change{Field: f, At: from, Removed: text[from:to], Inserted: insert, Before: to, After: from + len(insert)})
	}
}

// replayed makes of texts what a screen does that is told changes.
func replayed(t *rapid.T, texts map[Field]string, changes []Change) map[Field]string {
	texts = maps.Clone(texts)
	for _, c := range changes {
		text := texts[c.Field]
		if text[c.At:c.At+len(c.Removed)] != c.Removed {
			t.Fatalf("%q is not at %d of %q", c.Removed, c.At, text)
		}
		texts[c.Field] = text[:c.At] + c.Inserted + text[c.At+len(c.Removed):]
	}
	return texts
}

func TestTheStoryIsAlwaysWhatTheTextsSay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := New(sales())
		some := rapid.StringOfN(rapid.SampledFrom([]rune("ab1s \n,")), 0, 20, -1)
		for range rapid.IntRange(0, 20).Draw(t, "steps") {
			d.Set(map[Field]string{rapid.SampledFrom(Fields()).Draw(t, "field"): some.Draw(t, "text")})
			if rapid.Bool().Draw(t, "undo") {
				d.Undo()
			}
		}
		s := sales()
		for _, f := range Fields() {
			if d.wrong[f] != "" {
				continue
			}
			read(&s, f, d.Text(f))
			if a, b := textOf(&s, f), textOf(&d.now, f); a != b {
				t.Fatalf("%s says %q, and the story %q", f, a, b)
			}
		}
		if d.Dirty() != !slices.Equal(d.Unsaved(), nil) {
			t.Fatal("dirty without a field that is unsaved")
		}
	})
}

func TestBlanksThatNoFileKeepsAreNothingToSave(t *testing.T) {
	d := New(sales())
	d.put(Script(story.Action), "I asked.\n ")
	d.put(Tags, "conflict,data")
	want(t, "unsaved", len(d.Unsaved()), 0)
	d.put(Script(story.Action), "I asked. Twice.")
	want(t, "unsaved", d.Unsaved(), []Field{Script(story.Action)})
	s, _ := d.Saveable(0)
	d.Saved(s)
	want(t, "unsaved after saving", d.Dirty(), false)
	want(t, "what the file has", d.Stored().Action.Script, "I asked. Twice.")
}

func TestWhatIsTypedWhileItIsSavedIsUnsaved(t *testing.T) {
	d := New(sales())
	d.put(Notes, "one")
	s, _ := d.Saveable(0)
	d.put(Notes, "one two")
	d.Saved(s)
	want(t, "unsaved", d.Unsaved(), []Field{Notes})
}
