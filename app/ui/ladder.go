package ui

import (
	"context"

	"fyne.io/fyne/v2"

	"starling/app/history"
	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/ui/look"
)

// ladderLooks is how many of a story's last attempts the ladder is read from.
// It looks at two; those that say nothing of the rung lie between.
const ladderLooks = 20

// ladderOffer is what the prompt ladder suggests for a story; without a step
// there is nothing to offer.
type ladderOffer struct{ practice.Suggestion }

// offers tells whether there is another rung to take.
func (o ladderOffer) offers() bool {
	return o.Step == practice.StepNext || o.Step == practice.StepBack
}

// why says in a sentence or two what the offer rests on.
func (o ladderOffer) why() string {
	if !o.offers() {
		return ""
	}
	return o.Why
}

// does says what taking the offer does.
func (o ladderOffer) does() string { return "take " + o.To.Words() }

// partText says of an attempt that it was at one section: "Action alone";
// nothing for a whole answer.
func partText(a rehearsal.Attempt) string {
	if part, ok := a.Part(); ok {
		return part.Title() + " alone"
	}
	return ""
}

// fetchLadder reads a story's last attempts, for its rung and for what the
// ladder suggests.
func (s *Shell) fetchLadder(slug string, then func([]practice.Attempt)) {
	var records []history.Record
	s.fetch("Reading your history", func(ctx context.Context) (err error) {
		records, err = s.parts.Reader.Attempts(ctx, history.Filter{Story: slug, Limit: ladderLooks})
		return err
	}, func() {
		attempts := make([]practice.Attempt, len(records))
		for i, r := range records {
			attempts[i] = graded(r)
		}
		if _, known := s.rungs[slug]; !known {
			rung, _ := practice.LastRung(attempts, slug) // none: as the settings have it
			s.rungs[slug] = rung
		}
		then(attempts)
	})
}

// promptOf is what is shown while a story is practised: what was chosen for it
// or it was practised with last, else what the settings say.
func (s *Shell) promptOf(slug string) rehearsal.Prompt {
	if rung := s.rungs[slug]; rung != "" {
		return rung
	}
	return s.stories.choices.prompt
}

// choicesFor are those of the stories screen, for a story.
func (s *Shell) choicesFor(slug string) choices {
	c := s.stories.choices
	c.prompt = s.promptOf(slug)
	return c
}

// keepRung remembers with what a story is practised, as soon as it is.
func (s *Shell) keepRung(st *stage) {
	if st.alone() || st.chosen.mode != rehearsal.ModePractice || len(st.session.Plan().Sections) == 1 {
		return
	}
	s.rungs[st.story.Slug] = st.chosen.prompt
}

// readLadder offers another rung on the stage, while the answer has not begun.
// Where the rung was not known yet, the story is set on it.
func (s *stage) readLadder() {
	if s.alone() || s.chosen.mode != rehearsal.ModePractice || len(s.session.Plan().Sections) == 1 {
		return
	}
	slug := s.story.Slug
	_, known := s.shell.rungs[slug]
	s.shell.fetchLadder(slug, func(attempts []practice.Attempt) {
		if s.session.State() != rehearsal.StateReady || s.shell.now != screen(s) {
			return
		}
		if rung := s.shell.rungs[slug]; !known && rung != "" && s.rungFree {
			s.setPrompt(rung)
		}
		if offer := practice.Ladder(attempts, s.story); offer.Rung == s.chosen.prompt {
			s.ladder = ladderOffer{offer}
			s.view.showFoot()
		}
	})
}

// setPrompt changes what is shown, before the answer begins.
func (s *stage) setPrompt(p rehearsal.Prompt) {
	s.chosen.prompt = p
	s.view.showQuestion()
}

// onLadder takes the rung that is offered.
func (s *stage) onLadder() {
	if s.session.State() != rehearsal.StateReady || !s.ladder.offers() {
		return
	}
	to := s.ladder.To
	s.ladder = ladderOffer{}
	s.shell.rungs[s.story.Slug] = to
	s.setPrompt(to)
	s.view.showFoot()
}

// showOffer shows what the ladder suggests; once the answer has begun it is
// gone. Where there is too little room the key alone says it.
func (v *stageView) showOffer() {
	text := ""
	if v.stage.session.State() == rehearsal.StateReady {
		text = v.stage.ladder.why()
	}
	v.offer.Set(look.Run{Text: text, Colour: look.ColourText})
	setVisible(v.offer, text != "" && !v.crowded)
}

func (v *stageView) offerHeight(width float32) float32 {
	if v.offer.Text() == "" { // whether it is shown now or not: see fit
		return 0
	}
	return look.HeightFor(v.offer, width) + look.U(8)
}

// rungOffer is the rating's offer of another rung.
type rungOffer struct {
	rating   *ratingScreen
	attempts []practice.Attempt // the story's last, this one apart
	read     bool
	offer    ladderOffer
	taken    bool
	row      *fyne.Container
}

func newRungOffer(sc *ratingScreen) *rungOffer {
	return &rungOffer{rating: sc, row: look.Column(0)}
}

// fetch reads the attempts before this one.
func (o *rungOffer) fetch() {
	a := o.rating.attempt
	_, part := a.Part()
	if a.Alone() || part || a.Mode != rehearsal.ModePractice || o.read {
		return
	}
	o.rating.shell.fetchLadder(a.Story, func(attempts []practice.Attempt) {
		o.attempts, o.read = nil, true
		for _, earlier := range attempts {
			if earlier.ID != a.ID {
				o.attempts = append(o.attempts, earlier)
			}
		}
		o.show()
	})
}

// show offers another rung once every section is rated: before that the
// coverage is still in the making.
func (o *rungOffer) show() {
	a := o.rating.attempt
	st, ok := o.rating.shell.library.Find(a.Story)
	if !o.read || !ok || o.taken {
		return
	}
	for _, split := range a.Splits {
		if o.rating.ratings[split.Section] == 0 {
			return
		}
	}
	this := graded(history.Record{Attempt: a, Ratings: o.rating.ratings})
	this.Started = a.Started
	o.offer = ladderOffer{practice.Suggestion{}}
	if suggestion := practice.Ladder(append(o.attempts[:len(o.attempts):len(o.attempts)], this), st); suggestion.Rung == a.Prompt {
		o.offer = ladderOffer{suggestion}
	}
	o.build()
}

func (o *rungOffer) build() {
	o.row.Objects = nil
	switch {
	case o.taken:
		o.row.Objects = []fyne.CanvasObject{look.Padded(0, 0, 0, 10,
			look.NewProse("Next time with "+o.offer.To.Words()+".", look.SizeBody, look.ColourText))}
	case o.offer.offers():
		button := look.NewButton(look.Chip, "Next time "+o.offer.To.Words(), "L", o.take).Ink(look.ColourText)
		o.row.Objects = []fyne.CanvasObject{look.Padded(0, 0, 0, 10,
			look.Ends(12, look.NewProse(o.offer.why(), look.SizeBody, look.ColourText), button))}
	}
	o.row.Refresh()
	o.rating.page.Reflow()
	for _, r := range o.rating.rows {
		if r.focused {
			o.rating.page.Reveal(r) // there is less room for it now
		}
	}
	o.rating.shell.window.Content().Refresh()
}

// take takes the offer: the story's next attempts are on that rung.
func (o *rungOffer) take() {
	if o.taken || !o.offer.offers() {
		return
	}
	o.taken = true
	o.rating.shell.rungs[o.rating.attempt.Story] = o.offer.To
	o.rating.shell.focus(o.rating.done)
	o.build()
}
