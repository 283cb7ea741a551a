package notes

import (
	"testing"
	"time"
)

func TestATimeIsReadInTheWaysThatPeopleWriteIt(t *testing.T) {
	for text, want := range map[string]string{
		"~2 minutes": "2m", "2 min": "2m", "2 min.": "2m", "90s": "1m30s", "90 sec": "1m30s", "1:30": "1m30s", "1:30 min": "1m30s",
		"2-3 minutes": "3m", "2–3 min": "3m", "2 to 3 minutes": "3m", "2 bis 3 Minuten": "3m", "between 60 and 90 seconds": "1m30s",
		"1 minute 30": "1m30s", "1 min 30 s": "1m30s", "1m30s": "1m30s", "2.5 min": "2m30s", "1,5 Minuten": "1m30s",
		"about two minutes": "2m", "zwei Minuten": "2m", "deux minutes": "2m", "dos minutos": "2m", "environ 2 minutes": "2m",
		"max. 2 min": "2m", "2 minutes max": "2m", "2": "2m", "90": "1m30s", "half a minute": "30s", "a minute": "1m", "an hour": "1h",
		"2 minutes and 30 seconds": "2m30s", "≤ 2 min": "2m", "2'": "2m", `1'30"`: "1m30s", "~ 2 Min": "2m", "1h": "1h", "0:45": "45s",
	} {
		wanted, err := time.ParseDuration(want)
		if err != nil {
			t.Fatal(err)
		}
		if d, rest, ok := readLimit(text); d != wanted || rest != "" || !ok {
			t.Errorf("%q: %v, rest %q, %v; want %v", text, d, rest, ok, wanted)
		}
	}
}

func TestWhatIsNoTimeOfAnAnswerIsNoLimit(t *testing.T) {
	for _, text := range []string{"", "6 months", "2019", "3 hours", "5 s", "long", "15", "2 weeks", "mine", "0:05", "three quarters"} {
		if d, rest, ok := readLimit(text); ok && rest == "" {
			t.Errorf("%q: %v", text, d)
		}
	}
	if d, rest, ok := readLimit("2 minutes, practise to 90 s"); d != 2*time.Minute || rest == "" || !ok {
		t.Error("what is left over is told:", d, rest, ok)
	}
}
