package app

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"starling/app/story"
)

// bankOfNotes is a story and a question as people note them.
const bankOfNotes = `## The rota
**Situation:** Nights.
**Task:** Fewer.
**Action:** Counted.
**Result:** Nine.

# Questions
- Why us?
`

// importing imports notes and gives what is printed.
func importing(t *testing.T, s Setup, o ImportOptions) (string, error) {
	t.Helper()
	return output(t, func(w *bytes.Buffer) error { return Import(t.Context(), s, o, w) })
}

// notesFile writes notes and gives their path.
func notesFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "notes.md")
	put(t, path, text)
	return path
}

func TestADryRunOfAnImportMakesNothing(t *testing.T) {
	s := ownFolders(t)
	text, err := importing(t, s, ImportOptions{Paths: []string{notesFile(t, bankOfNotes)}, DryRun: true})
	if err != nil || !strings.Contains(text, "  S T A R ·  The rota → the-rota.toml\n") || !strings.HasSuffix(text, "\nNothing is written: this is what would be, into "+s.Paths.Stories+".\n") {
		t.Error(text, err)
	}
	if names(t, s.Paths.Stories) != nil {
		t.Error(names(t, s.Paths.Stories))
	}
}

func TestTheExamplesComeWithAFirstImportIntoOnesOwnFolder(t *testing.T) {
	s := ownFolders(t)
	// A story of the notes that is called as an example is gets a name beside it.
	notes := notesFile(t, strings.Replace(bankOfNotes, "The rota", "One source of truth", 1))
	text, err := importing(t, s, ImportOptions{Paths: []string{notes}})
	if err != nil || !strings.HasPrefix(text, "The examples that come with Starling are in "+s.Paths.Stories+" too.\n") ||
		!strings.Contains(text, "One source of truth → one-source-of-truth-2.toml") || !strings.HasSuffix(text, "\nWritten to "+s.Paths.Stories+": 1 story, 1 question.\n") {
		t.Error(text, err)
	}
	files := names(t, s.Paths.Stories)
	if !slices.Contains(files, "one-source-of-truth.toml") || !slices.Contains(files, "one-source-of-truth-2.toml") {
		t.Error(files)
	}
	bank, problems := story.ReadBankFile(filepath.Join(s.Paths.Stories, story.BankFile))
	if q, ok := bank.Find("why-us"); len(problems) > 0 || !ok || q.Text != "Why us?" || bank.Len() < 10 {
		t.Error(problems, bank)
	}

	text, err = importing(t, setup(t, Flags{}), ImportOptions{Paths: []string{notes}})
	if err != nil || !strings.HasSuffix(text, "\nNothing has changed: all of it is in "+s.Paths.Stories+" already.\n") || strings.Contains(text, "examples") {
		t.Error(text, err)
	}
}

func TestIntoAFolderThatIsNamedAnImportGoesAlone(t *testing.T) {
	s := ownFolders(t)
	into := filepath.Join(t.TempDir(), "mine")
	text, err := importing(t, s, ImportOptions{Paths: []string{notesFile(t, bankOfNotes+"\n## The lift\n**Situation:** Stuck.\n")}, Into: into})
	if err != nil || !strings.Contains(text, "Written to "+into+": 2 stories, 1 question.\n1 of them is a draft: starling check tells what is missing.\n") {
		t.Error(text, err)
	}
	if got := names(t, into); !slices.Equal(got, []string{"questions.toml", "the-lift.toml", "the-rota.toml"}) {
		t.Error(got)
	}
	if names(t, s.Paths.Stories) != nil {
		t.Error("the person's own folder was made")
	}
}

func TestAnImportSaysWhatItCouldNotDo(t *testing.T) {
	s := ownFolders(t)
	into := t.TempDir()
	good, empty := notesFile(t, bankOfNotes), notesFile(t, "\n")
	text, err := importing(t, s, ImportOptions{Paths: []string{good, empty}, Into: into})
	if !errors.Is(err, ErrNotImported) || !strings.Contains(text, "\nCannot be read:\n  "+empty+": the file is empty; name the file that holds the notes\n") || len(names(t, into)) != 2 {
		t.Error(text, err)
	}
	// Without a file that can be read nothing is made, the examples neither.
	_, err = importing(t, s, ImportOptions{Paths: []string{empty}})
	wantError(t, err, "the file is empty")
	if names(t, s.Paths.Stories) != nil {
		t.Error(names(t, s.Paths.Stories))
	}
	text, err = importing(t, s, ImportOptions{Paths: []string{notesFile(t, "Some words.\n")}, Into: into})
	if err != nil || !strings.HasSuffix(text, "\nThere is nothing to write.\n") {
		t.Error(text, err)
	}

	put(t, filepath.Join(into, story.BankFile), "[[category]]\nnme = 1\n")
	text, err = importing(t, s, ImportOptions{Paths: []string{notesFile(t, "# Questions\n- Why you?\n")}, Into: into})
	if !errors.Is(err, ErrNotImported) || !strings.Contains(text, "1 question is not added") {
		t.Error(text, err)
	}
	_, err = importing(t, s, ImportOptions{Paths: []string{good}, Into: good})
	wantError(t, err, "this is a file and should be a folder")
	t.Setenv("HOME", "")
	t.Setenv("USERPROFILE", "")
	for _, o := range []ImportOptions{{Paths: []string{"~/notes.md"}}, {Paths: []string{good}, Into: "~/stories"}} {
		_, err := importing(t, s, o)
		wantError(t, err, "home folder")
	}
}

func TestAnImportThatIsStoppedWritesNothing(t *testing.T) {
	s := ownFolders(t)
	ctx, stop := context.WithCancel(t.Context())
	into := filepath.Join(t.TempDir(), "mine")
	// The person gives up after what was found has been told.
	w := &stopper{stop: stop}
	err := Import(ctx, s, ImportOptions{Paths: []string{notesFile(t, bankOfNotes)}, Into: into}, w)
	if !errors.Is(err, context.Canceled) || !strings.Contains(w.String(), "The rota") {
		t.Error(err, w.String())
	}
	if _, err := os.Stat(into); !os.IsNotExist(err) {
		t.Error(names(t, into))
	}
}

// stopper is a writer whose reader gives up when it is flushed.
type stopper struct {
	bytes.Buffer
	stop func()
}

// Flush gives up.
func (s *stopper) Flush() error {
	s.stop()
	return nil
}
