package journal

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long nothing comes before a change is told: a file-sync program
// brings many files, each in several steps.
const quiet = 2 * time.Second

// Watch calls changed, on its own goroutine, when files in a synced folder have
// come or changed, once for what comes together. It blocks until ctx is done and
// then gives nil; an error says that there is no watching here. A folder on
// another machine often tells nothing, so look now and then all the same.
func Watch(ctx context.Context, dir string, changed func()) error {
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return err
	}
	defer func() { _ = notify.Close() }()
	if err := notify.Add(dir); err != nil {
		return err
	}
	within(dir, func(path string) { _ = notify.Add(path) })
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-notify.Events:
			if filepath.Dir(e.Name) == dir && e.Has(fsnotify.Create) {
				_ = notify.Add(e.Name) // a machine that is new; a file is watched with its folder
			}
			if e.Name == dir && e.Has(fsnotify.Remove|fsnotify.Rename) {
				changed()
				return nil // whoever looks next finds it gone, or another
			}
			timer.Reset(quiet)
		case _, open := <-notify.Errors: // events were lost: whatever they said, something changed
			if !open {
				return nil
			}
			timer.Reset(quiet)
		case <-timer.C:
			changed()
		}
	}
}

// within calls each with the folders in a folder.
func within(dir string, each func(path string)) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return
	}
	for _, e := range entries {
		if e.IsDir() {
			each(filepath.Join(dir, e.Name()))
		}
	}
}
