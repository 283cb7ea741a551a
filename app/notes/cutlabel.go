package notes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// cutLabel takes a label off the beginning of a line. A label that is not
// known counts only in bold, with a colon: it is a field with that name.
func cutLabel(l line) (lab label, rest string, ok bool) {
	if l.lead > 0 {
		if lab, rest, ok = cutBold(l); ok {
			lab.bold = true
			return lab, rest, true
		}
	}
	return cutPlain(l.text)
}

// longestName is how many bytes a label may have before its colon.
const longestName = 80

// cutBold reads a label in bold or italics: "**Situation:** …",
// "**Situation** (15%): …", "**Situation** – …", "**Situation**".
func cutBold(l line) (lab label, rest string, ok bool) {
	lead, after := l.text[:l.lead], l.text[l.lead:]
	if first, _ := utf8.DecodeRuneInString(after); unicode.IsLetter(first) || unicode.IsDigit(first) {
		return lab, "", false // **S**ituation is one word
	}
	name := strings.TrimSpace(lead)
	if i := colon(name); i >= 0 && !isColon(strings.TrimSpace(name[i:])) {
		// The sentence after the label is bold as well.
		lab, ok = parseLabel(name[:i])
		return lab, strings.TrimSpace(trimColon(name[i:]) + after), ok
	}
	after = strings.TrimLeft(after, " \t\u00a0")
	closed := strings.HasSuffix(name, ":") || strings.HasSuffix(name, "：")
	if !closed {
		name, after = withBrackets(name, after)
	}
	if lab, ok = boldLabel(name, after, closed); !ok {
		return lab, "", false
	}
	if !closed {
		after = trimColon(after)
	}
	return lab, strings.TrimSpace(after), true
}

func isColon(s string) bool { return s == ":" || s == "：" }

// withBrackets adds to a label in bold what stands in brackets behind it, where
// its text comes after those.
func withBrackets(name, after string) (string, string) {
	if after == "" || after[0] != '(' && after[0] != '[' {
		return name, after
	}
	end := strings.IndexAny(after, ")]")
	if end < 0 {
		return name, after
	}
	if tail := strings.TrimLeft(after[end+1:], " \t\u00a0"); tail == "" || separated(tail) {
		return name + " " + after[:end+1], tail
	}
	return name, after
}

// boldLabel tells what a text in bold is the label of. closed tells that a
// colon ends it.
func boldLabel(name, after string, closed bool) (lab label, ok bool) {
	lab, known := parseLabel(name)
	if known && (closed || after == "" || separated(after) || lab.role == roleSection && !lab.weak) {
		return lab, true
	}
	if !closed && !strings.HasPrefix(after, ":") && !strings.HasPrefix(after, "：") {
		return lab, false
	}
	name = strings.TrimRight(name, " :：")
	return label{meaning: meaning{role: roleField}, name: name}, fieldName(name)
}

// fieldName tells whether a text may be the name of a field.
func fieldName(name string) bool {
	return name != "" && len(name) <= longestName && len(strings.Fields(name)) <= 6 && key(name) != "" && !endsSentence(name) && !strings.Contains(name, ". ")
}

func endsSentence(s string) bool {
	return strings.HasSuffix(s, ".") || strings.HasSuffix(s, "!") || strings.HasSuffix(s, "?")
}

// separated tells whether a text begins with what parts a label from its text.
func separated(s string) bool {
	for _, sign := range []string{":", "：", "-", "–", "—", "=", "→"} {
		if strings.HasPrefix(s, sign) {
			return true
		}
	}
	return false
}

// trimColon takes off what parts a label from its text.
func trimColon(s string) string {
	s = strings.TrimLeft(s, " \t\u00a0")
	for _, sign := range []string{"::", ":", "：", "--", "-", "–", "—", "=", "→"} {
		if t, ok := strings.CutPrefix(s, sign); ok {
			return t
		}
	}
	return s
}

// colon gives the place of the first colon that may end a label, or −1.
func colon(s string) int {
	i := strings.IndexByte(s, ':')
	if wide := strings.Index(s, "："); wide >= 0 && (i < 0 || wide < i) {
		i = wide
	}
	return i
}

// cutPlain reads a label that stands in no markup: "Situation: …", "S: …",
// "Situation – …", or alone on its line.
func cutPlain(text string) (lab label, rest string, ok bool) {
	if i := colon(text); i > 0 && i <= longestName {
		if lab, ok = parseLabel(text[:i]); ok {
			return lab, strings.TrimSpace(trimColon(text[i:])), true
		}
	}
	if lab, rest, ok = cutDash(text); ok || len(text) > longestName {
		return lab, rest, ok
	}
	lab, ok = parseLabel(text)
	alone := lab.role == roleSection || lab.role == rolePolished || lab.role == roleScript
	return lab, "", ok && alone && !lab.letter && !lab.weak
}

// cutDash reads the label of a section that a dash parts from its text.
func cutDash(text string) (lab label, rest string, ok bool) {
	for _, sign := range []string{" - ", " – ", " — ", " = "} {
		i := strings.Index(text, sign)
		if i <= 0 || i > longestName {
			continue
		}
		if lab, ok = parseLabel(text[:i]); ok && lab.role == roleSection && !lab.weak {
			return lab, strings.TrimSpace(text[i+len(sign):]), true
		}
	}
	return label{}, "", false
}

var fieldPattern = regexp.MustCompile(`^(\p{Lu}[\pL\pN]*(?: [\pL\pN]+){0,2}): +(\S.*)$`)

// cutField reads a line right below a field as another field, although nobody
// knows its name: "Mood: good".
func cutField(l line) (lab label, rest string, ok bool) {
	m := fieldPattern.FindStringSubmatch(l.text)
	if m == nil {
		return lab, "", false
	}
	return label{meaning: meaning{role: roleField}, name: m[1]}, m[2], true
}
