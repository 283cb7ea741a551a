package story

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// libraryOf loads a folder of files, by name and text.
func libraryOf(t *testing.T, files map[string]string) Library {
	t.Helper()
	dir := t.TempDir()
	put(t, dir, files)
	l := NewLoader(dir, Options{}).Load(t.Context())
	if len(l.Problems) > 0 {
		t.Fatal(said(l.Problems))
	}
	return l
}

// byHand gives a library with the same stories that no loader has made.
func byHand(l Library) Library { return Library{Dir: l.Dir, Stories: l.Stories, Bank: l.Bank} }

func slugs(stories []Story) string {
	all := make([]string, len(stories))
	for i, s := range stories {
		all[i] = s.Slug
	}
	return strings.Join(all, " ")
}

func TestStoriesAreSortedByTitleWithoutCaseAndDiacritics(t *testing.T) {
	l := libraryOf(t, map[string]string{
		"1.toml": "title = 'beta'", "2.toml": "title = 'Álpha'", "3.toml": "title = 'alphb'", "4.toml": "title = 'Beta'", "5.toml": "title = 'ALPHA'",
	})
	if got := slugs(l.Stories); got != "2 5 3 1 4" {
		t.Error(got)
	}
}

func TestAStoryIsFoundByItsSlug(t *testing.T) {
	l := libraryOf(t, map[string]string{"a.toml": "title = 'X'", "b.toml": "title = 'Y'"})
	for name, l := range map[string]Library{"loaded": l, "by hand": byHand(l)} {
		t.Run(name, func(t *testing.T) {
			if s, ok := l.Find("b"); !ok || s.Title != "Y" {
				t.Error(s, ok)
			}
			if _, ok := l.Find("c"); ok {
				t.Error("there is no c")
			}
		})
	}
}

func TestASearchFindsTheStoriesInWhichAllWordsOccur(t *testing.T) {
	l := libraryOf(t, map[string]string{
		"one.toml": "title = 'Café “Sales”'\ntags = ['Conflict', 'Führung']\nanswers = ['conflict-other-team']\n" +
			"polished = ['Polished line']\nfollowups = ['And then?']\nnotes = 'A note'\n[action]\npoints = ['First point']\nscript = 'We don’t argue'",
		"two.toml":   "title = 'Deadline'\ntags = ['conflict']\n[result]\nscript = 'Sales rose by 80%.'\n[lessons]\npoints = ['Ask first']",
		"three.toml": "title = 'Empty'\n",
	})
	for _, c := range []struct{ text, tag, want string }{
		{"", "", "one two three"},
		{"  ", " ", "one two three"},
		{"sales", "", "one two"},
		{"SALES deadline", "", "two"},
		{"cafe", "", "one"},
		{"CAFÉ", "", "one"},
		{`"sales"`, "", "one"},
		{"don't", "", "one"},
		{"eadl", "", "two"},
		{"80%", "", "two"},
		{"first", "", "one two"},
		{"polished then? note point argue", "", "one"},
		{"other-team", "", "one"},
		{"fuhrung", "", "one"},
		{"three", "", "three"},
		{"line dead", "", "two"},
		{"dead-line", "", ""},
		{"nowhere", "", ""},
		{"sales nowhere", "", ""},
		{"e", "conflict", "one two"},
		{"", "Conflict", "one two"},
		{"cafe", "CONFLICT", "one"},
		{"", "führung", "one"},
		{"", "conf", ""},
		{"empty", "conflict", ""},
	} {
		for name, l := range map[string]Library{"loaded": l, "by hand": byHand(l)} {
			if got := slugs(l.Search(c.text, c.tag)); got != c.want {
				t.Errorf("%s: %q with tag %q: got %q, want %q", name, c.text, c.tag, got, c.want)
			}
		}
	}
}

func TestTheIndexFindsWhatReadingEveryWordWouldFind(t *testing.T) {
	parts := []string{"a", "b", "ab", "Ba", "é", "e", "ß", "-", "'", "’", " ", "  ", "\n", "\u00a0", "%"}
	texts := rapid.Map(rapid.SliceOfN(rapid.SampledFrom(parts), 0, 12), func(p []string) string { return strings.Join(p, "") })
	rapid.Check(t, func(t *rapid.T) {
		var l Library
		for i, script := range rapid.SliceOfN(texts, 0, 6).Draw(t, "scripts") {
			s := Story{Slug: fmt.Sprint(i), Title: fmt.Sprint(i)}
			s.Action.Script = script
			l.Stories = append(l.Stories, s)
		}
		sought := texts.Draw(t, "sought")
		var want []Story
		for _, s := range l.Stories {
			all := true
			for _, word := range strings.Fields(sought) {
				in := false
				for _, have := range strings.Fields(s.Action.Script + " " + s.Title) {
					in = in || strings.Contains(fold(have), fold(word))
				}
				all = all && in
			}
			if all {
				want = append(want, s)
			}
		}
		if got := slugs(l.Search(sought, "")); got != slugs(want) {
			t.Fatalf("%q in %+v: got %s, want %s", sought, l.Stories, got, slugs(want))
		}
	})
}

