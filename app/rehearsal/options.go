package rehearsal

import "time"

const (
	// MinSpoken is how long an attempt must be to be kept when it is finished
	// or started over; see Attempt.TooShort.
	MinSpoken = 5 * time.Second
	// MaxOver is how far past its limit an answer ends by itself.
	MaxOver = 10 * time.Minute
	// MaxPrepare is the longest preparation.
	MaxPrepare = 120 * time.Second
	// OneWayPrepare is the preparation of a one-way interview.
	OneWayPrepare = 30 * time.Second
)

const (
	// confirmWithin is how long after an advance by itself a mark confirms it
	// rather than ending the next section; half of the ended section's target,
	// if that is less.
	confirmWithin = 10 * time.Second
)

// Overtime says how cues go on after the limit.
type Overtime struct {
	// Every is the time from cue to cue; zero for none at all. Less than a
	// second counts as one.
	Every time.Duration
	// Once keeps the first of them alone.
	Once bool
}

// Options are how an answer is to be timed.
type Options struct {
	// Prepare is how long the speaker may think before the answer starts by
	// itself, 0 to 120 s. A one-way interview always gives 30 s.
	Prepare time.Duration
	// NoWrapUp leaves the wrap-up cue out.
	NoWrapUp bool
	// Overtime are the cues past the limit; a one-way interview has none.
	Overtime Overtime
	// Cut ends the answer at its limit, as a recorder does; a one-way interview
	// always is. Then there is no overtime.
	Cut bool
	// NoSections leaves the section cues out: sections go on by marks alone.
	NoSections bool
	// Silent leaves out every cue but the start, for an answer whose time is out
	// of sight.
	Silent bool
	// Mode is the kind of answer; empty for practice.
	Mode Mode
}

// settled gives the options as they will hold.
func (o Options) settled() Options {
	if o.Mode == "" {
		o.Mode = ModePractice
	}
	o.Prepare = min(max(o.Prepare, 0), MaxPrepare)
	o.Overtime.Every = max(o.Overtime.Every, 0)
	if o.Overtime.Every > 0 {
		o.Overtime.Every = max(o.Overtime.Every, minOvertime)
	}
	if o.Mode == ModeOneWay {
		o.Prepare = OneWayPrepare
		o.Cut = true
	}
	if o.Cut {
		o.Overtime = Overtime{}
	}
	return o
}

// end is the time spoken at which an answer ends by itself, and how it is said
// to have ended then.
func (o Options) end(limit time.Duration) (at time.Duration, how EventKind) {
	if o.Cut {
		return limit, EventLimit
	}
	return limit + MaxOver, EventAuto
}
