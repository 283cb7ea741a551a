//go:build linux && demo

package e2e

import (
	"image"
	"image/color"
	"path/filepath"
	"testing"
)

// gallery collects pictures and writes them when the answer is over: making a
// PNG takes longer than the picture does.
type gallery struct {
	dir      string
	names    []string
	pictures []*image.RGBA
}

// hang adds a picture, which must be one of the whole window with something on it.
func (g *gallery) hang(t *testing.T, name string, picture *image.RGBA) {
	t.Helper()
	if got, want := picture.Bounds().Size(), image.Pt(windowWidth, windowHeight); got != want {
		t.Errorf("%s: the picture is %v, the window should be %v", name, got, want)
	}
	if blank(picture) {
		t.Errorf("%s: there is nothing on the picture", name)
	}
	g.names = append(g.names, name)
	g.pictures = append(g.pictures, picture)
}

// clear takes the pictures down.
func (g *gallery) clear() { g.names, g.pictures = nil, nil }

// write writes the pictures as name.png.
func (g *gallery) write(t *testing.T) {
	t.Helper()
	for i, name := range g.names {
		if err := writePNG(filepath.Join(g.dir, name+".png"), g.pictures[i]); err != nil {
			t.Error(err)
		}
	}
}

// share is how much of a part of a picture has a colour, from 0 to 1.
func share(picture *image.RGBA, part image.Rectangle, of color.RGBA) float64 {
	n := 0
	for y := part.Min.Y; y < part.Max.Y; y++ {
		for x := part.Min.X; x < part.Max.X; x++ {
			if near(picture.RGBAAt(x, y), of) {
				n++
			}
		}
	}
	return float64(n) / float64(part.Dx()*part.Dy())
}

// light tells whether a picture is of the light theme.
func light(picture *image.RGBA) bool {
	bright := 0
	for i := 0; i+3 < len(picture.Pix); i += 4 {
		if int(picture.Pix[i])+int(picture.Pix[i+1])+int(picture.Pix[i+2]) > 3*200 {
			bright++
		}
	}
	return bright > len(picture.Pix)/4/2
}
