package ui

import (
	"image/color"
	"math"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
	charts "starling/app/ui/look/chart"
)

// luminance is that of WCAG 2.
func luminance(c color.Color) float64 {
	n := color.NRGBAModel.Convert(c).(color.NRGBA)
	linear := func(v uint8) float64 {
		s := float64(v) / 255
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(n.R) + 0.7152*linear(n.G) + 0.0722*linear(n.B)
}

func contrast(a, b color.Color) float64 {
	light, dark := luminance(a), luminance(b)
	if light < dark {
		light, dark = dark, light
	}
	return (light + 0.05) / (dark + 0.05)
}

// over gives the colour that is seen where one is painted over another.
func over(c, ground color.Color) color.Color {
	n, g := color.NRGBAModel.Convert(c).(color.NRGBA), color.NRGBAModel.Convert(ground).(color.NRGBA)
	part := func(x, y uint8) uint8 { return uint8((int(x)*int(n.A) + int(y)*(255-int(n.A))) / 255) }
	return color.NRGBA{part(n.R, g.R), part(n.G, g.G), part(n.B, g.B), 255}
}

// onPicture tells whether a text is a badge of a chart, whose ground is part of
// the chart's picture.
func onPicture(n *node, text *canvas.Text) bool {
	return (inside[*charts.View](n) || inside[*charts.Wave](n)) && text.Color == look.Colour(look.ColourOnSection)
}

// checkContrast fails where a text stands out from what lies under it by less
// than 4.5 : 1.
func (r *rig) checkContrast(where string) {
	r.Helper()
	type ground struct {
		place  box
		colour color.Color
	}
	var grounds []ground
	texts := 0
	for _, n := range r.shown() {
		switch o := n.object.(type) {
		case *canvas.Rectangle:
			if o.FillColor != nil {
				grounds = append(grounds, ground{n.place.within(n.clip), o.FillColor})
			}
		case *canvas.Text:
			at := drawn(n, o)
			x, y := (at.left+at.right)/2, (at.top+at.bottom)/2
			if onPicture(n, o) || at.within(n.clip).empty() || strings.TrimSpace(o.Text) == "" {
				continue
			}
			texts++
			under := look.Colour(look.ColourBackground)
			for _, g := range grounds {
				if x >= g.place.left && x <= g.place.right && y >= g.place.top && y <= g.place.bottom {
					under = over(g.colour, under)
				}
			}
			if ratio := contrast(o.Color, under); ratio < 4.5 {
				r.Errorf("%s: %q in %v on %v has a contrast of %.2f", where, o.Text, o.Color, under, ratio)
			}
		}
	}
	if texts == 0 {
		r.Errorf("%s: there is no text", where)
	}
}

func TestAllTextStandsOutFromItsGround(t *testing.T) {
	themes := []string{settings.ThemeDark, settings.ThemeLight}
	if raceEnabled {
		themes = themes[:1]
	}
	for _, theme := range themes {
		t.Run(theme, func(t *testing.T) {
			r := start(t, func(s *settings.Settings) { s.Theme = theme })
			r.tour(func(name string, open ...string) {
				t.Helper()
				r.press(open...)
				r.checkContrast(name)
				if len(open) > 0 {
					r.press("Esc")
				}
			})
		})
	}
}

func TestEveryCueStandsOutWhileItFlashesAndAfterwards(t *testing.T) {
	for _, theme := range []string{settings.ThemeDark, settings.ThemeLight} {
		t.Run(theme, func(t *testing.T) {
			r := start(t, func(s *settings.Settings) { s.Theme = theme })
			r.toStage(bridgeSlug)
			r.press("Space")
			r.checkContrast("start")
			flashes := 0
			r.clock.advance(3*time.Minute, func() {
				r.runBeside()
				if c := r.cue(); c.flash {
					flashes++
					r.checkContrast(c.words)
				}
			})
			if flashes < 8 {
				t.Errorf("%d ticks came while a cue flashed", flashes)
			}
			r.checkContrast("over time")
		})
	}
}

func TestTheFocusCanBeSeen(t *testing.T) {
	for _, theme := range []string{settings.ThemeDark, settings.ThemeLight} {
		r := start(t, func(s *settings.Settings) { s.Theme = theme })
		for _, screen := range []string{"Ctrl+1", "Ctrl+5"} {
			r.press(screen)
			for range 25 {
				r.tab(1)
				r.checkFocus(theme)
			}
		}
	}
}

// checkFocus fails unless what has the focus has a border that others have not.
func (r *rig) checkFocus(where string) {
	r.Helper()
	focused := r.window.canvas.Focused()
	if focused == nil {
		return
	}
	for _, n := range r.shown() {
		ring, ok := n.object.(*canvas.Rectangle)
		_, isField := focused.(*look.Field)
		if ok && (ring.StrokeWidth >= 2 || isField && ring.StrokeColor == look.Colour(look.ColourAccent)) && isIn(n, focused.(fyne.CanvasObject)) {
			if ratio := contrast(ring.StrokeColor, look.Colour(look.ColourBackground)); ratio < 3 {
				r.Errorf("%s: the border of %s has a contrast of %.2f", where, r.focus(), ratio)
			}
			return
		}
	}
	r.Errorf("%s: nothing shows that %s has the focus", where, r.focus())
}

func TestSectionsAreToldApartByLetterAndShapeNotByColourAlone(t *testing.T) {
	letters, shapes := map[string]bool{}, map[string]bool{}
	for _, n := range story.SectionNames() {
		letters[n.Letter()], shapes[look.ShapeRune(n)] = true, true
	}
	want(t, "letters", len(letters), 5)
	want(t, "shapes", len(shapes), 5)
}
