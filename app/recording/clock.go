package recording

import (
	"math"
	"time"
)

// clock measures which moment a device's samples are of.
//
// A device hands over samples when it has a period of them, so they were all heard by
// then. It may hand them over late, when the machine is busy, never early. So of all
// that was handed over of late, the earliest, counted by its last sample, tells
// when samples are heard.
type clock struct {
	epoch time.Time // moments and samples are counted from here
	slots [clockSlots]time.Duration
	// slot numbers the spans since the epoch; the newest is in slots[slot%clockSlots].
	slot  int64
	first time.Time // when samples first came
	last  time.Time // when they last did
}

const (
	// clockSlot and clockSlots make the window of four seconds over which a clock is
	// measured: long enough to hold some that were handed over in time on a busy
	// machine, short enough for no crystal to drift by more than a fraction of a millisecond.
	clockSlot  = 250 * time.Millisecond
	clockSlots = 16
	// settling is how long a clock is only roughly known.
	settling = 2 * time.Second
)

// line leads from a device's samples to the moments at which they were heard.
type line struct {
	zero time.Time // when the device's first sample was heard, or would have been
}

// moment is when a sample was heard.
func (l line) moment(sample int64) time.Time { return l.zero.Add(Span(sample)) }

// sample is the first one that was heard at a moment or after it.
func (l line) sample(moment time.Time) int64 {
	d := moment.Sub(l.zero)
	n := Samples(d)
	if Span(n) < d {
		n++
	}
	return n
}

// begin counts from now.
func (c *clock) begin(now time.Time) {
	*c = clock{epoch: now}
	c.forget()
}

// forget forgets what was measured.
func (c *clock) forget() {
	for i := range c.slots {
		c.slots[i] = math.MaxInt64
	}
}

// note takes in that the device had given so many samples at the time now.
func (c *clock) note(now time.Time, total int64) {
	if c.first.IsZero() {
		c.first = now
	}
	c.last = now
	slot := int64(now.Sub(c.epoch) / clockSlot)
	if slot-c.slot >= clockSlots {
		c.forget()
		c.slot = slot
	}
	for ; c.slot < slot; c.slot++ {
		c.slots[(c.slot+1)%clockSlots] = math.MaxInt64
	}
	at := c.slot % clockSlots
	c.slots[at] = min(c.slots[at], now.Sub(c.epoch)-Span(total))
}

// line is the device's clock as it was measured of late, and whether that was for
// long enough to hold.
func (c *clock) line() (line, bool) {
	least := c.slots[0]
	for _, s := range c.slots[1:] {
		least = min(least, s)
	}
	if least == math.MaxInt64 {
		least = 0
	}
	return line{c.epoch.Add(least)}, c.last.Sub(c.first) >= settling
}
