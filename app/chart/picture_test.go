package chart

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/image/font/gofont/goregular"
	"pgregory.net/rapid"

	"starling/app/story"
)

func svgOf(t testing.TB, s Scene) string {
	t.Helper()
	var out strings.Builder
	if err := SVG(&out, s, Light(), "chart"); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The goldens say how the charts look. Where a change is meant, what a failing
// test leaves in testdata/failed takes their place.
func TestChartsLookAsTheyDid(t *testing.T) {
	all := samples()
	all["empty"] = Bars{Head: sampleBars().Head}
	for _, name := range slices.Sorted(maps.Keys(all)) {
		got := svgOf(t, Page(all[name], 640, styled(1)))
		path := filepath.Join("testdata", name+".svg")
		golden, err := os.ReadFile(path)
		if err != nil || got != string(golden) {
			t.Errorf("%s is not as it was: look at testdata/failed/%[1]s.svg", name)
			if err := os.MkdirAll("testdata/failed", 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join("testdata/failed", name+".svg"), []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func TestAnSVGIsWellFormedAndAsksForNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		c := anyChart(rt)
		got := svgOf(t, Page(c, rapid.Float32Range(0, 900).Draw(rt, "width"), styled(1)))
		decoder := xml.NewDecoder(strings.NewReader(got))
		for {
			token, err := decoder.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				rt.Fatalf("%v in\n%s", err, got)
			}
			element, ok := token.(xml.StartElement)
			if !ok {
				continue
			}
			if !slices.Contains([]string{"svg", "title", "desc", "rect", "path", "text", "g"}, element.Name.Local) {
				rt.Fatalf("there is a <%s>", element.Name.Local)
			}
			for _, a := range element.Attr {
				if strings.Contains(a.Value, "url(") || a.Name.Local == "href" || strings.HasPrefix(a.Name.Local, "on") {
					rt.Fatalf("it asks for %s=%q", a.Name.Local, a.Value)
				}
			}
		}
	})
}

func TestAnSVGIsReadToThoseWhoDoNotSeeIt(t *testing.T) {
	got := svgOf(t, laid(sampleLine(), 640, styled(1)))
	for _, part := range []string{
		`role="img" aria-labelledby="chart-title chart-desc"`, `<title id="chart-title">Coverage, first attempt of each day</title>`,
		`<desc id="chart-desc">Coverage rose from 33% to 86% in 29 days.</desc>`, `<title>22 Nov: 86%</title>`,
	} {
		if !strings.Contains(got, part) {
			t.Errorf("there is no %s", part)
		}
	}
	many := sampleLine()
	many.Points = slices.Repeat(many.Points, 40)
	if strings.Contains(svgOf(t, laid(many, 640, styled(1))), "<title>22 Nov") {
		t.Error("there are hints too narrow to point at")
	}
	caption := sampleLine()
	caption.Summary = ""
	want(t, "without a summary", laid(caption, 640, styled(1)).Desc, caption.Caption)
}

func TestTextInAnSVGIsEscaped(t *testing.T) {
	c := sampleBars()
	c.Title = `<script>"&'` + "\x00"
	got := svgOf(t, Page(c, 640, styled(1)))
	if strings.Contains(got, "<script") || !strings.Contains(got, "&lt;script&gt;&#34;&amp;&#39;�") {
		t.Error(got[:400])
	}
}

func TestNumbersAreWrittenShort(t *testing.T) {
	for f, text := range map[float32]string{0: "0", 1: "1", 10: "10", 1.5: "1.5", 2.004: "2", -0.001: "0", 0.126: "0.13"} {
		want(t, "the number", number(f), text)
	}
}

// full is a writer that takes nothing.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestAFullDiskIsNoticed(t *testing.T) {
	s := laid(sampleLine(), 640, styled(1))
	if err := SVG(full{}, s, Dark(), "x"); err == nil {
		t.Error("the SVG was written")
	}
	if err := PNG(full{}, s, Dark(), goFonts, 1); err == nil {
		t.Error("the PNG was written")
	}
}

func pngOf(t testing.TB, s Scene, p Palette, scale float32) image.Image {
	t.Helper()
	var out bytes.Buffer
	if err := PNG(&out, s, p, goFonts, scale); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&out)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// share is how much of a part of a picture has a colour.
func share(img image.Image, in image.Rectangle, c color.NRGBA) float64 {
	found, all := 0, 0
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			all++
			if color.NRGBAModel.Convert(img.At(x, y)) == color.Color(c) {
				found++
			}
		}
	}
	return float64(found) / float64(max(all, 1))
}

func rectangle(b Box, scale float32) image.Rectangle {
	return image.Rect(int(math.Floor(float64(b.X*scale))), int(math.Floor(float64(b.Y*scale))), int(math.Ceil(float64(b.Right()*scale))), int(math.Ceil(float64(b.Bottom()*scale))))
}

