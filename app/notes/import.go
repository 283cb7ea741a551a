// Package notes reads the notes that people wrote for themselves, in Markdown or
// plain text, and makes stories and questions of them.
//
// [Read] and [ReadFile] tell what is in a file of notes, and what of it has no
// place. [Prepare] finds out what importing it into a folder would do, and
// [Import.Write] does it; nothing is written before, and what is there is never
// written over.
package notes

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"starling/app/story"
)

// Status says what an import would do with a story.
type Status int

// What an import does with a story.
const (
	// New stories get a file.
	New Status = iota
	// Beside is a story of which an earlier version was imported from the same
	// notes: they have changed since. It gets a file of its own.
	Beside
	// AlreadyThere was imported before, and nothing is written: the person may
	// have edited or renamed it since.
	AlreadyThere
)

// Item is a story that was found in notes.
type Item struct {
	// Story has the slug of its file, and the ids of the questions that it answers.
	Story story.Story
	// File is the notes' name as it was given, Line where the story begins.
	File string
	Line int
	// Status is what is done with it.
	Status Status
	// There is the slug of the story in the folder that is, or was, this one:
	// for AlreadyThere and Beside.
	There string

	mark fingerprint
}

// Sections are the letters of the sections that the story has: "S T A R L".
func (i Item) Sections() string {
	var letters []string
	for _, n := range story.SectionNames() {
		if !i.Story.Section(n).Empty() {
			letters = append(letters, n.Letter())
		}
	}
	return strings.Join(letters, " ")
}

// Source is a file of notes, and what it holds.
type Source struct {
	// File is its name as it was given.
	File string
	// Stories, Questions and Categories count what was found in it.
	Stories, Questions, Categories int
}

// Import is what importing notes into a folder would do. Nothing is written
// until Write.
type Import struct {
	// Dir is the folder of stories.
	Dir string
	// Sources are the notes that were read.
	Sources []Source
	// Items are the stories found, in the order of the notes.
	Items []Item
	// NewQuestions are the questions that the folder's bank does not have yet,
	// with the ids that they get, by category.
	NewQuestions []story.Category
	// KnownQuestions is how many of the questions found it has already.
	KnownQuestions int
	// Reports tell what was passed over, what has no place, what to look at and
	// what cannot be imported.
	Reports []Report
	// Errors are the files that could not be read, each with what to do.
	Errors []error

	bankWas, bank []byte // the bank as it is (nil for none), and as it will be
}

// Counts gives how many stories there are of a status.
func (im *Import) Counts(s Status) int {
	n := 0
	for _, i := range im.Items {
		if i.Status == s {
			n++
		}
	}
	return n
}

// Drafts gives how many of the stories that Write writes are drafts.
func (im *Import) Drafts() int {
	n := 0
	for _, i := range im.Items {
		if i.Status != AlreadyThere && i.Story.Draft() {
			n++
		}
	}
	return n
}

// Changes tells whether Write would write anything.
func (im *Import) Changes() bool {
	return im.Counts(New)+im.Counts(Beside) > 0 || im.bank != nil
}

// Prepare reads notes and finds out what importing them into a folder would do;
// the folder need not be there. Paths are files, or folders whose notes are
// read (see Extensions). A file that cannot be read is among the Errors, and
// the others are read; where none can be, those are the error.
func Prepare(ctx context.Context, paths []string, dir string) (*Import, error) {
	im := &Import{Dir: dir}
	names, errs := files(ctx, paths)
	im.Errors = errs
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	var all []Found
	for _, name := range names {
		found, err := readFile(ctx, name)
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err != nil {
			im.Errors = append(im.Errors, err)
			continue
		}
		all = append(all, found)
	}
	if len(all) == 0 {
		return nil, errors.Join(im.Errors...)
	}
	there, err := lookAt(dir)
	if err != nil {
		return nil, err
	}
	ids := im.questions(all)
	p := placer{im: im, there: there, ids: ids, seen: make(map[fingerprint]Item), claimed: make(map[fingerprint]bool)}
	for _, f := range all {
		im.Reports = append(im.Reports, f.Reports...)
		source := Source{File: f.File, Stories: len(f.Stories), Categories: len(f.Questions)}
		for _, c := range f.Questions {
			source.Questions += len(c.Questions)
		}
		im.Sources = append(im.Sources, source)
		for _, d := range f.Stories {
			p.claimed[d.mark] = true
		}
	}
	for _, f := range all {
		p.file(f)
	}
	im.countStories(there.stories)
	return im, nil
}

// countStories says where the folder would hold more stories than Starling reads.
func (im *Import) countStories(there int) {
	n := there + im.Counts(New) + im.Counts(Beside)
	if n <= story.MaxStories {
		return
	}
	im.Reports = append(im.Reports, Report{
		File: im.Dir, Kind: Check,
		Text: fmt.Sprintf("the folder will hold %d stories, and %d is the most that Starling reads; import into another folder with --into", n, story.MaxStories),
	})
}

