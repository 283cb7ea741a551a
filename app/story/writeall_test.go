package story

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func newFiles(n int) []NewFile {
	files := make([]NewFile, n)
	for i := range files {
		files[i] = NewFile{Story: Story{Slug: fmt.Sprintf("s%d", i), Title: fmt.Sprintf("Story %d", i)}, Remark: "from a test"}
	}
	return files
}

func TestManyStoriesAreWrittenAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there")
	then := 0
	paths, err := WriteAll(t.Context(), dir, newFiles(manyFiles), func() error { then++; return nil })
	if err != nil || len(paths) != manyFiles || then != 1 || len(names(t, dir)) != manyFiles {
		t.Fatal(len(paths), then, err, names(t, dir))
	}
	for i, p := range paths {
		s, problems := ReadFile(p, Options{})
		if len(problems) > 0 || s.Title != fmt.Sprintf("Story %d", i) {
			t.Error(s, problems)
		}
	}
	data, err := os.ReadFile(paths[0])
	if err != nil || !strings.HasPrefix(string(data), "# from a test\ntitle") {
		t.Errorf("%s %v", data, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	for p, want := range map[string]fs.FileMode{paths[0]: 0o600, dir: 0o700} {
		if info, err := os.Stat(p); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v %v", p, info.Mode(), err)
		}
	}
}

func TestOfManyStoriesAllAreWrittenOrNone(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC}
	var count atomic.Int32
	for name, c := range map[string]struct {
		batch batch
		then  func() error
		ctx   func() context.Context
		want  string
	}{
		"a full disk": {batch: batch{temp: func(dir string, data []byte) (string, error) {
			if count.Add(1) > 20 {
				return "", full
			}
			return writeTemp(dir, data)
		}, publish: publish}, want: "no space"},
		"a name that someone took meanwhile": {batch: batch{temp: writeTemp, publish: func(temp, path string) error {
			if strings.HasSuffix(path, "s30.toml") {
				return fs.ErrExist
			}
			return publish(temp, path)
		}}, want: ErrExists.Error()},
		"a disk that is full for names": {batch: batch{temp: writeTemp, publish: func(temp, path string) error {
			if strings.HasSuffix(path, "s30.toml") {
				return full
			}
			return publish(temp, path)
		}}, want: "no space"},
		"a disk that tells late of being full": {batch: batch{temp: writeUnsynced, flush: func(string) error { return full }, publish: publish}, want: "no space"},
		"what belongs to them":                 {batch: batch{temp: writeTemp, publish: publish}, then: func() error { return full }, want: "no space"},
		"someone who gives up": {batch: batch{temp: writeTemp, publish: publish}, ctx: func() context.Context {
			ctx, stop := context.WithCancel(context.Background())
			stop()
			return ctx
		}, want: "canceled"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, made := range []bool{false, true} {
				count.Store(0)
				root := t.TempDir()
				b := c.batch
				b.dir = filepath.Join(root, "a", "b")
				if !made {
					b.dir = root
					put(t, root, map[string]string{"mine.toml": "mine"})
				}
				ctx := t.Context()
				if c.ctx != nil {
					ctx = c.ctx()
				}
				paths, err := b.write(ctx, newFiles(50), c.then)
				if err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "tmp:") || paths != nil {
					t.Error(paths, err)
				}
				want := []string{}
				if !made {
					want = []string{"mine.toml"}
				}
				if diff := cmp.Diff(want, names(t, root)); diff != "" {
					t.Error("left behind:", diff)
				}
			}
		})
	}
}

func TestAmongManyStoriesNoFileIsTouchedThatIsThere(t *testing.T) {
	dir := t.TempDir()
	put(t, dir, map[string]string{"s7.toml": "mine"})
	if _, err := WriteAll(t.Context(), dir, newFiles(10), nil); !errors.Is(err, ErrExists) || !strings.Contains(err.Error(), "s7.toml") {
		t.Error(err)
	}
	if data, _ := os.ReadFile(filepath.Join(dir, "s7.toml")); string(data) != "mine" || len(names(t, dir)) != 1 {
		t.Errorf("%s %v", data, names(t, dir))
	}
}

func TestAmongManyStoriesNoneIsWrittenThatCouldNotBeRead(t *testing.T) {
	for name, s := range map[string]Story{
		"no title":  {Slug: "a"},
		"a path":    {Slug: "../a", Title: "A"},
		"no slug":   {Title: "A"},
		"a control": {Slug: "a", Title: "A\x07"},
	} {
		dir := t.TempDir()
		_, err := WriteAll(t.Context(), dir, append(newFiles(3), NewFile{Story: s}), nil)
		if p := (Problem{}); !errors.As(err, &p) || len(names(t, dir)) != 0 {
			t.Error(name, err, names(t, dir))
		}
	}
	file := filepath.Join(t.TempDir(), "file")
	put(t, filepath.Dir(file), map[string]string{"file": ""})
	if _, err := WriteAll(t.Context(), filepath.Join(file, "dir"), newFiles(1), nil); err == nil || !strings.Contains(err.Error(), "the folder for stories") {
		t.Error(err)
	}
}

func TestARemarkStaysOnOneLine(t *testing.T) {
	f := NewFile{Story: Story{Slug: "a", Title: "A"}, Remark: "a\nb = 1\x07 \xff"}
	if got := string(f.Bytes()); got != "# a b = 1\ntitle     = \"A\"\n" {
		t.Errorf("%q", got)
	}
	if _, problems := Parse("a.toml", f.Bytes(), Options{}); len(problems) > 0 {
		t.Error(problems)
	}
}

// BenchmarkWriteAll writes 5,000 stories at once, through to the disk.
func BenchmarkWriteAll(b *testing.B) {
	files := newFiles(5_000)
	for b.Loop() {
		if _, err := WriteAll(b.Context(), b.TempDir(), files, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func TestTheBankIsWrittenWhereItIsAsItWasRead(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	if err := WriteBank(dir, nil, []byte(bank)); err != nil {
		t.Fatal(err)
	}
	if err := WriteBank(dir, nil, []byte(bank)); !errors.Is(err, ErrExists) {
		t.Error(err)
	}
	more := bank + "\n[[category]]\nname = \"More\"\n"
	if err := WriteBank(dir, []byte(bank), []byte(more)); err != nil {
		t.Error(err)
	}
	var changed *ChangedError
	if err := WriteBank(dir, []byte(bank), []byte(bank)); !errors.As(err, &changed) {
		t.Error(err)
	}
	if err := WriteBank(dir, []byte(more), []byte("[[category]]\nnme = 1")); err == nil {
		t.Error("what could not be read was written")
	}
	if data, _ := os.ReadFile(filepath.Join(dir, BankFile)); string(data) != more || len(names(t, dir)) != 1 {
		t.Errorf("%s %v", data, names(t, dir))
	}
	put(t, dir, map[string]string{"file": ""})
	if err := WriteBank(filepath.Join(dir, "file"), nil, []byte(bank)); err == nil {
		t.Error("a folder was made of a file")
	}
}
