package rehearsal

import (
	"slices"
	"time"
)

// The readings below hold as of the latest moment that the session was told.

// State tells where the session stands.
func (s *Session) State() State { return s.state }

// Plan gives the plan of the answer.
func (s *Session) Plan() Plan {
	p := s.plan
	p.Sections = slices.Clone(p.Sections)
	return p
}

// Options gives the options as they hold: within bounds, and as the mode wants them.
func (s *Session) Options() Options { return s.options }

// Shown is the index of the section shown.
func (s *Session) Shown() int { return s.changes.shown() }

// Spoken is the time spoken.
func (s *Session) Spoken() time.Duration { return s.spokenAt(s.line.now) }

// SpokenAt is the time spoken at a moment, if nothing is pressed until then. It
// changes nothing.
func (s *Session) SpokenAt(now time.Time) time.Duration {
	line := s.line
	at := line.position(now)
	end, _ := s.options.end(s.plan.Limit)
	switch s.state {
	case StatePreparing:
		return min(max(at-s.since-s.options.Prepare, 0), end)
	case StateAnswering:
		return s.before + min(at-s.since, end-s.before)
	}
	return s.before
}

// Left is the limit minus the time spoken, below zero past the limit.
func (s *Session) Left() time.Duration { return s.plan.Limit - s.Spoken() }

// SectionLeft is the boundary of the section shown minus the time spoken, below
// zero past the boundary.
func (s *Session) SectionLeft() time.Duration {
	return s.plan.Boundary(s.Shown()) - s.Spoken()
}

// PrepareLeft is what is left of the preparation: all of it before, nothing after.
func (s *Session) PrepareLeft() time.Duration {
	switch s.state {
	case StateReady:
		return s.options.Prepare
	case StatePreparing:
		return s.options.Prepare - (s.line.now - s.since)
	}
	return 0
}

// Paused is how long the answer was paused in all, sleep and a visit to the
// rating included.
func (s *Session) Paused() time.Duration { return s.pausedAt(s.line.now) }

// PausedBySleep tells whether the answer is paused because the machine slept.
func (s *Session) PausedBySleep() bool { return s.asleep }

// PaceShown tells whether ahead or behind is shown: from the first → or ← on.
func (s *Session) PaceShown() bool { return s.pressed }

// Pace is how far the speaker is behind the plan, or, below zero, ahead of it:
// the latest change minus its boundary, or how far the section shown is past
// its boundary if that is more.
func (s *Session) Pace() time.Duration {
	var pace time.Duration
	if ends := s.changes.endings(); len(ends) > 0 {
		last := len(ends) - 1
		pace = ends[last].at - s.plan.Boundary(last)
	}
	if past := -s.SectionLeft(); past >= 0 {
		return max(pace, past)
	}
	return pace
}

// Events gives all that has happened, in order. A caller stores those that it
// has not stored yet: the log only grows.
func (s *Session) Events() []Event { return slices.Clone(s.events) }

// MomentOf gives when an event of this session happened by the clock that the
// session is told, its monotonic reading included: what the log has is by the
// wall alone. It holds for what happened since the machine last woke.
func (s *Session) MomentOf(e Event) time.Time {
	return s.line.moment(e.Moment.Sub(s.line.origin))
}

// Attempt gives the attempt as it stands: plan, mode, start, splits, time spoken
// and paused, and how it ended. What the session does not know is the caller's
// to fill in.
func (s *Session) Attempt() Attempt {
	return Replay(Attempt{
		Plan: s.Plan(), Mode: s.options.Mode, Spoken: s.Spoken(), Paused: s.Paused(),
	}, s.events)
}

// ended tells how the answer ended.
func (s *Session) ended() Ending {
	if s.state != StateFinished {
		return Unfinished
	}
	how, _ := s.events[len(s.events)-1].Kind.ending()
	return how
}

// NextChange is the next moment at which the screen may show something else if
// nothing is pressed: the whole seconds of what is left of the answer, of the
// section or of the preparation (see Countdown), or a cue. The screen sleeps
// until then. It is now itself while cues wait for Advance, and the zero time
// when nothing will change.
func (s *Session) NextChange(now time.Time) time.Time {
	s.to(now)
	switch {
	case len(s.fallen) > 0:
		return s.line.moment(s.line.now)
	case s.state == StatePreparing:
		passed := s.line.now - s.since
		return s.line.moment(s.since).Add(nextSecond(passed, s.options.Prepare))
	case s.state != StateAnswering:
		return time.Time{}
	}
	spoken := s.Spoken()
	next := min(nextSecond(spoken, s.plan.Limit), nextSecond(spoken, s.plan.Boundary(s.Shown())))
	if !s.course.done() {
		next = min(next, s.course.peek().At)
	}
	end, _ := s.options.end(s.plan.Limit)
	return s.momentOf(s.since, min(next, end))
}

// nextSecond is the first time after t that is whole seconds away from mark.
func nextSecond(t, mark time.Duration) time.Duration {
	past := (t - mark) % time.Second
	if past < 0 {
		past += time.Second
	}
	return t + time.Second - past
}
