package app

import (
	"context"
	"fmt"
	"sync"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
)

// lateHistory is a history that is still being opened, for the window is shown
// first: readings wait until it is open, and what is to be written is held, in
// order, and written then.
type lateHistory struct {
	ctx    context.Context
	opened chan struct{} // closed when it is open, or is known not to open
	// deriving is full while the cards of the stories are derived.
	deriving chan struct{}

	mu       sync.Mutex
	store    *history.Store
	recorder *history.Recorder
	err      error
	held     []func(*history.Recorder)
	// ending is called once all is written and before the history is closed; optional.
	ending func()
}

// readingTakes is longer than any reading of an open history should take.
const readingTakes = 10 * time.Second

// newLateHistory makes one that is waited for until ctx is done.
func newLateHistory(ctx context.Context) *lateHistory {
	return &lateHistory{ctx: ctx, opened: make(chan struct{}), deriving: make(chan struct{}, 1)}
}

func (h *lateHistory) open(s *history.Store, r *history.Recorder) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.store, h.recorder = s, r
	for _, write := range h.held {
		write(r)
	}
	h.held = nil
	close(h.opened)
}

func (h *lateHistory) fail(err error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.err = err
	close(h.opened)
}

// close writes what is still to be written and closes the history. Where
// something is held it waits for the opening, until ctx is done.
func (h *lateHistory) close(ctx context.Context) error {
	h.mu.Lock()
	holds := len(h.held)
	h.mu.Unlock()
	if holds > 0 {
		select {
		case <-h.opened:
		case <-ctx.Done():
		}
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.recorder == nil {
		if h.err == nil && len(h.held) > 0 {
			return fmt.Errorf("your history could not be opened in time; %d changes of an answer were not kept", len(h.held))
		}
		return h.err
	}
	err := h.recorder.Close(ctx)
	if err != nil {
		err = fmt.Errorf("not everything could be written to your history: %w", err)
	}
	if h.ending != nil {
		h.ending()
	}
	if closing := h.store.Close(); err == nil {
		err = closing
	}
	return err
}

func (h *lateHistory) write(do func(*history.Recorder)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.recorder == nil {
		h.held = append(h.held, do)
		return
	}
	do(h.recorder)
}

// read waits until history is open, however long that takes: a history that is
// being repaired is no error. The time that a reading may take counts from then.
func read[T any](h *lateHistory, do func(context.Context, *history.Store) (T, error)) (T, error) {
	var none T
	select {
	case <-h.ctx.Done():
		return none, h.ctx.Err()
	case <-h.opened:
	}
	if h.err != nil {
		return none, h.err
	}
	ctx, cancel := context.WithTimeout(h.ctx, readingTakes)
	defer cancel()
	return do(ctx, h.store)
}

// Merge unites another machine's history with this one, however long that takes.
func (h *lateHistory) Merge(ctx context.Context, path string, progress func(done, of int)) (history.Merged, error) {
	select {
	case <-ctx.Done():
		return history.Merged{}, ctx.Err()
	case <-h.opened:
	}
	if h.err != nil {
		return history.Merged{}, h.err
	}
	return h.store.Merge(ctx, path, history.MergeOptions{Progress: progress})
}

func (h *lateHistory) Attempts(_ context.Context, f history.Filter) ([]history.Record, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.Record, error) { return s.Attempts(ctx, f) })
}

func (h *lateHistory) Count(_ context.Context, f history.Filter) (int, error) {
	return read(h, func(ctx context.Context, s *history.Store) (int, error) { return s.Count(ctx, f) })
}

func (h *lateHistory) Attempt(_ context.Context, id string) (history.Record, error) {
	return read(h, func(ctx context.Context, s *history.Store) (history.Record, error) { return s.Attempt(ctx, id) })
}

func (h *lateHistory) Changes(_ context.Context, id string) ([]history.Change, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.Change, error) { return s.Changes(ctx, id) })
}

func (h *lateHistory) Stories(_ context.Context) (map[string]history.StoryStats, error) {
	return read(h, func(ctx context.Context, s *history.Store) (map[string]history.StoryStats, error) {
		return s.Stories(ctx)
	})
}

