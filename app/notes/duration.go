package notes

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"starling/app/story"
)

const (
	spanUnit = `\s*(?:s|secs?|m|mins?|minutes?|seconds?|minuten|sekunden|minutos|segundos)?\s*`

	amount  = `(\d{1,4}(?:[.,]\d{1,2})?|an?|one|two|three|four|five|six|seven|eight|nine|ten|half a|eine[nr]?|zwei|drei|vier|funf|une?|deux|trois|quatre|cinq|una?|dos|tres|cuatro|cinco|due|tre|um|uma|dois|duas)`
	hours   = `(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ore|ora)\b\.?`
	minutes = `(?:m|mins?|minutes?|minuten?|minutos?|minuti|minuto|')(?:\b|\s|$)\.?`
	seconds = `(?:s|secs?|seconds?|sek|sekunden?|secondes?|segundos?|segs?|secondi|")(?:\b|\s|$)\.?`
)

var (
	about        = regexp.MustCompile(`^(?:~|≈|≤|<|±|about|around|approx|approximately|circa|ca|c|roughly|max|maximum|up to|at most|under|less than|etwa|ungefahr|rund|hochstens|bis zu|environ|env|au plus|jusqu a|unos|unas|aprox|aproximadamente|alrededor de|hasta|max|massimo|cerca de|cerca|fino a|no maximo)[.:]?\s*`)
	rangePattern = regexp.MustCompile(`^(?:(?:von|de|da) )?` + amount + spanUnit + `(?:-|–|—|to|bis|a|ou|or|oder|o)\s*` + amount)
	betweenSpan  = regexp.MustCompile(`^(?:between|zwischen|entre|tra) ` + amount + spanUnit + `(?:and|und|et|e|y)\s+` + amount)
	joined       = regexp.MustCompile(`([a-z'"])(\d)`)
	clock        = regexp.MustCompile(`^(\d{1,2}):([0-5]\d)(?::([0-5]\d))?\s*(?:min|mins|minutes|minuten|m|h)?\b\.?`)
	units        = regexp.MustCompile(`^` + amount + `\s*(?:(` + hours + `)|(` + minutes + `)|(` + seconds + `))\s*(?:and\s+|und\s+|et\s+|y\s+|e\s+)?`)
	bareNumber   = regexp.MustCompile(`^(\d{1,3})(?:[.,]5)?$`)
)

// readDuration reads how long an answer is meant to take: "~2 minutes", "90s",
// "1:30", "2 min 30 sec". Of a span ("2–3 minutes") it takes the upper end: the
// limit is how long the answer may take. The rest is what is left of the text;
// d is zero where it says no time. Without a unit a number below ten is taken
// for minutes, and one from 30 on for seconds, unless a unit is asked for.
func readDuration(text string, needUnit bool) (d time.Duration, rest string) {
	s := joined.ReplaceAllString(strings.TrimSpace(fold(text)), "$1 $2")
	for cut := about.FindString(s); cut != ""; cut = about.FindString(s) {
		s = s[len(cut):]
	}
	for _, span := range []*regexp.Regexp{rangePattern, betweenSpan} {
		if m := span.FindStringSubmatchIndex(s); m != nil {
			s = s[m[4]:]
		}
	}
	if m := clock.FindStringSubmatch(s); m != nil {
		first, second := atoi(m[1]), atoi(m[2])
		d = time.Duration(first)*time.Minute + time.Duration(second)*time.Second
		if m[3] != "" {
			d = time.Duration(first)*time.Hour + time.Duration(second)*time.Minute + time.Duration(atoi(m[3]))*time.Second
		}
		return d, leftOver(s[len(m[0]):])
	}
	if m := bareNumber.FindStringSubmatch(s); m != nil {
		return bareDuration(m[0], needUnit), ""
	}
	for {
		m := units.FindStringSubmatch(s)
		if m == nil {
			break
		}
		unit := time.Second
		switch {
		case m[2] != "":
			unit = time.Hour
		case m[3] != "":
			unit = time.Minute
		}
		d += time.Duration(amountOf(m[1]) * float64(unit))
		s = s[len(m[0]):]
		if m := bareNumber.FindStringSubmatch(s); m != nil && unit == time.Minute && atoi(m[1]) < 60 {
			return d + time.Duration(atoi(m[1]))*time.Second, "" // "1 minute 30"
		}
	}
	return d.Round(time.Second), leftOver(s)
}

// leftOver gives what of a text says more than that it is a time.
func leftOver(s string) string {
	switch key(s) {
	case "max", "maximum", "total", "spoken", "approx", "circa", "ca", "or less", "environ", "or so":
		return ""
	}
	return key(s)
}

func bareDuration(s string, needUnit bool) time.Duration {
	n, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	switch {
	case err != nil || needUnit:
	case n < 10:
		return time.Duration(n * float64(time.Minute))
	case n >= 30 && n <= 600:
		return time.Duration(n * float64(time.Second))
	}
	return 0
}

func amountOf(s string) float64 {
	switch s {
	case "half a":
		return 0.5
	case "a", "an", "one", "eine", "einen", "einer", "un", "une", "una", "um", "uma":
		return 1
	case "two", "zwei", "deux", "dos", "due", "dois", "duas":
		return 2
	case "three", "drei", "trois", "tres", "tre":
		return 3
	case "four", "vier", "quatre", "cuatro":
		return 4
	case "five", "funf", "cinq", "cinco":
		return 5
	}
	for i, w := range []string{"six", "seven", "eight", "nine", "ten"} {
		if s == w {
			return float64(6 + i)
		}
	}
	n, _ := strconv.ParseFloat(strings.ReplaceAll(s, ",", "."), 64)
	return n
}

func atoi(s string) int {
	n, _ := strconv.Atoi(s)
	return n
}

// readLimit reads a story's limit; ok tells that it is one that a story may have.
func readLimit(text string) (limit time.Duration, rest string, ok bool) {
	d, rest := readDuration(text, false)
	return d, rest, d >= story.MinLimit && d <= story.MaxLimit
}
