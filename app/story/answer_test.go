package story

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

const answerFile = `# my notes
title   = "One"   # a remark
answers = ["team"]

[situation]
points = ["x"]
`

// linkedFile writes a story's file, and gives what reads it.
func linkedFile(t *testing.T, text string) (path string, read func() string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "one.toml")
	if err := os.WriteFile(path, []byte(text), 0o640); err != nil {
		t.Fatal(err)
	}
	return path, func() string {
		t.Helper()
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
}

func TestALinkIsWrittenIntoTheFileAndNothingElseChanges(t *testing.T) {
	path, read := linkedFile(t, answerFile)
	for _, step := range []struct {
		question string
		answers  bool
		line     string
	}{
		{"boss", true, `answers = ["team", "boss"]`},
		{"boss", true, `answers = ["team", "boss"]`},
		{"team", false, `answers = ["boss"]`},
		{"team", false, `answers = ["boss"]`},
	} {
		if err := SetAnswer(path, step.question, step.answers); err != nil {
			t.Fatal(err)
		}
		want := "# my notes\ntitle   = \"One\"   # a remark\n" + step.line + "\n\n[situation]\npoints = [\"x\"]\n"
		if got := read(); got != want {
			t.Fatalf("%s %v: %q, not %q", step.question, step.answers, got, want)
		}
	}
}

func TestAFileThatSaysSoAlreadyIsNotTouched(t *testing.T) {
	path, _ := linkedFile(t, answerFile)
	before, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	for question, answers := range map[string]bool{"team": true, "boss": false} {
		if err := SetAnswer(path, question, answers); err != nil {
			t.Fatal(err)
		}
	}
	after, err := os.Stat(path)
	if err != nil || !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
		t.Error("it was written", err)
	}
}

func TestALinkIsNotWrittenIntoAFileThatCannotBeUnderstood(t *testing.T) {
	path, read := linkedFile(t, "title = \"One\nanswers = [\n")
	var problem Problem
	if err := SetAnswer(path, "team", true); !errors.As(err, &problem) || problem.Line == 0 {
		t.Errorf("the error is %v", err)
	}
	if read() != "title = \"One\nanswers = [\n" {
		t.Error("it was changed")
	}
}

func TestALinkIsNotWrittenWhereTheFileIsGone(t *testing.T) {
	path, _ := linkedFile(t, answerFile)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	var gone *GoneError
	if err := SetAnswer(path, "team", false); !errors.As(err, &gone) {
		t.Errorf("the error is %v", err)
	}
	if err := SetAnswer(t.TempDir(), "team", false); err == nil || errors.As(err, &gone) {
		t.Errorf("for a folder the error is %v", err)
	}
}
