package ui

import (
	"context"
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/look"
)

// fileDeed is something to do with a story's file.
type fileDeed struct {
	text string
	do   func()
}

// onMore shows what else can be done with the story.
func (sc *editorScreen) onMore() {
	deeds := []fileDeed{{"Split the script  F7", sc.onSplit}, {"Rehearse  " + shortcut("R"), sc.onRehearse}}
	if sc.file.path != "" {
		deeds = append(deeds,
			fileDeed{"Open in my own editor", func() { sc.whenSaved(func(bool) { sc.shell.open(sc.file.path) }) }},
			fileDeed{"Rename …", func() { sc.whenSaved(sc.onRename) }},
			fileDeed{"Duplicate", func() { sc.whenSaved(func(bool) { sc.shell.duplicate(sc.file.path, sc.doc.Stored().Title) }) }},
			fileDeed{"Delete", func() { sc.whenSaved(sc.onDelete) }})
	}
	sc.shell.chooseDeed(sc.view.more, deeds)
}

func (s *Shell) chooseDeed(below fyne.CanvasObject, deeds []fileDeed) {
	texts := make([]string, len(deeds))
	for i, d := range deeds {
		texts[i] = d.text
	}
	s.choose(below, texts, -1, func(i int) { deeds[i].do() })
}

func (sc *editorScreen) onRename(saved bool) {
	if !saved {
		return
	}
	sc.shell.askRename(sc.file.path, sc.file.slug, sc.doc.Stored().Title, func(path, slug string) {
		sc.file.path, sc.file.slug = path, slug
		st := sc.doc.Stored()
		st.Path, st.Slug = path, slug
		sc.doc.Saved(st)
		sc.showNow()
	})
}

// onDelete puts the story into the trash and leaves it.
func (sc *editorScreen) onDelete(saved bool) {
	if !saved {
		return
	}
	sc.abandoned = true
	sc.dropCopy()
	path, title := sc.file.path, sc.doc.Stored().Title
	sc.shell.show(sc.shell.stories)
	sc.shell.trash(path, title)
}

// askRename asks for a story's new name and gives it that; its history follows.
func (s *Shell) askRename(path, slug, title string, renamed func(path, slug string)) {
	n := s.stats[slug].Attempts
	text := fmt.Sprintf("The name of %s's file is how your history knows the story.", title)
	if n > 0 {
		text += " " + plural(n, "attempt goes with it.", "attempts go with it.")
	}
	text += " The title stays as it is. Letters, digits and hyphens make the best names."
	field := look.NewField("a-short-name")
	field.SetText(slug)
	var d *look.Dialog
	rename := func() {
		to := strings.TrimSuffix(strings.TrimSpace(field.Text), story.Extension)
		if to != "" && to != slug {
			s.rename(path, slug, to, title, renamed)
		}
	}
	field.OnKey = func(ev *fyne.KeyEvent) bool {
		if ev.Name != fyne.KeyReturn && ev.Name != fyne.KeyEnter {
			return false
		}
		d.Close()
		rename()
		return true
	}
	field.OnLeave = func() { d.Close() }
	d = s.ask("Rename "+slug+story.Extension, look.Column(10, look.NewProse(text, look.SizeBody, look.ColourText), field),
		look.Answer{Text: "Rename", Key: "Enter", Main: true, Do: rename},
		look.Answer{Text: "Leave it", Key: "Esc"})
	s.focus(field)
	field.TypedShortcut(&fyne.ShortcutSelectAll{})
}

// rename gives a story's file another name and has its history follow.
func (s *Shell) rename(path, from, to, title string, renamed func(path, slug string)) {
	var now string
	s.fetch("Renaming "+title, func(context.Context) (err error) {
		now, err = s.parts.Files.Rename(path, to)
		return err
	}, func() {
		s.parts.Recorder.RenameStory(from, to)
		s.stories.expect(to)
		s.parts.Files.Reread()
		renamed(now, to)
		s.offerUndo(fmt.Sprintf("%s is %s now; its history has followed.", from+story.Extension, to+story.Extension), func() {
			s.rename(now, to, from, title, renamed)
		})
	})
}

// duplicate copies a story's file, and selects the copy.
func (s *Shell) duplicate(path, title string) {
	var copied string
	s.fetch("Duplicating "+title, func(context.Context) (err error) {
		copied, err = s.parts.Files.Duplicate(path)
		return err
	}, func() {
		slug := fileOf(copied, nil).slug
		s.stories.expect(slug)
		s.parts.Files.Reread()
		s.notify(&notice{text: fmt.Sprintf("A copy of %s is in %s.", title, slug+story.Extension), actions: []noticeAction{
			{"Edit the copy", func() { s.edit(copied, editorPlace{}) }},
		}})
	})
}

// trash puts a story's file into the trash. Its attempts stay in the history.
func (s *Shell) trash(path, title string) {
	var trashed story.Trashed
	s.fetch("Deleting "+title, func(context.Context) (err error) {
		trashed, err = s.parts.Files.Trash(path)
		return err
	}, func() {
		s.parts.Files.Reread()
		s.offerUndo(fmt.Sprintf("%s is in the trash; your attempts at it stay in the history.", title), func() {
			s.fetch("Bringing "+title+" back", func(context.Context) error { return s.parts.Files.Restore(trashed) }, func() {
				s.stories.expect(fileOf(path, nil).slug)
				s.parts.Files.Reread()
			})
		})
	})
}
