package recording

import (
	"context"
	"sync"
	"time"

	"starling/app/sound/opening"
)

// Config is what a person has set about recording, and where it goes.
type Config struct {
	// Dir is the folder of the recordings.
	Dir string
	// Device is the id of the microphone; empty for the system's own.
	Device string
	// Meter tells that levels are wanted.
	Meter bool
}

// Recorder records answers and looks after the microphone. Its methods may be called
// from any goroutine; none but Flush waits for anything.
type Recorder struct {
	driver driver
	door   opening.Door[plugged]

	tell sync.Mutex // held while the person is told, so that they are told in order
	told func(Status)

	mu        sync.Mutex
	config    Config
	open      bool          // between Open and Close
	answering bool          // between Start and Stop
	commands  []command     // told, and not with the deck yet
	undone    int           // commands that are not carried out
	settled   chan struct{} // closed when there is none; nil where there is none
	running   bool          // run is under way
	anew      bool          // another microphone was chosen
	wake      chan struct{} // tells run that what it is to do has changed

	// What follows belongs to run.
	deck  deck
	meter meter
	last  Status // what was told last
}

// NewRecorder makes a recorder; it opens nothing. Whatever there is to tell the person
// comes to told, on a goroutine of the recorder's, one at a time and only when it changes.
func NewRecorder(c Config, told func(Status)) *Recorder {
	return newRecorder(c, told, newDriver())
}

// newRecorder makes a recorder for the driver.
func newRecorder(c Config, told func(Status), d driver) *Recorder {
	if told == nil {
		told = func(Status) {}
	}
	return &Recorder{driver: d, config: c, told: told, wake: make(chan struct{}, 1)}
}

// Test opens a microphone to try it, and tells levels. Nothing is written. What it gives
// lets go of the microphone again. An empty id is the system's own.
func Test(id string, told func(Status)) (end func()) {
	r := NewRecorder(Config{Device: id, Meter: true}, told)
	r.Open()
	return r.Close
}

// SetConfig takes new settings. Another microphone is used from now on, in an answer
// too; another folder for the answers to come.
func (r *Recorder) SetConfig(c Config) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.anew = r.anew || c.Device != r.config.Device
	r.config = c
	if r.running {
		r.rouse()
	}
}

// Open asks for the microphone, so that it is there when the answer begins, and returns
// at once. Nothing is recorded before Start.
func (r *Recorder) Open() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = true
	r.start()
}

// Close lets the microphone go and returns at once. An answer that is still recorded
// ends now.
func (r *Recorder) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.open = false
	if r.answering {
		r.command(command{kind: stop, at: time.Now()})
		r.answering = false
	}
	if r.running {
		r.rouse()
	}
}

// Start begins to record an answer, as of a moment, when so much time had been spoken: none,
// or what it was when an answer that had been stopped is returned to. That must be the
// last that this recorder recorded; a recording from earlier is left as it is. Where the
// microphone is not open it is opened.
func (r *Recorder) Start(id string, at time.Time, spoken time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.answering {
		r.command(command{kind: stop, at: at})
	}
	r.answering = true
	r.command(command{kind: start, at: at, id: id, spoken: spoken})
}

// Pause ends what is recorded at a moment. The microphone stays open; what it hears is
// thrown away.
func (r *Recorder) Pause(at time.Time) { r.do(command{kind: pause, at: at}) }

// Resume goes on recording as of a moment, when so much time had been spoken.
func (r *Recorder) Resume(at time.Time, spoken time.Duration) {
	r.do(command{kind: resume, at: at, spoken: spoken})
}

// Stop ends the recording of the answer at a moment. Flush waits until it is whole.
func (r *Recorder) Stop(at time.Time) {
	r.do(command{kind: stop, at: at})
}

// do takes a command that an answer is needed for.
func (r *Recorder) do(c command) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if !r.answering {
		return
	}
	r.answering = c.kind != stop
	r.command(c)
}

// command hands a command over.
func (r *Recorder) command(c command) {
	r.commands = append(r.commands, c)
	r.undone++
	if r.settled == nil {
		r.settled = make(chan struct{})
	}
	r.start()
}

// Flush waits until all that the recorder was told has been done: an answer that was
// stopped can then be opened. It takes up to a second or so.
func (r *Recorder) Flush(ctx context.Context) error {
	r.mu.Lock()
	settled := r.settled
	r.mu.Unlock()
	if settled == nil {
		return nil
	}
	select {
	case <-settled:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// start sees to it that run is under way and looks at what there is to do.
func (r *Recorder) start() {
	if !r.running {
		r.running = true
		go r.run()
		return
	}
	r.rouse()
}

// rouse makes run look at what there is to do.
func (r *Recorder) rouse() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// wants tells whether there is anything to hear.
func (r *Recorder) wants() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.open || r.answering || r.undone > 0
}
