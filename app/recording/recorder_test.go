package recording

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"starling/app/sound/opening"
)

// rig is a recorder on a fake microphone, in time that passes by itself.
type rig struct {
	*Recorder
	t   *testing.T
	d   *fakeDriver
	l   *log
	dir string
}

// bubble runs a test with a rig. The bubble fails if any goroutine is left some seconds
// after the test has closed the recorder.
func bubble(t *testing.T, test func(t *testing.T, r *rig)) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "recordings")
	synctest.Test(t, func(t *testing.T) {
		r := &rig{t: t, d: newFake(), l: &log{}, dir: dir}
		time.Sleep(123456789) // no moment of the tests is a round one
		r.Recorder = newRecorder(Config{Dir: dir}, r.l.told, r.d)
		test(t, r)
		r.Close()
		time.Sleep(10 * time.Second)
	})
}

// expect checks what was told since the last time.
func (r *rig) expect(want ...Status) {
	r.t.Helper()
	if got := r.l.take(); !slices.Equal(got, want) {
		r.t.Errorf("told %+v, want %+v", got, want)
	}
}

// took reads the recording of an attempt.
func (r *rig) took(id string) ([]int16, Map) {
	r.t.Helper()
	must(r.t, r.Flush(r.t.Context()))
	take, err := Open(r.dir, id)
	must(r.t, err)
	defer take.Close()
	return readAll(r.t, take), take.Map()
}

// holds checks that samples are those heard between two moments, all of them and no others.
func (r *rig) holds(samples []int16, from, to time.Time) {
	r.t.Helper()
	a, b := r.d.number(from), r.d.number(to)
	if len(samples) != int(b-a) {
		r.t.Errorf("%d samples, want %d", len(samples), b-a)
	}
	for i, s := range samples {
		if s != r.d.heard(a+int64(i)) {
			r.t.Errorf("sample %d is %d, want %d: %d too late", i, s, r.d.heard(a+int64(i)), (int(s)-int(r.d.heard(a+int64(i)))+32000)%32000)
			return
		}
	}
}

var (
	off      = Status{}
	waiting  = Status{State: Waiting}
	recorded = Status{State: Recording}
	paused   = Status{State: Paused}
	none     = Status{State: Waiting, Deaf: true, Text: textNone}
	gone     = Status{State: Waiting, Deaf: true, Text: textGone}
	silent   = Status{State: Recording, Deaf: true, Text: textSilent}
)

func TestNothingIsOpenedBeforeItIsWanted(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.SetConfig(Config{Dir: r.dir, Device: "x", Meter: true})
		r.Pause(time.Now())
		r.Resume(time.Now(), 0)
		r.Stop(time.Now())
		must(t, r.Flush(t.Context()))
		time.Sleep(time.Minute)
		if r.d.tries() != 0 {
			t.Error("a microphone was opened")
		}
		r.expect()
	})
}

func TestTheRecordingIsCutAtTheVerySampleOfEachMoment(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.Open()
		time.Sleep(3456 * ms)
		at := [6]time.Time{}
		at[0] = time.Now()
		time.Sleep(17 * ms) // the screen is slow to tell
		r.Start(anID, at[0], 0)
		time.Sleep(2111 * ms)
		at[1] = time.Now()
		time.Sleep(90 * ms)
		r.Pause(at[1])
		time.Sleep(5 * time.Second)
		at[2] = time.Now()
		spoken := at[1].Sub(at[0])
		r.Resume(at[2], spoken)
		time.Sleep(1555 * ms)
		at[3] = time.Now()
		r.Stop(at[3])
		samples, m := r.took(anID)
		first := r.d.number(at[1]) - r.d.number(at[0])
		r.holds(samples[:first], at[0], at[1])
		r.holds(samples[first:], at[2], at[3])
		for _, c := range []struct {
			sample int64
			spoken time.Duration
		}{{0, 0}, {Rate, time.Second}, {first, spoken}, {first + Rate, spoken + time.Second}} {
			if got := m.Spoken(c.sample); near(got, c.spoken) > 50*time.Microsecond {
				t.Errorf("sample %d is at %v, want %v", c.sample, got, c.spoken)
			}
		}
		r.expect(waiting, recorded, paused, recorded, waiting)
		r.Close()
		time.Sleep(time.Second)
		r.expect(off)
		if n := r.d.tries(); n != 1 {
			t.Errorf("opened %d times", n)
		}
	})
}

