package notes

import (
	"regexp"
	"strings"

	"starling/app/story"
)

// list reads the items of a list. Some may be labels of sections, with their
// text behind them, below them, or in the items that follow.
func (t *teller) list(b block) {
	if !t.takesLabels() {
		for _, it := range b.items {
			t.bullet(it)
		}
		return
	}
	before := t.into
	labelled := before.role != roleSection && t.isLabelled(b)
	var loose block
	flush := func() {
		if len(loose.items) > 0 {
			t.bullets(loose)
		}
		loose.items = nil
	}
	stories := before.role == roleNone && !labelled && holdsStories(b)
	for _, it := range b.items {
		if lab, rest, ok := t.itemLabel(it, before, labelled); ok {
			flush()
			t.labelItem(it, lab, rest, before)
			continue
		}
		if stories {
			t.within(it)
			continue
		}
		if len(loose.items) == 0 {
			loose = b
			loose.items = nil
			loose.line = it.line
		}
		loose.items = append(loose.items, it)
	}
	flush()
}

// holdsStories tells whether a story is told below one of the items: then each
// of them is one.
func holdsStories(b block) bool {
	for _, it := range b.items {
		var inside census
		if inside.count(it.kids); inside.star() {
			return true
		}
	}
	return false
}

// takesLabels tells whether a list may hold labels where it stands.
func (t *teller) takesLabels() bool {
	switch t.into.role {
	case roleNone, roleSection, roleField, roleNotes, roleScript, roleAnswer:
		return true
	}
	return false
}

// isLabelled tells whether one of the items is the label of a section.
func (t *teller) isLabelled(b block) bool {
	for _, it := range b.items {
		if len(it.lines) == 0 {
			continue
		}
		if l, rest, ok := cutLabel(it.lines[0]); ok && l.role == roleSection && (!l.weak || l.bold) {
			if _, ok = t.accepts(l, rest); ok {
				return true
			}
		}
	}
	return false
}

// itemLabel reads the label that an item begins with. before is where the list
// stands; labelled tells that another of its items is the label of a section.
func (t *teller) itemLabel(it item, before place, labelled bool) (label, string, bool) {
	if len(it.lines) == 0 {
		return label{}, "", false
	}
	l, rest, ok := cutLabel(it.lines[0])
	if !ok {
		return l, "", false
	}
	if l.role == roleSection {
		l, ok = t.itemSection(l, rest, before)
		return l, rest, ok
	}
	if before.role != roleNone && !labelled {
		return l, rest, false
	}
	_, known := meaningOf(key(l.name))
	return l, rest, labelled || l.bold || rest != "" || l.role == roleField && !known
}

// itemSection tells whether an item begins another section. Within a section
// only few plain words do: "Learning" in the result, not "Goal" in the task.
func (t *teller) itemSection(l label, rest string, before place) (label, bool) {
	if l.weak && !l.bold && before.role == roleSection {
		return l, before.section == story.Result && (l.section == story.Result || l.section == story.Lessons)
	}
	return t.accepts(l, rest)
}

// labelItem reads an item that begins with a label.
func (t *teller) labelItem(it item, l label, rest string, before place) {
	t.label(l, it.line, 0)
	sub := before.role == roleSection && !before.script // a bullet of one section that belongs to another
	lines := it.lines[1:]
	if rest != "" {
		lines = append([]line{{no: it.line, text: rest, broken: it.lines[0].broken}}, lines...)
	}
	text := len(lines) > 0
	t.into.inline = text
	switch {
	case !text:
	case sub && l.role == roleSection:
		if point := t.r.real(it.line, plain(lines)); point != "" {
			t.text(it.line, point, true)
		}
	default:
		t.prose(block{kind: prose, line: it.line, lines: lines})
	}
	if len(it.kids) > 0 {
		t.blocks(it.kids)
		text = true
	}
	if text && (sub || l.role != roleSection) {
		t.turn(before)
	}
}

// within reads a story that stands in a list, below an item with its name.
func (t *teller) within(it item) {
	var inside census
	inside.count(it.kids)
	if !t.cur().empty() || t.cur().titled {
		t.start()
	}
	d := t.cur()
	d.Line = it.line
	if name := t.r.real(it.line, plain(it.lines)); name != "" {
		name = stripMarks(name)
		if onlyStory.MatchString(name) {
			d.notes = append(d.notes, note{name, true})
		} else {
			d.Story.Title, d.titled = strings.TrimRight(name, " :"), true
		}
	}
	outer := t.census
	t.census = inside
	t.turn(place{})
	t.blocks(it.kids)
	t.turn(place{})
	t.census = outer
}

// bullets puts items where they belong.
func (t *teller) bullets(l block) {
	switch t.into.role {
	case roleNone, roleField, roleNotes, roleAnswer:
		text := t.r.loose([]block{l})
		if text == "" {
			return
		}
		d := t.cur()
		if t.into.role == roleField && t.into.field != "" {
			text, t.into.field = t.into.field+":\n"+text, ""
		} else if t.into.role != roleField {
			d.loose = true
		}
		d.addNote(text)
		return
	}
	for _, it := range l.items {
		t.bullet(it)
	}
}

