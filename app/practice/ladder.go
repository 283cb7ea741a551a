package practice

import (
	"fmt"
	"slices"

	"starling/app/rehearsal"
	"starling/app/story"
)

// Rungs gives the rungs of a story's ladder, from the most help to the least:
// the prompts that there is something to show for, and the question alone.
func Rungs(s story.Story) []rehearsal.Prompt {
	var script, points bool
	for _, n := range s.Names() {
		section := s.Section(n)
		script = script || section.Script != ""
		points = points || len(section.Points) > 0
	}
	var rungs []rehearsal.Prompt
	for _, rung := range ladder() {
		has := map[rehearsal.Prompt]bool{
			rehearsal.PromptScript: script, rehearsal.PromptLines: len(s.Polished) > 0,
			rehearsal.PromptPoints: points, rehearsal.PromptQuestion: true,
		}[rung]
		if has {
			rungs = append(rungs, rung)
		}
	}
	return rungs
}

// ladder gives all rungs, whatever a story has.
func ladder() []rehearsal.Prompt {
	return []rehearsal.Prompt{
		rehearsal.PromptScript, rehearsal.PromptLines, rehearsal.PromptPoints, rehearsal.PromptQuestion,
	}
}

// isRung tells whether a prompt is one of the ladder.
func isRung(p rehearsal.Prompt) bool { return slices.Contains(ladder(), p) }

// Step is what a ladder suggests.
type Step string

// The steps. A suggestion is offered, never taken by itself.
const (
	StepStay Step = "stay"
	StepNext Step = "next" // with less help
	StepBack Step = "back" // with more help
)

// Suggestion is the rung to practise a story on.
type Suggestion struct {
	Step Step
	// Rung is the one that the story is practised on now; the first where it was
	// never said.
	Rung rehearsal.Prompt
	// To is the rung that is suggested; Rung itself for StepStay.
	To rehearsal.Prompt
	// Why says in a sentence or two what it rests on.
	Why string
}

// What the ladder looks at.
const (
	// rungAttempts is how many attempts in a row a step is suggested after.
	rungAttempts = 2
	// rungReached is the coverage, in per cent, with which a rung is mastered.
	rungReached = 80
	// rungTooHigh is the coverage under which a rung asks too much.
	rungTooHigh = 50
)

// Ladder suggests the rung on which to practise a story: the next one after two
// attempts in a row on the same rung with a coverage of 80% or more, within
// the limit; the one before after two with a coverage under 50% or more than a
// quarter of the limit over. The attempts are the story's, in any order; those
// of a single section, in an interview or in rapid fire, those not rated, and
// those started over or cut off say nothing of the rung and are passed over.
func Ladder(attempts []Attempt, s story.Story) Suggestion {
	rungs := Rungs(s)
	last := lastTold(attempts, s.Slug)
	if len(last) == 0 {
		return stay(rungs[0], fmt.Sprintf("Not said yet: begin with %s.", inView(rungs[0])))
	}
	rung := last[0].Prompt
	if len(last) < rungAttempts || last[1].Prompt != rung {
		return stay(rung, fmt.Sprintf("Once with %s. After twice there may be more to say.", inView(rung)))
	}
	switch higher, lower := beside(rungs, rung); {
	case !slices.ContainsFunc(last, func(a Attempt) bool { return !mastered(a) }):
		if higher == "" {
			return stay(rung, fmt.Sprintf("%s with %s, both within the limit: this story is yours.", coverages(last), inView(rung)))
		}
		return Suggestion{Step: StepNext, Rung: rung, To: higher, Why: fmt.Sprintf(
			"%s, both within the limit: you can do with less. Try it with %s.", coverages(last), inView(higher))}
	case !slices.ContainsFunc(last, func(a Attempt) bool { return !strained(a) }):
		if lower == "" {
			return stay(rung, "It does not come together yet, and it will: take it slowly, a section at a time.")
		}
		return Suggestion{Step: StepBack, Rung: rung, To: lower, Why: fmt.Sprintf(
			"Twice it would not quite come. A few rounds with %s, and it will carry you further than forcing it.", inView(lower))}
	}
	return stay(rung, fmt.Sprintf("Stay with %s: twice %d%% within the limit, and the next step is offered.", inView(rung), rungReached))
}

func stay(rung rehearsal.Prompt, why string) Suggestion {
	return Suggestion{Step: StepStay, Rung: rung, To: rung, Why: why}
}

// lastTold gives the last attempts at a story that say something of the rung,
// the newest first, as many as a step is suggested after.
func lastTold(attempts []Attempt, slug string) []Attempt {
	var told []Attempt
	for _, a := range attempts {
		if _, isRated := a.Ratings.Coverage(); isRated && a.onRung(slug) {
			told = append(told, a)
		}
	}
	slices.SortFunc(told, func(a, b Attempt) int { return byMark(b, a) })
	return told[:min(len(told), rungAttempts)]
}

// onRung tells whether the attempt was at a whole story and its prompt the
// story's rung: in interviews and rapid fire, what is shown is not chosen for
// the story.
func (a Attempt) onRung(slug string) bool {
	return a.Story == slug && a.Part == "" && a.whole() && (a.Mode == rehearsal.ModePractice || a.Mode == "")
}

// LastRung is the rung on which a story was practised last, rated or not; ok is
// false where it was not yet. The attempts come in any order.
func LastRung(attempts []Attempt, slug string) (rung rehearsal.Prompt, ok bool) {
	var last Attempt
	for _, a := range attempts {
		if a.onRung(slug) && isRung(a.Prompt) && (!ok || byMark(a, last) > 0) {
			last, ok = a, true
		}
	}
	return last.Prompt, ok
}

func mastered(a Attempt) bool {
	percent, _ := a.Ratings.Coverage()
	return percent >= rungReached && a.over() == 0
}

func strained(a Attempt) bool {
	percent, _ := a.Ratings.Coverage()
	return percent < rungTooHigh || a.farOver()
}

// beside gives the rungs with less and with more help; empty where there is
// none. The story may have lost the rung itself since.
func beside(rungs []rehearsal.Prompt, rung rehearsal.Prompt) (higher, lower rehearsal.Prompt) {
	all := ladder()
	at := slices.Index(all, rung)
	for _, r := range rungs {
		switch i := slices.Index(all, r); {
		case i < at:
			lower = r
		case i > at && higher == "":
			higher = r
		}
	}
	return higher, lower
}

// inView says what a speaker has in view on a rung.
func inView(rung rehearsal.Prompt) string {
	switch rung {
	case rehearsal.PromptScript:
		return "the script in view"
	case rehearsal.PromptLines:
		return "the polished lines in view"
	case rehearsal.PromptPoints:
		return "the points in view"
	}
	return "the question alone"
}

// coverages says the coverage of attempts, the oldest first: "85% and 90%".
func coverages(newest []Attempt) string {
	text := ""
	for _, a := range slices.Backward(newest) {
		percent, _ := a.Ratings.Coverage()
		if text != "" {
			text += " and "
		}
		text += fmt.Sprintf("%.0f%%", percent)
	}
	return text
}
