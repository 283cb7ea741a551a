package story

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"
)

// CopyBack copies examples that RemoveUnchanged has taken away into the folder
// again, over nothing: a file that is there by now stays as it is.
func CopyBack(from fs.FS, dir string, names []string) error {
	var all error
	for _, name := range names {
		data, err := fs.ReadFile(from, name)
		if err == nil {
			err = writeNew(filepath.Join(dir, name), data)
		}
		if err != nil && !errors.Is(err, ErrExists) {
			all = errors.Join(all, fmt.Errorf("%s could not be put back: %w", name, err))
		}
	}
	return all
}
