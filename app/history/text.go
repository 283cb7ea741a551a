package history

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode"

	"starling/app/rehearsal"
)

// lineWidth is the widest that WriteText writes.
const lineWidth = 80

const indent = "    "

// WriteText writes attempts as `starling history` does: a table of at most 80
// columns, with a line below each attempt for what its sections took of their
// targets, how they were rated and the grade that the person gave, and one for
// its note. What was answered without a story is said to be a question alone,
// and what was one section of a story, that section alone.
//
//	STARTED           STORY                     SPOKEN/LIMIT  ENDED       COVERAGE
//	2026-02-01 18:30  One source of truth          2:05/2:00  finished         75%
//	    S 0:26/0:24 4  T 0:12/0:12 3  A 1:10/1:00 4  R 0:17/0:24 3  delivery 4
//	    “Number first, then the story.”
func WriteText(w io.Writer, records []Record) error {
	out := bufio.NewWriter(w)
	if len(records) == 0 {
		_, _ = fmt.Fprintln(out, "There are no attempts here yet.")
		return out.Flush()
	}
	_, _ = fmt.Fprintln(out, tableLine("STARTED", "STORY", "SPOKEN/LIMIT", "ENDED", "COVERAGE"))
	for _, r := range records {
		_, _ = fmt.Fprintln(out, headLine(r))
		for _, line := range wrapped(details(r)) {
			_, _ = fmt.Fprintln(out, line)
		}
		if note := strings.Join(strings.Fields(r.Note), " "); note != "" {
			_, _ = fmt.Fprintln(out, cut(indent+"“"+printable(note)+"”", lineWidth))
		}
	}
	return out.Flush()
}

func tableLine(started, name, times, ended, coverage string) string {
	line := fmt.Sprintf("%-16s  %s  %12s  %-10s  %8s", started, fit(name, 24), times, ended, coverage)
	return strings.TrimRight(line, " ")
}

// headLine says which attempt it is and how it went.
func headLine(r Record) string {
	name := r.Title
	if name == "" {
		name = r.Story
	}
	if name == "" {
		name = r.Question.Text
	}
	coverage := ""
	if r.Rated {
		coverage = fmt.Sprintf("%.0f%%", r.Coverage)
	}
	times := rehearsal.Clock(r.Spoken) + "/" + rehearsal.Clock(r.Plan.Limit)
	return tableLine(r.Started.Format("2006-01-02 15:04"), name, times, string(r.Ended), coverage)
}

// details says what each section took of its target, and the ratings.
func details(r Record) []string {
	var parts []string
	if r.Alone() {
		parts = append(parts, "a question alone")
	}
	if part, ok := r.Part(); ok {
		parts = append(parts, part.Title()+" alone")
	}
	for _, s := range r.Splits {
		part := s.Section.Letter() + " " + rehearsal.Clock(s.Spent) + "/" + rehearsal.Clock(s.Target)
		if rating := r.ratingText(s.Section); rating != "" {
			part += " " + rating
		}
		parts = append(parts, part)
	}
	if rating := r.ratingText(rehearsal.Delivery); rating != "" {
		parts = append(parts, string(rehearsal.Delivery)+" "+rating)
	}
	switch r.Grade {
	case "":
	case "none":
		parts = append(parts, "no grade")
	default:
		parts = append(parts, "graded "+r.Grade)
	}
	return parts
}

// wrapped puts parts into as few indented lines as they need.
func wrapped(parts []string) []string {
	var lines []string
	for _, part := range parts {
		last := len(lines) - 1
		if last >= 0 && columnsOf(lines[last]+"  "+part) <= lineWidth {
			lines[last] += "  " + part
			continue
		}
		lines = append(lines, indent+part)
	}
	return lines
}

// fit makes a text exactly so many columns wide.
func fit(text string, columns int) string {
	text = cut(printable(text), columns)
	return text + strings.Repeat(" ", columns-columnsOf(text))
}

// cut shortens a text to so many columns.
func cut(text string, columns int) string {
	if columnsOf(text) <= columns {
		return text
	}
	used := 0
	for i, r := range text {
		if used += runeColumns(r); used > columns-1 {
			return text[:i] + "…"
		}
	}
	return text
}

// printable leaves nothing in a text that a terminal would obey.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsPrint(r) {
			return '·'
		}
		return r
	}, text)
}

func columnsOf(text string) int {
	n := 0
	for _, r := range text {
		n += runeColumns(r)
	}
	return n
}

// runeColumns is how many columns a terminal gives a character: none to a mark
// on the one before, two to the wide ones of East Asia and to pictures.
func runeColumns(r rune) int {
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		return 0
	case r >= 0x1100 && r <= 0x115f, r >= 0x2e80 && r <= 0xa4cf, r >= 0xac00 && r <= 0xd7a3,
		r >= 0xf900 && r <= 0xfaff, r >= 0xfe30 && r <= 0xfe6f, r >= 0xff00 && r <= 0xff60,
		r >= 0xffe0 && r <= 0xffe6, r >= 0x1f300 && r <= 0x1faff, r >= 0x20000 && r <= 0x3fffd:
		return 2
	}
	return 1
}
