package delivery

import (
	"strings"
	"time"
	"unicode"
)

// Words counts the words of a transcript as they were spoken: a dash or a
// stroke parts two words, a hyphen does not; "80%" is two words. What stands in
// square brackets is the transcriber's own, as in "[BLANK_AUDIO]", and not counted.
func Words(text string) int {
	count, inside := 0, false
	for _, r := range withoutRemarks(text) {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if !inside {
				count++
			}
			inside = true
		case strings.ContainsRune("%‰&+=@#€$£¥", r):
			count++
			inside = inside && !strings.ContainsRune("&+=@", r)
		case unicode.IsSpace(r), strings.ContainsRune("–—/…|", r):
			inside = false
		}
	}
	return count
}

// WordsPerMinute gives the words a minute of a transcript that was spoken in a
// time, pauses included; zero where there is no time.
func WordsPerMinute(text string, d time.Duration) float64 {
	if d <= 0 {
		return 0
	}
	return float64(Words(text)) / d.Minutes()
}

// withoutRemarks gives a text without what stands in square brackets. A
// bracket that is never closed is an ordinary sign.
func withoutRemarks(text string) string {
	var rest strings.Builder
	for {
		before, after, found := strings.Cut(text, "[")
		if !found {
			break
		}
		_, behind, closed := strings.Cut(after, "]")
		if !closed {
			break
		}
		rest.WriteString(before)
		rest.WriteByte(' ')
		text = behind
	}
	rest.WriteString(text)
	return rest.String()
}

// tokens gives the words of a text in small letters, as they are compared:
// without apostrophes, parted at hyphens.
func tokens(text string) []string {
	text = strings.Map(func(r rune) rune {
		switch r {
		case '\'', '’', '‘', 'ʼ':
			return -1
		}
		return unicode.ToLower(r)
	}, withoutRemarks(text))
	return strings.FieldsFunc(text, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
}

// DefaultFillers gives the fillers that are counted unless the person has a
// list of their own. "Like", "so" and "actually" are not among them: they have too many
// honest uses to be counted without understanding the sentence.
func DefaultFillers() []string {
	return []string{
		"um", "uh", "er", "erm", "hm",
		"you know", "I mean", "sort of", "kind of", "basically",
	}
}

// FillerCount tells how often a filler was said.
type FillerCount struct {
	Filler string // as it stands in the list
	Count  int    // never zero
}

// Fillers counts the fillers of a list in a transcript: whole words, whatever
// their case, one or several in a row ("you know"). Where two of the list could
// be meant, the longer one is. A short one drawn out counts too: "ummm". They come in the order
// of the list; those never said are left out.
func Fillers(text string, list []string) []FillerCount {
	said := tokens(text)
	var phrases [][]string
	byFirst := map[string][]int{}
	for i, filler := range list {
		phrase := tokens(filler)
		phrases = append(phrases, phrase)
		if len(phrase) > 0 {
			byFirst[short(phrase[0])] = append(byFirst[short(phrase[0])], i)
		}
	}
	counts := make([]int, len(list))
	for at := 0; at < len(said); {
		best := -1
		for _, i := range byFirst[short(said[at])] {
			if matches(said[at:], phrases[i]) && (best < 0 || len(phrases[i]) > len(phrases[best])) {
				best = i
			}
		}
		if best < 0 {
			at++
			continue
		}
		counts[best]++
		at += len(phrases[best])
	}
	var all []FillerCount
	for i, n := range counts {
		if n > 0 {
			all = append(all, FillerCount{list[i], n})
		}
	}
	return all
}

// matches tells whether words begin with a phrase.
func matches(words, phrase []string) bool {
	if len(words) < len(phrase) {
		return false
	}
	for i, w := range phrase {
		if words[i] != w && (len(phrase) > 1 || short(words[i]) != short(w)) {
			return false
		}
	}
	return true
}

// short gives a drawn-out sound its shortest form: "um" for "ummm". Only what
// is then two letters long, the last an m, an h or an r, is one: "off" is not "of".
func short(word string) string {
	s := strings.TrimRight(word, word[len(word)-1:])
	if last := word[len(word)-1]; len(s) == 1 && strings.IndexByte("mhr", last) >= 0 {
		return word[:2]
	}
	return word
}
