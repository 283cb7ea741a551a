package sound

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestDriftIsPutRightInSilenceAndNeverInsideATone(t *testing.T) {
	for _, speed := range []float64{1 - 2e-3, 1 + 2e-3} {
		t.Run(fmt.Sprint(speed), func(t *testing.T) {
			r := newRig(t, bars(1900*ms))
			r.speed = speed
			var cues []rehearsal.Cue
			for i := range 40 {
				cues = append(cues, rehearsal.Cue{Kind: rehearsal.CueOvertime, At: time.Duration(i) * 2 * time.Second, Number: i})
			}
			r.follow(cues...)
			r.until(80 * time.Second)
			starts := r.starts()
			if len(starts) != len(cues) {
				t.Fatalf("%d tones, want %d", len(starts), len(cues))
			}
			corrections := 0
			for i, at := range starts {
				if end := at + SampleRate.N(1900*ms); slices.Contains(r.out[at:end], 0) || r.out[end] != 0 {
					t.Fatalf("tone %d is not whole", i)
				}
				if i == 0 {
					continue
				}
				step := at - starts[i-1] - SampleRate.N(2*time.Second)
				if step < -1 || step > 1 {
					corrections++
					if d := SampleRate.D(max(step, -step)); d < 55*ms || d > 65*ms {
						t.Errorf("put right by %v", d)
					}
				}
				// What is heard stays near what the session's clock says.
				heard := time.Duration(float64(SampleRate.D(at)) / speed)
				if off := (heard - SampleRate.D(starts[0]) - cues[i].At).Abs(); off > 66*ms {
					t.Fatalf("tone %d is off by %v", i, off)
				}
			}
			// 2 ms a second make 160 ms in 80 s.
			if corrections != 2 {
				t.Errorf("put right %d times, want 2", corrections)
			}
		})
	}
}

func TestNothingIsPutRightWhileTonesSound(t *testing.T) {
	r := newRig(t, bars(1900*ms))
	r.speed = 1 - 2e-3
	var cues []rehearsal.Cue
	for i := range 40 { // each begins before the one before it has ended
		cues = append(cues, rehearsal.Cue{Kind: rehearsal.CueOvertime, At: time.Duration(i) * 1500 * ms, Number: i})
	}
	r.follow(cues...)
	r.until(65 * time.Second)
	from := r.starts()[0]
	end := from + SampleRate.N(39*1500*ms+1900*ms)
	if i := slices.Index(r.out[from:end], 0); i >= 0 {
		t.Errorf("silence after %v", SampleRate.D(i))
	}
	if r.out[end] != 0 || r.out[end-1] == 0 {
		t.Error("the last tone does not end at its sample")
	}
}

func TestADeviceThatIsSlowToStartIsKeptInStepWithFromTheFirstCueOn(t *testing.T) {
	r := newRig(t, blips())
	r.follow(allCues()...)
	r.until(0) // it fills itself
	r.opened = r.opened.Add(110 * ms)
	r.until(16 * time.Second)
	checkSpacing(t, r.starts(), times(allCues()))
	if heard := SampleRate.D(r.starts()[0]) + 110*ms; heard > 300*ms {
		t.Errorf("the first cue is heard after %v", heard)
	}
}

func TestTheTrackAlignsAnewWhenAnAnswerGoesOn(t *testing.T) {
	r := newRig(t, blips())
	r.speed = 1 - 2e-3
	first := rehearsal.Cue{Kind: rehearsal.CueSection, Section: 1, At: time.Second}
	r.follow(first)
	r.until(20 * time.Second) // 40 ms adrift: too little to be put right by itself
	r.track.Follow(r.now, nil)
	second := rehearsal.Cue{Kind: rehearsal.CueSection, Section: 2, At: 22 * time.Second}
	r.follow(second)
	r.until(24 * time.Second)
	starts := r.starts()
	heard := time.Duration(float64(SampleRate.D(starts[1]-starts[0])) / r.speed)
	if off := (heard - 21*time.Second).Abs(); off > 8*ms {
		t.Errorf("after the pause the cue is off by %v", off)
	}
}

func TestAnotherDeviceTakesUpTheTrackInTime(t *testing.T) {
	r := newRig(t, blips())
	cues := r.due(allCues()...)
	r.track.Follow(r.now, cues)
	r.until(3 * time.Second)
	before := len(r.out)
	r.now = r.zero.Add(8 * time.Second) // no device from 3 s to 8 s: two cues missed
	r.open()
	r.until(16 * time.Second)
	starts := r.starts()
	if len(starts) != 5 {
		t.Fatalf("%d tones, want 5: what was missed is not made up", len(starts))
	}
	for i, c := range allCues()[4:] {
		heard := 8*time.Second + SampleRate.D(starts[2+i]-before)
		if off := heard - c.At; off < 0 || off > 250*ms {
			t.Errorf("%s is heard %v after its moment", c.Kind, off)
		}
	}
	checkSpacing(t, starts[2:], times(allCues()[4:]))
}

func TestAToneLostWithItsDeviceDoesNotGoOnOnTheNext(t *testing.T) {
	r := newRig(t, bars(500*ms))
	r.follow(rehearsal.Cue{Kind: rehearsal.CueTimeUp, At: time.Second})
	r.until(1_200 * ms)
	r.now = r.now.Add(100 * ms)
	r.open()
	before := len(r.out)
	r.until(5 * time.Second)
	if loudest(r.out[before:]) != 0 {
		t.Error("the rest of the tone sounds on the next device")
	}
}

func TestADeviceThatStalledIsMeasuredAnew(t *testing.T) {
	r := newRig(t, blips())
	r.follow(allCues()...)
	r.until(3 * time.Second)
	// It takes nothing for 3 s and then goes on where it was.
	r.now = r.zero.Add(6 * time.Second)
	r.opened = r.opened.Add(3 * time.Second)
	before := len(r.out)
	r.until(16 * time.Second)
	starts := r.starts()
	if len(starts) != 6 { // the cue at 4.8 s is missed
		t.Fatalf("%d tones, want 6", len(starts))
	}
	if off := 6*time.Second + SampleRate.D(starts[2]-before) - 7_219*ms; off < 0 || off > 250*ms {
		t.Errorf("the wrap-up is heard %v after its moment", off)
	}
	checkSpacing(t, starts[2:], times(allCues()[3:]))
}

func TestAShortStallMakesCuesLateOnlyAWhile(t *testing.T) {
	r := newRig(t, blips())
	r.follow(allCues()...)
	r.until(3 * time.Second)
	r.opened = r.opened.Add(400 * ms) // an underrun
	r.until(16 * time.Second)
	if n := len(r.starts()); n != len(allCues()) {
		t.Fatalf("%d tones, want %d", n, len(allCues()))
	}
	checkSpacing(t, r.starts()[4:], times(allCues()[4:]))
	got := r.starts()[5] - r.starts()[0]
	if want := int(samples(12_011*ms - 400*ms)); got < want-44 || got > want+44 {
		t.Errorf("time up is %d samples after the start, want %d", got, want)
	}
}
