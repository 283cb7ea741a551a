package look

import (
	"os"
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
)

// TestMain sets the app that all tests share.
func TestMain(m *testing.M) {
	app := test.NewApp()
	fyne.SetCurrentApp(&desktopApp{App: app, driver: &desktopDriver{Driver: app.Driver(), canvas: &paintedCanvas{Canvas: test.Canvas()}}})
	fyne.CurrentApp().Settings().SetTheme(NewTheme(Dark, 100))
	os.Exit(m.Run())
}

// desktopApp is Fyne's test app with a driver that knows the modifiers held and
// keeps account of what is painted.
type desktopApp struct {
	fyne.App

	driver *desktopDriver
}

func (a *desktopApp) Driver() fyne.Driver { return a.driver }

type desktopDriver struct {
	fyne.Driver

	modifiers fyne.KeyModifier
	canvas    *paintedCanvas
}

var _ desktop.Driver = (*desktopDriver)(nil)

func (d *desktopDriver) CreateSplashWindow() fyne.Window               { return nil }
func (d *desktopDriver) CurrentKeyModifiers() fyne.KeyModifier         { return d.modifiers }
func (d *desktopDriver) HasSecondaryDisplay() bool                     { return false }
func (d *desktopDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return d.canvas }

type paintedCanvas struct {
	fyne.Canvas

	shortcuts fyne.ShortcutHandler
	painted   []fyne.CanvasObject
}

func (c *paintedCanvas) Refresh(o fyne.CanvasObject) { c.painted = append(c.painted, o) }

func (c *paintedCanvas) AddShortcut(s fyne.Shortcut, do func(fyne.Shortcut)) {
	c.shortcuts.AddShortcut(s, do)
}
func (c *paintedCanvas) TypedShortcut(s fyne.Shortcut) { c.shortcuts.TypedShortcut(s) }

// theDriver is the driver of the tests' app.
func theDriver() *desktopDriver { return fyne.CurrentApp().(*desktopApp).driver }

// show puts an object into a window of that size, in the dark theme.
func show(t *testing.T, o fyne.CanvasObject, width, height float32) *paintedCanvas {
	t.Helper()
	dark(t, 100)
	w := test.NewWindow(nil)
	t.Cleanup(w.Close)
	c := &paintedCanvas{Canvas: w.Canvas()}
	theDriver().canvas = c
	w.SetPadded(false)
	w.SetContent(o)
	w.Resize(fyne.NewSize(width, height))
	return c
}

// dark sets the dark theme at a text size in percent.
func dark(t *testing.T, percent int) {
	t.Helper()
	theDriver().canvas = &paintedCanvas{Canvas: test.Canvas()}
	fyne.CurrentApp().Settings().SetTheme(NewTheme(Dark, percent))
}

// shown gives the visible objects of a kind in an object, in the order in
// which they are painted.
func shown[T fyne.CanvasObject](o fyne.CanvasObject) []T {
	var found []T
	var walk func(o fyne.CanvasObject)
	walk = func(o fyne.CanvasObject) {
		if o == nil || !o.Visible() {
			return
		}
		if wanted, ok := o.(T); ok {
			found = append(found, wanted)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, child := range o.Objects {
				walk(child)
			}
		case *container.Scroll:
			walk(o.Content)
		case fyne.Widget:
			for _, child := range test.WidgetRenderer(o).Objects() {
				walk(child)
			}
		}
	}
	walk(o)
	return found
}

// lines gives the lines of text in an object.
func lines(o fyne.CanvasObject) []string {
	var texts []string
	for _, line := range shown[*canvas.Text](o) {
		texts = append(texts, line.Text)
	}
	return texts
}

func want[T comparable](t testing.TB, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func wantAll[T comparable](t testing.TB, what string, got []T, want ...T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

// key sends a key to what has the focus, as the driver does.
func key(c fyne.Canvas, name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if keyable, ok := c.Focused().(desktop.Keyable); ok {
		keyable.KeyDown(ev)
	}
	switch focused := c.Focused(); {
	case focused != nil:
		focused.TypedKey(ev)
	case c.OnTypedKey() != nil:
		c.OnTypedKey()(ev)
	}
}
