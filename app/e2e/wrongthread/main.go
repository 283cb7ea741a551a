//go:build window

// Command wrongthread opens a window and calls Fyne once from the wrong thread:
// the planted mistake that TestThreads must find before it looks for real ones.
// Its one argument is the file to log to, as Starling logs to a file.
package main

import (
	"log"
	"os"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/widget"
)

func main() {
	f, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	log.SetOutput(f)
	a := app.NewWithID("app.starling.wrongthread")
	w := a.NewWindow("Wrong thread")
	label := widget.NewLabel("before")
	w.SetContent(label)
	w.Resize(fyne.NewSize(300, 200))
	a.Lifecycle().SetOnStarted(func() {
		// As soon as the label is on the screen: before, Fyne has nothing to paint anew.
		time.AfterFunc(time.Second, func() { label.SetText("after") }) // here
	})
	w.ShowAndRun()
}
