package chart

import (
	"io"

	"starling/app/chart"
)

// The pictures that are taken along.
const (
	pictureWidth = 800 // in units
	pictureScale = 2   // pixels of a PNG to a unit
)

// SVG writes the chart with its title, its caption and its summary as an SVG
// file, in the colours of the present theme.
func (v *View) SVG(w io.Writer) error {
	f, err := fonts()
	if err != nil {
		return err
	}
	page := chart.Page(v.chart, pictureWidth, chart.Style{Unit: 1, Measure: chart.Roomy(f.Measure)})
	return chart.SVG(w, page, palette(), "chart")
}

// PNG writes the same as a picture.
func (v *View) PNG(w io.Writer) error {
	f, err := fonts()
	if err != nil {
		return err
	}
	page := chart.Page(v.chart, pictureWidth, chart.Style{Unit: 1, Measure: f.Measure})
	return chart.PNG(w, page, palette(), f, pictureScale)
}
