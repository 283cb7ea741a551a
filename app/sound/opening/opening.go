// Package opening opens a device that may hang, fail and come back. An attempt is given up
// after a while and left to itself, and the next one comes a little later than the last.
package opening

import (
	"errors"
	"sync/atomic"
	"time"
)

// How long is waited, and for how many.
const (
	// Within is how long opening may take before it is given up.
	Within = 5 * time.Second
	// FirstWait is the shortest wait between two attempts, and LastWait the longest.
	FirstWait = 250 * time.Millisecond
	LastWait  = 3 * time.Second
	// MostStuck is how many attempts may hang at a time; each holds a thread.
	MostStuck = 4
)

// Why a device was not opened, beside what the system says.
var (
	ErrTimeout  = errors.New("opening the device takes too long")
	ErrUnwanted = errors.New("no device is wanted any longer")
)

// Door is where devices D are opened, for use by one goroutine. The zero value will do.
type Door[D any] struct {
	stuck atomic.Int32 // attempts that hang
}

// Open opens a device, on a goroutine of its own. It gives up with [ErrTimeout] after
// [Within], at once while [MostStuck] attempts hang, and with [ErrUnwanted] where wanted
// says no after wake. A device that is open only then is closed again.
func (d *Door[D]) Open(open func() (D, error), shut func(D), wake <-chan struct{}, wanted func() bool) (D, error) {
	var none D
	if d.stuck.Load() >= MostStuck {
		return none, ErrTimeout
	}
	type outcome struct {
		dev D
		err error
	}
	var (
		opened = make(chan outcome)
		left   = make(chan struct{})
	)
	d.stuck.Add(1)
	go func() {
		dev, err := open()
		d.stuck.Add(-1)
		select {
		case opened <- outcome{dev, err}:
		case <-left:
			if err == nil {
				shut(dev)
			}
		}
	}()
	timer := time.NewTimer(Within)
	defer timer.Stop()
	for {
		select {
		case o := <-opened:
			return o.dev, o.err
		case <-timer.C:
			close(left)
			return none, ErrTimeout
		case <-wake:
			if !wanted() {
				close(left)
				return none, ErrUnwanted
			}
		}
	}
}

// Waits gives how long to wait after each failed attempt. The zero value begins with
// [FirstWait].
type Waits struct{ last time.Duration }

// Next is the wait after an attempt: twice the last one, or [FirstWait] again where the
// device was there for longer than [LastWait].
func (w *Waits) Next(lasted time.Duration) time.Duration {
	if w.last == 0 || lasted > LastWait {
		w.last = FirstWait
	} else {
		w.last = min(2*w.last, LastWait)
	}
	return w.last
}

// Reset begins anew.
func (w *Waits) Reset() { w.last = 0 }
