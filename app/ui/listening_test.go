package ui

import (
	"math"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"starling/app/delivery"
	"starling/app/playback"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/sound"
	"starling/app/story"
)

// recordedAnswer is an answer of 45 s with two pauses; to make it takes a while.
var recordedAnswer = sync.OnceValue(func() []int16 { return spoken(45*time.Second, twoPauses()...) })

// spoken makes samples that sound like speech to package delivery: syllables of 130 ms in
// every 200, with pauses of silence put in.
func spoken(length time.Duration, pauses ...delivery.Span) []int16 {
	samples := make([]int16, recording.Samples(length))
	noise := uint32(1)
	for i := range samples {
		at := recording.Span(int64(i))
		noise = noise*1664525 + 1013904223
		x := (float64(noise>>16)/65536 - 0.5) * 12 // a quiet room
		silent := at < 300*time.Millisecond || at > length-200*time.Millisecond
		for _, p := range pauses {
			silent = silent || at >= p.From && at < p.To
		}
		if in := (at % (200 * time.Millisecond)).Seconds(); !silent && in < 0.13 {
			// A voice of 120 Hz, whose vowel changes from one syllable to the next.
			loud, vowel := math.Sin(math.Pi*in/0.13), 2+at/(200*time.Millisecond)%5
			for n := 1; n <= 24; n++ {
				away := float64(n) - 2.5*float64(vowel)
				x += 5000 * loud * math.Exp(-away*away/18) * math.Sin(2*math.Pi*120*float64(n)*at.Seconds()) / math.Sqrt(float64(n))
			}
		}
		samples[i] = int16(max(min(x, 32767), -32768))
	}
	return samples
}

// twoPauses are where the spoken answers of the tests pause: 2.4 s in the first section,
// and 3 s in the third.
func twoPauses() []delivery.Span {
	return []delivery.Span{{From: 4 * time.Second, To: 6400 * time.Millisecond}, {From: 20 * time.Second, To: 23 * time.Second}}
}

// answerRecorded speaks an answer of the short story for so long, as answer does, which
// is recorded as samples.
func (r *rig) answerRecorded(length time.Duration, samples []int16) *ratingScreen {
	r.Helper()
	r.toStage(shortSlug)
	r.recorded.kept[r.stage().id] = &memoryTake{samples: samples}
	r.press("Space")
	r.wait(length)
	r.press("Esc")
	r.wait(deafFor)
	return r.rating()
}

// listening gives what is listened to on the screen.
func (r *rig) listening() *listening {
	r.Helper()
	if r.shell.listening == nil || r.shell.listening.play == nil {
		r.Fatal("there is nothing to listen to")
	}
	return r.shell.listening
}

// hear plays for so long.
func (r *rig) hear(d time.Duration) {
	r.Helper()
	for range d / (100 * time.Millisecond) {
		r.untilRead()
		r.clock.advance(100*time.Millisecond, r.settle) // history looks at the clock too
		r.speaker.hear(r.clock.now(), 100*time.Millisecond)
	}
	r.clock.advance(300*time.Millisecond, r.settle)
}

// untilRead waits until what plays has read on, which is done beside all else: else it
// would be silent for a while, as on a machine that does not keep up.
func (r *rig) untilRead() {
	r.Helper()
	l := r.listening()
	take := l.take.(*memoryTake)
	far := min(recording.Samples(l.play.Position(r.clock.now())+300*time.Millisecond), take.Length())
	for deadline := time.Now().Add(10 * time.Second); take.read.Load() < far; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			r.Fatalf("only %d samples of %d were read", take.read.Load(), far)
		}
	}
}

func TestARecordingCanBeListenedToOnTheRatingAndSectionsRatedAgain(t *testing.T) {
	r := start(t)
	sc := r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	r.press("4")
	r.press("V")
	l := r.listening()
	want(t, "it plays", l.play.Now().Playing, true)
	want(t, "the focus is on the waveform", r.window.Canvas().Focused() == l.view.wave, true)
	r.hear(4 * time.Second)
	for _, c := range r.recorder.calls {
		if c == "listen" {
			t.Error("four seconds count as listened to")
		}
	}
	r.hear(2 * time.Second)
	want(t, "it was listened to once", count(r.recorder.calls, "listen"), 1)
	want(t, "what stood before", sc.rows[0].before, 4)
	r.wantShown("rated 4 before listening")
	r.press("Space")
	want(t, "it plays", l.play.Now().Playing, false)
	r.shell.focus(sc.rows[0])
	r.press("4", "3")
	r.flush()
	heard, err := r.store.Heard(r.Context(), sc.attempt.ID)
	r.must(err)
	want(t, "before", heard.Before[story.Situation], 4)
	want(t, "the same again, after", heard.After[story.Situation], 4)
	want(t, "rated only after", heard.After[story.Task], 3)
	r.press("Esc")
	want(t, "what is listened to is left with the screen", r.shell.listening == nil && !r.speaker.open(), true)
}

