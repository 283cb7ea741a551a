package story

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// fold makes texts that a person would call the same word equal: without case,
// diacritics and typography. "Café", "CAFÉ" and "cafe" fold to "cafe".
func fold(s string) string {
	lower := true
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return foldUnicode(s)
		}
		lower = lower && (s[i] < 'A' || s[i] > 'Z')
	}
	if lower {
		return s
	}
	return strings.ToLower(s)
}

func foldUnicode(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	base := rune(0) // the letter that a mark stands on
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			// In other scripts than these a mark is no ornament but a letter.
			if unicode.In(base, unicode.Latin, unicode.Greek, unicode.Cyrillic) {
				continue
			}
		} else {
			base = r
		}
		b.WriteString(unadorned(r))
	}
	return strings.ToLower(cases.Fold().String(b.String())) // fold alone makes large letters of small Cherokee ones
}

// unadorned gives the plain form of letters that Unicode does not decompose,
// and of typographic signs.
func unadorned(r rune) string {
	switch r {
	case 'ø', 'Ø':
		return "o"
	case 'ł', 'Ł':
		return "l"
	case 'đ', 'Đ', 'ð', 'Ð':
		return "d"
	case 'þ', 'Þ':
		return "th"
	case 'æ', 'Æ':
		return "ae"
	case 'œ', 'Œ':
		return "oe"
	case 'ı':
		return "i"
	case '‘', '’', 'ʼ', '‚':
		return "'"
	case '“', '”', '„':
		return `"`
	case '‐', '‑', '–', '—', '−':
		return "-"
	}
	return string(r)
}

// maxSlug is how long a slug made from a title gets, in bytes.
const maxSlug = 60

// Slugify makes a slug from a title: words in small letters with hyphens
// between, a good file name on every system and never the reserved one.
func Slugify(title string) string {
	var b strings.Builder
	gap := false
	for _, r := range fold(title) {
		if r == '\'' {
			continue // "don't" is one word
		}
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r) {
			gap = b.Len() > 0
			continue
		}
		if b.Len()+utf8.RuneLen(r)+1 > maxSlug {
			break
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	slug := b.String()
	if slug == "" {
		return "story"
	}
	if wrong, _ := slugTrouble(slug); wrong != "" {
		return "story-" + slug
	}
	return slug
}

// Words counts the words of a text as they are spoken: a dash or a stroke
// parts two words, a hyphen does not; "80%" is two words, and a dash alone is
// none.
func Words(text string) int {
	count, inside := 0, false
	for _, r := range text {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r):
			if !inside {
				count++
			}
			inside = true
		case strings.ContainsRune("%‰&+=@#€$£¥", r):
			count++ // read aloud: "per cent", "and", "euros"
			inside = inside && !strings.ContainsRune("&+=@", r)
		case unicode.IsSpace(r), strings.ContainsRune("–—/…|", r):
			inside = false
		}
	}
	return count
}
