// Package chart draws what practice shows: a line over days, bars, stacked
// bars, a histogram, a calendar and the waveform of a recording. It is pure and
// knows no screen.
//
// A [Chart] is a value. For a size and a [Style] (the size of a unit and a
// measure of text) it lays itself out into a [Scene]: rectangles, lines, dots
// and texts, each with a [Role] in place of a colour, and the [Value]s that
// can be read in it, each with its words and its place, for the keyboard and
// the pointer. A scene never leaves its size.
//
//	c := chart.Line{Head: chart.Head{Title: "Coverage"}, From: from, To: to, Points: points}
//	style := chart.Style{Unit: 1, Measure: fonts.Measure}
//	scene := c.Layout(chart.Size{W: 640, H: c.Height(640, style)}, style)
//
// One scene serves every place: [SVG] writes it for a page or a file, [PNG]
// and [Raster] paint it, and the screens paint it in the app's theme. [Page]
// adds to a chart its title and what it says, so that it can stand alone.
//
// Lengths on the way in are in units, as on a screen at 100% text; lengths in
// a scene are in pixels of the size that it was laid out for.
package chart
