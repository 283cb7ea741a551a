package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Choice is which theme the person wants.
type Choice string

// The choices; System follows the desktop.
const (
	System Choice = "system"
	Dark   Choice = "dark"
	Light  Choice = "light"
)

// The sizes of text, as on a screen at 100%.
const (
	SizeSmall  fyne.ThemeSizeName = "starling-small"  // captions and key caps
	SizeBody   fyne.ThemeSizeName = "starling-body"   // what is read
	SizeLead   fyne.ThemeSizeName = "starling-lead"   // the story's name on the stage
	SizeTitle  fyne.ThemeSizeName = "starling-title"  // the one title of a screen
	SizePrompt fyne.ThemeSizeName = "starling-prompt" // what is glanced at while speaking
	SizeAsked  fyne.ThemeSizeName = "starling-asked"  // a question that is asked
	sizeUnit   fyne.ThemeSizeName = "starling-unit"
)

// Theme is Starling's theme for one choice and one text size. It is never
// changed: a new one is set in its place.
type Theme struct {
	choice Choice
	scale  float32
	dark   palette
	light  palette
}

// ground is the role that the window's background plays now; see SetGround.
var ground = ColourBackground

// SetGround says which role the window's background plays from now on. The
// window is wiped with it before each picture, which costs next to nothing; a
// box as large as the window would cost as much as all that lies on it.
func SetGround(role fyne.ThemeColorName) { ground = role }

// Declare conformity with the Theme interface.
var _ fyne.Theme = (*Theme)(nil)

// NewTheme makes the theme for a choice and a text size in percent, 80 to 200.
func NewTheme(choice Choice, percent int) *Theme {
	percent = min(max(percent, 80), 200)
	return &Theme{choice: choice, scale: float32(percent) / 100, dark: darkPalette(), light: lightPalette()}
}

// Color gives the colour for a role of ours or of Fyne's own widgets.
func (t *Theme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	light := variant == theme.VariantLight
	if t.choice != System {
		light = t.choice == Light
	}
	p := t.dark
	if light {
		p, variant = t.light, theme.VariantLight
	} else {
		variant = theme.VariantDark
	}
	if c, ok := p[name]; ok {
		return c
	}
	if role, ok := roleOf(name); ok {
		return p[role]
	}
	switch name {
	case theme.ColorNameHover:
		return withAlpha(p[ColourText], 0x12)
	case theme.ColorNamePressed:
		return withAlpha(p[ColourText], 0x22)
	case theme.ColorNameSelection, theme.ColorNameFocus: // that of Fyne's menus: text lies on it
		return withAlpha(p[ColourAccent], 0x55)
	case theme.ColorNameShadow:
		if light {
			return color.NRGBA{A: 0x18}
		}
		return color.NRGBA{A: 0x50}
	case theme.ColorNameScrollBarBackground:
		return color.Transparent
	}
	return theme.DefaultTheme().Color(name, variant)
}

// roleOf gives the role that a colour of Fyne's own widgets plays with us.
func roleOf(name fyne.ThemeColorName) (fyne.ThemeColorName, bool) {
	switch name {
	case theme.ColorNameBackground:
		return ground, true
	case theme.ColorNameForeground:
		return ColourText, true
	case theme.ColorNamePlaceHolder, theme.ColorNameDisabled, theme.ColorNameScrollBar:
		return ColourQuiet, true
	case theme.ColorNameButton, theme.ColorNameDisabledButton, theme.ColorNameHeaderBackground:
		return ColourRaised, true
	case theme.ColorNameInputBackground, theme.ColorNameMenuBackground, theme.ColorNameOverlayBackground:
		return ColourCard, true
	case theme.ColorNameInputBorder, theme.ColorNameSeparator:
		return ColourLine, true
	case theme.ColorNamePrimary, theme.ColorNameHyperlink:
		return ColourAccent, true
	case theme.ColorNameForegroundOnPrimary:
		return ColourOnAccent, true
	case theme.ColorNameWarning, theme.ColorNameError:
		return ColourOver, true
	}
	return "", false
}

// Font is Fyne's own: it carries the letters of most languages, and digits of
// one width in its monospaced face.
func (t *Theme) Font(style fyne.TextStyle) fyne.Resource { return theme.DefaultTheme().Font(style) }

// Icon is Fyne's own.
func (t *Theme) Icon(name fyne.ThemeIconName) fyne.Resource { return theme.DefaultTheme().Icon(name) }

// Size gives the size for a name of ours or of Fyne's own widgets, scaled with
// the text size.
func (t *Theme) Size(name fyne.ThemeSizeName) float32 {
	if base, ok := baseSize(name); ok {
		return base * t.scale
	}
	switch name {
	case theme.SizeNameInputBorder, theme.SizeNameSeparatorThickness, theme.SizeNameScrollBarSmall:
		return theme.DefaultTheme().Size(name) // hairlines stay hairlines
	}
	return theme.DefaultTheme().Size(name) * t.scale
}

func baseSize(name fyne.ThemeSizeName) (float32, bool) {
	switch name {
	case sizeUnit:
		return 1, true
	case SizeSmall, theme.SizeNameCaptionText:
		return 12, true
	case SizeBody, theme.SizeNameText:
		return 14, true
	case SizeLead:
		return 17, true
	case SizeTitle, theme.SizeNameHeadingText:
		return 24, true
	case theme.SizeNameSubHeadingText:
		return 17, true
	case SizePrompt:
		return 23, true
	case SizeAsked:
		return 32, true
	case theme.SizeNameInputRadius, theme.SizeNameSelectionRadius:
		return 6, true
	}
	return 0, false
}

// U gives a length of n units, as on a screen at 100% text, at the present
// text size.
func U(n float32) float32 {
	if unit := theme.Size(sizeUnit); unit > 0 {
		return n * unit
	}
	return n
}

// Size gives the present size of a kind of text.
func Size(name fyne.ThemeSizeName) float32 { return theme.Size(name) }

func withAlpha(c color.NRGBA, alpha uint8) color.NRGBA {
	c.A = alpha
	return c
}
