package rehearsal

import (
	"math"
	"time"
)

// mayPart is how far wall and monotonic time may part without it meaning anything.
const mayPart = 2 * time.Second

// Parted tells whether wall and monotonic time have parted between two readings
// of the system's clock: the machine slept, or its clock was set. The caller
// then says Slept, with both moments, before anything else.
func Parted(last, now time.Time) bool {
	part := now.Round(0).Sub(last.Round(0)) - now.Sub(last)
	return part > mayPart || part < -mayPart
}

// timeline turns the moments that a session is told into time passed since the
// first of them. It never runs backwards, whatever the clock does.
//
// While the machine runs, the monotonic readings of the moments count. They
// stand still while it sleeps, so a sleep is measured by the wall.
type timeline struct {
	// zero is the moment at which the timeline is 0, moved along with the
	// sleeps, so that zero plus the time passed is now.
	zero time.Time
	// origin is the first moment of all, by the wall alone. What is recorded is
	// reckoned from it, so that the recorded moments are as far apart as the
	// session found them to be.
	origin time.Time
	now    time.Duration
}

// position is where a moment lies, not before the last one.
func (t *timeline) position(moment time.Time) time.Duration {
	if t.zero.IsZero() {
		t.zero = moment
		t.origin = moment.Round(0)
	}
	return max(moment.Sub(t.zero), t.now)
}

// moment is when the timeline was, or will be, at a position.
func (t *timeline) moment(at time.Duration) time.Time { return t.zero.Add(at) }

// recorded is the same for the log.
func (t *timeline) recorded(at time.Duration) time.Time { return t.origin.Add(at) }

// wake moves the timeline from its position over a sleep to the moment of
// waking. It gives how long the sleep was.
func (t *timeline) wake(moment time.Time) time.Duration {
	fell := t.moment(t.now)
	slept := max(moment.Sub(fell), moment.Round(0).Sub(fell.Round(0)))
	if slept <= 0 {
		return 0
	}
	slept = min(slept, math.MaxInt64-t.now)
	t.now += slept
	t.zero = moment.Add(-t.now)
	return slept
}
