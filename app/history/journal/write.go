package journal

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// full is how large a segment may be before the next one is begun, in bytes.
const full = 256 << 10

// Own is where a machine's own journal stands: what it wrote last, and where.
type Own struct {
	// Name is the journal's folder in the shared one.
	Name string
	// Segment is the number of the file that was written last; 0 for none yet.
	Segment int
	// Size is how many bytes that file had then.
	Size int64
}

// segment is the path of the file that is written to, within the shared folder.
func (o Own) segment() string { return fmt.Sprintf("%s/%08d%s", o.Name, o.Segment, extension) }

// Current names that file as [Files] does; empty where there is none yet.
func (o Own) Current() string {
	if o.Segment == 0 {
		return ""
	}
	return o.segment()
}

// ErrAltered says that the file that was written last is not as it was left:
// somebody else has written to it, or cut it.
var ErrAltered = errors.New("the journal of this machine was changed by something else")

// Check tells whether a machine's own journal is as it was left; the error is
// [ErrAltered] where it is not.
func (o Own) Check(dir string) error {
	if o.Segment == 0 {
		return nil
	}
	info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(o.segment())))
	switch {
	case errors.Is(err, os.ErrNotExist):
		if _, err := os.Stat(dir); err != nil {
			return err // the shared folder itself is not there now, which is another matter
		}
		return ErrAltered
	case err != nil:
		return err
	case info.Size() != o.Size:
		return ErrAltered
	}
	return nil
}

// Grown tells whether the file that was written last is there and has more in it
// than was left, as after a crash.
func (o Own) Grown(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(o.Current())))
	return err == nil && o.Segment > 0 && info.Size() > o.Size
}

// Closed is the journal with its last file left as it is: the next record
// begins another one.
func (o Own) Closed() Own {
	o.Size = full
	return o
}

// Append writes records to a machine's own journal, and gives how it stands
// then. They are on the disk when it returns. Where that fails, what was written
// of them is a line that is not whole, or lines that are written once more.
func Append(dir string, o Own, records []Record) (Own, error) {
	if len(records) == 0 {
		return o, nil
	}
	if _, err := os.Stat(dir); err != nil {
		return o, err // never make the shared folder: it may be a disk that is not there
	}
	if err := os.MkdirAll(filepath.Join(dir, o.Name), 0o700); err != nil {
		return o, err
	}
	for len(records) > 0 {
		if o.Segment == 0 || o.Size >= full {
			o.Segment, o.Size = o.next(dir), 0
		}
		n, size, err := appendSome(filepath.Join(dir, filepath.FromSlash(o.segment())), o.Size, records)
		if err != nil {
			return o, err
		}
		o.Size, records = size, records[n:]
	}
	return o, nil
}

// next is the number of a segment that is not there yet, not even in part.
func (o Own) next(dir string) int {
	for n := o.Segment + 1; ; n++ {
		o.Segment = n
		if _, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(o.segment()))); errors.Is(err, os.ErrNotExist) {
			return n
		}
	}
}

// appendSome writes as many records as go into one segment.
func appendSome(path string, size int64, records []Record) (n int, after int64, err error) {
	var text []byte
	for n < len(records) && (n == 0 || size+int64(len(text)) < full) {
		line, err := encodeLine(records[n])
		if err != nil {
			return 0, size, err
		}
		text = append(text, line...)
		n++
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, size, err
	}
	if _, err = file.Seek(size, io.SeekStart); err == nil {
		_, err = file.Write(text)
	}
	if err = errors.Join(err, file.Sync()); err != nil {
		// What is half written goes again, so that the file is as it was left;
		// where even that fails, Check will say so.
		_ = file.Truncate(size)
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return 0, size, err
	}
	if size == 0 {
		err = syncFolder(filepath.Dir(path))
	}
	return n, size + int64(len(text)), err
}

// syncFolder waits until the names in a folder are on the disk, where the
// system knows such a thing.
func syncFolder(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	_ = f.Sync() // Windows and some network folders have none
	return f.Close()
}
