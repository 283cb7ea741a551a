package story

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// The limits of a story's limit, and the one that holds where neither the
// story nor the settings say otherwise.
const (
	MinLimit     = 10 * time.Second
	MaxLimit     = 60 * time.Minute
	DefaultLimit = 2 * time.Minute
)

// FormatDuration writes a duration as story files have it: "24s", "2m",
// "1m30s".
func FormatDuration(d time.Duration) string {
	s := d.String()
	if strings.HasSuffix(s, "m0s") {
		s = strings.TrimSuffix(s, "0s")
	}
	if strings.HasSuffix(s, "h0m") {
		s = strings.TrimSuffix(s, "0m")
	}
	return s
}

// readDuration reads a duration; what it takes for one is what FormatDuration
// writes. What is wrong with anything else, and what to write, is said in
// terms of the key.
func readDuration(key string, n *node) (d time.Duration, wrong, instead string) {
	if n.kind == kindNumber {
		wrong = n.text + " is a number without a unit"
		if guess := guessDuration(key, n.text); guess != "" {
			return 0, wrong, "write " + key + " = " + strconv.Quote(guess)
		}
		return 0, wrong, "write " + key + ` = "24s"`
	}
	if n.kind != kindText {
		return 0, "is " + n.kind.name() + " and should be a length of time", `write ` + key + ` = "24s"`
	}
	text := strings.TrimSpace(n.text)
	d, err := time.ParseDuration(text)
	switch {
	case err == nil && text != "0" && d > 0 && d%time.Millisecond == 0:
		return d, "", ""
	case err == nil && d%time.Millisecond != 0:
		return 0, quote(text) + " is finer than a millisecond", "write " + strconv.Quote(FormatDuration(max(d.Round(time.Millisecond), time.Millisecond)))
	case err == nil:
		return 0, quote(text) + " is no time that anything could take", `write "24s", or leave the line out`
	case barePattern.MatchString(text) && guessDuration(key, text) != "":
		return 0, quote(text) + " has no unit", "write " + strconv.Quote(guessDuration(key, text))
	case text == "":
		return 0, "is empty", `write "24s", or leave the line out`
	}
	if guess := guessDuration(key, text); guess != "" {
		return 0, quote(text) + " is not how a time is written", "write " + strconv.Quote(guess)
	}
	return 0, quote(text) + " is no time", `write it like "24s", "2m" or "1m30s"`
}

var (
	barePattern  = regexp.MustCompile(`^[0-9]+(\.[0-9]+)?$`)
	clockPattern = regexp.MustCompile(`^([0-9]{1,2}):([0-9]{2})(?:\s*(?:min|m))?$`)
	unitsPattern = regexp.MustCompile(`^(?:([0-9.]+)\s*(?:h|hours?|hrs?))?\s*(?:([0-9.]+)\s*(?:m|mins?|minutes?))?\s*(?:and\s*)?(?:([0-9.]+)\s*(?:s|secs?|seconds?))?$`)
)

// guessDuration makes a duration of what a person may have meant by "24",
// "1:30" or "2 min 30 sec"; empty where it cannot be guessed. A bare number is
// taken for seconds, unless that would make too short a limit.
func guessDuration(key, text string) string {
	text = strings.ToLower(strings.ReplaceAll(text, "_", ""))
	guess := ""
	if barePattern.MatchString(text) {
		guess = text + "s"
		if n, err := strconv.ParseFloat(text, 64); err == nil && key == "limit" && n < MinLimit.Seconds() {
			guess = text + "m"
		}
	} else if m := clockPattern.FindStringSubmatch(text); m != nil {
		guess = m[1] + "m" + m[2] + "s"
	} else if m := unitsPattern.FindStringSubmatch(strings.ReplaceAll(text, ",", ".")); m != nil {
		for i, unit := range []string{"h", "m", "s"} {
			if m[i+1] != "" {
				guess += m[i+1] + unit
			}
		}
	}
	d, err := time.ParseDuration(guess)
	if err != nil || d <= 0 || d%time.Millisecond != 0 {
		return ""
	}
	return FormatDuration(d)
}
