package history

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

const (
	// noteDelay is how long after a keystroke at most the note is stored.
	noteDelay = 500 * time.Millisecond
	// noteRest is how long nothing is typed before the note counts as said.
	noteRest = 10 * time.Second
	// The waits between two tries grow from the first to the last.
	firstWait = 100 * time.Millisecond
	lastWait  = 5 * time.Second
)

// ErrClosed says that something came after the recorder was closed.
var ErrClosed = errors.New("the history was closed before this was stored")

// sink is what a recorder writes to: a Store.
type sink interface {
	Begin(ctx context.Context, a rehearsal.Attempt) error
	Append(ctx context.Context, id string, events ...rehearsal.Event) error
	Beat(ctx context.Context, id string, spoken time.Duration) error
	Rate(ctx context.Context, id string, section story.SectionName, rating int) error
	SetNote(ctx context.Context, id, text string) error
	Grade(ctx context.Context, id, grade string) error
	Listen(ctx context.Context, id string) error
	SetFillers(ctx context.Context, id string, n int) error
	SetDelivery(ctx context.Context, id, text string) error
	SetTranscript(ctx context.Context, id, text string) error
	Delete(ctx context.Context, id string) error
	Restore(ctx context.Context, id string) error
	Keep(ctx context.Context, id string) error
	Drop(ctx context.Context, id string) error
	RenameStory(ctx context.Context, from, to string) error
	draftNote(ctx context.Context, id, text string) error
	settleNote(ctx context.Context, id string) error
}

var _ sink = (*Store)(nil)

// Recorder is how the screens write. Its methods return at once; what they are
// given is stored in that order by a goroutine of its own, each thing the
// moment it comes. Where storing fails, as on a full disk, it is tried again
// until it works, and nothing is lost meanwhile.
type Recorder struct {
	sink    sink
	trouble func(error)
	ctx     context.Context // ends when Close gives up
	stop    context.CancelFunc
	wake    chan struct{} // something was queued
	hurry   chan struct{} // someone waits: try again now
	ended   chan struct{}

	mu      sync.Mutex
	queue   []job
	failing error // what keeps the first of the queue from being stored
	closed  bool
	hooks   map[int]func()
	hook    int
	note    *typedNote
}

// job is one thing to store.
type job struct {
	do func(context.Context, sink) error
	// merge names jobs of which only the last matters; empty for all others.
	merge string
	// done is closed when the job's turn comes; such a job stores nothing.
	done chan struct{}
}

// typedNote is a note that is being typed.
type typedNote struct {
	id, text string
	unstored bool
	store    *time.Timer
	rest     *time.Timer
}

// NewRecorder makes a recorder that writes to a store. When storing begins to
// fail, trouble is told why, once; when it works again, it is told nil. Both
// happen on the recorder's goroutine. Close ends it.
func NewRecorder(s *Store, trouble func(error)) *Recorder { return newRecorder(s, trouble) }

func newRecorder(s sink, trouble func(error)) *Recorder {
	ctx, stop := context.WithCancel(context.Background())
	r := &Recorder{
		sink: s, trouble: trouble, ctx: ctx, stop: stop,
		wake: make(chan struct{}, 1), hurry: make(chan struct{}, 1), ended: make(chan struct{}),
		hooks: map[int]func(){},
	}
	go r.run()
	return r
}

// OnChange has changed called after everything that was stored, on the
// recorder's goroutine, until stop is called.
func (r *Recorder) OnChange(changed func()) (stop func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.hook++
	n := r.hook
	r.hooks[n] = changed
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		delete(r.hooks, n)
	}
}

// Begin records that an attempt was begun; see [Batch.Begin].
func (r *Recorder) Begin(a rehearsal.Attempt) {
	r.add("", func(ctx context.Context, s sink) error { return s.Begin(ctx, a) })
}

// Append records what happened in an attempt.
func (r *Recorder) Append(id string, events ...rehearsal.Event) {
	if len(events) == 0 {
		return
	}
	r.add("", func(ctx context.Context, s sink) error { return s.Append(ctx, id, events...) })
}

