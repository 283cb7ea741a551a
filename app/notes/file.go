package notes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"starling/app/story"
)

// MaxFileSize is how large a file of notes may be, in bytes.
const MaxFileSize = 64 << 20

// mostFiles is how many files are taken from folders at once.
const mostFiles = 10_000

// Extensions are the endings of files that a folder's notes are taken from. A
// file that is named itself may have any.
func Extensions() []string { return []string{".md", ".markdown", ".mdown", ".mkd", ".txt"} }

// ReadFile reads what a file of notes holds. The error says what is wrong with
// the file, and what to do.
func ReadFile(path string) (Found, error) { return readFile(context.Background(), path) }

func readFile(ctx context.Context, path string) (Found, error) {
	data, err := bytesOf(path)
	if err != nil {
		return Found{File: path}, err
	}
	start := bytes.Clone(data[:min(len(data), 8)]) // and not all of it, so that the rest need not be kept
	found, err := read(ctx, path, data)
	if errors.Is(err, errBinary) {
		return found, noText(path, start)
	}
	return found, err
}

// trouble is an error with a file of notes.
func trouble(path, wrong, instead string) error {
	return story.Problem{File: path, Wrong: wrong, Instead: instead}
}

// bytesOf reads a file that may be one of notes.
func bytesOf(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, trouble(path, "there is no such file", "look at its name")
	case err != nil:
		return nil, trouble(path, "the file cannot be read: "+reason(err), "look at its permissions")
	case info.IsDir():
		return nil, trouble(path, "this is a folder", "name the files in it")
	case !info.Mode().IsRegular(): // to open a pipe would wait for ever
		return nil, trouble(path, "this is no regular file", "save the notes as a file of text")
	case info.Size() > MaxFileSize:
		return nil, tooLarge(path, info.Size())
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, trouble(path, "the file cannot be read: "+reason(err), "look at its permissions")
	}
	defer func() { _ = f.Close() }()
	var b bytes.Buffer
	b.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := b.ReadFrom(io.LimitReader(f, MaxFileSize+1)); err != nil {
		return nil, trouble(path, "the file cannot be read: "+reason(err), "try again, or copy it to another disk")
	}
	switch {
	case b.Len() > MaxFileSize: // it has grown meanwhile
		return nil, tooLarge(path, int64(b.Len()))
	case len(bytes.TrimSpace(b.Bytes())) == 0:
		return nil, trouble(path, "the file is empty", "name the file that holds the notes")
	}
	return b.Bytes(), nil
}

func tooLarge(path string, size int64) error {
	return trouble(path, fmt.Sprintf("the file is %s large, and notes may be %s at most", mebibytes(size), mebibytes(MaxFileSize)),
		"if it is text, part it into several files")
}

func mebibytes(size int64) string {
	if size >= 1<<30 {
		return fmt.Sprintf("%.1f GiB", float64(size)/(1<<30))
	}
	return fmt.Sprintf("%d MiB", size>>20)
}

// noText says of what kind a file is that is no text, by how it starts.
func noText(path string, start []byte) error {
	for _, k := range [][3]string{
		{"PK\x03\x04", "this is a Word document or an archive, no text", "save it as plain text or Markdown"},
		{"%PDF", "this is a PDF, no text", "copy its text into a file of its own"},
		{"\xd0\xcf\x11\xe0", "this is an old Word document, no text", "save it as plain text"},
		{"{\\rtf", "this is rich text (RTF)", "save it as plain text or Markdown"},
	} {
		if bytes.HasPrefix(start, []byte(k[0])) {
			return trouble(path, k[1], k[2])
		}
	}
	return trouble(path, "the file is no text that can be read", "save the notes as plain text or Markdown, in UTF-8")
}

// reason gives what the system says, without the path, which is said already.
func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

// files gives the files that paths name: themselves, and of folders the notes
// in them and in the folders below, but for hidden ones. What cannot be looked
// at is among the errors.
func files(ctx context.Context, paths []string) (all []string, errs []error) {
	seen := make(map[string]bool)
	add := func(path string) {
		whole, err := filepath.Abs(path)
		if err != nil {
			whole = path
		}
		if target, err := filepath.EvalSymlinks(whole); err == nil {
			whole = target
		}
		if !seen[whole] {
			seen[whole] = true
			all = append(all, path)
		}
	}
	for _, path := range paths {
		if info, err := os.Stat(path); err != nil || !info.IsDir() {
			add(path)
			continue
		}
		before := len(all)
		wrong := folder(ctx, path, func(file string) bool {
			add(file)
			return len(all) < mostFiles
		})
		errs = append(errs, wrong...)
		switch {
		case len(all) >= mostFiles:
			errs = append(errs, trouble(path, fmt.Sprintf("the folder holds more than %d files of notes", mostFiles), "import its folders one by one; the first ones were read"))
			return all, errs
		case len(all) == before && len(wrong) == 0 && ctx.Err() == nil:
			errs = append(errs, trouble(path, "the folder holds no notes", "notes end in "+strings.Join(Extensions(), ", ")+"; name others one by one"))
		}
	}
	return all, errs
}

// folder walks a folder for files of notes, as long as more are wanted.
func folder(ctx context.Context, dir string, found func(path string) (more bool)) (errs []error) {
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case ctx.Err() != nil:
			return fs.SkipAll
		case err != nil:
			errs = append(errs, trouble(path, "the folder cannot be read: "+reason(err), "look at its permissions"))
			return fs.SkipDir
		case path != dir && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		}
		if slices.Contains(Extensions(), strings.ToLower(filepath.Ext(path))) && !found(path) {
			return fs.SkipAll
		}
		return nil
	})
	return errs
}
