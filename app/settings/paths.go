package settings

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/adrg/xdg"
)

// Paths is where things are.
type Paths struct {
	// Stories is the folder of the story files and questions.toml.
	Stories string
	// Data is the folder of the history and its backups.
	Data string
	// Config is the file settings.toml.
	Config string
	// State is the log file.
	State string
}

// DefaultPaths gives the places that the desktop sets aside for such things:
// "Starling" in the documents folder, and "starling" in the folders for data,
// configuration and state. It honours XDG_DOCUMENTS_DIR, XDG_DATA_HOME,
// XDG_CONFIG_HOME and XDG_STATE_HOME as they were when the program started.
func DefaultPaths() Paths {
	return Paths{
		Stories: filepath.Join(xdg.UserDirs.Documents, "Starling"),
		Data:    filepath.Join(xdg.DataHome, "starling"),
		Config:  filepath.Join(xdg.ConfigHome, "starling", "settings.toml"),
		State:   filepath.Join(xdg.StateHome, "starling", "starling.log"),
	}
}

// Below gives the paths of a Starling that keeps everything of its own in one
// folder. The stories are the person's, and stay where they are.
func (p Paths) Below(dir string) Paths {
	return Paths{
		Stories: p.Stories,
		Data:    dir,
		Config:  filepath.Join(dir, "settings.toml"),
		State:   filepath.Join(dir, "starling.log"),
	}
}

// For gives the paths with the stories folder that the settings name, if they
// name one. "~" at its start is the home folder.
func (p Paths) For(s Settings) (Paths, error) {
	if s.StoriesDir == "" {
		return p, nil
	}
	dir, err := Expand(s.StoriesDir)
	if err != nil {
		return p, err
	}
	p.Stories = dir
	return p, nil
}

// Expand gives the path that a person's "~/Stories" stands for; any other path
// is given as it is, cleaned.
func Expand(path string) (string, error) {
	if !atHome(path) {
		return filepath.Clean(path), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("%s: the home folder is not known: %w", path, err)
	}
	return filepath.Join(home, path[1:]), nil
}

// atHome tells whether a path begins at the home folder: "~" or "~/…".
func atHome(path string) bool {
	rest, tilde := strings.CutPrefix(path, "~")
	return tilde && (rest == "" || rest[0] == '/' || os.IsPathSeparator(rest[0]))
}
