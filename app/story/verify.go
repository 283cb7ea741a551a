package story

import (
	"slices"
	"strings"
)

// verify reads what is to be written and compares it with what it is to say.
func (w *rewriter) verify(result []byte) error {
	after := readFor(w.was.file, result)
	if firstNew(&after.report, &w.was.report) != nil {
		said := readFor(w.was.file, Encode(*w.story))
		if p := firstNew(&said.report, &w.was.report); p != nil {
			p.Line, p.Col = 0, 0 // it stands in no file
			return *p
		}
		return w.noRoom()
	}
	was, okWas := locate(w.was.text)
	is, okIs := locate(w.text)
	switch {
	case !okWas, !okIs, len(differences(&after.story, w.story)) > 0:
	case lostRemark(was.layout, is.layout, w.dropped) != "":
	case !slices.Equal(was.unknown(), is.unknown()):
	default:
		return nil
	}
	return w.noRoom()
}

// firstNew gives a problem that was not there before; nil where there is none.
func firstNew(is, was *report) *Problem {
	if is.hard != nil {
		return is.hard
	}
	known := make(map[string]bool)
	for _, p := range was.problems {
		known[problemClass(p)] = true
	}
	for _, p := range is.problems {
		if !known[problemClass(p)] {
			return &p
		}
	}
	return nil
}

// problemClass makes problems one that a person would call the same: what is
// wrong with the targets as a whole is told at one of them.
func problemClass(p Problem) string {
	if strings.HasSuffix(p.Key, ".target") {
		return "targets"
	}
	return p.Key
}

// noRoom says that a value cannot be written where it belongs.
func (w *rewriter) noRoom() error {
	key := w.key
	p := Problem{
		File: w.was.file, Key: key,
		Wrong:   "is written in a form in which Starling cannot change it without harm to what stands around it",
		Instead: "write it on lines of its own, below [section] if it belongs to one, or change it in your own editor",
	}
	if f, ok := locate(w.was.text); ok {
		section, _, _ := strings.Cut(key, ".")
		if at, ok := f.fields[key]; ok {
			p.Line, p.Col = place(f.text, at.key.at)
		} else if st := f.sections[SectionName(section)]; st != nil {
			p.Line, p.Col = place(f.text, st.at)
		}
	}
	return &RewriteError{p}
}

// unknown gives what stands in the file and means nothing to Starling: keys
// with their values, and headers, in order.
func (f *source) unknown() []string {
	var found []string
	known := make(map[int]bool) // by place
	for _, at := range f.fields {
		known[at.key.at] = true
	}
	note := func(st *statement, path []string) {
		if !known[st.at] {
			found = append(found, strings.Join(path, "\x00")+"\x00="+f.text[st.value.from:st.value.to])
		}
	}
	for i := range f.statements {
		st := &f.statements[i]
		section := f.sections[SectionName(st.path[0])]
		switch {
		case section != nil && section.at == st.at:
			for j := range st.value.pairs { // of {…}
				note(&st.value.pairs[j], append(slices.Clone(st.path), st.value.pairs[j].path...))
			}
		case st.header:
			found = append(found, strings.Join(st.path, "\x00"))
		default:
			note(st, st.path)
		}
	}
	return found
}

// lostRemark tells what is wrong with the remarks of a file after it was
// changed; nothing, where every remark that stood alone on its line is there,
// in order, and of the others none is missing but so many that went with what
// they stood beside. None may come of nothing, nor twice.
func lostRemark(was, is *layout, dropped int) string {
	count := make(map[string]int)
	var alone []string
	for _, r := range was.remarks {
		text := was.text[r.from:r.to]
		count[text]++
		if r.alone {
			alone = append(alone, text)
		}
	}
	for _, r := range is.remarks {
		text := is.text[r.from:r.to]
		if count[text]--; count[text] < 0 {
			return "the remark " + quote(text) + " would stand twice"
		}
		if len(alone) > 0 && alone[0] == text {
			alone = alone[1:]
		}
	}
	if len(alone) > 0 {
		return "the remark " + quote(alone[0]) + " would be lost"
	}
	if len(was.remarks)-len(is.remarks) > dropped {
		return "a remark would be lost"
	}
	return ""
}
