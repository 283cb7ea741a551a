package ui

import (
	"slices"
	"testing"
	"time"
	"unsafe"

	"starling/app/rehearsal"
)

// clock is a clock that a test moves. It has a wall and a monotonic time, which
// part when the machine sleeps.
type clock struct {
	wall   time.Time
	mono   time.Duration
	timers []*timer
	asked  int // how often something asked to be called later
}

type timer struct {
	due   time.Duration // by the monotonic time
	order int
	do    func()
}

func newClock() *clock { return &clock{wall: noon()} }

func (c *clock) now() time.Time { return moment(c.wall, c.mono) }

// after is Parts.After.
func (c *clock) after(d time.Duration, do func()) (stop func()) {
	c.asked++
	t := &timer{due: c.mono + d, order: c.asked, do: do}
	c.timers = append(c.timers, t)
	return func() { c.timers = slices.DeleteFunc(c.timers, func(o *timer) bool { return o == t }) }
}

// advance moves the clock, and calls at its moment whatever asked to be called.
func (c *clock) advance(d time.Duration, each func()) {
	end := c.mono + d
	for {
		next := c.next()
		if next == nil || next.due > end {
			break
		}
		c.move(max(next.due-c.mono, 0))
		c.timers = slices.DeleteFunc(c.timers, func(o *timer) bool { return o == next })
		next.do()
		each()
	}
	c.move(end - c.mono)
}

// next is the timer that is due first.
func (c *clock) next() *timer {
	var first *timer
	for _, t := range c.timers {
		if first == nil || t.due < first.due || t.due == first.due && t.order < first.order {
			first = t
		}
	}
	return first
}

func (c *clock) move(d time.Duration) {
	c.wall, c.mono = c.wall.Add(d), c.mono+d
}

// moment is a moment with a wall and a monotonic reading of the test's own.
// Nothing in package time makes one, so it is written as time.Now would.
func moment(wall time.Time, mono time.Duration) time.Time {
	const hasMonotonic, nsecShift = 1 << 63, 30
	year1885 := time.Date(1885, 1, 1, 0, 0, 0, 0, time.UTC).Unix()
	t := struct {
		wall uint64
		ext  int64
		loc  *time.Location
	}{
		wall: hasMonotonic | uint64(wall.Unix()-year1885)<<nsecShift | uint64(wall.Nanosecond()),
		ext:  int64(mono) + int64(time.Hour), // as if the machine had run for an hour
		loc:  nil,                            // UTC
	}
	return *(*time.Time)(unsafe.Pointer(&t))
}

func TestTheTestsClockPartsLikeThatOfAMachineThatSlept(t *testing.T) {
	c := newClock()
	then := c.now()
	if !then.Equal(noon()) || then.Location() != time.UTC {
		t.Fatalf("the clock starts at %v", then)
	}
	c.move(1500 * time.Millisecond)
	if d := c.now().Sub(then); d != 1500*time.Millisecond {
		t.Errorf("after 1.5 s awake %v have passed", d)
	}
	if rehearsal.Parted(then, c.now()) {
		t.Error("wall and monotonic time part while the machine runs")
	}
	c.wall = c.wall.Add(time.Minute)
	if d := c.now().Sub(then); d != 1500*time.Millisecond {
		t.Errorf("a sleep moved the monotonic time to %v", d)
	}
	if d := c.now().Round(0).Sub(then.Round(0)); d != 61500*time.Millisecond {
		t.Errorf("after a sleep the wall has moved by %v", d)
	}
	if !rehearsal.Parted(then, c.now()) {
		t.Error("a minute's sleep does not part wall and monotonic time")
	}
}