// Beat records the time spoken so far.
func (r *Recorder) Beat(id string, spoken time.Duration) {
	r.add("beat "+id, func(ctx context.Context, s sink) error { return s.Beat(ctx, id, spoken) })
}

// Rate records a rating; see [Batch.Rate].
func (r *Recorder) Rate(id string, section story.SectionName, rating int) {
	r.add("", func(ctx context.Context, s sink) error { return s.Rate(ctx, id, section, rating) })
}

// Grade records the grade that the person gives an attempt; see [Batch.Grade].
func (r *Recorder) Grade(id, grade string) {
	r.add("", func(ctx context.Context, s sink) error { return s.Grade(ctx, id, grade) })
}

// Delete records that an attempt is put out of sight.
func (r *Recorder) Delete(id string) {
	r.add("", func(ctx context.Context, s sink) error { return s.Delete(ctx, id) })
}

// Restore records that a deleted attempt is brought back.
func (r *Recorder) Restore(id string) {
	r.add("", func(ctx context.Context, s sink) error { return s.Restore(ctx, id) })
}

// Keep records that an unfinished attempt is kept unrated.
func (r *Recorder) Keep(id string) {
	r.add("", func(ctx context.Context, s sink) error { return s.Keep(ctx, id) })
}

// Drop removes an attempt under rehearsal.MinSpoken; see [Batch.Drop].
func (r *Recorder) Drop(id string) {
	r.add("", func(ctx context.Context, s sink) error { return s.Drop(ctx, id) })
}

// RenameStory records that a story has another slug; see [Batch.RenameStory].
func (r *Recorder) RenameStory(from, to string) {
	r.add("", func(ctx context.Context, s sink) error { return s.RenameStory(ctx, from, to) })
}

// SetNote records the note of an attempt, and may be called at every
// keystroke. The note is stored within a second; it becomes one entry in the
// record of changes when typing rests, or when anything else is recorded.
func (r *Recorder) SetNote(id, text string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.refused() {
		return
	}
	if r.note != nil && r.note.id != id {
		r.settleNote()
	}
	if r.note == nil {
		r.note = &typedNote{id: id, rest: time.AfterFunc(noteRest, r.noteRests)}
		r.note.store = time.AfterFunc(noteDelay, r.noteIsDue)
	}
	n := r.note
	n.text = text
	n.rest.Reset(noteRest)
	if !n.unstored {
		n.unstored = true
		n.store.Reset(noteDelay)
	}
}

// noteIsDue stores the note as it stands.
func (r *Recorder) noteIsDue() {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.note
	if n == nil || !n.unstored {
		return
	}
	n.unstored = false
	id, text := n.id, n.text
	r.push(job{merge: "note " + id, do: func(ctx context.Context, s sink) error { return s.draftNote(ctx, id, text) }})
}

// noteRests makes the note a change, since nothing was typed for a while.
func (r *Recorder) noteRests() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.settleNote()
}

// settleNote makes the note a change; r.mu is held.
func (r *Recorder) settleNote() {
	n := r.note
	if n == nil {
		return
	}
	r.note = nil
	n.store.Stop()
	n.rest.Stop()
	if n.unstored {
		r.push(job{do: func(ctx context.Context, s sink) error { return s.SetNote(ctx, n.id, n.text) }})
		return
	}
	r.push(job{do: func(ctx context.Context, s sink) error { return s.settleNote(ctx, n.id) }})
}

// add queues something to store, after the note that was being typed.
func (r *Recorder) add(merge string, do func(context.Context, sink) error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.refused() {
		return
	}
	r.settleNote()
	r.push(job{merge: merge, do: do})
}

// refused tells, and says to the one who listens, that it is too late; r.mu is held.
func (r *Recorder) refused() bool {
	if r.closed {
		go r.trouble(ErrClosed)
	}
	return r.closed
}

