package ui

import (
	"testing"
	"time"

	"starling/app/practice"
	"starling/app/settings"
)

// oneRecording fails unless the recorder was asked for one recording from the
// start of an answer to its end.
func (r *rig) oneRecording(what string, spoken time.Duration) {
	r.Helper()
	end := r.clock.now().Add(-deafFor)
	r.wantTape(what, "open",
		"start "+end.Add(-spoken).Format("04:05.000")+" 0s", "stop "+end.Format("04:05.000"), "close")
}

func TestEveryKindOfAnswerIsRecordedAlike(t *testing.T) {
	const spoken = 20 * time.Second
	preset := func(r *rig, id string) {
		o := presetOf(t, id)
		o.Questions, o.Prepare, o.Rate = 1, 0, practice.RateEach
		r.interview(o)
	}
	for name, begin := range map[string]func(*rig){
		"one-way video": func(r *rig) { preset(r, "one-way") },
		"Table Topics":  func(r *rig) { preset(r, "table-topics") },
		"panel":         func(r *rig) { preset(r, "panel") },
		"random":        func(r *rig) { r.practise("Random") },
		"rapid fire":    func(r *rig) { r.practise("Rapid fire") },
	} {
		t.Run(name, func(t *testing.T) {
			r := start(t, record)
			begin(r)
			r.wantOn("stage")
			r.press("Space")
			r.wait(spoken)
			r.press("Esc")
			r.wait(deafFor)
			calls := r.tape.take()
			if len(calls) > 4 { // the next answer's microphone
				calls = calls[:4]
			}
			r.tape.calls = calls
			r.oneRecording(name, spoken)
		})
	}
}

func TestOneSectionAloneIsRecorded(t *testing.T) {
	r := start(t, record)
	r.answer(shortSlug, 30*time.Second)
	r.press("3", "2", "4", "4", "4", "Enter")
	r.tape.take()
	r.practise("Weakest")
	r.wantOn("stage")
	want(t, "its sections", len(r.stage().session.Plan().Sections), 1)
	r.say(8 * time.Second)
	r.wantOn("ratingScreen")
	r.oneRecording("the section", 8*time.Second)
}

func TestTooLittleSaidInAMockInterviewTakesItsRecordingAlong(t *testing.T) {
	r := start(t, record)
	o := presetOf(t, "panel")
	o.Questions = 1
	r.interview(o)
	id := r.stage().id
	r.recorded.kept[id] = &memoryTake{}
	r.say(3 * time.Second)
	r.wantOn("summaryScreen")
	if r.recorded.kept[id] != nil {
		t.Error("its recording is there still")
	}
}

func TestRecordingsOfAnInterviewWaitForTheirOwnRating(t *testing.T) {
	r := start(t, record, func(s *settings.Settings) { s.Recording.Keep = settings.KeepRating })
	o := presetOf(t, "one-way")
	o.Questions, o.Prepare, o.Rate = 2, 0, practice.RateAtEnd
	r.interview(o)
	first := r.stage().id
	r.recorded.kept[first] = &memoryTake{}
	r.say(20 * time.Second)
	second := r.stage().id
	r.recorded.kept[second] = &memoryTake{}
	r.say(20 * time.Second)
	r.wantOn("ratingScreen")
	r.press("3", "Enter")
	r.wantOn("ratingScreen")
	if r.recorded.kept[first] != nil || r.recorded.kept[second] == nil {
		t.Errorf("after the first rating there are %v", r.recorded.kept)
	}
	r.wait(deafFor)
	r.press("3", "Enter")
	want(t, "left at the end", len(r.recorded.kept), 0)
}
