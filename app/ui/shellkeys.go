package ui

import (
	"runtime"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"starling/app/ui/look"
)

// bindKeys routes keys to the present screen. See keys in docs/architecture.md.
func (s *Shell) bindKeys() {
	c := s.window.Canvas()
	down, onDesktop := c.(desktop.Canvas)
	if onDesktop {
		down.SetOnKeyDown(func(ev *fyne.KeyEvent) {
			s.release()
			switch {
			case c.Overlays().Top() != nil:
				if s.asked != nil {
					s.asked.Focus() // a click beside its answers took the keyboard from it
				}
			case !look.Modified():
				s.now.press(ev)
			}
		})
	}
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) {
		s.release()
		if c.Overlays().Top() != nil || s.now.navigate(ev) {
			return
		}
		// With nothing focused the key has been pressed already, above; with
		// a focus it was handed on, and was not.
		if !onDesktop || c.Focused() != nil {
			s.now.press(ev)
		}
	})
	c.SetOnTypedRune(func(r rune) {
		if r == '?' && c.Overlays().Top() == nil {
			s.showKeys()
		}
	})
	s.bind(c, fyne.Key1, func() { s.goTo(s.stories) })
	s.bind(c, fyne.Key2, func() { s.goTo(s.questions) })
	s.bind(c, fyne.Key3, func() { s.goTo(s.progress) })
	s.bind(c, fyne.Key4, func() { s.goTo(s.past) })
	s.bind(c, fyne.Key5, func() { s.goTo(s.prefs) })
	s.bind(c, fyne.Key6, func() { s.goTo(s.practises) })
	s.bind(c, fyne.KeyF, func() {
		if f, ok := s.now.(finder); ok {
			f.find()
		}
	})
	s.bind(c, fyne.KeyQ, s.close)
	s.bindEdits(c)
}

func (s *Shell) bind(c fyne.Canvas, key fyne.KeyName, do func()) {
	c.AddShortcut(&desktop.CustomShortcut{KeyName: key, Modifier: fyne.KeyModifierShortcutDefault}, func(fyne.Shortcut) {
		if c.Overlays().Top() == nil {
			do()
		}
	})
}

// keepFocus lets a change replace what is in an object, and gives the focus to
// what then has the place of what had it.
func (s *Shell) keepFocus(in fyne.CanvasObject, change func()) {
	c, at := s.window.Canvas(), -1
	if focused := c.Focused(); focused != nil {
		at = slices.Index(focusables(in), focused)
	}
	change()
	if at < 0 {
		return
	}
	if now := focusables(in); at < len(now) {
		c.Focus(now[at])
		if c.Focused() == now[at] {
			return
		}
	}
	c.Unfocus() // what is hidden takes no focus
}

// focusables lists what can have the focus, in order.
func focusables(o fyne.CanvasObject) []fyne.Focusable {
	switch o := o.(type) {
	case *fyne.Container:
		var all []fyne.Focusable
		for _, child := range o.Objects {
			all = append(all, focusables(child)...)
		}
		return all
	case *look.Page:
		return focusables(o.Content())
	case fyne.Focusable:
		return []fyne.Focusable{o}
	}
	return nil
}

// focus gives an object the keyboard.
func (s *Shell) focus(o fyne.Focusable) { s.window.Canvas().Focus(o) }

// deleteKey is the key that takes something away; a Mac's small keyboard has
// no other than the one that is Backspace elsewhere.
func deleteKey() fyne.KeyName {
	if runtime.GOOS == "darwin" {
		return fyne.KeyBackspace
	}
	return fyne.KeyDelete
}

// shortcut names a key pressed together with the one for shortcuts.
func shortcut(key string) string {
	if runtime.GOOS == "darwin" {
		return "Cmd+" + key
	}
	return "Ctrl+" + key
}
