package progress

import (
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Attempt is one timed answer and what was thought of it.
type Attempt struct {
	// Attempt is what happened. Started is in the zone in which it was made.
	rehearsal.Attempt

	// Number counts the attempts of one story from the oldest, which is 1.
	Number int
	// Ratings are 1 to 5; rehearsal.Delivery is among them.
	Ratings map[story.SectionName]int
	Note    string
}

// Day is the day on which the attempt was made, where it was made.
func (a Attempt) Day() Day { return DayOf(a.Started) }

// Coverage is the percentage over the rated sections, if any is rated.
func (a Attempt) Coverage() (percent float64, ok bool) { return rehearsal.Coverage(a.Ratings) }

// Over is how far the answer ran over its limit; below zero it ended before it.
func (a Attempt) Over() time.Duration { return a.Spoken - a.Plan.Limit }

// Counts tells whether an attempt counts as practice: it was ended, and not by
// starting over. Deleted attempts are not given to this package.
func Counts(a Attempt) bool {
	switch a.Ended {
	case rehearsal.Finished, rehearsal.AtLimit, rehearsal.Auto:
		return true
	}
	return false
}

// Whole tells whether an attempt counts and was a whole answer, of more than
// one section: only then can its coverage and its times be set beside others.
func Whole(a Attempt) bool { return Counts(a) && len(a.Plan.Sections) > 1 }

// split gives what an attempt spent in a section, if it was planned.
func (a Attempt) split(n story.SectionName) (rehearsal.Split, bool) {
	for _, s := range a.Splits {
		if s.Section == n {
			return s, true
		}
	}
	return rehearsal.Split{}, false
}
