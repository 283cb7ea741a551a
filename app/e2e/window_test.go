//go:build linux && (demo || window || bench || soak)

package e2e

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"starling/app/e2e/x11"
)

// The size that Starling's window opens with.
const (
	windowWidth  = 1100
	windowHeight = 740
)

const (
	opening  = 60 * time.Second // for a window to come up, on a machine that is busy
	settling = 20 * time.Second // for a screen to show what it should
)

// home is a person's home folder: empty, as on a fresh machine.
type home struct {
	dir string
	bin string
	env []string
}

// newHome makes a home for a person who has started nothing yet. The desk's
// folders are not used: what a person has is below HOME alone.
func newHome(t *testing.T, bin string, env ...string) home {
	t.Helper()
	h := home{dir: t.TempDir(), bin: bin}
	for _, kv := range os.Environ() {
		name, _, _ := strings.Cut(kv, "=")
		switch name {
		case "HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_DOCUMENTS_DIR", "XDG_CACHE_HOME":
		default:
			h.env = append(h.env, kv)
		}
	}
	h.env = append(append(h.env, "HOME="+h.dir), env...)
	return h
}

// The places below a home, as starling paths prints them.
func (h home) stories() string  { return filepath.Join(h.dir, "Documents", "Starling") }
func (h home) data() string     { return filepath.Join(h.dir, ".local", "share", "starling") }
func (h home) settings() string { return filepath.Join(h.dir, ".config", "starling", "settings.toml") }

func (h home) log() string {
	return filepath.Join(h.dir, ".local", "state", "starling", "starling.log")
}

// command makes a command of this person's. It runs in the home folder.
func (h home) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Env = h.dir, h.env
	return cmd
}

// run runs starling as a command, and gives what it printed and its exit code.
func (h home) run(t *testing.T, args ...string) (out string, code int) {
	t.Helper()
	cmd := h.command(t.Context(), h.bin, args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
		t.Fatal(err)
	}
	if stderr.Len() > 0 {
		t.Logf("starling %s: %s", strings.Join(args, " "), &stderr)
	}
	return stdout.String(), cmd.ProcessState.ExitCode()
}

// attempt is one in the history, as starling history --json prints it.
type attempt struct {
	ID       string    `json:"id"`
	Story    string    `json:"story"`
	Title    string    `json:"title"`
	Question string    `json:"question"`
	Started  time.Time `json:"started"`
	Limit    float64   `json:"limit_s"`
	Spoken   float64   `json:"spoken_s"`
	Prompt   string    `json:"prompt"`
	Mode     string    `json:"mode"`
	Paused   float64   `json:"paused_s"`
	Ended    string    `json:"ended"`
	Sections []struct {
		Name    string  `json:"name"`
		Target  float64 `json:"target_s"`
		Spent   float64 `json:"spent_s"`
		EndedBy *string `json:"ended_by"`
		Rating  *int    `json:"rating"`
	} `json:"sections"`
	Delivery *int     `json:"delivery_rating"`
	Coverage *float64 `json:"coverage"`
	Note     string   `json:"note"`
}

// history asks starling for the attempts, the newest first.
func (h home) history(t *testing.T) (attempts []attempt, text string) {
	t.Helper()
	text, code := h.run(t, "history", "--json")
	if code != 0 {
		t.Fatalf("starling history --json: exit code %d", code)
	}
	var all struct {
		Version  int       `json:"version"`
		Attempts []attempt `json:"attempts"`
	}
	if err := json.Unmarshal([]byte(text), &all); err != nil {
		t.Fatalf("starling history --json: %v in:\n%s", err, text)
	}
	if all.Version != 1 {
		t.Fatalf("starling history --json: version %d", all.Version)
	}
	return all.Attempts, text
}

// put writes a file of this person's.
func (h home) put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// app is a running Starling with its window, and the hands at its keyboard.
type app struct {
	t      *testing.T
	home   home
	screen *x11.Screen
	window x11.Window
	cmd    *exec.Cmd
	pid    int // of the process whose window it is: that of cmd, or one that it started
	stderr bytes.Buffer
	ended  chan struct{}
}

// open starts Starling and waits until its window shows its first screen.
func (h home) open(t *testing.T, screen *x11.Screen, args ...string) *app {
	t.Helper()
	a := h.launch(t, screen, h.bin, args...)
	a.settled()
	return a
}

// launch starts a program and waits until it has a window, and the keyboard.
func (h home) launch(t *testing.T, screen *x11.Screen, name string, args ...string) *app {
	t.Helper()
	a := h.start(t, screen, name, args...)
	a.findWindow()
	a.hasKeyboard()
	return a
}

// start starts a program that opens a window.
func (h home) start(t *testing.T, screen *x11.Screen, name string, args ...string) *app {
	t.Helper()
	a := &app{t: t, home: h, screen: screen, ended: make(chan struct{})}
	// Not ended by the test's context: a test says how its program ends.
	a.cmd = h.command(context.Background(), name, args...)
	a.cmd.Stderr = &a.stderr
	a.cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	if err := a.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() {
		defer close(a.ended)
		_ = a.cmd.Wait() // the exit code is asked for where it matters
	}()
	t.Cleanup(func() {
		if t.Failed() {
			a.lastWords()
		}
		_ = a.cmd.Process.Kill() // it has ended, or the test has failed
		<-a.ended
	})
	return a
}

