package export

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"starling/app/story"
)

func TestMarkdownHoldsEveryTextOfAStoryAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Data{Program: "starling", Made: time.Now(), Stories: rapid.SliceOfN(stories(), 1, 2).Draw(t, "stories")}
		var b bytes.Buffer
		if err := WriteMarkdown(&b, d); err != nil {
			t.Fatal(err)
		}
		var want []card
		for _, s := range d.Stories {
			want = append(want, cardOf(s))
		}
		if diff := cmp.Diff(want, readCards(t, b.Bytes()), cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n%s", b.String(), diff)
		}
	})
}

func TestANoteThatReadsLikeATableStaysText(t *testing.T) {
	for _, rule := range []string{"-:", ":-", ":-:", "---", ":---:", "|-|", "| :-- | --: |"} {
		s := story.Story{Slug: "a-story", Title: "One", Notes: "cost | time\n" + rule + "\nhigh | low"}
		var b bytes.Buffer
		if err := WriteMarkdown(&b, Data{Program: "starling", Made: time.Now(), Stories: []story.Story{s}}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]card{cardOf(s)}, readCards(t, b.Bytes()), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s\n%s", b.String(), diff)
		}
	}
}

func TestTheAttemptsAreATableWhateverIsInThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := sample()
		note, title := texts(3).Draw(t, "note"), texts(1).Draw(t, "title")
		d.Attempts[0].Note, d.Attempts[0].Title = note, title
		var b bytes.Buffer
		if err := WriteMarkdown(&b, d); err != nil {
			t.Fatal(err)
		}
		var rows [][]string
		for n := range parsed(t, b.Bytes()).Descendants() {
			if n.Type == html.ElementNode && n.Data == "tr" {
				rows = append(rows, cells(t, n))
			}
		}
		if len(rows) != len(d.Attempts)+1 {
			t.Fatalf("%d rows", len(rows))
		}
		words := func(text string) string { return strings.Join(strings.Fields(text), " ") }
		if row := rows[1]; len(row) != 7 || words(row[1]) != words(title) || words(row[6]) != words(note) {
			t.Fatalf("%q, %q are %q", title, note, row)
		}
	})
}

// card is what the Markdown holds of a story.
type card struct {
	Title, Tags, Limit, Status    string
	Questions, Polished, Followup []string
	Notes                         string
	Points                        map[string][]string
	Scripts                       map[string]string
}

func cardOf(s story.Story) card {
	c := card{
		Title: s.Title, Tags: strings.Join(s.Tags, ", "), Limit: lengthWords(s.Limit), Questions: s.Answers,
		Polished: s.Polished, Followup: s.Followups, Notes: s.Notes, Points: map[string][]string{}, Scripts: map[string]string{},
	}
	if s.MarkedDraft {
		c.Status = "draft"
	}
	for _, n := range story.SectionNames() {
		section := s.Section(n)
		if len(section.Points) > 0 {
			c.Points[sectionLabel(n)] = section.Points
		}
		if section.Script != "" {
			c.Scripts[sectionLabel(n)] = section.Script
		}
	}
	return c
}

// parsed is the Markdown as a browser has it.
func parsed(t interface{ Fatal(...any) }, markdown []byte) *html.Node {
	var b bytes.Buffer
	m := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.TaskList))
	if err := m.Convert(markdown, &b); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// cardReader reads cards as a person would: by headings, labels and lists.
type cardReader struct {
	t     interface{ Fatal(...any) }
	level string // of titles
	cards []card
	part  string // the heading or the label above
	label string // the label in the script
	plain int    // paragraphs of the script without labels
}

func readCards(t interface{ Fatal(...any) }, markdown []byte) []card {
	r := cardReader{t: t, level: "h1"}
	body := parsed(t, markdown).FirstChild.LastChild
	for n := range body.ChildNodes() {
		if n.Type == html.ElementNode {
			r.block(n)
		}
	}
	return r.cards
}

func (r *cardReader) block(n *html.Node) {
	switch n.Data {
	case "h1", "h2", "h3":
		r.heading(n)
	case "p":
		r.paragraph(n)
	case "ul", "ol":
		r.list(n)
	case "hr":
	default:
		r.t.Fatal("unexpected", n.Data)
	}
}

