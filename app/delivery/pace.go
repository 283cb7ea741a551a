package delivery

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Words are not heard, syllables are. So many of them has a word of an English
// answer, from a section in plain words to one full of long ones; docs/delivery.md
// says what this was counted on.
const (
	FewestSyllablesAWord = 1.2
	MostSyllablesAWord   = 1.6
)

// Recommended gives the pace that is usually recommended for speaking to
// people, in words a minute.
func Recommended() Band { return Band{120, 160} }

// Band is a range that a figure lies in, both ends included.
type Band struct{ Low, High float64 }

// PaceOf gives words a minute as a band, from syllables in a time with its
// pauses. It is zero where there are none, or no time.
func PaceOf(syllables int, d time.Duration) Band {
	if d <= 0 || syllables <= 0 {
		return Band{}
	}
	aMinute := float64(syllables) / d.Minutes()
	return Band{aMinute / MostSyllablesAWord, aMinute / FewestSyllablesAWord}
}

// Middle is the middle of the band; what is kept of a pace to put others against.
func (b Band) Middle() float64 { return (b.Low + b.High) / 2 }

// Place says where a figure is, seen from a range.
type Place string

// The places. Below, Inside and Above are certain; Around says that a band
// reaches over an end of the range, and NotKnown that there is nothing to go by.
const (
	NotKnown Place = ""
	Below    Place = "below"
	Inside   Place = "inside"
	Around   Place = "around"
	Above    Place = "above"
)

// In tells where a band is, seen from another, which must not be empty.
func (b Band) In(other Band) Place {
	switch {
	case b == Band{}:
		return NotKnown
	case b.High < other.Low:
		return Below
	case b.Low > other.High:
		return Above
	case b.Low >= other.Low && b.High <= other.High:
		return Inside
	}
	return Around
}

// RecommendedText says to a person where a pace is, seen from the recommended;
// empty where there is no pace.
func (b Band) RecommendedText() string {
	r := Recommended()
	than := fmt.Sprintf("the recommended %.0f to %.0f words a minute", r.Low, r.High)
	switch b.In(r) {
	case Below:
		return "Slower than " + than + "."
	case Above:
		return "Faster than " + than + "."
	case Inside:
		return "Within " + than + "."
	case Around:
		return "About " + than + ", as far as can be told."
	}
	return ""
}

// MinPast is how many earlier values it takes to say what is usual.
const MinPast = 5

// Standing is a figure against a person's own past.
type Standing struct {
	// Missing is how many more values it takes before anything can be told; all
	// else is then zero.
	Missing int
	// Median and Usual tell of the past: the middle value, and the range of the
	// middle half of the values.
	Median float64
	Usual  Band
	// Place is where the figure is, seen from Usual: Below, Inside or Above.
	Place Place
}

// Against puts a figure against the person's own past ones, in any order, all
// in one unit. It is for the caller to say how far the past reaches. What is no
// finite number is passed over.
func Against(figure float64, past []float64) Standing {
	finite := func(x float64) bool { return !math.IsNaN(x) && !math.IsInf(x, 0) }
	past = slices.DeleteFunc(slices.Clone(past), func(x float64) bool { return !finite(x) })
	if len(past) < MinPast || !finite(figure) {
		return Standing{Missing: max(1, MinPast-len(past))}
	}
	slices.Sort(past)
	s := Standing{Median: between(past, 0.5), Usual: Band{between(past, 0.25), between(past, 0.75)}, Place: Inside}
	if figure < s.Usual.Low {
		s.Place = Below
	} else if figure > s.Usual.High {
		s.Place = Above
	}
	return s
}

// between gives a quantile of values in order, halfway between two where it
// falls between them.
func between(sorted []float64, share float64) float64 {
	at := share * float64(len(sorted)-1)
	i := int(at)
	if i+1 >= len(sorted) {
		return sorted[i]
	}
	// Not a difference: of two huge numbers that could be none.
	return sorted[i]*(1-(at-float64(i))) + sorted[i+1]*(at-float64(i))
}

// PaceText says to a person how fast they were, against their own past.
func (s Standing) PaceText() string {
	switch s.Place {
	case Below:
		return "Slower than you usually are."
	case Inside:
		return "As fast as you usually are."
	case Above:
		return "Faster than you usually are."
	}
	if s.Missing == 1 {
		return "After one more recording this is put against your own past."
	}
	return fmt.Sprintf("After %d more recordings this is put against your own past.", s.Missing)
}
