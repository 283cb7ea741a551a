package story

import (
	"slices"
	"strings"
)

// This file tells where everything in a story file stands, byte by byte: lines,
// keys, values, the entries of lists, remarks. The scan (scan.go) leaves that
// out, for reading ten thousand stories has no use for it; Rewrite and Places
// live by it. What the values are is not judged here: that is known from
// Parse.

// layout is a file that is valid TOML, taken apart.
type layout struct {
	text       string // without a byte order mark
	statements []statement
	remarks    []remark
}

// statement is a header or a key with its value, and the lines that it takes.
type statement struct {
	from, to int // its lines, the last line's end included
	at, end  int // from the first byte of the key or header to the last one of the value
	header   bool
	path     []string // with the section that it stands in
	prefix   int      // where the last part of the key begins
	keyEnd   int      // behind the key
	value    value
}

// value is where a value stands, and what it is made of.
type value struct {
	from, to int
	kind     kind
	entries  []value     // of a list
	pairs    []statement // of {…}; they have no lines of their own
}

// remark is a comment, without its line's end.
type remark struct {
	from, to int
	alone    bool // nothing but blanks before it on its line
}

// surveyor takes a file apart. It reads with the scanner's own means, so that
// both take the same for a key or a text.
type surveyor struct {
	scanner
	layout layout
	table  []string // the section that the next keys stand in
}

// survey takes a file apart. It fails (ok is false) at what is no TOML, and at
// what is TOML and too odd to be found in a story.
func survey(text string) (l *layout, ok bool) {
	s := &surveyor{scanner: scanner{text: text, open: -1}}
	s.layout.text = text
	for s.blanks(); s.pos < len(s.text); s.blanks() {
		st := statement{at: s.pos}
		if s.peek() == '[' {
			ok = s.title(&st)
		} else {
			ok = s.assignment(&st, s.table)
		}
		if !ok || !s.restOfLine() {
			return nil, false
		}
		st.from, st.to = strings.LastIndexByte(text[:st.at], '\n')+1, s.pos
		s.layout.statements = append(s.layout.statements, st)
	}
	return &s.layout, true
}

// blanks passes over blanks, line ends and remarks.
func (s *surveyor) blanks() {
	for {
		s.skipSpace()
		switch s.peek() {
		case '\n':
			s.pos++
		case '#':
			s.remark()
		default:
			return
		}
	}
}

// remark passes over a remark, up to the end of its line.
func (s *surveyor) remark() {
	from := s.pos
	end := strings.IndexByte(s.text[from:], '\n')
	if end < 0 {
		end = len(s.text) - from
	}
	s.pos = from + end
	line := strings.LastIndexByte(s.text[:from], '\n') + 1
	s.layout.remarks = append(s.layout.remarks, remark{
		from:  from,
		to:    from + len(strings.TrimSuffix(s.text[from:s.pos], "\r")),
		alone: strings.TrimLeft(s.text[line:from], " \t") == "",
	})
}

// restOfLine passes over the end of a line, on which nothing but a remark may
// follow.
func (s *surveyor) restOfLine() bool {
	s.skipSpace()
	if s.peek() == '#' {
		s.remark()
	}
	if s.peek() == '\n' {
		s.pos++
		return true
	}
	return s.pos >= len(s.text)
}

// title reads [name] or [[name]].
func (s *surveyor) title(st *statement) bool {
	st.header = true
	brackets := 1
	if strings.HasPrefix(s.text[s.pos:], "[[") {
		brackets = 2
	}
	s.pos += brackets
	if !s.key() || !strings.HasPrefix(s.text[s.pos:], strings.Repeat("]", brackets)) {
		return false
	}
	s.pos += brackets
	st.end = s.pos
	s.table = slices.Clone(s.parts)
	st.path = s.table
	return true
}

// assignment reads key = value.
func (s *surveyor) assignment(st *statement, table []string) bool {
	if !s.dotted(st) || s.peek() != '=' {
		return false
	}
	st.path = slices.Concat(table, s.parts)
	s.pos++
	s.skipSpace()
	var ok bool
	st.value, ok = s.measure()
	st.end = st.value.to
	return ok
}

// dotted reads a key and notes where its last part begins and ends.
func (s *surveyor) dotted(st *statement) bool {
	from := s.pos
	if !s.key() {
		return false
	}
	end := s.pos
	st.keyEnd = from + len(strings.TrimRight(s.text[from:end], " \t\r"))
	st.prefix = from
	if len(s.parts) > 1 { // again, part by part
		parts := s.parts
		s.pos = from
		for range len(parts) - 1 {
			s.part()
			s.skipSpace()
			s.pos++ // the dot
			s.skipSpace()
		}
		st.prefix = s.pos
		s.pos, s.parts = end, parts
	}
	return true
}

// part passes over one part of a key.
func (s *surveyor) part() {
	switch s.peek() {
	case '"':
		s.basic()
	case '\'':
		s.literal()
	default:
		for isBare(s.peek()) {
			s.pos++
		}
	}
}

// measure finds out where a value ends.
func (s *surveyor) measure() (v value, ok bool) {
	v.from, v.kind = s.pos, kindText
	rest := s.text[s.pos:]
	switch {
	case strings.HasPrefix(rest, `"""`):
		_, ok = s.multi(`"""`)
	case strings.HasPrefix(rest, `'''`):
		_, ok = s.multi(`'''`)
	case strings.HasPrefix(rest, `"`):
		_, ok = s.basic()
	case strings.HasPrefix(rest, `'`):
		_, ok = s.literal()
	case s.depth >= maxNesting:
		return v, false
	case strings.HasPrefix(rest, `[`):
		v.kind = kindList
		ok = s.inside(']', &v)
	case strings.HasPrefix(rest, `{`):
		v.kind = kindTable
		ok = s.inside('}', &v)
	default:
		n := s.bare()
		if n == nil {
			return v, false
		}
		v.kind, v.to = n.kind, v.from+len(n.text)
		return v, true
	}
	v.to = s.pos
	return v, ok
}

// inside reads a list or an inline table, up to its closing bracket.
func (s *surveyor) inside(closing byte, v *value) bool {
	s.depth++
	defer func() { s.depth-- }()
	s.pos++
	for {
		s.blanks()
		if s.peek() == closing {
			s.pos++
			return true
		}
		if closing == '}' {
			st := statement{at: s.pos}
			if !s.assignment(&st, nil) {
				return false
			}
			v.pairs = append(v.pairs, st)
		} else {
			e, ok := s.measure()
			if !ok {
				return false
			}
			v.entries = append(v.entries, e)
		}
		s.blanks()
		if s.peek() == ',' {
			s.pos++
		} else if s.peek() != closing {
			return false
		}
	}
}
