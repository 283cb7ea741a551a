package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"starling/app/notes"
	"starling/app/settings"
)

// ErrNotImported says that some of the notes could not be imported, and that
// it has been told which and why. What could be is imported.
var ErrNotImported = errors.New("not everything could be imported; see above")

// ImportOptions say what Import imports, and where to.
type ImportOptions struct {
	// Paths are files of notes, and folders of such.
	Paths []string
	// Into is the folder that the stories go to; empty for the person's own.
	Into string
	// DryRun says that nothing is to be written.
	DryRun bool
}

// Import reads notes, tells what it found in them, and then writes the stories
// and questions that are not there yet. Into the person's own folder the
// examples come with the first start, as with NewStory.
func Import(ctx context.Context, s Setup, o ImportOptions, w io.Writer) error {
	dir, paths, err := o.places(s)
	if err != nil {
		return err
	}
	im, err := notes.Prepare(ctx, paths, dir)
	if err != nil {
		return err
	}
	if o.Into == "" && !o.DryRun {
		copied, err := PrepareStories(s.Paths, s.StoriesGiven, s.Settings)
		if err != nil {
			return err
		}
		if len(copied) > 0 { // and the folder is another than it was
			fmt.Fprintf(w, "The examples that come with Starling are in %s too.\n", dir)
			if im, err = notes.Prepare(ctx, paths, dir); err != nil {
				return err
			}
		}
	}
	for _, line := range im.Summary() {
		fmt.Fprintln(w, line)
	}
	if err := flush(w); err != nil {
		return err
	}
	if err := o.write(ctx, im, w); err != nil {
		return err
	}
	if len(im.Errors) > 0 || slices.ContainsFunc(im.Reports, func(r notes.Report) bool { return r.Kind == notes.Failed }) {
		return ErrNotImported
	}
	return nil
}

// places gives the folder to import into, and the notes.
func (o ImportOptions) places(s Setup) (dir string, paths []string, err error) {
	dir = s.Paths.Stories
	if o.Into != "" {
		if dir, err = absolute(o.Into); err != nil {
			return "", nil, err
		}
	}
	for _, p := range o.Paths {
		if p, err = settings.Expand(p); err != nil {
			return "", nil, err
		}
		paths = append(paths, p)
	}
	return dir, paths, nil
}

// write writes what is new, and says what that was.
func (o ImportOptions) write(ctx context.Context, im *notes.Import, w io.Writer) error {
	fmt.Fprintln(w)
	switch {
	case o.DryRun:
		fmt.Fprintf(w, "Nothing is written: this is what would be, into %s.\n", im.Dir)
		return nil
	case !im.Changes() && (len(im.Items) > 0 || im.KnownQuestions > 0):
		fmt.Fprintf(w, "Nothing has changed: all of it is in %s already.\n", im.Dir)
		return nil
	case !im.Changes():
		fmt.Fprintln(w, "There is nothing to write.")
		return nil
	}
	written, err := im.Write(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "Written to %s: %s, %s.\n", im.Dir,
		count(len(written.Paths), "story", "stories"), count(written.Questions, "question", "questions"))
	if n := im.Drafts(); n > 0 {
		fmt.Fprintf(w, "%s: starling check tells what is missing.\n", count(n, "of them is a draft", "of them are drafts"))
	}
	return nil
}

// flush hands what was printed on, so that it is read before anything is written.
func flush(w io.Writer) error {
	if b, ok := w.(interface{ Flush() error }); ok {
		return b.Flush()
	}
	return nil
}
