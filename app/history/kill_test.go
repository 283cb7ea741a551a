package history

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/rehearsal"
	"starling/app/story"
)

// killsEnv says how often the process is killed; childEnv makes the test's own
// program the one that is killed, in the folder and round that it names.
const (
	killsEnv = "STARLING_KILLS"
	childEnv = "STARLING_KILL_CHILD"
)

// RunAsChild is what the test's program does first: where it is the one to be
// killed, it goes on until it is.
func RunAsChild() {
	job := os.Getenv(childEnv)
	if job == "" {
		return
	}
	if err := beKilled(job); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(1)
}

// beKilled rehearses without end, and says of each change that is stored that
// it is: on a line of its own, once the store or the recorder has said so.
func beKilled(job string) error {
	number, dir, _ := strings.Cut(job, ":")
	round, err := strconv.Atoi(number)
	if err != nil {
		return err
	}
	ctx := context.Background()
	lock, err := Lock(dir)
	if err != nil {
		return err
	}
	defer lock.Release()
	s, _, err := Open(ctx, dir, Options{})
	if err != nil {
		return err
	}
	rehearse := throughStore
	if round%2 == 1 {
		rehearse = throughRecorder
	}
	for n := 0; ; n++ {
		a := attempt(round*1000+n, "sales")
		if err := rehearse(ctx, s, a, n); err != nil {
			return err
		}
	}
}

func acknowledge(format string, args ...any) { fmt.Printf(format+"\n", args...) }

// throughStore stores an attempt change by change.
func throughStore(ctx context.Context, s *Store, a rehearsal.Attempt, n int) error {
	if err := s.Begin(ctx, a); err != nil {
		return err
	}
	for _, e := range whole(a) {
		if err := s.Append(ctx, a.ID, e); err != nil {
			return err
		}
		acknowledge("event %s %s", a.ID, e.Kind)
	}
	for i, section := range story.SectionNames()[:4] {
		if err := s.Rate(ctx, a.ID, section, 1+(n+i)%5); err != nil {
			return err
		}
		acknowledge("change %s rating.%s %d", a.ID, section, 1+(n+i)%5)
	}
	for i := range 3 {
		if err := s.draftNote(ctx, a.ID, fmt.Sprint("note-", i)); err != nil {
			return err
		}
		acknowledge("draft %s note-%d", a.ID, i)
	}
	if err := s.SetNote(ctx, a.ID, "note-3"); err != nil {
		return err
	}
	acknowledge("change %s note note-3", a.ID)
	return nil
}

// throughRecorder hands an attempt over in pieces.
func throughRecorder(ctx context.Context, s *Store, a rehearsal.Attempt, n int) error {
	var trouble error
	r := NewRecorder(s, func(err error) { trouble = err })
	r.Begin(a)
	for _, e := range whole(a) {
		r.Append(a.ID, e)
	}
	if err := r.Flush(ctx); err != nil || trouble != nil {
		return fmt.Errorf("%w, %w", err, trouble)
	}
	for _, e := range whole(a) {
		acknowledge("event %s %s", a.ID, e.Kind)
	}
	for i, section := range story.SectionNames()[:4] {
		r.Rate(a.ID, section, 1+(n+i)%5)
		r.SetNote(a.ID, fmt.Sprint("note-", i))
		if err := r.Flush(ctx); err != nil || trouble != nil {
			return fmt.Errorf("%w, %w", err, trouble)
		}
		acknowledge("change %s rating.%s %d", a.ID, section, 1+(n+i)%5)
		acknowledge("change %s note note-%d", a.ID, i)
	}
	return r.Close(ctx)
}

