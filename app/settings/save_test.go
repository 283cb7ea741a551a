package settings

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// anySettings draws settings that Check accepts.
func anySettings(t *rapid.T) Settings {
	between := func(least, most int, label string) int { return rapid.IntRange(least, most).Draw(t, label) }
	span := func(least, most time.Duration, label string) time.Duration {
		return time.Duration(rapid.Int64Range(int64(least), int64(most)).Draw(t, label))
	}
	word := func(among []string, label string) string { return rapid.SampledFrom(among).Draw(t, label) }
	path := func(label string) string {
		if rapid.Bool().Draw(t, label+" given") {
			return rapid.SampledFrom([]string{"~/", home()}).Draw(t, label+" root") +
				strings.ReplaceAll(rapid.String().Draw(t, label), "\x00", "")
		}
		return ""
	}
	s := Settings{
		Limit:         span(MinLimit, MaxLimit, "limit"),
		Preset4:       word(Presets4(), "four"),
		Preset5:       word(Presets5(), "five"),
		Own4:          rapid.SliceOfN(rapid.IntRange(MinShare, MaxShare), 4, 4).Draw(t, "own four"),
		Own5:          rapid.SliceOfN(rapid.IntRange(MinShare, MaxShare), 5, 5).Draw(t, "own five"),
		Prepare:       span(MinPrepare, MaxPrepare, "prepare"),
		WrapUp:        rapid.Bool().Draw(t, "wrap-up"),
		Overtime:      word(Overtimes(), "overtime"),
		OvertimeEvery: span(MinOvertimeEvery, MaxOvertimeEvery, "every"),
		Prompt:        word(Prompts(), "prompt"),
		Mode:          word(Modes(), "mode"),
		Sound: Sound{
			Volume: between(MinVolume, MaxVolume, "volume"),
			Muted:  rapid.Bool().Draw(t, "muted"),
			Off:    rapid.SliceOfDistinct(rapid.SampledFrom(Cues()), rapid.ID[string]).Draw(t, "off"),
			Files:  map[string]string{},
		},
		Theme:          word(Themes(), "theme"),
		TextSize:       between(MinTextSize, MaxTextSize, "text"),
		ReduceMotion:   rapid.Bool().Draw(t, "motion"),
		StoriesDir:     path("stories"),
		Pace:           between(MinPace, MaxPace, "pace"),
		ExamplesCopied: rapid.Bool().Draw(t, "examples"),
		Recording: Recording{
			On: rapid.Bool().Draw(t, "on"), Meter: rapid.Bool().Draw(t, "meter"), Keep: word(Keepings(), "keep"),
			Days: between(MinDays, MaxDays, "days"), Last: between(MinLast, MaxLast, "last"),
			Device: rapid.StringMatching(`[ -~é]{0,40}`).Draw(t, "device"), Transcriber: rapid.StringMatching(`[ -~é]{0,40}`).Draw(t, "transcriber"),
			Fillers: rapid.SliceOfDistinct(rapid.StringMatching(`[!-~é]{1,8}( [!-~é]{1,8})?`), rapid.ID[string]).Draw(t, "fillers"),
		},
		Practice: Practice{
			Retention: between(MinRetention, MaxRetention, "retention"), Notify: rapid.Bool().Draw(t, "notify"),
			Interviews: anyInterviews(t),
		},
	}
	for _, cue := range Cues() {
		if file := path(cue); file != "" {
			s.Sound.Files[cue] = file
		}
	}
	return s
}

// home is a folder that is a whole path on every system.
func home() string { return os.TempDir() + string(filepath.Separator) }

