package notes

import (
	"slices"
	"strings"
)

// isQuestion tells whether the heading of an entry is a question.
func (r *reader) isQuestion(e *entry, s scope) bool {
	star := e.census.star()
	switch {
	case e.title == "":
		return false
	case isQuestion(e.name()):
		return true
	case e.marked, s.asked != "", len(e.kids) > 0 && !star: // a heading above others is a category
		return false
	case s.lettered, e.lettered:
		return s.lettered
	case s.questions || s.file && !star:
		return !isGuide(e.title) && !isGroup(e.title) && !holdsQuestions(e.blocks)
	}
	under := e.parent != nil && saysStories(e.parent.title)
	return e.number > 0 && r.numbered[e.level] && !under
}

// holdsQuestions tells whether a list of questions stands among the blocks.
func holdsQuestions(blocks []block) bool {
	for _, b := range blocks {
		if b.kind == list && (b.ordered || asking(b)) {
			return true
		}
	}
	return false
}

// asking tells whether at least half of the items of a list are questions.
func asking(l block) bool {
	n := 0
	for _, it := range l.items {
		if isQuestion(stripNumber(stripMarks(plain(it.lines)))) {
			n++
		}
	}
	return n > 0 && n*2 >= len(l.items)
}

// numbers finds the levels of headings most of which are numbered, and fewer
// than half told in STAR form: those are questions with notes to them, some
// with an answer and some without.
func (r *reader) numbers(root *entry) {
	type tally struct{ all, numbers, stories int }
	levels := make(map[int]*tally)
	var visit func(e *entry)
	visit = func(e *entry) {
		if e.head != nil {
			if levels[e.level] == nil {
				levels[e.level] = &tally{}
			}
			l := levels[e.level]
			l.all++
			if e.number > 0 {
				l.numbers++
			}
			if e.census.star() || e.marked {
				l.stories++
			}
		}
		for _, k := range e.kids {
			visit(k)
		}
	}
	visit(root)
	r.numbered = make(map[int]bool)
	for level, l := range levels {
		r.numbered[level] = l.numbers > 1 && l.numbers*2 > l.all && l.stories*2 < l.all
	}
}

// question reads a question and the answers below it.
func (r *reader) question(e *entry, s scope) {
	text := r.questionText(e)
	if text == "" {
		r.group(e, s)
		return
	}
	s.category = e.theme(s.category)
	r.ask(s.category, text)
	s.asked, s.askedIn = text, s.category
	blocks := r.fences(e, s)
	r.answers(e, blocks, s)
	r.all(e.kids, s)
}

// theme is the category of a question: what stands in brackets before it, or
// the one that the headings above give.
func (e *entry) theme(category string) string {
	if len(e.themes) > 0 {
		return strings.Join(e.themes, ", ")
	}
	return category
}

// questionText is the question without what only counts or adorns it.
func (r *reader) questionText(e *entry) string {
	text := r.real(e.line, e.name())
	return flat(stripQuotes(text))
}

// answers makes drafts of what is noted to a question. Bullets that say
// "story-1" and the like part one story from the next.
func (r *reader) answers(e *entry, blocks []block, s scope) {
	if nothing(blocks) {
		r.unplaced(blocks) // comments are told of
		return
	}
	groups := storyGroups(withoutAnswer(blocks))
	titled := false // some story has the question's own title
	for _, g := range groups {
		if g.name != "" && g.empty {
			r.empty(g.line, g.name, "")
			r.comments(g.blocks)
			continue
		}
		if nothing(g.blocks) {
			r.unplaced(g.blocks)
			continue
		}
		part := &entry{head: e.head, level: e.level, line: e.line, title: e.title, number: e.number, bare: e.bare, place: e.place, blocks: g.blocks}
		if g.name != "" {
			part.line = g.line
		}
		part.census.count(g.blocks)
		switch {
		case g.title != "":
			part.title, part.bare = g.title, false
		case titled && g.name != "":
			part.title, part.bare = e.name()+" ("+g.name+")", false
		default:
			titled = true
		}
		switch {
		case part.census.star():
			r.add(r.tell(part, s), s)
		case isScript(g.blocks):
			r.script(part, s)
		default:
			r.draft(part, s)
		}
	}
}

