package story

import (
	"bytes"
	"slices"
	"strings"
)

// vocabulary holds every word that occurs in the stories, folded, once, each
// with a number. A story's index is the list of its words' numbers; so a
// search reads the vocabulary once and then compares numbers, where reading
// the text of ten thousand stories would take longer than a key press may.
//
// A word is what stands between two blanks, punctuation and all. A search word
// holds no blank, so it occurs in a text exactly if it occurs in one of its
// words: nothing is lost by not looking at the text itself.
//
// Words are only ever added, so that a library that was handed out goes on
// reading what it was given while a later load adds to it.
type vocabulary struct {
	numbers map[string]uint32
	text    []byte   // the words, each ended by a line feed
	starts  []uint32 // where each begins in text

	// While a story is indexed: how many were before it, the last one in which
	// each word was seen, and what was found so far.
	stories uint32
	seenIn  []uint32
	found   []uint32
}

func newVocabulary() *vocabulary { return &vocabulary{numbers: make(map[string]uint32)} }

// number gives the number of a word as it is written, adding it if it is new.
func (v *vocabulary) number(word string) uint32 {
	word = fold(word)
	if n, ok := v.numbers[word]; ok {
		return n
	}
	n := uint32(len(v.starts))
	word = strings.Clone(word) // not to keep the whole file for it
	v.numbers[word] = n
	v.starts = append(v.starts, uint32(len(v.text)))
	v.seenIn = append(v.seenIn, 0)
	v.text = append(append(v.text, word...), '\n')
	return n
}

// index gives the numbers of the words of a story, each once.
func (v *vocabulary) index(s *Story) []uint32 {
	v.stories++
	v.found = v.found[:0]
	v.add(s.Title, s.Slug, s.Notes)
	v.add(s.Tags...)
	v.add(s.Answers...)
	v.add(s.Polished...)
	v.add(s.Followups...)
	for _, n := range SectionNames() {
		section := s.Section(n)
		v.add(section.Script)
		v.add(section.Points...)
	}
	return slices.Clone(v.found)
}

func (v *vocabulary) add(texts ...string) {
	for _, text := range texts {
		for word := range strings.FieldsSeq(text) {
			if n := v.number(word); v.seenIn[n] != v.stories {
				v.seenIn[n] = v.stories
				v.found = append(v.found, n)
			}
		}
	}
}

// words is the vocabulary as it was at one moment.
type words struct {
	text   []byte
	starts []uint32
}

func (v *vocabulary) words() words {
	return words{v.text[:len(v.text):len(v.text)], v.starts[:len(v.starts):len(v.starts)]}
}

// with gives the set of words in which part occurs; nil where there is none.
func (w words) with(part string) []bool {
	var set []bool
	sought := []byte(part)
	at, n := 0, 0
	for {
		i := bytes.Index(w.text[at:], sought)
		if i < 0 {
			return set
		}
		at += i
		if set == nil {
			set = make([]bool, len(w.starts))
		}
		for n+1 < len(w.starts) && int(w.starts[n+1]) <= at {
			n++
		}
		set[n] = true
		if n+1 == len(w.starts) {
			return set
		}
		at = int(w.starts[n+1])
	}
}
