//go:build linux && soak

package e2e

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/sound/soundtest"
)

// soakTime is how long TestSoak answers: STARLING_SOAK, or a few answers.
func soakTime(t *testing.T) time.Duration {
	t.Helper()
	text := os.Getenv("STARLING_SOAK")
	if text == "" {
		return 3 * time.Minute
	}
	d, err := time.ParseDuration(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

const (
	soakTitle = "A story for an hour"
	// growth is how much more memory the last answer may need than the third.
	growth = 64 << 10 // KiB
)

// TestSoak gives one answer after the other in one window. Every second one is
// left alone, and listened to.
func TestSoak(t *testing.T) {
	deadline := time.Now().Add(soakTime(t))
	server := startSound(t)
	h := newHome(t, program(t), server.Env()...)
	writeStory(t, h, "soak", soakTitle, 6391*time.Millisecond, 4137*time.Millisecond, 7229*time.Millisecond, 6243*time.Millisecond)
	a := h.open(t, sit(t))
	after3, answers, outOfTime := 0, 0, 0
	for ; answers < 4 || time.Now().Before(deadline); answers++ {
		a.pressAndSettle("space")
		var err error
		if answers%2 == 0 {
			err = listenToOne(t, a, server)
		} else {
			disturbOne(t, a)
		}
		if errors.Is(err, errOutOfTime) {
			outOfTime++
			t.Logf("answer %d: %v", answers+1, err)
		} else if err != nil {
			t.Errorf("answer %d: %v", answers+1, err)
		}
		rateAtRandom(t, a, answers)
		rss := statusOf(t, a.pid, "VmRSS")
		t.Logf("answer %d: %d MB, %d threads", answers+1, rss>>10, statusOf(t, a.pid, "Threads"))
		if answers == 2 {
			after3 = rss
		} else if answers > 2 && rss > after3+growth {
			t.Fatalf("after %d answers it needs %d MB, after three %d", answers+1, rss>>10, after3>>10)
		}
	}
	a.quit()
	if outOfTime > answers/10 {
		t.Errorf("of %d answers that were listened to, %d were out of time", (answers+1)/2, outOfTime)
	}
	checkSoaked(t, h, answers)
}

// checkSoaked looks at what the answers have left.
func checkSoaked(t *testing.T, h home, answers int) {
	t.Helper()
	attempts, _ := h.history(t)
	if len(attempts) != answers {
		t.Errorf("%d answers were given, history has %d", answers, len(attempts))
	}
	for _, one := range attempts {
		spent := 0.0
		for _, s := range one.Sections {
			spent += s.Spent
		}
		if diff := spent - one.Spoken; one.Ended != "finished" || diff > 0.003 || diff < -0.003 {
			t.Errorf("an attempt that %s has splits of %.3f s and %.3f s spoken", one.Ended, spent, one.Spoken)
		}
	}
	h.checked(t)
	if log, err := os.ReadFile(h.log()); err != nil || strings.Contains(string(log), "panic") {
		t.Errorf("the log: %v\n%s", err, log)
	}
}

// listenToOne gives an answer that is left alone, and listens to it.
func listenToOne(t *testing.T, a *app, server *soundtest.Server) error {
	t.Helper()
	recording, err := server.Record(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	a.press("space")
	at(begun.Add(26 * time.Second))
	a.press("esc")
	a.titled("Starling")
	samples, err := recording.Stop()
	if err != nil {
		t.Fatal(err)
	}
	_, err = listen(samples, spokenPlan())
	return err
}

// disturbOne gives an answer with marks, pauses and steps back.
func disturbOne(t *testing.T, a *app) {
	t.Helper()
	a.press("space")
	a.titled("Answering: " + soakTitle + " – Starling")
	end := time.Now().Add(time.Duration(8+rand.IntN(25)) * time.Second)
	marks := 0
	for time.Now().Before(end) {
		time.Sleep(rand.N(2 * time.Second))
		switch key := []string{"right", "left", "m", "h", "space"}[rand.IntN(5)]; key {
		case "right":
			if marks++; marks < 3 { // more could finish it
				a.press(key)
			}
		case "space", "m", "h":
			a.press(key, key)
		default:
			a.press(key)
		}
	}
	a.press("esc")
	a.titled("Starling")
}

// rateAtRandom rates an answer and goes back to the stories.
func rateAtRandom(t *testing.T, a *app, answers int) {
	t.Helper()
	a.settled()
	time.Sleep(time.Second) // it takes no keys at first
	for range 5 {
		a.press(fmt.Sprint(1 + rand.IntN(5)))
	}
	until(t, settling, "the ratings", func() bool {
		r, _ := a.home.known(t)
		return len(r.Ratings) == 5 && r.Number == answers+1
	})
	a.press("enter")
	a.settled()
}

// TestSoakEveryClosingEndsWithoutAnError closes the window hundreds of times.
func TestSoakEveryClosingEndsWithoutAnError(t *testing.T) {
	closeOften(t, 200)
}

// spokenPlan is what is heard of an answer of soakTitle that is left alone.
func spokenPlan() []heard {
	const limit = 24 * time.Second
	return []heard{
		{kind: rehearsal.CueStart},
		{kind: rehearsal.CueSection, section: 1, at: 6391 * time.Millisecond},
		{kind: rehearsal.CueSection, section: 2, at: 10528 * time.Millisecond},
		{kind: rehearsal.CueSection, section: 3, at: 17757 * time.Millisecond},
		{kind: rehearsal.CueWrapUp, at: limit - limit/6},
		{kind: rehearsal.CueTimeUp, at: limit},
	}
}
