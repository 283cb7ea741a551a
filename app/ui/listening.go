package ui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/chart"
	"starling/app/delivery"
	"starling/app/history"
	"starling/app/playback"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/sound"
	"starling/app/story"
	"starling/app/ui/look"
)

const (
	// listenedAfter is how long a recording must have played to count as listened to,
	// or to its end where it is shorter.
	listenedAfter = 5 * time.Second
	// playheadEvery is the least time from one move of the playhead to the next, and
	// playheadStep how many pixels it goes on at once, if that takes no second: each
	// move paints the window anew. As the clock on the stage it goes on once a second:
	// four times cost 16 points of a core in software drawing.
	playheadEvery = time.Second
	playheadStep  = 6
	// outlineParts is of how many parts the outline of a recording is: more than the
	// columns of the widest waveform.
	outlineParts = 640
	// flushPatience is how long the rating waits for the recording to be whole.
	flushPatience = 10 * time.Second
	// seekStep is how far the arrows go, and fineStep how far they do with Shift.
	seekStep, fineStep = 5 * time.Second, time.Second
	// pastDeliveries is with how many earlier recordings one is compared.
	pastDeliveries = 50
)

// listening is the recording of an attempt on a screen: what is played of it, how it
// was spoken, and whether the person has listened to it. A screen has it where it
// wants by its two objects, which are empty while there is nothing to show.
type listening struct {
	shell   *Shell
	attempt rehearsal.Attempt
	host    listenHost
	object  *fyne.Container // what is played of it
	below   *fyne.Container // how it was spoken
	ctx     context.Context
	cancel  context.CancelFunc
	closed  bool

	trouble string // why there is a recording and it cannot be played, to a person
	take    Take
	play    *playback.Playback // nil where there is nothing to play
	device  string             // what is to be told of the device
	wave    chart.Waveform
	parts   []listenPart
	view    *listenView // nil where there is nothing to play

	stopTick func()
	seen     time.Time     // when it was last looked at
	at       time.Duration // and what was heard then
	played   time.Duration // for how long it has played so far

	heard   history.Heard
	told    bool           // that it was listened to is known to history
	figures *delivery.Kept // nil until it was measured
	past    []delivery.Kept
	unread  string // why its figures are there and cannot be read
	failed  string // why the transcriber did not do its work
	card    *deliveryCard
}

// listenHost is the screen that has a listening.
type listenHost struct {
	// page is where it stands.
	page *look.Page
	// ratings gives those that hold.
	ratings func() map[story.SectionName]int
	// heard is called when it is known that the attempt was listened to.
	heard func()
	// ready is called when there is something to play.
	ready func()
}

// listenTo gives the listening of an attempt: the one that is there, or another that
// reads what there is. Fresh says that the answer has just ended, so that its recording
// is still being written.
func (s *Shell) listenTo(a rehearsal.Attempt, fresh bool, host listenHost) *listening {
	if l := s.listening; l != nil && l.attempt.ID == a.ID && !l.closed {
		l.host = host
		return l
	}
	s.hush()
	l := &listening{shell: s, attempt: a, host: host, object: look.Layers(), below: look.Layers()}
	l.object.Hide() // a column leaves no room for what is hidden
	l.below.Hide()
	l.ctx, l.cancel = context.WithCancel(s.ctx)
	s.listening = l
	var found foundRecording
	s.parts.Beside(func() {
		found = l.find(fresh)
		s.parts.Main(func() {
			if l.closed || s.ctx.Err() != nil {
				found.close()
				return
			}
			l.onFound(found)
		})
	})
	return l
}

// hush ends the listening that there is: nothing is played any more.
func (s *Shell) hush() {
	if s.listening != nil {
		s.listening.close()
		s.listening = nil
	}
}

// close stops what plays and lets go of the recording.
func (l *listening) close() {
	l.closed = true
	l.cancel()
	l.stopTicking()
	if l.play == nil {
		return
	}
	play, take := l.play, l.take
	play.Pause() // at once; the rest waits for what is being read
	l.shell.parts.Beside(func() {
		play.Close()
		_ = take.Close() // it was only read
	})
}

// foundRecording is what was read of an attempt's recording, beside the main thread.
type foundRecording struct {
	take  Take
	peaks []recording.Peak
	err   error // why it cannot be played
	heard history.Heard
	past  []delivery.Kept
	error error // why history could not be read
}

func (f foundRecording) close() {
	if f.take != nil {
		_ = f.take.Close() // it was only read
	}
}

