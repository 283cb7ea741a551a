package ui

import (
	"context"
	"testing"
	"time"
)

// export keeps account of what was to be exported.
func (r *rig) export(_ context.Context, o ExportOptions) (path, told string, err error) {
	if r.failing.export != nil {
		return "", "", r.failing.export
	}
	r.exported = append(r.exported, o)
	return "/home/ada/Documents/starling-2026-03-02.md", "Written to /home/ada/Documents/starling-2026-03-02.md: 4 stories.", nil
}

func TestTheHistoryIsExportedByKeysAndTheExportOpened(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 38*time.Second)
	r.press("4", "Ctrl+4")
	r.press("X")
	r.choose("Stories and attempts to read (Markdown)")
	wantAll(t, "exported", r.exported, ExportOptions{Kind: ExportMarkdown, Stories: r.dir})
	r.wantText("Written to /home/ada/Documents/starling-2026-03-02.md: 4 stories.")
	r.wantNoText("The export is being written")
	r.tap("Open")
	wantAll(t, "opened", r.opened, "file:///home/ada/Documents/starling-2026-03-02.md")
}

func TestEachKindOfExportCanBeChosen(t *testing.T) {
	r := start(t)
	r.press("Ctrl+4")
	texts, options := exports()
	for i, text := range texts {
		r.exported = nil
		r.press("X")
		r.choose(text)
		options[i].Stories = r.dir
		wantAll(t, text, r.exported, options[i])
	}
}

func TestTheExportIsOfTheStoryThatTheListIsNarrowedTo(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 38*time.Second)
	r.shell.past.only(shortSlug, shortTitle)
	r.press("Ctrl+4", "X")
	r.choose("A report with charts")
	wantAll(t, "exported", r.exported, ExportOptions{Kind: ExportReport, Story: shortSlug, Stories: r.dir})
}

func TestAnExportThatFailsIsTold(t *testing.T) {
	r := start(t)
	r.failing.export = errTest
	r.press("Ctrl+4", "X")
	r.choose("Everything for a program")
	r.wantText("The export could not be written: the disk said no. Nothing was changed.")
}
