// Package rehearsal times an answer: the plan that it follows, the session that
// runs through it, the cues that fall due, and the attempt that is left of it.
//
// It is pure. Nothing in it has a clock, a goroutine, a screen, a sound or a
// file: whoever uses it says what time it is, and asks what holds then.
//
// # A plan
//
// [NewPlan] gives every section of a story a target; the targets add up to the
// limit exactly. The moment at which one section should give way to the next is
// its boundary, in time spoken.
//
//	plan, err := rehearsal.NewPlan(story, rehearsal.PlanOptions{Limit: 2 * time.Minute})
//
// # A session
//
// A [Session] goes one way, with one detour and one way back:
//
//	ready → preparing → answering ⇄ paused → finished
//
// Each key of the stage is a method, which is told the moment of the key and
// says whether it did something: [Session.Toggle] for the space bar,
// [Session.Mark], [Session.Back], [Session.Finish], [Session.Return] and so on.
// Between the keys, [Session.Advance] lets time pass. Steps may be as long or as
// short as one likes: time is a difference of two moments, never a count of
// ticks, so a step over three boundaries does all that three steps would have.
//
//	session := rehearsal.NewSession(plan, rehearsal.Options{Prepare: 10 * time.Second})
//	session.Toggle(time.Now())
//	for _, cue := range session.Advance(time.Now()) {
//		show(cue) // the last of them is the one to show
//	}
//	wait(session.NextChange(time.Now()))
//
// A key first lets happen what fell due before it. The cues of that are kept,
// and the next Advance returns them: none is lost, none is given twice.
//
// # Changes
//
// Which section is shown follows from a stack of changes. An advance is put on
// it when a boundary comes and the speaker is in the section that it ends; a
// mark, when the speaker says "I am moving on"; a confirmation, when such a mark
// follows an advance so soon that it must mean the same. Back takes exactly one
// off. A boundary that has come never comes again, so a speaker who goes back
// stays in the section until the next mark.
//
// The splits are read off the stack: each section from the change before it to
// the change that ended it. They add up to the time spoken, always.
//
// # Cues
//
// A [Cue] falls due once, at its time, and is then given or silent; what was
// silent stays so. Of two within 1.5 s, one is sounded: the one that matters
// more, and among equals the earlier. That is settled when the earlier falls
// due, by what is to come if nothing is pressed. These are the fine points:
//
//   - A cue gives way to any that matters more and is given, even if that one is
//     itself outdone by a third.
//   - A cue gives way to one that has sounded already, even if that one matters
//     less. It can only be so when a key was pressed between them.
//   - The start cue stands outside of this.
//
// [Session.Upcoming] tells the sound what to schedule. It walks the same course
// as Advance does, so that what is heard and what is shown never part. Ask it
// again after each key. What has fallen due is no longer upcoming: without
// preparation the start cue comes from the first Advance.
//
// # Sleep
//
// Nobody speaks to a machine that sleeps. The caller sees that it slept when wall
// and monotonic time have [Parted], and says [Session.Slept] before anything else;
// the answer is paused from the last moment at which the caller was awake.
//
// # What is left
//
// All that happens is an [Event]; [Session.Events] only grows, and history
// stores each as it comes. [Replay] folds a log, whole or cut off, into an
// [Attempt]; [Session.Attempt] is that same fold. [Coverage] and [Anchor] belong
// to the rating that follows, [NewFit] and [MeasuredPace] to the script before
// it, and [Clock], [Countdown] and [FormatOver] say times as every screen says
// them.
package rehearsal
