package app

import (
	"errors"
	"fmt"
	"os/exec"
)

// openBy has a command of the desktop's show a file or a folder. The error says
// that it could not be started; that it then found no program is told later,
// when it says so.
func openBy(command, address string, failed func(error)) error {
	cmd := exec.Command(command, address)
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		var exit *exec.ExitError
		// 2 to 4 are its own: no file, no program, no success. Any other number
		// is that of the program that it started.
		if errors.As(cmd.Wait(), &exit) && exit.ExitCode() >= 2 && exit.ExitCode() <= 4 {
			failed(fmt.Errorf("%s found no program for it", command))
		}
	}()
	return nil
}