// withoutAnswer takes the label of an answer off the first line: "A: …".
func withoutAnswer(blocks []block) []block {
	var all census
	if all.count(blocks); all.star() || blocks[0].kind != prose || len(blocks[0].lines) == 0 {
		return blocks
	}
	first := blocks[0]
	l, rest, ok := cutLabel(first.lines[0])
	answer := l.role == roleAnswer || l.letter && l.name == "A"
	if !ok || !answer {
		return blocks
	}
	first.lines = slices.Clone(first.lines)
	first.lines[0].text, first.lines[0].lead = rest, 0
	return append([]block{first}, blocks[1:]...)
}

// storyGroup is what is noted to one story of several.
type storyGroup struct {
	name   string // "story-1"; empty where nothing parts the stories
	title  string // what stands behind it: "story-1: The lift"
	line   int
	empty  bool
	blocks []block
}

// storyGroups parts blocks where an item of a list, or a line of its own, names
// a story and no more.
func storyGroups(blocks []block) []storyGroup {
	groups := []storyGroup{{}}
	for _, b := range blocks {
		if name, title, after, ok := b.namesStory(); ok {
			groups = append(groups, storyGroup{name: name, title: title, line: b.line})
			if b = after; len(b.lines) == 0 {
				continue
			}
		}
		if b.kind != list {
			groups[len(groups)-1].blocks = append(groups[len(groups)-1].blocks, b)
			continue
		}
		rest := b
		rest.items = nil
		flush := func() {
			if len(rest.items) > 0 {
				last := &groups[len(groups)-1]
				last.blocks = append(last.blocks, rest)
				rest.items = nil
			}
		}
		for _, it := range b.items {
			name := strings.TrimRight(plain(it.lines), " :")
			if m := titledStory.FindStringSubmatch(name); m != nil {
				flush()
				groups = append(groups, storyGroup{name: name, title: m[1], line: it.line})
			} else if onlyStory.MatchString(name) {
				flush()
				groups = append(groups, storyGroup{name: name, line: it.line})
			}
			rest.items = append(rest.items, it)
		}
		flush()
	}
	for i := range groups {
		g := &groups[i]
		g.empty = g.name != "" && (nothing(g.blocks) || onlyName(g.blocks, g.name))
	}
	return groups
}

// namesStory reads a paragraph whose first line names a story and says no more:
// "story-1:". after is what stands below it in the same paragraph.
func (b block) namesStory() (name, title string, after block, ok bool) {
	if b.kind != prose || len(b.lines) == 0 {
		return "", "", b, false
	}
	name = strings.TrimRight(stripMarks(b.lines[0].text), " :")
	if m := titledStory.FindStringSubmatch(name); m != nil {
		title = m[1]
	} else if !onlyStory.MatchString(name) {
		return "", "", b, false
	}
	after = b
	if after.lines = b.lines[1:]; len(after.lines) > 0 {
		after.line = after.lines[0].no
	}
	return name, title, after, true
}

// onlyName tells whether blocks hold nothing but the name of a story.
func onlyName(blocks []block, name string) bool {
	return strings.TrimSpace(strings.TrimLeft(looseText(blocks), "–0123456789. ")) == strings.TrimSpace(name) ||
		key(looseText(blocks)) == key(name)
}

// asks takes the questions out of lists that hold such, and gives what is left.
func (r *reader) asks(blocks []block, s scope) (rest []block) {
	for _, b := range blocks {
		if b.kind != list || s.asked != "" || !r.questions(b, s) {
			rest = append(rest, b)
			continue
		}
		for _, it := range b.items {
			r.askItem(it, s)
		}
	}
	return rest
}

// questions tells whether the items of a list are questions: because a heading
// says so, or because most of them read so.
func (r *reader) questions(l block, s scope) bool {
	for _, it := range l.items {
		if onlyStory.MatchString(plain(it.lines)) {
			return false
		}
	}
	if s.questions || s.lettered || s.file && !s.stories {
		return true
	}
	return asking(l)
}

// askItem makes a question of an item, and an answer of what stands below it.
func (r *reader) askItem(it item, s scope) {
	e := newEntry(block{kind: heading, line: it.line, level: 7, lines: []line{{no: it.line, text: plain(it.lines)}}})
	e.bare = false
	e.blocks = it.kids
	e.census.count(it.kids)
	text := r.questionText(e)
	switch {
	case text == "" && nothing(it.kids):
	case text == "":
		r.unplaced(it.kids)
	default:
		s.category = e.theme(s.category)
		r.ask(s.category, text)
		s.asked, s.askedIn = text, s.category
		r.answers(e, r.fences(e, s), s)
	}
}
