package notes

import (
	"bytes"
	"errors"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// errBinary says that a file is no text.
var errBinary = errors.New("the file is no text")

// decode gives the bytes of a file as UTF-8 with plain line ends: whatever the
// notes were written with, UTF-8, UTF-16, Windows-1252 or Mac Roman, and also
// where one was once taken for another (see mend). Every line keeps its number.
func decode(data []byte) ([]byte, error) {
	text, err := toUTF8(data)
	if err != nil {
		return nil, err
	}
	return mend(lineEnds(text)), nil
}

func toUTF8(data []byte) ([]byte, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe\x00\x00")), bytes.HasPrefix(data, []byte("\x00\x00\xfe\xff")):
		return nil, errBinary // UTF-32: nothing that people use writes it
	case bytes.HasPrefix(data, []byte("\xff\xfe")):
		return fromUTF16(data[2:], false), nil
	case bytes.HasPrefix(data, []byte("\xfe\xff")):
		return fromUTF16(data[2:], true), nil
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return guessUTF16(data)
	}
	if binary(data) {
		return nil, errBinary
	}
	if utf8.Valid(data) {
		return data, nil
	}
	if mostlyUTF8(data) {
		return mixed(data), nil
	}
	return oneByte(data), nil
}

// guessUTF16 reads UTF-16 without a byte order mark. Text has blanks and line
// ends, so that every other byte is often a zero.
func guessUTF16(data []byte) ([]byte, error) {
	var zeros [2]int
	for i, c := range data {
		if c == 0 {
			zeros[i%2]++
		}
	}
	big := zeros[0] > zeros[1]
	many, few := max(zeros[0], zeros[1]), min(zeros[0], zeros[1])
	if len(data)%2 != 0 || few*20 > many || many < 3 || many*25 < len(data) {
		return nil, errBinary
	}
	text := fromUTF16(data, big)
	wrong, all := 0, 0
	for _, r := range string(text) {
		all++
		if !legible(r) {
			wrong++
		}
	}
	if wrong*50 > all {
		return nil, errBinary
	}
	return text, nil
}

// legible tells whether a letter is one that texts have.
func legible(r rune) bool {
	switch r {
	case utf8.RuneError:
		return false
	case '\n', '\r', '\t':
		return true
	}
	return unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r)
}

func fromUTF16(data []byte, big bool) []byte {
	out := make([]byte, 0, len(data)/2+len(data)/8)
	unit := func(i int) rune {
		if big {
			return rune(data[i])<<8 | rune(data[i+1])
		}
		return rune(data[i+1])<<8 | rune(data[i])
	}
	for i := 0; i+1 < len(data); i += 2 {
		r := unit(i)
		if utf16.IsSurrogate(r) {
			pair := utf8.RuneError
			if i+3 < len(data) {
				pair = utf16.DecodeRune(r, unit(i+2))
			}
			if pair != utf8.RuneError {
				i += 2
			}
			r = pair
		}
		out = utf8.AppendRune(out, r)
	}
	return out
}

// binary tells whether a file without zero bytes is no text all the same.
func binary(data []byte) bool {
	const look = 64 << 10
	part := data[:min(len(data), look)]
	strange := 0
	for _, c := range part {
		if c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != '\v' && c != 0x1b || c == 0x7f {
			strange++
		}
	}
	const few = 8
	return strange > few && strange*20 > len(part)
}