// lastWords keeps what there is to see and read of a program whose test has failed.
func (a *app) lastWords() {
	log, _ := os.ReadFile(a.home.log())
	a.t.Logf("the program logged: %s", log)
	if picture, err := a.screen.Picture(a.window); err == nil {
		path := filepath.Join(root, "build", "e2e", "failed-"+strings.ReplaceAll(a.t.Name(), "/", "-")+".png")
		_ = os.MkdirAll(filepath.Dir(path), 0o755)
		a.t.Logf("the last picture is in %s: %v", path, writePNG(path, picture))
	}
}

// findWindow waits for the window.
func (a *app) findWindow() {
	a.t.Helper()
	until(a.t, opening, "the window", func() bool {
		select {
		case <-a.ended:
			a.t.Fatalf("the program ended before it opened a window: %s", &a.stderr)
		default:
		}
		for _, a.pid = range []int{a.cmd.Process.Pid, child(a.cmd.Process.Pid)} {
			var err error
			if a.window, err = a.screen.WindowOf(a.pid); err == nil && a.window != 0 {
				return true
			}
		}
		return false
	})
}

// child gives the process that a process has started; 0 where it has none.
func child(pid int) int {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%d/children", pid, pid))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(data), " ")
	n, err := strconv.Atoi(first)
	if err != nil {
		return 0
	}
	return n
}

// hasKeyboard waits until keys go to the window.
func (a *app) hasKeyboard() {
	a.t.Helper()
	until(a.t, settling, "the keyboard is the window's", func() bool {
		focused, err := a.screen.Focused()
		return err == nil && focused == a.window
	})
	a.answers()
}

// press presses keys.
func (a *app) press(keys ...string) {
	a.t.Helper()
	if err := a.screen.Press(keys...); err != nil {
		a.t.Fatal(err)
	}
}

// typeText types a text.
func (a *app) typeText(text string) {
	a.t.Helper()
	if err := a.screen.Type(text); err != nil {
		a.t.Fatal(err)
	}
}

// titled waits until the window is called so.
func (a *app) titled(title string) {
	a.t.Helper()
	until(a.t, settling, "the title "+title, func() bool {
		now, err := a.screen.Title(a.window)
		return err == nil && now == title
	})
}

// picture takes a picture of the window as it is now.
func (a *app) picture() *image.RGBA {
	a.t.Helper()
	picture, err := a.screen.Picture(a.window)
	if err != nil {
		a.t.Fatal(err)
	}
	return picture
}

// settled waits until the window shows something and shows the same for a
// while, and gives the picture.
func (a *app) settled() *image.RGBA {
	a.t.Helper()
	return a.settledAfter(nil)
}

// settledAfter waits until the window shows something else than before and then
// the same for a while, and gives the picture. The while is reckoned in time
// and in turns of the program's loop: on a busy machine those take longer.
func (a *app) settledAfter(before *image.RGBA) *image.RGBA {
	a.t.Helper()
	const still, turns = 300 * time.Millisecond, 8
	last := a.picture()
	since, n := time.Now(), 0
	until(a.t, settling, "the window shows something new and stays so", func() bool {
		a.answers()
		n++
		if now := a.picture(); !bytes.Equal(now.Pix, last.Pix) {
			last, since, n = now, time.Now(), 0
		}
		return time.Since(since) > still && n > turns && !blank(last) && (before == nil || !bytes.Equal(before.Pix, last.Pix))
	})
	return last
}

// answers waits until the program has seen every key that was pressed.
func (a *app) answers() {
	a.t.Helper()
	if err := a.screen.Answers(a.window); err != nil {
		a.t.Fatal(err)
	}
}

// pressAndSettle presses keys that change what is shown, and gives the picture
// of what is shown then.
func (a *app) pressAndSettle(keys ...string) *image.RGBA {
	a.t.Helper()
	before := a.picture()
	a.press(keys...)
	return a.settledAfter(before)
}

// waitEnd waits until the program has ended, and gives its exit code.
func (a *app) waitEnd() int {
	a.t.Helper()
	select {
	case <-a.ended:
		return a.cmd.ProcessState.ExitCode()
	case <-time.After(settling):
		a.t.Fatalf("the program does not end")
		return -1
	}
}

// quit closes Starling as a person at the keyboard does.
func (a *app) quit() {
	a.t.Helper()
	a.press("ctrl+q")
	if code := a.waitEnd(); code != 0 {
		a.t.Errorf("starling ended with the exit code %d: %s", code, &a.stderr)
	}
}

// blank tells whether there is next to nothing on a picture: fewer than eight
// colours, or hardly a pixel that differs from the most frequent colour.
func blank(picture *image.RGBA) bool {
	counts := map[[3]byte]int{}
	for i := 0; i+3 < len(picture.Pix); i += 4 {
		counts[[3]byte{picture.Pix[i], picture.Pix[i+1], picture.Pix[i+2]}]++
	}
	most, all := 0, 0
	for _, n := range counts {
		most, all = max(most, n), all+n
	}
	return len(counts) < 8 || all-most < all/200
}

// near tells whether two colours are the same, but for rounding.
func near(a, b color.RGBA) bool {
	apart := func(x, y uint8) bool { return max(x, y)-min(x, y) > 3 }
	return !apart(a.R, b.R) && !apart(a.G, b.G) && !apart(a.B, b.B)
}

// writePNG writes a picture.
func writePNG(path string, picture image.Image) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if err := png.Encode(f, picture); err != nil {
		_ = f.Close()
		return err
	}
	return f.Close()
}
