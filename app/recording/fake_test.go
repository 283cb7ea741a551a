package recording

import (
	"errors"
	"sync"
	"time"
)

// errNoServer is what the fake driver says when there is no microphone.
var errNoServer = errors.New("no server")

// fakeDriver is a driver without hardware. Its devices live by the clock of the
// test's bubble, and hear the number of each sample since the bubble's beginning.
type fakeDriver struct {
	mu       sync.Mutex
	born     time.Time
	attempts []time.Time
	asked    []string // the ids
	// fails makes the next attempts to open fail, with err or errNoServer.
	fails int
	err   error
	// takes is how long opening takes.
	takes time.Duration
	// absent is the id of a microphone that is not there: another is opened.
	absent string
	// late gives how late the n-th period is handed over.
	late func(n int) time.Duration
	// heard gives what is heard instead of the numbers.
	heard func(number int64) int16
	// fast is how many samples more in a million the device's crystal gives.
	fast   float64
	opened []*fakeDevice
}

// fakeDevice hands over a period of sound every period.
type fakeDevice struct {
	driver *fakeDriver
	hear   func([]int16)
	began  time.Time
	stop   chan struct{}
	closed chan struct{}

	mu      sync.Mutex
	stalled bool
}

func newFake() *fakeDriver {
	return &fakeDriver{born: time.Now(), late: func(int) time.Duration { return 0 }, heard: numbered}
}

// numbered is a sample that tells its number, within two thirds of a second.
func numbered(number int64) int16 { return int16(number%32000) + 1 }

func (d *fakeDriver) devices() ([]Device, error) { return nil, ErrNoDevice }

func (d *fakeDriver) open(id string, hear func([]int16)) (device, bool, error) {
	d.mu.Lock()
	d.attempts = append(d.attempts, time.Now())
	d.asked = append(d.asked, id)
	takes := d.takes
	d.mu.Unlock()
	time.Sleep(takes)
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.fails > 0 {
		d.fails--
		if d.err != nil {
			return nil, false, d.err
		}
		return nil, false, errNoServer
	}
	dev := &fakeDevice{driver: d, hear: hear, began: time.Now(), stop: make(chan struct{}), closed: make(chan struct{})}
	d.opened = append(d.opened, dev)
	go dev.run()
	return dev, id != "" && id == d.absent, nil
}

// set changes what the driver does.
func (d *fakeDriver) set(f func(*fakeDriver)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f(d)
}

// tries gives how often opening was attempted.
func (d *fakeDriver) tries() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.attempts)
}

// microphones gives those opened so far.
func (d *fakeDriver) microphones() []*fakeDevice {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]*fakeDevice(nil), d.opened...)
}

// ids gives those that were asked for.
func (d *fakeDriver) ids() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	return append([]string(nil), d.asked...)
}

// last is the newest device.
func (d *fakeDriver) last() *fakeDevice {
	all := d.microphones()
	return all[len(all)-1]
}

// number is that of the first sample that is heard at a moment or after it.
func (d *fakeDriver) number(at time.Time) int64 {
	n := Samples(at.Sub(d.born))
	if Span(n) < at.Sub(d.born) {
		n++
	}
	return n
}

func (d *fakeDevice) run() {
	defer close(d.closed)
	base := d.driver.number(d.began)
	in := make([]int16, Samples(period))
	for n := 0; ; n++ {
		// By its own crystal a period takes a little less, or more.
		due := time.Duration(float64(time.Duration(n+1)*period) / (1 + d.driver.fast/1e6))
		select {
		case <-d.stop:
			return
		case <-time.After(time.Until(d.began.Add(due + d.driver.late(n)))):
		}
		for i := range in {
			in[i] = d.driver.heard(base + int64(n*len(in)+i))
		}
		if d.mu.Lock(); !d.stalled {
			d.hear(in)
		}
		d.mu.Unlock()
	}
}

func (d *fakeDevice) close() {
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

// stall makes the device give no more, as when it is pulled out.
func (d *fakeDevice) stall() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.stalled = true
}

// log collects what a recorder tells.
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
