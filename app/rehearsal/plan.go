package rehearsal

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"starling/app/story"
)

// What a limit may be.
const (
	DefaultLimit = 2 * time.Minute  // where neither the story nor the settings say otherwise
	MinLimit     = 10 * time.Second // shorter is no answer
	MaxLimit     = 60 * time.Minute // longer is no answer either
)

// The ways in which a story has no plan. An error of NewPlan wraps one of them
// and says in its text which section or which length is meant.
var (
	ErrLimit   = errors.New("the limit is outside 10 s to 60 min")
	ErrTargets = errors.New("the targets do not fit")
	ErrShares  = errors.New("the preset does not fit")
)

// maxShare keeps the product of a share and a limit far from overflow.
const maxShare = 1_000_000

// Shares are the proportions in which sections without a target share the
// time: one whole number for each section, in the order in which they are told.
type Shares []int

// Check tells what is wrong with the shares of a plan of n sections.
func (s Shares) Check(n int) error {
	if len(s) != n {
		return fmt.Errorf("%w: it has %d numbers for %d sections", ErrShares, len(s), n)
	}
	for _, share := range s {
		if share < 1 || share > maxShare {
			return fmt.Errorf("%w: %d is not between 1 and %d", ErrShares, share, maxShare)
		}
	}
	return nil
}

// Preset is a named way to share an answer among its sections.
type Preset struct {
	Name   string
	Shares Shares
}

// Presets gives the presets that come with Starling: those for four sections
// first, then the one for five.
func Presets() []Preset {
	return []Preset{
		{Name: "STAR", Shares: Shares{20, 10, 60, 10}},
		{Name: "Result-heavy", Shares: Shares{10, 10, 60, 20}},
		{Name: "STAR + Lessons", Shares: Shares{15, 10, 50, 15, 10}},
	}
}

// SharesNamed gives the shares of the preset with that name; own, the person's,
// for a name that no preset has.
func SharesNamed(name string, own Shares) Shares {
	for _, p := range Presets() {
		if p.Name == name {
			return p.Shares
		}
	}
	return own
}

// PlannedSection is a section and the time that it should take.
type PlannedSection struct {
	Name   story.SectionName
	Target time.Duration
}

// Plan is how an answer should go: its sections with their targets, which add
// up to the limit exactly.
type Plan struct {
	Limit    time.Duration
	Sections []PlannedSection
}

// Boundary is the planned moment, in time spoken, at which section i should
// give way to the next. The boundary of the last section is the limit, and so
// is any after it; before the first section it is zero.
func (p Plan) Boundary(i int) time.Duration {
	if i >= len(p.Sections)-1 {
		return p.Limit
	}
	var end time.Duration
	for _, s := range p.Sections[:max(i+1, 0)] {
		end += s.Target
	}
	return end
}

// PlanOptions are what the settings, and the person for this once, say about
// the time that an answer has.
type PlanOptions struct {
	// Limit is the settings' limit, for stories that name none; zero is DefaultLimit.
	Limit time.Duration
	// Override is the limit for this rehearsal alone; zero where there is none.
	Override time.Duration
	// Four and Five are the shares of a story with four sections, and of one
	// with Lessons; nil stands for "STAR" and "STAR + Lessons".
	Four, Five Shares
}

// shares gives the proportions for n sections.
func (o PlanOptions) shares(n int) Shares {
	chosen, preset := o.Four, Presets()[0]
	if n == len(story.SectionNames()) {
		chosen, preset = o.Five, Presets()[2]
	}
	if chosen == nil {
		return preset.Shares
	}
	return chosen
}

