package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"github.com/alecthomas/kong"

	"starling/app"
	"starling/app/story"
)

// errAnswered says that --help or --version has been answered, and there is
// nothing left to do.
var errAnswered = errors.New("answered")

// cli is the command line. What each command is for is also told in help.txt.
type cli struct {
	Stories folder           `placeholder:"DIR" help:"The folder of your stories. Default: the one in the settings, or Starling in your documents."`
	Data    folder           `placeholder:"DIR" help:"The folder for history, backups, settings and log. Default: the desktop's own places; see starling paths."`
	Version kong.VersionFlag `help:"Print the version and leave."`

	Open     openCmd     `cmd:"" default:"1" hidden:"" help:"Open the app."`
	Rehearse rehearseCmd `cmd:"" help:"Open the app on a story's stage, ready for Space."`
	Check    checkCmd    `cmd:"" help:"Tell the errors in stories, and what is worth knowing."`
	History  historyCmd  `cmd:"" help:"Print attempts, newest first."`
	Due      dueCmd      `cmd:"" help:"Tell what to practise today, and why."`
	New      newCmd      `cmd:"" help:"Write a new story to fill in."`
	Export   exportCmd   `cmd:"" help:"Write stories and attempts for elsewhere: a report, a spreadsheet, another program."`
	Import   importCmd   `cmd:"" help:"Make stories and questions of the notes that you have."`
	Merge    mergeCmd    `cmd:"" help:"Unite another machine's history with yours."`
	Paths    pathsCmd    `cmd:"" help:"Print where things are."`
}

// streams is what a command works with.
type streams struct {
	ctx     context.Context //nolint:containedctx // one command, one context
	setup   app.Setup
	out     *bufio.Writer
	errout  io.Writer
	version string
}

type (
	openCmd     struct{}
	rehearseCmd struct {
		Slug slug `arg:"" help:"The story: its file's name without .toml."`
	}
	checkCmd struct {
		Health bool     `help:"Tell what could be better said too, each with how to mend it; docs/health.md describes it."`
		Paths  []string `arg:"" optional:"" name:"path" help:"Folders and files to check. Default: the folder of your stories."`
	}
	historyCmd struct {
		JSON  bool  `name:"json" xor:"format" help:"Print JSON; docs/history-json.md describes it."`
		CSV   bool  `name:"csv" xor:"format" help:"Print CSV: one line an attempt, after a line of names."`
		Story slug  `placeholder:"SLUG" help:"Only the attempts at this story."`
		Since since `placeholder:"DATE" help:"Only attempts from then on: 2026-11-22, 2026-11-22T18:00:00Z, or 7d for the last seven days."`
	}
	dueCmd struct {
		JSON bool `name:"json" help:"Print JSON; docs/practice.md describes it."`
	}
	newCmd struct {
		Title []string `arg:"" help:"The story's title. Its file is named after it."`
	}
	importCmd struct {
		Notes  []string `arg:"" name:"notes" help:"Files of notes in Markdown, and folders of such."`
		Into   folder   `placeholder:"DIR" help:"The folder that the stories go to. Default: the folder of your stories."`
		DryRun bool     `help:"Tell what was found, and write nothing."`
	}
	pathsCmd struct{}
)

// Run opens the app.
func (openCmd) Run(s streams) error {
	return app.Start(s.ctx, s.setup.RunOptions("", s.version))
}

// Run opens the app on a story that can be rehearsed.
func (c rehearseCmd) Run(s streams) error {
	if err := app.Rehearsable(s.setup, string(c.Slug)); err != nil {
		return err
	}
	return app.Start(s.ctx, s.setup.RunOptions(string(c.Slug), s.version))
}

// Run checks stories.
func (c checkCmd) Run(s streams) error {
	return app.Check(s.ctx, s.setup, app.CheckOptions{Paths: c.Paths, Health: c.Health}, s.out)
}

// Run prints attempts.
func (c historyCmd) Run(s streams) error {
	o := app.HistoryOptions{Format: app.Text, Story: string(c.Story), Since: time.Time(c.Since)}
	switch {
	case c.JSON:
		o.Format = app.JSON
	case c.CSV:
		o.Format = app.CSV
	}
	return app.History(s.ctx, s.setup, o, s.out)
}

// Run prints what is due.
func (c dueCmd) Run(s streams) error {
	return app.Due(s.ctx, s.setup, app.DueOptions{JSON: c.JSON, Now: time.Now()}, s.out)
}

