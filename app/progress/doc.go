// Package progress says what practice has done: how coverage goes from day to
// day, which section is the weakest, where the time goes, how far answers run
// over, when there was practice and what was best. It is pure.
//
// It does not read a million attempts. A [Source], which is history, gives the
// totals of each day, of which there are few however many attempts there were,
// and the last few attempts in full; [Read] makes the [Figures] of these. What
// the totals of a day are is said here, by [ByDay]: a source that keeps them
// in tables must give the same. [List] is a source of attempts in memory.
//
//	figures, err := progress.Read(ctx, source, nil, progress.Month, progress.DayOf(now))
//	line := figures.CoverageChart()
//
// Three rules hold everywhere. A day is that of the clock on the wall where the
// attempt was made, from 04:00 to 04:00, as it is for what is due: so travel and
// daylight saving move nothing to another day afterwards. An attempt counts ([Counts]) if it was ended and not
// abandoned. And coverage, overruns and the time of sections are of whole
// answers alone ([Whole]): a drill of one section is practice, and no answer.
package progress
