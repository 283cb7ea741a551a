package story

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// hard are the letters that are hard on a writer of TOML.
var hardLetters = []rune("\"'\\\n\t#=[]{}., abcéß😀\u00a0\u200b\ufeff\u2028")

// textOfKind draws a text as Parse keeps it: clean, without control characters.
func textOfKind(lines bool) *rapid.Generator[string] {
	letters := rapid.OneOf(rapid.SampledFrom(hardLetters), rapid.Rune())
	return rapid.Map(rapid.SliceOfN(letters, 0, 60), func(runes []rune) string {
		kept := make([]rune, 0, len(runes))
		for _, r := range runes {
			if !unicode.IsControl(r) || r == '\t' || r == '\n' && lines {
				kept = append(kept, r)
			}
		}
		return clean(string(kept))
	})
}

func someTexts(lines bool) *rapid.Generator[[]string] {
	filled := textOfKind(lines).Filter(func(s string) bool { return s != "" })
	return rapid.Map(rapid.SliceOfN(filled, 0, 4), func(texts []string) []string {
		if len(texts) == 0 {
			return nil
		}
		return texts
	})
}

// someStory draws a story that Parse could have read from path.
func someStory(path string) *rapid.Generator[Story] {
	return rapid.Custom(func(t *rapid.T) Story {
		s := Story{
			Path:        path,
			Slug:        slugOf(path),
			Title:       textOfKind(false).Filter(func(s string) bool { return s != "" }).Draw(t, "title"),
			Tags:        someTexts(false).Draw(t, "tags"),
			Answers:     someTexts(false).Draw(t, "answers"),
			Polished:    someTexts(true).Draw(t, "polished"),
			Followups:   someTexts(true).Draw(t, "followups"),
			Notes:       textOfKind(true).Draw(t, "notes"),
			Dismissed:   someTexts(false).Draw(t, "dismissed"),
			MarkedDraft: rapid.Bool().Draw(t, "draft"),
		}
		limit := DefaultLimit
		if rapid.Bool().Draw(t, "has a limit") {
			s.Limit = time.Duration(rapid.Int64Range(MinLimit.Milliseconds(), MaxLimit.Milliseconds()).Draw(t, "limit")) * time.Millisecond
			limit = s.Limit
		}
		for _, n := range SectionNames() {
			section := s.section(n)
			section.Points = someTexts(true).Draw(t, "points")
			section.Script = textOfKind(true).Draw(t, "script")
			if rapid.Bool().Draw(t, "has a target") {
				most := limit/5 - time.Millisecond // so that something is left for the others
				section.Target = time.Duration(rapid.Int64Range(1, most.Milliseconds()).Draw(t, "target")) * time.Millisecond
			}
		}
		return s
	})
}

func TestAStoryIsReadBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := someStory("a.toml").Draw(t, "story")
		text := Encode(s)
		got, problems := Parse("a.toml", text, Options{})
		if len(problems) > 0 {
			t.Fatalf("%s\n%v", text, said(problems))
		}
		if diff := cmp.Diff(s, got); diff != "" {
			t.Fatalf("%s\n%s", text, diff)
		}
		if !scan(string(text)).plain {
			t.Fatalf("what Starling writes should be read quickly:\n%s", text)
		}
	})
}

func TestAWrittenStoryCanBeReadByAPerson(t *testing.T) {
	s, problems := Parse("a.toml", []byte(whole), Options{})
	if len(problems) > 0 {
		t.Fatal(problems)
	}
	s.MarkedDraft = true
	s.Action.Script = "I said \"no\".\n\nThen\ttwo \"\"quotes\"\", a back\\slash and \"\"\"three\"\"\"."
	s.Action.Points = []string{"A point that is long enough for the list to go over several lines", "Another such point, with \"quotes\""}
	const want = `title     = "One source of truth for sales planning"
draft     = true
tags      = ["conflict", "influence"]
answers   = ["conflict-other-team"]
limit     = "2m"
polished  = ["We agreed on the facts before we argued about the design."]
followups = ["What would you do differently?"]
notes     = """
Ask Ana for the numbers.
"""
dismissed = ["result-number"]

[situation]
target = "24s"
points = ["A planning group", "No central data service"]
script = """
I worked with a planning group.
They had no central data service.
"""

[task]
points = ["Make one source of truth"]

[action]
target = "1m"
points = [
  "A point that is long enough for the list to go over several lines",
  "Another such point, with \"quotes\"",
]
script = """
I said "no".

Then	two ""quotes"", a back\\slash and ""\"three""\".
"""

[result]
points = ["80% fewer discrepancies within six months"]

[lessons]
points = ["Talk before you build"]
`
	if diff := cmp.Diff(want, string(Encode(s))); diff != "" {
		t.Error(diff)
	}
}

func TestWhateverIsCutOrChangedAFileIsAStoryOrHasAProblem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := []byte(rapid.SampledFrom([]string{whole, bank, invented(5)}).Draw(t, "text"))
		for range rapid.IntRange(1, 5).Draw(t, "changes") {
			at := rapid.IntRange(0, len(text)-1).Draw(t, "at")
			switch rapid.IntRange(0, 2).Draw(t, "change") {
			case 0:
				text[at] = rapid.Byte().Draw(t, "byte")
			case 1:
				text = append(text[:at], text[min(len(text), at+rapid.IntRange(1, 20).Draw(t, "cut")):]...)
			case 2:
				part := rapid.SampledFrom([]string{`"`, `"""`, "'''", "[", "]", "=", "\n", "#", "\\", "{", "}", ",", "[[", "."}).Draw(t, "part")
				text = []byte(string(text[:at]) + part + string(text[at:]))
			}
			if len(text) == 0 {
				return
			}
		}
		s, problems := Parse("a.toml", text, Options{})
		if len(problems) == 0 && s.Title == "" {
			t.Fatalf("neither for %q", text)
		}
		for _, p := range problems {
			if p.Wrong == "" || p.Instead == "" || p.Line > strings.Count(string(text), "\n")+1 {
				t.Fatalf("%+v for %q", p, text)
			}
		}
	})
}
