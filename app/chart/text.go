package chart

import "strings"

// Font is how a text is set; Size is in pixels.
type Font struct {
	Size float32
	Bold bool
	Mono bool // letters of one width, so that digits stand below each other
}

// Measure gives the width of a line of text and the height of its line.
type Measure func(words string, f Font) Size

// Roomy makes a measure for where the font is not known, as in a browser: a
// tenth wider than the one given, so that the widest of the usual fonts fits.
func Roomy(m Measure) Measure {
	return func(words string, f Font) Size {
		size := m(words, f)
		return Size{W: size.W * 1.1, H: size.H}
	}
}

// The sizes of text in units, those of the screens.
const (
	smallText = 12
	bodyText  = 14
	titleText = 17
)

// Style is what a layout needs to know of the place where it is shown.
type Style struct {
	// Unit is the length of a unit in pixels: 1 at a text size of 100%.
	Unit float32
	// Measure measures texts.
	Measure Measure
}

// u gives a length of n units in pixels.
func (s Style) u(n float32) float32 { return n * s.Unit }

func (s Style) small() Font { return Font{Size: s.u(smallText)} }
func (s Style) body() Font  { return Font{Size: s.u(bodyText)} }

func (s Style) width(words string, f Font) float32 { return s.Measure(words, f).W }
func (s Style) line(f Font) float32                { return s.Measure("Åg", f).H }

// widest gives the width of the widest text.
func (s Style) widest(texts []string, f Font) float32 {
	width := float32(0)
	for _, words := range texts {
		width = max(width, s.width(words, f))
	}
	return width
}

// mostLetters is the most that is looked at of a text: more is no label, and
// measuring it would take its time.
const mostLetters = 600

// cut gives a text without what is past mostLetters.
func cut(words string) string {
	if len(words) <= mostLetters {
		return words
	}
	if letters := []rune(words); len(letters) > mostLetters {
		return string(letters[:mostLetters-1]) + "…"
	}
	return words
}

// shorten gives the text, or as much of it as fits the width and an ellipsis;
// nothing where not even that fits.
func (s Style) shorten(words string, f Font, width float32) string {
	words = cut(words)
	if s.width(words, f) <= width {
		return words
	}
	letters := []rune(words)
	low, high := 0, len(letters)
	for low < high {
		mid := (low + high + 1) / 2
		if s.width(string(letters[:mid])+"…", f) <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	if low == 0 {
		return ""
	}
	return strings.TrimRight(string(letters[:low]), " ") + "…"
}

// wrap breaks a text into lines that fit the width. A word that does not fit
// is shortened.
func (s Style) wrap(text string, f Font, width float32) []string {
	var lines []string
	line := ""
	for _, word := range strings.Fields(cut(text)) {
		switch longer := line + " " + word; {
		case line == "":
			line = word
		case s.width(longer, f) <= width:
			line = longer
		default:
			lines = append(lines, s.shorten(line, f, width))
			line = word
		}
	}
	if line != "" {
		lines = append(lines, s.shorten(line, f, width))
	}
	return lines
}
