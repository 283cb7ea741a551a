package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/ui/look"
)

// press is a key. Every key here is a toggle or an act: none repeats.
func (s *stage) press(ev *fyne.KeyEvent) {
	now := s.shell.parts.Now()
	if s.noticeSleep(now) {
		s.settle(now) // the key that woke the machine was not meant for the answer
		return
	}
	switch ev.Name {
	case fyne.KeySpace:
		s.onSpace(now)
	case fyne.KeyRight, fyne.KeyReturn, fyne.KeyEnter:
		s.onMark(now)
	case fyne.KeyLeft:
		s.session.Back(now)
	case fyne.KeyEscape:
		s.onEscape(now)
		return
	case fyne.KeyH:
		s.onHide()
	case fyne.KeyM:
		s.onMute()
	case fyne.KeyR:
		s.onStartOver(now)
		return
	case fyne.KeyL:
		s.onLadder()
		return
	case fyne.KeyN:
		s.onPass()
		return
	default:
		if !s.pressTape(ev, now) {
			return
		}
	}
	s.settle(now)
}

func (s *stage) navigate(ev *fyne.KeyEvent) bool { return s.view.scroll(ev) }

func (s *stage) onSpace(now time.Time) {
	if s.session.State() == rehearsal.StateReady {
		// Open first, so that the device has as long as it can to be ready.
		s.shell.parts.Player.Open()
	}
	s.session.Toggle(now)
}

// onEscape finishes the answer; before the start it leaves the stage.
func (s *stage) onEscape(now time.Time) {
	switch s.session.State() {
	case rehearsal.StateReady:
		s.leave()
	case rehearsal.StatePreparing:
		s.leaveUnspoken(now)
	default:
		s.session.Finish(now)
		s.settle(now)
	}
}

// leaveUnspoken leaves the stage while the answer is still being prepared:
// there is nothing to keep.
func (s *stage) leaveUnspoken(now time.Time) {
	s.session.Abandon(now)
	s.store()
	s.shell.parts.Recorder.Drop(s.id)
	s.leave()
}

func (s *stage) onHide() {
	if s.bare() {
		return // there the question is all there is
	}
	s.hidden = !s.hidden
	s.view.showPrompt()
}

func (s *stage) onMute() {
	on := !s.shell.parts.Player.Muted()
	s.shell.parts.Player.SetMuted(on)
	s.shell.settings.Sound.Muted = on
	s.shell.parts.Beside(func() { // the clock does not wait for the disk
		_, err := s.shell.parts.Change(func(p *settings.Settings) { p.Sound.Muted = s.shell.parts.Player.Muted() })
		if err != nil {
			s.shell.parts.Main(func() { s.shell.tell(fmt.Sprintf("That the sound is muted could not be kept: %v", err)) })
		}
	})
	s.view.showMute()
}

// onStartOver asks; the clock stands still until there is an answer.
func (s *stage) onStartOver(now time.Time) {
	if !s.running() || s.oneTake() {
		return
	}
	if s.session.State() == rehearsal.StatePreparing {
		s.startOver() // nothing was said yet: there is nothing to ask about
		return
	}
	ran := s.session.State() == rehearsal.StateAnswering
	s.session.Pause(now)
	s.settle(now)
	if s.session.State() != rehearsal.StatePaused {
		return // it ended by itself in this very moment
	}
	text := fmt.Sprintf("%s spoken so far are kept in history as abandoned; they count for no trend.", seconds(s.session.Spoken()))
	if s.session.Spoken() < rehearsal.MinSpoken {
		text = "Less than five seconds were spoken: they are not kept."
	}
	s.shell.ask("Start this answer over?", look.NewProse(text, look.SizeBody, look.ColourQuiet),
		look.Answer{Text: "Start over", Key: "R", Do: s.startOver},
		look.Answer{Text: "Go on with this one", Key: "Esc", Main: true, Do: func() {
			if ran {
				now := s.shell.parts.Now()
				s.session.Resume(now)
				s.settle(now)
			}
		}})
}

// startOver ends the attempt as abandoned and sets the stage for the next.
func (s *stage) startOver() {
	s.session.Abandon(s.shell.parts.Now())
	s.store()
	if s.attempt().TooShort() {
		s.shell.dropAttempt(s.id)
		s.again(s.number) // it does not count
		return
	}
	s.keepFillers()
	s.again(s.number + 1)
}

// again sets the stage for another attempt at the same, the one with that number.
func (s *stage) again(number int) {
	next, err := s.make(s.chosen)
	if err != nil {
		s.shell.show(s.home)
		s.shell.tell(fmt.Sprintf("%s cannot be rehearsed: %v", s.story.Title, err))
		return
	}
	next.question, next.hidden, next.home, next.within = s.question, s.hidden, s.home, s.within
	if s.number > 0 {
		next.number = number
	}
	s.shell.show(next)
}
