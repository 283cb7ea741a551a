package app

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"
)

func TestThatNoProgramShowsAFileIsTold(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("there are no shell scripts")
	}
	for code, told := range map[int]bool{0: false, 1: false, 3: true, 4: true} {
		command := filepath.Join(t.TempDir(), "open")
		if err := os.WriteFile(command, fmt.Appendf(nil, "#!/bin/sh\necho \"$1\" > \"$0.done\"\nexit %d\n", code), 0o700); err != nil {
			t.Fatal(err)
		}
		failed := make(chan error, 1)
		if err := openBy(command, "file:///x", func(err error) { failed <- err }); err != nil {
			t.Fatal(err)
		}
		if told {
			select {
			case err := <-failed:
				if err == nil {
					t.Errorf("exit code %d is told as none", code)
				}
			case <-time.After(10 * time.Second):
				t.Errorf("exit code %d is not told", code)
			}
			continue
		}
		for done := false; !done; {
			_, err := os.Stat(command + ".done")
			done = err == nil
		}
		select {
		case err := <-failed:
			t.Errorf("exit code %d is told: %v", code, err)
		default:
		}
	}
	if err := openBy(filepath.Join(t.TempDir(), "none"), "file:///x", nil); err == nil {
		t.Error("a command that is not there is started")
	}
}
