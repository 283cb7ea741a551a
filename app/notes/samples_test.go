package notes

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"

	"starling/app/story"
)

func sample(t testing.TB, name string) Found {
	t.Helper()
	found, err := ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	found.File = name
	for i := range found.Reports {
		found.Reports[i].File = name
	}
	return found
}

// entries counts what each section has: its points, and the paragraphs of its script.
func entries(s story.Story) [5]int {
	var counts [5]int
	for i, n := range story.SectionNames() {
		section := s.Section(n)
		counts[i] = len(section.Points)
		if section.Script != "" {
			counts[i] += 1 + strings.Count(section.Script, "\n\n")
		}
	}
	return counts
}

func points(s story.Story) [5]int {
	var counts [5]int
	for i, n := range story.SectionNames() {
		counts[i] = len(s.Section(n).Points)
	}
	return counts
}

// said gives the reports of a kind, without the file.
func said(f Found, k Kind) []string {
	var texts []string
	for _, r := range f.Reports {
		if r.Kind == k {
			texts = append(texts, strings.TrimPrefix(r.String(), f.File+":"))
		}
	}
	return texts
}

func TestAFlashCardIsAStoryWithPointsAndScripts(t *testing.T) {
	f := sample(t, "flashcard.md")
	if len(f.Stories) != 1 || len(f.Questions) != 0 || len(f.Reports) != 0 {
		t.Fatal(sketch(f))
	}
	s := f.Stories[0].Story
	if s.Title != "Ownership" || s.Draft() || s.Notes != "" || f.Stories[0].Line != 3 {
		t.Errorf("%+v", s)
	}
	if got := points(s); got != [5]int{3, 2, 4, 3, 2} {
		t.Error(got)
	}
	for n, begins := range map[story.SectionName]string{
		story.Situation: "At the payments company", story.Task: "I was not asked to own it.", story.Action: "I began with a year of logs,",
		story.Result: "In the year after, it failed twice.",
	} {
		if script := s.Section(n).Script; !strings.HasPrefix(script, begins) || strings.Contains(script, "\n") {
			t.Errorf("%s: %s", n, script)
		}
	}
	if s.Lessons.Script != "" {
		t.Error("four paragraphs are no five:", s.Lessons.Script)
	}
	if diff := cmp.Diff([]string{
		"Everyone depended on it, and nobody's name was on it.",
		"I did not start with code; I started with a signature.",
		"We went from seventy-one failures a year to two—and Finance stopped calling.",
	}, s.Polished); diff != "" {
		t.Error(diff)
	}
}

func TestAQuestionListIsQuestionsAndWhatThereIsOfAnswers(t *testing.T) {
	f := sample(t, "question-notes.md")
	question := func(texts ...string) (all []story.Question) {
		for _, text := range texts {
			all = append(all, story.Question{Text: text})
		}
		return all
	}
	if diff := cmp.Diff([]story.Category{
		{Name: "Deadlines", Questions: question("deadline moved up (mine)", "deadline moved up (theirs)")},
		{Name: "coaching / delegating / trust", Questions: question("Coaching someone through a hard review", "Delegating something I liked doing",
			"trust an estimate", "disagree with a lead", "Working with another time zone")},
		{Name: "Failing", Questions: question("A failure of mine")},
	}, f.Questions); diff != "" {
		t.Error(diff)
	}
	if len(f.Stories) != 5 {
		t.Fatal(sketch(f))
	}
	for i, want := range []struct {
		question string
		complete bool
		tags     []string
		notes    string
	}{
		{"deadline moved up (mine)", false, nil, "– release pulled in by a month\n  – plan > cut > freeze(2w) > ship::behind flag\n" +
			"  – cut > ask support first (list + owner) > ship. === CUT\n– Partner date vs our date :\n  – needed their sandbox a week early"},
		{"Coaching someone through a hard review", true, nil, ""},
		{"disagree with a lead", false, nil, "– story-1\n  – tracing rollout 🔸\n  – lead wanted every service at once - 40 services, one weekend\n" +
			"  – I showed that six of them carry nine tenths of the traffic\n  – did the six first, then two a week"},
		{"Working with another time zone", false, nil, "– Decision taken away from us ? ❓\n– they start building before the interface is agreed 🔸\n" +
			"  – first one queue for all\n  – later one a customer ( abc,def,etc )"},
		{"A failure of mine", true, []string{"sample"}, ""},
	} {
		d := f.Stories[i]
		if diff := cmp.Diff([]string{want.question}, d.Questions); diff != "" || d.Story.Title != want.question {
			t.Error(d.Story.Title, diff)
		}
		if diff := cmp.Diff(want.tags, d.Story.Tags); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(want.notes, d.Story.Notes); diff != "" {
			t.Error(diff)
		}
		wantEntries := [5]int{}
		if want.complete {
			wantEntries = [5]int{1, 1, 1, 1, 0}
		}
		if got := entries(d.Story); got != wantEntries || d.Story.MarkedDraft == want.complete {
			t.Error(d.Story.Title, got, d.Story.MarkedDraft)
		}
	}
	if a := f.Stories[1].Story.Action.Script; a != "I sat beside them for an hour, asked what each comment was really after, and had them group the comments into three decisions. They made two of the decisions themselves and I explained the third." {
		t.Error(a)
	}
	if diff := cmp.Diff([]string{"34: an empty story, “story-2”, makes no file"}, said(f, Skipped)); diff != "" || len(f.Reports) != 1 {
		t.Error(diff, f.Reports)
	}
}

