package story

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"
)

// Encode writes a story as TOML, in the order and the form of the examples.
// Parse reads it back as it was. It is for new files only: in what a person has
// written by hand, Rewrite changes what has to be changed.
func Encode(s Story) []byte {
	var b bytes.Buffer
	pair := func(key, value string) { fmt.Fprintf(&b, "%-9s = %s\n", key, value) }
	list := func(key string, texts []string) {
		if len(texts) > 0 {
			pair(key, tomlList(texts))
		}
	}
	pair("title", tomlText(s.Title))
	if s.MarkedDraft {
		pair("draft", "true")
	}
	list("tags", s.Tags)
	list("answers", s.Answers)
	if s.Limit > 0 {
		pair("limit", tomlText(FormatDuration(s.Limit)))
	}
	list("polished", s.Polished)
	list("followups", s.Followups)
	if s.Notes != "" {
		pair("notes", tomlLong(s.Notes))
	}
	list("dismissed", s.Dismissed)
	for _, n := range SectionNames() {
		encodeSection(&b, n, s.Section(n))
	}
	return b.Bytes()
}

func encodeSection(b *bytes.Buffer, n SectionName, s Section) {
	if s.Empty() && s.Target == 0 {
		return
	}
	fmt.Fprintf(b, "\n[%s]\n", n)
	if s.Target > 0 {
		fmt.Fprintf(b, "target = %s\n", tomlText(FormatDuration(s.Target)))
	}
	if len(s.Points) > 0 {
		fmt.Fprintf(b, "points = %s\n", tomlList(s.Points))
	}
	if s.Script != "" {
		fmt.Fprintf(b, "script = %s\n", tomlLong(s.Script))
	}
}

// tomlList writes a list on one line while it is short, else an entry a line.
func tomlList(texts []string) string {
	const longest = 90
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = tomlText(t)
	}
	if line := "[" + strings.Join(quoted, ", ") + "]"; len(line) <= longest {
		return line
	}
	return "[\n  " + strings.Join(quoted, ",\n  ") + ",\n]"
}

// tomlText writes a text on one line.
func tomlText(s string) string {
	return `"` + escape(s, false) + `"`
}

// tomlLong writes a text of any number of lines between lines of its own, so
// that it can be edited as it stands.
func tomlLong(s string) string {
	return "\"\"\"\n" + escape(s, true) + "\n\"\"\""
}

// escape writes what may not stand in a text as it is. In a long text that is
// less: line ends, tabs and quotation marks may, but for a third mark in a
// row, which would end it.
func escape(s string, long bool) string {
	var b strings.Builder
	marks := 0
	for _, r := range s {
		if r == '"' {
			marks++
		} else {
			marks = 0
		}
		switch {
		case long && (r == '\n' || r == '\t' || r == '"' && marks < 3):
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '"', r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
			marks = 0
		case unicode.IsControl(r):
			fmt.Fprintf(&b, `\u%04X`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
