package progress

import (
	"fmt"

	"starling/app/rehearsal"
	"starling/app/story"
)

// lastAttempts is how many of the last attempts the figures look at.
const lastAttempts = 10

// SectionMean is the mean rating of a section.
type SectionMean struct {
	Section story.SectionName
	Mean    float64 // 1 to 5; known where Rated is not zero
	Rated   int     // how many ratings it is made of
}

// Sections are the mean ratings by section.
type Sections struct {
	// Means has one for each section that was planned, in the order in which
	// they are told.
	Means []SectionMean
	// Attempts is how many attempts they are made of.
	Attempts int
	// Weakest is the section with the lowest mean; of several, the one that
	// was rated lower the last time. It is empty where all are equally strong.
	Weakest story.SectionName
}

// SectionsOf averages the ratings of the last ten of the attempts given, the
// newest first.
func SectionsOf(attempts []Attempt) Sections {
	attempts = attempts[:min(len(attempts), lastAttempts)]
	s := Sections{Attempts: len(attempts)}
	for _, n := range story.SectionNames() {
		if m, planned := sectionMean(n, attempts); planned {
			s.Means = append(s.Means, m)
		}
	}
	s.Weakest = weakest(s.Means, attempts)
	return s
}

func sectionMean(n story.SectionName, attempts []Attempt) (m SectionMean, planned bool) {
	m.Section = n
	sum := 0
	for _, a := range attempts {
		if _, ok := a.split(n); ok {
			planned = true
		}
		if r, ok := rating(a, n); ok {
			sum += r
			m.Rated++
		}
	}
	if m.Rated > 0 {
		m.Mean = float64(sum) / float64(m.Rated)
	}
	return m, planned || m.Rated > 0
}

// rating gives a section's rating, if it is one on the scale.
func rating(a Attempt, n story.SectionName) (int, bool) {
	r := a.Ratings[n]
	return r, r >= rehearsal.MinRating && r <= rehearsal.MaxRating
}

// weakest gives the section to practise. Means are compared as they are shown.
func weakest(means []SectionMean, attempts []Attempt) story.SectionName {
	var low, high *SectionMean
	for i := range means {
		m := &means[i]
		if m.Rated == 0 {
			continue
		}
		if low == nil || shown(m.Mean) < shown(low.Mean) ||
			shown(m.Mean) == shown(low.Mean) && lastRating(m.Section, attempts) < lastRating(low.Section, attempts) {
			low = m
		}
		if high == nil || m.Mean > high.Mean {
			high = m
		}
	}
	if low == nil || shown(low.Mean) == shown(high.Mean) {
		return ""
	}
	return low.Section
}

// shown is a mean in tenths, as it reads.
func shown(mean float64) int { return int(mean*10 + 0.5) }

// lastRating is a section's rating when it was last rated.
func lastRating(n story.SectionName, attempts []Attempt) int {
	for _, a := range attempts {
		if r, ok := rating(a, n); ok {
			return r
		}
	}
	return rehearsal.MaxRating
}

// Sentence names the weakest section.
func (s Sections) Sentence() string {
	for _, m := range s.Means {
		if m.Section == s.Weakest {
			return fmt.Sprintf("%s is the weakest: %.1f on average.", m.Section.Title(), m.Mean)
		}
	}
	if s.Attempts == 0 {
		return ""
	}
	return "No section is weaker than the others."
}
