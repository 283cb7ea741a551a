package notes

import "bytes"

// isMarker gives the length of the mark of a quotation or a list item, with
// the blanks after it, that a text begins with; 0 where it begins with none.
func isMarker(s []byte) int {
	n := markLength(s)
	if n == 0 || n == len(s) {
		return n
	}
	if !isBlank(s[n]) && s[0] != '>' {
		return 0
	}
	for n < len(s) && isBlank(s[n]) {
		n++
	}
	return n
}

func isBlank(c byte) bool { return c == ' ' || c == '\t' }

// markLength gives the length of what looks like such a mark, whatever follows.
func markLength(s []byte) int {
	if len(s) == 0 {
		return 0
	}
	if bytes.IndexByte([]byte(">-*+"), s[0]) >= 0 {
		return 1
	}
	const longest = 9 // digits
	n := 0
	for n < len(s) && n < longest && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	if n == 0 || n == len(s) || s[n] != '.' && s[n] != ')' {
		return 0
	}
	return n + 1
}

// byteFence follows code fences and HTML comments from line to line.
type byteFence struct {
	mark  byte
	count int
	until []byte // what ends a block of HTML
}

func (f *byteFence) open() bool { return f.count > 0 || f.until != nil }

func (f *byteFence) line(l []byte) {
	if f.until != nil {
		if bytes.Contains(l, f.until) {
			f.until = nil
		}
		return
	}
	const indent = 3 // a fence that is indented more is none
	s := bytes.TrimLeft(l, " ")
	switch {
	case len(l)-len(s) > indent || len(s) < 2:
	case s[0] == '<':
		if f.count == 0 {
			f.until = endOfHTML(s)
		}
	case s[0] == '`' || s[0] == '~':
		f.fence(s)
	}
}

// fence opens or closes a fence.
func (f *byteFence) fence(s []byte) {
	const least = 3
	n := len(s) - len(bytes.TrimLeft(s, string(s[:1])))
	switch {
	case f.count == 0:
		if n >= least && (s[0] == '~' || bytes.IndexByte(s[n:], '`') < 0) {
			f.mark, f.count = s[0], n
		}
	case s[0] == f.mark && n >= f.count && len(bytes.TrimSpace(s[n:])) == 0:
		f.count = 0
	}
}

// endOfHTML gives what ends the block of HTML that a line begins, where that
// does not end on the same line or with an empty one.
func endOfHTML(s []byte) []byte {
	for _, b := range [][2]string{
		{"<!--", "-->"}, {"<?", "?>"}, {"<![CDATA[", "]]>"}, {"<script", "</script>"}, {"<pre", "</pre>"}, {"<style", "</style>"}, {"<textarea", "</textarea>"},
	} {
		if bytes.HasPrefix(s, []byte(b[0])) && !bytes.Contains(s[len(b[0]):], []byte(b[1])) {
			return []byte(b[1])
		}
	}
	return nil
}