func TestKillingTheProcessAtAnyMomentLosesNothingThatWasAcknowledged(t *testing.T) {
	kills := 100
	if testing.Short() {
		kills = 10
	}
	if number := os.Getenv(killsEnv); number != "" {
		var err error
		kills, err = strconv.Atoi(number)
		must(t, err)
	}
	const perDatabase = 200
	random := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	acknowledged := 0
	for first := 0; first < kills; first += perDatabase {
		dir := t.TempDir()
		for round := first; round < min(first+perDatabase, kills); round++ {
			lines := killOnce(t, dir, round, random)
			acknowledged += len(lines)
			checkAcknowledged(t, dir, lines, round%10 == 9)
			if t.Failed() {
				t.Fatalf("after kill %d, in %s", round+1, dir)
			}
		}
	}
	t.Logf("%d kills, %d changes acknowledged", kills, acknowledged)
	if acknowledged < kills {
		t.Error("too little was acknowledged for this to show anything")
	}
}

// killOnce lets a process rehearse, kills it, and gives what it acknowledged.
func killOnce(t *testing.T, dir string, round int, random *rand.Rand) []string {
	t.Helper()
	program, err := os.Executable()
	must(t, err)
	child := exec.Command(program)
	child.Env = append(os.Environ(), fmt.Sprintf("%s=%d:%s", childEnv, round, dir))
	child.Stderr = os.Stderr
	pipe, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	out := bufio.NewReader(pipe)
	var lines []string
	if round%5 > 0 { // else it may still be opening the database
		line, err := out.ReadString('\n')
		if err != nil {
			t.Fatalf("the process ended by itself: %v", child.Wait())
		}
		lines = append(lines, line)
	}
	kill := time.AfterFunc(time.Duration(random.IntN(60_000))*time.Microsecond, func() { _ = child.Process.Kill() })
	defer kill.Stop()
	rest, err := io.ReadAll(out)
	must(t, err)
	_ = child.Wait() // killed
	for line := range strings.Lines(string(rest)) {
		lines = append(lines, line)
	}
	for i, line := range lines {
		whole, ok := strings.CutSuffix(line, "\n")
		if !ok {
			return lines[:i] // it was killed as it wrote this one
		}
		lines[i] = whole
	}
	return lines
}

// checkAcknowledged opens the database after a kill.
func checkAcknowledged(t *testing.T, dir string, lines []string, anew bool) {
	t.Helper()
	s, report, err := Open(t.Context(), dir, Options{})
	must(t, err)
	defer s.Close()
	if len(report.Messages) > 0 {
		t.Errorf("the start after says %v", report.Messages)
	}
	must(t, verify(t.Context(), s.reader, thorough))
	said := map[string][]string{}
	for _, line := range lines {
		parts := strings.Fields(line)
		said[parts[1]] = append(said[parts[1]], line)
	}
	for id, lines := range said {
		checkAttempt(t, s, id, lines)
	}
	if anew {
		before := dump(t, s)
		must(t, s.Rebuild(t.Context()))
		if diff := cmp.Diff(before, dump(t, s)); diff != "" {
			t.Error(diff)
		}
	}
}

// checkAttempt looks for everything that was acknowledged of one attempt.
func checkAttempt(t *testing.T, s *Store, id string, lines []string) {
	t.Helper()
	events, err := s.Events(t.Context(), id)
	must(t, err)
	changes, err := s.Changes(t.Context(), id)
	must(t, err)
	happened := 0
	for _, line := range lines {
		parts := strings.Fields(line)
		switch parts[0] {
		case "event":
			if happened >= len(events) || string(events[happened].Kind) != parts[2] {
				t.Errorf("%q is not among %v", line, events)
			}
			happened++
		case "change":
			if !slices.ContainsFunc(changes, func(c Change) bool { return c.Field == parts[2] && c.Value == parts[3] }) {
				t.Errorf("%q is not among %v", line, changes)
			}
		case "draft": // became a change, or was typed over
			if !slices.ContainsFunc(changes, func(c Change) bool { return c.Field == noteField && c.Value >= parts[2] }) {
				t.Errorf("%q is not among %v", line, changes)
			}
		}
	}
}
