package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
)

// ErrProblems says that Check found errors and has told them.
var ErrProblems = errors.New("the stories have errors")

// Check reads stories and tells their errors and notes, one a line by file,
// and at the end how many of each. Paths are folders or files; without any it
// is the folder of stories. The error is ErrProblems where there are errors;
// notes are none.
func Check(ctx context.Context, s Setup, paths []string, w io.Writer) error {
	if len(paths) == 0 {
		if _, err := os.Stat(s.Paths.Stories); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no folder of stories yet at %s; start Starling once, write a story with starling new, or name a folder", s.Paths.Stories)
		}
		paths = []string{s.Paths.Stories}
	}
	c := checker{settings: s.Settings, files: map[string]bool{}, told: map[string]bool{}}
	for _, path := range paths {
		if err := c.path(ctx, path); err != nil {
			return err
		}
	}
	slices.SortStableFunc(c.findings, func(a, b finding) int {
		return cmp.Or(cmp.Compare(a.file, b.file), cmp.Compare(a.rank, b.rank), cmp.Compare(a.line, b.line))
	})
	for _, f := range c.findings {
		if _, err := fmt.Fprintln(w, f.text); err != nil {
			return err
		}
	}
	if _, err := fmt.Fprintf(w, "%s, %s, %s\n",
		count(len(c.files), "story", "stories"), count(c.errors, "error", "errors"), count(c.notes, "note", "notes")); err != nil {
		return err
	}
	if c.errors > 0 {
		return ErrProblems
	}
	return nil
}

// A finding is one line of what Check tells.
type finding struct {
	file string
	rank int // errors before notes
	line int
	text string
}

// checker gathers findings.
type checker struct {
	settings      settings.Settings
	findings      []finding
	files         map[string]bool // the story files seen
	told          map[string]bool // so that a file named twice is told of once
	errors, notes int
}

func (c *checker) options() story.Options { return story.Options{Limit: c.settings.Limit} }

// path checks a folder or a file.
func (c *checker) path(ctx context.Context, path string) error {
	path, err := settings.Expand(path)
	if err != nil {
		return err
	}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no file or folder %s", path)
	case err != nil:
		return err
	case info.IsDir():
		c.library(story.NewLoader(path, c.options()).Load(ctx))
		return ctx.Err()
	case filepath.Base(path) == story.BankFile:
		_, problems := story.ReadBankFile(path)
		c.problems(problems)
	case filepath.Ext(path) != story.Extension:
		return fmt.Errorf("%s is no story: a story's file ends in %s", path, story.Extension)
	default:
		c.library(c.alone(path))
	}
	return nil
}

// alone gives the library of one story, with the bank that lies beside it.
func (c *checker) alone(path string) story.Library {
	lib := story.Library{Dir: filepath.Dir(path)}
	s, problems := story.ReadFile(path, c.options())
	if len(problems) > 0 {
		lib.Problems = problems
		return lib
	}
	bank := filepath.Join(lib.Dir, story.BankFile)
	if _, err := os.Stat(bank); err == nil {
		var wrong []story.Problem
		if lib.Bank, wrong = story.ReadBankFile(bank); len(wrong) > 0 {
			s.Answers = nil // which questions there are is not known
		}
	}
	lib.Stories = []story.Story{s}
	return lib
}

// library tells of everything that was read.
func (c *checker) library(lib story.Library) {
	c.problems(lib.Problems)
	for _, n := range lib.Notes() {
		c.note(n.Path, n.Text)
	}
	for _, s := range lib.Stories {
		c.files[s.Path] = true
		if text := c.fit(s); text != "" {
			c.note(s.Path, text)
		}
	}
}

// fit says that a story's script runs over; empty where it does not, and for a
// draft, whose script is not done.
func (c *checker) fit(s story.Story) string {
	if s.Draft() {
		return ""
	}
	plan, err := rehearsal.NewPlan(s, planOptions(c.settings))
	if err != nil {
		return "it cannot be rehearsed under the settings as they are: " + err.Error()
	}
	warning, rest := rehearsal.NewFit(s, plan, c.settings.Pace).Sentence()
	if warning == "" {
		return ""
	}
	return strings.TrimSpace(warning + " " + rest)
}

func (c *checker) problems(problems []story.Problem) {
	for _, p := range problems {
		if filepath.Ext(p.File) == story.Extension && filepath.Base(p.File) != story.BankFile {
			c.files[p.File] = true
		}
		c.errors += c.tell(finding{file: p.File, line: p.Line, text: p.Error()})
	}
}

func (c *checker) note(path, text string) {
	c.notes += c.tell(finding{file: path, rank: 1, text: path + ": note: " + text})
}

// tell keeps a finding and gives how many there are more by it.
func (c *checker) tell(f finding) int {
	if c.told[f.text] {
		return 0
	}
	c.told[f.text] = true
	c.findings = append(c.findings, f)
	return 1
}

// count is "1 error" or "3 errors".
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
