//go:build linux && demo

package e2e

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"starling/app/recording"
	"starling/app/rehearsal"
)

// The disk fills up in the middle of a recorded answer: the answer goes on, what
// was recorded stays, and the attempt with its ratings is written as soon as there
// is room again.
func TestAFullDiskTakesNeitherTheAttemptNorWhatWasRecorded(t *testing.T) {
	server := startSound(t)
	h := recordingHome(t, server, 20*time.Second, 10*time.Second, 20*time.Second, 10*time.Second)
	// Without the level, whose loudest step has the colour that is looked for.
	h.put(t, h.settings(), "examples_copied = true\n[recording]\non = true\nmeter = false\n")
	if err := os.MkdirAll(h.data(), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mount("tmpfs", h.data(), "tmpfs", 0, "size=4m,mode=700"); err != nil {
		t.Skipf("no disk of its own can be made here, which takes the rights of root: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(h.data(), syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	said := speak(t, []string{"This is said while there is room on the disk, and it goes on for a while.", "And this is said when there is none, which nobody notices who speaks, and so they go on and on."})
	a, begun, spoken := h.answerAloud(t, server, said)
	at(begun.Add(5 * time.Second))
	// What is amiss is told in words that have the colour of the dot before "Recording", which
	// is left of where this looks. How many lines they are depends on who has noticed by then:
	// the recording, history or both.
	told := func() bool {
		foot := image.Rect(62, windowHeight-64, windowWidth, windowHeight)
		return share(a.picture(), foot, color.RGBA{0xe6, 0x9f, 0x00, 0xff}) > 0
	}
	if told() {
		t.Error("something is told before the disk is full")
	}
	filler := filepath.Join(h.data(), "filler")
	fillDisk(t, filler)
	at(begun.Add(12 * time.Second))
	if !told() {
		t.Error("nothing is told of the full disk")
	}
	a.press("esc")
	a.titled("Starling")
	if err := <-spoken; err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // the rating takes no keys at first
	a.press("4", "3", "2", "1", "5")
	a.settled()
	if err := os.Remove(filler); err != nil {
		t.Fatal(err)
	}
	until(t, settling, "the ratings are in history", func() bool {
		record, _ := h.known(t)
		return len(record.Ratings) == 5
	})
	a.quit()
	record, _ := h.known(t)
	if record.Ended != rehearsal.Finished || record.Spoken < 11*time.Second {
		t.Errorf("the answer %s after %v", record.Ended, record.Spoken)
	}
	samples, _ := h.take(t, record.ID)
	got := recording.Span(int64(len(samples)))
	t.Logf("%v of %v are recorded", got, record.Spoken)
	if got < 4*time.Second || loudest(samples) < 3000 {
		t.Errorf("only %v are recorded, and the loudest of it is %d", got, loudest(samples))
	}
	h.checked(t)
}

// fillDisk writes a file until there is no room for any more.
func fillDisk(t *testing.T, path string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for size := 64 << 10; size > 0; {
		_, err := f.Write(bytes.Repeat([]byte{1}, size))
		switch {
		case errors.Is(err, syscall.ENOSPC):
			size /= 2
		case err != nil:
			t.Fatal(err)
		}
	}
}
