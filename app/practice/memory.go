package practice

import (
	"math"

	"github.com/open-spaced-repetition/go-fsrs/v4"
)

// Memory is what FSRS believes of how well a story is remembered.
type Memory struct {
	// Stability is how many days it takes until the chance that the story still
	// comes to mind has fallen to 90%; 0 before the first attempt that counted.
	Stability float64
	// Difficulty is how hard the story is to keep, from 1 to 10.
	Difficulty float64
}

// known tells whether there was an attempt that counted.
func (m Memory) known() bool { return m.Stability > 0 }

// model is FSRS as Starling uses it: days only, that is without learning steps
// and without the short-term memory of one day, with the default weights and
// without the random change of intervals. Which day it is, is ours to say, so
// only its formulas are used and none of its dates.
type model struct{ fsrs.Parameters }

func newModel() model {
	p := fsrs.DefaultParam()
	p.EnableShortTerm, p.EnableFuzz = false, false
	p.LearningSteps, p.RelearningSteps = nil, nil
	return model{fsrs.NewFSRS(p).Parameters}
}

// before is a memory as FSRS takes it; nil for none.
func before(m Memory) *fsrs.MemoryState {
	if !m.known() {
		return nil
	}
	return &fsrs.MemoryState{Stability: m.Stability, Difficulty: m.Difficulty}
}

// after gives the memory once a story was said so many days after the last time.
func (f *model) after(m Memory, elapsed int, g Grade) Memory {
	next := f.NextState(before(m), f.RequestRetention, uint64(elapsed), fsrs.Rating(g.number())).Memory
	return Memory{Stability: next.Stability, Difficulty: next.Difficulty}
}

// interval is the number of days until a story should be said again, after it
// was said so many days after the last time, with that grade. A better grade
// never means an earlier day: where the formula would give two grades the same
// interval, the better one has a day more.
func (f *model) interval(m Memory, elapsed int, g Grade, retention float64) int {
	next := f.NextStates(before(m), retention, uint64(elapsed))
	again := f.whole(next.Again.Interval)
	hard := f.whole(next.Hard.Interval)
	again = min(again, hard)
	hard = max(hard, again+1)
	good := max(f.whole(next.Good.Interval), hard+1)
	easy := max(f.whole(next.Easy.Interval), good+1)
	return [...]int{again, again, hard, good, easy}[g.number()]
}

// whole is an interval in whole days, a day at least.
func (f *model) whole(days float64) int {
	return int(max(min(math.Round(days), f.MaximumInterval), 1))
}

// recall is the chance, from 0 to 1, that a story still comes to mind so many
// days after it was said.
func (f *model) recall(m Memory, elapsed int) float64 {
	if !m.known() {
		return 0
	}
	return f.ForgettingCurve(float64(max(elapsed, 0)), m.Stability)
}
