package notes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzRead reads whatever bytes there are: it must come to an end without
// harm, twice with the same result, and every story must be one that can be
// written and read again.
func FuzzRead(f *testing.F) {
	for _, pattern := range []string{"*.md", "shapes/*"} {
		names, err := filepath.Glob(filepath.Join("testdata", pattern))
		if err != nil || len(names) == 0 {
			f.Fatal(names, err)
		}
		for _, name := range names {
			data, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(data)
		}
	}
	for _, text := range []string{
		"", "\xef\xbb\xbf", "\xff\xfeS\x00:\x00 \x00a\x00", "S: \x8et\x8e\nT: b", "---\na: b\n---\n", "+++\na = 'b'\n+++\n**S:** a",
		strings.Repeat(">", 100) + "a", strings.Repeat("- ", 100) + "a", strings.Repeat("[", 400), strings.Repeat("a|", 60) + "\n" + strings.Repeat("-|", 60) + "\n|||",
		"<!-- a", "```\nS: a\nT: b", "<details>\n<summary>Why?</summary>\n\n<div>\n**S:** a\n</div>", "- **S**: a\n**T:** b\n1. **A:** c\n\n\tR: d",
		"# Situation\n# Task\n# Situation\n", "| S | T | A | R |\n|---|---|---|---|\n| a | b | c | d |", "| S | a |\n|--|--|\n| T | b |",
		"‚úÖ Ã© ðŸ“\u009d", "**Full script**\n\na\n\nb\n\nc\n\nd\n\ne", "&#7;&#x80;&nbsp;&unknown;\\", "[a]: https://b\n[a][a] [[b|c]] <c@d> ![e](f)",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		found, err := Read("notes.md", data)
		if err != nil {
			return
		}
		usable(t, found)
		for _, r := range found.Reports {
			if !utf8.ValidString(r.String()) {
				t.Fatalf("%q", r.String())
			}
		}
		again, err := Read("notes.md", data)
		if diff := cmp.Diff(found, again, cmpopts.EquateComparable(Draft{}.mark), cmp.AllowUnexported(Draft{})); err != nil || diff != "" {
			t.Fatal(err, diff)
		}
	})
}
