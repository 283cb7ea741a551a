package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// mostNamesakes is how many files of a name there may be before it is refused.
const mostNamesakes = 1000

// savePicture writes a new file into a folder, which is made if it is missing,
// and gives its path. Where there is a file of that name, the new one has a
// number after it: none is ever written over. After an error nothing is left.
func savePicture(dir, name string, content []byte) (string, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("the folder %s cannot be made: %w", dir, err)
	}
	extension := filepath.Ext(name)
	for n := 1; n <= mostNamesakes; n++ {
		path := filepath.Join(dir, name)
		if n > 1 {
			path = filepath.Join(dir, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, extension), n, extension))
		}
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		switch {
		case errors.Is(err, fs.ErrExist):
			continue
		case err != nil:
			return "", fmt.Errorf("%s cannot be written: %w", path, err)
		}
		_, err = f.Write(content)
		if err = errors.Join(err, f.Close()); err != nil {
			_ = os.Remove(path)
			return "", fmt.Errorf("%s could not be written: %w; nothing is left of it", path, err)
		}
		return path, nil
	}
	return "", fmt.Errorf("there are %d files like %s in %s already; move some of them", mostNamesakes, name, dir)
}
