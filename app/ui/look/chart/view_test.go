package chart

import (
	"bytes"
	"image"
	"image/png"
	"maps"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"starling/app/chart"
	"starling/app/ui/look"
)

// head is what stands above the chart.
func head(v *View) string { return v.draw.reading.Text() }

// pointAt moves the pointer to a place in a view.
func pointAt(v *View, x, y float32) {
	v.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}})
}

// middle is the middle of a value's area in a view.
func middle(v *View, i int) fyne.Position {
	a := v.draw.scene.Values[i].Area
	return fyne.NewPos(a.X+a.W/2, v.draw.head+a.Y+a.H/2)
}

func TestValuesAreReadByKeys(t *testing.T) {
	v := New(line(22))
	c := show(t, v, 600, 300)
	want(t, "without the focus", head(v), "last days")
	c.Focus(v)
	want(t, "the newest is read first", head(v), "22 Nov: 61%")
	for _, step := range []struct {
		key  fyne.KeyName
		read string
	}{
		{fyne.KeyLeft, "21 Nov: 60%"},
		{fyne.KeyHome, "1 Nov: 40%"},
		{fyne.KeyLeft, "1 Nov: 40%"},
		{fyne.KeyRight, "2 Nov: 41%"},
		{fyne.KeyDown, "3 Nov: 42%"},
		{fyne.KeyUp, "2 Nov: 41%"},
		{fyne.KeyEnd, "22 Nov: 61%"},
	} {
		key(c, step.key)
		want(t, "after "+string(step.key), head(v), step.read)
		want(t, "said", v.Reading(), step.read)
	}
	c.Unfocus()
	want(t, "after it is left", head(v), "last days")
	want(t, "said", v.Reading(), "")
	c.Focus(v)
	key(c, fyne.KeyLeft)
	want(t, "the keys stay where they were", head(v), "21 Nov: 60%")
}

func TestWhereTimeDoesNotRunTheFirstValueIsReadFirst(t *testing.T) {
	for words, ch := range map[string]chart.Chart{
		"Situation: rated": bars(), "Planned, Situation: some seconds": stacked(), "bin 0: 2 answers": histogram(), "Sat 22 Nov 2025: some attempts": calendar(30),
	} {
		v := New(ch)
		show(t, v, 600, 300).Focus(v)
		want(t, "the first", head(v), words)
	}
}

func TestOtherKeysAreHandedOn(t *testing.T) {
	v := New(line(5))
	c := show(t, v, 600, 300)
	var keys []fyne.KeyName
	var runes []rune
	c.SetOnTypedKey(func(ev *fyne.KeyEvent) { keys = append(keys, ev.Name) })
	c.SetOnTypedRune(func(r rune) { runes = append(runes, r) })
	c.Focus(v)
	key(c, fyne.KeyPageDown, fyne.KeyLeft, fyne.KeySpace, fyne.KeyReturn)
	v.TypedRune('?')
	wantAll(t, "handed on", keys, fyne.KeyPageDown, fyne.KeySpace, fyne.KeyReturn)
	wantAll(t, "letters handed on", runes, '?')
	v.Set(line(0))
	keys = nil
	key(c, fyne.KeyDown)
	wantAll(t, "with nothing to read, all are", keys, fyne.KeyDown)
}

func TestTabLeavesTheChart(t *testing.T) {
	first, second := New(line(5)), New(bars())
	c := show(t, look.Column(10, first, second), 600, 600)
	c.FocusNext()
	want(t, "the first has the focus", c.Focused() == fyne.Focusable(first), true)
	var tabs any = first
	if _, keeps := tabs.(fyne.Tabbable); keeps {
		t.Error("the chart keeps Tab to itself")
	}
	c.FocusNext()
	want(t, "then the second", c.Focused() == fyne.Focusable(second), true)
	want(t, "the first reads nothing more", head(first), "last days")
}

func TestValuesAreReadByPointing(t *testing.T) {
	for name, ch := range map[string]chart.Chart{"line": line(22), "bars": bars(), "stacked": stacked(), "histogram": histogram(), "calendar": calendar(60)} {
		v := New(ch)
		show(t, v, 600, v.HeightFor(600))
		for i, value := range v.draw.scene.Values {
			at := middle(v, i)
			pointAt(v, at.X, at.Y)
			want(t, name+", what is read", head(v), value.Words())
			want(t, name+", the ring", v.draw.ring.Visible(), true)
			want(t, name+", its place", v.draw.ring.Position(), fyne.NewPos(value.Ring.X, v.draw.head+value.Ring.Y))
		}
		v.MouseOut()
		want(t, name+", after it", head(v), ch.Heading().Caption)
		want(t, name+", the ring", v.draw.ring.Visible(), false)
	}
}

