package historytest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
)

// Practice is a person's practice that is made up: see Week.
type Practice struct {
	// Weeks is how many weeks it takes; 0 stands for one.
	Weeks int
	// Today is the day after the last evening, in the person's zone.
	Today time.Time
	// Seed chooses the chance in it: the same seed gives the same practice.
	Seed uint64
}

// repertoire is what is practised, by the slugs of the stories that come with
// Starling: the first every second evening, the others in turn. The rest of
// the stories are never said.
func repertoire() []string {
	return []string{
		"one-source-of-truth", "the-export-nobody-owned", "half-a-stockroom-each", "the-review-that-stung",
		"ten-minutes-of-reading", "the-ninth-call", "a-rota-that-let-people-sleep",
	}
}

// Week stores what somebody leaves who has an interview soon and rehearses
// every evening but one: the situation, far too long at first, shrinks; the
// coverage grows; the result stays the weakest section and ends early; answers
// that ran over their limit come to an end within it. Stories that are not in
// the library are passed over.
func Week(ctx context.Context, s *history.Store, library story.Library, p Practice) error {
	w := &week{random: rand.New(rand.NewPCG(p.Seed, 7)), library: library, tries: map[string]int{}}
	for _, slug := range repertoire() {
		if st, ok := library.Find(slug); ok && !st.Draft() {
			w.stories = append(w.stories, st)
		}
	}
	if len(w.stories) == 0 {
		return fmt.Errorf("none of the stories to practise is in %s", library.Dir)
	}
	const restDay = 4
	y, m, d := p.Today.Date()
	days := 7 * max(p.Weeks, 1)
	w.pace = 7 / float64(days)
	for day := range days {
		if day%7 == restDay {
			continue
		}
		evening := time.Date(y, m, d-days+day, 18, 40, 0, 0, p.Today.Location())
		err := s.Batch(ctx, func(b *history.Batch) error { return w.evening(b, day, evening) })
		if err != nil {
			return fmt.Errorf("making up a week: %w", err)
		}
	}
	return nil
}

// week is the making up.
type week struct {
	random  *rand.Rand
	library story.Library
	stories []story.Story
	pace    float64        // how much is learnt from one try to the next: less, the more weeks there are
	tries   map[string]int // by slug
	turn    int            // of the stories but the first
	made    int
}

// evening makes up the answers of an evening: the first story, others, and
// every second time the first once more.
func (w *week) evening(b *history.Batch, day int, at time.Time) error {
	today := []story.Story{w.stories[0]}
	for others := 3 - (day+1)%2; others > 0 && len(w.stories) > 1; others-- {
		today = append(today, w.stories[1+w.turn%(len(w.stories)-1)])
		w.turn++
	}
	if day%2 == 0 {
		today = append(today, w.stories[0])
	}
	for _, st := range today {
		at = at.Add(time.Duration(4+w.random.IntN(3)) * time.Minute)
		if err := w.answer(b, st, at); err != nil {
			return err
		}
	}
	return nil
}

// answer makes up an answer and what is said of it.
func (w *week) answer(b *history.Batch, st story.Story, at time.Time) error {
	skill := min(w.pace*float64(w.tries[st.Slug])*0.16, 1)
	w.tries[st.Slug]++
	a, events, err := w.speak(st, at, skill)
	if err != nil {
		return err
	}
	if err := b.Begin(a); err != nil {
		return err
	}
	if err := b.Append(a.ID, events...); err != nil {
		return err
	}
	for _, section := range a.Plan.Sections {
		if err := b.Rate(a.ID, section.Name, w.rating(section.Name, skill)); err != nil {
			return err
		}
	}
	if err := b.Rate(a.ID, rehearsal.Delivery, w.rating(rehearsal.Delivery, skill)); err != nil {
		return err
	}
	if note := w.note(skill); note != "" {
		return b.SetNote(a.ID, note)
	}
	return nil
}

// speak times an answer as the stage does, with a clock that is turned on.
func (w *week) speak(st story.Story, at time.Time, skill float64) (rehearsal.Attempt, []rehearsal.Event, error) {
	presets := rehearsal.Presets()
	plan, err := rehearsal.NewPlan(st, rehearsal.PlanOptions{
		Limit: 2 * time.Minute, Four: presets[0].Shares, Five: presets[len(presets)-1].Shares,
	})
	if err != nil {
		return rehearsal.Attempt{}, nil, err
	}
	s := rehearsal.NewSession(plan, rehearsal.Options{Overtime: rehearsal.Overtime{Every: 30 * time.Second}})
	s.Start(at)
	for i, section := range plan.Sections {
		at = at.Add(time.Duration(float64(section.Target) * w.share(section.Name, skill)))
		s.Advance(at)
		for s.Shown() > i { // it went on by itself, and the speaker did not
			s.Back(at)
		}
		if i == len(plan.Sections)-1 {
			s.Finish(at)
		} else {
			s.Mark(at)
		}
	}
	a := s.Attempt()
	w.made++
	a.ID, a.Story, a.Title, a.Prompt = fmt.Sprintf("01910000-0000-7000-8000-%012d", w.made), st.Slug, st.Title, rehearsal.PromptPoints
	if len(st.Answers) > 0 {
		if q, ok := w.library.Bank.Find(st.Answers[w.made%len(st.Answers)]); ok {
			a.Question = rehearsal.Question{ID: q.ID, Text: q.Text}
		}
	}
	return a, s.Events(), nil
}

// share is what a section takes of its target, by how well the story is known.
func (w *week) share(n story.SectionName, skill float64) float64 {
	chance := 0.1 * (w.random.Float64() - 0.5)
	switch n {
	case story.Situation:
		return 2.0 - 1.0*skill + chance
	case story.Task:
		return 1.4 - 0.4*skill + chance
	case story.Result:
		return 0.54 + 0.1*skill + chance
	}
	return 1.06 - 0.1*skill + chance
}

// rating is how a section is rated, by how well the story is known.
func (w *week) rating(n story.SectionName, skill float64) int {
	level := 2.6 + 2.2*skill
	switch n {
	case story.Situation:
		level += 0.3
	case story.Result:
		level -= 1.1
	case story.Lessons:
		level -= 0.3
	}
	return min(max(int(level+0.8*(w.random.Float64()-0.5)+0.5), rehearsal.MinRating), rehearsal.MaxRating)
}

// note is what is noted after some of the answers.
func (w *week) note(skill float64) string {
	early := []string{"Far too long before anything happens.", "What I did, not what we did.", "The two leads first, then the numbers.", "No number at the end."}
	late := []string{"Say who confirmed the number.", "Pause before the result.", "Keep the opening like this.", "One sentence more at the end."}
	notes := early
	if skill > 0.4 {
		notes = late
	}
	if which := w.random.IntN(3 * len(notes)); which < len(notes) {
		return notes[which]
	}
	return ""
}
