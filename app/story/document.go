package story

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// MaxFileSize is how large a story file or questions.toml may be, in bytes.
const MaxFileSize = 1 << 20

// maxSyntax is how many errors of syntax are looked for in one file.
const maxSyntax = 10

// document reads the report's text. Where a line is no TOML, the error is
// reported, the line is left out and the rest is read, so that a person sees
// all that is to be done at once; whole tells that nothing was left out. The
// tree is nil where nothing can be read.
func document(r *report) (doc *node, whole bool) {
	s := scan(r.text)
	if s.plain {
		return s.root, true
	}
	if at, wrong := beyondReading(r.text); wrong != "" {
		r.add(at, "", wrong, "take it out; a story is made of key = \"text\", key = [\"text\", \"text\"] and [section]")
		return nil, false
	}
	text := r.text
	for range maxSyntax {
		tree, err := decode(text)
		if err == nil {
			return fromLibrary(tree, s.root, 0), text == r.text
		}
		line := syntaxProblem(r, s, err)
		var ok bool
		if text, ok = withoutLine(text, line); !ok {
			return nil, false
		}
		s = scan(text)
	}
	return nil, false
}

// decode asks the library.
func decode(text string) (tree map[string]any, err error) {
	err = guarded(func() error {
		_, err := toml.Decode(text, &tree)
		return err
	})
	return tree, err
}

// guarded makes an error of a panic. One in the library is a fault of the
// library, and no reason to lose the other stories.
func guarded(do func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("the TOML cannot be read: %v", v)
		}
	}()
	return do()
}

// beyondReading finds what would keep the library busy for minutes: keys of
// hundreds of parts and brackets nested by the thousand. No story has either.
func beyondReading(text string) (at int, wrong string) {
	const mostDots, mostBraces, mostBrackets = 100, 1000, 10_000
	for line := range strings.Lines(text) {
		if strings.Count(line, ".") > mostDots {
			return at, "this line holds more than a hundred dots"
		}
		at += len(line)
	}
	if strings.Count(text, "{") > mostBraces {
		return strings.IndexByte(text, '{'), "the file holds more than a thousand braces"
	}
	if strings.Count(text, "[") > mostBrackets {
		return strings.IndexByte(text, '['), "the file holds more than ten thousand brackets"
	}
	return 0, ""
}

// withoutLine blanks out a line that holds one key and its value, leaving
// every other byte at its place. Of any other line it is not known what else
// hangs on it.
func withoutLine(text string, line int) (string, bool) {
	if line == 0 {
		return text, false
	}
	from, to := lineBounds(text, line)
	if _, ok := oneLine(text[from:to]); !ok {
		return text, false
	}
	return text[:from] + strings.Repeat(" ", to-from) + text[to:], true
}

// oneLine tells whether a line is a key and a value that ends on it, well
// written or not, and gives the value.
func oneLine(line string) (value string, ok bool) {
	key, value, found := strings.Cut(line, "=")
	key, value = strings.TrimSpace(key), strings.TrimSpace(value)
	bare := key != "" && strings.IndexFunc(key, func(c rune) bool { return c >= utf8.RuneSelf || !isBare(byte(c)) }) < 0
	switch {
	case !found, !bare,
		strings.Contains(value, `"""`), strings.Contains(value, `'''`),
		strings.HasPrefix(value, "[") && !strings.Contains(value, "]"),
		strings.HasPrefix(value, "{") && !strings.Contains(value, "}"):
		return "", false
	}
	return value, true
}

// lineBounds gives the offsets of a line, its end left out.
func lineBounds(text string, line int) (from, to int) {
	for ; line > 1; line-- {
		i := strings.IndexByte(text[from:], '\n')
		if i < 0 {
			break
		}
		from += i + 1
	}
	to = len(text)
	if i := strings.IndexByte(text[from:], '\n'); i >= 0 {
		to = from + i
	}
	return from, to
}

// fromLibrary makes a tree of what the library read, with the places that the
// scan saw. A key that the scan has not seen takes the place of its table.
func fromLibrary(value any, seen *node, at int) *node {
	n := &node{at: at}
	if seen != nil {
		n.at, n.text = seen.at, seen.text
	}
	switch v := value.(type) {
	case string:
		n.kind, n.text = kindText, v
	case bool:
		n.kind, n.text = kindBool, fmt.Sprint(v)
	case int64, float64:
		n.kind = kindNumber
		if n.text == "" {
			n.text = fmt.Sprint(v)
		}
	case []any:
		n.kind = kindList
		for i, e := range v {
			n.list = append(n.list, fromLibrary(e, seen.element(i), n.at))
		}
		if len(v) > 0 && !slices.ContainsFunc(n.list, func(e *node) bool { return e.kind != kindTable }) {
			n.kind = kindTables
		}
	case []map[string]any:
		n.kind = kindTables
		for i, e := range v {
			n.list = append(n.list, fromLibrary(e, seen.element(i), n.at))
		}
	case map[string]any:
		n.kind = kindTable
		for name, e := range v {
			n.put(name, fromLibrary(e, seen.child(name), n.at))
		}
		slices.SortFunc(n.keys, func(a, b entry) int {
			return cmp.Or(cmp.Compare(a.node.at, b.node.at), cmp.Compare(a.name, b.name))
		})
	}
	return n
}

// element gives the i-th entry of a list, or nil.
func (n *node) element(i int) *node {
	if n == nil || i >= len(n.list) {
		return nil
	}
	return n.list[i]
}
