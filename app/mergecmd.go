package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"starling/app/history"
	"starling/app/settings"
)

// MergeOptions say what Merge merges.
type MergeOptions struct {
	// Paths are other machines' data folders, databases or folders of journals.
	Paths []string
	// DryRun tells what would come, and changes nothing.
	DryRun bool
	// Progress is told how far it is; nil where nobody watches.
	Progress func(path string, done, of int)
}

// Merge unites other machines' histories with the person's own, one after the
// other, and tells what has come. It needs the data folder for itself: a window
// that holds it can merge too.
func Merge(ctx context.Context, s Setup, o MergeOptions, w io.Writer) error {
	lock, err := history.Lock(s.Paths.Data)
	if errors.Is(err, history.ErrLocked) {
		return errors.New("Starling is open on this data folder; merge there instead (History, then \"Merge another history\"), or close it and try again") //nolint:staticcheck // a name
	}
	if err != nil {
		return err
	}
	defer lock.Release()
	store, report, err := history.Open(ctx, s.Paths.Data, history.Options{})
	if err != nil {
		return err
	}
	for _, m := range report.Messages {
		fmt.Fprintln(w, m)
	}
	return errors.Join(o.mergeAll(ctx, store, w), store.Close())
}

func (o MergeOptions) mergeAll(ctx context.Context, store *history.Store, w io.Writer) error {
	for _, path := range o.Paths {
		path, err := settings.Expand(path)
		if err != nil {
			return err
		}
		options := history.MergeOptions{DryRun: o.DryRun}
		if o.Progress != nil {
			options.Progress = func(done, of int) { o.Progress(path, done, of) }
		}
		merged, err := store.Merge(ctx, path, options)
		if err != nil {
			return err
		}
		tellMerged(w, path, merged, o.DryRun)
	}
	return nil
}

// tellMerged prints what has come.
func tellMerged(w io.Writer, path string, m history.Merged, dry bool) {
	switch {
	case !m.News():
		fmt.Fprintf(w, "%s: nothing new; all of it is in your history already.\n", path)
	case dry:
		fmt.Fprintf(w, "%s: %s would come. Nothing was changed.\n", path, m)
	default:
		fmt.Fprintf(w, "%s: %s came.\n", path, m)
	}
	for _, text := range m.Messages {
		fmt.Fprintln(w, text)
	}
	if m.ClashCount == 0 {
		return
	}
	fmt.Fprintf(w, "\nSaid on both machines, each without knowing of the other (%d). The later is shown, the earlier stays in the record:\n", m.ClashCount)
	for _, c := range m.Clashes {
		what, shown := history.Describe(c.Field, c.Shown.Value)
		_, kept := history.Describe(c.Field, c.Kept.Value)
		title := c.Title
		if title == "" {
			title = c.Story
		}
		fmt.Fprintf(w, "  %s, %s: %s\n", title, c.Started.Format("2 Jan 2006, 15:04"), what)
		fmt.Fprintf(w, "    shown:    %s (%s)\n", oneLine(shown), saidText(c.Shown))
		fmt.Fprintf(w, "    recorded: %s (%s)\n", oneLine(kept), saidText(c.Kept))
	}
	if more := m.ClashCount - len(m.Clashes); more > 0 {
		fmt.Fprintf(w, "  and %d more\n", more)
	}
}

// saidText tells where and when something was said.
func saidText(s history.Said) string {
	where := "there"
	if s.Here {
		where = "here"
	}
	return where + ", " + s.At.Local().Format("2 Jan 2006, 15:04")
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
