package story

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"unicode"
)

// NewFile is a story that WriteAll is to write.
type NewFile struct {
	// Story has the slug that names its file.
	Story Story
	// Remark is a line that stands above the story as a comment; empty for none.
	Remark string
}

// WriteAll writes stories to new files of the folder and gives their paths: all
// of them or none. Every file is whole on the disk under another name before
// the first gets its own. When all are there, then is called, where it is not
// nil: it may write what belongs to the stories. If anything fails, or ctx is
// done, what was written is taken away again, the folder too if it was made
// for this. A file that is there already is never touched: the error is then
// ErrExists. What Parse would find wrong with a story is an error too.
func WriteAll(ctx context.Context, dir string, files []NewFile, then func() error) (paths []string, err error) {
	b := batch{dir: dir, temp: writeTemp, publish: publish}
	if syncsDisk && len(files) >= manyFiles {
		b.temp, b.flush = writeUnsynced, syncDisk
	}
	return b.write(ctx, files, then)
}

// manyFiles is from how many files on the whole disk is told once to write what
// it holds back. To tell it for each of 5,000 files took four times as long; for
// a few it would wait for what other programs have written, too.
const manyFiles = 64

// batch writes several files as one. The fields are what a test puts others
// in the place of.
type batch struct {
	dir     string
	temp    func(dir string, data []byte) (string, error)
	flush   func(dir string) error // brings to the disk what temp left; nil if it leaves nothing
	publish func(temp, path string) error
}

func (b *batch) write(ctx context.Context, files []NewFile, then func() error) (paths []string, err error) {
	made, err := makeFolders(b.dir)
	defer func() {
		if err == nil {
			return
		}
		for _, p := range paths {
			_ = os.Remove(p)
		}
		for _, d := range made {
			_ = os.Remove(d) // unless someone else has put something there
		}
		paths = nil
	}()
	if err != nil {
		return nil, fmt.Errorf("the folder for stories: %w", err)
	}
	temps, err := b.temps(ctx, files)
	defer func() {
		for _, t := range temps {
			if t != "" {
				_ = os.Remove(t)
			}
		}
	}()
	if err == nil && b.flush != nil {
		if err = b.flush(b.dir); err != nil {
			err = fmt.Errorf("writing to %s: %w", b.dir, cause(err))
		}
	}
	if err != nil {
		return nil, err
	}
	for i, f := range files {
		path := filepath.Join(b.dir, f.Story.Slug+Extension)
		if err := b.publish(temps[i], path); err != nil {
			if errors.Is(err, fs.ErrExist) {
				return paths, fmt.Errorf("%s: %w", path, ErrExists)
			}
			return paths, fmt.Errorf("writing %s: %w", path, cause(err))
		}
		paths = append(paths, path)
	}
	syncFolder(b.dir)
	if then != nil {
		err = then()
	}
	return paths, err
}

// temps writes all files under other names, several at a time: to wait for the
// disk takes most of the time, and the disk takes many at once.
func (b *batch) temps(ctx context.Context, files []NewFile) (temps []string, err error) {
	const waiting, encoding = 16, 2 // with nothing to wait for, more would only get into each other's way in the folder
	temps = make([]string, len(files))
	workers := min(waiting, len(files))
	if b.flush != nil {
		workers = min(encoding, len(files))
	}
	errs := make([]error, workers)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(files) && errs[w] == nil; i += workers {
				if errs[w] = ctx.Err(); errs[w] == nil {
					temps[i], errs[w] = b.one(files[i])
				}
			}
			if errs[w] != nil {
				stop()
			}
		})
	}
	wg.Wait()
	for _, e := range errs {
		if err == nil || errors.Is(err, context.Canceled) && e != nil {
			err = e // rather the reason than that the others were stopped for it
		}
	}
	return temps, err
}

// one writes one file under another name, through to the disk.
func (b *batch) one(f NewFile) (temp string, err error) {
	path := filepath.Join(b.dir, f.Story.Slug+Extension)
	if wrong, instead := slugTrouble(f.Story.Slug); wrong != "" { // before it is taken for part of a path
		return "", Problem{File: f.Story.Slug + Extension, Wrong: wrong, Instead: instead}
	}
	data := f.Bytes()
	if _, problems := Parse(path, data, Options{Limit: MaxLimit}); len(problems) > 0 {
		return "", problems[0]
	}
	if _, err := os.Lstat(path); err == nil {
		return "", fmt.Errorf("%s: %w", path, ErrExists)
	}
	if temp, err = b.temp(b.dir, data); err != nil {
		return "", fmt.Errorf("writing %s: %w", path, cause(err))
	}
	return temp, nil
}

// cause gives what the system says without the path: of the other name no
// person knows.
func cause(err error) error {
	var path *fs.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &path):
		return path.Err
	case errors.As(err, &link):
		return link.Err
	}
	return err
}

// Bytes are what stands in the file.
func (f NewFile) Bytes() []byte {
	data := Encode(f.Story)
	remark := strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(f.Remark, "")))
	if remark == "" {
		return data
	}
	return append([]byte("# "+remark+"\n"), data...)
}

// makeFolders makes a folder and those above it, and gives the ones that were
// not there, the innermost first.
func makeFolders(dir string) (made []string, err error) {
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if _, err := os.Lstat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		made = append(made, d)
	}
	return made, os.MkdirAll(dir, 0o700)
}

// WriteBank writes the bank of questions of a folder, whole or not at all: a
// new file where was is nil, else one in the place of that which held was. The
// error is ErrExists or a ChangedError where that is not what is there, and
// then nothing is written.
func WriteBank(dir string, was, data []byte) error {
	path := filepath.Join(dir, BankFile)
	if _, problems := ParseBank(path, data); len(problems) > 0 {
		return problems[0]
	}
	if was != nil {
		return replaceFile(path, was, data)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return fmt.Errorf("the folder for stories: %w", err)
	}
	return writeNew(path, data)
}
