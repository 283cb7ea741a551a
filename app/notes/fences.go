package notes

import (
	"cmp"
	"slices"
)

// fences reads stories that stand in code fences, and gives the other blocks. A
// template in a fence is told of.
func (r *reader) fences(e *entry, s scope) (rest []block) {
	if !slices.ContainsFunc(e.blocks, block.fenced) {
		return e.blocks
	}
	for _, b := range e.blocks {
		if !b.fenced() {
			rest = append(rest, b)
			continue
		}
		inside, word := sampleIn(b)
		labelled := false // the line above says the same
		if n := len(rest) - 1; n >= 0 && rest[n].kind == prose {
			var above string
			above, labelled = sampleWord(plain(rest[n].lines))
			word = cmp.Or(word, above)
		}
		within := s
		if word != "" {
			within.sample = word
		}
		switch told := r.fence(e, outline(inside), b.line, within); {
		case !told:
			rest = append(rest, b)
		case labelled:
			rest = rest[:len(rest)-1]
		}
	}
	return rest
}

// answersInFences gives a story in a fence to the question right above it, if
// that is the last of a list: people do not indent what belongs to an item.
func (r *reader) answersInFences(blocks []block, s scope) []block {
	if s.asked != "" || !slices.ContainsFunc(blocks, block.fenced) {
		return blocks
	}
	var all []block
	for _, b := range blocks {
		last := len(all) - 1
		if last < 0 || !b.fenced() || all[last].kind != list || !tellsStory(b) || !r.questions(all[last], s) {
			all = append(all, b)
			continue
		}
		items := slices.Clone(all[last].items)
		it := &items[len(items)-1]
		it.kids = append(slices.Clone(it.kids), b)
		all[last].items = items
	}
	return all
}

// tellsStory tells whether a story stands in a fence.
func tellsStory(b block) bool {
	inside, _ := sampleIn(b)
	return outline(inside).holdsStory()
}

// holdsStory tells whether something is told in STAR form, here or below.
func (e *entry) holdsStory() bool {
	return e.census.star() || slices.ContainsFunc(e.kids, (*entry).holdsStory)
}

// fenced tells whether a block is code in a fence.
func (b block) fenced() bool { return b.kind == code && !b.indented }

// sampleIn parses what stands in a fence, and gives the word with which the
// fence or its first line says that this is only an example.
func sampleIn(b block) (inside []block, word string) {
	inside = parseText(b.text, b.line)
	word, _ = sampleWord(b.info)
	if len(inside) == 0 || inside[0].kind != prose {
		return inside, word
	}
	first, ok := sampleWord(inside[0].lines[0].text)
	switch {
	case !ok:
		return inside, word
	case len(inside[0].lines) > 1:
		inside[0].lines = inside[0].lines[1:]
		return inside, first
	}
	return inside[1:], first
}

// fence reads the stories in one fence. It tells whether there were any, or a
// template for such.
func (r *reader) fence(e, inside *entry, line int, s scope) bool {
	found, told := false, false
	var visit func(k *entry)
	visit = func(k *entry) {
		if k.census.star() {
			found = true
			trial := newReader(r.File)
			if len(trial.tell(k, s)) > 0 {
				told = true
				part := *k
				if part.title == "" || s.asked != "" && part.head == nil {
					part.title, part.bare = e.name(), false
				}
				r.add(r.tell(&part, s), s)
			}
		}
		for _, kid := range k.kids {
			visit(kid)
		}
	}
	visit(inside)
	if found && !told {
		r.report(Skipped, line, "a template in a fence, no story: "+quoted(firstTitle(inside, e.title)), "")
	}
	return found
}

func firstTitle(e *entry, otherwise string) string {
	if e.title != "" {
		return e.title
	}
	for _, k := range e.kids {
		if title := firstTitle(k, ""); title != "" {
			return title
		}
	}
	return otherwise
}
