package rehearsal_test

import (
	"encoding/binary"
	"math"
	"slices"
	"testing"
	"time"

	"starling/app/rehearsal"
)

func TestALogThatWasCutOffIsAnUnfinishedAttempt(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(26 * sec).must(r.Mark).speakTo(30 * sec)
	a := rehearsal.Replay(rehearsal.Attempt{ID: "1", Story: "a-story", Plan: twoMinutes()}, r.Events())
	if a.ID != "1" || a.Story != "a-story" || a.Ended != rehearsal.Unfinished || a.Spoken != 26*sec || !a.Started.Equal(noon()) {
		t.Fatalf("the attempt is %+v", a)
	}
	addsUp(t, a)
}

func TestABeatTellsWhatTheLogOfACutOffAttemptDoesNot(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{})
	r.speakTo(30 * sec)
	header := rehearsal.Attempt{Plan: twoMinutes(), Spoken: 28 * sec}
	if a := rehearsal.Replay(header, r.Events()); a.Spoken != 28*sec || a.Splits[1].Spent != 4*sec {
		t.Fatalf("the attempt is %+v", a)
	}
	r.must(r.Finish)
	header.Spoken = time.Hour // whatever it says, the end says better
	if a := rehearsal.Replay(header, r.Events()); a.Spoken != 30*sec {
		t.Fatalf("the attempt is %+v", a)
	}
}

func TestAnAttemptThatIsPreparedBeganWithItsPreparation(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Prepare: 10 * sec})
	if a := r.Attempt(); !a.Started.IsZero() {
		t.Fatalf("the attempt is %+v", a)
	}
	r.must(r.Start).wait(5 * sec)
	if a := r.Attempt(); !a.Started.Equal(noon()) || a.Spoken != 0 {
		t.Fatalf("the attempt is %+v", a)
	}
}

func TestALogThatMakesNoSenseIsReadAsFarAsItDoes(t *testing.T) {
	at := func(kind rehearsal.EventKind, spoken time.Duration) rehearsal.Event {
		return rehearsal.Event{Kind: kind, Moment: noon().Add(spoken), Spoken: spoken}
	}
	a := rehearsal.Replay(rehearsal.Attempt{Plan: twoMinutes()}, []rehearsal.Event{
		at(rehearsal.EventBack, 0), at(rehearsal.EventConfirm, 0), at(rehearsal.EventResume, 0), at(rehearsal.EventReturn, 0),
		at(rehearsal.EventStart, 0), at(rehearsal.EventMark, 10*sec), at(rehearsal.EventConfirm, 11*sec),
		at(rehearsal.EventMark, 5*sec), // time spoken never shrinks
		at(rehearsal.EventStart, 15*sec), at(rehearsal.EventMark, 20*sec), at(rehearsal.EventMark, 30*sec),
		at(rehearsal.EventPause, 40*sec), at(rehearsal.EventSleep, 50*sec), at(rehearsal.EventResume, 60*sec),
		at("whatever", 65*sec), at(rehearsal.EventAuto, 70*sec),
		at(rehearsal.EventReturn, 80*sec), at(rehearsal.EventMark, 90*sec), at(rehearsal.EventFinish, 99*sec),
	})
	want := []time.Duration{10 * sec, sec, 9 * sec, 50 * sec}
	for i, s := range a.Splits {
		if s.Spent != want[i] {
			t.Errorf("split %d is %v, want %v", i, s.Spent, want[i])
		}
	}
	if a.Ended != rehearsal.Auto || a.Spoken != 70*sec || a.Paused != 20*sec || !a.Started.Equal(noon()) {
		t.Errorf("the attempt is %+v", a)
	}
}

func TestAPlanWithoutSectionsHasNoSplits(t *testing.T) {
	r := answering(t, rehearsal.Plan{Limit: 60 * sec}, rehearsal.Options{})
	r.speakTo(10 * sec).must(r.Mark).in(rehearsal.StateFinished)
	if a := r.Attempt(); len(a.Splits) != 0 || a.Spoken != 10*sec {
		t.Fatalf("the attempt is %+v", a)
	}
}

