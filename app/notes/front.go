package notes

import (
	"bytes"
	"regexp"
	"strings"
)

// field is a line of what stands before the text of notes, between lines of
// dashes: "tags: [conflict, sales]".
type field struct {
	line        int
	name, value string
	list        []string
}

var frontPattern = regexp.MustCompile(`^([\pL_][\pL\pN _-]{0,40})\s*[:=]\s*(.*)$`)

// frontMatter takes what stands between two lines of dashes (or plus signs) at
// the beginning off the text. Its lines stay, empty, so that the others keep
// their numbers.
func frontMatter(text []byte) (fields []field, rest []byte) {
	const most = 100 // lines
	first, after, _ := bytes.Cut(text, []byte("\n"))
	fence := string(bytes.TrimRight(first, " \t"))
	if fence != "---" && fence != "+++" {
		return nil, text
	}
	for no := 2; no < most && len(after) > 0; no++ {
		var l []byte
		l, after, _ = bytes.Cut(after, []byte("\n"))
		s := strings.TrimRight(string(l), " \t")
		if s == fence || s == "..." {
			return fields, append(bytes.Repeat([]byte("\n"), no), after...)
		}
		var ok bool
		if fields, ok = frontLine(fields, s, no); !ok {
			break // a line of dashes, and no more
		}
	}
	return nil, text
}

// frontLine reads one line of what stands before the text. It tells whether it
// can be one.
func frontLine(fields []field, s string, no int) ([]field, bool) {
	if m := frontPattern.FindStringSubmatch(s); m != nil {
		f := field{line: no, name: strings.TrimSpace(m[1]), value: strings.TrimSpace(m[2])}
		if inner, ok := strings.CutPrefix(f.value, "["); ok {
			f.value, f.list = "", splitTags(strings.TrimSuffix(inner, "]"))
		}
		return append(fields, f), true
	}
	if s == "" || s[0] == '#' {
		return fields, true
	}
	if len(fields) == 0 {
		return nil, false
	}
	last := &fields[len(fields)-1]
	entry, isEntry := strings.CutPrefix(strings.TrimSpace(s), "- ")
	switch {
	case isEntry:
		last.list = append(last.list, stripQuotes(entry))
	case s[0] == ' ':
		last.value = strings.TrimSpace(last.value + " " + strings.TrimSpace(s))
	default:
		return nil, false
	}
	return fields, true
}

// front gives the stories what stands before the text: tags to all of them, the
// rest to the one story that there is.
func (r *reader) front(fields []field) {
	for _, f := range fields {
		value := strings.Join(append([]string{stripQuotes(f.value)}, f.list...), ", ")
		value = strings.TrimPrefix(strings.TrimSpace(value), ", ")
		m, _ := meaningOf(key(f.name))
		switch {
		case strings.Trim(value, ", ") == "":
		case m.role == roleTags && len(r.Stories) > 0:
			for i := range r.Stories {
				r.tagAll(i, splitTags(value))
			}
		case len(r.Stories) == 1:
			r.frontField(m.role, f.name, value)
		default:
			r.report(Unplaced, f.line, "belongs to no story: "+quoted(f.name+": "+value), f.name+": "+value)
		}
	}
}

func (r *reader) tagAll(i int, tags []string) {
	d := draft{Draft: r.Stories[i], tagged: make(map[string]bool)}
	for _, t := range d.Story.Tags {
		d.tagged[fold(t)] = true
	}
	for _, t := range tags {
		d.tag(t)
	}
	r.Stories[i] = d.Draft
}

func (r *reader) frontField(m role, name, value string) {
	s := &r.Stories[0].Story
	switch limit, rest, ok := readLimit(value); {
	case m == roleTitle && s.Title == titleOfFile(r.File):
		s.Title = flat(value)
		return
	case m == roleTitle && key(s.Title) == key(value):
		return
	case m == roleLimit && ok && rest == "" && s.Limit == 0:
		s.Limit = limit
		return
	}
	if s.Notes != "" {
		s.Notes += "\n"
	}
	s.Notes += name + ": " + value
}
