package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"starling/app/export"
	"starling/app/history"
	"starling/app/practice"
	"starling/app/story"
)

// The formats of an export, beside JSON and CSV.
const (
	StoriesCSV Format = "csv-stories"
	Markdown   Format = "markdown"
	HTML       Format = "html"
)

// ErrNoFormat says that an export was asked for in no format.
var ErrNoFormat = errors.New("what should the export be? Choose --html, --json, --csv, --csv-stories or --markdown, or name a file that ends in .html, .json, .csv or .md")

// ExportOptions choose what Export writes, and where.
type ExportOptions struct {
	// Format is JSON, CSV, StoriesCSV, Markdown or HTML; empty for the one that
	// the ending of Out names.
	Format Format
	// Story is a slug, Tag a tag; empty for all.
	Story, Tag string
	// Since bounds the start of the attempts; zero for no bound.
	Since time.Time
	// WithoutNotes leaves out the notes of attempts and of stories, and transcripts.
	WithoutNotes bool
	// Out is the file to write; empty for the output. With Force it may be there
	// already, and is replaced.
	Out   string
	Force bool
	// Program is what writes: "starling 0.1.0". Now is the moment that it is, in
	// the zone of the person.
	Program string
	Now     time.Time
}

// Export writes stories and attempts for elsewhere, to w or to a file. What is
// worth knowing (a story that is left out for its errors, what was written
// where) is told to told.
func Export(ctx context.Context, s Setup, o ExportOptions, w, told io.Writer) error {
	if o.Format == "" {
		if o.Format = FormatOf(o.Out); o.Format == "" {
			return ErrNoFormat
		}
	}
	out, err := newOutFile(o.Out, o.Force) // before anything is read: so the person need not wait to hear of it
	if err != nil {
		return err
	}
	e := exporter{Setup: s, options: o}
	if err := e.gather(ctx); err != nil {
		return err
	}
	write := func(w io.Writer) error { return e.write(ctx, until{ctx, w}) }
	if o.Out == "" {
		err = write(w)
	} else {
		err = out.write(write)
	}
	if err != nil {
		return err
	}
	return e.tell(told)
}

// until is a writer that fails once its context has ended, so that an export
// of very much can be interrupted.
type until struct {
	ctx context.Context //nolint:containedctx // of one write
	w   io.Writer
}

// Write writes.
func (u until) Write(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.w.Write(p)
}

// FormatOf is the format of an export that the ending of a file's name stands
// for; empty for an ending that stands for none.
func FormatOf(path string) Format {
	switch strings.ToLower(filepath.Ext(path)) {
	case ".html", ".htm":
		return HTML
	case ".json":
		return JSON
	case ".csv":
		return CSV
	case ".md", ".markdown":
		return Markdown
	}
	return ""
}

// exporter gathers what is exported.
type exporter struct {
	Setup

	options ExportOptions
	data    export.Data
	library story.Library
	// noFolder tells that there is no folder of stories.
	noFolder bool
}

