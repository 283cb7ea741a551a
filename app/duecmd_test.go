package app

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
)

// rated puts an attempt into history, as answer does, and rates it: every
// section 3, but the result.
func rated(t *testing.T, dataDir, slug string, at time.Time, result int) {
	t.Helper()
	answer(t, dataDir, slug, at)
	store, _, err := history.Open(t.Context(), dataDir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}()
	id := "01900000-0000-7000-8000-" + at.UTC().Format("060102150405")
	for n, rating := range map[story.SectionName]int{story.Situation: 3, story.Task: 3, story.Action: 3, story.Result: result} {
		if err := store.Rate(t.Context(), id, n, rating); err != nil {
			t.Fatal(err)
		}
	}
}

// graded gives the attempt of that moment a grade.
func graded(t *testing.T, dataDir string, at time.Time, grade string) {
	t.Helper()
	store, _, err := history.Open(t.Context(), dataDir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	id := "01900000-0000-7000-8000-" + at.UTC().Format("060102150405")
	if err := errors.Join(store.Grade(t.Context(), id, grade), store.Close()); err != nil {
		t.Fatal(err)
	}
}

// tagged is the whole story with another title and tags.
func tagged(title, tags string) string {
	return strings.Replace(whole, `title = "A story"`, `title = "`+title+"\"\ntags = ["+tags+"]", 1)
}

func dueText(t *testing.T, s Setup, o DueOptions) string {
	t.Helper()
	text, err := output(t, func(w *bytes.Buffer) error { return Due(t.Context(), s, o, w) })
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestDueTellsWhatToPractiseAndWhy(t *testing.T) {
	s := ownFolders(t)
	zone := time.FixedZone("", 3600)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, zone)
	for slug, text := range map[string]string{
		"sales": tagged("One source of truth", `"conflict"`), "call": tagged("The ninth call", `"customer"`),
		"hall": tagged("The hall we lost", ""), "draft": "draft = true\n" + tagged("A draft", `"conflict"`), "broken": "title =",
	} {
		put(t, filepath.Join(s.Paths.Stories, slug+".toml"), text)
	}
	rated(t, s.Paths.Data, "sales", now.AddDate(0, 0, -4), 1)
	rated(t, s.Paths.Data, "call", now.AddDate(0, 0, -1), 4)
	rated(t, s.Paths.Data, "no-longer-there", now.AddDate(0, 0, -9), 1)
	answer(t, s.Paths.Data, "hall", now.AddDate(0, 0, -2)) // and not rated

	want := `Due today: 2 stories of 3
3 days ago     One source of truth (sales)
               Result was rated 1 on 19 Nov.
no grade yet   The hall we lost (hall)
               Said before, and never with a grade.
Begin with: starling rehearse sales
Next: The ninth call, in 2 days
Left out: 1 draft, 1 error. Told by: starling check
`
	if diff := cmp.Diff(want, dueText(t, s, DueOptions{Now: now})); diff != "" {
		t.Error(diff)
	}

	s.Settings.Practice.Interviews = []settings.Interview{
		{Name: "Acme", Date: "2026-11-25", Tags: []string{"Conflict", "Customer"}},
		{Name: "Globex", Date: "2026-12-20", Tags: []string{"luck"}},
		{Name: "Initech", Date: "2026-11-22"},
		{Name: "Hooli", Date: "2027-01-05"},
	}
	want = `Due today: 3 stories of 3
Acme is in 2 days, on 25 Nov. It asks for Conflict, Customer: 3 stories.
Globex is in 27 days, on 20 Dec. It asks for luck: no story has any of these tags yet.
Hooli is in 43 days, on 5 Jan 2027.
3 days ago     One source of truth (sales)
               Result was rated 1 on 19 Nov.
today          The ninth call (call)
               Last said yesterday, on 22 Nov. Acme is in 2 days, on 25 Nov.
no grade yet   The hall we lost (hall)
               Said before, and never with a grade.
Begin with: starling rehearse sales
Left out: 1 draft, 1 error. Told by: starling check
`
	if diff := cmp.Diff(want, dueText(t, s, DueOptions{Now: now})); diff != "" {
		t.Error(diff)
	}
}

func TestTheDayThatIsDueEndsAtFourInTheMorning(t *testing.T) {
	s := ownFolders(t)
	put(t, filepath.Join(s.Paths.Stories, "sales.toml"), tagged("One source of truth", ""))
	zone := time.FixedZone("", -8*3600)
	rated(t, s.Paths.Data, "sales", time.Date(2026, 11, 21, 1, 0, 0, 0, zone), 1) // the night of the 20th
	for hour, want := range map[int]string{3: "Nothing is due today.\nNext: One source of truth, tomorrow\n", 4: "Due today: 1 story of 1\n"} {
		if text := dueText(t, s, DueOptions{Now: time.Date(2026, 11, 21, hour, 0, 0, 0, zone)}); !strings.HasPrefix(text, want) {
			t.Errorf("at %d: %s", hour, text)
		}
	}
}

func TestDueForAProgram(t *testing.T) {
	s := ownFolders(t)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	put(t, filepath.Join(s.Paths.Stories, "sales.toml"), tagged("Sales & <truth>", ""))
	put(t, filepath.Join(s.Paths.Stories, "hall.toml"), tagged("The hall we lost", ""))
	put(t, filepath.Join(s.Paths.Stories, "later.toml"), tagged("Later", ""))
	rated(t, s.Paths.Data, "sales", now.AddDate(0, 0, -4), 1)
	rated(t, s.Paths.Data, "later", now, 4)
	text := dueText(t, s, DueOptions{JSON: true, Now: now})
	if !strings.Contains(text, "Sales & <truth>") {
		t.Error(text)
	}
	var got any
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		t.Fatal(err)
	}
	item := func(slug, title string, due any, overdue int, recall float64, why string) any {
		return map[string]any{
			"story": slug, "title": title, "due": due, "overdue_days": float64(overdue), "recall": recall, "interview": "", "why": why,
		}
	}
	want := map[string]any{
		"version": 1.0, "today": "2026-11-23",
		"due": []any{
			item("sales", "Sales & <truth>", "2026-11-20", 3, 0.633, "Result was rated 1 on 19 Nov."),
			item("hall", "The hall we lost", nil, 0, 0, "Never said."),
		},
		"later": []any{item("later", "Later", "2026-11-26", 0, 1, "Said well today.")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	// Nothing is an empty list.
	empty := setup(t, Flags{Stories: t.TempDir()})
	if text := dueText(t, empty, DueOptions{JSON: true, Now: now}); text != `{"version":1,"today":"2026-11-23","due":[],"later":[]}`+"\n" {
		t.Error(text)
	}
}

func TestDueWithoutAnythingSaysHowToBegin(t *testing.T) {
	s := ownFolders(t)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	wantError(t, Due(t.Context(), s, DueOptions{Now: now}, &bytes.Buffer{}), "there is no folder of stories at "+s.Paths.Stories, "starling new TITLE")
	put(t, filepath.Join(s.Paths.Stories, "questions.toml"), "")
	if text := dueText(t, s, DueOptions{Now: now}); text != "There is no story to practise yet. Write one with: starling new TITLE\n" {
		t.Error(text)
	}
	if got := names(t, s.Paths.Data); got != nil {
		t.Errorf("reading made %v", got)
	}
}

func TestWhatKeepsDueFromBeingKnownIsToldAsAnError(t *testing.T) {
	s := ownFolders(t)
	o := DueOptions{Now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)}
	put(t, filepath.Join(s.Paths.Stories, "a.toml"), whole)
	wantError(t, Due(t.Context(), s, o, full{}), "the disk is full")
	o.JSON = true
	wantError(t, Due(t.Context(), s, o, full{}), "the disk is full")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Due(ctx, s, o, &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	wrong := s
	wrong.Settings.Practice.Interviews = []settings.Interview{{Name: "Acme", Date: "soon"}}
	wantError(t, Due(t.Context(), wrong, o, &bytes.Buffer{}), "the interview Acme in the settings", `"soon" is no date`)
	put(t, filepath.Join(s.Paths.Data, "history.db"), "this is no database, however one looks at it")
	if err := Due(t.Context(), s, o, &bytes.Buffer{}); err == nil {
		t.Error("no error for a broken database")
	}
}

func TestASectionPractisedByItselfIsNoAnswer(t *testing.T) {
	r := history.Record{}
	r.Plan.Sections = []rehearsal.PlannedSection{{Name: story.Result, Target: time.Minute}}
	if a := practised(r); a.Part != story.Result {
		t.Errorf("%+v", a)
	}
	r.Plan.Sections = append(r.Plan.Sections, rehearsal.PlannedSection{Name: story.Lessons})
	if a := practised(r); a.Part != "" {
		t.Errorf("%+v", a)
	}
}

// The settings spell out numbers that practice has too.
func TestTheSettingsAskForWhatPracticeCanDo(t *testing.T) {
	d := settings.Defaults()
	if float64(d.Practice.Retention)/100 != practice.DefaultRetention || float64(settings.MaxRetention)/100 != practice.NearRetention {
		t.Error("the retentions differ")
	}
	if d.Practice.Notify {
		t.Error("a notification that nobody asked for")
	}
}

func TestTheGradeThatThePersonGaveDecidesWhatIsDue(t *testing.T) {
	s := ownFolders(t)
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	put(t, filepath.Join(s.Paths.Stories, "sales.toml"), tagged("One source of truth", ""))
	rated(t, s.Paths.Data, "sales", now.AddDate(0, 0, -1), 4)
	for _, c := range []struct{ grade, want string }{
		{"", "Nothing is due today."},
		{"again", "Due today: 1 story of 1"},
		{"", "Nothing is due today."},
		{"none", "Due today: 1 story of 1"},
	} {
		graded(t, s.Paths.Data, now.AddDate(0, 0, -1), c.grade)
		if text := dueText(t, s, DueOptions{Now: now}); !strings.Contains(text, c.want) {
			t.Errorf("graded %q: %s", c.grade, text)
		}
	}
}