// NewPlan plans a story. Sections without a target share what the others
// leave, in the proportions of the preset. Where every section has a target
// and they fall short of the limit, and where the limit is changed for one
// rehearsal, all of them scale in proportion. Targets are whole milliseconds;
// what rounding leaves goes to the longest section.
func NewPlan(s story.Story, o PlanOptions) (Plan, error) {
	limit := s.Limit
	if limit == 0 {
		limit = o.Limit
	}
	if limit == 0 {
		limit = DefaultLimit
	}
	if err := checkLimit(limit); err != nil {
		return Plan{}, err
	}
	limit = limit.Truncate(time.Millisecond)

	names := s.Names()
	targets, err := statedTargets(s, names, limit)
	if err != nil {
		return Plan{}, err
	}
	if targets, err = shareRest(targets, o.shares(len(names)), limit); err != nil {
		return Plan{}, err
	}
	if o.Override != 0 {
		if err := checkLimit(o.Override); err != nil {
			return Plan{}, err
		}
		limit = o.Override.Truncate(time.Millisecond)
	}
	targets = scale(targets, limit)

	p := Plan{Limit: limit, Sections: make([]PlannedSection, len(names))}
	for i, n := range names {
		p.Sections[i] = PlannedSection{Name: n, Target: targets[i]}
	}
	return p, nil
}

func checkLimit(limit time.Duration) error {
	if limit < MinLimit || limit > MaxLimit {
		return fmt.Errorf("%w: %v", ErrLimit, limit)
	}
	return nil
}

// statedTargets gives the targets that the story itself names, zero where it
// names none. They may fill the limit but not exceed it.
func statedTargets(s story.Story, names []story.SectionName, limit time.Duration) ([]time.Duration, error) {
	targets := make([]time.Duration, len(names))
	rest := limit
	for i, n := range names {
		stated := s.Section(n).Target
		if stated < 0 {
			return nil, fmt.Errorf("%w: the target of %s is below zero", ErrTargets, n)
		}
		if stated > rest {
			return nil, fmt.Errorf("%w: the targets up to %s are above the limit of %v", ErrTargets, n, limit)
		}
		rest -= stated
		targets[i] = stated
		if stated > 0 {
			// A target of less than a millisecond is still a target.
			targets[i] = max(stated.Truncate(time.Millisecond), time.Millisecond)
		}
	}
	return targets, nil
}

// shareRest gives the sections without a target their share of what is left.
func shareRest(stated []time.Duration, shares Shares, limit time.Duration) ([]time.Duration, error) {
	if !slices.Contains(stated, 0) {
		return stated, nil
	}
	if err := shares.Check(len(stated)); err != nil {
		return nil, err
	}
	rest := limit - sum(stated)
	if rest <= 0 {
		return nil, fmt.Errorf("%w: nothing of the limit of %v is left for the sections without a target", ErrTargets, limit)
	}
	weights := make([]time.Duration, len(stated))
	for i, t := range stated {
		if t == 0 {
			weights[i] = time.Duration(shares[i])
		}
	}
	targets := slices.Clone(stated)
	for i, part := range parts(weights, rest) {
		targets[i] += part
	}
	return withRemainder(targets, limit), nil
}

// scale stretches or shrinks targets in proportion, until they add up to the limit.
func scale(targets []time.Duration, limit time.Duration) []time.Duration {
	if sum(targets) == limit {
		return targets
	}
	weights := make([]time.Duration, len(targets))
	for i, t := range targets {
		weights[i] = t / time.Millisecond
	}
	return withRemainder(parts(weights, limit), limit)
}

// parts divides a length by weights, rounded down to whole milliseconds.
func parts(weights []time.Duration, length time.Duration) []time.Duration {
	total := sum(weights)
	divided := make([]time.Duration, len(weights))
	for i, w := range weights {
		divided[i] = length / time.Millisecond * w / total * time.Millisecond
	}
	return divided
}

// withRemainder gives what the targets leave of the limit to the longest of
// them, the first of several.
func withRemainder(targets []time.Duration, limit time.Duration) []time.Duration {
	longest := 0
	for i, t := range targets {
		if t > targets[longest] {
			longest = i
		}
	}
	targets[longest] += limit - sum(targets)
	return targets
}

func sum(durations []time.Duration) time.Duration {
	var total time.Duration
	for _, d := range durations {
		total += d
	}
	return total
}
