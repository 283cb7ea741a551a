package notes

import (
	"regexp"
	"strings"

	"starling/app/story"
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

// withBoldHeadings makes headings of lines that serve as one: a question in
// bold or with a number, or the title right above a story's first label.
func withBoldHeadings(blocks []block) []block {
	var f headingFinder
	first := 0
	for first < len(blocks) && !f.serves(blocks, first) {
		first++
	}
	if first == len(blocks) {
		return blocks // as it is with most notes
	}
	all := append(make([]block, 0, len(blocks)+1), blocks[:first]...)
	for i := first; i < len(blocks); i++ {
		b := blocks[i]
		if i > first && !f.serves(blocks, i) {
			all = append(all, b)
			continue
		}
		if b.kind == list {
			it := b.items[0]
			all = append(all, block{kind: heading, line: it.line, level: 7, lines: []line{{no: it.line, text: plain(it.lines)}}})
			continue
		}
		head, rest := b, b
		head.kind, head.level, head.lines = heading, 7, b.lines[:1]
		all = append(all, head)
		if rest.lines = b.lines[1:]; len(rest.lines) > 0 {
			rest.line = rest.lines[0].no
			all = append(all, rest)
		}
	}
	return all
}

// headingFinder goes through blocks and finds lines that serve as headings.
type headingFinder struct {
	asked int // the number of the last question in bold; 0 for none below the heading
	steps int // that of the last line in bold that is counted and no heading: "1. First step"
}

// serves tells whether a block begins with a line that serves as a heading. It
// is asked of one block after the other.
func (f *headingFinder) serves(blocks []block, i int) bool {
	b, after := blocks[i], blocks[i+1:]
	switch {
	case b.kind == heading:
		*f = headingFinder{}
	case b.kind == list:
		return asksAlone(b, after)
	case b.kind == prose && len(b.lines) > 0:
		title := isTitleLine(b.lines, after)
		if b.lines[0].bold() {
			return f.counts(b.lines[0], title)
		}
		return title || isPlainTitle(blocks, i)
	}
	return false
}

// counts follows the numbers of lines in bold: whoever has written one question
// so has written the next one so, whatever its words are.
func (f *headingFinder) counts(l line, title bool) bool {
	n, bare := number(stripMarks(l.text))
	switch {
	case n == 0 || bare:
		return title
	case title, f.steps == 0 && f.asked > 0 && n == f.asked+1:
		f.asked, f.steps = n, 0
		return true
	}
	f.steps = n
	return false
}

// isPlainTitle tells whether a line by itself is the title of the next story in
// notes without any markup: it stands between the end of one and the Situation
// of another.
func isPlainTitle(blocks []block, i int) bool {
	const longest, farthest = 60, 64 // bytes, blocks
	b := blocks[i]
	if i == 0 || i+1 == len(blocks) || len(b.lines) != 1 || len(b.lines[0].text) > longest {
		return false
	}
	text := strings.TrimSpace(b.lines[0].text)
	if text == "" || strings.ContainsAny(text[len(text)-1:], ".,:;!") || !beginsStory(blocks[i+1]) || isLabel(b.lines[0]) {
		return false
	}
	if above := blocks[i-1]; above.kind == prose && len(above.lines) > 0 {
		if l, rest, ok := cutLabel(above.lines[len(above.lines)-1]); ok && l.role == roleSection && rest == "" {
			return false // it is what the label stands above
		}
	}
	var before census
	for j := i - 1; j >= max(0, i-farthest) && blocks[j].kind != heading; j-- {
		if before.count(blocks[j : j+1]); (before.strong|before.letters)&bitOf(story.Result) != 0 {
			return true
		}
	}
	return false
}

// asksAlone tells whether a list is one question, and its answer stands below.
func asksAlone(l block, after []block) bool {
	return l.ordered && len(l.items) == 1 && len(l.items[0].kids) == 0 && isQuestion(plain(l.items[0].lines)) &&
		len(after) > 0 && (after[0].kind == prose || after[0].kind == list && !after[0].ordered)
}

// isTitleLine tells whether the first of some lines serves as a heading.
func isTitleLine(lines []line, after []block) bool {
	first := lines[0]
	if !first.bold() && !countedQuestion.MatchString(first.text) {
		return false
	}
	if isQuestion(stripNumber(stripMarks(first.text))) {
		return true
	}
	if !first.bold() || isLabel(first) {
		return false
	}
	if len(lines) > 1 {
		return beginsStory(block{kind: prose, lines: lines[1:]})
	}
	return len(after) > 0 && beginsStory(after[0])
}

// bold tells whether the whole line is in bold or italics, but for a mark at
// its end: "**2. A conflict** ✅".
func (l line) bold() bool { return l.lead > 0 && stripMarks(l.text[min(l.lead, len(l.text)):]) == "" }

var countedQuestion = regexp.MustCompile(`^(?i:question|frage|pregunta|domanda|pergunta|q)\s*#?\d{1,3}\b`)

// beginsStory tells whether a block begins with the label of a Situation.
func beginsStory(b block) bool {
	var first line
	switch {
	case b.kind == prose && len(b.lines) > 0:
		first = b.lines[0]
	case b.kind == list && len(b.items) > 0 && len(b.items[0].lines) > 0:
		first = b.items[0].lines[0]
	default:
		return false
	}
	l, _, ok := cutLabel(first)
	return ok && l.role == roleSection && bitOf(l.section) == 1 && (!l.weak || l.bold)
}
