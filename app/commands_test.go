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

	"starling/app/rehearsal"
	"starling/app/story"
)

const whole = `title = "A story"
[situation]
points = ["a"]
[task]
points = ["b"]
[action]
points = ["c"]
[result]
points = ["d"]
`

func TestCheckTellsErrorsThenNotesByFile(t *testing.T) {
	s := ownFolders(t)
	dir := t.TempDir()
	t.Chdir(dir)
	put(t, "b.toml", strings.Replace(whole, "[action]", "[acton]", 1))
	put(t, "a.toml", "answers = [\"who\"]\n"+strings.Replace(whole, "[result]\npoints = [\"d\"]\n", "", 1))
	put(t, "c.toml", whole)
	put(t, "d.toml", strings.Replace(whole, "points = [\"c\"]", "script = \""+strings.Repeat("word ", 400)+"\"", 1))
	put(t, "questions.toml", "[[category]]\nname = \"Any\"\nquestion = [{ id = \"why\", text = \"Why?\" }]\n")
	text, err := output(t, func(w *bytes.Buffer) error { return Check(t.Context(), s, CheckOptions{Paths: []string{"."}}, w) })
	if !errors.Is(err, ErrProblems) {
		t.Error(err)
	}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, begins := range []string{
		"a.toml: note: a draft: ",
		"a.toml: note: answers: questions.toml has no question \"who\"",
		"b.toml:6:",
		"d.toml: note: Your script runs 2:40 at 150 words a minute: 40 s over.",
		"4 stories, 1 error, 3 notes",
	} {
		if i >= len(lines) || !strings.HasPrefix(lines[i], begins) {
			t.Fatalf("line %d does not begin with %q:\n%s", i+1, begins, text)
		}
	}

	// A file alone is told of as it is in its folder, and only once.
	text, err = output(t, func(w *bytes.Buffer) error {
		return Check(t.Context(), s, CheckOptions{Paths: []string{"a.toml", "./a.toml", "c.toml"}}, w)
	})
	if err != nil || strings.Count(text, "a.toml: note: a draft") != 1 {
		t.Error(text, err)
	}
	if !strings.Contains(text, "answers: questions.toml has no question \"who\"") {
		t.Error(text)
	}
}

func TestCheckTakesFilesOneByOne(t *testing.T) {
	s := ownFolders(t)
	dir := t.TempDir()
	t.Chdir(dir)
	put(t, "a.toml", "answers = [\"who\"]\n"+whole)
	put(t, "broken.toml", "title = ")
	put(t, "questions.toml", "[[category]]\nname = 3\n")
	check := func(paths ...string) (string, error) {
		return output(t, func(w *bytes.Buffer) error { return Check(t.Context(), s, CheckOptions{Paths: paths}, w) })
	}
	if text, err := check("a.toml"); err != nil || text != "1 story, 0 errors, 0 notes\n" {
		t.Error("beside a broken bank:", text, err)
	}
	if text, err := check("broken.toml"); !errors.Is(err, ErrProblems) || !strings.HasPrefix(text, "broken.toml:1:") || !strings.HasSuffix(text, "1 story, 1 error, 0 notes\n") {
		t.Error(text, err)
	}
	if text, err := check("questions.toml"); !errors.Is(err, ErrProblems) || !strings.HasPrefix(text, "questions.toml:2:") {
		t.Error(text, err)
	}
	if text, err := check("broken.toml", "."); !errors.Is(err, ErrProblems) || strings.Count(text, "broken.toml:1:") != 1 {
		t.Error("named twice:", text, err)
	}
	put(t, "story.txt", whole)
	_, err := check("story.txt")
	wantError(t, err, "story.txt is no story: a story's file ends in .toml")
	_, err = check("a.toml", "none.toml")
	wantError(t, err, "there is no file or folder none.toml")
	_, err = check()
	wantError(t, err, "there is no folder of stories yet at "+s.Paths.Stories)
}

