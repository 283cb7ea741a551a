package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// Text is one line of text in a role's colour and a named size. One that clips
// ends in an ellipsis where there is too little room for it.
type Text struct {
	widget.BaseWidget

	text   string
	colour fyne.ThemeColorName
	size   fyne.ThemeSizeName
	style  fyne.TextStyle
	align  fyne.TextAlign
	fixed  float32 // a size in units in place of a named one
	clips  bool    // may be given less room than it needs
}

// NewText makes a line of text.
func NewText(text string, size fyne.ThemeSizeName, colour fyne.ThemeColorName) *Text {
	t := &Text{text: text, size: size, colour: colour}
	t.ExtendBaseWidget(t)
	return t
}

// Bold makes the text bold and gives it back.
func (t *Text) Bold() *Text { t.style.Bold = true; return t }

// Mono sets the text in letters of one width, so that digits do not jitter.
func (t *Text) Mono() *Text { t.style.Monospace = true; return t }

// Clips lets the text be given less room than it needs.
func (t *Text) Clips() *Text { t.clips = true; return t }

// Trailing aligns the text to the right.
func (t *Text) Trailing() *Text { t.align = fyne.TextAlignTrailing; return t }

// Centred aligns the text to the middle.
func (t *Text) Centred() *Text { t.align = fyne.TextAlignCenter; return t }

// Units gives the text a size in units in place of a named one.
func (t *Text) Units(size float32) *Text { t.fixed = size; return t }

// Text is what stands there.
func (t *Text) Text() string { return t.text }

// Set changes the text, and repaints only where that shows.
func (t *Text) Set(text string) {
	if t.text == text {
		return
	}
	t.text = text
	t.Refresh()
}

// SetColour changes the role of the text's colour.
func (t *Text) SetColour(name fyne.ThemeColorName) {
	if t.colour == name {
		return
	}
	t.colour = name
	t.Refresh()
}

// SetUnits changes the text's size in units.
func (t *Text) SetUnits(size float32) {
	if t.fixed == size {
		return
	}
	t.fixed = size
	t.Refresh()
}

func (t *Text) points() float32 {
	if t.fixed > 0 {
		return U(t.fixed)
	}
	return Size(t.size)
}

// CreateRenderer is Fyne's.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{owner: t, line: canvas.NewText("", Colour(t.colour))}
	r.apply()
	return r
}

type textRenderer struct {
	owner *Text
	line  *canvas.Text
}

func (r *textRenderer) apply() {
	t := r.owner
	r.line.Text, r.line.Color, r.line.TextSize = t.text, Colour(t.colour), t.points()
	r.line.TextStyle, r.line.Alignment = t.style, t.align
	if width := t.Size().Width; t.clips && width > 0 {
		r.line.Text = Shorten(t.text, width, t.points(), t.style)
	}
}

func (r *textRenderer) Layout(size fyne.Size) {
	r.apply()
	height := r.line.MinSize().Height
	r.line.Move(fyne.NewPos(0, (size.Height-height)/2))
	r.line.Resize(fyne.NewSize(size.Width, height))
}

func (r *textRenderer) MinSize() fyne.Size {
	t := r.owner
	size := fyne.MeasureText(t.text, t.points(), t.style)
	if t.clips {
		size.Width = min(size.Width, U(24))
	}
	return size
}

func (r *textRenderer) Refresh() {
	r.Layout(r.owner.Size())
	r.line.Refresh()
}

func (r *textRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.line} }
func (r *textRenderer) Destroy()                     {}

// Shorten gives the text, or as much of it as fits the width and an ellipsis.
func Shorten(text string, width, points float32, style fyne.TextStyle) string {
	if fyne.MeasureText(text, points, style).Width <= width+0.5 {
		return text
	}
	letters := []rune(text)
	low, high := 0, len(letters)
	for low < high {
		mid := (low + high + 1) / 2
		if fyne.MeasureText(string(letters[:mid])+"…", points, style).Width <= width {
			low = mid
		} else {
			high = mid - 1
		}
	}
	return string(letters[:low]) + "…"
}
