package health

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// languageOf tells in which language a story is written: english, french,
// german or spanish, by the common words of each; zero where it is in another
// or none can be told. A few words without any count as English, for bullets
// often have no other.
func languageOf(passages []passage) meaning {
	languages := [...]meaning{english, french, german, spanish, foreign}
	var counts [len(languages)]int
	total := 0
	for i := range passages {
		for _, w := range passages[i].words {
			total++
			if unEnglish(w.text) {
				counts[len(counts)-1]++
			}
			if w.means&(english|french|german|spanish|foreign) == 0 {
				continue
			}
			for l, language := range languages {
				if w.means&language != 0 {
					counts[l]++
				}
			}
		}
	}
	best := 0
	for l, n := range counts {
		if n > counts[best] {
			best = l
		}
	}
	const enough, oneIn = 40, 20 // in every language that is known, more than one word in four is common
	switch {
	case languages[best] == foreign, total >= enough && counts[best]*oneIn < total:
		return 0
	}
	return languages[best]
}

// unEnglish tells whether a word has a letter that English does not have. The
// languages that are known have some too, but fewer such words than common ones.
func unEnglish(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] >= utf8.RuneSelf {
			return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf && unicode.IsLetter(r) }) >= 0
		}
	}
	return false
}
