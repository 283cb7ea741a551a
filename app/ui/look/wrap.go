package look

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// LineBreak is a line's end within an entry of a list: where each line is an
// entry, a line feed would begin the next one.
const LineBreak = '\u2028'

// paragraph is a stretch of text without a line feed, and the lines that it is
// shown in.
type paragraph struct {
	text   string
	starts []int // where in text each line begins; the first is 0
}

// line gives the text of a line, without the blanks and the break that end it.
func (p *paragraph) line(i int) string {
	return strings.TrimRightFunc(p.text[p.starts[i]:p.end(i)], isBreak)
}

// end is where a line ends and the next one begins.
func (p *paragraph) end(i int) int {
	if i+1 < len(p.starts) {
		return p.starts[i+1]
	}
	return len(p.text)
}

// lineAt is the line that a place in the text is shown in. The place between
// two lines belongs to the later one.
func (p *paragraph) lineAt(col int) int {
	return sort.Search(len(p.starts), func(i int) bool { return p.starts[i] > col }) - 1
}

// wrap breaks all of the paragraph anew.
func (p *paragraph) wrap(width float32, measure func(string) float32) {
	p.starts = breaks([]int{0}, p.text, width, measure, nil)
}

// splice changes the text and breaks anew only the lines that this can have
// changed: how a line breaks depends on what follows its start alone.
func (p *paragraph) splice(at, remove int, insert string, width float32, measure func(string) float32) {
	old := p.starts
	first := p.lineAt(at)
	for first > 0 && !endsInBreak(p.text[:old[first]]) {
		first-- // the rest of a word that no line could hold
	}
	first = max(0, first-1) // the first word may fit into the line before, now
	p.text = p.text[:at] + insert + p.text[at+remove:]
	grown, settled := len(insert)-remove, at+len(insert)
	rest := len(old)
	p.starts = breaks(append([]int(nil), old[:first+1]...), p.text, width, measure, func(start int) bool {
		if start < settled {
			return false
		}
		i := sort.SearchInts(old, start-grown)
		if i < len(old) && old[i] == start-grown && old[i] >= at+remove {
			rest = i + 1
			return true
		}
		return false
	})
	for _, start := range old[rest:] {
		p.starts = append(p.starts, start+grown)
	}
}

// breaks adds to starts where the lines after the last of them begin. Where
// known says that what follows a start is known, it stops there.
func breaks(starts []int, text string, width float32, measure func(string) float32, known func(start int) bool) []int {
	b := breaker{text: text, width: width, measure: measure, known: known, starts: starts, pos: starts[len(starts)-1], blank: measure(" ")}
	for on := true; on && b.pos < len(text); {
		on = b.word() && b.blanks()
	}
	return b.starts
}

// breaker breaks a text into lines, a word at a time.
type breaker struct {
	text    string
	width   float32
	measure func(string) float32
	known   func(start int) bool

	starts []int
	pos    int     // what is before it is in a line
	x      float32 // how far its line has come
	blank  float32 // the width of one
}

// next begins a line at a place, and tells whether to go on.
func (b *breaker) next(at int) bool {
	b.starts, b.pos, b.x = append(b.starts, at), at, 0
	return b.known == nil || !b.known(at)
}

// word sets the word that begins here, or as much of it as a line can hold; it
// is false where the rest is known.
func (b *breaker) word() bool {
	for {
		end := wordEnd(b.text, b.pos)
		word := b.text[b.pos:end]
		w := b.measure(word)
		room, some := b.width-b.x, b.x == 0
		cuts := anywhere(word) || some && w > b.width+0.5 && b.width > 0 // else no line could hold it
		if !cuts && !some && w > room+0.5 {
			if !b.next(b.pos) {
				return false
			}
			continue
		}
		if cuts {
			if cut := b.pos + fitting(word, room, some, b.measure); cut < end {
				if !b.next(cut) {
					return false
				}
				continue
			}
		}
		b.pos, b.x = end, b.x+w
		return true
	}
}

