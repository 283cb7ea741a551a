//go:build linux && (demo || window || bench || soak)

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"starling/app/e2e/x11"
)

// root is the project's folder, seen from that of the tests.
const root = "../.."

// TestMain sees to it that the tests sit at a desk of their own.
func TestMain(m *testing.M) {
	if os.Getenv("DESK") == "" {
		if err := atDesk(); err != nil {
			fmt.Fprintln(os.Stderr, "e2e:", err)
			os.Exit(1)
		}
	}
	os.Exit(m.Run())
}

// atDesk starts this program again at a desk, and does not come back.
func atDesk() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	shell, err := exec.LookPath("sh")
	if err != nil {
		return err
	}
	args := append([]string{"sh", filepath.Join(root, "scripts", "desk.sh"), self}, os.Args[1:]...)
	return syscall.Exec(shell, args, os.Environ())
}

// sit connects to the desk's display, with the pointer out of the way.
func sit(t *testing.T) *x11.Screen {
	t.Helper()
	screen, err := x11.Dial(os.Getenv("DISPLAY"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = screen.Close() })
	width, height := screen.Size()
	if err := screen.Point(width-1, height-1); err != nil {
		t.Fatal(err)
	}
	return screen
}

// built gives the program to be tried, which is built where no one has.
var built = sync.OnceValues(func() (string, error) {
	if path := os.Getenv("STARLING_BIN"); path != "" {
		return filepath.Abs(path)
	}
	return build("starling", "./cmd/starling", "migrated_fynedo", "sqlite_fts5")
})

func program(t *testing.T) string {
	t.Helper()
	path, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// build builds a program of the project into a folder of its own below build/,
// where no FyneApp.toml lies beside it.
func build(name, pkg string, tags ...string) (string, error) {
	path, err := filepath.Abs(filepath.Join(root, "build", "e2e", name))
	if err != nil {
		return "", err
	}
	cmd := exec.Command("go", "build", "-tags", strings.Join(tags, ","), "-o", path, pkg)
	cmd.Dir = root
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("go build %s: %w\n%s", pkg, err, out)
	}
	return path, nil
}

// until waits for something to be so.
func until(t *testing.T, within time.Duration, what string, so func() bool) {
	t.Helper()
	deadline := time.Now().Add(within)
	for !so() {
		if time.Now().After(deadline) {
			t.Fatalf("%s: not within %v", what, within)
		}
		time.Sleep(10 * time.Millisecond)
	}
}

// at waits for a planned moment.
func at(moment time.Time) { time.Sleep(time.Until(moment)) }
