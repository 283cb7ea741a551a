package story

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAWholeStoryIsReadAsItIsWritten(t *testing.T) {
	got, problems := Parse(filepath.Join("dir", "one-source.toml"), []byte(whole), Options{})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	want := Story{
		Slug:      "one-source",
		Path:      filepath.Join("dir", "one-source.toml"),
		Title:     "One source of truth for sales planning",
		Tags:      []string{"conflict", "influence"},
		Answers:   []string{"conflict-other-team"},
		Limit:     2 * time.Minute,
		Polished:  []string{"We agreed on the facts before we argued about the design."},
		Followups: []string{"What would you do differently?"},
		Dismissed: []string{"result-number"},
		Notes:     "Ask Ana for the numbers.",
		Situation: Section{
			Target: 24 * time.Second,
			Points: []string{"A planning group", "No central data service"},
			Script: "I worked with a planning group.\nThey had no central data service.",
		},
		Task:    Section{Points: []string{"Make one source of truth"}},
		Action:  Section{Target: time.Minute, Script: "I talked to each of them first."},
		Result:  Section{Points: []string{"80% fewer discrepancies within six months"}},
		Lessons: Section{Points: []string{"Talk before you build"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if got.Draft() {
		t.Error("a whole story is no draft")
	}
}

func TestAStoryReadsTheSameHoweverItsTOMLIsWritten(t *testing.T) {
	want, problems := Parse("a.toml", []byte("title = 'A'\ntags = ['b', 'c']\n[task]\ntarget = '24s'\nscript = 'x\ty'\n"), Options{})
	if len(problems) > 0 {
		t.Fatal(said(problems))
	}
	for name, text := range map[string]string{
		"with a byte order mark":         "\ufefftitle = 'A'\ntags = ['b', 'c']\n[task]\ntarget = '24s'\nscript = 'x\ty'\n",
		"with Windows line ends":         "title = 'A'\r\ntags = ['b', 'c']\r\n[task]\r\ntarget = '24s'\r\nscript = '''x\ty\r\n'''\r\n",
		"with blanks and empty entries":  "title = ' A '\ntags = ['b', '', ' c']\n[task]\ntarget = ' 24s '\nscript = '''\n\nx\ty\n\n'''",
		"with dotted keys":               "title = 'A'\ntags = ['b', 'c']\ntask.target = '24s'\ntask.script = 'x\ty'\n",
		"with an inline table":           "title = 'A'\ntags = ['b', 'c']\ntask = {target = '24s', script = 'x\ty'}\n",
		"with quoted keys":               "\"title\" = 'A'\n'tags' = ['b', 'c']\n[ \"task\" ]\ntarget = '24s'\nscript = 'x\ty'\n",
		"with escapes":                   `title = "\u0041"` + "\ntags = [\"\\u0062\", \"\\U00000063\"]\n[task]\ntarget = \"24s\"\nscript = \"x\\ty\"\n",
		"with line-ending backslashes":   "title = \"\"\"\\\n   A\"\"\"\ntags = ['b', 'c']\n[task]\ntarget = '24s'\nscript = 'x\ty'\n",
		"with comments everywhere":       "# a\ntitle = 'A' # title = 'B'\ntags = [ # c\n 'b', # d\n 'c', ]\n[task] # e\ntarget = '24s'\n#f\nscript = 'x\ty'",
		"with sections in another order": "title = 'A'\ntags = ['b', 'c']\n[result]\n[task]\nscript = 'x\ty'\ntarget = '0.4m'\n",
	} {
		t.Run(name, func(t *testing.T) {
			got, problems := Parse("a.toml", []byte(text), Options{})
			if len(problems) > 0 {
				t.Fatal(said(problems))
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestADraftIsNoProblem(t *testing.T) {
	for name, text := range map[string]string{
		"a title alone":                  `title = "A"`,
		"one that says so":               "draft = true\n" + whole,
		"a section without anything":     "title = 'A'\n[situation]\n[task]\npoints = []\n",
		"targets before there is text":   "title = 'A'\nlimit = '30s'\n[situation]\ntarget = '10s'\n[task]\ntarget = '20s'\n[action]\n",
		"notes in place of the sections": "title = 'A'\nnotes = '''what I remember'''\n",
	} {
		t.Run(name, func(t *testing.T) {
			s, problems := Parse("a.toml", []byte(text), Options{})
			if len(problems) > 0 {
				t.Fatal(said(problems))
			}
			if !s.Draft() {
				t.Error("it is a draft")
			}
		})
	}
}

// told are files and what is said of them, line by line.
type told struct {
	text string
	want []string
}

func (c told) check(t *testing.T, path string, o Options) {
	t.Helper()
	_, problems := Parse(path, []byte(c.text), o)
	if diff := cmp.Diff(c.want, said(problems)); diff != "" {
		t.Error(diff)
	}
}

func TestEveryWrongValueIsToldWithItsPlaceItsKeyAndWhatToWrite(t *testing.T) {
	for name, c := range map[string]told{
		"a target without a unit": {
			"title = 'A'\n\n[action]\n  target = '24'\n",
			[]string{`a.toml:4:3: action.target: "24" has no unit; write "24s"`},
		},
		"a target as a number": {
			"title = 'A'\n[action]\ntarget = 24\n",
			[]string{`a.toml:3:1: action.target: 24 is a number without a unit; write target = "24s"`},
		},
		"a limit as a number of minutes": {
			"title = 'A'\nlimit = 2\n",
			[]string{`a.toml:2:1: limit: 2 is a number without a unit; write limit = "2m"`},
		},
		"a limit as a negative number": {
			"title = 'A'\nlimit = -2\n",
			[]string{`a.toml:2:1: limit: -2 is a number without a unit; write limit = "24s"`},
		},
		"a limit as a clock reads": {
			"title = 'A'\nlimit = '1:30'\n",
			[]string{`a.toml:2:1: limit: "1:30" is not how a time is written; write "1m30s"`},
		},
		"a limit in words": {
			"title = 'A'\nlimit = '2 min 30 seconds'\n",
			[]string{`a.toml:2:1: limit: "2 min 30 seconds" is not how a time is written; write "2m30s"`},
		},
		"a limit in other words": {
			"title = 'A'\nlimit = 'a while'\n",
			[]string{`a.toml:2:1: limit: "a while" is no time; write it like "24s", "2m" or "1m30s"`},
		},
		"an empty limit": {
			"title = 'A'\nlimit = ''\n",
			[]string{`a.toml:2:1: limit: is empty; write "24s", or leave the line out`},
		},
		"a limit as a list": {
			"title = 'A'\nlimit = ['2m']\n",
			[]string{`a.toml:2:1: limit: is a list and should be a length of time; write limit = "24s"`},
		},
		"a limit as a time of day": {
			"title = 'A'\nlimit = 00:02:00\n",
			[]string{`a.toml:2:1: limit: is a date or a time of day and should be a length of time; write limit = "24s"`},
		},
		"a limit too short": {
			"title = 'A'\nlimit = '9.999s'\n",
			[]string{`a.toml:2:1: limit: 9.999s is too short; write "10s" or more`},
		},
		"a limit too long": {
			"title = 'A'\nlimit = '1h1s'\n",
			[]string{`a.toml:2:1: limit: 1h0m1s is too long; write "60m" or less`},
		},
		"a target of nothing": {
			"title = 'A'\n[task]\ntarget = '0s'\n",
			[]string{`a.toml:3:1: task.target: "0s" is no time that anything could take; write "24s", or leave the line out`},
		},
		"a negative target": {
			"title = 'A'\n[task]\ntarget = '-5s'\n",
			[]string{`a.toml:3:1: task.target: "-5s" is no time that anything could take; write "24s", or leave the line out`},
		},
		"a target finer than a millisecond": {
			"title = 'A'\n[task]\ntarget = '1.0004s'\n",
			[]string{`a.toml:3:1: task.target: "1.0004s" is finer than a millisecond; write "1s"`},
		},
		"a target longer than any limit": {
			"title = 'A'\n[task]\ntarget = '2562047h'\n[action]\ntarget = '2562047h'\n",
			[]string{
				`a.toml:3:1: task.target: 2562047h is longer than any answer may take; write "60m" or less`,
				`a.toml:5:1: action.target: 2562047h is longer than any answer may take; write "60m" or less`,
			},
		},
		"no title": {
			"tags = ['a']\n",
			[]string{`a.toml:1:1: title: the story has no title; write title = "…" in the first line`},
		},
		"an empty file": {
			"",
			[]string{`a.toml:1:1: title: the story has no title; write title = "…" in the first line`},
		},
		"an empty title": {
			"tags = ['a']\ntitle = '  '\n",
			[]string{`a.toml:2:1: title: is empty; write title = "…": what you would call the story`},
		},
		"a title of two lines": {
			"title = 'A'\ntags = [\n'''b\nc'''\n]\n",
			[]string{`a.toml:3:1: tags[1]: runs over more than one line; write it on one`},
		},
		"a title as a number": {
			"title = 7\n",
			[]string{`a.toml:1:1: title: is a number and should be text; write "7"`},
		},
		"a title as a section": {
			"[title]\n",
			[]string{`a.toml:1:2: title: is a section and should be text; write "…"`},
		},
		"tags as text": {
			"title = 'A'\ntags = 'conflict'\n",
			[]string{`a.toml:2:1: tags: is text and should be a list; write tags = ["conflict"]`},
		},
		"answers as true": {
			"title = 'A'\nanswers = true\n",
			[]string{`a.toml:2:1: answers: is true or false and should be a list; write answers = ["…", "…"]`},
		},
		"points that are no text": {
			"title = 'A'\n[task]\npoints = [\n  'a',\n  1.5,\n  ['b'],\n  2026-01-02,\n]\n",
			[]string{
				`a.toml:5:3: task.points[2]: is a number and should be text; write "1.5"`,
				`a.toml:6:3: task.points[3]: is a list and should be text; write "…"`,
				`a.toml:7:3: task.points[4]: is a date or a time of day and should be text; write "2026-01-02"`,
			},
		},
		"a script as a list": {
			"title = 'A'\n[task]\nscript = ['a', 'b']\n",
			[]string{`a.toml:3:1: task.script: is a list and should be one text; write script = """…"""`},
		},
		"a draft in words": {
			"title = 'A'\ndraft = 'yes'\n",
			[]string{`a.toml:2:1: draft: is text and should be true or false; write draft = true, or take the line out`},
		},
		"a section as text": {
			"title = 'A'\nsituation = 'once upon a time'\n",
			[]string{`a.toml:2:1: situation: is text and should be a section; write [situation] on a line of its own, and points or script below it`},
		},
		"a section in double brackets": {
			"title = 'A'\n[[situation]]\nscript = 'a'\n",
			[]string{`a.toml:2:3: situation: is a list of sections and should be a section; write [situation] on a line of its own, and points or script below it`},
		},
		"a control character behind an escape": {
			"title = 'A'\n[task]\nscript = \"a\\u0007b\"\n",
			[]string{`a.toml:3:1: task.script: holds the control character U+0007; take the escape '\a' out`},
		},
	} {
		t.Run(name, func(t *testing.T) { c.check(t, "a.toml", Options{}) })
	}
}

func TestEveryUnknownKeyIsToldWithItsPlaceAndTheNearestKnownOne(t *testing.T) {
	for name, c := range map[string]told{
		"a slip":              {"title = 'A'\ntgas = []\n", []string{"a.toml:2:1: tgas: is no key that Starling knows; did you mean tags?"}},
		"another case":        {"title = 'A'\n[ Result ]\n", []string{"a.toml:2:3: Result: is no key that Starling knows; did you mean result?"}},
		"a hyphen":            {"title = 'A'\nfollow-ups = []\n", []string{"a.toml:2:1: follow-ups: is no key that Starling knows; did you mean followups?"}},
		"one letter less":     {"title = 'A'\n[lesson]\n", []string{"a.toml:2:2: lesson: is no key that Starling knows; did you mean lessons?"}},
		"diacritics":          {"title = 'A'\n\"tïtle\" = ''\n", []string{"a.toml:2:1: tïtle: is no key that Starling knows; did you mean title?"}},
		"a slip in a section": {"title = 'A'\n[task]\n\tscripts = ''\n", []string{"a.toml:3:2: task.scripts: is no key that Starling knows; did you mean script?"}},
		"nothing like it": {
			"title = 'A'\n[task]\nzzz = 1\n",
			[]string{"a.toml:3:1: task.zzz: is no key that Starling knows; the keys are target, points, script"},
		},
		"a key of the top below a header": {
			"title = 'A'\n[task]\ntags = ['a']\n",
			[]string{"a.toml:3:1: task.tags: does not belong in a section; write it above the first [section]"},
		},
		"a key of a section above the headers": {
			"title = 'A'\npoints = ['a']\n",
			[]string{"a.toml:2:1: points: belongs in a section; write it below [situation], [task], [action], [result] or [lessons]"},
		},
		"a key whose like stands in a text before it": {
			"title = 'A'\nnotes = '''\nfoo = 1\n[foo]\n'''\n[task]\nscript = \"\"\"\nbar = 1 # \\\"\\\"\\\"\nfoo = 2\n\"\"\"\nbar = 3\n",
			[]string{"a.toml:11:1: task.bar: is no key that Starling knows; the keys are target, points, script"},
		},
		"a key behind letters of several bytes": {
			"title = 'A'\ntask = {script = 'éé\u2003😀', foo = 1}\n",
			[]string{"a.toml:2:26: task.foo: is no key that Starling knows; the keys are target, points, script"},
		},
		"a key of a dotted kind": {
			"title = 'A'\ntask.foo.bar = 1\n",
			[]string{"a.toml:2:1: task.foo: is no key that Starling knows; the keys are target, points, script"},
		},
	} {
		t.Run(name, func(t *testing.T) { c.check(t, "a.toml", Options{}) })
	}
}

func TestTargetsMustLeaveEverySectionItsTime(t *testing.T) {
	const said4 = "[situation]\npoints=['a']\n%s[task]\npoints=['a']\n%s[action]\npoints=['a']\n%s[result]\npoints=['a']\n%s"
	story := func(top string, targets ...string) string {
		text := "title = 'A'\n" + top + said4
		for _, target := range targets {
			if target != "" {
				target = "target = '" + target + "'\n"
			}
			text = strings.Replace(text, "%s", target, 1)
		}
		return text
	}
	for name, c := range map[string]struct {
		settings time.Duration
		told
	}{
		"all of the limit":    {0, told{story("", "20s", "20s", "1m", "20s"), []string{}}},
		"less than the limit": {0, told{story("", "20s", "20s", "20s", "20s"), []string{}}},
		"none at all":         {0, told{story("", "", "", "", ""), []string{}}},
		"a millisecond left":  {0, told{story("limit = '1m'\n", "20s", "20s", "19.999s", ""), []string{}}},
		"more than the story's limit": {0, told{
			story("limit = '1m'\n", "20s", "20s", "30s", "5s"),
			[]string{`a.toml:11:1: action.target: the targets add up to 1m15s, 15s more than the limit of 1m; write smaller targets, or limit = "1m15s" above the sections`},
		}},
		"more than the limit that holds for all": {0, told{
			story("", "1m", "30s", "30s", "1s"),
			[]string{`a.toml:13:1: result.target: the targets add up to 2m1s, 1s more than the limit of 2m that holds for stories without one of their own; write smaller targets, or limit = "2m1s" above the sections`},
		}},
		"more than the settings' limit": {90 * time.Second, told{
			story("", "1m", "10s", "10s", "11s"),
			[]string{`a.toml:13:1: result.target: the targets add up to 1m31s, 1s more than the limit of 1m30s that holds for stories without one of their own; write smaller targets, or limit = "1m31s" above the sections`},
		}},
		"within the settings' limit":         {5 * time.Minute, told{story("", "1m", "1m", "1m", "1m"), []string{}}},
		"the story's limit before settings'": {time.Minute, told{story("limit = '4m'\n", "1m", "1m", "1m", "1m"), []string{}}},
		"more than any limit": {0, told{
			story("limit = '60m'\n", "30m", "30m", "30m", "1s"),
			[]string{`a.toml:11:1: action.target: the targets add up to 1h30m1s, 30m1s more than the limit of 1h; write smaller targets`},
		}},
		"nothing left for two": {0, told{
			story("limit = '1m'\n", "", "30s", "", "30s"),
			[]string{`a.toml:3:2: situation.target: the other targets use up the limit of 1m, and nothing is left for situation and action; write smaller targets or a longer limit`},
		}},
		"less than a millisecond for each": {0, told{
			story("limit = '1m'\n", "", "30s", "", "29.999s"),
			[]string{`a.toml:3:2: situation.target: the other targets use up the limit of 1m, and nothing is left for situation and action; write smaller targets or a longer limit`},
		}},
		"a target that is wrong itself is told once": {0, told{
			story("limit = '1m'\n", "50s", "30", "50s", ""),
			[]string{`a.toml:8:1: task.target: "30" has no unit; write "30s"`},
		}},
		"a limit that is wrong itself is told once": {0, told{
			story("limit = '5s'\n", "50s", "30s", "50s", ""),
			[]string{`a.toml:2:1: limit: 5s is too short; write "10s" or more`},
		}},
		"lessons without text take no time": {0, told{story("", "30s", "30s", "30s", "30s") + "[lessons]\ntarget = '30s'\n", []string{}}},
	} {
		t.Run(name, func(t *testing.T) { c.check(t, "a.toml", Options{Limit: c.settings}) })
	}
}

func TestAllProblemsOfAFileAreToldAtOnceInItsOrder(t *testing.T) {
	told{
		"title = \nlimit = 2m\ntgas = []\n\n[action]\ntarget = '24'\ntarget = '25s'\npoints = 'a'\nscript = “a”\n\n[task]\npoints = [1]\n",
		[]string{
			`a.toml:1:9: title: has no value; write title = "…", or take the line out`,
			`a.toml:2:9: limit: "2m" is not in quotation marks; write limit = "2m"`,
			`a.toml:3:1: tgas: is no key that Starling knows; did you mean tags?`,
			`a.toml:6:1: action.target: "24" has no unit; write "24s"`,
			`a.toml:7:1: action.target: is written twice, first at line 6; keep one of the two`,
			`a.toml:8:1: action.points: is text and should be a list; write points = ["a"]`,
			`a.toml:9:10: action.script: “ is no straight quotation mark; write script = "a"`,
			`a.toml:12:11: task.points[1]: is a number and should be text; write "1"`,
		},
	}.check(t, "a.toml", Options{})
}

func TestOfVeryManyProblemsTheFirstTwentyAreTold(t *testing.T) {
	var b strings.Builder
	b.WriteString("title = 'A'\n")
	for i := range 1000 {
		fmt.Fprintf(&b, "x%d = ''\n", i)
	}
	_, problems := Parse("a.toml", []byte(b.String()), Options{})
	lines := said(problems)
	if len(lines) != 21 {
		t.Fatalf("%d problems", len(lines))
	}
	if want := "a.toml:22:1: 980 more problems from here on; put the ones above right first"; lines[20] != want {
		t.Errorf("got  %s\nwant %s", lines[20], want)
	}
}

func TestAFileThatIsNoTextIsToldAsSuch(t *testing.T) {
	for name, c := range map[string]told{
		"a control character": {
			"title = 'A'\nnotes = 'é\x07'\n",
			[]string{"a.toml:2:11: the control character U+0007 has no place in a text; take it out"},
		},
		"a control character of two bytes": {
			"title = 'Â\u0085'\n",
			[]string{"a.toml:1:11: the control character U+0085 has no place in a text; take it out"},
		},
		"a null byte": {
			"title = 'A'\n\x00",
			[]string{"a.toml:2:1: the control character U+0000 has no place in a text; take it out"},
		},
		"control characters in a comment, five of them told": {
			"#\x01\x02\x03\x1f\x7f\x08\n",
			[]string{
				"a.toml:1:2: the control character U+0001 has no place in a text; take it out",
				"a.toml:1:3: the control character U+0002 has no place in a text; take it out",
				"a.toml:1:4: the control character U+0003 has no place in a text; take it out",
				"a.toml:1:5: the control character U+001F has no place in a text; take it out",
				"a.toml:1:6: the control character U+007F has no place in a text; take it out",
			},
		},
		"a carriage return alone": {
			"title = 'A'\r[task]\r\n",
			[]string{"a.toml:1:12: a carriage return (U+000D) stands without a line feed; let the editor write line ends as LF or CRLF"},
		},
		"Latin-1": {
			"title = 'Caf\xe9'\nnotes = '\xff'\n",
			[]string{
				"a.toml:1:13: the byte 0xe9 is not valid UTF-8; save the file as UTF-8 in the editor",
				"a.toml:2:10: the byte 0xff is not valid UTF-8; save the file as UTF-8 in the editor",
			},
		},
		"UTF-16": {
			"\xff\xfet\x00i\x00",
			[]string{"a.toml:1:1: the file is written in UTF-16 or UTF-32; save it as UTF-8 in the editor"},
		},
		"more than a mebibyte": {
			"title = 'A'\n#" + strings.Repeat("x", MaxFileSize),
			[]string{"a.toml: the file is 1.0 MiB large, and a story may be 1 MiB at most; take out what is no text, or split it into several stories"},
		},
	} {
		t.Run(name, func(t *testing.T) { c.check(t, "a.toml", Options{}) })
	}
}

func TestExactlyAMebibyteIsRead(t *testing.T) {
	text := "title = 'A'\n#"
	told{text + strings.Repeat("x", MaxFileSize-len(text)), []string{}}.check(t, "a.toml", Options{})
}

func TestASlugThatIsNoGoodFileNameIsTold(t *testing.T) {
	const rename = "; rename it, with letters, digits and hyphens, like conflict-with-sales.toml"
	for path, want := range map[string]string{
		"questions.toml":                   "the name questions.toml is reserved for the bank of questions; give the story another file name",
		"Questions.toml":                   "the name questions.toml is reserved for the bank of questions; give the story another file name",
		".toml":                            "the file has no name before .toml" + rename,
		".hidden.toml":                     "the file's name begins with a dot, which hides it" + rename,
		" a.toml":                          "the file's name begins or ends with a blank or a dot" + rename,
		"a .toml":                          "the file's name begins or ends with a blank or a dot" + rename,
		"a..toml":                          "the file's name begins or ends with a blank or a dot" + rename,
		"what?.toml":                       "the file's name holds '?', which not every system allows" + rename,
		"a\nb.toml":                        `the file's name holds '\n', which not every system allows` + rename,
		"a\xff.toml":                       "the file's name is not valid UTF-8" + rename,
		"con.toml":                         `"con" is the name of a device on Windows` + rename,
		"COM1.old.toml":                    `"com1" is the name of a device on Windows` + rename,
		"lpt9.toml":                        `"lpt9" is the name of a device on Windows` + rename,
		strings.Repeat("a", 201) + ".toml": "the file's name is longer than 200 bytes; give it a shorter one",
		"a.TOML":                           "the file's name does not end in .toml; rename it to a.toml",
		"a.txt":                            "the file's name does not end in .toml; rename it to a.toml",
		"a b.toml":                         "",
		"com.toml":                         "",
		"com10.toml":                       "",
		"Über-uns_2.0.toml":                "",
		strings.Repeat("a", 200) + ".toml": "",
	} {
		t.Run(path, func(t *testing.T) {
			_, problems := Parse(path, []byte("title = 'A'"), Options{})
			got := ""
			for _, p := range problems {
				got = p.Wrong + "; " + p.Instead
			}
			if got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

func TestWhatIsWrongWithTheNameHidesNothingInTheFile(t *testing.T) {
	_, problems := Parse("con.toml", []byte("tilte = 'A'"), Options{})
	if len(problems) != 3 {
		t.Error(said(problems))
	}
}
