package sound

import (
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// listened is a Fill that keeps what it is asked.
type listened struct {
	mu sync.Mutex
	asked
}

// asked is what a Fill was asked.
type asked struct {
	fresh int   // how often a device began
	total int64 // samples asked for
	given int64 // the last of them
	heard int64
	back  bool // heard went back while a device was open
}

func (l *listened) fill(out []int16, _ time.Time, given, heard int64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if given == 0 {
		l.fresh++
		l.heard = 0
	}
	l.back = l.back || heard < l.heard
	l.total += int64(len(out))
	l.given, l.heard = given, heard
	for i := range out {
		out[i] = 1000
	}
}

// so tells what was asked so far.
func (l *listened) so() asked {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.asked
}

// speaking runs a test with a speaker on a fake device, in time that passes by itself.
func speaking(t *testing.T, test func(t *testing.T, s *Speaker, d *fakeDriver, l *log)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d, l := &fakeDriver{}, &log{}
		test(t, newSpeaker(SampleRate, l.told, d), d, l)
		time.Sleep(2 * maxLinger)
	})
}

func TestASpeakerPlaysWhatItIsGiven(t *testing.T) {
	speaking(t, func(t *testing.T, s *Speaker, d *fakeDriver, l *log) {
		time.Sleep(time.Second)
		if d.tries() != 0 {
			t.Error("a device was opened before Open")
		}
		var from listened
		s.Open(from.fill)
		s.Open(nil) // once more does nothing
		time.Sleep(3 * time.Second)
		expect(t, l, fine)
		s.Close()
		s.Close()
		time.Sleep(time.Second)
		if n := d.tries(); n != 1 {
			t.Errorf("opened %d times", n)
		}
		if !d.last().isClosed() {
			t.Error("the device is still open")
		}
		for i, x := range d.last().got()[:2*SampleRate] {
			if x != 1000 {
				t.Fatalf("sample %d is %d, want 1000", i, x)
			}
		}
		if got := from.so(); got.fresh != 1 || got.total < 3*int64(SampleRate)*9/10 || got.back {
			t.Errorf("asked %+v", got)
		}
		expect(t, l)
	})
}

func TestASpeakerTellsWhatHasBeenHeard(t *testing.T) {
	f := &filled{lead: lead{rate: SampleRate}}
	var from listened
	f.use(from.fill)
	f.Restart()
	zero := time.Unix(1000, 0)
	block := make([][2]float64, 882) // 20 ms
	ask := func(at time.Duration) {
		f.Meet(zero.Add(at), len(block))
		f.Stream(block)
	}
	for range 10 { // the device fills itself with 200 ms at once
		ask(0)
	}
	if got := from.so(); got.heard != 0 {
		t.Errorf("heard %d at once", got.heard)
	}
	for at := 20 * ms; at <= 4*time.Second; at += 20 * ms {
		ask(at)
	}
	if got := from.so(); got.heard != 4*int64(SampleRate) {
		t.Errorf("heard %d after 4 s, want %d", got.heard, 4*SampleRate)
	}
	for at := 7 * time.Second; at <= 10*time.Second; at += 20 * ms { // it asked for nothing for 3 s
		ask(at)
	}
	if got := from.so(); got.heard > got.given || got.heard < got.given-8820 {
		t.Errorf("heard %d of %d after the device fell behind, want no more than 200 ms less", got.heard, got.given)
	}
	if from.so().back {
		t.Error("what has been heard went back")
	}
}

func TestASpeakerComesBackByItself(t *testing.T) {
	speaking(t, func(t *testing.T, s *Speaker, d *fakeDriver, l *log) {
		d.set(func(d *fakeDriver) { d.fails = 1 })
		var from listened
		s.Open(from.fill)
		time.Sleep(5 * time.Second)
		expect(t, l, Status{Text: textSpeakerNone}, fine)
		d.last().stall()
		time.Sleep(5 * time.Second)
		expect(t, l, Status{Text: textSpeakerStopped}, fine)
		if got := from.so(); got.fresh != 2 {
			t.Errorf("%d devices began, want 2", got.fresh)
		}
		s.Close()
	})
}

func TestAnotherListenerBeginsAtZero(t *testing.T) {
	speaking(t, func(t *testing.T, s *Speaker, d *fakeDriver, _ *log) {
		var first, second listened
		s.Open(first.fill)
		time.Sleep(2 * time.Second)
		s.Close()
		s.Open(second.fill)
		time.Sleep(time.Second)
		if n := d.tries(); n != 1 {
			t.Errorf("opened %d times, want the same device", n)
		}
		if got := second.so(); got.fresh != 1 || got.given+512 < got.total || got.heard > got.given || got.back {
			t.Errorf("asked %+v", got)
		}
		before := first.so().total
		time.Sleep(time.Second)
		if first.so().total != before {
			t.Error("the first is still asked")
		}
		s.Close()
	})
}

func TestASpeakerWithoutSoundSaysSo(t *testing.T) {
	speaking(t, func(t *testing.T, s *Speaker, d *fakeDriver, l *log) {
		d.set(func(d *fakeDriver) { d.never = true })
		s.Open(new(listened).fill)
		time.Sleep(time.Minute)
		expect(t, l, Status{Text: textSpeakerNever})
		if n := d.tries(); n != 1 {
			t.Errorf("tried %d times", n)
		}
		s.Close()
	})
}

func TestTheSpeakersCallbackAllocatesNothing(t *testing.T) {
	from := &filled{lead: lead{rate: SampleRate}}
	from.use(new(listened).fill)
	f := newFeed(from)
	out := make([]int16, 2*4800)
	if allocs := testing.AllocsPerRun(100, func() { f.fill(out) }); allocs > 0 {
		t.Errorf("%.1f allocations", allocs)
	}
}
