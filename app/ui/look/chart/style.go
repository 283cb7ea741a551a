package chart

import (
	"image/color"
	"sync"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"starling/app/chart"
	"starling/app/story"
	"starling/app/ui/look"
)

// palette gives the roles of a chart their colours in the present theme.
func palette() chart.Palette {
	of := func(name fyne.ThemeColorName) color.NRGBA {
		return color.NRGBAModel.Convert(look.Colour(name)).(color.NRGBA)
	}
	sections := map[story.SectionName]color.NRGBA{}
	for _, n := range story.SectionNames() {
		sections[n] = of(look.SectionColour(n))
	}
	return chart.NewPalette(chart.Colours{
		Ground: of(look.ColourCard), Ink: of(look.ColourText), Quiet: of(look.ColourQuiet), Hairline: of(look.ColourLine),
		Grid: of(look.ColourRaised), Accent: of(look.ColourAccent), Over: of(look.ColourOver),
		OnSection: of(look.ColourOnSection), Focus: of(look.ColourFocus), Sections: sections,
	})
}

// style is the present text size, and the measure of the screen's texts.
func style() chart.Style { return chart.Style{Unit: look.U(1), Measure: measure} }

func measure(words string, f chart.Font) chart.Size {
	size := fyne.MeasureText(words, f.Size, textStyle(f))
	return chart.Size{W: size.Width, H: size.Height}
}

func textStyle(f chart.Font) fyne.TextStyle { return fyne.TextStyle{Bold: f.Bold, Monospace: f.Mono} }

// fonts are those of the screen, for pictures. They are read when the first
// picture is made.
var fonts = sync.OnceValues(func() (*chart.Fonts, error) {
	return chart.NewFonts(theme.DefaultTextFont().Content(), theme.DefaultTextBoldFont().Content(),
		theme.DefaultTextMonospaceFont().Content(), theme.DefaultSymbolFont().Content())
})
