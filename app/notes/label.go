package notes

import (
	"regexp"
	"strings"
	"time"
	"unicode"
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
	parts := labelParts(base)
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
	if i := colon(name); i >= 0 && strings.TrimSpace(name[i:]) != ":" && strings.TrimSpace(name[i:]) != "：" {
		// The sentence after the label is bold as well.
		if lab, ok = parseLabel(name[:i]); ok {
			return lab, strings.TrimSpace(trimColon(name[i:]) + after), true
		}
		return lab, "", false
	}
	closed := strings.HasSuffix(name, ":") || strings.HasSuffix(name, "：")
	after = strings.TrimLeft(after, " \t\u00a0")
	if !closed && after != "" && (after[0] == '(' || after[0] == '[') {
		if end := strings.IndexAny(after, ")]"); end > 0 {
			if tail := strings.TrimLeft(after[end+1:], " \t\u00a0"); tail == "" || separated(tail) {
				name, after = name+" "+after[:end+1], tail
			}
		}
	}
	parted := closed || separated(after)
	lab, ok = parseLabel(name)
	switch {
	case ok && (parted || after == ""):
	case ok && lab.role == roleSection && !lab.weak:
	case closed || strings.HasPrefix(after, ":") || strings.HasPrefix(after, "："):
		if name = strings.TrimRight(name, " :："); !fieldName(name) {
			return lab, "", false
		}
		lab = label{meaning: meaning{role: roleField}, name: name}
	default:
		return lab, "", false
	}
	if !closed {
		after = trimColon(after)
	}
	return lab, strings.TrimSpace(after), true
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
	for _, sign := range []string{" - ", " – ", " — ", " = "} {
		i := strings.Index(text, sign)
		if i <= 0 || i > longestName {
			continue
		}
		if lab, ok = parseLabel(text[:i]); ok && lab.role == roleSection && !lab.weak {
			return lab, strings.TrimSpace(text[i+len(sign):]), true
		}
	}
	if len(text) > longestName {
		return label{}, "", false
	}
	lab, ok = parseLabel(text)
	if ok && !lab.letter && !lab.weak && (lab.role == roleSection || lab.role == rolePolished || lab.role == roleScript) {
		return lab, "", true
	}
	return label{}, "", false
}
