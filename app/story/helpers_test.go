package story

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// whole is a story with everything that a story can have.
const whole = `title     = "One source of truth for sales planning"
tags      = ["conflict", "influence"]
answers   = ["conflict-other-team"]      # ids in questions.toml
limit     = "2m"
polished  = ["We agreed on the facts before we argued about the design."]
followups = ["What would you do differently?"]
notes     = """Ask Ana for the numbers."""
dismissed = ["result-number"]

[situation]
target = "24s"
points = ["A planning group", "No central data service"]
script = """
I worked with a planning group.
They had no central data service."""

[task]
points = ["Make one source of truth"]

[action]
target = "1m"
script = "I talked to each of them first."

[result]
points = ["80% fewer discrepancies within six months"]

[lessons]
points = ["Talk before you build"]
`

// bank is a small bank of questions.
const bank = `[[category]]
name = "Conflict"

[[category.question]]
id = "conflict-other-team"
text = "Tell me about a conflict with another team."

[[category.question]]
id = "conflict-colleague"
text = "Tell me about a conflict with a colleague."

[[category]]
name = "Failure"

[[category.question]]
id = "failure"
text = "Tell me about a failure."
`

// put writes files into a folder, by name and text.
func put(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// said gives problems as lines, the folder left out of the paths.
func said(problems []Problem) []string {
	lines := make([]string, 0, len(problems))
	for _, p := range problems {
		p.File = filepath.Base(p.File)
		lines = append(lines, p.Error())
	}
	return lines
}

// invented gives the text of a story of about 300 spoken words, as long as two
// minutes allow, in a vocabulary that grows slowly, as that of real texts does.
func invented(n int) string {
	random := rand.New(rand.NewPCG(1, uint64(n)))
	words := func(count int) string {
		var b strings.Builder
		for i := range count {
			if i > 0 {
				b.WriteByte(' ')
			}
			b.WriteString(inventedWord(int(random.ExpFloat64() * 700)))
		}
		return b.String()
	}
	var b strings.Builder
	fmt.Fprintf(&b, "title = %q\ntags = [%q, %q]\nanswers = [\"conflict\"]\nlimit = \"2m\"\n", fmt.Sprintf("%s %d", words(6), n), inventedWord(n%40), inventedWord(50+n%7))
	fmt.Fprintf(&b, "polished = [%q]\nfollowups = [%q]\n", words(15), words(8))
	for _, s := range SectionNames() {
		fmt.Fprintf(&b, "\n[%s]\npoints = [%q, %q, %q]\nscript = \"\"\"\n", s, words(5), words(6), words(7))
		for range 6 {
			b.WriteString(words(10) + ".\n")
		}
		b.WriteString("\"\"\"\n")
	}
	return b.String()
}

func inventedWord(n int) string {
	const consonants, vowels = "bdfgklmnprstvz", "aeiou"
	var b strings.Builder
	for n += 3; n > 0; n /= len(consonants) * len(vowels) {
		b.WriteByte(consonants[n%len(consonants)])
		b.WriteByte(vowels[n/len(consonants)%len(vowels)])
	}
	return b.String()
}

// inventedFolder makes a folder of so many stories.
func inventedFolder(t testing.TB, stories int) string {
	t.Helper()
	dir := t.TempDir()
	for n := range stories {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("story-%05d.toml", n)), []byte(invented(n)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(t, dir, map[string]string{BankFile: bank})
	return dir
}