// fingerprint tells a story by its content, as it was read: not by the time,
// the place of the notes or the ids that its questions got.
type fingerprint string

func markOf(encoded []byte, questions []string) fingerprint {
	h := sha256.New()
	h.Write(encoded)
	for _, q := range questions {
		h.Write([]byte{0})
		h.Write([]byte(key(q)))
	}
	return fingerprint(hex.EncodeToString(h.Sum(nil)[:8]))
}

// placer finds out where each story goes.
type placer struct {
	im    *Import
	there *present
	ids   map[string]string // of questions, by their folded text
	seen  map[fingerprint]Item
	// claimed are the marks of all stories found: those in the folder that have
	// one of them are no earlier versions of another.
	claimed map[fingerprint]bool
}

func (p *placer) file(f Found) {
	for _, d := range f.Stories {
		it := Item{Story: d.Story, File: f.File, Line: d.Line, mark: d.mark}
		for _, q := range d.Questions {
			if id := p.ids[questionKey(q)]; id != "" {
				it.Story.Answers = append(it.Story.Answers, id)
			}
		}
		if first, again := p.seen[it.mark]; again {
			p.im.Reports = append(p.im.Reports, Report{
				File: f.File, Line: d.Line, Kind: Skipped,
				Text: fmt.Sprintf("the story %s stands at %s already, word for word; it is imported once", quoted(d.Story.Title), Report{File: first.File, Line: first.Line}.Place()),
			})
			continue
		}
		p.place(&it)
		p.seen[it.mark] = it
		p.im.Items = append(p.im.Items, it)
	}
}

// place decides whether a story is new, and what its file is called.
func (p *placer) place(it *Item) {
	if slug, ok := p.there.marks[it.mark]; ok {
		it.Status, it.There, it.Story.Slug = AlreadyThere, slug, slug
		return
	}
	base := story.Slugify(it.Story.Title)
	if p.there.same(base, it.Story) {
		it.Status, it.There, it.Story.Slug = AlreadyThere, base, base
		return
	}
	if slug := p.there.earlier(filepath.Base(it.File), it.Story.Title, p.claimed); slug != "" {
		it.Status, it.There = Beside, slug
	}
	it.Story.Slug = p.there.names.unused(base)
}

// remark is the line that stands above an imported story.
func (i Item) remark() string {
	return fmt.Sprintf("Imported from %s, line %d (%s)", filepath.Base(i.File), i.Line, i.mark)
}

// Written is what Write has written.
type Written struct {
	// Paths are the new files of stories.
	Paths []string
	// Questions is how many questions were added to the bank.
	Questions int
}

// Write writes the new stories and questions: all of them, or nothing. What is
// there is never written over; questions are added to the bank, and its other
// bytes stay. Where something has changed in the folder since Prepare, so that
// this no longer fits, it says so and writes nothing.
func (im *Import) Write(ctx context.Context) (Written, error) {
	var stories []story.NewFile
	for _, it := range im.Items {
		if it.Status != AlreadyThere {
			stories = append(stories, story.NewFile{Story: it.Story, Remark: it.remark()})
		}
	}
	if !im.Changes() {
		return Written{}, nil
	}
	w := Written{}
	paths, err := story.WriteAll(ctx, im.Dir, stories, func() error {
		if im.bank == nil {
			return nil
		}
		return story.WriteBank(im.Dir, im.bankWas, im.bank)
	})
	if err != nil {
		return w, whyNot(err)
	}
	w.Paths = paths
	if im.bank != nil {
		for _, c := range im.NewQuestions {
			w.Questions += len(c.Questions)
		}
	}
	return w, nil
}

// whyNot says why nothing was written.
func whyNot(err error) error {
	var changed *story.ChangedError
	switch {
	case errors.Is(err, context.Canceled):
		return fmt.Errorf("the import was stopped, and nothing was written: %w", err)
	case errors.Is(err, story.ErrExists), errors.As(err, &changed), errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("the folder has changed meanwhile, and nothing was written; import again: %w", err)
	case isFull(err):
		return fmt.Errorf("the disk is full, and nothing was written; make room and import again: %w", err)
	case errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("the folder cannot be written to, and nothing was written; look at its permissions, or name another: %w", err)
	}
	return fmt.Errorf("nothing was written: %w", err)
}

// isFull tells whether a disk, or what a person may use of it, is full.
func isFull(err error) bool {
	text := err.Error()
	for _, says := range []string{"no space left", "not enough space", "quota exceeded", "disk full"} {
		if strings.Contains(strings.ToLower(text), says) {
			return true
		}
	}
	return false
}

// exists tells whether there is something of that name.
func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}
