package sound

import (
	"errors"
	"time"
)

const (
	// openWithin is how long opening may take before it is given up.
	openWithin = 5 * time.Second
	// look is how often the keeper looks whether the device still takes samples, and
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
	// maxLinger is how long a tone may keep the device open after it is no longer wanted.
	maxLinger = longest + time.Second
)

// run looks after the device from begin to end, and while something short sounds. It
// is the only goroutine of the keeper that lives longer than a call.
func (k *keeper) run() {
	wait := firstTry
	for !k.over() {
		began := time.Now()
		f := newFeed(k.from)
		dev, err := k.connect(f)
		if err == nil {
			k.alive(true)
			err = k.watch(f)
			k.alive(false)
			f.stop()
			// It may hang, and must not keep anybody.
			go dev.close()
		}
		if err == nil {
			continue // no longer wanted
		}
		k.fail(err)
		if time.Since(began) > lastTry {
			wait = firstTry
		}
		k.pause(wait, err)
		wait = min(2*wait, lastTry)
	}
}

// Why there is no device.
var (
	errStopped  = errors.New("the device takes no more samples")
	errTimeout  = errors.New("opening the device takes too long")
	errUnwanted = errors.New("no device is wanted any longer")
)

// fail tells that there is no device. Where none is wanted there is nothing to wait for.
func (k *keeper) fail(err error) {
	wanted := k.wants()
	if !wanted {
		k.from.silence()
	}
	switch {
	case errors.Is(err, errUnwanted):
	case errors.Is(err, errNever):
		k.report(Status{Text: k.words.never})
	case !wanted:
		k.report(Status{Text: k.words.short})
	case errors.Is(err, errStopped):
		k.report(Status{Text: k.words.stopped})
	default:
		k.report(Status{Text: k.words.none})
	}
}

// pause waits before the next attempt to open a device, or for ever if there can
// be none, unless something changes.
func (k *keeper) pause(d time.Duration, err error) {
	if !k.wants() {
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
	case <-k.wake:
	}
}

// connect opens a device. An attempt that hangs is left to itself; what it may
// open in the end is closed again.
func (k *keeper) connect(f *feed) (device, error) {
	if k.stuck.Load() >= maxStuck {
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
	k.stuck.Add(1)
	go func() {
		dev, err := k.driver.open(f.fill)
		k.stuck.Add(-1)
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
		case <-k.wake:
			if !k.wants() {
				// What was asked for in the meantime is still to be heard.
				if k.from.busy(time.Now()) {
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
func (k *keeper) watch(f *feed) error {
	ticker := time.NewTicker(look)
	defer ticker.Stop()
	var (
		frames  int64
		changed = time.Now() // when frames was last seen to change
		quiet   time.Time    // since when nothing is left to play
		closed  time.Time    // since when none is wanted
	)
	for {
		select {
		case <-f.first:
		case <-k.wake:
			closed = time.Time{}
		case <-ticker.C:
		}
		now := time.Now()
		if n := f.frames.Load(); n != frames {
			frames, changed = n, now
			k.report(Status{OK: true})
		} else if now.Sub(changed) >= deaf {
			return errStopped
		}
		if k.wants() {
			quiet, closed = time.Time{}, time.Time{}
			ticker.Reset(look)
			continue
		}
		if closed.IsZero() {
			closed = now
			ticker.Reset(look / 10)
		}
		switch {
		case k.from.busy(now):
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