// gather reads stories and attempts.
func (e *exporter) gather(ctx context.Context) error {
	o := e.options
	e.data = export.Data{
		Program: o.Program, Made: o.Now,
		Scope: export.Scope{Story: o.Story, Tag: o.Tag, Since: o.Since, WithoutNotes: o.WithoutNotes},
	}
	_, err := os.Stat(e.Paths.Stories)
	if e.noFolder = errors.Is(err, fs.ErrNotExist); !e.noFolder {
		e.library = story.NewLoader(e.Paths.Stories, story.Options{Limit: e.Settings.Limit}).Load(ctx)
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := e.chooseStories(); err != nil {
		return err
	}
	e.data.Bank = e.library.Bank
	if o.Format != StoriesCSV {
		if err := e.chooseAttempts(ctx); err != nil {
			return err
		}
	}
	if o.Story != "" && len(e.data.Stories) == 0 && len(e.data.Attempts) == 0 {
		if err := e.knownStory(ctx, o.Story); err != nil {
			return err
		}
	}
	if o.Format == HTML {
		return e.chooseNext(ctx)
	}
	return nil
}

// chooseStories chooses the stories that were asked for.
func (e *exporter) chooseStories() error {
	o := e.options
	if o.Tag != "" && len(e.library.Search("", o.Tag)) == 0 {
		return e.unknownTag(o.Tag)
	}
	for _, s := range e.library.Search("", o.Tag) {
		if o.Story == "" || s.Slug == o.Story {
			e.data.Stories = append(e.data.Stories, s)
		}
	}
	return nil
}

// unknownTag says that no story has a tag, and which tags there are.
func (e *exporter) unknownTag(tag string) error {
	const most = 10
	var names []string
	for _, t := range e.library.Tags() {
		names = append(names, t.Name)
	}
	if len(names) == 0 {
		return fmt.Errorf("no story is tagged %q: the stories in %s have no tags", tag, e.Paths.Stories)
	}
	more := ""
	if len(names) > most {
		names, more = names[:most], ", …"
	}
	return fmt.Errorf("no story is tagged %q; there are %s%s", tag, strings.Join(names, ", "), more)
}

// chooseAttempts reads the attempts that were asked for, and for the JSON what
// was said of them.
func (e *exporter) chooseAttempts(ctx context.Context) error {
	store, err := history.OpenReader(ctx, e.Paths.Data)
	if err != nil {
		return err
	}
	err = e.readAttempts(ctx, store)
	return errors.Join(err, store.Close())
}

func (e *exporter) readAttempts(ctx context.Context, store *history.Store) error {
	o := e.options
	records, err := store.Attempts(ctx, history.Filter{Story: o.Story, Since: o.Since})
	if err != nil {
		return err
	}
	chosen := map[string]bool{}
	for _, s := range e.data.Stories {
		chosen[s.Slug] = true
	}
	e.data.Attempts = make([]export.Attempt, 0, len(records))
	for _, r := range records {
		if o.Tag != "" && !chosen[r.Story] {
			continue
		}
		a := export.Attempt{Record: r}
		if o.Format == JSON {
			if a.Changes, err = store.Changes(ctx, r.ID); err != nil {
				return err
			}
		}
		e.data.Attempts = append(e.data.Attempts, a)
	}
	return nil
}

// chooseNext says which of the chosen stories to practise next.
func (e *exporter) chooseNext(ctx context.Context) error {
	calendar, err := e.calendar(e.options.Now)
	if err != nil {
		return err
	}
	cards, err := cards(ctx, e.Paths.Data)
	if err != nil {
		return err
	}
	for _, item := range calendar.Agenda(cards, e.data.Stories) {
		e.data.Next = append(e.data.Next, asNext(item, calendar.Today))
	}
	return nil
}

func asNext(item practice.Item, today practice.Day) export.Next {
	next := export.Next{Slug: item.Slug, Title: item.Title, Why: item.Why}
	if !item.Never { // which Why says
		next.When = "due " + item.When(today)
	}
	return next
}

// write writes the export in its format.
func (e *exporter) write(ctx context.Context, w io.Writer) error {
	switch e.options.Format {
	case JSON:
		return export.WriteJSON(w, e.data)
	case CSV:
		return export.WriteCSV(w, e.data)
	case StoriesCSV:
		return export.WriteStoriesCSV(w, e.data)
	case Markdown:
		return export.WriteMarkdown(w, e.data)
	case HTML:
		return export.WriteHTML(ctx, w, e.data)
	}
	return fmt.Errorf("an export as %s is not possible; %w", e.options.Format, ErrNoFormat)
}

// tell says what was written where, and what is missing in it.
func (e *exporter) tell(w io.Writer) error {
	o := e.options
	var lines []string
	switch {
	case o.Format == CSV:
	case e.noFolder:
		lines = append(lines, fmt.Sprintf("There is no folder of stories at %s, so there are none in the export.", e.Paths.Stories))
	default:
		lines = e.leftOut()
	}
	if o.Out != "" {
		what := []string{count(len(e.data.Stories), "story", "stories"), count(len(e.data.Attempts), "attempt", "attempts")}
		switch o.Format {
		case CSV:
			what = what[1:]
		case StoriesCSV:
			what = what[:1]
		}
		lines = append(lines, fmt.Sprintf("Written to %s: %s.", o.Out, strings.Join(what, ", ")))
	}
	for _, line := range lines {
		if _, err := fmt.Fprintln(w, line); err != nil {
			return err
		}
	}
	return nil
}

// leftOut says which stories are not in the export because of their errors.
func (e *exporter) leftOut() []string {
	const most = 5
	var lines, files []string
	for _, p := range e.library.Problems {
		name := filepath.Base(p.File)
		wanted := e.options.Story == "" || name == e.options.Story+story.Extension
		switch {
		case p.File == e.library.Dir:
			lines = append(lines, p.Error())
		case filepath.Ext(name) == story.Extension && name != story.BankFile && wanted && !slices.Contains(files, name):
			files = append(files, name)
		}
	}
	if len(files) == 0 {
		return lines
	}
	named := strings.Join(files[:min(len(files), most)], ", ")
	if len(files) > most {
		named += ", …"
	}
	return append(lines, fmt.Sprintf("Left out for errors: %s (%s). They are told by: starling check",
		count(len(files), "story", "stories"), named))
}
