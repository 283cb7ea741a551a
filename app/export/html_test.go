package export

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"starling/app/chart"
	"starling/app/rehearsal"
	"starling/app/story"
)

// shape is the tree of a page without its texts: its elements, and the names of
// their attributes.
func shape(t interface{ Fatal(...any) }, page []byte) []string {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var elements []string
	for n := range doc.Descendants() {
		switch n.Type {
		case html.CommentNode:
			t.Fatal("a comment:", n.Data)
		case html.ElementNode:
			element := n.Data
			for _, a := range n.Attr {
				element += " " + a.Key
			}
			elements = append(elements, fmt.Sprint(depth(n), element))
		}
	}
	return elements
}

func depth(n *html.Node) int {
	depth := 0
	for range n.Ancestors() {
		depth++
	}
	return depth
}

// harmless gives data in which every text of a person is letters, with the same
// lines and paragraphs.
func harmless(d Data) Data {
	letters := regexp.MustCompile(`[^\n]+`)
	tame := func(text string) string { return letters.ReplaceAllString(text, "x") }
	all := func(texts []string) []string {
		var tamed []string
		for _, text := range texts {
			tamed = append(tamed, tame(text))
		}
		return tamed
	}
	d.Stories, d.Attempts, d.Next = slices.Clone(d.Stories), slices.Clone(d.Attempts), slices.Clone(d.Next)
	for i := range d.Stories {
		s := &d.Stories[i]
		s.Title, s.Notes, s.Tags, s.Answers = tame(s.Title), tame(s.Notes), all(s.Tags), all(s.Answers)
		s.Polished, s.Followups = all(s.Polished), all(s.Followups)
		for _, n := range story.SectionNames() {
			section := sectionOf(s, n)
			section.Points, section.Script = all(section.Points), tame(section.Script)
		}
	}
	for i := range d.Attempts {
		a := &d.Attempts[i]
		a.Title, a.Note, a.Question.Text = tame(a.Title), tame(a.Note), "y"
	}
	for i := range d.Next {
		d.Next[i].Title, d.Next[i].Why = tame(d.Next[i].Title), tame(d.Next[i].Why)
	}
	d.Program, d.Scope.Tag = tame(d.Program), tame(d.Scope.Tag)
	return d
}

// hostile puts a text wherever the report shows one of a person.
func hostile(d Data, text string) Data {
	d.Stories, d.Attempts, d.Next = slices.Clone(d.Stories), slices.Clone(d.Attempts), slices.Clone(d.Next)
	some := story.Section{Points: []string{text, text}, Script: text}
	d.Stories[0] = story.Story{
		Slug: text, Title: text, Tags: []string{text}, Answers: []string{text}, Polished: []string{text}, Followups: []string{text},
		Notes: text, Situation: some, Task: some, Action: some, Result: some, Lessons: some,
	}
	for i := range d.Attempts {
		d.Attempts[i].Title, d.Attempts[i].Note, d.Attempts[i].Question.Text = text, text, text+"?"
	}
	d.Next[0] = Next{Slug: text, Title: text, When: "today", Why: text}
	d.Program, d.Scope.Tag = text, text
	return d
}

