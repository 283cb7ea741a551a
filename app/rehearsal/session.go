package rehearsal

import (
	"slices"
	"time"
)

// State is where a session stands.
type State string

// The states, in the order in which an answer goes through them.
const (
	StateReady     State = "ready"
	StatePreparing State = "preparing"
	StateAnswering State = "answering"
	StatePaused    State = "paused"
	StateFinished  State = "finished"
)

// Session times one answer. It has no clock: every method that takes now first
// does what fell due until then, and the cues of that are kept for the next
// Advance. It is for one goroutine at a time.
type Session struct {
	plan    Plan
	options Options

	state   State
	line    timeline
	since   time.Duration // on the timeline: when the state was entered
	before  time.Duration // time spoken before that
	paused  time.Duration // time paused before that
	asleep  bool          // paused because the machine slept
	pressed bool          // a → or ← has done something

	course  course
	changes changes
	fallen  []Cue // fallen due, not yet returned by Advance
	events  []Event
}

// NewSession makes a session that is ready to start.
func NewSession(p Plan, o Options) *Session {
	o = o.settled()
	p.Sections = slices.Clone(p.Sections)
	return &Session{plan: p, options: o, state: StateReady, course: course{agenda: agenda(p, o)}}
}

// Advance lets everything happen that falls due until now. It gives each cue
// that has fallen due since the last Advance, in order, the silent ones too.
func (s *Session) Advance(now time.Time) []Cue {
	s.reach(s.line.position(now))
	fallen := s.fallen
	s.fallen = nil
	return fallen
}

// Upcoming gives the cues to come, as they will fall due if nothing is pressed.
// It is nil while the clock stands still. A cue that has fallen due is no
// longer among them: after Start without preparation the start cue is
// Advance's to give.
func (s *Session) Upcoming() []Cue {
	begin := s.since
	var cues []Cue
	switch s.state {
	case StatePreparing:
		begin += s.options.Prepare
		cues = []Cue{s.startCue(begin)}
	case StateAnswering:
	default:
		return nil
	}
	ahead := s.course // fall leaves what the two share as it is
	for !ahead.done() {
		cue, _ := ahead.fall()
		cue.Moment = s.momentOf(begin, cue.At)
		cues = append(cues, cue)
	}
	return cues
}

// momentOf is the moment at which the time spoken reaches at, when the clock
// runs since a place on the timeline.
func (s *Session) momentOf(since, at time.Duration) time.Time {
	return s.line.moment(since).Add(at - s.before)
}

func (s *Session) startCue(at time.Duration) Cue {
	return Cue{Kind: CueStart, Moment: s.line.moment(at), Given: true, Sounded: true}
}

// reach takes the session to a place on its timeline.
func (s *Session) reach(at time.Duration) {
	s.line.now = at
	if s.state == StatePreparing && at-s.since >= s.options.Prepare {
		s.begin(s.since + s.options.Prepare)
	}
	if s.state != StateAnswering {
		return
	}
	end, how := s.options.end(s.plan.Limit)
	// Compared this way round, no step is too long to be added up.
	spoken := s.before + min(at-s.since, end-s.before)
	for !s.course.done() && s.course.peek().At <= spoken {
		s.fall()
	}
	if spoken == end {
		s.stop(s.since+(end-s.before), how)
	}
}

// begin starts the answer.
func (s *Session) begin(at time.Duration) {
	s.enter(StateAnswering, at)
	s.record(EventStart, at)
	cue := s.startCue(at)
	s.fallen = append(s.fallen, cue)
	s.recordCue(cue, at)
}

// fall lets the next cue fall due.
func (s *Session) fall() {
	cue, advances := s.course.fall()
	cue.Moment = s.momentOf(s.since, cue.At)
	s.fallen = append(s.fallen, cue)
	at := s.since + (cue.At - s.before)
	if advances {
		s.changes = append(s.changes, change{EventAdvance, cue.At})
		s.record(EventAdvance, at)
	}
	s.recordCue(cue, at)
}

// enter changes the state at a place on the timeline, and settles what the
// state that it leaves was for.
func (s *Session) enter(state State, at time.Duration) {
	s.before, s.paused = s.spokenAt(at), s.pausedAt(at)
	s.state, s.since, s.asleep = state, at, false
}

// stop ends the answer.
func (s *Session) stop(at time.Duration, how EventKind) {
	s.enter(StateFinished, at)
	s.record(how, at)
}

// spokenAt is the time spoken at a place on the timeline in the present state.
func (s *Session) spokenAt(at time.Duration) time.Duration {
	if s.state != StateAnswering {
		return s.before
	}
	return s.before + (at - s.since)
}

func (s *Session) pausedAt(at time.Duration) time.Duration {
	if s.state != StatePaused {
		return s.paused
	}
	return s.paused + (at - s.since)
}

// record logs what happened at a place on the timeline.
func (s *Session) record(kind EventKind, at time.Duration) {
	s.events = append(s.events, Event{
		Kind: kind, Moment: s.line.recorded(at), Spoken: s.spokenAt(at), Section: s.changes.shown(),
	})
}

func (s *Session) recordCue(cue Cue, at time.Duration) {
	s.record(EventCue, at)
	e := &s.events[len(s.events)-1]
	e.Cue, e.Given = cue.Kind, cue.Given
}