func TestTagsAreCountedMostUsedFirst(t *testing.T) {
	l := libraryOf(t, map[string]string{
		"a.toml": "title = 'A'\ntags = ['conflict', 'failure', 'Conflict']",
		"b.toml": "title = 'B'\ntags = ['Conflict', 'ambiguity']",
		"c.toml": "title = 'C'\ntags = ['conflict', 'failure']",
		"d.toml": "title = 'D'",
	})
	want := []Tag{{"conflict", 3}, {"failure", 2}, {"ambiguity", 1}}
	for name, l := range map[string]Library{"loaded": l, "by hand": byHand(l)} {
		if diff := cmp.Diff(want, l.Tags()); diff != "" {
			t.Error(name, diff)
		}
	}
}

func TestNotesTellWhatIsNoError(t *testing.T) {
	full := "[situation]\npoints = ['a']\n[task]\npoints = ['a']\n[action]\npoints = ['a']\n[result]\npoints = ['a']\n"
	files := map[string]string{
		"1.toml": "title = '1'\ndraft = true\n" + full,
		"2.toml": "title = '2'\n[situation]\nscript = 'a'\n[result]\nscript = 'a'\n",
		"3.toml": "title = '3'\ndraft = true\n[situation]\nscript = 'a'\n",
		"4.toml": "title = '4'\n[task]\nscript = 'a'\n[action]\nscript = 'a'\n[result]\nscript = 'a'\n",
		"5.toml": "title = '5'\nanswers = ['failure', 'failures', 'xyz']\n" + full,
		"6.toml": "title = '6'\n" + full + "[lessons]\ntarget = '10s'\n",
		"7.toml": "title = '7'\n" + full,
	}
	notes := func(l Library) []string {
		var lines []string
		for _, n := range l.Notes() {
			if n.Path == "" || !strings.HasPrefix(n.String(), n.Path+": ") {
				t.Errorf("%+v", n)
			}
			lines = append(lines, n.Slug+": "+n.Text)
		}
		return lines
	}
	always := []string{
		"1: a draft, as it says itself: it is listed, and can be rehearsed once draft = true is taken out",
		"2: a draft: nothing is written yet for Task and Action; it is listed, and can be rehearsed once there is",
		"3: a draft: nothing is written yet for Task, Action and Result; it is listed, and can be rehearsed once there is",
		"4: a draft: nothing is written yet for Situation; it is listed, and can be rehearsed once there is",
	}
	lessons := "6: lessons has a target and nothing to say: the section is left out"

	t.Run("without a bank", func(t *testing.T) {
		want := append(append([]string{}, always...),
			`5: answers: there is no questions.toml to look "failure" up in`,
			`5: answers: there is no questions.toml to look "failures" up in`,
			`5: answers: there is no questions.toml to look "xyz" up in`, lessons)
		if diff := cmp.Diff(want, notes(libraryOf(t, files))); diff != "" {
			t.Error(diff)
		}
	})
	files[BankFile] = bank
	t.Run("with a bank", func(t *testing.T) {
		want := append(append([]string{}, always...),
			`5: answers: questions.toml has no question "failures"; did you mean "failure"?`,
			`5: answers: questions.toml has no question "xyz"`, lessons)
		l := libraryOf(t, files)
		if diff := cmp.Diff(want, notes(l)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want, notes(byHand(l))); diff != "" {
			t.Error(diff)
		}
	})
	t.Run("with a bank that has a problem, nothing is said of questions", func(t *testing.T) {
		dir := t.TempDir()
		put(t, dir, files)
		put(t, dir, map[string]string{BankFile: bank + "\n[[category]]\n"})
		want := append(append([]string{}, always...), lessons)
		if diff := cmp.Diff(want, notes(NewLoader(dir, Options{}).Load(t.Context()))); diff != "" {
			t.Error(diff)
		}
	})
}

func TestASectionHasATitleAndALetter(t *testing.T) {
	var got string
	for _, n := range append(SectionNames(), "") {
		got += n.Letter() + " " + n.Title() + ", "
	}
	if got != "S Situation, T Task, A Action, R Result, L Lessons,  , " {
		t.Error(got)
	}
	if s := (Story{}).Section("delivery"); !s.Empty() {
		t.Error("a story has no other section")
	}
}
