package export

import (
	"bufio"
	"fmt"
	"io"
	"regexp"
	"strings"

	"starling/app/story"
)

// WriteMarkdown writes each story as a flash card (a title, its sections in
// bullets, the polished sentences, the full script), and the attempts as a
// table. It reads well on paper, and `starling import` reads the stories back.
// What Markdown has no place for is left out: targets, slugs, and of the
// attempts all but the outcome; the JSON has these.
func WriteMarkdown(w io.Writer, d Data) error {
	d = d.shown()
	m := &markdown{to: bufio.NewWriter(w), level: 1}
	if len(d.Stories) != 1 {
		m.heading(1, "Stories")
		m.level = 2
	}
	if len(d.Stories) == 0 {
		m.paragraph("There is no story here.")
	}
	for i, s := range d.Stories {
		if i > 0 {
			m.line("---\n")
		}
		m.story(s, d)
	}
	if len(d.Attempts) > 0 {
		m.line("---\n")
		m.attempts(d)
	}
	return m.to.Flush()
}

// markdown writes Markdown. What the writer fails at, it says at the Flush.
type markdown struct {
	to    *bufio.Writer
	level int // of a story's title
}

func (m *markdown) line(text string) { _, _ = m.to.WriteString(text + "\n") }

func (m *markdown) heading(level int, text string) {
	m.line(strings.Repeat("#", level) + " " + escapeHeading(text) + "\n")
}

func (m *markdown) paragraph(text string) { m.line(escapeText(text, "") + "\n") }

// label writes a label that a list or a paragraph follows.
func (m *markdown) label(name string) { m.line("**" + name + ":**\n") }

// list writes a list; mark gives what stands before each entry.
func (m *markdown) list(texts []string, mark func(int) string) {
	for i, text := range texts {
		m.line(mark(i) + escapeText(text, strings.Repeat(" ", len(mark(i)))))
	}
	m.line("")
}

// inQuotes puts a text in quotation marks that do not occur in it, so that the
// outer ones can be told from its own.
func inQuotes(text string) string {
	for _, marks := range [][2]string{{`"`, `"`}, {"“", "”"}, {"«", "»"}} {
		if !strings.ContainsAny(text, marks[0]+marks[1]) {
			return marks[0] + text + marks[1]
		}
	}
	return text
}

func bullet(int) string { return "- " }

func numbered(i int) string { return fmt.Sprintf("%d. ", i+1) }

func (m *markdown) story(s story.Story, d Data) {
	m.heading(m.level, s.Title)
	m.fields(s)
	if len(s.Answers) > 0 {
		questions := make([]string, len(s.Answers))
		for i, id := range s.Answers {
			questions[i] = d.question(id)
		}
		m.label("Questions")
		m.list(questions, bullet)
	}
	for _, n := range story.SectionNames() {
		if points := s.Section(n).Points; len(points) > 0 {
			m.label(sectionLabel(n))
			m.list(points, bullet)
		}
	}
	if len(s.Polished) > 0 {
		m.heading(m.level+1, "Polished sentences")
		quoted := make([]string, len(s.Polished))
		for i, text := range s.Polished {
			quoted[i] = inQuotes(text)
		}
		m.list(quoted, numbered)
	}
	if len(s.Followups) > 0 {
		m.heading(m.level+1, "Follow-up questions")
		m.list(s.Followups, bullet)
	}
	if s.Notes != "" {
		m.label("Notes")
		m.paragraph(s.Notes)
	}
	m.script(s)
}

// fields writes what is said in a word or two, each on a line.
func (m *markdown) fields(s story.Story) {
	var fields []string
	if len(s.Tags) > 0 {
		fields = append(fields, "**Tags:** "+escapeLine(strings.Join(s.Tags, ", ")))
	}
	if s.Limit > 0 {
		fields = append(fields, "**Duration:** "+lengthWords(s.Limit))
	}
	if s.MarkedDraft {
		fields = append(fields, "**Status:** draft")
	}
	if len(fields) > 0 {
		m.line(strings.Join(fields, hardBreak+"\n") + "\n")
	}
}

// sectionLabel is the section's name as flash cards have it.
func sectionLabel(n story.SectionName) string {
	if n == story.Lessons {
		return "Lessons learned"
	}
	return n.Title()
}

// script writes the full script. Its paragraphs are the sections where that is
// plain: one each of the four of STAR, and a fifth of Lessons. Else each
// section's has its label.
func (m *markdown) script(s story.Story) {
	scripted, paragraphs := 0, true
	for i, n := range story.SectionNames() {
		script := s.Section(n).Script
		if script != "" {
			scripted++
		}
		one := script != "" && !emptyLine.MatchString(script)
		paragraphs = paragraphs && (one || i == 4 && script == "")
	}
	if scripted == 0 {
		return
	}
	m.heading(m.level+1, "Full script")
	for _, n := range story.SectionNames() {
		script := s.Section(n).Script
		if script == "" {
			continue
		}
		if !paragraphs {
			m.label(sectionLabel(n))
		}
		m.paragraph(script)
	}
}

// attempts writes the attempts as a table.
func (m *markdown) attempts(d Data) {
	m.heading(1, "Practice")
	m.line(fmt.Sprintf("%s, the latest first. Written on %s by %s.\n",
		count(len(d.Attempts), "attempt", "attempts"), d.Made.Format(dayForm), escapeLine(d.Program)))
	header := []string{"When", "Story", "Spoken", "Ended", "Ratings", "Coverage", "Note"}
	m.row(header)
	m.line("|" + strings.Repeat(" --- |", len(header)))
	for _, a := range d.Attempts {
		m.row([]string{
			a.Started.Format(momentForm), a.name(), spokenWords(a), endedWords(a.Ended), ratingWords(a), coverageWords(a), a.Note,
		})
	}
}

func (m *markdown) row(cells []string) {
	line := "|"
	for _, cell := range cells {
		line += " " + escapeInline(strings.Join(strings.Fields(plain(cell)), " ")) + " |"
	}
	m.line(line)
}

// hardBreak at the end of a line keeps it from being joined with the next.
const hardBreak = "  "

var emptyLine = regexp.MustCompile(`\n[ \t]*\n`)

// escapeText writes a text of any number of lines; all but the first are
// indented. The lines stay as they are.
func escapeText(text, indent string) string {
	var b strings.Builder
	open := false // a line of a paragraph stands before
	for i, line := range strings.Split(text, "\n") {
		line = escapeLine(line)
		if i > 0 {
			if open && line != "" {
				b.WriteString(hardBreak)
			}
			b.WriteByte('\n')
		}
		if line != "" && i > 0 {
			b.WriteString(indent)
		}
		b.WriteString(line)
		open = line != ""
	}
	return b.String()
}
