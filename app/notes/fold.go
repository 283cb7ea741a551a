package notes

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func itoa(n int) string { return strconv.Itoa(n) }

// fold makes a text comparable: small letters without diacritics.
func fold(s string) string {
	ascii := true
	for i := 0; i < len(s) && ascii; i++ {
		ascii = s[i] < utf8.RuneSelf
	}
	if ascii {
		return strings.ToLower(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		b.WriteString(small(unicode.ToLower(r)))
	}
	return b.String()
}

// small gives letters that Unicode does not take apart as they would be
// written without their own sign.
func small(r rune) string {
	switch r {
	case 'ø':
		return "o"
	case 'œ':
		return "oe"
	case 'æ':
		return "ae"
	case 'ł':
		return "l"
	case 'ß':
		return "ss"
	case 'ς':
		return "σ"
	}
	return string(r)
}

// key gives the words of a text, folded, with one blank between them and
// nothing else: "What I've learned:" is "what i ve learned".
func key(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range fold(s) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte(' ')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}

// words makes a set of what stands between the commas.
func words(lists ...string) map[string]bool {
	set := make(map[string]bool)
	for _, l := range lists {
		for w := range strings.SplitSeq(l, ",") {
			set[key(w)] = true
		}
	}
	return set
}

// shorten gives the beginning of a text, as long as a line of the screen takes.
func shorten(s string) string {
	const most = 60
	if long := 8 * most; len(s) > long { // bytes: more than so many letters have
		s = strings.ToValidUTF8(s[:long], "")
	}
	s = flat(s)
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return strings.TrimRight(string([]rune(s)[:most]), " ,;:.") + "…"
}

// quoted is a text in quotation marks, shortened.
func quoted(s string) string { return "“" + shorten(s) + "”" }
