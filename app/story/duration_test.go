package story

import (
	"testing"
	"time"
)

func TestADurationIsWrittenAsStoriesHaveIt(t *testing.T) {
	for want, d := range map[string]time.Duration{
		"24s":       24 * time.Second,
		"2m":        2 * time.Minute,
		"1m30s":     90 * time.Second,
		"10m":       10 * time.Minute,
		"1h":        time.Hour,
		"1h0m30s":   time.Hour + 30*time.Second,
		"1h10m":     70 * time.Minute,
		"1.5s":      1500 * time.Millisecond,
		"1m0.001s":  time.Minute + time.Millisecond,
		"100ms":     100 * time.Millisecond,
		"0s":        0,
		"2562047h":  2562047 * time.Hour,
		"10m10.01s": 10*time.Minute + 10*time.Second + 10*time.Millisecond,
	} {
		if got := FormatDuration(d); got != want {
			t.Errorf("%v: got %s, want %s", d, got, want)
		}
	}
}

func TestWhatAPersonMeantByATimeIsGuessed(t *testing.T) {
	for text, want := range map[string]string{
		"24":              "24s",
		"90.5":            "1m30.5s",
		"1:30":            "1m30s",
		"2:00 min":        "2m",
		"2 min":           "2m",
		"2 MINUTES":       "2m",
		"1.5 minutes":     "1m30s",
		"1,5 min":         "1m30s",
		"24 sec":          "24s",
		"1 min 30 sec":    "1m30s",
		"1m and 30s":      "1m30s",
		"1 hour":          "1h",
		"soon":            "",
		"":                "",
		"0":               "",
		"0.0001":          "",
		"1 week":          "",
		"9999999999999 h": "",
	} {
		if got := guessDuration("target", text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	if got := guessDuration("limit", "3"); got != "3m" {
		t.Errorf("a limit of 3 is meant as minutes, not %s", got)
	}
}
