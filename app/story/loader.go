package story

import (
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"
)

// MaxStories is how many stories a folder may hold.
const MaxStories = 20_000

// Loader reads a folder of stories, and when asked again reads only what has
// changed since. It may be used by several goroutines.
type Loader struct {
	dir     string
	options Options
	most    int
	now     func() time.Time
	read    func(path string) ([]byte, error)

	mu         sync.Mutex
	files      map[string]*file
	vocabulary *vocabulary
	seed       maphash.Seed
	last       Library
	loaded     bool
}

// file is what is known of one file since it was last read.
type file struct {
	info     fs.FileInfo
	settled  bool   // not touched for so long that a change must show in info
	sum      uint64 // of its bytes
	story    *Story // nil where it has problems, and in questions.toml
	listed   *listed
	bank     Bank
	problems []Problem
}

// NewLoader gives a loader for the folder. It reads nothing yet.
func NewLoader(dir string, o Options) *Loader {
	return &Loader{
		dir: dir, options: o, most: MaxStories, now: time.Now, read: readFile,
		files: make(map[string]*file), vocabulary: newVocabulary(), seed: maphash.MakeSeed(),
	}
}

// Load reads the folder. Whatever is wrong in it is told in the library's
// problems and keeps nothing else from being read. When ctx is done before the
// folder is read, the library is the one of the load before.
func (l *Loader) Load(ctx context.Context) Library {
	l.mu.Lock()
	defer l.mu.Unlock()
	names, problem := l.list()
	files := l.look(ctx, names)
	if ctx.Err() != nil {
		if l.loaded {
			return l.last
		}
		return Library{Dir: l.dir}
	}
	l.last = l.gather(names, files, problem)
	l.loaded = true
	return l.last
}

// list gives the names of the story files, sorted. Hidden files are none: they
// are what editors keep beside the real ones.
func (l *Loader) list() (names []string, problem *Problem) {
	names, err := storyNames(l.dir)
	if err != nil {
		p := folderProblem(l.dir, err)
		return nil, &p
	}
	if len(names) > l.most {
		problem = &Problem{
			File:    l.dir,
			Wrong:   fmt.Sprintf("the folder holds %d stories, and %d is the most that Starling reads", len(names), l.most),
			Instead: fmt.Sprintf("move some of them to another folder; the first %d by name are loaded", l.most),
		}
		names = names[:l.most]
	}
	return names, problem
}

// storyNames lists the files of a folder that are named like stories.
func storyNames(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }()
	all, err := f.Readdirnames(-1)
	if err != nil {
		return nil, err
	}
	names := slices.DeleteFunc(all, func(name string) bool { return !isStoryName(name) })
	slices.Sort(names)
	return names, nil
}

// isStoryName tells whether a file is meant to be a story or the bank. That
// the ending is written in small letters is checked when it is read.
func isStoryName(name string) bool {
	return !strings.HasPrefix(name, ".") && strings.EqualFold(filepath.Ext(name), Extension)
}

func folderProblem(dir string, err error) Problem {
	p := Problem{File: dir, Wrong: "the folder cannot be read: " + reason(err), Instead: "look at its permissions, or choose another folder"}
	if errors.Is(err, fs.ErrNotExist) {
		p.Wrong, p.Instead = "there is no such folder", "make it, or choose another folder"
	} else if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
		p.Wrong, p.Instead = "this is a file and should be a folder", "choose the folder that the stories are in"
	}
	return p
}

// reason gives what the system says, without the path, which is said already.
func reason(err error) string {
	var pathErr *fs.PathError
	if errors.As(err, &pathErr) {
		return pathErr.Err.Error()
	}
	return err.Error()
}

// look reads the files that have changed, several at a time. A file that has
// vanished since it was listed is nil.
func (l *Loader) look(ctx context.Context, names []string) []*file {
	files := make([]*file, len(names))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(names))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(names) && ctx.Err() == nil; i += workers {
				files[i] = l.one(names[i], l.files[names[i]])
			}
		})
	}
	wg.Wait()
	return files
}

// one gives a file as it is now: the one that was known, if it is still that.
func (l *Loader) one(name string, known *file) *file {
	path := filepath.Join(l.dir, name)
	now := l.now()
	info, err := os.Stat(path)
	if err != nil {
		if _, gone := os.Lstat(path); gone != nil {
			return nil
		}
		return wrongFile(path, "the link leads nowhere: "+reason(err), "make it lead to a story, or remove it")
	}
	if known != nil && known.settled && sameFile(known.info, info) {
		return known
	}
	if wrong := notAFile(path, info); wrong != nil {
		return wrong
	}
	data, err := l.read(path)
	if err != nil {
		return wrongFile(path, "the file cannot be read: "+reason(err), "look at its permissions")
	}
	f := &file{info: info, settled: now.Sub(info.ModTime()) > settling, sum: maphash.Bytes(l.seed, data)}
	if known != nil && known.sum == f.sum && known.info != nil && known.info.Size() == info.Size() {
		f.story, f.listed, f.bank, f.problems = known.story, known.listed, known.bank, known.problems
		return f
	}
	if name == BankFile {
		f.bank, f.problems = ParseBank(path, data)
		return f
	}
	s, problems := Parse(path, data, l.options)
	if f.problems = problems; len(problems) == 0 {
		f.story = &s
	}
	return f
}

// settling is how long after a change a file may change again without its
// time showing it: some file systems keep times in steps of two seconds.
const settling = 3 * time.Second

func sameFile(a, b fs.FileInfo) bool {
	return a != nil && a.Size() == b.Size() && a.ModTime().Equal(b.ModTime()) && os.SameFile(a, b)
}

// gather makes the library of what was found.
func (l *Loader) gather(names []string, files []*file, problem *Problem) Library {
	lib := Library{Dir: l.dir}
	if problem != nil {
		lib.Problems = append(lib.Problems, *problem)
	}
	l.files = make(map[string]*file, len(names))
	all := make([]*listed, 0, len(names))
	for i, f := range files {
		if f == nil {
			continue
		}
		l.files[names[i]] = f
		lib.Problems = append(lib.Problems, f.problems...)
		if names[i] == BankFile {
			lib.Bank, lib.bankFile, lib.bankWrong = f.bank, true, len(f.problems) > 0
		}
		if f.story != nil {
			if f.listed == nil {
				f.listed = newListed(*f.story, l.vocabulary)
			}
			all = append(all, f.listed)
		}
	}
	slices.SortStableFunc(lib.Problems, byPlace)
	lib.Stories, lib.catalogue = newCatalogue(all, l.vocabulary.words())
	return lib
}