func TestCheckGoesByTheSettings(t *testing.T) {
	s := ownFolders(t)
	path := filepath.Join(s.Paths.Stories, "a.toml")
	script := strings.NewReplacer("points = [\"c\"]", "script = \""+strings.Repeat("word ", 200)+"\"").Replace(whole)
	put(t, path, script)
	check := func() string {
		text, err := output(t, func(w *bytes.Buffer) error { return Check(t.Context(), s, CheckOptions{}, w) })
		if err != nil {
			t.Error(err)
		}
		return text
	}
	if text := check(); strings.Contains(text, "over") {
		t.Error(text)
	}
	s.Settings.Pace = 60
	if text := check(); !strings.Contains(text, "at 60 words a minute") {
		t.Error(text)
	}
	s.Settings.Pace, s.Settings.Limit = 150, time.Minute
	if text := check(); !strings.Contains(text, "20 s over") {
		t.Error(text)
	}
	// A script that is not done is not measured.
	put(t, path, "draft = true\n"+script)
	if text := check(); strings.Contains(text, "over") {
		t.Error(text)
	}
}

func TestCheckTellsOfHealthOnlyWhenAsked(t *testing.T) {
	s := ownFolders(t)
	dir := t.TempDir()
	t.Chdir(dir)
	put(t, "a.toml", "title = \"A story\"\npolished = [\n  \"Fine.\",\n  \"It is kind of done.\",\n]\n"+
		"[situation]\nscript = \"\"\"\nIt was late.\n\n\tI basically slept.\n\"\"\"\n"+
		"[task]\npoints = [\"Asked to keep it\"]\n[action]\npoints = [\"Kept it\"]\n[result]\npoints = [\"Kept\"]\n")
	put(t, "b.toml", whole)
	check := func(health bool) []string {
		text, err := output(t, func(w *bytes.Buffer) error {
			return Check(t.Context(), s, CheckOptions{Paths: []string{"a.toml"}, Health: health}, w)
		})
		if err != nil {
			t.Fatal(err)
		}
		return strings.Split(strings.TrimSpace(text), "\n")
	}
	if lines := check(false); len(lines) != 1 || lines[0] != "1 story, 0 errors, 0 notes" {
		t.Error(lines)
	}
	lines := check(true)
	want := []struct{ begins, ends string }{
		{"a.toml:4: note: ", " [filler/polished/kind-of]"},
		{"a.toml:7: note: ", " [section-length/situation]"},
		{"a.toml:10: note: ", " [filler/situation/basically]"},
		{"a.toml:17: note: Result names no number. Say how much ", " [result-number]"},
		{"An observation that does not fit can be dismissed ", `dismissed = ["filler/polished/kind-of"]`},
		{"1 story, 0 errors, 4 notes", ""},
	}
	if len(lines) != len(want) {
		t.Fatal(strings.Join(lines, "\n"))
	}
	for i, w := range want {
		if !strings.HasPrefix(lines[i], w.begins) || !strings.HasSuffix(lines[i], w.ends) {
			t.Errorf("%q, want %q … %q", lines[i], w.begins, w.ends)
		}
	}
	err := Check(t.Context(), s, CheckOptions{Paths: []string{"a.toml"}, Health: true}, &brief{lines: 4})
	wantError(t, err, "the disk is full")
}

// brief takes so many writes and fails at those after.
type brief struct{ lines int }

func (b *brief) Write(p []byte) (int, error) {
	if b.lines--; b.lines < 0 {
		return 0, errors.New("the disk is full")
	}
	return len(p), nil
}

func TestWhatIsObservedInAFileThatGoesAwayIsTold(t *testing.T) {
	c := checker{told: map[string]bool{}}
	c.observations(story.Story{Path: "gone.toml", Result: story.Section{Points: []string{"Kept"}}}, rehearsal.Plan{})
	if len(c.findings) != 1 || !strings.HasPrefix(c.findings[0].text, "gone.toml: note: Result names no number.") {
		t.Error(c.findings)
	}
}

