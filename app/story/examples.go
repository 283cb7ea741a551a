package story

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// CopyExamples copies the stories that come with Starling, and their bank of
// questions, from the root of a file system into the folder, which is made if
// need be. It copies nothing into a folder that holds a story or a bank, and
// never over anything. The names of the copied files are given also where an
// error ended the copying.
func CopyExamples(from fs.FS, dir string) (copied []string, err error) {
	present, err := storyNames(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("the folder for stories: %w", err)
	}
	if len(present) > 0 {
		return nil, nil
	}
	names, err := exampleNames(from)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, fmt.Errorf("the folder for stories: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err != nil {
			return copied, fmt.Errorf("the example stories: %w", err)
		}
		switch err := writeNew(filepath.Join(dir, name), data); {
		case errors.Is(err, ErrExists):
		case err != nil:
			return copied, err
		default:
			copied = append(copied, name)
		}
	}
	return copied, nil
}

// RemoveUnchanged removes from the folder the examples that still are as they
// came, and gives their names. What the person has changed stays, as does the
// bank of questions while any story is left that may refer to it.
func RemoveUnchanged(from fs.FS, dir string) (removed []string, err error) {
	names, err := exampleNames(from)
	if err != nil {
		return nil, err
	}
	remove := func(name string) error {
		same, err := unchanged(from, dir, name)
		if err != nil || !same {
			return err
		}
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			return err
		}
		removed = append(removed, name)
		return nil
	}
	bank := false
	for _, name := range names {
		if name == BankFile {
			bank = true
			continue
		}
		if err := remove(name); err != nil {
			return removed, fmt.Errorf("removing an example story: %w", err)
		}
	}
	left, err := storyNames(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return removed, nil
	}
	if err != nil {
		return removed, fmt.Errorf("the folder for stories: %w", err)
	}
	if bank && len(left) == 1 && left[0] == BankFile {
		if err := remove(BankFile); err != nil {
			return removed, fmt.Errorf("removing the example questions: %w", err)
		}
	}
	return removed, nil
}

func exampleNames(from fs.FS) ([]string, error) {
	names, err := fs.Glob(from, "*"+Extension)
	if err != nil {
		return nil, fmt.Errorf("the example stories: %w", err)
	}
	return names, nil
}

// unchanged tells whether a file of the folder holds what the example holds.
// Anything but a plain file was put there by the person.
func unchanged(from fs.FS, dir, name string) (bool, error) {
	path := filepath.Join(dir, name)
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || !info.Mode().IsRegular() {
		return false, err
	}
	want, err := fs.ReadFile(from, name)
	if err != nil || info.Size() != int64(len(want)) {
		return false, err
	}
	have, err := os.ReadFile(path)
	return err == nil && bytes.Equal(have, want), err
}
