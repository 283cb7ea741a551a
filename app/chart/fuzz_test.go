package chart

import (
	"encoding/xml"
	"errors"
	"image/color"
	"io"
	"strings"
	"sync"
	"testing"
)

func FuzzAnyTextCanBeShown(f *testing.F) {
	for _, text := range []string{"Coverage", `<a href="x">&`, "\x00\xff", "ערב טוב 12", "日本語 \u202e", "👩‍👩‍👧 é́", strings.Repeat("x", 300)} {
		f.Add(text, float32(640))
	}
	f.Fuzz(func(t *testing.T, text string, width float32) {
		if !(width >= 0 && width <= 2000) {
			t.Skip("no width of a page")
		}
		c := sampleBars()
		c.Head = Head{Title: text, Caption: text, Summary: text, Empty: text}
		c.Rows[0].Label, c.Rows[0].Text = text, text
		s := Page(c, width, styled(1))
		for _, shape := range s.Shapes {
			if box := boxOf(shape); !inside(box, s.Size) {
				t.Fatalf("%#v leaves %v", shape, s.Size)
			}
		}
		decoder := xml.NewDecoder(strings.NewReader(svgOf(t, s)))
		for {
			if _, err := decoder.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatal(err)
			}
		}
		Raster(s, Dark(), goFonts, 64, 64)
	})
}

func TestFontsServeSeveralAtOnce(t *testing.T) {
	s := laid(sampleBars(), 640, styled(1))
	alone := Raster(s, Dark(), goFonts, 640, int(s.H))
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			if got := laid(sampleBars(), 640, styled(1)); len(got.Shapes) != len(s.Shapes) {
				t.Errorf("%d shapes, want %d", len(got.Shapes), len(s.Shapes))
			}
			together := Raster(s, Dark(), goFonts, 640, int(s.H))
			for i := range alone.Pix {
				if alone.Pix[i] != together.Pix[i] {
					t.Errorf("pixel %d is %v, want %v", i/4, color.RGBA{R: together.Pix[i]}, color.RGBA{R: alone.Pix[i]})
					return
				}
			}
		})
	}
	all.Wait()
}
