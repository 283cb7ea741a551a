package sound

import (
	"testing"
	"time"
)

func TestTheClockCountsToTheNearestSample(t *testing.T) {
	l := lead{rate: SampleRate}
	l.begin(time.Unix(1000, 0))
	for d, want := range map[time.Duration]int64{
		0: 0, time.Second: 44100, -time.Second: -44100, time.Millisecond: 44, -time.Millisecond: -44,
		12 * time.Microsecond: 1, 11 * time.Microsecond: 0, 1000 * time.Hour: 1000 * 3600 * 44100,
	} {
		if got := l.clock(l.epoch.Add(d)); got != want {
			t.Errorf("clock after %v is %d, want %d", d, got, want)
		}
	}
}

func TestTheLeadIsTheMostThatWasSeenOfLate(t *testing.T) {
	l := lead{rate: SampleRate}
	start := time.Unix(1000, 0)
	l.begin(start)
	at := start.Add
	l.note(at(0), 500)
	l.note(at(100*ms), 4410+300)
	if got := l.ahead(); got != 500 {
		t.Errorf("lead %d, want 500", got)
	}
	l.note(at(1900*ms), l.clock(at(1900*ms))+200)
	if got := l.ahead(); got != 500 {
		t.Errorf("lead %d, want 500 still", got)
	}
	l.note(at(2100*ms), l.clock(at(2100*ms))+100)
	if got := l.ahead(); got != 200 {
		t.Errorf("lead %d, want 200: the first is too long ago", got)
	}
	l.note(at(time.Hour), l.clock(at(time.Hour))+7)
	if got := l.ahead(); got != 7 {
		t.Errorf("lead %d, want 7: all others are too long ago", got)
	}
}
