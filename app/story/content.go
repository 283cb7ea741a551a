package story

import (
	"bytes"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Extension is how the name of every story file ends.
const Extension = ".toml"

// BankFile is the reserved name of the bank of questions.
const BankFile = "questions.toml"

// slugOf gives the slug of a story's file.
func slugOf(path string) string {
	return strings.TrimSuffix(filepath.Base(path), Extension)
}

// maxSlugBytes leaves room for the extension, and for the name of a temporary
// file beside it, in the 255 bytes that file systems give a name.
const maxSlugBytes = 200

// slugTrouble tells why a slug makes no good file name on one of the systems
// on which a folder of stories may end up; empty where it does.
func slugTrouble(slug string) (wrong, instead string) {
	instead = "rename it, with letters, digits and hyphens, like conflict-with-sales" + Extension
	switch {
	case slug == "":
		return "the file has no name before " + Extension, instead
	case strings.EqualFold(slug+Extension, BankFile):
		return "the name " + BankFile + " is reserved for the bank of questions", "give the story another file name"
	case len(slug) > maxSlugBytes:
		return fmt.Sprintf("the file's name is longer than %d bytes", maxSlugBytes), "give it a shorter one"
	case !utf8.ValidString(slug):
		return "the file's name is not valid UTF-8", instead
	case strings.HasPrefix(slug, "."):
		return "the file's name begins with a dot, which hides it", instead
	case strings.TrimSpace(slug) != slug, strings.HasSuffix(slug, "."):
		return "the file's name begins or ends with a blank or a dot", instead
	}
	if i := strings.IndexFunc(slug, func(r rune) bool {
		return unicode.IsControl(r) || strings.ContainsRune(`<>:"/\|?*`, r)
	}); i >= 0 {
		r, _ := utf8.DecodeRuneInString(slug[i:])
		return fmt.Sprintf("the file's name holds %q, which not every system allows", r), instead
	}
	if device, _, _ := strings.Cut(strings.ToLower(slug), "."); isDevice(device) {
		return fmt.Sprintf("%q is the name of a device on Windows", device), instead
	}
	return "", ""
}

func isDevice(name string) bool {
	switch name {
	case "con", "prn", "aux", "nul":
		return true
	}
	port, ok := strings.CutPrefix(name, "com")
	if !ok {
		port, ok = strings.CutPrefix(name, "lpt")
	}
	return ok && len(port) == 1 && port[0] >= '1' && port[0] <= '9'
}

// tooLarge reports a file of more than a mebibyte.
func tooLarge(r *report, size int64) {
	r.add(-1, "", fmt.Sprintf("the file is %.1f MiB large, and a story may be 1 MiB at most", float64(size)/MaxFileSize),
		"take out what is no text, or split it into several stories")
}

// content gives the bytes of a file as text, once they have proved to be text:
// not too large, UTF-8, no control characters. A byte order mark, as some
// Windows editors write it, is passed over.
func content(r *report, data []byte) (ok bool) {
	before := len(r.problems)
	if len(data) > MaxFileSize {
		tooLarge(r, int64(len(data)))
		return false
	}
	for _, mark := range []string{"\xff\xfe", "\xfe\xff", "\x00\x00\xfe\xff"} {
		if bytes.HasPrefix(data, []byte(mark)) {
			r.add(0, "", "the file is written in UTF-16 or UTF-32", "save it as UTF-8 in the editor")
			return false
		}
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	r.text = string(data)
	if !utf8.Valid(data) {
		r.invalidUTF8()
	}
	r.controls()
	return len(r.problems) == before
}

// maxBytes is how many wrong bytes of a kind are told one by one.
const maxBytes = 5

// invalidUTF8 reports the first bytes that are no UTF-8. The text is made
// valid, so that columns can be counted.
func (r *report) invalidUTF8() {
	for i, found := 0, 0; i < len(r.text) && found < maxBytes; {
		c, size := utf8.DecodeRuneInString(r.text[i:])
		if c == utf8.RuneError && size == 1 {
			r.add(i, "", fmt.Sprintf("the byte 0x%02x is not valid UTF-8", r.text[i]), "save the file as UTF-8 in the editor")
			found++
		}
		i += size
	}
}

// controls reports the first control characters that are no tab and no line
// end.
func (r *report) controls() {
	found := 0
	for i := 0; i < len(r.text) && found < maxBytes; i++ {
		c := r.text[i]
		switch {
		case c >= ' ' && c < 0x7f, c == '\t', c == '\n', c > 0x7f && c != 0xc2:
			continue
		case c == 0xc2: // U+0080 to U+009F begin with it, and much that is harmless
			if i+1 >= len(r.text) || r.text[i+1] < 0x80 || r.text[i+1] > 0x9f {
				continue
			}
		case c == '\r' && strings.HasPrefix(r.text[i+1:], "\n"):
			continue
		}
		char, _ := utf8.DecodeRuneInString(r.text[i:])
		if c == '\r' {
			r.add(i, "", "a carriage return (U+000D) stands without a line feed", "let the editor write line ends as LF or CRLF")
		} else {
			r.add(i, "", fmt.Sprintf("the control character %U has no place in a text", char), "take it out")
		}
		found++
	}
}