func TestNoTextBreaksOutOfItsElement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := hostile(sample(), texts(3).Draw(t, "text"))
		d.Stories[1] = stories().Draw(t, "story")
		if diff := cmp.Diff(shapeOf(t, harmless(d)), shapeOf(t, d)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func shapeOf(t interface{ Fatal(...any) }, d Data) []string {
	var b bytes.Buffer
	if err := WriteHTML(context.Background(), &b, d); err != nil {
		t.Fatal(err)
	}
	return shape(t, b.Bytes())
}

func FuzzNoTextBreaksOutOfItsElement(f *testing.F) {
	for _, text := range []string{
		"plain", "</title><script>alert(1)</script>", "</style><img src=x onerror=alert(1)>", `" onmouseover="alert(1)`, "<!-- x", "]]>",
		"<svg><desc></svg>", "{{.}}", "&lt;b&gt;", "</desc></title></svg><iframe src='//x'>", "\x00\xff", "`${alert(1)}`", "<table><tr><td>",
	} {
		f.Add(text)
	}
	d := sample()
	d.Attempts = d.Attempts[:4]
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.TrimSpace(plain(strings.ReplaceAll(text, "\n", " ")))
		if text == "" {
			return
		}
		hostile := hostile(d, text)
		if diff := cmp.Diff(shapeOf(t, harmless(hostile)), shapeOf(t, hostile)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestTheReportAsksForNothingFromOutside(t *testing.T) {
	page := written(t, "html", hostile(sample(), `<img src="https://example.org/x.png">`))
	if !strings.Contains(page, `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"`) {
		t.Error("it has no policy, or another")
	}
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		if slices.Contains([]string{"script", "link", "img", "iframe", "object", "embed", "form", "base", "image", "use"}, n.Data) {
			t.Error("it has", n.Data)
		}
		for _, a := range n.Attr {
			if strings.HasPrefix(a.Key, "on") || a.Key == "style" || a.Key == "src" || a.Key == "href" && !strings.HasPrefix(a.Val, "#") {
				t.Errorf("%s has %s=%q", n.Data, a.Key, a.Val)
			}
		}
	}
	for _, request := range []string{"url(", "@import", "@font-face"} {
		if strings.Contains(page, request) {
			t.Error("its style sheet has", request)
		}
	}
}

func TestEveryColourOfAChartHasItsDarkOne(t *testing.T) {
	page := written(t, "html", sample())
	colours := regexp.MustCompile(`(fill|stroke)="(#[0-9a-f]+)"`)
	found := 0
	for _, svg := range pictures.FindAllString(page, -1) {
		for _, c := range colours.FindAllStringSubmatch(svg, -1) {
			found++
			if rule := fmt.Sprintf("svg [%s=%q] { %[1]s: #", c[1], c[2]); !strings.Contains(page, rule) {
				t.Errorf("%s %s stays in the dark", c[1], c[2])
			}
		}
	}
	if found < 100 {
		t.Errorf("only %d colours", found)
	}
}

func TestEachRoleHasAColourOfItsOwn(t *testing.T) {
	seen := map[string]chart.Role{}
	for role, c := range lightCharts() {
		if other, ok := seen[webColour(c)]; ok {
			t.Errorf("%s and %s are both %s", role, other, webColour(c))
		}
		seen[webColour(c)] = role
		near := func(a, b uint8) bool { return max(a, b)-min(a, b) <= 4 }
		if want := chart.Light()[role]; c.R != want.R || c.G != want.G || !near(c.B, want.B) {
			t.Errorf("%s is %s instead of %s", role, webColour(c), webColour(want))
		}
	}
}

func TestTheReportSaysWhatIsNotInIt(t *testing.T) {
	d := sample()
	random := rand.New(rand.NewPCG(1, 1))
	d.Attempts = nil
	for i := range mostAttempts + 50 {
		a := sampleAttempt(d, random, 1+i%5)
		a.Story, a.Title = fmt.Sprintf("story-%d", i%(mostTimes+2)), ""
		a.Started = d.Made.Add(-time.Duration(i) * time.Hour)
		d.Attempts = append(d.Attempts, a)
	}
	page := written(t, "html", d)
	for _, want := range []string{"Not shown: 2 stories practised earlier.", "Not listed: 50 earlier attempts. The JSON and the CSV have all."} {
		if !strings.Contains(page, want) {
			t.Errorf("it does not say: %s", want)
		}
	}
	if n := strings.Count(page, "<time "); n != mostAttempts {
		t.Errorf("%d attempts are listed", n)
	}
	if n := strings.Count(page, `id="time-`); n < mostTimes {
		t.Errorf("%d stories are drawn", n)
	}
}

func TestTheReportLooksBackNoFurtherThanAsked(t *testing.T) {
	d := sample()
	d.Scope.Since = time.Date(2026, 11, 16, 0, 0, 0, 0, berlin)
	if got := d.period(); got != 7 {
		t.Error("a week is", got)
	}
	d.Scope.Since = d.Made.Add(time.Hour)
	if got := d.period(); got != 1 {
		t.Error("from now on is", got)
	}
	d.Scope = Scope{Since: d.Made.AddDate(0, 0, -6), Story: "one-source-of-truth"}
	page := written(t, "html", d)
	for _, want := range []string{"<h1>Practice report: One source of truth</h1>", "last 7 days", "since 16 November 2026"} {
		if !strings.Contains(page, want) {
			t.Error("it does not say", want)
		}
	}
}

func TestAnAttemptIsListedInWords(t *testing.T) {
	a := sample().Attempts[0]
	a.Title, a.Story, a.Mode, a.Prompt = "", "", rehearsal.ModeOneWay, rehearsal.PromptQuestion
	a.Plan.Limit, a.Spoken = 2*time.Minute, 125*time.Second
	for ended, want := range map[rehearsal.Ending]string{
		rehearsal.Finished: "finished", rehearsal.AtLimit: "ended at its limit", rehearsal.Auto: "ended by itself, ten minutes over",
		rehearsal.Abandoned: "started over", rehearsal.Unfinished: "unfinished",
	} {
		a.Ended = ended
		l := listed(a)
		if l.How != want+", from the question alone, one-way" || l.Name != a.Question.Text || l.Question != "" || l.Over != "+0:05" {
			t.Errorf("%+v", l)
		}
	}
	for _, p := range []rehearsal.Prompt{rehearsal.PromptScript, rehearsal.PromptLines, rehearsal.PromptPoints} {
		a.Prompt = p
		if l := listed(a); !strings.Contains(l.How, ", from the ") {
			t.Error(l.How)
		}
	}
	a.Prompt, a.Question = "another", rehearsal.Question{}
	if l := listed(a); l.Name != "A question" || !strings.Contains(l.How, "another") {
		t.Errorf("%+v", l)
	}
}
