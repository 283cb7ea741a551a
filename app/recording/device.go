package recording

import (
	"errors"
	"sync"
	"time"
)

// Device is a microphone.
type Device struct {
	// ID names it from one start to the next, for Config. The name is the system's, for people.
	ID, Name string
	// Default tells that it is the one that the system uses.
	Default bool
}

// driver opens the machine's microphones. There is one that talks to them, one for
// builds that cannot, and those of the tests.
type driver interface {
	// devices gives the microphones that there are.
	devices() ([]Device, error)
	// open opens a microphone afresh and starts it: the one with that id, or the
	// system's own. It calls hear on a thread of its own with what it has heard: one
	// channel, at Rate. It may hang, as may close. That another than the one asked for
	// was opened is told.
	open(id string, hear func(in []int16)) (d device, other bool, err error)
}

// device is a microphone that is open.
type device interface {
	close()
}

var (
	// errNever tells that no microphone can ever be opened, so that nobody tries again.
	errNever = errors.New("this build has no sound")
	// ErrNoDevice tells that there is no microphone.
	ErrNoDevice = errors.New("there is no microphone")
	// errDenied tells that the system keeps it from the program.
	errDenied = errors.New("the microphone may not be used")
)

// Devices gives the microphones that there are. It may take seconds, and hang where a
// sound server does: call it off the screen's goroutine.
func Devices() ([]Device, error) {
	found, err := newDriver().devices()
	return found, plainly(err)
}

// plainly makes one line of why there is no microphone: what each sound system has to say
// to that is for nobody, and most of them are another platform's.
func plainly(err error) error {
	for _, why := range []error{errNever, errDenied, ErrNoDevice} {
		if errors.Is(err, why) {
			return why
		}
	}
	return err
}

// period is how much a device gathers before it hands it over. Each call into Go keeps
// Go's scheduler awake for 10 ms, so that shorter ones would cost more than all the
// rest; longer ones would lose more to a crash, and show the level late.
const period = 250 * time.Millisecond

// kept is how many samples a feed holds for the one who writes them: ten seconds, far
// more than a disk takes to answer.
const kept = 10 * Rate

// feed leads from one device to the one who writes, for as long as the device is open.
type feed struct {
	mu    sync.Mutex // held shortly, by the device and by the one who writes
	gone  bool
	clock clock
	ring  []int16
	head  int64         // the oldest sample in the ring, counted from the device's first
	held  int64         // how many are in the ring
	total int64         // how many the device has given
	lost  int64         // how many there was no room for
	peak  int           // the loudest since that was last asked for, of 32768
	news  chan struct{} // gets a value when there is more
}

// newFeed leads from a device about to be opened.
func newFeed() *feed {
	f := &feed{ring: make([]int16, kept), news: make(chan struct{}, 1)}
	f.clock.begin(time.Now())
	return f
}

// hear takes what the device has heard. It runs on the device's thread: it allocates
// nothing, opens nothing and waits for nobody but, shortly, for the lock.
func (f *feed) hear(in []int16) {
	now := time.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gone {
		return
	}
	f.total += int64(len(in))
	f.clock.note(now, f.total)
	for _, s := range in {
		f.peak = max(f.peak, int(s), -int(s))
	}
	select {
	case f.news <- struct{}{}:
	default:
	}
	// Once something is lost, all is until the ring is empty, so that there is one gap
	// and what follows it has its place.
	if f.head+f.held+int64(len(in)) != f.total || f.held+int64(len(in)) > kept {
		f.lost += int64(len(in))
		return
	}
	at := int((f.head + f.held) % kept)
	n := copy(f.ring[at:], in)
	copy(f.ring, in[n:])
	f.held += int64(len(in))
}

// stop cuts the device off: what it gives from now on is thrown away.
func (f *feed) stop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gone = true
}

// take moves samples into buf, those before the sample until and no others, and
// tells which the first is.
func (f *feed) take(buf []int16, until int64) (n int, first int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.held == 0 {
		f.head = f.total
	}
	first = f.head
	n = int(max(0, min(int64(len(buf)), f.held, until-f.head)))
	at := int(f.head % kept)
	k := copy(buf[:n], f.ring[at:])
	copy(buf[k:n], f.ring)
	f.head += int64(n)
	f.held -= int64(n)
	return n, first
}

// heard is what a feed tells of its device.
type heard struct {
	line    line // which moment its samples are of
	settled bool // that is known well
	total   int64
	lost    int64
	peak    int // since the last time
}

// heard tells of the device what there is to tell.
func (f *feed) heard() heard {
	f.mu.Lock()
	defer f.mu.Unlock()
	h := heard{total: f.total, lost: f.lost, peak: f.peak}
	h.line, h.settled = f.clock.line()
	f.peak = 0
	return h
}
