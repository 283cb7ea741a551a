//go:build linux && demo

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"starling/app/recording"
)

// A start, an answer that is recorded, its rating, a look at every screen and the end, with every
// call that has to do with the network written down: there is none but those
// to sockets of this machine.
func TestNoNetworkConnectionIsOpened(t *testing.T) {
	strace, err := exec.LookPath("strace")
	if err != nil {
		t.Skip("the package strace is not installed")
	}
	trace := filepath.Join(t.TempDir(), "trace")
	if err := exec.CommandContext(t.Context(), strace, "-o", trace, "true").Run(); err != nil {
		t.Skipf("strace may not trace here: %v", err)
	}
	server := startSound(t)
	startScreenSaver(t)
	h := newHome(t, program(t), server.Env()...)
	h.plainStory(t)
	h.put(t, h.settings(), "examples_copied = true\n[recording]\non = true\n")
	a := h.openTraced(t, strace, trace)
	a.settled()
	a.pressAndSettle("space")
	begun := a.answering()
	at(begun.Add(6 * time.Second))
	a.press("esc")
	a.titled("Starling")
	at(begun.Add(8 * time.Second))
	a.press("3", "enter", "ctrl+4", "ctrl+5")
	a.settled()
	a.quit()
	record, _ := h.known(t)
	if samples, _ := h.take(t, record.ID); len(samples) < 5*recording.Rate {
		t.Errorf("%d samples of the answer were recorded: what was traced is not the whole", len(samples))
	}
	if _, code := h.run(t, "history"); code != 0 {
		t.Errorf("starling history: exit code %d", code)
	}

	data, err := os.ReadFile(trace)
	if err != nil {
		t.Fatal(err)
	}
	sockets := 0
	for line := range strings.Lines(string(data)) {
		switch {
		case strings.Contains(line, "socket(AF_UNIX"), strings.Contains(line, "socketpair(AF_UNIX"):
			sockets++
		case strings.Contains(line, " socket("), strings.Contains(line, "sa_family=AF_INET"):
			t.Errorf("a network call: %s", line)
		}
	}
	if sockets == 0 {
		t.Errorf("not even the display was connected to; was anything traced?\n%.2000s", data)
	}
}

// openTraced starts Starling under strace.
func (h home) openTraced(t *testing.T, strace, trace string) *app {
	t.Helper()
	wrapper := filepath.Join(h.dir, "traced")
	script := fmt.Sprintf("#!/bin/sh\nexec '%s' -f -qq -e trace=network -o '%s' '%s' \"$@\"\n", strace, trace, h.bin)
	if err := os.WriteFile(wrapper, []byte(script), 0o700); err != nil { //nolint:gosec // it is to be run
		t.Fatal(err)
	}
	return h.launch(t, sit(t), wrapper)
}
