package notes

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mostlyUTF8 tells whether the bytes that are no UTF-8 are rarer than the
// letters that are.
func mostlyUTF8(data []byte) bool {
	good, bad := 0, 0
	for len(data) > 0 {
		if data[0] < utf8.RuneSelf {
			data = data[1:]
			continue
		}
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			bad++
		} else {
			good++
		}
		data = data[size:]
	}
	return good > bad
}

// mixed reads UTF-8 in which single bytes are Windows-1252.
func mixed(data []byte) []byte {
	out := make([]byte, 0, len(data)+16)
	for len(data) > 0 {
		r, size := utf8.DecodeRune(data)
		if r == utf8.RuneError && size == 1 {
			r = charmap.Windows1252.DecodeByte(data[0])
		}
		out = utf8.AppendRune(out, r)
		data = data[size:]
	}
	return out
}

// oneByte reads Windows-1252 or Mac Roman, whichever gives the likelier text.
func oneByte(data []byte) []byte {
	best, most := charmap.Windows1252, likely(data, charmap.Windows1252)
	if likely(data, charmap.Macintosh) > most {
		best = charmap.Macintosh
	}
	out := make([]byte, 0, len(data)+len(data)/8)
	for _, c := range data {
		if c < utf8.RuneSelf {
			out = append(out, c)
		} else {
			out = utf8.AppendRune(out, best.DecodeByte(c))
		}
	}
	return out
}

// likely tells how much like a text the bytes look in an encoding: by what
// stands before and after each letter that is not ASCII.
func likely(data []byte, set *charmap.Charmap) (score int) {
	english := isEnglish(data)
	at := func(i int) rune {
		if i < 0 || i >= len(data) {
			return '\n'
		}
		return set.DecodeByte(data[i])
	}
	for i, c := range data {
		if c >= utf8.RuneSelf {
			score += fits(at(i-1), at(i), at(i+1), english)
		}
	}
	return score
}

// isEnglish tells whether a text is in English rather than in a language with
// letters of its own: then a sign that is not ASCII is rather a dash than a letter.
func isEnglish(data []byte) bool {
	english, other := 0, 0
	for w := range bytes.FieldsSeq(data[:min(len(data), 64<<10)]) {
		switch string(w) {
		case "the", "and", "of", "to", "was", "with", "that", "for":
			english++
		case "de", "la", "le", "les", "et", "des", "der", "die", "das", "und", "ein", "el", "los", "y", "que", "un", "una", "il", "di", "che", "os", "um", "e":
			other++
		}
	}
	return english > other
}

// sign is what a sign that is not ASCII is to its neighbours.
type sign int

const (
	odd        sign = iota // nothing that notes have
	apostrophe             // between letters
	opening                // before a word
	closing                // behind one
	dash                   // between words
	letter                 // a small letter
	capital                // a capital
	symbol                 // not between letters
	control
)

// signOf tells what a sign is.
func signOf(r rune) sign {
	switch {
	case r == '’':
		return apostrophe
	case strings.ContainsRune("“‘„«‚", r):
		return opening
	case strings.ContainsRune("”»", r):
		return closing
	case strings.ContainsRune("–—…•\u00a0€→", r):
		return dash
	case strings.ContainsRune("àâäáãçéèêëîïíñôöóõùûüúßœòìåøæ", r):
		return letter
	case strings.ContainsRune("ÀÂÄÁÃÇÉÈÊËÑÔÖÓÕÜÚÍÎÏÙÛÅØÆŒ", r):
		return capital
	case strings.ContainsRune("§°£©®™·×½²³¿¡ºª±≥≤≠≈", r):
		return symbol
	case unicode.IsControl(r):
		return control
	}
	return odd
}

// fits tells how well a sign fits between its neighbours.
func fits(before, r, after rune, english bool) int {
	front, back := unicode.IsLetter(before), unicode.IsLetter(after)
	inside := front && back
	switch signOf(r) {
	case apostrophe:
		return either(inside, 3, 1)
	case opening:
		return either(r == '«' || !front && !unicode.IsSpace(after), 1, -1)
	case closing:
		return either(!back, 1, -1)
	case dash:
		return either(inside, either(r == '—' && english, 3, -1), 1)
	case letter:
		return either(lost(before, r, after), -2, 2)
	case capital:
		return either(unicode.IsLower(before), -3, 1)
	case symbol:
		return either(inside, -2, 0)
	case control:
		return -4
	}
	return -2
}

// lost tells whether a small letter stands between capitals, or alone without
// being a word.
func lost(before, r, after rune) bool {
	if unicode.IsLetter(before) || unicode.IsLetter(after) {
		return unicode.IsUpper(before) && unicode.IsUpper(after)
	}
	return !strings.ContainsRune("àèéáóò", r)
}

// either is the first number where something is so, else the second.
func either(so bool, first, second int) int {
	if so {
		return first
	}
	return second
}
