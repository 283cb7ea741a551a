package ui

import (
	"maps"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/story"
	"starling/app/ui/look"
)

// What the rating and the history have of a recording.

// listenCards is the rating's part: below the ratings, for one rates before one listens.
func (sc *ratingScreen) listenCards() fyne.CanvasObject {
	sc.listening = sc.shell.listenTo(sc.attempt, sc.from != nil, listenHost{
		page:    sc.page,
		ratings: func() map[story.SectionName]int { return maps.Clone(sc.ratings) },
		heard: func(before map[story.SectionName]int) {
			ratedBefore(sc.rows, before)
			sc.page.Reflow()
		},
		ready: func() {
			sc.listenHint.Show()
			sc.shell.window.Content().Refresh()
		},
	})
	if h := sc.listening.heard; h.Listened {
		ratedBefore(sc.rows, h.Before)
	}
	return look.Column(14, sc.listening.object, sc.listening.below)
}

// listen is the history's part: what is played stands above the ratings, and how it was
// spoken below them.
func (d *attemptDetail) listen(above, below *fyne.Container) {
	d.listening = d.shell.listenTo(d.record.Attempt, false, listenHost{
		page:    d.page,
		ratings: func() map[story.SectionName]int { return maps.Clone(d.record.Ratings) },
		heard: func(before map[story.SectionName]int) {
			ratedBefore(d.rows, before)
			d.page.Reflow()
		},
		ready: func() {
			d.listenHint.Show()
			d.object.Refresh()
		},
	})
	if h := d.listening.heard; h.Listened {
		ratedBefore(d.rows, h.Before)
	}
	above.Objects, below.Objects = []fyne.CanvasObject{d.listening.object}, []fyne.CanvasObject{d.listening.below}
}

// onListen shows the attempt, where the list alone is shown, and plays it.
func (d *attemptDetail) onListen() {
	d.screen.open()
	if now := d.screen.detail; now != nil { // it may have been laid out anew
		now.listening.onListen()
	}
}

// ratedBefore says on the rows how they were rated before the answer was listened to.
func ratedBefore(rows []*rateRow, before map[story.SectionName]int) {
	for _, r := range rows {
		r.setBefore(before[r.section])
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
