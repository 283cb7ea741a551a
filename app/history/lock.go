package history

import (
	"fmt"
	"path/filepath"

	"github.com/gofrs/flock"
)

// lockName is the file that a window holds while it is open.
const lockName = "starling.lock"

// FolderLock holds a data folder for one window; see [Lock].
type FolderLock struct {
	held *flock.Flock
}

// Lock holds the data folder dir, which is made if it is missing, for one
// window. It does not wait: where another window has it, the error is
// [ErrLocked]. The system lets go of the lock when the process ends, however
// it ends, so a crash never locks a person out.
func Lock(dir string) (*FolderLock, error) {
	if err := makeDir(dir); err != nil {
		return nil, err
	}
	held := flock.New(filepath.Join(dir, lockName), flock.SetPermissions(0o600))
	ok, err := held.TryLock()
	if err != nil {
		return nil, explain("hold", held.Path(), err)
	}
	if !ok {
		return nil, fmt.Errorf("%w: %s", ErrLocked, dir)
	}
	return &FolderLock{held: held}, nil
}

// Release lets another window have the folder. Releasing twice does nothing.
func (l *FolderLock) Release() {
	// Unlock fails only where the lock is gone already, which is what is wanted.
	_ = l.held.Unlock()
}
