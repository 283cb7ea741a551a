package notes

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"starling/app/story"
)

// Read reads what a file of notes holds. It fails only where the bytes are no
// text; name stands in the reports, and gives a title to a story without one.
func Read(name string, data []byte) (Found, error) {
	return read(context.Background(), name, data)
}

func read(ctx context.Context, name string, data []byte) (Found, error) {
	text, err := decode(data)
	if err != nil {
		return Found{File: name}, err
	}
	front, text := frontMatter(text)
	blocks, err := newPage(text).blocks(ctx)
	if err != nil {
		return Found{File: name}, err
	}
	r := newReader(name)
	root := outline(blocks)
	r.numbers(root)
	r.entry(root, scope{file: saysQuestions(titleOfFile(name))})
	r.front(front)
	r.seal()
	r.end()
	return r.Found, nil
}

// reader makes a Found of the entries of one file.
type reader struct {
	Found
	numbered   map[int]bool    // the levels of headings that are numbered questions
	categories map[string]int  // by folded name
	asked      map[string]bool // folded texts of the questions found
	named      map[string]bool // headings that have become categories, or stand in the notes of stories
	open       []openPlace
	tables     []int    // the lines of tables that were passed over
	loosely    []string // the text of the last report, which is of text that is unplaced
}

func newReader(file string) *reader {
	return &reader{Found: Found{File: file}, categories: make(map[string]int), asked: make(map[string]bool), named: make(map[string]bool)}
}

// openPlace is a place to fill in that nobody has filled in.
type openPlace struct {
	line int
	text string
}

// scope is what the headings above an entry say of it.
type scope struct {
	category  string   // the nearest heading that may be a category of questions
	lettered  bool     // it began with a letter
	questions bool     // a heading above speaks of questions
	file      bool     // the file's name does
	stories   bool     // a heading above speaks of stories, or there are some beside
	guide     bool     // a heading above says that these are instructions
	asked     string   // the question that these are answers to
	askedIn   string   // and its category
	under     []string // headings above that say something of what is below
	sample    string   // the word that says that this is only an example
}

// report notes something for the person.
func (r *reader) report(kind Kind, line int, text, content string) {
	r.close()
	r.Reports = append(r.Reports, Report{File: r.File, Line: line, Kind: kind, Text: text, Content: content})
}

// unplaced notes text that belongs nowhere. What follows right upon it becomes
// part of the same report.
func (r *reader) unplaced(blocks []block) {
	for _, b := range blocks {
		switch b.kind {
		case rule:
			continue
		case comment:
			r.comment(b)
			continue
		case table:
			r.tables = append(r.tables, b.line)
			continue
		}
		text := r.loose([]block{b})
		if text == "" {
			continue
		}
		if r.loosely == nil {
			r.report(Unplaced, b.line, "", "")
		}
		r.loosely = append(r.loosely, text)
	}
}

// close writes the report of text that is unplaced.
func (r *reader) close() {
	if r.loosely == nil {
		return
	}
	last := &r.Reports[len(r.Reports)-1]
	last.Content = strings.Join(r.loosely, "\n\n")
	last.Text = "belongs to no story: " + quoted(last.Content)
	r.loosely = nil
}

func (r *reader) comment(b block) {
	if r == nil || strings.TrimSpace(b.text) == "" {
		return
	}
	r.report(Skipped, b.line, "a comment is passed over: "+quoted(b.text), strings.TrimSpace(b.text))
}

// comments tells of the comments among blocks of which nothing else is kept.
func (r *reader) comments(blocks []block) {
	for _, b := range blocks {
		if b.kind == comment {
			r.comment(b)
		}
		for _, it := range b.items {
			r.comments(it.kids)
		}
	}
}

// real gives a text without the brackets around it; empty where it is a place
// to fill in, which is counted.
func (r *reader) real(line int, s string) string {
	text, empty := unbracket(s)
	if !empty {
		return text
	}
	if r != nil && strings.TrimSpace(s) != "" {
		r.open = append(r.open, openPlace{line, strings.TrimSpace(s)})
	}
	return ""
}

// realLines gives the lines of a paragraph without those that only are places
// to fill in.
func (r *reader) realLines(lines []line) []line {
	if len(lines) < 2 {
		return lines
	}
	var kept []line
	for _, l := range lines {
		if _, empty := unbracket(l.text); !empty || l.text[0] != '[' {
			kept = append(kept, l)
			continue
		}
		r.real(l.no, l.text)
	}
	return kept
}

