package sound

import (
	"sync"
	"sync/atomic"
	"time"

	"starling/app/rehearsal"
)

// Player plays the cues of an answer and looks after the device. Its methods may
// be called from any goroutine; none of them waits for the device.
type Player struct {
	driver driver
	track  *Track
	muted  atomic.Bool
	stuck  atomic.Int32 // attempts to open that hang

	settle sync.Mutex // held while settings are taken
	sounds *Sounds    // guarded by settle

	tell sync.Mutex // held while the person is told, so that they are told in order
	told func(Status)

	mu      sync.Mutex
	open    bool          // between Open and Close
	hearing bool          // a preview was asked for outside an answer
	live    bool          // a device takes the track
	answer  int           // counts Open and Close
	running bool          // run is under way
	wake    chan struct{} // tells run that what it is to do has changed
	last    Status        // what was told last of this answer
	lastOf  int           // the answer that last is of
}

// NewPlayer makes a player; it opens nothing. Whatever there is to tell the person
// comes to told, on a goroutine of the player's, one at a time. If the settings
// name sound files, they are decoded in the background, and what is wrong with
// one is told.
func NewPlayer(c Config, told func(Status)) *Player {
	return newPlayer(c, told, newDriver())
}

// newPlayer makes a player for the driver.
func newPlayer(c Config, told func(Status), d driver) *Player {
	if told == nil {
		told = func(Status) {}
	}
	sounds, _ := Load(Config{Volume: c.Volume, Off: c.Off})
	p := &Player{
		driver: d,
		track:  NewTrack(sounds),
		sounds: sounds,
		told:   told,
		wake:   make(chan struct{}, 1),
	}
	if len(c.Files) > 0 {
		p.settle.Lock()
		go p.loadFirst(c.clone())
	}
	return p
}

// loadFirst takes the settings that the player was made with, and tells what is
// wrong with their files. It comes with settle held, so that settings made later
// are taken later.
func (p *Player) loadFirst(c Config) {
	problems := p.take(c)
	p.settle.Unlock()
	for _, err := range problems {
		p.tell.Lock()
		p.told(Status{Text: err.Error()})
		p.tell.Unlock()
	}
}

// SetConfig takes new settings. It decodes the sound files that they name, unless
// it knows them already, so call it off the screen's goroutine. It gives an error,
// a *FileError, for each file that cannot be used; the built-in tone is heard
// instead.
func (p *Player) SetConfig(c Config) []error {
	p.settle.Lock()
	defer p.settle.Unlock()
	return p.take(c)
}

// take makes the sounds that the settings ask for, and uses them.
func (p *Player) take(c Config) []error {
	sounds, problems := reload(p.sounds, c)
	p.sounds = sounds
	p.track.Use(sounds)
	return problems
}

// SetMuted silences the cues, one that sounds included, or lets those to come be
// heard again.
func (p *Player) SetMuted(muted bool) {
	p.muted.Store(muted)
	p.track.SetMuted(muted)
}

// Muted tells whether the cues are silenced.
func (p *Player) Muted() bool { return p.muted.Load() }

// Open asks for the device and returns at once. The first Status follows when
// there is one, or when there is none; then one for each change.
func (p *Player) Open() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.open {
		return
	}
	p.open, p.hearing = true, false
	p.answer++
	p.start()
}

// Close lets the device go and returns at once. A tone that sounds, or that has
// fallen due, is heard to its end first, in the background. After Close no
// further Status comes, but one that is under way may arrive.
func (p *Player) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.open {
		return
	}
	p.open = false
	p.answer++
	if p.live {
		p.track.Follow(time.Now(), nil)
	} else {
		p.track.silence()
	}
	p.rouse()
}

// Follow replaces the list of cues to come; nil silences what is to come. Call it
// whenever that list changes: at start, pause, resume, mark and back. It may come
// before Open. See Track.Follow.
func (p *Player) Follow(now time.Time, cues []rehearsal.Cue) {
	p.track.Follow(now, cues)
}

// Preview lets one tone be heard as it is set, muted or not and whether or not its
// cue is switched off, in place of one that still sounds. It opens the device if
// it is not open, and closes it again. The section is the index of the section
// that begins; only the section cue heeds it.
func (p *Player) Preview(kind rehearsal.CueKind, section int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.track.preview(kind, section)
	p.hearing = !p.open
	p.start()
}

// start sees to it that run is under way and looks at what there is to do.
func (p *Player) start() {
	if !p.running {
		p.running = true
		go p.run()
		return
	}
	p.rouse()
}

// rouse makes run look at what there is to do.
func (p *Player) rouse() {
	select {
	case p.wake <- struct{}{}:
	default:
	}
}

// wants tells whether there is an answer to play.
func (p *Player) wants() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.open
}
