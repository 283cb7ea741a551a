package health

import (
	"strings"

	"starling/app/story"
)

// resultNumber looks for a Result that names no number, in digits or in words.
// Where the language is not known, number words cannot be told, and nothing is
// said.
func (r *reading) resultNumber() {
	number := map[meaning]meaning{
		english: englishNumber, french: frenchNumber, german: germanNumber, spanish: spanishNumber,
	}[r.language]
	if number == 0 || !r.written(story.Result) {
		return
	}
	for _, p := range r.of(story.Result) {
		for i := range p.words {
			if p.number(i, number) {
				return
			}
		}
	}
	r.observeSection(Observation{
		ID:   string(NoNumber),
		Kind: NoNumber,
		Text: "Result names no number.",
		Mend: "Say how much came of it: before and after, a share, a time or a count, as near as you know.",
	}, story.Result)
}

// number tells whether word i says how many or how much.
func (p *passage) number(i int, number meaning) bool {
	w := p.words[i]
	if digit(w.text[0]) || strings.ContainsAny(w.text, "¼½¾⅓⅔⅛") {
		return !p.year(i)
	}
	if w.means&number != 0 {
		return true
	}
	for part := range strings.SplitSeq(w.text, "-") { // "twenty-one"
		if part != w.text && meaningOf(part)&number != 0 {
			return true
		}
	}
	switch number {
	case englishNumber:
		return p.oneOrQuarter(i)
	case germanNumber:
		return germanCompound(strings.ToLower(w.text))
	}
	return false
}

// year tells whether word i says when, and not how much: "in 2021".
func (p *passage) year(i int) bool {
	w := p.words[i].text
	return len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && w != "2000" &&
		p.is(i-1, "in", "since", "until", "during", "en", "depuis", "seit", "im", "desde")
}

// oneOrQuarter tells whether word i is a "one" or a "quarter" that counts, and
// not as in "one of them", "this quarter".
func (p *passage) oneOrQuarter(i int) bool {
	switch {
	case p.is(i, "one"):
		return p.is(i+1, "in", "out", "a", "an", "per", "day", "week", "month", "quarter", "year", "hour", "minute") ||
			p.is(i-1, "to", "than", "under", "below", "only", "just", "about") && !p.is(i+1, "another", "of")
	case p.is(i, "quarter"):
		return p.is(i+1, "of") || p.is(i-1, "a") && p.is(i-2, "by", "than")
	}
	return false
}

// germanCompound tells whether a word is a number written in one word:
// "zweihundert", "fünfundzwanzig".
func germanCompound(w string) bool {
	return strings.Contains(w, "hundert") || strings.Contains(w, "tausend") ||
		strings.Contains(w, "und") && (strings.HasSuffix(w, "zig") || strings.HasSuffix(w, "ßig"))
}
