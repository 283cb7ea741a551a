package story

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// TrashFolder is where deleted stories are kept, within the folder of stories.
// Nothing there is read as a story, and nothing is ever removed from it.
const TrashFolder = ".trash"

// Trashed is a story that was deleted.
type Trashed struct {
	// Slug is the one that it had, and gets back.
	Slug string
	// Title is what it is called; empty where it cannot be read.
	Title string
	// Path is its file in the trash.
	Path string
	// Deleted is when that was, in UTC.
	Deleted time.Time
}

// trashStamp is how a name in the trash begins, in UTC: sorted by name, they
// are sorted by time. A blank parts it from the slug.
const trashStamp = "20060102T150405.000Z"

// Trash deletes a story: it moves the file into the trash of the folder, under
// a name with the time, over nothing. Restore takes it out again. A story that
// is not there gives a GoneError.
func Trash(dir, slug string) (Trashed, error) {
	return trashAt(dir, slug, time.Now())
}

func trashAt(dir, slug string, now time.Time) (Trashed, error) {
	path, err := fileInFolder(dir, slug)
	if err != nil {
		return Trashed{}, err
	}
	s, _ := ReadFile(path, Options{})
	t, err := toTrash(dir, slug, now, func(to string) error { return move(path, to, "deleted") })
	t.Title = s.Title
	return t, err
}

// keepInTrash puts a copy of what a story's file holds into the trash.
func keepInTrash(dir, slug string, data []byte) (Trashed, error) {
	return toTrash(dir, slug, time.Now(), func(to string) error { return writeNew(to, data) })
}

// toTrash finds a free name in the trash and has put write to it.
func toTrash(dir, slug string, now time.Time, put func(to string) error) (Trashed, error) {
	trash := filepath.Join(dir, TrashFolder)
	if err := os.MkdirAll(trash, 0o700); err != nil {
		return Trashed{}, fmt.Errorf("the trash of the folder of stories cannot be made, and nothing was deleted: %w", err)
	}
	now = now.UTC().Truncate(time.Millisecond)
	for {
		t := Trashed{Slug: slug, Path: filepath.Join(trash, now.Format(trashStamp)+" "+slug+Extension), Deleted: now}
		err := put(t.Path)
		if err == nil {
			return t, nil
		}
		if !errors.Is(err, ErrExists) {
			return Trashed{}, err
		}
		now = now.Add(time.Millisecond) // someone was as quick
	}
}

// Restore puts a story back where it was deleted from, over nothing: where a
// story of that name is there by now the error is ErrExists, and the story
// stays in the trash. One that is not in the trash any more gives a GoneError.
func Restore(t Trashed) error {
	if _, err := os.Lstat(t.Path); errors.Is(err, fs.ErrNotExist) {
		return &GoneError{t.Path}
	}
	dir := filepath.Dir(filepath.Dir(t.Path))
	return move(t.Path, filepath.Join(dir, t.Slug+Extension), "put back")
}

// InTrash gives the deleted stories of a folder, the last one first. A folder
// without a trash has none.
func InTrash(dir string) ([]Trashed, error) {
	trash := filepath.Join(dir, TrashFolder)
	entries, err := os.ReadDir(trash)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the trash of the folder of stories cannot be read: %w", err)
	}
	var all []Trashed
	for _, e := range entries {
		stamp, name, _ := strings.Cut(e.Name(), " ")
		at, err := time.Parse(trashStamp, stamp)
		slug, ok := strings.CutSuffix(name, Extension)
		if err != nil || !ok {
			continue // not ours
		}
		path := filepath.Join(trash, e.Name())
		s, _ := ReadFile(path, Options{})
		all = append(all, Trashed{Slug: slug, Title: s.Title, Path: path, Deleted: at})
	}
	slices.Reverse(all)
	return all, nil
}
