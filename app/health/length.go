package health

import (
	"fmt"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// The bounds beyond which something is long, in words as story.Words counts them.
const (
	// MaxSentence is what can be said in one breath, and followed.
	MaxSentence = 35
	// MaxBullet is what can be taken in by a glance while speaking.
	MaxBullet = 15
)

// lengths looks for scripts that are over or under their section's target by
// half. A draft is still being written: nothing in it is too short.
func (r *reading) lengths(plan rehearsal.Plan, pace int) {
	if len(plan.Sections) == 0 {
		return
	}
	fit := rehearsal.NewFit(r.story, plan, pace)
	for _, s := range fit.Sections {
		o := Observation{
			ID:   string(SectionLength) + "/" + string(s.Name),
			Kind: SectionLength,
			Text: fmt.Sprintf("The script of %s takes %s at %d words a minute, and its target is %s.",
				s.Name.Title(), rehearsal.Clock(s.Time.Round(time.Second)), fit.Pace, rehearsal.Clock(s.Target.Round(time.Second))),
		}
		switch {
		case s.Words == 0:
			continue
		case 2*s.Time >= 3*s.Target:
			o.Mend = fmt.Sprintf("Cut about %s, or give the section more of the time.", words(s.OverWords))
		case 2*s.Time <= s.Target && !r.story.Draft():
			o.Mend = fmt.Sprintf("There is room for about %s more; or give the section less of the time.", words(-s.OverWords))
		default:
			continue
		}
		r.observeSection(o, s.Name)
	}
}

// sentences looks for sentences that are too long. Bullets have a bound of
// their own, which is lower.
func (r *reading) sentences() {
	for i := range r.passages {
		p := &r.passages[i]
		if p.form == bullet {
			continue
		}
		for _, s := range p.sentences {
			n, long := over(p.text[s.start:s.end], MaxSentence)
			if !long {
				continue
			}
			r.observe(Observation{
				ID:   string(LongSentence) + "/" + place(p.section) + "/" + normal(p.words[s.first:s.last]),
				Kind: LongSentence,
				Text: fmt.Sprintf("A sentence of %d words: “%s”", n, shorten(p.text[s.start:s.end])),
				Mend: fmt.Sprintf("Make two of it: beyond %d words a sentence is hard to say, and hard to follow.", MaxSentence),
			}, p, s.span)
		}
	}
}

// bullets looks for bullets that are too long.
func (r *reading) bullets() {
	for i := range r.passages {
		p := &r.passages[i]
		if p.form != bullet {
			continue
		}
		n, long := over(p.text, MaxBullet)
		if !long {
			continue
		}
		r.observe(Observation{
			ID:   string(LongBullet) + "/" + place(p.section) + "/" + normal(p.words),
			Kind: LongBullet,
			Text: fmt.Sprintf("A bullet of %d words: “%s”", n, shorten(p.text)),
			Mend: fmt.Sprintf("Keep the words that bring the rest back, %d at most, or make two bullets of it; whole sentences belong in the script.", MaxBullet),
		}, p, span{0, len(p.text)})
	}
}

// over tells whether a text has more words than that, and how many.
func over(text string, most int) (n int, is bool) {
	if len(text) <= 2*most { // a word and the blank after it
		return 0, false
	}
	n = story.Words(text)
	return n, n > most
}

// words is "1 word" or "50 words".
func words(n int) string {
	if n == 1 {
		return "1 word"
	}
	return fmt.Sprintf("%d words", n)
}
