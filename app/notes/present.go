package notes

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"starling/app/story"
)

// present is what is in the folder of stories already.
type present struct {
	dir      string
	stories  int // how many files of stories there are
	names    names
	marks    map[fingerprint]string // the slugs of imported stories
	imported map[string][]imported  // by the name of the notes
	titles   map[string]map[string][]imported
}

// imported is a story of the folder that came from notes.
type imported struct {
	slug string
	mark fingerprint
}

var remarkPattern = regexp.MustCompile(`^# Imported from (.+), line \d+ \(([0-9a-f]{16})\)\s*$`)

// lookAt looks at the first line of every story in the folder.
func lookAt(dir string) (*present, error) {
	p := &present{dir: dir, names: make(names), marks: make(map[fingerprint]string), imported: make(map[string][]imported), titles: make(map[string]map[string][]imported)}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			return nil, trouble(dir, "this is a file and should be a folder", "name the folder that the stories go to")
		}
		return nil, trouble(dir, "the folder cannot be read: "+reason(err), "look at its permissions, or name another")
	}
	var slugs []string
	for _, e := range entries {
		if slug := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name())); strings.EqualFold(filepath.Ext(e.Name()), story.Extension) {
			p.names.use(slug)
			if e.Name() == slug+story.Extension && e.Name() != story.BankFile && !strings.HasPrefix(slug, ".") {
				slugs = append(slugs, slug)
			}
		}
	}
	p.stories = len(slugs)
	for i, line := range firstLines(dir, slugs) {
		m := remarkPattern.FindSubmatch(line)
		if m == nil {
			continue
		}
		mark, from := fingerprint(m[2]), string(m[1])
		if _, again := p.marks[mark]; !again {
			p.marks[mark] = slugs[i]
		}
		p.imported[from] = append(p.imported[from], imported{slugs[i], mark})
	}
	return p, nil
}

// firstLines reads the first line of each story, several at a time.
func firstLines(dir string, slugs []string) [][]byte {
	lines := make([][]byte, len(slugs))
	var wg sync.WaitGroup
	workers := min(runtime.GOMAXPROCS(0), len(slugs))
	for w := range workers {
		wg.Go(func() {
			for i := w; i < len(slugs); i += workers {
				lines[i] = firstLine(filepath.Join(dir, slugs[i]+story.Extension))
			}
		})
	}
	wg.Wait()
	return lines
}

func firstLine(path string) []byte {
	const longest = 512
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil
	}
	defer func() { _ = f.Close() }()
	start := make([]byte, longest)
	n, err := io.ReadFull(f, start)
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil
	}
	line, _, _ := bytes.Cut(start[:n], []byte("\n"))
	return line
}

// same tells whether the story of that slug has this content, whoever wrote it.
func (p *present) same(slug string, s story.Story) bool {
	path := filepath.Join(p.dir, slug+story.Extension)
	if !p.names.has(slug) || !exists(path) {
		return false
	}
	there, problems := story.ReadFile(path, story.Options{Limit: story.MaxLimit})
	if len(problems) > 0 {
		return false
	}
	return bytes.Equal(story.Encode(there), story.Encode(s))
}

// earlier gives the story of the folder that came from the same notes under
// the same title and is not among those found now: an earlier version.
func (p *present) earlier(notes, title string, claimed map[fingerprint]bool) (slug string) {
	if len(p.imported[notes]) == 0 {
		return ""
	}
	if p.titles[notes] == nil {
		p.titles[notes] = make(map[string][]imported)
		for _, i := range p.imported[notes] {
			s, _ := story.ReadFile(filepath.Join(p.dir, i.slug+story.Extension), story.Options{Limit: story.MaxLimit})
			p.titles[notes][key(s.Title)] = append(p.titles[notes][key(s.Title)], i)
		}
	}
	for _, i := range slices.Backward(p.titles[notes][key(title)]) {
		if !claimed[i.mark] {
			return i.slug
		}
	}
	return ""
}

// names are names that are taken, folded, each with the number to try next
// for another of it: on some systems case does not tell files apart.
type names map[string]int

func (n names) use(name string) {
	if !n.has(name) {
		n[fold(name)] = 2
	}
}

func (n names) has(name string) bool { return n[fold(name)] > 0 }

// unused gives a name that is not taken, with a number if need be, and takes it.
func (n names) unused(name string) string {
	is := name
	for n.has(is) {
		is = fmt.Sprintf("%s-%d", name, n[fold(name)])
		n[fold(name)]++
	}
	n.use(is)
	return is
}
