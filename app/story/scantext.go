package story

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// This file is the part of the scan that reads texts: "…", '…' and their long
// forms.

// literal reads '…'.
func (s *scanner) literal() (string, bool) {
	rest := s.text[s.pos+1:]
	end := strings.IndexAny(rest, "'\n")
	if end < 0 || rest[end] == '\n' {
		return "", false
	}
	s.pos += end + 2
	return rest[:end], true
}

// basic reads "…".
func (s *scanner) basic() (string, bool) {
	rest := s.text[s.pos+1:]
	for i := 0; i < len(rest); i++ {
		switch rest[i] {
		case '"':
			s.pos += i + 2
			return s.unescape(rest[:i]), true
		case '\\':
			i++
		case '\n':
			return "", false
		}
	}
	return "", false
}

// multi reads the texts that may run over several lines.
func (s *scanner) multi(quotes string) (string, bool) {
	rest := s.text[s.pos+3:]
	end := closing(rest, quotes)
	if end < 0 {
		if s.open < 0 {
			s.open = s.pos
		}
		s.pos = len(s.text)
		return "", false
	}
	s.pos += 3 + end + 3
	text := rest[:end]
	if t, ok := strings.CutPrefix(text, "\n"); ok {
		text = t
	} else {
		text = strings.TrimPrefix(text, "\r\n")
	}
	if quotes == `'''` {
		return text, true
	}
	return s.unescape(text), true
}

// closing finds the closing quotation marks. Up to two more may stand right
// before them and belong to the text; with three more it is no TOML, and what
// follows on the line will say so.
func closing(text, quotes string) int {
	for i := 0; ; {
		j := strings.IndexAny(text[i:], quotes[:1]+`\`)
		if j < 0 {
			return -1
		}
		i += j
		switch {
		case text[i] == '\\' && quotes[0] == '"':
			i += 2
		case strings.HasPrefix(text[i:], quotes):
			for n := 0; n < 2 && strings.HasPrefix(text[i+1:], quotes); n++ {
				i++
			}
			return i
		default:
			i++
		}
		if i > len(text) {
			return -1
		}
	}
}

// unescape resolves the escapes of TOML 1.0. At any other, a backslash at the
// end of a line among them, it leaves the text as it is, for the library.
func (s *scanner) unescape(raw string) string {
	i := strings.IndexByte(raw, '\\')
	if i < 0 {
		return raw
	}
	var b strings.Builder
	b.Grow(len(raw))
	rest := raw
	for ; i >= 0; i = strings.IndexByte(rest, '\\') {
		b.WriteString(rest[:i])
		r, n := escaped(rest[i+1:])
		if n == 0 {
			s.plain = false
			return raw
		}
		b.WriteRune(r)
		rest = rest[i+1+n:]
	}
	b.WriteString(rest)
	return b.String()
}

// escaped reads what stands behind a backslash and gives its length; zero
// where it is no escape.
func escaped(s string) (r rune, n int) {
	if s == "" {
		return 0, 0
	}
	if c := strings.IndexByte(`btnfr"\`, s[0]); c >= 0 {
		return rune("\b\t\n\f\r\"\\"[c]), 1
	}
	switch s[0] {
	case 'u':
		n = 5
	case 'U':
		n = 9
	}
	if n == 0 || len(s) < n {
		return 0, 0
	}
	code, err := strconv.ParseUint(s[1:n], 16, 32)
	if err != nil || code > utf8.MaxRune || !utf8.ValidRune(rune(code)) {
		return 0, 0
	}
	return rune(code), n
}
