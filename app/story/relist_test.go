package story

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// relisted gives a list as it is written when it is to say texts.
func relisted(t interface {
	Helper()
	Fatalf(string, ...any)
}, list string, texts []string, eol string,
) (string, int) {
	t.Helper()
	file := "title = 'A'\ntags = " + list + "\n"
	r := readStory("a.toml", []byte(file), Options{})
	f, ok := locate(r.text)
	if r.hard != nil || !ok {
		t.Fatalf("%s: %v", file, r.problems)
	}
	return relist(f.text, f.fields["tags"].value, entriesOf(r.doc, "tags"), texts, eol)
}

func TestOnlyTheEntriesThatChangedAreTouched(t *testing.T) {
	for name, c := range map[string]struct{ list, texts, want string }{
		"on one line: none":                   {`["a",  'b' ]`, "a b", `["a",  'b' ]`},
		"on one line: one more":               {`["a", "b"]`, "a b c", `["a", "b", "c"]`},
		"on one line: the first":              {`[ "a", "b" ]`, "x a b", `[ "x", "a", "b" ]`},
		"on one line: one between":            {`["a","b"]`, "a x b", `["a","x","b"]`},
		"on one line: one less":               {`["a", "b", "c"]`, "a c", `["a", "c"]`},
		"on one line: not the first":          {`[ "a", "b" ]`, "b", `[ "b" ]`},
		"on one line: not the last":           {`["a", "b"]`, "a", `["a"]`},
		"on one line: not the last, comma":    {`["a", "b",]`, "a", `["a",]`},
		"on one line: changed":                {`['a', "b"]`, "x b", `['x', "b"]`},
		"on one line: moved":                  {`["a", 'b', "c"]`, "b c a", `['b', "c", "a"]`},
		"on one line: one new, one moved":     {`[ "a", "b" ]`, "x b a", `[ "x", "b", "a" ]`},
		"two a line: one new, one moved":      {"[\n  \"a\", \"b\", # ab\n  \"c\"]", "x b c a", "[\n  \"x\",\n  \"b\", # ab\n  \"c\",\n  \"a\"]"},
		"on one line: all others":             {`["a", "b"]`, "x y z", `["x", "y", "z"]`},
		"on one line: first gone, one new":    {`["a", "b", "c"]`, "x b c y", `["x", "b", "c", "y"]`},
		"on one line: all literal":            {`['a', 'b']`, "a b c", `['a', 'b', 'c']`},
		"on one line, empty":                  {`[]`, "a b", `["a", "b"]`},
		"on one line, with blanks":            {`[ ]`, "a", `["a"]`},
		"nothing left":                        {`["a", "b"]`, "", ""},
		"nothing left, on several lines":      {"[\n  \"a\", # a\n]", "", ""},
		"nothing left but a remark":           {"[\n  # why\n  \"a\",\n]", "", "[\n  # why\n]"},
		"nothing left but a place for more":   {"[\"a\", \"\"]", "", `[""]`},
		"empty ones stay":                     {"[\"\", \"a\", ' ', \"b\"]", "a x", `["", "a", ' ', "x"]`},
		"a line each: one more":               {"[\n  \"a\",\n  \"b\",\n]", "a b c", "[\n  \"a\",\n  \"b\",\n  \"c\",\n]"},
		"a line each: without a last comma":   {"[\n\t\"a\",\n\t\"b\" # b\n]", "a b c", "[\n\t\"a\",\n\t\"b\", # b\n\t\"c\"\n]"},
		"a line each: bracket at the end":     {"[\n  \"a\",\n  \"b\"]", "a b c", "[\n  \"a\",\n  \"b\",\n  \"c\"]"},
		"a line each: the first on the first": {"[\"a\",\n \"b\",\n]", "x a b", "[\n \"x\", \"a\",\n \"b\",\n]"},
		"a line each: the last gone":          {"[\n  \"a\", # a\n  \"b\" # b\n]", "a", "[\n  \"a\" # a\n]"},
		"a line each: the first gone":         {"[ # list\n  # a\n  \"a\", # about a\n  # b\n  \"b\",\n]", "b", "[ # list\n  # a\n  # b\n  \"b\",\n]"},
		"a line each: changed":                {"[\n  \"a\", # a\n  'b', # b\n]", "a x", "[\n  \"a\", # a\n  'x', # b\n]"},
		"a line each: moved":                  {"[\n  \"a\", # a\n\n  # b\n  'b', # b\n  \"c\",\n]", "b c a", "[\n\n  # b\n  'b', # b\n  \"c\",\n  \"a\", # a\n]"},
		"a line each: moved, no last comma":   {"[\n  \"a\", # a\n  'b' # b\n]", "b a", "[\n  'b', # b\n  \"a\" # a\n]"},
		"two a line: the second gone":         {"[\n  \"a\", \"b\", # ab\n  \"c\", \"d\",\n]", "a c d", "[\n  \"a\", # ab\n  \"c\", \"d\",\n]"},
		"two a line: the first gone":          {"[\n  \"a\", \"b\", # ab\n  \"c\", \"d\",\n]", "b c d", "[\n  \"b\", # ab\n  \"c\", \"d\",\n]"},
		"two a line: a line gone":             {"[\n  \"a\", \"b\",\n  # cd\n  \"c\", \"d\",\n]", "a b", "[\n  \"a\", \"b\",\n  # cd\n]"},
		"only remarks":                        {"[\n  # what?\n]", "a b", "[\n  \"a\",\n  \"b\",\n  # what?\n]"},
		"commas first":                        {"[\n  \"a\"\n, \"b\"\n, \"c\"\n]", "a c", "[\n  \"a\"\n, \"c\"\n]"},
		"a remark before a comma":             {"[\n  \"a\" # a\n  ,\n  \"b\"]", "b", "[\n   # a\n  \n  \"b\"]"},
	} {
		t.Run(name, func(t *testing.T) {
			got, _ := relisted(t, c.list, strings.Fields(c.texts), "\n")
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("%s\n%s", diff, got)
			}
			crlf, _ := relisted(t, strings.ReplaceAll(c.list, "\n", "\r\n"), strings.Fields(c.texts), "\r\n")
			if crlf != strings.ReplaceAll(got, "\n", "\r\n") {
				t.Errorf("with Windows line ends: %q", crlf)
			}
		})
	}
}

