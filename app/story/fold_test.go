package story

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestWordsThatLookTheSameToAPersonFoldToTheSame(t *testing.T) {
	for _, same := range [][]string{
		{"cafe", "Café", "CAFÉ", "cafe\u0301", "ｃａｆé"},
		{"strasse", "Straße", "STRASSE"},
		{"lodz", "Łódź"},
		{"oresund", "Øresund"},
		{"aether", "Æther"},
		{"don't", "don’t", "Donʼt"},
		{"\"so\"", "“So”", "„so“"},
		{"a-b", "a–b", "a—b", "a‑b"},
		{"йогурт", "ЙОГУРТ", "иогурт"},
		{"αθηνα", "Αθήνα"},
		{"istanbul", "ıstanbul"},
		{"thord", "Þorð"},
		{"oeuvre", "Œuvre"},
	} {
		for _, word := range same[1:] {
			if fold(word) != fold(same[0]) {
				t.Errorf("%q folds to %q, %q to %q", word, fold(word), same[0], fold(same[0]))
			}
		}
	}
	if fold("किताब") == fold("कताब") {
		t.Error("a vowel sign is a letter")
	}
}

func TestFoldingTwiceChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		if once := fold(s); fold(once) != once {
			t.Fatalf("%q, then %q", once, fold(once))
		}
	})
}

func TestASlugIsMadeOfATitle(t *testing.T) {
	for title, want := range map[string]string{
		"One source of truth for sales planning": "one-source-of-truth-for-sales-planning",
		"  Don't panic!  ":                       "dont-panic",
		"Łódź, Köln & São Paulo":                 "lodz-koln-sao-paulo",
		"80% fewer — within 6 months":            "80-fewer-within-6-months",
		"C++":                                    "c",
		"Проект":                                 "проект",
		"競合":                                     "競合",
		"…":                                      "story",
		"":                                       "story",
		"Questions":                              "story-questions",
		"CON":                                    "story-con",
		strings.Repeat("word ", 40):              strings.TrimSuffix(strings.Repeat("word-", 12), "-"),
	} {
		if got := Slugify(title); got != want {
			t.Errorf("%q: got %s, want %s", title, got, want)
		}
	}
}

func TestASlugIsAlwaysAGoodFileName(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		slug := Slugify(rapid.String().Draw(t, "title"))
		if wrong, _ := slugTrouble(slug); wrong != "" || !utf8.ValidString(slug) {
			t.Fatalf("%q: %s", slug, wrong)
		}
	})
}

func TestWordsAreCountedAsTheyAreSpoken(t *testing.T) {
	for text, want := range map[string]int{
		"":                               0,
		"one":                            1,
		"  one\n two\tthree ":            3,
		"don't":                          1,
		"a well-known publish/subscribe": 4,
		"one — two - three":              3,
		"then—at last—it worked":         5,
		"80% fewer":                      3,
		"$5 or 5 €":                      5,
		"research & development":         3,
		"R&D":                            3,
		"C++":                            3,
		"1,500 things, 3.5 times":        4,
		"(one) [two] \"three\" …":        3,
		"* point\n* another":             2,
		"naïve café":                     2,
	} {
		if got := Words(text); got != want {
			t.Errorf("%q: got %d, want %d", text, got, want)
		}
	}
}

func TestTheNearestNameIsTheOneMeant(t *testing.T) {
	known := storyKeys()
	for name, want := range map[string]string{
		"tilte": "title", "Title": "title", "tag": "tags", "answer": "answers", "limits": "limit",
		"follow_ups": "followups", "polishd": "polished", "note": "notes", "drafts": "draft",
		"situaton": "situation", "tsak": "task", "actions": "action", "results": "result", "lesson": "lessons",
		"foo": "", "": "", "x": "", "description": "", "author": "", strings.Repeat("title", 100): "",
	} {
		if got := nearest(name, known); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	if got := nearest("a", nil); got != "" {
		t.Errorf("of no names %q is none", got)
	}
}
