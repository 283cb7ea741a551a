package ui

import (
	"fmt"

	"starling/app/history"
	"starling/app/recording"
	"starling/app/sound"
	"starling/app/ui/look"
)

// OfferUnfinished offers what to do with attempts that were cut off. Those
// with too little in them are put away without a word, as on the stage.
func (s *Shell) OfferUnfinished(records []history.Record) {
	for _, r := range records {
		if st, ok := s.now.(*stage); ok && st.id == r.ID {
			continue // it is not cut off: it is being spoken
		}
		if r.TooShort() {
			s.dropAttempt(r.ID)
			continue
		}
		s.notify(&notice{
			text: fmt.Sprintf("An answer was cut off: %s, %s, %s spoken. Nothing of it is lost.",
				attemptTitle(r.Attempt), localTime(r).Format("2 Jan 15:04"), seconds(r.Spoken)),
			actions: []noticeAction{
				{"Rate it", func() { s.rateLate(r) }},
				{"Keep it unrated", func() { s.parts.Recorder.Keep(r.ID) }},
				{"Discard it", func() { s.discard(r) }},
			},
		})
	}
}

func (s *Shell) rateLate(r history.Record) {
	if s.answering() {
		s.OfferUnfinished([]history.Record{r})
		s.tell("An answer is under way: finish it first.")
		return
	}
	s.parts.Recorder.Keep(r.ID)
	s.show(newLateRating(s, r))
}

func (s *Shell) discard(r history.Record) {
	s.parts.Recorder.Delete(r.ID)
	s.offerUndo(fmt.Sprintf("The attempt at %s was discarded.", attemptTitle(r.Attempt)), func() { s.parts.Recorder.Restore(r.ID) })
}

// SoundTold shows what has become of the sound; the answer goes on.
func (s *Shell) SoundTold(status sound.Status) {
	text := status.Text
	if status.OK {
		text = ""
	}
	s.TellOf(soundNotice, text)
}

// TapeTold is told how recording fares.
func (s *Shell) TapeTold(status recording.Status) {
	news := status.Text != s.tapeStatus.Text
	s.tapeStatus = status
	if news {
		s.TellOf(tapeNotice, status.Text)
	}
	if st, ok := s.now.(*stage); ok {
		st.view.showFoot() // it paints what reads differently, and the level
	}
}

// Refuse says that Starling cannot go on, and closes it when that is read:
// without history an answer would be lost.
func (s *Shell) Refuse(title string, err error) {
	s.ask(title, look.NewProse(err.Error(), look.SizeBody, look.ColourText),
		look.Answer{Text: "Close Starling", Key: "Esc", Main: true, Do: s.window.Close})
}
