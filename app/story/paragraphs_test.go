package story

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

func letters(names []SectionName) string {
	var b strings.Builder
	for _, n := range names {
		b.WriteString(n.Letter())
	}
	return b.String()
}

func TestParagraphsArePlacedByTheirNumberOrByWhatTheySay(t *testing.T) {
	plain := func(n int) []string {
		return slices.Repeat([]string{"Some ten words that say nothing of where they stand."}, n)
	}
	for name, c := range map[string]struct {
		paragraphs []string
		lessons    bool
		want       string
		sure       bool
	}{
		"none":                                {nil, true, "", true},
		"four":                                {plain(4), false, "STAR", true},
		"four, though the story has lessons":  {plain(4), true, "STAR", true},
		"four, though the last says a lesson": {append(plain(3), "In the end it worked. I learned to ask."), false, "STAR", true},
		"five with lessons":                   {plain(5), true, "STARL", true},
		"five without lessons":                {plain(5), false, "STAAR", false},
		"five that say they end in a lesson":  {append(plain(4), "I learned to ask first."), false, "STARL", false},
		"one":                                 {plain(1), false, "A", false},
		"one that is a lesson":                {[]string{"Looking back, I learned to ask."}, false, "L", false},
		"two":                                 {plain(2), false, "SR", false},
		"three":                               {plain(3), false, "SAR", false},
		"three that say what they are":        {[]string{"I was asked to mend it.", "So I began to read.", "As a result it held."}, false, "TAR", false},
		"two tasks": {[]string{
			"The line stood still.", "My task was to find out why.", "I was asked to write it down, too.",
			"So I measured.", "As a result, it ran.", "The outcome held.",
		}, false, "STTARR", false},
		"a long action": {[]string{
			"I worked at a mill.", "My job was the roof.", "First, I looked.", "Then I asked.", "Then I built.", "Then I wrote it up.", "In the end, it was dry.", "It taught me to look up.",
		}, false, "STAAAARL", false},
		"in German":  {[]string{"Damals war ich neu.", "Die Halle war kalt.", "Meine Aufgabe war die Heizung.", "Zuerst habe ich gemessen.", "Am Ende war es warm."}, false, "SSTAR", false},
		"in French":  {[]string{"À l’époque j’étais seul.", "Il pleuvait.", "Ma tâche était le toit.", "J’ai commencé par mesurer.", "Au final, c’était sec.", "J’ai appris à mesurer."}, true, "SSTARL", false},
		"in Spanish": {[]string{"Trabajaba solo.", "Llovía.", "Mi tarea era el techo.", "Empecé a medir.", "Como resultado, quedó seco."}, false, "SSTAR", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, sure := PlaceParagraphs(c.paragraphs, c.lessons)
			if letters(got) != c.want || sure != c.sure {
				t.Errorf("got %s %v, want %s %v", letters(got), sure, c.want, c.sure)
			}
		})
	}
}

func TestACueIsAWholeWord(t *testing.T) {
	if cues := cuesOf("She also indicated that the taskforce..."); cues != [5]float64{} {
		t.Error(cues)
	}
}

func TestAScriptIsSplitIntoItsSections(t *testing.T) {
	got := SplitScript("One was there.\n\n I was to do two. \n \nSo I did.\nAnd did.\r\n\r\nThree came of it.\n")
	want := []Placed{
		{Situation, []string{"One was there."}, true},
		{Task, []string{"I was to do two."}, true},
		{Action, []string{"So I did.\nAnd did."}, true},
		{Result, []string{"Three came of it."}, true},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	six := SplitScript("I worked there.\n\nMy task was this.\n\nFirst, I looked.\n\nThen I did.\n\nIn the end it held.\n\nI learned to look.")
	if len(six) != 5 || six[2].Sure || len(six[2].Paragraphs) != 2 || six[4].Section != Lessons {
		t.Errorf("%+v", six)
	}
	if got := SplitScript(" \n "); got != nil {
		t.Error(got)
	}
}

func TestTheFifthOfFiveParagraphsIsSurelyALessonOnlyIfItSaysSo(t *testing.T) {
	if p := SplitScript("A.\n\nB.\n\nC.\n\nD.\n\nI learned E."); len(p) != 5 || !p[4].Sure || p[4].Section != Lessons {
		t.Error(p)
	}
	if p := SplitScript("A.\n\nB.\n\nC.\n\nD.\n\nE."); len(p) != 5 || p[4].Sure || p[4].Section != Lessons {
		t.Error(p)
	}
}

func TestLinesAreParagraphsWhereNoBlankLinePartsThem(t *testing.T) {
	for text, want := range map[string][]string{
		"One.\nTwo!\n“Three?”\n":          {"One.", "Two!", "“Three?”"},
		"One that is\nbroken by an\ned.":  {"One that is\nbroken by an\ned."},
		"One.\nStill one.\n\nTwo.":        {"One.\nStill one.", "Two."},
		"\n\n\none\n\n\n\t\n  two  \n\n ": {"one", "two"},
		"":                                nil,
	} {
		if diff := cmp.Diff(want, Paragraphs(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestNoWordIsLostAndNoParagraphGoesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		script := textOfKind(true).Draw(t, "script") + rapid.SampledFrom([]string{"", "\n\n", "\n\nSo I did.\n\nMy task.\n\n"}).Draw(t, "between") + textOfKind(true).Draw(t, "more")
		var words []string
		last := -1
		for _, p := range SplitScript(script) {
			k := slices.Index(SectionNames(), p.Section)
			if k <= last || len(p.Paragraphs) == 0 {
				t.Fatalf("%q: %v", script, p)
			}
			last = k
			words = append(words, strings.Fields(strings.Join(p.Paragraphs, "\n"))...)
		}
		if diff := cmp.Diff(strings.Fields(script), words); diff != "" && len(words) > 0 {
			t.Fatal(diff)
		}
	})
}

// TestTheExamplesAreSplitAsTheyWereWritten joins the scripts of each story that
// comes with Starling and takes them apart again.
func TestTheExamplesAreSplitAsTheyWereWritten(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("..", "..", "stories", "*"+Extension))
	if err != nil || len(paths) < 12 {
		t.Fatal(paths, err)
	}
	right, all := 0, 0
	for _, path := range paths {
		s, problems := ReadFile(path, Options{})
		if len(problems) > 0 {
			continue // the bank of questions
		}
		var paragraphs []string
		var want []SectionName
		for _, n := range s.Names() {
			for _, p := range Paragraphs(s.Section(n).Script) {
				paragraphs = append(paragraphs, p)
				want = append(want, n)
			}
		}
		got, _ := PlaceParagraphs(paragraphs, !s.Lessons.Empty())
		for i := range want {
			all++
			if got[i] == want[i] {
				right++
			}
		}
		t.Logf("%s: %s, written %s", s.Slug, letters(got), letters(want))
	}
	if all < 60 || right*100 < 85*all {
		t.Errorf("%d of %d paragraphs", right, all)
	}
}
