package progress

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// TimeUse is where the time of a story goes.
type TimeUse struct {
	Story, Title string // those of the newest attempt
	// Plan is what the newest attempt was planned to take.
	Plan rehearsal.Plan
	// Attempts are the last ten, the newest first.
	Attempts []Attempt
}

// TimeUseOf looks at the last whole attempts of a story, the newest first.
func TimeUseOf(attempts []Attempt) TimeUse {
	if len(attempts) == 0 {
		return TimeUse{}
	}
	newest := attempts[0]
	return TimeUse{
		Story: newest.Story, Title: newest.Title, Plan: newest.Plan,
		Attempts: attempts[:min(len(attempts), lastAttempts)],
	}
}

// What is worth saying: less is within what varies from answer to answer.
const (
	changeLeast  = 5 * time.Second // of a section, from the oldest to the newest
	offLeast     = 3 * time.Second // of a section, from its target
	worthSaying  = 0.2             // and as a share of the section's time, both of them
	wholeLeast   = 0.05            // and as a share of the whole answer's
	lastInARow   = 3               // so many attempts make a habit
	halvesMatter = 4               // from so many attempts on, one of them makes no change
)

// Sentence says what changed from the oldest of the attempts to the newest,
// and what did not: "Situation shrank from 50 s to 26 s in a week. Result still
// ends early."
func (t TimeUse) Sentence() string {
	switch len(t.Attempts) {
	case 0:
		return ""
	case 1:
		return t.habit() + " A second attempt shows what changes."
	}
	return t.change() + " " + t.habit()
}

// change says which section changed the most.
func (t TimeUse) change() string {
	newest, oldest := t.Attempts[0], t.Attempts[len(t.Attempts)-1]
	when := inDays(int(newest.Day() - oldest.Day()))
	var section story.SectionName
	var most time.Duration
	for _, s := range newest.Splits {
		if by := t.changeOf(s); by.Abs() > most.Abs() {
			section, most = s.Section, by
		}
	}
	if section == "" {
		return t.changeOfAll(newest, oldest, when)
	}
	now, _ := newest.split(section)
	before, _ := oldest.split(section)
	verb, rest := "shrank", ""
	if most > 0 {
		verb = "grew"
		if over := now.Spent - now.Target; over >= offLeast {
			rest = ", " + seconds(over) + " over its target"
		}
	}
	return fmt.Sprintf("%s %s from %s to %s %s%s.", section.Title(), verb, seconds(before.Spent), seconds(now.Spent), when, rest)
}

// changeOf gives by how much a section of the newest attempt changed since the
// oldest; zero where that is not worth saying, or where only one attempt of
// many differs.
func (t TimeUse) changeOf(now rehearsal.Split) time.Duration {
	before, ok := t.Attempts[len(t.Attempts)-1].split(now.Section)
	by := now.Spent - before.Spent
	if !ok || by.Abs() < changeLeast || by.Abs() < share(worthSaying, max(before.Spent, now.Spent)) {
		return 0
	}
	if half := len(t.Attempts) / 2; len(t.Attempts) >= halvesMatter {
		newer := median(now.Section, t.Attempts[:half])
		older := median(now.Section, t.Attempts[len(t.Attempts)-half:])
		if cmp.Compare(newer, older) != cmp.Compare(by, 0) {
			return 0
		}
	}
	return by
}

// changeOfAll says how the whole answer changed.
func (t TimeUse) changeOfAll(newest, oldest Attempt, when string) string {
	by := newest.Spoken - oldest.Spoken
	switch {
	case by.Abs() < changeLeast || by.Abs() < share(wholeLeast, oldest.Spoken):
		return "The sections take as long as before."
	case by < 0:
		return fmt.Sprintf("The answer shrank from %s to %s %s.", seconds(oldest.Spoken), seconds(newest.Spoken), when)
	}
	return fmt.Sprintf("The answer grew from %s to %s %s.", seconds(oldest.Spoken), seconds(newest.Spoken), when)
}

func share(of float64, d time.Duration) time.Duration { return time.Duration(of * float64(d)) }

// median is the time that a section takes in the middle one of the attempts.
func median(n story.SectionName, attempts []Attempt) time.Duration {
	var spent []time.Duration
	for _, a := range attempts {
		if s, ok := a.split(n); ok {
			spent = append(spent, s.Spent)
		}
	}
	if len(spent) == 0 {
		return 0
	}
	slices.Sort(spent)
	return (spent[(len(spent)-1)/2] + spent[len(spent)/2]) / 2
}

// habit says which section is far from its target, by how much of it. One
// that is so each time comes before one that is so once.
func (t TimeUse) habit() string {
	var most rehearsal.Split
	var mostShare float64 // of its target
	often := false        // not only this time
	for _, s := range t.Attempts[0].Splits {
		off := farOff(s)
		if off == 0 {
			continue
		}
		part, again := float64(off.Abs())/float64(max(s.Target, 1)), t.often(s.Section, off)
		if again == often && part > mostShare || again && !often {
			most, mostShare, often = s, part, again
		}
	}
	if mostShare == 0 {
		return "Every section is close to its target."
	}
	return most.Section.Title() + " " + habitWords(most, often && len(t.Attempts) > 1) + "."
}

// habitWords says what becomes of a section that is far from its target.
func habitWords(s rehearsal.Split, still bool) string {
	words := func(again, once string) string {
		if still {
			return again
		}
		return once
	}
	switch {
	case s.Spent == 0:
		return words("is still not reached", "was not reached")
	case s.Spent < s.Target:
		return words("still ends early", "ended early this time")
	}
	return words("still runs long", "ran long this time")
}

// farOff is how far a section is past its target, or, below zero, short of it;
// zero where that is close enough.
func farOff(s rehearsal.Split) time.Duration {
	off := s.Spent - s.Target
	if off.Abs() < max(offLeast, share(worthSaying, s.Target)) {
		return 0
	}
	return off
}

// often tells whether a section was off its target to the same side in each of
// the last attempts.
func (t TimeUse) often(n story.SectionName, off time.Duration) bool {
	for _, a := range t.Attempts[:min(len(t.Attempts), lastInARow)] {
		s, ok := a.split(n)
		if before := farOff(s); !ok || before == 0 || (before < 0) != (off < 0) {
			return false
		}
	}
	return true
}
