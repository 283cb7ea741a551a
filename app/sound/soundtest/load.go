//go:build linux

package soundtest

import (
	"os/exec"
	"syscall"
	"testing"
	"time"
)

// Busy keeps the processors busy with so many loops outside this process, until the
// test is over or stop is called.
func Busy(t testing.TB, loops int) (stop func()) {
	t.Helper()
	var running []*exec.Cmd
	stop = func() {
		for _, cmd := range running {
			_ = cmd.Process.Kill() // it may have ended with the test
			_ = cmd.Wait()
		}
		running = nil
	}
	t.Cleanup(stop)
	for range loops {
		cmd := exec.CommandContext(t.Context(), "sh", "-c", "while :; do :; done")
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		running = append(running, cmd)
	}
	return stop
}

// ProcessorTime is the time of a core that this process has used so far.
func ProcessorTime(t testing.TB) time.Duration {
	t.Helper()
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		t.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