// Run writes a new story. Its path alone goes to the output, so that an editor
// can be started on it.
func (c newCmd) Run(s streams) error {
	path, copied, err := app.NewStory(s.setup, strings.Join(c.Title, " "))
	if err != nil {
		return err
	}
	fmt.Fprintln(s.out, path)
	if err := s.out.Flush(); err != nil {
		return err
	}
	if len(copied) > 0 {
		fmt.Fprintf(s.errout, "The examples that come with Starling are in %s too.\n", filepath.Dir(path))
	}
	name := strings.TrimSuffix(filepath.Base(path), story.Extension)
	fmt.Fprintf(s.errout, "A draft. Answer the questions in it, take out the line \"draft = true\", then:\n"+
		"  starling check\n  starling rehearse %s\n", name)
	return nil
}

// Validate refuses a title with nothing in it.
func (c newCmd) Validate() error {
	if len(c.Title) > 0 && strings.TrimSpace(strings.Join(c.Title, " ")) == "" {
		return errors.New("the title is empty")
	}
	return nil
}

// Run imports notes.
func (c importCmd) Run(s streams) error {
	return app.Import(s.ctx, s.setup, app.ImportOptions{Paths: c.Notes, Into: string(c.Into), DryRun: c.DryRun}, s.out)
}

// Run prints where things are.
func (pathsCmd) Run(s streams) error { return app.Paths(s.setup, s.out) }

// Help tells more of rehearse.
func (rehearseCmd) Help() string {
	return "A draft, or a story with errors, is not opened; what it lacks is told. " +
		"If Starling is open already, its window shows the story."
}

// Help tells more of check.
func (checkCmd) Help() string {
	return "An error keeps a story from being used; each says the file, the line, what is wrong and what to write instead. " +
		"A note is worth knowing: a draft, a question that the bank does not have, a script that runs over its limit " +
		"at your pace, and where to cut. The limit, the pace and the presets are those of your settings.\n\n" +
		"With --health it also notes what a listener may stumble over: a Result without a number, an Action that says " +
		"we, a long sentence. Each can be dismissed: write its name, in brackets at the end, into the story, " +
		"as in dismissed = [\"result-number\"].\n\n" +
		"The exit code is 1 if there is an error; notes are none."
}

// Help tells more of history.
func (historyCmd) Help() string {
	return "Each attempt with its sections (target, time, how it ended, rating), delivery, coverage and note. " +
		"It reads beside an open window and changes nothing."
}

// Help tells more of due.
func (dueCmd) Help() string {
	return "The stories that are due, in the order in which to say them, each with the reason: what was forgotten or went badly, " +
		"what an interview asks for, what was never said. Interviews and how surely a story should be remembered are in your " +
		"settings, below [practice]. A day ends at 4 in the morning.\n\n" +
		"It reads beside an open window and changes nothing."
}

// Help tells more of new.
func (newCmd) Help() string {
	return "The story is a draft: each section has questions in the place of its points. Answer them, and take out " +
		"the line \"draft = true\". The path is all that is printed to the output, so that an editor can be started on it:\n\n" +
		"    $EDITOR \"$(starling new The launch that slipped)\""
}

// Help tells more of import.
func (importCmd) Help() string {
	return "Flash cards, question lists and story banks are read as they are; docs/importing.md shows each shape. " +
		"A story becomes a file of its own, a question goes into questions.toml, and what has no place is listed with its line. " +
		"What was found is told before anything is written. Nothing that is there is written over, and importing the same " +
		"notes again changes nothing.\n\n" +
		"The exit code is 1 if some of it could not be imported."
}

// Help tells more of paths.
func (pathsCmd) Help() string {
	return "A name and a path a line. \"data\" is the folder of history and its backups. Nothing is made by asking."
}

// folder is a folder that a flag names. A flag without a name is refused: it
// is a script whose variable is empty, and does not mean the person's own.
type folder string

// UnmarshalText reads the flag.
func (f *folder) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return errors.New("the folder's name is empty")
	}
	*f = folder(text)
	return nil
}

// slug is a story's slug. Its file will do, so that a shell can complete it.
type slug string

// UnmarshalText reads the argument.
func (s *slug) UnmarshalText(text []byte) error {
	name, file := strings.CutSuffix(string(text), story.Extension)
	if file {
		name = filepath.Base(name)
	}
	if name == "" {
		return errors.New("the story's name is empty")
	}
	*s = slug(name)
	return nil
}

// since is the beginning of a span that lasts until now.
type since time.Time

// UnmarshalText reads the flag.
func (s *since) UnmarshalText(text []byte) error {
	t, err := app.ParseSince(string(text), time.Now())
	*s = since(t)
	return err
}