func count(all []string, what string) (n int) {
	for _, s := range all {
		if s == what {
			n++
		}
	}
	return n
}

func TestWithoutARecordingNothingOfItIsShown(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 30*time.Second)
	want(t, "there is nothing", len(r.shell.listening.object.Objects), 0)
	r.press("V", "H")
	if r.shows("listen") || r.window.Canvas().Overlays().Top() != nil {
		t.Error("something is offered to be listened to")
	}
	r.press("Ctrl+4")
	want(t, "nor in the history", len(r.shell.listening.object.Objects), 0)
}

func TestADamagedRecordingIsToldInOneLine(t *testing.T) {
	r := start(t)
	r.recorded.fails = recording.ErrDamaged
	r.answer(shortSlug, 30*time.Second)
	want(t, "objects", len(r.shell.listening.object.Objects), 1)
	r.wantShown("damaged and cannot be played")
}

func TestEveryKeyOfTheListeningDoesWhatItsHintSays(t *testing.T) {
	r := start(t)
	r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	l := r.listening()
	r.shell.focus(l.view.wave)
	at := func(want time.Duration) {
		t.Helper()
		if got := l.play.Position(r.clock.now()); (got - want).Abs() > time.Millisecond {
			t.Errorf("at %v, want %v", got, want)
		}
	}
	r.press("→", "→")
	at(10 * time.Second)
	r.press("Shift+←")
	at(9 * time.Second)
	r.press("]")
	at(10 * time.Second) // 10 s were planned for the situation
	r.press("]", "]")
	at(35 * time.Second)
	r.press("[")
	at(15 * time.Second)
	r.press("O")
	want(t, "repeated", l.play.Now().Loop, playback.Span{From: 15 * time.Second, To: 35 * time.Second})
	r.press("O")
	want(t, "repeats", l.play.Now().Looping, false)
	r.press(".", ".")
	want(t, "speed", l.play.Now().Speed, 1.5)
	r.press(",", ",", ",")
	want(t, "speed", l.play.Now().Speed, 0.75)
	r.press(",")
	want(t, "slower there is none", l.play.Now().Speed, 0.75)
	r.press("End")
	at(40 * time.Second)
	r.press("Home")
	at(0)
	r.press("F", "F", "F", "Shift+F")
	want(t, "fillers", r.recorder.calls[len(r.recorder.calls)-1], "fillers 2")
	r.wantShown("count a filler (2)", "counted by you")
	r.hold("Space", 5)
	want(t, "a key that is held plays once", l.play.Now().Playing, true)
	r.press("V")
	want(t, "V pauses", l.play.Now().Playing, false)
	r.press("↑")
	want(t, "arrows leave it for the ratings", r.rating().rows[4].focused, true)
	r.wantOn("ratingScreen")
}

func TestAClickGoesToItsMoment(t *testing.T) {
	r := start(t)
	r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	l := r.listening()
	w := l.view.wave
	test.TapAt(w, fyne.NewPos(w.Size().Width/2, w.Size().Height-30))
	if got := l.play.Position(r.clock.now()); (got - 20*time.Second).Abs() > 100*time.Millisecond {
		t.Errorf("a click in the middle goes to %v", got)
	}
}

func TestThePlayheadMovesOnceASecondAndTheWaveStays(t *testing.T) {
	r := start(t)
	r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	r.press("V")
	r.hear(time.Second)
	asked := r.clock.asked
	r.hear(4 * time.Second)
	if ticks := r.clock.asked - asked; ticks < 3 || ticks > 5 {
		t.Errorf("%d ticks in 4.3 s, want one a second", ticks)
	}
	r.window.canvas.painted = nil
	r.hear(time.Second)
	for _, o := range r.window.canvas.painted {
		if o == r.listening().view.wave {
			t.Error("the waveform is painted anew")
		}
	}
}

