package history

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/rehearsal"
	"starling/app/story"
)

// ledger is a sink that writes down what it is given, and when; it can fail.
type ledger struct {
	start time.Time

	mu    sync.Mutex
	lines []string
	fail  error // what everything fails with
	tries int
	hang  chan struct{} // where not nil, writing waits for it or for its context
}

func newLedger() *ledger { return &ledger{start: time.Now()} }

func (l *ledger) failWith(err error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.fail = err
}

func (l *ledger) add(ctx context.Context, format string, args ...any) error {
	if l.hang != nil {
		select {
		case <-l.hang:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.tries++
	if l.fail != nil {
		return l.fail
	}
	l.lines = append(l.lines, fmt.Sprintf("%v ", time.Since(l.start))+fmt.Sprintf(format, args...))
	return nil
}

// what is what was written, without the times.
func (l *ledger) what() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	var what []string
	for _, line := range l.lines {
		_, text, _ := strings.Cut(line, " ")
		what = append(what, text)
	}
	return what
}

func (l *ledger) Begin(ctx context.Context, a rehearsal.Attempt) error {
	return l.add(ctx, "begin %s", a.ID)
}

func (l *ledger) Append(ctx context.Context, id string, events ...rehearsal.Event) error {
	return l.add(ctx, "append %s %d", id, len(events))
}

func (l *ledger) Beat(ctx context.Context, id string, spoken time.Duration) error {
	return l.add(ctx, "beat %s %v", id, spoken)
}

func (l *ledger) Rate(ctx context.Context, id string, section story.SectionName, rating int) error {
	return l.add(ctx, "rate %s %s %d", id, section, rating)
}

func (l *ledger) SetNote(ctx context.Context, id, text string) error {
	return l.add(ctx, "note %s %s", id, text)
}

func (l *ledger) Grade(ctx context.Context, id, grade string) error {
	return l.add(ctx, "grade %s %s", id, grade)
}

func (l *ledger) Listen(ctx context.Context, id string) error { return l.add(ctx, "listen %s", id) }

func (l *ledger) SetFillers(ctx context.Context, id string, n int) error {
	return l.add(ctx, "fillers %s %d", id, n)
}

func (l *ledger) SetDelivery(ctx context.Context, id, text string) error {
	return l.add(ctx, "delivery %s %s", id, text)
}

func (l *ledger) SetTranscript(ctx context.Context, id, text string) error {
	return l.add(ctx, "transcript %s %s", id, text)
}

func (l *ledger) Delete(ctx context.Context, id string) error { return l.add(ctx, "delete %s", id) }

func (l *ledger) Restore(ctx context.Context, id string) error { return l.add(ctx, "restore %s", id) }
func (l *ledger) Keep(ctx context.Context, id string) error    { return l.add(ctx, "keep %s", id) }
func (l *ledger) Drop(ctx context.Context, id string) error    { return l.add(ctx, "drop %s", id) }

func (l *ledger) draftNote(ctx context.Context, id, text string) error {
	return l.add(ctx, "draft %s %s", id, text)
}

func (l *ledger) RenameStory(ctx context.Context, from, to string) error {
	return l.add(ctx, "rename %s %s", from, to)
}

func (l *ledger) settleNote(ctx context.Context, id string) error { return l.add(ctx, "settle %s", id) }

// troubles collects what a recorder tells of.
type troubles struct {
	mu   sync.Mutex
	told []error
}

func (t *troubles) tell(err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.told = append(t.told, err)
}

func (t *troubles) all() []error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.told
}

// recording runs a test with a recorder, in a time of its own.
func recording(t *testing.T, test func(t *testing.T, r *Recorder, l *ledger, told *troubles)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		l, told := newLedger(), &troubles{}
		r := newRecorder(l, told.tell)
		test(t, r, l, told)
		l.failWith(nil)
		must(t, r.Close(context.Background()))
	})
}

func TestARecorderStoresEverythingInItsOrder(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, told *troubles) {
		r.Begin(attempt(1, "sales"))
		r.Append("attempt-1", rehearsal.Event{}, rehearsal.Event{})
		r.Append("attempt-1") // nothing
		r.Beat("attempt-1", 5*time.Second)
		r.Rate("attempt-1", story.Task, 3)
		r.SetNote("attempt-1", "x")
		r.Delete("attempt-1")
		r.Restore("attempt-1")
		r.Keep("attempt-1")
		r.Drop("attempt-1")
		must(t, r.Flush(t.Context()))
		want := []string{
			"begin attempt-1", "append attempt-1 2", "beat attempt-1 5s", "rate attempt-1 task 3", "note attempt-1 x",
			"delete attempt-1", "restore attempt-1", "keep attempt-1", "drop attempt-1",
		}
		if diff := cmp.Diff(want, l.what()); diff != "" {
			t.Error(diff)
		}
		if len(told.all()) > 0 {
			t.Errorf("told %v", told.all())
		}
	})
}

