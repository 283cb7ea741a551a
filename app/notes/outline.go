package notes

import (
	"regexp"
	"strings"
)

// An entry is what stands under one heading that is no label: a story, a
// question with its answer, a category, or whatever else. The first one has no
// heading: it holds what stands above the first.
type entry struct {
	head   *block
	level  int
	line   int
	title  string // the heading without marks, numbers and the like
	blocks []block
	parent *entry
	kids   []*entry

	census   census
	labelled int      // the level of the headings among the blocks that are labels of sections
	themes   []string // what stood in square brackets before the title
	marked   bool     // the heading says that it is a story: "Story #2: …", "[Theme] …"
	lettered bool     // it began with the letter of a category: "A. …"
	number   int      // what it began with; 0 for none
	bare     bool     // the number had no dot: it may be part of the title
	place    int      // which of its parent's it is, from 1
}

var (
	storyPattern = regexp.MustCompile(`^(?i:(?:flash[ -]?)?cards?|star[ -]stor(?:y|ies)|stor(?:y|ies)|star|geschichte|karteikarte|lernkarte|histoire|fiche|historia|tarjeta|storia|scheda|beispiel|example|exemple|ejemplo|esempio|exemplo|anecdote)` +
		`\s*(?:(?:(?i:#|no\.?|nr\.?|n°|nº))?\s*(?:[0-9]{1,4}|[A-Z]))?\s*(?:[:.)–—]|-\s)\s*(\S.*)?$`)
	onlyStory    = regexp.MustCompile(`^(?i:story|star story|geschichte|histoire|historia|storia|example|beispiel|exemple|ejemplo|answer|antwort|version|option|variant|variante)\s*[-_#]?\s*(?:#|no\.?|nr\.?)?\s*(?:[0-9]{1,3}|[A-Z])$`)
	titledStory  = regexp.MustCompile(`^(?i:story|geschichte|histoire|historia|storia|example|beispiel|exemple|ejemplo|answer|antwort)\s*[-_#]?\s*[0-9]{1,3}\s*(?:[:.)–—]|\s-)\s+(\S.*)$`)
	themePattern = regexp.MustCompile(`^\[([^\[\]]+)\]\s*[:–—-]?\s*(\S.*)$`)
)

// newEntry makes an entry of a heading.
func newEntry(b block) *entry {
	e := &entry{head: &b, level: b.level, line: b.line}
	s := stripMarks(b.lines[0].text)
	if n, bare := number(s); n > 0 {
		e.number, e.bare = n, bare
		s = stripNumber(s)
	} else if asked := stripNumber(s); asked != s {
		s = asked
	} else if rest, lettered := stripLetter(s); lettered {
		s, e.lettered = rest, true
	}
	s = stripMarks(s)
	if m := storyPattern.FindStringSubmatch(s); m != nil {
		e.marked = true
		s = m[1]
		if e.lettered = false; s == "" {
			s = strings.TrimRight(m[0], " :.–—-")
		}
	} else if m := titledStory.FindStringSubmatch(s); m != nil {
		e.marked, s = true, m[1]
	} else if onlyStory.MatchString(s) {
		e.marked = true
	}
	for { // "[Teaching] [Calm] The rescue"
		m := themePattern.FindStringSubmatch(s)
		if m == nil || isNumber(m[1]) || key(m[1]) == "x" {
			break
		}
		e.marked = true
		e.themes, s = append(e.themes, splitTags(m[1])...), m[2]
	}
	e.title = strings.TrimSpace(strings.TrimRight(stripMarks(s), " :"))
	return e
}

func isNumber(s string) bool { return strings.Trim(s, "0123456789 #") == "" }

// name is the title, without a number that only counts.
func (e *entry) name() string {
	if e.bare && e.number == e.place {
		return strings.TrimSpace(barePattern.ReplaceAllString(e.title, ""))
	}
	return e.title
}

