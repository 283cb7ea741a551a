package story

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Problem is one thing that is wrong in a file, said so that a person can put
// it right: where it is, what is wrong, and what to write instead.
type Problem struct {
	// File is the path as it was given.
	File string
	// Line and Col count from 1, Col in characters; both are zero where the
	// problem is with the file as a whole.
	Line, Col int
	// Key is the key in question, with its section: "action.target".
	Key string
	// Wrong is what is wrong, Instead is what to write or do.
	Wrong, Instead string
}

// Error gives the problem in one line, leaving out what is not known:
//
//	conflict.toml:14:1: action.target: "24" has no unit; write "24s"
func (p Problem) Error() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Line > 0 {
		fmt.Fprintf(&b, ":%d", p.Line)
		if p.Col > 0 {
			fmt.Fprintf(&b, ":%d", p.Col)
		}
	}
	if p.Key != "" {
		b.WriteString(": " + p.Key)
	}
	b.WriteString(": " + p.Wrong)
	if p.Instead != "" {
		b.WriteString("; " + p.Instead)
	}
	return b.String()
}

// byPlace orders problems by file and place.
func byPlace(a, b Problem) int {
	return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Col, b.Col))
}

// maxProblems is how many problems of one file are told. Whoever opens a file
// with more of them has opened something that is no story.
const maxProblems = 20

// report gathers the problems of one file while it is read.
type report struct {
	file     string
	text     string
	problems []Problem
	more     int      // problems that were only counted
	hard     *Problem // the first that kept a value from being read
}

// full tells whether so much is wrong that further problems are only counted.
// Those that are kept are more than are told, for they do not always come in
// the order of the file.
func (r *report) full() bool { return len(r.problems) >= 10*maxProblems }

// add notes a problem at a byte of the text; a negative one means the file as
// a whole. What stands there could not be read.
func (r *report) add(at int, key, wrong, instead string) {
	if r.hard == nil {
		p := r.problem(at, key, wrong, instead)
		r.hard = &p
	}
	r.mild(at, key, wrong, instead)
}

// mild is add where nothing kept a value from being read.
func (r *report) mild(at int, key, wrong, instead string) {
	if r.full() {
		r.more++
		return
	}
	r.problems = append(r.problems, r.problem(at, key, wrong, instead))
}

func (r *report) problem(at int, key, wrong, instead string) Problem {
	p := Problem{File: r.file, Key: key, Wrong: wrong, Instead: instead}
	if at >= 0 {
		p.Line, p.Col = place(r.text, at)
	}
	return p
}

// found gives the problems in the order of the file, the first twenty of them
// and a count of the rest.
func (r *report) found() []Problem {
	slices.SortStableFunc(r.problems, byPlace)
	if more := len(r.problems) - maxProblems + r.more; more > 0 {
		last := r.problems[maxProblems]
		r.problems = append(r.problems[:maxProblems:maxProblems], Problem{
			File: r.file, Line: last.Line, Col: last.Col,
			Wrong:   strconv.Itoa(more) + " more " + plural(more, "problem", "problems") + " from here on",
			Instead: "put the ones above right first",
		})
	}
	return r.problems
}

// place turns a byte offset into a line and a column, both from 1, the column
// in characters, as editors count.
func place(text string, at int) (line, col int) {
	before := text[:min(at, len(text))]
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// quote puts what was written into quotation marks, shortened to what a line
// of the screen can hold.
func quote(s string) string {
	const most = 40
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most]) + "…"
	}
	return strconv.Quote(s)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
