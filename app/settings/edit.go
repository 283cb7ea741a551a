package settings

import (
	"bytes"
	"cmp"
	_ "embed" // for the new file
	"slices"
	"strings"
)

// newFile is what settings.toml looks like before a person touches it: every
// key with its default and a comment.
//
//go:embed new.toml
var newFile []byte

// revise gives the text of a settings file with the values of s in it, and
// every byte else as it was; false when that cannot be done to this text.
func revise(text []byte, s Settings) ([]byte, bool) {
	was, problems, doc := parse("", text)
	if doc == nil {
		return nil, false
	}
	for _, k := range keys() {
		wrongNow := slices.ContainsFunc(problems, func(p Problem) bool { return p.Key == k.name })
		if k.text(was) == k.text(s) && (!wrongNow || k.kept) {
			continue
		}
		entries, ok := scan(text)
		if !ok {
			return nil, false
		}
		text = replace(text, entries, k, s)
	}
	now, problems, doc := parse("", text)
	for _, p := range problems {
		if slices.ContainsFunc(keys(), func(k key) bool { return k.name == p.Key && !k.kept }) {
			return nil, false
		}
	}
	return text, doc != nil && same(now, s)
}

// replace gives the text with the value of s for a key: piece by piece where
// the key can, else whole.
func replace(text []byte, entries []entry, k key, s Settings) []byte {
	if k.pieces != nil {
		if now, ok := k.pieces(text, entries, k.path(), s); ok {
			if after, _, doc := parse("", now); doc != nil && k.text(after) == k.text(s) {
				return now
			}
		}
	}
	return put(text, entries, k.path(), k.text(s))
}

// same tells whether two settings would be written alike.
func same(a, b Settings) bool {
	return !slices.ContainsFunc(keys(), func(k key) bool { return k.text(a) != k.text(b) })
}

// A spot is where in a file a key is, or would stand: the entries that are of
// use for it, nil where there is none.
type spot struct {
	self   *entry // the key itself
	beside *entry // the last of its table's keys on lines of their own
	below  *entry // failing that, one further down that the table owes its being to: sound.files.start
	braces *entry // an inline table that it belongs into
	header *entry // its table's header
}

// find gives the spot of the key at path.
func find(text []byte, entries []entry, path []string) spot {
	var s spot
	table := path[:len(path)-1]
	for i := range entries {
		e := &entries[i]
		above := e.path[:len(e.path)-1]
		switch {
		case e.array:
		case e.header:
			if slices.Equal(e.path, table) {
				s.header = e
			}
		case slices.Equal(e.path, path):
			s.self = e
		case !e.inline && slices.Equal(above, table):
			s.beside = e
		case !e.inline && e.parent <= len(table) && within(above, table):
			s.below = e
		case text[e.val] == '{' && within(table, e.path):
			s.braces = e
		}
	}
	return s
}

// within tells whether a path is that of a table, or leads on from it.
func within(path, table []string) bool {
	return len(path) >= len(table) && slices.Equal(path[:len(table)], table)
}

// put gives the text with that value for the key at path: in the place of the
// value that is there, else on a line of its own beside its neighbours.
func put(text []byte, entries []entry, path []string, value string) []byte {
	newline := "\n"
	if bytes.Contains(text, []byte("\r\n")) {
		newline = "\r\n"
	}
	value = strings.ReplaceAll(value, "\n", newline)
	under := func(depth int) string { return strings.Join(path[depth:], ".") + " = " + value }
	table := path[:len(path)-1]
	s := find(text, entries, path)
	beside := cmp.Or(s.beside, s.below)
	switch {
	case s.self != nil:
		return splice(text, s.self.val, s.self.end, value)
	case beside != nil:
		return putLine(text, beside.end, indent(text, beside.at)+under(beside.parent), newline)
	case s.braces != nil:
		item, at := " "+under(len(s.braces.path)), s.braces.val+1
		if rest := bytes.TrimLeft(text[at:], " \t\r\n"); rest[0] != '}' {
			item += ","
		}
		return splice(text, at, at, item)
	case s.header != nil:
		return putLine(text, s.header.end, indent(text, s.header.at)+under(len(table)), newline)
	case len(table) == 0:
		at := afterPreface(text)
		return splice(text, at, at, under(0)+newline)
	}
	return putTable(text, "["+strings.Join(table, ".")+"]"+newline+under(len(table))+newline, newline)
}

// putTable puts a new table at the end, below an empty line.
func putTable(text []byte, table, newline string) []byte {
	end := bytes.TrimRight(text, " \t\r\n")
	gap := newline + newline
	if len(end) == 0 || string(end) == bom {
		gap = ""
	}
	return slices.Concat(end, []byte(gap+table))
}

// splice puts a string in the place of text[from:to].
func splice(text []byte, from, to int, with string) []byte {
	return slices.Concat(text[:from], []byte(with), text[to:])
}

// putLine puts a line below the one that pos is in.
func putLine(text []byte, pos int, line, newline string) []byte {
	end := lineEnd(text, pos)
	if end == len(text) {
		return splice(text, end, end, newline+line+newline)
	}
	return splice(text, end+1, end+1, line+newline)
}

// indent is the space before the key at pos, if there is nothing but space.
func indent(text []byte, pos int) string {
	start := bytes.LastIndexByte(text[:pos], '\n') + 1
	lead := text[start:pos]
	return string(lead[:len(lead)-len(bytes.TrimLeft(lead, " \t"))])
}

// afterPreface is where the first key of a file without any may stand: at the
// top, but below the comment that introduces the file.
func afterPreface(text []byte) int {
	top := len(text) - len(bytes.TrimPrefix(text, []byte(bom)))
	for at := top; at < len(text); {
		end := lineEnd(text, at)
		line := bytes.TrimSpace(text[at:end])
		if len(line) == 0 {
			return min(end+1, len(text))
		}
		if line[0] != '#' {
			break
		}
		at = end + 1
	}
	return top
}