func TestThePointerComesBeforeTheKeysUntilAKeyIsPressed(t *testing.T) {
	v := New(line(22))
	c := show(t, v, 600, 300)
	c.Focus(v)
	at := middle(v, 3)
	v.MouseIn(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}})
	want(t, "pointed at", head(v), "4 Nov: 43%")
	key(c, fyne.KeyLeft)
	want(t, "a key goes on where the keys were", head(v), "21 Nov: 60%")
	pointAt(v, at.X, at.Y)
	v.MouseOut()
	want(t, "when the pointer has left", head(v), "21 Nov: 60%")
	pointAt(v, at.X, 2)
	want(t, "above the chart nothing is pointed at", v.pointed, -1)
}

func TestATapMovesTheKeysThere(t *testing.T) {
	v := New(line(22))
	c := show(t, v, 600, 300)
	var told fyne.CanvasObject
	v.OnFocus = func(o fyne.CanvasObject) { told = o }
	v.Tapped(&fyne.PointEvent{Position: middle(v, 3)})
	want(t, "it has the focus", c.Focused() == fyne.Focusable(v), true)
	want(t, "the page is told", told == fyne.CanvasObject(v), true)
	want(t, "what is read", head(v), "4 Nov: 43%")
	key(c, fyne.KeyRight)
	want(t, "the next", head(v), "5 Nov: 44%")
	v.Tapped(&fyne.PointEvent{Position: fyne.NewPos(1, 1)})
	want(t, "a tap beside the values changes nothing", head(v), "5 Nov: 44%")
}

func TestTheFocusIsShown(t *testing.T) {
	v := New(line(0))
	c := show(t, v, 600, 300)
	want(t, "the frame", v.draw.frame.Visible(), false)
	c.Focus(v)
	want(t, "the frame of an empty chart too", v.draw.frame.Visible(), true)
	want(t, "there is nothing to read", head(v), "last days")
	c.Unfocus()
	want(t, "the frame", v.draw.frame.Visible(), false)
}

func TestReadingPaintsOnlyTheWordsAndTheRing(t *testing.T) {
	v := New(line(22))
	c := show(t, v, 600, 300)
	c.Capture()
	made := v.draw.made
	c.Focus(v)
	c.painted = nil
	key(c, fyne.KeyLeft)
	for _, o := range c.painted {
		if o == fyne.CanvasObject(v) || o == fyne.CanvasObject(v.draw.raster) {
			t.Error("the chart was painted anew")
		}
	}
	want(t, "something was painted", len(c.painted) > 0, true)
	c.painted = nil
	v.point(v.pointed)
	v.Set(line(22))
	v.Refresh()
	want(t, "painted by what changes nothing", len(c.painted), 0)
	c.Capture()
	want(t, "the picture is the same", v.draw.made == made, true)
	v.Set(line(21))
	want(t, "another chart is painted", slices.Contains(c.painted, fyne.CanvasObject(v)), true)
	c.Capture()
	want(t, "its picture is new", v.draw.made != made, true)
	want(t, "the newest of it is read", head(v), "21 Nov: 60%")
}

func TestTenThousandDotsAreAHandfulOfObjectsAndScrollingPaintsNoneAgain(t *testing.T) {
	crowd := line(365)
	for i := range 10_000 {
		crowd.Faint = append(crowd.Faint, chart.FaintPoint{Day: day(i % 365), At: float64(i * 7 % 101)})
	}
	views := []fyne.CanvasObject{New(crowd), New(crowd), New(crowd), New(calendar(365))}
	page := look.NewPage(look.Column(10, views...))
	c := show(t, page, 700, 400)
	through := func(each func()) {
		for _, by := range []float32{-99, 0.5, 0.5, 0.5, 0.5, 0.5} {
			c.painted = nil
			page.ScrollBy(by)
			c.Capture()
			each()
		}
	}
	through(func() {}) // each chart was in sight once
	var made []*image.RGBA
	for _, o := range views {
		v := o.(*View)
		made = append(made, v.draw.made)
		if n := len(test.WidgetRenderer(v).Objects()); n > 30 {
			t.Errorf("a chart is made of %d objects", n)
		}
	}
	through(func() {
		for _, o := range c.painted {
			if _, is := o.(*canvas.Raster); is {
				t.Error("scrolling refreshed a chart")
			}
		}
	})
	for i, o := range views {
		if now := o.(*View).draw.made; now == nil || now != made[i] {
			t.Errorf("the picture of chart %d was made again", i)
		}
	}
}

func TestAViewIsAsHighAsItsChartAndWhatMayBeReadInIt(t *testing.T) {
	long := line(22)
	long.Points[7].Text = strings.Repeat("which went from one to another ", 5)
	short, high := New(line(22)), New(long)
	show(t, look.Column(10, short, high), 400, 900)
	want(t, "one line, its room and the chart", short.Size().Height, short.draw.head+short.draw.scene.H)
	if high.draw.head <= short.draw.head {
		t.Errorf("words of two lines have %v, of one %v", high.draw.head, short.draw.head)
	}
	before := high.draw.scene.H
	high.point(7)
	want(t, "the chart when they are read", high.draw.scene.H, before)
	if got := high.draw.reading.HeightFor(400); got > high.draw.head {
		t.Errorf("the words take %v of %v", got, high.draw.head)
	}
	want(t, "what it asks for", short.MinSize(), fyne.NewSize(120, short.HeightFor(400)))
}

