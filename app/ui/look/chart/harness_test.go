package chart

import (
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"starling/app/chart"
	"starling/app/story"
	"starling/app/ui/look"
)

// TestMain sets the app that all tests share: Fyne's test app with a driver
// that keeps account of what is painted.
func TestMain(m *testing.M) {
	app := test.NewApp()
	fyne.SetCurrentApp(&countingApp{App: app, driver: &countingDriver{Driver: app.Driver(), canvas: test.Canvas()}})
	fyne.CurrentApp().Settings().SetTheme(look.NewTheme(look.Dark, 100))
	os.Exit(m.Run())
}

type countingApp struct {
	fyne.App

	driver *countingDriver
}

func (a *countingApp) Driver() fyne.Driver { return a.driver }

type countingDriver struct {
	fyne.Driver

	canvas fyne.Canvas
}

func (d *countingDriver) CanvasForObject(fyne.CanvasObject) fyne.Canvas { return d.canvas }

type countingCanvas struct {
	fyne.Canvas

	painted []fyne.CanvasObject
}

func (c *countingCanvas) Refresh(o fyne.CanvasObject) { c.painted = append(c.painted, o) }

// show puts an object into a window of that size.
func show(t testing.TB, o fyne.CanvasObject, width, height float32) *countingCanvas {
	t.Helper()
	w := test.NewWindow(nil)
	t.Cleanup(w.Close)
	c := &countingCanvas{Canvas: w.Canvas()}
	fyne.CurrentApp().Driver().(*countingDriver).canvas = c
	w.SetPadded(false)
	w.SetContent(o)
	w.Resize(fyne.NewSize(width, height))
	return c
}

// themed sets a theme for the test.
func themed(t testing.TB, choice look.Choice, percent int) {
	t.Helper()
	settings := fyne.CurrentApp().Settings()
	settings.SetTheme(look.NewTheme(choice, percent))
	t.Cleanup(func() { settings.SetTheme(look.NewTheme(look.Dark, 100)) })
}

// key sends a key to what has the focus, as the driver does.
func key(c fyne.Canvas, names ...fyne.KeyName) {
	for _, name := range names {
		ev := &fyne.KeyEvent{Name: name}
		switch focused := c.Focused(); {
		case focused != nil:
			focused.TypedKey(ev)
		case c.OnTypedKey() != nil:
			c.OnTypedKey()(ev)
		}
	}
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

// shown are the texts in a view, in the order in which they are painted.
func shown(o fyne.CanvasObject) []string {
	var all []string
	for _, child := range test.WidgetRenderer(o.(fyne.Widget)).Objects() {
		switch child := child.(type) {
		case *canvas.Text:
			all = append(all, child.Text)
		case fyne.Widget:
			all = append(all, shown(child)...)
		}
	}
	return all
}

func day(n int) time.Time { return time.Date(2025, 11, 1+n, 0, 0, 0, 0, time.UTC) }

// line is a line of so many days, of which the first is 1 Nov.
func line(days int) chart.Line {
	l := chart.Line{
		Head: chart.Head{Title: "Coverage", Caption: "last days", Summary: "It rises.", Empty: "Nothing was rated. Rehearse a story."},
		From: day(0), To: day(max(days-1, 0)), Top: 100, Ticks: []chart.Tick{{At: 50, Label: "50"}, {At: 100, Label: "100%"}},
	}
	for i := range days {
		l.Points = append(l.Points, chart.LinePoint{Day: day(i), At: float64(40 + i%50), Label: day(i).Format("2 Jan"), Text: fmt.Sprintf("%d%%", 40+i%50)})
	}
	return l
}

func bars() chart.Bars {
	b := chart.Bars{Head: chart.Head{Title: "Ratings", Caption: "last 10 attempts"}, Top: 5}
	for i, n := range story.SectionNames() {
		b.Rows = append(b.Rows, chart.Bar{Section: n, Label: n.Title(), At: float64(i + 1), Number: fmt.Sprintf("%d.0", i+1), Text: "rated"})
	}
	return b
}

func stacked() chart.Stacked {
	s := chart.Stacked{Head: chart.Head{Title: "Time", Caption: "planned against said"}, Limit: 120}
	for i, label := range []string{"Planned", "22 Nov · 1:58", "20 Nov · 2:20"} {
		row := chart.Stack{Label: label}
		for j, n := range story.SectionNames()[:4] {
			fill := chart.Section(n)
			if i == 0 {
				fill = chart.Planned(n)
			}
			row.Parts = append(row.Parts, chart.Part{Fill: fill, Length: float64(20 + 10*i*(j%2) + 5*j), Label: label + ", " + n.Title(), Text: "some seconds"})
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

func histogram() chart.Histogram {
	h := chart.Histogram{Head: chart.Head{Title: "Overruns", Caption: "last 30 days"}, Edges: []string{"–0:15", "limit", "+0:15"}, Middle: 1}
	for i, n := range []int{2, 7, 4, 1} {
		fill := chart.Accent
		if i > 1 {
			fill = chart.Over
		}
		h.Bins = append(h.Bins, chart.Bin{Count: n, Fill: fill, Label: fmt.Sprint("bin ", i), Text: fmt.Sprint(n, " answers")})
	}
	return h
}

func calendar(days int) chart.Calendar {
	c := chart.Calendar{Head: chart.Head{Title: "Practice", Caption: "the stronger, the more"}, From: day(22 - days), To: day(21), None: "no practice"}
	for i := range days {
		if i%3 != 1 {
			c.Days = append(c.Days, chart.CalendarDay{Day: day(22 - days + i), Amount: float64(1 + i%7), Text: "some attempts"})
		}
	}
	return c
}
