package app

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"starling/app/settings"
)

// outFile is a file that a person asked for. It is written whole or not at all,
// for the person alone, and never over another unless they said so.
type outFile struct {
	path  string
	force bool
}

// newOutFile looks whether a file can be written, as far as that can be told
// before. Without a name there is nothing to look at.
func newOutFile(name string, force bool) (outFile, error) {
	if name == "" {
		return outFile{}, nil
	}
	path, err := settings.Expand(name)
	if err != nil {
		return outFile{}, err
	}
	// Where it is a link, what it points to is written, and the link stays.
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	f := outFile{path: path, force: force}
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return f, f.folder()
	case err != nil:
		return f, fmt.Errorf("%s cannot be written: %w", path, err)
	case info.IsDir():
		return f, fmt.Errorf("%s is a folder; name a file in it", path)
	case !info.Mode().IsRegular():
		return f, fmt.Errorf("%s is no regular file; leave --out away to print the export", path)
	case !force:
		return f, f.exists()
	}
	return f, nil
}

func (f outFile) exists() error {
	return fmt.Errorf("%s is there already and is left as it is; choose another name, or replace it with --force", f.path)
}

// folder tells whether the file's folder is there.
func (f outFile) folder() error {
	dir := filepath.Dir(f.path)
	info, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no folder %s; make it first, or choose another", dir)
	case err != nil:
		return fmt.Errorf("%s cannot be written: %w", f.path, err)
	case !info.IsDir():
		return fmt.Errorf("%s is no folder", dir)
	}
	return nil
}

// write writes the file by way of another name, through to the disk. After an
// error nothing has changed.
func (f outFile) write(content func(io.Writer) error) error {
	temp, err := os.CreateTemp(filepath.Dir(f.path), ".starling-*.tmp") // 0600
	if err != nil {
		return f.failed(err)
	}
	defer os.Remove(temp.Name())
	out := bufio.NewWriter(temp)
	err = content(out)
	if err = errors.Join(err, out.Flush()); err == nil {
		err = temp.Sync()
	}
	if err = errors.Join(err, temp.Close()); err != nil {
		return f.failed(err)
	}
	if err := f.publish(temp.Name()); err != nil {
		return err
	}
	if dir, err := os.Open(filepath.Dir(f.path)); err == nil { // so that the new name outlives a power cut
		_ = dir.Sync()
		_ = dir.Close()
	}
	return nil
}

// publish gives the file its name. A rename would replace another file; a link
// does not. Where the file system has no links, an empty file takes the name
// first, which only one can do.
func (f outFile) publish(temp string) error {
	if !f.force {
		err := os.Link(temp, f.path)
		if err == nil {
			return nil
		}
		if !errors.Is(err, fs.ErrExist) {
			err = f.take()
		}
		switch {
		case errors.Is(err, fs.ErrExist):
			return f.exists()
		case err != nil:
			return f.failed(err)
		}
	}
	if err := os.Rename(temp, f.path); err != nil {
		return f.failed(err)
	}
	return nil
}

// take takes the name with an empty file.
func (f outFile) take() error {
	file, err := os.OpenFile(f.path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	return file.Close()
}

func (f outFile) failed(err error) error {
	return fmt.Errorf("%s could not be written, and nothing has changed: %w", f.path, err)
}
