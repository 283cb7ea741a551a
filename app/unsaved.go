package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// unsaved keeps aside what is typed in the editor and not saved yet, or a
// practice that was left: a small file for each, in a folder of their own
// within the data.
type unsaved struct {
	dir string

	mu      sync.Mutex
	kept    map[string]int // the number of each copy that is kept
	dropped map[string]int // and the number up to which it was dropped
}

// unsavedEnding is how the name of a copy's file ends.
const unsavedEnding = ".json"

func newUnsaved(dir string) *unsaved {
	return &unsaved{dir: dir, kept: map[string]int{}, dropped: map[string]int{}}
}

func (u *unsaved) path(id string) string {
	return filepath.Join(u.dir, filepath.Base(id)+unsavedEnding)
}

// Keep keeps the data of a copy, whole or not at all and through to the disk.
// What is older than what is kept or was dropped is passed over.
func (u *unsaved) Keep(id string, number int, data []byte) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if number <= u.kept[id] || number <= u.dropped[id] {
		return nil
	}
	if err := os.MkdirAll(u.dir, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(u.dir, ".copy-*.tmp")
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(f.Name()) }()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), u.path(id)); err != nil {
		return err
	}
	u.kept[id] = number
	return nil
}

// Drop removes a copy, unless one of a higher number is kept.
func (u *unsaved) Drop(id string, number int) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	u.dropped[id] = max(u.dropped[id], number)
	if u.kept[id] > number {
		return nil
	}
	if err := os.Remove(u.path(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// All gives the copies that are kept, by id.
func (u *unsaved) All() (map[string][]byte, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	entries, err := os.ReadDir(u.dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("what was kept aside cannot be looked for: %w", err)
	}
	all := map[string][]byte{}
	for _, e := range entries {
		id, ok := strings.CutSuffix(e.Name(), unsavedEnding)
		if !ok || strings.HasPrefix(id, ".") {
			continue
		}
		data, err := os.ReadFile(filepath.Join(u.dir, e.Name()))
		if err != nil {
			return nil, fmt.Errorf("what was kept aside cannot be read: %w", err)
		}
		all[id] = data
	}
	return all, nil
}
