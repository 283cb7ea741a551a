package practice

import (
	"fmt"
	"strings"
	"time"
)

// Explain says which grade an attempt has, and why, in a line: "Hard: 12 s
// over the limit." Where the person gave it another grade than ratings and
// time do, both are said.
func Explain(a Attempt) string {
	v := Judge(a)
	if v.Reason != ByPerson {
		return v.Grade.Title() + ": " + v.because() + "."
	}
	return v.Grade.Title() + ": your choice. By ratings and time: " + lower(Explain(a.uncorrected()))
}

func (a Attempt) uncorrected() Attempt {
	a.Correction = ""
	return a
}

// because says what the grade rests on, as the middle of a sentence.
func (v Verdict) because() string {
	switch v.Reason {
	case ByRating:
		return fmt.Sprintf("%s was rated %d", v.Section.Title(), v.Rating)
	case ByTime:
		return seconds(v.Over) + " over the limit"
	case ByHeart:
		return "every rating is 4 or 5, within the limit, from the question alone"
	case ByRest:
		return "no section below 3, within the limit"
	case ByPerson:
		return "your choice"
	case WasAbandoned:
		return "it was started over"
	case WasCutOff:
		return "it was cut off"
	case WasPart:
		return "one section alone was practised"
	case WasQuestion:
		return "it was a question without a story"
	}
	return "no section is rated"
}

// onDay says when a day is, in the middle of a sentence: "tomorrow", "on 3 Dec".
func onDay(d, today Day) string { return named(d, today, "on ") }

// named says when a day is: in a word where it is near, else as a date after a
// word of the sentence.
func named(d, today Day, word string) string {
	if n := d - today; n >= -1 && n <= 1 {
		return FromToday(d, today)
	}
	return word + d.Short(today)
}

// seconds says a span as one would: "12 s", "1 min 5 s"; whole seconds, and
// "less than a second" below one.
func seconds(d time.Duration) string {
	whole := int(d / time.Second)
	switch {
	case whole == 0:
		return "less than a second"
	case whole < 60:
		return fmt.Sprintf("%d s", whole)
	case whole%60 == 0:
		return fmt.Sprintf("%d min", whole/60)
	}
	return fmt.Sprintf("%d min %d s", whole/60, whole%60)
}

// lower begins a sentence in the middle of another, capital at its start.
func lower(text string) string { return strings.ToLower(text[:1]) + text[1:] }

func capital(text string) string { return strings.ToUpper(text[:1]) + text[1:] }
