package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Library is a folder of stories as it was when it was read. It is not changed
// afterwards: a screen keeps the one that it shows until it is handed the next.
type Library struct {
	// Dir is the folder.
	Dir string
	// Stories are those that can be used, by title.
	Stories []Story
	// Bank is what questions.toml holds.
	Bank Bank
	// Problems are those of all files, by file and place. A story with a
	// problem is not among Stories.
	Problems []Problem

	catalogue *catalogue // nil in a library that was put together by hand
	bankFile  bool       // there is a questions.toml
	bankWrong bool       // and it has a problem
}

// Tag is a tag and the number of stories that have it.
type Tag struct {
	Name  string
	Count int
}

// catalogue is what makes a library quick to ask; it is built once, when the
// library is. Its lists go with Stories, index by index.
type catalogue struct {
	words   words
	indexes [][]uint32
	tags    [][]string // folded
	bySlug  map[string]int
	counts  []Tag
}

// listed is a story and what the catalogue needs of it. The loader keeps it
// while the file does not change.
type listed struct {
	story Story
	index []uint32
	tags  []string // folded
	order string   // the folded title
}

func newListed(s Story, v *vocabulary) *listed {
	l := &listed{story: s, index: v.index(&s), order: fold(s.Title)}
	for _, t := range s.Tags {
		if f := fold(t); !slices.Contains(l.tags, f) {
			l.tags = append(l.tags, f)
		}
	}
	return l
}

// newCatalogue sorts the stories by title and builds what is asked of them.
func newCatalogue(all []*listed, w words) ([]Story, *catalogue) {
	slices.SortFunc(all, func(a, b *listed) int {
		return cmp.Or(strings.Compare(a.order, b.order), strings.Compare(a.story.Slug, b.story.Slug))
	})
	c := &catalogue{
		words:   w,
		indexes: make([][]uint32, len(all)),
		tags:    make([][]string, len(all)),
		bySlug:  make(map[string]int, len(all)),
	}
	stories := make([]Story, len(all))
	for i, l := range all {
		stories[i], c.indexes[i], c.tags[i], c.bySlug[l.story.Slug] = l.story, l.index, l.tags, i
	}
	c.counts = countTags(stories)
	return stories, c
}

// asked gives the library's catalogue, making one for a library that was put
// together by hand.
func (l Library) asked() ([]Story, *catalogue) {
	if l.catalogue != nil {
		return l.Stories, l.catalogue
	}
	v := newVocabulary()
	all := make([]*listed, len(l.Stories))
	for i, s := range l.Stories {
		all[i] = newListed(s, v)
	}
	return newCatalogue(all, v.words())
}

// Find gives the story of that slug.
func (l Library) Find(slug string) (Story, bool) {
	if l.catalogue != nil {
		i, ok := l.catalogue.bySlug[slug]
		if !ok {
			return Story{}, false
		}
		return l.Stories[i], true
	}
	i := slices.IndexFunc(l.Stories, func(s Story) bool { return s.Slug == slug })
	if i < 0 {
		return Story{}, false
	}
	return l.Stories[i], true
}

// Search gives the stories that have the tag, if one is given, and in which
// every word of the text occurs, in whatever part: title, tags, points,
// script, lines, follow-ups, notes, the questions' ids. Case, diacritics and
// the kind of quotation marks make no difference; a part of a word is enough.
// Without text and tag it gives Stories itself: what it gives is not to be
// changed.
func (l Library) Search(text, tag string) []Story {
	stories, c := l.asked()
	tag = fold(strings.TrimSpace(tag))
	var sought [][]bool
	for word := range strings.FieldsSeq(text) {
		set := c.words.with(fold(word))
		if set == nil {
			return nil
		}
		sought = append(sought, set)
	}
	if tag == "" && len(sought) == 0 {
		return slices.Clip(stories)
	}
	hits := make([]int, 0, len(stories))
	for i := range stories {
		if (tag == "" || slices.Contains(c.tags[i], tag)) && hasAll(c.indexes[i], sought) {
			hits = append(hits, i)
		}
	}
	found := make([]Story, len(hits)) // stories are large: each is copied once
	for to, i := range hits {
		found[to] = stories[i]
	}
	return found
}

func hasAll(index []uint32, sought [][]bool) bool {
	for _, set := range sought {
		if !slices.ContainsFunc(index, func(n uint32) bool { return set[n] }) {
			return false
		}
	}
	return true
}

// Tags gives the tags, most used first. Tags that differ in case alone are
// one; it is called what most stories call it.
func (l Library) Tags() []Tag {
	_, c := l.asked()
	return slices.Clip(c.counts)
}

func countTags(stories []Story) []Tag {
	counts := make(map[string]int)
	spellings := make(map[string]map[string]int)
	for _, s := range stories {
		for i, t := range s.Tags {
			f := fold(t)
			if slices.ContainsFunc(s.Tags[:i], func(before string) bool { return fold(before) == f }) {
				continue
			}
			counts[f]++
			if spellings[f] == nil {
				spellings[f] = make(map[string]int)
			}
			spellings[f][t]++
		}
	}
	tags := make([]Tag, 0, len(counts))
	for f, n := range counts {
		best := ""
		for t, uses := range spellings[f] {
			if best == "" || uses > spellings[f][best] || uses == spellings[f][best] && t < best {
				best = t
			}
		}
		tags = append(tags, Tag{best, n})
	}
	slices.SortFunc(tags, func(a, b Tag) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(fold(a.Name), fold(b.Name)))
	})
	return tags
}

// Note is something worth knowing of a story that is no error.
type Note struct {
	Path, Slug string
	Text       string
}

// String gives the note in one line: "conflict.toml: …".
func (n Note) String() string { return n.Path + ": " + n.Text }

// Notes gives what `starling check` says beside the errors: drafts and what
// they lack, and questions that the bank does not have.
func (l Library) Notes() []Note {
	known := make(map[string]bool)
	ids := l.Bank.IDs()
	for _, id := range ids {
		known[id] = true
	}
	var notes []Note
	for _, s := range l.Stories {
		note := func(format string, args ...any) {
			notes = append(notes, Note{s.Path, s.Slug, fmt.Sprintf(format, args...)})
		}
		if missing := s.Missing(); len(missing) > 0 {
			note("a draft: nothing is written yet for %s; it is listed, and can be rehearsed once there is", sections(missing))
		} else if s.MarkedDraft {
			note("a draft, as it says itself: it is listed, and can be rehearsed once draft = true is taken out")
		}
		if s.Lessons.Empty() && s.Lessons.Target > 0 {
			note("lessons has a target and nothing to say: the section is left out")
		}
		if l.bankWrong {
			continue // which questions it should hold is not known
		}
		for _, id := range s.Answers {
			switch near := nearest(id, ids); {
			case known[id]:
			case !l.bankFile && len(ids) == 0:
				note("answers: there is no %s to look %q up in", BankFile, id)
			case near != "":
				note("answers: %s has no question %q; did you mean %q?", BankFile, id, near)
			default:
				note("answers: %s has no question %q", BankFile, id)
			}
		}
	}
	return notes
}

// sections lists sections in a sentence: "Situation, Task and Result".
func sections(names []SectionName) string {
	text := names[0].Title()
	for i, n := range names[1:] {
		if i == len(names)-2 {
			text += " and " + n.Title()
		} else {
			text += ", " + n.Title()
		}
	}
	return text
}
