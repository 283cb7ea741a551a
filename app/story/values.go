package story

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// lineOf reads a text of one line.
func (r *report) lineOf(key string, n *node) (string, bool) {
	text, ok := r.textOf(key, n)
	if ok && strings.ContainsRune(text, '\n') {
		r.add(n.at, key, "runs over more than one line", "write it on one")
		return "", false
	}
	return text, ok
}

// textOf reads a text.
func (r *report) textOf(key string, n *node) (string, bool) {
	if n.kind != kindText {
		instead := `write "…"`
		if n.text != "" {
			instead = "write " + quote(n.text)
		}
		r.add(n.at, key, "is "+n.kind.name()+" and should be text", instead)
		return "", false
	}
	text := clean(n.text)
	for _, c := range text {
		if unicode.IsControl(c) && c != '\n' && c != '\t' {
			r.add(n.at, key, fmt.Sprintf("holds the control character %U", c), "take the escape "+strconv.QuoteRune(c)+" out")
			return "", false
		}
	}
	return text, true
}

// clean gives a text as it is kept: without blanks around it, and with line
// ends as on every other system than Windows.
func clean(text string) string {
	if strings.Contains(text, "\r\n") {
		text = strings.ReplaceAll(text, "\r\n", "\n")
	}
	return strings.TrimSpace(text)
}

// name says what a value is.
func (k kind) name() string {
	switch k {
	case kindText:
		return "text"
	case kindList:
		return "a list"
	case kindTable:
		return "a section"
	case kindTables:
		return "a list of sections"
	case kindBool:
		return "true or false"
	case kindNumber:
		return "a number"
	}
	return "a date or a time of day"
}