func TestAMicrophoneThatIsOpenedByTheStartIsInItsPlace(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.d.takes = 321 * ms
		at := time.Now()
		r.Start(anID, at, 0)
		time.Sleep(5 * time.Second)
		end := time.Now()
		r.Stop(end)
		samples, m := r.took(anID)
		r.holds(samples, at.Add(321*ms), end)
		if got := m.Spoken(0); near(got, 321*ms) > time.Millisecond {
			t.Errorf("it begins at %v", got)
		}
		if _, ok := m.Sample(100 * ms); ok {
			t.Error("there is sound before the microphone was open")
		}
	})
}

func TestWhatIsHandedOverLateIsInItsPlaceAllTheSame(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		// The first periods come late, and of the others all but every seventh.
		r.d.late = func(n int) time.Duration {
			if n%7 == 6 {
				return 0
			}
			return time.Duration(20+n*13%70) * ms
		}
		at := time.Now()
		r.Start(anID, at, 0)
		time.Sleep(1234 * ms)
		r.Pause(time.Now())
		spoken := time.Since(at)
		time.Sleep(2 * time.Second)
		again := time.Now()
		r.Resume(again, spoken)
		time.Sleep(8 * time.Second)
		r.Stop(time.Now())
		samples, m := r.took(anID)
		for _, from := range []int64{100, int64(len(samples)) - 100} {
			heard := r.d.born.Add(Span(r.d.number(at) + int64(samples[from]-samples[0])))
			if from > 100 { // it can be told from any other within two thirds of a second only
				heard = again.Add(m.Spoken(from) - spoken)
				want := r.d.heard(r.d.number(heard))
				if off := int(want) - int(samples[from]); off > Rate/1000 || off < -Rate/1000 {
					t.Errorf("it is %d samples off", off)
				}
				continue
			}
			if got := m.Spoken(from); near(got, heard.Sub(at)) > 70*ms {
				t.Errorf("sample %d is at %v, want %v", from, got, heard.Sub(at))
			}
		}
	})
}

func TestACrystalThatRunsWronglyDoesNotPullSoundAndMarksApart(t *testing.T) {
	for _, fast := range []float64{200, -200} { // worse than any that is sold: 48 ms in four minutes
		bubble(t, func(t *testing.T, r *rig) {
			r.d.fast = fast
			r.Open()
			time.Sleep(3 * time.Second)
			at := time.Now()
			r.Start(anID, at, 0)
			time.Sleep(4 * time.Minute)
			r.Stop(time.Now())
			_, m := r.took(anID)
			began := r.d.microphones()[0].began
			first := float64(Samples(at.Sub(began))) * (1 + fast/1e6)
			for _, sample := range []int64{Rate, 100 * Rate, 200 * Rate, 235 * Rate} {
				heard := time.Duration((first + float64(sample)) / (1 + fast/1e6) / Rate * 1e9)
				if got, want := m.Spoken(sample), heard-at.Sub(began); near(got, want) > 10*ms {
					t.Errorf("sample %d is at %v, want %v", sample, got, want)
				}
			}
			if n := len(m.Stretches()); n < 5 || n > 8 {
				t.Errorf("%d stretches", n)
			}
		})
	}
}

