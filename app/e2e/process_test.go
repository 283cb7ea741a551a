//go:build linux && (demo || bench || soak)

package e2e

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

// tick is the unit of processor time in /proc: a hundredth of a second on every
// Linux that Go runs on.
const tick = 10 * time.Millisecond

// cpu is the processor time that a process has used since it began.
func cpu(t *testing.T, pid int) time.Duration {
	t.Helper()
	fields := stat(t, pid)
	user, err := strconv.Atoi(fields[11])
	if err != nil {
		t.Fatal(err)
	}
	system, err := strconv.Atoi(fields[12])
	if err != nil {
		t.Fatal(err)
	}
	return time.Duration(user+system) * tick
}

// stat gives the fields of /proc/PID/stat from the third, the state, on.
func stat(t *testing.T, pid int) []string {
	t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		t.Fatal(err)
	}
	// The second field is the name in brackets, which may hold anything.
	_, rest, _ := strings.Cut(string(data), ") ")
	return strings.Fields(rest)
}

// statusOf gives a figure of /proc/PID/status, such as VmRSS in KiB.
func statusOf(t *testing.T, pid int, name string) int {
	t.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if value, ok := strings.CutPrefix(line, name+":"); ok {
			n, err := strconv.Atoi(strings.Fields(value)[0])
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	t.Fatalf("/proc/%d/status has no %s", pid, name)
	return 0
}
