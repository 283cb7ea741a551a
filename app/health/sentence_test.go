package health

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"
)

func TestATextIsPartedWhereAReaderWouldPartIt(t *testing.T) {
	// A stroke stands where one sentence ends and the next begins.
	for name, marked := range map[string]string{
		"full stops":             "I asked first.| Then I drew.",
		"questions and calls":    "Who owns it?| Nobody!| So I did.",
		"no stop at the end":     "I asked first.| Then I drew",
		"e.g. and i.e.":          "I tried two ways, e.g. Monday and i.e. Tuesday.",
		"an example in brackets": "I asked the leads (e.g. Ana) first.| Then I drew.",
		"decimals":               "It fell from 9.5 to 1,200.25 a day.| It stayed.",
		"a number at the end":    "It fell to 9.| Then it stayed.",
		"titles":                 "I rang Dr. Meier, Prof. Lee and Mrs. I.| They came.",
		"initials":               "I rang J. R. Smith.| He came.",
		"a letter that ends":     "I had a plan B.| Then it worked.",
		"I at the end":           "Nobody but I.| Nobody else.",
		"numbered things":        "I took No. 5 and nr. 6 and read them.",
		"an answer of no":        "They said no.| I asked again.",
		"abbreviations":          "It took approx. five weeks vs. nine in Jan. 2021.| Good.",
		"one that ends":          "Bread, milk, etc.| Then we left.",
		"times of day":           "We met at 9 a.m. on Monday.| It went well.",
		"one of those that ends": "We met at 9 a.m.| Then it went well.",
		"an ellipsis goes on":    "I waited... and waited… and then it came.| Good.",
		"an ellipsis ends":       "I waited…| Nothing came...| So I went.",
		"speech within":          "“Why?” she asked.| \"Stop!\" he said.",
		"speech by itself":       "“It is done.”| I left.",
		"questions in small":     "what now?| i asked again.",
		"brackets":               "(It was late.)| I left.",
		"points within names":    "I opened file.txt on node.js for the U.S. Army.",
		"small letters":          "i asked first.| then i drew.",
		"paragraphs":             "No stop here\n \n|A new paragraph",
		"a wrapped line":         "I was a senior engineer in a sales planning group of about sixty\npeople in Berlin.",
		"wrapped before a name":  "I was a senior engineer in a sales planning group of about sixty in\nBerlin, and stayed.",
		"short lines":            "Asked the leads first\n|Drew the plan\n|Moved one team",
		"a list with dashes":     "I did three things:\n|- asked\n|- drew\n|* moved",
		"a numbered list":        "I did this\n|1. asked\n|2) drew",
		"two things in a line":   "I did 1. asking",
		"Chinese":                "我先问了他们。|然后我画了图！|好吗？|好",
		"German abbreviations":   "Wir hatten z. B. Lieferanten, ca. zwei.| Dann nicht mehr.",
		"Spanish":                "¿Quién lo sabe?| Nadie.",
		"nothing":                "",
		"no word":                " … – ?!",
	} {
		text := strings.ReplaceAll(marked, "|", "")
		var got, want []string
		for _, part := range strings.Split(marked, "|") {
			if part = strings.Trim(part, " \n-*“\"(¿"); strings.IndexFunc(part, unicode.IsLetter) >= 0 {
				want = append(want, strings.TrimRight(part, "”)"))
			}
		}
		for _, s := range sentencesOf(text, split(text)) {
			got = append(got, strings.TrimRight(text[s.start:s.end], "”\")"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func TestEveryWordBelongsToOneSentence(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Draw(t, "text")
		words := split(text)
		next, end := 0, 0
		for _, s := range sentencesOf(text, words) {
			if s.first != next || s.last <= s.first || s.start < end || s.end > len(text) {
				t.Fatalf("after word %d and byte %d comes %+v", next, end, s)
			}
			if s.start != words[s.first].start || s.end < words[s.last-1].end {
				t.Fatalf("%+v does not hold its words", s)
			}
			next, end = s.last, s.end
		}
		if next != len(words) {
			t.Fatalf("%d of %d words are in a sentence", next, len(words))
		}
	})
}

func TestWordsAreWhatIsSaidInOneGo(t *testing.T) {
	for text, want := range map[string][]string{
		"I don't, we’re – well-known!": {"I", "don't", "we’re", "well-known"},
		"9.5% of 1,200, in 3.":         {"9.5", "of", "1,200", "in", "3"},
		"'quoted' and -dashed-":        {"quoted", "and", "dashed"},
		"A/B, CI/CD, R&D, a.b":         {"A", "B", "CI", "CD", "R", "D", "a", "b"},
		"Größe, naïve":                 {"Größe", "naïve"},
		"e\xcc\x81te\xcc\x81":          {"e\xcc\x81te\xcc\x81"},
		"问了他们。ok":                      {"问了他们", "ok"},
		"a\xffb":                       {"a", "b"},
		"":                             nil,
	} {
		var got []string
		for _, w := range split(text) {
			got = append(got, w.text)
			if text[w.start:w.end] != w.text {
				t.Errorf("%q is not where it is said to be", w.text)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