func TestAPictureShowsWhatTheSceneHolds(t *testing.T) {
	for name, p := range map[string]Palette{"dark": Dark(), "light": Light()} {
		for kind, c := range samples() {
			for _, scale := range []float32{1, 2.5} {
				s := Page(c, 640, styled(1))
				img := pngOf(t, s, p, scale)
				want(t, "the width", img.Bounds().Dx(), int(640*scale))
				for _, shape := range s.Shapes[1:] {
					if missing := missing(img, shape, p, scale); missing != "" {
						t.Errorf("%s, %s at %v: %s", kind, name, scale, missing)
					}
				}
			}
		}
	}
}

// missing says what of a shape is not in a picture.
func missing(img image.Image, shape Shape, p Palette, scale float32) string {
	switch shape := shape.(type) {
	case Rect:
		in := rectangle(shape.Box, scale).Inset(2)
		if shape.Radius == 0 && !in.Empty() && share(img, in, p[shape.Fill]) < 0.5 {
			return fmt.Sprintf("the rectangle %+v is not there", shape)
		}
	case Dots:
		for _, at := range shape.At {
			if shape.Fill == Ink && share(img, rectangle(around([]Point{at}, shape.Radius), scale), p[Ink]) < 0.15 {
				return fmt.Sprintf("the dot at %v is not there", at)
			}
		}
	case Text:
		if scale == 1 {
			return "" // letters this small have no pixel of their colour alone
		}
		if ink := share(img, rectangle(shape.Box, scale), p[shape.Ink]); ink < 0.005 || ink > 0.6 {
			return fmt.Sprintf("%v of the room of %q is ink", ink, shape.Words)
		}
		beyond := Box{shape.Box.Right() + 2, shape.Box.Y, 6, shape.Box.H}
		if shape.Anchor == Start && share(img, rectangle(beyond, scale), p[shape.Ink]) > 0.2 {
			return fmt.Sprintf("%q is wider than it was measured", shape.Words)
		}
	}
	return ""
}

func TestAPictureWithoutFontsHasNoText(t *testing.T) {
	s := laid(sampleBars(), 640, styled(1))
	label := shapes[Text](s)[1]
	in := rectangle(label.Box, 1)
	want(t, "with fonts", share(Raster(s, Dark(), goFonts, 640, int(s.H)), in, Dark()[Ink]) > 0, true)
	want(t, "without", share(Raster(s, Dark(), nil, 640, int(s.H)), in, color.NRGBA{}), 1)
}

func TestAPictureOfNothingIsEmpty(t *testing.T) {
	want(t, "its size", Raster(Scene{}, Dark(), nil, 3, 2).Bounds(), image.Rect(0, 0, 3, 2))
	want(t, "a PNG", pngOf(t, Scene{}, Dark(), 1).Bounds(), image.Rect(0, 0, 1, 1))
	standing := Scene{Size: Size{10, 10}, Shapes: []Shape{Path{Points: []Point{{5, 5}, {5, 5}}, Width: 4, Stroke: Ink}, Path{Width: 4, Stroke: Ink}}}
	want(t, "a line without length is a dot", share(pngOf(t, standing, Dark(), 1), image.Rect(4, 4, 6, 6), Dark()[Ink]), 1)
}

func TestLinesAreAsWideAsTheySay(t *testing.T) {
	for _, to := range []Point{{90, 50}, {50, 90}, {10, 50}, {50, 10}} {
		s := Scene{Size: Size{100, 100}, Shapes: []Shape{Path{Points: []Point{{50, 50}, to}, Width: 10, Stroke: Ink}}}
		img := Raster(s, Dark(), nil, 100, 100)
		middle := Point{(50 + to.X) / 2, (50 + to.Y) / 2}
		along := image.Rect(int(middle.X)-4, int(middle.Y)-4, int(middle.X)+4, int(middle.Y)+4)
		want(t, "inside", share(img, along, Dark()[Ink]), 1)
		beside := image.Rect(int(middle.X)-1, int(middle.Y)+6, int(middle.X)+1, int(middle.Y)+9)
		if to.X == 50 {
			beside = image.Rect(int(middle.X)+6, int(middle.Y)-1, int(middle.X)+9, int(middle.Y)+1)
		}
		want(t, "beside", share(img, beside, Dark()[Ink]), 0)
	}
}

