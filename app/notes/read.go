package notes

import (
	"context"
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

// entry reads an entry and what stands below it.
func (r *reader) entry(e *entry, s scope) {
	r.close()
	switch {
	case r.isGuide(e, s) && !r.told(e, s):
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

// isGuide tells whether an entry stands below a heading such as "Instructions",
// or is one. What has a letter or a number among questions is none.
func (r *reader) isGuide(e *entry, s scope) bool {
	if e.head == nil || s.guide {
		return s.guide
	}
	asked := e.lettered || s.lettered || e.number > 0 && r.numbered[e.level]
	return !e.marked && !asked && isGuide(e.title)
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
	fenced := slices.ContainsFunc(e.blocks, block.fenced)
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
	// Where those that are told bear no mark, another may be one without labels.
	s.stories = s.stories || slices.ContainsFunc(entries, func(e *entry) bool { return !e.marked && e.census.star() && !r.isQuestion(e, s) })
	for _, e := range entries {
		r.entry(e, s)
	}
}

// group reads an entry that only holds others: a category, the whole file.
func (r *reader) group(e *entry, s scope) {
	e.blocks = r.answersInFences(e.blocks, s.within(e))
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

// within is what holds for what stands in an entry itself.
func (s scope) within(e *entry) scope {
	if e.head == nil {
		return s
	}
	return s.below(e)
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
	if !e.marked {
		e.blocks = r.answersInFences(e.blocks, s.within(e))
	}
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
	case isScript(blocks):
		e.blocks = blocks
		r.script(e, s)
	case e.marked || s.stories && !isGroup(e.title):
		e.blocks = blocks
		r.draft(e, s)
	default:
		if !isGroup(e.title) {
			blocks = append([]block{{kind: prose, line: e.line, lines: e.head.lines}}, blocks...)
		}
		r.unplaced(blocks)
	}
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
