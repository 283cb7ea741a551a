package ui

import (
	"context"

	"starling/app/progress"
)

// readListenings reads how answers were rated before and after they were listened to.
func (sc *progressScreen) readListenings(ctx context.Context) ([]progress.Listening, error) {
	all, err := sc.shell.parts.Reader.Listenings(ctx)
	var heard []progress.Listening
	for _, l := range all {
		heard = append(heard, progress.Listening{Story: l.Story, Started: l.Started, Before: l.Before, After: l.After})
	}
	return heard, err
}

// listened is what of it belongs to the period and to the stories that are meant.
func (sc *progressScreen) listened() progress.Listened {
	_, slugs := sc.stories()
	return progress.ListenedOf(sc.heard, slugs, sc.period, progress.DayOf(sc.shell.parts.Now().Local()))
}
