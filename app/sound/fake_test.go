package sound

import (
	"errors"
	"sync"
	"time"
)

// errNoServer is what the fake driver says when there is no device.
var errNoServer = errors.New("no server")

// fakeDriver is a driver without hardware. Its devices live by the clock of the
// test's bubble.
type fakeDriver struct {
	mu       sync.Mutex
	attempts []time.Time
	// fails makes the next attempts to open fail.
	fails int
	// takes is how long opening takes.
	takes time.Duration
	// never makes every attempt fail for good.
	never bool
	// sticky makes closing hang until it is closed.
	sticky chan struct{}
	opened []*fakeDevice
}

// fakeDevice asks for 20 ms of sound every 20 ms.
type fakeDevice struct {
	driver *fakeDriver
	fill   func([]int16)
	stop   chan struct{}
	closed chan struct{}

	mu      sync.Mutex
	stalled bool
	out     []int16
}

func (d *fakeDriver) open(fill func([]int16)) (device, error) {
	d.mu.Lock()
	d.attempts = append(d.attempts, time.Now())
	takes := d.takes
	d.mu.Unlock()
	time.Sleep(takes)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.never {
		return nil, errNever
	}
	if d.fails > 0 {
		d.fails--
		return nil, errNoServer
	}
	dev := &fakeDevice{driver: d, fill: fill, stop: make(chan struct{}), closed: make(chan struct{})}
	d.opened = append(d.opened, dev)
	go dev.run()
	return dev, nil
}

// set changes what the driver does.
func (d *fakeDriver) set(f func(*fakeDriver)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(d)
}

// tries is how often opening was attempted.
func (d *fakeDriver) tries() int { return len(d.when()) }

// devices gives those opened so far.
func (d *fakeDriver) devices() []*fakeDevice {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]*fakeDevice(nil), d.opened...)
}

// when gives the moments of the attempts to open.
func (d *fakeDriver) when() []time.Time {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]time.Time(nil), d.attempts...)
}

// last is the newest device.
func (d *fakeDriver) last() *fakeDevice {
	all := d.devices()
	return all[len(all)-1]
}

func (d *fakeDevice) run() {
	defer close(d.closed)
	block := make([]int16, 2*SampleRate.N(20*time.Millisecond))
	ticker := time.NewTicker(20 * time.Millisecond)
	defer ticker.Stop()
	for {
		select {
		case <-d.stop:
			return
		case <-ticker.C:
		}
		if d.isStalled() {
			continue
		}
		clear(block)
		d.fill(block)
		d.mu.Lock()
		for i := 0; i < len(block); i += 2 {
			d.out = append(d.out, block[i])
		}
		d.mu.Unlock()
	}
}

func (d *fakeDevice) close() {
	if d.driver.sticky != nil {
		<-d.driver.sticky
	}
	close(d.stop)
	<-d.closed
}

// isClosed tells whether the device has been let go.
func (d *fakeDevice) isClosed() bool {
	select {
	case <-d.closed:
		return true
	default:
		return false
	}
}

func (d *fakeDevice) isStalled() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.stalled
}

// stall makes the device take no more samples, as when its server dies.
func (d *fakeDevice) stall() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stalled = true
}

// got gives what the device was given so far, left channel.
func (d *fakeDevice) got() []int16 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]int16(nil), d.out...)
}

// tones counts the tones that the device was given: sound after 20 ms of silence.
func (d *fakeDevice) tones() int {
	n, quiet := 0, SampleRate.N(20*time.Millisecond)
	for _, s := range d.got() {
		if s == 0 {
			quiet++
			continue
		}
		if quiet >= SampleRate.N(20*time.Millisecond) {
			n++
		}
		quiet = 0
	}
	return n
}

// log collects what a player tells.
type log struct {
	mu  sync.Mutex
	all []Status
}

func (l *log) told(s Status) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.all = append(l.all, s)
}

// take gives what was told since it was last asked.
func (l *log) take() []Status {
	l.mu.Lock()
	defer l.mu.Unlock()
	all := l.all
	l.all = nil
	return all
}
