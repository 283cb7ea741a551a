package sound

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestCuesAreRenderedAtTheirExactSamples(t *testing.T) {
	for _, block := range []time.Duration{3 * ms, 11 * ms, 20 * ms, 53 * ms, 160 * ms} {
		t.Run(fmt.Sprint(block), func(t *testing.T) {
			r := newRig(t, blips())
			r.block = block
			r.until(300 * ms)
			r.zero = r.now
			r.follow(allCues()...)
			r.until(16 * time.Second)
			checkSpacing(t, r.starts(), times(allCues()))
		})
	}
}

func TestTheFirstCueOfADeviceJustOpenedIsOnItsSampleToo(t *testing.T) {
	for _, opening := range []time.Duration{0, 5 * ms, 30 * ms, 70 * ms} {
		t.Run(fmt.Sprint(opening), func(t *testing.T) {
			r := newRig(t, blips())
			r.follow(allCues()...)
			r.now = r.now.Add(opening)
			r.open()
			r.until(16 * time.Second)
			checkSpacing(t, r.starts(), times(allCues()))
			// It leaves the device when what it holds has been heard.
			heard := SampleRate.D(r.starts()[0]) + opening
			if heard > 250*ms {
				t.Errorf("the first cue is heard after %v", heard)
			}
		})
	}
}

func TestALateFirstCueTakesTheOthersWithIt(t *testing.T) {
	r := newRig(t, blips())
	r.until(3 * time.Second)
	cues := allCues()
	for i := range cues {
		cues[i].Moment = r.now.Add(cues[i].At - 55*ms) // the screen was busy
	}
	r.follow(cues...)
	r.until(20 * time.Second)
	checkSpacing(t, r.starts(), times(cues))
}

func TestFollowingAgainMovesNoCue(t *testing.T) {
	r := newRig(t, blips())
	r.late = func() time.Duration { return time.Duration(r.asked%7) * ms }
	cues := r.due(allCues()...)
	r.track.Follow(r.now, cues)
	for d := 100 * ms; d < 16*time.Second; d += 173 * ms {
		r.until(d)
		r.track.Follow(r.now, cues[slices.IndexFunc(append(cues, rehearsal.Cue{Moment: r.now.Add(time.Hour)}),
			func(c rehearsal.Cue) bool { return c.Moment.After(r.now) }):])
	}
	checkSpacing(t, r.starts(), times(allCues()))
}

func TestACueHandedToTheDeviceIsNotRepeated(t *testing.T) {
	r := newRig(t, bars(300*ms))
	r.until(time.Second)
	cue := rehearsal.Cue{Kind: rehearsal.CueTimeUp, At: 2 * time.Second}
	r.follow(cue)
	for d := 2 * time.Second; d < 5*time.Second; d += 50 * ms {
		r.until(d)
		r.follow(cue) // although it has fallen due
	}
	if n := len(r.starts()); n != 1 {
		t.Errorf("%d tones for one cue", n)
	}
}

func TestTheSameCueOfTheNextAnswerIsHeard(t *testing.T) {
	r := newRig(t, blips())
	cue := rehearsal.Cue{Kind: rehearsal.CueStart, Moment: r.now}
	r.follow(cue)
	r.until(3 * time.Second)
	cue.Moment = r.now // started over
	r.follow(cue)
	r.until(7 * time.Second)
	checkSpacing(t, r.starts(), []time.Duration{0, 3 * time.Second})
}

func TestAPauseSilencesWhatIsToComeAndLetsAToneEnd(t *testing.T) {
	r := newRig(t, bars(300*ms))
	cues := []rehearsal.Cue{
		{Kind: rehearsal.CueSection, Section: 1, At: 2 * time.Second},
		{Kind: rehearsal.CueSection, Section: 2, At: 2_600 * ms},
	}
	r.follow(cues...)
	r.until(2_300 * ms) // the first sounds
	r.track.Follow(r.now, nil)
	r.until(10 * time.Second)
	if n := len(r.starts()); n != 1 {
		t.Fatalf("%d tones, want 1", n)
	}
	from := r.starts()[0]
	for i, s := range r.out[from : from+SampleRate.N(300*ms)] {
		if s != 0.25 {
			t.Fatalf("the tone is cut off after %d samples", i)
		}
	}
	// The answer goes on.
	cues[1].Moment = r.zero.Add(11 * time.Second)
	r.follow(cues[1])
	r.until(12 * time.Second)
	checkSpacing(t, r.starts(), []time.Duration{2 * time.Second, 11 * time.Second})
}

func TestACueThatHasFallenDueIsHeardThoughTheListForgetsIt(t *testing.T) {
	r := newRig(t, blips())
	r.until(time.Second)
	r.follow(rehearsal.Cue{Kind: rehearsal.CueWrapUp, At: 1_500 * ms})
	r.until(1_501 * ms) // due, shown on the screen, and not with the device yet
	r.track.Follow(r.now, nil)
	r.until(3 * time.Second)
	if n := len(r.starts()); n != 1 {
		t.Errorf("%d tones, want 1", n)
	}
}

func TestACueHandedOverJustBeforeAPauseIsNotRepeatedAfterIt(t *testing.T) {
	r := newRig(t, blips())
	r.until(time.Second)
	cue := rehearsal.Cue{Kind: rehearsal.CueWrapUp, At: 2 * time.Second}
	r.follow(cue)
	r.until(2_060 * ms)
	// The session's clock says that it is still to come: the track was ahead.
	r.track.Follow(r.zero.Add(1_990*ms), nil)
	r.until(30 * time.Second)
	cue.Moment = r.now.Add(10 * ms)
	r.follow(cue)
	r.until(32 * time.Second)
	if n := len(r.starts()); n != 1 {
		t.Errorf("%d tones, want 1", n)
	}
}

