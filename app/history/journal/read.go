package journal

import (
	"bufio"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// extension ends the names of segments.
const extension = ".jsonl"

// maxLine bounds a line, in bytes: a file that is no journal must not fill the
// memory. No note that a person types comes near it.
const maxLine = 32 << 20

// sum is the checksum of a line's text.
func sum(text []byte) string {
	all := sha256.Sum256(text)
	return hex.EncodeToString(all[:sumLength/2])
}

// Place is how far a file has been read: what is to be known to go on there.
type Place struct {
	// Size and Modified (ns since 1970) are the file's as it was read last.
	Size, Modified int64
	// Read is how many bytes of it need not be read again: whole lines, from the
	// first on. Mark is the checksum that the last of them begins with, and At
	// where it begins; so a file that has become another is known.
	Read, At int64
	Mark     string
}

// File is a segment, or a copy of one, in the folder.
type File struct {
	// Name is its path in the folder, with slashes.
	Name           string
	Size, Modified int64

	path string
}

// Changed tells whether a file may hold something that was not read yet.
func (f File) Changed(p Place) bool { return f.Size != p.Size || f.Modified != p.Modified }

// Files lists what is to be read: in the folder itself, as where somebody names
// one machine's journal, and in the folders in it. The error is of the folder;
// what cannot be looked at in it is not there yet.
func Files(dir string) ([]File, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	files := filesOf(dir, "", entries)
	for _, e := range entries {
		if !e.IsDir() || isHidden(e.Name()) {
			continue
		}
		within, err := os.ReadDir(filepath.Join(dir, e.Name()))
		if err != nil {
			continue // gone, or not to be read now
		}
		files = append(files, filesOf(dir, e.Name()+"/", within)...)
	}
	return files, nil
}

func filesOf(dir, below string, entries []fs.DirEntry) []File {
	var files []File
	for _, e := range entries {
		if !isSegment(e.Name()) {
			continue
		}
		path := filepath.Join(dir, filepath.FromSlash(below), e.Name())
		info, err := os.Stat(path)
		if err != nil || !info.Mode().IsRegular() {
			continue
		}
		files = append(files, File{
			Name: below + e.Name(), Size: info.Size(), Modified: info.ModTime().UnixNano(), path: path,
		})
	}
	return files
}

// isSegment tells whether a file is to be read: a segment or the copy that a
// file-sync program made of one, but not what it is still writing.
func isSegment(name string) bool {
	return strings.HasSuffix(strings.ToLower(name), extension) && !isHidden(name)
}

func isHidden(name string) bool { return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") }

// Found is what reading a file came upon beside its records.
type Found struct {
	// Place is how far the file is read.
	Place Place
	// Waiting counts the lines that are not whole: still to arrive, or damaged.
	Waiting int
	// Newer counts the lines that only a newer Starling understands.
	Newer int
}

// Read reads what is new in a file and hands on each record. Where take gives
// an error, reading ends with it.
func Read(ctx context.Context, f File, from Place, take func(Record) error) (Found, error) {
	found := Found{Place: Place{Size: f.Size, Modified: f.Modified}}
	file, err := os.Open(f.path)
	if err != nil {
		return found, err
	}
	defer file.Close()
	if isAt(file, from) {
		found.Place.Read, found.Place.At, found.Place.Mark = from.Read, from.At, from.Mark
	}
	if _, err := file.Seek(found.Place.Read, io.SeekStart); err != nil {
		return found, err
	}
	lines := &lineReader{in: bufio.NewReaderSize(file, 64<<10)}
	at, unbroken := found.Place.Read, true
	for {
		if err := ctx.Err(); err != nil {
			return found, err
		}
		line, whole, err := lines.next()
		if err != nil && !errors.Is(err, io.EOF) {
			return found, err
		}
		if len(line) == 0 && errors.Is(err, io.EOF) {
			return found, nil
		}
		begins := at
		at += lines.took
		good, err := found.takeLine(line, whole, take)
		if err != nil {
			return found, err
		}
		if unbroken = unbroken && good; unbroken {
			found.Place.Read, found.Place.At, found.Place.Mark = at, begins, string(line[:sumLength])
		}
	}
}

// takeLine hands on the record of a line, or counts the line.
func (f *Found) takeLine(line []byte, whole bool, take func(Record) error) (good bool, err error) {
	record, bad := Record{}, errBroken
	if whole {
		record, bad = decodeLine(line)
	}
	switch {
	case bad == nil:
		return true, take(record)
	case errors.Is(bad, errNewer):
		f.Newer++
	default:
		f.Waiting++
	}
	return false, nil
}

// isAt tells whether a file still is the one that was read so far.
func isAt(file *os.File, p Place) bool {
	if p.Read == 0 || p.At >= p.Read {
		return false
	}
	text := make([]byte, p.Read-p.At)
	if _, err := file.ReadAt(text, p.At); err != nil {
		return false
	}
	line := text[:len(text)-1]
	return text[len(text)-1] == '\n' && len(line) > sumLength && string(line[:sumLength]) == p.Mark && sum(line[sumLength+1:]) == p.Mark
}

// lineReader reads lines, of which none fills the memory.
type lineReader struct {
	in   *bufio.Reader
	took int64 // bytes of the last line, its end included
}

// next gives a line without its end; whole tells that it had one, and was not too long.
func (l *lineReader) next() (line []byte, whole bool, err error) {
	l.took = 0
	for {
		part, err := l.in.ReadSlice('\n')
		l.took += int64(len(part))
		if len(line)+len(part) <= maxLine {
			line = append(line, part...)
		}
		switch {
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case err != nil:
			return line, false, err
		}
		return line[:max(len(line)-1, 0)], l.took <= maxLine, nil
	}
}

// String tells of the file for a log.
func (f File) String() string { return fmt.Sprintf("%s (%d bytes)", f.Name, f.Size) }
