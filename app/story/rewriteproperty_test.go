package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// piece is a piece of a file that some test has made up: the lines of a key,
// or something that no key owns.
type piece struct {
	owners []string // the keys whose values stand in it
	text   string
	blank  bool // nothing but a blank line
	header SectionName
}

// inventor makes files as people write them: the same story in ever other
// forms, with remarks and keys that mean nothing.
type inventor struct {
	t      *rapid.T
	story  *Story
	marked int
	pieces []piece
}

// inventedFile draws a file that says what the story says.
func inventedFile(t *rapid.T, s *Story) []piece {
	in := &inventor{t: t, story: s}
	in.top()
	in.sections()
	eol := rapid.SampledFrom([]string{"\n", "\n", "\r\n"}).Draw(t, "line end")
	for i := range in.pieces {
		in.pieces[i].text = strings.ReplaceAll(in.pieces[i].text, "\n", eol)
	}
	last := &in.pieces[len(in.pieces)-1]
	if rapid.Bool().Draw(t, "no line end at the end") {
		last.text = strings.TrimSuffix(last.text, eol)
	}
	if rapid.IntRange(0, 4).Draw(t, "byte order mark") == 0 {
		in.pieces = slices.Insert(in.pieces, 0, piece{text: "\ufeff"})
	}
	return in.pieces
}

// say draws one of several texts; in it, § becomes a mark that no other has.
func (in *inventor) say(label string, may ...string) string {
	text := rapid.SampledFrom(may).Draw(in.t, label)
	for strings.Contains(text, "§") {
		in.marked++
		text = strings.Replace(text, "§", fmt.Sprintf("mark%d.", in.marked), 1)
	}
	return text
}

// between adds what may stand between two keys of a table.
func (in *inventor) between() {
	for range rapid.IntRange(0, 2).Draw(in.t, "between") {
		text := in.say("line", "\n", "# §\n", "  # §: a = 'b'\n", "§x = [1, 2,\n # §\n 3 ] # §\n", "'§y' = \"#\" # §\n", "§z = {a = '''\n#''', b.c = 1.5}\n")
		text = strings.ReplaceAll(strings.ReplaceAll(text, ".x", "x"), ".z", "z") // no dots in keys
		in.pieces = append(in.pieces, piece{text: text, blank: text == "\n"})
	}
}

// line adds the line of a key.
func (in *inventor) line(name, key string) {
	indent := in.say("indent", "", "", "  ", "\t")
	gap, space := in.say("gap", " ", "", "   "), in.say("space", " ", "", "  ")
	in.pieces = append(in.pieces, piece{
		owners: []string{key},
		text:   indent + name + gap + "=" + space + in.value(key) + in.say("end", "\n", "\n", " \n", " # §\n"),
	})
}

// written gives a key as it may be written.
func (in *inventor) written(name string) string {
	return in.say("quoted", "", "", `"`, `'`) + name
}

func quotedName(name string) string {
	if strings.HasPrefix(name, `"`) || strings.HasPrefix(name, `'`) {
		return name + name[:1]
	}
	return name
}

// value writes a value in one of its forms.
func (in *inventor) value(key string) string {
	v := in.story.fieldOf(key)
	switch {
	case key == "draft":
		return v.text
	case len(v.list) > 0:
		return someList(v.list).Draw(in.t, key)
	}
	raw := in.say("marks", `""`, `''`, `""""""`, "\"\"\"\n\"\"\"", "'''\n'''", "\"\"\"\\\n   \n\"\"\"", "''''''")
	if strings.HasPrefix(raw, "\"\"\"\\") {
		return raw[:len(raw)-4] + escape(v.text, true) + "\\\n\"\"\""
	}
	return retext(raw, "", v.text, "\n", isLong(key))
}

func (in *inventor) top() {
	keys := present(in.story, storyFields())
	for _, n := range SectionNames() {
		switch rapid.IntRange(0, 9).Draw(in.t, "form") {
		case 0:
			keys = append(keys, present(in.story, fieldsIn(n))...) // with dots
		case 1:
			if all := present(in.story, fieldsIn(n)); len(all) > 0 {
				keys = append(keys, string(n))
			}
		}
	}
	if len(keys) > 1 {
		keys = rapid.Permutation(keys).Draw(in.t, "order")
	}
	in.between()
	for _, key := range keys {
		section, name, dotted := strings.Cut(key, ".")
		switch {
		case dotted:
			in.line(quotedName(in.written(section))+in.say("dot", ".", " . ")+quotedName(in.written(name)), key)
		case slices.Contains(SectionNames(), SectionName(key)):
			in.braces(SectionName(key))
		default:
			in.line(quotedName(in.written(key)), key)
		}
		in.between()
	}
}

