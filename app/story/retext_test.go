package story

import (
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestATextKeepsItsMarks(t *testing.T) {
	for name, c := range map[string]struct {
		raw, text string
		long      bool
		want      string
	}{
		"basic":                                  {`"a"`, `b "c" \d`, true, `"b \"c\" \\d"`},
		"literal":                                {`'a'`, `b "c" \d`, true, `'b "c" \d'`},
		"literal, with an apostrophe":            {`'a'`, `it's`, true, `"it's"`},
		"basic, of several lines in a list":      {`"a"`, "b\nc", false, `"b\nc"`},
		"literal, of several lines in a list":    {`'a'`, "b\nc", false, `"b\nc"`},
		"basic, of several lines":                {`"a"`, "b\nc", true, "\"\"\"\nb\nc\n\"\"\""},
		"long":                                   {"\"\"\"\na\n\"\"\"", "b", true, "\"\"\"\nb\n\"\"\""},
		"long, on one line":                      {`"""a"""`, "b\nc", true, "\"\"\"b\nc\"\"\""},
		"long, indented":                         {"\"\"\"\n    a\n  \"\"\"", "b", true, "\"\"\"\n    b\n  \"\"\""},
		"long and empty":                         {"\"\"\"\n\"\"\"", "b", true, "\"\"\"\nb\n\"\"\""},
		"long and quite empty":                   {`""""""`, "b", true, `"""b"""`},
		"long, with a quotation mark at its end": {`"""a"""`, `b"`, true, `"""b""""`},
		"long, with three":                       {`"""a"""`, `"""`, true, `"""""\""""`},
		"long and literal":                       {"'''\na\n'''", "it's \\b\n\tc", true, "'''\nit's \\b\n\tc\n'''"},
		"long and literal, with marks that would end it": {"'''\na\n'''", `'''b\`, true, "\"\"\"\n'''b\\\\\n\"\"\""},
	} {
		t.Run(name, func(t *testing.T) {
			if got := retext(c.raw, "a", c.text, "\n", c.long); got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestLinesThatSayTheSameStayAsTheyAreWritten(t *testing.T) {
	const raw = "\"\"\"\r\nCaf\\u00e9 \r\nis \\\"one\\\"\r\nand \\\r\n  joined\r\nth\\u0065 end\r\n\"\"\""
	const was = "Café \nis \"one\"\nand joined\nthe end"
	got := retext(raw, was, strings.Replace(was, "is", "was", 1), "\r\n", true)
	if want := "\"\"\"\r\nCaf\\u00e9 \r\nwas \"one\"\r\nand joined\r\nth\\u0065 end\r\n\"\"\""; got != want {
		t.Errorf("got %q", got)
	}
}

func TestALineThatGoesOnInTheNextOneSaysNothingByItself(t *testing.T) {
	got := retext("\"\"\"\\\n  \\\\\\\n\"\"\"", `\`, "\\\nb", "\n", true)
	if want := "\"\"\"\\\\\nb\n\"\"\""; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhateverItsMarksATextIsReadAsItWasMeant(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		marks := rapid.SampledFrom([]string{`"`, `'`, `"""`, `'''`}).Draw(t, "marks")
		was := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`"'\`, r) || r == '\n' && len(marks) == 1 {
				return -1
			}
			return r
		}, textOfKind(true).Draw(t, "was"))
		blank := rapid.SampledFrom([]string{"", " ", "\t"})
		if len(marks) == 3 {
			blank = rapid.SampledFrom([]string{"", "\n", "\r\n", " \n  "})
		}
		raw := marks + blank.Draw(t, "lead") + was + blank.Draw(t, "trail") + marks
		text := textOfKind(true).Draw(t, "text")
		data := "title = 'A'\nnotes = " + retext(raw, clean(was), text, rapid.SampledFrom([]string{"\n", "\r\n"}).Draw(t, "eol"), rapid.Bool().Draw(t, "long")) + "\n"
		s, problems := Parse("a.toml", []byte(data), Options{})
		if len(problems) > 0 || s.Notes != text {
			t.Fatalf("%s\nwant %q, got %q %v", data, text, s.Notes, problems)
		}
	})
}
