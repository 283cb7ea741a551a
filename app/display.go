//go:build cgo

package app

import (
	"errors"
	"fmt"
	"net"
	"os"
	"runtime"
	"strings"
)

// ErrNoDisplay says that there is nothing to open a window on.
var ErrNoDisplay = errors.New("there is no display to open a window on; start Starling from a desktop. " +
	"The commands check, history, paths and new work without one")

// xReady tells whether the X display of that name answers, where that can be
// known: the window's library waits for ever for one that is gone. A display on
// another machine is taken at its word.
func xReady(name string) error {
	number, local := strings.CutPrefix(strings.TrimPrefix(name, "unix"), ":")
	number, _, _ = strings.Cut(number, ".")
	if !local || number == "" || strings.Trim(number, "0123456789") != "" {
		return nil
	}
	for _, path := range []string{"@/tmp/.X11-unix/X" + number, "/tmp/.X11-unix/X" + number} {
		if conn, err := net.Dial("unix", path); err == nil {
			return conn.Close()
		}
	}
	return fmt.Errorf("%w: DISPLAY is %q, and nothing answers there", ErrNoDisplay, name)
}

// windowReady tells whether a window can be opened, as far as that can be known
// before it is tried: without a display, the attempt would end the program.
func windowReady() error {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		return nil
	}
	if name := os.Getenv("DISPLAY"); name != "" && os.Getenv("WAYLAND_DISPLAY")+os.Getenv("WAYLAND_SOCKET") == "" {
		return xReady(name)
	}
	for _, variable := range []string{"DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET"} {
		if os.Getenv(variable) != "" {
			return nil
		}
	}
	return fmt.Errorf("%w: neither DISPLAY nor WAYLAND_DISPLAY is set", ErrNoDisplay)
}
