package sound

import (
	"errors"
	"math"
	"sync"
	"sync/atomic"
	"time"

	"github.com/gopxl/beep/v2"
)

// driver opens the machine's sound device. There is one that talks to it, one for
// builds that cannot, and those of the tests.
type driver interface {
	// open opens the default device afresh and starts it. It calls fill on a thread
	// of its own whenever it wants samples: stereo, interleaved, at the rate that the
	// driver was made for, and silent beforehand. It may hang, as may close.
	open(fill func(out []int16)) (device, error)
}

// device is a sound device that is open.
type device interface {
	close()
}

// errNever tells that no device can ever be opened, so that nobody tries again.
var errNever = errors.New("this build has no sound")

// output says what a device is opened for.
type output struct {
	rate beep.SampleRate
	name string // as a mixer of the system shows it
}

// stream is sound without an end that a device can be given. Before each Stream comes
// Meet, unless skip has gone on by as much.
type stream interface {
	// Restart says that another device takes the stream from here on.
	Restart()
	// Meet says that the device asks now for n samples.
	Meet(now time.Time, n int)
	// Stream gives the next samples.
	Stream(out [][2]float64) (int, bool)
	// skip goes on by n samples if all of them are silent, and tells whether it did.
	skip(n int) bool
	// busy tells whether the device is still needed when nobody asks for it any longer.
	busy(now time.Time) bool
	// silence lets go of what busy speaks of.
	silence()
}

// feed leads from a stream to one device, for as long as that is open.
type feed struct {
	from  stream
	first chan struct{} // gets one value when the device has asked for the first time

	frames atomic.Int64 // how many the device has asked for
	mu     sync.Mutex   // held while filling, so that stop is final
	gone   bool
	buf    [512][2]float64
}

// newFeed leads to a device about to be opened.
func newFeed(t stream) *feed {
	t.Restart()
	return &feed{from: t, first: make(chan struct{}, 1)}
}

// fill gives the device its samples. It runs on the device's thread: it allocates
// nothing, opens nothing and waits for nobody but, shortly, for the stream's lock.
func (f *feed) fill(out []int16) {
	now := time.Now()
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.gone {
		return
	}
	frames := len(out) / 2
	f.from.Meet(now, frames)
	if f.from.skip(frames) {
		out = nil // it is silent already
	}
	for len(out) > 1 {
		part := f.buf[:min(len(f.buf), len(out)/2)]
		f.from.Stream(part)
		for i, s := range part {
			out[2*i] = pcm(s[0])
			out[2*i+1] = pcm(s[1])
		}
		out = out[2*len(part):]
	}
	if f.frames.Add(int64(frames)) == int64(frames) {
		select {
		case f.first <- struct{}{}:
		default:
		}
	}
}

// stop cuts the device off from the stream: what asks from now on gets silence.
func (f *feed) stop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.gone = true
}

// pcm is a sample as 16 bits, kept within full scale.
func pcm(x float64) int16 {
	return int16(math.Round(max(-1, min(1, x)) * math.MaxInt16))
}
