package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode"

	"starling/app/history"
	"starling/app/story"
)

// WriteCSV writes the attempts as `starling history --csv` does: see
// docs/history-json.md.
func WriteCSV(w io.Writer, d Data) error { return history.WriteCSV(w, d.shown().records()) }

// WriteStoriesCSV writes the stories, a line each below a line of names. A list
// stands in its cell an entry a line.
func WriteStoriesCSV(w io.Writer, d Data) error {
	d = d.shown()
	out := csv.NewWriter(w)
	names := []string{"slug", "title", "draft", "ready", "tags", "answers", "limit_s", "polished", "followups", "notes"}
	for _, n := range story.SectionNames() {
		names = append(names, string(n)+"_target_s", string(n)+"_points", string(n)+"_script")
	}
	// What the writer fails at, it says at the end.
	_ = out.Write(names)
	for _, s := range d.Stories {
		_ = out.Write(storyLine(s))
	}
	out.Flush()
	return out.Error()
}

func storyLine(s story.Story) []string {
	line := []string{
		safe(s.Slug), safe(s.Title), strconv.FormatBool(s.MarkedDraft), strconv.FormatBool(!s.Draft()), lines(s.Tags), lines(s.Answers), seconds(s.Limit),
		lines(s.Polished), lines(s.Followups), safe(s.Notes),
	}
	for _, n := range story.SectionNames() {
		section := s.Section(n)
		line = append(line, seconds(section.Target), lines(section.Points), safe(section.Script))
	}
	return line
}

func lines(texts []string) string { return safe(strings.Join(texts, "\n")) }

// seconds writes a length of time without an exponent, which some spreadsheets
// misread; nothing for none.
func seconds(d time.Duration) string {
	if s := unlessNone(d); s != nil {
		return strconv.FormatFloat(*s, 'f', -1, 64)
	}
	return ""
}

// safe keeps a spreadsheet from taking a text for a formula, as package history
// does in its CSV: one that starts like a formula gets an apostrophe before it.
func safe(text string) string {
	start := strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) || r == '\ufeff' })
	if start != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(start)[0]) {
		return "'" + text
	}
	return text
}
