//go:build cgo

package app

import (
	"context"
	"log"

	"starling/app/recording"
	"starling/app/settings"
)

// recoverRecordings makes the recordings whole that a crash has cut off.
func (w *window) recoverRecordings() {
	defer close(w.recovered)
	dir := recording.Dir(w.options.Paths.Data)
	if err := clearTranscribing(dir); err != nil {
		log.Print(err)
	}
	found, err := recording.Recover(dir)
	if err != nil {
		log.Print(err)
	}
	if len(found.Mended)+len(found.Empty)+len(found.Left) > 0 {
		log.Printf("recordings that were cut off: %d are whole up to there, %d had nothing in them, %d could not be read and are as they were",
			len(found.Mended), len(found.Empty), len(found.Left))
	}
}

// tidyRecordings deletes those that the settings do not keep, once history is there.
func (w *window) tidyRecordings() {
	prefs, _, err := settings.Load(w.options.Paths.Config)
	if err != nil {
		log.Print(err)
		return // nothing is deleted by a guess
	}
	err = recordings{data: w.options.Paths.Data, history: w.history}.Tidy(context.WithoutCancel(w.ctx), prefs.Recording, "")
	if err != nil {
		log.Printf("recordings were not tidied: %v", err)
	}
}
