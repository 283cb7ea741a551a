//go:build linux && demo

package e2e

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// oldNotes are a flash card as people keep them. Its Result has no number.
const oldNotes = `# The printer queue

**Situation:**

- Every Monday the shared printer stopped for an hour.

**Task:**

- I was asked to end it before the trade fair.

**Action:**

- I read the log of a month and found one job behind it.
- I moved that job to the night, and told its owner first.

**Results:**

- The queue has not stopped since.
`

func TestOldNotesAreImportedMendedAndRehearsed(t *testing.T) {
	h := newHome(t, program(t))
	h.put(t, h.settings(), "examples_copied = true\n")
	notes := filepath.Join(h.dir, "old notes", "printer.md")
	h.put(t, notes, oldNotes)
	file := filepath.Join(h.stories(), "the-printer-queue.toml")

	a := h.open(t, sit(t))
	a.settled()
	a.pressAndSee("i")
	a.typeText(notes)
	a.pressAndSettle("enter")
	if _, err := os.Stat(file); err == nil {
		t.Fatal("the story was written before it was shown")
	}
	a.press("enter")
	until(t, settling, "the story's file", func() bool {
		data, err := os.ReadFile(file)
		return err == nil && strings.Contains(string(data), "The queue has not stopped since.")
	})
	const finding = "[result-number]"
	if out, _ := h.run(t, "check", "--health"); !strings.Contains(out, finding) {
		t.Fatalf("nothing is found to be mended:\n%s", out)
	}
	a.settled()

	a.pressAndSee("e")
	a.pressAndSee("f6")
	a.pressAndSee("enter") // there
	a.press("end")
	a.typeText(", in 40 weeks")
	a.press("ctrl+s")
	until(t, settling, "the story as it was mended", func() bool {
		data, err := os.ReadFile(file)
		return err == nil && strings.Contains(string(data), "40 weeks")
	})
	if out, _ := h.run(t, "check", "--health"); strings.Contains(out, finding) {
		t.Fatalf("it is mended, and still found:\n%s", out)
	}
	a.pressAndSettle("esc")

	a.press("space")
	a.settled()
	a.press("space")
	a.titled("Answering: The printer queue – Starling")
	time.Sleep(6 * time.Second)
	a.press("esc")
	time.Sleep(time.Second) // the rating is deaf for half of one
	a.press("4")
	until(t, settling, "the rating", func() bool {
		r, _ := h.known(t)
		return r.Ratings["situation"] == 4
	})
	a.quit()
	attempts, text := h.history(t)
	if len(attempts) != 1 || attempts[0].Story != "the-printer-queue" || attempts[0].Ended != "finished" {
		t.Errorf("the history is\n%s", text)
	}
	if data, err := os.ReadFile(notes); err != nil || string(data) != oldNotes {
		t.Errorf("the notes are not as they were: %v\n%s", err, data)
	}
}

// pressAndSee presses keys and waits until something else is shown. Unlike
// pressAndSettle it does not wait until that stays so: a cursor blinks.
func (a *app) pressAndSee(keys ...string) {
	a.t.Helper()
	before := a.picture()
	a.press(keys...)
	until(a.t, settling, "the window shows something new", func() bool {
		a.answers()
		return !bytes.Equal(before.Pix, a.picture().Pix)
	})
	time.Sleep(500 * time.Millisecond) // what is shown in steps is there by then
	a.answers()
}
