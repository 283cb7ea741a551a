package app

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
)

// synced is one machine with a synced folder.
type synced struct {
	*syncing

	answering atomic.Bool
	notices   chan string
	news      chan history.Merged
}

func newSynced(t *testing.T) *synced {
	t.Helper()
	dir := t.TempDir()
	store, _, err := history.Open(t.Context(), filepath.Join(dir, "data"), history.Options{Logf: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	s := &synced{syncing: newSyncing(store, filepath.Join(dir, "state", placeFile)), notices: make(chan string, 100), news: make(chan history.Merged, 100)}
	s.busy = s.answering.Load
	s.told = func(text string) { s.notices <- text }
	s.came = func(m history.Merged) { s.news <- m }
	t.Cleanup(func() {
		s.close()
		_ = store.Close()
	})
	return s
}

// answer stores an attempt.
func (s *synced) answer(t *testing.T) string {
	t.Helper()
	now := time.Now()
	a := rehearsal.Attempt{ID: history.NewID(), Story: "sales", Started: now}
	err := s.store.Batch(t.Context(), func(b *history.Batch) error {
		if err := b.Begin(a); err != nil {
			return err
		}
		return b.Append(a.ID, rehearsal.Event{Kind: rehearsal.EventFinish, Moment: now, Spoken: time.Minute})
	})
	if err != nil {
		t.Fatal(err)
	}
	s.changed()
	return a.ID
}

func next[T any](t *testing.T, c chan T) T {
	t.Helper()
	select {
	case v := <-c:
		return v
	case <-time.After(20 * time.Second):
		t.Fatal("nothing came")
	}
	panic("unreachable")
}

func TestWhatIsPractisedOnOneMachineComesToAnotherThroughTheFolder(t *testing.T) {
	folder := t.TempDir()
	one, two := newSynced(t), newSynced(t)
	old := one.answer(t) // before the folder is named
	one.follow(t.Context(), folder)
	two.follow(t.Context(), folder)
	if m := next(t, two.news); m.Attempts != 1 {
		t.Errorf("came: %+v", m)
	}
	if _, err := two.store.Attempt(t.Context(), old); err != nil {
		t.Error(err)
	}
	id := two.answer(t)
	if m := next(t, one.news); m.Attempts != 1 {
		t.Errorf("came: %+v", m)
	}
	if _, err := one.store.Attempt(t.Context(), id); err != nil {
		t.Error(err)
	}
}

func TestNothingIsWrittenOrReadWhileAnAnswerRuns(t *testing.T) {
	folder := t.TempDir()
	s := newSynced(t)
	s.answering.Store(true)
	s.answer(t)
	s.step(t.Context(), folder)
	if entries, _ := os.ReadDir(folder); len(entries) > 0 {
		t.Errorf("written: %v", entries)
	}
	s.answering.Store(false)
	s.step(t.Context(), folder)
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("written after it: %v", entries)
	}
}

func TestAFolderThatIsNotThereIsToldOnceAndTriedAgain(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "drive")
	s := newSynced(t)
	s.answer(t)
	s.step(t.Context(), folder)
	if text := next(t, s.notices); !strings.Contains(text, "is not there") || !strings.Contains(text, "is kept here") {
		t.Errorf("told: %q", text)
	}
	if _, err := os.Stat(folder); err == nil {
		t.Error("the folder was made")
	}
	if err := os.Mkdir(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	s.step(t.Context(), folder)
	if text := next(t, s.notices); text != "" {
		t.Errorf("still told: %q", text)
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("written: %v", entries)
	}
}

func TestWhatIsNewIsWrittenWhenTheWindowCloses(t *testing.T) {
	folder := t.TempDir()
	s := newSynced(t)
	ctx, cancel := context.WithCancel(t.Context())
	s.follow(ctx, folder)
	next(t, s.notices) // leaving none
	next(t, s.notices) // after the first step
	s.answer(t)
	cancel()
	s.close()
	entries, _ := os.ReadDir(folder)
	if len(entries) != 1 {
		t.Fatalf("written: %v", entries)
	}
}