func eventKinds() []rehearsal.EventKind {
	return []rehearsal.EventKind{
		rehearsal.EventPrepare, rehearsal.EventStart, rehearsal.EventAdvance, rehearsal.EventMark,
		rehearsal.EventConfirm, rehearsal.EventBack, rehearsal.EventPause, rehearsal.EventResume,
		rehearsal.EventSleep, rehearsal.EventCue, rehearsal.EventFinish, rehearsal.EventReturn,
		rehearsal.EventLimit, rehearsal.EventAuto, rehearsal.EventAbandon, "unknown",
	}
}

// eventBytes is how many bytes of the fuzzer's make an event: its kind, its
// section, the time spoken, and the seconds of its moment.
const eventBytes = 18

func decodeEvents(data []byte) []rehearsal.Event {
	kinds := eventKinds()
	var events []rehearsal.Event
	for chunk := range slices.Chunk(data, eventBytes) {
		if len(chunk) < eventBytes {
			break
		}
		events = append(events, rehearsal.Event{
			Kind:    kinds[int(chunk[0])%len(kinds)],
			Section: int(int8(chunk[1])),
			Spoken:  time.Duration(binary.LittleEndian.Uint64(chunk[2:])),
			Moment:  time.Unix(int64(binary.LittleEndian.Uint64(chunk[10:])), 0),
		})
	}
	return events
}

func encodeEvents(events []rehearsal.Event) []byte {
	var data []byte
	for _, e := range events {
		data = append(data, byte(slices.Index(eventKinds(), e.Kind)), byte(e.Section))
		data = binary.LittleEndian.AppendUint64(data, uint64(e.Spoken))
		data = binary.LittleEndian.AppendUint64(data, uint64(e.Moment.Unix()))
	}
	return data
}

func FuzzReplay(f *testing.F) {
	s := rehearsal.NewSession(twoMinutes(), rehearsal.Options{Prepare: sec})
	now := noon()
	for i, key := range []func(time.Time) bool{
		s.Start, s.Mark, s.Mark, s.Back, s.Pause, s.Resume, s.Mark, s.Finish, s.Return, s.Resume, s.Abandon,
	} {
		key(now.Add(time.Duration(i) * 11 * sec))
	}
	f.Add(encodeEvents(s.Events()), uint8(4), int64(0), int64(0))
	f.Add([]byte{}, uint8(0), int64(math.MaxInt64), int64(math.MinInt64))
	f.Add(encodeEvents([]rehearsal.Event{
		{Kind: rehearsal.EventPause, Spoken: math.MaxInt64, Moment: time.Unix(math.MinInt64, 0)},
		{Kind: rehearsal.EventResume, Spoken: math.MinInt64, Moment: time.Unix(math.MaxInt64, 0)},
		{Kind: rehearsal.EventPause},
		{Kind: rehearsal.EventAuto, Moment: time.Unix(math.MaxInt64, 0)},
	}), uint8(5), int64(-1), int64(-1))
	f.Fuzz(func(t *testing.T, data []byte, sections uint8, spoken, paused int64) {
		header := rehearsal.Attempt{
			Plan: rehearsal.Plan{Limit: 2 * time.Minute}, Spoken: time.Duration(spoken), Paused: time.Duration(paused),
		}
		for range sections % 7 {
			header.Plan.Sections = append(header.Plan.Sections, rehearsal.PlannedSection{Name: "any", Target: sec})
		}
		a := rehearsal.Replay(header, decodeEvents(data))
		if a.Spoken < 0 || a.Paused < 0 {
			t.Fatalf("spoken %v, paused %v", a.Spoken, a.Paused)
		}
		if len(a.Splits) != len(header.Plan.Sections) {
			t.Fatalf("%d splits", len(a.Splits))
		}
		if len(a.Splits) > 0 {
			addsUp(t, a)
		}
	})
}