// find reads what there is. It runs beside the main thread.
func (l *listening) find(fresh bool) foundRecording {
	var f foundRecording
	parts, id := l.shell.parts, l.attempt.ID
	if fresh {
		ctx, cancel := context.WithTimeout(l.ctx, flushPatience)
		f.err = parts.Tape.Flush(ctx)
		cancel()
	}
	if f.err == nil {
		if f.take, f.err = parts.Recordings.Open(id); f.err != nil {
			f.take = nil
		} else {
			f.peaks, f.err = f.take.Outline(l.ctx, outlineParts)
		}
	}
	if f.heard, f.error = parts.Reader.Heard(l.ctx, id); f.error == nil {
		f.past, f.error = l.readPast()
	}
	return f
}

// readPast gives what was measured in the recordings before this one.
func (l *listening) readPast() ([]delivery.Kept, error) {
	all, err := l.shell.parts.Reader.Deliveries(l.ctx, pastDeliveries)
	var past []delivery.Kept
	for _, d := range all {
		var k delivery.Kept
		if d.ID == l.attempt.ID || !d.Started.Before(l.attempt.Started) {
			continue
		}
		if err := k.UnmarshalText([]byte(d.Text)); err == nil && k.Why == "" {
			past = append(past, k)
		}
	}
	return past, err
}

// onFound shows what was found.
func (l *listening) onFound(f foundRecording) {
	if f.error != nil {
		l.shell.tell(fmt.Sprintf("Reading what you heard of this attempt did not work: %v. Nothing was changed.", f.error))
	}
	l.heard, l.past = f.heard, f.past
	l.told = f.heard.Listened
	l.readFigures()
	switch {
	case f.take == nil && errors.Is(f.err, recording.ErrNone):
	case f.take == nil && errors.Is(f.err, recording.ErrDamaged):
		l.trouble = "The recording of this answer is damaged and cannot be played."
	case f.take == nil:
		l.trouble = fmt.Sprintf("The recording of this answer cannot be opened: %v.", f.err)
	default:
		if f.err != nil {
			l.trouble = "The recording is damaged: it plays as far as it can be read."
		}
		l.begin(f.take, f.peaks)
	}
	if l.heard.Listened {
		l.host.heard()
	}
	l.show()
	if l.play != nil {
		l.host.ready()
		l.shell.measuring.want(l)
	}
}

// readFigures takes what history has of how it was spoken.
func (l *listening) readFigures() {
	l.figures, l.unread = nil, ""
	if l.heard.Delivery == "" {
		return
	}
	var k delivery.Kept
	if err := k.UnmarshalText([]byte(l.heard.Delivery)); err != nil {
		l.unread = fmt.Sprintf("How this answer was spoken was measured, but %v.", err)
		return
	}
	l.figures = &k
}

// begin makes what is needed to play a recording.
func (l *listening) begin(take Take, peaks []recording.Peak) {
	l.take = take
	l.play = playback.New(take, l.shell.parts.Speaker(l.deviceTold), nil) // follow looks how it stands
	l.parts = listenParts(l.attempt, take.Map())
	l.wave = waveformOf(l.attempt, l.play.Length(), l.parts, take.Map())
	l.wave.Peaks = wavePeaks(peaks)
	l.view = newListenView(l)
}

// deviceTold is told what becomes of the device, on any goroutine.
func (l *listening) deviceTold(s sound.Status) {
	l.shell.parts.Main(func() {
		if !l.closed && l.device != s.Text {
			l.device = s.Text
			l.view.paint()
		}
	})
}

// show puts what there is into the objects.
func (l *listening) show() {
	l.object.Objects = nil
	switch {
	case l.view != nil:
		l.view.set()
		l.object.Objects = append(l.object.Objects, look.Padded(0, 10, 0, 4, l.view.object))
	case l.trouble != "":
		l.object.Objects = append(l.object.Objects, look.Padded(16, 10, 0, 4, look.NewProse(l.trouble, look.SizeBody, look.ColourQuiet)))
	}
	l.shell.keepFocus(l.below, func() {
		l.below.Objects = nil
		if l.card = newDeliveryCard(l); l.card != nil {
			l.below.Objects = append(l.below.Objects, look.Padded(0, 10, 0, 4, l.card.object))
		}
	})
	setVisible(l.object, len(l.object.Objects) > 0)
	setVisible(l.below, len(l.below.Objects) > 0)
	l.host.page.Reflow()
}

