package notes

import (
	"bytes"
	"context"
	"regexp"
	"runtime"
	"strings"
	"sync"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown gives the parser. What it knows of links' definitions is found
// before (see newPage), for a person writes "[S]: outage" too.
var markdown = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(parser.DefaultBlockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithParagraphTransformers([]util.PrioritizedValue{}...),
	)
})

// deepest is how often text within text is parsed: code that is no code, HTML.
const deepest = 4

// blocks parses the page. Large pages are parsed in parts, several at a time.
func (p *page) blocks(ctx context.Context) ([]block, error) {
	ends := p.chunks()
	parts := make([][]block, len(ends))
	next := make(chan int)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(ends)) {
		wg.Go(func() {
			for i := range next {
				parts[i] = p.parse(ends[i-1], ends[i], 0)
			}
		})
	}
	for i := 1; i < len(ends) && ctx.Err() == nil; i++ {
		next <- i
	}
	close(next)
	wg.Wait()
	if len(parts) == 2 {
		return parts[1], ctx.Err()
	}
	var all []block
	for i, part := range parts {
		all = append(all, part...)
		parts[i] = nil
	}
	return all, ctx.Err()
}

// parse parses a part of the page.
func (p *page) parse(from, to, depth int) []block {
	part := &page{text: p.text[from:to], refs: p.refs, number: p.number}
	if from > 0 || to < len(p.text) {
		part.starts, part.number = p.part(from, to)
	} else {
		part.starts = p.starts
	}
	pc := parser.NewContext()
	for _, r := range p.refs {
		pc.AddReference(r)
	}
	doc := markdown().Parse(text.NewReader(part.text), parser.WithContext(pc))
	m := maker{page: part, depth: depth}
	m.all(doc)
	return m.blocks
}

// part gives the lines of a part of the page.
func (p *page) part(from, to int) (starts []int, number func(int) int) {
	first := 0
	for first < len(p.starts) && p.starts[first] < from {
		first++
	}
	for _, s := range p.starts[first:] {
		if s >= to {
			break
		}
		starts = append(starts, s-from)
	}
	if len(starts) == 0 {
		starts = []int{0}
	}
	return starts, func(i int) int { return p.number(first + i) }
}

// maker makes blocks of the parser's nodes.
type maker struct {
	page   *page
	depth  int
	blocks []block
	nested int
}

func (m *maker) all(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		m.node(c)
	}
}

func (m *maker) add(b block) { m.blocks = append(m.blocks, b) }

func (m *maker) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Heading:
		at := max(n.Pos(), 0)
		no, _ := m.page.lineAt(at)
		lines, comments := m.page.linesOf(n, at)
		text := anchorPattern.ReplaceAllString(plain(lines), "")
		lead := 0
		if len(lines) == 1 && lines[0].lead <= len(text) {
			lead = lines[0].lead
		}
		m.add(block{kind: heading, line: no, level: n.Level, lines: []line{{no: no, text: text, lead: lead}}})
		m.comments(no, comments)
	case *ast.Paragraph, *ast.TextBlock:
		m.paragraph(n)
	case *ast.List:
		m.list(n)
	case *ast.FencedCodeBlock:
		no, _ := m.page.lineAt(max(n.Pos(), 0))
		info := ""
		if n.Info != nil {
			info = strings.TrimSpace(string(n.Info.Segment.Value(m.page.text)))
		}
		m.add(block{kind: code, line: no, info: info, text: string(n.Lines().Value(m.page.text))})
	case *ast.CodeBlock:
		m.indented(n)
	case *ast.HTMLBlock:
		m.html(n)
	case *ast.ThematicBreak:
		no, _ := m.page.lineAt(max(n.Pos(), 0))
		m.add(block{kind: rule, line: no})
	default:
		m.all(n)
	}
}

func (m *maker) comments(no int, comments []string) {
	for _, c := range comments {
		m.add(block{kind: comment, line: no, text: c})
	}
}

