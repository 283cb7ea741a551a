package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"starling/app"
)

// mergeCmd unites other machines' histories with one's own.
type mergeCmd struct {
	Others []string `arg:"" name:"other" help:"Another machine's data folder, its history.db or a copy of it, or a synced folder."`
	DryRun bool     `help:"Tell what would come, and change nothing."`
}

// Run merges.
func (c mergeCmd) Run(s streams) error {
	bar := progressOn(s.errout)
	err := app.Merge(s.ctx, s.setup, app.MergeOptions{Paths: c.Others, DryRun: c.DryRun, Progress: bar.step}, s.out)
	bar.clear()
	return err
}

// Validate refuses a name with nothing in it: it is a script whose variable is empty.
func (c mergeCmd) Validate() error {
	for _, path := range c.Others {
		if path == "" {
			return errors.New("the other history's name is empty")
		}
	}
	return nil
}

// Help tells more of merge.
func (mergeCmd) Help() string {
	return "Attempts are the same where their ids are, so that merging the same again changes nothing. Where both machines said " +
		"something of the same thing, the later is shown; the other stays in the record and is listed. A deletion stays a deletion, " +
		"and can be undone as ever. An answer that was cut off comes once it was rated or kept on its own machine.\n\n" +
		"The other history is only read. All of it comes or, where it fails or is interrupted, nothing. If Starling is open on your " +
		"data folder, merge there instead."
}

// progress is a line on a terminal that says how far something is.
type progress struct {
	w    io.Writer // nil where nobody watches
	last time.Time
	len  int
}

// progressOn shows progress where w is a terminal.
func progressOn(w io.Writer) *progress {
	f, ok := w.(*os.File)
	if !ok {
		return &progress{}
	}
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &progress{}
	}
	return &progress{w: w}
}

// step shows how far it is, a few times a second.
func (p *progress) step(path string, done, of int) {
	if p.w == nil || time.Since(p.last) < 100*time.Millisecond {
		return
	}
	p.last = time.Now()
	text := fmt.Sprintf("Merging %s: %d", filepath.Base(path), done)
	if of > 0 {
		const wide = 20
		full := min(done*wide/of, wide)
		text = fmt.Sprintf("%s of %d  [%s%s]", text, of, strings.Repeat("#", full), strings.Repeat(".", wide-full))
	}
	fmt.Fprintf(p.w, "\r%-*s", p.len, text)
	p.len = len(text)
}

// clear takes the line away.
func (p *progress) clear() {
	if p.w != nil && p.len > 0 {
		fmt.Fprintf(p.w, "\r%s\r", strings.Repeat(" ", p.len))
	}
}
