package playback

import (
	"errors"
	"math"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// ramp is a recording that tells its places: sample n is n modulo 20,000, from 100 on.
func ramp(d time.Duration) []int16 {
	all := make([]int16, samples(d))
	for i := range all {
		all[i] = int16(100 + i%20_000)
	}
	return all
}

const opening = 50 * ms // how long the desk takes to open

func TestNothingIsOpenedOrReadBeforePlay(t *testing.T) {
	listening(t, tone(441, time.Second), func(r *room) {
		r.after(time.Minute)
		if _, opens := r.desk.isOpen(); opens != 0 || r.source.at != 0 {
			t.Error("it was opened, or read")
		}
		r.at("at first", 0)
		r.is("at first", false, false)
		if r.Length() != time.Second {
			t.Errorf("the length is %v", r.Length())
		}
	})
}

func TestARecordingIsPlayedToItsEndAndThenAnew(t *testing.T) {
	all := ramp(2 * time.Second)
	listening(t, all, func(r *room) {
		r.Play()
		r.after(opening + 500*ms)
		r.at("after half a second", 500*ms)
		r.is("after half a second", true, false)
		if n := r.news(); n != 1 {
			t.Errorf("told %d times of one change", n)
		}
		r.after(1400 * ms)
		r.is("before its end is heard", true, false)
		r.after(200 * ms)
		r.is("when its end was heard", false, true)
		r.at("then", 2*time.Second)
		if n := r.news(); n != 1 {
			t.Errorf("told %d times of its end", n)
		}
		out := r.desk.got()
		for i := fade; i < len(all)-fade; i++ {
			if out[i] != all[i] {
				t.Fatalf("sample %d is %d, want %d", i, out[i], all[i])
			}
		}
		r.after(2 * linger)
		if open, _ := r.desk.isOpen(); open {
			t.Error("the speaker is open long after the end")
		}
		r.Play()
		r.after(opening + 300*ms)
		r.at("played again", 300*ms)
		r.is("played again", true, false)
	})
}

func TestAPauseStopsWhatIsHeardAndPlayGoesOn(t *testing.T) {
	listening(t, tone(441, 10*time.Second), func(r *room) {
		r.Play()
		r.after(opening + time.Second)
		r.Pause()
		r.is("paused", false, false)
		r.after(time.Second)
		// What the device held is heard still: it was asked for 200 ms ahead.
		r.at("when the device has played out", 1205*ms) // 5 ms of it fading
		r.Toggle()
		r.after(200*ms + 500*ms)
		r.at("going on at once", 1705*ms)
		if _, opens := r.desk.isOpen(); opens != 1 {
			t.Errorf("opened %d times", opens)
		}
		r.Toggle()
		r.after(time.Minute)
		if open, _ := r.desk.isOpen(); open {
			t.Error("the speaker is open after a long pause")
		}
		r.at("after a long pause", 1910*ms)
		r.Play()
		r.after(opening + 500*ms)
		r.at("going on after it", 2410*ms)
		if at := clicks(r.desk.got()); len(at) > 0 {
			t.Errorf("clicks at samples %v", at)
		}
	})
}

func TestAPlaceThatIsAskedForIsShownAtOnceAndHeardNext(t *testing.T) {
	listening(t, tone(441, 10*time.Second), func(r *room) {
		r.Seek(3 * time.Second)
		r.at("before it plays", 3*time.Second)
		if _, opens := r.desk.isOpen(); opens != 0 {
			t.Error("it was opened to be sought in")
		}
		r.Play()
		r.after(opening + 400*ms)
		r.at("played from there", 3400*ms)
		r.Seek(8 * time.Second)
		r.at("at once", 8*time.Second)
		r.after(150 * ms)
		r.at("until it is heard", 8*time.Second)
		r.after(550 * ms)
		r.at("heard", 8495*ms) // after 5 ms of fading
		r.Pause()
		r.after(time.Second)
		r.Seek(time.Second)
		r.at("while paused", time.Second)
		r.after(time.Minute)
		r.at("much later", time.Second)
		r.Seek(time.Hour)
		r.at("past the end", 10*time.Second)
		r.Seek(-time.Hour)
		r.at("before the beginning", 0)
		if at := clicks(r.desk.got()); len(at) > 0 {
			t.Errorf("clicks at samples %v", at)
		}
	})
}

func TestTheEndIsReachedFromTheEnd(t *testing.T) {
	listening(t, tone(441, time.Second), func(r *room) {
		r.Seek(time.Second)
		r.Play()
		r.after(opening + 300*ms)
		r.is("played from the end", false, true)
		r.Play()
		r.after(300 * ms)
		r.is("played again", true, false)
	})
}

func TestAnotherSpeedHoldsFromWhatIsHeard(t *testing.T) {
	listening(t, tone(441, 20*time.Second), func(r *room) {
		r.Play()
		r.after(opening + time.Second)
		r.SetSpeed(2)
		r.at("at once", time.Second)
		r.after(150 * ms)
		r.at("until it is heard", 1150*ms)
		r.after(1050 * ms)
		r.at("then twice as fast", 3200*ms-10*ms)
		r.SetSpeed(math.NaN())
		r.SetSpeed(100)
		if s := r.Now().Speed; s != Fastest {
			t.Errorf("the speed is %v", s)
		}
		out := r.desk.got()
		if at := clicks(out); len(at) > 0 {
			t.Errorf("clicks at samples %v", at)
		}
		if parts := sounding(out); len(parts) > 2 || len(parts) == 2 && parts[1].From-parts[0].To > 25*ms {
			t.Errorf("it sounds %v: there is a gap", parts)
		}
	})
}

func TestAStretchIsPlayedOverAndOver(t *testing.T) {
	listening(t, ramp(10*time.Second), func(r *room) {
		loop := Span{2 * time.Second, 2500 * ms}
		r.Play()
		r.after(opening + 100*ms)
		r.SetLoop(time.Now(), loop)
		r.at("it begins at its beginning", 2*time.Second)
		if s := r.Now(); !s.Looping || s.Loop != loop {
			t.Errorf("it stands %+v", s)
		}
		for range 40 {
			r.after(137 * ms)
			if at := r.Position(time.Now()); !loop.Contains(at) {
				t.Fatalf("at %v, want within %v", at, loop)
			}
		}
		r.is("after ten rounds", true, false)
		r.Seek(2300 * ms)
		if !r.Now().Looping {
			t.Error("another place in it ends it")
		}
		r.after(500 * ms)
		if at := r.Position(time.Now()); !loop.Contains(at) {
			t.Errorf("at %v, want within %v", at, loop)
		}
		r.Unloop()
		r.after(time.Second)
		if at := r.Position(time.Now()); at < 2500*ms {
			t.Errorf("at %v: it does not go on past the end", at)
		}
		r.SetLoop(time.Now(), loop)
		r.Seek(7 * time.Second)
		if r.Now().Looping {
			t.Error("it loops though another place was asked for")
		}
		r.SetLoop(time.Now(), Span{20 * time.Second, 30 * time.Second})
		if r.Now().Looping {
			t.Error("it loops what the recording does not have")
		}
		r.SetLoop(time.Now(), loop)
		r.SetLoop(time.Now(), Span{time.Second, 1050 * ms})
		if s := r.Now(); s.Looping || s.Loop != (Span{}) {
			t.Errorf("it stands %+v, though that is too short", s)
		}
	})
}

func TestTheSeamOfALoopDoesNotClick(t *testing.T) {
	listening(t, tone(441, 3*time.Second), func(r *room) {
		r.SetLoop(time.Now(), Span{1001 * ms, 1303 * ms})
		for _, speed := range Speeds() {
			r.SetSpeed(speed)
			r.Play()
			r.after(2 * time.Second)
		}
		if at := clicks(r.desk.got()); len(at) > 0 {
			t.Errorf("clicks at samples %v", at)
		}
	})
}

func TestStepsLeadFromSectionToSection(t *testing.T) {
	sections := []Span{{0, 2 * time.Second}, {2 * time.Second, 5 * time.Second}, {5 * time.Second, 9 * time.Second}}
	for _, c := range []struct {
		at       time.Duration
		by, want int
	}{
		{0, 1, 1},
		{0, -1, 0},
		{2 * time.Second, 1, 2},
		{2 * time.Second, -1, 0},
		{3 * time.Second, -1, 0},
		{4 * time.Second, -1, 1},
		{8 * time.Second, 1, -1},
		{9 * time.Second, -1, 2},
	} {
		if got := Beside(sections, c.at, c.by); got != c.want {
			t.Errorf("from %v by %d to %d, want %d", c.at, c.by, got, c.want)
		}
	}
	if Beside(nil, 0, 1) != -1 || Within(nil, 0) != -1 {
		t.Error("without sections there is one")
	}
	if got := Beside([]Span{{time.Second, 2 * time.Second}}, 0, 1); got != 0 {
		t.Errorf("before the first the next is %d", got)
	}
	listening(t, tone(441, 9*time.Second), func(r *room) {
		r.Play()
		r.after(opening + 500*ms)
		if to := r.Skip(time.Now(), sections, 1); to != 1 {
			t.Errorf("to %d", to)
		}
		r.at("the second", 2*time.Second)
		r.SetLoop(time.Now(), sections[1])
		r.Skip(time.Now(), sections, 1)
		if s := r.Now(); !s.Looping || s.Loop != sections[2] {
			t.Errorf("it loops %+v, want the third", s)
		}
		r.at("the third", 5*time.Second)
		if to := r.Skip(time.Now(), sections, 1); to != -1 {
			t.Errorf("past the last to %d", to)
		}
	})
}

func TestADeviceThatIsReplacedGoesOnFromWhatWasHeard(t *testing.T) {
	listening(t, ramp(10*time.Second), func(r *room) {
		r.Play()
		r.after(opening + time.Second)
		r.desk.replug()
		before := len(r.desk.got())
		r.at("with none it stands where the device had got to", 1200*ms)
		r.after(opening + time.Second)
		r.at("with another it goes on", 2200*ms)
		r.is("then", true, false)
		if first := r.desk.got()[before+fade]; first != int16(100+(int(samples(1200*ms))+fade)%20_000) {
			t.Errorf("it goes on with %d", first)
		}
	})
}

func TestARecordingThatCannotBeReadSaysSo(t *testing.T) {
	listening(t, tone(441, 10*time.Second), func(r *room) {
		broken := errors.New("broken")
		r.source.err, r.source.from = broken, samples(2*time.Second)
		r.Play()
		r.after(3 * time.Second)
		s := r.Now()
		if s.Playing || !errors.Is(s.Err, broken) {
			t.Errorf("it stands %+v", s)
		}
		r.after(2 * linger)
		if open, _ := r.desk.isOpen(); open {
			t.Error("the speaker is open")
		}
		r.source.err = nil
		r.Play()
		r.after(2 * time.Second)
		r.is("tried again", true, false)
	})
}

func TestAfterCloseNothingHappens(t *testing.T) {
	listening(t, tone(441, time.Second), func(r *room) {
		r.Play()
		r.after(opening + 100*ms)
		r.Close()
		r.news()
		r.Play()
		r.Seek(0)
		r.SetSpeed(2)
		r.after(time.Second)
		r.is("after Close", false, false)
		if n := r.news(); n != 0 {
			t.Errorf("told %d times", n)
		}
	})
}

func TestThePlaceIsPaintedWhenItReadsOtherwise(t *testing.T) {
	listening(t, tone(441, 10*time.Second), func(r *room) {
		if _, moves := r.NextChange(time.Now(), time.Second, 250*ms); moves {
			t.Error("it moves before it plays")
		}
		r.SetSpeed(2)
		r.Play()
		r.after(opening + 100*ms) // at 200 ms
		for grain, want := range map[time.Duration]time.Duration{time.Second: 400 * ms, 10 * ms: 250 * ms, 0: 250 * ms} {
			next, moves := r.NextChange(time.Now(), grain, 250*ms)
			if got := time.Until(next); !moves || (got-want).Abs() > 2*ms {
				t.Errorf("in steps of %v: after %v, %v; want %v", grain, got, moves, want)
			}
		}
		r.Pause()
		next, moves := r.NextChange(time.Now(), time.Second, 50*ms)
		if got := time.Until(next); !moves || got > 210*ms {
			t.Errorf("paused: after %v, %v; want what the device holds", got, moves)
		}
		r.after(time.Until(next))
		if _, moves := r.NextChange(time.Now(), time.Second, 50*ms); moves {
			t.Error("it moves while it is paused")
		}
	})
}

// Whatever is pressed, it plays without a click, and what it shows is what is heard.
func TestWhateverIsPressedItPlaysWithoutAClick(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		type press struct {
			what string
			x    int
			then time.Duration
		}
		presses := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) press {
			return press{
				rapid.SampledFrom([]string{"toggle", "play", "seek", "speed", "loop", "unloop", "skip"}).Draw(t, "what"),
				rapid.IntRange(0, 2000).Draw(t, "x"), time.Duration(rapid.IntRange(0, 700).Draw(t, "ms")) * ms,
			}
		}), 1, 10).Draw(rt, "presses")
		listening(t, tone(441, 2*time.Second), func(r *room) {
			spans := []Span{{0, 500 * ms}, {500 * ms, 1500 * ms}, {1500 * ms, 2 * time.Second}}
			for _, p := range presses {
				x := time.Duration(p.x) * ms
				switch p.what {
				case "toggle":
					r.Toggle()
				case "play":
					r.Play()
				case "seek":
					r.Seek(x)
					if at := r.Position(time.Now()); at != x {
						rt.Errorf("asked for %v it is at %v", x, at)
					}
				case "speed":
					r.SetSpeed(Speeds()[p.x%len(Speeds())])
				case "loop":
					r.SetLoop(time.Now(), Span{x, x + 500*ms})
				case "unloop":
					r.Unloop()
				case "skip":
					r.Skip(time.Now(), spans, p.x%2*2-1)
				}
				for end := time.Now().Add(p.then); time.Now().Before(end); r.after(50 * ms) {
					if at := r.Position(time.Now()); at < 0 || at > r.Length() {
						rt.Errorf("at %v of %v", at, r.Length())
					}
				}
			}
			if !r.Now().Looping {
				r.Play()
				r.after(4 * time.Second)
				r.is("in the end", false, true)
			}
			if at := clicks(r.desk.got()); len(at) > 0 {
				rt.Errorf("clicks at samples %v", at)
			}
		})
	})
}

func TestTheDevicesThreadAllocatesNothing(t *testing.T) {
	p := New(&held{all: tone(441, time.Minute)}, silentSpeaker{}, nil)
	defer p.Close()
	p.Play()
	buf, given := make([]int16, 512), int64(0)
	if allocs := testing.AllocsPerRun(200, func() {
		p.fill(buf, time.Now(), given, given)
		given += 512
	}); allocs > 1 { // the goroutine that reads makes its stretcher meanwhile
		t.Errorf("%.1f allocations", allocs)
	}
}

// silentSpeaker has no device.
type silentSpeaker struct{}

func (silentSpeaker) Open(func([]int16, time.Time, int64, int64)) {}
func (silentSpeaker) Close()                                      {}
