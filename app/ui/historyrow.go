package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// row makes a row of the list.
func (sc *historyScreen) row(i int, selected bool) fyne.CanvasObject {
	fill := look.ColourCard
	if selected {
		fill = look.ColourRaised
	}
	r, ok := sc.record(i)
	if !ok {
		return look.NewBox(fill, 10)
	}
	right, ink := "", look.ColourText
	switch {
	case r.Rated:
		right = fmt.Sprintf("%.0f%%", r.Coverage)
	case r.Ended == rehearsal.Abandoned:
		right, ink = "abandoned", look.ColourQuiet
	case r.Ended == rehearsal.Unfinished:
		right, ink = "cut off", look.ColourQuiet
	default:
		right, ink = "not rated", look.ColourQuiet
	}
	title := look.NewText(r.Title, look.SizeBody, look.ColourText).Bold().Clips()
	when := fmt.Sprintf("%s · %s", localTime(r).Format("2 Jan 2006 15:04"), rehearsal.Clock(r.Spoken.Round(time.Second)))
	if r.Alone() {
		when += " · a question alone"
	} else {
		when = joined(when, partText(r.Attempt), "from "+r.Prompt.Words())
	}
	if sc.isMarked(r.ID) {
		when = "◆ to compare · " + when
	}
	sub := look.NewText(when, look.SizeSmall, look.ColourQuiet).Clips()
	over := look.NewText("", look.SizeSmall, look.ColourOver)
	if d := r.Spoken - r.Plan.Limit; d >= time.Second {
		over.Set("+" + seconds(d))
	}
	return look.Layers(look.NewBox(fill, 10), look.Inset(14, 8, look.Column(3,
		beside(title, look.NewText(right, look.SizeSmall, ink)), beside(sub, over))))
}

// localTime gives an attempt's start as the clock on the wall showed it then.
func localTime(r history.Record) time.Time {
	return r.Started.In(time.FixedZone("", r.Offset))
}
