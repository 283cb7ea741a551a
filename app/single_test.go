package app

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/settings"
)

// watch is the first window: it has the folder and takes requests.
func watch(t *testing.T, dir string) <-chan Request {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	requests, done := make(chan Request, 10), make(chan error, 1)
	go func() { done <- WatchRequests(ctx, dir, func(r Request) { requests <- r }) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	return requests
}

func hold(t *testing.T, dir string) *history.FolderLock {
	t.Helper()
	lock, err := Claim(t.Context(), dir, Request{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(lock.Release)
	return lock
}

// eventually waits for what another process would do.
func eventually(holds func() bool) {
	for !holds() {
		time.Sleep(time.Millisecond)
	}
}

func TestASecondStartRaisesTheFirst(t *testing.T) {
	dir := t.TempDir()
	hold(t, dir)
	requests := watch(t, dir)
	for _, want := range []Request{{}, {Rehearse: "one-source-of-truth"}, {Rehearse: "a story, with spaces"}} {
		if _, err := Claim(t.Context(), dir, want); !errors.Is(err, ErrRaised) {
			t.Fatalf("%+v: %v", want, err)
		}
		if got := <-requests; got != want {
			t.Errorf("%+v became %+v", want, got)
		}
	}
	if left := names(t, filepath.Join(dir, requestDir)); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestARequestMadeWhileTheFirstOpensIsTaken(t *testing.T) {
	dir := t.TempDir()
	hold(t, dir)
	second := make(chan error)
	go func() {
		_, err := Claim(context.Background(), dir, Request{Rehearse: "x"})
		second <- err
	}()
	path := filepath.Join(dir, requestDir, requestName)
	eventually(func() bool {
		_, err := os.Stat(path)
		return err == nil
	})
	if got := <-watch(t, dir); got.Rehearse != "x" {
		t.Errorf("%+v", got)
	}
	if err := <-second; !errors.Is(err, ErrRaised) {
		t.Error(err)
	}
}

func TestAWindowThatDoesNotAnswerIsToldOf(t *testing.T) {
	dir := t.TempDir()
	hold(t, dir)
	start := time.Now()
	_, err := Claim(t.Context(), dir, Request{})
	if !errors.Is(err, ErrOpen) || errors.Is(err, ErrRaised) {
		t.Error(err)
	}
	wantError(t, err, dir, "--data")
	if took := time.Since(start); took < answerTime {
		t.Errorf("it waited only %v", took)
	}
	if left := names(t, filepath.Join(dir, requestDir)); len(left) > 0 {
		t.Errorf("the request was not withdrawn: %v", left)
	}
}

func TestAWindowThatIsClosingIsFollowed(t *testing.T) {
	dir := t.TempDir()
	first := hold(t, dir)
	requests := filepath.Join(dir, requestDir)
	go func() {
		eventually(func() bool { return len(names(t, requests)) > 0 })
		first.Release()
	}()
	lock, err := Claim(t.Context(), dir, Request{})
	if err != nil {
		t.Fatal(err)
	}
	lock.Release()
	if left := names(t, requests); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestOldAndStrangeRequestsAreTakenAwayAndNotFollowed(t *testing.T) {
	path := filepath.Join(t.TempDir(), requestName)
	put(t, path, "raise\n")
	old := time.Now().Add(-2 * stale)
	if err := os.Chtimes(path, old, old); err != nil {
		t.Fatal(err)
	}
	texts := []string{"", "rehearse \n", "rehearse", "shut down\n"}
	for i := -1; i < len(texts); i++ {
		if i >= 0 {
			put(t, path, texts[i])
		}
		if r, ok := take(path); ok {
			t.Errorf("request %d: %+v", i, r)
		}
		if _, err := os.Stat(path); err == nil {
			t.Errorf("request %d is still there", i)
		}
	}
}

func TestAFolderThatCannotBeUsedIsAnError(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	put(t, file, "")
	if _, err := Claim(t.Context(), file, Request{}); err == nil || errors.Is(err, ErrOpen) {
		t.Error(err)
	}
	if err := Start(t.Context(), RunOptions{Paths: settings.Paths{Data: file}}); err == nil {
		t.Error("started without a data folder")
	}
	if err := WatchRequests(t.Context(), file, nil); err == nil {
		t.Error("watched a file")
	}
	dir := t.TempDir()
	hold(t, dir)
	put(t, filepath.Join(dir, requestDir), "a file in the folder's place")
	if _, err := Claim(t.Context(), dir, Request{}); !errors.Is(err, ErrOpen) {
		t.Error(err)
	}
}