func TestAMicrophoneThatIsPulledOutLeavesAGapAndComesBack(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.Open()
		time.Sleep(3 * time.Second)
		at := time.Now()
		r.Start(anID, at, 0)
		time.Sleep(2 * time.Second)
		r.expect(waiting, recorded)
		r.d.set(func(d *fakeDriver) { d.fails = 2 })
		r.d.last().stall()
		pulled := time.Now()
		time.Sleep(2200 * ms)
		r.expect(gone, none)
		time.Sleep(3 * time.Second)
		r.expect(recorded)
		time.Sleep(2 * time.Second)
		end := time.Now()
		r.Stop(end)
		samples, m := r.took(anID)
		back := r.d.microphones()[1].began
		if n := len(m.Stretches()); n != 2 {
			t.Fatalf("%+v", m.Stretches())
		}
		seam := m.Stretches()[1].File
		r.holds(samples[seam:], back, end)
		r.holds(samples[:seam], at, at.Add(Span(seam)))
		if lost := pulled.Sub(at) - Span(seam); lost > period {
			t.Errorf("%v of what it heard is missing", lost)
		}
		if got := m.Spoken(seam); near(got, back.Sub(at)) > ms {
			t.Errorf("it goes on at %v, want %v", got, back.Sub(at))
		}
		if !r.d.microphones()[0].isClosed() {
			t.Error("what was pulled out is still open")
		}
	})
}

func TestAnAnswerWithoutAMicrophoneLeavesNoFile(t *testing.T) {
	for text, err := range map[string]error{textNone: errNoServer, textDenied: errDenied, textNever: errNever} {
		bubble(t, func(t *testing.T, r *rig) {
			r.d.fails, r.d.err = 1000, err
			r.Start(anID, time.Now(), 0)
			time.Sleep(30 * time.Second)
			r.expect(Status{State: Waiting, Deaf: true, Text: text})
			r.Stop(time.Now())
			must(t, r.Flush(t.Context()))
			if files, _ := os.ReadDir(r.dir); len(files) > 0 {
				t.Error(files)
			}
			time.Sleep(time.Second)
			r.expect(off)
			n := r.d.tries()
			time.Sleep(time.Minute)
			if r.d.tries() != n {
				t.Error("it goes on trying")
			}
		})
	}
}

func TestAHangingOpenHoldsNothingUp(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.d.takes = time.Hour
		r.Start(anID, time.Now(), 0)
		time.Sleep(time.Minute)
		if n := r.d.tries(); n != opening.MostStuck {
			t.Errorf("%d attempts hang, want %d", n, opening.MostStuck)
		}
		began := time.Now()
		r.Stop(time.Now())
		must(t, r.Flush(t.Context()))
		if took := time.Since(began); took > 0 {
			t.Errorf("it took %v", took)
		}
		time.Sleep(2 * time.Hour)
		for _, dev := range r.d.microphones() {
			if !dev.isClosed() {
				t.Error("a microphone is left open")
			}
		}
	})
}

func TestNothingButZerosIsTold(t *testing.T) {
	bubble(t, func(_ *testing.T, r *rig) {
		var from int64
		r.d.heard = func(n int64) int16 {
			if from == 0 {
				from = n
			}
			if n < from+5*Rate {
				return 0
			}
			return numbered(n)
		}
		r.Start(anID, time.Now(), 0)
		time.Sleep(2900 * ms)
		r.expect(recorded)
		time.Sleep(2 * time.Second)
		r.expect(silent)
		time.Sleep(2 * time.Second)
		r.expect(recorded)
	})
}

func TestAChosenMicrophoneThatIsNotThereIsReplacedAndThatIsTold(t *testing.T) {
	bubble(t, func(_ *testing.T, r *rig) {
		r.d.absent = "pulse:gone"
		r.SetConfig(Config{Dir: r.dir, Device: "pulse:gone"})
		r.Start(anID, time.Now(), 0)
		time.Sleep(time.Second)
		r.expect(Status{State: Recording, Text: textOther})
		r.SetConfig(Config{Dir: r.dir, Device: "pulse:there"})
		time.Sleep(time.Second)
		r.expect(recorded)
		if !slices.Equal(r.d.ids(), []string{"pulse:gone", "pulse:there"}) || !r.d.microphones()[0].isClosed() {
			r.t.Errorf("asked for %v", r.d.ids())
		}
	})
}

