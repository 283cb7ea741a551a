package history

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// The files that SQLite keeps beside a database.
const (
	walSuffix     = "-wal"     // the log of writes
	shmSuffix     = "-shm"     // by which readers and writers agree
	journalSuffix = "-journal" // before there is a log of writes
)

// smallest is the size of the smallest database, in bytes. Whatever is smaller
// SQLite takes for a new one, and removes the log of writes beside it.
const smallest = 512

func companions() []string { return []string{walSuffix, shmSuffix, journalSuffix} }

// backupsDir is where the backups are.
func (s *Store) backupsDir() string { return filepath.Join(s.dir, "backups") }

func (s *Store) makeFolders() error {
	for _, dir := range []string{s.dir, s.backupsDir()} {
		if err := makeDir(dir); err != nil {
			return err
		}
	}
	return nil
}

// makeDir makes a folder for nobody but the person. One that is there already
// stays as it is: it may be shared on purpose.
func makeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return explain("make the folder", dir, err)
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// sizeOf is the size of a file in bytes; zero for one that is not there.
func sizeOf(path string) int64 {
	info, err := os.Stat(path)
	if err != nil {
		return 0
	}
	return info.Size()
}

// copyFile copies a file so that the copy is there whole or not at all, even
// after a power cut.
func copyFile(from, to string) error {
	temporary := to + ".tmp"
	err := copyAll(from, temporary, true)
	if err == nil {
		err = rename(temporary, to)
	}
	if err != nil {
		_ = os.Remove(temporary)
	}
	return err
}

// copyAll copies what is in a file. With keep set it waits until that is on the disk.
func copyAll(from, to string, keep bool) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	if err == nil && keep {
		err = out.Sync()
	}
	return errors.Join(err, out.Close())
}

// rename renames a file for good.
func rename(from, to string) error {
	if err := os.Rename(from, to); err != nil {
		return err
	}
	return syncFile(filepath.Dir(to))
}

// syncFile waits until a file, or the names in a folder, are on the disk.
func syncFile(path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	err = file.Sync()
	if info, statErr := file.Stat(); statErr == nil && info.IsDir() && runtime.GOOS == "windows" {
		err = nil // Windows has no such thing for folders
	}
	return errors.Join(err, file.Close())
}