// someList draws a list as a person may have laid it out, with remarks that
// each say something else.
func someList(texts []string) *rapid.Generator[string] {
	return rapid.Custom(func(t *rapid.T) string {
		trivia := func(may ...string) string {
			return strings.ReplaceAll(rapid.SampledFrom(may).Draw(t, "blank"), "#", "# "+rapid.StringMatching(`[a-z]{6}`).Draw(t, "remark"))
		}
		var b strings.Builder
		b.WriteString("[" + trivia("", " ", "\n", " #\n", "\n\n"))
		for i, text := range texts {
			b.WriteString(trivia("", " ", "  #\n  ", "\t", "\n "))
			if rapid.IntRange(0, 9).Draw(t, "empty") == 9 {
				b.WriteString(`"", `)
			}
			marks := rapid.SampledFrom([]string{`"`, `'`, `"""`}).Draw(t, "marks")
			b.WriteString(retext(marks+marks, "", text, "\n", false))
			b.WriteString(trivia("", "", "", "", " ", "\n", " #\n"))
			if i < len(texts)-1 || rapid.Bool().Draw(t, "comma") {
				b.WriteString("," + trivia("", " ", "\n", " #\n", "\n"))
			}
		}
		b.WriteString(trivia("", "", " ", "\n", "\n  #\n") + "]")
		return b.String()
	})
}

func TestAListSaysWhatItIsToSayAndKeepsItsRemarks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		before := someTexts(false).Draw(t, "before")
		texts := edited(t, before)
		list := someList(before).Draw(t, "list")
		got, dropped := relisted(t, list, texts, "\n")
		if got == "" {
			if len(texts) > 0 {
				t.Fatalf("%s should say %q", list, texts)
			}
			return
		}
		s, problems := Parse("a.toml", []byte("title = 'A'\ntags = "+got+"\n"), Options{})
		if diff := cmp.Diff(texts, s.Tags); len(problems) > 0 || diff != "" {
			t.Fatalf("%s\nbecame\n%s\n%v %s", list, got, problems, diff)
		}
		if len(texts) > 0 && len(before) > 0 && cmp.Equal(texts, before) && got != list {
			t.Fatalf("%s\nshould not have become\n%s", list, got)
		}
		was, _ := survey("a = " + list + "\n")
		is, _ := survey("a = " + got + "\n")
		if wrong := lostRemark(was, is, dropped); wrong != "" {
			t.Fatalf("%s\nbecame\n%s\n%s", list, got, wrong)
		}
	})
}

// edited draws a list that a person may have made of another.
func edited(t *rapid.T, texts []string) []string {
	texts = append([]string{}, texts...)
	for range rapid.IntRange(0, 3).Draw(t, "edits") {
		at := rapid.IntRange(0, len(texts)).Draw(t, "at")
		filled := textOfKind(false).Filter(func(s string) bool { return s != "" })
		switch rapid.IntRange(0, 3).Draw(t, "edit") {
		case 0:
			texts = append(texts[:at], append([]string{filled.Draw(t, "new")}, texts[at:]...)...)
		case 1:
			if at < len(texts) {
				texts = append(texts[:at], texts[at+1:]...)
			}
		case 2:
			if at < len(texts) {
				texts[at] = filled.Draw(t, "changed")
			}
		case 3:
			if at < len(texts) {
				to := rapid.IntRange(0, len(texts)-1).Draw(t, "to")
				texts[at], texts[to] = texts[to], texts[at]
			}
		}
	}
	if len(texts) == 0 {
		return nil
	}
	return texts
}
