package health

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// poor is a story with one of each kind of observation.
func poor() story.Story {
	s := sound()
	s.Polished = []string{"We had " + strings.Repeat("many ", 34) + "words."}
	s.Situation.Points = []string{"The SLA was basically missed", strings.TrimSpace(strings.Repeat("word ", 20))}
	s.Task.Points = []string{"The team had to ship by March"}
	s.Action = story.Section{Script: "We asked them. We moved it. I left."}
	s.Result.Points = []string{"Everyone was happier"}
	return s
}

func TestEachKindIsObserved(t *testing.T) {
	var kinds []Kind
	for _, o := range Look(poor(), planned(24*1e9), 150) {
		if o.ID != string(o.Kind) && !strings.HasPrefix(o.ID, string(o.Kind)+"/") {
			t.Errorf("%s is the id of a %s", o.ID, o.Kind)
		}
		kinds = append(kinds, o.Kind)
	}
	want := Kinds()
	slices.Sort(kinds)
	slices.Sort(want)
	if !slices.Equal(kinds, want) {
		t.Errorf("got %q, want %q", kinds, want)
	}
}

func TestObservationsComeInTheOrderOfTheStory(t *testing.T) {
	var keys []string
	for _, o := range Look(poor(), planned(24*1e9), 150) {
		keys = append(keys, o.Key)
	}
	want := []string{
		"situation.points[1]", "situation.points[1]", "situation.points[2]", "task.points[1]",
		"action.script", "action.script", "result.points[1]", "polished[1]",
	}
	if !slices.Equal(keys, want) {
		t.Errorf("got %q, want %q", keys, want)
	}
	s := poor()
	s.Result.Script = "Everyone was happier still."
	found := Look(s, rehearsal.Plan{}, 150)
	if i := slices.IndexFunc(found, func(o Observation) bool { return o.Kind == NoNumber }); found[i].Key != "result.script" {
		t.Errorf("where there is a script, it is what to mend: %s", found[i].Key)
	}
}

func TestWhatIsDismissedStaysAway(t *testing.T) {
	s := poor()
	all := ids(s)
	for i, id := range all {
		s.Dismissed = []string{"long-sentence/task/that-is-gone", id}
		if want := slices.Delete(slices.Clone(all), i, i+1); !slices.Equal(ids(s), want) {
			t.Errorf("without %s there are %q", id, ids(s))
		}
		for _, o := range All(s, rehearsal.Plan{}, 150) {
			if o.Dismissed != (o.ID == id) {
				t.Errorf("of %s and %s one is dismissed", o.ID, id)
			}
		}
	}
}

func TestADismissalOutlastsChangesElsewhere(t *testing.T) {
	s := poor()
	s.Dismissed = ids(s)
	s.Title, s.Notes = "Another title", "And a note."
	s.Polished = append([]string{"A new first line."}, s.Polished...)
	s.Polished[1] = strings.Replace(s.Polished[1], "words.", "more words.", 1)
	s.Situation.Points = append([]string{"A new first bullet"}, s.Situation.Points...)
	s.Action.Script = "I came back. " + s.Action.Script + " We left."
	s.Result.Points = append(s.Result.Points, "The director thanked us")
	wantIDs(t, s)
	s.Situation.Points[2] = "Another bullet of the same length " + s.Situation.Points[2]
	wantIDs(t, s, "long-bullet/situation/another-bullet-of-the-same-length")
}

func TestAnIDIsShortEnoughToBeWritten(t *testing.T) {
	endless := strings.Repeat("ä", 500)
	found := Look(with("situation", endless+" "+strings.Repeat(endless+" ", 20)), rehearsal.Plan{}, 150)
	if len(found) != 1 || len(found[0].ID) > 100 || !utf8.ValidString(found[0].ID) || utf8.RuneCountInString(found[0].Excerpt) > 61 {
		t.Error(found)
	}
}

