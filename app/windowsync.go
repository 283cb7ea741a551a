//go:build cgo

package app

import (
	"context"
	"path/filepath"

	"starling/app/history"
	"starling/app/settings"
)

// syncing makes what keeps history and the synced folder alike.
func (w *window) syncing(store *history.Store) *syncing {
	s := newSyncing(store, filepath.Join(filepath.Dir(w.options.Paths.State), placeFile))
	s.busy = w.wakeful.Load
	s.told = func(text string) { w.main(func() { w.shell.SyncTold(text) }) }
	s.came = func(m history.Merged) { w.main(func() { w.shell.SyncCame(m) }) }
	return s
}

// sync names another synced folder.
func (w *window) sync(dir string) {
	w.syncDir.Store(&dir)
	w.beside.Go(w.followSynced)
}

// followSynced follows the synced folder that was wished for last.
func (w *window) followSynced() {
	s := w.synced.Load()
	if s == nil {
		return // history is not open yet
	}
	dir := *w.syncDir.Load()
	if dir != "" {
		whole, err := settings.Expand(dir)
		if err != nil {
			w.tellLater("The synced folder", err)
			return
		}
		dir = whole
	}
	s.follow(w.ctx, dir)
}

// merge unites another machine's history with this one.
func (w *window) merge(ctx context.Context, path string, progress func(done, of int)) (history.Merged, error) {
	merged, err := w.history.Merge(ctx, path, progress)
	if s := w.synced.Load(); s != nil && merged.News() {
		s.changed()
	}
	return merged, err
}
