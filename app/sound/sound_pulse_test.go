//go:build pulse && cgo

package sound

import (
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/sound/soundtest"
)

// These tests play on a real sound server. They take their time: run them with
//
//	go test -tags pulse ./app/sound/...

// statuses collects what a player tells.
type statuses struct {
	mu   sync.Mutex
	all  []Status
	more chan struct{}
}

func newStatuses() *statuses { return &statuses{more: make(chan struct{}, 100)} }

func (s *statuses) told(st Status) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.all = append(s.all, st)
	s.more <- struct{}{}
}

// await waits for the next status.
func (s *statuses) await(t *testing.T, within time.Duration) Status {
	t.Helper()
	select {
	case <-s.more:
		s.mu.Lock()
		defer s.mu.Unlock()
		return s.all[len(s.all)-1]
	case <-time.After(within):
		t.Fatalf("nothing was told within %v", within)
		return Status{}
	}
}

// planMoments are times of cues, in milliseconds, that are multiples of no buffer.
func planMoments() []rehearsal.Cue {
	const ms = time.Millisecond
	return []rehearsal.Cue{
		{Kind: rehearsal.CueStart, At: 0},
		{Kind: rehearsal.CueSection, At: 1_703 * ms, Section: 1},
		{Kind: rehearsal.CueSection, At: 3_331 * ms, Section: 2},
		{Kind: rehearsal.CueWrapUp, At: 5_119 * ms},
		{Kind: rehearsal.CueSection, At: 7_477 * ms, Section: 3},
		{Kind: rehearsal.CueTimeUp, At: 9_241 * ms},
		{Kind: rehearsal.CueOvertime, At: 10_867 * ms, Number: 1},
		{Kind: rehearsal.CueOvertime, At: 12_553 * ms, Number: 2},
	}
}

// starting gives the cues their moments.
func starting(cues []rehearsal.Cue, start time.Time) []rehearsal.Cue {
	for i := range cues {
		cues[i].Moment = start.Add(cues[i].At)
		cues[i].Given, cues[i].Sounded = true, true
	}
	return cues
}

// A measurement says nothing, and is taken again, when the machine is too busy with
// what is not ours: when it wakes a sleeper as late as tooBusy, or keeps the thread
// of the device from asking for sound for as long as tooLong, though it asks about
// every 100 ms.
const (
	tooBusy = 20 * time.Millisecond
	tooLong = 150 * time.Millisecond
)

// watched is the machine's device, and what was seen of the machine meanwhile.
type watched struct {
	sleeper time.Duration // how late a sleeper was woken

	mu   sync.Mutex
	gap  time.Duration // the longest time between two requests for sound
	last time.Time
}

// open opens the machine's device.
func (w *watched) open(fill func([]int16)) (device, error) {
	return newDriver(cueOutput).open(func(out []int16) {
		w.ask(time.Now())
		fill(out)
	})
}

// ask takes in that the device asks for sound.
func (w *watched) ask(now time.Time) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.last.IsZero() {
		w.gap = max(w.gap, now.Sub(w.last))
	}
	w.last = now
}

// starved tells whether the machine was too busy for the measurement.
func (w *watched) starved(t *testing.T) bool {
	t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	t.Logf("a sleeper was woken up to %v late, the device asked for sound after up to %v", w.sleeper, w.gap)
	return w.sleeper >= tooBusy || w.gap >= tooLong
}

// listen opens the device, plays the plan after some time, follows it anew as an
// answer would, and tells what is wrong with the spacing or with the first cue.
func (w *watched) listen(t *testing.T, s *soundtest.Server, openBefore time.Duration) error {
	t.Helper()
	wakeups := soundtest.WatchWakeups()
	defer func() { w.sleeper = wakeups.Stop() }()
	rec, err := s.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	told := newStatuses()
	p := newPlayer(Config{Volume: 100}, told.told, w)
	p.Open()
	time.Sleep(openBefore)
	start := time.Now()
	cues := starting(planMoments(), start)
	p.Follow(start, cues)
	for _, c := range cues[1:] {
		// Marks and backs on the way: the same list, asked for again.
		time.Sleep(time.Until(c.Moment.Add(-317 * time.Millisecond)))
		p.Follow(time.Now(), upcoming(cues, time.Now()))
	}
	time.Sleep(time.Until(cues[len(cues)-1].Moment.Add(time.Second)))
	p.Close()
	time.Sleep(2 * ring) // until the device is let go
	if st := told.await(t, time.Second); !st.OK {
		t.Fatalf("told %+v", st)
	}
	samples, err := rec.Stop()
	if err != nil {
		t.Fatal(err)
	}
	onsets := soundtest.Onsets(samples, soundtest.Rate)
	if len(onsets) != len(cues) {
		return fmt.Errorf("heard %d tones, at %.3f; want %d", len(onsets), onsets, len(cues))
	}
	var spacing time.Duration
	for i := range onsets {
		e := (onsets[i] - onsets[0]) - (cues[i].At - cues[0].At).Seconds()
		t.Logf("%-8s %7.3f s: %+.3f ms", cues[i].Kind, cues[i].At.Seconds(), e*1000)
		spacing = max(spacing, time.Duration(math.Abs(e)*float64(time.Second)))
	}
	first := rec.Began().Add(time.Duration(onsets[0] * float64(time.Second))).Sub(start)
	t.Logf("spacing error at most %v, first cue after %v", spacing, first)
	if spacing > time.Millisecond {
		return fmt.Errorf("the spacing is off by %v", spacing)
	}
	if first > 250*time.Millisecond {
		return fmt.Errorf("the first cue is heard after %v", first)
	}
	return nil
}

