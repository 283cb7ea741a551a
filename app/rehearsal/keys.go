package rehearsal

import "time"

// to brings the session to now, before a key does its work.
func (s *Session) to(now time.Time) { s.reach(s.line.position(now)) }

// Start begins the preparation, or the answer where there is none. While
// preparing it starts the answer sooner; where there is one take there is no sooner.
func (s *Session) Start(now time.Time) bool {
	s.to(now)
	at := s.line.now
	switch {
	case s.state == StateReady && s.options.Prepare > 0:
		s.enter(StatePreparing, at)
		s.record(EventPrepare, at)
	case s.state == StateReady,
		s.state == StatePreparing && !s.options.Mode.OneTake():
		s.begin(at)
		s.reach(at) // a boundary may lie at zero
	default:
		return false
	}
	return true
}

// Pause stops the clock and every cue. Where there is one take there is no pause.
func (s *Session) Pause(now time.Time) bool {
	s.to(now)
	if s.state != StateAnswering || s.options.Mode.OneTake() {
		return false
	}
	s.pause(s.line.now, EventPause)
	return true
}

func (s *Session) pause(at time.Duration, how EventKind) {
	s.enter(StatePaused, at)
	s.record(how, at)
	s.asleep = how == EventSleep
}

// Resume lets the clock go on after a pause.
func (s *Session) Resume(now time.Time) bool {
	s.to(now)
	if s.state != StatePaused {
		return false
	}
	s.enter(StateAnswering, s.line.now)
	s.record(EventResume, s.line.now)
	return true
}

// Toggle is the space bar: start, pause, resume. Where there is one take it
// starts the preparation, and goes on after the machine slept, and that is all.
func (s *Session) Toggle(now time.Time) bool {
	s.to(now)
	switch s.state {
	case StateReady, StatePreparing:
		return s.Start(now)
	case StateAnswering:
		return s.Pause(now)
	case StatePaused:
		return s.Resume(now)
	}
	return false
}

// Mark is "I am moving on". It ends the section shown, or confirms the advance
// that the speaker has just finished a sentence after; in the last section it
// finishes the answer.
func (s *Session) Mark(now time.Time) bool {
	s.to(now)
	if !s.underWay() {
		return false
	}
	s.pressed = true
	at, spoken := s.line.now, s.Spoken()
	switch {
	case s.confirms(spoken):
		s.push(change{EventConfirm, spoken})
		s.record(EventConfirm, at)
	case s.Shown() >= len(s.plan.Sections)-1:
		s.stop(at, EventFinish)
	default:
		s.push(change{EventMark, spoken})
		s.record(EventMark, at)
	}
	return true
}

// confirms tells whether a mark now would confirm an advance.
func (s *Session) confirms(spoken time.Duration) bool {
	top, ok := s.changes.top()
	if !ok || top.kind != EventAdvance {
		return false
	}
	ended := s.plan.Sections[s.Shown()-1]
	return spoken-top.at <= min(confirmWithin, ended.Target/2)
}

// Back undoes the latest change: "I am still in the one before", or "that was
// no mark". It never goes before the first section, and where there is
// one take there is no back.
func (s *Session) Back(now time.Time) bool {
	s.to(now)
	if !s.underWay() || len(s.changes) == 0 || s.options.Mode.OneTake() {
		return false
	}
	s.pressed = true
	s.changes = s.changes[:len(s.changes)-1]
	s.course.shown = s.changes.shown()
	s.record(EventBack, s.line.now)
	return true
}

// Finish ends the answer, to be rated. Before the answer began there is
// nothing to finish: the caller leaves the session as it is.
func (s *Session) Finish(now time.Time) bool {
	s.to(now)
	if !s.underWay() {
		return false
	}
	s.stop(s.line.now, EventFinish)
	return true
}

// Return goes from the rating back to the answer, which is paused, as it was
// since it was finished. Only what the speaker finished can go on, and not
// where there is one take.
func (s *Session) Return(now time.Time) bool {
	s.to(now)
	if s.ended() != Finished || s.options.Mode.OneTake() {
		return false
	}
	s.state = StatePaused // since the finish: the clock has stood still from there
	s.record(EventReturn, s.line.now)
	return true
}

// Abandon ends the attempt because the speaker starts over. Where there
// is one take there is no starting over.
func (s *Session) Abandon(now time.Time) bool {
	s.to(now)
	if !s.underWay() && s.state != StatePreparing || s.options.Mode.OneTake() {
		return false
	}
	s.stop(s.line.now, EventAbandon)
	return true
}

// Slept says that the machine slept from lastSeen, the last moment at which
// the caller was awake, until now. Nothing that would have fallen due after
// lastSeen does; the answer is paused from then. Preparation goes on where it was.
func (s *Session) Slept(lastSeen, now time.Time) bool {
	if now.Before(lastSeen) {
		lastSeen = now
	}
	s.to(lastSeen)
	fell := s.line.now
	slept := s.line.wake(now)
	switch s.state {
	case StatePreparing:
		s.since += slept
	case StateAnswering:
		s.pause(fell, EventSleep)
	default:
		return false
	}
	return true
}

// underWay tells whether the answer has begun and not ended.
func (s *Session) underWay() bool {
	return s.state == StateAnswering || s.state == StatePaused
}

// push puts a change on the stack.
func (s *Session) push(c change) {
	s.changes = append(s.changes, c)
	s.course.shown = s.changes.shown()
}
