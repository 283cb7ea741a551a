package rehearsal_test

import (
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

const (
	ms  = time.Millisecond
	sec = time.Second
)

// noon is when the tests' clocks start.
func noon() time.Time { return time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC) }

// planOf is a plan with these targets.
func planOf(targets ...time.Duration) rehearsal.Plan {
	var p rehearsal.Plan
	for i, target := range targets {
		p.Limit += target
		p.Sections = append(p.Sections, rehearsal.PlannedSection{Name: story.SectionNames()[i], Target: target})
	}
	return p
}

// twoMinutes is the plan of most examples: boundaries at 24, 36, 108 and 120 s.
func twoMinutes() rehearsal.Plan { return planOf(24*sec, 12*sec, 72*sec, 12*sec) }

// rig drives a session by a clock of its own.
type rig struct {
	t *testing.T
	*rehearsal.Session
	now  time.Time
	cues []rehearsal.Cue
}

// ready gives a session that is not started.
func ready(t *testing.T, p rehearsal.Plan, o rehearsal.Options) *rig {
	return &rig{t: t, Session: rehearsal.NewSession(p, o), now: noon()}
}

// answering gives a session whose answer began at noon.
func answering(t *testing.T, p rehearsal.Plan, o rehearsal.Options) *rig {
	t.Helper()
	r := ready(t, p, o)
	r.must(r.Start)
	r.wait(r.Options().Prepare)
	if r.State() != rehearsal.StateAnswering {
		t.Fatalf("state %q after the start", r.State())
	}
	return r
}

// wait lets time pass, and keeps the cues.
func (r *rig) wait(d time.Duration) *rig {
	r.now = r.now.Add(d)
	r.cues = append(r.cues, r.Advance(r.now)...)
	return r
}

// speakTo waits until so much is spoken.
func (r *rig) speakTo(spoken time.Duration) *rig {
	r.t.Helper()
	r.wait(spoken - r.Spoken())
	if r.Spoken() != spoken {
		r.t.Fatalf("spoken %v, want %v", r.Spoken(), spoken)
	}
	return r
}

// must presses a key that has to do something.
func (r *rig) must(key func(time.Time) bool) *rig {
	r.t.Helper()
	if !key(r.now) {
		r.t.Fatalf("the key did nothing (state %q, spoken %v)", r.State(), r.Spoken())
	}
	return r
}

// mustNot presses a key that must do nothing.
func (r *rig) mustNot(key func(time.Time) bool) *rig {
	r.t.Helper()
	state, shown, events := r.State(), r.Shown(), len(r.Events())
	if key(r.now) {
		r.t.Fatalf("the key did something (state %q, spoken %v)", r.State(), r.Spoken())
	}
	if r.State() != state || r.Shown() != shown || len(r.Events()) != events {
		r.t.Fatalf("the key says that it did nothing, but %q/%d became %q/%d", state, shown, r.State(), r.Shown())
	}
	return r
}

// shows checks the section shown.
func (r *rig) shows(section int) *rig {
	r.t.Helper()
	if r.Shown() != section {
		r.t.Fatalf("section %d is shown at %v, want %d", r.Shown(), r.Spoken(), section)
	}
	return r
}

// in checks the state.
func (r *rig) in(state rehearsal.State) *rig {
	r.t.Helper()
	if r.State() != state {
		r.t.Fatalf("state %q at %v, want %q", r.State(), r.Spoken(), state)
	}
	return r
}

// spent checks the splits, and that they add up to the time spoken.
func (r *rig) spent(want ...time.Duration) *rig {
	r.t.Helper()
	var total time.Duration
	for i, s := range r.Attempt().Splits {
		total += s.Spent
		if s.Spent != want[i] {
			r.t.Errorf("split %d is %v, want %v", i, s.Spent, want[i])
		}
	}
	if total != r.Spoken() {
		r.t.Errorf("the splits add up to %v, spoken %v", total, r.Spoken())
	}
	return r
}

// endedBy checks how the sections ended.
func (r *rig) endedBy(want ...rehearsal.EndedBy) *rig {
	r.t.Helper()
	for i, s := range r.Attempt().Splits {
		if s.EndedBy != want[i] {
			r.t.Errorf("section %d ended by %q, want %q", i, s.EndedBy, want[i])
		}
	}
	return r
}

// kinds gives the kinds of all events but cues.
func (r *rig) kinds() []rehearsal.EventKind {
	var kinds []rehearsal.EventKind
	for _, e := range r.Events() {
		if e.Kind != rehearsal.EventCue {
			kinds = append(kinds, e.Kind)
		}
	}
	return kinds
}

// heard gives the times of the cues of a kind that were sounded.
func heard(cues []rehearsal.Cue, kind rehearsal.CueKind) []time.Duration {
	var at []time.Duration
	for _, c := range cues {
		if c.Kind == kind && c.Sounded {
			at = append(at, c.At)
		}
	}
	return at
}

// given gives the times of the cues of a kind that were given.
func given(cues []rehearsal.Cue, kind rehearsal.CueKind) []time.Duration {
	var at []time.Duration
	for _, c := range cues {
		if c.Kind == kind && c.Given {
			at = append(at, c.At)
		}
	}
	return at
}
