package rehearsal

import "time"

// change is an entry of the stack of changes: an advance by itself, a mark, or
// a confirmation of the advance that lies under it.
type change struct {
	kind EventKind // EventAdvance, EventMark or EventConfirm
	at   time.Duration
}

// changes is the stack, the latest last. Everything about which section is
// shown, and what each took, is read off it.
type changes []change

// shown is the index of the section shown: each advance and each mark ended one.
func (c changes) shown() int {
	n := 0
	for _, ch := range c {
		if ch.kind != EventConfirm {
			n++
		}
	}
	return n
}

// top gives the latest change.
func (c changes) top() (change, bool) {
	if len(c) == 0 {
		return change{}, false
	}
	return c[len(c)-1], true
}

// ending is how and when a section ended.
type ending struct {
	by EndedBy
	at time.Duration
}

// endings gives how each section before the one shown ended, in order. A
// confirmation moves the ending under it, and makes it the speaker's.
func (c changes) endings() []ending {
	ends := make([]ending, 0, len(c))
	for _, ch := range c {
		switch {
		case ch.kind == EventAdvance:
			ends = append(ends, ending{ByItself, ch.at})
		case ch.kind == EventMark:
			ends = append(ends, ending{ByMark, ch.at})
		case len(ends) > 0:
			ends[len(ends)-1] = ending{ByMark, ch.at}
		}
	}
	return ends
}

// splits divides the time spoken among the sections of a plan.
func (c changes) splits(p Plan, spoken time.Duration, ended bool) []Split {
	splits := make([]Split, len(p.Sections))
	for i, s := range p.Sections {
		splits[i] = Split{Section: s.Name, Target: s.Target}
	}
	if len(splits) == 0 {
		return splits
	}
	var begun time.Duration
	ends := c.endings()
	for i, e := range ends {
		splits[i].Spent = e.at - begun
		splits[i].EndedBy = e.by
		begun = e.at
	}
	last := &splits[len(ends)]
	last.Spent = spoken - begun
	if ended {
		last.EndedBy = ByFinish
	}
	return splits
}
