package story

import (
	"slices"
	"strings"
)

// add writes the first of the keys that are not in the file yet, and with it
// those of the same section, if that is new. It gives how many it has written.
func (w *rewriter) add(f *source, keys []string) int {
	section, name, inSection := strings.Cut(keys[0], ".")
	if !inSection {
		w.addToTop(f, keys[0])
		return 1
	}
	n := SectionName(section)
	st := f.sections[n]
	switch siblings := f.dotted(n); {
	case st != nil && st.header:
		w.addBelow(f, st, keys[0], name)
	case st != nil:
		return w.addToBraces(f, st, keys[0], name)
	case len(siblings) > 0:
		w.addDotted(f, siblings, keys[0], name)
	default:
		w.addSection(f, n)
		return countPrefix(keys, section+".")
	}
	return 1
}

// countPrefix counts the first keys that begin so.
func countPrefix(keys []string, prefix string) int {
	i := slices.IndexFunc(keys, func(k string) bool { return !strings.HasPrefix(k, prefix) })
	if i < 0 {
		return len(keys)
	}
	return i
}

// neighbours gives the keys of the same table between which Encode would write
// this one; nil where the file has none.
func (f *source) neighbours(key string) (before, after *statement) {
	keys := allFields()
	section, _, inSection := strings.Cut(key, ".")
	at := slices.Index(keys, key)
	for i, k := range keys {
		s, _, in := strings.Cut(k, ".")
		found, ok := f.fields[k]
		switch {
		case !ok || in != inSection || in && s != section:
		case i < at:
			before = found.key
		case i > at && after == nil:
			after = found.key
		}
	}
	return before, after
}

// top gives the statements above the first header.
func (f *source) top() []statement {
	if i := slices.IndexFunc(f.statements, func(st statement) bool { return st.header }); i >= 0 {
		return f.statements[:i]
	}
	return f.statements
}

// dotted gives the statements of a section that is written as section.key = ….
func (f *source) dotted(n SectionName) []statement {
	var found []statement
	for _, st := range f.top() {
		if len(st.path) > 1 && st.path[0] == string(n) {
			found = append(found, st)
		}
	}
	return found
}

// insert puts lines in. Where they follow the last line, and that has no end,
// they have none either.
func (w *rewriter) insert(pos int, lines string) {
	if pos == len(w.text) && pos > 0 && w.text[pos-1] != '\n' {
		lines = w.eol + strings.TrimSuffix(lines, w.eol)
	}
	w.apply(edit{pos, pos, lines})
}

func (w *rewriter) addToTop(f *source, key string) {
	top := f.top()
	before, after := f.neighbours(key)
	line := w.pair(f.styleOf(top), key, key)
	switch {
	case before != nil:
		w.insert(before.to, line)
	case after != nil:
		pos := f.attached(slices.IndexFunc(top, func(st statement) bool { return st.at == after.at }))
		if pos == 0 { // remarks at the beginning are on the whole file
			pos = after.from
		}
		w.insert(pos, line)
	case len(top) > 0:
		w.insert(top[len(top)-1].to, line)
	case len(f.statements) > 0:
		w.insert(f.attached(0), line+w.eol)
	default:
		w.insert(len(w.text), line)
	}
}

// addBelow writes a key below the header of its section.
func (w *rewriter) addBelow(f *source, header *statement, key, name string) {
	i := slices.IndexFunc(f.statements, func(st statement) bool { return st.at == header.at }) + 1
	end := i
	for end < len(f.statements) && !f.statements[end].header {
		end++
	}
	pos := header.to
	if before, _ := f.neighbours(key); before != nil {
		pos = before.to
	}
	w.insert(pos, w.pair(f.styleOf(f.statements[i:end]), key, name))
}

// addDotted writes section.key = … below its like.
func (w *rewriter) addDotted(f *source, siblings []statement, key, name string) {
	pos, prefix := siblings[len(siblings)-1].to, strings.TrimSuffix(key, name)
	if before, _ := f.neighbours(key); before != nil {
		pos = before.to
	}
	for _, st := range siblings {
		if len(st.path) == 2 {
			prefix = w.text[st.at:st.prefix]
			break
		}
	}
	w.insert(pos, w.pair(f.styleOf(siblings), key, prefix+name))
}