func TestARecordingIsMeasuredOnceAndItsPausesAreTrue(t *testing.T) {
	r := start(t)
	sc := r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	l := r.listening()
	if l.figures == nil || l.figures.Why != "" {
		t.Fatalf("it was measured as %+v", l.figures)
	}
	want(t, "long pauses", len(l.figures.Long), 2)
	for i, p := range twoPauses() {
		if got := l.figures.Long[i]; (got.From-p.From).Abs() > 200*time.Millisecond || (got.To-p.To).Abs() > 200*time.Millisecond {
			t.Errorf("pause %d is at %v, want %v", i, got, p)
		}
	}
	r.wantShown("Delivery", "First word", "Speaking share", "Two seconds or longer", "Time speaking", "words a minute")
	want(t, "parts", len(l.figures.Parts), 4)
	r.press("Esc")
	delete(r.recorded.kept, sc.attempt.ID)
	r.press("Ctrl+4")
	r.wantShown("Delivery", "Two seconds or longer")
	if r.shows("section after") {
		t.Error("what is gone is offered to be played")
	}
	r.press("H")
	r.wantShown("How is this measured?", "How far to trust it", "De Jong and Wempe")
	r.press("Esc")
	want(t, "measured", countPrefix(r.recorder.calls, "delivery"), 1)
}

func countPrefix(all []string, what string) (n int) {
	for _, s := range all {
		if strings.HasPrefix(s, what) {
			n++
		}
	}
	return n
}

func TestNoSpeechIsToldWithItsReason(t *testing.T) {
	r := start(t)
	r.answerRecorded(20*time.Second, make([]int16, recording.Samples(20*time.Second)))
	r.wantShown("No speech was found.", delivery.Silent.Text())
}

func TestNothingIsMeasuredWhileTheStageIsShown(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.recorded.kept[r.stage().id] = &memoryTake{samples: recordedAnswer()[:recording.Samples(20*time.Second)]}
	r.press("Space")
	r.wait(20 * time.Second)
	r.keyDown("Esc", 1)
	for r.shell.measuring.cancel == nil { // until it is going to be measured
		next := r.beside[0]
		r.beside = r.beside[1:]
		next()
	}
	r.shell.Rehearse(shortSlug)
	r.settle()
	r.stage()
	want(t, "measured on the stage", countPrefix(r.recorder.calls, "delivery"), 0)
	r.press("Esc")
	want(t, "measured after it", countPrefix(r.recorder.calls, "delivery"), 1)
}

func TestATranscriptTellsWordsFillersAndTheLinesThatWereSaid(t *testing.T) {
	const command = "listens {file}"
	r := start(t, func(s *settings.Settings) {
		s.Recording.Transcriber = command
		s.Recording.Fillers = []string{"um", "you know"}
	})
	r.toStage(bridgeSlug)
	id := r.stage().id
	r.recorded.kept[id] = &memoryTake{samples: recordedAnswer()[:recording.Samples(30*time.Second)]}
	r.recorded.transcripts[command+" "+id] = "Um, it was, you know, a bridge. Um."
	r.press("Space")
	r.wait(30 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.wantShown("Words a minute", "in the transcript: um 2 · you know 1", "Transcript", "Um, it was, you know, a bridge. Um.")
	r.flush()
	heard, err := r.store.Heard(r.Context(), id)
	r.must(err)
	want(t, "stored", heard.Transcript, "Um, it was, you know, a bridge. Um.")
}

func TestATranscriberThatFailsIsToldInOneLineAndNothingElseIsMissing(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Recording.Transcriber = "gone" })
	r.recorded.transcribeFails = errTest
	r.answerRecorded(20*time.Second, recordedAnswer()[:recording.Samples(20*time.Second)])
	r.wantShown("There is no transcript: the disk said no.", "First word", "Speaking share")
}

