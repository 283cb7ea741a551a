package recording

import (
	"errors"
	"io/fs"
	"os"
)

// Remove deletes the recording of an attempt. One that is not there is no error.
func Remove(dir, id string) error {
	var all error
	for _, where := range []func(dir, id string) (string, error){flacPath, spansPath} {
		path, err := where(dir, id)
		if err != nil {
			return err
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			all = errors.Join(all, err)
		}
	}
	return all
}