// addToBraces writes a key into section = {…}.
func (w *rewriter) addToBraces(f *source, st *statement, key, name string) int {
	text := w.pair(pairStyle{gap: " ", space: " "}, key, name)
	text = strings.TrimSuffix(text, w.eol)
	before, _ := f.neighbours(key)
	pairs := st.value.pairs
	switch {
	case before != nil:
		w.apply(edit{before.end, before.end, ", " + text})
	case len(pairs) > 0:
		w.apply(edit{pairs[0].at, pairs[0].at, text + ", "})
	case strings.TrimSpace(w.text[st.value.from+1:st.value.to-1]) == "":
		w.apply(edit{st.value.from + 1, st.value.to - 1, " " + text + " "})
	default:
		return 0
	}
	return 1
}

// addSection writes a section that is new behind those that are told before
// it, parted by a blank line.
func (w *rewriter) addSection(f *source, n SectionName) {
	pos := f.endOf(-1) // of what stands above all headers
	for _, before := range SectionNames()[:slices.Index(SectionNames(), n)] {
		if st := f.sections[before]; st != nil && st.header {
			pos = f.endOfSection(st)
		}
	}
	block := w.encoded(n)
	switch {
	case !endsBlank(w.text[:pos]):
		block = w.eol + block
	case pos < len(w.text):
		block += w.eol
	}
	w.insert(pos, block)
}

// endOfSection gives the end of a section with all sections below it.
func (f *source) endOfSection(header *statement) int {
	i := slices.IndexFunc(f.statements, func(st statement) bool { return st.at == header.at })
	for j := i + 1; j < len(f.statements); j++ {
		if st := f.statements[j]; st.header {
			if st.path[0] != header.path[0] {
				break
			}
			i = j
		}
	}
	return f.endOf(i)
}

// endsBlank tells whether nothing comes before the next line, or a blank line.
func endsBlank(text string) bool {
	rest, ok := strings.CutSuffix(strings.TrimRight(text, " \t\r"), "\n")
	if !ok {
		return rest == ""
	}
	rest = strings.TrimRight(rest, " \t\r")
	return rest == "" || strings.HasSuffix(rest, "\n")
}

// pairStyle is how the pairs of a table are written.
type pairStyle struct {
	indent string
	column int    // where the = stands, in bytes from the key; zero where it follows the key
	gap    string // before the =
	space  string // behind it
}

// styleOf learns from the pairs of a table how one is written: indented, with
// the = below each other, without blanks around it.
func (f *source) styleOf(siblings []statement) pairStyle {
	style := pairStyle{gap: " ", space: " "}
	aligned, lengths := len(siblings) > 0, make(map[int]bool)
	for i, st := range siblings {
		equals := st.keyEnd + strings.IndexByte(f.text[st.keyEnd:], '=')
		column := equals - st.at
		style.indent = f.text[st.from:st.at]
		style.gap = f.text[st.keyEnd:equals]
		style.space = f.text[equals+1 : st.value.from]
		lengths[st.keyEnd-st.at] = true
		aligned = aligned && (i == 0 || column == style.column)
		style.column = column
	}
	if !aligned || len(lengths) < 2 && len(style.gap) < 2 {
		style.column = 0
	}
	if len(style.gap) > 1 {
		style.gap = " "
	}
	return style
}

// pair writes the line of a key, which is called name there.
func (w *rewriter) pair(style pairStyle, key, name string) string {
	v := w.story.fieldOf(key)
	value := ""
	switch {
	case key == "draft":
		value = v.text
	case v.text == "":
		value = tomlList(v.list)
	case isLong(key):
		value = tomlLong(v.text)
	default:
		value = tomlText(v.text)
	}
	gap := style.gap
	if more := style.column - len(name); more > 0 {
		gap = strings.Repeat(" ", more)
	}
	return style.indent + name + gap + "=" + style.space + strings.ReplaceAll(value, "\n", w.eol) + w.eol
}
