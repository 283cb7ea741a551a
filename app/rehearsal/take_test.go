package rehearsal_test

import (
	"testing"

	"starling/app/rehearsal"
)

func TestAMockInterviewIsOneTakeWithThePreparationThatIsAskedFor(t *testing.T) {
	r := ready(t, twoMinutes(), rehearsal.Options{Mode: rehearsal.ModeMock, Prepare: 15 * sec})
	r.must(r.Toggle).in(rehearsal.StatePreparing).wait(5 * sec)
	r.mustNot(r.Toggle).mustNot(r.Abandon).wait(10 * sec).in(rehearsal.StateAnswering)
	r.wait(30 * sec).shows(1).mustNot(r.Pause).mustNot(r.Back).mustNot(r.Abandon)
	r.must(r.Finish).mustNot(r.Return)
	if a := r.Attempt(); a.Mode != rehearsal.ModeMock || a.Ended != rehearsal.Finished {
		t.Errorf("the attempt is %+v", a)
	}
}

func TestAMockInterviewGoesOnPastItsLimitUnlessItIsCut(t *testing.T) {
	every := rehearsal.Overtime{Every: 10 * sec}
	r := answering(t, twoMinutes(), rehearsal.Options{Mode: rehearsal.ModeMock, Overtime: every})
	r.wait(131 * sec).in(rehearsal.StateAnswering)
	if n := len(heard(r.cues, rehearsal.CueOvertime)); n != 1 {
		t.Errorf("%d cues in overtime", n)
	}
	r = answering(t, twoMinutes(), rehearsal.Options{Mode: rehearsal.ModeMock, Overtime: every, Cut: true})
	r.wait(131 * sec).in(rehearsal.StateFinished)
	if a := r.Attempt(); a.Ended != rehearsal.AtLimit || a.Spoken != 120*sec {
		t.Errorf("it ended %s after %v", a.Ended, a.Spoken)
	}
}

func TestWithoutSectionCuesSectionsGoOnByMarksAlone(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{NoSections: true})
	r.wait(40 * sec).shows(0).must(r.Mark).shows(1).wait(70 * sec).shows(1)
	if n := len(given(r.cues, rehearsal.CueSection)); n != 0 {
		t.Errorf("%d section cues", n)
	}
	if n := len(heard(r.cues, rehearsal.CueWrapUp)); n != 1 {
		t.Errorf("%d wrap-up cues", n)
	}
	r.spent(40*sec, 70*sec, 0, 0)
}

func TestASilentAnswerGivesNoCueButTheStart(t *testing.T) {
	r := answering(t, twoMinutes(), rehearsal.Options{Silent: true, Overtime: rehearsal.Overtime{Every: 10 * sec}})
	if len(r.Upcoming()) != 0 {
		t.Errorf("cues to come: %v", r.Upcoming())
	}
	r.wait(150 * sec).shows(0)
	if len(r.cues) != 1 || r.cues[0].Kind != rehearsal.CueStart {
		t.Errorf("the cues are %v", r.cues)
	}
	r.wait(rehearsal.MaxOver).in(rehearsal.StateFinished)
	if a := r.Attempt(); a.Ended != rehearsal.Auto || a.Spoken != 120*sec+rehearsal.MaxOver {
		t.Errorf("it ended %s after %v", a.Ended, a.Spoken)
	}
}