func TestNothingIsLostWhileTheDiskIsFull(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, told *troubles) {
		r.Begin(attempt(1, "sales"))
		synctest.Wait()
		full := fmt.Errorf("%w: test", ErrFull)
		l.failWith(full)
		for n := range 50 {
			r.Rate("attempt-1", story.Task, n)
			time.Sleep(time.Second)
		}
		if diff := cmp.Diff([]string{"begin attempt-1"}, l.what()); diff != "" {
			t.Error(diff)
		}
		if all := told.all(); len(all) != 1 || !errors.Is(all[0], ErrFull) {
			t.Errorf("told %v", all)
		}
		if l.tries < 10 || l.tries > 30 {
			t.Errorf("%d tries in 50 s", l.tries)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if err := r.Flush(ctx); !errors.Is(err, ErrFull) || !strings.Contains(err.Error(), "50 changes could not be stored") {
			t.Errorf("flush: %v", err)
		}

		l.failWith(nil)
		must(t, r.Flush(t.Context()))
		want := []string{"begin attempt-1"}
		for n := range 50 {
			want = append(want, fmt.Sprintf("rate attempt-1 task %d", n))
		}
		if diff := cmp.Diff(want, l.what()); diff != "" {
			t.Error(diff)
		}
		if all := told.all(); len(all) != 2 || all[1] != nil {
			t.Errorf("told %v", all)
		}
	})
}

func TestStoringGoesOnSoonOnceThereIsRoom(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, _ *troubles) {
		l.failWith(ErrFull)
		r.Keep("a")
		time.Sleep(10 * time.Minute)
		l.failWith(nil)
		time.Sleep(lastWait)
		synctest.Wait()
		if len(l.what()) != 1 {
			t.Error("it was not stored")
		}
	})
}

func TestWhatCanNeverBeStoredDoesNotHoldUpTheRest(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, told *troubles) {
		l.failWith(fmt.Errorf("%w: x", ErrNotFound))
		r.Keep("a")
		synctest.Wait()
		l.failWith(nil)
		r.Keep("b")
		must(t, r.Flush(t.Context()))
		if diff := cmp.Diff([]string{"keep b"}, l.what()); diff != "" {
			t.Error(diff)
		}
		if all := told.all(); len(all) != 2 || !errors.Is(all[0], ErrNotFound) || all[1] != nil {
			t.Errorf("told %v", all)
		}
	})
}

func TestANoteIsStoredWithinASecondOfTyping(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, _ *troubles) {
		text := ""
		for n := range 40 { // ten keys a second for four seconds
			text += string(rune('a' + n%26))
			r.SetNote("x", text)
			time.Sleep(100 * time.Millisecond)
			synctest.Wait()
			if n >= 10 {
				latest := l.what()[len(l.what())-1]
				if typed := len(text) - len(strings.TrimPrefix(latest, "draft x ")); typed > 10 {
					t.Fatalf("%d keys are not stored", typed)
				}
			}
		}
		if n := len(l.what()); n > 8 {
			t.Errorf("%d writes in 4 s", n)
		}
		time.Sleep(noteRest)
		synctest.Wait()
		all := l.what()
		if diff := cmp.Diff([]string{"draft x " + text, "settle x"}, all[len(all)-2:]); diff != "" {
			t.Error(diff)
		}
	})
}

func TestANoteBecomesAChangeOnceTypingRests(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, _ *troubles) {
		r.SetNote("x", "one")
		time.Sleep(noteRest - time.Second)
		r.SetNote("x", "one two")
		time.Sleep(noteRest - time.Second)
		synctest.Wait()
		if diff := cmp.Diff([]string{"draft x one", "draft x one two"}, l.what()); diff != "" {
			t.Error(diff)
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if last := l.what()[2]; last != "settle x" {
			t.Errorf("then %s", last)
		}
		time.Sleep(time.Hour)
		if n := len(l.what()); n != 3 {
			t.Errorf("%d writes", n)
		}
	})
}

