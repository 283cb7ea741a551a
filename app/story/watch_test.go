package story

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// soon stands in for quiet, so that the tests wait less.
const soon = 40 * time.Millisecond

// watched watches a folder until the test is over and gives a function that
// waits for a change to be told. Real files have real clocks: a change is
// waited for as long as a slow machine may take, and no longer than needed.
func watched(t *testing.T, dir string) (told chan struct{}) {
	t.Helper()
	told = make(chan struct{}, 100)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- watchFor(ctx, dir, func() { told <- struct{}{} }, soon, 5*soon) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	// That the watch stands shows in what it tells of: a first change is made
	// until it is told of.
	if _, err := os.Stat(dir); err != nil {
		return told
	}
	for {
		put(t, dir, map[string]string{"probe.toml": "title = 'Probe'"})
		select {
		case <-told:
			drain(told)
			return told
		case <-time.After(3 * soon):
		}
	}
}

// drain waits until nothing has been told for a while.
func drain(told chan struct{}) (more int) {
	for {
		select {
		case <-told:
			more++
		case <-time.After(3 * soon):
			return more
		}
	}
}

func waitFor(t *testing.T, told chan struct{}, what string) {
	t.Helper()
	select {
	case <-told:
	case <-time.After(20 * time.Second):
		t.Fatalf("not told: %s", what)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func TestEveryChangeOfAStoryIsTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	told := watched(t, dir)
	path := filepath.Join(dir, "a.toml")
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"a new story", func() error { return os.WriteFile(path, []byte("title = 'A'"), 0o600) }},
		{"a changed story", func() error { return os.WriteFile(path, []byte("title = 'B'"), 0o600) }},
		{"a story saved by way of another file", func() error {
			temp := filepath.Join(dir, ".a.toml.swp")
			if err := os.WriteFile(temp, []byte("title = 'C'"), 0o600); err != nil {
				return err
			}
			return os.Rename(temp, path)
		}},
		{"a story moved away and written anew", func() error {
			if err := os.Rename(path, path+"~"); err != nil {
				return err
			}
			return os.WriteFile(path, []byte("title = 'D'"), 0o600)
		}},
		{"a story written by Starling", func() error { _, err := Write(dir, Story{Title: "E"}); return err }},
		{"the bank", func() error { return os.WriteFile(filepath.Join(dir, BankFile), []byte(bank), 0o600) }},
		{"a removed story", func() error { return os.Remove(path) }},
	} {
		must(t, step.do())
		waitFor(t, told, step.what)
		drain(told)
	}
}

func TestWhatIsNoStoryIsNotTold(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	told := watched(t, dir)
	put(t, dir, map[string]string{"a.txt": "", ".a.toml": "", "a.toml~": "", "4913": ""})
	put(t, filepath.Dir(dir), map[string]string{"beside.toml": ""})
	if n := drain(told); n > 0 {
		t.Errorf("told %d times", n)
	}
}

func TestChangesThatComeTogetherAreToldOnce(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	told := watched(t, dir)
	start := time.Now()
	for n := range 50 {
		put(t, dir, map[string]string{"many-" + inventedWord(n) + ".toml": "title = 'A'"})
	}
	took := time.Since(start)
	waitFor(t, told, "many stories")
	if more := drain(told); more > int(took/soon) {
		t.Errorf("told %d times more in %v", more, took)
	}
}

func TestChangesThatDoNotEndAreToldAllTheSame(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	told := watched(t, dir)
	changing, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() {
		defer close(done)
		for changing.Err() == nil {
			_ = os.WriteFile(filepath.Join(dir, "a.toml"), []byte("title = 'A'"), 0o600)
			time.Sleep(soon / 10) // never quiet: that is what is tested
		}
	}()
	waitFor(t, told, "changes without end")
	stop()
	<-done
}

func TestAFolderMayComeAndGoAndComeBack(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	dir := filepath.Join(above, "Documents", "Starling")
	told := watched(t, dir)
	story := filepath.Join(dir, "a.toml")
	for round := range 3 {
		for n := 0; ; n++ { // the first time until the watch stands
			must(t, os.MkdirAll(dir, 0o700))
			select {
			case <-told:
			case <-time.After(3 * soon):
				if round == 0 && n < 100 {
					must(t, os.RemoveAll(filepath.Dir(dir)))
					continue
				}
				t.Fatal("not told: the folder comes")
			}
			break
		}
		drain(told)
		put(t, dir, map[string]string{"a.toml": "title = 'A'"})
		waitFor(t, told, "a story in it")
		drain(told)
		must(t, os.RemoveAll(filepath.Join(above, "Documents")))
		waitFor(t, told, "the folder goes")
		drain(told)
	}
	if _, err := os.Stat(story); err == nil {
		t.Error("it is gone")
	}
}

func TestAFolderMayBeReplacedByAnotherInOneStep(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	dir, other := filepath.Join(above, "Starling"), filepath.Join(above, "other")
	must(t, os.Mkdir(dir, 0o700))
	told := watched(t, dir)
	for _, step := range []struct {
		what string
		do   func() error
	}{
		{"removed and made again at once", func() error {
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
			return os.Mkdir(dir, 0o700)
		}},
		{"moved away, another moved in", func() error {
			if err := os.Mkdir(other, 0o700); err != nil {
				return err
			}
			if err := os.Rename(dir, dir+" (old)"); err != nil {
				return err
			}
			return os.Rename(other, dir)
		}},
		{"replaced by a file", func() error {
			if err := os.RemoveAll(dir); err != nil {
				return err
			}
			return os.WriteFile(dir, nil, 0o600)
		}},
		{"replaced by a folder", func() error {
			if err := os.Remove(dir); err != nil {
				return err
			}
			return os.Mkdir(dir, 0o700)
		}},
	} {
		must(t, step.do())
		waitFor(t, told, step.what)
		drain(told)
		if info, err := os.Stat(dir); err != nil || !info.IsDir() {
			continue
		}
		put(t, dir, map[string]string{"a.toml": "title = 'A'"})
		waitFor(t, told, step.what+", then a story in it")
		drain(told)
	}
}

func TestAFolderThatIsALinkIsWatchedWhereItLeads(t *testing.T) {
	t.Parallel()
	above, target := t.TempDir(), t.TempDir()
	dir := filepath.Join(above, "Starling")
	if err := os.Symlink(target, dir); err != nil {
		t.Skip("no links here:", err)
	}
	told := watched(t, dir)
	put(t, target, map[string]string{"a.toml": "title = 'A'"})
	waitFor(t, told, "a story behind the link")
}

func TestAWatchEndsQuietlyWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	told := make(chan struct{}, 1)
	dir := t.TempDir()
	ended := make(chan error)
	go func() { ended <- Watch(ctx, dir, func() { told <- struct{}{} }) }()
	for n := range 100 {
		put(t, dir, map[string]string{"a.toml": inventedWord(n)})
		select {
		case <-told:
			stop()
			if err := <-ended; err != nil {
				t.Error(err)
			}
			return
		case <-time.After(2 * quiet):
		}
	}
	stop()
	t.Error("nothing was told")
}
