package sound

import (
	"sync"
	"sync/atomic"
	"time"

	"starling/app/rehearsal"
)

// What the person is told of the cues.
const (
	textNone    = "No sound device. The cues go on, on the screen; sound returns by itself."
	textStopped = "The sound device has stopped. The cues go on, on the screen; sound returns by itself."
	textNever   = "This Starling was built without sound. The cues go on, on the screen."
	textPreview = "No sound device: there is nothing to hear the tone with."
)

// cueOutput is what the device is opened for.
var cueOutput = output{rate: SampleRate, name: "Cues"}

// Player plays the cues of an answer and looks after the device. Its methods may
// be called from any goroutine; none of them waits for the device.
type Player struct {
	keeper *keeper
	track  *Track
	muted  atomic.Bool

	settle sync.Mutex // held while settings are taken
	sounds *Sounds    // guarded by settle
}

// NewPlayer makes a player; it opens nothing. Whatever there is to tell the person
// comes to told, on a goroutine of the player's, one at a time. If the settings
// name sound files, they are decoded in the background, and what is wrong with
// one is told.
func NewPlayer(c Config, told func(Status)) *Player {
	return newPlayer(c, told, newDriver(cueOutput))
}

// newPlayer makes a player for the driver.
func newPlayer(c Config, told func(Status), d driver) *Player {
	sounds, _ := Load(Config{Volume: c.Volume, Off: c.Off})
	track := NewTrack(sounds)
	w := words{none: textNone, stopped: textStopped, never: textNever, short: textPreview}
	p := &Player{keeper: newKeeper(d, track, w, told), track: track, sounds: sounds}
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
		p.keeper.say(Status{Text: err.Error()})
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
func (p *Player) Open() { p.keeper.begin(func() {}) }

// Close lets the device go and returns at once. A tone that sounds, or that has
// fallen due, is heard to its end first, in the background. After Close no
// further Status comes, but one that is under way may arrive.
func (p *Player) Close() {
	p.keeper.end(func(live bool) {
		if live {
			p.track.Follow(time.Now(), nil)
		} else {
			p.track.silence()
		}
	})
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
	p.keeper.once(func() { p.track.preview(kind, section) })
}
