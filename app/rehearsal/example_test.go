package rehearsal_test

import (
	"fmt"
	"time"

	"starling/app/rehearsal"
)

// A speaker moves on early once, finishes a sentence after a chime once, and
// runs over. The clock is the caller's; here it is a variable.
func ExampleSession() {
	start := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	after := func(seconds int) time.Time { return start.Add(time.Duration(seconds) * time.Second) }

	session := rehearsal.NewSession(twoMinutes(), rehearsal.Options{})
	session.Start(after(0))
	session.Mark(after(20))    // ends Situation, 4 s before its boundary
	session.Mark(after(39))    // Task ended by itself 3 s ago: this is the end of the sentence
	session.Finish(after(125)) // in Result, which Action gave way to by itself

	for _, cue := range session.Advance(after(125)) {
		fmt.Printf("%s %s given=%t\n", rehearsal.Clock(cue.At), cue.Kind, cue.Given)
	}
	for _, s := range session.Attempt().Splits {
		fmt.Printf("%s %s of %s, ended by %s\n", s.Section.Title(), rehearsal.Clock(s.Spent), rehearsal.Clock(s.Target), s.EndedBy)
	}
	fmt.Println(rehearsal.Countdown(session.Left()))

	// Output:
	// 0:00 start given=true
	// 0:24 section given=false
	// 0:36 section given=true
	// 1:40 wrap-up given=true
	// 1:48 section given=true
	// 2:00 time-up given=true
	// Situation 0:20 of 0:24, ended by mark
	// Task 0:19 of 0:12, ended by mark
	// Action 1:09 of 1:12, ended by auto
	// Result 0:17 of 0:12, ended by finish
	// +0:05
}
