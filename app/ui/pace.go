package ui

import (
	"context"
	"fmt"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/ui/look"
)

// measuredPace is how fast the person has spoken from scripts.
type measuredPace struct {
	wpm   int // words a minute; zero where it is not known
	times int // how many attempts tell it
}

// paceDiffers is from how many words a minute on a measured pace is worth
// telling.
const paceDiffers = 3

// fetchPace reads how fast the person has spoken from scripts.
func (s *Shell) fetchPace() {
	var samples []rehearsal.PaceSample
	s.fetch("Reading your history", func(ctx context.Context) (err error) {
		samples, err = s.parts.Reader.PaceSamples(ctx)
		return err
	}, func() {
		if pace := paceOf(samples); pace != s.pace {
			s.pace = pace
			s.stories.again()
		}
	})
}

// paceOf measures a pace.
func paceOf(samples []rehearsal.PaceSample) measuredPace {
	wpm, ok := rehearsal.MeasuredPace(samples)
	if !ok {
		return measuredPace{}
	}
	const most = 10
	times := 0
	for _, s := range samples {
		if _, counts := rehearsal.MeasuredPace([]rehearsal.PaceSample{s, s, s}); counts && times < most {
			times++
		}
	}
	return measuredPace{wpm, times}
}

// paceOffer offers the measured pace in place of the one that is set; nil where
// there is nothing to offer. Done is called when it was taken.
func (s *Shell) paceOffer(reveal func(fyne.CanvasObject), done func()) fyne.CanvasObject {
	pace := s.pace
	wpm := min(max(pace.wpm, settings.MinPace), settings.MaxPace)
	if by := wpm - s.settings.Pace; pace.wpm == 0 || by < paceDiffers && by > -paceDiffers {
		return nil
	}
	text := fmt.Sprintf("You speak %d words a minute from the script (median of %d).", pace.wpm, pace.times)
	use := look.NewButton(look.Chip, "Use it", "", func() {
		s.changeSettings(func(to *settings.Settings) { to.Pace = wpm })
		done()
	}).Ink(look.ColourText).OnFocus(reveal)
	return look.Flow(8, look.NewText(text, look.SizeSmall, look.ColourText), use)
}