// braces writes a section as section = {…}.
func (in *inventor) braces(n SectionName) {
	all := present(in.story, fieldsIn(n))
	var pairs []string
	for _, key := range all {
		v := in.story.fieldOf(key)
		value := tomlText(v.text)
		if len(v.list) > 0 {
			value = tomlList(v.list)
		}
		pairs = append(pairs, key[len(n)+1:]+in.say("gap", " ", "")+"= "+value)
	}
	if rapid.Bool().Draw(in.t, "one more") {
		pairs = append(pairs, in.say("unknown", "§ = 1", "'§' = ['#']"))
		pairs[len(pairs)-1] = strings.Replace(pairs[len(pairs)-1], ". =", " =", 1)
	}
	if len(pairs) > 1 {
		pairs = rapid.Permutation(pairs).Draw(in.t, "order")
	}
	blank := in.say("blank", "", " ")
	in.pieces = append(in.pieces, piece{
		owners: fieldsIn(n), // those that come go into the braces, too
		text:   string(n) + " = {" + blank + strings.Join(pairs, ", ") + blank + "}" + in.say("end", "\n", " # §\n"),
	})
}

func (in *inventor) sections() {
	names := []string{"extra", "other.one"}
	for _, n := range SectionNames() {
		if !in.said(n) {
			names = append(names, string(n))
		}
	}
	for _, name := range rapid.Permutation(names).Draw(in.t, "order of the sections") {
		n := SectionName(name)
		keys := []string{}
		if slices.Contains(SectionNames(), n) {
			keys = present(in.story, fieldsIn(n))
		}
		if len(keys) == 0 && rapid.Bool().Draw(in.t, "left out") {
			continue
		}
		in.pieces = append(in.pieces, piece{
			text:   in.say("blank line", "\n", "\n", "") + in.say("header", "[%s]\n", "[ %s ] # §\n", "# §\n[%s]\n"),
			header: n,
		})
		last := &in.pieces[len(in.pieces)-1]
		last.text = strings.Replace(last.text, "%s", name, 1)
		in.between()
		if len(keys) > 1 {
			keys = rapid.Permutation(keys).Draw(in.t, "order")
		}
		for _, key := range keys {
			in.line(quotedName(in.written(key[len(n)+1:])), key)
			in.between()
		}
		if len(keys) > 0 && rapid.IntRange(0, 9).Draw(in.t, "section below") == 0 {
			in.pieces = append(in.pieces, piece{text: "[" + name + ".below]\npoints = ['x'] # " + in.say("mark", "§") + "\n"})
		}
	}
}

// said tells whether a section stands in the file already.
func (in *inventor) said(n SectionName) bool {
	return slices.ContainsFunc(in.pieces, func(p piece) bool {
		return slices.ContainsFunc(p.owners, func(key string) bool { return strings.HasPrefix(key, string(n)+".") })
	})
}

func fieldsIn(n SectionName) []string {
	var keys []string
	for _, f := range sectionFields() {
		keys = append(keys, string(n)+"."+f)
	}
	return keys
}

func present(s *Story, keys []string) []string {
	var found []string
	for _, key := range keys {
		if !s.fieldOf(key).empty() {
			found = append(found, key)
		}
	}
	return found
}

func joined(pieces []piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.text)
	}
	return b.String()
}

// editedStory draws a story that a person may have made of another.
func editedStory(t *rapid.T, s Story) Story {
	other := someStory(s.Path).Draw(t, "other")
	for range rapid.IntRange(1, 4).Draw(t, "edits") {
		n := rapid.SampledFrom(SectionNames()).Draw(t, "section")
		in, from := s.section(n), other.section(n)
		if rapid.Bool().Draw(t, "in a section") {
			editSection(t, in, from)
			continue
		}
		switch rapid.IntRange(0, 7).Draw(t, "edit") {
		case 0:
			s.Title = other.Title
		case 1:
			s.Tags = edited(t, s.Tags)
		case 2:
			s.Answers = edited(t, s.Answers)
		case 3:
			s.Polished, s.Followups = edited(t, s.Polished), other.Followups
		case 4:
			s.Notes = other.Notes
		case 5:
			s.MarkedDraft = !s.MarkedDraft
		case 6:
			s.Dismissed = edited(t, s.Dismissed)
		case 7: // times, which go together
			s.Limit = other.Limit
			for _, n := range SectionNames() {
				s.section(n).Target = other.section(n).Target
			}
		}
	}
	return s
}

