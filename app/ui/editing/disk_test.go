package editing

import (
	"testing"
	"time"

	"starling/app/story"
)

func TestWhatWasChangedElsewhereIsFollowedWhereNothingWasTyped(t *testing.T) {
	d := New(sales())
	d.put(Script(story.Action), "I asked.\n") // blanks: nothing was typed
	disk := sales()
	disk.Title, disk.Action.Script = "Sales, again", "I asked them."
	changes := d.Follow(disk)
	want(t, "title", d.Text(Title), "Sales, again")
	want(t, "script", d.Text(Script(story.Action)), "I asked them.")
	want(t, "unsaved", d.Dirty(), false)
	want(t, "the smallest change", changes[0], Change{Field: Title, At: 5, Inserted: ", again", Before: 5, After: 12})
	want(t, "followed again", len(d.Follow(disk)), 0)
	d.Undo()
	want(t, "title taken back", d.Text(Title), "Sales")
	want(t, "and unsaved then", d.Unsaved(), []Field{Title, Script(story.Action)})
}

func TestTheSmallestChangeCutsNoLetterApart(t *testing.T) {
	c := difference(Title, "né", "nè")
	want(t, "change", c, Change{Field: Title, At: 1, Removed: "é", Inserted: "è", Before: 3, After: 3})
}

func TestMineAndTheFilesAreComparedFieldByField(t *testing.T) {
	d := New(sales())
	d.put(Notes, "mine")
	d.put(Limit, "soon")
	disk := sales()
	disk.Title, disk.Notes = "Theirs", "theirs"
	want(t, "differences", d.Against(disk), []Difference{
		{Field: Title, Mine: "Sales", Theirs: "Theirs", TheirsChanged: true},
		{Field: Limit, Mine: "soon", Theirs: "2m", MineChanged: true},
		{Field: Notes, Mine: "mine", Theirs: "theirs", MineChanged: true, TheirsChanged: true},
	})
	changes := d.Settle(disk, []Field{Title, Limit})
	want(t, "changes", len(changes), 2)
	want(t, "texts", []string{d.Text(Title), d.Text(Limit), d.Text(Notes)}, []string{"Theirs", "2m", "mine"})
	want(t, "unsaved", d.Unsaved(), []Field{Notes})
	d.Undo()
	want(t, "taken back", d.Text(Title), "Sales")
}

func TestAPlaceInTheStoryIsFoundInItsTexts(t *testing.T) {
	d := New(sales())
	d.put(Points(story.Situation), "\nOne\n\n  Two\u2028in two lines \n")
	d.put(Script(story.Action), "\n\n I asked. Twice.")
	for _, c := range []struct {
		key            string
		offset, length int
		field          Field
		text           string
	}{
		{"title", 0, 0, Title, "Sales"},
		{"situation.points[1]", 0, 0, Points(story.Situation), "One"},
		{"situation.points[2]", 0, 0, Points(story.Situation), "Two\u2028in two lines"},
		{"situation.points[2]", 4, 2, Points(story.Situation), "in"},
		{"situation.points[2]", 2, 4, Points(story.Situation), "o\u2028in"},
		{"situation.points[3]", 0, 0, Points(story.Situation), ""},
		{"action.script", 9, 6, Script(story.Action), "Twice."},
		{"action.script", 9, 600, Script(story.Action), "Twice."},
		{"polished[1]", 2, 4, Polished, "line"},
		{"task", 0, 0, Script(story.Task), ""},
		{"nothing", 0, 0, Title, ""},
	} {
		f, from, to := d.Place(c.key, c.offset, c.length)
		if f != c.field || d.Text(f)[from:to] != c.text {
			t.Errorf("%s %d+%d is %q of %s, want %q of %s", c.key, c.offset, c.length, d.Text(f)[from:to], f, c.text, c.field)
		}
	}
}

func TestACopyHoldsWhatIsNotSaved(t *testing.T) {
	d := New(sales())
	if _, ok := d.Copy("b", noon()); ok {
		t.Error("there is a copy of nothing")
	}
	d.put(Notes, "one\u2028 \"two\"")
	d.put(Title, " ")
	c, ok := d.Copy("b", noon())
	back, err := DecodeCopy(c.Encode())
	if err != nil || !ok {
		t.Fatalf("%v, %v", ok, err)
	}
	want(t, "copy", back, Copy{Path: "sales.toml", Title: "Sales", Base: "b", At: noon(), Texts: map[Field]string{Notes: "one\u2028 \"two\"", Title: " "}})
	want(t, "adds to the story", back.Adds(sales()), true)
	s := sales()
	s.Notes = "one\u2028 \"two\""
	delete(back.Texts, Title)
	want(t, "adds to the story that has it", back.Adds(s), false)
	for _, text := range []string{"{", `{"texts":{"later":"x"}}`, `{"at":"` + time.Kitchen + `"}`} {
		if _, err := DecodeCopy([]byte(text)); err == nil {
			t.Errorf("%s is read as a copy", text)
		}
	}
}
