package notes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// examples gives the notes that a page shows.
func examples(page string) (all []string) {
	fence, example := "", ""
	for line := range strings.Lines(page) {
		mark, _, opens := strings.Cut(line, "markdown\n")
		switch {
		case fence == "" && opens && strings.HasPrefix(mark, "```"):
			fence, example = mark, ""
		case fence != "" && strings.TrimSpace(line) == fence:
			all = append(all, example)
			fence = ""
		case fence != "":
			example += line
		}
	}
	return all
}

// TestTheImportingPageShowsWhatIsRead reads the examples on the page that
// explains importing to people.
func TestTheImportingPageShowsWhatIsRead(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "importing.md"))
	if err != nil {
		t.Fatal(err)
	}
	type shown struct {
		Entries    [][5]int // of each story
		Drafts     []bool
		Tags       int
		Categories int
		Skipped    int
	}
	var got []shown
	for _, e := range examples(string(page)) {
		f, err := Read("notes.md", []byte(e))
		if err != nil {
			t.Fatal(err)
		}
		usable(t, f)
		s := shown{Categories: len(f.Questions), Skipped: len(said(f, Skipped))}
		for _, d := range f.Stories {
			s.Entries = append(s.Entries, entries(d.Story))
			s.Drafts = append(s.Drafts, d.Story.Draft())
			s.Tags += len(d.Story.Tags)
		}
		got = append(got, s)
	}
	if diff := cmp.Diff([]shown{
		{Entries: [][5]int{{2, 2, 3, 2, 1}}, Drafts: []bool{false}},
		{Entries: [][5]int{{}, {1, 1, 1, 1, 0}}, Drafts: []bool{true, false}, Categories: 2},
		{Entries: [][5]int{{1, 1, 1, 1, 1}}, Drafts: []bool{false}, Tags: 2},
		{Entries: [][5]int{{1, 1, 2, 1, 1}}, Drafts: []bool{false}, Tags: 2, Skipped: 3},
		{Entries: [][5]int{{1, 1, 1, 1, 0}, {1, 1, 1, 1, 0}}, Drafts: []bool{false, true}},
	}, got); diff != "" {
		t.Error(diff)
	}
}
