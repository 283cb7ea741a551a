package settings

import (
	"bytes"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// The decoder tells what a file means, not where it says so. To change one
// value and leave every other byte alone, Save needs the where: scan finds the
// place of every key and value in a file that the decoder has accepted. It
// checks nothing a second time, and says so when it loses its way.

// An entry is one `key = value`, or the header of a table.
type entry struct {
	path   []string // from the root: sound, volume
	parent int      // how many parts of the path the header or inline table around it gave
	header bool     // it is a [header]; then there is no value
	array  bool     // it is an [[array]] header, or below one
	inline bool     // it stands between braces
	at     int      // where the key begins
	val    int      // where the value begins
	end    int      // where the value ends; for a header, after its bracket
}

// name is the entry's path as it is written with dots.
func (e entry) name() string { return strings.Join(e.path, ".") }

// place is where a reader looks for what is wrong with the entry: at its value.
func (e entry) place() int {
	if e.header {
		return e.at
	}
	return e.val
}

// scan gives the entries of a TOML file in their order; false when the text is
// not understood.
func scan(text []byte) ([]entry, bool) {
	s := &scanner{text: text}
	s.pos = len(text) - len(bytes.TrimPrefix(text, []byte(bom)))
	for s.ok() {
		s.blank()
		if s.pos >= len(s.text) {
			break
		}
		if s.text[s.pos] == '[' {
			s.headerLine()
		} else {
			s.assignment(s.table, len(s.table), s.array, false)
		}
	}
	return s.entries, s.ok()
}

const (
	bom      = "\ufeff"
	maxDepth = 100 // of values within values, so that no file can exhaust the stack
)

type scanner struct {
	text    []byte
	pos     int
	depth   int
	lost    bool
	table   []string // the path of the header that holds now
	array   bool
	entries []entry
}

func (s *scanner) ok() bool { return !s.lost }

// peek is the byte at hand, 0 at the end of the text.
func (s *scanner) peek() byte {
	if s.pos < len(s.text) {
		return s.text[s.pos]
	}
	return 0
}

func (s *scanner) has(prefix string) bool {
	return bytes.HasPrefix(s.text[s.pos:], []byte(prefix))
}

// take steps over a byte that has to be there.
func (s *scanner) take(b byte) {
	if s.peek() != b || s.pos >= len(s.text) {
		s.lost = true
		return
	}
	s.pos++
}

// spaces steps over spaces and tabs.
func (s *scanner) spaces() {
	for s.peek() == ' ' || s.peek() == '\t' {
		s.pos++
	}
}

// blank steps over spaces, newlines and comments.
func (s *scanner) blank() {
	for {
		switch s.peek() {
		case ' ', '\t', '\r', '\n':
			s.pos++
		case '#':
			s.pos = lineEnd(s.text, s.pos)
		default:
			return
		}
	}
}

func (s *scanner) headerLine() {
	e := entry{header: true}
	s.take('[')
	if e.array = s.peek() == '['; e.array {
		s.pos++
	}
	s.spaces()
	e.at = s.pos
	e.path = s.key()
	s.take(']')
	if e.array {
		s.take(']')
	}
	e.end = s.pos
	// A table below an array of tables belongs to one of its elements.
	for _, other := range s.entries {
		if other.header && other.array && len(other.path) < len(e.path) && slices.Equal(other.path, e.path[:len(other.path)]) {
			e.array = true
		}
	}
	s.table, s.array = e.path, e.array
	s.entries = append(s.entries, e)
}

// key reads `a."b".c` and the space after it.
func (s *scanner) key() []string {
	var path []string
	for s.ok() {
		from := s.pos
		switch s.peek() {
		case '"', '\'':
			s.text1(s.peek())
			path = append(path, unquote(s.text[from:s.pos]))
		default:
			for !strings.ContainsRune(" \t\r\n.=]#\"'", rune(s.peek())) && s.peek() != 0 {
				s.pos++
			}
			if s.pos == from {
				s.lost = true
			}
			path = append(path, string(s.text[from:s.pos]))
		}
		s.spaces()
		if s.peek() != '.' {
			break
		}
		s.pos++
		s.spaces()
	}
	return path
}

// unquote gives what a quoted key says.
func unquote(quoted []byte) string {
	var v struct{ K string }
	if _, err := toml.Decode("K = "+string(quoted), &v); err != nil {
		return string(quoted)
	}
	return v.K
}

// assignment reads `key = value`.
func (s *scanner) assignment(table []string, parent int, array, inline bool) {
	e := entry{parent: parent, array: array, inline: inline, at: s.pos}
	e.path = append(slices.Clone(table), s.key()...)
	s.take('=')
	s.spaces()
	e.val = s.pos
	i := len(s.entries)
	s.entries = append(s.entries, e)
	s.value(e.path, array)
	s.entries[i].end = s.pos
}

func (s *scanner) value(path []string, array bool) {
	if s.depth++; s.depth > maxDepth {
		s.lost = true
	}
	defer func() { s.depth-- }()
	switch c := s.peek(); {
	case !s.ok():
	case s.has(`"""`), s.has(`'''`):
		s.text3(c)
	case c == '"' || c == '\'':
		s.text1(c)
	case c == '[':
		s.list(']', func() { s.value(path, true) })
	case c == '{':
		s.list('}', func() { s.assignment(path, len(path), array, true) })
	default:
		s.bare()
	}
}

// list reads what stands between brackets or braces, parted by commas.
func (s *scanner) list(closing byte, item func()) {
	s.pos++
	for s.ok() {
		s.blank()
		if s.peek() == closing {
			s.pos++
			return
		}
		item()
		s.blank()
		if s.peek() != closing {
			s.take(',')
		}
	}
}

// text1 reads a string on one line, quotes included.
func (s *scanner) text1(quote byte) {
	for s.pos++; s.pos < len(s.text) && s.text[s.pos] != '\n'; s.pos++ {
		switch {
		case s.text[s.pos] == quote:
			s.pos++
			return
		case s.text[s.pos] == '\\' && quote == '"':
			s.pos++
		}
	}
	s.lost = true
}

// text3 reads a string between triple quotes, which may end in two of its own.
func (s *scanner) text3(quote byte) {
	triple := strings.Repeat(string(quote), 3)
	for s.pos += 3; s.pos < len(s.text); s.pos++ {
		switch {
		case s.has(triple):
			s.pos += 3
			for range 2 {
				if s.peek() == quote {
					s.pos++
				}
			}
			return
		case s.text[s.pos] == '\\' && quote == '"':
			s.pos++
		}
	}
	s.lost = true
}

// bare reads a number, a date or a truth value, which may hold a space.
func (s *scanner) bare() {
	from := s.pos
	for s.pos < len(s.text) && !strings.ContainsRune(",]}#\r\n", rune(s.text[s.pos])) {
		s.pos++
	}
	s.pos = from + len(bytes.TrimRight(s.text[from:s.pos], " \t"))
	if s.pos == from {
		s.lost = true
	}
}

// lineEnd is the offset of the newline at or after pos, or the text's end.
func lineEnd(text []byte, pos int) int {
	if i := bytes.IndexByte(text[pos:], '\n'); i >= 0 {
		return pos + i
	}
	return len(text)
}
