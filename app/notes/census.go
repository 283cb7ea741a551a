package notes

import (
	"math/bits"

	"starling/app/story"
)

// census counts what labels there are in a part of the notes. One word such as
// "Background" or "Action" stands above much that is no story; several do not.
type census struct {
	// strong and weak are the sections that are named: by their own names, or by
	// words that may mean something else. formal are those of either that stand
	// in bold or as headings.
	strong, weak, formal, letters sections
	// script tells that there is a full script.
	script bool
}

// sections is a set of sections.
type sections uint8

func bitOf(n story.SectionName) sections {
	for i, name := range story.SectionNames() {
		if n == name {
			return 1 << i
		}
	}
	return 0
}

func (s sections) count() int { return bits.OnesCount8(uint8(s)) }

// star tells whether what was counted is told in STAR form.
func (c census) star() bool {
	const situation, told = sections(1), sections(1 | 2 | 4 | 8)
	named := c.strong
	if c.spelled() {
		named |= c.letters
	}
	all := named | c.weak
	switch {
	case c.script, named&situation != 0:
		return true
	case all&told == 0:
		return false
	case named&told != 0:
		return all.count() >= 2
	}
	return all.count() >= 3
}

// spelled tells whether single letters are labels: one alone may be anything.
func (c census) spelled() bool { return c.letters.count() >= 2 }

// plainly tells whether the labels stand in no markup, so that weak words in
// plain text are labels as well.
func (c census) plainly() bool { return c.formal.count() < 2 }

func (c *census) add(l label, formal bool) {
	if l.role == roleScript {
		c.script = true
	}
	if l.role != roleSection {
		return
	}
	s := bitOf(l.section) | bitOf(l.both)
	switch {
	case l.letter:
		c.letters |= s
	case l.weak:
		c.weak |= s
	default:
		c.strong |= s
	}
	if formal {
		c.formal |= s
	}
}

// count goes through blocks, and what stands below them.
func (c *census) count(blocks []block) {
	for _, b := range blocks {
		switch b.kind {
		case heading:
			if l, ok := headingLabel(b); ok {
				c.add(l, true)
			}
		case prose:
			for _, l := range b.lines {
				if lab, _, ok := cutLabel(l); ok {
					c.add(lab, lab.bold)
				}
			}
		case list:
			for _, it := range b.items {
				if len(it.lines) > 0 {
					if lab, _, ok := cutLabel(it.lines[0]); ok {
						c.add(lab, lab.bold)
					}
				}
				c.count(it.kids)
			}
		case table:
			for _, story := range starTable(b) {
				c.count(story)
			}
		}
	}
}

// countOwn goes through blocks, but not through what stands below items that
// are no labels themselves.
func (c *census) countOwn(blocks []block) {
	for _, b := range blocks {
		if b.kind != list {
			c.count([]block{b})
			continue
		}
		own := b
		own.items = nil
		for _, it := range b.items {
			if len(it.lines) > 0 && isLabel(it.lines[0]) {
				own.items = append(own.items, it)
			}
		}
		c.count([]block{own})
	}
}

// headingLabel reads a heading that is a label. What a colon parts from the
// label must be another word for it.
func headingLabel(b block) (label, bool) {
	if len(b.lines) == 0 {
		return label{}, false
	}
	l, ok := parseLabel(b.lines[0].text)
	l.bold = true
	return l, ok && (!l.letter || b.level > 1)
}
