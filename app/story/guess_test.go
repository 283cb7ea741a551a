package story

import (
	"testing"
	"time"
)

func TestATimeIsUnderstoodAsAPersonWritesIt(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"24s": 24 * time.Second, "24": 24 * time.Second, "1m30s": 90 * time.Second, "1:30": 90 * time.Second,
		"2 min": 2 * time.Minute, "1,5 min": 90 * time.Second, "2 minutes 5 seconds": 125 * time.Second,
	} {
		if got, ok := GuessDuration("target", text); !ok || got != want {
			t.Errorf("%q is understood as %v (%v), want %v", text, got, ok, want)
		}
	}
	if got, ok := GuessDuration("limit", "2"); !ok || got != 2*time.Minute {
		t.Errorf("a limit of 2 is understood as %v (%v)", got, ok)
	}
}

func TestWhatMeansNoTimeIsNotUnderstood(t *testing.T) {
	for _, text := range []string{"", "soon", "2x", "0s", "-5s", "0", "1.2345ms", "1:75x"} {
		if got, ok := GuessDuration("target", text); ok {
			t.Errorf("%q is understood as %v", text, got)
		}
	}
}
