package story

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzRewrite changes one value of a file, whatever that is, and changes it
// back: the file says so afterwards, or a typed error does.
func FuzzRewrite(f *testing.F) {
	for _, text := range rewriteSeeds(f) {
		f.Add([]byte(text), uint8(len(text)), "A word\n\"more\" # or less\n\n'''")
	}
	f.Fuzz(func(t *testing.T, data []byte, edit uint8, text string) {
		s, problems, editable := Read("a.toml", data, Options{Limit: MaxLimit})
		if same, err := Rewrite(data, s); err != nil || string(same) != string(data) {
			t.Fatalf("%v: without a change %q became %q", err, data, same)
		}
		if len(problems) == 0 && !editable {
			t.Fatalf("nothing is wrong with %q", data)
		}
		next := Cleaned(editedBy(s, edit, text))
		got, ok := rewritten(t, data, next)
		if !ok {
			return
		}
		if !editable && !cmp.Equal(s, next) {
			t.Fatalf("%q became %q, and was not to be", data, got)
		}
		rewritten(t, got, s)
	})
}

// rewritten fails unless Rewrite gives a file that says what the story says,
// or an error of a known kind.
func rewritten(t *testing.T, data []byte, s Story) (got []byte, ok bool) {
	t.Helper()
	got, err := Rewrite(data, s)
	var p Problem
	switch {
	case err != nil && !errors.As(err, &p), err != nil && got != nil:
		t.Fatalf("%q: %v", data, err)
	case err != nil:
		return nil, false
	}
	again, _, _ := Read(s.Path, got, Options{Limit: MaxLimit})
	if diff := cmp.Diff(s, again); diff != "" {
		t.Fatalf("%q became %q\n%s", data, got, diff)
	}
	return got, true
}

// editedBy gives the story with one value changed: edit says which, and how.
func editedBy(s Story, edit uint8, text string) Story {
	lines := strings.Split(text, "\n")
	list := func(old []string) []string {
		at := int(edit>>4) % (len(old) + 1)
		switch {
		case edit&8 == 0:
			return append(append(append([]string{}, old[:at]...), lines...), old[at:]...)
		case at < len(old):
			return append(append(append([]string{}, old[:at]...), old[at+1:]...), old[at])
		}
		return lines
	}
	section := s.section(SectionNames()[int(edit>>4)%5])
	switch edit & 7 {
	case 0:
		s.Title = lines[0]
	case 1:
		s.Tags = list(s.Tags)
	case 2:
		s.Notes = text
	case 3:
		s.MarkedDraft = !s.MarkedDraft
	case 4:
		section.Points = list(section.Points)
	case 5:
		section.Script = text
	case 6:
		section.Script = strings.Replace(section.Script, "\n", "\n"+text+"\n", 1)
	case 7:
		*section = Section{}
	}
	return s
}

func rewriteSeeds(f *testing.F) []string {
	f.Helper()
	texts := parseSeeds()
	paths, err := filepath.Glob(filepath.Join("..", "..", "stories", "*"+Extension))
	if err != nil || len(paths) < 12 {
		f.Fatal(paths, err)
	}
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		texts = append(texts, string(data))
	}
	for _, c := range rewriteCases() {
		texts = append(texts, c.file)
	}
	return texts
}
