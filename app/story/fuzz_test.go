package story

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

// seeds are beginnings for both fuzz tests: what is right, what people get
// wrong, and what has been wrong in a scan or could be.
func seeds(f *testing.F) {
	f.Helper()
	for _, text := range parseSeeds() {
		f.Add([]byte(text))
	}
}

func parseSeeds() []string {
	return []string{
		whole, bank, invented(3),
		"title = 'A'\nlimit = '30s'\n[situation]\ntarget = '10s'\npoints = ['a']\n",
		"title = \"A\"\ntask = {target = \"24s\", points = [\"a\"]}\n",
		"title = 'A'\ntask.script = 'a'\nnotes = \"\"\"\\\n  b\"\"\"\n",
		"title = 'A'\nlimit = 2m\ntgas = []\n[action]\ntarget = 24\ntarget = '24'\n",
		"title = \"A\nlimit = \n[task\n[task]\n[task]\nscript = '''",
		"\ufefftitle = 'A'\r\n[task]\r\nscript = \"\"\"\r\na\r\n\"\"\"\r\n",
		"\xff\xfet\x00", "title = '\xe9'", "title = 'A'\x00", "title = 'A'\r",
		"a = \"\"\"\"\"\"\"\"\"", "a = \"\\", "a = \"\"\"\\", "a = '''''", "[[a]]\n[a]", "[[a.b]]\n[a]\n[a.b]", "a.b = 1\n[a]\nb = 1",
		"a = [1, [2, {b = 3}], 2026-01-02T03:04:05Z, inf, 0x1f]", "a = \"\\ud800\\e\\x41\"", "[a]\nb.c = 1\n[a.b]", "a = {b = 1\n}",
		"category = [{name = 'a', question = [{id = 'b', text = 'c'}]}]",
		"[[category]]\nname = ''\n[category.question]\nid = 'a b'\n[[question]]\n[category]\n",
	}
}

func FuzzParse(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		s, problems := Parse("a.toml", data, Options{})
		checkProblems(t, data, problems)
		if len(problems) == 0 {
			usable(t, s)
		}
		if r := (&report{}); content(r, data) {
			sameAsLibrary(t, r.text)
		}
	})
}

func FuzzParseBank(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		b, problems := ParseBank(BankFile, data)
		checkProblems(t, data, problems)
		if r := (&report{}); content(r, data) {
			sameAsLibrary(t, r.text)
		}
		ids := make(map[string]bool)
		for _, id := range b.IDs() {
			q, ok := b.Find(id)
			if id == "" || ids[id] || !ok || q.Text == "" {
				t.Fatalf("question %q of %+v", id, b)
			}
			ids[id] = true
		}
		for _, c := range b.Categories {
			if c.Name == "" && len(problems) == 0 {
				t.Fatalf("a category without a name: %+v", b)
			}
		}
	})
}

// usable fails unless the story can be listed, and written and read again.
func usable(t *testing.T, s Story) {
	t.Helper()
	switch {
	case s.Title == "", s.Slug == "":
		t.Fatalf("nothing to call it by: %+v", s)
	case s.Limit != 0 && (s.Limit < MinLimit || s.Limit > MaxLimit):
		t.Fatalf("limit %v", s.Limit)
	}
	var sum time.Duration
	for _, n := range s.Names() {
		sum += s.Section(n).Target
	}
	limit := s.Limit
	if limit == 0 {
		limit = DefaultLimit
	}
	if sum > limit {
		t.Fatalf("targets of %v in %v", sum, limit)
	}
	again, problems := Parse(s.Path, Encode(s), Options{})
	if len(problems) > 0 {
		t.Fatalf("written as\n%s\n%v", Encode(s), said(problems))
	}
	if diff := cmp.Diff(s, again); diff != "" {
		t.Fatal(diff)
	}
}

// checkProblems fails unless every problem says what a person needs.
func checkProblems(t *testing.T, data []byte, problems []Problem) {
	t.Helper()
	lines := strings.Count(string(data), "\n") + 1
	for i, p := range problems {
		switch {
		case p.File == "", p.Wrong == "", p.Instead == "":
			t.Fatalf("nothing said: %+v", p)
		case p.Line < 0, p.Line > lines, p.Line > 0 && p.Col < 1:
			t.Fatalf("no such place: %+v", p)
		case !utf8.ValidString(p.Error()):
			t.Fatalf("no text: %q", p.Error())
		case i > 0 && byPlace(problems[i-1], p) > 0:
			t.Fatalf("out of order: %v", said(problems))
		}
	}
}