// realTag gives a tag; empty where a template only says that a tag goes there.
func (r *reader) realTag(line int, tag string) string {
	m, known := meaningOf(key(tag))
	open := known && m.role == roleTags
	for w := range strings.FieldsSeq(key(tag)) {
		open = open || yourWords()[w]
	}
	if open || blank(tag) {
		r.open = append(r.open, openPlace{line, tag})
		return ""
	}
	return tag
}

// entry reads an entry and what stands below it.
func (r *reader) entry(e *entry, s scope) {
	r.close()
	guide := e.head != nil && !e.marked && isGuide(e.title)
	switch {
	case e.head != nil && (guide || s.guide) && !r.told(e, s):
		r.guide(e, s)
	case e.census.star() && !e.listsQuestions(s):
		r.story(e, s)
	case e.head != nil && !e.listsQuestions(s) && r.isQuestion(e, s):
		r.question(e, s)
	case e.head == nil || len(e.kids) > 0:
		r.group(e, s)
	default:
		r.leaf(e, s)
	}
}

// listsQuestions tells whether an entry is a category with its questions in a
// list, and what is told in STAR form stands below them.
func (e *entry) listsQuestions(s scope) bool {
	if !e.census.star() || !e.lettered && !s.questions && !saysQuestions(e.title) {
		return false
	}
	var own census
	own.countOwn(e.blocks)
	return !own.star()
}

// told tells whether a story is told in an entry under a heading that speaks of
// a template or the like all the same.
func (r *reader) told(e *entry, s scope) bool {
	if !e.census.star() {
		return false
	}
	trial := newReader(r.File)
	return len(trial.tell(e, s)) > 0
}

// guide passes over instructions, templates and overviews.
func (r *reader) guide(e *entry, s scope) {
	name, what := quoted(e.title), "instructions, no story: "
	if isTemplate(e.title) {
		what = "a template, no story: "
	}
	fenced := slices.ContainsFunc(e.blocks, func(b block) bool { return b.kind == code && !b.indented })
	var rest []block
	for _, b := range e.blocks {
		switch {
		case b.kind == table:
			r.tables = append(r.tables, b.line)
		case b.kind == comment:
			r.comment(b)
		case b.kind != rule:
			rest = append(rest, b)
		}
	}
	switch {
	case len(rest) == 0 && !e.census.star():
		if !isGuide(e.title) {
			r.heading(e)
		}
	default:
		line := e.line
		if fenced && len(rest) == 1 {
			line, what = rest[0].line, "a template in a fence, no story: "
		}
		r.report(Skipped, line, what+name, strings.TrimSpace(plain(e.head.lines)+"\n"+looseText(rest)))
	}
	s.guide = true
	r.all(e.kids, s)
}

func (r *reader) all(entries []*entry, s scope) {
	s.stories = s.stories || slices.ContainsFunc(entries, func(e *entry) bool { return e.marked || e.census.star() && !r.isQuestion(e, s) })
	for _, e := range entries {
		r.entry(e, s)
	}
}

// group reads an entry that only holds others: a category, the whole file.
func (r *reader) group(e *entry, s scope) {
	blocks := r.fences(e, s)
	if e.head != nil {
		s = s.below(e)
	}
	blocks = r.asks(blocks, s)
	titled := e.head == nil || isGroup(e.title)
	if !titled && !nothing(blocks) {
		titled = true
		blocks = append([]block{{kind: prose, line: e.line, lines: e.head.lines}}, blocks...)
	}
	r.unplaced(blocks)
	r.all(e.kids, s)
	if !titled && !r.named[e.category()] {
		r.heading(e)
	}
}

// heading tells of a heading below which there is nothing to import.
func (r *reader) heading(e *entry) {
	if e.title != "" && r.real(e.line, plain(e.head.lines)) != "" {
		r.report(Skipped, e.line, "nothing to import stands below "+quoted(e.title), plain(e.head.lines))
	}
}

// below gives what holds below a heading.
func (s scope) below(e *entry) scope {
	s.under = slices.Clone(s.under)
	if name, empty := unbracket(e.category()); !empty && name != "" && !isGroup(name) {
		s.under = append(s.under, name)
	}
	s.category, s.lettered = e.category(), e.lettered
	s.questions = s.questions || saysQuestions(e.title)
	s.stories = saysStories(e.title) && !saysQuestions(e.title) || s.stories && !e.lettered
	return s
}

