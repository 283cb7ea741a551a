package notes

import (
	"regexp"
	"strings"

	"starling/app/story"
)

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
	const farthest = 64 // blocks
	if i == 0 || i+1 == len(blocks) || len(blocks[i].lines) != 1 || !readsAsTitle(blocks[i].lines[0]) || !beginsStory(blocks[i+1]) {
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

// readsAsTitle tells whether a line is short, no sentence and no label.
func readsAsTitle(l line) bool {
	const longest = 60 // bytes
	text := strings.TrimSpace(l.text)
	return text != "" && len(text) <= longest && !strings.ContainsAny(text[len(text)-1:], ".,:;!") && !isLabel(l)
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
