package playback

import (
	"errors"
	"fmt"
	"io"
	"time"
)

// worker is what work knows of the order that it carries out.
type worker struct {
	*Playback

	stretcher *Stretcher
	order     int
	span      span // what the stretcher gives
	loop      span // what comes after that, if it has a length
	speed     float64
	again     bool // the span has been given before
	fresh     bool // the stretcher is not at the span yet
	over      bool // there is no more
	piece     piece

	open   bool        // the speaker is
	silent bool        // it is open for nothing, and quiet runs
	quiet  *time.Timer // ends that
}

// span is a stretch of the source, in samples.
type span struct{ from, to int64 }

// length is how many samples it has.
func (s span) length() int64 { return max(0, s.to-s.from) }

// work puts pieces on the reel, opens and closes the speaker, and tells what has changed.
// It is the only goroutine of the playback, and ends with Close.
func (p *Playback) work() {
	defer close(p.done)
	w := &worker{Playback: p, order: -1, quiet: time.NewTimer(linger)}
	w.quiet.Stop()
	for w.settle() {
		select {
		case <-p.wake:
		case <-w.quiet.C:
			w.open = false
			p.speaker.Close()
		}
	}
	if w.open {
		p.speaker.Close()
	}
}

// settle does all that there is to do, and tells whether there may be more later.
func (w *worker) settle() bool {
	for {
		w.mu.Lock()
		news, playing, closed := w.news, w.now.Playing, w.closed
		w.news = false
		due := w.begun && w.now.Err == nil && !w.reel.full() && (!w.over || w.order != w.reel.order)
		if due && w.order != w.reel.order {
			w.take()
		}
		w.mu.Unlock()
		if closed {
			return false
		}
		w.speak(playing)
		if news {
			w.changed()
		}
		switch {
		case due:
			w.wind()
		case !news:
			return true
		}
	}
}

// speak sees to it that the speaker is open while something is played.
func (w *worker) speak(playing bool) {
	switch {
	case playing:
		w.quiet.Stop()
		if !w.open {
			w.open = true
			w.speaker.Open(w.fill)
		}
		w.silent = false
	case w.open && !w.silent:
		w.silent = true
		w.quiet.Reset(linger)
	}
}

// take takes the order that holds now, with the lock held.
func (w *worker) take() {
	all := span{0, w.source.Length()}
	w.order, w.over, w.speed = w.reel.order, false, w.now.Speed
	w.loop = span{}
	w.span = span{int64(w.reel.next + 0.5), all.to}
	if w.now.Looping {
		w.loop = span{samples(w.now.Loop.From), min(all.to, samples(w.now.Loop.To))}
		w.span.to = w.loop.to
		if w.span.length() == 0 {
			w.span = w.loop
		}
	}
	w.fresh, w.again = true, false
}

// wind makes the next piece and puts it on the reel.
func (w *worker) wind() {
	err := w.make()
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.order != w.reel.order || w.closed:
		// Something else is asked for in the meantime.
	case err != nil:
		w.now.Err, w.news = fmt.Errorf("the recording cannot be read on: %w", err), true
		w.now.Playing, w.reel.playing = false, false
		w.order = -1 // trying again begins anew
		w.reel.rewind(w.reel.next, false)
	default:
		w.reel.put(&w.piece)
		w.over = w.piece.last
	}
}

// make makes the next piece.
func (w *worker) make() error {
	if w.fresh {
		if err := w.reset(); err != nil {
			return err
		}
		w.fresh = false
	}
	p := &w.piece
	p.order, p.at, p.step, p.last = w.order, w.stretcher.At(), w.stretcher.Speed(), false
	given, left := w.stretcher.Given(), w.stretcher.Left()
	var err error
	if p.n, err = w.stretcher.Read(p.samples[:]); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	w.soften(given, left)
	if w.stretcher.Left() > 0 {
		return nil
	}
	if w.loop.length() == 0 {
		p.last = true
		return nil
	}
	w.span, w.fresh, w.again = w.loop, true, true
	return nil
}

// soften fades the piece out where the span ends, and in where it begins again; where
// playing begins the reel does that.
func (w *worker) soften(given, left int64) {
	for i := range w.piece.samples[:w.piece.n] {
		level := min(fade, left-int64(i))
		if w.again {
			level = min(level, given+int64(i))
		}
		if level < fade {
			w.piece.samples[i] = int16(int64(w.piece.samples[i]) * level / fade)
		}
	}
}

// reset has the stretcher give the span.
func (w *worker) reset() (err error) {
	if w.stretcher == nil {
		w.stretcher, err = NewStretcher(w.source, w.span.from, w.span.to, w.speed)
		return err
	}
	return w.stretcher.Reset(w.span.from, w.span.to, w.speed)
}
