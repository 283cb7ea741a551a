package chart

import (
	"bufio"
	"encoding/xml"
	"fmt"
	"image/color"
	"io"
	"strconv"
	"strings"
)

// mostHints is the most values that get a hint of their own in an SVG; more of
// them would be narrower than a pointer can hit.
const mostHints = 400

// capHalf is half the height of capitals, as a share of the font's size: how
// far below the middle of a text its baseline is.
const capHalf = 0.36

// SVG writes a scene as an SVG element that stands alone in a file and can as
// well be put into a page of HTML. It holds no script and asks for nothing
// from outside. Its title and description are read to those who do not see it,
// and each value can be read by pointing at it. The id is that of the element,
// and begins the others in it: in one page each needs its own.
func SVG(w io.Writer, s Scene, p Palette, id string) error {
	out := &svgWriter{Writer: bufio.NewWriter(w), palette: p}
	out.printf(`<svg xmlns="http://www.w3.org/2000/svg" id="%s" width="%s" height="%s" viewBox="0 0 %[2]s %[3]s" role="img" aria-labelledby="%[1]s-title %[1]s-desc" font-family="'Noto Sans','Segoe UI',system-ui,Helvetica,Arial,sans-serif">`+"\n",
		escaped(id), number(s.W), number(s.H))
	out.printf(`<title id="%s-title">%s</title>`+"\n", escaped(id), escaped(s.Title))
	out.printf(`<desc id="%s-desc">%s</desc>`+"\n", escaped(id), escaped(s.Desc))
	for _, shape := range s.Shapes {
		switch shape := shape.(type) {
		case Rect:
			out.rect(shape)
		case Path:
			out.path(shape)
		case Dots:
			out.dots(shape)
		case Text:
			out.text(shape)
		}
	}
	out.hints(s.Values)
	out.printf("</svg>\n")
	return out.Flush()
}

type svgWriter struct {
	*bufio.Writer

	palette Palette
}

// printf writes; what goes wrong, Flush tells.
func (o *svgWriter) printf(format string, args ...any) { _, _ = fmt.Fprintf(o, format, args...) }

func (o *svgWriter) rect(r Rect) {
	o.printf(`<rect x="%s" y="%s" width="%s" height="%s"`, number(r.X), number(r.Y), number(r.W), number(r.H))
	if radius := r.round(); radius > 0 {
		o.printf(` rx="%s"`, number(radius))
	}
	o.printf(` fill="%s"/>`+"\n", o.colour(r.Fill))
}

// round is the radius of the corners that the rectangle has room for.
func (r Rect) round() float32 { return min(r.Radius, r.W/2, r.H/2) }

func (o *svgWriter) path(p Path) {
	o.printf(`<path d="`)
	for i, at := range p.Points {
		o.printf("%s%s %s", string("ML"[min(i, 1)]), number(at.X), number(at.Y))
	}
	o.printf(`" fill="none" stroke="%s" stroke-width="%s" stroke-linecap="round" stroke-linejoin="round"/>`+"\n", o.colour(p.Stroke), number(p.Width))
}

// dots are lines without length whose ends are round: one element for any
// number of them.
func (o *svgWriter) dots(d Dots) {
	o.printf(`<path d="`)
	for _, at := range d.At {
		o.printf("M%s %sh0", number(at.X), number(at.Y))
	}
	o.printf(`" fill="none" stroke="%s" stroke-width="%s" stroke-linecap="round"/>`+"\n", o.colour(d.Fill), number(2*d.Radius))
}

func (o *svgWriter) text(t Text) {
	o.printf(`<text x="%s" y="%s" font-size="%s" fill="%s"`, number(t.At.X), number(t.At.Y+capHalf*t.Font.Size), number(t.Font.Size), o.colour(t.Ink))
	switch t.Anchor {
	case Middle:
		o.printf(` text-anchor="middle"`)
	case End:
		o.printf(` text-anchor="end"`)
	}
	if t.Font.Bold {
		o.printf(` font-weight="bold"`)
	}
	if t.Font.Mono {
		o.printf(` font-variant-numeric="tabular-nums"`)
	}
	o.printf(">%s</text>\n", escaped(t.Words))
}

// hints lets each value be read by pointing at it.
func (o *svgWriter) hints(values []Value) {
	if len(values) == 0 || len(values) > mostHints {
		return
	}
	o.printf(`<g fill="transparent">` + "\n")
	for _, v := range values {
		o.printf(`<rect x="%s" y="%s" width="%s" height="%s"><title>%s</title></rect>`+"\n",
			number(v.Area.X), number(v.Area.Y), number(v.Area.W), number(v.Area.H), escaped(v.Words()))
	}
	o.printf("</g>\n")
}

func (o *svgWriter) colour(r Role) string { return webColour(o.palette[r]) }

func webColour(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// number writes a length to a hundredth of a pixel.
func number(f float32) string {
	text := strconv.FormatFloat(float64(f), 'f', 2, 32)
	for text[len(text)-1] == '0' {
		text = text[:len(text)-1]
	}
	if text[len(text)-1] == '.' {
		text = text[:len(text)-1]
	}
	if text == "-0" {
		return "0"
	}
	return text
}

// escaped makes a text fit for XML. What XML cannot hold becomes "�".
func escaped(text string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(text)) // writing into memory does not fail
	return b.String()
}
