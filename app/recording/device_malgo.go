//go:build cgo

package recording

import (
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"unsafe"

	"github.com/gen2brain/malgo"

	"starling/app/sound/backends"
)

// newDriver gives the driver that talks to the machine's microphones.
func newDriver() driver { return malgoDriver{} }

// malgoDriver opens microphones by miniaudio.
type malgoDriver struct{}

// names are those of the sound systems in a microphone's id. They are kept in the
// settings, so they are ours, and never change.
var names = map[malgo.Backend]string{
	malgo.BackendWasapi: "wasapi", malgo.BackendDsound: "dsound", malgo.BackendWinmm: "winmm",
	malgo.BackendCoreaudio: "coreaudio",
	malgo.BackendSndio:     "sndio", malgo.BackendAudio4: "audio4", malgo.BackendOss: "oss",
	malgo.BackendPulseaudio: "pulse", malgo.BackendAlsa: "alsa",
}

// microphone is a device of a sound system.
type microphone struct {
	Device
	id malgo.DeviceID
}

// microphones gives those of one sound system. What records a loudspeaker is none: our
// own cues would be in the recording.
func microphones(ctx *malgo.AllocatedContext, b malgo.Backend) ([]microphone, error) {
	infos, err := ctx.Devices(malgo.Capture)
	if err != nil {
		return nil, err
	}
	var all []microphone
	for _, info := range infos {
		id := info.ID.String()
		if raw, _ := hex.DecodeString(id); b == malgo.BackendPulseaudio && strings.HasSuffix(string(raw), ".monitor") {
			continue
		}
		all = append(all, microphone{
			Device: Device{ID: names[b] + ":" + id, Name: info.Name(), Default: info.IsDefault != 0},
			id:     info.ID,
		})
	}
	return all, nil
}

// devices gives the microphones of the first sound system that has any: it is the one
// whose default would be opened.
func (malgoDriver) devices() ([]Device, error) {
	var problems []error
	for _, b := range backends.All(malgo.Capture) {
		ctx, err := malgo.InitContext([]malgo.Backend{b}, malgo.ContextConfig{}, nil)
		if err != nil {
			problems = append(problems, explain(b, err))
			continue
		}
		found, err := microphones(ctx, b)
		(&malgoDevice{ctx: ctx}).close()
		if err != nil {
			problems = append(problems, explain(b, err))
		}
		var all []Device
		for _, m := range found {
			all = append(all, m.Device)
		}
		if len(all) > 0 {
			return all, nil
		}
	}
	return nil, errors.Join(append(problems, ErrNoDevice)...)
}

// open opens a microphone in a context of its own: a context outlives the server that it
// was connected to, and never finds the next.
func (malgoDriver) open(id string, hear func(in []int16)) (device, bool, error) {
	var problems []error
	all := backends.All(malgo.Capture)
	if system, _, ok := strings.Cut(id, ":"); ok {
		for _, b := range all {
			if names[b] != system {
				continue
			}
			d, err := openWith(b, id, hear)
			if err == nil {
				return d, false, nil
			}
			problems = append(problems, err)
		}
	}
	for _, b := range all {
		d, err := openWith(b, "", hear)
		if err == nil {
			return d, id != "", nil
		}
		problems = append(problems, err)
	}
	return nil, false, errors.Join(problems...)
}

// openWith opens a microphone of one sound system and starts it.
func openWith(b malgo.Backend, id string, hear func(in []int16)) (device, error) {
	ctx, err := malgo.InitContext([]malgo.Backend{b}, malgo.ContextConfig{}, nil)
	if err != nil {
		return nil, explain(b, err)
	}
	d := &malgoDevice{ctx: ctx}
	found, err := microphones(ctx, b)
	if err == nil {
		err = d.start(b, choose(found, id), hear)
	}
	if err != nil {
		d.close()
		return nil, explain(b, err)
	}
	return d, nil
}

// choose gives the microphone with the id, or without one the default, or else the
// first; nil if there is none.
func choose(all []microphone, id string) *microphone {
	var chosen *microphone
	for i, m := range all {
		if id != "" && m.ID == id {
			return &all[i]
		}
		if id == "" && (m.Default || chosen == nil) {
			chosen = &all[i]
		}
	}
	return chosen
}

// explain tells which sound system refused, and what kind of refusal it was.
func explain(b malgo.Backend, err error) error {
	switch {
	case errors.Is(err, malgo.ErrAccessDenied):
		err = errors.Join(errDenied, err)
	case errors.Is(err, malgo.ErrNoDevice):
		err = errors.Join(ErrNoDevice, err)
	}
	return fmt.Errorf("the microphone of %s: %w", names[b], err)
}

// malgoDevice is an open device and its context.
type malgoDevice struct {
	ctx *malgo.AllocatedContext
	dev *malgo.Device
}

// start opens and starts the microphone.
func (d *malgoDevice) start(b malgo.Backend, m *microphone, hear func(in []int16)) error {
	if m == nil {
		return ErrNoDevice
	}
	c := malgo.DefaultDeviceConfig(malgo.Capture)
	c.SampleRate = Rate
	c.PerformanceProfile = malgo.Conservative
	c.PeriodSizeInMilliseconds = uint32(period.Milliseconds())
	c.Periods = 4
	c.Capture.Format = malgo.FormatS16
	c.Capture.Channels = 1
	c.Pulse.StreamNameCapture = "Recording"
	if !m.Default || b == malgo.BackendPulseaudio {
		// C is given the address of an id with nothing of Go's beside it, and copies it.
		id := new(malgo.DeviceID)
		*id = m.id
		var pin runtime.Pinner
		pin.Pin(id)
		defer pin.Unpin()
		c.Capture.DeviceID = unsafe.Pointer(id)
	}
	var err error
	d.dev, err = malgo.InitDevice(d.ctx.Context, c, malgo.DeviceCallbacks{
		Data: func(_, in []byte, _ uint32) {
			if len(in) > 1 {
				hear(unsafe.Slice((*int16)(unsafe.Pointer(&in[0])), len(in)/2))
			}
		},
	})
	if err != nil {
		return err
	}
	return d.dev.Start()
}

// close lets go of both. It can hang when the sound server has died.
func (d *malgoDevice) close() {
	if d.dev != nil {
		d.dev.Uninit()
	}
	_ = d.ctx.Uninit() // there is nothing to be done about it
	d.ctx.Free()
}
