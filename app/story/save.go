package story

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// ChangedError is what Save gives where a file is not as it was read: someone
// has written to it meanwhile. Nothing was written.
type ChangedError struct {
	Path string
	// Disk are the bytes that it holds now.
	Disk []byte
}

// Error says so, and what can be done.
func (e *ChangedError) Error() string {
	return e.Path + " has been changed by another program meanwhile; nothing was written over it: choose which of the two to keep"
}

// GoneError is what is given where a story's file is not there any more.
type GoneError struct{ Path string }

// Error says so, and what can be done.
func (e *GoneError) Error() string {
	return e.Path + " is not there any more; it may have been renamed, moved or deleted: write it again, or look for it in the folder"
}

// Is makes a GoneError an fs.ErrNotExist.
func (e *GoneError) Is(target error) bool { return target == fs.ErrNotExist }

// fileError says in a person's words what could not be done with a file, and
// that nothing was lost.
type fileError struct {
	path, done string // done: "saved", "renamed"
	err        error
}

func (e *fileError) Error() string {
	return fmt.Sprintf("%s could not be %s: %s; it is as it was", e.path, e.done, systemSays(e.err))
}

func (e *fileError) Unwrap() error { return e.err }

// systemSays gives what the system says, without the paths: of a temporary
// file no person knows.
func systemSays(err error) string {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err.Error()
	}
	return reason(err)
}

// Save writes a story to the file from which base was read: Rewrite(base, s),
// whole or not at all. The file keeps its permissions; a link is followed. It
// gives the bytes that the file holds then. Where they are those of base
// nothing is written.
//
// Where the file holds something else than base by now, the error is a
// ChangedError, where it is gone a GoneError; Rewrite's errors are given as
// they are.
func Save(path string, base []byte, s Story) (saved []byte, err error) {
	if err := stillHolds(path, base); err != nil {
		return nil, err
	}
	s.Path = path
	saved, err = Rewrite(base, s)
	if err != nil || bytes.Equal(saved, base) {
		return saved, err
	}
	if err := replaceFile(path, base, saved); err != nil {
		return nil, err
	}
	return saved, nil
}

// SaveOver writes a story to a file that was changed meanwhile, once the
// person has chosen it: the story's values go into what the file holds now,
// disk, which is the Disk of Save's ChangedError; remarks and unknown keys are
// those of disk. Where disk cannot be changed in place a copy of it goes to
// the trash, and the file becomes what Save would have made of base. Should
// the file have changed once more, the error is a ChangedError again.
func SaveOver(path string, disk, base []byte, s Story) (saved []byte, err error) {
	saved, err = Save(path, disk, s)
	if !errors.Is(err, ErrCannotRewrite) {
		return saved, err
	}
	s.Path = path
	if saved, err = Rewrite(base, s); err != nil {
		return nil, err
	}
	if _, err := keepInTrash(filepath.Dir(path), slugOf(path), disk); err != nil {
		return nil, err
	}
	if err := replaceFile(path, disk, saved); err != nil {
		return nil, err
	}
	return saved, nil
}

// SaveAgain writes a story to a file that is gone, as Save would have made it
// of base. Where a file of that name is there again the error is ErrExists.
func SaveAgain(path string, base []byte, s Story) (saved []byte, err error) {
	s.Path = path
	saved, err = Rewrite(base, s)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("the folder for stories: %w", err)
	}
	if err := writeNew(path, saved); err != nil {
		return nil, err
	}
	return saved, nil
}

// readStoryFile reads a file of which it is known that it was there.
func readStoryFile(path string) ([]byte, error) {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil, &GoneError{path}
	}
	data, problems := readOne(path)
	if problems != nil {
		return nil, problems[0]
	}
	return data, nil
}

// stillHolds gives the error of Save where a file does not hold base.
func stillHolds(path string, base []byte) error {
	disk, err := readStoryFile(path)
	if err == nil && !bytes.Equal(disk, base) {
		err = &ChangedError{path, disk}
	}
	return err
}

// replaceFile puts other bytes in the place of a file's, which are was: first in a
// file beside it, through to the disk, which then takes its name.
func replaceFile(path string, was, data []byte) error {
	failed := func(err error) error { return &fileError{path, "saved", err} }
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return failed(err)
	}
	info, err := os.Stat(target)
	if err != nil {
		return failed(err)
	}
	if info.Mode().Perm()&0o222 == 0 {
		return failed(errors.New("it is write-protected; allow writing, or save the story under another name"))
	}
	temp, err := writeTemp(filepath.Dir(target), data)
	if err != nil {
		return failed(err)
	}
	defer func() { _ = os.Remove(temp) }()
	if err := os.Chmod(temp, info.Mode().Perm()); err != nil {
		return failed(err)
	}
	if err := stillHolds(target, was); err != nil { // while the other was written
		return err
	}
	if err := os.Rename(temp, target); err != nil {
		return failed(err)
	}
	syncFolder(filepath.Dir(target))
	return nil
}
