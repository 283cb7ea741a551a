package sound

import (
	"errors"
	"time"
)

// What the person is told.
const (
	textNone    = "No sound device. The cues go on, on the screen; sound returns by itself."
	textStopped = "The sound device has stopped. The cues go on, on the screen; sound returns by itself."
	textNever   = "This Starling was built without sound. The cues go on, on the screen."
	textPreview = "No sound device: there is nothing to hear the tone with."
)

const (
	// openWithin is how long opening may take before it is given up.
	openWithin = 5 * time.Second
	// look is how often the player looks whether the device still takes samples, and
	// deaf how long it may take none. A busy machine does not take this long.
	look = 500 * time.Millisecond
	deaf = 1500 * time.Millisecond
	// firstTry and lastTry are the shortest and the longest wait between two
	// attempts to open a device.
	firstTry = 250 * time.Millisecond
	lastTry  = 3 * time.Second
	// maxStuck is how many attempts may hang at a time; each holds a thread.
	maxStuck = 4
	// ring is how long the device stays open after the last sample of a tone was
	// given to it, for it holds some of them still.
	ring = 400 * time.Millisecond
	// maxLinger is how long a tone may keep the device open after Close.
	maxLinger = longest + time.Second
)

// over tells run whether it is done: no answer is open and no tone sounds. If it
// is, run is no longer under way.
func (p *Player) over() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open || p.track.busy(time.Now()) {
		return false
	}
	p.running, p.hearing = false, false
	return true
}

// alive notes whether a device takes the track.
func (p *Player) alive(live bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.live = live
}

// report tells the person how sound fares, unless that is what they were told
// last in this answer. Of a preview only failure is news, and its end.
func (p *Player) report(s Status) {
	p.mu.Lock()
	news := p.last != s || p.lastOf != p.answer
	if !p.open {
		failed := !p.last.OK && p.last.Text != ""
		news = p.hearing && (!s.OK || failed)
	}
	p.last, p.lastOf = s, p.answer
	answer := p.answer
	p.mu.Unlock()
	if !news {
		return
	}
	p.tell.Lock()
	defer p.tell.Unlock()
	p.mu.Lock()
	stale := answer != p.answer
	p.mu.Unlock()
	if !stale {
		p.told(s)
	}
}

// run looks after the device from Open to Close, and while a preview sounds. It
// is the only goroutine of the player that lives longer than a call.
func (p *Player) run() {
	wait := firstTry
	for !p.over() {
		began := time.Now()
		f := newFeed(p.track)
		dev, err := p.connect(f)
		if err == nil {
			p.alive(true)
			err = p.watch(f)
			p.alive(false)
			f.stop()
			// It may hang, and must not keep anybody.
			go dev.close()
		}
		if err == nil {
			continue // no longer wanted
		}
		p.fail(err)
		if time.Since(began) > lastTry {
			wait = firstTry
		}
		p.pause(wait, err)
		wait = min(2*wait, lastTry)
	}
}

// Why there is no device.
var (
	errStopped  = errors.New("the device takes no more samples")
	errTimeout  = errors.New("opening the device takes too long")
	errUnwanted = errors.New("no device is wanted any longer")
)

// fail tells that there is no device. With no answer open there is nothing to wait for.
func (p *Player) fail(err error) {
	wanted := p.wants()
	if !wanted {
		p.track.silence()
	}
	switch {
	case errors.Is(err, errUnwanted):
	case errors.Is(err, errNever):
		p.report(Status{Text: textNever})
	case !wanted:
		p.report(Status{Text: textPreview})
	case errors.Is(err, errStopped):
		p.report(Status{Text: textStopped})
	default:
		p.report(Status{Text: textNone})
	}
}

// pause waits before the next attempt to open a device, or for ever if there can
// be none, unless something changes.
func (p *Player) pause(d time.Duration, err error) {
	if !p.wants() {
		return
	}
	var again <-chan time.Time
	if !errors.Is(err, errNever) {
		timer := time.NewTimer(d)
		defer timer.Stop()
		again = timer.C
	}
	select {
	case <-again:
	case <-p.wake:
	}
}

// connect opens a device. An attempt that hangs is left to itself; what it may
// open in the end is closed again.
func (p *Player) connect(f *feed) (device, error) {
	if p.stuck.Load() >= maxStuck {
		return nil, errTimeout
	}
	type outcome struct {
		dev device
		err error
	}
	var (
		opened = make(chan outcome)
		left   = make(chan struct{})
	)
	p.stuck.Add(1)
	go func() {
		dev, err := p.driver.open(f.fill)
		p.stuck.Add(-1)
		select {
		case opened <- outcome{dev, err}:
		case <-left:
			if err == nil {
				dev.close()
			}
		}
	}()
	timer := time.NewTimer(openWithin)
	defer timer.Stop()
	for {
		select {
		case o := <-opened:
			return o.dev, o.err
		case <-timer.C:
			f.stop()
			close(left)
			return nil, errTimeout
		case <-p.wake:
			if !p.wants() {
				// A preview asked for in the meantime is still to be heard.
				if p.track.busy(time.Now()) {
					continue
				}
				f.stop()
				close(left)
				return nil, errUnwanted
			}
		}
	}
}

// watch looks whether the device takes samples, until it stops doing so, which is
// an error, or is no longer wanted.
func (p *Player) watch(f *feed) error {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	var (
		frames  int64
		changed = time.Now() // when frames was last seen to change
		quiet   time.Time    // since when nothing is left to play
		closed  time.Time    // since when no answer is open
	)
	for {
		select {
		case <-f.first:
		case <-p.wake:
			closed = time.Time{}
		case <-ticker.C:
		}
		now := time.Now()
		if n := f.frames.Load(); n != frames {
			frames, changed = n, now
			p.report(Status{OK: true})
		} else if now.Sub(changed) >= deaf {
			return errStopped
		}
		if p.wants() {
			quiet, closed = time.Time{}, time.Time{}
			ticker.Reset(look)
			continue
		}
		if closed.IsZero() {
			closed = now
			ticker.Reset(look / 10)
		}
		switch {
		case p.track.busy(now):
			quiet = time.Time{}
		case quiet.IsZero():
			quiet = now
		case now.Sub(quiet) >= ring:
			return nil
		}
		if now.Sub(closed) > maxLinger {
			return nil
		}
	}
}
