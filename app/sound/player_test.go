package sound

import (
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"starling/app/rehearsal"
	"starling/app/sound/opening"
)

// bubble runs a test with a player on a fake device, in time that passes by
// itself. The bubble fails if any goroutine is left some seconds after the test has
// closed the player.
func bubble(t *testing.T, test func(t *testing.T, p *Player, d *fakeDriver, l *log)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		d, l := &fakeDriver{}, &log{}
		test(t, newPlayer(Config{Volume: 100}, l.told, d), d, l)
		time.Sleep(2 * maxLinger) // the bubble's time stands still after this
	})
}

// expect checks what was told since the last time.
func expect(t *testing.T, l *log, want ...Status) {
	t.Helper()
	if got := l.take(); !slices.Equal(got, want) {
		t.Errorf("after %v told %+v, want %+v", time.Now().Format("04:05.000"), got, want)
	}
}

// in gives a cue that falls due after d.
func in(d time.Duration, kind rehearsal.CueKind) rehearsal.Cue {
	return rehearsal.Cue{Kind: kind, At: d, Moment: time.Now().Add(d), Given: true, Sounded: true}
}

var (
	fine    = Status{OK: true}
	none    = Status{Text: textNone}
	stopped = Status{Text: textStopped}
)

func TestNothingIsOpenedBeforeOpen(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		p.Follow(time.Now(), []rehearsal.Cue{in(time.Second, rehearsal.CueStart)})
		p.SetMuted(true)
		p.SetConfig(Config{Volume: 50})
		p.Close()
		time.Sleep(time.Minute)
		if d.tries() != 0 {
			t.Error("a device was opened")
		}
		expect(t, l)
	})
}

func TestAnAnswerIsHeard(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		p.Open()
		p.Open() // once more does nothing
		p.Follow(time.Now(), []rehearsal.Cue{in(0, rehearsal.CueStart), in(3*time.Second, rehearsal.CueWrapUp), in(5*time.Second, rehearsal.CueTimeUp)})
		time.Sleep(10 * time.Second)
		expect(t, l, fine)
		p.Close()
		p.Close()
		time.Sleep(2 * time.Second)
		if n := d.tries(); n != 1 {
			t.Errorf("opened %d times", n)
		}
		if n := d.last().tones(); n != 3 {
			t.Errorf("%d tones, want 3", n)
		}
		if !d.last().isClosed() {
			t.Error("the device is still open")
		}
		expect(t, l)
	})
}

func TestCloseReturnsAtOnceAndLetsAToneEnd(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, _ *log) {
		p.Open()
		p.Follow(time.Now(), []rehearsal.Cue{in(2*time.Second, rehearsal.CueTimeUp), in(2500*ms, rehearsal.CueStart)})
		time.Sleep(2005 * ms) // it has fallen due, and is not yet with the device
		began := time.Now()
		p.Close()
		if took := time.Since(began); took != 0 {
			t.Errorf("Close took %v", took)
		}
		time.Sleep(5 * time.Second)
		if n := d.last().tones(); n != 1 {
			t.Errorf("%d tones, want 1", n)
		}
		if n := SampleRate.D(len(d.last().got())); n < 2900*ms || n > 4*time.Second {
			t.Errorf("the device was closed after %v", n)
		}
		if !d.last().isClosed() {
			t.Error("the device is still open")
		}
	})
}

func TestOpenAfterCloseGoesOnWithTheSameDevice(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		p.Open()
		time.Sleep(time.Second)
		p.Close()
		p.Open()
		time.Sleep(5 * time.Second)
		if n := d.tries(); n != 1 {
			t.Errorf("opened %d times, want once", n)
		}
		p.Close()
		time.Sleep(5 * time.Second)
		p.Open()
		time.Sleep(time.Second)
		if n := d.tries(); n != 2 {
			t.Errorf("opened %d times, want twice", n)
		}
		p.Close()
		expect(t, l, fine, fine, fine)
	})
}

func TestADeviceThatComesLateIsUsedAsSoonAsItIsThere(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.fails = 6
		p.Open()
		p.Follow(time.Now(), []rehearsal.Cue{in(time.Second, rehearsal.CueStart), in(20*time.Second, rehearsal.CueTimeUp)})
		time.Sleep(500 * ms)
		expect(t, l, none)
		time.Sleep(14 * time.Second)
		expect(t, l, fine)
		time.Sleep(10 * time.Second)
		p.Close()
		if n := d.last().tones(); n != 1 {
			t.Errorf("%d tones, want 1: what was missed is not made up", n)
		}
		expect(t, l)
	})
}

