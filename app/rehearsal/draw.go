package rehearsal

import "time"

// Preparation tells how well prepared a person is for a question.
type Preparation struct {
	// Stories is how many stories answer it that can be rehearsed.
	Stories int
	// Said tells whether it was ever answered aloud, Ago how long ago the last time.
	Said bool
	Ago  time.Duration
	// Coverage is that of its latest rated attempt, in percent; known where
	// Rated is set.
	Coverage float64
	Rated    bool
}

// The weights of questions in a draw. What has no story weighs at least as much
// as anything that has one; what was never said more than what was; among those
// that were said coverage counts for more than time.
const (
	weightNoStory   = 100
	weightNeverSaid = 60
	weightSaid      = 10 // with full coverage, just now
	weightCoverage  = 30 // more, with no coverage
	weightAgo       = 10 // more, when it was long ago
	longAgo         = 60 * 24 * time.Hour
)

// Weight is how likely the question is to be drawn, against others. It is never
// zero: whatever is prepared well is asked now and then too.
func (p Preparation) Weight() int {
	weight := 0
	switch {
	case p.Stories == 0 && !p.Said:
		return weightNoStory
	case !p.Said:
		return weightNeverSaid
	case p.Stories == 0:
		weight = weightNeverSaid
	default:
		weight = weightSaid
	}
	coverage := min(max(p.Coverage, 0), 100)
	if !p.Rated {
		coverage = 50
	}
	ago := min(max(p.Ago, 0), longAgo)
	return weight + int(weightCoverage*(100-coverage)/100) + int(weightAgo*ago/longAgo)
}

// Draw draws one of several questions, the unprepared more often, and gives its
// index; -1 where there is none. The random source gives a number from 0 to
// n − 1, each with the same chance: rand.IntN.
func Draw(questions []Preparation, random func(n int) int) int {
	total := 0
	for _, p := range questions {
		total += p.Weight()
	}
	if total == 0 {
		return -1
	}
	i := 0
	for at := random(total) - questions[0].Weight(); at >= 0 && i < len(questions)-1; at -= questions[i].Weight() {
		i++
	}
	return i
}