func TestTextIsPaintedByTheAnchor(t *testing.T) {
	for anchor, from := range map[Anchor]int{Start: 100, Middle: 50, End: 0} {
		s := Scene{Size: Size{200, 40}, Shapes: []Shape{Text{At: Point{100, 20}, Anchor: anchor, Font: Font{Size: 20}, Ink: Ink, Words: "mmmmmm"}}}
		width := goFonts.Measure("mmmmmm", Font{Size: 20}).W
		img := Raster(s, Dark(), goFonts, 200, 40)
		if width < 90 || width > 110 {
			t.Fatalf("the text is %v wide", width)
		}
		want(t, "ink before it", share(img, image.Rect(0, 0, from-8, 40), Dark()[Ink]), 0)
		want(t, "ink after it", share(img, image.Rect(from+108, 0, 200, 40), Dark()[Ink]), 0)
		if share(img, image.Rect(from, 10, from+90, 30), Dark()[Ink]) < 0.05 {
			t.Errorf("nothing stands at anchor %v", anchor)
		}
	}
}

func TestTextGrowsEvenlyWithItsSize(t *testing.T) {
	one := goFonts.Measure("Situation shrank", Font{Size: 1}).W
	for _, size := range []float32{9.6, 12, 12.02, 14, 28} {
		if width := goFonts.Measure("Situation shrank", Font{Size: size}).W; math.Abs(float64(width-one*size)) > 0.01 {
			t.Errorf("at %v it is %v wide, want %v", size, width, one*size)
		}
	}
}

func TestLettersAreLookedForInTheOtherFonts(t *testing.T) {
	for name, f := range map[string]Font{"regular": {}, "bold": {Bold: true}, "mono": {Mono: true}} {
		want(t, name, goFonts.faces(f).ResolveFace('A'), goFonts.faces(f)[0])
	}
	first := faces{goFonts.regular[0], goFonts.mono[0]}
	want(t, "a letter that none has", first.ResolveFace('日'), first[0])
	if _, err := NewFonts(goregular.TTF, goregular.TTF, goregular.TTF, goregular.TTF); err != nil {
		t.Error(err)
	}
	for name, broken := range map[string][][]byte{
		"the usual one": {nil, goregular.TTF, goregular.TTF}, "another": {goregular.TTF, goregular.TTF, goregular.TTF, []byte("no font")},
	} {
		if _, err := NewFonts(broken[0], broken[1], broken[2], broken[3:]...); err == nil {
			t.Errorf("%s is broken, and nothing is said", name)
		}
	}
}

func TestWordsFromRightToLeftFollowEachOther(t *testing.T) {
	goFonts.mu.Lock()
	defer goFonts.mu.Unlock()
	var starts []int
	for _, run := range goFonts.shape("abc אבג ابج xyz", Font{Size: 14}) {
		starts = append(starts, run.Runes.Offset)
	}
	wantAll(t, "Latin, Arabic, Hebrew, Latin", starts, 0, 8, 4, 11)
}

// contrast of two colours, as WCAG has it.
func contrast(a, b color.NRGBA) float64 {
	light := func(c color.NRGBA) float64 {
		part := func(v uint8) float64 {
			f := float64(v) / 255
			if f <= 0.04045 {
				return f / 12.92
			}
			return math.Pow((f+0.055)/1.055, 2.4)
		}
		return 0.2126*part(c.R) + 0.7152*part(c.G) + 0.0722*part(c.B) + 0.05
	}
	return max(light(a)/light(b), light(b)/light(a))
}

func TestTextCanBeReadInBothPalettes(t *testing.T) {
	for name, p := range map[string]Palette{"dark": Dark(), "light": Light()} {
		for _, ink := range []Role{Ink, Quiet} {
			if c := contrast(p[ink], p[Ground]); c < 4.5 {
				t.Errorf("%s: %s has a contrast of %.1f", name, ink, c)
			}
		}
		for _, n := range story.SectionNames() {
			if c := contrast(p[OnSection], p[Section(n)]); c < 4.5 {
				t.Errorf("%s: the letter on %s has a contrast of %.1f", name, n, c)
			}
			if c := contrast(p[Section(n)], p[Ground]); c < 3 {
				t.Errorf("%s: the bar of %s has a contrast of %.1f", name, n, c)
			}
		}
		for i, level := range []Role{Level1, Level2, Level3, Level4} {
			if c := contrast(p[level], p[Grid]); c < 1.1+0.3*float64(i) {
				t.Errorf("%s: level %d has a contrast of %.2f with a day without", name, i+1, c)
			}
		}
		if c := contrast(p[Faint], p[Ground]); c < 2 {
			t.Errorf("%s: the fainter dots have a contrast of %.1f", name, c)
		}
	}
}

func TestEveryRoleHasAColour(t *testing.T) {
	for kind, c := range samples() {
		for name, p := range map[string]Palette{"dark": Dark(), "light": Light()} {
			for _, shape := range Page(c, 640, styled(1)).Shapes {
				var role Role
				switch shape := shape.(type) {
				case Rect:
					role = shape.Fill
				case Path:
					role = shape.Stroke
				case Dots:
					role = shape.Fill
				case Text:
					role = shape.Ink
				}
				if p[role].A != 0xFF {
					t.Errorf("%s: %q has no colour in %s", kind, role, name)
				}
			}
		}
	}
}
