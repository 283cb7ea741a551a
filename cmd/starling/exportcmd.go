package main

import (
	"errors"
	"time"

	"starling/app"
)

// exportCmd writes stories and attempts for elsewhere.
type exportCmd struct {
	HTML         bool   `name:"html" xor:"format" help:"A report: one file with charts, for a coach or for yourself."`
	JSON         bool   `name:"json" xor:"format" help:"Everything, for a program; docs/export.md describes it."`
	CSV          bool   `name:"csv" xor:"format" help:"The attempts, for a spreadsheet: one line each, after a line of names."`
	CSVStories   bool   `name:"csv-stories" xor:"format" help:"The stories, for a spreadsheet."`
	Markdown     bool   `name:"markdown" xor:"format" help:"The stories as flash cards, for paper, and a table of the attempts."`
	Story        slug   `placeholder:"SLUG" help:"Only this story and its attempts."`
	Tag          string `placeholder:"TAG" help:"Only the stories with this tag, and their attempts."`
	Since        since  `placeholder:"DATE" help:"Only attempts from then on: 2026-11-22, 2026-11-22T18:00:00Z, or 30d for the last thirty days."`
	WithoutNotes bool   `help:"Leave out the notes of attempts and of stories, and transcripts."`
	Out          file   `placeholder:"FILE" help:"Write into a file. Its ending chooses the format if nothing else does: .html, .json, .csv or .md."`
	Force        bool   `help:"Replace the file if it is there already."`
}

// Run writes the export.
func (c exportCmd) Run(s streams) error {
	return app.Export(s.ctx, s.setup, app.ExportOptions{
		Format: c.format(), Story: string(c.Story), Tag: c.Tag, Since: time.Time(c.Since), WithoutNotes: c.WithoutNotes,
		Out: string(c.Out), Force: c.Force, Program: "starling " + version, Now: time.Now(),
	}, s.out, s.errout)
}

// Validate refuses an export in no format.
func (c exportCmd) Validate() error {
	switch {
	case c.format() == "":
		return app.ErrNoFormat
	case c.Force && c.Out == "":
		return errors.New("--force goes with --out")
	}
	return nil
}

// format is the one that was asked for, by a flag or by the file's ending.
func (c exportCmd) format() app.Format {
	for _, f := range []struct {
		asked  bool
		format app.Format
	}{{c.HTML, app.HTML}, {c.JSON, app.JSON}, {c.CSV, app.CSV}, {c.CSVStories, app.StoriesCSV}, {c.Markdown, app.Markdown}} {
		if f.asked {
			return f.format
		}
	}
	return app.FormatOf(string(c.Out))
}

// Help tells more of export.
func (exportCmd) Help() string {
	return "Without --out the export is printed. A file is written whole or not at all, can be read by you alone, and never " +
		"replaces another without --force.\n\n" +
		"The report needs no network and no program but a browser; it prints on A4. Before you hand it on: it holds your " +
		"stories, and your notes unless you leave them out with --without-notes.\n\n" +
		"It reads beside an open window and changes nothing. Deleted attempts are not exported."
}

// file is a file that a flag names. A flag without a name is refused: it is a
// script whose variable is empty.
type file string

// UnmarshalText reads the flag.
func (f *file) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		return errors.New("the file's name is empty")
	}
	*f = file(text)
	return nil
}
