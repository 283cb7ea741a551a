package health

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentence is a run of words that is said in one go.
type sentence struct {
	span
	first, last int // its words: from first up to, and without, last
}

// sentencesOf parts a text into sentences.
func sentencesOf(text string, words []word) []sentence {
	var all []sentence
	first := 0
	for i := range words {
		next := len(text)
		if i+1 < len(words) {
			next = words[i+1].start
			if text[words[i].end:next] == " " || !ends(text, words, first, i) {
				continue
			}
		}
		end := words[i].end + closing(text[words[i].end:next])
		all = append(all, sentence{span{words[first].start, end}, first, i + 1})
		first = i + 1
	}
	return all
}

// closing gives how much of the text after a sentence's last word belongs to
// the sentence: its stop, and what it closes.
func closing(gap string) int {
	for i, r := range gap {
		if unicode.IsSpace(r) || strings.ContainsRune("([{“„‘‚«-–—*•", r) {
			return i
		}
	}
	return len(gap)
}

// ends tells whether the sentence that begins with the word first ends between
// word i and the next.
func ends(text string, words []word, first, i int) bool {
	gap := text[words[i].end:words[i+1].start]
	next := words[i+1]
	if lineBreak(text, gap, words[i].end) {
		return true
	}
	stop, after := stopIn(gap)
	switch stop {
	case 0:
		return newLine(text, words, i, gap)
	case '。', '！', '？':
		return true
	}
	if !strings.ContainsFunc(after, unicode.IsSpace) {
		return false // "file.txt", "U.S", "what?!no"
	}
	switch stop {
	case '!', '?':
		// “Why?” she asked.
		return !next.lower() || !strings.ContainsAny(gap, `"'”’»`)
	case '…':
		return !next.lower()
	}
	return fullStop(words, first, i)
}

// stopIn gives the sign in a gap that may end a sentence, and what follows it:
// zero where there is none, and '…' for three dots too.
func stopIn(gap string) (stop rune, after string) {
	for i, r := range gap {
		switch r {
		case '.':
			rest := strings.TrimLeft(gap[i:], ".")
			if len(gap)-i-len(rest) > 1 {
				return '…', rest
			}
			return '.', rest
		case '!', '?', '…', '。', '！', '？':
			return r, gap[i+utf8.RuneLen(r):]
		}
	}
	return 0, ""
}

// lineBreak tells whether the text begins anew in a gap: after an empty line, or
// with the mark of a list.
func lineBreak(text, gap string, at int) bool {
	i := strings.IndexByte(gap, '\n')
	if i < 0 {
		return false
	}
	rest := strings.TrimLeft(gap[i+1:], " \t\r")
	if strings.HasPrefix(rest, "\n") {
		return true
	}
	for _, mark := range []string{"- ", "* ", "• ", "– "} {
		if strings.HasPrefix(rest, mark) {
			return true
		}
	}
	// "2. Then" or "2) Then"
	number := text[at+len(gap):]
	marked := strings.TrimLeft(number, "0123456789")
	return marked != number && len(number)-len(marked) < 3 &&
		(strings.HasPrefix(marked, ". ") || strings.HasPrefix(marked, ") "))
}

// newLine tells whether a line that ends without a stop was ended on purpose:
// it is too short to have been wrapped, and the next begins with a capital.
func newLine(text string, words []word, i int, gap string) bool {
	const wrapped = 50 // bytes
	if !strings.Contains(gap, "\n") || !words[i+1].upper() {
		return false
	}
	end := words[i].end + strings.IndexByte(gap, '\n')
	return end-1-strings.LastIndexByte(text[:end], '\n') < wrapped
}

// fullStop tells whether the full stop after word i ends the sentence, or
// belongs to an abbreviation, an initial or the number of a list.
func fullStop(words []word, first, i int) bool {
	w, next := words[i], words[i+1]
	switch {
	case digit(w.text[0]) && (i == first || next.lower()): // "1. Asked them", "the 3. of May"
		return false
	case w.means&title != 0: // "Dr. Meier"
		return false
	case strings.EqualFold(w.text, "no"), strings.EqualFold(w.text, "nr"): // "No. 5"
		return !digit(next.text[0])
	case w.means&abbreviation != 0, oneLetter(w): // "approx. five", "e.g. on", "J. Smith"; but "etc. Then", "9 a.m. We"
		return begins(next)
	}
	return true
}

// oneLetter tells whether a word may be an initial, or the end of "e.g.".
func oneLetter(w word) bool {
	return utf8.RuneCountInString(w.text) == 1 && w.text != "I" && !digit(w.text[0])
}

// begins tells whether a word can only be the first of a sentence: a small word
// with a capital.
func begins(w word) bool { return w.upper() && w.means&function != 0 }
