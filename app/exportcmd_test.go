package app

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/history/historytest"
)

// exported runs Export and gives what it printed and what it told.
func exported(t *testing.T, s Setup, o ExportOptions) (text, told string, err error) {
	t.Helper()
	o.Program, o.Now = "starling test", time.Date(2026, 3, 2, 18, 0, 0, 0, time.UTC)
	var out, notes bytes.Buffer
	err = Export(t.Context(), s, o, &out, &notes)
	return out.String(), notes.String(), err
}

// practisedSetup is a setup with stories and a history of forty attempts.
func practisedSetup(t *testing.T) Setup {
	t.Helper()
	s := ownFolders(t)
	in := func(name, text string) { put(t, filepath.Join(s.Paths.Stories, name), text) }
	in("one.toml", "tags = [\"conflict\"]\n"+whole)
	in("two.toml", strings.Replace(whole, "A story", "Another", 1))
	in("broken.toml", "title = ")
	store, _, err := history.Open(t.Context(), s.Paths.Data, history.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := historytest.Fill(t.Context(), store, []string{"one", "two", "gone"}, 40, 1); err != nil {
		t.Fatal(err)
	}
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestAnExportHoldsWhatWasAskedFor(t *testing.T) {
	s := practisedSetup(t)
	for _, c := range []struct {
		name         string
		o            ExportOptions
		with, absent []string
		left         bool // a story is left out
	}{
		{"all", ExportOptions{Format: JSON}, []string{`"slug":"one"`, `"slug":"two"`, `"story":"gone"`, `"field":"rating.`}, nil, true},
		{"a story", ExportOptions{Format: JSON, Story: "two"}, []string{`"slug":"two"`, `"story":"two"`}, []string{`"slug":"one"`, `"story":"one"`, `"story":"gone"`}, false},
		{"a story that is gone", ExportOptions{Format: JSON, Story: "gone"}, []string{`"story":"gone"`}, []string{`"slug"`}, false},
		{"a story that is broken", ExportOptions{Format: Markdown, Story: "broken"}, []string{"There is no story here."}, nil, true},
		{"a tag", ExportOptions{Format: JSON, Tag: "Conflict"}, []string{`"slug":"one"`, `"story":"one"`}, []string{`"slug":"two"`, `"story":"two"`, `"story":"gone"`}, true},
		{"a day", ExportOptions{Format: JSON, Since: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)}, []string{`"slug":"one"`, "\"attempts\":[\n]"}, []string{`"spoken_s"`}, true},
		{"attempts alone", ExportOptions{Format: CSV}, []string{"id,story,title", ",gone,"}, nil, false},
		{"stories alone", ExportOptions{Format: StoriesCSV}, []string{"slug,title", "one,A story"}, []string{"gone"}, true},
		{"a report", ExportOptions{Format: HTML}, []string{"<h1>Practice report</h1>", "starling test", "due ", "<td><strong>"}, nil, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			text, told, err := exported(t, s, c.o)
			if err != nil {
				t.Fatal(err)
			}
			for _, part := range c.with {
				if !strings.Contains(text, part) {
					t.Errorf("nothing of %s", part)
				}
			}
			for _, part := range c.absent {
				if strings.Contains(text, part) {
					t.Errorf("it holds %s", part)
				}
			}
			if left := "Left out for errors: 1 story (broken.toml). They are told by: starling check\n"; told != "" && told != left || (told == left) != c.left {
				t.Errorf("told %q", told)
			}
		})
	}
}

func TestAnExportSaysWhatItCannotFind(t *testing.T) {
	s := practisedSetup(t)
	_, _, err := exported(t, s, ExportOptions{Format: JSON, Story: "twoo"})
	wantError(t, err, `there is no story "twoo"`)
	_, _, err = exported(t, s, ExportOptions{Format: JSON, Tag: "nonsense"})
	wantError(t, err, `no story is tagged "nonsense"; there are conflict`)
	_, _, err = exported(t, s, ExportOptions{Format: "pdf"})
	if !errors.Is(err, ErrNoFormat) {
		t.Error(err)
	}
	_, _, err = exported(t, s, ExportOptions{Out: "report"})
	if !errors.Is(err, ErrNoFormat) {
		t.Error(err)
	}
	s.Settings.Practice.Interviews = nil
	s.Paths.Stories = filepath.Join(t.TempDir(), "none")
	text, told, err := exported(t, s, ExportOptions{Format: JSON})
	if err != nil || !strings.Contains(text, `"story":"one"`) || told != "There is no folder of stories at "+s.Paths.Stories+", so there are none in the export.\n" {
		t.Error(told, err)
	}
	_, _, err = exported(t, s, ExportOptions{Format: JSON, Tag: "conflict"})
	wantError(t, err, "have no tags")
}

func TestAnExportWithoutNotesHasNone(t *testing.T) {
	s := practisedSetup(t)
	const note = "Slower at the start"
	put(t, filepath.Join(s.Paths.Stories, "noted.toml"), "notes = \""+note+"\"\n"+whole)
	for _, format := range []Format{JSON, StoriesCSV, Markdown, HTML} {
		with, _, err := exported(t, s, ExportOptions{Format: format})
		if err != nil || !strings.Contains(with, note) {
			t.Errorf("%s has no notes: %v", format, err)
		}
		without, _, err := exported(t, s, ExportOptions{Format: format, WithoutNotes: true})
		if err != nil || strings.Contains(without, note) {
			t.Errorf("%s has notes: %v", format, err)
		}
	}
}

