package app

import (
	"context"
	"errors"
	"log"
	"sync"
	"time"

	"starling/app/history"
	"starling/app/history/journal"
)

// How often the synced folder is looked at, beside being watched, and how long
// what was said rests before it is written: ratings come one after the other.
const (
	syncEvery  = time.Minute
	syncRests  = 3 * time.Second
	lastWrite  = 2 * time.Second // for what is written when the window closes
	placeFile  = "synced-place"  // beside the log
	noSyncing  = "The synced folder cannot be used at the moment: "
	afterwards = ". What you do is kept here, and goes there as soon as that is possible."
)

// syncing keeps a history and a synced folder alike, beside the window: it writes
// what is new here and reads what came from other machines, never while an answer runs.
type syncing struct {
	store *history.Store
	place string
	busy  func() bool          // an answer runs
	told  func(string)         // what is the matter; empty when nothing is any more
	came  func(history.Merged) // what has come, where anything has

	wake chan struct{}

	mu      sync.Mutex // held while a folder is being left or taken up
	journal *history.Journal
	stop    context.CancelFunc
	ended   chan struct{}
}

func newSyncing(store *history.Store, place string) *syncing {
	return &syncing{store: store, place: place, wake: make(chan struct{}, 1)}
}

// changed is told when something may be new, here or there.
func (s *syncing) changed() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// follow keeps alike with another folder from now on; with none where it is
// empty. The one before is left when this returns.
func (s *syncing) follow(ctx context.Context, folder string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop != nil {
		s.stop()
		<-s.ended
		s.stop, s.journal = nil, nil
	}
	s.told("")
	if folder == "" || ctx.Err() != nil {
		return
	}
	ctx, stop := context.WithCancel(ctx)
	s.stop, s.ended = stop, make(chan struct{})
	go func(ended chan struct{}) {
		defer close(ended)
		s.run(ctx, folder)
	}(s.ended)
}

// run keeps alike until ctx is done.
func (s *syncing) run(ctx context.Context, folder string) {
	watching := sync.WaitGroup{}
	defer watching.Wait()
	watched := false
	var over chan struct{}
	for {
		s.step(ctx, folder)
		if !watched && ctx.Err() == nil {
			watched, over = true, make(chan struct{})
			watching.Go(func() {
				defer close(over)
				if err := journal.Watch(ctx, folder, s.changed); err != nil {
					log.Printf("the synced folder is not watched, but looked at every minute: %v", err)
				}
			})
		}
		select {
		case <-ctx.Done():
			return
		case <-s.wake:
			if !rest(ctx, syncRests) {
				return
			}
		case <-time.After(syncEvery):
			select {
			case <-over: // it was not there, or went: perhaps it can be watched now
				watched = false
			default:
			}
		}
	}
}

// rest waits, and tells whether ctx is still not done.
func rest(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// step writes and reads once.
func (s *syncing) step(ctx context.Context, folder string) {
	if s.busy() {
		return // it is told when the answer is over
	}
	came, err := s.exchange(ctx, folder)
	for _, m := range came.Messages {
		log.Print(m)
	}
	if came.News() {
		s.came(came)
	}
	switch {
	case errors.Is(err, history.ErrPaused), ctx.Err() != nil:
	case err != nil:
		log.Print(err)
		s.told(noSyncing + err.Error() + afterwards)
	default:
		s.told("")
	}
}

// exchange writes and reads. What can be read is read even where nothing can be written.
func (s *syncing) exchange(ctx context.Context, folder string) (history.Merged, error) {
	if s.journal == nil {
		j, err := s.store.Journal(ctx, folder, s.place)
		if err != nil {
			return history.Merged{}, err
		}
		j.Pause = s.busy
		s.journal = j
	}
	_, failed := s.journal.Write(ctx)
	came, err := s.journal.Read(ctx)
	if failed != nil {
		err = failed // mostly the same
	}
	return came, err
}

// close ends it, after what is new has been written, if that takes no longer
// than a moment. What is not written then is at the next start.
func (s *syncing) close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.stop == nil {
		return
	}
	s.stop()
	<-s.ended
	s.stop = nil
	if s.journal == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.Background(), lastWrite)
	defer cancel()
	s.journal.Pause = func() bool { return false }
	if _, err := s.journal.Write(ctx); err != nil {
		log.Print(err)
	}
}
