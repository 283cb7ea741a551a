package recording

import (
	"time"
)

// command is something that the recorder was told, with the moment of which it is.
type command struct {
	kind   commandKind
	at     time.Time
	id     string
	spoken time.Duration
}

type commandKind int

const (
	start commandKind = iota
	pause
	resume
	stop
)

const (
	// hold is how old a sample is before it is written. What the person does takes a moment
	// to be told; by then nothing of what comes after it may be in the file.
	hold = 150 * time.Millisecond
	// patience is how long a command waits for the sample of its moment: longer than any
	// device takes to hand it over.
	patience = time.Second
	// drifted is how far the microphone's clock and the machine's may part before the map
	// says so, and parted how far they part only if something is missing.
	drifted = 8 * time.Millisecond
	parted  = 60 * time.Millisecond
)

// deck cuts what is heard as it was told, and writes it. It belongs to one goroutine.
type deck struct {
	dir     string
	pending []command // in the order in which they came

	id      string // of the answer that runs, or ran last
	running bool   // between start and stop
	on      bool   // and not paused
	from    command
	writer  *writer // of id, from its first sample on
	failed  error   // nothing more is written of this answer

	// How the samples lie in the file.
	line     line // of the device, as it was when the stretch began
	rough    bool // it was not known well then
	anchored bool // a stretch has begun, and nothing is missing since
	anchor   Stretch
	next     int64 // the device's sample that follows without a gap
}

// told takes a command.
func (d *deck) told(c ...command) { d.pending = append(d.pending, c...) }

// unplug tells that what comes next is from another device.
func (d *deck) unplug() {
	d.anchored, d.next = false, 0
}

// clock takes in what is known of the device's clock before samples are heard by it.
func (d *deck) clock(l line, settled bool) {
	off := l.zero.Sub(d.line.zero)
	switch {
	case !d.anchored:
		d.line, d.rough = l, !settled
	case !settled:
	case d.rough:
		// The stretch began before the clock was known well; now its place can be told better.
		d.anchor.Spoken += off
		d.line, d.rough = l, false
		d.note(d.anchor)
	case max(off, -off) >= parted:
		d.line, d.anchored = l, false
	case max(off, -off) >= drifted:
		d.line = l
		d.begin(d.next, true)
	}
}

// ripe is the first sample that is not to be written yet. What is fresh waits, in case the
// person has done something just now; where that was told, all before it need not wait.
func (d *deck) ripe(now time.Time) int64 {
	moment := now.Add(-hold)
	for _, c := range d.pending {
		if c.at.After(moment) {
			moment = c.at
		}
	}
	return d.line.sample(moment)
}

// heard takes in samples, the first of which is so many after the device's first.
func (d *deck) heard(samples []int16, first int64) {
	if first != d.next {
		d.anchored = false
	}
	d.next = first
	end := first + int64(len(samples))
	for d.next < end {
		until := end
		if len(d.pending) > 0 {
			c := d.pending[0]
			at := d.line.sample(c.at)
			if at <= d.next {
				d.apply()
				continue
			}
			until = min(until, at)
		}
		d.write(samples[d.next-first : until-first])
		d.next = until
	}
	for len(d.pending) > 0 && d.line.sample(d.pending[0].at) <= d.next {
		d.apply()
	}
}

// write writes samples, the first of which is next, or throws them away.
func (d *deck) write(samples []int16) {
	if !d.on || d.failed != nil {
		return
	}
	if d.writer == nil {
		w, err := newWriter(d.dir, d.id)
		if err != nil {
			d.fail(err)
			return
		}
		d.writer = w
	}
	if !d.anchored {
		d.begin(d.next, false)
	}
	if d.failed == nil {
		d.fail(d.writer.write(samples))
	}
}

// begin begins a stretch with a sample of the device.
func (d *deck) begin(sample int64, on bool) {
	if d.writer == nil || !d.on || d.failed != nil {
		return
	}
	d.anchor = Stretch{
		File:   d.writer.samples,
		Spoken: d.from.spoken + d.line.moment(sample).Sub(d.from.at),
		On:     on,
	}
	d.anchored = true
	d.note(d.anchor)
}

// note writes down a stretch.
func (d *deck) note(s Stretch) {
	if d.writer != nil && d.on && d.failed == nil {
		d.fail(d.writer.stretch(s))
	}
}

// fail ends the recording of this answer, and makes a whole file of what there is.
func (d *deck) fail(err error) {
	if err == nil {
		return
	}
	d.failed = err
	if d.writer != nil {
		_ = d.writer.finish() // what could not be done is done at the next start
	}
}

// late applies the commands whose sample should have come by now: there is no
// device, or none that gives anything.
func (d *deck) late(now time.Time) {
	for len(d.pending) > 0 && now.Sub(d.pending[0].at) >= 0 {
		d.apply()
	}
}

// apply does what the next command says.
func (d *deck) apply() {
	c := d.pending[0]
	d.pending = d.pending[1:]
	switch c.kind {
	case start:
		d.start(c)
	case pause:
		d.off()
	case resume:
		if d.running && !d.on {
			d.on, d.from, d.anchored = true, c, false
		}
	case stop:
		d.off()
		if d.running && d.writer != nil && d.failed == nil {
			if err := d.writer.finish(); err != nil {
				d.failed = err
			}
		}
		d.running = false
	}
}

// off ends a stretch.
func (d *deck) off() {
	if d.on && d.writer != nil && d.failed == nil {
		d.fail(d.writer.flush())
	}
	d.on, d.anchored = false, false
}

// start begins the recording of an answer, or goes on with that of the last: its end
// was taken back.
func (d *deck) start(c command) {
	if d.running {
		return
	}
	if c.id != d.id {
		d.id, d.writer, d.failed = c.id, nil, nil
	}
	d.running, d.on, d.from, d.anchored = true, true, c, false
	if d.writer != nil && d.failed == nil {
		if err := d.writer.resume(); err != nil {
			d.failed = err
		}
	}
}
