package story

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheStoryFormatPageShowsWhatIsRead reads the examples on the page that
// explains the format to people.
func TestTheStoryFormatPageShowsWhatIsRead(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "story-format.md"))
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for i, part := range strings.Split(string(page), "```toml\n") {
		if block, _, closed := strings.Cut(part, "```"); i > 0 && closed {
			blocks = append(blocks, block)
		}
	}
	if len(blocks) != 2 {
		t.Fatalf("%d examples", len(blocks))
	}
	s, problems := Parse("conflict.toml", []byte(blocks[0]), Options{})
	if len(problems) > 0 || s.Draft() || s.Lessons.Empty() {
		t.Error(said(problems))
	}
	b, problems := ParseBank(BankFile, []byte(blocks[1]))
	if _, ok := b.Find(s.Answers[0]); !ok || len(problems) > 0 {
		t.Error(b, said(problems))
	}
	for _, key := range append(storyKeys(), sectionKeys()...) {
		if !strings.Contains(string(page), "`"+key+"`") && !strings.Contains(string(page), "`["+key+"]`") {
			t.Errorf("the page says nothing of %s", key)
		}
	}
}
