package settings

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"github.com/BurntSushi/toml"
)

// The list of interviews is the one value of settings.toml that people write
// over many lines, with remarks. So it is changed interview by interview, and
// what has not changed keeps every byte, as does a line that is wrong: it is
// the person's work still.

// A place is where an interview stands in a file, from a byte to a byte: in a
// list its braces, as a [[table]] its header and all below.
type place struct {
	from, to  int
	interview Interview
	good      bool // it could be read
}

// putInterviews gives the text with these interviews in it; false where that
// has to be done by writing the list anew.
func putInterviews(text []byte, entries []entry, path []string, all []Interview) ([]byte, bool) {
	places, form := interviewPlaces(text, entries, path)
	if len(places) == 0 {
		return nil, false
	}
	var good []Interview
	for _, p := range places {
		if p.good {
			good = append(good, p.interview)
		}
	}
	keeps := keeping(good, all)
	if keeps == nil {
		return nil, false
	}
	added := all[kept(keeps):]
	if len(added) > 0 {
		text = form.add(text, places[len(places)-1], added)
	}
	// From the end, so that the places before stay where they are.
	for i, n := len(places)-1, len(good); i >= 0; i-- {
		p := places[i]
		if !p.good {
			continue
		}
		switch n--; {
		case keeps[n] < 0:
			text = form.cut(text, p)
		case !sameInterview(all[keeps[n]], p.interview):
			text = splice(text, p.from, p.to, form.write(text, all[keeps[n]]))
		}
	}
	return text, true
}

// keeping tells for each interview of before which one of after stands in its
// place; −1 for one that goes. Those that came are the last of after. It gives
// nil where the order has changed beyond that.
func keeping(before, after []Interview) []int {
	keeps := make([]int, len(before))
	if len(before) == len(after) { // one may have another name now
		for i := range keeps {
			keeps[i] = i
		}
		return keeps
	}
	next := 0
	for i, b := range before {
		keeps[i] = -1
		if next < len(after) && strings.EqualFold(after[next].Name, b.Name) {
			keeps[i] = next
			next++
		}
	}
	for _, a := range after[next:] {
		if slices.ContainsFunc(before, func(b Interview) bool { return strings.EqualFold(a.Name, b.Name) }) {
			return nil
		}
	}
	return keeps
}

// kept counts those that stay.
func kept(keeps []int) int {
	n := 0
	for _, k := range keeps {
		if k >= 0 {
			n++
		}
	}
	return n
}

func sameInterview(a, b Interview) bool {
	return a.Name == b.Name && a.Date == b.Date && slices.Equal(a.Tags, b.Tags)
}

// A form is one of the two ways to write interviews.
type form interface {
	add(text []byte, last place, all []Interview) []byte
	cut(text []byte, p place) []byte
	write(text []byte, i Interview) string
}

// interviewPlaces finds the interviews of a file, and tells how they are
// written. A list on one line without anything wrong in it is not looked
// into: it has nothing to lose.
func interviewPlaces(text []byte, entries []entry, path []string) ([]place, form) {
	var tables []place
	for i, e := range entries {
		switch {
		case e.header && e.array && slices.Equal(e.path, path):
			end := len(text)
			for _, next := range entries[i+1:] {
				if next.header {
					end = aboveRemarks(text, lineStart(text, next.at))
					break
				}
			}
			tables = append(tables, readPlace(text, lineStart(text, e.at), end, ""))
		case !e.header && !e.array && slices.Equal(e.path, path):
			if places, ok := listPlaces(text, e); ok {
				return places, listForm{end: e.end}
			}
			return nil, nil
		}
	}
	return tables, tableForm{header: "[[" + strings.Join(path, ".") + "]]"}
}

// listPlaces finds the interviews of a list.
func listPlaces(text []byte, e entry) (places []place, ok bool) {
	if e.val >= len(text) || text[e.val] != '[' {
		return nil, false
	}
	s := &scanner{text: text, pos: e.val}
	wrong := false
	s.list(']', func() {
		from := s.pos
		s.value(nil, true)
		p := readPlace(text, from, s.pos, "V = ")
		places, wrong = append(places, p), wrong || !p.good
	})
	long := bytes.IndexByte(text[e.val:e.end], '\n') >= 0
	return places, s.ok() && (long || wrong)
}

