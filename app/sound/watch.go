package sound

import (
	"errors"
	"time"

	"starling/app/sound/opening"
)

const (
	// look is how often the keeper looks whether the device still takes samples, and
	// deaf how long it may take none. A busy machine does not take this long.
	look = 500 * time.Millisecond
	deaf = 1500 * time.Millisecond
	// ring is how long the device stays open after the last sample of a tone was
	// given to it, for it holds some of them still.
	ring = 400 * time.Millisecond
	// maxLinger is how long a tone may keep the device open after it is no longer wanted.
	maxLinger = longest + time.Second
)

// run looks after the device from begin to end, and while something short sounds. It
// is the only goroutine of the keeper that lives longer than a call.
func (k *keeper) run() {
	var waits opening.Waits
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
		k.pause(waits.Next(time.Since(began)), err)
	}
}

// errStopped says why there is no device any more.
var errStopped = errors.New("the device takes no more samples")

// fail tells that there is no device. Where none is wanted there is nothing to wait for.
func (k *keeper) fail(err error) {
	wanted := k.wants()
	if !wanted {
		k.from.silence()
	}
	switch {
	case errors.Is(err, opening.ErrUnwanted):
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

// connect opens a device. While it opens, what was asked for in the meantime is still
// to be heard.
func (k *keeper) connect(f *feed) (device, error) {
	dev, err := k.door.Open(func() (device, error) { return k.driver.open(f.fill) }, device.close, k.wake,
		func() bool { return k.wants() || k.from.busy(time.Now()) })
	if err != nil {
		f.stop()
	}
	return dev, err
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
