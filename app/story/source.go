package story

import (
	"fmt"
	"slices"
	"strings"
)

// source is a story file with the places of all that Starling knows in it.
type source struct {
	*layout
	fields   map[string]field           // by key: "title", "action.points"
	sections map[SectionName]*statement // its header, or the line of key = {…}
}

// field is where the value of a known key stands.
type field struct {
	line  *statement // the lines that it stands on
	key   *statement // the same, or the pair within key = {…}
	value value
}

// locate finds the keys that Starling knows. It fails where the text is not
// what survey can take apart.
func locate(text string) (f *source, ok bool) {
	l, ok := survey(text)
	if !ok {
		return nil, false
	}
	f = &source{layout: l, fields: make(map[string]field), sections: make(map[SectionName]*statement)}
	for i := range f.statements {
		f.find(&f.statements[i])
	}
	return f, true
}

// find notes the known keys of a statement.
func (f *source) find(st *statement) {
	section := SectionName(st.path[0])
	isSection := slices.Contains(SectionNames(), section)
	switch {
	case st.header:
		if isSection && len(st.path) == 1 {
			f.sections[section] = st
		}
	case isSection && len(st.path) == 2 && slices.Contains(sectionFields(), st.path[1]):
		f.fields[string(section)+"."+st.path[1]] = field{st, st, st.value}
	case isSection && len(st.path) == 1 && st.value.kind == kindTable:
		f.sections[section] = st
		for i := range st.value.pairs {
			pair := &st.value.pairs[i]
			if len(pair.path) == 1 && slices.Contains(sectionFields(), pair.path[0]) {
				f.fields[string(section)+"."+pair.path[0]] = field{st, pair, pair.value}
			}
		}
	case len(st.path) == 1 && slices.Contains(storyFields(), st.path[0]):
		f.fields[st.path[0]] = field{st, st, st.value}
	}
}

// listEntry is an entry of a list that the story has: what it says, and which one
// it is in the file, where empty ones stand between.
type listEntry struct {
	index int
	text  string
}

// entriesOf gives the entries of a list that are not empty, from the tree that
// was read.
func entriesOf(doc *node, key string) []listEntry {
	for part := range strings.SplitSeq(key, ".") {
		doc = doc.child(part)
	}
	if doc == nil {
		return nil
	}
	var kept []listEntry
	for i, n := range doc.list {
		if text := clean(n.text); text != "" {
			kept = append(kept, listEntry{i, text})
		}
	}
	return kept
}

// entryKey is how problems and places name an entry of a list, counted from 1.
func entryKey(key string, entry int) string { return fmt.Sprintf("%s[%d]", key, entry) }