// paragraph makes prose of a paragraph, or what a person meant by it: a table,
// or a list whose bullets Markdown does not know.
func (m *maker) paragraph(n ast.Node) {
	segments := n.Lines()
	if segments.Len() == 0 {
		return
	}
	no, _ := m.page.lineAt(segments.At(0).Start)
	lines, comments := m.page.linesOf(n, segments.At(0).Start)
	if first, rows := tableIn(m.piped(segments)); rows != nil {
		if before := linesBefore(lines, no+first); len(before) > 0 {
			m.add(block{kind: prose, line: no, lines: before})
		}
		m.add(block{kind: table, line: no + first, rows: rows})
		m.comments(no, comments)
		return
	}
	if len(lines) > 0 {
		lines[0].text, lines[0].lead = calloutOff(lines[0])
	}
	if m.nested > 0 {
		m.columns(lines, segments)
	}
	m.blocks = append(m.blocks, bullets(block{kind: prose, line: no, lines: lines})...)
	m.comments(no, comments)
}

// piped gives the lines of a paragraph as they are written, where some of them
// may be rows of a table.
func (m *maker) piped(segments *text.Segments) []string {
	pipes := 0
	for i := range segments.Len() {
		s := segments.At(i)
		if bytes.IndexByte(s.Value(m.page.text), '|') >= 0 {
			pipes++
		}
	}
	if pipes < 2 {
		return nil
	}
	raw := make([]string, segments.Len())
	for i := range raw {
		s := segments.At(i)
		raw[i] = strings.TrimSpace(string(s.Value(m.page.text)))
	}
	return raw
}

// columns notes how far each line is indented, markup included.
func (m *maker) columns(lines []line, segments *text.Segments) {
	i := 0
	for j := range segments.Len() {
		no, col := m.page.lineAt(segments.At(j).Start)
		for i < len(lines) && lines[i].no <= no {
			if lines[i].no == no {
				lines[i].col = col
			}
			i++
		}
	}
}

func linesBefore(lines []line, no int) []line {
	n := 0
	for n < len(lines) && lines[n].no < no {
		n++
	}
	return lines[:n]
}

// list makes a list.
func (m *maker) list(n *ast.List) {
	no, _ := m.page.lineAt(max(n.Pos(), 0))
	l := block{kind: list, line: no, ordered: n.IsOrdered()}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		at, _ := m.page.lineAt(max(c.Pos(), 0))
		inside := maker{page: m.page, depth: m.depth, nested: m.nested + 1}
		inside.all(c)
		it := item{line: at}
		if len(inside.blocks) > 0 && inside.blocks[0].kind == prose {
			it.lines, inside.blocks = inside.blocks[0].lines, inside.blocks[1:]
			if len(it.lines) > 0 {
				it.line = it.lines[0].no
				it.lines[0].text, it.lines[0].lead = boxOff(it.lines[0])
			}
		}
		it.kids = inside.blocks
		l.items = append(l.items, it)
	}
	if m.nested > 0 {
		m.add(l)
		return
	}
	m.blocks = append(m.blocks, unlazy(l)...)
}

// calloutOff takes the mark of a callout off a line: "[!note] …".
func calloutOff(l line) (text string, lead int) {
	text = calloutPattern.ReplaceAllString(l.text, "")
	return text, max(0, l.lead-(len(l.text)-len(text)))
}

// boxOff takes a task's box off a line.
func boxOff(l line) (text string, lead int) {
	text = stripBox(l.text)
	return text, max(0, l.lead-(len(l.text)-len(text)))
}

