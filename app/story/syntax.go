package story

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/BurntSushi/toml"
)

// generalAdvice is what to write where nothing closer is known.
const generalAdvice = `write key = "text", key = ["text", "text"] or [section] on a line of its own`

// syntaxProblem reports an error of the library in a person's terms, and gives
// its line; zero where more than a line is wrong.
func syntaxProblem(r *report, s *scanner, err error) (line int) {
	var syntax toml.ParseError
	if !errors.As(err, &syntax) {
		r.add(0, "", err.Error(), generalAdvice)
		return 1
	}
	if s.open >= 0 && strings.Contains(syntax.Message, "unexpected EOF") {
		wrong, instead := unclosed(r.text[s.open:])
		r.add(s.open, syntax.LastKey, wrong, instead)
		return 0
	}
	at := min(syntax.Position.Start, len(r.text)) // its line is one too many where a line's end is the fault
	line, _ = place(r.text, at)
	from, to := lineBounds(r.text, line)
	f := fault{line: r.text[from:to], key: syntax.LastKey, message: syntax.Message}
	f.value, f.simple = oneLine(f.line)
	if f.simple {
		f.name = strings.TrimSpace(f.line[:strings.IndexByte(f.line, '=')])
		if f.key != f.name && !strings.HasSuffix(f.key, "."+f.name) {
			f.key = strings.TrimPrefix(f.key+"."+f.name, ".")
		}
	}
	if name, ok := f.twice(); ok {
		r.add(at, name, "is written twice"+firstLine(r, s, name), "keep one of the two")
		return line
	}
	if strings.Contains(strings.ToLower(f.message), "escape") || strings.Contains(f.message, "hexadecimal") {
		at = badEscape(r.text, at)
	}
	wrong, instead := f.badValue()
	if wrong != "" { // the library points to where it became sure, within the value
		at = from + strings.IndexByte(f.line, '=') + 1
		at += len(r.text[at:to]) - len(strings.TrimLeft(r.text[at:to], " \t"))
	} else {
		wrong, instead = f.inWords()
	}
	r.add(at, f.key, wrong, instead)
	return line
}

// badEscape finds the escape that is none in the text that begins at or after
// a place: the library tells where the text begins.
func badEscape(text string, from int) int {
	for at := from; ; {
		i := strings.IndexByte(text[at:], '\\')
		if i < 0 {
			return from
		}
		at += i
		rest := text[at+1:]
		_, n := escaped(rest)
		if n == 0 && !strings.HasPrefix(strings.TrimLeft(rest, " \t\r"), "\n") {
			return at
		}
		at += 1 + n
	}
}

// fault is an error of syntax and the line that it stands on.
type fault struct {
	line    string
	key     string // with its section
	message string // the library's

	simple      bool // the line is name = value, well written or not
	name, value string
}

var twicePattern = regexp.MustCompile(`^Key '(.*)' (?:has already been defined|was already created)`)

// twice gives the key that is written a second time.
func (f fault) twice() (name string, ok bool) {
	m := twicePattern.FindStringSubmatch(f.message)
	if m == nil {
		return "", false
	}
	return m[1], true
}

// firstLine says where a key was written first, if the scan knows.
func firstLine(r *report, s *scanner, key string) string {
	n := s.root
	for part := range strings.SplitSeq(key, ".") {
		if n = n.child(part); n == nil {
			return ""
		}
	}
	line, _ := place(r.text, n.at)
	return fmt.Sprintf(", first at line %d", line)
}

// unclosed says what is missing at the end of a text or list that runs to the
// end of the file.
func unclosed(rest string) (wrong, instead string) {
	if strings.HasPrefix(rest, "[") {
		return "the list that begins here never ends", "write ] behind its last entry"
	}
	return "the text that begins here never ends", "write " + rest[:3] + " at its end"
}

// inWords says what the library's message means for the person.
func (f fault) inWords() (wrong, instead string) {
	for _, m := range messages() {
		if strings.Contains(f.message, m.has) {
			return m.wrong, m.instead
		}
	}
	if strings.HasPrefix(f.message, "expected '.' or '='") {
		word, _, _ := strings.Cut(strings.TrimSpace(f.line), " ")
		if name, found := strings.CutSuffix(word, ":"); found {
			return `a key is followed by "=", not by ":"`, fmt.Sprintf(`write %s = "…"`, name)
		}
		return "this line is no key with a value", generalAdvice + "; a remark begins with #"
	}
	return f.message, generalAdvice
}

// message says what the library's messages of one kind mean.
type message struct{ has, wrong, instead string }

func messages() []message {
	return []message{
		{"strings cannot contain newlines", "the text does not end on its line", `close it with a quotation mark, or put """ before and after a text of several lines`},
		{"invalid escape", "a backslash begins an escape, and this is none", `write \\ for a backslash`},
		{"hexadecimal digits", "a backslash begins an escape, and this is none", `write \\ for a backslash`},
		{"Escaped character", "this escape is no character", `write the character itself`},
		{"array terminator", "a comma is missing between two entries of the list, or ] at its end", `write ["…", "…"]`},
		{"inline table", "a comma or } is missing", "write a section on lines of its own, under [section]"},
		{"table array name", "the header is not well formed", "write a header like [action], or like [[category]] in questions.toml"},
		{"table name", "the header is not well formed", "write a header like [action], or like [[category]] in questions.toml"},
		{"key name appears blank", "there is no key before the =", generalAdvice},
		{"top-level item to end", "something follows the end of the value", `write \" for a quotation mark inside a text`},
		{"expected value but found", "a value is missing or not in quotation marks", generalAdvice},
	}
}

// badValue looks at the value of a simple line for what people write most, and
// says nothing where it is something else.
func (f fault) badValue() (wrong, instead string) {
	if !f.simple {
		return "", ""
	}
	v := f.value
	if i := strings.Index(" "+v, " #"); i >= 0 {
		v = strings.TrimSpace(v[:i])
	}
	switch {
	case v == "":
		return "has no value", fmt.Sprintf(`write %s = "…", or take the line out`, f.name)
	case strings.ContainsAny(v[:1], `"'[{`), strings.Contains(f.message, "Invalid"), strings.Contains(f.message, "out of range"):
		return "", ""
	}
	bare := strings.Trim(v, "“”„‟‘’‚«»\"'` ")
	if first := []rune(v)[0]; strings.ContainsRune("“”„‟‘’‚«»`", first) {
		return fmt.Sprintf("%c is no straight quotation mark", first), fmt.Sprintf("write %s = %s", f.name, quote(bare))
	}
	switch strings.ToLower(bare) {
	case "true", "yes", "on":
		return quote(bare) + " is no value", fmt.Sprintf("write %s = true", f.name)
	case "false", "no", "off":
		return quote(bare) + " is no value", fmt.Sprintf("write %s = false", f.name)
	}
	return quote(bare) + " is not in quotation marks", fmt.Sprintf("write %s = %s", f.name, quote(bare))
}
