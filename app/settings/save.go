package settings

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/BurntSushi/toml"
)

// Save writes the settings into settings.toml, and makes the file and its
// folder if need be. In a file that is there it changes the values that differ
// and leaves every other byte alone; one that cannot be kept so (it is not
// TOML, say) is first kept beside under a dated name. At no moment is there
// half a file.
//
// Settings that Load would not take are not written, and the error says why.
func Save(path string, s Settings) error { return save(path, s, time.Now()) }

// Change reads settings.toml, lets change alter what it read, and saves that.
// What a person has written into the file by hand since the program read it
// thereby holds, as long as change does not concern it.
func Change(path string, change func(*Settings)) (Settings, error) {
	s, _, err := Load(path)
	if err != nil {
		return s, err
	}
	change(&s)
	return s, Save(path, s)
}

func save(path string, s Settings, now time.Time) error {
	if err := s.Check(); err != nil {
		return fmt.Errorf("the settings are not saved: %w", err)
	}
	// Where the file is a link, as those who keep their configuration in one
	// place have it, what it points to is written, and the link stays.
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	old, err := readFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("the settings are not saved, for those that are there cannot be read: %w", err)
	}
	text, ok := fresh(s), true
	if len(bytes.TrimSpace(old)) > 0 {
		if text, ok = revise(old, s); !ok {
			text = fresh(s)
		}
	}
	if bytes.Equal(text, old) {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return fmt.Errorf("the settings are not saved: %w", err)
	}
	if !ok {
		if err := setAside(path, now); err != nil {
			return fmt.Errorf("the settings are not saved, for the broken file that is there cannot be kept: %w", err)
		}
	}
	if err := writeFile(path, text); err != nil {
		return fmt.Errorf("the settings are not saved: %w", err)
	}
	return nil
}

// Check tells whether the settings are such as Load would give; the error names
// the first that is not.
func (s Settings) Check() error {
	for cue, file := range s.Sound.Files {
		if !slices.Contains(Cues(), cue) {
			return fmt.Errorf("sound.files: %w", notAmong(cue, Cues()))
		}
		if !utf8.ValidString(file) {
			return fmt.Errorf("sound.files.%s: %q cannot be written; choose a file whose name is plain text", cue, file)
		}
	}
	if !utf8.ValidString(s.StoriesDir) {
		return fmt.Errorf("stories: %q cannot be written; choose a folder whose name is plain text", s.StoriesDir)
	}
	if err := checkWritable(s.Practice.Interviews); err != nil {
		return err
	}
	for _, k := range keys() {
		var v struct{ V any }
		if _, err := toml.Decode("V = "+k.text(s), &v); err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
		if err := k.read(new(Settings), v.V); err != nil {
			return fmt.Errorf("%s: %w", k.name, err)
		}
	}
	return nil
}

// fresh is a new file with the values of s.
func fresh(s Settings) []byte {
	text, _ := revise(newFile, s)
	return text
}

// setAside keeps a copy of the file beside it: settings-2026-11-22-063713.toml.
func setAside(path string, now time.Time) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	stem, ext := strings.TrimSuffix(path, filepath.Ext(path)), filepath.Ext(path)
	dated := stem + now.Format("-2006-01-02-150405")
	for n, name := 2, dated+ext; ; n++ {
		f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if errors.Is(err, fs.ErrExist) {
			name = fmt.Sprintf("%s-%d%s", dated, n, ext)
			continue
		}
		if err != nil {
			return err
		}
		_, err = f.Write(data)
		return errors.Join(err, f.Sync(), f.Close())
	}
}

// writeFile writes a file of the person's own all at once: under another name,
// to the disk, then over the old one.
func writeFile(path string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".settings-*") // 0600
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			_ = os.Remove(f.Name())
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return err
	}
	if err = os.Rename(f.Name(), path); err != nil {
		return err
	}
	// The new name is safe once the folder is on the disk too. Not every
	// system can do that, and the file itself is safe already.
	if dir, err := os.Open(filepath.Dir(path)); err == nil {
		_ = dir.Sync()
		_ = dir.Close()
	}
	return nil
}
