package practice

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"starling/app/rehearsal"
)

func TestAnAnswerIsRatedBeforeTheDrillIsOver(t *testing.T) {
	d := NewDrill(DrillDue, exercises(2))
	if _, ok := d.ToRate(); ok || d.Rated() || d.Again("id") || d.Discarded() {
		t.Error("something is rated before anything was said")
	}
	d.Done("id-1")
	if r, ok := d.ToRate(); !ok || r.Attempt != "id-1" {
		t.Error(r, ok)
	}
	d.Again("id-2")
	d = again(t, d)
	if r, ok := d.ToRate(); !ok || r.Attempt != "id-2" || !d.Rated() {
		t.Error("what was said again does not take the place of the first", r, ok)
	}
	if r, ok := d.ToRate(); ok {
		t.Error("rated twice", r)
	}
}

func TestTheLastAnswerIsRatedOrDiscardedBeforeTheDrillIsOver(t *testing.T) {
	d := NewDrill(DrillDue, exercises(1))
	d.Done("id-3")
	if d.Over() || !d.Progress().Over {
		t.Error("the last answer is to be rated")
	}
	d.Discarded()
	if r := d.Rounds()[0]; r.Outcome != Skipped || r.Attempt != "" || !d.Over() {
		t.Errorf("%+v", r)
	}
}

func TestRapidFireIsRatedAtItsEnd(t *testing.T) {
	d := NewDrill(DrillRapid, exercises(3))
	d.Done("id-1")
	d.Skip()
	if r, ok := d.ToRate(); ok {
		t.Error("rated before the end", r)
	}
	d.Done("id-3")
	var rated []string
	for !d.Over() {
		r, _ := d.ToRate()
		rated = append(rated, r.Attempt)
		d = again(t, d)
		d.Rated()
	}
	if strings.Join(rated, " ") != "id-1 id-3" {
		t.Errorf("rated %v", rated)
	}
}

func TestADrillInWhichMoreWasRatedThanSaidIsRefused(t *testing.T) {
	d := NewDrill(DrillDue, exercises(2))
	d.Done("id-1")
	data, err := json.Marshal(d)
	if err != nil {
		t.Fatal(err)
	}
	for _, rated := range []string{`"rated":2`, `"rated":-1`} {
		if _, err := ResumeDrill([]byte(strings.Replace(string(data), `"rated":0`, rated, 1))); !errors.Is(err, ErrSession) {
			t.Errorf("%s: %v", rated, err)
		}
	}
}

func TestOnlyWhatWasPractisedSaysOnWhichRungAStoryIs(t *testing.T) {
	script, question := rehearsal.PromptScript, rehearsal.PromptQuestion
	first := round(t, 0, script, Ratings{}, inTime)
	mock, part, over := round(t, 1, question, rate(5), inTime), round(t, 2, question, rate(5), inTime), round(t, 3, question, rate(5), inTime)
	mock.Mode, part.Part, over.Ended = rehearsal.ModeMock, "action", rehearsal.Abandoned
	if rung, ok := LastRung([]Attempt{over, mock, first, part}, "s"); !ok || rung != script {
		t.Error(rung, ok)
	}
	if rung, ok := LastRung([]Attempt{over, mock, part}, "s"); ok {
		t.Error("a rung of nothing", rung)
	}
	if s := Ladder([]Attempt{mock, round(t, 4, script, rate(5, 5), inTime), round(t, 5, script, rate(5, 5), inTime)}, full()); s.Step != StepNext || s.Rung != script {
		t.Errorf("an interview stands in the way of the ladder: %+v", s)
	}
}
