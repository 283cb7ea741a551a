package ui

import (
	"fmt"
	"reflect"
	"strings"
	"unicode"
	"unicode/utf8"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// desktopApp is Fyne's test app with what a desktop adds to it: a driver that
// knows the modifiers held, and windows whose canvas is told of keys going
// down. Without it the tests would drive the screens as a phone does.
type desktopApp struct {
	fyne.App

	driver *desktopDriver
}

func newDesktop(app fyne.App) *desktopApp {
	return &desktopApp{App: app, driver: &desktopDriver{Driver: app.Driver()}}
}

func (a *desktopApp) Driver() fyne.Driver { return a.driver }

func (a *desktopApp) Settings() fyne.Settings { return desktopSettings{a.App.Settings()} }

// desktopSettings leave out what takes the test app long: to read the fonts
// again for a theme that is the one it has.
type desktopSettings struct{ fyne.Settings }

func (s desktopSettings) SetTheme(theme fyne.Theme) {
	if !reflect.DeepEqual(theme, s.Theme()) {
		s.Settings.SetTheme(theme)
	}
}

func (a *desktopApp) newWindow() *testWindow {
	w := &testWindow{Window: a.NewWindow("")}
	w.canvas = &desktopCanvas{Canvas: w.Window.Canvas()}
	a.driver.latest = w.canvas
	return w
}

type desktopDriver struct {
	fyne.Driver

	modifiers fyne.KeyModifier
	latest    *desktopCanvas
}

// CanvasForObject gives the latest window's canvas, as the test driver does.
func (d *desktopDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return d.latest }

var _ desktop.Driver = (*desktopDriver)(nil)

func (d *desktopDriver) CreateSplashWindow() fyne.Window       { return nil }
func (d *desktopDriver) CurrentKeyModifiers() fyne.KeyModifier { return d.modifiers }
func (d *desktopDriver) HasSecondaryDisplay() bool             { return false }

type testWindow struct {
	fyne.Window

	canvas *desktopCanvas
	closed bool
}

func (w *testWindow) Canvas() fyne.Canvas { return w.canvas }

func (w *testWindow) Close() {
	if !w.closed {
		w.closed = true
		w.Window.Close()
	}
}

// tap clicks on an object.
func (w *testWindow) tap(o fyne.Tappable) {
	test.Tap(o)
}

type desktopCanvas struct {
	fyne.Canvas

	shortcuts fyne.ShortcutHandler
	down, up  func(*fyne.KeyEvent)
	painted   []fyne.CanvasObject // what was asked to be painted anew
}

// Refresh keeps account of what is painted.
func (c *desktopCanvas) Refresh(o fyne.CanvasObject) { c.painted = append(c.painted, o) }

var _ desktop.Canvas = (*desktopCanvas)(nil)

func (c *desktopCanvas) OnKeyDown() func(*fyne.KeyEvent)     { return c.down }
func (c *desktopCanvas) SetOnKeyDown(f func(*fyne.KeyEvent)) { c.down = f }
func (c *desktopCanvas) OnKeyUp() func(*fyne.KeyEvent)       { return c.up }
func (c *desktopCanvas) SetOnKeyUp(f func(*fyne.KeyEvent))   { c.up = f }

// AddShortcut and TypedShortcut are here because the test canvas hides its own.
func (c *desktopCanvas) AddShortcut(s fyne.Shortcut, do func(fyne.Shortcut)) {
	c.shortcuts.AddShortcut(s, do)
}

// TypedShortcut does what a shortcut was added for.
func (c *desktopCanvas) TypedShortcut(s fyne.Shortcut) { c.shortcuts.TypedShortcut(s) }

// stroke is a key as it is named on screen, taken apart.
type stroke struct {
	name      fyne.KeyName
	char      rune // that it types; 0 for none
	modifiers fyne.KeyModifier
}

func strokeOf(key string) stroke {
	var s stroke
	for {
		before, rest, ok := strings.Cut(key, "+")
		if !ok || rest == "" {
			break
		}
		switch before {
		case "Ctrl":
			s.modifiers |= fyne.KeyModifierShortcutDefault
		case "Shift":
			s.modifiers |= fyne.KeyModifierShift
		case "Alt":
			s.modifiers |= fyne.KeyModifierAlt
		}
		key = rest
	}
	named := map[string]fyne.KeyName{
		"Space": fyne.KeySpace, "→": fyne.KeyRight, "←": fyne.KeyLeft, "↑": fyne.KeyUp, "↓": fyne.KeyDown,
		"Enter": fyne.KeyReturn, "Esc": fyne.KeyEscape, "Del": deleteKey(), "Tab": fyne.KeyTab,
		"Home": fyne.KeyHome, "End": fyne.KeyEnd, "PgUp": fyne.KeyPageUp, "PgDn": fyne.KeyPageDown, "Backspace": fyne.KeyBackspace,
		"?": fyne.KeySlash, "F1": fyne.KeyF1, "F2": fyne.KeyF2, "F4": fyne.KeyF4, "F5": fyne.KeyF5, "F6": fyne.KeyF6, "F7": fyne.KeyF7,
	}
	if name, ok := named[key]; ok {
		s.name = name
	} else {
		s.name = fyne.KeyName(strings.ToUpper(key))
	}
	switch char, size := utf8.DecodeRuneInString(key); {
	case key == "Space":
		s.char = ' '
	case size == len(key) && unicode.IsLetter(char) && s.modifiers&fyne.KeyModifierShift == 0:
		s.char = unicode.ToLower(char)
	case size == len(key) && (key == "?" || named[key] == ""):
		s.char = char
	}
	return s
}

// keyDown is a key by its name on screen.
func (r *rig) keyDown(key string, times int) {
	r.Helper()
	r.strike(strokeOf(key), times)
}

// strike does what Fyne's desktop driver does when a key goes down and, where
// times is more than one, is held so long that it repeats: see processKeyPressed
// and processCharInput there.
func (r *rig) strike(s stroke, times int) {
	r.Helper()
	c := r.window.canvas
	ev := &fyne.KeyEvent{Name: s.name}
	r.desk.driver.modifiers = s.modifiers
	defer func() { r.desk.driver.modifiers = 0 }()
	if s.modifiers&fyne.KeyModifierShortcutDefault != 0 {
		goesDown(c, &fyne.KeyEvent{Name: desktop.KeyControlLeft})
	}
	goesDown(c, ev)
	for range times {
		r.typed(s, ev)
	}
	if focused, ok := c.Focused().(desktop.Keyable); ok {
		focused.KeyUp(ev)
	} else if c.Focused() == nil && c.up != nil {
		c.up(ev)
	}
}

func goesDown(c *desktopCanvas, ev *fyne.KeyEvent) {
	if focused := c.Focused(); focused != nil {
		if keyable, ok := focused.(desktop.Keyable); ok {
			keyable.KeyDown(ev)
		}
	} else if c.down != nil {
		c.down(ev)
	}
}

// typed is what follows a key's going down, and each of its repeats.
func (r *rig) typed(s stroke, ev *fyne.KeyEvent) {
	c := r.window.canvas
	if s.name == fyne.KeyTab {
		if taker, ok := c.Focused().(fyne.Tabbable); !ok || !taker.AcceptsTab() {
			if s.modifiers == fyne.KeyModifierShift {
				c.FocusPrevious()
			} else {
				c.FocusNext()
			}
			return
		}
	}
	if s.modifiers&^fyne.KeyModifierShift != 0 {
		r.shortcut(s)
		return
	}
	if focused := c.Focused(); focused != nil {
		focused.TypedKey(ev)
	} else if c.OnTypedKey() != nil {
		c.OnTypedKey()(ev)
	}
	if s.char == 0 {
		return
	}
	if focused := c.Focused(); focused != nil {
		focused.TypedRune(s.char)
	} else if c.OnTypedRune() != nil {
		c.OnTypedRune()(s.char)
	}
}

// shortcut is a key pressed together with more than Shift.
func (r *rig) shortcut(s stroke) {
	c := r.window.canvas
	var shortcut fyne.Shortcut = &desktop.CustomShortcut{KeyName: s.name, Modifier: s.modifiers}
	switch s.name {
	case fyne.KeyY:
		shortcut = &fyne.ShortcutRedo{}
	case fyne.KeyZ:
		if s.modifiers&fyne.KeyModifierShift == 0 {
			shortcut = &fyne.ShortcutUndo{}
		}
	case fyne.KeyA:
		shortcut = &fyne.ShortcutSelectAll{}
	}
	if taker, ok := c.Focused().(fyne.Shortcutable); ok {
		taker.TypedShortcut(shortcut)
	} else {
		c.TypedShortcut(shortcut)
	}
}

// focus describes what has the focus.
func (r *rig) focus() string {
	switch f := r.window.canvas.Focused().(type) {
	case nil:
		return "nothing"
	case *rateRow:
		return string(f.section)
	case interface{ Text() string }:
		return f.Text()
	default:
		return strings.TrimPrefix(fmt.Sprintf("%T", f), "*look.")
	}
}

// letter is the key that types a letter.
func letter(c rune) stroke {
	if c == ' ' {
		return stroke{name: fyne.KeySpace, char: ' '}
	}
	s := stroke{name: fyne.KeyName(unicode.ToUpper(c)), char: c}
	if unicode.IsUpper(c) {
		s.modifiers = fyne.KeyModifierShift
	}
	return s
}
