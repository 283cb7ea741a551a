package chart

import (
	"image/color"

	"starling/app/story"
)

// Role is what a colour means in a chart. A [Palette] gives it its value.
type Role string

// The roles. Those of the sections are made by [Section] and [Planned].
const (
	Ground    Role = "ground" // what a chart lies on
	Ink       Role = "ink"    // text that is read first, and the dots of a line
	Quiet     Role = "quiet"  // captions and what stands at the axes
	Hairline  Role = "hairline"
	Grid      Role = "grid"  // the lines behind a chart, the days without practice
	Faint     Role = "faint" // dots that do not count for the trend
	Accent    Role = "accent"
	Over      Role = "over"       // over the limit
	OnSection Role = "on-section" // text on a section's colour
	Focus     Role = "focus"      // the ring round the value that is read
	Level1    Role = "level-1"    // a day with a little practice
	Level2    Role = "level-2"
	Level3    Role = "level-3"
	Level4    Role = "level-4" // a day with the most
)

// Section is the colour of a section.
func Section(n story.SectionName) Role { return Role("section-" + string(n)) }

// Planned is the dim colour of a section as it was planned.
func Planned(n story.SectionName) Role { return Role("planned-" + string(n)) }

// Colours are what a palette is made of.
type Colours struct {
	Ground, Ink, Quiet, Hairline, Grid, Accent, Over, OnSection, Focus color.NRGBA

	// Sections has one for each section.
	Sections map[story.SectionName]color.NRGBA
}

// Palette gives each role its colour.
type Palette map[Role]color.NRGBA

// How much of a colour is left where it is mixed into the ground.
const (
	plannedShare = 0.45
	faintShare   = 0.60
)

// NewPalette makes a palette. The dim and the faint colours are mixed from
// those given and the ground.
func NewPalette(c Colours) Palette {
	p := Palette{
		Ground: c.Ground, Ink: c.Ink, Quiet: c.Quiet, Hairline: c.Hairline, Grid: c.Grid, Accent: c.Accent,
		Over: c.Over, OnSection: c.OnSection, Focus: c.Focus,
		Faint:  mix(c.Quiet, c.Ground, faintShare),
		Level1: mix(c.Accent, c.Ground, 0.32),
		Level2: mix(c.Accent, c.Ground, 0.52),
		Level3: mix(c.Accent, c.Ground, 0.75),
		Level4: c.Accent,
	}
	for name, hue := range c.Sections {
		p[Section(name)] = hue
		p[Planned(name)] = mix(hue, c.Ground, plannedShare)
	}
	return p
}

// Dark is Starling's dark palette.
func Dark() Palette {
	return NewPalette(Colours{
		Ground: hex(0x1B1F26), Ink: hex(0xE7EAEE), Quiet: hex(0x8B95A3), Hairline: hex(0x39414D), Grid: hex(0x262C36),
		Accent: hex(0x2F6FED), Over: hex(0xE69F00), OnSection: hex(0x111418), Focus: hex(0x5B8DF5),
		Sections: map[story.SectionName]color.NRGBA{
			story.Situation: hex(0x56B4E9), story.Task: hex(0xE69F00), story.Action: hex(0x2BB58A),
			story.Result: hex(0xCC79A7), story.Lessons: hex(0xC9C25A),
		},
	})
}

// Light is Starling's light palette, which is also the one for paper.
func Light() Palette {
	return NewPalette(Colours{
		Ground: hex(0xFFFFFF), Ink: hex(0x1B1F26), Quiet: hex(0x5B6470), Hairline: hex(0xC3C9D2), Grid: hex(0xE6E9EE),
		Accent: hex(0x1F5FD8), Over: hex(0x8A5A00), OnSection: hex(0xFFFFFF), Focus: hex(0x1F5FD8),
		Sections: map[story.SectionName]color.NRGBA{
			story.Situation: hex(0x0069A8), story.Task: hex(0x8A5A00), story.Action: hex(0x0B7355),
			story.Result: hex(0x9C4274), story.Lessons: hex(0x6B6400),
		},
	})
}

func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
}

// mix gives share of a over ground.
func mix(a, ground color.NRGBA, share float64) color.NRGBA {
	part := func(x, y uint8) uint8 { return uint8(float64(x)*share + float64(y)*(1-share) + 0.5) }
	return color.NRGBA{R: part(a.R, ground.R), G: part(a.G, ground.G), B: part(a.B, ground.B), A: 0xFF}
}