// onMeasured is told how the answer was spoken.
func (l *listening) onMeasured(k delivery.Kept) {
	l.figures, l.unread = &k, ""
	l.show()
}

// onTranscribed is told what the person's program has written down, or why it has not.
func (l *listening) onTranscribed(text, failed string) {
	l.heard.Transcript, l.failed = text, failed
	l.show()
}

// act does something with what is played, and shows how it then stands.
func (l *listening) act(do func(now time.Time)) {
	if l.play == nil {
		return
	}
	now := l.shell.parts.Now()
	l.account(now) // what was heard until now: where it goes on is not heard yet
	do(now)
	l.at, l.seen = l.play.Position(now), now
	l.follow()
}

// follow shows what is heard, and asks to be called when that reads otherwise.
func (l *listening) follow() {
	l.stopTicking()
	now := l.shell.parts.Now()
	l.account(now)
	l.view.paint()
	grain := min(playheadStep*l.view.wave.Grain(), time.Second)
	if next, ok := l.play.NextChange(now, grain, playheadEvery); ok {
		l.stopTick = l.shell.parts.After(max(next.Sub(now), 0), l.follow)
	}
}

func (l *listening) stopTicking() {
	if l.stopTick != nil {
		l.stopTick()
		l.stopTick = nil
	}
}

// account counts how long was listened, and remembers it when it was long enough.
func (l *listening) account(now time.Time) {
	at := l.play.Position(now)
	if at != l.at {
		l.played += now.Sub(l.seen)
	}
	l.at, l.seen = at, now
	ended := l.play.Now().Ended && l.play.Length() < listenedAfter
	if l.told || l.played < listenedAfter && !ended {
		return
	}
	l.told = true
	l.heard.Listened, l.heard.Before = true, l.host.ratings()
	l.shell.parts.Recorder.Listen(l.attempt.ID)
	l.host.heard()
}

// onPlay plays, or stops for a while.
func (l *listening) onPlay() { l.act(func(time.Time) { l.play.Toggle() }) }

// seek goes so far on, or back.
func (l *listening) seek(by time.Duration) {
	l.act(func(now time.Time) { l.play.Seek(l.play.Position(now) + by) })
}

// seekTo goes to a moment.
func (l *listening) seekTo(at time.Duration) { l.act(func(time.Time) { l.play.Seek(at) }) }

// skip goes to the section before or after.
func (l *listening) skip(by int) {
	l.act(func(now time.Time) { l.play.Skip(now, l.spans(), by) })
}

// onLoop plays the section that is heard over and over, or ends that.
func (l *listening) onLoop() {
	l.act(func(now time.Time) {
		if l.play.Now().Looping {
			l.play.Unloop()
		} else if in := playback.Within(l.spans(), l.play.Position(now)); in >= 0 {
			l.play.SetLoop(now, l.parts[in].Span)
		}
	})
}

// onSpeed plays faster, or slower.
func (l *listening) onSpeed(by int) {
	l.act(func(time.Time) {
		speeds := playback.Speeds()
		at := max(slices.Index(speeds, l.play.Now().Speed), 0)
		l.play.SetSpeed(speeds[min(max(at+by, 0), len(speeds)-1)])
	})
}

// onFiller counts a filler more, or one fewer.
func (l *listening) onFiller(by int) {
	n := max(l.heard.Fillers+by, 0)
	if n == l.heard.Fillers && l.heard.Counted {
		return
	}
	l.heard.Fillers, l.heard.Counted = n, true
	l.shell.parts.Recorder.SetFillers(l.attempt.ID, n)
	if l.view != nil {
		l.view.paint()
	}
	if l.card != nil {
		l.show()
	}
}

// onListen goes to what is played, and plays it or stops it.
func (l *listening) onListen() {
	if l.play == nil {
		return
	}
	l.shell.focus(l.view.wave)
	l.onPlay()
}

// onHow says how each figure is measured.
func (l *listening) onHow() {
	if l.card != nil {
		l.card.onHow()
	}
}

// press is a key of the screen; it tells whether it was one for listening.
func (l *listening) press(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyV:
		l.onListen()
	case fyne.KeyH:
		l.onHow()
	default:
		return false
	}
	return true
}

// spans are those of the sections.
func (l *listening) spans() []playback.Span {
	var spans []playback.Span
	for _, p := range l.parts {
		spans = append(spans, p.Span)
	}
	return spans
}
