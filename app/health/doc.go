// Package health looks at how a story is written and says what a listener will
// stumble over: a Result without a number, an Action that says "we" where it
// was "I", a sentence too long for one breath. It is pure: it is handed a
// story, its plan and a pace, and gives observations.
//
//	for _, o := range health.Look(story, plan, settings.Pace) {
//		show(o.Key, o.Text, o.Mend)
//	}
//
// An [Observation] is no error. It says what is there, where, and how to mend
// it; whoever knows better dismisses it, by writing its id into the story. docs/health.md
// tells every kind, with its reasons and its limits.
//
// # From text to observations
//
// Every script, bullet and polished line becomes a passage: its words, each
// with what the lexicon knows of it, and its sentences. All that is looked for
// is looked for in those. The text is read once, so that [Look] can be asked at
// every key press of a story of 20,000 words.
//
//	story → []passage (words, sentences) → language → each look → []Observation
//
// What depends on the language is told only where the story is in one that is
// known: see language.go. A rule that is not sure says nothing: one false alarm
// costs more trust than ten things missed.
package health