// storyOf draws a story out of words that rules look at, and of any text.
func storyOf(t *rapid.T) story.Story {
	words := strings.Fields(`the team I we us US our my asked to responsible basically, kind of actually you know SLA (SLA) KPIs
		service level agreement nine 80% Dr. e.g. 9.5 one quarter of twenty-one AB-12 THIS LOUD – … Take Keep die und nicht les nous
		el los je nie, что 问了。 don’t “Why?” ... 1. - * • I. No. 5 We're`)
	text := rapid.Custom(func(t *rapid.T) string {
		if rapid.IntRange(0, 9).Draw(t, "any") == 0 {
			return rapid.String().Draw(t, "text")
		}
		var b strings.Builder
		for _, w := range rapid.SliceOfN(rapid.SampledFrom(words), 0, 60).Draw(t, "words") {
			b.WriteString(w)
			b.WriteString(rapid.SampledFrom([]string{" ", " ", " ", ". ", "\n", "\n\n", ", ", ""}).Draw(t, "gap"))
		}
		return b.String()
	})
	section := func() story.Section {
		return story.Section{
			Points: rapid.SliceOfN(text, 0, 3).Draw(t, "points"),
			Script: text.Draw(t, "script"),
		}
	}
	return story.Story{
		Title: "Drawn", Polished: rapid.SliceOfN(text, 0, 2).Draw(t, "polished"), MarkedDraft: rapid.Bool().Draw(t, "draft"),
		Situation: section(), Task: section(), Action: section(), Result: section(), Lessons: section(),
	}
}

// checkLook fails unless what is observed in a story can be shown, found and
// dismissed.
func checkLook(t interface {
	Helper()
	Fatalf(string, ...any)
}, s story.Story, plan rehearsal.Plan, pace int,
) {
	t.Helper()
	found := Look(s, plan, pace)
	if again := Look(s, plan, pace); !reflect.DeepEqual(found, again) {
		t.Fatalf("looked at twice: %+v and %+v", found, again)
	}
	seen := map[string]bool{}
	for _, o := range found {
		text, ok := textAt(s, o.Key)
		switch {
		case !ok:
			t.Fatalf("there is no %s: %+v", o.Key, o)
		case o.Section == "" != strings.HasPrefix(o.Key, "polished["), o.Section != "" && !strings.HasPrefix(o.Key, string(o.Section)+"."):
			t.Fatalf("%s is not in %q", o.Key, o.Section)
		case o.Offset < 0, o.Length < 0, o.Offset+o.Length > len(text), o.Length == 0 && o.Offset > 0:
			t.Fatalf("%d bytes at %d of the %d of %s", o.Length, o.Offset, len(text), o.Key)
		case o.Text == "", o.Mend == "", o.Dismissed, !slices.Contains(Kinds(), o.Kind):
			t.Fatalf("not told: %+v", o)
		case seen[o.ID], !strings.HasPrefix(o.ID, string(o.Kind)), strings.ContainsAny(o.ID, " \t\n\"\\"):
			t.Fatalf("no good id: %q", o.ID)
		case utf8.ValidString(text) && !utf8.ValidString(o.ID+o.Text+o.Mend+o.Excerpt):
			t.Fatalf("no text: %q %q", o.ID, o.Text+o.Mend+o.Excerpt)
		}
		seen[o.ID] = true
	}
	s.Dismissed = nil
	for id := range seen {
		s.Dismissed = append(s.Dismissed, id)
	}
	if left := Look(s, plan, pace); len(left) > 0 {
		t.Fatalf("dismissed, and there again: %+v", left)
	}
	if all := All(s, plan, pace); len(all) != len(found) {
		t.Fatalf("%d of %d can be taken back", len(all), len(found))
	}
}

func TestWhateverIsWrittenCanBeLookedAt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := storyOf(t)
		plan, err := rehearsal.NewPlan(s, rehearsal.PlanOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if rapid.Bool().Draw(t, "no plan") {
			plan = rehearsal.Plan{}
		}
		checkLook(t, s, plan, rapid.IntRange(-1, 300).Draw(t, "pace"))
	})
}

func TestDismissingOneDismissesNoOther(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := storyOf(t)
		all := ids(s)
		if len(all) == 0 {
			return
		}
		i := rapid.IntRange(0, len(all)-1).Draw(t, "which")
		s.Dismissed = []string{all[i]}
		if want := slices.Delete(slices.Clone(all), i, i+1); !slices.Equal(ids(s), want) {
			t.Fatalf("without %s: %q, want %q", all[i], ids(s), want)
		}
	})
}
