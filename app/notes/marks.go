package notes

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// stripMarks takes the ornaments off both ends of a heading: emoji, ticks,
// bullets, arrows.
func stripMarks(s string) string {
	s = strings.TrimSpace(s)
	for s != "" {
		r, size := utf8.DecodeRuneInString(s)
		if keycap := strings.TrimPrefix(s[size:], "\ufe0f"); unicode.IsDigit(r) && strings.HasPrefix(keycap, "\u20e3") {
			s = s[size:]
			continue
		}
		if !isMark(r) || isGuillemet(r, s) {
			break
		}
		s = strings.TrimLeft(s[size:], " \t\u00a0")
	}
	for s != "" {
		r, size := utf8.DecodeLastRuneInString(s)
		if !isMark(r) || strings.ContainsRune("*+#>", r) || isGuillemet(r, s) {
			break
		}
		s = strings.TrimRight(s[:len(s)-size], " \t\u00a0")
	}
	return s
}

// isGuillemet tells whether a "»" is a quotation mark in its text, and no arrow.
func isGuillemet(r rune, s string) bool { return r == '»' && strings.ContainsRune(s, '«') }

func isMark(r rune) bool {
	switch r {
	case '•', '·', '▪', '‣', '◦', '→', '⇒', '►', '➤', '*', '>', '»', '\ufe0f', '\ufe0e', '\u200d', '\u20e3', '\ufffd', '✓', '✗', '\u200b':
		return true
	case '№', '°', '©', '®', '™':
		return false
	}
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) && r > 0x2ff || unicode.Is(unicode.Co, r)
}

var (
	numberPattern = regexp.MustCompile(`^(?:(?i:question|frage|pregunta|domanda|pergunta|no|nr|q|n)[.°º]?\s*)?#?\(?(\d{1,3})(?:\.\d{1,3})*\s*(?:[.):]|\s[–—-])(?:\s+|$)`)
	askedPattern  = regexp.MustCompile(`^(?i:question|frage|pregunta|domanda|pergunta|q)\s*[:.]\s+`)
	namedPattern  = regexp.MustCompile(`^(?i:question|frage|pregunta|domanda|pergunta|q)\s*#?(\d{1,3})\s+`)
	barePattern   = regexp.MustCompile(`^#?(\d{1,3})\s+`)
	letterPattern = regexp.MustCompile(`^(?:\(?[A-Z][.)](?:\s+|$)|[A-Z]\s*[–—:-]\s+|[IVX]{1,5}[.)]\s+)`)
	anchorPattern = regexp.MustCompile(`\s*\{#[^{}]*\}\s*$`)
)

// stripNumber takes a number off the beginning of a text: "1. ", "2)", "Q3: ".
func stripNumber(s string) string {
	s = strings.TrimSpace(s)
	if m := numberPattern.FindString(s); m != "" && !strings.HasPrefix(s[len(m):], "%") {
		return strings.TrimSpace(s[len(m):])
	}
	for _, pattern := range []*regexp.Regexp{namedPattern, askedPattern} {
		if m := pattern.FindString(s); m != "" {
			return strings.TrimSpace(s[len(m):])
		}
	}
	return s
}

// number gives the number that a heading begins with, 0 where there is none.
// bare tells that nothing but a blank stands after it: it may be part of the text.
func number(s string) (n int, bare bool) {
	m := numberPattern.FindStringSubmatch(s)
	if m == nil {
		m = namedPattern.FindStringSubmatch(s)
	}
	if m == nil {
		m, bare = barePattern.FindStringSubmatch(s), true
	}
	if m == nil {
		return 0, false
	}
	for _, c := range m[1] {
		n = 10*n + int(c-'0')
	}
	return n, bare
}

// stripLetter takes the letter of a category off: "A. ", "B) ", "II. ".
func stripLetter(s string) (rest string, lettered bool) {
	if m := letterPattern.FindString(s); m != "" {
		return strings.TrimSpace(s[len(m):]), true
	}
	return s, false
}

// stripDangling takes off what a name that was cut ends with: "Deadlines and".
func stripDangling(s string) string {
	for {
		t := strings.TrimRight(s, " \t\u00a0,;:/&+|–—-")
		if i := strings.LastIndexAny(t, " \u00a0"); i > 0 {
			switch key(t[i:]) {
			case "and", "or", "und", "oder", "et", "ou", "y", "o", "e", "u":
				t = t[:i]
			}
		}
		if t == s || t == "" {
			return s
		}
		s = t
	}
}

// stripQuotes takes the quotation marks off that stand around a whole text.
func stripQuotes(s string) string {
	s = strings.TrimSpace(s)
	for _, pair := range [][2]string{
		{`"`, `"`}, {"“", "”"}, {"„", "“"}, {"„", "”"}, {"«", "»"}, {"»", "«"}, {"'", "'"}, {"‘", "’"}, {"‚", "‘"}, {"‹", "›"}, {"”", "”"}, {"“", "“"}, {"``", "''"},
	} {
		inner, ok := strings.CutPrefix(s, pair[0])
		if !ok {
			continue
		}
		inner, ok = strings.CutSuffix(inner, pair[1])
		if ok && !strings.Contains(inner, pair[0]) && !strings.Contains(inner, pair[1]) && strings.TrimSpace(inner) != "" {
			return strings.TrimSpace(inner)
		}
	}
	return s
}

var (
	checkboxPattern = regexp.MustCompile(`^\[[ xX✓✔]?\]\s+`)
	calloutPattern  = regexp.MustCompile(`^\[!\w+\][+-]?\s*`)
)

// stripBox takes the box of a task off an item: "[x] done".
func stripBox(s string) string {
	return checkboxPattern.ReplaceAllString(s, "")
}
