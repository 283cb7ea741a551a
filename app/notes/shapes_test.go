package notes

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"starling/app/story"
)

var update = flag.Bool("update", false, "write what is found in the shapes of notes into their .want files")

// TestNotesOfManyShapesAreReadAsTheyAreMeant reads notes as people keep them:
// in several languages, from several programs, and in none of the ways that
// are right. Beside each lies what is in it.
func TestNotesOfManyShapesAreReadAsTheyAreMeant(t *testing.T) {
	names, err := filepath.Glob(filepath.Join("testdata", "shapes", "*"))
	if err != nil || len(names) < 25 {
		t.Fatal(len(names), err)
	}
	for _, name := range names {
		if filepath.Ext(name) == ".want" {
			continue
		}
		t.Run(filepath.Base(name), func(t *testing.T) {
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			found, err := Read(filepath.Base(name), data)
			if err != nil {
				t.Fatal(err)
			}
			usable(t, found)
			got := sketch(found)
			if *update {
				if err := os.WriteFile(name+".want", []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(name + ".want")
			if diff := cmp.Diff(string(want), got); err != nil || diff != "" {
				t.Error(err, diff)
			}
			// In the line ends of another system nothing else is found.
			windows, err := Read(filepath.Base(name), bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\n"), []byte("\r\n")))
			if diff := cmp.Diff(got, sketch(windows)); err != nil || diff != "" {
				t.Error(err, diff)
			}
		})
	}
}

// sketch is everything that was found, in a form that a person can check.
func sketch(f Found) string {
	var b strings.Builder
	for _, d := range f.Stories {
		s := d.Story
		fmt.Fprintf(&b, "story at line %d: %s\n", d.Line, s.Title)
		facts := func(name string, texts []string) {
			for _, text := range texts {
				fmt.Fprintf(&b, "  %s: %s\n", name, text)
			}
		}
		if s.MarkedDraft {
			fmt.Fprintln(&b, "  a draft")
		}
		if s.Limit > 0 {
			fmt.Fprintln(&b, "  limit:", s.Limit)
		}
		if len(s.Tags) > 0 {
			fmt.Fprintf(&b, "  tags: %q\n", s.Tags)
		}
		facts("answers", d.Questions)
		for _, n := range story.SectionNames() {
			section := s.Section(n)
			if section.Target > 0 {
				fmt.Fprintf(&b, "  %s takes %v\n", n.Letter(), section.Target)
			}
			facts(n.Letter()+" •", section.Points)
			if section.Script != "" {
				facts(n.Letter()+" |", strings.Split(section.Script, "\n"))
			}
		}
		facts("polished", s.Polished)
		facts("follow-up", s.Followups)
		if s.Notes != "" {
			facts("note", strings.Split(s.Notes, "\n"))
		}
	}
	for _, c := range f.Questions {
		fmt.Fprintf(&b, "questions: %s\n", c.Name)
		for _, q := range c.Questions {
			fmt.Fprintf(&b, "  – %s\n", q.Text)
		}
	}
	for _, r := range f.Reports {
		fmt.Fprintf(&b, "%s: %s\n", []string{"skipped", "unplaced", "check", "failed"}[r.Kind], r)
	}
	return b.String()
}
