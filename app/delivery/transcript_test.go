package delivery

import (
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestWordsAreCountedAsTheyAreSpoken(t *testing.T) {
	for text, want := range map[string]int{
		"":                                0,
		" – … ":                           0,
		"I don't know.":                   3,
		"a well-known fact—and/or two":    6,
		"It fell by 80%.":                 5,
		"R&D":                             3,
		"[BLANK_AUDIO] Yes. [coughs] No.": 2,
		"an open [bracket":                3,
		"你好":                              1,
	} {
		if n := Words(text); n != want {
			t.Errorf("%q has %d words, and should have %d", text, n, want)
		}
	}
	if wpm := WordsPerMinute("one two three", 2*time.Second); wpm != 90 {
		t.Error(wpm)
	}
	if wpm := WordsPerMinute("one two three", 0); wpm != 0 {
		t.Error(wpm)
	}
}

func TestFillersAreWholeWordsOfTheList(t *testing.T) {
	for _, c := range []struct {
		name, text string
		list       []string
		want       []FillerCount
	}{
		{
			"the default list", "Um, so UH we, you know, ummm, did it. Hmm. I mean, basically yes [um].", DefaultFillers(),
			[]FillerCount{{"um", 2}, {"uh", 1}, {"hm", 1}, {"you know", 1}, {"I mean", 1}, {"basically", 1}},
		},
		{"not within words", "The umbrella of the user erred; an hour. You knowingly err", []string{"um", "er", "you know"}, []FillerCount{{"er", 1}}},
		{"the longer one", "you know you know what", []string{"you", "you know", "you know what"}, []FillerCount{{"you know", 1}, {"you know what", 1}}},
		{"with its apostrophe", "It’s what it's", []string{"it's"}, []FillerCount{{"it's", 2}}},
		{"blank entries", "a b", []string{"", " ", "!", "b"}, []FillerCount{{"b", 1}}},
		{"honest uses of like", "I would like to look like that", DefaultFillers(), nil},
		{"one's own", "Like, I was like", []string{"like"}, []FillerCount{{"like", 2}}},
		{"words that only double a letter", "off too all", []string{"of", "to", "al"}, nil},
	} {
		if got := Fillers(c.text, c.list); !reflect.DeepEqual(got, c.want) {
			t.Errorf("%s: %v, and should be %v", c.name, got, c.want)
		}
	}
}

func TestALineIsSaidWordForWordOrNearly(t *testing.T) {
	const line = "I learned that an unclear question usually hides a clear decision."
	for _, c := range []struct {
		line, said string
		want       bool
	}{
		{line, "So in the end. I learned that an unclear question usually hides a clear decision. Thank you.", true},
		{line, "i learned that um an unclear question usually hides uh a clear decision", true},
		{line, "I learned that the unclear question usually hides a clear decision", true},
		{line, "I learned that an unclear question usually hides a clear precision", true}, // heard wrongly
		// Paraphrases.
		{line, "What I took away is that behind a vague question there is mostly a decision that is clear.", false},
		{line, "A clear decision is usually hidden by an unclear question, I learned.", false},
		{line, "I learned that an unclear question is rare.", false},
		{line, "I learned a lot. There was an unclear budget and nobody asked the question. That usually happens. It hides things. Clear?", false},
		{line, "", false},
		{"I began by making the question smaller.", "First I made the question smaller.", false},
		{"I began by making the question smaller.", "And so I began by making the question smaller, and went on.", true},
		{"We did not stop.", "We did stop.", false},
		{"We did not stop.", "We did not stop.", true},
		{"Errors fell from forty-two a week to three.", "Errors fell from 42 a week to 3.", true},
		{"Errors fell from forty-two a week to three.", "Errors fell from 90 a week to 70.", false},
		{"It's done.", "its done", true},
		{"…", "anything", false},
		{"", "", false},
	} {
		if got := LinesSaid(c.said, []string{c.line}); len(got) != 1 || got[0] != c.want {
			t.Errorf("%q said in %q: %v, and should be %v", c.line, c.said, got, c.want)
		}
	}
	if got := LinesSaid("two three", []string{"one", "three", "two"}); !reflect.DeepEqual(got, []bool{false, true, true}) {
		t.Error(got)
	}
}

func TestALongTranscriptIsSearchedInNoTime(t *testing.T) {
	said := strings.Repeat("we moved the data and then we waited ", 2000)
	began := time.Now()
	LinesSaid(said, []string{strings.Repeat("nothing of it was said before ", 5), "then we waited we moved the data"})
	if took := time.Since(began); took > 2*time.Second {
		t.Error(took)
	}
}

// FuzzTranscript looks for anything in anything.
func FuzzTranscript(f *testing.F) {
	f.Add("Um, you know [noise] 80% twenty one", "you know\n\numm\nI’d")
	f.Add("\xff[ \u0301", "[")
	f.Fuzz(func(t *testing.T, text, list string) {
		entries := strings.Split(list, "\n")
		said := tokens(text)
		total := 0
		for _, c := range Fillers(text, entries) {
			if c.Count < 1 {
				t.Errorf("%v", c)
			}
			total += c.Count
		}
		if total > len(said) {
			t.Errorf("%d fillers in %d words", total, len(said))
		}
		if Words(text) < 0 {
			t.Error("fewer than no words")
		}
		for i, is := range LinesSaid(text, entries) {
			if is && len(tokens(entries[i])) == 0 {
				t.Errorf("%q was said", entries[i])
			}
		}
		// What is written down is said.
		if len(said) > 0 && !LinesSaid(text, []string{text})[0] {
			t.Errorf("%q is not said in itself", text)
		}
	})
}
