package story

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ErrExists is what Write gives where a file of the story's name is there
// already. The hint for the person: choose another name.
var ErrExists = errors.New("a file of that name is there already")

// Write writes a story to a new file of the folder and gives its path. The
// file's name is the story's slug, or one made from its title where it has
// none. A file that is there already is never touched: the error is then
// ErrExists. What Parse would find wrong with the story is an error too, so
// that Starling never writes what it does not read.
func Write(dir string, s Story) (path string, err error) {
	if s.Slug == "" {
		s.Slug = Slugify(s.Title)
	}
	path = filepath.Join(dir, s.Slug+Extension)
	data := Encode(s)
	if wrong, instead := slugTrouble(s.Slug); wrong != "" { // before it is taken for part of a path
		return "", Problem{File: s.Slug + Extension, Wrong: wrong, Instead: instead}
	}
	// A limit in the settings may be as long as any; what it is today says
	// nothing about the file.
	if _, problems := Parse(path, data, Options{Limit: MaxLimit}); len(problems) > 0 {
		return "", problems[0]
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("the folder for stories: %w", err)
	}
	if err := writeNew(path, data); err != nil {
		return "", err
	}
	return path, nil
}

// writeNew writes a file that is not there yet, whole or not at all: first
// under another name, through to the disk, and then under its own, which fails
// where someone was quicker.
func writeNew(path string, data []byte) error {
	if _, err := os.Lstat(path); err == nil {
		return fmt.Errorf("%s: %w", path, ErrExists)
	}
	temp, err := writeTemp(filepath.Dir(path), data)
	if err != nil {
		return fmt.Errorf("writing %s: %w", path, err)
	}
	defer func() { _ = os.Remove(temp) }()
	if err := publish(temp, path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("%s: %w", path, ErrExists)
		}
		return fmt.Errorf("writing %s: %w", path, err)
	}
	syncFolder(filepath.Dir(path))
	return nil
}

func writeTemp(dir string, data []byte) (name string, err error) {
	return writeHidden(dir, data, (*os.File).Sync)
}

// writeUnsynced leaves it to the caller to bring the file to the disk.
func writeUnsynced(dir string, data []byte) (name string, err error) {
	return writeHidden(dir, data, func(*os.File) error { return nil })
}

func writeHidden(dir string, data []byte, sync func(*os.File) error) (name string, err error) {
	f, err := os.CreateTemp(dir, ".starling-*.tmp") // hidden, and no .toml: no loader looks at it
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	err = errors.Join(err, sync(f), f.Close())
	if err != nil {
		_ = os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

// publish gives a file its final name unless that is taken. A rename would
// overwrite; a link does not. Where the file system has no links (FAT, some
// network folders), an empty file takes the name first, which only one can do.
func publish(temp, path string) error {
	return publishBy(os.Link, temp, path)
}

func publishBy(link func(from, to string) error, temp, path string) error {
	err := link(temp, path)
	if err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(temp, path)
}

// syncFolder makes the new name last through a power cut. Where a folder
// cannot be synced (Windows), the system sees to it.
func syncFolder(dir string) {
	f, err := os.Open(dir)
	if err != nil {
		return
	}
	_ = f.Sync()
	_ = f.Close()
}
