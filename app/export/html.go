package export

import (
	"bufio"
	"context"
	_ "embed" // for the page
	"html/template"
	"io"
	"strings"
	"sync"

	"starling/app/story"
)

//go:embed report.gohtml
var reportPage string

//go:embed report.css
var reportStyle string

// page is the report's template.
var page = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("report").Funcs(template.FuncMap{
		"paragraphs": paragraphs,
	}).Parse(reportPage))
})

// WriteHTML writes a report: one file that stands alone, with its charts. It
// has no script and asks for nothing from outside, which its own policy also
// forbids; it prints on A4 and follows the reader's choice of light or dark.
func WriteHTML(ctx context.Context, w io.Writer, d Data) error {
	r, err := newReport(ctx, d.shown())
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	if err := page().Execute(out, r); err != nil {
		return err
	}
	return out.Flush()
}

// paragraphs parts a text at its empty lines.
func paragraphs(text string) []string {
	var parts []string
	for _, part := range emptyLine.Split(text, -1) {
		if part = strings.TrimSpace(part); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

// style is the report's style sheet, with the charts' colours in the dark.
func style() template.CSS {
	return template.CSS(reportStyle + darkCharts()) //nolint:gosec // both are our own
}

// reportStory is a story as the report shows it.
type reportStory struct {
	story.Story

	Questions []string
	Parts     []reportPart
}

// reportPart is a section of a story.
type reportPart struct {
	Name   story.SectionName
	Target string
	story.Section
}

func (d Data) reportStories() []reportStory {
	stories := make([]reportStory, len(d.Stories))
	for i, s := range d.Stories {
		r := reportStory{Story: s}
		for _, id := range s.Answers {
			r.Questions = append(r.Questions, d.question(id))
		}
		for _, n := range story.SectionNames() {
			if section := s.Section(n); !section.Empty() {
				r.Parts = append(r.Parts, reportPart{Name: n, Target: lengthWords(section.Target), Section: section})
			}
		}
		stories[i] = r
	}
	return stories
}

// TimeLimit is the story's limit in words; empty for none of its own.
func (s reportStory) TimeLimit() string { return lengthWords(s.Limit) }
