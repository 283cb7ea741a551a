package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// maxSize is what a settings file may weigh; a larger one is something else.
const maxSize = 1 << 20

// Load reads settings.toml. A file that is not there gives the defaults.
//
// The errors in the list are of type Problem, one for each thing in the file
// that could not be taken; the settings are whole and in range all the same.
// The last error says that the file could not be read at all: it may be in
// order, and must not be written over.
func Load(path string) (Settings, []error, error) {
	data, err := readFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return Defaults(), nil, nil
	}
	if err != nil {
		return Defaults(), nil, fmt.Errorf("the settings cannot be read, so the defaults hold: %w", err)
	}
	s, problems, _ := parse(path, data)
	errs := make([]error, len(problems))
	for i, p := range problems {
		errs[i] = p
	}
	return s, errs, nil
}

// readFile reads a byte more than a settings file may have, and no further.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxSize+1))
}

// A document is a settings file that is sound TOML.
type document struct {
	text    []byte
	tree    map[string]any
	entries []entry
}

// parse gives the settings that a file holds, what is wrong with it, and the
// document; nil when the file is broken as a whole.
func parse(path string, text []byte) (Settings, []Problem, *document) {
	doc, broken := decode(text)
	if broken != nil {
		broken.File = path
		broken.Instead = "the defaults hold until that is put right; the file is left alone, and if settings are changed before then, it is kept beside under a dated name"
		s := Defaults()
		// A file was there, so this is not the first start: examples that were
		// removed on purpose are not to come back.
		s.ExamplesCopied = true
		return s, []Problem{*broken}, nil
	}
	s := Defaults()
	var problems []Problem
	for _, k := range keys() {
		v, ok := doc.value(k.path())
		if !ok {
			continue
		}
		var w wrong
		if err := k.read(&s, v); errors.As(err, &w) {
			p := doc.problem(k.name, w)
			if k.kept {
				p.Instead += " (until then the others hold)"
			} else {
				p.Instead += fmt.Sprintf(" (until then %s holds)", k.text(s))
			}
			problems = append(problems, p)
		}
	}
	problems = append(problems, doc.unknown()...)
	for i := range problems {
		problems[i].File = path
	}
	slices.SortStableFunc(problems, func(a, b Problem) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Col - b.Col
	})
	return s, problems, doc
}

// decode reads the TOML; the Problem is what makes a file unreadable.
func decode(text []byte) (*document, *Problem) {
	if len(text) > maxSize {
		return nil, &Problem{Wrong: "the file is over 1 MiB and cannot be settings"}
	}
	if !utf8.Valid(text) {
		line, col := position(text, invalidAt(text))
		return nil, &Problem{Line: line, Col: col, Wrong: "the file is not UTF-8 text"}
	}
	doc := &document{text: text}
	if _, err := toml.Decode(string(text), &doc.tree); err != nil {
		p := &Problem{Wrong: err.Error()}
		var syntax toml.ParseError
		if errors.As(err, &syntax) {
			p.Line, p.Col, p.Wrong = syntax.Position.Line, syntax.Position.Col, calm(syntax.Message)
		}
		return nil, p
	}
	doc.entries, _ = scan(text)
	return doc, nil
}

// calm is the decoder's message as the middle of a sentence.
func calm(message string) string {
	message = strings.TrimSuffix(message, ".")
	if first, n := utf8.DecodeRuneInString(message); n > 0 {
		return string(unicode.ToLower(first)) + message[n:]
	}
	return message
}

// invalidAt is the offset of the first byte that is not UTF-8.
func invalidAt(text []byte) int {
	at := 0
	for at < len(text) {
		r, n := utf8.DecodeRune(text[at:])
		if r == utf8.RuneError && n == 1 {
			break
		}
		at += n
	}
	return at
}

// value is what stands at a path; false if nothing does.
func (d *document) value(path []string) (any, bool) {
	var v any = d.tree
	for _, part := range path {
		table, ok := v.(map[string]any)
		if !ok {
			return nil, false
		}
		if v, ok = table[part]; !ok {
			return nil, false
		}
	}
	return v, true
}

// problem is a Problem with the value of a key, at its place.
func (d *document) problem(name string, w wrong) Problem {
	p := Problem{Key: name, Wrong: w.what, Instead: w.instead}
	for _, e := range d.entries {
		if e.name() == name || strings.HasPrefix(e.name(), name+".") {
			p.Line, p.Col = position(d.text, e.place())
			break
		}
	}
	return p
}

// unknown tells of the keys that mean nothing here, each once: of a table that
// is not known only the table.
func (d *document) unknown() []Problem {
	known := map[string]bool{"": true} // the keys, and the tables that they are in
	for _, k := range keys() {
		path := k.path()
		for i := range path {
			known[strings.Join(path[:i+1], ".")] = true
		}
	}
	var problems []Problem
	told := map[string]bool{}
	for _, e := range d.entries {
		i := 0
		for i < len(e.path) && known[strings.Join(e.path[:i+1], ".")] {
			i++
		}
		if i == len(e.path) {
			if p, ok := d.notATable(e); ok && !told[p.Key] {
				told[p.Key] = true
				problems = append(problems, p)
			}
			continue
		}
		table, name := strings.Join(e.path[:i], "."), strings.Join(e.path[:i+1], ".")
		// What is below a known key has been told of as that key's wrong value.
		if told[name] || isKey(table) {
			continue
		}
		told[name] = true
		p := Problem{Key: name, Wrong: "is not known and is left alone", Instead: suggest(table, e.path[i])}
		p.Line, p.Col = position(d.text, e.at)
		problems = append(problems, p)
	}
	return problems
}

// notATable tells of an entry that gives a value to what is a table, or makes
// a list of tables of it.
func (d *document) notATable(e entry) (Problem, bool) {
	name := e.name()
	if isKey(name) {
		return Problem{}, false
	}
	v, _ := d.value(e.path)
	if _, ok := v.(map[string]any); ok || e.array && !e.header {
		return Problem{}, false
	}
	return d.problem(name, wrong{
		"this is a table of settings and has no value of its own",
		fmt.Sprintf("write [%s] on a line of its own, and the settings below it", name),
	}), true
}

// isKey tells whether there is a key of that name.
func isKey(name string) bool {
	return slices.ContainsFunc(keys(), func(k key) bool { return k.name == name })
}

// suggest says what a key that is not known may have meant.
func suggest(table, word string) string {
	var here []string
	for _, k := range keys() {
		if rest, ok := strings.CutPrefix(k.name, prefix(table)); ok {
			first, _, _ := strings.Cut(rest, ".")
			if !slices.Contains(here, first) {
				here = append(here, first)
			}
		}
	}
	for _, k := range keys() {
		path := k.path()
		if last := len(path) - 1; path[last] == word {
			if last == 0 {
				return fmt.Sprintf("%s belongs above the first [table]", word)
			}
			return fmt.Sprintf("%s belongs below [%s]", word, strings.Join(path[:last], "."))
		}
	}
	if near := Near(word, here); len(near) > 0 {
		return fmt.Sprintf("did you mean %s?", near[0])
	}
	return "known here: " + strings.Join(here, ", ")
}

// prefix is a table's name as its keys begin with it.
func prefix(table string) string {
	if table == "" {
		return ""
	}
	return table + "."
}

// position is the line and column of an offset, both from 1; the column counts
// characters.
func position(text []byte, at int) (line, col int) {
	before := text[:at]
	line = bytes.Count(before, []byte("\n")) + 1
	return line, utf8.RuneCount(before[bytes.LastIndexByte(before, '\n')+1:]) + 1
}
