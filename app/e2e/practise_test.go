//go:build linux && demo

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The questions of the interview; the stories answer the first of them.
const practiseBank = `[[category]]
name = "Deadlines"

[[category.question]]
id   = "deadline-tight"
text = "Tell me about a tight deadline."
`

func TestADrillIsLeftAndGoneOnWithAndAMockInterviewIsHeld(t *testing.T) {
	h := newHome(t, program(t))
	h.put(t, h.settings(), "examples_copied = true\n")
	titles := map[string]string{"the-bridge": "The bridge", "the-tunnel": "The tunnel"}
	for slug, title := range titles {
		writeStory(t, h, slug, title, 4*time.Second, 3*time.Second, 4*time.Second, 3*time.Second)
	}
	h.put(t, filepath.Join(h.stories(), "questions.toml"), practiseBank)
	left := func(what string) bool {
		_, err := os.Stat(filepath.Join(h.data(), "practice", what+".json"))
		return err == nil
	}

	screen := sit(t)
	a := h.open(t, screen)
	a.settled()
	a.pressAndSettle("ctrl+6")
	a.pressAndSettle("space") // what is due
	a.say(6 * time.Second)
	first := a.rate("4")
	a.pressAndSettle("enter") // the next
	a.pressAndSettle("esc")   // leaves it
	a.quit()
	if attempts, text := h.history(t); len(attempts) != 1 || !left("drill") {
		t.Fatalf("a drill left after the first of two: %v, and the history is\n%s", left("drill"), text)
	}

	a = h.open(t, screen)
	a.settled()
	a.pressAndSettle("ctrl+6")
	a.pressAndSettle("space") // goes on
	a.say(6 * time.Second)
	if second := a.rate("5"); second == first || titles[second] == "" {
		t.Errorf("after %s comes %s", first, second)
	}
	until(t, settling, "both are said in the same drill", func() bool {
		data, err := os.ReadFile(filepath.Join(h.data(), "practice", "drill.json"))
		return err == nil && strings.Count(string(data), `"outcome":"done"`) == 2
	})
	a.pressAndSettle("enter") // the summary
	until(t, settling, "nothing is left of the drill", func() bool { return !left("drill") })

	a.pressAndSettle("enter")
	a.pressAndSettle("end")
	a.pressAndSettle("space") // the mock interview
	for range 7 {
		a.press("tab") // past the header, to the presets
	}
	a.pressAndSettle("space")
	a.press("down", "down")
	a.pressAndSettle("enter") // a panel: no preparation
	a.pressAndSettle("b")
	if !left("mock") {
		t.Error("the interview is not kept")
	}
	a.say(6 * time.Second)
	a.rate("3")
	a.pressAndSettle("enter") // the summary
	until(t, settling, "nothing is left of the interview", func() bool { return !left("mock") })
	a.quit()

	attempts, text := h.history(t)
	if len(attempts) != 3 {
		t.Fatalf("the history is\n%s", text)
	}
	mock := attempts[0]
	if mock.Mode != "mock" || mock.Prompt != "question" || mock.Limit != 120 || mock.Question != "Tell me about a tight deadline." || titles[mock.Story] == "" {
		t.Errorf("the answer in the interview is %+v", mock)
	}
	h.checked(t)
}

// say speaks the answer on the stage for so long, and finishes it.
func (a *app) say(spoken time.Duration) {
	a.t.Helper()
	a.press("space")
	until(a.t, settling, "an answer is under way", func() bool {
		title, err := a.screen.Title(a.window)
		return err == nil && title != "Starling"
	})
	time.Sleep(spoken)
	a.press("esc")
	a.titled("Starling")
	time.Sleep(time.Second) // the rating is deaf for half of one
}

// rate rates the situation of the latest attempt, and gives its story.
func (a *app) rate(rating string) (slug string) {
	a.t.Helper()
	a.press(rating)
	until(a.t, settling, "the rating", func() bool {
		r, _ := a.home.known(a.t)
		slug = r.Story
		return r.Ratings["situation"] == int(rating[0]-'0')
	})
	return slug
}
