package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"starling/app/story"
)

// storyFiles is what the screens do with the files of stories.
type storyFiles struct {
	reread func() // has the folder that is followed read again
}

// Read gives the bytes of a story's file.
func (f storyFiles) Read(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, &story.GoneError{Path: path}
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file", path)
	case info.Size() > story.MaxFileSize:
		return nil, fmt.Errorf("%s is larger than a story may be", path)
	}
	return os.ReadFile(path)
}

// Save writes a story into its file.
func (f storyFiles) Save(path string, base []byte, s story.Story) ([]byte, error) {
	return story.Save(path, base, s)
}

// SaveOver writes it over what the file has become.
func (f storyFiles) SaveOver(path string, disk, base []byte, s story.Story) ([]byte, error) {
	return story.SaveOver(path, disk, base, s)
}

// SaveAgain writes a file that is gone.
func (f storyFiles) SaveAgain(path string, base []byte, s story.Story) ([]byte, error) {
	return story.SaveAgain(path, base, s)
}

// Create writes a story that has no file yet into a folder, under a name made of
// its title that is still free.
func (f storyFiles) Create(dir string, s story.Story) (path string, saved []byte, err error) {
	const most = 1000
	name := story.Slugify(s.Title)
	for n := 1; n < most; n++ {
		s.Slug = name
		if n > 1 {
			s.Slug = fmt.Sprintf("%s-%d", name, n)
		}
		path, err = story.Write(dir, s)
		if !errors.Is(err, story.ErrExists) {
			break
		}
	}
	if err != nil {
		return "", nil, err
	}
	saved, err = os.ReadFile(path)
	return path, saved, err
}

// place takes a story's path apart.
func place(path string) (dir, slug string) {
	return filepath.Dir(path), strings.TrimSuffix(filepath.Base(path), story.Extension)
}

// Rename gives a story's file another name.
func (f storyFiles) Rename(path, slug string) (string, error) {
	dir, from := place(path)
	return filepath.Join(dir, slug+story.Extension), story.Rename(dir, from, slug)
}

// Duplicate copies a story's file.
func (f storyFiles) Duplicate(path string) (string, error) {
	dir, from := place(path)
	slug, err := story.Duplicate(dir, from)
	return filepath.Join(dir, slug+story.Extension), err
}

// Trash puts a story's file into the trash.
func (f storyFiles) Trash(path string) (story.Trashed, error) {
	dir, slug := place(path)
	return story.Trash(dir, slug)
}

// Restore brings a story back from the trash.
func (f storyFiles) Restore(t story.Trashed) error { return story.Restore(t) }

// Reread has the folder read again.
func (f storyFiles) Reread() { f.reread() }
