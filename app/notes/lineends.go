package notes

import "unicode/utf8"

// lineEnds makes every line end a line feed, and blanks of what no text has:
// control characters, invisible signs.
func lineEnds(data []byte) []byte {
	if isPlain(data) {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		i += size
		if r == '\r' {
			if i < len(data) && data[i] == '\n' {
				i++
			}
			out = append(out, '\n')
			continue
		}
		switch {
		case withoutWidth(r):
		case unprintable(r):
			out = append(out, ' ')
		default: // U+0080 to U+009F may be part of what mend puts right
			out = append(out, data[i-size:i]...)
		}
	}
	return out
}

// isPlain tells quickly that there is nothing for lineEnds to do.
func isPlain(data []byte) bool {
	for i, c := range data {
		switch {
		case c >= ' ' && c < 0x7f, c == '\n', c == '\t':
		case c < 0x80:
			return false
		case c == 0xc2, c == 0xe2, c == 0xef: // with which all that matter here begin
			if r, _ := utf8.DecodeRune(data[i:]); withoutWidth(r) || unprintable(r) {
				return false
			}
		}
	}
	return true
}

// withoutWidth tells whether a sign is only there for a program: soft hyphen,
// marks of no width, byte order mark.
func withoutWidth(r rune) bool {
	return r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff'
}

func unprintable(r rune) bool {
	return r < ' ' && r != '\n' && r != '\t' || r == 0x7f || r == '\u2028' || r == '\u2029'
}