func TestAnEndThatIsTakenBackGoesOnInTheSameRecording(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		r.Open()
		time.Sleep(3 * time.Second)
		a := time.Now()
		r.Start(anID, a, 0)
		time.Sleep(time.Second + 7*ms)
		b := time.Now()
		r.Stop(b)
		time.Sleep(4 * time.Second)
		c := time.Now()
		r.Start(anID, c, b.Sub(a))
		time.Sleep(time.Second)
		d := time.Now()
		r.Stop(d)
		samples, m := r.took(anID)
		seam := r.d.number(b) - r.d.number(a)
		r.holds(samples[:seam], a, b)
		r.holds(samples[seam:], c, d)
		if got := m.Spoken(seam); near(got, b.Sub(a)) > 50*time.Microsecond {
			t.Errorf("it goes on at %v", got)
		}
		r.Start(otherID, time.Now(), 0)
		time.Sleep(time.Second)
		r.Close() // ends it
		if samples, _ := r.took(otherID); len(samples) < Rate*9/10 {
			t.Errorf("%d samples of the next answer", len(samples))
		}
	})
}

func TestARecordingFromEarlierIsNotWrittenOver(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		record(t, r.dir, anID, murmur(5000, 1))
		before := bytesOf(t, r.dir, anID)
		r.Start(anID, time.Now(), 0)
		time.Sleep(time.Second)
		got := r.l.take()
		if len(got) == 0 || !strings.Contains(got[len(got)-1].Text, "already") {
			t.Errorf("told %+v", got)
		}
		if !slices.Equal(before, bytesOf(t, r.dir, anID)) {
			t.Error("it was changed")
		}
	})
}

func TestAFolderThatCannotBeWrittenToIsToldWithItsPath(t *testing.T) {
	bubble(t, func(t *testing.T, r *rig) {
		must(t, os.WriteFile(r.dir, nil, 0o600)) // a file in its place, for root may write anywhere
		r.Start(anID, time.Now(), 0)
		time.Sleep(time.Second)
		got := r.l.take()
		last := got[len(got)-1]
		if last.State != Waiting || !strings.Contains(last.Text, r.dir) || !strings.Contains(last.Text, "The answer goes on") &&
			!strings.Contains(last.Text, "the answer goes on") {
			t.Errorf("told %+v", got)
		}
	})
}

func TestTheLevelIsToldAtMostFourTimesASecondAndOnlyIfWanted(t *testing.T) {
	for _, wanted := range []bool{true, false} {
		bubble(t, func(t *testing.T, r *rig) {
			r.d.heard = murmurAt
			r.SetConfig(Config{Dir: r.dir, Meter: wanted})
			r.Open()
			time.Sleep(10 * time.Second)
			var levels []int
			for _, s := range r.l.take() {
				levels = append(levels, s.Level)
			}
			if wanted && (len(levels) < 10 || len(levels) > 41 || slices.Max(levels) != 4) || !wanted && len(levels) != 1 {
				t.Errorf("meter %v: %v", wanted, levels)
			}
		})
	}
}

// murmurAt is loud and quiet by turns, a second each.
func murmurAt(n int64) int16 {
	if n/Rate%2 == 0 {
		return int16(8000 * (n%100 - 50) / 50)
	}
	return int16(n%2*20 + 1)
}

func TestWhatThereIsNoRoomForIsAGapAndIsTold(t *testing.T) {
	f := newFeed()
	in := make([]int16, Rate)
	for range 12 {
		f.hear(in)
	}
	h := f.heard()
	if h.total != 12*Rate || h.lost != 2*Rate {
		t.Fatalf("%d heard, %d lost", h.total, h.lost)
	}
	buf := make([]int16, 7*Rate)
	for _, want := range []struct{ n, first int64 }{{7 * Rate, 0}, {3 * Rate, 7 * Rate}, {0, 12 * Rate}} {
		if n, first := f.take(buf, 1<<40); int64(n) != want.n || first != want.first {
			t.Errorf("%d samples from %d on, want %+v", n, first, want)
		}
	}
	f.hear(in)
	if n, first := f.take(buf, 12*Rate+100); n != 100 || first != 12*Rate {
		t.Errorf("%d samples from %d on", n, first)
	}
	if text := textLost(h.lost); !strings.Contains(text, "2.0 s") {
		t.Error(text)
	}
}

func TestTheDeviceCallbackAllocatesNothing(t *testing.T) {
	f := newFeed()
	in := make([]int16, Rate/10)
	if n := testing.AllocsPerRun(200, func() { f.hear(in) }); n > 0 {
		t.Errorf("%.1f allocations", n)
	}
}
