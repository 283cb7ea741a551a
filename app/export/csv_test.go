package export

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"starling/app/story"
)

func TestASpreadsheetGetsEveryTextAndNoFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Data{Stories: rapid.SliceOfN(stories(), 1, 3).Draw(t, "stories")}
		var b bytes.Buffer
		if err := WriteStoriesCSV(&b, d); err != nil {
			t.Fatal(err)
		}
		lines, err := csv.NewReader(&b).ReadAll()
		if err != nil || len(lines) != len(d.Stories)+1 {
			t.Fatal(len(lines), err)
		}
		for i, s := range d.Stories {
			got := lines[i+1]
			for j, cell := range got {
				if cell != "" && strings.ContainsAny(cell[:1], "=+-@\t\r\n") {
					t.Fatalf("a cell begins as a formula does: %q", cell)
				}
				got[j] = strings.TrimPrefix(cell, "'")
			}
			want := []string{
				s.Slug, s.Title, strconv.FormatBool(s.MarkedDraft), strconv.FormatBool(!s.Draft()), entries(s.Tags), entries(s.Answers),
				length3(s.Limit), entries(s.Polished), entries(s.Followups), s.Notes,
			}
			for _, n := range story.SectionNames() {
				section := s.Section(n)
				want = append(want, length3(section.Target), entries(section.Points), section.Script)
			}
			for j := range want {
				want[j] = strings.TrimPrefix(want[j], "'")
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

func entries(texts []string) string { return strings.Join(texts, "\n") }

// length3 is a length of time in seconds to the third digit, without those that
// are zero at the end.
func length3(d time.Duration) string {
	if d == 0 {
		return ""
	}
	text := strconv.FormatInt(d.Milliseconds()/1000, 10) + "." + strconv.FormatInt(1000+d.Milliseconds()%1000, 10)[1:]
	return strings.TrimSuffix(strings.TrimRight(text, "0"), ".")
}