func TestAFileIsWrittenForThePersonAloneAndNeverOverAnother(t *testing.T) {
	s := practisedSetup(t)
	path := filepath.Join(t.TempDir(), "report.html")
	text, told, err := exported(t, s, ExportOptions{Out: path})
	if err != nil || text != "" || !regexp.MustCompile(`Written to `+regexp.QuoteMeta(path)+`: 2 stories, 3\d attempts\.\n$`).MatchString(told) {
		t.Fatal(text, told, err)
	}
	first, err := os.ReadFile(path)
	if err != nil || !strings.HasSuffix(string(first), "</html>\n") {
		t.Fatal(len(first), err)
	}
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Error(info.Mode(), err)
	}

	_, _, err = exported(t, s, ExportOptions{Format: JSON, Out: path})
	wantError(t, err, path+" is there already and is left as it is; choose another name, or replace it with --force")
	if again, _ := os.ReadFile(path); !bytes.Equal(first, again) {
		t.Error("the file has changed")
	}
}

func TestAFileIsReplacedWhereThatIsWanted(t *testing.T) {
	s := practisedSetup(t)
	path := filepath.Join(t.TempDir(), "export")
	put(t, path, "old")
	for _, c := range []struct {
		format         Format
		begins, counts string
	}{
		{CSV, "id,story", `: \d+ attempts\.`},
		{StoriesCSV, "slug,", `: 2 stories\.`},
		{JSON, "{", `: 2 stories, \d+ attempts\.`},
	} {
		_, told, err := exported(t, s, ExportOptions{Format: c.format, Out: path, Force: true})
		if err != nil || !regexp.MustCompile(c.counts+`\n$`).MatchString(told) {
			t.Error(told, err)
		}
		if text, _ := os.ReadFile(path); !strings.HasPrefix(string(text), c.begins) {
			t.Errorf("%s is not written", c.format)
		}
	}
	left, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(left) != 1 {
		t.Error("left beside it:", left, err)
	}
}

func TestAFileThatCannotBeWrittenIsToldBeforeAnythingIsRead(t *testing.T) {
	s := Setup{} // which there is nothing to read of
	dir := t.TempDir()
	put(t, filepath.Join(dir, "a-file"), "x")
	for _, c := range [][2]string{
		{dir, " is a folder; name a file in it"},
		{filepath.Join(dir, "none", "x.json"), "there is no folder " + filepath.Join(dir, "none")},
		{filepath.Join(dir, "a-file", "x.json"), "a-file"},
		{filepath.Join(dir, "a-file"), " is there already"},
	} {
		_, _, err := exported(t, s, ExportOptions{Format: JSON, Out: c[0]})
		wantError(t, err, c[1])
	}
	if runtime.GOOS != "windows" {
		_, _, err := exported(t, s, ExportOptions{Format: JSON, Out: "/dev/null", Force: true})
		wantError(t, err, "/dev/null is no regular file; leave --out away to print the export")
	}
}

func TestWhatALinkPointsToIsReplacedAndTheLinkStays(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "real.md"), "old")
	link := filepath.Join(dir, "link.md")
	if err := os.Symlink("real.md", link); err != nil {
		t.Skip("no links here:", err)
	}
	if _, _, err := exported(t, practisedSetup(t), ExportOptions{Out: link, Force: true}); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(link); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Error("the link is gone", err)
	}
	if text, _ := os.ReadFile(filepath.Join(dir, "real.md")); !strings.HasPrefix(string(text), "# Stories") {
		t.Errorf("%q", text)
	}
}

func TestAWriteThatFailsLeavesNothingBehind(t *testing.T) {
	dir := t.TempDir()
	f, err := newOutFile(filepath.Join(dir, "x.json"), false)
	if err != nil {
		t.Fatal(err)
	}
	broken := errors.New("it broke")
	err = f.write(func(w io.Writer) error {
		_, _ = io.WriteString(w, strings.Repeat("half", 10_000))
		return broken
	})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	wantError(t, err, "could not be written, and nothing has changed")

	// Someone else takes the name meanwhile.
	err = f.write(func(io.Writer) error { return os.WriteFile(f.path, []byte("theirs"), 0o600) })
	wantError(t, err, "is there already and is left as it is")
	if text, _ := os.ReadFile(f.path); string(text) != "theirs" {
		t.Errorf("%q", text)
	}
	left, err := os.ReadDir(dir)
	if err != nil || len(left) != 1 {
		t.Error("left behind:", left, err)
	}
	if f.take() == nil {
		t.Error("a name that is taken can be taken")
	}
}

func TestAnExportCanBeInterrupted(t *testing.T) {
	s := practisedSetup(t)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	var out bytes.Buffer
	if err := Export(ctx, s, ExportOptions{Format: JSON}, &out, io.Discard); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := (until{ctx, &out}).Write([]byte("x")); !errors.Is(err, context.Canceled) || out.Len() > 0 {
		t.Error("it goes on writing:", err, out.Len())
	}
}
