package rehearsal

import (
	"fmt"
	"time"
)

// Clock reads a span of time in minutes and the whole seconds that have passed:
// "2:05", "0:41". A span below zero reads "0:00". What is left of a span is for
// Countdown to read.
func Clock(d time.Duration) string {
	seconds := max(d, 0) / time.Second
	return fmt.Sprintf("%d:%02d", seconds/60, seconds%60)
}

// FormatOver reads how far something is past its time: "+0:05".
func FormatOver(d time.Duration) string { return "+" + Clock(d) }

// Countdown reads what is left of a span, as the stage shows it: rounded up
// while there is something left, so that it starts at the whole span and
// reaches "0:00" at its end, and "+0:05" once it is over by whole seconds.
func Countdown(left time.Duration) string {
	switch {
	case left > 0:
		whole := left.Truncate(time.Second)
		if whole < left {
			whole += time.Second
		}
		return Clock(whole)
	case left > -time.Second:
		return Clock(0)
	}
	return FormatOver(-left)
}
