package notes

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"starling/app/story"
)

// scribe writes notes as people do, at random, and keeps every word that says
// something. Words are invented, each only once.
type scribe struct {
	t     *rapid.T
	b     strings.Builder
	words []string
}

func (s *scribe) word() string {
	w := fmt.Sprintf("wor%d", len(s.words)+1)
	for range rapid.IntRange(0, 2).Draw(s.t, "letters") {
		w += "é"
	}
	s.words = append(s.words, w)
	return w
}

// text is a few words, some of them in markup.
func (s *scribe) text(most int) string {
	var words []string
	for range rapid.IntRange(1, most).Draw(s.t, "words") {
		w := s.word()
		switch rapid.IntRange(0, 12).Draw(s.t, "markup") {
		case 0:
			w = "**" + w + "**"
		case 1:
			w = "*" + w + "*"
		case 2:
			w = "`" + w + "`"
		case 3:
			w = "[" + w + "](https://" + s.word() + ".example)"
		case 4:
			w = "I [" + w + "]"
		case 5:
			w += " –"
		case 6:
			w = "(" + w + ":"
		case 7:
			w += ", \\- &amp;"
		}
		words = append(words, w)
	}
	return strings.Join(words, " ")
}

func (s *scribe) pick(label string, of ...string) string {
	return rapid.SampledFrom(of).Draw(s.t, label)
}

func (s *scribe) line(format string, args ...any) { fmt.Fprintf(&s.b, format+"\n", args...) }

// label is one of those that are known, in one of the ways to write it.
func (s *scribe) label() string {
	return s.pick("label", "Situation", "Task", "Action", "Result", "Lessons learned", "S", "T", "A", "R", "Aufgabe", "Résultats", "Acción", "Context",
		"Impact", "Reflection", "Polished sentences", "Full script", "Follow-up questions", "Tags", "Duration", "Source", "Question", "Title", "Notes",
		"Best for questions about", "Situation / Task", "S (Situation)", "ACTION (60 s)", "Practice Count", "Answer")
}

func (s *scribe) labelled() {
	l := s.label()
	switch rapid.IntRange(0, 7).Draw(s.t, "form") {
	case 0:
		s.line("**%s:** %s", l, s.text(8))
	case 1:
		s.line("**%s**: %s", l, s.text(8))
	case 2:
		s.line("**%s:**\n", l)
	case 3:
		s.line("%s: %s", l, s.text(8))
	case 4:
		s.line("\n%s %s\n", s.pick("level", "#", "##", "###", "####"), l)
	case 5:
		s.line("- **%s**: %s", l, s.text(8))
	case 6:
		s.line("%s – %s", l, s.text(6))
	case 7:
		s.line("**%s:** %s", s.text(2), s.text(4))
	}
}

func (s *scribe) heading() {
	level := s.pick("level", "#", "##", "###", "####", "######")
	if rapid.IntRange(0, 8).Draw(s.t, "grouping") == 0 {
		s.line("\n%s %s\n", level, s.pick("group", "Stories", "Questions", "Story bank", "Instructions", "Story template"))
		return
	}
	text := s.text(4)
	switch rapid.IntRange(0, 8).Draw(s.t, "heading") {
	case 0:
		text = "[" + s.word() + "] " + text
	case 1:
		text = "Story #2: " + text
	case 2:
		text = "A. " + text + " and"
	case 3:
		text = s.pick("number", "1 ", "1. ", "2) ", "Q3: ") + text
	case 4:
		text = "Tell me about a time " + text + "?"
	case 5:
		text = "✅ " + text
	}
	s.line("\n%s %s\n", level, text)
}

func (s *scribe) list() {
	s.line("")
	for range rapid.IntRange(1, 4).Draw(s.t, "items") {
		indent := strings.Repeat("    ", rapid.IntRange(0, 2).Draw(s.t, "depth"))
		mark := s.pick("mark", "-", "*", "+", "1.", "- [x]", "•")
		if rapid.IntRange(0, 6).Draw(s.t, "story") == 0 {
			s.line("%s%s story-1", indent, mark)
			continue
		}
		s.line("%s%s %s", indent, mark, s.text(6))
	}
	s.line("")
}