func TestAttemptsToOpenComeEverLessOftenButNeverRarely(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.fails = 1000
		p.Open()
		time.Sleep(time.Minute)
		p.Close()
		var gaps []time.Duration
		at := d.when()
		for i := 1; i < len(at); i++ {
			gaps = append(gaps, at[i].Sub(at[i-1]))
		}
		if !slices.IsSorted(gaps) || gaps[0] != opening.FirstWait || gaps[len(gaps)-1] != opening.LastWait {
			t.Errorf("waits between attempts: %v", gaps)
		}
		expect(t, l, none) // once
	})
}

func TestADeadServerIsToldAndSoundReturnsOnAFreshDevice(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.sticky = make(chan struct{}) // and what it left cannot be closed
		p.Open()
		p.Follow(time.Now(), []rehearsal.Cue{
			in(2*time.Second, rehearsal.CueStart), in(6*time.Second, rehearsal.CueWrapUp), in(20*time.Second, rehearsal.CueTimeUp),
		})
		time.Sleep(4 * time.Second)
		expect(t, l, fine)
		d.set(func(d *fakeDriver) { d.fails = 3 })
		d.last().stall()
		time.Sleep(2200 * ms)
		expect(t, l, stopped, none)
		time.Sleep(10 * time.Second)
		expect(t, l, fine)
		time.Sleep(10 * time.Second)
		p.Close()
		if a, b := d.devices()[0].tones(), d.last().tones(); a != 1 || b != 1 || len(d.devices()) != 2 {
			t.Errorf("%d and %d tones on %d devices, want one on each of two", a, b, len(d.devices()))
		}
		time.Sleep(time.Second)
		close(d.sticky) // or the bubble would not end
	})
}

func TestWhatADeadDeviceStillAsksForIsSilent(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, _ *log) {
		d.sticky = make(chan struct{})
		p.Open()
		time.Sleep(time.Second)
		old := d.last()
		old.stall()
		time.Sleep(3 * time.Second)
		old.mu.Lock()
		old.stalled = false // it comes back to life beside the new one
		old.mu.Unlock()
		p.Follow(time.Now(), []rehearsal.Cue{in(time.Second, rehearsal.CueTimeUp)})
		time.Sleep(3 * time.Second)
		p.Close()
		if old.tones() != 0 || d.last().tones() != 1 || d.last() == old {
			t.Errorf("%d tones on the old device, %d on the new", old.tones(), d.last().tones())
		}
		time.Sleep(time.Second)
		close(d.sticky)
	})
}

func TestAHangingOpenIsGivenUpAndNotRepeatedWithoutEnd(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.takes = time.Hour
		p.Open()
		time.Sleep(10 * time.Minute)
		expect(t, l, none)
		if n := d.tries(); n != opening.MostStuck {
			t.Errorf("%d attempts hang, want %d", n, opening.MostStuck)
		}
		began := time.Now()
		p.Close()
		if time.Since(began) != 0 {
			t.Error("Close waits")
		}
		time.Sleep(2 * time.Hour)
		for i, dev := range d.devices() { // opened in the end, when nobody wanted them
			if !dev.isClosed() {
				t.Errorf("device %d is left open", i)
			}
		}
	})
}

func TestCloseWhileOpeningEndsIt(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.takes = 3 * time.Second
		p.Open()
		time.Sleep(time.Second)
		p.Follow(time.Now(), []rehearsal.Cue{in(-10*ms, rehearsal.CueStart)})
		p.Close()
		time.Sleep(10 * time.Second)
		if !d.last().isClosed() || d.last().tones() > 0 {
			t.Error("the device that came too late is used")
		}
		expect(t, l)
	})
}

func TestCloseWhileThereIsNoDeviceEndsTheAttempts(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.fails = 1000
		p.Open()
		time.Sleep(10 * time.Second)
		p.Follow(time.Now(), []rehearsal.Cue{in(0, rehearsal.CueTimeUp)})
		p.Close()
		n := d.tries()
		time.Sleep(time.Minute)
		if d.tries() != n {
			t.Error("it goes on trying")
		}
		expect(t, l, none)
		p.Open() // the next answer is told anew
		time.Sleep(time.Second)
		p.Close()
		expect(t, l, none)
	})
}

func TestABuildWithoutSoundSaysSoOnceAndDoesNotTryAgain(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		d.never = true
		p.Open()
		time.Sleep(time.Hour)
		p.Close()
		if n := d.tries(); n != 1 {
			t.Errorf("%d attempts, want 1", n)
		}
		expect(t, l, Status{Text: textNever})
	})
}

