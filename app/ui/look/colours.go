package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"starling/app/rehearsal"
	"starling/app/story"
)

// The roles that a colour can have. Each has a value in the dark theme and one
// in the light theme; text roles reach a contrast of 4.5 : 1 on their ground.
const (
	ColourBackground fyne.ThemeColorName = "starling-background"
	ColourStage      fyne.ThemeColorName = "starling-stage" // behind a running answer: the calmest ground
	ColourHeader     fyne.ThemeColorName = "starling-header"
	ColourCard       fyne.ThemeColorName = "starling-card"
	ColourRaised     fyne.ThemeColorName = "starling-raised"
	ColourLine       fyne.ThemeColorName = "starling-line" // hairlines and borders
	ColourText       fyne.ThemeColorName = "starling-text"
	ColourQuiet      fyne.ThemeColorName = "starling-quiet"
	ColourAccent     fyne.ThemeColorName = "starling-accent" // never text in the dark theme
	ColourOnAccent   fyne.ThemeColorName = "starling-on-accent"
	ColourOver       fyne.ThemeColorName = "starling-over"  // over time, always with a plus sign and a word
	ColourNever      fyne.ThemeColorName = "starling-never" // "never said"
	ColourOnSection  fyne.ThemeColorName = "starling-on-section"
	ColourFocus      fyne.ThemeColorName = "starling-focus"

	// The lights of a Table Topics session, alike in both themes, and what is written on them.
	ColourGreen   fyne.ThemeColorName = "starling-green"
	ColourYellow  fyne.ThemeColorName = "starling-yellow"
	ColourRed     fyne.ThemeColorName = "starling-red"
	ColourOnLight fyne.ThemeColorName = "starling-on-light"
)

// SectionColour names the colour of a section, or of Delivery: its fill, and
// its ink where its name is written.
func SectionColour(n story.SectionName) fyne.ThemeColorName {
	return fyne.ThemeColorName("starling-section-" + string(n))
}

// DimColour names the colour of a section that is still to come.
func DimColour(n story.SectionName) fyne.ThemeColorName {
	return fyne.ThemeColorName("starling-dim-" + string(n))
}

// PastColour names the colour of a section that has been spoken.
func PastColour(n story.SectionName) fyne.ThemeColorName {
	return fyne.ThemeColorName("starling-past-" + string(n))
}

// Colour gives the current theme's colour for a role.
func Colour(name fyne.ThemeColorName) color.Color { return theme.Color(name) }

// palette holds every role's value for one variant of the theme.
type palette map[fyne.ThemeColorName]color.NRGBA

// sectionHues are told apart by colour-blind eyes (after Okabe and Ito, 2008).
func sectionHues(light bool) map[story.SectionName]color.NRGBA {
	if light {
		return map[story.SectionName]color.NRGBA{
			story.Situation:    hex(0x0069A8),
			story.Task:         hex(0x8A5A00),
			story.Action:       hex(0x0B7355),
			story.Result:       hex(0x9C4274),
			story.Lessons:      hex(0x6B6400),
			rehearsal.Delivery: hex(0x5B6470),
		}
	}
	return map[story.SectionName]color.NRGBA{
		story.Situation:    hex(0x56B4E9),
		story.Task:         hex(0xE69F00),
		story.Action:       hex(0x2BB58A),
		story.Result:       hex(0xCC79A7),
		story.Lessons:      hex(0xC9C25A),
		rehearsal.Delivery: hex(0x8B95A3),
	}
}

func darkPalette() palette {
	return withSections(palette{
		ColourBackground: hex(0x15181D),
		ColourStage:      hex(0x111418),
		ColourHeader:     hex(0x1B1F26),
		ColourCard:       hex(0x1B1F26),
		ColourRaised:     hex(0x262C36),
		ColourLine:       hex(0x39414D),
		ColourText:       hex(0xE7EAEE),
		ColourQuiet:      hex(0x8B95A3),
		ColourAccent:     hex(0x2F6FED),
		ColourOnAccent:   hex(0xFFFFFF),
		ColourOver:       hex(0xE69F00),
		ColourNever:      hex(0x56B4E9),
		ColourOnSection:  hex(0x111418),
		ColourFocus:      hex(0x5B8DF5),
	}, false)
}

func lightPalette() palette {
	return withSections(palette{
		ColourBackground: hex(0xF5F6F8),
		ColourStage:      hex(0xFFFFFF),
		ColourHeader:     hex(0xFFFFFF),
		ColourCard:       hex(0xFFFFFF),
		ColourRaised:     hex(0xE6E9EE),
		ColourLine:       hex(0xC3C9D2),
		ColourText:       hex(0x1B1F26),
		ColourQuiet:      hex(0x5B6470),
		ColourAccent:     hex(0x1F5FD8),
		ColourOnAccent:   hex(0xFFFFFF),
		ColourOver:       hex(0x8A5A00),
		ColourNever:      hex(0x0069A8),
		ColourOnSection:  hex(0xFFFFFF),
		ColourFocus:      hex(0x1F5FD8),
	}, true)
}

// withSections adds the lights, and each section's colour and its two dimmed
// forms, mixed into the stage's ground.
func withSections(p palette, light bool) palette {
	ground := p[ColourStage]
	p[ColourGreen], p[ColourYellow], p[ColourRed] = hex(0x35C27D), hex(0xF2C230), hex(0xFF7A6B)
	p[ColourOnLight] = hex(0x111418)
	for name, hue := range sectionHues(light) {
		p[SectionColour(name)] = hue
		p[PastColour(name)] = mix(hue, ground, 0.52)
		p[DimColour(name)] = mix(hue, ground, 0.30)
	}
	return p
}

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
}

// mix gives share of a over ground.
func mix(a, ground color.NRGBA, share float64) color.NRGBA {
	part := func(x, y uint8) uint8 { return uint8(float64(x)*share + float64(y)*(1-share) + 0.5) }
	return color.NRGBA{R: part(a.R, ground.R), G: part(a.G, ground.G), B: part(a.B, ground.B), A: 0xFF}
}
