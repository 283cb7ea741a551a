package story

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// rewriter changes the text of a file, step by step.
type rewriter struct {
	story   *Story
	was     *reader // the file as it is
	text    string  // as it is to be, so far
	eol     string
	dropped int    // remarks that go with what they stand beside
	key     string // the last that was tried
}

// edit is a piece of text in the place of another.
type edit struct {
	from, to int
	text     string
}

// apply makes edits that do not touch each other.
func (w *rewriter) apply(edits ...edit) {
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(a.from, b.from) })
	var b strings.Builder
	b.Grow(len(w.text) + 256)
	at := 0
	for _, e := range edits {
		b.WriteString(w.text[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.WriteString(w.text[at:])
	w.text = b.String()
}

// changeAll makes the changes: first those that need no other lines, then what
// goes, then what comes. It fails where it finds no place for one.
func (w *rewriter) changeAll(changed []string) bool {
	gone, added, ok := w.replace(changed)
	if !ok {
		return false
	}
	for _, key := range gone {
		w.key = key
		f, ok := locate(w.text)
		if !ok || !w.remove(f, key) {
			return false
		}
	}
	for len(added) > 0 {
		f, ok := locate(w.text)
		if !ok {
			return false
		}
		w.key = added[0]
		n := w.add(f, added)
		if n == 0 {
			return false
		}
		added = added[n:]
	}
	return true
}

// replace writes the values that stand in the file already, and gives the
// keys that have to go and to come.
func (w *rewriter) replace(changed []string) (gone, added []string, ok bool) {
	f, ok := locate(w.text)
	if !ok {
		return nil, nil, false
	}
	var edits []edit
	for _, key := range changed {
		at, present := f.fields[key]
		value, was := w.story.fieldOf(key), w.was.story.fieldOf(key)
		text := ""
		switch {
		case !present:
			if !value.empty() {
				added = append(added, key)
			}
			continue
		case at.value.kind == kindList:
			var dropped int
			text, dropped = relist(w.text, at.value, entriesOf(w.was.doc, key), value.list, w.eol)
			w.dropped += dropped
		case at.value.kind == kindBool:
			text = value.text
		case !value.empty():
			text = retext(w.text[at.value.from:at.value.to], was.text, value.text, w.eol, isLong(key))
		}
		if text == "" {
			gone = append(gone, key)
		} else {
			edits = append(edits, edit{at.value.from, at.value.to, text})
		}
	}
	w.apply(edits...)
	return gone, added, true
}

// isLong tells whether a text may take several lines.
func isLong(key string) bool { return key == "notes" || strings.HasSuffix(key, ".script") }

// remove takes a key and its value out.
func (w *rewriter) remove(f *source, key string) bool {
	at := f.fields[key]
	if at.key != at.line {
		return w.removePair(f, at)
	}
	w.removeLines(f, at.line.from, at.line.to)
	if section, _, ok := strings.Cut(key, "."); ok {
		return w.removeEmpty(SectionName(section))
	}
	return true
}

// removeLines takes lines out. A file without a line end at its end has none
// afterwards.
func (w *rewriter) removeLines(f *source, from, to int) {
	for _, r := range f.remarks {
		if r.from >= from && r.to <= to && !r.alone {
			w.dropped++
		}
	}
	if to == len(w.text) && !strings.HasSuffix(w.text, "\n") {
		from = lineEndBefore(w.text[:from])
	}
	w.apply(edit{from, to, ""})
}

// lineEndBefore gives the place before the line end with which a text ends.
func lineEndBefore(text string) int {
	return len(strings.TrimSuffix(strings.TrimSuffix(text, "\n"), "\r"))
}

// removePair takes a key out of section = {…}.
func (w *rewriter) removePair(f *source, at field) bool {
	pairs := at.line.value.pairs
	i := slices.IndexFunc(pairs, func(p statement) bool { return p.at == at.key.at })
	from, to := pairs[i].at, pairs[i].end
	switch {
	case len(pairs) == 1:
		from, to = at.line.from, at.line.to
	case i > 0:
		from = pairs[i-1].end
	default:
		to = pairs[1].at
	}
	if slices.ContainsFunc(f.remarks, func(r remark) bool { return r.from > at.line.value.from && r.to < at.line.value.to }) {
		return false // braces with remarks in them are too odd
	}
	if len(pairs) == 1 {
		w.removeLines(f, from, to)
	} else {
		w.apply(edit{from, to, ""})
	}
	return true
}

// removeEmpty takes the header of a section out in which nothing is left, not
// even a remark, and nothing is to come.
func (w *rewriter) removeEmpty(n SectionName) bool {
	f, ok := locate(w.text)
	if !ok {
		return false
	}
	st, section := f.sections[n], w.story.Section(n)
	if st == nil || !st.header || !section.Empty() || section.Target != 0 {
		return true
	}
	i := slices.IndexFunc(f.statements, func(s statement) bool { return s.at == st.at })
	end := f.endOf(i)
	if i+1 < len(f.statements) && !f.statements[i+1].header || f.attached(i) < st.from ||
		slices.ContainsFunc(f.remarks, func(r remark) bool { return r.from >= st.from && r.from < end }) {
		return true
	}
	from := st.from
	if end == len(w.text) { // the blank lines that parted it from what comes before part nothing now
		before := w.text[:from]
		blank := before[len(strings.TrimRight(before, " \t\r\n")):]
		from -= len(blank) - (strings.IndexByte(blank, '\n') + 1)
		if !strings.HasSuffix(w.text, "\n") {
			from = lineEndBefore(before[:from])
		}
	}
	w.apply(edit{from, end, ""})
	return true
}

// endOf gives the place at which what belongs to a header ends: the next
// header begins, or the remarks that stand right above it.
func (f *source) endOf(header int) int {
	for i := header + 1; i < len(f.statements); i++ {
		if f.statements[i].header {
			return f.attached(i)
		}
	}
	return len(f.text)
}

// attached gives the place at which the remarks begin that stand right above a
// statement; the statement's own line, if there are none.
func (f *source) attached(i int) int {
	from, least := f.statements[i].from, 0
	if i > 0 {
		least = f.statements[i-1].to
	}
	for from > least {
		line := strings.LastIndexByte(f.text[:from-1], '\n') + 1
		if line < least || !strings.HasPrefix(strings.TrimLeft(f.text[line:from], " \t"), "#") {
			break
		}
		from = line
	}
	return from
}

// encoded is how Encode writes a section, with the line ends of the file.
func (w *rewriter) encoded(n SectionName) string {
	var b bytes.Buffer
	encodeSection(&b, n, w.story.Section(n))
	return strings.ReplaceAll(strings.TrimPrefix(b.String(), "\n"), "\n", w.eol)
}