// blanks sets the blanks that follow a word; a break among them ends the line.
func (b *breaker) blanks() bool {
	for b.pos < len(b.text) {
		r, size := utf8.DecodeRuneInString(b.text[b.pos:])
		if !isBreak(r) {
			return true
		}
		b.pos += size
		switch r {
		case LineBreak:
			if !b.next(b.pos) {
				return false
			}
		case '\t':
			b.x += 4 * b.blank
		default:
			b.x += b.blank
		}
	}
	return true
}

// wordEnd is where the word that begins at a place ends.
func wordEnd(text string, at int) int {
	if i := strings.IndexFunc(text[at:], isBreak); i >= 0 {
		return at + i
	}
	return len(text)
}

// isBreak tells whether a line may be broken after a letter.
func isBreak(r rune) bool {
	return r == LineBreak || unicode.IsSpace(r) && r != '\u00a0' && r != '\u202f'
}

func endsInBreak(text string) bool {
	r, _ := utf8.DecodeLastRuneInString(text)
	return isBreak(r)
}

// anywhere tells whether a word may be broken after any of its letters: it is
// very long, or of a script that has no blanks.
func anywhere(word string) bool {
	const long = 60
	return len(word) > long || strings.ContainsFunc(word, func(r rune) bool {
		return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
	})
}

// fitting is how much of a word fits a width: at least one letter, if some must.
func fitting(word string, width float32, some bool, measure func(string) float32) int {
	const atOnce = 32 // letters between two looks
	ends := []int{0}
	for at := 0; at < len(word); {
		for n := 0; n < atOnce && at < len(word); n++ {
			at = after(word, at)
			ends = append(ends, at)
		}
		if measure(word[:at]) > width+0.5 {
			break
		}
	}
	n := sort.Search(len(ends), func(i int) bool { return measure(word[:ends[i]]) > width+0.5 }) - 1
	if n < 1 && some {
		n = min(1, len(ends)-1)
	}
	return ends[max(n, 0)]
}

// after is the place after the letter that begins at a place, together with
// what belongs to it: accents, joiners, and what is joined.
func after(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	_, size := utf8.DecodeRuneInString(text[at:])
	at += size
	for at < len(text) {
		r, size := utf8.DecodeRuneInString(text[at:])
		switch {
		case r == joiner:
			at += size
			_, size = utf8.DecodeRuneInString(text[at:])
		case !belongs(r):
			return at
		}
		at += size
	}
	return at
}

// before is the place before the letter that ends at a place.
func before(text string, at int) int {
	for at > 0 {
		r, size := utf8.DecodeLastRuneInString(text[:at])
		at -= size
		if belongs(r) || r == joiner {
			continue
		}
		if prior, _ := utf8.DecodeLastRuneInString(text[:at]); prior != joiner {
			break
		}
	}
	return at
}

const joiner = '\u200d'

// belongs tells whether a letter is a part of the one before it.
func belongs(r rune) bool {
	return unicode.In(r, unicode.Mn, unicode.Me) || r >= 0xfe00 && r <= 0xfe0f || r >= 0x1f3fb && r <= 0x1f3ff
}

// wordAfter is where the next word ends; wordBefore is where the word before
// begins.
func wordAfter(text string, at int) int {
	for at < len(text) && !wordLetter(text[at:]) {
		at = after(text, at)
	}
	for at < len(text) && wordLetter(text[at:]) {
		at = after(text, at)
	}
	return at
}

func wordBefore(text string, at int) int {
	for at > 0 && !wordLetter(text[before(text, at):]) {
		at = before(text, at)
	}
	for at > 0 && wordLetter(text[before(text, at):]) {
		at = before(text, at)
	}
	return at
}

// wordLetter tells whether a text begins with a letter that is part of a word.
func wordLetter(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.IsMark(r) || r == '_' || r == '\'' || r == '’'
}
