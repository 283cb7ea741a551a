package notes

import (
	"bytes"
	"regexp"
	"slices"
	"sort"
	"strings"

	"github.com/yuin/goldmark/parser"
)

// A page is Markdown to be parsed, with the line numbers of the notes.
type page struct {
	text   []byte
	starts []int              // where each line of text begins
	number func(line int) int // of a line of text, counted from 0: its number in the notes
	refs   []parser.Reference
}

// lineAt gives the number in the notes of the line at a byte of the text, and
// how far into the line that is.
func (p *page) lineAt(at int) (no, col int) {
	i := sort.SearchInts(p.starts, at+1) - 1
	return p.number(i), at - p.starts[i]
}

// What follows bounds what a line, a list and a paragraph may ask of the
// parser: its work grows with the square of them, and notes may come from
// anybody. No person's notes come near.
const (
	mostIndent   = 200  // columns
	mostNested   = 32   // quotations and lists in each other, on one line
	mostBlank    = 20   // empty lines in a row
	mostBrackets = 256  // "[" in a paragraph
	mostTags     = 512  // "<" in a paragraph
	mostStars    = 1024 // "*" and "_" in a paragraph
)

// newPage makes a page of the text of notes. Definitions of links are taken
// out of it, so that they hold everywhere, and what would keep the parser busy
// for ever is made harmless.
func newPage(text []byte) *page {
	p := &page{text: make([]byte, 0, len(text)+1)}
	var left []int // the lines of p.text before which lines were left out
	w := tamer{}
	no, blank := 0, 0
	for len(text) > 0 {
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			end = len(text)
		}
		l := text[:end]
		text = text[min(end+1, len(text)):]
		no++
		if len(bytes.TrimSpace(l)) == 0 {
			if blank++; blank > mostBlank {
				left = append(left, len(p.starts))
				continue
			}
			l = nil
		} else {
			blank = 0
		}
		p.starts = append(p.starts, len(p.text))
		if ref := w.reference(l); ref != nil {
			p.refs = append(p.refs, ref)
			l = nil
		}
		p.text = append(w.line(p.text, l), '\n')
	}
	if len(p.starts) == 0 {
		p.starts = []int{0}
	}
	p.number = func(i int) int { return i + 1 + sort.SearchInts(left, i+1) }
	return p
}

// tamer goes through the lines of a text.
type tamer struct {
	fence                 byteFence
	brackets, tags, stars int // so far in the paragraph
}

var definition = regexp.MustCompile(`^ {0,3}\[([^\[\]^][^\[\]]{0,199})\]:[ \t]*<?((?:https?:|mailto:|ftp:|data:|file:|www\.|#|/|\.{1,2}/)[^\s>]*|[^\s>]+\.(?i:md|html?|png|jpe?g|gif|svg|pdf))>?(?:[ \t]+["'(].*["')])?[ \t]*$`)

// reference reads a line that says where a link leads: "[1]: https://…".
func (w *tamer) reference(l []byte) parser.Reference {
	if w.fence.open() || len(l) == 0 || bytes.IndexByte(l[:min(4, len(l))], '[') < 0 {
		return nil
	}
	m := definition.FindSubmatch(l)
	if m == nil {
		return nil
	}
	if bytes.HasPrefix(m[2], []byte("data:")) {
		m[2] = []byte("data:")
	}
	return parser.NewReference(bytes.Clone(m[1]), bytes.Clone(m[2]), nil)
}

// line appends a line to the text, made harmless.
func (w *tamer) line(text, l []byte) []byte {
	w.fence.line(l)
	indent := len(l) - len(bytes.TrimLeft(l, " \t"))
	rest := l[indent:]
	if indent > mostIndent {
		indent = mostIndent
	}
	text = append(text, l[:indent]...)
	if len(rest) == 0 || rest[0] == '#' || strings.IndexByte("-*+1", rest[0]) >= 0 && isMarker(rest) > 0 { // no other number begins a list within a paragraph
		w.brackets, w.tags, w.stars = 0, 0, 0
	}
	for i := 0; i <= mostNested; i++ {
		n := isMarker(rest)
		if n == 0 {
			break
		}
		if i == mostNested { // so deep nothing is meant by it
			for n > 0 {
				rest = rest[n:]
				n = isMarker(rest)
			}
			break
		}
		text = append(text, rest[:n]...)
		rest = rest[n:]
	}
	return w.content(text, rest)
}

// content appends what stands on a line after its markers. Signs of markup
// beyond what any paragraph has are taken for what they are.
func (w *tamer) content(text, rest []byte) []byte {
	for i := 0; i < len(rest); {
		j := bytes.IndexAny(rest[i:], "[<*_")
		if j < 0 {
			return append(text, rest[i:]...)
		}
		text = append(text, rest[i:i+j]...)
		i += j
		c := rest[i]
		many := false
		switch c {
		case '[':
			w.brackets++
			many = w.brackets > mostBrackets
		case '<':
			w.tags++
			many = w.tags > mostTags
		default:
			w.stars++
			many = w.stars > mostStars
		}
		if many && (i == 0 || rest[i-1] != '\\') {
			text = append(text, '\\')
		}
		text = append(text, c)
		i++
	}
	return text
}

// chunks gives where the text is parted so that each part can be parsed by
// itself: at lines that end whatever stands before them. Small notes are one.
func (p *page) chunks() []int {
	const small, large, most = 256 << 10, 2 << 20, 4 << 20
	ends := []int{0}
	var fence byteFence
	blank := true
	for i, at := range p.starts {
		end := len(p.text)
		if i+1 < len(p.starts) {
			end = p.starts[i+1]
		}
		l := bytes.TrimRight(p.text[at:end], "\n")
		size := at - ends[len(ends)-1]
		if size > small && (blank && !fence.open() && len(l) > 0 && l[0] != ' ' && l[0] != '\t' && isMarker(l) == 0) ||
			size > large && !fence.open() || size > most {
			ends = append(ends, at)
		}
		fence.line(l)
		blank = len(l) == 0
	}
	return slices.Compact(append(ends, len(p.text)))
}