func TestWhatIsSavedIsLoaded(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(rt *rapid.T) {
		path := filepath.Join(dir, "settings.toml")
		_ = os.Remove(path)
		for range rapid.IntRange(1, 3).Draw(rt, "saves") {
			s := anySettings(rt)
			if err := Save(path, s); err != nil {
				rt.Fatal(err)
			}
			got, problems, err := Load(path)
			if err != nil || len(problems) > 0 {
				rt.Fatal(err, problems)
			}
			if diff := cmp.Diff(s, got, cmpopts.EquateEmpty()); diff != "" {
				rt.Fatal(diff)
			}
		}
		if aside := asides(t, path); len(aside) > 0 {
			rt.Fatalf("a sound file was set aside: %q", aside)
		}
	})
}

// byHand is a file as a person keeps it.
const byHand = "\ufeff# My settings.  Keep!\r\n" +
	"\r\n" +
	"mode='practice'   # not one-way\r\n" +
	"  limit\t=\t\"90s\"# for the panel\r\n" +
	"later = { known = [1,\r\n 2, # two\r\n 3] }\r\n" +
	"sound . files.start = ''\r\n" +
	"\r\n" +
	"[\"cues\"] # all of them\r\n" +
	"    'wrap_up' = false\r\n" +
	"\r\n" +
	"[plan]\r\n" +
	"own_four = [\r\n" +
	"  10, # situation\r\n" +
	"  10, 60, 20,\r\n" +
	"]\r\n" +
	"look = \"not mine\"\r\n" +
	"\r\n" +
	"\r\n" +
	"[mine]\r\n" +
	"text = \"\"\"\r\n[sound]\r\nvolume = 3 \\\"\"\"\"\"\r\n" +
	"[[mine.list]]\r\n" +
	"limit = '1m'\r\n" +
	"[look]\r\n" +
	"text_size = 120"

func TestAFileWrittenByHandKeepsEveryByteButTheChangedValues(t *testing.T) {
	path := write(t, byHand)
	s, _, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := Save(path, s); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(byHand, read(t, path)); diff != "" {
		t.Fatalf("saving what was loaded changed the file: %s", diff)
	}

	s.Limit, s.Mode, s.WrapUp, s.TextSize = 3*time.Minute, "one-way", true, 90
	s.Own4 = []int{1, 2, 3, 4}
	s.OvertimeEvery, s.Preset4, s.Pace = time.Minute, "own", 140 // not in the file
	s.Sound.Files = map[string]string{"start": "~/a.wav", "time-up": "~/z.wav"}
	s.Sound.Muted = true
	if err := Save(path, s); err != nil {
		t.Fatal(err)
	}
	want := strings.NewReplacer(
		"mode='practice' ", "mode=\"one-way\" ",
		"\"90s\"", "\"3m\"",
		"3] }\r\n", "3] }\r\npace = 140\r\n",
		"sound . files.start = ''\r\n", "sound . files.start = \"~/a.wav\"\r\nsound.files.time-up = \"~/z.wav\"\r\nsound.muted = true\r\n",
		"'wrap_up' = false\r\n", "'wrap_up' = true\r\n    overtime_every = \"1m\"\r\n",
		"[\r\n  10, # situation\r\n  10, 60, 20,\r\n]", "[1, 2, 3, 4]",
		"look = \"not mine\"\r\n", "look = \"not mine\"\r\nfour = \"own\"\r\n",
		"text_size = 120", "text_size = 90",
	).Replace(byHand)
	if diff := cmp.Diff(strings.Split(want, "\r\n"), strings.Split(read(t, path), "\r\n")); diff != "" {
		t.Error(diff)
	}
	if got, _, _ := Load(path); !same(got, s) {
		t.Errorf("%+v", got)
	}
}

