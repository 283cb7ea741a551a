//go:build cgo

// Package backends names the sound systems that devices are opened by, for playing and for
// recording alike.
package backends

import (
	"path/filepath"

	"github.com/gen2brain/malgo"
)

// All gives the sound systems to try, in order. They are named one by one, and without the
// null one: it would count as success on a machine without any sound. Those that a system
// lacks are passed over. JACK is left out: those who use it have one of the others
// beside it, and its library writes to the terminal at each attempt where it does not run.
func All(kind malgo.DeviceType) []malgo.Backend {
	all := []malgo.Backend{
		malgo.BackendWasapi, malgo.BackendDsound, malgo.BackendWinmm,
		malgo.BackendCoreaudio,
		malgo.BackendSndio, malgo.BackendAudio4, malgo.BackendOss,
		malgo.BackendPulseaudio,
	}
	// ALSA's library does the same on a machine without a sound card.
	cards := "/dev/snd/pcmC*p"
	if kind == malgo.Capture {
		cards = "/dev/snd/pcmC*c"
	}
	if found, _ := filepath.Glob(cards); len(found) > 0 {
		all = append(all, malgo.BackendAlsa)
	}
	return all
}
