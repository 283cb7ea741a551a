package progress

import (
	"fmt"
	"time"

	"starling/app/rehearsal"
)

// seconds reads a span as a person would say it: "9 s", "1:05".
func seconds(d time.Duration) string {
	whole := d.Round(time.Second)
	if whole < time.Minute {
		return fmt.Sprintf("%d s", int(whole/time.Second))
	}
	return rehearsal.Clock(whole)
}

// minutes reads a longer span: "40 s", "6 min", "1 h 05 min".
func minutes(d time.Duration) string {
	switch whole := d.Round(time.Minute); {
	case d < time.Minute:
		return seconds(d)
	case whole < time.Hour:
		return fmt.Sprintf("%d min", int(whole/time.Minute))
	default:
		return fmt.Sprintf("%d h %02d min", int(whole/time.Hour), int(whole%time.Hour/time.Minute))
	}
}

// count reads a number of things: "1 attempt", "3 attempts".
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// percent reads a percentage: "86%".
func percent(f float64) string { return fmt.Sprintf("%.0f%%", f) }

// inDays reads how long something took: "in a week".
func inDays(n int) string {
	switch {
	case n <= 0:
		return "within a day"
	case n == 1:
		return "in a day"
	case n == 7:
		return "in a week"
	case n < 14:
		return fmt.Sprintf("in %d days", n)
	case n < 60:
		return fmt.Sprintf("in %d weeks", (n+3)/7)
	case n < 700:
		return fmt.Sprintf("in %d months", (n+15)/30)
	}
	return fmt.Sprintf("in %d years", (n+182)/365)
}

// overWords reads how far from its limit something ended: "5 s over".
func overWords(over time.Duration) string {
	switch whole := over.Round(time.Second); {
	case whole > 0:
		return seconds(whole) + " over"
	case whole < 0:
		return seconds(-whole) + " under"
	}
	return "exactly on the limit"
}
