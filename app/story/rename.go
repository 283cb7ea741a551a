package story

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Rename gives a story of the folder another slug, and with it another file
// name. It never writes over anything: where a file of the new name is there
// the error is ErrExists. A name that some system does not allow is refused
// with a Problem that says why; a story that is not there gives a GoneError.
// What history knows of the story is not its business.
func Rename(dir, from, to string) error {
	if wrong, instead := slugTrouble(to); wrong != "" {
		return Problem{File: to + Extension, Wrong: wrong, Instead: strings.Replace(instead, "rename it,", "choose another,", 1)}
	}
	source, err := fileInFolder(dir, from)
	if err != nil || from == to {
		return err
	}
	if sameName(from, to) {
		done, err := renameSameName(dir, from, to)
		if done || err != nil {
			return err
		}
	}
	return move(source, filepath.Join(dir, to+Extension), "renamed")
}

// fileInFolder gives the path of a story of the folder, which must be there.
func fileInFolder(dir, slug string) (string, error) {
	name := slug + Extension
	path := filepath.Join(dir, name)
	if filepath.Base(path) != name || strings.EqualFold(name, BankFile) {
		return "", Problem{File: name, Wrong: "this is no story of the folder", Instead: "give the name of a story, without " + Extension}
	}
	if _, err := os.Lstat(path); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return "", &GoneError{path}
		}
		return "", &fileError{path, "found", err}
	}
	return path, nil
}

// sameName tells whether some systems take two names for one: they differ in
// case or in how their diacritics are put together.
func sameName(a, b string) bool {
	return strings.EqualFold(norm.NFC.String(a), norm.NFC.String(b))
}

// renameSameName gives a file another name that is the same to the system. On
// a system that tells the two apart it does nothing (done is false).
func renameSameName(dir, from, to string) (done bool, err error) {
	names, err := storyNames(dir)
	if err != nil {
		return false, fmt.Errorf("the folder for stories: %w", err)
	}
	source, target := filepath.Join(dir, from+Extension), filepath.Join(dir, to+Extension)
	a, errA := os.Lstat(source)
	b, errB := os.Lstat(target)
	if errA != nil || errB != nil || !os.SameFile(a, b) || slices.Contains(names, to+Extension) {
		return false, nil
	}
	if err := os.Rename(source, target); err != nil {
		return true, &fileError{source, "renamed", err}
	}
	syncFolder(dir)
	return true, nil
}

// move gives a file another name in the same file system, over nothing.
func move(from, to, done string) error {
	return moveBy(os.Link, from, to, done)
}

func moveBy(link func(from, to string) error, from, to, done string) error {
	if _, err := os.Lstat(to); err == nil {
		return fmt.Errorf("%s: %w", to, ErrExists)
	}
	if info, err := os.Lstat(from); err == nil && info.Mode()&fs.ModeSymlink != 0 {
		link = func(string, string) error { return errors.ErrUnsupported } // some systems would link what it leads to
	}
	err := publishBy(link, from, to)
	if err == nil {
		err = os.Remove(from) // unless it has been renamed
		if errors.Is(err, fs.ErrNotExist) {
			err = nil
		} else if err != nil {
			err = errors.Join(err, os.Remove(to)) // one file with two names would be two stories
		}
	}
	switch {
	case errors.Is(err, fs.ErrExist):
		return fmt.Errorf("%s: %w", to, ErrExists)
	case err != nil:
		return &fileError{from, done, err}
	}
	syncFolder(filepath.Dir(from))
	if filepath.Dir(to) != filepath.Dir(from) {
		syncFolder(filepath.Dir(to))
	}
	return nil
}

// Duplicate writes a story of the folder once more, under a name of its own
// ("conflict-2") and with a title that says so ("Conflict (copy)"). All else is
// the same, byte for byte. Where the file cannot be changed in place, the
// title is the same, too.
func Duplicate(dir, slug string) (newSlug string, err error) {
	path, err := fileInFolder(dir, slug)
	if err != nil {
		return "", err
	}
	data, err := readStoryFile(path)
	if err != nil {
		return "", err
	}
	s, _, _ := Read(path, data, Options{Limit: MaxLimit})
	title := s.Title
	if m := copyPattern.FindStringSubmatch(title); m != nil { // a copy of a copy is one more of the first
		title = m[1]
		slug = numberPattern.ReplaceAllString(slug, "")
	}
	for n := 2; ; n++ {
		copied := data
		if s.Title = copyTitle(title, n); title != "" {
			if changed, err := Rewrite(data, s); err == nil {
				copied = changed
			}
		}
		newSlug = numberedSlug(slug, n)
		err := writeNew(filepath.Join(dir, newSlug+Extension), copied)
		if err == nil {
			return newSlug, nil
		}
		if !errors.Is(err, ErrExists) {
			return "", &fileError{path, "duplicated", err}
		}
	}
}

var (
	copyPattern   = regexp.MustCompile(`^(.+) \(copy(?: [0-9]+)?\)$`)
	numberPattern = regexp.MustCompile(`-[0-9]+$`)
)

// copyTitle is the title of what is the n-th of its kind.
func copyTitle(title string, n int) string {
	if n == 2 {
		return title + " (copy)"
	}
	return fmt.Sprintf("%s (copy %d)", title, n-1)
}

// numberedSlug gives a slug a number, and cuts it where that makes it too long.
func numberedSlug(slug string, n int) string {
	suffix := fmt.Sprintf("-%d", n)
	for len(slug) > maxSlugBytes-len(suffix) {
		_, size := utf8.DecodeLastRuneInString(slug)
		slug = slug[:len(slug)-size]
	}
	return slug + suffix
}