func (h *lateHistory) QuestionCounts(_ context.Context, slug string) (map[string]int, error) {
	return read(h, func(ctx context.Context, s *history.Store) (map[string]int, error) {
		return s.QuestionCounts(ctx, slug)
	})
}

func (h *lateHistory) Questions(_ context.Context) (map[string]map[string]history.StoryStats, error) {
	return read(h, func(ctx context.Context, s *history.Store) (map[string]map[string]history.StoryStats, error) {
		return s.Questions(ctx)
	})
}

func (h *lateHistory) PaceSamples(_ context.Context) ([]rehearsal.PaceSample, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]rehearsal.PaceSample, error) {
		return s.PaceSamples(ctx)
	})
}

func (h *lateHistory) Heard(_ context.Context, id string) (history.Heard, error) {
	return read(h, func(ctx context.Context, s *history.Store) (history.Heard, error) { return s.Heard(ctx, id) })
}

func (h *lateHistory) Listenings(_ context.Context) ([]history.Listening, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.Listening, error) { return s.Listenings(ctx) })
}

func (h *lateHistory) Deliveries(_ context.Context, most int) ([]history.Delivered, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.Delivered, error) {
		return s.Deliveries(ctx, most)
	})
}

func (h *lateHistory) Days(_ context.Context, scope history.Scope) ([]history.DayTotals, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.DayTotals, error) { return s.Days(ctx, scope) })
}

func (h *lateHistory) Last(_ context.Context, scope history.Scope, n int, rated bool) ([]history.Record, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.Record, error) {
		return s.Last(ctx, scope, n, rated)
	})
}

func (h *lateHistory) Cards(_ context.Context) ([]history.Card, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.Card, error) { return s.Cards(ctx) })
}

func (h *lateHistory) Outcomes(_ context.Context, slug string) ([]history.Outcome, error) {
	return read(h, func(ctx context.Context, s *history.Store) ([]history.Outcome, error) { return s.Outcomes(ctx, slug) })
}

func (h *lateHistory) SaveCards(_ context.Context, cards []history.Card) error {
	_, err := read(h, func(ctx context.Context, s *history.Store) (struct{}, error) {
		return struct{}{}, s.SaveCards(ctx, cards)
	})
	return err
}

func (h *lateHistory) Begin(a rehearsal.Attempt) {
	h.write(func(r *history.Recorder) { r.Begin(a) })
}

func (h *lateHistory) Append(id string, events ...rehearsal.Event) {
	h.write(func(r *history.Recorder) { r.Append(id, events...) })
}

func (h *lateHistory) Beat(id string, spoken time.Duration) {
	h.write(func(r *history.Recorder) { r.Beat(id, spoken) })
}

func (h *lateHistory) Rate(id string, section story.SectionName, rating int) {
	h.write(func(r *history.Recorder) { r.Rate(id, section, rating) })
}

func (h *lateHistory) SetNote(id, text string) {
	h.write(func(r *history.Recorder) { r.SetNote(id, text) })
}

func (h *lateHistory) Grade(id, grade string) {
	h.write(func(r *history.Recorder) { r.Grade(id, grade) })
}

func (h *lateHistory) Listen(id string) { h.write(func(r *history.Recorder) { r.Listen(id) }) }

func (h *lateHistory) SetFillers(id string, n int) {
	h.write(func(r *history.Recorder) { r.SetFillers(id, n) })
}

func (h *lateHistory) SetDelivery(id, text string) {
	h.write(func(r *history.Recorder) { r.SetDelivery(id, text) })
}

func (h *lateHistory) SetTranscript(id, text string) {
	h.write(func(r *history.Recorder) { r.SetTranscript(id, text) })
}

func (h *lateHistory) RenameStory(from, to string) {
	h.write(func(r *history.Recorder) { r.RenameStory(from, to) })
}

func (h *lateHistory) Delete(id string)  { h.write(func(r *history.Recorder) { r.Delete(id) }) }
func (h *lateHistory) Restore(id string) { h.write(func(r *history.Recorder) { r.Restore(id) }) }
func (h *lateHistory) Keep(id string)    { h.write(func(r *history.Recorder) { r.Keep(id) }) }
func (h *lateHistory) Drop(id string)    { h.write(func(r *history.Recorder) { r.Drop(id) }) }
