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

	"starling/app/health"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
)

// ErrProblems says that Check found errors and has told them.
var ErrProblems = errors.New("the stories have errors")

// CheckOptions say what to check.
type CheckOptions struct {
	// Paths are folders and files; without any it is the folder of stories.
	Paths []string
	// Health tells the observations of package health too, as notes.
	Health bool
}

// Check reads stories and tells their errors and notes, one a line by file,
// and at the end how many of each. The error is ErrProblems where there are
// errors; notes are none.
func Check(ctx context.Context, s Setup, o CheckOptions, w io.Writer) error {
	paths := o.Paths
	if len(paths) == 0 {
		if _, err := os.Stat(s.Paths.Stories); errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("there is no folder of stories yet at %s; start Starling once, write a story with starling new, or name a folder", s.Paths.Stories)
		}
		paths = []string{s.Paths.Stories}
	}
	c := checker{settings: s.Settings, health: o.Health, files: map[string]bool{}, told: map[string]bool{}}
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
	if i := slices.IndexFunc(c.findings, func(f finding) bool { return f.observed != "" }); i >= 0 {
		if _, err := fmt.Fprintf(w, "An observation that does not fit can be dismissed by its name in brackets, in the story's file: dismissed = [%q]\n",
			c.findings[i].observed); err != nil {
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
	// observed is the id of an observation; empty for what is none.
	observed string
}

// checker gathers findings.
type checker struct {
	settings      settings.Settings
	health        bool // observations are told
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
		plan, err := rehearsal.NewPlan(s, planOptions(c.settings))
		if text := c.fit(s, plan, err); text != "" {
			c.note(s.Path, text)
		}
		if c.health {
			c.observations(s, plan)
		}
	}
}

// fit says that a story's script runs over, and where to cut; empty where it
// does not, and for a draft, whose script is not done. A story without a plan
// says why.
func (c *checker) fit(s story.Story, plan rehearsal.Plan, noPlan error) string {
	if s.Draft() {
		return ""
	}
	if noPlan != nil {
		return "it cannot be rehearsed under the settings as they are: " + noPlan.Error()
	}
	warning, rest := rehearsal.NewFit(s, plan, c.settings.Pace).Sentence()
	if warning == "" {
		return ""
	}
	return strings.TrimSpace(warning + " " + rest)
}

// observations tells what there is to observe in a story, each with its line.
func (c *checker) observations(s story.Story, plan rehearsal.Plan) {
	observations := health.Look(s, plan, c.settings.Pace)
	if len(observations) == 0 {
		return
	}
	data, err := os.ReadFile(s.Path)
	if err != nil {
		data = nil // it was there a moment ago: the lines are lost, what was observed is not
	}
	places := story.ParsePlaces(data)
	for _, o := range observations {
		line := places.Line(o.Key)
		if o.Length > 0 && o.Key == string(o.Section)+".script" {
			line = places.ScriptLine(o.Section, o.Offset)
		}
		at := s.Path
		if line > 0 {
			at = fmt.Sprintf("%s:%d", s.Path, line)
		}
		text := fmt.Sprintf("%s: note: %s %s [%s]", at, o.Text, o.Mend, o.ID)
		c.notes += c.tell(finding{file: s.Path, rank: 1, line: line, text: text, observed: o.ID})
	}
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
