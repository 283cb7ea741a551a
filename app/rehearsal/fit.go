package rehearsal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"starling/app/story"
)

// DefaultPace is how fast a script is spoken where nothing else is known, in
// words a minute.
const DefaultPace = 150

// SectionFit tells how the script of a section fits its target.
type SectionFit struct {
	Name  story.SectionName
	Words int
	Time  time.Duration // to speak them
	Over  time.Duration // above the target; below zero, what is to spare
}

// Fit tells whether a story's script can be spoken in the time it has.
type Fit struct {
	Pace     int // words a minute
	Words    int
	Time     time.Duration // to speak them all
	Over     time.Duration // above the limit; below zero, what is to spare
	Sections []SectionFit
	// CutWords is how many words must go for the script to fit the limit.
	CutWords int
	// Complete tells that every section has a script.
	Complete bool
}

// NewFit measures a story's script against a plan.
func NewFit(s story.Story, p Plan, pace int) Fit {
	if pace <= 0 {
		pace = DefaultPace
	}
	f := Fit{Pace: pace, Complete: len(p.Sections) > 0}
	for _, planned := range p.Sections {
		words := story.Words(s.Section(planned.Name).Script)
		f.Complete = f.Complete && words > 0
		f.Words += words
		spoken := speaking(words, pace)
		f.Sections = append(f.Sections, SectionFit{
			Name: planned.Name, Words: words, Time: spoken, Over: spoken - planned.Target,
		})
	}
	f.Time = speaking(f.Words, pace)
	f.Over = f.Time - p.Limit
	if f.Over > 0 {
		f.CutWords = f.Words - int(p.Limit*time.Duration(pace)/time.Minute)
	}
	return f
}

// Sentence says the fit in words. The warning is what goes wrong; it is empty
// when the script fits. The rest is what to know, or to do, beside it. Both are
// empty for a story without a script.
func (f Fit) Sentence() (warning, rest string) {
	if f.Words == 0 {
		return "", ""
	}
	var said []string
	if f.Over > 0 {
		over := max(f.Over.Round(time.Second), time.Second)
		warning = fmt.Sprintf("Your script runs %s at %d words a minute: %s over.",
			Clock(f.Time-f.Over+over), f.Pace, inWords(over))
	} else {
		said = append(said, f.fits())
	}
	said = append(said, f.sectionsOver(), f.cut(), f.unwritten())
	said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	return warning, strings.Join(said, " ")
}

// fits says how long a script runs that is not over its limit.
func (f Fit) fits() string {
	spare := -f.Over.Round(time.Second)
	runs := Clock(f.Time - f.Over - spare)
	switch {
	case !f.Complete:
		return fmt.Sprintf("Your script so far runs %s at %d words a minute.", runs, f.Pace)
	case spare == 0:
		return fmt.Sprintf("Your script runs %s at %d words a minute: just right.", runs, f.Pace)
	}
	return fmt.Sprintf("Your script runs %s at %d words a minute: %s to spare.", runs, f.Pace, inWords(spare))
}

// sectionsOver names the sections whose script is over its target by a second
// or more, the worst first.
func (f Fit) sectionsOver() string {
	over := slices.DeleteFunc(slices.Clone(f.Sections), func(s SectionFit) bool {
		return s.Over.Round(time.Second) < time.Second
	})
	slices.SortStableFunc(over, func(a, b SectionFit) int { return cmp.Compare(b.Over, a.Over) })
	var said []string
	for i, s := range over {
		by := inWords(s.Over.Round(time.Second))
		if i == 0 {
			by = "is " + by + " over its target"
		}
		said = append(said, s.Name.Title()+" "+by)
	}
	if len(said) == 0 {
		return ""
	}
	return strings.Join(said, ", ") + "."
}

func (f Fit) cut() string {
	switch f.CutWords {
	case 0:
		return ""
	case 1:
		return "Cut 1 word."
	}
	return fmt.Sprintf("Cut %d words.", f.CutWords)
}

// unwritten names the sections that have no script yet.
func (f Fit) unwritten() string {
	var names []string
	for _, s := range f.Sections {
		if s.Words == 0 {
			names = append(names, s.Name.Title())
		}
	}
	switch n := len(names); n {
	case 0:
		return ""
	case 1:
		return names[0] + " has no script yet."
	default:
		return strings.Join(names[:n-1], ", ") + " and " + names[n-1] + " have no script yet."
	}
}

// inWords says whole seconds: "31 s", and from a minute on "1:15".
func inWords(d time.Duration) string {
	if d < time.Minute {
		return fmt.Sprintf("%d s", d/time.Second)
	}
	return Clock(d)
}

// speaking is how long so many words take.
func speaking(words, pace int) time.Duration {
	return time.Duration(words) * time.Minute / time.Duration(pace)
}
