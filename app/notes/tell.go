package notes

import (
	"strings"
	"time"

	"starling/app/story"
)

// teller makes stories of the blocks of one entry.
type teller struct {
	r       *reader
	census  census
	title   string
	line    int
	stories []*draft
	into    place
	next    kind // of the block after this one
	asked   bool // a label for a question has come
	// headless tells that there is no heading, and the first line may be one.
	headless bool
}

// place is where the text that comes belongs.
type place struct {
	role    role
	section story.SectionName
	field   string // the name of the label, for a field
	level   int    // of the heading that said so; 0 where it was none
	inline  bool   // the label stood before its text, on the same line
	script  bool   // within the full script
}

// draft is a story that is being told.
type draft struct {
	Draft
	titled bool
	prose  map[story.SectionName][]string // the paragraphs of each section
	script []string                       // those of the full script
	told   map[story.SectionName][]string // those of it that say themselves where they belong
	tagged map[string]bool                // the tags, folded
	notes  []note
	loose  bool     // something was told that has no section
	checks []string // what a person should look at
}

// note is a part of a story's notes. Fields stand on lines right below each other.
type note struct {
	text  string
	field bool
}

// tell reads the stories of an entry.
func (r *reader) tell(e *entry, s scope) []*draft {
	title, empty := unbracket(e.name())
	if empty {
		if title != "" {
			r.real(e.line, title)
		}
		title = ""
	}
	t := &teller{r: r, census: e.census, title: title, line: max(e.line, 1), headless: e.head == nil && s.asked == ""}
	t.start()
	if d := t.cur(); len(e.themes) > 0 {
		for _, theme := range e.themes {
			d.tag(r.realTag(e.line, theme))
		}
	}
	if e.head == nil && len(e.blocks) > 0 {
		t.cur().Line = e.blocks[0].line
	}
	t.blocks(e.blocks)
	t.turn(place{})
	var told []*draft
	for _, d := range t.stories {
		if d.empty() {
			if e.head != nil || d.rest(e) != "" {
				r.emptyDraft(d, e, s)
			}
			continue
		}
		told = append(told, d)
	}
	return told
}

// emptyDraft tells of a story without a text.
func (r *reader) emptyDraft(d *draft, e *entry, s scope) {
	title := d.Story.Title
	if title == "" && e.head != nil {
		title = strings.TrimSpace(stripMarks(plain(e.head.lines)))
	}
	rest := d.rest(e)
	if isTemplate(e.title) || s.guide {
		r.report(Skipped, d.Line, "a template, no story: "+quoted(title), rest)
		return
	}
	r.empty(d.Line, title, rest)
}

// rest is what was noted to a story that is not told.
func (d *draft) rest(e *entry) string {
	var parts []string
	if e.head != nil {
		parts = append(parts, plain(e.head.lines))
	}
	if t := d.Story.Title; t != "" && t != e.title {
		parts = append(parts, t)
	}
	if len(d.Story.Tags) > 0 {
		parts = append(parts, strings.Join(d.Story.Tags, ", "))
	}
	if d.Story.Limit > 0 {
		parts = append(parts, story.FormatDuration(d.Story.Limit))
	}
	parts = append(append(append(parts, d.Questions...), d.Story.Followups...), d.noteText())
	return strings.TrimSpace(strings.Join(parts, "\n"))
}

// turn says where the text that comes belongs. A field that nobody knows and
// that has got no text is kept by its name.
func (t *teller) turn(to place) {
	if was := t.into; was.role == roleField && was.field != "" && !was.inline {
		if _, known := meaningOf(key(was.field)); !known {
			d := t.cur()
			d.notes = append(d.notes, note{was.field, true})
		}
	}
	t.into = to
}

func (t *teller) cur() *draft { return t.stories[len(t.stories)-1] }

// start begins another story.
func (t *teller) start() {
	d := &draft{prose: make(map[story.SectionName][]string), told: make(map[story.SectionName][]string), tagged: make(map[string]bool)}
	d.Story.Title, d.Line = t.title, t.line
	t.stories = append(t.stories, d)
}

// has tells whether something is told in a section.
func (d *draft) has(n story.SectionName) bool {
	return len(d.Story.Section(n).Points) > 0 || len(d.prose[n]) > 0
}

// tag adds a tag that is not there yet; case does not count.
func (d *draft) tag(tag string) {
	if k := fold(tag); tag != "" && !d.tagged[k] {
		d.tagged[k] = true
		d.Story.Tags = append(d.Story.Tags, tag)
	}
}

// empty tells whether nothing is told that a story is made of.
func (d *draft) empty() bool {
	for _, n := range story.SectionNames() {
		if d.has(n) || len(d.told[n]) > 0 {
			return false
		}
	}
	return len(d.script) == 0 && len(d.Story.Polished) == 0 && !d.loose
}

func (t *teller) blocks(bs []block) {
	for i, b := range bs {
		t.next = rule
		if i+1 < len(bs) {
			t.next = bs[i+1].kind
		}
		t.block(b)
	}
}

func (t *teller) block(b block) {
	switch b.kind {
	case heading:
		t.heading(b)
	case prose:
		t.prose(b)
	case list:
		t.list(b)
	case code:
		t.code(b)
	case table:
		t.table(b)
	case comment:
		t.r.comment(b)
	case rule:
		if !t.into.script && t.into.role != rolePolished {
			t.turn(place{})
		}
	}
}

