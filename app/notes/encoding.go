package notes

import (
	"bytes"
	"errors"
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
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
		if r == utf8.RuneError || unicode.IsControl(r) && r != '\n' && r != '\r' && r != '\t' || !unicode.IsGraphic(r) && !unicode.IsControl(r) && !unicode.Is(unicode.Cf, r) {
			wrong++
		}
	}
	if wrong*50 > all {
		return nil, errBinary
	}
	return text, nil
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

// fits tells how well a letter fits between its neighbours.
func fits(before, r, after rune, english bool) int {
	inside := unicode.IsLetter(before) && unicode.IsLetter(after)
	switch r {
	case '’':
		if inside {
			return 3
		}
		return 1
	case '“', '‘', '„', '«', '‚':
		if !unicode.IsLetter(before) && !unicode.IsSpace(after) || r == '«' {
			return 1
		}
		return -1
	case '”', '»':
		if !unicode.IsLetter(after) {
			return 1
		}
		return -1
	case '–', '—', '…', '•', '\u00a0', '€', '→':
		switch {
		case inside && r == '—' && english:
			return 3
		case inside:
			return -1
		}
		return 1
	case 'à', 'â', 'ä', 'á', 'ã', 'ç', 'é', 'è', 'ê', 'ë', 'î', 'ï', 'í', 'ñ', 'ô', 'ö', 'ó', 'õ', 'ù', 'û', 'ü', 'ú', 'ß', 'œ', 'ò', 'ì', 'å', 'ø', 'æ':
		switch {
		case unicode.IsUpper(before) && unicode.IsUpper(after):
			return -2
		case !unicode.IsLetter(before) && !unicode.IsLetter(after) && !strings.ContainsRune("àèéáóò", r):
			return -2 // no word by itself
		}
		return 2
	case 'À', 'Â', 'Ä', 'Á', 'Ã', 'Ç', 'É', 'È', 'Ê', 'Ë', 'Ñ', 'Ô', 'Ö', 'Ó', 'Õ', 'Ü', 'Ú', 'Í', 'Î', 'Ï', 'Ù', 'Û', 'Å', 'Ø', 'Æ', 'Œ':
		if unicode.IsLower(before) {
			return -3
		}
		return 1
	case '§', '°', '£', '©', '®', '™', '·', '×', '½', '²', '³', '¿', '¡', 'º', 'ª', '±', '≥', '≤', '≠', '≈':
		if inside {
			return -2
		}
		return 0
	}
	if unicode.IsControl(r) {
		return -4
	}
	return -2
}

// lineEnds makes every line end a line feed, and blanks of what no text has:
// control characters, invisible signs.
func lineEnds(data []byte) []byte {
	clean := true
	for i := 0; i < len(data) && clean; i++ {
		c := data[i]
		clean = c >= ' ' && c < 0x7f || c == '\n' || c == '\t' || c > 0x7f && c != 0xc2 && c != 0xe2 && c != 0xef
	}
	if clean {
		return data
	}
	out := make([]byte, 0, len(data))
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		i += size
		switch {
		case r == '\n', r == '\t':
			out = append(out, byte(r))
		case r == '\r':
			if i < len(data) && data[i] == '\n' {
				i++
			}
			out = append(out, '\n')
		case r == '\u00ad', r == '\u200b', r == '\u2060', r == '\ufeff': // soft hyphen, marks without width
		case r < ' ', r == 0x7f, r == '\u2028', r == '\u2029':
			out = append(out, ' ')
		default: // U+0080 to U+009F may be part of what mend puts right
			out = append(out, data[i-size:i]...)
		}
	}
	return out
}