func (r *cardReader) heading(n *html.Node) {
	title := content(r.t, n)
	switch {
	case n.Data == "h1" && title == "Stories" && len(r.cards) == 0 && n.NextSibling.NextSibling.Data == "h2":
		r.level = "h2"
	case n.Data == r.level:
		r.cards = append(r.cards, card{Title: title, Points: map[string][]string{}, Scripts: map[string]string{}})
		r.part, r.label, r.plain = "", "", 0
	default:
		r.part, r.label = title, ""
	}
}

func (r *cardReader) paragraph(n *html.Node) {
	c := &r.cards[len(r.cards)-1]
	text := content(r.t, n)
	switch name, fields := labels(r.t, n); {
	case name == "Notes":
		r.part = name
	case name != "" && r.part == "Full script":
		r.label = name
	case name != "":
		r.part = name
	case fields:
		c.fields(r.t, text)
	case r.part == "Notes":
		c.Notes = joined(c.Notes, text)
	case r.part == "Full script" && r.label != "":
		c.Scripts[r.label] = joined(c.Scripts[r.label], text)
	case r.part == "Full script":
		c.Scripts[sectionLabel(story.SectionNames()[r.plain])] = text
		r.plain++
	default:
		r.t.Fatal("text in the wrong place:", text)
	}
}

// labels gives the label that a paragraph is, or tells that it has fields:
// labels with something behind them.
func labels(t interface{ Fatal(...any) }, n *html.Node) (name string, fields bool) {
	switch first := n.FirstChild; {
	case first.Type != html.ElementNode || first.Data != "strong":
		return "", false
	case first.NextSibling == nil:
		return strings.TrimSuffix(content(t, first), ":"), false
	}
	return "", true
}

func (c *card) fields(t interface{ Fatal(...any) }, text string) {
	for _, line := range strings.Split(text, "\n") {
		name, value, _ := strings.Cut(line, ": ")
		switch name {
		case "Tags":
			c.Tags = value
		case "Duration":
			c.Limit = value
		case "Status":
			c.Status = value
		default:
			t.Fatal("unexpected field", line)
		}
	}
}

func (r *cardReader) list(n *html.Node) {
	c := &r.cards[len(r.cards)-1]
	var items []string
	for item := range n.ChildNodes() {
		if item.Type == html.ElementNode {
			items = append(items, content(r.t, item))
		}
	}
	switch r.part {
	case "Questions":
		c.Questions = items
	case "Polished sentences":
		for _, item := range items {
			c.Polished = append(c.Polished, outOfQuotes(item))
		}
	case "Follow-up questions":
		c.Followup = items
	default:
		c.Points[r.part] = items
	}
}

// outOfQuotes takes the outer quotation marks off, if they are only outside.
func outOfQuotes(text string) string {
	for _, marks := range [][2]string{{`"`, `"`}, {"“", "”"}, {"«", "»"}} {
		inner, begins := strings.CutPrefix(text, marks[0])
		inner, ends := strings.CutSuffix(inner, marks[1])
		if begins && ends && !strings.ContainsAny(inner, marks[0]+marks[1]) {
			return inner
		}
	}
	return text
}

func joined(before, after string) string {
	if before == "" {
		return after
	}
	return before + "\n\n" + after
}

// content is the text of an element. Markup in it would be the text's own, and
// is an error, but for labels.
func content(t interface{ Fatal(...any) }, n *html.Node) string {
	var b strings.Builder
	for c := range n.ChildNodes() {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(strings.ReplaceAll(c.Data, "\n", ""))
		case c.Type == html.ElementNode && c.Data == "br":
			b.WriteString("\n")
		case c.Type == html.ElementNode && c.Data == "strong":
			b.WriteString(content(t, c))
		case c.Type == html.ElementNode && c.Data == "p":
			if b.Len() > 0 {
				b.WriteString("\n\n")
			}
			b.WriteString(content(t, c))
		default:
			t.Fatal("unexpected in a text: ", c.Data)
		}
	}
	return b.String()
}

func cells(t interface{ Fatal(...any) }, row *html.Node) []string {
	var texts []string
	for c := range row.ChildNodes() {
		if c.Type == html.ElementNode {
			texts = append(texts, content(t, c))
		}
	}
	return texts
}
