package rehearsal

import (
	"cmp"
	"slices"
	"time"
)

// CueKind names what a cue signals.
type CueKind string

// The kinds of cue.
const (
	CueStart    CueKind = "start"    // the answer begins
	CueSection  CueKind = "section"  // a section should give way to the next
	CueWrapUp   CueKind = "wrap-up"  // the limit is near
	CueTimeUp   CueKind = "time-up"  // the limit
	CueOvertime CueKind = "overtime" // the limit is past, and still
)

// weight orders the kinds by how much they matter when two fall due together.
func (k CueKind) weight() int {
	return slices.Index([]CueKind{CueOvertime, CueWrapUp, CueSection, CueTimeUp}, k)
}

// Cue is something that the app signals at its moment.
type Cue struct {
	Kind CueKind
	// At is the time spoken at which it falls due.
	At time.Duration
	// Moment is when that is, or was.
	Moment time.Time
	// Section is the index of the section that begins, for CueSection.
	Section int
	// Number counts the overtime cues, from 1.
	Number int
	// Given tells that the cue is shown; false where the speaker was already
	// past the boundary.
	Given bool
	// Sounded tells that it is heard too: it is given, and does not give way to
	// another within 1.5 s.
	Sounded bool
}

const (
	// tooClose is how near to each other two cues are not both sounded.
	tooClose = 1500 * time.Millisecond
	// wrapUpBefore is how long before the limit the wrap-up falls due; in a
	// short answer it is a sixth of the limit.
	wrapUpBefore = 20 * time.Second
	// minOvertime keeps a slip in the settings from ticking without end.
	minOvertime = time.Second
)

// agenda gives every cue of an answer after its start, in the order in which
// they fall due. Of those that fall due at once, the one that matters most
// comes last, as the screen shows the last.
func agenda(p Plan, o Options) []Cue {
	if o.Silent {
		return nil
	}
	var cues []Cue
	for i := range len(p.Sections) - 1 {
		if !o.NoSections {
			cues = append(cues, Cue{Kind: CueSection, At: p.Boundary(i), Section: i + 1})
		}
	}
	if !o.NoWrapUp {
		cues = append(cues, Cue{Kind: CueWrapUp, At: p.Limit - min(wrapUpBefore, p.Limit/6)})
	}
	cues = append(cues, Cue{Kind: CueTimeUp, At: p.Limit})
	if every := o.Overtime.Every; every > 0 {
		for n := 1; time.Duration(n) <= MaxOver/every; n++ {
			cues = append(cues, Cue{Kind: CueOvertime, At: p.Limit + time.Duration(n)*every, Number: n})
			if o.Overtime.Once {
				break
			}
		}
	}
	slices.SortStableFunc(cues, func(a, b Cue) int {
		return cmp.Or(cmp.Compare(a.At, b.At), cmp.Compare(a.Kind.weight(), b.Kind.weight()))
	})
	return cues
}

// course is the way of the cues through an answer. It decides for the session
// what a cue does when it falls due, and for Upcoming what it would do: both
// walk the same course, Upcoming a copy of it.
type course struct {
	agenda []Cue // shared by all copies, never changed
	next   int   // index of the next one to fall due
	shown  int   // index of the section shown
	recent []Cue // those that fell due within tooClose of the next, as they were decided
}

// done tells that no cue is left.
func (c *course) done() bool { return c.next == len(c.agenda) }

// peek is the next cue to fall due.
func (c *course) peek() Cue { return c.agenda[c.next] }

// fall lets the next cue fall due. It tells whether the cue moves the section
// shown on, and does so.
func (c *course) fall() (cue Cue, advances bool) {
	cue = c.decide(c.peek())
	if advances = cue.Kind == CueSection && c.shown == cue.Section-1; advances {
		c.shown++
	}
	c.next++
	c.recent = append(within(c.recent, cue.At), cue)
	return cue, advances
}

// decide settles whether a cue that falls due now is given and sounded.
func (c *course) decide(cue Cue) Cue {
	cue.Given = c.gives(cue)
	cue.Sounded = cue.Given && !c.yieldsToEarlier(cue) && !c.yieldsToLater(cue)
	return cue
}

// gives tells whether a cue is given if nothing is pressed before it: a
// section cue is, unless the speaker is past the boundary already. Going on by
// itself never takes the speaker past a boundary before it falls due.
func (c *course) gives(cue Cue) bool {
	return cue.Kind != CueSection || c.shown < cue.Section
}

// yieldsToEarlier tells whether a cue gives way to one that fell due before
// it. What has sounded has been decided for, even if it matters less: the one
// that matters more was to be silent then.
func (c *course) yieldsToEarlier(cue Cue) bool {
	return slices.ContainsFunc(within(c.recent, cue.At), func(earlier Cue) bool {
		return earlier.Sounded || earlier.Given && earlier.Kind.weight() > cue.Kind.weight()
	})
}

// yieldsToLater tells whether a cue gives way to one that is still to come.
func (c *course) yieldsToLater(cue Cue) bool {
	for _, later := range c.agenda[c.next+1:] {
		if later.At-cue.At > tooClose {
			break
		}
		if c.gives(later) && later.Kind.weight() > cue.Kind.weight() {
			return true
		}
	}
	return false
}

// within gives those of the cues that are too close to the time at.
func within(cues []Cue, at time.Duration) []Cue {
	var near []Cue
	for _, c := range cues {
		if at-c.At <= tooClose {
			near = append(near, c)
		}
	}
	return near
}
