package chart

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"sync"

	"github.com/go-text/typesetting/di"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/gomono"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/math/fixed"
)

// Fonts are what texts are measured and painted with. They may be used by
// several goroutines at once.
type Fonts struct {
	mu                  sync.Mutex
	regular, bold, mono faces
	shaper              shaping.HarfbuzzShaper
	segmenter           shaping.Segmenter
	lines               map[*font.Face]float32 // how high a line is at size 1
}

// NewFonts reads fonts in TrueType or OpenType form: the usual one, a bold
// one, one with letters of one width, and others in which a letter is looked
// for that those do not have.
func NewFonts(regular, bold, mono []byte, others ...[]byte) (*Fonts, error) {
	rest := make(faces, 0, len(others))
	for _, data := range others {
		face, err := parse(data)
		if err != nil {
			return nil, err
		}
		rest = append(rest, face)
	}
	f := &Fonts{lines: map[*font.Face]float32{}}
	for _, to := range []struct {
		faces *faces
		data  []byte
	}{{&f.regular, regular}, {&f.bold, bold}, {&f.mono, mono}} {
		face, err := parse(to.data)
		if err != nil {
			return nil, err
		}
		*to.faces = append(faces{face}, rest...)
	}
	for _, set := range []Font{{}, {Bold: true}, {Mono: true}} {
		f.lines[f.faces(set)[0]] = toEm(f.shape(" ", set)[0].LineBounds.LineThickness())
	}
	return f, nil
}

func parse(data []byte) (*font.Face, error) {
	face, err := font.ParseTTF(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("a font for the charts cannot be read: %w", err)
	}
	return face, nil
}

// GoFonts gives fonts that come with the program, for where there is no screen.
func GoFonts() *Fonts {
	f, err := NewFonts(goregular.TTF, gobold.TTF, gomono.TTF)
	if err != nil {
		panic(err) // they are part of the program
	}
	return f
}

// Measure is a [Measure].
func (f *Fonts) Measure(words string, set Font) Size {
	f.mu.Lock()
	defer f.mu.Unlock()
	return Size{W: set.Size * width(f.shape(words, set)), H: set.Size * f.lines[f.faces(set)[0]]}
}

// width gives the width of a line, for a font of size 1.
func width(runs []shaping.Output) float32 {
	sum := float32(0)
	for _, run := range runs {
		sum += toEm(run.Advance)
	}
	return sum
}

// faces are the fonts in which a letter is looked for, in their order.
type faces []*font.Face

// ResolveFace gives the first font that has the letter, else the first.
func (f faces) ResolveFace(r rune) *font.Face {
	for _, face := range f {
		if _, ok := face.NominalGlyph(r); ok {
			return face
		}
	}
	return f[0]
}

func (f *Fonts) faces(set Font) faces {
	switch {
	case set.Mono:
		return f.mono
	case set.Bold:
		return f.bold
	}
	return f.regular
}

// shapedSize is the size at which texts are shaped, to be scaled to their own:
// the shaper rounds sizes to whole pixels, and the letters of a text that is
// painted a little larger would move apart.
const shapedSize = 1024

// shape gives the glyphs of a text in runs from left to right, at shapedSize.
func (f *Fonts) shape(words string, set Font) []shaping.Output {
	text, from := []rune(words), f.faces(set)
	runs := f.segmenter.Split(shaping.Input{
		Text: text, RunEnd: len(text), Direction: di.DirectionLTR, Face: from[0], Size: fixed.I(shapedSize),
	}, from)
	shaped := make([]shaping.Output, len(runs))
	for i, run := range runs {
		shaped[i] = f.shaper.Shape(run)
	}
	return visual(shaped)
}

// visual puts runs into the order in which they stand: those that read from
// right to left follow each other the other way round.
func visual(runs []shaping.Output) []shaping.Output {
	for i := 0; i < len(runs); {
		end := i + 1
		if runs[i].Direction.Progression() == di.TowardTopLeft {
			for end < len(runs) && runs[end].Direction.Progression() == di.TowardTopLeft {
				end++
			}
			slices.SortStableFunc(runs[i:end], func(a, b shaping.Output) int { return cmp.Compare(b.Runes.Offset, a.Runes.Offset) })
		}
		i = end
	}
	return runs
}

// toEm gives a length of what was shaped, for a font of size 1.
func toEm(f fixed.Int26_6) float32 { return float32(f) / 64 / shapedSize }
