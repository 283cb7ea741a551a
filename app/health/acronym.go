package health

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxAcronyms is how many are looked up; a story with more of them is none.
const maxAcronyms = 100

// acronyms looks for acronyms that are spelled out nowhere in the story.
func (r *reading) acronyms() {
	type first struct {
		letters string
		passage *passage
		at      span
	}
	var found []first
	seen := map[string]bool{}
	for i := range r.passages {
		p := &r.passages[i]
		for j := range p.words {
			letters, at := p.acronym(j)
			if letters != "" && !seen[letters] && len(seen) < maxAcronyms {
				seen[letters] = true
				found = append(found, first{letters, p, at})
			}
		}
	}
	if len(found) == 0 {
		return
	}
	initials := r.initials()
	explained := r.explained(seen)
	for _, f := range found {
		if initials.spell(f.letters) || explained[f.letters] {
			continue
		}
		r.observe(Observation{
			ID:   string(Acronym) + "/" + strings.ToLower(f.letters),
			Kind: Acronym,
			Text: fmt.Sprintf("“%s” is never spelled out.", f.letters),
			Mend: "Say it in full once, with the letters behind it, as in “service level agreement (SLA)”: who asks may come from another field.",
		}, f.passage, f.at)
	}
}

// acronym gives the letters of word j, and its place, if it is an acronym that
// not everybody knows; else nothing.
func (p *passage) acronym(j int) (string, span) {
	w := p.words[j]
	if len(w.text) < 2 || !w.upper() && strings.IndexByte(w.text, '-') < 0 {
		return "", span{}
	}
	start := 0
	for part := range strings.SplitSeq(w.text, "-") { // "ERP-System", "non-EU"
		letters := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(part, "s"), "'"), "’")
		at := span{w.start + start, w.start + start + len(letters)}
		start += len(part) + 1
		if capitals(letters) && meaningOf(letters)&(common|unit) == 0 && !p.otherwise(j, letters) {
			return letters, at
		}
	}
	return "", span{}
}

// capitals tells whether a text is two to five capital letters.
func capitals(s string) bool {
	n := 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
		n++
	}
	return n >= 2 && n <= 5
}

// otherwise tells whether the capitals of word j have another reason: a Roman
// number, part of a name like "AB-12", a word that is shouted, initials.
func (p *passage) otherwise(j int, letters string) bool {
	switch {
	case strings.Trim(letters, "IVX") == "": // "III"
		return true
	case strings.ContainsAny(p.words[j].text, "0123456789"): // "AB-12"
		return true
	case meaningOf(letters)&(function|verb|plain|englishNumber|german|french|spanish|foreign) != 0: // "NOT"
		return true
	}
	// "THIS IS IMPORTANT": several words in capitals, one of them too long.
	before, after := p.loud(j-1), p.loud(j+1)
	return before && after || before && p.loud(j-2) || after && p.loud(j+2)
}

// loud tells whether word i is written in capitals; false where there is none,
// and for "I".
func (p *passage) loud(i int) bool {
	if i < 0 || i >= len(p.words) || len(p.words[i].text) < 2 {
		return false
	}
	for _, r := range p.words[i].text {
		if unicode.IsLetter(r) && !unicode.IsUpper(r) {
			return false
		}
	}
	return true
}

// initials are the first letters of all words, in small letters: of every word,
// and of those that are not small. A sentence ends with a blank.
type initials struct{ all, large string }

func (r *reading) initials() *initials {
	var all, large strings.Builder
	for i := range r.passages {
		p := &r.passages[i]
		for _, s := range p.sentences {
			for j := s.first; j < s.last; j++ {
				w := p.words[j]
				if capitals(w.text) { // an acronym does not spell another
					all.WriteByte(' ')
					large.WriteByte(' ')
					continue
				}
				for part := range strings.SplitSeq(w.text, "-") {
					c, size := utf8.DecodeRuneInString(part)
					if size == 0 {
						continue
					}
					c = unicode.ToLower(c)
					all.WriteRune(c)
					if w.means&(function|french|german|spanish|foreign) == 0 {
						large.WriteRune(c)
					}
				}
			}
			all.WriteByte(' ')
			large.WriteByte(' ')
		}
	}
	return &initials{all.String(), large.String()}
}

// spell tells whether words with these initials follow each other. Two letters
// are found by chance among small words, so there only large ones count.
func (in *initials) spell(letters string) bool {
	sought := strings.ToLower(letters)
	return strings.Contains(in.large, sought) || utf8.RuneCountInString(sought) > 2 && strings.Contains(in.all, sought)
}

// explained gives those of the acronyms that have something in brackets behind
// them that begins with their letter, or stand in brackets behind such words:
// "BDSG (Bundesdatenschutzgesetz)".
func (r *reading) explained(acronyms map[string]bool) map[string]bool {
	explained := map[string]bool{}
	for i := range r.passages {
		p := &r.passages[i]
		for j, w := range p.words {
			if len(w.text) > 4*5 || !acronyms[w.text] {
				continue
			}
			if strings.HasPrefix(strings.TrimLeft(p.after(j), " "), "(") && p.sameInitial(j+1, w.text) {
				explained[w.text] = true
			}
			for k := max(j-len(w.text)-2, 0); k < j && strings.HasSuffix(p.before(j), "("); k++ {
				if p.sameInitial(k, w.text) {
					explained[w.text] = true
				}
			}
		}
	}
	return explained
}

// sameInitial tells whether word i is a whole word that begins with the
// acronym's first letter.
func (p *passage) sameInitial(i int, letters string) bool {
	if i >= len(p.words) || capitals(p.words[i].text) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(letters)
	c, _ := utf8.DecodeRuneInString(p.words[i].text)
	return unicode.ToUpper(c) == first
}
