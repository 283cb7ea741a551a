package practice

import "testing"

func TestADayIsSaidFromToday(t *testing.T) {
	today := day(t, "2026-11-20")
	for n, want := range map[Day]string{
		-12: "12 days ago", -2: "2 days ago", -1: "yesterday", 0: "today", 1: "tomorrow", 2: "in 2 days",
	} {
		if got := FromToday(today+n, today); got != want {
			t.Errorf("%d: %q, not %q", n, got, want)
		}
	}
	for n, want := range map[Day]string{-1: "yesterday", 0: "today", 1: "tomorrow", 9: "on 29 Nov", 60: "on 19 Jan 2027"} {
		if got := onDay(today+n, today); got != want {
			t.Errorf("%d: %q, not %q", n, got, want)
		}
	}
}
