package playback

import (
	"math"
	"sync"
	"time"
)

// Speaker lets the machine's device ask for what is played. *sound.Speaker is one.
type Speaker interface {
	// Open asks for the device and returns at once. The device calls fill on a thread of
	// its own, for samples at Rate: so many were given to this device before, so many of
	// those have been heard at the moment now. Given is zero when the device begins.
	Open(fill func(out []int16, now time.Time, given, heard int64))
	// Close lets the device go and returns at once; fill may still be called shortly.
	Close()
}

// linger is how long the device stays open after a pause or the end, so that going on
// at once does not wait for another.
const linger = 3 * time.Second

// leastLoop is the shortest stretch that can be played over and over: a shorter one would
// be a hum.
const leastLoop = 100 * time.Millisecond

// State is how a playback stands.
type State struct {
	// Playing tells that it plays, or would if there were a device.
	Playing bool
	// Ended tells that it was heard to its end; playing begins anew from there.
	Ended bool
	// Speed is how many times faster than it was spoken.
	Speed float64
	// Loop is what is played over and over, if Looping.
	Loop    Span
	Looping bool
	// Err is why the recording cannot be read on, nil if it can. Playing tries again.
	Err error
}

// Playback plays one recording. Its methods may be called from any goroutine, and none of
// them waits for the device or reads the recording, but for Close.
type Playback struct {
	source  Source
	speaker Speaker
	changed func()
	length  time.Duration

	wake chan struct{} // tells work that there is something to do
	done chan struct{} // closed when work has ended

	mu     sync.Mutex
	now    State
	reel   *reel
	begun  bool // something was asked for: the source is read
	closed bool
	news   bool // now has changed, and it has not been told
}

// New makes a playback; it opens nothing and reads nothing. The source belongs to the
// playback until Close has returned. When what Now tells has changed, it calls changed
// on a goroutine of its own; changed may be nil, and must not call Close.
func New(s Source, to Speaker, changed func()) *Playback {
	if changed == nil {
		changed = func() {}
	}
	p := &Playback{
		source: s, speaker: to, changed: changed, length: duration(float64(s.Length())),
		wake: make(chan struct{}, 1), done: make(chan struct{}),
		now: State{Speed: 1}, reel: newReel(),
	}
	go p.work()
	return p
}

// Close ends the playback and lets go of the device. It waits for a read that is under way:
// when it returns the source is no longer read. After it the other methods do nothing.
func (p *Playback) Close() {
	p.mu.Lock()
	p.closed, p.reel.playing, p.now.Playing = true, false, false
	p.mu.Unlock()
	p.rouse()
	<-p.done
}

// Length is how long the recording is.
func (p *Playback) Length() time.Duration { return p.length }

// Now tells how the playback stands.
func (p *Playback) Now() State {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

// Position is what is heard at the moment now, in file time: between 0 and Length. What
// was asked for by Seek counts as heard at once. While there is no device it stands still.
func (p *Playback) Position(now time.Time) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.position(now)
}

// position is Position, with the lock held.
func (p *Playback) position(now time.Time) time.Duration {
	return max(0, min(p.length, duration(p.reel.place(now))))
}

// Play plays: on from where it stopped, or from the beginning if it had come to the end.
func (p *Playback) Play() {
	p.change(func() {
		if p.now.Playing {
			return
		}
		if p.now.Ended {
			p.jump(0)
		}
		p.begun, p.now.Playing, p.now.Err, p.reel.playing = true, true, nil, true
	})
}

// Pause stops. The tenths of a second that the device still holds are heard, and Position
// goes on with them.
func (p *Playback) Pause() {
	p.change(func() { p.now.Playing, p.reel.playing = false, false })
}

// Toggle pauses what plays and plays what does not.
func (p *Playback) Toggle() {
	if p.Now().Playing {
		p.Pause()
	} else {
		p.Play()
	}
}

// Seek goes on from a moment of file time, paused or playing. Outside of the stretch that
// is played over and over it ends that.
func (p *Playback) Seek(at time.Duration) {
	p.change(func() {
		at = max(0, min(at, p.length))
		if p.now.Looping && !p.now.Loop.Contains(at) {
			p.now.Loop, p.now.Looping = Span{}, false
		}
		p.jump(float64(samples(at)))
	})
}

