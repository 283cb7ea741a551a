package sound

import (
	"cmp"
	"errors"
	"slices"

	"starling/app/rehearsal"
)

// Sounds are the tones of an answer as a person has set them, decoded and ready.
// They never change: new settings make new Sounds.
type Sounds struct {
	gain    float32
	off     map[rehearsal.CueKind]bool
	builtIn *chimes
	own     map[rehearsal.CueKind]*ownFile
}

// chimes are the built-in tones.
type chimes struct {
	single   map[rehearsal.CueKind]clip
	sections [len(climb)]clip
}

// newChimes makes every built-in tone, which takes a few milliseconds.
func newChimes() *chimes {
	c := &chimes{single: map[rehearsal.CueKind]clip{}}
	for _, k := range []rehearsal.CueKind{
		rehearsal.CueStart, rehearsal.CueWrapUp, rehearsal.CueTimeUp, rehearsal.CueOvertime,
	} {
		c.single[k] = synth(k, 0)
	}
	for i := range c.sections {
		c.sections[i] = synth(rehearsal.CueSection, i)
	}
	return c
}

// Load makes ready what the settings ask for: it decodes the sound files and
// gives an error, a *FileError, for each that cannot be used. The built-in tone
// stands in for that one.
func Load(c Config) (*Sounds, []error) {
	return reload(nil, c)
}

// reload is Load, but takes over from before what has not changed since, so that
// moving the volume does not decode every file again.
func reload(before *Sounds, c Config) (*Sounds, []error) {
	s := &Sounds{gain: gain(c.Volume), off: c.clone().Off, own: map[rehearsal.CueKind]*ownFile{}}
	if before != nil {
		s.builtIn = before.builtIn
	} else {
		s.builtIn = newChimes()
	}
	var problems []error
	for kind, path := range c.Files {
		if path == "" {
			continue
		}
		var known *ownFile
		if before != nil {
			known = before.own[kind]
		}
		f, err := readOwn(path, known)
		if err != nil {
			problems = append(problems, &FileError{Kind: kind, Path: path, Err: err})
			continue
		}
		s.own[kind] = f
	}
	slices.SortFunc(problems, func(a, b error) int { return cmp.Compare(a.Error(), b.Error()) })
	return s, problems
}

// clip is the tone of a cue: the person's own, else the built-in one. It is
// called for each cue from the device's thread and allocates nothing.
func (s *Sounds) clip(kind rehearsal.CueKind, section int) clip {
	if own, ok := s.own[kind]; ok {
		return own.clip
	}
	if kind == rehearsal.CueSection {
		return s.builtIn.sections[min(max(section, 0), len(s.builtIn.sections)-1)]
	}
	return s.builtIn.single[kind]
}

// FileError tells that a sound file cannot be used.
type FileError struct {
	Kind rehearsal.CueKind
	Path string
	Err  error
}

// Error says it for the person: the path, the reason, what is heard instead.
func (e *FileError) Error() string {
	return e.Path + ": " + e.Err.Error() + "; the built-in " + string(e.Kind) + " tone is used instead"
}

// Unwrap is the reason.
func (e *FileError) Unwrap() error { return e.Err }

// Reasons for which a sound file is not used.
var (
	ErrFormat  = errors.New("is neither WAV, MP3, Ogg Vorbis nor FLAC")
	ErrSilent  = errors.New("has nothing to hear in its first 3 seconds")
	ErrNotFile = errors.New("is not a file")
)
