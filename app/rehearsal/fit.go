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
	Name   story.SectionName
	Words  int
	Time   time.Duration // to speak them
	Target time.Duration
	Over   time.Duration // above the target; below zero, what is to spare
	// OverWords is by how many words the script is over what can be said in
	// the target; below zero, room for so many more.
	OverWords int
	// CutWords is how many of the words to cut here lie in this section; see
	// Fit.CutWords. It is never more than OverWords.
	CutWords int
}

// Fit tells whether a story's script can be spoken in the time it has.
type Fit struct {
	Pace     int // words a minute
	Words    int
	Time     time.Duration // to speak them all
	Over     time.Duration // above the limit; below zero, what is to spare
	Sections []SectionFit
	// CutWords is how many words must go for the script to fit the limit, no
	// more and no fewer. The CutWords of the sections add up to it: they are
	// taken where the script is over its target most, so that what stays over
	// is spread as evenly as it can be.
	CutWords int
	// Complete tells that every section has a script.
	Complete bool
}

// WordCounts are the words of each section's script, as story.Words counts
// them. Who shows the fit while a script is typed keeps them, and counts anew
// only the section that has changed.
type WordCounts map[story.SectionName]int

// CountWords counts the words of a story's scripts.
func CountWords(s story.Story) WordCounts {
	counts := WordCounts{}
	for _, name := range story.SectionNames() {
		counts[name] = story.Words(s.Section(name).Script)
	}
	return counts
}

// NewFit measures a story's script against a plan, at a pace in words a
// minute; a pace that is none stands for DefaultPace.
func NewFit(s story.Story, p Plan, pace int) Fit { return NewFitOf(CountWords(s), p, pace) }

// NewFitOf is NewFit for scripts whose words have been counted.
func NewFitOf(counts WordCounts, p Plan, pace int) Fit {
	if pace <= 0 {
		pace = DefaultPace
	}
	f := Fit{Pace: pace, Complete: len(p.Sections) > 0}
	for _, planned := range p.Sections {
		words := counts[planned.Name]
		f.Complete = f.Complete && words > 0
		f.Words += words
		spoken := speaking(words, pace)
		f.Sections = append(f.Sections, SectionFit{
			Name: planned.Name, Words: words, Time: spoken, Target: planned.Target,
			Over: spoken - planned.Target, OverWords: words - sayable(planned.Target, pace),
		})
	}
	f.Time = speaking(f.Words, pace)
	f.Over = f.Time - p.Limit
	f.CutWords = max(f.Words-sayable(p.Limit, pace), 0)
	f.shareCut()
	return f
}

// shareCut tells the sections that are over how many words to cut. What may
// stay over its target is shared out from the section that is over least: each
// keeps no more than its even share of what is left to keep. As the targets add
// up to the limit, the sections are together over by at least the cut.
func (f *Fit) shareCut() {
	if f.CutWords == 0 {
		return
	}
	var over []*SectionFit
	keep := -f.CutWords
	for i := range f.Sections {
		if s := &f.Sections[i]; s.OverWords > 0 {
			over = append(over, s)
			keep += s.OverWords
		}
	}
	slices.SortStableFunc(over, func(a, b *SectionFit) int { return cmp.Compare(a.OverWords, b.OverWords) })
	for i, s := range over {
		kept := min(s.OverWords, keep/(len(over)-i))
		s.CutWords = s.OverWords - kept
		keep -= kept
	}
}

// Section gives the fit of one section; false where the plan does not have it.
func (f Fit) Section(name story.SectionName) (SectionFit, bool) {
	i := slices.IndexFunc(f.Sections, func(s SectionFit) bool { return s.Name == name })
	if i < 0 {
		return SectionFit{}, false
	}
	return f.Sections[i], true
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
		over := wholeSeconds(f.Over)
		warning = fmt.Sprintf("Your script runs %s at %d words a minute: %s over.",
			Clock(f.Time-f.Over+over), f.Pace, inWords(over))
	} else {
		said = append(said, f.fits())
	}
	said = append(said, f.sectionsOver(), f.unwritten())
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

// sectionsOver says where to cut, and which sections are over their target by
// a second or more without a need to cut; the worst first.
func (f Fit) sectionsOver() string {
	over := slices.DeleteFunc(slices.Clone(f.Sections), func(s SectionFit) bool {
		return s.CutWords == 0 && s.Over.Round(time.Second) < time.Second
	})
	slices.SortStableFunc(over, func(a, b SectionFit) int {
		return cmp.Or(cmp.Compare(b.CutWords, a.CutWords), cmp.Compare(b.Over, a.Over))
	})
	var said []string
	cuts := 0
	for _, s := range over {
		said = append(said, s.Sentence())
		if s.CutWords > 0 {
			cuts++
		}
	}
	if cuts > 1 {
		said = slices.Insert(said, cuts, fmt.Sprintf("That is %s in all.", words(f.CutWords)))
	}
	return strings.Join(said, " ")
}

// Sentence says how the section's script fits, and how much of it to cut:
// "Action takes 1:20 of its 1:00: cut about 50 words." It is empty for a
// section without a script.
func (s SectionFit) Sentence() string {
	takes := s.Time
	if s.Over > 0 {
		takes = s.Target + wholeSeconds(s.Over)
	}
	said := fmt.Sprintf("%s takes %s of its %s", s.Name.Title(), Clock(takes), Clock(s.Target))
	switch {
	case s.Words == 0:
		return ""
	case s.CutWords > 0:
		return said + ": cut about " + words(s.CutWords) + "."
	case s.OverWords > 0:
		return said + ", about " + words(s.OverWords) + " over."
	}
	return said + "."
}

// wholeSeconds rounds what is over to a second at least, so that it is never
// said to be none.
func wholeSeconds(over time.Duration) time.Duration {
	return max(over.Round(time.Second), time.Second)
}

// words is "1 word" or "50 words".
func words(n int) string {
	if n == 1 {
		return "1 word"
	}
	return fmt.Sprintf("%d words", n)
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

// sayable is how many words can be said in a time, to the last whole one.
func sayable(d time.Duration, pace int) int { return int(d * time.Duration(pace) / time.Minute) }
