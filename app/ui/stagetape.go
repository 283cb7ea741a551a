package ui

import (
	"context"
	"fmt"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// stageTape is what the stage knows of the recording of its answer, and of the
// fillers that are counted by hand.
type stageTape struct {
	open     bool      // the microphone is asked for
	rolling  bool      // the answer is recorded, or paused within its recording
	followed int       // events of the session that the recorder was told
	awake    time.Time // when the machine was last seen awake before it slept
	stopHint func()    // ends the wait for the hint to go; nil for none
	fillers  int
	counted  bool // F was used, so that even none is a count
}

const (
	tapeNotice = "tape"
	// tapeHint is the notice that says, to whoever records for the first time,
	// where it goes.
	tapeHint   = "tape hint"
	firstTaped = "Recorded on this machine alone. Settings say how long it is kept."
	// hintLasts is long enough to read it twice; an answer is no place for more.
	hintLasts = 10 * time.Second
)

// taped tells whether the settings have answers recorded.
func (s *stage) taped() bool { return s.shell.settings.Recording.On }

// openTape asks for the microphone, so that the level is seen before the answer.
func (s *stage) openTape() {
	if s.taped() && !s.tape.open {
		s.tape.open = true
		s.shell.parts.Tape.Open()
	}
}

// closeTape lets the microphone go.
func (s *stage) closeTape() {
	if !s.tape.open {
		return
	}
	s.tape.open, s.tape.rolling = false, false
	s.shell.parts.Tape.Close() // ends a recording too
	s.shell.tapeStatus = recording.Status{}
	s.shell.TellOf(tapeNotice, "")
	s.endHint()
}

func (s *stage) endHint() {
	if s.tape.stopHint != nil {
		s.tape.stopHint()
		s.tape.stopHint = nil
		s.shell.TellOf(tapeHint, "")
	}
}

// record has the recorder follow what has happened in the answer, each thing at
// its own moment: it may have been noticed a little later.
func (s *stage) record(events []rehearsal.Event) {
	for _, e := range events[s.tape.followed:] {
		at := s.session.MomentOf(e)
		switch e.Kind {
		case rehearsal.EventStart, rehearsal.EventResume:
			s.roll(at, e.Spoken)
		case rehearsal.EventPause:
			s.hold(at)
		case rehearsal.EventSleep:
			s.hold(s.tape.awake)
		case rehearsal.EventFinish, rehearsal.EventLimit, rehearsal.EventAuto, rehearsal.EventAbandon:
			s.stopTape(at)
		}
	}
	s.tape.followed = len(events)
}

// roll records from a moment on, when so much had been spoken.
func (s *stage) roll(at time.Time, spoken time.Duration) {
	switch {
	case !s.taped():
	case s.tape.rolling:
		s.shell.parts.Tape.Resume(at, spoken)
	default: // from the start, or after the end or the recording was taken back
		s.tape.rolling = true
		s.shell.parts.Tape.Start(s.id, at, spoken)
	}
}

func (s *stage) hold(at time.Time) {
	if s.tape.rolling {
		s.shell.parts.Tape.Pause(at)
	}
}

func (s *stage) stopTape(at time.Time) {
	if s.tape.rolling {
		s.tape.rolling = false
		s.shell.parts.Tape.Stop(at)
	}
}

// pressTape is a key that is about the recording or the fillers; it tells
// whether it was one that the answer is to be settled after.
func (s *stage) pressTape(ev *fyne.KeyEvent, now time.Time) bool {
	switch ev.Name {
	case fyne.KeyV:
		s.onRecord(now)
	case fyne.KeyF:
		return s.onFiller(!look.ShiftHeld())
	}
	return false
}

// onRecord turns recording on or off, for this answer and those to come. What
// is recorded already stays.
func (s *stage) onRecord(now time.Time) {
	s.settle(now)
	if s.shell.now != screen(s) {
		return // the answer ended by itself in this very moment
	}
	s.shell.setTaped(!s.taped())
	if !s.taped() {
		s.stopTape(now)
		s.closeTape()
		s.view.showFoot()
		return
	}
	s.openTape()
	if s.session.State() == rehearsal.StateAnswering {
		s.roll(now, s.session.SpokenAt(now))
	}
	s.view.showFoot()
	s.tellFirst()
}

// tellFirst says where a recording goes, as long as there is none but this.
func (s *stage) tellFirst() {
	mine := 0
	if s.running() {
		mine = 1
	}
	s.shell.parts.Beside(func() {
		n, _, err := s.shell.parts.Recordings.Space()
		s.shell.parts.Main(func() {
			if (err != nil || n <= mine) && s.shell.now == screen(s) && s.taped() {
				s.endHint()
				s.shell.TellOf(tapeHint, firstTaped)
				s.tape.stopHint = s.shell.parts.After(hintLasts, s.endHint)
			}
		})
	})
}

// setTaped keeps whether answers are recorded. The clock does not wait for the disk.
func (s *Shell) setTaped(on bool) {
	s.settings.Recording.On = on
	s.taped.Store(on)
	s.parts.Beside(func() {
		// Read here, so that of two presses the later holds, whichever is written last.
		_, err := s.parts.Change(func(p *settings.Settings) { p.Recording.On = s.taped.Load() })
		if err != nil {
			s.parts.Main(func() { s.tell(fmt.Sprintf("Whether to record could not be kept: %v", err)) })
		}
	})
}

// applyRecording tells the recorder what has changed.
func (s *Shell) applyRecording(before settings.Recording) {
	now := s.settings.Recording
	if before.Device != now.Device || before.Meter != now.Meter {
		s.parts.Tape.SetConfig(RecordingConfig(s.settings, recording.Dir(s.parts.Paths.Data)))
	}
}

// onFiller counts a filler, or takes one back; true where that changed something.
func (s *stage) onFiller(more bool) bool {
	state := s.session.State()
	if state != rehearsal.StateAnswering && state != rehearsal.StatePaused || !more && s.tape.fillers == 0 {
		return false
	}
	s.tape.counted = true
	if more {
		s.tape.fillers++
	} else {
		s.tape.fillers--
	}
	return true
}

// keepFillers stores the fillers that were counted in an attempt which is kept.
func (s *stage) keepFillers() {
	if s.tape.counted {
		s.shell.parts.Recorder.SetFillers(s.id, s.tape.fillers)
	}
}

// dropAttempt drops an attempt with too little in it, and what was recorded of it.
func (s *Shell) dropAttempt(id string) {
	s.parts.Recorder.Drop(id)
	s.removeRecording(id)
}

// removeRecording deletes the recording of an attempt, once it is written.
func (s *Shell) removeRecording(id string) {
	s.parts.Beside(func() {
		// Also while Starling closes: it is waited for.
		err := s.parts.Tape.Flush(context.WithoutCancel(s.ctx))
		if err == nil {
			err = s.parts.Recordings.Remove(id)
		}
		if err != nil {
			s.parts.Main(func() { s.tell(fmt.Sprintf("A recording that is not kept could not be deleted: %v", err)) })
		}
	})
}

// afterRating deletes the recording of the attempt whose rating is left, where
// recordings are not kept beyond that.
func (s *Shell) afterRating(next screen) {
	sc, ok := s.now.(*ratingScreen)
	if !ok || s.settings.Recording.Keep != settings.KeepRating {
		return
	}
	if st, back := next.(*stage); back && st.id == sc.attempt.ID {
		return // the answer goes on, and so does its recording
	}
	s.removeRecording(sc.attempt.ID)
}

// tapeKeys lists the keys of the recording and of the fillers.
func (s *stage) tapeKeys() []keyHelp {
	record := "record"
	if s.taped() {
		record = "stop recording"
		if !s.running() || s.session.State() == rehearsal.StatePreparing {
			record = "do not record"
		}
	}
	keys := []keyHelp{{"V", record}}
	if state := s.session.State(); state == rehearsal.StateAnswering || state == rehearsal.StatePaused {
		filler := "count a filler"
		if s.tape.counted {
			filler = fmt.Sprintf("fillers %d", s.tape.fillers)
		}
		keys = append(keys, keyHelp{"F", filler})
	}
	return keys
}

// keys lists the keys for the help, with the one that the foot never has room for.
func (s *stage) keys() []keyHelp {
	keys := append(s.footKeys(), s.tapeKeys()...)
	return append(keys, keyHelp{"Shift+F", "while answering: one filler fewer"})
}

// shortBelow is the width in units below which the foot has no room for the
// recording and all its keys.
const shortBelow = 600

// fitTape chooses the place of the recording: at the foot, or beside the cue
// where the foot is short. It goes by the width alone, so that it does not
// depend on what was chosen before.
func (v *stageView) fitTape(width float32) {
	if short := width < look.U(shortBelow); short != v.short {
		v.short = short
		v.side.Objects = []fyne.CanvasObject{v.aside}
		if short {
			v.side.Objects = []fyne.CanvasObject{v.tape.box, v.aside}
		}
		v.showFoot()
	}
}

// footTapeKeys are those at the foot. Where it is short V is shown before the
// answer, F once something is counted, and both in the list of keys.
func (v *stageView) footTapeKeys() []keyHelp {
	keys := v.stage.tapeKeys()
	switch {
	case !v.short || len(keys) == 1 && !v.stage.running():
		return keys
	case v.stage.tape.counted:
		return keys[1:]
	}
	return nil
}

// tapeLook is how the recording stands, as it is shown.
type tapeLook struct {
	words string
	mark  tapeMark
	meter bool
}

// tapeMark is the shape beside the words.
type tapeMark int

const (
	markOff   tapeMark = iota // a hollow ring
	markDeaf                  // the same, in the colour of what is amiss
	markReady                 // a small dot
	markOn                    // a dot
	markHeld                  // two bars
)

// tapeLook tells how the recording stands. The recorder has the last word: what
// it does not record is never said to be.
func (s *stage) tapeLook() tapeLook {
	status, meter := s.shell.tapeStatus, s.shell.settings.Recording.Meter
	state := s.session.State()
	switch {
	case !s.taped():
		return tapeLook{words: "Not recorded", mark: markOff}
	case status.Deaf:
		return tapeLook{words: "Not recorded", mark: markDeaf}
	case state == rehearsal.StatePaused, state == rehearsal.StateAnswering && status.State == recording.Paused:
		return tapeLook{words: "Recording paused", mark: markHeld}
	case state == rehearsal.StateAnswering && status.State == recording.Recording:
		return tapeLook{"Recording", markOn, meter}
	}
	return tapeLook{"Will be recorded", markReady, meter}
}

// tapeLine shows by word, shape and colour whether the answer is recorded, and
// how loud it is.
type tapeLine struct {
	box   *fyne.Container
	mark  *fyne.Container
	words *look.Text
	meter *look.Meter
	shown tapeLook
}

func newTapeLine() *tapeLine {
	l := &tapeLine{
		mark: look.Layers(), words: look.NewText("", look.SizeSmall, look.ColourText), meter: look.NewMeter(recording.Levels),
	}
	l.box = look.Row(7, look.Square(12, l.mark), l.words, l.meter)
	return l
}

// paint shows the recording as it stands. The level changes several times a
// second, and costs no more than its bars.
func (l *tapeLine) paint(now tapeLook, level int) {
	if now != l.shown {
		l.shown = now
		ink := look.ColourText
		if now.mark == markOff || now.mark == markHeld {
			ink = look.ColourQuiet
		}
		l.mark.Objects = []fyne.CanvasObject{now.mark.shape()}
		l.mark.Refresh()
		l.words.Set(now.words)
		l.words.SetColour(ink)
		setVisible(l.meter, now.meter)
	}
	if now.meter {
		l.meter.Set(level)
	}
}

// shape draws the mark, 12 units across and down.
func (m tapeMark) shape() fyne.CanvasObject {
	dot := func(ink fyne.ThemeColorName) fyne.CanvasObject {
		return look.SectionShape(story.Situation, look.Colour(ink))
	}
	switch m {
	case markOn:
		return dot(look.ColourOver)
	case markReady:
		return look.Inset(3, 3, dot(look.ColourText))
	case markHeld:
		bar := func() fyne.CanvasObject { return look.NewBox(look.ColourQuiet, 1) }
		return look.Layers(look.Padded(1, 0, 7, 0, bar()), look.Padded(7, 0, 1, 0, bar()))
	case markDeaf:
		return look.NewRing(look.ColourOver, 12)
	}
	return look.NewRing(look.ColourQuiet, 12)
}
