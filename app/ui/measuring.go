package ui

import (
	"context"
	"errors"
	"io"
	"slices"

	"starling/app/delivery"
	"starling/app/recording"
	"starling/app/rehearsal"
)

// measuring has recordings measured, and written down by the person's own program where
// there is one: beside the main thread, one after the other, and none while the stage is
// shown, where an answer may run.
type measuring struct {
	shell   *Shell
	waiting []rehearsal.Attempt
	cancel  context.CancelFunc // of what is under way; nil for nothing
	held    bool               // the stage is shown
	failed  map[string]string  // why the transcriber did not do its work, by its command and the attempt
}

// want has the recording of a listening measured, as far as that was not done.
func (m *measuring) want(l *listening) {
	l.failed = m.failed[m.failure(l.attempt.ID)]
	if l.heard.Delivery != "" && (l.heard.Transcript != "" || !m.transcribes(l.attempt.ID)) {
		return
	}
	if !slices.ContainsFunc(m.waiting, func(a rehearsal.Attempt) bool { return a.ID == l.attempt.ID }) {
		m.waiting = append(m.waiting, l.attempt)
	}
	m.next()
}

// failure is what a failure of the transcriber is remembered by: with another command
// it is tried again.
func (m *measuring) failure(id string) string {
	return m.shell.settings.Recording.Transcriber + "\n" + id
}

// transcribes tells whether there is a transcriber, which has not failed at this attempt.
func (m *measuring) transcribes(id string) bool {
	return m.shell.settings.Recording.Transcriber != "" && m.failed[m.failure(id)] == ""
}

// hold stops what is under way while the stage is shown, and goes on with it afterwards.
func (m *measuring) hold(on bool) {
	if m.held = on; on && m.cancel != nil {
		m.cancel()
	}
	m.next()
}

// next begins with the one that waits first.
func (m *measuring) next() {
	if m.held || m.cancel != nil || len(m.waiting) == 0 {
		return
	}
	s, a := m.shell, m.waiting[0]
	ctx, cancel := context.WithCancel(s.ctx)
	m.cancel = cancel
	command := ""
	if m.transcribes(a.ID) {
		command = s.settings.Recording.Transcriber
	}
	failure := m.failure(a.ID)
	s.parts.Beside(func() {
		heard, err := s.parts.Reader.Heard(ctx, a.ID)
		if err == nil && heard.Delivery == "" {
			err = m.measure(ctx, a)
		}
		if err == nil && heard.Transcript == "" && command != "" {
			m.transcribe(ctx, a, command, failure)
		}
		s.parts.Main(func() { m.done(ctx) })
	})
}

// done goes on with the next. What was stopped for an answer waits on.
func (m *measuring) done(ctx context.Context) {
	stopped := ctx.Err() != nil
	m.cancel()
	m.cancel = nil
	if !stopped {
		m.waiting = m.waiting[1:]
	}
	if m.shell.ctx.Err() == nil {
		m.next()
	}
}

// measure measures a recording and stores what was measured. It runs beside the main
// thread; what cannot be read was told by who opened it.
func (m *measuring) measure(ctx context.Context, a rehearsal.Attempt) error {
	take, err := m.shell.parts.Recordings.Open(a.ID)
	if err != nil {
		return err
	}
	defer take.Close()
	k, err := measured(ctx, a, take)
	if err != nil {
		return err
	}
	text, err := k.MarshalText()
	if err == nil {
		err = k.UnmarshalText(text) // as it is kept, so that it reads the same at any time
	}
	if err != nil {
		return err
	}
	m.shell.parts.Main(func() {
		if ctx.Err() != nil {
			return
		}
		m.shell.parts.Recorder.SetDelivery(a.ID, string(text))
		m.tell(a.ID, func(l *listening) {
			l.heard.Delivery = string(text)
			l.onMeasured(k)
		})
	})
	return nil
}

// measureBlock is how many samples are measured at a time: a third of a second.
const measureBlock = 16384

// measured measures how the answer in a recording was spoken.
func measured(ctx context.Context, a rehearsal.Attempt, take Take) (delivery.Kept, error) {
	if err := take.SeekTo(0); err != nil {
		return delivery.Kept{}, err
	}
	analyst, block := delivery.Listen(recording.Rate), make([]int16, measureBlock)
	for {
		if err := ctx.Err(); err != nil {
			return delivery.Kept{}, err
		}
		n, err := take.Read(block)
		analyst.Write(block[:n])
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return delivery.Kept{}, err // of a part there are no figures
		}
	}
	var spans []delivery.Span
	var names []string
	for _, p := range listenParts(a, take.Map()) {
		spans = append(spans, delivery.Span{From: p.From, To: p.To})
		names = append(names, string(p.section))
	}
	return analyst.Measure(spans).Keep(names), nil
}

// transcribe has a recording written down, and stores the text. It runs beside the main
// thread.
func (m *measuring) transcribe(ctx context.Context, a rehearsal.Attempt, command, failure string) {
	text, err := m.shell.parts.Recordings.Transcribe(ctx, command, a.ID)
	m.shell.parts.Main(func() {
		switch {
		case ctx.Err() != nil:
		case err != nil:
			m.failed[failure] = err.Error()
			m.tell(a.ID, func(l *listening) { l.onTranscribed("", err.Error()) })
		default:
			m.shell.parts.Recorder.SetTranscript(a.ID, text)
			m.tell(a.ID, func(l *listening) { l.onTranscribed(text, "") })
		}
	})
}

// tell tells the listening of an attempt, if that is the one shown.
func (m *measuring) tell(id string, told func(*listening)) {
	if l := m.shell.listening; l != nil && l.attempt.ID == id && !l.closed {
		m.shell.whenClear(func() {
			if !l.closed {
				told(l)
			}
		})
	}
}
