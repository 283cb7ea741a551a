//go:build pulse && cgo

package playback

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"
	"testing"
	"time"

	"starling/app/sound"
	"starling/app/sound/soundtest"
)

// These tests listen on a real sound server. They take their time: run them with
//
//	go test -tags pulse ./app/playback/

// note is a tone in the recording of these tests.
type note struct {
	at    time.Duration
	hertz float64
}

// notes are tones of 200 ms, at times that are multiples of no buffer.
func notes() []note {
	return []note{{317 * ms, 440}, {1_171 * ms, 523}, {2_053 * ms, 659}, {3_301 * ms, 784}, {4_447 * ms, 988}, {5_639 * ms, 1175}}
}

// melody is 7 s with the notes in it, which rise and fall within 5 ms.
func melody() []int16 {
	all := make([]int16, samples(7*time.Second))
	for _, n := range notes() {
		t := tone(n.hertz, 200*ms)
		for i := range t {
			level := min(fade, i, len(t)-1-i)
			all[int(samples(n.at))+i] = int16(int(t[i]) * level / fade)
		}
	}
	return all
}

// session is what came of playing.
type session struct {
	heard []int16
	began time.Time // when the first sample was heard
	shown []shownAt
	late  time.Duration // how late a sleeper was woken meanwhile
	err   error         // what was wrong already
}

// hear plays the melody as press says.
func hear(t *testing.T, s *soundtest.Server, press func(p *Playback) error) (h session) {
	t.Helper()
	wakeups := soundtest.WatchWakeups()
	rec, err := s.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	told := make(chan sound.Status, 100)
	to := sound.NewSpeaker(Rate, "Listening", func(st sound.Status) { told <- st })
	p := New(&held{all: melody()}, to, nil)
	var all sync.WaitGroup
	stop := make(chan struct{})
	all.Go(func() {
		for {
			select {
			case <-stop:
				return
			case now := <-time.After(5 * ms):
				h.shown = append(h.shown, shownAt{now, p.Position(now)})
			}
		}
	})
	h.err = press(p)
	close(stop)
	all.Wait()
	p.Close()
	time.Sleep(time.Second) // until the device is let go
	for len(told) > 0 {
		if st := <-told; !st.OK && h.err == nil {
			h.err = fmt.Errorf("told %+v", st)
		}
	}
	if h.heard, err = rec.Stop(); err != nil {
		t.Fatal(err)
	}
	h.began, h.late = rec.Began(), wakeups.Stop()
	return h
}

// shownAt is the place that was shown at a moment.
type shownAt struct {
	now   time.Time
	place time.Duration
}

// heardNote is a note in what was heard.
type heardNote struct {
	at    float64 // seconds
	hertz float64
}

// listenTo gives the notes in what was heard.
func listenTo(heard []int16) []heardNote {
	var all []heardNote
	for _, at := range soundtest.Onsets(heard, soundtest.Rate) {
		from := int(at*soundtest.Rate) + soundtest.Rate/50
		to := min(from+soundtest.Rate/20, len(heard))
		all = append(all, heardNote{at, pitch(heard[from:to]) / Rate * soundtest.Rate})
	}
	return all
}

// agree tells what is wrong with what was heard, if the notes given should be heard so
// many seconds after each other, to within some.
func agree(got []heardNote, want []heardNote, within float64) error {
	if len(got) != len(want) {
		return fmt.Errorf("heard %d notes, %.3v; want %d", len(got), got, len(want))
	}
	for i := range got {
		if off := (got[i].at - got[0].at) - (want[i].at - want[0].at); math.Abs(off) > within {
			return fmt.Errorf("note %d is off by %+.1f ms", i, 1000*off)
		}
		if math.Abs(got[i].hertz/want[i].hertz-1) > 0.01 {
			return fmt.Errorf("note %d has %.1f Hz, want %.0f", i, got[i].hertz, want[i].hertz)
		}
	}
	return nil
}

// unlessBusy tries something anew when it failed while the machine was too busy to play.
func unlessBusy(t *testing.T, try func() (time.Duration, error)) {
	t.Helper()
	for range 5 {
		late, problem := try()
		if problem == nil {
			return
		}
		t.Logf("%v; a sleeper was woken up to %v late", problem, late)
		if late < 20*ms {
			t.Fatal(problem)
		}
	}
	t.Skip("this machine is too busy to measure anything")
}

