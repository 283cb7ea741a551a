package soundtest

import (
	"sync/atomic"
	"time"
)

// Wakeups watches how late this process is woken. On a machine shared with much
// else, sound can falter for want of a processor, whatever the program does; a
// measurement taken while a plain sleeper was woken too late says nothing.
type Wakeups struct {
	stop  chan struct{}
	done  chan struct{}
	worst atomic.Int64
}

// nap is how long the sleeper sleeps at a time.
const nap = 10 * time.Millisecond

// WatchWakeups begins to watch.
func WatchWakeups() *Wakeups {
	w := &Wakeups{stop: make(chan struct{}), done: make(chan struct{})}
	go w.watch()
	return w
}

// watch sleeps and looks how late it is.
func (w *Wakeups) watch() {
	defer close(w.done)
	for {
		began := time.Now()
		select {
		case <-w.stop:
			return
		case <-time.After(nap):
		}
		w.worst.Store(max(w.worst.Load(), int64(time.Since(began)-nap)))
	}
}

// Stop ends the watch and gives the latest that the process was woken.
func (w *Wakeups) Stop() time.Duration {
	close(w.stop)
	<-w.done
	return time.Duration(w.worst.Load())
}
