// Package assets holds what Starling shows and does not make: its icon.
// It knows nothing of Fyne, so that anything may embed it.
package assets

import _ "embed" // for the icon's bytes

//go:embed icon.png
var icon string

// Icon is the app's icon, a PNG picture of 512 by 512 pixels. It is drawn from icon.svg by "make icon".
// Every call returns a copy of its own.
func Icon() []byte { return []byte(icon) }
