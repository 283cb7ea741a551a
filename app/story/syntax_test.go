package story

import (
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestEveryErrorOfSyntaxIsToldInAPersonsWords(t *testing.T) {
	const general = `write key = "text", key = ["text", "text"] or [section] on a line of its own`
	for name, c := range map[string]told{
		"text without quotation marks": {
			"title = A story # mine\n",
			[]string{`a.toml:1:9: title: "A story" is not in quotation marks; write title = "A story"`},
		},
		"a time without quotation marks": {
			"title = 'A'\nlimit = 2m\n",
			[]string{`a.toml:2:9: limit: "2m" is not in quotation marks; write limit = "2m"`},
		},
		"typographic quotation marks": {
			"title = «A»\n",
			[]string{`a.toml:1:9: title: « is no straight quotation mark; write title = "A"`},
		},
		"yes": {
			"title = 'A'\ndraft = Yes\n",
			[]string{`a.toml:2:9: draft: "Yes" is no value; write draft = true`},
		},
		"False": {
			"title = 'A'\ndraft = False\n",
			[]string{`a.toml:2:9: draft: "False" is no value; write draft = false`},
		},
		"no value": {
			"title = 'A'\ndraft = # later\n",
			[]string{`a.toml:2:9: draft: has no value; write draft = "…", or take the line out`},
		},
		"a text that does not end on its line": {
			"title = 'A'\n[task]\nscript = \"one\ntwo\"\n",
			[]string{
				`a.toml:3:14: task.script: the text does not end on its line; close it with a quotation mark, or put """ before and after a text of several lines`,
				`a.toml:4:4: task: this line is no key with a value; ` + general + `; a remark begins with #`,
			},
		},
		"a text that never ends": {
			"title = 'A'\n[task]\nscript = \"\"\"one\n\ntitle = 'B'\n",
			[]string{`a.toml:3:10: task.script: the text that begins here never ends; write """ at its end`},
		},
		"a literal text that never ends": {
			"title = 'A'\nnotes = '''one\n",
			[]string{`a.toml:2:9: notes: the text that begins here never ends; write ''' at its end`},
		},
		"a list that never ends": {
			"title = 'A'\n[task]\npoints = [\n  'a',\n",
			[]string{`a.toml:3:10: task.points: the list that begins here never ends; write ] behind its last entry`},
		},
		"a list that runs into the next section": {
			"title = 'A'\n[task]\npoints = [\n  'a'\n[action]\n",
			[]string{`a.toml:5:1: task.points: a comma is missing between two entries of the list, or ] at its end; write ["…", "…"]`},
		},
		"a comma that is missing": {
			"title = 'A'\ntags = ['a' 'b']\nfoo = 1\n",
			[]string{
				`a.toml:2:13: tags: a comma is missing between two entries of the list, or ] at its end; write ["…", "…"]`,
				`a.toml:3:1: foo: is no key that Starling knows; the keys are title, tags, answers, limit, polished, followups, notes, dismissed, draft, situation, task, action, result, lessons`,
			},
		},
		"an escape that is none": {
			"title = \"C:\\data\"\n",
			[]string{`a.toml:1:12: title: a backslash begins an escape, and this is none; write \\ for a backslash`},
		},
		"an escape that is none in a long text": {
			"title = 'A'\n[task]\nscript = \"\"\"\none \\\\ \\t \\\n  two\nthree \\goes\n\"\"\"\n",
			[]string{`a.toml:6:7: task.script: a backslash begins an escape, and this is none; write \\ for a backslash`},
		},
		"an escape cut short": {
			"title = \"\\u12\"\n",
			[]string{`a.toml:1:10: title: a backslash begins an escape, and this is none; write \\ for a backslash`},
		},
		"an escape of no character": {
			"title = \"\\ud800\"\n",
			[]string{`a.toml:1:10: title: this escape is no character; write the character itself`},
		},
		"a quotation mark within": {
			"title = \"A \"B\" C\"\n",
			[]string{`a.toml:1:13: title: something follows the end of the value; write \" for a quotation mark inside a text`},
		},
		"a key written twice": {
			"title = 'A'\ntitle = 'B'\n",
			[]string{`a.toml:2:1: title: is written twice, first at line 1; keep one of the two`},
		},
		"a section written twice": {
			"title = 'A'\n[task]\n[action]\n[task]\n",
			[]string{`a.toml:4:2: task: is written twice, first at line 2; keep one of the two`},
		},
		"a header cut short": {
			"title = 'A'\n[task\n",
			[]string{`a.toml:2:6: the header is not well formed; write a header like [action], or like [[category]] in questions.toml`},
		},
		"an empty header": {
			"title = 'A'\n[]\n",
			[]string{`a.toml:2:2: the header is not well formed; write a header like [action], or like [[category]] in questions.toml`},
		},
		"a colon": {
			"title: 'A'\n",
			[]string{`a.toml:1:6: a key is followed by "=", not by ":"; write title = "…"`},
		},
		"prose": {
			"title = 'A'\nOnce upon a time\n",
			[]string{`a.toml:2:6: this line is no key with a value; ` + general + `; a remark begins with #`},
		},
		"a value without a key": {
			"title = 'A'\n = 1\n",
			[]string{`a.toml:2:2: there is no key before the =; ` + general},
		},
		"an inline table cut short": {
			"title = 'A'\ntask = {script = 'a'\n",
			[]string{`a.toml:2:21: task.script: a comma or } is missing; write a section on lines of its own, under [section]`},
		},
		"a number that is none": {
			"title = 'A'\nlimit = 1__0\n",
			[]string{`a.toml:2:9: limit: Invalid integer "1__0": underscores must be surrounded by digits; ` + general},
		},
		"a number too large": {
			"title = 99999999999999999999\n",
			[]string{`a.toml:1:9: title: 99999999999999999999 is out of range for int64; ` + general},
		},
		"nothing between two commas": {
			"tags = ['a',,'b']\n",
			[]string{`a.toml:1:13: tags: unexpected comma; ` + general},
		},
		"a key in another script": {
			"título = 'A'\n",
			[]string{`a.toml:1:2: this line is no key with a value; ` + general + `; a remark begins with #`},
		},
	} {
		t.Run(name, func(t *testing.T) { c.check(t, "a.toml", Options{}) })
	}
}

func TestAFileThatIsWrongFromTopToBottomIsGivenUpAfterTenErrors(t *testing.T) {
	_, problems := Parse("a.toml", []byte(strings.Repeat("title = A\n", 1000)), Options{})
	if len(problems) != maxSyntax {
		t.Errorf("%d problems", len(problems))
	}
}

func TestNoFileKeepsTheParserBusy(t *testing.T) {
	const much = 500_000
	for name, text := range map[string]string{
		"a key of half a million parts":    "a" + strings.Repeat(".a", much) + " = 1",
		"a header of half a million parts": "[a" + strings.Repeat(".a", much) + "]",
		"brackets in brackets":             "a = " + strings.Repeat("[", much),
		"braces in braces":                 "a = " + strings.Repeat("{a=", much/2),
		"a hundred thousand keys":          numbered("a%d = 1\n", 80_000),
		"a hundred thousand sections":      numbered("[a%d]\n", 80_000),
		"a hundred thousand tables":        strings.Repeat("[[a]]\n", 100_000),
		"as many unclosed texts":           strings.Repeat("a = \"\"\"\n", 100_000),
		"as many backslashes":              "a = \"" + strings.Repeat(`\\`, much) + "\"",
		"as many quotation marks":          strings.Repeat(`"`, 2*much),
		"as many points":                   "title = 'A'\n[task]\npoints = [" + strings.Repeat("'a',", much/3) + "]",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			s, problems := Parse("a.toml", []byte(text), Options{})
			t.Log(time.Since(start), len(problems), len(s.Task.Points)) // not asserted: machines differ
			if len(problems) == 0 && s.Title == "" {
				t.Error("no problem, and no story either")
			}
		})
	}
}

// numbered repeats a line with another number in each.
func numbered(line string, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Replace(line, "%d", strconv.Itoa(i), 1))
	}
	return b.String()
}

func TestAPanicOfTheLibraryIsAProblemLikeAnyOther(t *testing.T) {
	r := &report{file: "a.toml", text: "x"}
	syntaxProblem(r, scan("x"), guarded(func() error { panic("a fault") }))
	want := []string{"a.toml:1:1: the TOML cannot be read: a fault; " + generalAdvice}
	if diff := cmp.Diff(want, said(r.found())); diff != "" {
		t.Error(diff)
	}
}
