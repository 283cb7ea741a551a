package story

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Places tells on which line of its file a part of a story stands, for whoever
// has something to say of it. Lines count from 1. The zero value knows none.
type Places struct {
	text    string
	starts  []int // of the lines
	at      map[string]int
	scripts map[SectionName]value
}

// ParsePlaces finds the places in the bytes of a story file. Where these are
// no story that Parse can read, it finds none.
func ParsePlaces(data []byte) Places {
	r := readStory("story"+Extension, data, Options{Limit: MaxLimit})
	if r.doc == nil {
		return Places{}
	}
	f, ok := locate(r.text)
	if !ok {
		return Places{}
	}
	p := Places{text: f.text, starts: []int{0}, at: make(map[string]int), scripts: make(map[SectionName]value)}
	for i := strings.IndexByte(f.text, '\n'); i >= 0; {
		p.starts = append(p.starts, p.starts[len(p.starts)-1]+i+1)
		i = strings.IndexByte(f.text[p.starts[len(p.starts)-1]:], '\n')
	}
	for key, at := range f.fields {
		p.at[key] = at.key.at
		for n, entry := range entriesOf(r.doc, key) {
			if entry.index < len(at.value.entries) {
				p.at[entryKey(key, n+1)] = at.value.entries[entry.index].from
			}
		}
		section, name, dotted := strings.Cut(key, ".")
		if first, ok := p.at[section]; dotted && (!ok || at.key.at < first) {
			p.at[section] = at.key.at // where it has no header, it begins with its first key
		}
		if name == "script" {
			p.scripts[SectionName(section)] = at.value
		}
	}
	for name, st := range f.sections {
		p.at[string(name)] = st.at
	}
	return p
}

// Line gives the line of a key, named as in problems: "title", "action",
// "action.script", and "action.points[2]" for the second of the points that
// the story has (empty ones do not count). Of what is not in the file it is
// the line of what it would stand in, and zero where that is not there either.
func (p Places) Line(key string) int {
	for {
		if at, ok := p.at[key]; ok {
			return p.lineOf(at)
		}
		cut := max(strings.LastIndexByte(key, '.'), strings.LastIndexByte(key, '['))
		if cut < 0 {
			return 0
		}
		key = key[:cut]
	}
}

func (p Places) lineOf(at int) int {
	i, found := slices.BinarySearch(p.starts, at)
	if found {
		return i + 1
	}
	return i
}

// ScriptLine gives the line on which a byte of a section's script stands;
// offset counts in the script as the story has it. Where there is no such
// script it is what Line gives.
func (p Places) ScriptLine(n SectionName, offset int) int {
	v, ok := p.scripts[n]
	if !ok {
		return p.Line(string(n) + ".script")
	}
	text := newUnquoted(p.text[v.from:v.to])
	text.skipSpace()
	for read := 0; read < offset; {
		r, ok := text.next()
		if !ok {
			break
		}
		read += utf8.RuneLen(r)
	}
	text.skipContinuations()
	return p.lineOf(v.from + text.pos)
}

// unquoted reads a text in quotation marks letter by letter, as clean gives
// it, and knows where it is.
type unquoted struct {
	raw     string
	pos     int
	end     int
	escapes bool
}

func newUnquoted(raw string) *unquoted {
	marks := 1
	if strings.HasPrefix(raw, `"""`) || strings.HasPrefix(raw, `'''`) {
		marks = 3
	}
	return &unquoted{raw: raw, pos: marks, end: len(raw) - marks, escapes: raw[0] == '"'}
}

// skipSpace passes over the blanks that clean takes away, escaped or not.
func (u *unquoted) skipSpace() {
	for {
		before := u.pos
		if r, ok := u.next(); !ok || !unicode.IsSpace(r) {
			u.pos = before
			return
		}
	}
}

// skipContinuations passes over backslashes at the ends of lines, and the
// blanks behind them.
func (u *unquoted) skipContinuations() {
	for u.escapes && u.pos < u.end && u.raw[u.pos] == '\\' {
		rest := u.raw[u.pos+1 : u.end]
		next := strings.TrimLeft(rest, " \t\r\n")
		if !strings.Contains(rest[:len(rest)-len(next)], "\n") {
			return
		}
		u.pos = u.end - len(next)
	}
}

// next gives the next letter; not ok at the end.
func (u *unquoted) next() (r rune, ok bool) {
	u.skipContinuations()
	if u.pos >= u.end {
		return 0, false
	}
	rest := u.raw[u.pos:u.end]
	if u.escapes && rest[0] == '\\' {
		if r, n := escaped(rest[1:]); n > 0 {
			u.pos += 1 + n
			return r, true
		}
	}
	if strings.HasPrefix(rest, "\r\n") {
		u.pos++
	}
	r, size := utf8.DecodeRuneInString(u.raw[u.pos:u.end])
	u.pos += size
	return r, true
}
