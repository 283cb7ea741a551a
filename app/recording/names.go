package recording

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/google/uuid"
)

// The files of a recording, after its attempt's id.
const (
	flacSuffix  = ".flac"
	spansSuffix = ".spans"
)

// Dir is the folder of the recordings in a data folder.
func Dir(data string) string { return filepath.Join(data, "recordings") }

// ErrName tells that something is no attempt's id, so that no file is looked for.
var ErrName = errors.New("not the id of an attempt")

// flacPath and spansPath say where the files of a recording are. The id is checked
// to be a UUID as history writes it: what is made of it is then in the folder.
func flacPath(dir, id string) (string, error) { return path(dir, id, flacSuffix) }

func spansPath(dir, id string) (string, error) { return path(dir, id, spansSuffix) }

func path(dir, id, suffix string) (string, error) {
	if !isID(id) {
		return "", fmt.Errorf("%q: %w", id, ErrName)
	}
	return filepath.Join(dir, id+suffix), nil
}

// isID tells whether a text is a UUID as history writes it.
func isID(id string) bool {
	u, err := uuid.Parse(id)
	return err == nil && u.String() == id
}

// split takes a file's name apart, into the id and what it is of the recording. The
// latter is empty for a file that is none.
func split(name string) (id, suffix string) {
	for _, suffix := range []string{flacSuffix, spansSuffix} {
		if id, ok := strings.CutSuffix(name, suffix); ok {
			return id, suffix
		}
	}
	return name, ""
}

// IDs gives the ids of the recordings in a folder, in order; none for a folder that
// is not there. Whatever else lies in it is passed over.
func IDs(dir string) ([]string, error) {
	var ids []string
	err := each(dir, func(name string, _ fs.DirEntry) error {
		if id, suffix := split(name); suffix == flacSuffix {
			ids = append(ids, id)
		}
		return nil
	})
	return ids, err
}

// makeDir makes the folder, for nobody but the person, and sees to it that its name
// is on the disk. One that is there stays as it is: it may be shared on purpose.
func makeDir(dir string) error {
	if _, err := os.Stat(dir); err == nil {
		return nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return syncDir(filepath.Dir(dir))
}

// syncDir waits until the names in a folder are on the disk.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil // it has no such thing for folders
	}
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
