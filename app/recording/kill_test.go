package recording

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"
)

// killsEnv says how often the process is killed; childEnv makes the test's own
// program the one that is killed, in the folder that it names.
const (
	killsEnv = "STARLING_KILLS"
	childEnv = "STARLING_RECORD_CHILD"
)

func TestMain(m *testing.M) {
	if dir := os.Getenv(childEnv); dir != "" {
		fmt.Fprintln(os.Stderr, beKilled(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// beKilled records without end, in the time that it is, and says each time the microphone
// is about to hand over how much it has heard until then, in samples.
func beKilled(dir string) error {
	d := newFake()
	heard := int64(0)
	d.late = func(int) time.Duration {
		fmt.Println(heard)
		heard += Samples(period)
		return 0
	}
	r := newRecorder(Config{Dir: dir}, nil, d)
	began := time.Now()
	r.Start(anID, began, 0)
	for i := 0; ; i++ {
		time.Sleep(700 * ms)
		if i == 1 { // one pause, at the same place in file and time
			r.Pause(time.Now())
			spoken := time.Since(began)
			time.Sleep(50 * ms)
			r.Resume(time.Now(), spoken)
		}
	}
}

func TestKillingTheProcessAtAnyMomentLosesAtMostTheLastSecond(t *testing.T) {
	kills := 5
	if number := os.Getenv(killsEnv); number != "" {
		var err error
		kills, err = strconv.Atoi(number)
		must(t, err)
	}
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	for i := range kills {
		after := time.Duration(random.IntN(4000)) * ms
		dir := t.TempDir()
		heard := killOnce(t, dir, after)
		checkKilled(t, dir, heard)
		if t.Failed() {
			t.Fatalf("after kill %d, %v after the start", i+1, after)
		}
	}
}

// killOnce lets a process record, kills it, and gives how much its microphone had heard for
// certain, in samples.
func killOnce(t *testing.T, dir string, after time.Duration) int64 {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	child := exec.CommandContext(t.Context(), program)
	child.Env = append(os.Environ(), childEnv+"="+dir)
	child.Stderr = os.Stderr
	pipe, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	out := bufio.NewReader(pipe)
	if _, err := out.ReadString('\n'); err != nil {
		t.Fatalf("the process ended by itself: %v", child.Wait())
	}
	kill := time.AfterFunc(after, func() { _ = child.Process.Kill() })
	defer kill.Stop()
	rest, err := io.ReadAll(out)
	must(t, err)
	_ = child.Wait() // killed
	heard := int64(0)
	for line := range strings.Lines(string(rest)) {
		if whole, ok := strings.CutSuffix(line, "\n"); ok {
			heard, err = strconv.ParseInt(whole, 10, 64)
			must(t, err)
		}
	}
	return heard
}

// checkKilled mends what a kill left, and holds it against what was heard.
func checkKilled(t *testing.T, dir string, heard int64) {
	t.Helper()
	r, err := Recover(dir)
	must(t, err)
	if len(r.Left) > 0 {
		t.Fatalf("%+v", r)
	}
	if len(r.Mended) == 0 {
		if heard > Rate {
			t.Errorf("nothing is there of %v", Span(heard))
		}
		return
	}
	samples := readAll(t, open(t, dir, anID))
	checkInfo(t, dir, samples)
	const paused = Rate / 5 // the pause, with what a busy machine makes of it
	if lost := heard - int64(len(samples)); lost > Rate+paused {
		t.Errorf("%v of %v is missing", Span(lost), Span(heard))
	}
	jumps := 0
	for i := 1; i < len(samples); i++ {
		if samples[i] != samples[i-1]+1 && samples[i] != 1 {
			jumps++
		}
	}
	if jumps > 1 {
		t.Errorf("besides the pause %d places do not follow each other", jumps-1)
	}
	t.Logf("%v of %v is there", Span(int64(len(samples))), Span(heard))
}
