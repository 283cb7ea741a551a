package practice

import "time"

// Light is one of the lights that a speaker sees in a Table Topics session.
type Light string

// The lights; before the first there is none.
const (
	NoLight Light = ""
	Green   Light = "green"
	Yellow  Light = "yellow"
	Red     Light = "red"
)

// Lights say when each light comes on, and how long an answer must and may be.
// All are times spoken. The zero value stands for no lights.
type Lights struct {
	Green, Yellow, Red time.Duration
	// Least and Most bound the time of an answer that qualifies; both count as in.
	Least, Most time.Duration
}

// On tells whether there are lights.
func (l Lights) On() bool { return l != Lights{} }

// At gives the light that shows when so much has been spoken.
func (l Lights) At(spoken time.Duration) Light {
	switch {
	case !l.On() || spoken < l.Green:
		return NoLight
	case spoken < l.Yellow:
		return Green
	case spoken < l.Red:
		return Yellow
	}
	return Red
}

// Next is the time spoken at which the next light comes on; ok is false after
// the last.
func (l Lights) Next(spoken time.Duration) (at time.Duration, ok bool) {
	for _, at := range []time.Duration{l.Green, l.Yellow, l.Red} {
		if l.On() && spoken < at {
			return at, true
		}
	}
	return 0, false
}

// Qualifies tells whether an answer of that length is neither too short nor too
// long. Without lights every answer does.
func (l Lights) Qualifies(spoken time.Duration) bool {
	return !l.On() || spoken >= l.Least && spoken <= l.Most
}
