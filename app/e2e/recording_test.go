//go:build linux && demo

package e2e

import (
	"math"
	"os"
	"path/filepath"
	"testing"
	"time"

	"starling/app/delivery"
	"starling/app/history"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/sound/soundtest"
)

const (
	recordedTitle = "What was said"
	// aligned is how far what is heard may be from where the recording's map has it.
	aligned = 20 * time.Millisecond
)

// recordingHome is the home of a person who records their answers, with a story
// of these targets.
func recordingHome(t *testing.T, server *soundtest.Server, targets ...time.Duration) home {
	t.Helper()
	h := newHome(t, program(t), server.Env()...)
	h.put(t, h.settings(), "examples_copied = true\n[recording]\non = true\n")
	writeStory(t, h, "what-was-said", recordedTitle, targets...)
	return h
}

// answerAloud begins an answer, and to speak. When all has been said, or cannot
// be, spoken tells.
func (h home) answerAloud(t *testing.T, server *soundtest.Server, said speech) (a *app, begun time.Time, spoken <-chan error) {
	t.Helper()
	a = h.open(t, sit(t))
	a.pressAndSettle("space")
	time.Sleep(3 * time.Second) // the microphone is open
	begun = a.answeringTo(recordedTitle)
	ended := make(chan error, 1)
	go func() { ended <- server.Speak(t.Context(), said.path) }()
	return a, begun, ended
}

// onlyRecording waits until there is a recording, and gives its id.
func (h home) onlyRecording(t *testing.T) string {
	t.Helper()
	var ids []string
	until(t, settling, "there is a recording", func() bool {
		var err error
		if ids, err = recording.IDs(recording.Dir(h.data())); err != nil {
			t.Fatal(err)
		}
		return len(ids) == 1
	})
	return ids[0]
}

// spokenAt is the time spoken at a moment of an answer, and false in a pause and
// outside of the answer.
func spokenAt(events []rehearsal.Event, moment time.Time) (time.Duration, bool) {
	var last rehearsal.Event
	for _, e := range events {
		if e.Moment.After(moment) {
			break
		}
		last = e
	}
	switch last.Kind {
	case "", rehearsal.EventPrepare, rehearsal.EventPause, rehearsal.EventFinish:
		return 0, false
	}
	return last.Spoken + moment.Sub(last.Moment), true
}

// likeness finds where in samples a piece is most like them, near a place, and
// how much: 1 is the same wave.
func likeness(samples, piece []int16, near, reach int) (at int, best float64) {
	for from := max(0, near-reach); from <= near+reach && from+len(piece) <= len(samples); from++ {
		var product, a, b float64
		for i := 0; i < len(piece); i += 3 {
			s, p := float64(samples[from+i]), float64(piece[i])
			product, a, b = product+s*p, a+s*s, b+p*p
		}
		if a > 0 && b > 0 && product*product/(a*b) > best*best && product > 0 {
			at, best = from, product/math.Sqrt(a*b)
		}
	}
	return at, best
}

