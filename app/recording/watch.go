package recording

import (
	"errors"
	"time"

	"starling/app/sound/opening"
)

const (
	// look is after how long without news the recorder looks at the microphone, and deaf how
	// often it may look in vain. They are counted, not timed: a machine that stood still or
	// slept finds its microphone where it was.
	look = 500 * time.Millisecond
	deaf = 3
)

// Why there is no microphone.
var (
	errStopped = errors.New("the microphone gives nothing any more")
	errAnew    = errors.New("another microphone was chosen")
)

// over tells run whether it is done. If it is, run is no longer under way.
func (r *Recorder) over() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.open || r.answering || r.undone > 0 {
		return false
	}
	r.running = false
	return true
}

// run looks after the microphone, and writes what it hears. It is the only goroutine of
// the recorder that lives longer than a call.
func (r *Recorder) run() {
	var waits opening.Waits
	for {
		if !r.wants() {
			r.report(Status{})
			if r.over() {
				return
			}
		}
		began := time.Now()
		f := newFeed()
		mic, err := r.connect(f)
		if err == nil {
			err = r.watch(f, mic.other)
			f.stop()
			// It may hang, and must not keep anybody.
			go mic.close()
			r.deck.unplug()
		}
		if err == nil || errors.Is(err, opening.ErrUnwanted) || errors.Is(err, errAnew) {
			waits.Reset()
			continue
		}
		r.absent(err)
		r.pause(waits.Next(time.Since(began)), err)
	}
}

// absent tells that there is no microphone.
func (r *Recorder) absent(err error) {
	s := Status{State: Waiting, Deaf: true, Text: textNone}
	switch {
	case errors.Is(err, errNever):
		s.Text = textNever
	case errors.Is(err, errDenied):
		s.Text = textDenied
	case errors.Is(err, errStopped):
		s.Text = textGone
	}
	r.report(s)
}

// report tells the person how recording fares, if that has changed.
func (r *Recorder) report(s Status) {
	if r.last == s {
		return
	}
	r.last = s
	r.tell.Lock()
	defer r.tell.Unlock()
	r.told(s)
}

// pause waits before the next attempt to open a microphone, or for ever if there can be
// none, unless something changes. What is told meanwhile is done.
func (r *Recorder) pause(d time.Duration, err error) {
	var again <-chan time.Time
	if !errors.Is(err, errNever) {
		timer := time.NewTimer(d)
		defer timer.Stop()
		again = timer.C
	}
	for r.undisturbed() {
		select {
		case <-again:
			return
		case <-r.wake:
		}
	}
}

// undisturbed does what was told, with no microphone to wait for, and tells whether one
// is still wanted, and the same.
func (r *Recorder) undisturbed() bool {
	r.listen()
	r.deck.late(farAhead)
	r.done()
	return r.wants() && !r.another()
}

// farAhead is later than anything that is told.
var farAhead = time.Unix(1<<40, 0)

// another tells whether another microphone was chosen, once.
func (r *Recorder) another() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	anew := r.anew
	r.anew = false
	return anew
}

// listen hands to the deck what the recorder was told.
func (r *Recorder) listen() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.deck.told(r.commands...)
	r.commands = nil
	if r.deck.writer == nil || r.deck.writer.flac == nil {
		r.deck.dir = r.config.Dir
	}
}

// done notes how much of it is done.
func (r *Recorder) done() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.undone = len(r.commands) + len(r.deck.pending)
	if r.undone == 0 && r.settled != nil {
		close(r.settled)
		r.settled = nil
	}
}

// plugged is a microphone that is open. Other says that it is not the one that was chosen.
type plugged struct {
	device

	other bool
}

// connect opens a microphone.
func (r *Recorder) connect(f *feed) (plugged, error) {
	r.mu.Lock()
	id := r.config.Device
	r.anew = false
	r.mu.Unlock()
	mic, err := r.door.Open(func() (plugged, error) {
		dev, other, err := r.driver.open(id, f.hear)
		return plugged{dev, other}, err
	}, func(m plugged) { m.close() }, r.wake, r.wanted)
	if err != nil {
		f.stop()
	}
	return mic, err
}

// wanted tells whether a microphone that is being opened is still wanted. If not, what
// was told is done without it.
func (r *Recorder) wanted() bool {
	r.mu.Lock()
	wanted := r.open || r.answering
	r.mu.Unlock()
	return wanted || r.undisturbed()
}

// watch writes what the microphone hears, until it hears nothing any more, which is an
// error, or is no longer wanted.
func (r *Recorder) watch(f *feed, other bool) error {
	timer := time.NewTimer(look)
	defer timer.Stop()
	s := session{feed: f, other: other, buf: make([]int16, block)}
	for {
		r.listen()
		stopped := r.step(&s, time.Now())
		r.done()
		switch {
		case stopped:
			return errStopped
		case !r.wants():
			return nil
		case r.another():
			return errAnew
		}
		timer.Reset(look)
		select {
		case <-f.news:
		case <-r.wake:
		case <-timer.C:
			s.vain++
		}
	}
}

// session is what is known of a microphone while it is open.
type session struct {
	feed  *feed
	other bool // it is not the one that was chosen
	buf   []int16

	total int64 // how many samples it has given
	vain  int   // how often it was looked at in vain since that grew
	zeros int64 // how many it gave before the first that is none
	alive bool  // it gave one that is none
	lost  int64
}

// step takes in what was heard since the last time, and tells whether the microphone
// has stopped.
func (r *Recorder) step(s *session, now time.Time) (stopped bool) {
	h := s.feed.heard()
	s.lost = h.lost
	if h.total != s.total {
		s.total, s.vain = h.total, 0
	}
	stopped = s.vain >= deaf
	r.deck.clock(h.line, h.settled)
	until := h.total
	if !stopped {
		until = r.deck.ripe(now)
	}
	for {
		n, first := s.feed.take(s.buf, until)
		if n == 0 {
			break
		}
		s.listen(s.buf[:n])
		r.deck.heard(s.buf[:n], first)
	}
	r.deck.late(now.Add(-patience))
	level := r.meter.read(now, h.peak)
	if h.total > 0 && !stopped {
		r.report(r.status(s, level))
	}
	return stopped
}

// listen looks whether a microphone hears anything at all.
func (s *session) listen(samples []int16) {
	if s.alive {
		return
	}
	for _, x := range samples {
		if x != 0 {
			s.alive = true
			return
		}
	}
	s.zeros += int64(len(samples))
}

// status is how recording fares with a microphone that is open.
func (r *Recorder) status(s *session, level int) Status {
	st := Status{State: Waiting}
	switch {
	case r.deck.failed != nil:
	case r.deck.on:
		st.State = Recording
	case r.deck.running:
		st.State = Paused
	}
	r.mu.Lock()
	metered := r.config.Meter
	r.mu.Unlock()
	if metered {
		st.Level = level
	}
	switch {
	case r.deck.failed != nil:
		st.Deaf, st.Text = true, textWrite(r.deck.failed)
	case !s.alive && Span(s.zeros) >= still:
		st.Deaf, st.Text = true, textSilent
	case s.lost > 0:
		st.Text = textLost(s.lost)
	case s.other:
		st.Text = textOther
	}
	return st
}
