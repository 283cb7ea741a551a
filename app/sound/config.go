package sound

import (
	"maps"
	"math"

	"github.com/gopxl/beep/v2"

	"starling/app/rehearsal"
)

// SampleRate is the rate, in samples a second, of the cue track and of every tone.
const SampleRate beep.SampleRate = 44100

// Config is what a person has set about sound.
type Config struct {
	// Volume goes from 0, silence, to 100, at which a tone peaks at −12 dBFS.
	// Half the volume sounds about half as loud.
	Volume int
	// Off holds true for each kind of cue that is not to be heard.
	Off map[rehearsal.CueKind]bool
	// Files names a sound file (WAV, MP3, Ogg Vorbis or FLAC) to be heard instead of
	// the built-in tone, by kind of cue. An empty name is no name.
	Files map[rehearsal.CueKind]string
}

// clone is c with maps of its own, so that the caller may go on changing theirs.
func (c Config) clone() Config {
	c.Off = maps.Clone(c.Off)
	c.Files = maps.Clone(c.Files)
	return c
}

// gain is the factor that a volume stands for. Loudness as it is felt goes
// roughly with the square root of the amplitude, so the square of the volume
// makes the setting feel even: 50 is 12 dB below 100.
func gain(volume int) float32 {
	v := math.Max(0, math.Min(100, float64(volume))) / 100
	return float32(v * v)
}

// Status tells how sound fares.
type Status struct {
	// OK tells that there is a device, and that it takes what is played.
	OK bool
	// Text is one line for the person: what happened, and what goes on. It is empty
	// when all is well.
	Text string
}
