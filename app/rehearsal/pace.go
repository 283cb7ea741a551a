package rehearsal

import (
	"slices"
	"time"
)

// What a measured pace is made of.
const (
	// MinPaceSamples is how many attempts it takes to tell a pace from a
	// single good or bad day.
	MinPaceSamples = 3
	// maxPaceSamples is how many of the latest are looked at: a pace changes
	// with practice.
	maxPaceSamples = 10
	// Outside of these, in words a minute, nobody spoke the whole script:
	// reading aloud slowly is about 100, and the fastest that can be followed
	// about 250.
	slowestPace, fastestPace = 60, 260
)

// PaceSample is one finished attempt at a whole story, spoken from its script.
type PaceSample struct {
	// Words are those of the script, as story.Words counts them.
	Words int
	// Spoken is how long it took, pauses left out.
	Spoken time.Duration
}

// pace is the sample's words a minute, rounded; zero where none can be told.
func (s PaceSample) pace() int {
	if s.Words <= 0 || s.Spoken <= 0 {
		return 0
	}
	return int((float64(s.Words)*float64(time.Minute))/float64(s.Spoken) + 0.5)
}

// PaceSample gives what an attempt tells about the speaker's pace, where the
// words are those of the scripts that were its prompt; see Attempt.Words. It is
// false unless the script was the prompt, every section has a script and was
// spoken, and the speaker ended the answer.
func (a Attempt) PaceSample(words WordCounts) (PaceSample, bool) {
	if a.Prompt != PromptScript || a.Ended != Finished || len(a.Splits) == 0 {
		return PaceSample{}, false
	}
	sample := PaceSample{Spoken: a.Spoken}
	for _, split := range a.Splits {
		n := words[split.Section]
		if n == 0 || split.Spent <= 0 {
			return PaceSample{}, false
		}
		sample.Words += n
	}
	return sample, true
}

// MeasuredPace gives the median pace of the latest ten samples, in words a
// minute. Samples come newest first, as history lists attempts. Those below 60
// or above 260 words a minute are passed over: the speaker stopped midway, or
// skipped half of it. It is false while there are fewer than three.
func MeasuredPace(samples []PaceSample) (wpm int, ok bool) {
	var paces []int
	for _, s := range samples {
		if p := s.pace(); p >= slowestPace && p <= fastestPace && len(paces) < maxPaceSamples {
			paces = append(paces, p)
		}
	}
	if len(paces) < MinPaceSamples {
		return 0, false
	}
	slices.Sort(paces)
	middle := len(paces) / 2
	if len(paces)%2 == 0 {
		return (paces[middle-1] + paces[middle] + 1) / 2, true
	}
	return paces[middle], true
}
