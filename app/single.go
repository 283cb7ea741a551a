package app

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"starling/app/history"
)

// One window holds a data folder. The second start that finds it held leaves a
// request in a folder of its own below it, and waits for it to be taken away:
//
//	second start                      first window
//	requests/request: "rehearse x" →  sees it, takes it away, raises itself
//	sees that it is gone, and ends
//
// A file is all that this takes: no socket, no port, nothing for a firewall to
// ask about, and the same on every system. A request that nobody takes is
// withdrawn, so that no window does later what was wished for now.

// Request is what a second start wishes of the window that is open.
type Request struct {
	// Rehearse is the slug of the story to open on the stage; empty where the
	// window is only to be raised.
	Rehearse string
}

// The two ends of a second start.
var (
	// ErrRaised says that the open window took the request: all is well.
	ErrRaised = errors.New("this data folder is open in another window of Starling, which shows itself now")
	// ErrOpen says that a window is open but did not answer.
	ErrOpen = errors.New("this data folder is open in another window of Starling")
)

const (
	requestDir  = "requests"
	requestName = "request"
	raise       = "raise"
	rehearse    = "rehearse "

	answerTime = 2 * time.Second       // for the open window to take a request
	lookAgain  = 20 * time.Millisecond // while waiting for it
	stale      = 10 * time.Second      // of an age at which nobody waits for an answer any more
	maxRequest = 4 << 10
)

// Start opens the window. Where one has the data folder already, it is asked
// to raise itself instead, and the error is ErrRaised or ErrOpen. That works
// from where no window can be opened, too.
func Start(ctx context.Context, o RunOptions) error {
	lock, err := Claim(ctx, o.Paths.Data, Request{Rehearse: o.Rehearse})
	if err != nil {
		return err
	}
	defer lock.Release()
	if err := windowReady(); err != nil {
		return err
	}
	return Run(ctx, o)
}

// Claim holds the data folder for this window, or hands the request to the
// window that has it.
func Claim(ctx context.Context, dir string, r Request) (*history.FolderLock, error) {
	lock, err := history.Lock(dir)
	if !errors.Is(err, history.ErrLocked) {
		return lock, err
	}
	path, err := leave(dir, r)
	if err != nil {
		return nil, fmt.Errorf("%w, which could not be asked to show itself: %w", ErrOpen, err)
	}
	ctx, cancel := context.WithTimeout(ctx, answerTime)
	defer cancel()
	again := time.NewTicker(lookAgain)
	defer again.Stop()
	for {
		select {
		case <-ctx.Done():
			if os.Remove(path) != nil { // taken at the last moment
				return nil, ErrRaised
			}
			return nil, fmt.Errorf("%w, which does not answer (%s); look for that window, or name another folder with --data", ErrOpen, dir)
		case <-again.C:
		}
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			return nil, ErrRaised
		}
		// It may have been closing when it was asked.
		if lock, err := history.Lock(dir); err == nil {
			_ = os.Remove(path)
			return lock, nil
		}
	}
}

// leave writes a request, whole at once.
func leave(dir string, r Request) (path string, err error) {
	dir = filepath.Join(dir, requestDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	text := raise
	if r.Rehearse != "" {
		text = rehearse + r.Rehearse
	}
	f, err := os.CreateTemp(dir, ".*") // 0600, and of a name that is not watched for
	if err != nil {
		return "", err
	}
	_, err = f.WriteString(text + "\n")
	if err = errors.Join(err, f.Close()); err == nil {
		path = filepath.Join(dir, requestName)
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name())
	}
	return path, err
}

// WatchRequests takes the requests that are left in the data folder until ctx
// is done, and hands each to told, on the calling goroutine. One that was left
// while the window was opening is taken too; one that is older was given up.
func WatchRequests(ctx context.Context, dir string, told func(Request)) error {
	dir = filepath.Join(dir, requestDir)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("a second start cannot raise this window: %w", err)
	}
	defer watcher.Close()
	if err := watcher.Add(dir); err != nil {
		return fmt.Errorf("a second start cannot raise this window: %w", err)
	}
	look := func() {
		if r, ok := take(filepath.Join(dir, requestName)); ok {
			told(r)
		}
	}
	look()
	for {
		select {
		case <-ctx.Done():
			return nil
		case event, ok := <-watcher.Events:
			if !ok {
				return nil
			}
			if event.Has(fsnotify.Create) && filepath.Base(event.Name) == requestName {
				look()
			}
		case _, ok := <-watcher.Errors:
			if !ok {
				return nil
			}
			look() // events were lost: the request may be among them
		}
	}
}

// take reads a request and takes it away; false where there is none that
// anybody waits for.
func take(path string) (Request, bool) {
	f, err := os.Open(path)
	if err != nil {
		return Request{}, false
	}
	info, statErr := f.Stat()
	data, err := io.ReadAll(io.LimitReader(f, maxRequest))
	_ = f.Close()
	// Whoever takes it away has it: it is removed before it is followed.
	if os.Remove(path) != nil || err != nil || statErr != nil || time.Since(info.ModTime()) > stale {
		return Request{}, false
	}
	text := strings.TrimSuffix(string(data), "\n")
	if slug, ok := strings.CutPrefix(text, rehearse); ok && slug != "" {
		return Request{Rehearse: slug}, true
	}
	return Request{}, text == raise
}