func TestOnlySoundedCuesAreHeard(t *testing.T) {
	r := newRig(t, blips())
	cues := r.due(allCues()...)
	cues[1].Sounded, cues[3].Sounded = false, false
	cues = append(cues, rehearsal.Cue{Kind: rehearsal.CueTimeUp, Sounded: true}) // without a moment
	r.track.Follow(r.now, cues)
	r.until(16 * time.Second)
	if n := len(r.starts()); n != len(allCues())-2 {
		t.Errorf("%d tones, want %d", n, len(allCues())-2)
	}
}

func TestMuteSilencesAToneWithoutAClickAndMakesNothingUp(t *testing.T) {
	r := newRig(t, bars(300*ms))
	r.follow(
		rehearsal.Cue{Kind: rehearsal.CueSection, Section: 1, At: time.Second},
		rehearsal.Cue{Kind: rehearsal.CueSection, Section: 2, At: 2 * time.Second},
		rehearsal.Cue{Kind: rehearsal.CueSection, Section: 3, At: 3 * time.Second},
	)
	r.until(1_100 * ms) // the device has the first 80 ms of the tone
	r.track.SetMuted(true)
	r.until(2_250 * ms) // the second would sound
	r.track.SetMuted(false)
	r.until(5 * time.Second)
	starts := r.starts()
	checkSpacing(t, starts, []time.Duration{time.Second, 3 * time.Second})
	tone := r.out[starts[0]:starts[1]]
	length := slices.Index(tone, 0)
	if d := SampleRate.D(length); d > 200*ms {
		t.Errorf("the tone goes on for %v", d)
	}
	if s := steepest(tone[1:]); s > 0.25/200 {
		t.Errorf("it ends with a step of %.4f", s)
	}
}

func TestMuteTakesBackWhatHasNotBegun(t *testing.T) {
	r := newRig(t, bars(300*ms))
	r.block = 160 * ms
	r.until(time.Second)
	r.track.preview(rehearsal.CueStart, 0) // begins with the next sample
	r.track.preview(rehearsal.CueStart, 0) // takes its place
	r.follow(rehearsal.Cue{Kind: rehearsal.CueTimeUp, At: 1_300 * ms})
	r.until(1_400 * ms)
	r.track.SetMuted(true)
	r.until(3 * time.Second)
	if n := len(r.starts()); n != 1 {
		t.Errorf("%d tones, want only the preview", n)
	}
	if top := loudest(r.out); top != 0.25 {
		t.Errorf("two previews sound at a time: %.2f", top)
	}
}

func TestACueSwitchedOffIsSilent(t *testing.T) {
	s := blips()
	s.off = map[rehearsal.CueKind]bool{rehearsal.CueSection: true, rehearsal.CueWrapUp: false}
	r := newRig(t, s)
	r.follow(allCues()...)
	r.until(16 * time.Second)
	if n := len(r.starts()); n != 4 {
		t.Errorf("%d tones, want 4", n)
	}
}

func TestTheVolumeHoldsFromTheNextToneOn(t *testing.T) {
	r := newRig(t, bars(500*ms))
	r.follow(rehearsal.Cue{Kind: rehearsal.CueStart, At: time.Second}, rehearsal.Cue{Kind: rehearsal.CueTimeUp, At: 2 * time.Second})
	r.until(1_300 * ms)
	quiet := bars(500 * ms)
	quiet.gain = 0.5
	r.track.Use(quiet)
	r.until(4 * time.Second)
	starts := r.starts()
	if steepest(r.out[starts[0]:starts[0]+SampleRate.N(500*ms)]) != 0 {
		t.Error("the volume changes within a tone")
	}
	if got := r.out[starts[1]]; got != 0.125 {
		t.Errorf("the next tone is at %.3f, want 0.125", got)
	}
}

func TestMoreTonesThanCanBeToldApartAreLeftOut(t *testing.T) {
	r := newRig(t, bars(time.Second))
	var cues []rehearsal.Cue
	for i := range 20 {
		cues = append(cues, rehearsal.Cue{Kind: rehearsal.CueOvertime, Number: i, At: time.Second})
	}
	r.follow(cues...)
	r.until(4 * time.Second)
	if top := loudest(r.out); top != 0.25*8 {
		t.Errorf("%.0f tones at a time, want 8", top/0.25)
	}
}

func TestATrackThatNoDeviceTakesIsSilentAndKeepsItsCues(t *testing.T) {
	track := NewTrack(blips())
	track.Follow(time.Now(), []rehearsal.Cue{{Kind: rehearsal.CueStart, Moment: time.Now(), Sounded: true}})
	buf := [][2]float64{{1, 1}, {1, 1}}
	if n, ok := track.Stream(buf); n != 2 || !ok || buf[0][0] != 0 || buf[1][1] != 0 {
		t.Errorf("gave %v, %d, %v", buf, n, ok)
	}
	if !track.busy(time.Now()) {
		t.Error("the cue is gone")
	}
	track.silence()
	if track.busy(time.Now()) {
		t.Error("the cue is still there")
	}
}

func TestTheTrackRemembersOnlyTheNewestCues(t *testing.T) {
	r := newRig(t, blips())
	for i := range 300 {
		r.follow(rehearsal.Cue{Kind: rehearsal.CueOvertime, Number: i, At: time.Duration(i) * 100 * ms})
		r.until(time.Duration(i)*100*ms + 50*ms)
	}
	r.until(31 * time.Second)
	if n := len(r.starts()); n != 300 {
		t.Errorf("%d tones, want 300", n)
	}
}
