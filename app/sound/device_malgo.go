//go:build cgo

package sound

import (
	"errors"
	"fmt"
	"time"
	"unsafe"

	"github.com/gen2brain/malgo"

	"starling/app/sound/backends"
)

// buffered is how much sound the device holds: enough to bridge what a busy
// machine takes to come back, little enough to be heard in time.
const buffered = 200 * time.Millisecond

// newDriver gives the driver that talks to the machine's device.
func newDriver(o output) driver { return malgoDriver{o} }

// malgoDriver opens devices by miniaudio.
type malgoDriver struct{ output output }

// open opens the default device in a context of its own: a context outlives the
// server that it was connected to, and never finds the next.
func (m malgoDriver) open(fill func(out []int16)) (device, error) {
	var problems []error
	for _, b := range backends.All(malgo.Playback) {
		d, err := m.openWith(b, fill)
		if err == nil {
			return d, nil
		}
		problems = append(problems, err)
	}
	return nil, errors.Join(problems...)
}

// openWith opens the default device of one back end and starts it.
func (m malgoDriver) openWith(b malgo.Backend, fill func(out []int16)) (device, error) {
	ctx, err := malgo.InitContext([]malgo.Backend{b}, malgo.ContextConfig{}, nil)
	if err != nil {
		return nil, fmt.Errorf("sound system %d: %w", b, err)
	}
	d := &malgoDevice{ctx: ctx}
	d.dev, err = malgo.InitDevice(ctx.Context, m.configure(b), malgo.DeviceCallbacks{
		Data: func(out, _ []byte, _ uint32) {
			if len(out) > 0 {
				fill(unsafe.Slice((*int16)(unsafe.Pointer(&out[0])), len(out)/2))
			}
		},
	})
	if err != nil {
		d.close()
		return nil, fmt.Errorf("sound device of system %d: %w", b, err)
	}
	if err := d.dev.Start(); err != nil {
		d.close()
		return nil, fmt.Errorf("starting the sound device of system %d: %w", b, err)
	}
	return d, nil
}

// configure says what the device is to be like.
func (m malgoDriver) configure(b malgo.Backend) malgo.DeviceConfig {
	c := malgo.DefaultDeviceConfig(malgo.Playback)
	c.SampleRate = uint32(m.output.rate)
	c.PerformanceProfile = malgo.Conservative
	c.Periods = 4
	c.PeriodSizeInMilliseconds = uint32(buffered.Milliseconds()) / c.Periods
	if b == malgo.BackendPulseaudio {
		// The server asks for 20 ms at a time, whatever the period. Each call into Go
		// keeps Go's scheduler awake for 10 ms, which cost more than all the rest of
		// the sound. So miniaudio is let gather: it calls once a period, and hands the
		// server its pieces from that. What the server holds is another period.
		c.PeriodSizeInMilliseconds = uint32(buffered.Milliseconds()) / 2
	}
	// What the device takes as it is comes in few callbacks; what miniaudio has to
	// convert comes in pieces of 4 KiB, which 16 bits make the most of.
	c.Playback.Format = malgo.FormatS16
	c.Playback.Channels = 2
	c.Pulse.StreamNamePlayback = m.output.name
	return c
}

// malgoDevice is an open device and its context.
type malgoDevice struct {
	ctx *malgo.AllocatedContext
	dev *malgo.Device
}

// close lets go of both. It can hang when the sound server has died.
func (d *malgoDevice) close() {
	if d.dev != nil {
		d.dev.Uninit()
	}
	_ = d.ctx.Uninit() // there is nothing to be done about it
	d.ctx.Free()
}
