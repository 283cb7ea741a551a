package app

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/adrg/xdg"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
)

// ownFolders gives the test a home of its own, and the setup that it has there.
func ownFolders(t *testing.T) Setup {
	t.Helper()
	root := t.TempDir()
	t.Cleanup(xdg.Reload) // after t.Setenv has put things back
	for name, dir := range map[string]string{
		"XDG_DOCUMENTS_DIR": "docs", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state",
	} {
		t.Setenv(name, filepath.Join(root, dir))
	}
	xdg.Reload()
	return setup(t, Flags{})
}

func setup(t *testing.T, f Flags) Setup {
	t.Helper()
	s, err := NewSetup(f)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// put writes a file, and the folder that it is in.
func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// names lists a folder; nil where there is none.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// answer puts a finished attempt into history.
func answer(t *testing.T, dataDir, slug string, at time.Time) {
	t.Helper()
	ctx := t.Context()
	store, _, err := history.Open(ctx, dataDir, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := store.Close(); err != nil {
			t.Error(err)
		}
	}()
	section := story.Section{Points: []string{"x"}}
	plan, err := rehearsal.NewPlan(story.Story{Situation: section, Task: section, Action: section, Result: section}, rehearsal.PlanOptions{})
	if err != nil {
		t.Fatal(err)
	}
	session := rehearsal.NewSession(plan, rehearsal.Options{})
	session.Start(at)
	session.Mark(at.Add(20 * time.Second))
	session.Finish(at.Add(time.Minute))
	a := session.Attempt()
	a.ID, a.Story, a.Title = "01900000-0000-7000-8000-"+at.UTC().Format("060102150405"), slug, slug
	if err := store.Begin(ctx, a); err != nil {
		t.Fatal(err)
	}
	if err := store.Append(ctx, a.ID, session.Events()...); err != nil {
		t.Fatal(err)
	}
}

func output(t *testing.T, do func(w *bytes.Buffer) error) (string, error) {
	t.Helper()
	var b bytes.Buffer
	err := do(&b)
	return b.String(), err
}

func wantError(t *testing.T, err error, parts ...string) {
	t.Helper()
	if err == nil {
		t.Errorf("no error, and not %q", parts)
		return
	}
	for _, part := range parts {
		if !strings.Contains(err.Error(), part) {
			t.Errorf("the error is %q, without %q", err, part)
		}
	}
}

// The settings spell out words that rehearsal has too, since they import
// nothing; here the two are held together.
func TestTheSettingsSpeakOfWhatRehearsalKnows(t *testing.T) {
	for _, lists := range [][2][]string{
		{settings.Prompts(), {
			string(rehearsal.PromptScript), string(rehearsal.PromptLines), string(rehearsal.PromptPoints), string(rehearsal.PromptQuestion),
		}},
		{settings.Modes(), {string(rehearsal.ModePractice), string(rehearsal.ModeOneWay)}},
		{settings.Cues(), {
			string(rehearsal.CueStart), string(rehearsal.CueSection), string(rehearsal.CueWrapUp), string(rehearsal.CueTimeUp), string(rehearsal.CueOvertime),
		}},
	} {
		if strings.Join(lists[0], " ") != strings.Join(lists[1], " ") {
			t.Errorf("the settings have %q, rehearsal has %q", lists[0], lists[1])
		}
	}
	d := settings.Defaults()
	if d.Limit != rehearsal.DefaultLimit || d.Pace != rehearsal.DefaultPace ||
		settings.MinLimit != rehearsal.MinLimit || settings.MaxLimit != rehearsal.MaxLimit {
		t.Error("limit or pace differ")
	}
}

func TestTheSettingsOfferThePresetsThatRehearsalHas(t *testing.T) {
	presets := map[string]int{settings.PresetOwn: 0}
	for _, p := range rehearsal.Presets() {
		presets[p.Name] = len(p.Shares)
	}
	for sections, names := range map[int][]string{4: settings.Presets4(), 5: settings.Presets5()} {
		for _, name := range names {
			if n, ok := presets[name]; !ok || n != sections && name != settings.PresetOwn {
				t.Errorf("rehearsal has no preset %q for %d sections", name, sections)
			}
		}
	}
	if len(settings.Presets4())+len(settings.Presets5())-2 != len(rehearsal.Presets()) {
		t.Error("the settings do not offer every preset")
	}
	d := settings.Defaults()
	if !slices.Equal(rehearsal.SharesNamed(d.Preset4, nil), d.Own4) || !slices.Equal(rehearsal.SharesNamed(d.Preset5, nil), d.Own5) {
		t.Error("a person's own proportions do not begin as those of the presets")
	}
	if got := rehearsal.SharesNamed("own", []int{1, 2, 3, 4}); len(got) != 4 || got[3] != 4 {
		t.Errorf("own: %v", got)
	}
	if got := rehearsal.SharesNamed("Result-heavy", nil); len(got) != 4 || got[3] != 20 {
		t.Errorf("Result-heavy: %v", got)
	}
}

func TestAFlagWinsOverTheSettingsAndThoseOverTheDefault(t *testing.T) {
	s := ownFolders(t)
	root := filepath.Dir(filepath.Dir(s.Paths.Stories))
	if want := filepath.Join(root, "docs", "Starling"); s.Paths.Stories != want || s.StoriesGiven {
		t.Errorf("by default %s, not %s", s.Paths.Stories, want)
	}
	put(t, s.Paths.Config, "stories = '"+filepath.Join(root, "mine")+"'\n")
	if s = setup(t, Flags{}); s.Paths.Stories != filepath.Join(root, "mine") || s.StoriesGiven {
		t.Errorf("by the settings %s", s.Paths.Stories)
	}
	flag := filepath.Join(root, "flag")
	if s = setup(t, Flags{Stories: flag}); s.Paths.Stories != flag || !s.StoriesGiven {
		t.Errorf("by the flag %s", s.Paths.Stories)
	}
}

func TestADataFolderHoldsEverythingOfStarlingsOwn(t *testing.T) {
	s := ownFolders(t)
	root := filepath.Dir(filepath.Dir(s.Paths.Stories))
	put(t, s.Paths.Config, "stories = '"+filepath.Join(root, "mine")+"'\n")
	data := filepath.Join(root, "other")
	s = setup(t, Flags{Data: data})
	for _, path := range []string{s.Paths.Data, s.Paths.Config, s.Paths.State} {
		if !strings.HasPrefix(path, data) {
			t.Errorf("%s is not below %s", path, data)
		}
	}
	if s.Paths.Stories != filepath.Join(root, "docs", "Starling") {
		t.Errorf("with --data the stories are in %s", s.Paths.Stories)
	}
	if o := s.RunOptions("slug", "1"); o.Paths != s.Paths || o.StoriesGiven || o.Rehearse != "slug" || o.Version != "1" {
		t.Errorf("%+v", o)
	}
	t.Chdir(root)
	if s = setup(t, Flags{Stories: "rel", Data: "rel2"}); s.Paths.Stories != filepath.Join(root, "rel") || s.Paths.Data != filepath.Join(root, "rel2") {
		t.Errorf("relative to the working folder: %+v", s.Paths)
	}
	if got := names(t, data); got != nil {
		t.Errorf("looking made %v", got)
	}
}

func TestASettingsFileThatCannotBeReadIsTold(t *testing.T) {
	s := ownFolders(t)
	put(t, filepath.Join(s.Paths.Config, "x"), "") // a folder in its place
	if s = setup(t, Flags{}); len(s.Problems) != 1 {
		t.Errorf("%v", s.Problems)
	}
	put(t, filepath.Join(s.Paths.Data, "settings.toml"), "pace = 3\n")
	if s = setup(t, Flags{Data: s.Paths.Data}); len(s.Problems) != 1 {
		t.Errorf("%v", s.Problems)
	}
}

func TestTheExamplesAreCopiedOnceAndOnlyIntoTheDefaultFolder(t *testing.T) {
	s := ownFolders(t)
	given := filepath.Join(t.TempDir(), "given")
	if copied, err := PrepareStories(setup(t, Flags{Stories: given}).Paths, true, s.Settings); err != nil || copied != nil || names(t, given) != nil {
		t.Errorf("into a folder that was given: %v %v", copied, err)
	}
	own := s.Settings
	own.StoriesDir = given
	if copied, err := PrepareStories(s.Paths, false, own); err != nil || copied != nil {
		t.Errorf("into a folder of the settings: %v %v", copied, err)
	}

	copied, err := PrepareStories(s.Paths, false, s.Settings)
	if err != nil || len(copied) < 11 {
		t.Fatalf("%v %v", copied, err)
	}
	if got := len(names(t, s.Paths.Stories)); got != len(copied) {
		t.Errorf("%d files for %d copied", got, len(copied))
	}
	s = setup(t, Flags{})
	if !s.Settings.ExamplesCopied {
		t.Error("it is not remembered")
	}
	if err := os.RemoveAll(s.Paths.Stories); err != nil {
		t.Fatal(err)
	}
	if copied, err := PrepareStories(s.Paths, false, s.Settings); err != nil || copied != nil || names(t, s.Paths.Stories) != nil {
		t.Errorf("a second time: %v %v", copied, err)
	}
}

func TestTheExamplesNeverGoBesideAPersonsOwnStory(t *testing.T) {
	s := ownFolders(t)
	mine := filepath.Join(s.Paths.Stories, "mine.toml")
	put(t, mine, "title = 'Mine'\n")
	if copied, err := PrepareStories(s.Paths, false, s.Settings); err != nil || copied != nil {
		t.Errorf("%v %v", copied, err)
	}
	if got := names(t, s.Paths.Stories); len(got) != 1 {
		t.Errorf("%v", got)
	}
	// That was the first start: emptying the folder later is the person's will.
	if s = setup(t, Flags{}); !s.Settings.ExamplesCopied {
		t.Error("it is not remembered")
	}
}

func TestExamplesThatCannotBeCopiedAreTold(t *testing.T) {
	s := ownFolders(t)
	put(t, s.Paths.Stories, "a file in the folder's place")
	_, err := PrepareStories(s.Paths, false, s.Settings)
	wantError(t, err, "the example stories could not be copied")

	s = ownFolders(t)
	put(t, filepath.Join(s.Paths.Config, "x"), "")
	copied, err := PrepareStories(s.Paths, false, s.Settings)
	wantError(t, err, "could not be remembered")
	if len(copied) == 0 {
		t.Error("nothing copied")
	}
}

func TestTheExamplesAreAllInOrder(t *testing.T) {
	s := ownFolders(t)
	if _, err := PrepareStories(s.Paths, false, s.Settings); err != nil {
		t.Fatal(err)
	}
	text, err := output(t, func(w *bytes.Buffer) error { return Check(context.Background(), s, CheckOptions{}, w) })
	if err != nil {
		t.Fatal(err, text)
	}
	// One of them runs over on purpose, and that is all there is to say.
	if lines := strings.Split(strings.TrimSpace(text), "\n"); len(lines) != 2 || !strings.Contains(lines[0], "note: Your script runs") ||
		!strings.HasSuffix(lines[1], ", 0 errors, 1 note") {
		t.Error(text)
	}
}