// readPlace reads the interview that stands somewhere.
func readPlace(text []byte, from, to int, key string) place {
	p := place{from: from, to: to}
	var doc map[string]any
	if _, err := toml.Decode(key+string(text[from:to]), &doc); err != nil {
		return p
	}
	v := doc["V"]
	if key == "" {
		v = innermost(doc)
	}
	var w wrong
	i, err := readInterview(v)
	p.interview, p.good = i, !errors.As(err, &w)
	return p
}

// innermost gives the one table of an array of tables.
func innermost(doc map[string]any) any {
	for _, v := range doc {
		switch v := v.(type) {
		case map[string]any:
			return innermost(v)
		case []map[string]any:
			return v[0]
		}
	}
	return nil
}

func lineStart(text []byte, pos int) int { return bytes.LastIndexByte(text[:pos], '\n') + 1 }

// aboveRemarks is where the remarks begin that stand right above a line.
func aboveRemarks(text []byte, at int) int {
	for at > 0 {
		above := lineStart(text, at-1)
		if !bytes.HasPrefix(bytes.TrimSpace(text[above:at]), []byte("#")) {
			break
		}
		at = above
	}
	return at
}

func newlineOf(text []byte) string {
	if bytes.Contains(text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// listForm is a list between brackets, which ends at a byte.
type listForm struct{ end int }

func (listForm) write(_ []byte, i Interview) string { return interviewText(i) }

// cut takes an interview out with its comma, and with its line where it has
// one of its own.
func (listForm) cut(text []byte, p place) []byte {
	s := &scanner{text: text, pos: p.to}
	s.blank()
	to := p.to
	if s.peek() == ',' {
		to = s.pos + 1
	}
	start, end := lineStart(text, p.from), lineEnd(text, to)
	rest := bytes.TrimSpace(text[to:end])
	if len(bytes.TrimSpace(text[start:p.from])) == 0 && (len(rest) == 0 || rest[0] == '#') && end < len(text) {
		return splice(text, start, end+1, "")
	}
	return splice(text, p.from, to, "")
}

// add puts interviews below the last one.
func (f listForm) add(text []byte, last place, all []Interview) []byte {
	s := &scanner{text: text, pos: last.to}
	s.blank()
	comma := s.peek() == ','
	at := last.to
	if comma {
		at = s.pos + 1
	}
	if end := lineEnd(text, at); end < f.end {
		newline := newlineOf(text)
		lead := indent(text, last.from)
		var lines strings.Builder
		for _, i := range all {
			lines.WriteString(newline + lead + interviewText(i) + ",")
		}
		end -= len(text[at:end]) - len(bytes.TrimRight(text[at:end], "\r"))
		text = splice(text, end, end, lines.String())
	} else {
		var more strings.Builder
		for n, i := range all {
			if n > 0 || !comma {
				more.WriteString(",")
			}
			more.WriteString(" " + interviewText(i))
		}
		return splice(text, at, at, more.String())
	}
	if !comma {
		text = splice(text, last.to, last.to, ",")
	}
	return text
}

// tableForm is a [[table]] for each interview.
type tableForm struct{ header string }

func (tableForm) cut(text []byte, p place) []byte { return splice(text, p.from, p.to, "") }

func (f tableForm) write(text []byte, i Interview) string {
	lines := []string{f.header, "name = " + quote(i.Name), "date = " + dateText(i.Date)}
	if len(i.Tags) > 0 {
		lines = append(lines, "tags = "+quoteAll(i.Tags))
	}
	newline := newlineOf(text)
	return strings.Join(lines, newline) + newline + newline
}

func (f tableForm) add(text []byte, last place, all []Interview) []byte {
	newline := newlineOf(text)
	var blocks strings.Builder
	if before := text[:last.to]; !bytes.HasSuffix(before, []byte("\n")) {
		blocks.WriteString(newline + newline)
	} else if !bytes.HasSuffix(before, []byte("\n"+newline)) {
		blocks.WriteString(newline)
	}
	for _, i := range all {
		blocks.WriteString(f.write(text, i))
	}
	added := blocks.String()
	if last.to == len(text) {
		added = strings.TrimSuffix(added, newline)
	}
	return splice(text, last.to, last.to, added)
}
