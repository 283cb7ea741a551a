package notes

import (
	"fmt"
	"strings"
)

// looseText gives blocks as lines of text, for a story's notes: bullets with a
// dash and indented as they are nested, paragraphs with an empty line between.
func looseText(blocks []block) string { return (*reader)(nil).loose(blocks) }

// loose is looseText without the places to fill in, which are counted.
func (r *reader) loose(blocks []block) string {
	var parts []string
	for _, b := range blocks {
		if text := r.looseBlock(b, 0); text != "" {
			parts = append(parts, text)
		}
	}
	return strings.Join(parts, "\n\n")
}

func (r *reader) looseBlock(b block, depth int) string {
	switch b.kind {
	case heading:
		return r.real(b.line, plain(b.lines))
	case prose:
		return r.real(b.line, paragraph(r.realLines(b.lines)))
	case list:
		return r.looseList(b, depth)
	case code:
		return tidy(b.text)
	case table:
		return tableText(b.rows)
	case comment:
		r.comment(b)
	}
	return ""
}

func (r *reader) looseList(l block, depth int) string {
	var lines []string
	indent := strings.Repeat("  ", depth)
	for i, it := range l.items {
		mark := "– "
		if l.ordered {
			mark = fmt.Sprintf("%d. ", i+1)
		}
		text := r.real(it.line, plain(it.lines))
		if text != "" {
			lines = append(lines, indent+mark+text)
		}
		for _, k := range it.kids {
			inside := r.looseBlock(k, depth+1)
			switch {
			case inside == "":
			case k.kind == list:
				lines = append(lines, inside)
			default:
				lines = append(lines, indentLines(inside, indent+"  "))
			}
		}
	}
	return strings.Join(lines, "\n")
}

func indentLines(s, indent string) string {
	return indent + strings.ReplaceAll(s, "\n", "\n"+indent)
}

// tidy takes the empty lines off both ends of a text that stands as it is, and
// the blanks off the ends of its lines.
func tidy(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \t")
	}
	return strings.Trim(strings.Join(lines, "\n"), "\n")
}
