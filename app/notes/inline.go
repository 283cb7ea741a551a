package notes

import (
	"bytes"
	"html"
	"regexp"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
)

// inliner makes plain lines of the inline nodes of a paragraph or heading.
type inliner struct {
	page     *page
	lines    []line
	text     strings.Builder
	no, col  int
	lead     int
	leading  bool   // everything on the line so far is bold or italic
	hrefs    []href // of the tags <a> that are open
	comments []string
}

// href is where a link in HTML leads, and where on the line its text begins.
type href struct {
	to   string
	from int
}

// linesOf gives the lines of a node as plain text, and the comments in it.
// Markup goes; code keeps its text, links say where they lead.
func (p *page) linesOf(n ast.Node, at int) (lines []line, comments []string) {
	in := inliner{page: p, leading: true}
	in.no, in.col = p.lineAt(at)
	in.all(n, false)
	in.end(false)
	return in.lines, in.comments
}

func (in *inliner) all(n ast.Node, bold bool) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		in.node(c, bold)
	}
}

func (in *inliner) node(n ast.Node, bold bool) {
	switch n := n.(type) {
	case *ast.Text:
		in.plain(n, bold)
	case *ast.String:
		in.add(string(n.Value), bold)
	case *ast.Emphasis:
		if in.text.Len() > 0 && in.isLabel(n) {
			in.end(true) // "**S:** … **T:** …" on one line
		}
		in.all(n, true)
	case *ast.CodeSpan:
		in.code(n, bold)
	case *ast.Link:
		in.link(n, n.Destination, bold)
	case *ast.Image:
		in.link(n, n.Destination, bold)
	case *ast.AutoLink:
		in.add(string(n.Label(in.page.text)), bold)
	case *ast.RawHTML:
		in.html(string(n.Segments.Value(in.page.text)), bold)
	default:
		in.all(n, bold)
	}
}

// plain adds text as it stands, and ends the line where it does.
func (in *inliner) plain(n *ast.Text, bold bool) {
	if in.text.Len() == 0 {
		in.no, in.col = in.page.lineAt(n.Segment.Start)
	}
	value := n.Segment.Value(in.page.text)
	if n.IsRaw() {
		in.add(string(value), bold)
	} else {
		in.add(unescape(value), bold)
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		in.end(n.HardLineBreak())
	}
}

// link adds the text of a link, or what stands for a picture, and where it leads.
func (in *inliner) link(n ast.Node, to []byte, bold bool) {
	from := in.text.Len()
	in.all(n, bold)
	in.target(unescape(to), from, bold)
}

// isLabel tells whether a part in bold is the label of a section.
func (in *inliner) isLabel(n *ast.Emphasis) bool {
	t, ok := n.FirstChild().(*ast.Text)
	if !ok || n.Level != 2 || n.ChildCount() != 1 {
		return false
	}
	name := unescape(t.Segment.Value(in.page.text))
	if next, ok := n.NextSibling().(*ast.Text); !strings.HasSuffix(name, ":") && (!ok || !bytes.HasPrefix(next.Segment.Value(in.page.text), []byte(":"))) {
		return false
	}
	l, ok := parseLabel(name)
	return ok && l.role == roleSection && !l.weak
}

// add appends text to the line.
func (in *inliner) add(s string, bold bool) {
	if in.text.Len() == 0 {
		s = strings.TrimLeftFunc(s, unicode.IsSpace)
	}
	if s == "" {
		return
	}
	in.text.WriteString(s)
	if !bold && strings.TrimSpace(s) != "" {
		in.leading = false
	}
	if bold && in.leading {
		in.lead = in.text.Len()
	}
}

// end ends the line.
func (in *inliner) end(broken bool) {
	text := strings.TrimRightFunc(in.text.String(), unicode.IsSpace)
	if text != "" {
		in.lines = append(in.lines, line{no: in.no, col: in.col, text: wiki(text), lead: min(in.lead, len(text)), broken: broken})
		if len(in.lines[len(in.lines)-1].text) != len(text) {
			in.lines[len(in.lines)-1].lead = 0
		}
	}
	in.text.Reset()
	in.lead, in.leading = 0, true
}

func (in *inliner) code(n *ast.CodeSpan, bold bool) {
	var b strings.Builder
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			if in.text.Len() == 0 && b.Len() == 0 {
				in.no, in.col = in.page.lineAt(t.Segment.Start)
			}
			b.Write(t.Segment.Value(in.page.text))
		}
	}
	in.add(strings.ReplaceAll(b.String(), "\n", " "), bold)
}

