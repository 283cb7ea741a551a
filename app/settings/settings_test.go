package settings

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// write puts a settings file into a new folder.
func write(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "settings.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func read(t *testing.T, path string) string {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// load reads a file that has nothing wrong with it.
func load(t *testing.T, path string) Settings {
	t.Helper()
	s, problems, err := Load(path)
	if err != nil || len(problems) > 0 {
		t.Fatalf("Load: %v %v", problems, err)
	}
	return s
}

// problems loads a text and gives what is told of it, without the file's path.
func problems(t *testing.T, text string) []string {
	t.Helper()
	path := write(t, text)
	_, errs, err := Load(path)
	if err != nil {
		t.Fatal(err)
	}
	told := make([]string, len(errs))
	for i, err := range errs {
		told[i] = strings.Replace(err.Error(), path, "settings.toml", 1)
		if p, ok := errors.AsType[Problem](err); !ok || p.File != path {
			t.Errorf("%v is no Problem of %s", err, path)
		}
	}
	return told
}

func TestAFileThatIsNotThereGivesTheDefaults(t *testing.T) {
	path := filepath.Join(t.TempDir(), "none", "settings.toml")
	if diff := cmp.Diff(Defaults(), load(t, path)); diff != "" {
		t.Error(diff)
	}
	if _, err := os.Stat(filepath.Dir(path)); err == nil {
		t.Error("loading made a folder")
	}
}

func TestTheNewFileHoldsEveryKeyWithItsDefaultAndAComment(t *testing.T) {
	s, problems, doc := parse("new.toml", newFile)
	if len(problems) > 0 {
		t.Error(problems)
	}
	if diff := cmp.Diff(Defaults(), s); diff != "" {
		t.Error(diff)
	}
	names := map[string]bool{}
	for _, e := range doc.entries {
		names[e.name()] = true
	}
	for _, k := range keys() {
		if !names[k.name] {
			t.Errorf("%s is not in new.toml", k.name)
		}
	}
	for _, line := range strings.Split(string(newFile), "\n") {
		if len(line) > 100 {
			t.Errorf("a long line: %s", line)
		}
	}
}

func TestEverySettingHasItsKey(t *testing.T) {
	// A field that no key writes would be lost; so each field is changed in
	// turn, and has to change the file.
	s := Defaults()
	v := reflect.ValueOf(&s).Elem()
	var fields func(v reflect.Value, name string)
	fields = func(v reflect.Value, name string) {
		if v.Kind() == reflect.Struct {
			for i := range v.NumField() {
				fields(v.Field(i), name+"."+v.Type().Field(i).Name)
			}
			return
		}
		old := reflect.New(v.Type()).Elem()
		old.Set(v)
		switch v.Kind() {
		case reflect.Bool:
			v.SetBool(!v.Bool())
		case reflect.Int, reflect.Int64:
			v.SetInt(v.Int() + 1)
		case reflect.String:
			v.SetString("other")
		case reflect.Slice:
			v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		case reflect.Map:
			v.Set(reflect.ValueOf(map[string]string{"start": "/bell.wav"}))
		}
		if same(s, Defaults()) {
			t.Errorf("no key for Settings%s", name)
		}
		v.Set(old)
	}
	fields(v, "")
}

func TestWhatAPersonWroteIsTaken(t *testing.T) {
	path := write(t, `
limit = "1m30s"
prepare = "15s"
prompt = "question"
mode = "one-way"
pace = 130
stories = "~/Interviews"
examples_copied = true
[plan]
four = "own"
five = "own"
own_four = [1, 1, 6, 2]
own_five = [1, 1, 4, 2, 2]
[cues]
wrap_up = false
overtime = "once"
overtime_every = "1m"
[sound]
volume = 0
muted = true
off = ["start", "overtime", "start"]
files = { wrap-up = '~/bell.wav', "time-up" = "" }
[recording]
on = true
device = "pulse:virtmic"
meter = false
keep = "last"
days = 7
last = 5
transcriber = 'whisper-cli -m ~/model.bin -f {file}'
fillers = ["um", " you   know", "um"]
[practice]
retention = 85
notify = true
interviews = [{ name = "Acme", date = 2026-12-03, tags = ["conflict"] }]
[look]
theme = "light"
text_size = 200
reduce_motion = true
`)
	want := Settings{
		Limit: 90 * time.Second, Prepare: 15 * time.Second, Prompt: "question", Mode: "one-way", Pace: 130,
		StoriesDir: "~/Interviews", ExamplesCopied: true,
		Preset4: "own", Preset5: "own", Own4: []int{1, 1, 6, 2}, Own5: []int{1, 1, 4, 2, 2},
		Overtime: "once", OvertimeEvery: time.Minute,
		Sound: Sound{Muted: true, Off: []string{"start", "overtime"}, Files: map[string]string{"wrap-up": "~/bell.wav"}},
		Theme: "light", TextSize: 200, ReduceMotion: true,
		Recording: Recording{
			On: true, Device: "pulse:virtmic", Keep: "last", Days: 7, Last: 5,
			Transcriber: "whisper-cli -m ~/model.bin -f {file}", Fillers: []string{"um", "you know"},
		},
		Practice: Practice{Retention: 85, Notify: true, Interviews: []Interview{{Name: "Acme", Date: "2026-12-03", Tags: []string{"conflict"}}}},
	}
	if diff := cmp.Diff(want, load(t, path)); diff != "" {
		t.Error(diff)
	}
}

func TestAnUnknownKeyIsToldWithTheOneThatWasMeant(t *testing.T) {
	for text, want := range map[string]string{
		"limt = 3":                "1:1: limt: is not known and is left alone; did you mean limit?",
		"\n\n  Prompt = 'points'": "3:3: Prompt: is not known and is left alone; did you mean prompt?",
		"[sound]\nvolum = 3":      "2:1: sound.volum: is not known and is left alone; did you mean volume?",
		"[sounds]\nvolume = 3":    "1:2: sounds: is not known and is left alone; did you mean sound?",
		"[[sounds]]\nx = 3":       "1:3: sounds: is not known and is left alone; did you mean sound?",
		"volume = 3":              "1:1: volume: is not known and is left alone; volume belongs below [sound]",
		"[look]\nlimit = '2m'":    "2:1: look.limit: is not known and is left alone; limit belongs above the first [table]",
		"[sound.files]\nbell = 1": "2:1: sound.files.bell: is not known and is left alone; known here: start, section, wrap-up, time-up, overtime",
		"look.font = 'x'":         "1:1: look.font: is not known and is left alone; known here: theme, text_size, reduce_motion",
		"look = {them = 'dark'}":  "1:9: look.them: is not known and is left alone; did you mean theme?",
	} {
		if diff := cmp.Diff([]string{"settings.toml:" + want}, problems(t, text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestAWrongValueIsToldWithItsPlaceAndWhatHolds(t *testing.T) {
	for text, want := range map[string]string{
		`limit = 120`:                    `1:9: limit: 120 has no unit; write "120s" (until then "2m" holds)`,
		`limit = "120"`:                  `1:9: limit: "120" has no unit; write "120s" (until then "2m" holds)`,
		`limit = "long"`:                 `1:9: limit: "long" is not a time; write a time from 10s to 1h, such as "2m" (until then "2m" holds)`,
		`limit = "9s"`:                   `1:9: limit: "9s" is out of range; write a time from 10s to 1h, such as "2m" (until then "2m" holds)`,
		`limit = "61m"`:                  `1:9: limit: "61m" is out of range; write a time from 10s to 1h, such as "2m" (until then "2m" holds)`,
		`limit = []`:                     `1:9: limit: a list is not a time; write a time from 10s to 1h, such as "2m" (until then "2m" holds)`,
		"[limit]\nx = 1":                 `1:2: limit: a table is not a time; write a time from 10s to 1h, such as "2m" (until then "2m" holds)`,
		"limit.x = 1":                    `1:11: limit: a table is not a time; write a time from 10s to 1h, such as "2m" (until then "2m" holds)`,
		`prepare = "-1s"`:                `1:11: prepare: "-1s" is out of range; write a time from 0s to 2m, such as "0s" (until then "0s" holds)`,
		"# ü\npace = 1_000":              `2:8: pace: 1000 is out of range; write a whole number from 60 to 300 (until then 150 holds)`,
		`pace = 150.0`:                   `1:8: pace: 150.0 is not a whole number; write a whole number from 60 to 300 (until then 150 holds)`,
		`pace = 150.5`:                   `1:8: pace: 150.5 is not a whole number; write a whole number from 60 to 300 (until then 150 holds)`,
		`pace = "fast"`:                  `1:8: pace: "fast" is not a whole number; write a whole number from 60 to 300 (until then 150 holds)`,
		`pace = 2026-11-22`:              `1:8: pace: a date is not a whole number; write a whole number from 60 to 300 (until then 150 holds)`,
		`prompt = "pionts"`:              `1:10: prompt: "pionts" is not known; did you mean "points"? It may be "script", "lines", "points" or "question" (until then "points" holds)`,
		`mode = "exam-room"`:             `1:8: mode: "exam-room" is not known; write "practice" or "one-way" (until then "practice" holds)`,
		`mode = 3`:                       `1:8: mode: 3 is no choice; write "practice" or "one-way" (until then "practice" holds)`,
		`sound.muted = "yes"`:            `1:15: sound.muted: "yes" is neither true nor false; write true or false, without quotes (until then false holds)`,
		`sound.off = true`:               `1:13: sound.off: true is not a list; write a list such as ["start"], or [] (until then [] holds)`,
		`sound.off = [3]`:                `1:13: sound.off: 3 is no choice; write "start", "section", "wrap-up", "time-up" or "overtime" (until then [] holds)`,
		`sound.off = ["timeup"]`:         `1:13: sound.off: "timeup" is not known; did you mean "time-up"? It may be "start", "section", "wrap-up", "time-up" or "overtime" (until then [] holds)`,
		`plan.own_four = [50, 50]`:       `1:17: plan.own_four: there are 2 numbers for 4 sections; write [20, 10, 60, 10] (until then [20, 10, 60, 10] holds)`,
		`plan.own_four = "x"`:            `1:17: plan.own_four: "x" is not a list; write [20, 10, 60, 10] (until then [20, 10, 60, 10] holds)`,
		`plan.own_five = [1, 1, 1, 1.5]`: `1:17: plan.own_five: there are 4 numbers for 5 sections; write [15, 10, 50, 15, 10] (until then [15, 10, 50, 15, 10] holds)`,
		`plan.own_four = [1, 1, 1, inf]`: `1:17: plan.own_four: +Inf is not a whole number; write [20, 10, 60, 10] (until then [20, 10, 60, 10] holds)`,
		`plan.own_four = [0, 1, 1, 1]`:   `1:17: plan.own_four: 0 is out of range; write proportions from 1 to 1000 (until then [20, 10, 60, 10] holds)`,
		`stories = "Interviews"`:         `1:11: stories: "Interviews" does not say where it starts; write the whole path, or one that begins with "~/" (until then "" holds)`,
		`stories = "/a\u0000b"`:          `1:11: stories: "/a\u0000b" cannot be a path; choose one whose name is plain text (until then "" holds)`,
		`stories = 3`:                    `1:11: stories: 3 is not a path; write the path between quotes, or "" (until then "" holds)`,
		`recording.keep = "week"`:        `1:18: recording.keep: "week" is not known; write "all", "days", "last" or "rating" (until then "all" holds)`,
		`recording.device = 3`:           `1:20: recording.device: 3 is no text; write it between quotes, or "" (until then "" holds)`,
		`recording.device = "a\nb"`:      `1:20: recording.device: "a\u000Ab" is not a line of text; write it on one line (until then "" holds)`,
		`recording.fillers = "um"`:       `1:21: recording.fillers: "um" is not a list; write a list such as ["um", "you know"], or [] (until then ["um", "uh", "er", "erm", "hm", "you know", "I mean", "sort of", "kind of", "basically"] holds)`,
		`recording.fillers = ["um", ""]`: `1:21: recording.fillers: a phrase is empty; write a list such as ["um", "you know"], or [] (until then ["um", "uh", "er", "erm", "hm", "you know", "I mean", "sort of", "kind of", "basically"] holds)`,
		`sound = 3`:                      `1:9: sound: this is a table of settings and has no value of its own; write [sound] on a line of its own, and the settings below it`,
		"[[sound]]\nvolume = 3":          `1:3: sound: this is a table of settings and has no value of its own; write [sound] on a line of its own, and the settings below it`,
		`sound.files.start = "bell.wav"`: `1:21: sound.files.start: "bell.wav" does not say where it starts; write the whole path, or one that begins with "~/" (until then "" holds)`,
	} {
		if diff := cmp.Diff([]string{"settings.toml:" + want}, problems(t, text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestAWrongValueLeavesTheOthersAlone(t *testing.T) {
	path := write(t, "limit = 9\nprompt = 'script'\n[look]\ntheme = 'blue'\ntext_size = 150\n")
	s, problems, err := Load(path)
	want := Defaults()
	want.Prompt, want.TextSize = "script", 150
	if diff := cmp.Diff(want, s); diff != "" || err != nil || len(problems) != 2 {
		t.Error(diff, problems, err)
	}
}

func TestABrokenFileIsToldWithItsLine(t *testing.T) {
	const rest = "the defaults hold until that is put right; the file is left alone, and if settings are changed before then, it is kept beside under a dated name"
	for text, want := range map[string]string{
		"limit = \"2m\"\npace = \n":         ":2:8: expected value but found '\\n' instead; " + rest,
		"\xff\xfel\x00":                     ":1:1: the file is not UTF-8 text; " + rest,
		"# ü\n# \xc3(":                      ":2:3: the file is not UTF-8 text; " + rest,
		strings.Repeat("#", 1<<20) + "\n":   ": the file is over 1 MiB and cannot be settings; " + rest,
		"limit = '2m'\nlimit = '3m'\n# end": ":2:14: key 'limit' has already been defined; " + rest,
	} {
		if diff := cmp.Diff([]string{"settings.toml" + want}, problems(t, text)); diff != "" {
			t.Errorf("%.30q: %s", text, diff)
		}
	}
}

func TestABrokenFileIsNoFirstStart(t *testing.T) {
	s, _, err := Load(write(t, "limit ="))
	want := Defaults()
	want.ExamplesCopied = true
	if diff := cmp.Diff(want, s); diff != "" || err != nil {
		t.Error(diff, err)
	}
}

func TestAFileThatCannotBeReadIsAnErrorAndIsNotWrittenOver(t *testing.T) {
	dir := t.TempDir() // a folder in the file's place
	s, _, err := Load(dir)
	if err == nil || !strings.Contains(err.Error(), "the settings cannot be read, so the defaults hold") {
		t.Errorf("Load: %v", err)
	}
	if err := Save(dir, s); err == nil || !strings.Contains(err.Error(), "the settings are not saved, for those that are there cannot be read") {
		t.Errorf("Save: %v", err)
	}
	if _, err := Change(dir, func(*Settings) {}); err == nil {
		t.Error("Change of a folder")
	}
}

func TestDeepNestingExhaustsNothing(t *testing.T) {
	for _, n := range []int{maxDepth - 10, maxDepth + 10, 10_000} {
		text := "x = " + strings.Repeat("[", n) + strings.Repeat("]", n) + "\n"
		path := write(t, text)
		s := Defaults()
		s.Pace = 100
		if err := Save(path, s); err != nil {
			t.Fatal(err)
		}
		if got, _, _ := Load(path); !same(got, s) {
			t.Errorf("depth %d: %v", n, got)
		}
		if aside := asides(t, path); (len(aside) == 1) != (n > maxDepth) {
			t.Errorf("depth %d: set aside: %v", n, aside)
		}
	}
}

// asides gives the texts of the files that were kept beside the settings.
func asides(t *testing.T, path string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(filepath.Dir(path), "*"))
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, name := range names {
		if name != path {
			texts = append(texts, read(t, name))
		}
	}
	return texts
}

func onlyOnUnix(t *testing.T) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("file modes and links are otherwise there")
	}
}

func TestPositionsCountCharacters(t *testing.T) {
	text := []byte("a\nüöx")
	if line, col := position(text, bytes.IndexByte(text, 'x')); line != 2 || col != 3 {
		t.Errorf("%d:%d", line, col)
	}
}

func TestTheSettingsInTheGuideAreSound(t *testing.T) {
	guide := read(t, filepath.Join("..", "..", "docs", "cli.md"))
	_, section, found := strings.Cut(guide, "## settings.toml")
	if !found {
		t.Fatal("docs/cli.md says nothing of settings.toml")
	}
	var sample strings.Builder
	for _, line := range strings.Split(section, "\n") {
		if code, ok := strings.CutPrefix(line, "    "); ok {
			sample.WriteString(code + "\n")
		}
	}
	_, problems, doc := parse("cli.md", []byte(sample.String()))
	if doc == nil || len(problems) > 0 {
		t.Error(problems)
	}
	for _, k := range keys() {
		if _, ok := doc.value(k.path()); !ok && !strings.HasPrefix(k.name, "sound.files.") {
			t.Errorf("%s is not in the guide", k.name)
		}
	}
}
