package ui

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

// shortcutTaker is a screen with shortcuts of its own.
type shortcutTaker interface{ onShortcut(key fyne.KeyName) }

// undoer is a screen that takes back what is done on it.
type undoer interface {
	undo()
	redo()
}

// bindEdits routes the shortcuts that edit: undo and redo, and those that a
// screen has of its own.
func (s *Shell) bindEdits(c fyne.Canvas) {
	free := func() bool {
		_, onStage := s.now.(*stage)
		return !onStage && c.Overlays().Top() == nil
	}
	c.AddShortcut(&fyne.ShortcutUndo{}, func(fyne.Shortcut) {
		switch u, edits := s.now.(undoer); {
		case !free():
		case edits:
			u.undo()
		default:
			s.undo()
		}
	})
	redo := func(fyne.Shortcut) {
		if u, edits := s.now.(undoer); edits && free() {
			u.redo()
		}
	}
	c.AddShortcut(&fyne.ShortcutRedo{}, redo)
	c.AddShortcut(&desktop.CustomShortcut{KeyName: fyne.KeyZ, Modifier: fyne.KeyModifierShortcutDefault | fyne.KeyModifierShift}, redo)
	for _, key := range []fyne.KeyName{fyne.KeyS, fyne.KeyR, fyne.KeyN, fyne.KeyPageUp, fyne.KeyPageDown} {
		s.bind(c, key, func() {
			if t, takes := s.now.(shortcutTaker); takes {
				t.onShortcut(key)
			}
		})
	}
	s.window.SetCloseIntercept(s.close)
}

// close closes the window. What is typed and not saved yet is saved first, or
// kept aside.
func (s *Shell) close() {
	switch now := s.now.(type) {
	case *editorScreen:
		now.left()
	case *mergeScreen:
		now.left()
	}
	s.window.Close()
}