// full fails at every write.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestWhatCannotBePrintedIsAnError(t *testing.T) {
	s := ownFolders(t)
	put(t, filepath.Join(s.Paths.Stories, "a.toml"), "title =")
	wantError(t, Check(t.Context(), s, CheckOptions{}, full{}), "the disk is full")
	wantError(t, Paths(s, full{}), "the disk is full")
	for _, f := range []Format{Text, JSON, CSV} {
		wantError(t, History(t.Context(), s, HistoryOptions{Format: f}, full{}), "the disk is full")
	}
	put(t, filepath.Join(s.Paths.Stories, "a.toml"), whole)
	wantError(t, Check(t.Context(), s, CheckOptions{}, full{}), "the disk is full")
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := Check(ctx, s, CheckOptions{}, &bytes.Buffer{}); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestHistoryIsNewestFirstAndChosenFrom(t *testing.T) {
	s := ownFolders(t)
	day := time.Date(2026, 11, 20, 12, 0, 0, 0, time.Local)
	answer(t, s.Paths.Data, "old-story", day)
	answer(t, s.Paths.Data, "a-story", day.AddDate(0, 0, 1))
	answer(t, s.Paths.Data, "old-story", day.AddDate(0, 0, 2))
	slugs := func(o HistoryOptions) []string {
		o.Format = JSON
		text, err := output(t, func(w *bytes.Buffer) error { return History(t.Context(), s, o, w) })
		if err != nil {
			t.Fatal(err)
		}
		var got struct {
			Version  int
			Attempts []struct{ Story string }
		}
		if err := json.Unmarshal([]byte(text), &got); err != nil || got.Version != 1 || got.Attempts == nil {
			t.Fatal(text, err)
		}
		slugs := []string{}
		for _, a := range got.Attempts {
			slugs = append(slugs, a.Story)
		}
		return slugs
	}
	for _, c := range []struct {
		o    HistoryOptions
		want []string
	}{
		{HistoryOptions{}, []string{"old-story", "a-story", "old-story"}},
		{HistoryOptions{Story: "old-story"}, []string{"old-story", "old-story"}},
		{HistoryOptions{Since: day.Add(time.Hour)}, []string{"old-story", "a-story"}},
		{HistoryOptions{Story: "a-story", Since: day.AddDate(0, 0, 2)}, []string{}},
	} {
		if diff := cmp.Diff(c.want, slugs(c.o)); diff != "" {
			t.Errorf("%+v: %s", c.o, diff)
		}
	}
	text, err := output(t, func(w *bytes.Buffer) error { return History(t.Context(), s, HistoryOptions{}, w) })
	if err != nil || strings.Count(text, "a-story") != 1 || strings.Count(text, "old-story") != 2 {
		t.Error(text, err)
	}
	// Its file is long gone; in history it lives on, and is what was meant.
	err = History(t.Context(), s, HistoryOptions{Story: "old-stroy"}, &bytes.Buffer{})
	wantError(t, err, `there is no story "old-stroy"`, "did you mean old-story?")
}

func TestNoAttemptsAreSaidSo(t *testing.T) {
	s := ownFolders(t)
	put(t, filepath.Join(s.Paths.Stories, "a-story.toml"), whole)
	since := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		o    HistoryOptions
		want string
	}{
		{HistoryOptions{}, "No attempts yet. An answer that you give in Starling appears here.\n"},
		{HistoryOptions{Story: "a-story"}, "No attempts at a-story yet. Rehearse it with: starling rehearse a-story\n"},
		{HistoryOptions{Since: since}, "No attempts since 22 November 2026, 00:00. An answer that you give in Starling appears here.\n"},
		{HistoryOptions{Format: CSV, Story: "a-story"}, "id,"},
	} {
		text, err := output(t, func(w *bytes.Buffer) error { return History(t.Context(), s, c.o, w) })
		if err != nil || !strings.HasPrefix(text, c.want) {
			t.Errorf("%+v: %q %v", c.o, text, err)
		}
	}
	if got := names(t, s.Paths.Data); got != nil {
		t.Errorf("reading made %v", got)
	}
	wantError(t, History(t.Context(), s, HistoryOptions{Story: "b"}, &bytes.Buffer{}), `there is no story "b"`, "without .toml")
	put(t, filepath.Join(s.Paths.Data, "history.db"), "this is no database, however one looks at it")
	if err := History(t.Context(), s, HistoryOptions{}, &bytes.Buffer{}); err == nil {
		t.Error("no error for a broken database")
	}
}

