package story

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

type rewriteCase struct {
	file string
	edit func(s *Story)
	want string // empty where it cannot be
}

// rewriteCases are files with an edit and what becomes of them.
func rewriteCases() map[string]rewriteCase {
	return map[string]rewriteCase{
		"nothing": {"title='A' # a\n\n\n[task]\n", func(*Story) {}, "title='A' # a\n\n\n[task]\n"},
		"a title, with a remark": {
			"  'title'   =   'A'   # a\ntags=[]", func(s *Story) { s.Title = "B" },
			"  'title'   =   'B'   # a\ntags=[]",
		},
		"a blank more or less makes no difference": {"title = ' A '\n", func(s *Story) { s.Title = "A "; s.Tags = []string{" "} }, "title = ' A '\n"},
		"a time, and one that is only written in another way": {
			"title = 'A'\nlimit = \"120s\"\n[task]\ntarget = '60s'\n", func(s *Story) { s.Limit = 2 * time.Minute; s.Task.Target = 90 * time.Second },
			"title = 'A'\nlimit = \"120s\"\n[task]\ntarget = '1m30s'\n",
		},
		"draft": {"title = 'A'\ndraft = false # yet\n", func(s *Story) { s.MarkedDraft = true }, "title = 'A'\ndraft = true # yet\n"},
		"no draft any more": {
			"title = 'A'\n# I wonder\ndraft = true # yet\n\n[task]\n", func(s *Story) { s.MarkedDraft = false },
			"title = 'A'\n# I wonder\n\n[task]\n",
		},
		"a new key at its place": {
			"title = 'A'\nlimit = '2m'\n", func(s *Story) { s.Tags = []string{"b"} },
			"title = 'A'\ntags = [\"b\"]\nlimit = '2m'\n",
		},
		"a new key below the others, aligned": {
			"title     = 'A'\nlimit     = '2m' # it\n# end\n", func(s *Story) { s.Notes = "b"; s.Polished = []string{"p"} },
			"title     = 'A'\nlimit     = '2m' # it\npolished  = [\"p\"]\nnotes     = \"\"\"\nb\n\"\"\"\n# end\n",
		},
		"a new key in a dense, indented file": {
			"title='A'\n[task]\n  points=['a']\n[action]\n  points=['b']\n", func(s *Story) { s.Tags = []string{"c"}; s.Task.Target = time.Second; s.Action.Script = "d" },
			"title='A'\ntags=[\"c\"]\n[task]\n  target=\"1s\"\n  points=['a']\n[action]\n  points=['b']\n  script=\"\"\"\nd\n\"\"\"\n",
		},
		"a new key after the last line, which has no end": {"title = 'A'\r\nlimit = '2m'", func(s *Story) { s.Notes = "b\nc" }, "title = 'A'\r\nlimit = '2m'\r\nnotes = \"\"\"\r\nb\r\nc\r\n\"\"\""},
		"a new key below an empty header":                 {"title = 'A'\n[task] # what\n# why\n", func(s *Story) { s.Task.Points = []string{"b"} }, "title = 'A'\n[task] # what\npoints = [\"b\"]\n# why\n"},
		"a title where there is none": {
			"# mine\n\n# on the task\n[task]\npoints = ['a']\n", func(s *Story) { s.Title = "A" },
			"# mine\n\ntitle = \"A\"\n\n# on the task\n[task]\npoints = ['a']\n",
		},
		"a title above the others":   {"# mine\ntags = ['a']\n", func(s *Story) { s.Title = "A" }, "# mine\ntitle = \"A\"\ntags = ['a']\n"},
		"a title above a remark":     {"x = 1\n# mine\ntags = ['a']\n", func(s *Story) { s.Title = "A" }, "x = 1\ntitle = \"A\"\n# mine\ntags = ['a']\n"},
		"a title below what is else": {"x = 1\n[task]\n", func(s *Story) { s.Title = "A" }, "x = 1\ntitle = \"A\"\n[task]\n"},
		"a title in an empty file":   {"", func(s *Story) { s.Title = "A" }, "title = \"A\"\n"},
		"a title below a remark":     {"# mine", func(s *Story) { s.Title = "A" }, "# mine\ntitle = \"A\""},
		"a section at its place": {
			"title = 'A'\n\n[situation]\npoints = ['a']\n# more\n\n# on the result\n[result]\npoints = ['b']\n", func(s *Story) { s.Task = Section{Target: time.Second, Points: []string{"c"}, Script: "d"} },
			"title = 'A'\n\n[situation]\npoints = ['a']\n# more\n\n[task]\ntarget = \"1s\"\npoints = [\"c\"]\nscript = \"\"\"\nd\n\"\"\"\n\n# on the result\n[result]\npoints = ['b']\n",
		},
		"the first section": {"title = 'A'\n\n[task]\n", func(s *Story) { s.Situation.Points = []string{"c"} }, "title = 'A'\n\n[situation]\npoints = [\"c\"]\n\n[task]\n"},
		"a section in a dense file": {
			"title = 'A'\n[task]\npoints = ['a']\n[result]\npoints = ['b']", func(s *Story) { s.Action.Points = []string{"c"}; s.Lessons.Points = []string{"d"} },
			"title = 'A'\n[task]\npoints = ['a']\n\n[action]\npoints = [\"c\"]\n[result]\npoints = ['b']\n\n[lessons]\npoints = [\"d\"]",
		},
		"a section behind those below the one before": {
			"title = 'A'\n[task]\n[task.x]\ny = 1\n\n[z]\n", func(s *Story) { s.Action.Points = []string{"c"} },
			"title = 'A'\n[task]\n[task.x]\ny = 1\n\n[action]\npoints = [\"c\"]\n\n[z]\n",
		},
		"a section goes, but for what is not known": {
			"title = 'A'\n\n[situation]\npoints = ['a'] # a\n\n[task]\npoints = ['b']\nx = 1\n\n[action]\n# why\npoints = ['c']\n\n# r\n[result]\npoints = ['d']\n\n[lessons]\npoints = ['e']\n",
			func(s *Story) {
				s.Situation, s.Task, s.Action, s.Result, s.Lessons = Section{}, Section{}, Section{}, Section{}, Section{}
			},
			"title = 'A'\n\n[task]\nx = 1\n\n[action]\n# why\n\n# r\n[result]\n",
		},
		"the last section goes, and the line end is as it was": {"title = 'A' \r\n\r\n[task]\r\nscript = 'a'", func(s *Story) { s.Task.Script = "" }, "title = 'A' "},
		"all goes but an empty title":                          {"[task]\nscript = 'a'\n", func(s *Story) { s.Task.Script = "" }, ""},
		"the last line goes":                                   {"title = 'A'\r\nnotes = 'a'", func(s *Story) { s.Notes = "" }, "title = 'A'"},
		"with dots": {
			"title = 'A'\ntask . points = ['a', 'b'] # ab\n'task'.script = 'c'\n", func(s *Story) { s.Task.Points = []string{"a"}; s.Task.Script = ""; s.Task.Target = time.Second },
			"title = 'A'\ntask . points = ['a'] # ab\ntask . target = \"1s\"\n",
		},
		"with dots, for what is not known": {"title = 'A'\ntask.x.y = 1\n", func(s *Story) { s.Task.Script = "c" }, "title = 'A'\ntask.x.y = 1\ntask.script = \"\"\"\nc\n\"\"\"\n"},
		"in braces": {
			"title = 'A'\ntask = { points = ['a'], x = 1 } # a\naction = {}\nresult = {script = 'a'}\nsituation = {script = 'b', points = ['c']}\nlessons = { target = '1s' } # l\n", func(s *Story) {
				s.Task.Points, s.Task.Target = []string{"b", "c"}, time.Second
				s.Task.Script = "d"
				s.Action.Script = "e"
				s.Result.Script, s.Lessons.Target = "", 0
				s.Situation.Script = ""
			},
			"title = 'A'\ntask = { target = \"1s\", points = ['b', 'c'], script = \"\"\"\nd\n\"\"\", x = 1 } # a\naction = { script = \"\"\"\ne\n\"\"\" }\nsituation = {points = ['c']}\n",
		},
		"in braces, the last pair": {"title = 'A'\ntask = {points = ['a'], script = 'b'}\n", func(s *Story) { s.Task.Script = "" }, "title = 'A'\ntask = {points = ['a']}\n"},
		"sections in any order, with a byte order mark": {
			"\ufefftitle = 'A'\n[result]\npoints = ['a']\n\n[situation]\npoints = ['b']\n", func(s *Story) { s.Lessons.Points = []string{"c"}; s.Task.Points = []string{"d"} },
			"\ufefftitle = 'A'\n[result]\npoints = ['a']\n\n[lessons]\npoints = [\"c\"]\n\n[situation]\npoints = ['b']\n\n[task]\npoints = [\"d\"]\n",
		},
		"keys that are unknown or stand elsewhere": {
			"title = 'A'\ntgas = ['a']\n[task]\ntags = ['b']\npoints = 1.5\n", func(s *Story) { s.Tags = []string{"c"} }, "",
		},
	}
}

