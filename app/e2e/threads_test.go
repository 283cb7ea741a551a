//go:build linux && window

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Fyne says so in the log when it is called on the wrong thread, unless it is
// told not to look: by the tag migrated_fynedo, or by a FyneApp.toml beside the
// program (or, for a program below the folder of temporary files, in the folder
// where it is started).
const wrongThread = "Error in Fyne call thread"

// wrongCalls gives the lines of a log that tell of calls on the wrong thread.
func wrongCalls(log string) []string {
	var found []string
	lines := strings.Split(log, "\n")
	for i, line := range lines {
		if strings.Contains(line, wrongThread) {
			// The line, and where the call came from.
			found = append(found, strings.Join(lines[i:min(i+4, len(lines))], "\n"))
		}
	}
	return found
}

func TestThreadsPlantedWrongCallIsFound(t *testing.T) {
	bin, err := build("wrongthread", "./app/e2e/wrongthread", "window")
	if err != nil {
		t.Fatal(err)
	}
	h := newHome(t, bin)
	log := filepath.Join(h.dir, "wrongthread.log")
	a := h.launch(t, sit(t), bin, log)
	until(t, settling, "the planted call is in the log", func() bool {
		text, err := os.ReadFile(log)
		return err == nil && len(wrongCalls(string(text))) > 0 && strings.Contains(string(text), "wrongthread/main.go")
	})
	if err := a.screen.CloseWindow(a.window); err != nil {
		t.Fatal(err)
	}
	a.waitEnd()
}

// TestThreads drives every screen of a Starling that looks for such calls, and
// does there whatever works beside the main thread: reading, writing, sound,
// watching, messages from a second start, a change of theme.
func TestThreads(t *testing.T) {
	bin := os.Getenv("STARLING_BIN")
	var err error
	if bin == "" {
		bin, err = build("threadcheck", "./cmd/starling", "sqlite_fts5")
	} else {
		bin, err = filepath.Abs(bin)
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(filepath.Dir(bin), "FyneApp.toml")); err == nil {
		t.Fatalf("there is a FyneApp.toml beside %s: Fyne would not look", bin)
	}
	h := newHome(t, bin)
	h.openNothing(t)
	a := h.open(t, sit(t)) // the first start: the examples are copied and read
	d := driver{app: a}
	d.stories()
	d.answer()
	d.rating()
	d.history()
	d.sizes()
	d.settings()
	b := driver{h.open(t, a.screen)}
	b.secondStart()
	b.cutOff()

	log, err := os.ReadFile(h.log())
	if err != nil {
		t.Fatal(err)
	}
	said := string(log) + a.stderr.String() + b.stderr.String()
	if strings.Contains(said, "panic") {
		t.Errorf("a panic:\n%s", said)
	}
	for _, call := range wrongCalls(said) {
		t.Errorf("a call on the wrong thread:\n%s", call)
	}
}

// driver drives Starling through its screens.
type driver struct{ *app }

// stories: what is listed, searched, narrowed, changed on disk, chosen.
func (d driver) stories() {
	d.t.Helper()
	until(d.t, settling, "the examples", func() bool {
		entries, err := os.ReadDir(d.home.stories())
		return err == nil && len(entries) > 10
	})
	d.settled()
	d.pressAndSettle("down")
	d.pressAndSettle("end")
	d.pressAndSettle("home")
	d.pressAndSettle("right", "right", "right")
	before := d.picture()
	writeStory(d.t, d.home, "short", "A short story", 2*time.Second, 2*time.Second, 4*time.Second, 2*time.Second)
	d.home.put(d.t, filepath.Join(d.home.stories(), "broken.toml"), "title = \n")
	d.settledAfter(before)
	before = d.picture()
	d.press("ctrl+f")
	d.typeText("short story")
	d.settledAfter(before)
	for _, key := range []string{"p", "l", "o", "q"} {
		d.press("enter") // from the search to the list
		d.press(key)     // a menu
		d.settled()
		d.press("esc")
		d.settled()
	}
	d.press("?")
	d.settled()
	d.press("esc")
}

// answer: a whole one with all its keys, its sound, and its time running out.
func (d driver) answer() {
	d.t.Helper()
	d.pressAndSettle("space")
	begun := time.Now()
	d.press("space")
	d.titled("Answering: A short story – Starling")
	at(begun.Add(2500 * time.Millisecond))
	d.press("right", "right", "left", "m", "h", "m", "h")
	d.press("space") // pause
	d.settled()
	d.press("?")
	d.settled()
	d.press("esc", "r") // start over?
	d.settled()
	d.press("esc", "space") // no; go on
	at(begun.Add(16 * time.Second))
	d.press("r")
	d.settled()
	d.press("r") // yes
	d.settled()
	d.titled("Starling")
	begun = time.Now()
	d.press("space")
	d.titled("Answering: A short story – Starling")
	at(begun.Add(7 * time.Second))
	d.press("esc")
	d.titled("Starling")
}