func TestASectionThatWasNotReachedHasNoPlaceInTheRecording(t *testing.T) {
	a := rehearsal.Attempt{Spoken: 12 * time.Second, Splits: []rehearsal.Split{
		{Section: story.Situation, Spent: 8 * time.Second, EndedBy: rehearsal.ByMark},
		{Section: story.Task, Spent: 4 * time.Second, EndedBy: rehearsal.ByFinish},
		{Section: story.Action},
	}}
	// Two seconds of what was said were not recorded: the microphone was away.
	m := recording.NewMap([]recording.Stretch{{}, {File: recording.Samples(5 * time.Second), Spoken: 7 * time.Second}}, recording.Samples(10*time.Second))
	parts := listenParts(a, m)
	want(t, "parts", len(parts), 2)
	want(t, "the situation", parts[0].Span, playback.Span{To: 6 * time.Second})
	want(t, "the task", parts[1].Span, playback.Span{From: 6 * time.Second, To: 10 * time.Second})
}

func TestTheHistoryTellsWhatWasRatedBeforeListeningAndWhatAfter(t *testing.T) {
	r := start(t)
	sc := r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	r.press("4", "V")
	r.hear(6 * time.Second)
	r.shell.focus(sc.rows[0])
	r.press("3", "↑", "2", "Esc", "Ctrl+4")
	r.wantShown("Earlier: Situation was rated 4 before listening on", "Earlier: Situation was rated 3 after listening on", "rated 4 before listening")
}

func TestListeningInTheHistoryIsRememberedAndEndsWithAnotherAttempt(t *testing.T) {
	r := start(t)
	sc := r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	r.press("5", "Esc")
	r.wait(time.Hour)
	r.answer(shortSlug, 10*time.Second)
	r.press("Esc", "Ctrl+4", "↓", "V")
	first := r.listening()
	r.hear(6 * time.Second)
	r.flush()
	heard, err := r.store.Heard(r.Context(), sc.attempt.ID)
	r.must(err)
	want(t, "listened to", heard.Listened, true)
	want(t, "rated before", heard.Before[story.Situation], 5)
	r.window.Canvas().Unfocus()
	r.press("↑")
	want(t, "what was listened to is left", first.closed && !r.speaker.open(), true)
	want(t, "the other has no recording", r.shell.listening.play == nil, true)
}

func TestTheProgressSaysWhatListeningChangesOnceThereIsSomething(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 30*time.Second)
	r.press("3", "Esc", "Ctrl+3")
	if r.shows("listening") {
		t.Error("it speaks of listening to who has not listened")
	}
	sc := r.answerRecorded(40*time.Second, recordedAnswer()[:recording.Samples(40*time.Second)])
	r.press("4", "4", "V")
	r.hear(6 * time.Second)
	r.shell.focus(sc.rows[0])
	r.press("3", "4", "Esc", "Ctrl+3")
	r.wantShown("Before and after listening", "You are kinder before you listen, by 0.5. That is of 1 answer.")
	card := r.shell.progress.cards.listened
	r.shell.focus(card.view)
	want(t, "the keys read it", strings.HasSuffix(card.view.Reading(), "rated 0.5 higher before listening, 1 answer"), true)
	r.press("S")
	r.choose("SVG")
	want(t, "it can be saved", len(r.pictures), 1)
	r.shell.progress.of = practiceOf{slug: bridgeSlug}
	r.shell.progress.reload()
	r.settle()
	if r.shows("You are kinder") {
		t.Error("it is said of a story that was not listened to")
	}
}

func TestADeviceThatIsNotThereIsToldAtTheWaveform(t *testing.T) {
	r := start(t)
	r.answerRecorded(20*time.Second, recordedAnswer()[:recording.Samples(20*time.Second)])
	r.press("V")
	r.speaker.told(sound.Status{Text: "There is no sound device."})
	r.wantShown("There is no sound device.")
	r.wait(3 * time.Second)
	want(t, "the place stands still", r.listening().play.Position(r.clock.now()), 0)
	r.speaker.told(sound.Status{OK: true})
	if r.shows("There is no sound device.") {
		t.Error("the trouble is over and still told")
	}
}

func TestThePaceIsPutAgainstThePersonsOwnPast(t *testing.T) {
	r := start(t)
	for i := range delivery.MinPast {
		r.answerRecorded(20*time.Second, recordedAnswer()[:recording.Samples(20*time.Second)])
		if i == 0 {
			r.wantShown("After 5 more recordings this is put against your own past.")
		}
		r.press("Esc")
		r.wait(time.Hour)
	}
	r.answerRecorded(20*time.Second, recordedAnswer()[:recording.Samples(20*time.Second)])
	r.wantShown("As fast as you usually are.", "mostly ", "as you usually are here", "As steady as you usually are.")
}
