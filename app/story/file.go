package story

import (
	"bytes"
	"io"
	"io/fs"
	"os"
)

// notAFile gives the problem of what cannot be read as a file, or should not
// be: to open a pipe would wait for ever. Nil where there is none.
func notAFile(path string, info fs.FileInfo) *file {
	switch {
	case info.IsDir():
		return wrongFile(path, "this is a folder and should be a file", "rename it, without "+Extension)
	case !info.Mode().IsRegular():
		return wrongFile(path, "this is no regular file", "remove it")
	case info.Size() > MaxFileSize:
		r := &report{file: path}
		tooLarge(r, info.Size())
		return &file{problems: r.problems}
	}
	return nil
}

func wrongFile(path, wrong, instead string) *file {
	return &file{problems: []Problem{{File: path, Wrong: wrong, Instead: instead}}}
}

// readFile reads a file, and one byte more than is allowed of one that grows
// meanwhile.
func readFile(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	var b bytes.Buffer
	if info, err := f.Stat(); err == nil {
		b.Grow(int(min(info.Size(), MaxFileSize)) + bytes.MinRead)
	}
	_, err = b.ReadFrom(io.LimitReader(f, MaxFileSize+1))
	return b.Bytes(), err
}

// ReadFile reads one story from its file, as Loader does, for whoever is given
// a file instead of a folder.
func ReadFile(path string, o Options) (Story, []Problem) {
	data, problems := readOne(path)
	if problems != nil {
		return Story{Path: path, Slug: slugOf(path)}, problems
	}
	return Parse(path, data, o)
}

// ReadBankFile reads a bank of questions from its file.
func ReadBankFile(path string) (Bank, []Problem) {
	data, problems := readOne(path)
	if problems != nil {
		return Bank{}, problems
	}
	return ParseBank(path, data)
}

func readOne(path string) ([]byte, []Problem) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, wrongFile(path, "the file cannot be read: "+reason(err), "look at its name").problems
	}
	if f := notAFile(path, info); f != nil {
		return nil, f.problems
	}
	data, err := readFile(path)
	if err != nil {
		return nil, wrongFile(path, "the file cannot be read: "+reason(err), "look at its permissions").problems
	}
	return data, nil
}
