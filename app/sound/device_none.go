//go:build !cgo

package sound

// newDriver gives the twin of the device: it says that there is none.
func newDriver(output) driver { return noDriver{} }

// noDriver is the driver of a build without C.
type noDriver struct{}

// open says that there is no device.
func (noDriver) open(func([]int16)) (device, error) { return nil, errNever }
