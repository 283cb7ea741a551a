// Package historytest fills histories with attempts, for tests and benchmarks.
package historytest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
)

// perBatch is how many attempts are stored in one transaction.
const perBatch = 2000

// Fill stores attempts as years of rehearsing would leave them: of the stories
// with these slugs, some one-way, most of them rated, some abandoned, cut off or
// deleted, a third with a note. The same seed gives the same attempts, but for
// the ids of their changes. The latest was begun on 1 March 2026.
func Fill(ctx context.Context, s *history.Store, stories []string, attempts int, seed uint64) error {
	return fill(ctx, s, stories, attempts, 40*time.Minute, seed)
}

// fill is Fill, with so much time between two attempts.
func fill(ctx context.Context, s *history.Store, stories []string, attempts int, between time.Duration, seed uint64) error {
	g := &generator{random: rand.New(rand.NewPCG(seed, 1)), stories: stories}
	begun := time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC).Add(-time.Duration(attempts) * between)
	for from := 0; from < attempts; from += perBatch {
		err := s.Batch(ctx, func(b *history.Batch) error {
			for i := from; i < min(from+perBatch, attempts); i++ {
				begun = begun.Add(between)
				if err := g.attempt(b, i, begun.Add(time.Duration(g.random.IntN(60_000))*time.Millisecond)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("filling the history: %w", err)
		}
	}
	return nil
}

// generator makes attempts up.
type generator struct {
	random  *rand.Rand
	stories []string
}

// ID is the id of the n-th attempt, from 0, that Fill stores.
func ID(n int) string { return fmt.Sprintf("01900000-0000-7000-8000-%012d", n) }

// attempt stores one.
func (g *generator) attempt(b *history.Batch, n int, begun time.Time) error {
	a := g.begin(n, begun)
	if err := b.Begin(a); err != nil {
		return err
	}
	events := g.events(a)
	if err := b.Append(a.ID, events...); err != nil {
		return err
	}
	switch last := events[len(events)-1].Kind; last {
	case rehearsal.EventAbandon:
		return nil
	case rehearsal.EventFinish, rehearsal.EventLimit, rehearsal.EventAuto:
	default:
		if err := b.Beat(a.ID, events[len(events)-1].Spoken+3*time.Second); err != nil {
			return err
		}
		return b.Keep(a.ID)
	}
	return g.say(b, a)
}

func (g *generator) begin(n int, begun time.Time) rehearsal.Attempt {
	which := g.random.IntN(len(g.stories))
	question := g.random.IntN(60)
	a := rehearsal.Attempt{
		ID: ID(n), Story: g.stories[which], Title: "How " + g.words(which, 4),
		Question: rehearsal.Question{ID: fmt.Sprintf("question-%d", question), Text: "Tell me about " + g.words(question+7, 8) + "?"},
		Plan:     Plan(), Prompt: rehearsal.PromptPoints, Mode: rehearsal.ModePractice,
		Started: begun.In(time.FixedZone("", 3600)),
	}
	if g.random.IntN(10) == 0 {
		a.Mode, a.Prompt = rehearsal.ModeOneWay, rehearsal.PromptQuestion
	}
	return a
}

// Plan is the plan of every attempt that Fill stores: two minutes, five sections.
func Plan() rehearsal.Plan {
	p := rehearsal.Plan{Limit: 2 * time.Minute}
	for i, name := range story.SectionNames() {
		target := []time.Duration{18, 12, 60, 18, 12}[i] * time.Second
		p.Sections = append(p.Sections, rehearsal.PlannedSection{Name: name, Target: target})
	}
	return p
}

// events makes up what happened: a mark or an advance for each section, the
// cues, and the end.
func (g *generator) events(a rehearsal.Attempt) []rehearsal.Event {
	at := func(spoken time.Duration, kind rehearsal.EventKind, section int) rehearsal.Event {
		return rehearsal.Event{Kind: kind, Moment: a.Started.Add(spoken), Spoken: spoken, Section: section}
	}
	cue := func(spoken time.Duration, kind rehearsal.CueKind, section int) rehearsal.Event {
		e := at(spoken, rehearsal.EventCue, section)
		e.Cue, e.Given = kind, true
		return e
	}
	events := []rehearsal.Event{at(0, rehearsal.EventStart, 0), cue(0, rehearsal.CueStart, 0)}
	spoken := time.Duration(0)
	for i := range a.Plan.Sections[1:] {
		boundary := a.Plan.Boundary(i)
		early := time.Duration(g.random.IntN(4000)) * time.Millisecond
		if g.random.IntN(2) == 0 && boundary-early > spoken {
			spoken = boundary - early
			events = append(events, at(spoken, rehearsal.EventMark, i+1))
			continue
		}
		spoken = boundary
		events = append(events, cue(spoken, rehearsal.CueSection, i+1), at(spoken, rehearsal.EventAdvance, i+1))
	}
	if g.random.IntN(50) == 0 {
		return events // cut off
	}
	if a.Mode == rehearsal.ModeOneWay {
		return append(events, at(a.Plan.Limit, rehearsal.EventLimit, 4))
	}
	spoken += time.Duration(g.random.IntN(20_000)) * time.Millisecond
	if g.random.IntN(20) == 0 {
		return append(events, at(spoken, rehearsal.EventAbandon, 4))
	}
	return append(events, at(spoken, rehearsal.EventFinish, 4))
}

// say makes up what the person says of it.
func (g *generator) say(b *history.Batch, a rehearsal.Attempt) error {
	if g.random.IntN(5) > 0 {
		for _, s := range a.Plan.Sections {
			if err := b.Rate(a.ID, s.Name, 1+g.random.IntN(5)); err != nil {
				return err
			}
		}
		if err := b.Rate(a.ID, rehearsal.Delivery, 1+g.random.IntN(5)); err != nil {
			return err
		}
	}
	if g.random.IntN(3) == 0 {
		if err := b.SetNote(a.ID, g.words(g.random.IntN(1000), 6+g.random.IntN(20))+"."); err != nil {
			return err
		}
	}
	if g.random.IntN(100) == 0 {
		return b.Delete(a.ID)
	}
	return nil
}

// words strings words together; the same from gives the same words.
func (g *generator) words(from, n int) string {
	all := strings.Fields(`the team a deadline and conflict with migration trust numbers I said number first then
		slower pause before result we measured discrepancies data ownership café naïve stakeholder phase talk
		feedback launch review mentor customer outage budget priority scope decision risk quality lesson again`)
	picked := make([]string, n)
	for i := range picked {
		picked[i] = all[(from*7+i*(from%5+3)+i*i)%len(all)]
	}
	return strings.Join(picked, " ")
}

// Stories gives n slugs.
func Stories(n int) []string {
	slugs := make([]string, n)
	for i := range slugs {
		slugs[i] = fmt.Sprintf("story-%04d", i)
	}
	return slugs
}
