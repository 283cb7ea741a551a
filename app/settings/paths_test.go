package settings

import (
	"path/filepath"
	"runtime"
	"testing"

	"github.com/adrg/xdg"
	"github.com/google/go-cmp/cmp"
)

func TestTheDefaultPathsHonourTheEnvironment(t *testing.T) {
	root := t.TempDir()
	t.Cleanup(xdg.Reload) // after t.Setenv has put things back
	for name, dir := range map[string]string{
		"XDG_DOCUMENTS_DIR": "docs", "XDG_DATA_HOME": "data", "XDG_CONFIG_HOME": "config", "XDG_STATE_HOME": "state",
	} {
		t.Setenv(name, filepath.Join(root, dir))
	}
	xdg.Reload()
	want := Paths{
		Stories: filepath.Join(root, "docs", "Starling"),
		Data:    filepath.Join(root, "data", "starling"),
		Config:  filepath.Join(root, "config", "starling", "settings.toml"),
		State:   filepath.Join(root, "state", "starling", "starling.log"),
	}
	if diff := cmp.Diff(want, DefaultPaths()); diff != "" {
		t.Error(diff)
	}
}

func TestEverythingOfStarlingsOwnGoesBelowOneFolder(t *testing.T) {
	p := Paths{Stories: "s", Data: "d", Config: "c", State: "l"}
	want := Paths{
		Stories: "s", Data: "there",
		Config: filepath.Join("there", "settings.toml"), State: filepath.Join("there", "starling.log"),
	}
	if diff := cmp.Diff(want, p.Below("there")); diff != "" {
		t.Error(diff)
	}
}

func TestTheSettingsNameTheStoriesFolder(t *testing.T) {
	home := t.TempDir()
	variable := "HOME"
	if runtime.GOOS == "windows" {
		variable = "USERPROFILE"
	}
	t.Setenv(variable, home)
	for written, want := range map[string]string{
		"":             "default",
		"~":            home,
		"~/a/../b":     filepath.Join(home, "b"),
		home + "/here": filepath.Join(home, "here"),
	} {
		s := Defaults()
		s.StoriesDir = written
		p, err := Paths{Stories: "default", Data: "d"}.For(s)
		if err != nil || p.Stories != want || p.Data != "d" {
			t.Errorf("%q: %v %v", written, p, err)
		}
	}
	t.Setenv(variable, "")
	s := Defaults()
	s.StoriesDir = "~/x"
	if p, err := (Paths{Stories: "default"}).For(s); err == nil || p.Stories != "default" {
		t.Errorf("without a home: %v %v", p, err)
	}
}
