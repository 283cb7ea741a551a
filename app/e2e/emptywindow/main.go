//go:build bench

// Command emptywindow opens a window of Starling's size with nothing in it: what
// Fyne itself costs, to compare Starling with.
package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
)

func main() {
	a := app.NewWithID("app.starling.emptywindow")
	w := a.NewWindow("Empty")
	w.Resize(fyne.NewSize(1100, 740))
	w.ShowAndRun()
}
