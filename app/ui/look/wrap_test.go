package look

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// letters measures a text as if each letter were ten wide, and a wide one twenty.
func letters(s string) float32 {
	width := float32(0)
	for _, r := range s {
		width += 10
		if r == 'W' {
			width += 10
		}
	}
	return width
}

func broken(text string, width float32) []string {
	p := paragraph{text: text}
	p.wrap(width, letters)
	var lines []string
	for i := range p.starts {
		lines = append(lines, p.line(i))
	}
	return lines
}

func TestALineBreaksBeforeTheFirstWordThatDoesNotFit(t *testing.T) {
	for text, want := range map[string][]string{
		"":                             {""},
		"one two three":                {"one two", "three"},
		"a  two   three":               {"a  two", "three"},
		"sevenseven":                   {"sevense", "ven"},
		"a sevenseven b":               {"a", "sevense", "ven b"},
		"one\u2028two":                 {"one", "two"},
		"one\u2028\u2028two":           {"one", "", "two"},
		"one\u00a0two three":           {"one\u00a0two", "three"},
		"  two words":                  {"  two", "words"},
		"WWW WW":                       {"WWW", "WW"},
		"trailing          b":          {"trailin", "g", "b"},
		"说 我们在一个很大的团队里":                {"说 我们在一个", "很大的团队里"},
		"a " + strings.Repeat("x", 64): append([]string{"a xxxxx"}, append(slices.Repeat([]string{"xxxxxxx"}, 8), "xxx")...),
	} {
		wantAll(t, text, broken(text, 70), want...)
	}
}

func TestWhatIsChangedInAParagraphBreaksAsIfItWereBrokenAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.StringOfN(rapid.SampledFrom([]rune("abW    \u2028\té语语")), 0, 100, -1)
		p := paragraph{text: some.Draw(t, "text")}
		width := rapid.Float32Range(0, 120).Draw(t, "width")
		p.wrap(width, letters)
		for range rapid.IntRange(1, 8).Draw(t, "changes") {
			var at []int
			for i := range p.text {
				at = append(at, i)
			}
			at = append(at, len(p.text))
			from := rapid.IntRange(0, len(at)-1).Draw(t, "from")
			to := rapid.IntRange(from, len(at)-1).Draw(t, "to")
			p.splice(at[from], at[to]-at[from], some.Draw(t, "insert"), width, letters)
			anew := paragraph{text: p.text}
			anew.wrap(width, letters)
			if !slices.Equal(p.starts, anew.starts) {
				t.Fatalf("%q at %v breaks at %v, and anew at %v", p.text, width, p.starts, anew.starts)
			}
		}
	})
}

func TestOnlyTheLinesAroundAChangeAreMeasured(t *testing.T) {
	measured := 0
	count := func(s string) float32 { measured++; return letters(s) }
	p := paragraph{text: strings.Repeat("word after word ", 2000)}
	p.wrap(700, count)
	measured = 0
	p.splice(len(p.text)/2, 0, "x", 700, count)
	if measured > 100 {
		t.Errorf("a letter in the middle of 6,000 words has %d words measured", measured)
	}
}

func TestALetterIsWhatAPersonTakesForOne(t *testing.T) {
	for _, letter := range []string{"a", "é", "e\u0301", "👩\u200d🚀", "👍\U0001f3fd", "✈\ufe0f"} {
		text := "x" + letter + "y"
		want(t, "after "+letter, after(text, 1), 1+len(letter))
		want(t, "before "+letter, before(text, 1+len(letter)), 1)
	}
	want(t, "before the beginning", before("a", 0), 0)
	want(t, "after the end", after("a", 1), 1)
}

func TestWordsEndWhereTheirLettersDo(t *testing.T) {
	const text = "it’s done, again"
	var ends, starts []int
	for at := 0; at < len(text); at = wordAfter(text, at) {
		ends = append(ends, wordAfter(text, at))
	}
	for at := len(text); at > 0; at = wordBefore(text, at) {
		starts = append(starts, wordBefore(text, at))
	}
	wantAll(t, "ends", ends, 6, 11, 18)
	wantAll(t, "starts", starts, 13, 7, 0)
	if !utf8.ValidString(text[:ends[0]]) {
		t.Error("a word ends within a letter")
	}
}
