// Package chart shows the charts of app/chart on a screen: in the app's theme,
// at its text size, with values that are read by the arrow keys and by
// pointing, and with pictures of them to take along.
//
// What is drawn is one raster, made anew only when the chart, its size or the
// theme changes, with the texts and the ring round the value that is read as
// objects of their own over it. So a chart of ten thousand dots is a dozen
// objects, and scrolling it or reading it paints none of the dots again.
package chart
