package notes

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"starling/app/story"
)

// put writes files into a folder, by name and text.
func put(t testing.TB, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// contents gives the files of a folder with what is in them.
func contents(t testing.TB, dir string) map[string]string {
	t.Helper()
	all := make(map[string]string)
	entries, err := os.ReadDir(dir)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	for _, e := range entries {
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		all[e.Name()] = string(data)
	}
	return all
}

func prepare(t testing.TB, dir string, paths ...string) *Import {
	t.Helper()
	im, err := Prepare(t.Context(), paths, dir)
	if err != nil {
		t.Fatal(err)
	}
	return im
}

func write(t testing.TB, im *Import) Written {
	t.Helper()
	w, err := im.Write(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// statuses gives what is done with each story, by slug.
func statuses(im *Import) map[string]Status {
	all := make(map[string]Status)
	for _, i := range im.Items {
		all[i.Story.Slug] = i.Status
	}
	return all
}

const rota = "## The rota\n**Situation:** Nights.\n**Task:** Fewer.\n**Action:** Counted.\n**Result:** Nine.\n"

func TestNothingIsWrittenUntilItIsAskedFor(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "stories")
	im := prepare(t, dir, "testdata/flashcard.md", "testdata/question-notes.md", "testdata/story-bank.md", "testdata/template-bank.md")
	if len(contents(t, dir)) != 0 {
		t.Fatal(contents(t, dir))
	}
	w := write(t, im)
	if len(w.Paths) != 9 || w.Questions != 8 || im.Counts(New) != 9 || im.Drafts() != 3 {
		t.Error(w, im.Counts(New), im.Drafts())
	}
	library := story.NewLoader(dir, story.Options{}).Load(t.Context())
	if len(library.Stories) != 9 || library.Bank.Len() != 8 || len(library.Problems) != 0 {
		t.Error(library)
	}
	// Every link leads to its question.
	for _, n := range library.Notes() {
		if !strings.Contains(n.Text, "a draft") {
			t.Error(n)
		}
	}
	for slug, question := range map[string]string{"coaching-someone-through-a-hard-review": "Coaching someone through a hard review", "a-failure-of-mine": "A failure of mine"} {
		s, ok := library.Find(slug)
		if !ok || len(s.Answers) != 1 {
			t.Fatal(s)
		}
		if q, _ := library.Bank.Find(s.Answers[0]); q.Text != question {
			t.Error(q)
		}
	}
}

func TestASecondImportChangesNothing(t *testing.T) {
	dir := t.TempDir()
	paths := []string{"testdata"}
	write(t, prepare(t, dir, paths...))
	before := contents(t, dir)
	im := prepare(t, dir, paths...)
	if im.Changes() || im.Counts(AlreadyThere) != len(im.Items) || len(im.NewQuestions) != 0 || im.KnownQuestions == 0 {
		t.Error(im.Summary())
	}
	if w := write(t, im); len(w.Paths) != 0 || w.Questions != 0 {
		t.Error(w)
	}
	if diff := cmp.Diff(before, contents(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestAStoryIsKnownAgainWhateverThePersonDidToIt(t *testing.T) {
	dir, notes := t.TempDir(), t.TempDir()
	put(t, notes, map[string]string{"bank.md": rota})
	write(t, prepare(t, dir, notes))
	text := contents(t, dir)["the-rota.toml"]

	// Renamed and edited.
	if err := os.Remove(filepath.Join(dir, "the-rota.toml")); err != nil {
		t.Fatal(err)
	}
	put(t, dir, map[string]string{"nights.toml": strings.Replace(text, "Counted.", "I counted.", 1)})
	if diff := cmp.Diff(map[string]Status{"nights": AlreadyThere}, statuses(prepare(t, dir, notes))); diff != "" {
		t.Error(diff)
	}
	// The notes were renamed and moved, and other notes stand before it.
	other := t.TempDir()
	put(t, other, map[string]string{"later.md": "# Stories\n\nSome words.\n\n" + rota})
	if diff := cmp.Diff(map[string]Status{"nights": AlreadyThere}, statuses(prepare(t, dir, other))); diff != "" {
		t.Error(diff)
	}
	// Without the line that says so, by its content.
	if err := os.Remove(filepath.Join(dir, "nights.toml")); err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(text, "\n")
	put(t, dir, map[string]string{"the-rota.toml": rest})
	if diff := cmp.Diff(map[string]Status{"the-rota": AlreadyThere}, statuses(prepare(t, dir, notes))); diff != "" {
		t.Error(diff)
	}
}

func TestNotesThatHaveChangedGoBeside(t *testing.T) {
	dir, notes := t.TempDir(), t.TempDir()
	put(t, notes, map[string]string{"bank.md": rota})
	write(t, prepare(t, dir, notes))
	before := contents(t, dir)
	for n, change := range []string{"Eight.", "Seven."} {
		put(t, notes, map[string]string{"bank.md": strings.Replace(rota, "Nine.", change, 1)})
		im := prepare(t, dir, notes)
		slug := fmt.Sprintf("the-rota-%d", n+2)
		if diff := cmp.Diff(map[string]Status{slug: Beside}, statuses(im)); diff != "" || im.Items[0].There == "" {
			t.Error(diff, im.Items[0].There)
		}
		if summary := strings.Join(im.Summary(), "\n"); !strings.Contains(summary, "the notes have changed; beside the-rota") {
			t.Error(summary)
		}
		write(t, im)
	}
	after := contents(t, dir)
	if len(after) != 3 || after["the-rota.toml"] != before["the-rota.toml"] || !strings.Contains(after["the-rota-3.toml"], "Seven.") {
		t.Error(after)
	}
}

func TestStoriesOfOneTitleGetNumbers(t *testing.T) {
	dir, notes := t.TempDir(), t.TempDir()
	mine := "title = \"The rota\"\nnotes = \"mine\"\n"
	put(t, dir, map[string]string{"The-Rota.toml": mine})
	put(t, notes, map[string]string{"a.md": rota + strings.Replace(rota, "Nights.", "Days.", 1), "b.md": rota + strings.Replace(rota, "Nights.", "Weeks.", 1)})
	im := prepare(t, dir, filepath.Join(notes, "a.md"), filepath.Join(notes, "b.md"))
	if diff := cmp.Diff(map[string]Status{"the-rota-2": New, "the-rota-3": New, "the-rota-4": New}, statuses(im)); diff != "" {
		t.Error(diff)
	}
	again := false
	for _, r := range im.Reports {
		again = again || strings.Contains(r.Text, "stands at "+filepath.Join(notes, "a.md")+":1 already, word for word; it is imported once")
	}
	if !again {
		t.Error(im.Reports)
	}
	write(t, im)
	if contents(t, dir)["The-Rota.toml"] != mine {
		t.Error("a story was written over")
	}
	if im = prepare(t, dir, notes); im.Changes() {
		t.Error(im.Summary())
	}
}

func TestAnImportIsAllOrNothing(t *testing.T) {
	notes := t.TempDir()
	put(t, notes, map[string]string{"bank.md": rota + strings.ReplaceAll(rota, "rota", "lift") + "# Questions\n- Why us?\n"})
	for name, c := range map[string]struct {
		between func(dir string)
		says    string
	}{
		"a name that was taken meanwhile": {func(dir string) { put(t, dir, map[string]string{"the-lift.toml": "mine"}) }, "the folder has changed meanwhile, and nothing was written; import again"},
		"a bank that has changed":         {func(dir string) { put(t, dir, map[string]string{story.BankFile: "# mine\n"}) }, "the folder has changed meanwhile"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			im := prepare(t, dir, notes)
			c.between(dir)
			before := contents(t, dir)
			_, err := im.Write(t.Context())
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Error(err)
			}
			if diff := cmp.Diff(before, contents(t, dir)); diff != "" {
				t.Error(diff)
			}
		})
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	dir := filepath.Join(t.TempDir(), "new")
	if _, err := prepare(t, dir, notes).Write(ctx); !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "nothing was written") || exists(dir) {
		t.Error(err)
	}
	if _, err := Prepare(ctx, []string{notes}, dir); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

func TestAFullDiskIsSaidInWords(t *testing.T) {
	full := &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	if err := whyNot(full); runtime.GOOS != "windows" && !strings.HasPrefix(err.Error(), "the disk is full, and nothing was written; make room and import again: ") {
		t.Error(err)
	}
	if err := whyNot(os.ErrPermission); !strings.Contains(err.Error(), "look at its permissions") {
		t.Error(err)
	}
	if err := whyNot(errors.New("odd")); err.Error() != "nothing was written: odd" {
		t.Error(err)
	}
}

func TestQuestionsAreAddedOnce(t *testing.T) {
	dir, notes := t.TempDir(), t.TempDir()
	const bank = "# mine\n[[category]]\nname = \"Conflict\"\n\n[[category.question]]\nid = \"why-us\"\ntext = \"Tell me about a conflict.\"\n\n# about failing\n[[category]]\nname = \"Failure\"\n"
	put(t, dir, map[string]string{story.BankFile: bank})
	put(t, notes, map[string]string{"a.md": "# Questions\n\n## CONFLICT\n- Tell me about: a CONFLICT!\n- Why us?\n\n## Growth\n- Why us\n- What now?\n- 为什么?\n- ¿Qué?\n"})
	im := prepare(t, dir, notes)
	if diff := cmp.Diff([]story.Category{
		{Name: "CONFLICT", Questions: []story.Question{{ID: "why-us-2", Text: "Why us?"}}},
		{Name: "Growth", Questions: []story.Question{{ID: "what-now", Text: "What now?"}, {ID: "为什么", Text: "为什么?"}, {ID: "que", Text: "¿Qué?"}}},
	}, im.NewQuestions); diff != "" || im.KnownQuestions != 1 {
		t.Error(diff, im.KnownQuestions)
	}
	if w := write(t, im); w.Questions != 4 {
		t.Error(w)
	}
	want := strings.Replace(bank, "conflict.\"\n", "conflict.\"\n\n[[category.question]]\nid   = \"why-us-2\"\ntext = \"Why us?\"\n", 1) +
		"\n[[category]]\nname = \"Growth\"\n\n[[category.question]]\nid   = \"what-now\"\ntext = \"What now?\"\n\n[[category.question]]\nid   = \"为什么\"\ntext = \"为什么?\"\n\n[[category.question]]\nid   = \"que\"\ntext = \"¿Qué?\"\n"
	if diff := cmp.Diff(want, contents(t, dir)[story.BankFile]); diff != "" {
		t.Error(diff)
	}
	if im = prepare(t, dir, notes); im.Changes() || im.KnownQuestions != 5 {
		t.Error(im.Summary())
	}
}

func TestABankWithAnErrorIsLeftAlone(t *testing.T) {
	dir := t.TempDir()
	const broken = "[[category]]\nnme = \"Conflict\"\n"
	put(t, dir, map[string]string{story.BankFile: broken})
	im := prepare(t, dir, "testdata/question-notes.md")
	var failed []Report
	for _, r := range im.Reports {
		if r.Kind == Failed {
			failed = append(failed, r)
		}
	}
	if len(failed) != 1 || !strings.Contains(failed[0].Text, "8 questions are not added, and it is not touched") || strings.Count(failed[0].Content, "\n") != 7 {
		t.Error(failed)
	}
	if w := write(t, im); len(w.Paths) != 5 || w.Questions != 0 {
		t.Error(w)
	}
	if contents(t, dir)[story.BankFile] != broken {
		t.Error("the bank was touched")
	}
	// Once it is put right, the questions come, and the links lead to them.
	put(t, dir, map[string]string{story.BankFile: "[[category]]\nname = \"Conflict\"\n"})
	if w := write(t, prepare(t, dir, "testdata/question-notes.md")); len(w.Paths) != 0 || w.Questions != 8 {
		t.Error(w)
	}
	library := story.NewLoader(dir, story.Options{}).Load(t.Context())
	for _, s := range library.Stories {
		if _, ok := library.Bank.Find(s.Answers[0]); !ok {
			t.Error(s.Slug, s.Answers)
		}
	}
}

func TestASummaryTellsWhatIsFound(t *testing.T) {
	dir, notes := t.TempDir(), t.TempDir()
	put(t, notes, map[string]string{
		"a.md": "Some words.\n\n" + rota + "\n## Stories\n### Story 2: The void\n\n# Questions\n- Why us?\n",
		"b.md": "nothing here\n",
		"c.md": "\x00\x01\x02",
	})
	im := prepare(t, dir, notes)
	got := strings.ReplaceAll(strings.Join(im.Summary(), "\n"), notes+string(filepath.Separator), "")
	const want = `a.md: 1 story, 1 question in 1 category
  S T A R ·  The rota → the-rota.toml
b.md: no story and no question
1 question → questions.toml

Without a place in a story:
  a.md:1: belongs to no story: “Some words.”
  b.md:1: belongs to no story: “nothing here”
  b.md: neither a story nor a question was found; write Situation, Task, Action and Result above the parts of a story

Passed over:
  a.md:10: an empty story, “The void”, makes no file

Cannot be read:
  c.md: the file is no text that can be read; save the notes as plain text or Markdown, in UTF-8`
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if im.Items[0].Sections() != "S T A R" {
		t.Error(im.Items[0].Sections())
	}
	write(t, im)
	put(t, notes, map[string]string{"a.md": rota + "# Questions\n- Why us?\n- Why you?\n"})
	if lines := prepare(t, dir, filepath.Join(notes, "a.md")).Summary(); lines[2] != "1 question → questions.toml; 1 is there already" {
		t.Error(lines)
	}
}

func TestAFolderWithTooManyStoriesIsSaid(t *testing.T) {
	im := &Import{Dir: "d", Items: []Item{{Status: New}, {Status: AlreadyThere}, {Status: Beside}}}
	im.countStories(story.MaxStories - 2)
	if len(im.Reports) != 0 {
		t.Error(im.Reports)
	}
	im.countStories(story.MaxStories - 1)
	if len(im.Reports) != 1 || !strings.Contains(im.Reports[0].String(), "d: the folder will hold 20001 stories, and 20000 is the most") {
		t.Error(im.Reports)
	}
}

func TestAStoryThatIsTooLongIsSaidAndNotCut(t *testing.T) {
	f, err := Read("a.md", []byte(rota+"\n"+strings.Repeat("word ", 300_000)+"\n\n"+strings.ReplaceAll(rota, "rota", "lift")))
	if err != nil || len(f.Stories) != 1 || f.Stories[0].Story.Title != "The lift" {
		t.Fatal(err, len(f.Stories))
	}
	if diff := cmp.Diff([]string{"1: the story “The rota” is 1.4 MiB long, and a story may be 1 MiB at most; part it into several in the notes"}, said(f, Failed)); diff != "" {
		t.Error(diff)
	}
}
