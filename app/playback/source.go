package playback

import (
	"math"
	"time"
)

// Rate is the rate, in samples a second, of what is played: one channel, 16 bits.
const Rate = 48000

// Source is a recording that is read. Samples are counted from its beginning.
type Source interface {
	// SeekTo makes the sample the next that Read gives. Beyond the end there are none.
	SeekTo(sample int64) error
	// Read gives the next samples, as many as there are or fewer; io.EOF at the end.
	Read(buf []int16) (int, error)
	// Length is how many samples there are.
	Length() int64
}

// Span is a stretch of a recording: from one moment up to another, in file time.
type Span struct{ From, To time.Duration }

// Contains tells whether the moment lies in the span; its end does not.
func (s Span) Contains(at time.Duration) bool { return at >= s.From && at < s.To }

// Within gives the index of the span that a moment lies in: of those that have begun the
// last, or the first if none has; −1 if there are no spans. They stand in their order.
func Within(spans []Span, at time.Duration) int {
	if len(spans) == 0 {
		return -1
	}
	in := 0
	for i, s := range spans {
		if s.From <= at {
			in = i
		}
	}
	return in
}

// again is how far into a span one step back leads to its beginning, rather than to the
// span before.
const again = 1500 * time.Millisecond

// Beside gives the index of the span that is a step before (by −1) or after (by 1) the
// moment, −1 if there is none. A step back from well within a span leads to its beginning.
func Beside(spans []Span, at time.Duration, by int) int {
	in := Within(spans, at)
	switch {
	case in < 0:
		return -1
	case by > 0 && at < spans[in].From: // before the first
		return in
	case by > 0 && in+1 == len(spans):
		return -1
	case by > 0:
		return in + 1
	case at >= spans[in].From+again || in == 0:
		return in
	}
	return in - 1
}

// samples is the number of samples up to a moment of file time, to the nearest.
func samples(d time.Duration) int64 {
	whole, rest := int64(d/time.Second), d%time.Second
	return whole*Rate + int64(math.Round(rest.Seconds()*Rate))
}

// duration is the file time of a place in samples.
func duration(sample float64) time.Duration {
	return time.Duration(math.Round(sample / Rate * float64(time.Second)))
}
