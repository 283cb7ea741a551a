package app

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui"
	"starling/stories"
)

func TestAnExportOfTheScreensGoesIntoANewFileEachTime(t *testing.T) {
	dir := t.TempDir()
	s := Setup{Paths: settings.Paths{Stories: filepath.Join(dir, "stories"), Data: filepath.Join(dir, "data")}, Settings: settings.Defaults()}
	if _, err := story.CopyExamples(stories.FS(), s.Paths.Stories); err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	documents := filepath.Join(dir, "documents")
	for _, c := range []struct {
		o            ui.ExportOptions
		name, begins string
	}{
		{ui.ExportOptions{Kind: ui.ExportReport}, "starling-report-2026-03-02.html", "<!DOCTYPE html>"},
		{ui.ExportOptions{Kind: ui.ExportReport, WithoutNotes: true}, "starling-report-2026-03-02-2.html", "<!DOCTYPE html>"},
		{ui.ExportOptions{Kind: ui.ExportJSON}, "starling-2026-03-02.json", "{"},
		{ui.ExportOptions{Kind: ui.ExportCSV}, "starling-2026-03-02.csv", "id,"},
		{ui.ExportOptions{Kind: ui.ExportMarkdown}, "starling-2026-03-02.md", "#"},
		{ui.ExportOptions{Kind: ui.ExportMarkdown, Story: "the-ninth-call"}, "starling-2026-03-02-2.md", "#"},
	} {
		path, told, err := exportFile(t.Context(), s, documents, "starling 0", now, c.o)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		data, err := os.ReadFile(path)
		if err != nil || filepath.Base(path) != c.name || !strings.HasPrefix(strings.ToLower(string(data)), strings.ToLower(c.begins)) {
			t.Errorf("%s, want %s: %v: %.40q", path, c.name, err, data)
		}
		if !strings.HasPrefix(told, "Written to "+path) || strings.Contains(told, "\n") {
			t.Errorf("%s: told %q", c.name, told)
		}
	}
}

func TestAnExportOfTheScreensThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := Setup{Paths: settings.Paths{Stories: dir, Data: filepath.Join(dir, "data")}, Settings: settings.Defaults()}
	documents := filepath.Join(dir, "documents")
	if path, _, err := exportFile(t.Context(), s, documents, "starling 0", time.Now(), ui.ExportOptions{Story: "gone"}); err == nil {
		t.Errorf("%s was written", path)
	}
	if files, _ := os.ReadDir(documents); len(files) > 0 {
		t.Errorf("%v is left", files)
	}
}