// A spoken answer goes through the virtual microphone, with two long pauses in
// it, a mark, and a pause of the clock. It comes back from the file with all of
// that where it was, and without a cue.
func TestASpokenAnswerComesBackFromItsRecording(t *testing.T) {
	server := startSound(t)
	h := recordingHome(t, server, 6391*time.Millisecond, 4137*time.Millisecond, 7229*time.Millisecond, 6243*time.Millisecond)
	said := speak(t, []string{
		"Two years ago every fifth bus on our route came late, and the drivers had stopped saying so.",
		"I was asked to write a timetable that they would believe, within a month.",
		"So I rode the route for a week with a watch, and moved four minutes to where they were lost.",
	}, 2400*time.Millisecond, 3100*time.Millisecond)
	a := h.open(t, sit(t))
	a.pressAndSettle("space")
	played, err := server.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	overheard, err := server.Overhear(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(4 * time.Second) // the microphone is open
	begun := a.answeringTo(recordedTitle)
	spoken := make(chan error, 1)
	at(begun.Add(time.Second))
	go func() { spoken <- server.Speak(t.Context(), said.path) }()
	at(begun.Add(8 * time.Second))
	a.press("right")
	at(begun.Add(11 * time.Second))
	a.press("space") // the clock and the recording pause; the voice goes on
	at(begun.Add(12500 * time.Millisecond))
	a.press("space")
	if err := <-spoken; err != nil {
		t.Fatal(err)
	}
	at(begun.Add(27 * time.Second))
	a.press("esc")
	a.titled("Starling")
	heard, err := overheard.Stop()
	if err != nil {
		t.Fatal(err)
	}
	cues, err := played.Stop()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(soundtest.Onsets(cues, soundtest.Rate)); n < 5 {
		t.Fatalf("the loudspeaker gave %d cues: there is nothing to keep out of the recording", n)
	}
	a.settled()
	listening, err := server.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	time.Sleep(time.Second) // the rating takes no keys at first
	a.press("v")
	time.Sleep(5 * time.Second)
	a.press("v")
	replayed, err := listening.Stop()
	if err != nil {
		t.Fatal(err)
	}
	kept := h.measured(t)
	a.quit()

	record, events := h.known(t)
	samples, m := h.take(t, record.ID)
	heardAgain(t, samples, replayed)
	pausesAreFound(t, kept, said)
	if diff := recording.Span(int64(len(samples))) - record.Spoken; diff.Abs() > aligned {
		t.Errorf("%v were spoken, and %v are recorded", record.Spoken, recording.Span(int64(len(samples))))
	}
	alignedWith(t, samples, m, events, heard, overheard.Began())
	silentAtCues(t, samples, m, events)
	if info, err := os.Stat(filepath.Join(h.data(), "recordings", record.ID+".flac")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the recording's file: %v, %v", info, err)
	}
	h.checked(t)
}

// alignedWith holds what was overheard against the recording, piece by piece.
func alignedWith(t *testing.T, samples []int16, m recording.Map, events []rehearsal.Event, heard []int16, began time.Time) {
	t.Helper()
	const piece = recording.Rate / 4
	compared := 0
	var worst time.Duration
	for from := 0; from+piece <= len(heard); from += piece {
		part := heard[from : from+piece]
		if loudest(part) < 3000 {
			continue // nothing is said
		}
		moment := began.Add(recording.Span(int64(from)))
		spoken, ok := spokenAt(events, moment)
		end, alsoOK := spokenAt(events, moment.Add(250*time.Millisecond))
		if !ok || !alsoOK || (end-spoken-250*time.Millisecond).Abs() > time.Millisecond {
			continue // it is across a pause, or outside
		}
		near, ok := m.Sample(spoken)
		if !ok {
			t.Errorf("nothing was recorded at %v", spoken)
			continue
		}
		at, alike := likeness(samples, part, int(near), recording.Rate/20)
		if alike < 0.95 {
			t.Errorf("what was said at %v is not in the recording there (likeness %.2f)", spoken, alike)
			continue
		}
		compared++
		worst = max(worst, recording.Span(int64(at)-near).Abs())
	}
	t.Logf("%d pieces compared; the map is off by %v at most", compared, worst)
	if compared < 30 {
		t.Errorf("only %d pieces could be compared", compared)
	}
	if worst > aligned {
		t.Errorf("a moment of the answer is %v away from where it is in the recording", worst)
	}
}

// silentAtCues looks for every cue's own tone where it was given.
func silentAtCues(t *testing.T, samples []int16, m recording.Map, events []rehearsal.Event) {
	t.Helper()
	looked := 0
	section := 0
	for _, e := range events {
		if e.Kind != rehearsal.EventCue || !e.Given {
			continue
		}
		if e.Cue == rehearsal.CueSection {
			section++
		}
		at, ok := m.Sample(e.Spoken)
		if !ok {
			continue
		}
		// As at the loudspeaker's rate, from shortly before until the tone would have come.
		from, to := max(0, at-recording.Rate/10), min(int64(len(samples)), at+recording.Rate)
		there := slower(samples[from:to])
		for start := 0; start+soundtest.Rate/10 < len(there); start += 200 {
			if got := alike(there, start, heard{kind: e.Cue, section: section}); got > 0.5 {
				t.Errorf("the cue %s is in the recording (likeness %.2f)", e.Cue, got)
				break
			}
		}
		looked++
	}
	if looked < 5 {
		t.Errorf("only %d cues were looked for", looked)
	}
}

// slower brings a recording to the loudspeaker's rate.
func slower(samples []int16) []int16 {
	out := make([]int16, (len(samples)-1)*soundtest.Rate/recording.Rate)
	for i := range out {
		x := float64(i) * recording.Rate / soundtest.Rate
		at := int(x)
		out[i] = int16(float64(samples[at])*(1-(x-float64(at))) + float64(samples[at+1])*(x-float64(at)))
	}
	return out
}

func loudest(samples []int16) int {
	most := 0
	for _, s := range samples {
		most = max(most, int(s), -int(s))
	}
	return most
}

// A program that is killed leaves what was said up to the last second, and the
// next start makes a whole file of it.
func TestAKilledRecordingIsThereAtTheNextStart(t *testing.T) {
	server := startSound(t)
	h := recordingHome(t, server, 30*time.Second, 10*time.Second, 60*time.Second, 20*time.Second)
	said := speak(t, []string{"One two three four five six seven eight nine ten, and so on until somebody pulls the plug.", "And then some more of it."})
	a, begun, spoken := h.answerAloud(t, server, said)
	at(begun.Add(6300 * time.Millisecond))
	if err := a.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	killed := time.Now()
	_ = a.waitEnd()
	if err := <-spoken; err != nil {
		t.Log(err) // it played into nothing at last
	}
	a = h.open(t, sit(t))
	a.settled()
	id := h.onlyRecording(t)
	samples, _ := h.take(t, id)
	got := recording.Span(int64(len(samples)))
	t.Logf("%v after its beginning the program was killed; %v are there", killed.Sub(begun), got)
	if missing := killed.Sub(begun) - got; missing > time.Second || missing < -100*time.Millisecond {
		t.Errorf("%v are missing", missing)
	}
	if loudest(samples) < 3000 {
		t.Error("what is there is silence")
	}
	a.quit()
	h.checked(t)
}

// The microphone is pulled out in the middle of an answer: the answer goes on,
// and what was said before is kept.
func TestAnAnswerGoesOnWhenTheMicrophoneIsPulledOut(t *testing.T) {
	server := startSound(t)
	h := recordingHome(t, server, 6*time.Second, 4*time.Second, 7*time.Second, 6*time.Second)
	said := speak(t, []string{"This is said before it is pulled out."})
	a := h.open(t, sit(t))
	a.pressAndSettle("space")
	time.Sleep(3 * time.Second)
	begun := a.answeringTo(recordedTitle)
	if err := server.Speak(t.Context(), said.path); err != nil {
		t.Fatal(err)
	}
	at(begun.Add(5 * time.Second))
	if err := server.Unplug(t.Context()); err != nil {
		t.Fatal(err)
	}
	at(begun.Add(10 * time.Second))
	a.press("esc")
	a.titled("Starling")
	a.settled()
	a.quit()
	record, _ := h.known(t)
	if record.Ended != rehearsal.Finished || record.Spoken < 9*time.Second {
		t.Errorf("the answer %s after %v", record.Ended, record.Spoken)
	}
	samples, m := h.take(t, record.ID)
	if got := m.Spoken(int64(len(samples))); got < 4*time.Second || got > 7*time.Second {
		t.Errorf("%v of it are recorded", got)
	}
	if loudest(samples) < 3000 {
		t.Error("what is there is silence")
	}
}

// measured waits until the latest attempt has been measured, and gives the figures.
func (h home) measured(t *testing.T) delivery.Kept {
	t.Helper()
	var kept delivery.Kept
	record, _ := h.known(t)
	until(t, settling, "the answer has been measured", func() bool {
		store, err := history.OpenReader(t.Context(), h.data())
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		heard, err := store.Heard(t.Context(), record.ID)
		if err != nil {
			t.Fatal(err)
		}
		if heard.Delivery == "" {
			return false
		}
		if err := kept.UnmarshalText([]byte(heard.Delivery)); err != nil {
			t.Fatal(err)
		}
		return true
	})
	return kept
}

// pausesAreFound holds the figures against what was said: its two long pauses,
// each as long as it was, and as far from each other.
func pausesAreFound(t *testing.T, kept delivery.Kept, said speech) {
	t.Helper()
	const near = 100 * time.Millisecond
	if len(kept.Long) != len(said.pauses) {
		t.Fatalf("long pauses are %v; there were %d", kept.Long, len(said.pauses))
	}
	for i, p := range said.pauses {
		want := recording.Span(int64(p[1] - p[0]))
		if got := kept.Long[i].To - kept.Long[i].From; (got - want).Abs() > near {
			t.Errorf("pause %d takes %v, it took %v", i+1, got, want)
		}
	}
	t.Logf("long pauses: %v; %.0f%% of the time was spoken", kept.Long, 100*kept.Share())
}

// heardAgain looks for a piece of the recording in what the loudspeaker played.
func heardAgain(t *testing.T, samples, played []int16) {
	t.Helper()
	onsets := soundtest.Onsets(played, soundtest.Rate)
	if len(onsets) == 0 {
		t.Fatal("nothing is heard of the recording")
	}
	again := slower(samples[:4*recording.Rate])
	first := soundtest.Onsets(again, soundtest.Rate)
	if len(first) == 0 {
		t.Fatal("the recording begins with silence")
	}
	// Half a second of speech, a second after it begins.
	from := int((first[0] + 1) * soundtest.Rate)
	piece := again[from : from+soundtest.Rate/2]
	near := int((onsets[0] + 1) * soundtest.Rate)
	if _, alike := likeness(played, piece, near, soundtest.Rate/5); alike < 0.9 {
		t.Errorf("what is heard is not the recording (likeness %.2f)", alike)
	}
}
