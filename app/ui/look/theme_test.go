package look

import (
	"fmt"
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"

	"starling/app/rehearsal"
	"starling/app/story"
)

func rgb(c color.Color) string {
	n := nrgba(c)
	return fmt.Sprintf("#%02X%02X%02X", n.R, n.G, n.B)
}

func TestThePaletteIsThatOfTheDesign(t *testing.T) {
	for _, c := range []struct {
		name        fyne.ThemeColorName
		dark, light string
	}{
		{ColourBackground, "#15181D", "#F5F6F8"},
		{ColourCard, "#1B1F26", "#FFFFFF"},
		{ColourRaised, "#262C36", ""},
		{ColourText, "#E7EAEE", ""},
		{ColourQuiet, "#8B95A3", "#5B6470"},
		{ColourAccent, "#2F6FED", "#1F5FD8"},
		{ColourOver, "#E69F00", "#8A5A00"},
		{SectionColour(story.Situation), "#56B4E9", "#0069A8"},
		{SectionColour(story.Task), "#E69F00", "#8A5A00"},
		{SectionColour(story.Action), "#2BB58A", "#0B7355"},
		{SectionColour(story.Result), "#CC79A7", "#9C4274"},
		{SectionColour(story.Lessons), "#C9C25A", "#6B6400"},
	} {
		want(t, "dark "+string(c.name), rgb(NewTheme(Dark, 100).Color(c.name, theme.VariantLight)), c.dark)
		if c.light != "" {
			want(t, "light "+string(c.name), rgb(NewTheme(Light, 100).Color(c.name, theme.VariantDark)), c.light)
		}
	}
}

func TestTheSystemsChoiceIsFollowedUnlessTheSettingsSayOtherwise(t *testing.T) {
	th := NewTheme(System, 100)
	want(t, "dark", rgb(th.Color(ColourBackground, theme.VariantDark)), "#15181D")
	want(t, "light", rgb(th.Color(ColourBackground, theme.VariantLight)), "#F5F6F8")
}

func TestBothThemesHaveEveryRole(t *testing.T) {
	dark, light := darkPalette(), lightPalette()
	if len(dark) != len(light) {
		t.Errorf("%d roles in the dark theme, %d in the light one", len(dark), len(light))
	}
	for name := range dark {
		if _, ok := light[name]; !ok {
			t.Errorf("the light theme has no %s", name)
		}
	}
	for _, n := range append(story.SectionNames(), rehearsal.Delivery) {
		for _, name := range []fyne.ThemeColorName{SectionColour(n), DimColour(n), PastColour(n)} {
			if _, ok := dark[name]; !ok {
				t.Errorf("there is no %s", name)
			}
		}
	}
}