// bullet puts an item where it belongs, and after it what stands below it: the
// order stays, the nesting goes.
func (t *teller) bullet(it item) {
	text := plain(it.lines)
	var rest []block
	for _, k := range it.kids {
		if k.kind == prose {
			text = strings.TrimSpace(text + " " + plain(k.lines))
			continue
		}
		rest = append(rest, k)
	}
	if text = t.r.real(it.line, text); text != "" {
		t.text(it.line, text, true)
	}
	for _, k := range rest {
		switch k.kind {
		case list:
			for _, inner := range k.items {
				t.bullet(inner)
			}
		default:
			t.block(k)
		}
	}
}

// paragraph puts lines of prose where they belong.
func (t *teller) paragraph(lines []line) {
	if lines = t.r.realLines(lines); len(lines) == 0 {
		return
	}
	text := paragraph(lines)
	if hashtags.MatchString(plain(lines)) && !t.into.script {
		for _, tag := range splitTags(plain(lines)) {
			t.cur().tag(tag)
		}
		return
	}
	switch t.into.role {
	case rolePolished, roleFollowups:
		if each(lines) {
			for _, l := range lines {
				t.put(l.no, l.text)
			}
			return
		}
		text = plain(lines)
	case roleTags, roleTitle, roleLimit, roleQuestion:
		text = plain(lines)
	case roleSection:
		if t.next == list && strings.HasSuffix(text, ":") && len(lines) == 1 {
			t.text(lines[0].no, text, true)
			return
		}
	case roleNone:
		if t.isTitle(lines) {
			t.cur().Story.Title, t.cur().titled = text, true
			return
		}
	}
	t.put(lines[0].no, text)
}

// isTitle tells whether a line is the title of a story that has no heading: a
// short one, before anything else.
func (t *teller) isTitle(lines []line) bool {
	const longest = 12 // words
	d := t.cur()
	return t.headless && len(lines) == 1 && len(t.stories) == 1 && d.empty() && !d.titled && len(d.notes) == 0 &&
		len(strings.Fields(lines[0].text)) <= longest && !endsSentence(lines[0].text) && key(lines[0].text) != ""
}

var ownLine = regexp.MustCompile(`^(?:["“„«‚‘']|\(?\d{1,2}[.)]\s)`)

// each tells whether every line of a paragraph is a line of its own: it has
// quotation marks or a number, or asks.
func each(lines []line) bool {
	for _, l := range lines {
		if !ownLine.MatchString(l.text) && !strings.HasSuffix(l.text, "?") {
			return false
		}
	}
	return len(lines) > 1
}

// put puts a text where it belongs, unless it is a place to fill in.
func (t *teller) put(line int, text string) {
	if t.into.role != roleTags { // tags may stand in brackets of their own
		text = t.r.real(line, text)
	}
	if text != "" {
		t.text(line, text, false)
	}
}

// text puts a text that is real where it belongs, as a point or as prose.
func (t *teller) text(line int, text string, point bool) {
	d := t.cur()
	switch t.into.role {
	case roleSection:
		t.section(text, point)
	case roleScript:
		d.script = append(d.script, text)
	case rolePolished:
		d.Story.Polished = append(d.Story.Polished, stripQuotes(stripNumber(text)))
	case roleFollowups:
		d.Story.Followups = append(d.Story.Followups, stripQuotes(stripNumber(text)))
	case roleTitle:
		t.setTitle(flat(text))
	case roleTags:
		for _, tag := range splitTags(text) {
			d.tag(t.r.realTag(line, tag))
		}
	case roleLimit:
		t.limit(text)
	case roleQuestion:
		if text = flat(stripQuotes(stripNumber(text))); text != "" {
			d.Questions = append(d.Questions, text)
		}
	case roleField, roleNotes:
		t.field(text)
	default:
		d.loose = true
		d.addNote(text)
	}
}

// field puts a text into the notes, with the name of its label before it.
func (t *teller) field(text string) {
	into := &t.into
	if into.field != "" && (into.role == roleField || into.inline) {
		text = into.field + ": " + text
		if !into.inline {
			into.field = ""
		}
	}
	d := t.cur()
	d.notes = append(d.notes, note{text, into.role == roleField})
}

// setTitle gives the story its title; what was one before is kept.
func (t *teller) setTitle(text string) {
	d := t.cur()
	if d.Story.Title != "" && d.Story.Title != text && !isGroup(d.Story.Title) && !onlyStory.MatchString(d.Story.Title) {
		d.notes = append(d.notes, note{"Heading: " + d.Story.Title, true})
	}
	d.Story.Title, d.titled = text, true
}

func (t *teller) section(text string, point bool) {
	d := t.cur()
	if t.into.script {
		d.told[t.into.section] = append(d.told[t.into.section], text)
		return
	}
	if s := section(&d.Story, t.into.section); point {
		s.Points = append(s.Points, text)
		return
	}
	d.prose[t.into.section] = append(d.prose[t.into.section], text)
}
