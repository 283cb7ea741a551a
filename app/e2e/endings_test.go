//go:build linux && demo

package e2e

import (
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"starling/app/rehearsal"
)

const (
	plainSlug  = "plain"
	plainTitle = "A plain story"
)

// plainStory writes a story of a minute.
func (h home) plainStory(t *testing.T) {
	t.Helper()
	writeStory(t, h, plainSlug, plainTitle, 11*time.Second, 9*time.Second, 29*time.Second, 11*time.Second)
}

// atStage opens Starling on the stage of that story.
func (h home) atStage(t *testing.T) *app {
	t.Helper()
	h.plainStory(t)
	a := h.open(t, sit(t), "rehearse", plainSlug)
	a.settled()
	return a
}

// answering starts the answer.
func (a *app) answering() (begun time.Time) {
	a.t.Helper()
	return a.answeringTo(plainTitle)
}

// answeringTo is answering for the story of a title.
func (a *app) answeringTo(title string) (begun time.Time) {
	a.t.Helper()
	begun = time.Now()
	a.press("space")
	a.titled("Answering: " + title + " – Starling")
	return begun
}

// happened counts the events of a kind.
func happened(events []rehearsal.Event, kind rehearsal.EventKind) int {
	n := 0
	for _, e := range events {
		if e.Kind == kind {
			n++
		}
	}
	return n
}

func TestAnAnswerCutOffByAKillIsOfferedAtTheNextStart(t *testing.T) {
	h := newHome(t, program(t))
	a := h.atStage(t)
	begun := a.answering()
	at(begun.Add(3 * time.Second))
	a.press("right")
	until(t, settling, "the mark and ten seconds are kept", func() bool {
		r, events := h.known(t)
		return happened(events, rehearsal.EventMark) == 1 && r.Spoken >= 10*time.Second
	})
	before, acknowledged := h.known(t)
	if err := a.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	a.waitEnd()
	spoken := time.Since(begun)

	after, events := h.known(t)
	if len(events) < len(acknowledged) || !slices.Equal(events[:len(acknowledged)], acknowledged) {
		t.Errorf("events before the kill: %v, after it: %v", acknowledged, events)
	}
	if after.Ended != rehearsal.Unfinished || after.Spoken < before.Spoken || after.Spoken < spoken-6*time.Second {
		t.Errorf("of %v spoken, history knows %v; ended: %s", spoken, after.Spoken, after.Ended)
	}
	h.checked(t)

	b := h.open(t, a.screen)
	b.awaitNotice(true)
	b.toNotice()
	b.press("enter") // Rate it
	time.Sleep(time.Second)
	b.press("4")
	until(t, settling, "the rating", func() bool {
		r, _ := h.known(t)
		return r.Ratings["situation"] == 4
	})
	b.press("esc")
	b.settled()
	b.awaitNotice(false)
	b.quit()

	c := h.open(t, a.screen)
	c.settled()
	if c.notice() {
		t.Error("an attempt that was rated is offered again")
	}
	c.quit()
	if attempts, text := h.history(t); len(attempts) != 1 || attempts[0].Ended != "unfinished" || attempts[0].Coverage == nil {
		t.Errorf("the history is\n%s", text)
	}
}

func TestClosingTheWindowInMidAnswerLeavesItUnfinished(t *testing.T) {
	ways := map[string]func(t *testing.T, a *app) error{
		"by its cross":     func(_ *testing.T, a *app) error { return a.screen.CloseWindow(a.window) },
		"by Ctrl+Q":        func(_ *testing.T, a *app) error { return a.screen.Press("ctrl+q") },
		"by the system":    func(_ *testing.T, a *app) error { return a.cmd.Process.Signal(syscall.SIGTERM) },
		"from a terminal":  func(_ *testing.T, a *app) error { return a.cmd.Process.Signal(os.Interrupt) },
		"while it pauses":  func(_ *testing.T, a *app) error { a.press("space"); return a.screen.Press("ctrl+q") },
		"with keys queued": func(_ *testing.T, a *app) error { a.press("m", "h", "m"); return a.screen.Press("ctrl+q") },
	}
	for name, end := range ways {
		t.Run(name, func(t *testing.T) {
			h := newHome(t, program(t))
			a := h.atStage(t)
			begun := a.answering()
			at(begun.Add(6200 * time.Millisecond))
			a.press("right")
			if err := end(t, a); err != nil {
				t.Fatal(err)
			}
			if code := a.waitEnd(); code != 0 {
				t.Errorf("the exit code is %d: %s", code, &a.stderr)
			}
			r, events := h.known(t)
			if r.Ended != rehearsal.Unfinished || r.Spoken < 6*time.Second || happened(events, rehearsal.EventMark) != 1 {
				t.Errorf("history knows %v, ended %s, of %v", r.Spoken, r.Ended, events)
			}
			h.checked(t)
			b := h.open(t, a.screen)
			b.awaitNotice(true)
			b.quit()
		})
	}
}