func editSection(t *rapid.T, in, from *Section) {
	switch rapid.IntRange(0, 4).Draw(t, "edit") {
	case 0:
		in.Points = edited(t, in.Points)
	case 1:
		in.Script = from.Script
	case 2:
		in.Script = clean(in.Script + "\n" + from.Script)
	case 3:
		*in = Section{}
	case 4:
		in.Points, in.Script = from.Points, from.Script
	}
}

// fileOf draws a story and a file of it.
func fileOf(t *rapid.T) (s Story, pieces []piece, data []byte) {
	s = someStory("a.toml").Draw(t, "story")
	pieces = inventedFile(t, &s)
	data = []byte(joined(pieces))
	got, problems, editable := Read("a.toml", data, Options{})
	if diff := cmp.Diff(s, got); diff != "" || !editable {
		t.Fatalf("%s\n%v\n%s", data, said(problems), diff)
	}
	return s, pieces, data
}

func TestAFileIsTheSameByteForByteWhereNothingChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _, data := fileOf(t)
		if got, err := Rewrite(data, s); err != nil || string(got) != string(data) {
			t.Fatalf("%v\n%s\n%s", err, data, got)
		}
	})
}

func TestAChangedStoryIsReadBackAndAllElseStays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, pieces, data := fileOf(t)
		next := editedStory(t, s)
		got, err := Rewrite(data, next)
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		again, problems, editable := Read("a.toml", got, Options{Limit: MaxLimit})
		if diff := cmp.Diff(next, again); diff != "" || !editable {
			t.Fatalf("%s\nbecame\n%s\n%v\n%s", data, got, said(problems), diff)
		}
		if diff := cmp.Diff(ownLines(string(data)), ownLines(string(got))); diff != "" {
			t.Fatalf("%s\nbecame\n%s\n%s", data, got, diff)
		}
		staysAsItWas(t, pieces, differences(&s, &next), &next, string(got))
	})
}

// ownLines gives the remarks that have a line of their own, and the lines of
// keys that mean nothing.
func ownLines(text string) []string {
	var found []string
	for line := range strings.Lines(strings.TrimPrefix(text, "\ufeff")) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "# mark") || strings.HasPrefix(line, "mark") || strings.HasPrefix(line, "'mark") {
			found = append(found, line)
		}
	}
	return found
}

// staysAsItWas fails unless every piece that holds no changed value is there,
// byte for byte, in order. Blank lines, and the headers of sections in which
// nothing is left, may have gone.
func staysAsItWas(t *rapid.T, pieces []piece, changed []string, now *Story, got string) {
	at := 0
	for i, p := range pieces {
		section := now.Section(p.header)
		switch {
		case p.blank, p.header != "" && section.Empty() && section.Target == 0:
			continue
		case slices.ContainsFunc(p.owners, func(key string) bool { return slices.Contains(changed, key) }):
			continue
		}
		text := strings.TrimLeft(p.text, "\r\n") // a blank line before a header may have gone
		if i == len(pieces)-1 || !strings.Contains(got[at:], text) {
			text = strings.TrimRight(text, "\r\n") // the last line's end may have
		}
		found := strings.Index(got[at:], text)
		if found < 0 {
			t.Fatalf("%s\nbecame\n%s\nwhere is\n%s", joined(pieces), got, text)
		}
		at += found + len(text)
	}
}

func TestAChangeThereAndBackAgainGivesTheStoryAsItWas(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, _, data := fileOf(t)
		there, err := Rewrite(data, editedStory(t, s))
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		back, err := Rewrite(there, s)
		if err != nil {
			t.Fatalf("%v\n%s", err, there)
		}
		again, _ := Parse("a.toml", back, Options{})
		if diff := cmp.Diff(s, again); diff != "" {
			t.Fatalf("%s\nbecame\n%s\nbecame\n%s\n%s", data, there, back, diff)
		}
		if diff := cmp.Diff(ownLines(string(data)), ownLines(string(back))); diff != "" {
			t.Fatal(diff)
		}
	})
}
