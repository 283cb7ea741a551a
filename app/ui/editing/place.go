package editing

import (
	"strconv"
	"strings"

	"starling/app/story"
)

// Place finds a stretch of the story in the texts. Key names a value as a
// [story.Problem] does, "action.points[2]"; offset and length count in that
// value, and a length of zero means all of it.
func (d *Document) Place(key string, offset, length int) (f Field, from, to int) {
	name, index := key, 0
	if base, rest, ok := strings.Cut(key, "["); ok {
		name = base
		index, _ = strconv.Atoi(strings.TrimSuffix(rest, "]"))
	}
	f = Field(name)
	text, known := d.texts[f]
	if !known {
		return firstOf(name), 0, 0
	}
	start, end := 0, len(text)
	if index > 0 {
		start, end = entry(text, index)
	}
	value := text[start:end]
	start += len(value) - len(strings.TrimLeft(value, " \t\n"+lineBreak))
	value = trimmed(value)
	if length <= 0 {
		return f, start, start + len(value)
	}
	if index > 0 { // a line's end takes three bytes here, and one in the value
		offset, length = shifted(value, offset, length)
	}
	from = start + min(offset, len(value))
	return f, from, min(from+length, start+len(value))
}

// firstOf is the field to go to for what is no field: a section's script.
func firstOf(name string) Field {
	for _, n := range story.SectionNames() {
		if name == string(n) {
			return Script(n)
		}
	}
	return Title
}

// entry gives the bounds of the n-th entry of a list, counted from 1 without
// the empty ones.
func entry(text string, n int) (from, to int) {
	at := 0
	for line := range strings.SplitSeq(text, "\n") {
		if trimmed(strings.ReplaceAll(line, lineBreak, "\n")) != "" {
			if n--; n == 0 {
				return at, at + len(line)
			}
		}
		at += len(line) + 1
	}
	return len(text), len(text)
}

// shifted gives a stretch of a value in a text that has other line ends.
func shifted(text string, offset, length int) (int, int) {
	from, to, at := len(text), len(text), 0
	for i, r := range text {
		if at >= offset && i < from {
			from = i
		}
		if at >= offset+length {
			to = i
			break
		}
		if r == '\u2028' {
			at++
		} else {
			at += len(string(r))
		}
	}
	return from, max(from, to) - from
}
