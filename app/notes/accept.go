package notes

import "strings"

// accepts tells whether what looks like a label is one here; rest is the text
// behind it.
func (t *teller) accepts(l label, rest string) (label, bool) {
	switch l.role {
	case roleSection:
		return t.acceptsSection(l, rest)
	case roleField:
		return l, t.acceptsField(l, rest)
	case roleAnswer:
		return l, l.bold || t.asked
	}
	if l.bold || t.into.role != roleSection && t.into.role != roleScript {
		return l, true
	}
	return l, t.acceptsPlain(l, rest)
}

// acceptsPlain tells whether words in no markup within a section are a label
// all the same: alone on their line, or with a value that only a label has.
func (t *teller) acceptsPlain(l label, rest string) bool {
	switch l.role {
	case rolePolished, roleScript, roleFollowups:
		return rest == ""
	case roleLimit:
		d, _, _ := readLimit(rest)
		return d > 0 && !t.into.script
	case roleTags:
		return isValue(rest) && !t.into.script
	}
	return false
}

// isValue tells whether a text is short enough for the value of a field.
func isValue(s string) bool {
	const most = 12 // words
	return s != "" && len(strings.Fields(s)) <= most
}

func (t *teller) acceptsSection(l label, rest string) (label, bool) {
	switch {
	case l.letter && !t.census.spelled():
		if l.name == "A" && t.asked {
			l.role = roleAnswer
			return l, true
		}
		return l, false
	case l.weak && !l.bold:
		return l, t.census.plainly() && !t.into.script
	case l.weak && t.into.script:
		return l, rest == ""
	}
	return l, true
}

// acceptsField tells whether a label is the name of a field, or only the
// beginning of a sentence in a section ("First: …").
func (t *teller) acceptsField(l label, rest string) bool {
	if _, known := meaningOf(key(l.name)); known {
		return l.bold || !t.into.script && isValue(rest)
	}
	if t.into.role != roleSection {
		return !t.into.script
	}
	if isStep(l.name) {
		return false
	}
	short := len(strings.Fields(rest)) <= 8
	switch {
	case t.into.level > 0:
		return short && rest != ""
	case t.into.inline:
		return true
	}
	return short
}

// isStep tells whether a name only counts: "First", "Step 2", "Then".
func isStep(name string) bool {
	first, _, _ := strings.Cut(key(name), " ")
	switch first {
	case "first", "second", "third", "fourth", "then", "next", "finally", "last", "lastly", "step", "phase", "stage", "week", "day", "month", "part", "before", "after", "later", "meanwhile", "also", "why", "how", "but", "and", "option",
		"erstens", "zweitens", "drittens", "zuerst", "dann", "danach", "schliesslich", "schritt", "phasen", "warum", "d", "puis", "ensuite", "enfin", "etape", "pourquoi", "primero", "segundo", "luego", "despues", "finalmente", "paso", "fase", "prima", "poi", "infine", "passo", "depois":
		return true
	}
	return strings.Trim(first, "0123456789") == ""
}
