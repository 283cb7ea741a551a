package story

import "strings"

// This file writes a new list in the place of an old one. Entries that stay
// are written as they stood, with every blank and remark around them; the
// others in the manner of their neighbours: an entry a line, or all on one.

// listItem is an entry of a list and what stands around it.
type listItem struct {
	lead  string // before the entry: remarks on lines of their own, blanks
	raw   string
	mid   string // between the entry and its comma
	comma bool
	trail string // behind the comma, up to the end of the line, if nothing else stands on it
}

// endsLine tells whether the item is the last thing on its line.
func (it listItem) endsLine() bool { return it.trail != "" }

// listParts is a list, taken apart.
type listParts struct {
	open  string // behind the bracket, up to the end of the line, if nothing else stands on it
	items []listItem
	tail  string // before the closing bracket
}

// partsOf takes a list apart; text is that of the file.
func partsOf(text string, v value) listParts {
	end := v.to - 1
	inner := text[:end]
	pos := lineRest(inner, v.from+1)
	p := listParts{open: text[v.from+1 : pos]}
	for _, e := range v.entries {
		it := listItem{lead: text[pos:e.from], raw: text[e.from:e.to]}
		pos = e.to
		if comma := pastTrivia(inner, pos); comma < end && inner[comma] == ',' {
			it.comma, it.mid = true, text[pos:comma]
			pos = comma + 1
		}
		next := lineRest(inner, pos)
		it.trail = text[pos:next]
		pos = next
		p.items = append(p.items, it)
	}
	p.tail = text[pos:end]
	return p
}

// lineRest gives the place behind the end of the line, if only blanks and a
// remark come before it; else pos itself.
func lineRest(text string, pos int) int {
	end := strings.IndexByte(text[pos:], '\n')
	if end < 0 {
		return pos
	}
	rest := strings.TrimLeft(text[pos:pos+end], " \t\r")
	if rest != "" && rest[0] != '#' {
		return pos
	}
	return pos + end + 1
}

// pastTrivia gives the place behind blanks, line ends and remarks.
func pastTrivia(text string, pos int) int {
	for {
		rest := strings.TrimLeft(text[pos:], " \t\r\n")
		pos = len(text) - len(rest)
		if rest == "" || rest[0] != '#' {
			return pos
		}
		end := strings.IndexByte(rest, '\n')
		if end < 0 {
			return len(text)
		}
		pos += end
	}
}

// relister writes a list.
type relister struct {
	listParts
	eol     string
	lines   bool         // an entry a line
	literal bool         // in '…'
	moved   map[int]bool // items that take their remark with them to another line

	out     strings.Builder
	pending *string // what stood before an entry that is gone, for the next one on its line
	toCome  int     // entries that are not written yet
	comma   bool    // the last one has a comma, too
	dropped int     // remarks that went with their entries
}

// relist gives what stands for a list that is to say texts, where v stands for
// one of which the story has the entries kept. It gives nothing where nothing
// is left to keep: then the key can go. dropped counts the remarks that stood
// beside entries which are gone.
func relist(file string, v value, kept []listEntry, texts []string, eol string) (list string, dropped int) {
	w := newRelister(file, v, len(texts)-len(kept), eol)
	if len(w.items) == 0 && strings.TrimSpace(w.open+w.tail) == "" && len(texts) > 0 {
		return strings.ReplaceAll(tomlList(texts), "\n", eol), 0
	}
	w.write(kept, texts)
	list = "[" + w.out.String() + w.tail + "]"
	if strings.TrimSpace(list[1:len(list)-1]) == "" {
		return "", w.dropped
	}
	return list, w.dropped
}

// write writes the entries.
func (w *relister) write(kept []listEntry, texts []string) {
	before := make([]string, len(kept))
	for i, e := range kept {
		before[i] = e.text
	}
	steps := changes(before, texts)
	for _, c := range steps {
		if c.from >= 0 {
			i := kept[c.from].index
			w.moved[i] = w.lines && w.startsLine(i) && w.items[i].endsLine()
		}
	}
	next := 0 // the item that comes next in the file
	for _, c := range steps {
		if c.old >= 0 {
			for ; next < kept[c.old].index; next++ {
				w.keep(next, w.items[next].raw) // an empty one
			}
			next++
		}
		switch {
		case c.from >= 0:
			w.insert(texts[c.new], kept[c.from].index)
		case c.old < 0:
			w.insert(texts[c.new], -1)
		case c.new < 0:
			w.remove(kept[c.old].index)
		default:
			w.change(kept[c.old], texts[c.new])
		}
	}
	for ; next < len(w.items); next++ {
		w.keep(next, w.items[next].raw)
	}
	w.flush()
}

// change writes an entry that says something else now, or the same.
func (w *relister) change(e listEntry, text string) {
	raw := w.items[e.index].raw
	if text != e.text {
		raw = retext(raw, e.text, text, w.eol, false)
	}
	w.keep(e.index, raw)
}