func TestOnlyTheValuesThatDifferAreWritten(t *testing.T) {
	for name, c := range rewriteCases() {
		t.Run(name, func(t *testing.T) {
			s, _, editable := Read("a.toml", []byte(c.file), Options{})
			c.edit(&s)
			got, err := Rewrite([]byte(c.file), s)
			if !editable {
				if !errors.Is(err, ErrCannotRewrite) || got != nil {
					t.Error(err)
				}
				return
			}
			if diff := cmp.Diff(c.want, string(got)); diff != "" || err != nil {
				t.Errorf("%v\n%s\n%s", err, diff, got)
			}
		})
	}
}

func TestAFileWithUnknownKeysCanBeChanged(t *testing.T) {
	const file = "tgas = ['a']\n[task]\ntags = ['b']\n[extra]\nx = {y = 1}\n"
	s, problems, editable := Read("con.toml", []byte(file), Options{})
	if len(problems) != 5 || !editable {
		t.Fatal(problems)
	}
	s.Title, s.Tags = "A", []string{"c"}
	got, err := Rewrite([]byte(file), s)
	if want := "tgas = ['a']\ntitle = \"A\"\ntags = [\"c\"]\n[task]\ntags = ['b']\n[extra]\nx = {y = 1}\n"; string(got) != want || err != nil {
		t.Errorf("%s %v", got, err)
	}
}

