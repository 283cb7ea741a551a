package notes

import "strings"

// kind tells what a block is.
type kind int

const (
	prose kind = iota
	heading
	list
	code
	table
	comment
	rule
)

// A block is a part of the notes as Markdown has it: a heading, a paragraph, a
// list. Quotations and HTML are taken for what they hold.
type block struct {
	kind  kind
	line  int    // where it begins, from 1
	level int    // of a heading: 1 to 6, and 7 for a line in bold that serves as one
	lines []line // of a heading (one) and of prose
	items []item // of a list
	// ordered tells that the list has numbers, indented that the code has no fence.
	ordered, indented bool
	rows              [][]string // of a table, as they are written
	info, text        string     // of code: its language, its text; of a comment: its text
}

// An item is one bullet of a list.
type item struct {
	line  int
	lines []line  // what it says
	kids  []block // what stands below it
}

// A line is one line of text without its markup.
type line struct {
	no   int // its number, from 1
	col  int // how far it is indented, in bytes
	text string
	// lead is how many bytes at the beginning stand in bold or italics.
	lead int
	// broken tells that the line ends by the writer's will, not the editor's.
	broken bool
}

// plain joins lines to one.
func plain(lines []line) string {
	if len(lines) == 1 {
		return lines[0].text
	}
	var b strings.Builder
	for _, l := range lines {
		if l.text == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(l.text)
	}
	return b.String()
}

// paragraph joins lines to one, but for those that the writer broke.
func paragraph(lines []line) string {
	var b strings.Builder
	broken := false
	for _, l := range lines {
		if l.text == "" {
			continue
		}
		switch {
		case b.Len() == 0:
		case broken:
			b.WriteByte('\n')
		default:
			b.WriteByte(' ')
		}
		b.WriteString(l.text)
		broken = l.broken
	}
	return b.String()
}

// flat gives a text on one line.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// nothing tells whether there is no text in the blocks.
func nothing(blocks []block) bool {
	for _, b := range blocks {
		switch b.kind {
		case rule, comment:
		case list:
			for _, it := range b.items {
				if plain(it.lines) != "" || !nothing(it.kids) {
					return false
				}
			}
		case prose, heading:
			if plain(b.lines) != "" {
				return false
			}
		default:
			return false
		}
	}
	return true
}
