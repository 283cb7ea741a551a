package story

import (
	"bytes"
	"errors"
	"strings"
)

// ErrCannotRewrite is what Rewrite gives where a file cannot be changed in
// place: something in it has to be put right first, or it is written in a form
// in which Starling finds no place for a value. The error is a RewriteError.
var ErrCannotRewrite = errors.New("the file cannot be changed here")

// RewriteError tells why a file cannot be changed in place, and what the
// person can do about it. The file is as it was.
type RewriteError struct{ Problem }

// Error gives the reason in one line.
func (e *RewriteError) Error() string { return ErrCannotRewrite.Error() + ": " + e.Problem.Error() }

// Is makes every RewriteError an ErrCannotRewrite.
func (e *RewriteError) Is(target error) bool { return target == ErrCannotRewrite }

// Unwrap gives the problem.
func (e *RewriteError) Unwrap() error { return e.Problem }

// Rewrite gives the bytes of a story file in which the values are those of the
// story, as Cleaned gives it. data is the file as it is. Only the values that
// differ from what Parse reads in data are written, each at its place and in
// its form; remarks, unknown keys, the order of the keys, blanks and line ends
// stay. New keys go where Encode would have them. A value that is empty now
// loses its line, with the remark on it. Without a difference the bytes are
// the same, whatever they are.
//
// Slug and Path make no difference but in errors. A story that Parse would
// find something wrong with is refused with that Problem, unless data has the
// same already. Where the file cannot be changed in place the error is a
// RewriteError, which is an ErrCannotRewrite. What is given has been read back
// and compared: it says exactly what the story says, and nothing is lost.
func Rewrite(data []byte, s Story) ([]byte, error) {
	s = Cleaned(s)
	path := s.Path
	if path == "" {
		path = "story" + Extension
	}
	was := readFor(path, data)
	changed := differences(&was.story, &s)
	if len(changed) == 0 {
		return bytes.Clone(data), nil
	}
	if was.hard != nil {
		return nil, &RewriteError{*was.hard}
	}
	w := &rewriter{story: &s, was: was, text: was.text, eol: lineEnd(was.text), key: changed[0]}
	if !w.changeAll(changed) {
		return nil, w.noRoom()
	}
	mark := data[:len(data)-len(was.text)]
	result := append(bytes.Clone(mark), w.text...)
	if err := w.verify(result); err != nil {
		return nil, err
	}
	return result, nil
}

// readFor reads a file for what stands in it: how it is called, and how long
// an answer may take whose story names no limit, is no matter of the file's.
func readFor(path string, data []byte) *reader {
	r := &reader{report: report{file: path}}
	if content(&r.report, data) {
		r.read(Options{Limit: MaxLimit})
	}
	return r
}

// differences gives the keys of the values that differ.
func differences(a, b *Story) []string {
	var keys []string
	for _, key := range allFields() {
		if !a.fieldOf(key).equal(b.fieldOf(key)) {
			keys = append(keys, key)
		}
	}
	return keys
}

// lineEnd is how the lines of a text end.
func lineEnd(text string) string {
	if i := strings.IndexByte(text, '\n'); i > 0 && text[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