func TestADeviceThatHangsAfterCloseIsLeftAlone(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, l *log) {
		p.Open()
		p.Follow(time.Now(), []rehearsal.Cue{in(time.Second, rehearsal.CueTimeUp)})
		time.Sleep(1100 * ms)
		d.last().stall()
		p.Close()
		time.Sleep(5 * time.Second)
		if !d.last().isClosed() {
			t.Error("the device is still open")
		}
		expect(t, l, fine) // nobody is told of a device that nobody wants
	})
}

func TestMuteHoldsForThePlayer(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, _ *log) {
		p.SetMuted(true)
		p.Open()
		p.Follow(time.Now(), []rehearsal.Cue{in(time.Second, rehearsal.CueTimeUp), in(3*time.Second, rehearsal.CueStart)})
		time.Sleep(2 * time.Second)
		if !p.Muted() || d.last().tones() != 0 {
			t.Error("it is not muted")
		}
		p.SetMuted(false)
		time.Sleep(3 * time.Second)
		if p.Muted() || d.last().tones() != 1 {
			t.Error("it is still muted")
		}
		p.Close()
	})
}

func TestSettingsMadeWhileAnAnswerRunsAreHeard(t *testing.T) {
	bubble(t, func(t *testing.T, p *Player, d *fakeDriver, _ *log) {
		p.Open()
		p.Follow(time.Now(), []rehearsal.Cue{in(time.Second, rehearsal.CueWrapUp), in(3*time.Second, rehearsal.CueTimeUp)})
		if problems := p.SetConfig(Config{Volume: 50, Off: map[rehearsal.CueKind]bool{rehearsal.CueWrapUp: true}}); len(problems) > 0 {
			t.Error(problems)
		}
		time.Sleep(5 * time.Second)
		p.Close()
		if n := d.last().tones(); n != 1 {
			t.Errorf("%d tones, want 1", n)
		}
		if top, want := slices.Max(d.last().got()), int16(2059); top > want || top < want-200 {
			t.Errorf("peak %d, want %d", top, want)
		}
	})
}

func TestASoundFileThatCannotBeReadIsToldWithItsPath(t *testing.T) {
	path := filepath.Join(t.TempDir(), "gone.wav")
	c := Config{Volume: 100, Files: map[rehearsal.CueKind]string{rehearsal.CueStart: path}}
	synctest.Test(t, func(t *testing.T) {
		l := &log{}
		p := newPlayer(c, l.told, &fakeDriver{})
		synctest.Wait()
		got := l.take()
		if len(got) != 1 || got[0].OK || !strings.HasPrefix(got[0].Text, path+": there is no such file") {
			t.Errorf("told %+v", got)
		}
		if problems := p.SetConfig(c); len(problems) != 1 || problems[0].Error() != got[0].Text {
			t.Errorf("SetConfig gives %v", problems)
		}
		expect(t, l) // who asks is answered, and not told besides
	})
}

func TestWhoIsToldMayCallThePlayer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDriver{fails: 1000}
		var p *Player
		var calls atomic.Int32
		p = newPlayer(Config{}, func(Status) {
			calls.Add(1)
			p.Follow(time.Now(), nil)
			p.SetMuted(true)
			p.Close()
		}, d)
		p.Open()
		time.Sleep(time.Minute)
		if n := calls.Load(); n != 1 {
			t.Errorf("told %d times, want once", n)
		}
	})
}

func TestAPlayerThatTellsNobodyWorks(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := &fakeDriver{fails: 1}
		p := newPlayer(Config{}, nil, d)
		p.Open()
		time.Sleep(time.Second)
		p.Close()
		if d.tries() != 2 {
			t.Errorf("%d attempts, want 2", d.tries())
		}
		time.Sleep(2 * maxLinger)
	})
}

func TestTheRealPlayerLeavesNoGoroutineBehind(t *testing.T) {
	// Whatever this machine has, a device or none: no clock of the bubble reaches it.
	before := runtime.NumGoroutine()
	p := NewPlayer(Config{Volume: 0}, nil)
	p.Open()
	p.Follow(time.Now(), []rehearsal.Cue{in(time.Hour, rehearsal.CueTimeUp)})
	p.Close()
	for range 500 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond) // the machine's own device is let go in its own time
	}
	t.Errorf("%d goroutines, before %d", runtime.NumGoroutine(), before)
}