// heading begins a section, a field with the heading's name, or a part of the
// section that it stands in.
func (t *teller) heading(b block) {
	if l, ok := headingLabel(b); ok && (!l.letter || t.census.spelled()) {
		t.label(l, b.line, b.level)
		return
	}
	text := t.r.real(b.line, plain(b.lines))
	if text == "" {
		return
	}
	if t.into.level > 0 && b.level > t.into.level {
		t.text(b.line, text, t.next == list)
		return
	}
	t.turn(place{role: roleField, field: text, level: b.level})
}

// label says where what follows belongs.
func (t *teller) label(l label, line, level int) {
	was := t.into
	inScript := was.script && l.role == roleSection && (level == 0 || level > was.level)
	another := t.another(l, inScript)
	to := place{role: l.role, section: l.section, field: l.name, level: level, script: inScript || l.role == roleScript}
	if inScript {
		to.level = was.level
	}
	t.turn(to)
	if another {
		t.start()
		t.cur().Line = line
	}
	t.asked = t.asked || l.role == roleQuestion
	switch d := t.cur(); {
	case l.role == roleSection:
		t.labelled(l, line)
	case l.role == roleScript && d.Story.Limit == 0 && l.target >= story.MinLimit && l.target <= story.MaxLimit:
		d.Story.Limit = l.target // "Full script (2 minutes)"
	}
}

// labelled keeps what the label of a section says beyond its name.
func (t *teller) labelled(l label, line int) {
	d := t.cur()
	if l.both != "" {
		d.check(t.r, line, "“"+l.name+"” is the label of two sections; its text is in "+l.section.Title())
	}
	if l.target > 0 {
		section(&d.Story, l.section).Target = l.target
	}
	for _, remark := range l.remarks {
		where := l.section.Title()
		if n := len(d.Story.Section(l.section).Points); n > 0 {
			where += ", from point " + itoa(n+1) + " on"
		}
		d.notes = append(d.notes, note{where + ": " + remark, true})
	}
}

// another tells whether a label begins another story: a Situation after a
// Result, a second title.
func (t *teller) another(l label, script bool) bool {
	d := t.cur()
	switch {
	case script:
		return false
	case l.role == roleSection && l.section == story.Situation:
		return d.has(story.Situation) && (d.has(story.Action) || d.has(story.Result))
	case l.role == roleTitle:
		return d.titled && !d.empty()
	case l.role == roleQuestion:
		return d.has(story.Situation) && d.has(story.Result) && len(d.Questions) > 0
	}
	return false
}

// check notes a guess for the person to look at, in the story and beside it.
func (d *draft) check(r *reader, line int, text string) {
	d.checks = append(d.checks, text)
	r.report(Check, line, text, "")
}

// prose reads the lines of a paragraph, of which some may begin with labels.
func (t *teller) prose(b block) {
	var pending []line
	flush := func() {
		if len(pending) > 0 {
			t.paragraph(pending)
		}
		pending = nil
		if t.into.inline && oneLine(t.into.role) {
			t.turn(place{})
		}
	}
	for _, l := range b.lines {
		lab, rest, ok := cutLabel(l)
		if ok {
			lab, ok = t.accepts(lab, rest)
		}
		if !ok && len(pending) > 0 && t.into.inline && t.into.role == roleField {
			lab, rest, ok = cutField(l)
		}
		if !ok {
			pending = append(pending, l)
			continue
		}
		flush()
		t.label(lab, l.no, 0)
		if rest != "" {
			t.into.inline = true
			pending = append(pending, line{no: l.no, text: rest, broken: l.broken})
		}
	}
	flush()
}

// oneLine tells whether the text of a label ends with its paragraph.
func oneLine(r role) bool {
	switch r {
	case roleTitle, roleTags, roleLimit, roleQuestion, roleField, roleNotes:
		return true
	}
	return false
}

// code takes a fence for text that stands as it is.
func (t *teller) code(b block) {
	if text := tidy(b.text); text != "" {
		t.put(b.line, text)
	}
}

// table reads a table in STAR form; any other is kept in the notes.
func (t *teller) table(b block) {
	told := starTable(b)
	if told == nil {
		if text := tableText(b.rows); text != "" {
			t.cur().addNote(text)
			t.cur().loose = true
		}
		return
	}
	for i, s := range told {
		if i > 0 {
			t.start()
			t.cur().Line = s[0].line
		}
		t.turn(place{})
		t.blocks(s)
	}
	t.turn(place{})
}

func (d *draft) addNote(text string) { d.notes = append(d.notes, note{text: text}) }

// noteText joins the notes.
func (d *draft) noteText() string {
	var b strings.Builder
	for i, n := range d.notes {
		switch {
		case i == 0:
		case n.field && d.notes[i-1].field:
			b.WriteByte('\n')
		default:
			b.WriteString("\n\n")
		}
		b.WriteString(n.text)
	}
	return b.String()
}

// section gives the section of that name, to be written to.
func section(s *story.Story, n story.SectionName) *story.Section {
	switch n {
	case story.Situation:
		return &s.Situation
	case story.Task:
		return &s.Task
	case story.Action:
		return &s.Action
	case story.Result:
		return &s.Result
	}
	return &s.Lessons
}

// limit sets the story's limit, or keeps what cannot be read as a field.
func (t *teller) limit(text string) {
	d := t.cur()
	limit, rest, ok := readLimit(text)
	if ok && (d.Story.Limit == 0 || d.Story.Limit == limit) {
		d.Story.Limit = limit.Round(time.Second)
	}
	if !ok || rest != "" || d.Story.Limit != limit.Round(time.Second) {
		d.notes = append(d.notes, note{t.into.field + ": " + text, true})
	}
}
