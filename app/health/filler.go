package health

import (
	"fmt"
	"strings"
)

// fillers looks for fillers, and tells of each once in a section.
func (r *reading) fillers() {
	type where struct{ place, filler string }
	type seen struct {
		passage *passage
		at      span
		count   int
	}
	fillers := map[where]*seen{}
	var order []where
	for i := range r.passages {
		p := &r.passages[i]
		for j := range p.words {
			n := p.filler(j)
			if n == 0 {
				continue
			}
			at := span{p.words[j].start, p.words[j+n-1].end}
			w := where{place(p.section), strings.ToLower(strings.Join(strings.Fields(p.text[at.start:at.end]), " "))}
			if fillers[w] == nil {
				fillers[w] = &seen{passage: p, at: at}
				order = append(order, w)
			}
			fillers[w].count++
		}
	}
	for _, w := range order {
		f := fillers[w]
		text := fmt.Sprintf("“%s” can go: the sentence says the same without it.", w.filler)
		if f.count > 1 {
			text = fmt.Sprintf("“%s” comes %s in %s: the sentences say the same without it.", w.filler, times(f.count), f.passage.where())
		}
		r.observe(Observation{
			ID:   string(Filler) + "/" + w.place + "/" + strings.ReplaceAll(w.filler, " ", "-"),
			Kind: Filler,
			Text: text,
			Mend: "Leave it out; if it gives you time to think, a short silence does that better.",
		}, f.passage, f.at)
	}
}

// where is what a person calls the part of the story.
func (p *passage) where() string {
	if p.form == line {
		return "the polished lines"
	}
	return p.section.Title()
}

// filler tells of how many words the filler is that begins with word i; zero
// where there is none.
func (p *passage) filler(i int) int {
	if p.words[i].means&fillerHead == 0 {
		return 0
	}
	for _, f := range fillerWords {
		if n := len(f.words); p.phrase(i, f.words) && f.stands(p, i, n) {
			return n
		}
	}
	return 0
}

// fillerWords are the fillers. Most of them have an honest use too, so each has
// a rule that tells whether the words at i, n of them, stand there as a filler.
var fillerWords = []struct {
	words  []string
	stands func(p *passage, i, n int) bool
}{
	{[]string{"basically"}, always},
	{[]string{"pretty", "much"}, always},
	{[]string{"um"}, always},
	{[]string{"umm"}, always},
	{[]string{"uh"}, always},
	{[]string{"uhm"}, always},
	{[]string{"erm"}, always},
	{[]string{"kind", "of"}, (*passage).hedge},
	{[]string{"sort", "of"}, (*passage).hedge},
	{[]string{"you", "know"}, (*passage).setOff},
	{[]string{"i", "mean"}, (*passage).setOff},
	{[]string{"to", "be", "honest"}, (*passage).setOff},
	{[]string{"honestly"}, func(p *passage, i, n int) bool { return p.opens(i) || p.setOff(i, n) }},
	{[]string{"actually"}, (*passage).actually},
	{[]string{"literally"}, func(p *passage, i, _ int) bool {
		return !p.is(i-1, "take", "takes", "took", "taken", "taking", "it", "them", "that", "quite", "too", "and")
	}},
	{[]string{"like"}, func(p *passage, i, _ int) bool {
		return comma(p.before(i)) && comma(p.after(i))
	}},
}

func always(*passage, int, int) bool { return true }

// phrase tells whether these words stand at word i, in one sentence and with
// nothing but blanks between.
func (p *passage) phrase(i int, words []string) bool {
	for k, w := range words {
		if !p.is(i+k, w) || k > 0 && strings.TrimSpace(p.before(i+k)) != "" {
			return false
		}
	}
	return true
}

// actually tells whether "actually" at word i is said for nothing: at the
// start, between commas, or as in "I actually did". In a question, and as in
// "what actually happened", it means something.
func (p *passage) actually(i, n int) bool {
	s := p.sentence(i)
	if strings.Contains(p.text[s.start:s.end], "?") {
		return false
	}
	return s.first == i || p.is(i-1, "i", "we") || p.setOff(i, n)
}

// hedge tells whether "kind of" at word i softens what follows, as in "I kind
// of knew", and does not speak of a kind, as in "a new kind of contract".
func (p *passage) hedge(i, n int) bool {
	before, after := i-1, i+n
	switch {
	case p.opens(i), p.is(after, "him", "her", "them", "you", "me", "us"): // "It was kind of him"
		return false
	case p.determines(before), p.means(before)&englishNumber != 0,
		p.is(before, "of", "other", "same", "first", "only", "own", "next", "whole", "different", "certain", "new"):
		return false
	case p.determines(before - 1):
		// "A better kind of bread", but "the team kind of agreed".
		return after < len(p.words) && strings.HasSuffix(p.words[after].text, "ed")
	}
	return true
}

// determines tells whether word i is one that a noun follows: "a", "which".
func (p *passage) determines(i int) bool {
	return p.is(i, "a", "an", "the", "this", "that", "these", "those", "what", "which", "whatever", "some", "any", "every", "each",
		"no", "one", "another", "all", "many", "more", "most", "my", "our", "your", "his", "her", "its", "their")
}

// opens tells whether word i is the first of its sentence.
func (p *passage) opens(i int) bool { return p.sentence(i).first == i }

// setOff tells whether n words from i on are set off by commas or dashes: on
// both sides, or on one at the start or end of a sentence.
func (p *passage) setOff(i, n int) bool {
	s := p.sentence(i)
	starts, ends := i == s.first, i+n == s.last
	if starts && ends {
		return false
	}
	return (starts || comma(p.before(i))) && (ends || comma(p.after(i+n-1)))
}

// comma tells whether what stands between two words sets them apart.
func comma(gap string) bool { return strings.ContainsAny(gap, ",–—") }