func TestARecordingIsHeardAtItsSpeedAndPitch(t *testing.T) {
	s := soundtest.Serve(t)
	for _, c := range []struct {
		speed  float64
		within float64 // at other speeds a sound comes from within 8 ms, and joins within 15
	}{{1, 0.001}, {1.5, 0.024}, {Slowest, 0.024}, {Fastest, 0.024}} {
		t.Run(fmt.Sprint(c.speed), func(t *testing.T) {
			unlessBusy(t, func() (time.Duration, error) {
				h := hear(t, s, func(p *Playback) error {
					p.SetSpeed(c.speed)
					p.Play()
					for end := time.Now().Add(15 * time.Second); !p.Now().Ended; time.Sleep(20 * ms) {
						if time.Now().After(end) {
							return errors.New("it does not end")
						}
					}
					return nil
				})
				if h.err != nil {
					return h.late, h.err
				}
				var want []heardNote
				for _, n := range notes() {
					want = append(want, heardNote{n.at.Seconds() / c.speed, n.hertz})
				}
				got := listenTo(h.heard)
				if err := agree(got, want, c.within); err != nil {
					return h.late, err
				}
				return h.late, shownIsHeard(t, got, h.began, h.shown)
			})
		})
	}
}

// shownIsHeard tells whether, when a note was heard, its place was shown.
func shownIsHeard(t *testing.T, got []heardNote, began time.Time, shown []shownAt) error {
	t.Helper()
	for i, n := range notes() {
		when := began.Add(time.Duration(got[i].at * float64(time.Second)))
		at, _ := slices.BinarySearchFunc(shown, when, func(s shownAt, when time.Time) int { return s.now.Compare(when) })
		off := shown[min(at, len(shown)-1)].place - n.at
		t.Logf("%4.0f Hz at %v: shown %+.0f ms", n.hertz, n.at, off.Seconds()*1000)
		if off.Abs() > 150*ms {
			return fmt.Errorf("when note %d was heard, the place shown was off by %v", i, off)
		}
	}
	return nil
}

func TestPauseSeekAndLoopAreHeard(t *testing.T) {
	s := soundtest.Serve(t)
	unlessBusy(t, func() (time.Duration, error) {
		h := hear(t, s, func(p *Playback) error {
			p.Seek(2 * time.Second) // past the first two notes
			p.Play()
			for p.Position(time.Now()) < 2500*ms {
				time.Sleep(5 * ms)
			}
			p.Pause() // between the third and the fourth
			time.Sleep(time.Second)
			p.Play()
			for p.Position(time.Now()) < 3800*ms {
				time.Sleep(5 * ms)
			}
			p.SetLoop(time.Now(), Span{5500 * ms, 6 * time.Second}) // the last, over and over
			time.Sleep(1900 * ms)
			return nil
		})
		if h.err != nil {
			return h.late, h.err
		}
		got := listenTo(h.heard)
		var hertz []float64
		for _, n := range got {
			hertz = append(hertz, math.Round(n.hertz))
		}
		t.Logf("heard %v Hz, at %.3v", hertz, got)
		if len(got) < 5 {
			return h.late, fmt.Errorf("heard %v Hz", hertz)
		}
		pause := (got[1].at - got[0].at) - (notes()[3].at - notes()[2].at).Seconds()
		if pause < 0.7 || pause > 1.3 {
			return h.late, fmt.Errorf("the pause of a second lasted %.3f s", pause)
		}
		for i, want := range []float64{659, 784, 1175, 1175, 1175} {
			if math.Abs(got[i].hertz/want-1) > 0.01 {
				return h.late, fmt.Errorf("note %d has %.1f Hz, want %.0f", i, got[i].hertz, want)
			}
		}
		for i := 3; i < len(got); i++ {
			if round := got[i].at - got[i-1].at; math.Abs(round-0.5) > 0.001 {
				return h.late, fmt.Errorf("a round of half a second takes %.4f s", round)
			}
		}
		return h.late, nil
	})
}

func TestListeningCostsLittle(t *testing.T) {
	soundtest.Serve(t)
	const span = 6 * time.Second
	for _, speed := range []float64{1, Fastest} {
		p := New(&held{all: voice(20 * time.Second)}, sound.NewSpeaker(Rate, "Listening", nil), nil)
		p.SetSpeed(speed)
		p.Play()
		time.Sleep(time.Second)
		before := soundtest.ProcessorTime(t)
		time.Sleep(span)
		used := soundtest.ProcessorTime(t) - before
		t.Logf("at %v×: %.2f%% of a core", speed, 100*used.Seconds()/span.Seconds())
		// The figures are about 1.3 and 1.4%; a busy machine makes them more.
		if used > span/10 {
			t.Errorf("%v of processor time in %v at %v×", used, span, speed)
		}
		p.Close()
		time.Sleep(time.Second)
	}
}
