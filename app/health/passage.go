package health

import (
	"fmt"
	"sort"
	"strings"

	"starling/app/story"
)

// form is how a passage is written.
type form uint8

const (
	script form = iota
	bullet
	line // a polished line
)

// passage is one text of a story, read into words and sentences.
type passage struct {
	section   story.SectionName // empty for a polished line
	key       string
	order     int // its place in the story
	form      form
	text      string
	words     []word
	sentences []sentence
}

// reading is a story being looked at.
type reading struct {
	story    story.Story
	passages []passage
	language meaning // of the story as a whole; zero where it is not known
	found    []found
}

// read takes a story apart.
func read(s story.Story) *reading {
	r := &reading{story: s}
	for _, name := range story.SectionNames() {
		section := s.Section(name)
		for i, text := range section.Points {
			r.add(passage{section: name, key: fmt.Sprintf("%s.points[%d]", name, i+1), form: bullet, text: text})
		}
		if section.Script != "" {
			r.add(passage{section: name, key: string(name) + ".script", form: script, text: section.Script})
		}
	}
	for i, text := range s.Polished {
		r.add(passage{key: fmt.Sprintf("polished[%d]", i+1), form: line, text: text})
	}
	r.language = languageOf(r.passages)
	return r
}

func (r *reading) add(p passage) {
	p.order = len(r.passages)
	p.words = split(p.text)
	p.sentences = sentencesOf(p.text, p.words)
	r.passages = append(r.passages, p)
}

// of gives the passages of a section.
func (r *reading) of(name story.SectionName) []*passage {
	var of []*passage
	for i := range r.passages {
		if r.passages[i].section == name {
			of = append(of, &r.passages[i])
		}
	}
	return of
}

// written tells whether a section says something. Questions alone, as in a new
// story, are there to be answered.
func (r *reading) written(name story.SectionName) bool {
	for _, p := range r.of(name) {
		question := p.form == bullet && strings.HasSuffix(p.text, "?")
		if len(p.words) > 0 && !question {
			return true
		}
	}
	return false
}

// before and after give what stands between a word and its neighbours.
func (p *passage) before(i int) string {
	if i == 0 {
		return p.text[:p.words[i].start]
	}
	return p.text[p.words[i-1].end:p.words[i].start]
}

func (p *passage) after(i int) string {
	if i == len(p.words)-1 {
		return p.text[p.words[i].end:]
	}
	return p.text[p.words[i].end:p.words[i+1].start]
}

// means tells what the lexicon knows of word i; nothing where there is none.
func (p *passage) means(i int) meaning {
	if i < 0 || i >= len(p.words) {
		return 0
	}
	return p.words[i].means
}

// is tells whether word i is one of these, in small letters.
func (p *passage) is(i int, words ...string) bool {
	if i < 0 || i >= len(p.words) {
		return false
	}
	for _, w := range words {
		if len(w) == len(p.words[i].text) && strings.EqualFold(w, p.words[i].text) {
			return true
		}
	}
	return false
}

// sentence gives the sentence that word i belongs to.
func (p *passage) sentence(i int) sentence {
	n := sort.Search(len(p.sentences), func(n int) bool { return i < p.sentences[n].last })
	return p.sentences[n]
}