func TestAKeyThatIsNotThereIsAddedBesideItsNeighbours(t *testing.T) {
	for before, after := range map[string]string{
		"# Mine.\n\n[look]\n":               "# Mine.\n\npace = 100\n[look]\ntheme = \"dark\"\n",
		"# About look:\n[look]\n":           "pace = 100\n# About look:\n[look]\ntheme = \"dark\"\n",
		"[look]":                            "pace = 100\n[look]\ntheme = \"dark\"\n",
		"[look.more]\nx = 1\n\n":            "pace = 100\n[look.more]\nx = 1\n\n[look]\ntheme = \"dark\"\n",
		"look = {}":                         "look = { theme = \"dark\"}\npace = 100\n",
		"look = { text_size = 90 } # x\n":   "look = { theme = \"dark\", text_size = 90 } # x\npace = 100\n",
		"look = {\n  text_size = 90,\n}\n":  "look = { theme = \"dark\",\n  text_size = 90,\n}\npace = 100\n",
		"look.text_size = 90\n":             "look.text_size = 90\nlook.theme = \"dark\"\npace = 100\n",
		"# Nothing but this.\n":             "pace = 100\n# Nothing but this.\n\n[look]\ntheme = \"dark\"\n",
		"# Nothing but this.\n\n":           "# Nothing but this.\n\npace = 100\n\n[look]\ntheme = \"dark\"\n",
		"\ufeff[look]\n":                    "\ufeffpace = 100\n[look]\ntheme = \"dark\"\n",
		"pace = 80 # slow\n[look]\n # x\n":  "pace = 100 # slow\n[look]\ntheme = \"dark\"\n # x\n",
		"pace = 800\nlook = { theme = 1 }":  "pace = 100\nlook = { theme = \"dark\" }",
		"'p\\x' = 1\n\"pac\\u0065\" = 90\n": "'p\\x' = 1\n\"pac\\u0065\" = 100\n\n[look]\ntheme = \"dark\"\n",
	} {
		path := write(t, before)
		if _, err := Change(path, func(s *Settings) { s.Theme, s.Pace = "dark", 100 }); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(after, read(t, path)); diff != "" {
			t.Errorf("%q: %s", before, diff)
		}
		if aside := asides(t, path); len(aside) > 0 {
			t.Errorf("%q: set aside: %q", before, aside)
		}
	}
}

func TestAFileThatCannotBeKeptIsSetAsideUnderADatedName(t *testing.T) {
	now := time.Date(2026, 11, 22, 6, 37, 13, 0, time.Local)
	for _, text := range []string{
		"limit = \"2m\"\npace =",
		"\xff\xfe",
		"sound = 3\n",
		"[[sound]]\nvolume = 1\n",
		"[limit]\nx = 1\n",
	} {
		path := write(t, text)
		s := Defaults()
		s.Sound.Volume, s.Limit = 10, time.Minute
		for range 2 { // the second one finds the first one's name taken
			if err := save(path, s, now); err != nil {
				t.Fatal(err)
			}
			if got := load(t, path); !same(got, s) {
				t.Errorf("%q: %+v", text, got)
			}
			if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		dir := filepath.Dir(path)
		for _, name := range []string{"settings-2026-11-22-063713.toml", "settings-2026-11-22-063713-2.toml"} {
			if got := read(t, filepath.Join(dir, name)); got != text {
				t.Errorf("%s holds %q for %q", name, got, text)
			}
		}
	}
}

func TestSettingsOutOfRangeAreNotSaved(t *testing.T) {
	for want, spoil := range map[string]func(*Settings){
		`limit: "5s" is out of range`:                  func(s *Settings) { s.Limit = 5 * time.Second },
		`plan.own_four: there are 1 numbers`:           func(s *Settings) { s.Own4 = []int{1} },
		`sound.files: "bell" is not known`:             func(s *Settings) { s.Sound.Files = map[string]string{"bell": "/x"} },
		`sound.files.start: "/\xff" cannot be written`: func(s *Settings) { s.Sound.Files = map[string]string{"start": "/\xff"} },
		`stories: "/\xff" cannot be written`:           func(s *Settings) { s.StoriesDir = "/\xff" },
		`look.theme: "blue" is not known`:              func(s *Settings) { s.Theme = "blue" },
	} {
		path := filepath.Join(t.TempDir(), "settings.toml")
		s := Defaults()
		spoil(&s)
		err := Save(path, s)
		if err == nil || !strings.Contains(err.Error(), "the settings are not saved: "+want) {
			t.Errorf("%s: %v", want, err)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("%s: written all the same", want)
		}
	}
}

func TestTheFileIsTheOwnersAlone(t *testing.T) {
	onlyOnUnix(t)
	path := filepath.Join(t.TempDir(), "config", "starling", "settings.toml")
	if err := Save(path, Defaults()); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v", name, info.Mode(), err)
		}
	}
}