func TestWhatCannotBeReadIsNotWrittenOver(t *testing.T) {
	for name, file := range map[string]string{
		"another kind of value": "title = 'A'\ntags = 'a'\n",
		"no TOML":               "title = 'A'\nwhat\n",
		"a wrong time":          "title = 'A'\nlimit = '5s'\n",
		"no UTF-8":              "title = 'A\xe9'\n",
		"a list of sections":    "title = 'A'\n[[task]]\n",
	} {
		s, _, editable := Read("a.toml", []byte(file), Options{})
		same, err := Rewrite([]byte(file), s)
		if string(same) != file || err != nil {
			t.Errorf("%s: %q %v", name, same, err)
		}
		s.Title, s.Notes = "B", "b"
		got, err := Rewrite([]byte(file), s)
		var p Problem
		if editable || got != nil || !errors.Is(err, ErrCannotRewrite) || !errors.As(err, &p) || p.Line == 0 || p.File != "a.toml" {
			t.Errorf("%s: %q %v", name, got, err)
		}
	}
}

func TestAStoryThatCouldNotBeReadIsRefused(t *testing.T) {
	const file = "title = 'A'\nlimit = '1m'\n[task]\npoints = ['a']\n"
	for name, c := range map[string]struct {
		edit func(s *Story)
		want string
	}{
		"no title":               {func(s *Story) { s.Title = " " }, `a.toml: title: is empty; write title = "…": what you would call the story`},
		"a title of two lines":   {func(s *Story) { s.Title = "A\nB" }, "a.toml: title: runs over more than one line; write it on one"},
		"a control character":    {func(s *Story) { s.Task.Points = []string{"a\x07"} }, `a.toml: task.points[1]: holds the control character U+0007; take the escape '\a' out`},
		"a limit too short":      {func(s *Story) { s.Limit = time.Second }, `a.toml: limit: 1s is too short; write "10s" or more`},
		"targets too long":       {func(s *Story) { s.Task.Target = 2 * time.Minute }, `a.toml: task.target: the targets add up to 2m, 1m more than the limit of 1m; write smaller targets, or limit = "2m" above the sections`},
		"more than a file holds": {func(s *Story) { s.Notes = strings.Repeat("a", MaxFileSize) }, "a.toml: the file is 1.0 MiB large, and a story may be 1 MiB at most; take out what is no text, or split it into several stories"},
	} {
		s, _ := Parse("a.toml", []byte(file), Options{})
		c.edit(&s)
		got, err := Rewrite([]byte(file), s)
		if got != nil || err == nil || err.Error() != c.want || errors.Is(err, ErrCannotRewrite) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTargetsThatAreTooLongAlreadyCanBeMendedStepByStep(t *testing.T) {
	const file = "title = 'A'\nlimit = '1m'\n[task]\ntarget = '50s'\n[action]\ntarget = '50s'\n[result]\ntarget = '50s'\npoints = ['a']\n"
	s, problems, editable := Read("a.toml", []byte(file), Options{})
	if len(problems) != 1 || !editable {
		t.Fatal(problems)
	}
	s.Result.Target = 20 * time.Second
	got, err := Rewrite([]byte(file), s)
	if err != nil || string(got) != strings.Replace(file, "'50s'\npoints", "'20s'\npoints", 1) {
		t.Errorf("%s %v", got, err)
	}
}

func TestAFormThatLeavesNoRoomIsSaid(t *testing.T) {
	for name, c := range map[string]struct {
		file string
		edit func(s *Story)
	}{
		"a remark between braces":      {"title = 'A'\ntask = {\n # why\n script = 'a',\n points = ['b'] }\n", func(s *Story) { s.Task.Script = "" }},
		"nothing but that":             {"title = 'A'\ntask = { # why\n}\n", func(s *Story) { s.Task.Script = "a" }},
		"lists in lists beyond reason": {"title = 'A'\nx = " + strings.Repeat("[", 40) + strings.Repeat("]", 40) + "\n[task]\nscript = 'a'\n", func(s *Story) { s.Task.Script = "" }},
	} {
		s, _ := Parse("a.toml", []byte(c.file), Options{})
		c.edit(&s)
		got, err := Rewrite([]byte(c.file), s)
		if got != nil || !errors.Is(err, ErrCannotRewrite) {
			t.Errorf("%s: %s %v", name, got, err)
			continue
		}
		if text := err.Error(); !strings.Contains(text, "a.toml:") || !strings.Contains(text, "task.script: is written in a form") {
			t.Errorf("%s: %s", name, text)
		}
	}
}
