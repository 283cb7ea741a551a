package practice

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"starling/app/rehearsal"
	"starling/app/story"
)

// DueDrill is a drill of what is due, n stories at most.
func (c Calendar) DueDrill(cards map[string]Card, stories []story.Story, n int) *Drill {
	var exercises []Exercise
	for _, i := range first(c.Due(cards, stories), n) {
		exercises = append(exercises, Exercise{Story: i.Slug, Title: i.Title, Why: i.Why})
	}
	return NewDrill(DrillDue, exercises)
}

// first gives the first n, or all where there are fewer.
func first[T any](all []T, n int) []T { return all[:min(max(n, 0), len(all))] }

// Weakness is the section with the lowest ratings.
type Weakness struct {
	Section story.SectionName
	// Mean is that of the last three ratings of the section in each story.
	Mean float64
	// Stories are those in which it was rated, the lowest mean first.
	Stories []story.Story

	means []float64 // of each of Stories
}

// WeakestSection finds the section with the lowest mean over the last three
// ratings that it got in each of the stories; of two that are alike, the one
// that is told first. Delivery is no section. ok is false where nothing is rated.
func WeakestSection(cards map[string]Card, stories []story.Story) (w Weakness, ok bool) {
	for _, n := range story.SectionNames() {
		if this := weakness(cards, stories, n); len(this.Stories) > 0 && (!ok || this.Mean < w.Mean) {
			w, ok = this, true
		}
	}
	return w, ok
}

// weakness gives how a section was rated.
func weakness(cards map[string]Card, stories []story.Story, n story.SectionName) Weakness {
	type told struct {
		story story.Story
		mean  float64
	}
	var all []told
	total, count := 0, 0
	for _, s := range stories {
		card, ok := cards[s.Slug]
		mean, isRated := card.Mean(n)
		if !ok || !isRated || s.Draft() || !slices.Contains(s.Names(), n) {
			continue
		}
		all = append(all, told{s, mean})
		for _, rating := range card.Recent[ratedIndex(n)] {
			total += int(rating)
			count += one(rating > 0)
		}
	}
	slices.SortStableFunc(all, func(a, b told) int {
		return cmp.Or(cmp.Compare(a.mean, b.mean), strings.Compare(a.story.Title, b.story.Title), strings.Compare(a.story.Slug, b.story.Slug))
	})
	w := Weakness{Section: n, Mean: float64(total) / float64(max(count, 1))}
	for _, t := range all {
		w.Stories, w.means = append(w.Stories, t.story), append(w.means, t.mean)
	}
	return w
}

// WeakestDrill is a drill of the weakest section alone, in the stories where it
// was rated lowest, n at most. Each has the section's own target as its limit,
// as the plan options share it out. It has no exercises while nothing is rated.
func WeakestDrill(cards map[string]Card, stories []story.Story, o rehearsal.PlanOptions, n int) *Drill {
	w, _ := WeakestSection(cards, stories)
	var exercises []Exercise
	for i, s := range w.Stories {
		plan, err := rehearsal.NewPlan(s, o)
		if err != nil {
			continue // it cannot be rehearsed under these settings, and says so where it is opened
		}
		if part, ok := PartPlan(plan, w.Section); ok {
			exercises = append(exercises, Exercise{
				Story: s.Slug, Title: s.Title, Part: w.Section, Limit: part.Limit,
				Why: fmt.Sprintf("%s was rated %.1f of late.", w.Section.Title(), w.means[i]),
			})
		}
	}
	return NewDrill(DrillWeakest, first(exercises, n))
}

// PartPlan is the plan of one section of a plan by itself: its limit is the
// section's target, and ten seconds at least, as that of any answer. ok is
// false where the plan has no such section.
func PartPlan(p rehearsal.Plan, n story.SectionName) (part rehearsal.Plan, ok bool) {
	i := slices.IndexFunc(p.Sections, func(s rehearsal.PlannedSection) bool { return s.Name == n })
	if i < 0 {
		return rehearsal.Plan{}, false
	}
	limit := max(p.Sections[i].Target, rehearsal.MinLimit)
	return rehearsal.Plan{Limit: limit, Sections: []rehearsal.PlannedSection{{Name: n, Target: limit}}}, true
}

// RandomDrill is a drill of stories that are drawn, n at most: each story once,
// and the less likely it is to come to mind, the likelier it is drawn. random
// gives numbers from 0 up to 1.
func (c Calendar) RandomDrill(cards map[string]Card, stories []story.Story, n int, random func() float64) *Drill {
	return NewDrill(DrillRandom, c.drawn(cards, stories, n, random))
}

// RapidDrill is a drill of stories that are drawn as for RandomDrill, among
// those that have points: from the points, one after the other, rated at the end.
func (c Calendar) RapidDrill(cards map[string]Card, stories []story.Story, n int, random func() float64) *Drill {
	withPoints := slices.DeleteFunc(slices.Clone(stories), func(s story.Story) bool {
		return !slices.Contains(Rungs(s), rehearsal.PromptPoints)
	})
	exercises := c.drawn(cards, withPoints, n, random)
	for i := range exercises {
		exercises[i].Prompt = rehearsal.PromptPoints
	}
	return NewDrill(DrillRapid, exercises)
}

// leastWeight is the weight of a story that comes to mind for certain, beside 1
// and more for one that does not: it is drawn now and then all the same.
const leastWeight = 0.1

// drawn draws stories without putting any back: each gets a number that is the
// likelier to be large the heavier it weighs, and the largest are taken
// (Efraimidis and Spirakis, 2006).
func (c Calendar) drawn(cards map[string]Card, stories []story.Story, n int, random func() float64) []Exercise {
	type lot struct {
		item Item
		key  float64
	}
	var lots []lot
	for _, i := range c.Agenda(cards, stories) {
		weight := leastWeight + 1 - i.Recall
		lots = append(lots, lot{i, math.Pow(random(), 1/weight)})
	}
	slices.SortStableFunc(lots, func(a, b lot) int { return cmp.Compare(b.key, a.key) })
	var exercises []Exercise
	for _, l := range first(lots, n) {
		exercises = append(exercises, Exercise{Story: l.item.Slug, Title: l.item.Title, Why: l.item.Why})
	}
	return exercises
}
