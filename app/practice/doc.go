// Package practice says what to practise next, and why: which stories are due,
// with how much help to say them, and what the exercises of a drill and the
// questions of a mock interview are.
//
// It is pure. Nothing in it has a clock, a file, a screen or a random number of
// its own: whoever uses it says what day it is and hands in attempts, stories,
// interviews and chance. docs/practice.md tells people what is decided here.
//
// # What is due
//
// An [Attempt] has a [Grade], which follows from its ratings and its time
// unless the person gave it another ([Judge], [Explain]). The grades of a
// story's attempts make its [Card], by FSRS in days: [Replay] makes all cards
// from all attempts, [Continue] takes a card further. A card depends on
// nothing but attempts, so that it can be kept and thrown away as one likes.
//
//	cards := practice.Replay(attempts)
//	calendar := practice.Calendar{Today: practice.DayOf(now), Interviews: interviews}
//	for _, item := range calendar.Due(cards, library.Stories) {
//		fmt.Println(item.Title, item.When(calendar.Today), item.Why)
//	}
//
// A [Day] is the person's own, by the zone that they were in, from 04:00 to
// 04:00. The first graded attempt at a story on a day counts for its card.
//
// # With how much help
//
// [Ladder] looks at a story's last attempts and suggests to stay with what is
// shown while speaking, to do with less, or to take more.
//
// # Drills and mock interviews
//
// A [Drill] is a row of exercises, chosen by what is due, by the weakest
// section, or by chance. A [Mock] asks questions, follows them up and has the
// answers rated. Both are state machines that are told what happened, and both
// are kept as JSON, so that they can be left and resumed.
package practice