func TestSinceIsADayAMomentOrDaysBack(t *testing.T) {
	zone := time.FixedZone("there", 2*3600)
	now := time.Date(2026, 11, 22, 18, 30, 0, 0, zone)
	for text, want := range map[string]time.Time{
		"2026-11-20":                time.Date(2026, 11, 20, 0, 0, 0, 0, zone),
		"2026-11-20T10:00:00Z":      time.Date(2026, 11, 20, 10, 0, 0, 0, time.UTC),
		"2026-11-20T10:00:00+05:30": time.Date(2026, 11, 20, 4, 30, 0, 0, time.UTC),
		"7d":                        now.AddDate(0, 0, -7),
		"0d":                        now,
	} {
		if got, err := ParseSince(text, now); err != nil || !got.Equal(want) {
			t.Errorf("%s: %v %v", text, got, err)
		}
	}
	for _, text := range []string{"", "d", "-1d", "1.5d", "99999999999d", "yesterday", "20.11.2026", "2026-13-01", "2026-11-20 10:00"} {
		if got, err := ParseSince(text, now); err == nil {
			t.Errorf("%q is taken for %v", text, got)
		}
	}
}

func TestPathsAreANameAndAPathALine(t *testing.T) {
	s := ownFolders(t)
	text, err := output(t, func(w *bytes.Buffer) error { return Paths(s, w) })
	want := "stories   " + s.Paths.Stories + "\ndata      " + s.Paths.Data + "\nsettings  " + s.Paths.Config + "\nlog       " + s.Paths.State + "\n"
	if err != nil || text != want {
		t.Error(text, err)
	}
}

func TestANewStoryIsADraftBesideTheExamples(t *testing.T) {
	s := ownFolders(t)
	path, copied, err := NewStory(s, "The launch that slipped")
	if err != nil || path != filepath.Join(s.Paths.Stories, "the-launch-that-slipped.toml") || len(copied) == 0 {
		t.Fatal(path, copied, err)
	}
	text, err := output(t, func(w *bytes.Buffer) error { return Check(t.Context(), s, CheckOptions{Paths: []string{path}}, w) })
	if err != nil || !strings.Contains(text, "note: a draft, as it says itself") {
		t.Error(text, err)
	}
	wantError(t, Rehearsable(s, "the-launch-that-slipped"), "says that it is a draft; take out draft = true")

	_, _, err = NewStory(s, "The Launch that Slipped!")
	wantError(t, err, "a file of that name is there already", "another title")

	given := setup(t, Flags{Stories: filepath.Join(t.TempDir(), "given")})
	if path, copied, err := NewStory(given, "Mine"); err != nil || len(copied) > 0 || len(names(t, given.Paths.Stories)) != 1 {
		t.Error(path, copied, err)
	}
	_, _, err = NewStory(given, "A\x00title")
	wantError(t, err, "title")
}

func TestRehearseSaysWhatAStoryLacks(t *testing.T) {
	s := ownFolders(t)
	if err := Rehearsable(s, "one-source-of-truth"); err != nil {
		t.Error("an example on the first start:", err)
	}
	for slug, text := range map[string]string{
		"good":       whole,
		"half-done":  strings.Replace(whole, "[task]\npoints = [\"b\"]\n[action]\npoints = [\"c\"]\n", "", 1),
		"wrong":      strings.Replace(whole, "[action]", "[action]\ntarget = \"24\"", 1),
		"upper Case": whole,
	} {
		put(t, filepath.Join(s.Paths.Stories, slug+".toml"), text)
	}
	for _, slug := range []string{"good", "upper Case"} {
		if err := Rehearsable(s, slug); err != nil {
			t.Error(err)
		}
	}
	wantError(t, Rehearsable(s, "half-done"), "half-done is a draft: give points or a script to Task, Action in ")
	wantError(t, Rehearsable(s, "wrong"), "wrong has to be put right first:\n", "wrong.toml:7:", "action.target")
	wantError(t, Rehearsable(s, "one-sorce-of-truth"), "did you mean one-source-of-truth?")
	wantError(t, Rehearsable(s, "One source of truth"), "did you mean one-source-of-truth?")
	wantError(t, Rehearsable(s, "the"), "did you mean the-", ", the-", " or the-")
	wantError(t, Rehearsable(s, "xyzzy"), `there is no story "xyzzy"`, "a story's name is that of its file")
	wantError(t, Rehearsable(s, "questions"), `there is no story "questions"`)
	wantError(t, Rehearsable(s, "../Starling/good"), "there is no story")

	given := setup(t, Flags{Stories: t.TempDir()})
	wantError(t, Rehearsable(given, "good"), "nor any other", "starling new TITLE")
}
