package notes

import (
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// mend puts right what happens to UTF-8 that a program took for Mac Roman or
// Windows-1252 and wrote as UTF-8 again: "‚úÖ" was ✅, "Ã©" was é. Only runs that
// are UTF-8 in those bytes are touched, and of the short ones only those that
// nobody writes on purpose. What then is left of control characters goes.
func mend(text []byte) []byte {
	for range 3 { // some text has been through it more than once
		mended, changed := mendOnce(text)
		text = mended
		if !changed {
			break
		}
	}
	return withoutControls(text)
}

// misread is an encoding that UTF-8 was once taken for.
type misread struct {
	bytes map[rune]byte
	// leads are the letters that stand for the first byte of two in what becomes
	// U+0080 to U+017F. The bytes of other scripts look like quotation marks
	// before letters, which is how people write.
	leads map[rune]bool
}

// misreadings gives both encodings.
var misreadings = sync.OnceValue(func() []misread {
	table := func(set *charmap.Charmap, aliases map[rune]byte, leads string) misread {
		m := misread{bytes: make(map[rune]byte, 130), leads: make(map[rune]bool)}
		for c := 0x80; c <= 0xff; c++ {
			r := set.DecodeByte(byte(c))
			if r == utf8.RuneError { // not assigned: what reads it makes a control character of it
				r = rune(c)
			}
			m.bytes[r] = byte(c)
		}
		for r, c := range aliases {
			m.bytes[r] = c
		}
		for _, r := range leads {
			m.leads[r] = true
		}
		return m
	}
	return []misread{
		table(charmap.Macintosh, map[rune]byte{'\u2126': 0xbd, '¤': 0xdb}, "¬√ƒ≈"),
		table(charmap.Windows1252, nil, "ÂÃÄÅ"),
	}
})

func mendOnce(text []byte) (mended []byte, changed bool) {
	if !suspicious(text) {
		return text, false
	}
	for _, m := range misreadings() {
		var here bool
		if text, here = m.mend(text); here {
			changed = true
		}
	}
	return text, changed
}

// suspicious tells whether there is any letter with which a run may begin.
func suspicious(text []byte) bool {
	for i := 0; i+1 < len(text); i++ {
		if text[i] >= 0xc2 && text[i] < 0xf8 {
			return true
		}
	}
	return false
}

// mend goes through the text twice: strong runs prove that the text was
// misread, and only then the weak ones are put right as well.
func (m misread) mend(text []byte) (mended []byte, changed bool) {
	proven := false
	for i := 0; i < len(text) && !proven; {
		if text[i] < utf8.RuneSelf {
			i++
			continue
		}
		_, size, strong := m.run(text, i)
		proven = strong
		if size == 0 {
			_, size = utf8.DecodeRune(text[i:])
		}
		i += size
	}
	if !proven {
		return text, false
	}
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if text[i] < utf8.RuneSelf {
			out = append(out, text[i])
			i++
			continue
		}
		if r, size, _ := m.run(text, i); size > 0 {
			out = utf8.AppendRune(out, r)
			i += size
			continue
		}
		_, size := utf8.DecodeRune(text[i:])
		out = append(out, text[i:i+size]...)
		i += size
	}
	return out, true
}

// run reads the letters from i on as the bytes that they stand for. It gives
// the letter that they make and how many bytes of text they take; zero where
// they make none. strong tells that they can hardly be meant as they stand.
func (m misread) run(text []byte, i int) (r rune, size int, strong bool) {
	first, n := utf8.DecodeRune(text[i:])
	lead, ok := m.bytes[first]
	if !ok {
		return 0, 0, false
	}
	length := 0
	switch {
	case m.leads[first]:
		length = 2
	case lead == 0xe2, lead == 0xef: // typography and signs; what emoji are drawn with
		length = 3
	case lead == 0xf0: // emoji
		length = 4
	default:
		return 0, 0, false
	}
	raw := make([]byte, 1, utf8.UTFMax)
	raw[0] = lead
	size = n
	var next rune
	for len(raw) < length {
		next, n = utf8.DecodeRune(text[i+size:])
		c, ok := m.bytes[next]
		if !ok || c < 0x80 || c > 0xbf {
			return 0, 0, false
		}
		raw = append(raw, c)
		size += n
	}
	r, n = utf8.DecodeRune(raw)
	if n != length || r == utf8.RuneError && length != 3 {
		return 0, 0, false
	}
	if length == 2 {
		before, _ := utf8.DecodeLastRune(text[:i])
		ok, strong = m.pair(before, first, next, r)
	} else {
		ok, strong = plausible(r), true
	}
	if !ok {
		return 0, 0, false
	}
	return r, size, strong
}

// pair judges two letters that make one: ok where they may be put right once
// it is proven that the text was misread, strong where they prove it.
func (misread) pair(before, first, next, r rune) (ok, strong bool) {
	// At the end of a word in capitals these are a letter and a quotation mark.
	sign := unicode.IsPunct(next) || unicode.IsSpace(next)
	capital := unicode.IsUpper(before)
	strong = (first == '√' || first == '¬' || first == 'Ã' || first == 'Â') && (!capital || !sign)
	return unicode.IsLetter(r) || r < 0x100 && !unicode.IsControl(r), strong
}

// plausible tells whether a letter is one that notes have: typography, symbols,
// emoji, but no control and nothing unassigned.
func plausible(r rune) bool {
	return unicode.IsGraphic(r) || r == '\ufeff' || unicode.Is(unicode.Cf, r) || r == utf8.RuneError
}

// withoutControls drops U+0080 to U+009F.
func withoutControls(text []byte) []byte {
	control := func(i int) bool {
		return text[i] == 0xc2 && i+1 < len(text) && text[i+1] >= 0x80 && text[i+1] <= 0x9f
	}
	i := 0
	for i < len(text) && !control(i) {
		i++
	}
	if i == len(text) {
		return text
	}
	out := append(make([]byte, 0, len(text)), text[:i]...)
	for ; i < len(text); i++ {
		if control(i) {
			out = append(out, ' ')
			i++
			continue
		}
		out = append(out, text[i])
	}
	return out
}
