package story

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/fsnotify/fsnotify"
)

// An editor saves by several steps, and a copy brings many files: changes are
// told once it has been quiet for a moment, and at the latest after a second.
const (
	quiet   = 200 * time.Millisecond
	longest = 5 * quiet
)

// Watch calls changed, on its own goroutine, whenever stories in the folder
// have come, gone or changed, once for changes that come together. It blocks
// until ctx is done, and then gives nil; an error says that there is no
// watching on this system or this folder.
//
// The folder need not be there, now or all the time: that it comes, goes or is
// replaced by another is a change like any other. Of files behind links only
// the link is watched.
func Watch(ctx context.Context, dir string, changed func()) error {
	return watchFor(ctx, dir, changed, quiet, longest)
}

func watchFor(ctx context.Context, dir string, changed func(), quiet, longest time.Duration) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("watching the stories: %w", err)
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watching the stories: %w", err)
	}
	defer func() { _ = notify.Close() }()
	w := &watch{notify: notify, dir: dir}
	if _, err := w.attach(); err != nil {
		return fmt.Errorf("watching the stories: %w", err)
	}
	return w.run(ctx, changed, quiet, longest)
}

// watch follows one folder. Beside the folder it watches the nearest folder
// above that is there, which alone tells when the folder comes back.
type watch struct {
	notify *fsnotify.Watcher
	dir    string
	info   fs.FileInfo // of the folder that is watched under that name; nil while there is none
	above  string
}

func (w *watch) run(ctx context.Context, changed func(), quiet, longest time.Duration) error {
	timer := time.NewTimer(time.Hour)
	timer.Stop()
	var since time.Time // of the first change not told yet
	for {
		select {
		case <-ctx.Done():
			return nil
		case e := <-w.notify.Events:
			if !w.concerns(e) {
				continue
			}
		case _, open := <-w.notify.Errors: // events were lost: whatever they said, something changed
			if !open {
				return nil
			}
		case <-timer.C:
			since = time.Time{}
			changed()
			continue
		}
		if _, err := w.attach(); err != nil {
			return fmt.Errorf("watching the stories: %w", err)
		}
		now := time.Now()
		if since.IsZero() {
			since = now
		}
		timer.Reset(min(quiet, max(0, longest-now.Sub(since))))
	}
}

// concerns tells whether an event is about a story, or about the folder and
// what it stands in.
func (w *watch) concerns(e fsnotify.Event) bool {
	if filepath.Dir(e.Name) == w.dir {
		return isStoryName(filepath.Base(e.Name))
	}
	const replaced = fsnotify.Create | fsnotify.Remove | fsnotify.Rename
	switch {
	case e.Name == w.dir && e.Has(replaced):
		// Another folder of that name may look like the one before: file
		// systems give the numbers of removed files to the next ones.
		_ = w.notify.Remove(w.dir)
		w.info = nil
		return true
	case e.Name == w.above && e.Has(replaced):
		w.above = "" // its watch went with it
	}
	moved, err := w.attach()
	return moved || err != nil
}

// attach sees to it that the folder and the one above are watched, as they are
// now, and tells whether the folder is another than before. It looks again
// until nothing has moved between the look and the watch.
func (w *watch) attach() (moved bool, err error) {
	for {
		above := nearestFolder(filepath.Dir(w.dir))
		change, err := w.follow(above)
		moved = moved || change
		switch {
		case nearestFolder(filepath.Dir(w.dir)) != above:
		case err != nil:
			return moved, err
		case !change:
			return moved, nil
		}
	}
}

func (w *watch) follow(above string) (change bool, err error) {
	if above != w.above {
		if w.above != "" {
			_ = w.notify.Remove(w.above)
		}
		w.above = ""
		if err := w.notify.Add(above); err != nil {
			return false, err
		}
		w.above = above
	}
	info, err := os.Stat(w.dir)
	there := err == nil && info.IsDir()
	if !there && w.info == nil || there && w.info != nil && os.SameFile(w.info, info) {
		return false, nil
	}
	_ = w.notify.Remove(w.dir)
	w.info = nil
	if !there {
		return true, nil
	}
	if err := w.notify.Add(w.dir); err != nil {
		if _, gone := os.Stat(w.dir); gone != nil {
			return true, nil
		}
		return true, err
	}
	w.info = info
	return true, nil
}

// nearestFolder gives the folder, or the nearest above it that is there.
func nearestFolder(dir string) string {
	for {
		if info, err := os.Stat(dir); err == nil && info.IsDir() {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return dir
		}
		dir = up
	}
}
