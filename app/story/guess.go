package story

import "time"

// GuessDuration reads a length of time as generously as a person writes one:
// "24s", "1m30s", "1:30", "2 min"; a bare number is seconds, or minutes where
// key is "limit" and seconds would be too few. It is false for what means no
// time, or one finer than a millisecond. Files are read more strictly; see
// FormatDuration for how they have it.
func GuessDuration(key, text string) (time.Duration, bool) {
	d, err := time.ParseDuration(text)
	if err != nil {
		d, err = time.ParseDuration(guessDuration(key, text))
	}
	return d, err == nil && d > 0 && d%time.Millisecond == 0
}
