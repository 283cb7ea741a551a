package playback

import (
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// desk is a speaker without hardware: while it is open its device asks for 20 ms of sound
// every 20 ms of the bubble's time, 200 ms ahead of what is heard, and keeps what it gets.
type desk struct {
	mu    sync.Mutex
	opens int
	stop  chan struct{} // closed to end the device; nil: it is closed
	fill  func(out []int16, now time.Time, given, heard int64)
	out   []int16 // of all devices
}

const (
	ms      = time.Millisecond
	holding = 10 // blocks of 20 ms that the device holds
	block   = Rate / 50
)

// Declare conformity.
var _ Speaker = (*desk)(nil)

func (d *desk) Open(fill func(out []int16, now time.Time, given, heard int64)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stop != nil {
		return
	}
	d.opens++
	d.fill = fill
	d.stop = make(chan struct{})
	go d.run(d.stop)
}

func (d *desk) Close() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.stop != nil {
		close(d.stop)
		d.stop = nil
	}
}

// replug takes the device away and, after a second, has another in its place.
func (d *desk) replug() {
	d.mu.Lock()
	close(d.stop)
	d.stop = make(chan struct{})
	stop := d.stop
	d.mu.Unlock()
	time.Sleep(time.Second)
	go d.run(stop)
}

// run is a device.
func (d *desk) run(stop chan struct{}) {
	time.Sleep(50 * ms) // opening takes its time
	ticker := time.NewTicker(20 * ms)
	defer ticker.Stop()
	began, given := time.Now(), int64(0)
	buf := make([]int16, block)
	for range holding {
		given = d.ask(buf, began, given)
	}
	for {
		select {
		case <-stop:
			return
		case <-ticker.C:
			given = d.ask(buf, began, given)
		}
	}
}

// ask asks for a block.
func (d *desk) ask(buf []int16, began time.Time, given int64) int64 {
	now := time.Now()
	clear(buf)
	d.fill(buf, now, given, min(given, samples(now.Sub(began))))
	time.Sleep(time.Microsecond) // others have their turn
	d.mu.Lock()
	defer d.mu.Unlock()
	d.out = append(d.out, buf...)
	return given + int64(len(buf))
}

// got is what the devices were given so far.
func (d *desk) got() []int16 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.out)
}

// isOpen tells whether the speaker is open, and how often it was opened.
func (d *desk) isOpen() (bool, int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.stop != nil, d.opens
}

// room is a playback at a desk.
type room struct {
	*testing.T
	*Playback

	desk   *desk
	source *held
	mu     sync.Mutex
	told   int
}

// listening runs a test with the playback of a recording, in time that passes by itself.
func listening(t *testing.T, all []int16, test func(r *room)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		r := &room{T: t, desk: &desk{}, source: &held{all: all}}
		r.Playback = New(r.source, r.desk, func() {
			r.mu.Lock()
			defer r.mu.Unlock()
			r.told++
		})
		test(r)
		r.Close()
		if open, _ := r.desk.isOpen(); open {
			t.Error("the speaker is open after Close")
		}
		time.Sleep(time.Minute)
	})
}

// after lets some time pass.
func (r *room) after(d time.Duration) {
	time.Sleep(d)
	synctest.Wait()
}

// at checks what is heard now, to within 3 ms.
func (r *room) at(what string, want time.Duration) {
	r.Helper()
	if got := r.Position(time.Now()); (got - want).Abs() > 3*ms {
		r.Errorf("%s: at %v, want %v", what, got, want)
	}
}

// is checks whether it plays and has ended.
func (r *room) is(what string, playing, ended bool) {
	r.Helper()
	if s := r.Now(); s.Playing != playing || s.Ended != ended {
		r.Errorf("%s: playing %v, ended %v, want %v, %v", what, s.Playing, s.Ended, playing, ended)
	}
}

// news is how often changed was called since it was last asked.
func (r *room) news() int {
	synctest.Wait()
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.told
	r.told = 0
	return n
}

// clicks are the samples at which the sound breaks off, for a tone of 12,000 at hertz.
func clicks(out []int16) []int {
	var at []int
	for i := 2; i < len(out); i++ {
		// A smooth tone hardly bends from sample to sample; a break does.
		if bend := int(out[i]) - 2*int(out[i-1]) + int(out[i-2]); abs(bend) > 250 {
			at = append(at, i)
		}
	}
	return at
}

// sounding is how much of it sounds, in whole stretches without 5 ms of silence.
func sounding(out []int16) []Span {
	var all []Span
	quiet := fade
	for i, x := range out {
		at := duration(float64(i))
		switch {
		case x == 0:
			quiet++
		case quiet >= fade:
			all = append(all, Span{at, at})
			quiet = 0
		default:
			quiet = 0
		}
		if x != 0 {
			all[len(all)-1].To = at
		}
	}
	return all
}