// upcoming is what of the cues is to come.
func upcoming(cues []rehearsal.Cue, now time.Time) []rehearsal.Cue {
	for len(cues) > 0 && !cues[0].Moment.After(now) {
		cues = cues[1:]
	}
	return append([]rehearsal.Cue(nil), cues...)
}

func TestCuesAreHeardAtTheirMoments(t *testing.T) {
	s := soundtest.Serve(t)
	for _, c := range []struct {
		name       string
		loops      int
		openBefore time.Duration
	}{
		{"IdleOpenedBefore", 0, 2500 * time.Millisecond},
		{"IdleOpenedAtTheStart", 0, 0},
		{"BusyOpenedBefore", 4, 2500 * time.Millisecond},
		{"BusyOpenedAtTheStart", 4, 0},
	} {
		t.Run(c.name, func(t *testing.T) {
			soundtest.Busy(t, c.loops)
			for range 5 {
				var w watched
				problem := w.listen(t, s, c.openBefore)
				if problem == nil {
					return
				}
				t.Log(problem)
				if !w.starved(t) {
					t.Fatal(problem)
				}
			}
			t.Skip("this machine is too busy to measure anything")
		})
	}
}

func TestSoundReturnsWithTheServer(t *testing.T) {
	s := soundtest.Serve(t)
	told := newStatuses()
	p := NewPlayer(Config{Volume: 100}, told.told)
	p.Open()
	defer p.Close()
	if st := told.await(t, 5*time.Second); !st.OK {
		t.Fatalf("told %+v", st)
	}
	s.Kill()
	killed := time.Now()
	if st := told.await(t, 5*time.Second); st.OK || st.Text != textStopped {
		t.Fatalf("told %+v", st)
	}
	t.Logf("told %v after the server died", time.Since(killed))
	if st := told.await(t, 5*time.Second); st.OK || st.Text != textNone {
		t.Fatalf("told %+v", st)
	}
	before := soundtest.ProcessorTime(t)
	time.Sleep(5 * time.Second)
	used := soundtest.ProcessorTime(t) - before
	t.Logf("%.2f%% of a core while the server is gone", percent(used, 5*time.Second))
	if used > 250*time.Millisecond {
		t.Errorf("%v of processor time in 5 s without a server", used)
	}
	if err := s.Start(t.Context()); err != nil {
		t.Fatal(err)
	}
	if st := told.await(t, 10*time.Second); !st.OK || st.Text != "" {
		t.Fatalf("told %+v", st)
	}
	rec, err := s.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	p.Follow(now, starting([]rehearsal.Cue{{Kind: rehearsal.CueTimeUp, At: time.Minute}}, now.Add(-time.Minute+500*time.Millisecond)))
	time.Sleep(2 * time.Second)
	samples, err := rec.Stop()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(soundtest.Onsets(samples, soundtest.Rate)); n != 1 {
		t.Errorf("heard %d tones after the server came back, want 1", n)
	}
	s.Kill()
	began := time.Now()
	p.Close()
	if took := time.Since(began); took > 20*time.Millisecond {
		t.Errorf("Close took %v with a dead server", took)
	}
}

func TestAnOpenSilentDeviceCostsLittle(t *testing.T) {
	soundtest.Serve(t)
	told := newStatuses()
	p := NewPlayer(Config{Volume: 100}, told.told)
	p.Open()
	defer p.Close()
	if st := told.await(t, 5*time.Second); !st.OK {
		t.Fatalf("told %+v", st)
	}
	const span = 10 * time.Second
	before := soundtest.ProcessorTime(t)
	time.Sleep(span)
	used := soundtest.ProcessorTime(t) - before
	t.Logf("%.2f%% of a core, open and silent", percent(used, span))
	if used > span/50 {
		t.Errorf("%v of processor time in %v", used, span)
	}
}

func percent(used, span time.Duration) float64 { return 100 * used.Seconds() / span.Seconds() }

func TestAPreviewIsHeardWithoutAnAnswer(t *testing.T) {
	s := soundtest.Serve(t)
	rec, err := s.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	p := NewPlayer(Config{Volume: 50}, func(st Status) { t.Error(fmt.Sprint("told ", st)) })
	p.Preview(rehearsal.CueStart, 0)
	time.Sleep(1500 * time.Millisecond)
	samples, err := rec.Stop()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(soundtest.Onsets(samples, soundtest.Rate)); n != 1 {
		t.Errorf("heard %d tones, want 1", n)
	}
}
