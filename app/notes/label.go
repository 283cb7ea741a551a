package notes

import (
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"starling/app/story"
)

// A label says what the text after it is: "Situation:", "S (Situation):",
// "Practice Count:".
type label struct {
	meaning
	// name is the label as it is written, without brackets and colon.
	name string
	// both is the second section of a label for two: "Situation / Task".
	both story.SectionName
	// letter tells that a single letter is all there is: "S:".
	letter bool
	// bold tells that it stood in bold or italics.
	bold bool
	// remarks are what stood in brackets after it and says more than the label.
	remarks []string
	// target is the time that stood in brackets: "Action (60 s)".
	target time.Duration
}

var firstLetter = regexp.MustCompile(`^[(\[]([A-Z])[)\]][a-z]`)

// letters are the sections by the letters of STAR.
func letters(s string) (story.SectionName, bool) {
	switch s {
	case "S":
		return story.Situation, true
	case "T":
		return story.Task, true
	case "A":
		return story.Action, true
	case "R":
		return story.Result, true
	case "L":
		return story.Lessons, true
	}
	return "", false
}

// parseLabel reads a text that may be a label, and nothing else.
func parseLabel(text string) (label, bool) {
	const longest, most = 120, 10 // bytes, words
	if len(text) > longest || strings.Count(text, " ") >= most {
		return label{}, false
	}
	text = stripNumber(stripMarks(text))
	text = strings.TrimRight(text, " :：–—-=*_\t\u00a0")
	if m := firstLetter.FindStringSubmatchIndex(text); m != nil { // "(S)ituation"
		text = text[m[2]:m[3]] + text[m[1]-1:]
	}
	base, inside := cutBrackets(text)
	if base == "" && len(inside) == 1 { // "(S)"
		base, inside = inside[0], nil
	}
	l := label{name: base}
	if !l.find(base) {
		return label{}, false
	}
	for _, in := range inside {
		l.bracket(in)
	}
	return l, true
}

// find looks the words of a label up, as a whole or in its parts: "S – Situation",
// "Result / Impact", "Situation & Task".
func (l *label) find(base string) bool {
	if s, ok := letters(base); ok {
		l.meaning, l.letter = meaning{role: roleSection, section: s}, true
		return true
	}
	if m, ok := meaningOf(key(base)); ok && utf8.RuneCountInString(base) > 1 {
		l.meaning = m
		return true
	}
	if k := key(base); k == "q" || len(k) > 1 && k[0] == 'q' && strings.Trim(k[1:], "0123456789 ") == "" {
		l.meaning = meaning{role: roleQuestion}
		return true
	}
	return l.findJoined(labelParts(base))
}

// findJoined looks up the parts of a label. Two or three sections make one; the
// label has the first, and the next that is another.
func (l *label) findJoined(parts []string) bool {
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	for i, p := range parts {
		var part label
		if len(labelParts(p)) > 1 || !part.find(p) || part.role != roleSection {
			return false
		}
		switch {
		case i == 0:
			l.meaning = part.meaning
		case part.section != l.section && l.both == "":
			l.both = part.section
		}
		l.weak = l.weak && part.weak
	}
	return true
}

var joints = strings.NewReplacer("/", "\n", "&", "\n", "+", "\n", "|", "\n", ":", "\n", ",", "\n", "–", "\n", "—", "\n", " - ", "\n", "=", "\n",
	" and ", "\n", " und ", "\n", " et ", "\n", " y ", "\n", " e ", "\n")

// labelParts parts a label where two words for it are joined.
func labelParts(s string) []string {
	var parts []string
	for p := range strings.SplitSeq(joints.Replace(s), "\n") {
		if p = strings.TrimSpace(p); p != "" {
			parts = append(parts, p)
		}
	}
	return parts
}

// bracket takes what stands in brackets after a label. Another word for the
// same, a share or a place to fill in says nothing more; a time is a target;
// anything else is kept.
func (l *label) bracket(in string) {
	if in = strings.TrimSpace(in); in == "" {
		return
	}
	if d, rest := readDuration(in, true); d > 0 && rest == "" {
		l.target = d
		return
	}
	said := false
	for p := range strings.FieldsFuncSeq(in, func(r rune) bool { return strings.ContainsRune("-–—,;/:+&", r) }) {
		other, known := parseBare(p)
		if known && other.role == roleSection && other.section != l.section || !known && strings.Trim(key(p), "0123456789 ") != "" {
			said = true
		}
	}
	if said && !asksFor(in) {
		l.remarks = append(l.remarks, in)
	}
}

// asksFor tells whether what stands in brackets after a label only tells what
// to write there: "what did you do?", "your role".
func asksFor(in string) bool {
	for w := range strings.FieldsSeq(key(in)) {
		if yourWords()[w] {
			return true
		}
	}
	return strings.HasSuffix(strings.TrimSpace(in), "?")
}

// parseBare reads a label without brackets.
func parseBare(s string) (label, bool) {
	var l label
	s = strings.TrimSpace(s)
	return l, l.find(s)
}

// cutBrackets takes "(…)" and "[…]" off the end of a text, and off its
// beginning where a single letter stands in them: "(S) Situation".
func cutBrackets(s string) (base string, inside []string) {
	s = strings.TrimSpace(s)
	if len(s) > 3 && (s[0] == '(' || s[0] == '[') && (s[2] == ')' || s[2] == ']') {
		s = strings.TrimSpace(s[3:])
	}
	for {
		closing := strings.LastIndexAny(s, ")]")
		if closing < 0 || closing != len(s)-1 {
			return s, inside
		}
		opening := strings.LastIndexByte(s[:closing], '(')
		if s[closing] == ']' {
			opening = strings.LastIndexByte(s[:closing], '[')
		}
		if opening < 0 {
			return s, inside
		}
		inside = append([]string{s[opening+1 : closing]}, inside...)
		s = strings.TrimRight(s[:opening], " :\t\u00a0")
	}
}
