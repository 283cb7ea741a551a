package story

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncsDisk tells whether there is a syncDisk here.
const syncsDisk = true

// syncDisk brings to the disk all that was written to the file system of a
// folder. Since Linux 5.8 it tells of what could not be written, as fsync does.
func syncDisk(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(f.Fd())), f.Close())
}