func TestEveryClosingEndsWithoutAnError(t *testing.T) {
	closeOften(t, 8)
}

func TestASecondStartRaisesTheFirst(t *testing.T) {
	screen := sit(t)
	h := newHome(t, program(t))
	h.plainStory(t)
	first := h.open(t, screen)
	other := newHome(t, program(t)).open(t, screen) // in front of it
	other.hasKeyboard()

	_, code := h.run(t)
	if code != 0 {
		t.Errorf("the second start ends with the exit code %d", code)
	}
	first.hasKeyboard()
	until(t, settling, "the first window lies on top", func() bool {
		stack, err := screen.Stacking()
		return err == nil && len(stack) == 2 && stack[1] == first.window
	})

	before := first.settled()
	if _, code = h.run(t, "rehearse", plainSlug); code != 0 {
		t.Errorf("the second start of a story ends with the exit code %d", code)
	}
	first.settledAfter(before)
	first.answering() // it is on the stage
	if windows, err := screen.Windows(); err != nil || len(windows) != 2 {
		t.Errorf("the windows are %v, %v", windows, err)
	}
	other.press("m") // for the first, which has the keyboard
	first.quit()
	other.hasKeyboard()
	other.quit()
}

func TestTheAnswerGoesOnWhenTheSoundServerDies(t *testing.T) {
	server := startSound(t)
	h := newHome(t, program(t), server.Env()...)
	a := h.atStage(t)
	begun := a.answering()
	at(begun.Add(3 * time.Second))
	if a.soundTold() {
		t.Error("there is something to tell although sound works")
	}

	server.Kill()
	until(t, settling, "the line that tells of the sound", a.soundTold)
	const watched = 8 * time.Second
	before, since := cpu(t, a.pid), time.Now()
	pictures := 0
	for last := a.picture(); time.Since(since) < watched; time.Sleep(100 * time.Millisecond) {
		if now := a.picture(); !samePart(last, now, now.Rect) {
			last = now
			pictures++
		}
	}
	used := (cpu(t, a.pid) - before).Seconds() / time.Since(since).Seconds()
	t.Logf("%.1f%% of a core without a sound server", 100*used)
	if used > 0.25 {
		t.Errorf("it uses %.0f%% of a core while there is no sound server", 100*used)
	}
	if pictures < int(watched/time.Second) {
		t.Errorf("the window showed %d new pictures in %v: the clock stands still", pictures, watched)
	}

	if err := server.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, settling, "sound is back", func() bool { return !a.soundTold() })
	recording, err := server.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	boundary := begun.Add(20 * time.Second)
	if time.Until(boundary) < time.Second {
		boundary = begun.Add(49 * time.Second)
	}
	at(boundary.Add(2 * time.Second))
	a.press("esc")
	a.titled("Starling")
	a.quit()
	samples, err := recording.Stop()
	if err != nil {
		t.Fatal(err)
	}
	section := 2
	if boundary.Sub(begun) > 20*time.Second {
		section = 3
	}
	if _, err := listen(samples, []heard{{kind: rehearsal.CueSection, section: section}}); err != nil {
		t.Errorf("after the server came back: %v", err)
	}
	_, events := h.known(t)
	if happened(events, rehearsal.EventFinish) != 1 || happened(events, rehearsal.EventPause) != 0 {
		t.Errorf("what happened in the answer: %v", events)
	}
	log, _ := os.ReadFile(h.log())
	if lines := strings.Count(string(log), "\n"); lines > 50 {
		t.Errorf("the log has %d lines:\n%s", lines, log)
	}
}
