package health

import (
	"fmt"
	"strings"

	"starling/app/story"
)

// actionWe looks for an Action that says "we" more often than "I". The script
// is looked at for itself, and so are the bullets together.
func (r *reading) actionWe() {
	for _, f := range []form{script, bullet} {
		var first *passage
		var at span
		groups, selves, silent := 0, 0, 0
		for _, p := range r.of(story.Action) {
			if p.form != f {
				continue
			}
			w, i, subject := p.persons()
			if w > 0 && first == nil {
				first, at = p, p.firstWe()
			}
			// A bullet leaves the "I" out: "Moved our data".
			if f == bullet && i == 0 && !subject {
				silent++
			}
			groups, selves = groups+w, selves+i
		}
		if groups <= selves+silent {
			continue
		}
		r.observe(Observation{
			ID:   string(MoreWe),
			Kind: MoreWe,
			Text: fmt.Sprintf("Action says “we” (us, our) %s and “I” (me, my) %s.", times(groups), timesOrNever(selves)),
			Mend: "Say “I” for what you did yourself, and keep “we” for what you did together: it is you who is being met.",
		}, first, at)
		return
	}
}

// persons counts the words for the group and those for the speaker; subject
// tells whether "we" is among the former.
func (p *passage) persons() (groups, selves int, subject bool) {
	for i, w := range p.words {
		switch {
		case p.group(i):
			groups++
			subject = subject || strings.EqualFold(w.text[:2], "we")
		case w.means&mine != 0:
			selves++
		}
	}
	return groups, selves, subject
}

// group tells whether word i is "we" or its like; "US" is a country.
func (p *passage) group(i int) bool { return p.words[i].means&we != 0 && p.words[i].text != "US" }

func (p *passage) firstWe() span {
	for i, w := range p.words {
		if p.group(i) {
			return w.span
		}
	}
	return span{}
}

func timesOrNever(n int) string {
	if n == 0 {
		return "never"
	}
	return times(n)
}

// taskOwn looks for a Task that does not say what was the speaker's own.
func (r *reading) taskOwn() {
	if !r.written(story.Task) {
		return
	}
	for _, p := range r.of(story.Task) {
		if p.namesOwn() {
			return
		}
	}
	r.observeSection(Observation{
		ID:   string(NotMine),
		Kind: NotMine,
		Text: "Task does not say what was yours.",
		Mend: "Name your own part: “I was asked to …”, “My part was …”; or begin a bullet with what you had to do: “Cut the waiting by half”.",
	}, story.Task)
}

// namesOwn tells whether a text under Task speaks of the speaker, of a duty,
// or, in a bullet, of something to do.
func (p *passage) namesOwn() bool {
	for i, w := range p.words {
		switch {
		case w.means&mine != 0:
			return true
		case w.means&duty != 0 && !p.ofOthers(i) && (!p.is(i, "asked") || p.is(i+1, "to")):
			return true
		}
	}
	if p.form != bullet {
		return false
	}
	for _, s := range p.sentences {
		if p.somethingToDo(s.first) {
			return true
		}
	}
	return false
}

// ofOthers tells whether a duty is somebody else's: "we were asked to".
func (p *passage) ofOthers(i int) bool {
	for j := max(i-3, 0); j < i; j++ {
		if p.group(j) || p.is(j, "they", "he", "she", "team", "team's", "department", "company") {
			return true
		}
	}
	return false
}

// somethingToDo tells whether what begins with word i is something to do: "Take
// the export over", "To win both teams", "Making one source of truth".
func (p *passage) somethingToDo(i int) bool {
	w := p.words[i]
	if p.is(i, "to") || p.is(i, "had", "needed", "expected", "supposed") && p.is(i+1, "to") || p.is(i, "must") {
		return i+1 < len(p.words)
	}
	if i+1 == len(p.words) {
		return w.means&verb != 0
	}
	if p.after(i) != " " { // "Budget: 5,000"
		return false
	}
	if w.means&verb != 0 {
		return true
	}
	// What stands right before "the" is a verb more often than not.
	return w.means&(function|englishNumber) == 0 && !digit(w.text[0]) && p.means(i+1)&possessive != 0
}
