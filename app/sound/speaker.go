package sound

import (
	"math"
	"sync"
	"time"

	"github.com/gopxl/beep/v2"
)

// What the person is told of what is played to them.
const (
	textSpeakerNone    = "No sound device. Listening goes on by itself when there is one."
	textSpeakerStopped = "The sound device has stopped. Listening goes on by itself when there is one."
	textSpeakerNever   = "This Starling was built without sound: there is nothing to listen with."
)

// Fill gives a device the next samples of something that is listened to: one channel,
// at the Speaker's rate; out is silent beforehand. It is called on the device's thread,
// at the moment now, and must neither allocate nor wait.
//
// Since Open, this device has been given so many samples before these, of which it has
// let so many be heard, as near as can be told. With given at zero it begins: what another
// device still held is lost.
type Fill = func(out []int16, now time.Time, given, heard int64)

// Speaker lets a person listen to something, and looks after the device as a Player
// does: no device, one that goes away and one that comes back are told in one line, and
// need no other call. Its methods may be called from any goroutine; none of them waits
// for the device.
//
// It has a device of its own. Whoever owns a Player and a Speaker sees to it that only
// one of them is open.
type Speaker struct {
	keeper *keeper
	from   *filled
}

// NewSpeaker makes a speaker for a rate in samples a second; it opens nothing. The name
// is how a mixer of the system shows what is played. What becomes of the device comes to
// told, on a goroutine of the speaker's, one at a time.
func NewSpeaker(rate beep.SampleRate, name string, told func(Status)) *Speaker {
	return newSpeaker(rate, told, newDriver(output{rate: rate, name: name}))
}

// newSpeaker makes a speaker for the driver.
func newSpeaker(rate beep.SampleRate, told func(Status), d driver) *Speaker {
	from := &filled{lead: lead{rate: rate}}
	w := words{none: textSpeakerNone, stopped: textSpeakerStopped, never: textSpeakerNever, short: textSpeakerNone}
	return &Speaker{keeper: newKeeper(d, from, w, told), from: from}
}

// Open asks for the device, which calls fill from then on, and returns at once. The first
// Status follows when there is a device, or when there is none; then one for each change.
// While the speaker is open another Open does nothing.
func (s *Speaker) Open(fill Fill) {
	s.keeper.begin(func() { s.from.use(fill) })
}

// Close lets the device go and returns at once. What the device holds is heard to its
// end, and fill may be called for a few tenths of a second more. No Status comes after
// Close, but one that is under way may arrive.
func (s *Speaker) Close() { s.keeper.end(func(bool) {}) }

// filled is a stream whose samples come from a Fill.
type filled struct {
	mu    sync.Mutex
	fill  Fill
	lead  lead
	now   time.Time // when the device asked
	given int64     // to this device
	base  int64     // what of that was given before fill was used
	held  int64     // the most that it was seen to hold of late when it had filled itself
	mono  [512]int16
}

// Declare conformity.
var _ stream = (*filled)(nil)

// settling is how long a device may take to fill itself, and how long it is measured how
// much it then holds.
const settling = leadSlot * leadSlots

// use takes the samples from fill.
func (f *filled) use(fill Fill) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.fill, f.base = fill, f.given
}

// Restart says that another device takes over.
func (f *filled) Restart() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.given, f.base, f.held = 0, 0, 0
}

// Meet takes in that the device asks now for n samples.
func (f *filled) Meet(now time.Time, n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.given == 0 {
		f.lead.begin(now)
	}
	f.now = now
	f.lead.note(now, f.given+int64(n))
	// A device whose clock runs faster than ours would seem to hold more and more. So
	// what it holds is measured once.
	if now.Sub(f.lead.epoch) < settling {
		f.held = max(f.held, f.lead.ahead())
	}
}

// heard is how many of the samples given have been heard: as many as fit since the first
// were asked for, unless the device has fallen behind or run ahead of the clock.
func (f *filled) heard() int64 {
	return max(0, min(f.given, f.lead.clock(f.now)+f.lead.ahead()-f.held))
}

// Stream gives the next samples, the same for both ears; it never ends.
func (f *filled) Stream(out [][2]float64) (int, bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for done := 0; done < len(out); {
		part := f.mono[:min(len(f.mono), len(out)-done)]
		clear(part)
		f.fill(part, f.now, f.given-f.base, max(0, f.heard()-f.base))
		for i, s := range part {
			x := float64(s) / math.MaxInt16
			out[done+i] = [2]float64{x, x}
		}
		done += len(part)
		f.given += int64(len(part))
	}
	return len(out), true
}

// skip does not look ahead.
func (f *filled) skip(int) bool { return false }

// busy is false: whoever closes a speaker wants no more of it.
func (f *filled) busy(time.Time) bool { return false }

// silence has nothing to do.
func (f *filled) silence() {}
