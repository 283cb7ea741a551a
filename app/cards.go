package app

import (
	"context"
	"log"
	"time"

	"starling/app/history"
	"starling/app/practice"
)

// outcomes is where cards are derived from: a history.Store, or one that is
// still being opened.
type outcomes interface {
	Cards(ctx context.Context) ([]history.Card, error)
	Outcomes(ctx context.Context, slug string) ([]history.Outcome, error)
}

// deriveCards derives the cards of all stories: from those that history keeps and
// what was said since, and from all attempts of a story where it keeps none. It
// gives beside them those worth keeping, made of what was said before today: of
// today's attempts most is still to be said.
func deriveCards(ctx context.Context, h outcomes, today practice.Day) (cards map[string]practice.Card, worth []history.Card, err error) {
	kept, err := h.Cards(ctx)
	if err != nil {
		return nil, nil, err
	}
	cards = make(map[string]practice.Card, len(kept))
	for _, k := range kept {
		d := cardDeriver{today: today, kept: k}
		if !d.takeFurther() {
			all, err := h.Outcomes(ctx, k.Story)
			if err != nil {
				return nil, nil, err
			}
			d.replay(all)
		}
		if !d.any {
			continue // all of it was deleted meanwhile
		}
		cards[k.Story] = d.card
		if d.worth.Text != "" {
			worth = append(worth, d.worth)
		}
	}
	return cards, worth, nil
}

// cardDeriver derives the card of one story.
type cardDeriver struct {
	today practice.Day
	kept  history.Card

	card  practice.Card
	worth history.Card // without a text where what is kept will do
	any   bool         // whether there is any attempt
}

// takeFurther takes the card that is kept further. It gives false where there
// is none, where it is of an earlier Starling, and where an attempt since was
// begun before one that is in it.
func (d *cardDeriver) takeFurther() bool {
	var from practice.Card
	if d.kept.Text == "" || from.UnmarshalText([]byte(d.kept.Text)) != nil {
		return false
	}
	d.any = true
	return d.continueFrom(from, d.kept.Since)
}

// replay derives the card of all attempts at the story.
func (d *cardDeriver) replay(all []history.Outcome) {
	d.any = len(all) > 0
	if d.continueFrom(practice.Card{}, all) {
		return
	}
	// Attempts that were made on two machines at once are on either side of today.
	d.worth = history.Card{}
	d.card, _ = practice.Continue(practice.Card{}, practisedAll(all))
}

// continueFrom takes a card through what was said before today, and from there
// to the end.
func (d *cardDeriver) continueFrom(from practice.Card, since []history.Outcome) bool {
	settled := 0
	for settled < len(since) && practice.DayOf(since[settled].Started) < d.today {
		settled++
	}
	past, ok := practice.Continue(from, practisedAll(since[:settled]))
	if !ok {
		return false
	}
	if settled > 0 {
		text, err := past.MarshalText()
		if err != nil {
			return false
		}
		d.worth = history.Card{Story: d.kept.Story, Revision: d.kept.Revision, Through: since[settled-1].Key, Text: string(text)}
	}
	d.card, ok = practice.Continue(past, practisedAll(since[settled:]))
	return ok
}

func practisedAll(outcomes []history.Outcome) []practice.Attempt {
	attempts := make([]practice.Attempt, len(outcomes))
	for i, o := range outcomes {
		attempts[i] = practice.Attempt{
			ID: o.ID, Story: o.Story, Started: o.Started, Spoken: o.Spoken, Limit: o.Limit, Ended: o.Ended,
			Prompt: o.Prompt, Mode: o.Mode, Part: o.Part, Ratings: practice.RatingsOf(o.Ratings), Correction: practice.Grade(o.Grade),
		}
	}
	return attempts
}

// cards derives the cards of all stories, and has history keep those that it
// does not keep yet, or not far enough. To derive all of very many attempts takes
// half a minute: it is done once, and whoever asks meanwhile waits for it.
func (p practiceHistory) cards(ctx context.Context) (map[string]practice.Card, error) {
	return p.cardsAsOf(ctx, practice.DayOf(time.Now().Local()))
}

func (p practiceHistory) cardsAsOf(ctx context.Context, today practice.Day) (map[string]practice.Card, error) {
	select {
	case p.history.deriving <- struct{}{}:
		defer func() { <-p.history.deriving }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	cards, worth, err := deriveCards(ctx, p.history, today)
	if err != nil {
		return nil, err
	}
	if err := p.history.SaveCards(ctx, worth); err != nil && ctx.Err() == nil {
		log.Printf("what is due was not kept for the next time: %v", err)
	}
	return cards, nil
}

// keepAfter is how long nothing is written before cards are kept: no answer is
// being given then, and most of what is said of the last one has been said.
const keepAfter = time.Minute

// keepCardsFresh keeps cards at the start, and whenever history has changed and
// nothing was written for some time after, until ctx is done. It works beside all else;
// where it fails, what is due is derived the long way.
func (p practiceHistory) keepCardsFresh(ctx context.Context, changed <-chan struct{}, after time.Duration, now func() time.Time) {
	rest := time.NewTimer(0)
	defer rest.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-changed:
			rest.Reset(after)
		case <-rest.C:
			if _, err := p.cardsAsOf(ctx, practice.DayOf(now().Local())); err != nil && ctx.Err() == nil {
				log.Printf("what is due was not derived ahead of time: %v", err)
			}
		}
	}
}