// indented parses what is only indented: few who write notes mean code by it.
func (m *maker) indented(n *ast.CodeBlock) {
	segments := n.Lines()
	if segments.Len() == 0 {
		return
	}
	no, _ := m.page.lineAt(segments.At(0).Start)
	if m.depth >= deepest {
		m.add(block{kind: code, line: no, text: string(segments.Value(m.page.text)), indented: true})
		return
	}
	var text []byte
	var nos []int
	for i := range segments.Len() {
		s := segments.At(i)
		at, _ := m.page.lineAt(s.Start)
		nos = append(nos, at)
		text = append(text, strings.TrimRight(string(s.Value(m.page.text)), "\n")...)
		text = append(text, '\n')
	}
	m.within(text, nos)
}

// within parses text that stands in other text; nos are the numbers of its lines.
func (m *maker) within(text []byte, nos []int) {
	inside := newPage(text)
	number := inside.number
	inside.number = func(i int) int { return nos[min(number(i)-1, len(nos)-1)] }
	inside.refs = append(inside.refs, m.page.refs...)
	m.blocks = append(m.blocks, inside.parse(0, len(inside.text), m.depth+1)...)
}

// parseText parses the text of a fence that begins at a line of the notes.
func parseText(text string, no int) []block {
	inside := newPage([]byte(text))
	number := inside.number
	inside.number = func(i int) int { return number(i) + no }
	return inside.parse(0, len(inside.text), 1)
}

var (
	commentPattern = regexp.MustCompile(`(?s)<!--(.*?)(?:-->|$)`)
	titlePattern   = regexp.MustCompile(`(?i)<(?:summary|h[1-6])\b[^>]*>(.*?)(?:</(?:summary|h[1-6])>|$)`)
	itemPattern    = regexp.MustCompile(`(?i)<li\b[^>]*>`)
	anyTag         = regexp.MustCompile(`</?([A-Za-z][A-Za-z0-9-]*)(?:\s[^<>]*)?/?>`)
)

// html takes the tags off a block of HTML and parses what is left. Comments
// are told of.
func (m *maker) html(n *ast.HTMLBlock) {
	raw := string(n.Lines().Value(m.page.text))
	at := max(n.Pos(), 0)
	if n.Lines().Len() > 0 {
		at = n.Lines().At(0).Start
	}
	if n.HasClosure() {
		if n.Lines().Len() == 0 {
			at = n.ClosureLine.Start
		}
		raw += string(n.ClosureLine.Value(m.page.text))
	}
	no, _ := m.page.lineAt(at)
	var lines []string
	var nos []int
	for i, l := range strings.Split(m.uncommented(raw, no), "\n") {
		closed := strings.Contains(l, "</details>")
		l = itemPattern.ReplaceAllString(titlePattern.ReplaceAllString(l, "###### $1"), "- ")
		l = anyTag.ReplaceAllStringFunc(l, func(tag string) string {
			if knownTag(strings.ToLower(anyTag.FindStringSubmatch(tag)[1])) {
				return " "
			}
			return tag
		})
		l = strings.Join(strings.Fields(l), " ")
		if closed {
			l += "\n\n***\n"
		}
		for range 1 + strings.Count(l, "\n") {
			nos = append(nos, no+i)
		}
		lines = append(lines, l)
	}
	inside := strings.Join(lines, "\n")
	if strings.TrimSpace(inside) == "" {
		return
	}
	if m.depth >= deepest {
		m.add(block{kind: code, line: no, text: inside})
		return
	}
	m.within([]byte(inside+"\n"), nos)
}

// uncommented takes the comments out of HTML, and leaves their line ends.
func (m *maker) uncommented(raw string, no int) string {
	var b strings.Builder
	for raw != "" {
		at := commentPattern.FindStringSubmatchIndex(raw)
		if at == nil {
			break
		}
		no += strings.Count(raw[:at[0]], "\n")
		m.add(block{kind: comment, line: no, text: raw[at[2]:at[3]]})
		inside := strings.Count(raw[at[0]:at[1]], "\n")
		b.WriteString(raw[:at[0]] + strings.Repeat("\n", inside))
		no += inside
		raw = raw[at[1]:]
	}
	return b.String() + raw
}
