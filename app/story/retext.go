package story

import (
	"strings"
)

// This file writes a new text in the place of an old one, in the form that the
// old one has.

// retext gives what stands for a text, in quotation marks like those of raw,
// which stands for another now: was, as the story had it. A text of several
// lines that raw's marks have no room for gets long ones where it may (long);
// eol ends its lines.
func retext(raw, was, text, eol string, long bool) string {
	switch {
	case strings.HasPrefix(raw, `"""`):
		return relong(raw, was, text, eol)
	case strings.HasPrefix(raw, `'''`):
		if !strings.Contains(text, `'''`) && !escapes(strings.ReplaceAll(text, "\n", "")) {
			return relong(raw, was, text, eol)
		}
		return relong(`"""`+raw[3:len(raw)-3]+`"""`, "", text, eol)
	case long && strings.Contains(text, "\n"):
		return longText(text, eol)
	case strings.HasPrefix(raw, `'`) && !strings.ContainsAny(text, "'\n") && !escapes(text):
		return `'` + text + `'`
	}
	return tomlText(text)
}

// escapes tells whether a text cannot stand between marks that know no escape.
// Quotation marks are looked at by whoever asks.
func escapes(text string) bool {
	plain := strings.NewReplacer(`"`, "", `\`, "", "\t", "").Replace(text)
	return escape(plain, true) != plain
}

// longText is tomlLong with the line ends of the file.
func longText(text, eol string) string {
	return strings.ReplaceAll(tomlLong(text), "\n", eol)
}

// relong puts a text between long marks. What blanks and line ends there were
// before and after the old one stay, and so do the lines at the beginning and
// the end that say the same as before: their escapes are the person's.
func relong(raw, was, text, eol string) string {
	marks := raw[:3]
	lead, core, trail := aroundBlanks(raw[3 : len(raw)-3])
	if core == "" && lead != "" {
		lead, trail = eol, eol
	}
	rawLines, oldLines, lines := strings.Split(core, "\n"), strings.Split(was, "\n"), strings.Split(text, "\n")
	first, last := 0, 0
	if was != "" {
		most := min(len(rawLines), len(oldLines), len(lines))
		first = sameLines(most, func(i int) bool {
			return lines[i] == oldLines[i] && saysLine(marks, rawLines[i], oldLines[i])
		})
		last = sameLines(most-first, func(i int) bool {
			old := oldLines[len(oldLines)-1-i]
			return lines[len(lines)-1-i] == old && saysLine(marks, rawLines[len(rawLines)-1-i], old)
		})
	}
	written := make([]string, 0, len(lines))
	for i, line := range lines {
		switch {
		case i < first:
			line = strings.TrimSuffix(rawLines[i], "\r")
		case i >= len(lines)-last:
			line = strings.TrimSuffix(rawLines[len(rawLines)-len(lines)+i], "\r")
		case marks == `"""`:
			line = escape(line, true)
		}
		written = append(written, line)
	}
	return marks + lead + strings.Join(written, eol) + trail + marks
}

// sameLines counts how many lines in a row are the same.
func sameLines(most int, same func(i int) bool) int {
	for i := range most {
		if !same(i) {
			return i
		}
	}
	return most
}

// saysLine tells whether a line between long marks stands for the text.
func saysLine(marks, raw, text string) bool {
	raw = strings.TrimSuffix(raw, "\r")
	if marks == `'''` || !strings.Contains(raw, `\`) {
		return raw == text
	}
	if (len(raw)-len(strings.TrimRight(raw, `\`)))%2 == 1 {
		return false // it goes on in the next line
	}
	u := newUnquoted(marks + raw + marks)
	var b strings.Builder
	for r, ok := u.next(); ok; r, ok = u.next() {
		b.WriteRune(r)
	}
	return b.String() == text
}

// aroundBlanks parts a text from the blanks before and after it.
func aroundBlanks(text string) (lead, core, trail string) {
	const blanks = " \t\r\n"
	core = strings.TrimLeft(text, blanks)
	lead = text[:len(text)-len(core)]
	text, core = core, strings.TrimRight(core, blanks)
	return lead, core, text[len(core):]
}
