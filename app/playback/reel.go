package playback

import (
	"math"
	"time"
)

const (
	// fade is how long the sound takes to fall silent, and to come back.
	fade = Rate * 5 / 1000
	// pieceLength is what is put on the reel at a time, and pieces how many of them it holds.
	pieceLength = Rate * 20 / 1000
	pieces      = 20
	// remembered is how many turns the reel remembers: more than a device can hold, for
	// there are two for each piece at most.
	remembered = 256
)

// piece is some sound that is ready to be played.
type piece struct {
	samples [pieceLength]int16
	n       int     // how many of them there are
	order   int     // that it was made for; another than the reel's is old
	at      float64 // the place of the first, in samples of the source
	step    float64 // how many samples of the source each stands for
	last    bool    // the recording ends with it
}

// turn is where, in what a device was given, another place begins to be heard.
type turn struct {
	given int64
	at    float64
	step  float64
}

// reel stands between the goroutine that reads and the device that plays. Whoever uses it
// holds the playback's lock.
type reel struct {
	ring     [pieces]piece
	first, n int // those on the reel
	used     int // samples of the first that were played

	order   int // what was asked for last
	playing bool
	level   int // from 0, silent, to fade

	turns    [remembered]turn
	nTurns   int
	given    int64     // to the device so far
	heard    int64     // at the moment asked
	asked    time.Time // zero: no device has asked yet
	jump     bool      // the person asked for the place target
	target   float64   // in samples of the source
	next     float64   // the place that is played next, in samples of the source
	placed   int64     // where in given it begins to be heard; −1: not given yet
	finished int64     // where in given the recording ends; −1: not given yet
}

// newReel makes an empty reel.
func newReel() *reel { return &reel{placed: -1, finished: -1} }

// rewind makes way for what follows from another place. What is on the reel is old then,
// and kept only as far as it takes to fade out. A jump is shown at once.
func (r *reel) rewind(to float64, jump bool) {
	r.order++
	r.next, r.finished = to, -1
	if jump {
		r.jump, r.target, r.placed = true, to, -1
	}
	kept := 0
	for have := -r.used; kept < r.n && have < r.level; kept++ {
		have += r.ring[(r.first+kept)%pieces].n
	}
	r.n = kept
}

// full tells whether there is no room for another piece.
func (r *reel) full() bool { return r.n == pieces }

// put puts a piece on the reel.
func (r *reel) put(p *piece) {
	r.ring[(r.first+r.n)%pieces] = *p
	r.n++
}

// renew says that another device takes over, which has been given nothing. The place from
// which to go on is the one last heard.
func (r *reel) renew(at float64) {
	r.nTurns, r.given, r.heard, r.level = 0, 0, 0, 0
	r.jump = r.jump && r.placed < 0
	r.placed = -1
	r.turn(at, 0)
}

// turn remembers that from here on other places are heard.
func (r *reel) turn(at, step float64) {
	if r.nTurns > 0 {
		t := r.turns[(r.nTurns-1)%remembered]
		if t.step == step && math.Abs(t.at+float64(r.given-t.given)*step-at) < 0.5 {
			return // it only goes on
		}
	}
	r.turns[r.nTurns%remembered] = turn{r.given, at, step}
	r.nTurns++
}

// play gives the device its samples. It tells whether that has made room on the reel.
func (r *reel) play(out []int16) bool {
	n := r.n
	for len(out) > 0 {
		some := r.some(out)
		out = out[some:]
		r.given += int64(some)
		if !r.wind() && some == 0 {
			break
		}
	}
	if len(out) > 0 { // silence
		r.turn(r.next, 0)
		r.given += int64(len(out))
		r.level = 0
	}
	return r.n < n
}

// some gives samples of the first piece, up to where it has reached its full level or has
// fallen silent; none if there is silence.
func (r *reel) some(out []int16) int {
	if r.n == 0 {
		return 0
	}
	p := &r.ring[r.first]
	old := p.order != r.order
	rises := r.playing && !old
	n := min(len(out), p.n-r.used)
	switch {
	case !rises:
		n = min(n, r.level)
	case r.level < fade:
		n = min(n, fade-r.level)
	}
	if n == 0 {
		return 0
	}
	at := p.at + float64(r.used)*p.step
	r.turn(at, p.step)
	if rises && r.placed < 0 {
		r.placed = r.given
	}
	r.shade(out[:n], p.samples[r.used:], rises)
	r.used += n
	if !old {
		r.next = at + float64(n)*p.step
	}
	return n
}

// shade gives samples at the level, which rises or falls with each.
func (r *reel) shade(out, in []int16, rises bool) {
	for i := range out {
		switch {
		case !rises:
			r.level--
			out[i] = int16(int(in[i]) * r.level / fade)
		case r.level < fade:
			out[i] = int16(int(in[i]) * r.level / fade)
			r.level++
		default:
			out[i] = in[i]
		}
	}
}

// wind takes the first piece off the reel if all of it was played, or if it is old and has
// fallen silent. It tells whether it did.
func (r *reel) wind() bool {
	if r.n == 0 {
		return false
	}
	p := &r.ring[r.first]
	old := p.order != r.order
	if r.used < p.n && (!old || r.level > 0) {
		return false
	}
	if p.last && !old {
		r.finished = r.given
	}
	r.first, r.used = (r.first+1)%pieces, 0
	r.n--
	if old && (r.n == 0 || r.ring[r.first].order == r.order) {
		r.level = 0 // too little was left to fade out with
	}
	return true
}

// heardBy is how much of what the device was given has been heard by a moment.
func (r *reel) heardBy(now time.Time) int64 {
	if r.asked.IsZero() {
		return 0
	}
	since := max(0, min(now.Sub(r.asked), time.Minute))
	return min(r.given, r.heard+samples(since))
}

// place is the place that is heard at a moment, in samples of the source.
func (r *reel) place(now time.Time) float64 {
	heard := r.heardBy(now)
	if r.nTurns == 0 || r.jump && (r.placed < 0 || heard < r.placed) {
		return r.asking()
	}
	oldest := max(0, r.nTurns-remembered)
	for i := r.nTurns - 1; i >= oldest; i-- {
		if t := r.turns[i%remembered]; t.given <= heard || i == oldest {
			return t.at + float64(max(0, heard-t.given))*t.step
		}
	}
	return r.next
}

// asking is the place that the person asked for, or the one from which it goes on.
func (r *reel) asking() float64 {
	if r.jump {
		return r.target
	}
	return r.next
}