// newRelister begins a list that has more entries (or fewer) than v.
func newRelister(file string, v value, more int, eol string) *relister {
	w := &relister{listParts: partsOf(file, v), eol: eol, moved: make(map[int]bool)}
	w.out.WriteString(w.open)
	w.toCome = len(w.items) + more
	w.literal = len(w.items) > 0
	for i, it := range w.items {
		w.lines = w.lines || w.startsLine(i) && it.endsLine()
		w.literal = w.literal && strings.HasPrefix(it.raw, "'") && !strings.HasPrefix(it.raw, "'''")
	}
	w.lines = w.lines || w.open != ""
	w.comma = w.lines
	if n := len(w.items); n > 0 {
		w.comma = w.items[n-1].comma
	}
	return w
}

// startsLine tells whether an item stands at the beginning of its line.
func (w *relister) startsLine(i int) bool {
	if i == 0 {
		return w.open != ""
	}
	return w.items[i-1].endsLine()
}

func (w *relister) atLineStart() bool { return strings.HasSuffix(w.out.String(), "\n") }

// atFront tells whether no entry has been written yet.
func (w *relister) atFront() bool { return w.out.Len() == len(w.open) }

// entry writes an entry and its comma.
func (w *relister) entry(raw, mid string) {
	w.toCome--
	w.out.WriteString(raw)
	comma := w.toCome > 0 || w.comma
	if comma && mid == "" {
		w.out.WriteByte(',')
		return
	}
	w.out.WriteString(mid)
	if comma {
		w.out.WriteByte(',')
	}
}

// keep writes an item where it stood.
func (w *relister) keep(i int, raw string) {
	it := w.items[i]
	lead := it.lead
	switch {
	case w.pending != nil:
		lead = *w.pending
		w.pending = nil
	case i == 0 && !w.atFront() && !w.atLineStart():
		lead = w.between() // no longer the first of its line
	}
	w.out.WriteString(lead)
	w.entry(raw, it.mid)
	w.out.WriteString(it.trail)
}

// between is what stands between two entries of one line.
func (w *relister) between() string {
	for i := 1; i < len(w.items); i++ {
		if !w.startsLine(i) && strings.Trim(w.items[i].lead, " \t") == "" {
			return w.items[i].lead
		}
	}
	return " "
}

// remove leaves an item out, with its line if it has one of its own and the
// remark behind it. Remarks on other lines stay.
func (w *relister) remove(i int) {
	it := w.items[i]
	lead := it.lead
	if w.pending != nil {
		lead = *w.pending
		w.pending = nil
	}
	if strings.Contains(it.mid, "#") {
		w.out.WriteString(lead + it.mid)
		lead = ""
	}
	switch {
	case !it.endsLine():
		w.pending = &lead
	case w.atLineStart() || strings.Contains(lead, "\n"):
		w.remarks(lead)
		if strings.Contains(it.trail, "#") && !w.moved[i] {
			w.dropped++
		}
	default: // others stand on the line: what ends it is theirs
		w.out.WriteString(it.trail)
	}
}

// insert writes an entry that is new here: moved is the item that it was, or
// −1. It goes on a line of its own where others do.
func (w *relister) insert(text string, moved int) {
	raw, remark := tomlText(text), ""
	if w.literal {
		raw = retext("''", "", text, w.eol, false)
	}
	if moved >= 0 {
		raw = w.items[moved].raw
		if w.moved[moved] {
			remark = strings.TrimRight(w.items[moved].trail, " \t\r\n")
		}
	}
	if !w.lines {
		w.out.WriteString(w.leadOnLine())
		w.entry(raw, "")
		return
	}
	if w.pending != nil {
		w.remarks(*w.pending)
		lead := (*w.pending)[strings.LastIndexByte(*w.pending, '\n')+1:]
		w.pending = &lead
	}
	start := w.atLineStart()
	if !start {
		w.out.WriteString(w.eol)
	}
	w.out.WriteString(w.indent())
	w.entry(raw, "")
	w.out.WriteString(remark)
	if start || remark != "" {
		w.out.WriteString(w.eol)
	}
}

// leadOnLine is what goes before a new entry on a line with others.
func (w *relister) leadOnLine() string {
	switch {
	case w.pending != nil:
		lead := *w.pending
		w.pending = nil
		return lead
	case w.atFront():
		return w.items[0].lead
	}
	return w.between()
}

// indent is what stands before entries that have lines of their own.
func (w *relister) indent() string {
	for i, it := range w.items {
		if w.startsLine(i) {
			return it.lead[strings.LastIndexByte(it.lead, '\n')+1:]
		}
	}
	return "  "
}

// remarks writes the remarks that stood on lines of their own before an entry
// that is gone.
func (w *relister) remarks(lead string) {
	if strings.Contains(lead, "#") {
		w.out.WriteString(lead[:strings.LastIndexByte(lead, '\n')+1])
	}
}

// flush writes what an entry has left behind that was the last.
func (w *relister) flush() {
	if w.pending != nil {
		w.remarks(*w.pending)
	}
}
