package health

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// span is a place in a text, in bytes.
type span struct{ start, end int }

// word is a word as it is written: letters and digits, with the apostrophes,
// hyphens and decimal points within ("don't", "well-known", "9.5").
type word struct {
	text string
	span
	means meaning
}

// split gives the words of a text.
func split(text string) []word {
	words := make([]word, 0, len(text)/5+1)
	for i := 0; i < len(text); {
		size := letter(text[i:])
		if size == 0 {
			i += width(text[i:])
			continue
		}
		start := i
		for size > 0 {
			i += size
			if size = letter(text[i:]); size == 0 {
				size = joined(text, i)
			}
		}
		w := word{text: text[start:i], span: span{start, i}}
		w.means = meaningOf(w.text)
		words = append(words, w)
	}
	return words
}

// letter gives the size of the letter, digit or mark that a text begins with;
// zero where it begins with something else.
func letter(text string) int {
	if text == "" {
		return 0
	}
	if c := text[0]; c < utf8.RuneSelf {
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' {
			return 1
		}
		return 0
	}
	r, size := utf8.DecodeRuneInString(text)
	if unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) {
		return size
	}
	return 0
}

// width is the size of the character that a text begins with.
func width(text string) int {
	if text[0] < utf8.RuneSelf {
		return 1
	}
	_, size := utf8.DecodeRuneInString(text)
	return size
}

// joined gives the size of a sign that holds a word together at i, together
// with the letter that follows it; zero where the word ends. A letter or digit
// stands before i.
func joined(text string, i int) int {
	var sign int
	switch rest := text[i:]; {
	case rest == "":
		return 0
	case rest[0] == '\'', rest[0] == '-':
		sign = 1
	case rest[0] == '.', rest[0] == ',':
		if !digit(text[i-1]) || len(rest) < 2 || !digit(rest[1]) {
			return 0
		}
		return 2
	case strings.HasPrefix(rest, "’"), strings.HasPrefix(rest, "‑"): // the latter is the hyphen that never parts
		sign = len("’")
	default:
		return 0
	}
	if next := letter(text[i+sign:]); next > 0 {
		return sign + next
	}
	return 0
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// upper and lower tell how a word begins.
func (w word) upper() bool {
	if c := w.text[0]; c < utf8.RuneSelf {
		return 'A' <= c && c <= 'Z'
	}
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsUpper(r)
}

func (w word) lower() bool {
	if c := w.text[0]; c < utf8.RuneSelf {
		return 'a' <= c && c <= 'z'
	}
	r, _ := utf8.DecodeRuneInString(w.text)
	return unicode.IsLower(r)
}

// plainQuotes writes apostrophes and hyphens as a keyboard does.
func plainQuotes(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return strings.NewReplacer("’", "'", "‑", "-").Replace(s)
		}
	}
	return s
}

// meaningOf gives what the lexicon knows of a word, whatever its case.
func meaningOf(s string) meaning {
	known := lexicon()
	var buffer [24]byte // longer than any word in it
	if len(s) > len(buffer) {
		return 0
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return known[strings.ToLower(plainQuotes(s))]
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		buffer[i] = c
	}
	return known[string(buffer[:len(s)])] // makes no string
}