// push queues a job; r.mu is held. The first of the queue may be at work.
func (r *Recorder) push(j job) {
	if last := len(r.queue) - 1; last > 0 && j.merge != "" && r.queue[last].merge == j.merge {
		r.queue[last] = j
		return
	}
	r.queue = append(r.queue, j)
	signal(r.wake)
}

func signal(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// run stores what is queued.
func (r *Recorder) run() {
	defer close(r.ended)
	for {
		j, ok := r.first()
		if !ok {
			select {
			case <-r.wake:
				continue
			case <-r.ctx.Done():
				return
			}
		}
		if !r.store(j) {
			return
		}
		r.mu.Lock()
		r.queue[0] = job{} // lets go of the note's text
		r.queue = r.queue[1:]
		r.mu.Unlock()
		r.after(j)
	}
}

// first gives the job whose turn it is.
func (r *Recorder) first() (job, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.queue) == 0 {
		return job{}, false
	}
	return r.queue[0], true
}

// store does a job, as often as it takes. It gives false where the recorder
// was closed before it worked.
func (r *Recorder) store(j job) bool {
	if j.done != nil {
		return true
	}
	wait := firstWait
	for {
		err := j.do(r.ctx, r.sink)
		if err == nil {
			r.setFailing(nil)
			return true
		}
		if r.ctx.Err() != nil {
			return false
		}
		r.setFailing(err)
		if hopeless(err) {
			return true
		}
		pause := time.NewTimer(wait)
		select {
		case <-pause.C:
		case <-r.hurry:
		case <-r.ctx.Done():
			return false
		}
		pause.Stop()
		wait = min(2*wait, lastWait)
	}
}

// setFailing tells of trouble when it begins and when it is over.
func (r *Recorder) setFailing(err error) {
	r.mu.Lock()
	news := (err == nil) != (r.failing == nil)
	r.failing = err
	r.mu.Unlock()
	if news {
		r.trouble(err)
	}
}

// hopeless tells whether trying again would change nothing.
func hopeless(err error) bool {
	for _, kind := range []error{ErrNotFound, ErrInvalid, ErrNotShort, ErrReadOnly} {
		if errors.Is(err, kind) {
			return true
		}
	}
	return false
}

// after tells those who want to know that a job is done.
func (r *Recorder) after(j job) {
	if j.done != nil {
		close(j.done)
		return
	}
	r.mu.Lock()
	hooks := make([]func(), 0, len(r.hooks))
	for n := 1; n <= r.hook; n++ {
		if hook := r.hooks[n]; hook != nil {
			hooks = append(hooks, hook)
		}
	}
	r.mu.Unlock()
	for _, hook := range hooks {
		hook()
	}
}

// Flush waits until everything recorded so far is stored, the note included.
// Where that takes longer than ctx allows, the error says how much is not.
func (r *Recorder) Flush(ctx context.Context) error {
	done := make(chan struct{})
	r.mu.Lock()
	r.settleNote()
	r.push(job{done: done})
	r.mu.Unlock()
	signal(r.hurry)
	select {
	case <-done:
		return nil
	case <-r.ended:
		return r.unstored(ErrClosed)
	case <-ctx.Done():
		return r.unstored(ctx.Err())
	}
}

// unstored says how much is still to be stored, and why; nil for nothing.
func (r *Recorder) unstored(why error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	n := 0
	for _, j := range r.queue {
		if j.done == nil {
			n++
		}
	}
	switch {
	case n == 0:
		return nil
	case r.failing != nil:
		why = r.failing
	}
	return fmt.Errorf("%s could not be stored: %w", plural(n, "change"), why)
}

// Close stores what is left and ends the recorder. Where that takes longer
// than ctx allows, it gives up, and the error says how much is lost. Whatever
// is recorded after it is told to the trouble function as [ErrClosed].
func (r *Recorder) Close(ctx context.Context) error {
	r.mu.Lock()
	r.closed = true
	r.mu.Unlock()
	err := r.Flush(ctx)
	r.stop()
	<-r.ended
	return err
}
