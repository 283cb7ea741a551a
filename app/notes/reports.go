package notes

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// report notes something for the person.
func (r *reader) report(kind Kind, line int, text, content string) {
	r.close()
	r.Reports = append(r.Reports, Report{File: r.File, Line: line, Kind: kind, Text: text, Content: content})
}

// unplaced notes text that belongs nowhere. What follows right upon it becomes
// part of the same report.
func (r *reader) unplaced(blocks []block) {
	for _, b := range blocks {
		switch b.kind {
		case rule:
			continue
		case comment:
			r.comment(b)
			continue
		case table:
			r.tables = append(r.tables, b.line)
			continue
		}
		text := r.loose([]block{b})
		if text == "" {
			continue
		}
		if r.loosely == nil {
			r.report(Unplaced, b.line, "", "")
		}
		r.loosely = append(r.loosely, text)
	}
}

// close writes the report of text that is unplaced.
func (r *reader) close() {
	if r.loosely == nil {
		return
	}
	last := &r.Reports[len(r.Reports)-1]
	last.Content = strings.Join(r.loosely, "\n\n")
	last.Text = "belongs to no story: " + quoted(last.Content)
	r.loosely = nil
}

func (r *reader) comment(b block) {
	if r == nil || strings.TrimSpace(b.text) == "" {
		return
	}
	r.report(Skipped, b.line, "a comment is passed over: "+quoted(b.text), strings.TrimSpace(b.text))
}

// comments tells of the comments among blocks of which nothing else is kept.
func (r *reader) comments(blocks []block) {
	for _, b := range blocks {
		if b.kind == comment {
			r.comment(b)
		}
		for _, it := range b.items {
			r.comments(it.kids)
		}
	}
}

// real gives a text without the brackets around it; empty where it is a place
// to fill in, which is counted.
func (r *reader) real(line int, s string) string {
	text, empty := unbracket(s)
	if !empty {
		return text
	}
	if r != nil && strings.TrimSpace(s) != "" {
		r.open = append(r.open, openPlace{line, strings.TrimSpace(s)})
	}
	return ""
}

// realLines gives the lines of a paragraph without those that only are places
// to fill in.
func (r *reader) realLines(lines []line) []line {
	if len(lines) < 2 {
		return lines
	}
	var kept []line
	for _, l := range lines {
		if _, empty := unbracket(l.text); !empty || l.text[0] != '[' {
			kept = append(kept, l)
			continue
		}
		r.real(l.no, l.text)
	}
	return kept
}

// realTag gives a tag; empty where a template only says that a tag goes there.
func (r *reader) realTag(line int, tag string) string {
	m, known := meaningOf(key(tag))
	open := known && m.role == roleTags
	for w := range strings.FieldsSeq(key(tag)) {
		open = open || yourWords()[w]
	}
	if open || blank(tag) {
		r.open = append(r.open, openPlace{line, tag})
		return ""
	}
	return tag
}

// empty tells of a story with nothing in it.
func (r *reader) empty(line int, title, content string) {
	if title == "" {
		title = "without a title"
	} else {
		title = quoted(title)
	}
	r.report(Skipped, line, "an empty story, "+title+", makes no file", content)
}

// end closes the reports: what was counted is told, in the order of the file.
func (r *reader) end() {
	r.close()
	slices.SortStableFunc(r.open, func(a, b openPlace) int { return cmp.Or(a.line-b.line, strings.Compare(a.text, b.text)) })
	if r.open = slices.Compact(r.open); len(r.open) > 0 {
		var lines []int
		var texts []string
		for _, o := range r.open {
			lines = append(lines, o.line)
			texts = append(texts, o.text)
		}
		r.report(Skipped, r.open[0].line, fmt.Sprintf("%s passed over (%s)", counted(len(r.open), "place to fill in is", "places to fill in are"), lineList(lines)), strings.Join(texts, "\n"))
	}
	if len(r.tables) > 0 {
		r.report(Skipped, r.tables[0], fmt.Sprintf("%s passed over (%s)", counted(len(r.tables), "table is", "tables are"), lineList(r.tables)), "")
	}
	slices.SortStableFunc(r.Stories, func(a, b Draft) int { return a.Line - b.Line })
	slices.SortStableFunc(r.Reports, func(a, b Report) int { return a.Line - b.Line })
	if len(r.Stories) == 0 && len(r.Questions) == 0 {
		r.Reports = append(r.Reports, Report{
			File: r.File, Kind: Unplaced,
			Text: "neither a story nor a question was found; write Situation, Task, Action and Result above the parts of a story",
		})
	}
}

// counted is "1 table is" or "3 tables are".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + many
}

// lineList is "line 3" or "lines 3, 5, 8 and 20 more".
func lineList(lines []int) string {
	const most = 12
	slices.Sort(lines)
	lines = slices.Compact(slices.Clone(lines))
	if len(lines) == 1 {
		return "line " + itoa(lines[0])
	}
	var b strings.Builder
	b.WriteString("lines ")
	for i, l := range lines[:min(most, len(lines))] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(itoa(l))
	}
	if more := len(lines) - most; more > 0 {
		b.WriteString(" and " + itoa(more) + " more")
	}
	return b.String()
}
