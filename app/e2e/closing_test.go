//go:build linux && (demo || soak)

package e2e

import (
	"math/rand/v2"
	"syscall"
	"testing"
	"time"
)

// closeOften opens Starling and closes it soon after, so many times in each of
// the ways that there are: at whatever moment, it ends, and not by an error.
func closeOften(t *testing.T, times int) {
	t.Helper()
	ways := map[string]func(a *app) error{
		"by its cross":  func(a *app) error { return a.screen.CloseWindow(a.window) },
		"by Ctrl+Q":     func(a *app) error { return a.screen.Press("ctrl+q") },
		"by the system": func(a *app) error { return a.cmd.Process.Signal(syscall.SIGTERM) },
	}
	const soon = 1500 * time.Millisecond
	for name, end := range ways {
		t.Run(name, func(t *testing.T) {
			screen := sit(t)
			h := newHome(t, program(t))
			for range times {
				a := h.launch(t, screen, h.bin)
				time.Sleep(rand.N(soon))
				if err := end(a); err != nil {
					t.Fatal(err)
				}
				if code := a.waitEnd(); code != 0 {
					t.Fatalf("the exit code is %d: %.2000s", code, &a.stderr)
				}
			}
		})
	}
}
