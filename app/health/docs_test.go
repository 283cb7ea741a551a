package health

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheHealthPageTellsAllThatIsLookedFor compares the page that explains the
// observations to people with what is known here.
func TestTheHealthPageTellsAllThatIsLookedFor(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "health.md"))
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(strings.Fields(string(data)), " ")
	for _, k := range Kinds() {
		if !strings.Contains(page, "| `"+string(k)+"`") && !strings.Contains(page, "| `"+string(k)+"/") {
			t.Errorf("the page says nothing of %s", k)
		}
	}
	_, everybody, _ := strings.Cut(page, "which everybody knows")
	everybody, fillers, _ := strings.Cut(everybody, "**Fillers** are *")
	fillers, _, _ = strings.Cut(fillers, "*")
	for acronym := range strings.FieldsSeq(commonAcronyms) {
		if !strings.Contains(everybody, " "+strings.ToUpper(acronym)+",") && !strings.Contains(everybody, " "+strings.ToUpper(acronym)+" ") {
			t.Errorf("the page does not say that everybody knows %s", acronym)
		}
	}
	for _, f := range fillerWords {
		if phrase := strings.Join(f.words, " "); !strings.Contains(strings.ToLower(", "+fillers+","), ", "+phrase+",") && phrase != "umm" && phrase != "uhm" {
			t.Errorf("the page does not call %q a filler", phrase)
		}
	}
}
