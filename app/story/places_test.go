package story

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestEveryPartOfAStoryIsFoundOnItsLine(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want map[string]int
	}{
		"as stories are written": {
			whole,
			map[string]int{
				"title": 1, "tags": 2, "tags[1]": 2, "limit": 4, "notes": 7, "dismissed[1]": 8,
				"situation": 10, "situation.target": 11, "situation.points[2]": 12, "situation.script": 13,
				"task.points[1]": 18, "action.script": 22,
			},
		},
		"an entry a line, with empty ones, which do not count": {
			"title = 'A'\n[task]\npoints = [ # 'no'\n  '', 'a',\n\n  # 'no'\n  ' ',\n  '''\nb''',\n  'c']\n",
			map[string]int{"task.points": 3, "task.points[1]": 4, "task.points[2]": 8, "task.points[3]": 10, "task.points[4]": 3},
		},
		"in quotation marks, with dots and in braces": {
			"'title' = 'A'\n\"situation\" . points = ['a']\ntask = {\n points = ['b',\n'c']}\n[ 'action' ]\n \"points\" = ['d']\n",
			map[string]int{
				"title": 1, "situation": 2, "situation.points[1]": 2, "task": 3, "task.points": 4, "task.points[2]": 5,
				"action": 6, "action.points[1]": 7,
			},
		},
		"what is not there has the line of what it would stand in": {
			"title = 'A'\n[result]\npoints = ['a']\n",
			map[string]int{"result.script": 2, "result.points[7]": 3, "result.target": 2, "task": 0, "task.points[1]": 0, "limit": 0, "": 0},
		},
		"with unknown keys, a byte order mark and Windows line ends": {
			"\ufefffoo = 1\r\ntitle = 'A'\r\n[extra]\r\ntitle = 'B'\r\n[task]\r\nscript = 'c'\r\n",
			map[string]int{"title": 2, "task.script": 6, "extra": 0},
		},
		"nothing, where nothing can be read": {"title = 'A\n", map[string]int{"title": 0}},
	} {
		t.Run(name, func(t *testing.T) {
			p := ParsePlaces([]byte(c.text))
			for key, want := range c.want {
				if got := p.Line(key); got != want {
					t.Errorf("%s: line %d, want %d", key, got, want)
				}
			}
		})
	}
	if (Places{}).Line("title") != 0 || (Places{}).ScriptLine(Task, 3) != 0 {
		t.Error("the zero value knows none")
	}
}

func TestAWordOfAScriptIsFoundOnItsLine(t *testing.T) {
	const beforeIt = "title = 'A'\n[task]\n" // the script begins on line 3
	for name, c := range map[string]struct {
		script string
		lines  []int // of the words w0, w1 …
	}{
		"on one line":                 {`"w0 w1"`, []int{3, 3}},
		"literal":                     {`' w0 \n w1 '`, []int{3, 3}},
		"long":                        {"\"\"\"\nw0 w1\n\nw2\n\"\"\"", []int{4, 4, 6}},
		"long from the first line":    {"\"\"\"w0\nw1\"\"\"", []int{3, 4}},
		"with line ends escaped":      {`"""w0\nw1"""`, []int{3, 3}},
		"with escapes of all lengths": {"\"\"\"\\u00e9\\U0001F600\\\"é\nw0\n\\\\w1\"\"\"", []int{4, 5}},
		"with lines joined":           {"\"\"\"\\\n  \n w0 \\\n   w1 \\\n\n   w2\nw3\"\"\"", []int{5, 6, 8, 9}},
		"literal and long":            {"'''\n\n  \\\nw0\\\nw1'''", []int{6, 7}},
		"with Windows line ends":      {"\"\"\"\r\nw0\r\nw1\r\n\"\"\"", []int{4, 5}},
	} {
		t.Run(name, func(t *testing.T) {
			data := []byte(beforeIt + "script = " + c.script + "\n")
			s, problems := Parse("a.toml", data, Options{})
			if len(problems) > 0 {
				t.Fatal(problems)
			}
			p := ParsePlaces(data)
			for i, want := range c.lines {
				at := strings.Index(s.Task.Script, fmt.Sprint("w", i))
				if got := p.ScriptLine(Task, at); got != want || at < 0 {
					t.Errorf("w%d, at %d of %q: line %d, want %d", i, at, s.Task.Script, got, want)
				}
			}
		})
	}
	p := ParsePlaces([]byte("title = 'A'\n[task]\nscript = 'a'\n[action]\npoints = ['b']"))
	if p.ScriptLine(Task, 99) != 3 || p.ScriptLine(Action, 0) != 4 || p.ScriptLine(Result, 0) != 0 {
		t.Error("places that the script does not have")
	}
}

func TestPlacesPointToWhatTheyName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := someStory("a.toml").Draw(t, "story")
		data := Encode(s)
		lines := strings.Split(string(data), "\n")
		p := ParsePlaces(data)
		on := func(key string) string { return lines[p.Line(key)-1] }
		for _, n := range s.Names() {
			section := s.Section(n)
			for i, point := range section.Points {
				if key := entryKey(string(n)+".points", i+1); !strings.Contains(on(key), tomlText(point)) {
					t.Fatalf("%s is not on %q", key, on(key))
				}
			}
			at := 0
			for _, line := range strings.Split(section.Script, "\n") {
				if got := lines[max(0, p.ScriptLine(n, at)-1)]; section.Script != "" && got != escape(line, true) {
					t.Fatalf("%q is not %q", got, line)
				}
				at += len(line) + 1
			}
		}
	})
}
