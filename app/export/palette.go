package export

import (
	"fmt"
	"image/color"
	"maps"
	"slices"
	"strings"

	"starling/app/chart"
)

// Charts are written once, in the light colours, which are those of paper too.
// In the dark the style sheet gives each colour its dark counterpart: so every
// role must have a colour of its own.

// lightCharts is the light palette with each role's colour told apart: where
// two are the same, one gets a shade that no eye sees.
func lightCharts() chart.Palette {
	light, taken := chart.Light(), map[color.NRGBA]bool{}
	for _, role := range slices.Sorted(maps.Keys(light)) {
		c := light[role]
		for taken[c] {
			if c.B < 0x80 {
				c.B++
			} else {
				c.B--
			}
		}
		taken[c] = true
		light[role] = c
	}
	return light
}

// darkCharts is the part of the style sheet that holds where the reader has
// chosen a dark theme, but for paper.
func darkCharts() string {
	light, dark := lightCharts(), chart.Dark()
	var b strings.Builder
	b.WriteString("@media screen and (prefers-color-scheme: dark) {\n")
	for _, role := range slices.Sorted(maps.Keys(light)) {
		for _, property := range []string{"fill", "stroke"} {
			fmt.Fprintf(&b, "svg [%s=\"%s\"] { %[1]s: %[3]s }\n", property, webColour(light[role]), webColour(dark[role]))
		}
	}
	b.WriteString("}\n")
	return b.String()
}

func webColour(c color.NRGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