// outline makes entries of the blocks of a page. Headings that are labels
// belong to the entry that they stand in.
func outline(blocks []block) *entry {
	root := &entry{}
	open := []*entry{root}
	blocks = withBoldHeadings(blocks)
	for i, b := range blocks {
		here := open[len(open)-1]
		if b.kind != heading {
			here.add(blocks, i)
			continue
		}
		if l, ok := headingLabel(b); ok && labels(l, b, blocks[i+1:], here, open) {
			at := owner(open, b.level)
			if here = open[at]; at < len(open)-1 {
				here.absorb()
			}
			open = open[:at+1]
			here.add(blocks, i)
			if l.role == roleSection {
				here.labelled = b.level
			}
			continue
		}
		for len(open) > 1 && open[len(open)-1].level >= b.level {
			open = open[:len(open)-1]
		}
		e := newEntry(b)
		e.parent = open[len(open)-1]
		e.parent.kids = append(e.parent.kids, e)
		e.place = len(e.parent.kids)
		open = append(open, e)
	}
	root.settle()
	return root
}

// labels tells whether a heading that could be a label is one here. "Results"
// may be a category of questions, and "Notes" be anything where no story is told.
func labels(l label, b block, after []block, here *entry, open []*entry) bool {
	for _, next := range after {
		if next.kind != heading {
			continue
		}
		if next.level <= b.level {
			break
		}
		if _, ok := headingLabel(next); ok {
			continue
		}
		if e := newEntry(next); e.marked || e.number > 0 || isQuestion(e.title) {
			return false
		}
	}
	if l.role == roleSection || l.role == rolePolished || l.role == roleScript {
		return true
	}
	return here.census.star() || open[owner(open, b.level)].labelled == b.level
}

// owner gives which of the open entries a label of a level belongs to. It is
// the last, unless one above it has its labels on that level: then what stands
// between them is a part of that story as well.
func owner(open []*entry, level int) int {
	last := len(open) - 1
	for i := last - 1; i >= 0; i-- {
		if open[i].level < level && open[i].labelled == level && open[i].whole() {
			return i
		}
	}
	return last
}

// whole tells whether nothing below an entry is a story or a question by itself.
func (e *entry) whole() bool {
	for _, k := range e.kids {
		if k.marked || k.number > 0 || k.lettered || k.census.star() || isQuestion(k.title) || !k.whole() {
			return false
		}
	}
	return true
}

// add gives the entry the next of all blocks. Those that follow each other are
// not copied.
func (e *entry) add(all []block, i int) {
	first := i - len(e.blocks)
	if len(e.blocks) == 0 || first >= 0 && &all[first] == &e.blocks[0] {
		e.blocks = all[first : i+1 : i+1]
	} else {
		e.blocks = append(e.blocks, all[i])
	}
	e.census.count(all[i : i+1])
}

// absorb makes the entries below this one a part of it.
func (e *entry) absorb() {
	for _, k := range e.kids {
		k.absorb()
		e.take(k)
	}
	e.kids = nil
}

// take gives the entry what another has.
func (e *entry) take(k *entry) {
	e.blocks = append(append(e.blocks, *k.head), k.blocks...)
	e.census.strong |= k.census.strong
	e.census.weak |= k.census.weak
	e.census.formal |= k.census.formal
	e.census.letters |= k.census.letters
	e.census.script = e.census.script || k.census.script
}

// settle gives a story what stands below it under headings of its own and is
// no story, question or guide.
func (e *entry) settle() {
	for _, k := range e.kids {
		k.settle()
	}
	if !e.census.star() {
		return
	}
	var kept []*entry
	for _, k := range e.kids {
		if len(k.kids) > 0 || k.marked || k.census.star() || k.number > 0 || k.lettered || e.head == nil || isQuestion(k.title) || isGuide(k.title) || nothing(k.blocks) {
			kept = append(kept, k)
			continue
		}
		e.take(k)
	}
	e.kids = kept
}