func TestTextsStandWhereTheSceneHasThem(t *testing.T) {
	v := New(bars())
	show(t, v, 500, v.HeightFor(500))
	wantAll(t, "texts", shown(v), "last 10 attempts",
		"S", "Situation", "1.0", "T", "Task", "2.0", "A", "Action", "3.0", "R", "Result", "4.0", "L", "Lessons", "5.0")
	for _, o := range v.draw.texts {
		text := o.(*canvas.Text)
		if at, own := text.Position(), text.MinSize(); at.X < -0.01 || at.X+own.Width > 500.1 || at.Y+own.Height > v.Size().Height+0.1 {
			t.Errorf("%q stands at %v", text.Text, at)
		}
	}
}

// The golden says where everything stands. Where a change is meant, what a
// failing test leaves in testdata/failed takes its place.
func TestAViewLooksAsItDid(t *testing.T) {
	v := New(bars())
	c := show(t, v, 500, v.HeightFor(500))
	c.Focus(v)
	test.AssertRendersToMarkup(t, "bars.xml", c)
}

func TestAChangeOfThemeOrTextSizeIsFollowed(t *testing.T) {
	v := New(bars())
	show(t, v, 500, 400)
	dark := v.draw.palette[chart.Ink]
	height := v.HeightFor(500)
	themed(t, look.Light, 200)
	v.Refresh()
	want(t, "the ink differs", v.draw.palette[chart.Ink] != dark, true)
	want(t, "the text's colour", v.draw.texts[1].(*canvas.Text).Color == any(v.draw.palette[chart.Ink]), true)
	want(t, "the text's size", v.draw.texts[1].(*canvas.Text).TextSize, 28)
	if now := v.HeightFor(500); now < 1.9*height {
		t.Errorf("at 200%% it is %v high, at 100%% %v", now, height)
	}
	v.Resize(fyne.NewSize(500, 800))
	want(t, "the scene", v.draw.scene.H, 800-v.draw.head)
}

func TestTheKeysStayAtTheirDayWhenThereIsLessRoom(t *testing.T) {
	v := New(calendar(300))
	c := show(t, v, 900, 300)
	c.Focus(v)
	key(c, fyne.KeyLeft, fyne.KeyLeft)
	read := head(v)
	want(t, "two weeks before the last day", read, "Sat 8 Nov 2025: some attempts")
	days := len(v.draw.scene.Values)
	v.Resize(fyne.NewSize(300, 300))
	want(t, "days that are left out", len(v.draw.scene.Values) < days, true)
	want(t, "the same day", head(v), read)
	key(c, fyne.KeyHome)
	v.Resize(fyne.NewSize(200, 300))
	want(t, "a day that is left out gives way to the first", v.keyed, 0)
}

func TestTheThemesColoursAreThoseOfThePictures(t *testing.T) {
	for choice, wanted := range map[look.Choice]chart.Palette{look.Dark: chart.Dark(), look.Light: chart.Light()} {
		themed(t, choice, 100)
		if got := palette(); !maps.Equal(got, wanted) {
			t.Errorf("%s: %v, want %v", choice, got, wanted)
		}
	}
}

func TestAChartCanBeTakenAlong(t *testing.T) {
	v := New(bars())
	var svg, picture bytes.Buffer
	if err := v.SVG(&svg); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{`width="800"`, "<title id=\"chart-title\">Ratings</title>", ">Situation<", "#1b1f26"} {
		if !strings.Contains(svg.String(), part) {
			t.Errorf("there is no %s", part)
		}
	}
	if err := v.PNG(&picture); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&picture)
	if err != nil {
		t.Fatal(err)
	}
	want(t, "the picture's width", img.Bounds().Dx(), 1600)
}

func TestAViewThatIsNotShownReadsNothing(t *testing.T) {
	v := New(line(3))
	v.Set(bars())
	want(t, "said", v.Reading(), "")
	want(t, "pointed at", v.at(fyne.NewPos(5, 5)), -1)
	v.MouseOut()
	v.FocusGained()
	v.FocusLost()
	want(t, "its chart", v.Chart().Heading().Title, "Ratings")
}

func BenchmarkReadingAValue(b *testing.B) {
	v := New(line(365))
	c := show(b, v, 700, 300)
	c.Focus(v)
	for b.Loop() {
		key(c, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyRight)
	}
}

func BenchmarkSettingAChartOfTenThousandAttempts(b *testing.B) {
	crowds := [2]chart.Line{line(365), line(364)}
	for k := range crowds {
		for i := range 10_000 {
			crowds[k].Faint = append(crowds[k].Faint, chart.FaintPoint{Day: day(i % 365), At: float64(i * 7 % 101)})
		}
	}
	v := New(crowds[0])
	show(b, v, 700, 300)
	i := 0
	for b.Loop() {
		i++
		v.Set(crowds[i%2])
		v.draw.paint(700, 260)
	}
}