func TestALinkStaysALink(t *testing.T) {
	onlyOnUnix(t)
	target := write(t, "limit = \"1m\"\n")
	link := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.Symlink(target, link); err != nil {
		t.Fatal(err)
	}
	if _, err := Change(link, func(s *Settings) { s.Limit = 5 * time.Minute }); err != nil {
		t.Fatal(err)
	}
	if got := read(t, target); got != "limit = \"5m\"\n" {
		t.Errorf("%q", got)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone")
	}
}

func TestWhatCannotBeWrittenIsAnErrorAndLeavesTheOldFile(t *testing.T) {
	onlyOnUnix(t)
	if os.Getuid() == 0 {
		// The owner of the machine may write anywhere: a folder whose name is
		// taken by a file does as well.
		file := write(t, "")
		if err := Save(filepath.Join(file, "settings.toml"), Defaults()); err == nil {
			t.Error("saved below a file")
		}
		return
	}
	path := write(t, "pace = 100\n")
	if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
		t.Fatal(err)
	}
	if err := Save(path, Defaults()); err == nil {
		t.Error("saved into a folder that is not to be written")
	}
	if got := read(t, path); got != "pace = 100\n" {
		t.Errorf("%q", got)
	}
}

func TestNoTemporaryFileStays(t *testing.T) {
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := Save(path, Defaults()); err != nil {
		t.Fatal(err)
	}
	if rest := asides(t, path); len(rest) > 0 {
		t.Errorf("%q", rest)
	}
}

func TestAnEmptyFileBecomesANewOne(t *testing.T) {
	path := write(t, " \n")
	if err := Save(path, Defaults()); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(newFile), read(t, path)); diff != "" {
		t.Error(diff)
	}
}

func FuzzLoad(f *testing.F) {
	for _, seed := range []string{
		"", "\ufeff", byHand, string(newFile),
		"limit = 3", "limit.x = { y = [ { z = '''a'''' } ] }", "[limit]\n", "[[sound.files]]\nstart = 1",
		"sound = { files = { start = \"/a\\tb\" }, off = [\"start\",] } # end",
		"[practice]\ninterviews = [ { name = 'A', date = 2026-12-03 },\n{ name = \"B\", date = 'soon', tags = ['x'] } ]", "[[practice.interviews]]\nname = 'A'",
		"a = 1979-05-27 07:32:00Z\nb = 1e9\r\n\"\" = ''\n[\"a.b\".'c'] # x\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, problems, doc := parse("settings.toml", text)
		if err := s.Check(); err != nil {
			t.Fatalf("loaded settings are out of range: %v", err)
		}
		for _, p := range problems {
			if p.Wrong == "" || p.Instead == "" {
				t.Errorf("says nothing: %v", p)
			}
		}
		if doc == nil {
			return
		}
		s.Limit, s.Theme, s.Sound.Muted = s.Limit+time.Millisecond, ThemeDark, !s.Sound.Muted
		s.Limit = min(s.Limit, MaxLimit)
		changed, ok := revise(text, s)
		if !ok {
			return
		}
		now, _, _ := parse("settings.toml", changed)
		if !same(now, s) {
			t.Errorf("revised to\n%s\nwhich is read as\n%+v\nnot\n%+v", changed, now, s)
		}
		if again, ok := revise(changed, s); !ok || string(again) != string(changed) {
			t.Errorf("revised a second time: %q", again)
		}
	})
}
