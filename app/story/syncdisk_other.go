//go:build !linux

package story

import "errors"

// syncsDisk is false: each file is brought to the disk by itself.
const syncsDisk = false

func syncDisk(string) error { return errors.ErrUnsupported }
