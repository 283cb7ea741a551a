//go:build !cgo

package recording

// newDriver gives the twin of the device: it says that there is none.
func newDriver() driver { return noDriver{} }

// noDriver is the driver of a build without C.
type noDriver struct{}

// devices says that there is none.
func (noDriver) devices() ([]Device, error) { return nil, errNever }

// open says that there is none.
func (noDriver) open(string, func([]int16)) (device, bool, error) { return nil, false, errNever }