func TestAStoryBankIsItsStories(t *testing.T) {
	f := sample(t, "story-bank.md")
	if len(f.Stories) != 2 || len(f.Questions) != 0 {
		t.Fatal(sketch(f))
	}
	first, second := f.Stories[0].Story, f.Stories[1].Story
	if first.Title != "The release that could not be tested" || second.Title != "Two contracts, one invoice" {
		t.Error(first.Title, second.Title)
	}
	if diff := cmp.Diff([][]string{{"Quality", "automation", "prioritisation"}, {"Negotiation", "suppliers"}}, [][]string{first.Tags, second.Tags}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"Source: Report #012 — a logistics company — Test lead", "Source: Report #019 — a printer — Buyer / Report #020 — a bookshop — Operations"},
		[]string{first.Notes, second.Notes}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][5]int{{1, 1, 1, 1, 1}, {1, 1, 1, 1, 0}}, [][5]int{entries(first), entries(second)}); diff != "" || first.MarkedDraft || second.MarkedDraft {
		t.Error(diff)
	}
	if first.Lessons.Script != "Compare with what runs today before describing what should run." || second.Result.Script != "One invoice, −22% freight cost, both contracts renewed." {
		t.Error(first.Lessons, second.Result)
	}
	if diff := cmp.Diff([]string{"5: instructions, no story: “How it works”", "11: a comment is passed over: “Format: ### [Theme] Title **S (Situation):** ...”"}, said(f, Skipped)); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{"3: belongs to no story: “Stories that I keep for interviews. New ones go at the end.”"}, said(f, Unplaced)); diff != "" {
		t.Error(diff)
	}
}

func TestATemplateBankIsItsFilledInStories(t *testing.T) {
	f := sample(t, "template-bank.md")
	if len(f.Stories) != 1 || len(f.Questions) != 0 {
		t.Fatal(sketch(f))
	}
	s := f.Stories[0].Story
	if s.Title != "Moved the on-call rota to a rested one" || s.Limit != 2*time.Minute || s.Notes != "Action, from point 4 on: What I would not repeat\nPractice Count: 2/3" || s.Draft() {
		t.Errorf("%+v", s)
	}
	if got := entries(s); got != [5]int{1, 1, 4, 2, 1} {
		t.Error(got)
	}
	if diff := cmp.Diff([]string{"Leadership", "Change", "Ownership", "Earn trust", "on-call", "rota"}, s.Tags); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"Counted pages by cause: 60% came from three alerts", "Deleted or fixed the three", "Traded nights with the team in the other time zone",
		"Announced the new rota before the other team had agreed",
	}, s.Action.Points); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([][]string{{"Night pages 41 → 9 a month", "Nobody left in the following year"}, {"Agree first, announce second"}}, [][]string{s.Result.Points, s.Lessons.Points}); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]string{
		"3: instructions, no story: “Instructions”",
		"12: a template in a fence, no story: “Story Template”",
		"29: nothing to import stands below “LEADERSHIP STORIES”",
		"60: 2 places to fill in are passed over (lines 60, 64)",
		"64: an empty story, “Story #2: [Your Leadership Story Here]”, makes no file",
		"88: 1 table is passed over (line 88)",
	}, said(f, Skipped)); diff != "" || len(said(f, Unplaced)) != 0 {
		t.Error(diff)
	}
}

// TestTheSamplesAreTheSameInEveryEncoding reads them as other systems save them.
func TestTheSamplesAreTheSameInEveryEncoding(t *testing.T) {
	for _, name := range []string{"flashcard.md", "question-notes.md", "story-bank.md", "template-bank.md", "shapes/fiches.md", "shapes/karteikarten.md", "shapes/historias.md"} {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		plain, err := Read("notes.md", data)
		if err != nil {
			t.Fatal(err)
		}
		var big, little []byte
		for _, u := range utf16.Encode([]rune(string(data))) {
			big = append(big, byte(u>>8), byte(u))
			little = append(little, byte(u), byte(u>>8))
		}
		encodings := map[string][]byte{
			"UTF-8 with a mark":     append([]byte("\xef\xbb\xbf"), data...),
			"UTF-16 BE":             big,
			"UTF-16 LE with a mark": append([]byte{0xff, 0xfe}, little...),
			"Windows line ends":     []byte(strings.ReplaceAll(string(data), "\n", "\r\n")),
			"old Mac line ends":     []byte(strings.ReplaceAll(string(data), "\n", "\r")),
		}
		for set, charset := range map[string]*charmap.Charmap{"Windows-1252": charmap.Windows1252, "Mac Roman": charmap.Macintosh} {
			if encoded, err := charset.NewEncoder().Bytes(data); err == nil { // not every sample can be written in it
				encodings[set] = encoded
			}
		}
		for encoding, encoded := range encodings {
			other, err := Read("notes.md", encoded)
			if diff := cmp.Diff(sketch(plain), sketch(other)); err != nil || diff != "" {
				t.Errorf("%s in %s: %v %s", name, encoding, err, diff)
			}
		}
	}
}
