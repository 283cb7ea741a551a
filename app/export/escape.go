package export

import (
	"regexp"
	"strings"
	"unicode"
)

// What begins a block where it stands at the beginning of a line: a heading, a
// quotation, a bullet, a rule, the rule below a table's head, a number. What is
// captured stays before the backslash.
var lineStart = regexp.MustCompile(`^(\d{1,9})?(#{1,6}(?:\s|$)|>|[-+](?:\s|$)|:?-[-\s]*:?\s*$|=+\s*$|[.)](?:\s|$))`)

// escapeLine writes a line of text so that Markdown reads it as it is.
func escapeLine(text string) string {
	text = strings.TrimSpace(plain(text))
	escaped := escapeInline(text)
	if at := lineStart.FindStringSubmatchIndex(escaped); at != nil {
		number, sign := at[4] > at[0], strings.ContainsRune(".)", rune(escaped[at[4]]))
		if number == sign { // "1." and "#", but neither "." nor "1#"
			return escaped[:at[4]] + `\` + escaped[at[4]:]
		}
	}
	return escaped
}

// escapeHeading writes a text so that it can stand after the signs of a heading.
func escapeHeading(text string) string {
	escaped := escapeInline(strings.TrimSpace(plain(text)))
	bare := strings.TrimRight(escaped, "#") // at the end they would close the heading
	return bare + strings.ReplaceAll(escaped[len(bare):], "#", `\#`)
}

// plain gives a line without what no line should have.
func plain(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "�"))
}

// escapeInline puts a backslash before the signs that would be markup where
// they stand. It leaves the others alone, so that the text reads well.
func escapeInline(text string) string {
	var b strings.Builder
	letters := []rune(text)
	for i, r := range letters {
		before, after := ' ', ' '
		if i > 0 {
			before = letters[i-1]
		}
		if i+1 < len(letters) {
			after = letters[i+1]
		}
		if isMarkup(r, before, after) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isMarkup(r, before, after rune) bool {
	switch r {
	case '\\', '`', '[', '|', '*':
		return true
	case '_':
		return !isWord(before) || !isWord(after)
	case '~':
		return before != ' ' || after == '~'
	case '<':
		return unicode.IsLetter(after) || strings.ContainsRune("/!?", after)
	case '&':
		return after == '#' || unicode.IsLetter(after)
	}
	return false
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