// rating: back to the answer, the ratings, the note, again.
func (d driver) rating() {
	d.t.Helper()
	d.settled()
	time.Sleep(time.Second) // it takes no keys at first
	d.press("left")         // back to the answer, paused
	d.titled("Answering: A short story – Starling")
	d.press("esc")
	d.titled("Starling")
	d.settled()
	time.Sleep(time.Second)
	d.press("1", "2", "3", "4", "up", "5", "tab")
	d.typeText("What to change")
	d.settled()
	d.press("esc", "enter")
	d.settled()
}

// history: the list, its filters, a rating anew, a note, a deletion and its undo.
func (d driver) history() {
	d.t.Helper()
	d.pressAndSettle("ctrl+4")
	d.press("down", "up")
	d.settled()
	d.press("enter", "2", "3")
	d.settled()
	d.press("esc", "e")
	d.typeText(" more")
	d.settled()
	d.press("esc")
	d.pressAndSettle("delete")
	d.pressAndSettle("ctrl+z")
	before := d.picture()
	d.press("ctrl+f")
	d.typeText("short")
	d.settledAfter(before)
	d.press("esc", "esc")
	for range 12 { // through the filters and all else that can have the focus
		d.press("tab")
		d.answers()
	}
	d.press("esc")
	d.settled()
}

// settings: every control is gone to and used.
func (d driver) settings() {
	d.t.Helper()
	d.press("ctrl+5")
	d.settled()
	const beforeInterviews, behind = 10, 30 // controls; the proportions of an own preset are one
	use := func(controls int) {
		for range controls {
			d.press("tab", "enter") // opens a menu, switches, hears a cue, opens a folder, removes the examples
			d.answers()
			d.press("down", "enter") // chooses the next of a menu, or switches back
			d.answers()
			d.answers()
		}
	}
	use(beforeInterviews)
	d.press("tab", "enter") // the fields of an interview,
	d.answers()
	d.press("enter", "esc") // what they lack, and away with them
	d.answers()
	use(behind)
	d.settled()
	text, err := os.ReadFile(d.home.settings())
	if err != nil {
		d.t.Fatal(err)
	}
	for _, untouched := range []string{"limit = \"2m\"\n", "volume = 80\n", "text_size = 100\n"} {
		if strings.Contains(string(text), untouched) {
			d.t.Errorf("the settings were not all gone through; there is still %s", untouched)
		}
	}
	d.press("ctrl+z") // what can be undone of it
	d.settled()
	d.quit()
	if err := os.Remove(d.home.settings()); err != nil {
		d.t.Fatal(err)
	}
}

// openNothing keeps the program from opening folders in another: what it calls
// for that does nothing.
func (h *home) openNothing(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	h.put(t, filepath.Join(dir, "xdg-open"), "#!/bin/sh\n")
	if err := os.Chmod(filepath.Join(dir, "xdg-open"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.env = append(h.env, "PATH="+dir+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// secondStart: another start asks this window to show itself, and a story.
func (d driver) secondStart() {
	d.t.Helper()
	if _, code := d.home.run(d.t); code != 0 {
		d.t.Errorf("the second start ends with the exit code %d", code)
	}
	if _, code := d.home.run(d.t, "rehearse", "short"); code != 0 {
		d.t.Errorf("the second start of a story ends with the exit code %d", code)
	}
	d.hasKeyboard()
	d.settled()
}

// sizes: the window gets narrow and wide again.
func (d driver) sizes() {
	d.t.Helper()
	for _, size := range [][2]int{{800, 560}, {1250, 800}, {windowWidth, windowHeight}} {
		if err := d.screen.Resize(d.window, size[0], size[1]); err != nil {
			d.t.Fatal(err)
		}
		until(d.t, settling, fmt.Sprintf("the size %v", size), func() bool {
			width, height, err := d.screen.WindowSize(d.window)
			return err == nil && width == size[0] && height == size[1]
		})
		for _, screen := range []string{"ctrl+1", "ctrl+2", "ctrl+3", "ctrl+4", "ctrl+5"} {
			d.press(screen)
			d.settled()
		}
	}
}

// cutOff: the window is closed in mid-answer; the next start offers the answer,
// which is rated late.
func (d driver) cutOff() {
	d.t.Helper()
	d.home.run(d.t, "rehearse", "short")
	d.settled()
	begun := time.Now()
	d.press("space")
	at(begun.Add(6 * time.Second))
	d.press("ctrl+q")
	if code := d.waitEnd(); code != 0 {
		d.t.Errorf("starling ended with the exit code %d: %s", code, &d.stderr)
	}
	next := driver{d.home.open(d.t, d.screen)}
	next.settled()
	for range 40 { // one of these stops is the notice
		next.press("tab")
		next.answers()
	}
	next.quit()
}
