package notes

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// hostile are texts on which a reader could spend for ever, or its stack.
func hostile(size int) map[string]string {
	repeat := func(s string) string { return strings.Repeat(s, size/len(s)+1) }
	growing := func(part string) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(part, i) + "- a\n")
		}
		return b.String()
	}
	all := map[string]string{
		"quotations in each other":  repeat(">") + "a",
		"lists in each other":       repeat("- ") + "a",
		"numbers in each other":     repeat("1. ") + "a",
		"deeper and deeper":         growing("  "),
		"more and more quotations":  growing(">"),
		"a table's width":           repeat("|a") + "\n" + repeat("|-") + "\n" + strings.Repeat("|\n", 2000),
		"a table's length":          "|S|T|A|R|\n|-|-|-|-|\n" + repeat("|a|b|c|d|\n"),
		"a table within a story":    "**Situation:** a\n\n|a|b|\n|-|-|\n" + repeat("|[a|b\n"),
		"brackets around a bracket": strings.Repeat("[", size/2) + strings.Repeat("]", size/2),
		"links in each other":       repeat("[") + repeat("](a)"),
		"one line":                  strings.TrimSpace(repeat("a ")),
		"one word":                  repeat("a"),
		"empty lines in a list":     "- a\n" + repeat("\n") + "  b",
		"many empty lines":          repeat("\n\n\n\n**S:** a\n"),
		"labels alone":              repeat("**Situation:**\n"),
		"tags":                      "**Situation:** a\n**Tags:** " + repeat("a,b,c1,"),
		"stories by the thousand":   repeat("# a\nS: a\nT: b\nA: c\nR: d\n\n"),
		"one title":                 repeat("# Story\n**Situation:** a\n\n"),
	}
	for _, unit := range []string{
		"[", "[a](", "[a]", "![", "*a ", "*a_ ", "**a", "*", "`", "a`b``c", "<", "<a ", "<a href=\"", "<!--", "<?", "<![CDATA[", "<!A ", "<div>\n", "<li>", "</details>", "&", "&#", "\\", "~~~\n", "```\n",
		"a\n=\n", "# \n", "# Situation\n", "###### a\n#\n", "## Notes\n", "# a\n## Results\n", "# 1 a\n", "# A. a\n", "# a?\n", "- story-1\n", "- a?\n", "• a\n", "2. a\n", "1) a\n\n", "S: a\n", "Situation / Task / Action: a\n",
		"**a:** b\n", "**a:**\n\n", "- **a:** b\n", "- a\nTask:\n", "- S: a\n    - T: b\n        - A: c\n", "\ta\n", "    ```\n", "[a]: https://b\n", "[a]: b\n", "[Date]\n\n", "a [b] ", "Ã©", "‚úÖ", "\x8e", "a\r", "\u00a0", "---\n", "a: b\n", "\"", "((", "(a)", "[x] ", "- [ ] ", "> [!a]\n", "> [a](b)\n", "2. [a\n", "1. *a\n", "#a ", "a|b\n-|-\n",
	} {
		all[fmt.Sprintf("%q", unit)] = repeat(unit)
		all[fmt.Sprintf("a story of %q", unit)] = "**Situation:** a\n**Full script:**\n\n" + repeat(unit)
	}
	return all
}

func TestHostileNotesComeToAnEnd(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	const longest = 20 * time.Second // some hundredths of a second each, on an idle machine
	size := 48 << 10
	if raceEnabled {
		size /= 3 // it slows this down more than fortyfold
	}
	for name, text := range hostile(size) {
		began := time.Now()
		f, err := Read("notes.md", []byte(text))
		if took := time.Since(began); took > longest {
			t.Errorf("%s: %v", name, took)
		} else if took > time.Second {
			t.Logf("%s: %v", name, took)
		}
		if err == nil {
			usable(t, f)
		}
	}
}
