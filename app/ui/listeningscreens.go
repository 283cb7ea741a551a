package ui

import (
	"maps"

	"starling/app/history"
	"starling/app/story"
)

// What the rating and the history have of a recording.

// listen is the rating's part.
func (sc *ratingScreen) listen() *listening {
	return sc.shell.listenTo(sc.attempt, sc.from != nil, listenHost{
		page:    sc.page,
		ratings: func() map[story.SectionName]int { return maps.Clone(sc.ratings) },
		heard: func() {
			sc.listening.tellRows(sc.rows)
			sc.page.Reflow()
		},
		ready: func() {
			sc.listenHint.Show()
			sc.shell.window.Content().Refresh()
		},
	})
}

// listen is the history's part.
func (d *attemptDetail) listen() *listening {
	return d.shell.listenTo(d.record.Attempt, false, listenHost{
		page:    d.page,
		ratings: func() map[story.SectionName]int { return maps.Clone(d.record.Ratings) },
		heard: func() {
			d.listening.tellRows(d.rows)
			d.page.Reflow()
		},
		ready: func() {
			d.listenHint.Show()
			d.object.Refresh()
		},
	})
}

// onListen shows the attempt, where the list alone is shown, and plays it.
func (d *attemptDetail) onListen() {
	d.screen.open()
	if now := d.screen.detail; now != nil { // it may have been laid out anew
		now.listening.onListen()
	}
}

// tellRows has the rows say how they were rated before the answer was listened to.
func (l *listening) tellRows(rows []*rateRow) {
	if !l.heard.Listened {
		return
	}
	for _, r := range rows {
		r.setBefore(l.heard.Before[r.section])
	}
}

// listenedTimes says of each change whether it came before the answer was first listened
// to, or after; nothing where it never was.
func listenedTimes(changes []history.Change) []string {
	when := make([]string, len(changes))
	for i, c := range changes {
		if c.Field != "listened" {
			continue
		}
		for j := range changes {
			when[j] = " before listening"
			if j > i {
				when[j] = " after listening"
			}
		}
		break
	}
	return when
}