// Skip goes to the beginning of the span before (by −1) or after (by 1) the one that is
// heard, as Beside says; the spans stand in their order. If a span is played over and over
// it is then that one. It tells which span it is, −1 if there is none.
func (p *Playback) Skip(now time.Time, spans []Span, by int) int {
	to := -1
	p.change(func() {
		if to = Beside(spans, p.position(now), by); to < 0 {
			return
		}
		if p.now.Looping {
			p.loop(spans[to])
		}
		p.jump(float64(samples(max(0, min(spans[to].From, p.length)))))
	})
	return to
}

// SetSpeed plays so many times faster than it was spoken, within Slowest and Fastest.
func (p *Playback) SetSpeed(speed float64) {
	p.change(func() {
		if speed = min(max(speed, Slowest), Fastest); speed == p.now.Speed || math.IsNaN(speed) {
			return
		}
		p.now.Speed = speed
		p.reel.rewind(p.reel.next, false)
	})
}

// SetLoop plays a span over and over, from its beginning if what is heard is not in it. A
// span of which the recording has less than a tenth of a second ends that.
func (p *Playback) SetLoop(now time.Time, s Span) {
	p.change(func() {
		s = p.loop(s)
		switch {
		case !p.now.Looping, s.Contains(p.position(now)) && p.reel.next < float64(samples(s.To)):
			p.reel.rewind(p.reel.next, false)
		default:
			p.jump(float64(samples(s.From)))
		}
	})
}

// Unloop plays on past the end of what was played over and over.
func (p *Playback) Unloop() {
	p.change(func() {
		if p.now.Looping {
			p.now.Loop, p.now.Looping = Span{}, false
			p.reel.rewind(p.reel.next, false)
		}
	})
}

// loop takes the part of a span that the recording has for what is played over and over,
// if that is long enough.
func (p *Playback) loop(s Span) Span {
	s = Span{From: max(0, s.From), To: min(s.To, p.length)}
	if p.now.Looping = s.To-s.From >= leastLoop; !p.now.Looping {
		s = Span{}
	}
	p.now.Loop = s
	return s
}

// jump goes on from a place, with the lock held.
func (p *Playback) jump(to float64) {
	p.begun, p.now.Ended = true, false
	p.reel.rewind(to, true)
}

// change changes the playback, and has it told if that changed how it stands.
func (p *Playback) change(f func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return
	}
	before := p.now
	f()
	p.news = p.news || p.now != before
	p.rouse()
}

// NextChange is the next moment at which Position will read otherwise in steps of grain,
// in file time: when it is worth painting the place anew. It is at least leastApart after
// now, however fine the grain; a speaker that begins to play late makes it wait longer.
// It tells false when the place stands still until something changes.
func (p *Playback) NextChange(now time.Time, grain, leastApart time.Duration) (time.Time, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.reel
	if !p.now.Playing {
		// What the device still holds is heard to its end, and shown when it was.
		rest := r.given - r.heardBy(now)
		if r.level > 0 {
			rest += fade
		}
		if rest > 0 && r.place(now) != r.asking() {
			return now.Add(max(leastApart, duration(float64(rest)))), true
		}
		return time.Time{}, false
	}
	grain = max(grain, time.Millisecond)
	left := grain - p.position(now)%grain
	return now.Add(max(leastApart, time.Duration(float64(left)/p.now.Speed))), true
}

// rouse makes work look at what there is to do. It may be called on the device's thread.
func (p *Playback) rouse() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// fill gives the device its samples, on the device's thread.
func (p *Playback) fill(out []int16, now time.Time, given, heard int64) {
	p.mu.Lock()
	defer p.mu.Unlock()
	r := p.reel
	if given == 0 {
		p.renew(now)
	}
	r.heard, r.asked = max(r.heard, min(heard, r.given)), now
	if r.finished >= 0 && r.heard >= r.finished && p.now.Playing {
		p.finish()
	}
	if r.play(out) {
		p.rouse()
	}
}

// renew goes on with another device from the place that was heard last: what the one
// before still held is lost.
func (p *Playback) renew(now time.Time) {
	r := p.reel
	at, over := r.place(now), r.finished >= 0
	r.renew(at)
	switch {
	case over && at >= r.next-1:
		r.finished = 0
	case math.Abs(at-r.next) > 1:
		r.rewind(at, false)
	}
}

// finish ends the playing, for the end was heard.
func (p *Playback) finish() {
	p.now.Playing, p.reel.playing = false, false
	p.now.Ended, p.news = true, true
	p.rouse()
}