func luminance(c color.Color) float64 {
	n := nrgba(c)
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
	x, y := luminance(a), luminance(b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func TestEveryInkReachesFourAndAHalfToOneOnEachGroundThatItIsUsedOn(t *testing.T) {
	screens := []fyne.ThemeColorName{ColourBackground, ColourStage, ColourHeader, ColourCard}
	all := append([]fyne.ThemeColorName{ColourRaised}, screens...)
	uses := map[fyne.ThemeColorName][]fyne.ThemeColorName{
		ColourText: all, ColourQuiet: all, ColourOver: all, ColourNever: all,
		ColourOnAccent: {ColourAccent},
	}
	for _, n := range story.SectionNames() {
		uses[SectionColour(n)] = screens
		uses[ColourOnSection] = append(uses[ColourOnSection], SectionColour(n))
	}
	uses[ColourOnSection] = append(uses[ColourOnSection], ColourOver, SectionColour(rehearsal.Delivery))
	for name, p := range map[string]palette{"dark": darkPalette(), "light": lightPalette()} {
		for ink, grounds := range uses {
			for _, ground := range grounds {
				if ratio := contrast(p[ink], p[ground]); ratio < 4.5 {
					t.Errorf("%s: %s on %s is %.2f", name, ink, ground, ratio)
				}
			}
		}
	}
}

func TestTheSectionsOfAPlanBarAreToldFromEachOtherAndFromTheGround(t *testing.T) {
	for name, p := range map[string]palette{"dark": darkPalette(), "light": lightPalette()} {
		for _, n := range story.SectionNames() {
			full, past, dim, ground := p[SectionColour(n)], p[PastColour(n)], p[DimColour(n)], p[ColourStage]
			steps := []float64{contrast(full, ground), contrast(past, ground), contrast(dim, ground), 1.2}
			for i := range steps[1:] {
				if steps[i] <= steps[i+1] {
					t.Errorf("%s %s: full, past and dim stand out by %.2f", name, n, steps[:3])
				}
			}
		}
	}
}

func TestFynesOwnWidgetsWearTheSameColours(t *testing.T) {
	th := NewTheme(Dark, 100)
	for name, role := range map[fyne.ThemeColorName]fyne.ThemeColorName{
		theme.ColorNameBackground: ColourBackground, theme.ColorNameForeground: ColourText,
		theme.ColorNamePlaceHolder: ColourQuiet, theme.ColorNameInputBackground: ColourCard,
		theme.ColorNameMenuBackground: ColourCard, theme.ColorNamePrimary: ColourAccent,
		theme.ColorNameButton: ColourRaised, theme.ColorNameInputBorder: ColourLine,
		theme.ColorNameForegroundOnPrimary: ColourOnAccent, theme.ColorNameError: ColourOver,
	} {
		want(t, string(name), th.Color(name, theme.VariantDark), color.Color(darkPalette()[role]))
	}
	for _, name := range []fyne.ThemeColorName{theme.ColorNameHover, theme.ColorNamePressed, theme.ColorNameSelection, theme.ColorNameFocus, theme.ColorNameShadow} {
		if a := nrgba(th.Color(name, theme.VariantDark)).A; a == 0 || a == 255 {
			t.Errorf("%s has an opacity of %d", name, a)
		}
	}
	if th.Color(theme.ColorNameSuccess, theme.VariantDark) == nil || th.Color(theme.ColorNameScrollBarBackground, theme.VariantDark) != color.Transparent {
		t.Error("other colours are not Fyne's")
	}
	if nrgba(NewTheme(Light, 100).Color(theme.ColorNameShadow, theme.VariantLight)).A >= nrgba(th.Color(theme.ColorNameShadow, theme.VariantDark)).A {
		t.Error("the light theme's shadows are as dark as those of the dark one")
	}
}

func TestSizesScaleWithTheTextSizeAndHairlinesDoNot(t *testing.T) {
	for _, c := range []struct {
		percent int
		scale   float32
	}{{80, 0.8}, {100, 1}, {150, 1.5}, {200, 2}, {10, 0.8}, {900, 2}} {
		th := NewTheme(Dark, c.percent)
		for name, at100 := range map[fyne.ThemeSizeName]float32{SizeSmall: 12, SizeBody: 14, SizeLead: 17, SizeTitle: 24, SizePrompt: 23, theme.SizeNameText: 14, theme.SizeNameInputRadius: 6, theme.SizeNameSubHeadingText: 17} {
			want(t, fmt.Sprint(name, " at ", c.percent, "%"), th.Size(name), at100*c.scale)
		}
		want(t, "a hairline", th.Size(theme.SizeNameSeparatorThickness), theme.DefaultTheme().Size(theme.SizeNameSeparatorThickness))
		want(t, "Fyne's own", th.Size(theme.SizeNamePadding), theme.DefaultTheme().Size(theme.SizeNamePadding)*c.scale)
	}
}

func TestAUnitIsAPixelAtOneHundredPercent(t *testing.T) {
	dark(t, 100)
	want(t, "10 units", U(10), 10)
	dark(t, 150)
	want(t, "10 units at 150%", U(10), 15)
	want(t, "the body's size", Size(SizeBody), 21)
	fyne.CurrentApp().Settings().SetTheme(theme.DefaultTheme())
	want(t, "10 units in another theme", U(10), 10)
}

func TestFontsAndIconsAreFynes(t *testing.T) {
	th := NewTheme(Dark, 100)
	if th.Font(fyne.TextStyle{Monospace: true}) == th.Font(fyne.TextStyle{}) || th.Icon(theme.IconNameCancel) == nil {
		t.Error("a font or an icon is missing")
	}
}