// category is the name of a category of questions.
func (e *entry) category() string {
	name := e.name()
	if len(strings.Fields(name)) > 1 {
		name = stripDangling(name)
	}
	name, _ = unbracket(name)
	if len(e.themes) > 0 {
		name = strings.Join(e.themes, ", ") + ": " + name
	}
	return name
}

// leaf reads an entry without others below it that is neither story nor question.
func (r *reader) leaf(e *entry, s scope) {
	stories := len(r.Stories)
	blocks := r.fences(e, s)
	if !e.marked {
		blocks = r.asks(blocks, s.below(e))
	}
	switch {
	case nothing(blocks):
		r.unplaced(blocks) // comments are told of
		switch {
		case len(r.Stories) > stories, len(blocks) < len(e.blocks) && r.named[e.category()]:
		case e.marked:
			r.empty(e.line, e.title, plain(e.head.lines))
		default:
			r.heading(e)
		}
	case e.marked || s.stories:
		e.blocks = blocks
		r.draft(e, s)
	case isScript(blocks):
		e.blocks = blocks
		r.script(e, s)
	default:
		if !isGroup(e.title) {
			blocks = append([]block{{kind: prose, line: e.line, lines: e.head.lines}}, blocks...)
		}
		r.unplaced(blocks)
	}
}

// empty tells of a story with nothing in it.
func (r *reader) empty(line int, title, content string) {
	if title == "" {
		title = "without a title"
	} else {
		title = quoted(title)
	}
	r.report(Skipped, line, "an empty story, "+title+", makes no file", content)
}

// end closes the reports: what was counted is told, in the order of the file.
func (r *reader) end() {
	r.close()
	if len(r.open) > 0 {
		var lines []int
		var texts []string
		for _, o := range r.open {
			lines = append(lines, o.line)
			texts = append(texts, o.text)
		}
		r.report(Skipped, r.open[0].line, fmt.Sprintf("%s passed over (%s)", counted(len(r.open), "place to fill in is", "places to fill in are"), lineList(lines)), strings.Join(texts, "\n"))
	}
	if len(r.tables) > 0 {
		r.report(Skipped, r.tables[0], fmt.Sprintf("%s passed over (%s)", counted(len(r.tables), "table is", "tables are"), lineList(r.tables)), "")
	}
	slices.SortStableFunc(r.Stories, func(a, b Draft) int { return a.Line - b.Line })
	slices.SortStableFunc(r.Reports, func(a, b Report) int { return a.Line - b.Line })
	if len(r.Stories) == 0 && len(r.Questions) == 0 {
		r.Reports = append(r.Reports, Report{File: r.File, Kind: Unplaced,
			Text: "neither a story nor a question was found; write Situation, Task, Action and Result above the parts of a story"})
	}
}

// counted is "1 table is" or "3 tables are".
func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return itoa(n) + " " + many
}

// lineList is "line 3" or "lines 3, 5, 8 and 20 more".
func lineList(lines []int) string {
	const most = 12
	slices.Sort(lines)
	lines = slices.Compact(slices.Clone(lines))
	if len(lines) == 1 {
		return "line " + itoa(lines[0])
	}
	var b strings.Builder
	b.WriteString("lines ")
	for i, l := range lines[:min(most, len(lines))] {
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(itoa(l))
	}
	if more := len(lines) - most; more > 0 {
		b.WriteString(" and " + itoa(more) + " more")
	}
	return b.String()
}

// ask adds a question to its category.
func (r *reader) ask(category, text string) {
	if category == "" {
		category = titleOfFile(r.File)
	}
	if k := key(text); r.asked[k] && k != "" {
		return
	} else if k != "" {
		r.asked[k] = true
	}
	r.named[category] = true
	at, ok := r.categories[fold(category)]
	if !ok {
		at = len(r.Questions)
		r.categories[fold(category)] = at
		r.Questions = append(r.Questions, story.Category{Name: category})
	}
	r.Questions[at].Questions = append(r.Questions[at].Questions, story.Question{Text: text})
}

// titleOfFile makes a title of a file's name.
func titleOfFile(name string) string {
	name = filepath.Base(name)
	if ext := filepath.Ext(name); len(ext) > 1 && len(ext) <= 9 {
		name = strings.TrimSuffix(name, ext)
	}
	name = strings.Join(strings.FieldsFunc(printable(strings.ToValidUTF8(name, " ")), func(r rune) bool { return r == '-' || r == '_' || r == ' ' || r == '.' }), " ")
	if name == "" {
		return "Notes"
	}
	first := []rune(name)
	return strings.ToUpper(string(first[:1])) + string(first[1:])
}