func TestWhateverElseIsRecordedComesAfterTheNote(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, _ *troubles) {
		r.SetNote("x", "half")
		r.Rate("x", story.Task, 3)
		r.SetNote("x", "half a")
		time.Sleep(time.Second)
		r.SetNote("y", "other")
		r.Delete("x")
		must(t, r.Flush(t.Context()))
		want := []string{"note x half", "rate x task 3", "draft x half a", "settle x", "note y other", "delete x"}
		if diff := cmp.Diff(want, l.what()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestDraftsAndBeatsDoNotPileUpWhileTheDiskIsFull(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, _ *troubles) {
		l.failWith(ErrFull)
		r.Keep("x")
		for n := range 600 {
			r.SetNote("x", fmt.Sprint("note ", n))
			time.Sleep(time.Second)
		}
		for n := range 600 {
			r.Beat("y", time.Duration(n)*time.Second)
			time.Sleep(time.Second)
		}
		l.failWith(nil)
		must(t, r.Flush(t.Context()))
		want := []string{"keep x", "draft x note 599", "settle x", "beat y 9m59s"}
		if diff := cmp.Diff(want, l.what()); diff != "" {
			t.Error(diff)
		}
	})
}

func TestClosingStoresWhatIsLeft(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		l, told := newLedger(), &troubles{}
		r := newRecorder(l, told.tell)
		r.Keep("a")
		r.SetNote("a", "text")
		must(t, r.Close(t.Context()))
		if diff := cmp.Diff([]string{"keep a", "note a text"}, l.what()); diff != "" {
			t.Error(diff)
		}

		r.Keep("late")
		r.SetNote("late", "late")
		synctest.Wait()
		if all := told.all(); len(all) != 2 || !errors.Is(all[0], ErrClosed) {
			t.Errorf("told %v", all)
		}
		must(t, r.Flush(t.Context()))
		must(t, r.Close(t.Context()))
		if n := len(l.what()); n != 2 {
			t.Errorf("%d writes", n)
		}
	})
}

func TestClosingGivesUpWhenItIsTold(t *testing.T) {
	for _, how := range []string{"failing", "hanging"} {
		t.Run(how, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				l, told := newLedger(), &troubles{}
				if how == "hanging" {
					l.hang = make(chan struct{})
				}
				l.failWith(ErrFull)
				r := newRecorder(l, told.tell)
				r.Keep("a")
				r.Keep("b")
				ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
				defer cancel()
				err := r.Close(ctx)
				if err == nil || !strings.Contains(err.Error(), "2 changes could not be stored") {
					t.Error(err)
				}
				if how == "failing" && !errors.Is(err, ErrFull) {
					t.Error(err)
				}
			})
		})
	}
}

func TestThoseWhoWantToKnowAreToldAfterEachChange(t *testing.T) {
	recording(t, func(t *testing.T, r *Recorder, l *ledger, _ *troubles) {
		var first, second int
		stop := r.OnChange(func() { first++ })
		r.OnChange(func() { second = len(l.what()) })
		r.Keep("a")
		r.Keep("b")
		must(t, r.Flush(t.Context()))
		stop()
		r.Keep("c")
		must(t, r.Flush(t.Context()))
		if first != 2 || second != 3 {
			t.Errorf("told %d times and after %d", first, second)
		}
	})
}

func TestARecorderWritesToAStore(t *testing.T) {
	s := openNew(t)
	told := &troubles{}
	r := NewRecorder(s, told.tell)
	a := attempt(1, "sales")
	r.Begin(a)
	r.Append(a.ID, whole(a)...)
	r.Rate(a.ID, story.Task, 5)
	r.SetNote(a.ID, "good")
	must(t, r.Close(backgroundFor(t, time.Minute)))
	got := ok[Record](t)(s.Attempt(t.Context(), a.ID))
	if got.Ended != rehearsal.Finished || got.Ratings[story.Task] != 5 || got.Note != "good" || len(told.all()) > 0 {
		t.Errorf("%+v, told %v", got, told.all())
	}
}

func TestARecorderGoesOnWhenAFullDiskHasRoomAgain(t *testing.T) {
	s := openNew(t)
	a := perform(t, s, attempt(1, "sales"))
	must(t, direct(t, s, `PRAGMA max_page_count = 1`))
	begun := make(chan error, 10)
	r := NewRecorder(s, func(err error) { begun <- err })
	r.SetNote(a.ID, strings.Repeat("long ", 10_000))
	r.Rate(a.ID, story.Task, 2)
	if err := <-begun; !errors.Is(err, ErrFull) {
		t.Fatal(err)
	}
	must(t, direct(t, s, `PRAGMA max_page_count = 100000`))
	must(t, r.Close(backgroundFor(t, time.Minute)))
	if err := <-begun; err != nil {
		t.Error(err)
	}
	if got := ok[Record](t)(s.Attempt(t.Context(), a.ID)); got.Ratings[story.Task] != 2 || len(got.Note) != 50_000 {
		t.Errorf("ratings %v, note of %d bytes", got.Ratings, len(got.Note))
	}
}
