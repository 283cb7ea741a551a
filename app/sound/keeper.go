package sound

import (
	"sync"
	"time"

	"starling/app/sound/opening"
)

// keeper looks after the device that a stream is played on: it opens one when that is
// wanted, notices when it stops, tries again until it can, and tells the person. Player
// and Speaker are each a stream and its keeper.
type keeper struct {
	driver driver
	from   stream
	words  words
	door   opening.Door[device]

	tell sync.Mutex // held while the person is told, so that they are told in order
	told func(Status)

	mu      sync.Mutex
	open    bool          // between begin and end
	hearing bool          // something short was asked for while not open
	live    bool          // a device takes the stream
	answer  int           // counts opening and closing
	running bool          // run is under way
	wake    chan struct{} // tells run that what it is to do has changed
	last    Status        // what was told last since it was opened
	lastOf  int           // the answer that last is of
}

// words are what the person is told when there is no device.
type words struct {
	none    string // there is none
	stopped string // it has stopped
	never   string // this build has none
	short   string // there is none for something short, which is not waited with
}

// newKeeper makes a keeper; it opens nothing.
func newKeeper(d driver, from stream, w words, told func(Status)) *keeper {
	if told == nil {
		told = func(Status) {}
	}
	return &keeper{driver: d, from: from, words: w, told: told, wake: make(chan struct{}, 1)}
}

// begin asks for the device and returns at once. Before run sees it, put makes ready what
// is to be played.
func (k *keeper) begin(put func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.open {
		return
	}
	put()
	k.open, k.hearing = true, false
	k.answer++
	k.start()
}

// end lets the device go and returns at once. Before run sees it, stop makes an end of
// what is played; it is told whether a device takes the stream.
func (k *keeper) end(stop func(live bool)) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if !k.open {
		return
	}
	k.open = false
	k.answer++
	stop(k.live)
	k.rouse()
}

// once lets something short be heard: put puts it into the stream. The device is
// opened for it if it is not open, and then closed again.
func (k *keeper) once(put func()) {
	k.mu.Lock()
	defer k.mu.Unlock()
	put()
	k.hearing = !k.open
	k.start()
}

// say tells the person something, in its turn.
func (k *keeper) say(s Status) {
	k.tell.Lock()
	defer k.tell.Unlock()
	k.told(s)
}

// start sees to it that run is under way and looks at what there is to do.
func (k *keeper) start() {
	if !k.running {
		k.running = true
		go k.run()
		return
	}
	k.rouse()
}

// rouse makes run look at what there is to do.
func (k *keeper) rouse() {
	select {
	case k.wake <- struct{}{}:
	default:
	}
}

// wants tells whether the device is asked for.
func (k *keeper) wants() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.open
}

// over tells run whether it is done: the device is not asked for and nothing sounds.
// If it is, run is no longer under way.
func (k *keeper) over() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.open || k.from.busy(time.Now()) {
		return false
	}
	k.running, k.hearing = false, false
	return true
}

// alive notes whether a device takes the stream.
func (k *keeper) alive(live bool) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.live = live
}

// report tells the person how sound fares, unless that is what they were told
// last since it was opened. Of something short only failure is news, and its end.
func (k *keeper) report(s Status) {
	k.mu.Lock()
	news := k.last != s || k.lastOf != k.answer
	if !k.open {
		failed := !k.last.OK && k.last.Text != ""
		news = k.hearing && (!s.OK || failed)
	}
	k.last, k.lastOf = s, k.answer
	answer := k.answer
	k.mu.Unlock()
	if !news {
		return
	}
	k.tell.Lock()
	defer k.tell.Unlock()
	k.mu.Lock()
	stale := answer != k.answer
	k.mu.Unlock()
	if !stale {
		k.told(s)
	}
}