func (s *scribe) block() {
	switch rapid.IntRange(0, 16).Draw(s.t, "block") {
	case 0, 1, 2:
		s.heading()
	case 3, 4, 5, 6:
		s.labelled()
	case 7, 8:
		s.list()
	case 9:
		s.line("\n%s\n", s.text(12))
	case 10:
		s.line("%s", s.text(6))
	case 11:
		s.line("\n---\n")
	case 12:
		s.line("\n> %s\n> %s\n", s.text(5), s.text(5))
	case 13:
		s.line("\n```%s\n%s\n%s\n```\n", s.pick("info", "", "sample", "go"), s.text(4), s.text(4))
	case 14:
		s.line("%s<!-- %s -->%s", s.pick("before", "", "\n"), s.word(), s.pick("after", "", "\n"))
	case 15:
		s.line("\n<details>\n<summary>%s</summary>\n\n%s\n\n</details>\n", s.text(3), s.text(3))
	case 16:
		s.line("\n%s\n%s", s.text(3), s.pick("underline", "===", "---"))
	}
}

// front writes what some programs put before the text.
func (s *scribe) front() {
	s.line("---\ntitle: %s\ntags: [%s, %s]\ncreated: %s\naliases:\n  - %s\n---", s.text(3), s.word(), s.word(), s.word(), s.word())
}

// everything is all the text of what was found.
func everything(f Found) string {
	var b strings.Builder
	for _, d := range f.Stories {
		s := d.Story
		fmt.Fprintln(&b, s.Title, s.Notes, s.Limit)
		for _, l := range [][]string{s.Tags, s.Polished, s.Followups, d.Questions} {
			fmt.Fprintln(&b, strings.Join(l, "\n"))
		}
		for _, n := range story.SectionNames() {
			fmt.Fprintln(&b, strings.Join(s.Section(n).Points, "\n"), s.Section(n).Script)
		}
	}
	for _, c := range f.Questions {
		fmt.Fprintln(&b, c.Name)
		for _, q := range c.Questions {
			fmt.Fprintln(&b, q.Text)
		}
	}
	for _, r := range f.Reports {
		fmt.Fprintln(&b, r.Text, r.Content)
	}
	return b.String()
}

func TestNoWordOfTheNotesIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := scribe{t: t}
		if rapid.IntRange(0, 4).Draw(t, "front") == 0 {
			s.front()
		}
		for range rapid.IntRange(1, 25).Draw(t, "blocks") {
			s.block()
		}
		f, err := Read("notes.md", []byte(s.b.String()))
		if err != nil {
			t.Fatal(err)
		}
		all := make(map[string]bool)
		for w := range strings.FieldsFuncSeq(everything(f), func(r rune) bool { return !strings.ContainsRune("wor0123456789é", r) }) {
			all[w] = true
		}
		for _, w := range s.words {
			if !all[w] {
				t.Fatalf("%s is lost of\n%s\n%s\n%q", w, s.b.String(), everything(f), s.b.String())
			}
		}
		usable(t, f)
	})
}

// fatal is what tests of all kinds have.
type fatal interface {
	Helper()
	Fatalf(format string, args ...any)
}

// usable fails unless every story can be written and read again, and every
// report says where and what.
func usable(t fatal, f Found) {
	t.Helper()
	asked := askable(t, f)
	for _, d := range f.Stories {
		writable(t, d)
		for _, q := range d.Questions {
			if !asked[questionKey(q)] {
				t.Fatalf("%q is none of the questions", q)
			}
		}
	}
	for _, r := range f.Reports {
		if r.File == "" || r.Text == "" || strings.Contains(r.Text, "\n") || r.Line < 0 {
			t.Fatalf("%+v", r)
		}
	}
}

// askable fails unless the questions can be put into a bank, and gives them.
func askable(t fatal, f Found) map[string]bool {
	t.Helper()
	asked := make(map[string]bool)
	for _, c := range f.Questions {
		if c.Name == "" || len(c.Questions) == 0 || strings.Contains(c.Name, "\n") {
			t.Fatalf("category %+v", c)
		}
		for _, q := range c.Questions {
			if strings.TrimSpace(q.Text) == "" || q.ID != "" || strings.Contains(q.Text, "\n") {
				t.Fatalf("question %+v", q)
			}
			asked[questionKey(q.Text)] = true
		}
	}
	return asked
}

// writable fails unless a story is read back as it would be written.
func writable(t fatal, d Draft) {
	t.Helper()
	s := d.Story
	if d.Line < 1 || d.mark == "" || s.Slug != "" || s.Path != "" || len(s.Answers) > 0 {
		t.Fatalf("%+v", d)
	}
	if len(s.Missing()) > 0 && !s.MarkedDraft {
		t.Fatalf("no draft, and %v missing", s.Missing())
	}
	again, problems := story.Parse("x.toml", story.Encode(s), story.Options{Limit: story.MaxLimit})
	again.Slug, again.Path = "", ""
	if diff := cmp.Diff(s, again); len(problems) > 0 || diff != "" {
		t.Fatalf("%v %s", problems, diff)
	}
}
