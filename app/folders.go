package app

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/stories"
)

// Flags are the folders that the command line names; empty where it names none.
type Flags struct {
	// Stories is the folder of stories.
	Stories string
	// Data is the folder for everything of Starling's own.
	Data string
}

// Setup is where things are and what the person has chosen.
type Setup struct {
	// Paths are the folders and files, with flags and settings applied.
	Paths settings.Paths
	// Settings are those in settings.toml, and defaults for the rest.
	Settings settings.Settings
	// Problems are what settings.toml holds that could not be taken, each to be
	// told to the person.
	Problems []error
	// StoriesGiven tells that a flag named the folder of stories.
	StoriesGiven bool
}

// NewSetup applies the flags and reads the settings. It creates nothing.
func NewSetup(f Flags) (Setup, error) {
	s := Setup{Paths: settings.DefaultPaths(), StoriesGiven: f.Stories != ""}
	if f.Data != "" {
		dir, err := absolute(f.Data)
		if err != nil {
			return s, err
		}
		s.Paths = s.Paths.Below(dir)
	} else if homeless("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME") {
		return s, errors.New("the home folder is not known (HOME is not set); name a folder with --data, and one with --stories")
	}
	var unreadable error
	if s.Settings, s.Problems, unreadable = settings.Load(s.Paths.Config); unreadable != nil {
		s.Problems = append(s.Problems, unreadable)
	}
	return s, s.chooseStories(f.Stories)
}

// chooseStories settles the folder of stories: the flag's, else that of the
// settings, else the default.
func (s *Setup) chooseStories(flag string) (err error) {
	switch {
	case flag != "":
		s.Paths.Stories, err = absolute(flag)
	case s.Settings.StoriesDir != "":
		if s.Paths, err = s.Paths.For(s.Settings); err != nil {
			err = fmt.Errorf("the folder of stories in the settings: %w", err)
		}
	case homeless("XDG_DOCUMENTS_DIR"):
		err = errors.New("the home folder is not known (HOME is not set); name the folder of your stories with --stories")
	}
	return err
}

// homeless tells whether a folder of the desktop's cannot be known: neither the
// variable that names it is set, nor where the person is at home. (Windows
// knows its folders without either.)
func homeless(variables ...string) bool {
	if _, err := os.UserHomeDir(); err == nil || runtime.GOOS == "windows" {
		return false
	}
	return slices.ContainsFunc(variables, func(v string) bool { return os.Getenv(v) == "" })
}

// absolute gives the whole path of a folder that a person named, "~" included:
// a shell leaves it in --data=~/x as it is.
func absolute(dir string) (string, error) {
	dir, err := settings.Expand(dir)
	if err != nil {
		return "", err
	}
	return filepath.Abs(dir)
}

// RunOptions gives what the window needs of the setup.
func (s Setup) RunOptions(rehearse, version string) RunOptions {
	return RunOptions{Paths: s.Paths, StoriesGiven: s.StoriesGiven, Rehearse: rehearse, Version: version}
}

// PrepareStories copies the example stories and the bank of questions into the
// default folder on the first start, and gives the names of what it copied. It
// copies nothing into a folder that a flag or the settings name (given tells
// of the flag), nothing a second time, and never over anything.
func PrepareStories(p settings.Paths, given bool, s settings.Settings) (copied []string, err error) {
	if given || s.StoriesDir != "" || s.ExamplesCopied {
		return nil, nil
	}
	copied, err = story.CopyExamples(stories.FS(), p.Stories)
	if err != nil {
		return copied, fmt.Errorf("the example stories could not be copied; your own are not affected: %w", err)
	}
	if _, err := settings.Change(p.Config, func(s *settings.Settings) { s.ExamplesCopied = true }); err != nil {
		return copied, fmt.Errorf("that the examples were copied could not be remembered: %w", err)
	}
	return copied, nil
}

// planOptions gives how a plan is made under these settings.
func planOptions(s settings.Settings) rehearsal.PlanOptions {
	return rehearsal.PlanOptions{Limit: s.Limit, Four: rehearsal.SharesNamed(s.Preset4, s.Own4), Five: rehearsal.SharesNamed(s.Preset5, s.Own5)}
}
