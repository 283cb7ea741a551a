package notes

import (
	"regexp"
	"strings"
)

var delimiter = regexp.MustCompile(`^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$`)

// tableIn finds a table among the lines of a paragraph: the line below its
// head parts it from the rest. first is how many lines stand before it.
func tableIn(raw []string) (first int, rows [][]string) {
	for i := 1; i < len(raw); i++ {
		if !strings.Contains(raw[i], "-") || !strings.Contains(raw[i-1], "|") || !delimiter.MatchString(raw[i]) {
			continue
		}
		rows = append(rows, cells(raw[i-1]))
		for _, r := range raw[i+1:] {
			rows = append(rows, cells(r))
		}
		return i - 1, rows
	}
	return 0, nil
}

// cells parts a row of a table.
func cells(row string) []string {
	row = strings.TrimPrefix(row, "|")
	if strings.HasSuffix(row, "|") && !strings.HasSuffix(row, `\|`) {
		row = row[:len(row)-1]
	}
	var all []string
	from, inCode := 0, false
	for i := 0; i < len(row); i++ {
		switch {
		case row[i] == '`':
			inCode = !inCode
		case row[i] == '\\':
			i++
		case row[i] == '|' && (!inCode || strings.IndexByte(row[i:], '`') < 0):
			all = append(all, strings.TrimSpace(row[from:i]))
			from, inCode = i+1, false
		}
	}
	return append(all, strings.TrimSpace(row[from:]))
}

// tableText gives a table as lines of text, its cells as they are written.
func tableText(rows [][]string) string {
	var b strings.Builder
	for i, r := range rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(strings.Join(r, " | "))
	}
	return b.String()
}

// starTable makes of a table in STAR form what it would be in lines of text:
// a row for each section, or a row for each story and a column for each
// section. Nil where the table is no such.
func starTable(b block) [][]block {
	if len(b.rows) == 0 {
		return nil
	}
	if story := byRows(b); story != nil {
		return [][]block{story}
	}
	return byColumns(b)
}

// byRows reads a table whose first cells are labels.
func byRows(b block) []block {
	var story []block
	sections := make(map[string]bool)
	for i, r := range b.rows {
		lab, ok := parseLabel(cellText(r[0]))
		no := b.line + i
		if i > 0 {
			no++ // the line below the head
		}
		if !ok {
			if i == 0 || strings.TrimSpace(strings.Join(r, "")) == "" {
				continue // a head such as "Part | Text", or an empty row
			}
			lab.name = cellText(r[0])
		}
		if lab.role == roleSection {
			sections[string(lab.section)] = true
		}
		for _, cell := range r[1:] {
			story = append(story, labelled(cellText(r[0]), cell, no)...)
		}
	}
	if len(sections) < 2 {
		return nil
	}
	return story
}

// byColumns reads a table whose head has the labels: each row is a story.
func byColumns(b block) [][]block {
	sections := 0
	for _, h := range b.rows[0] {
		if lab, ok := parseLabel(cellText(h)); ok && lab.role == roleSection {
			sections++
		}
	}
	if sections < 2 {
		return nil
	}
	var stories [][]block
	for i, r := range b.rows[1:] {
		var story []block
		for c, cell := range r {
			head := ""
			if c < len(b.rows[0]) {
				head = cellText(b.rows[0][c])
			}
			story = append(story, labelled(columnLabel(c, head), cell, b.line+2+i)...)
		}
		if len(story) > 0 {
			stories = append(stories, story)
		}
	}
	return stories
}

// columnLabel gives the label that the head of a column stands for. The first
// column has the stories' titles, unless it says something else.
func columnLabel(c int, head string) string {
	_, known := parseLabel(head)
	switch {
	case known:
		return head
	case c == 0 && (head == "" || key(head) == "story" || key(head) == "stories"):
		return "Title"
	case head == "":
		return "Notes"
	}
	return head
}

// labelled gives a cell as text with its label before it.
func labelled(name, cell string, no int) []block {
	text := cellText(cell)
	name = strings.TrimRight(name, " :")
	if text == "" {
		return nil
	}
	if name == "" {
		return []block{{kind: prose, line: no, lines: []line{{no: no, text: text}}}}
	}
	return []block{{kind: prose, line: no, lines: []line{{no: no, text: name + ": " + text, lead: len(name) + 1}}}}
}

// cellText gives a cell without its markup.
func cellText(cell string) string {
	if !strings.ContainsAny(cell, "*_`[]<>\\&~") {
		return cell
	}
	var parts []string
	for _, b := range parseText(cell, 1) {
		if b.kind == prose || b.kind == heading {
			parts = append(parts, plain(b.lines))
			continue
		}
		parts = append(parts, looseText([]block{b}))
	}
	return strings.Join(parts, " ")
}
