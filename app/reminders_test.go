package app

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

func TestTheDayOfTheLatestNotificationSurvivesARestart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "reminded")
	var shown []string
	r := reminders{path: path, show: func(title, text string) error {
		shown = append(shown, title+"|"+text)
		return nil
	}}
	if got := r.Last(); got != "" {
		t.Errorf("before the first the latest was %q", got)
	}
	if err := r.Remind("2026-12-03", "2 stories are due today", "First: A."); err != nil {
		t.Fatal(err)
	}
	if len(shown) != 1 || shown[0] != "2 stories are due today|First: A." {
		t.Errorf("shown: %q", shown)
	}
	if got := (reminders{path: path}).Last(); got != "2026-12-03" {
		t.Errorf("the latest is %q", got)
	}
	if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
		t.Errorf("beside it are %v", files)
	}
}

func TestWhereTheDayCannotBeKeptNothingIsShown(t *testing.T) {
	inTheWay := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(inTheWay, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	r := reminders{path: filepath.Join(inTheWay, "reminded"), show: func(string, string) error { return errors.New("shown all the same") }}
	if err := r.Remind("2026-12-03", "", ""); err == nil || err.Error() == "shown all the same" {
		t.Error(err)
	}
}