// target says where a link leads, unless its text does.
func (in *inliner) target(to string, from int, bold bool) {
	text := ""
	if from <= in.text.Len() {
		text = in.text.String()[from:]
	}
	to = strings.TrimSpace(to)
	bare := func(s string) string {
		return strings.TrimSuffix(strings.TrimPrefix(strings.TrimPrefix(s, "mailto:"), "https://"), "/")
	}
	switch {
	case to == "", to[0] == '#', strings.HasPrefix(to, "data:"), bare(to) == bare(text):
	case strings.TrimSpace(text) == "":
		in.add(to, bold)
	default:
		in.add(" ("+to+")", bold)
	}
}

var (
	tagPattern  = regexp.MustCompile(`^</?([A-Za-z][A-Za-z0-9-]*)`)
	hrefPattern = regexp.MustCompile(`(?i)\b(?:href|src)\s*=\s*["']?([^"'\s>]+)`)
	wikiPattern = regexp.MustCompile(`!?\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]`)
)

// html takes a tag for what it does. What is no tag that anyone knows stands
// for itself: "<insert title>".
func (in *inliner) html(tag string, bold bool) {
	if strings.HasPrefix(tag, "<!--") {
		in.comments = append(in.comments, strings.TrimSuffix(strings.TrimPrefix(tag, "<!--"), "-->"))
		return
	}
	m := tagPattern.FindStringSubmatch(tag)
	if m == nil || !knownTag(strings.ToLower(m[1])) {
		in.add(tag, bold)
		return
	}
	switch strings.ToLower(m[1]) {
	case "br", "p", "li", "div", "tr":
		in.end(true)
	case "img":
		if m := hrefPattern.FindStringSubmatch(tag); m != nil && !strings.HasPrefix(m[1], "data:") {
			in.add(" "+m[1]+" ", bold)
		}
	case "a":
		if m := hrefPattern.FindStringSubmatch(tag); m != nil {
			in.hrefs = append(in.hrefs, href{m[1], in.text.Len()})
		} else if n := len(in.hrefs); n > 0 && strings.HasPrefix(tag, "</") {
			in.target(in.hrefs[n-1].to, in.hrefs[n-1].from, bold)
			in.hrefs = in.hrefs[:n-1]
		}
	}
}

func knownTag(name string) bool {
	switch name {
	case "a", "abbr", "b", "big", "blockquote", "br", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em",
		"font", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "input", "ins", "kbd", "label", "li", "mark", "o", "ol", "p", "pre", "q", "s", "samp", "section",
		"small", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "u", "ul", "var", "body", "html", "head",
		"article", "aside", "figure", "figcaption", "header", "footer", "main", "nav", "iframe", "video", "audio":
		return true
	}
	return false
}

// wiki gives the links between notes as their text: [[Page|text]].
func wiki(s string) string {
	if !strings.Contains(s, "[[") {
		return s
	}
	return wikiPattern.ReplaceAllStringFunc(s, func(l string) string {
		m := wikiPattern.FindStringSubmatch(l)
		if m[2] != "" && m[2] != m[1] {
			return m[2] + " (" + m[1] + ")"
		}
		return m[1]
	})
}

// unescape takes the backslashes off escaped signs and puts letters in the
// place of entities.
func unescape(b []byte) string {
	if bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 {
		return string(b)
	}
	const longest = 33 // of an entity
	var out strings.Builder
	out.Grow(len(b))
	for i := 0; i < len(b); i++ {
		c := b[i]
		switch {
		case c == '\\' && i+1 < len(b) && isPunct(b[i+1]):
			i++
			out.WriteByte(b[i])
		case c == '&':
			end := bytes.IndexByte(b[i:min(len(b), i+longest)], ';')
			if end < 0 {
				out.WriteByte(c)
				continue
			}
			out.WriteString(printable(html.UnescapeString(string(b[i : i+end+1]))))
			i += end
		default:
			out.WriteByte(c)
		}
	}
	return out.String()
}

func isPunct(c byte) bool {
	return c >= '!' && c <= '/' || c >= ':' && c <= '@' || c >= '[' && c <= '`' || c >= '{' && c <= '~'
}

// printable puts blanks in the place of control characters.
func printable(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), unprintable(r):
			return ' '
		case withoutWidth(r):
			return -1
		}
		return r
	}, s)
}
