package rehearsal_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// scripted is a story whose sections have so many words each.
func scripted(words ...int) story.Story {
	part := func(i int) story.Section {
		if i >= len(words) {
			return story.Section{}
		}
		return story.Section{Script: strings.TrimSpace(strings.Repeat("word ", words[i])), Points: []string{"a point"}}
	}
	return story.Story{Situation: part(0), Task: part(1), Action: part(2), Result: part(3), Lessons: part(4)}
}

func TestTheFitIsSaidInASentence(t *testing.T) {
	tests := []struct {
		name          string
		story         story.Story
		pace          int
		warning, rest string
	}{
		{"no script", scripted(0, 0, 0, 0), 150, "", ""},
		{
			"over", scripted(83, 30, 180, 85), 150,
			"Your script runs 2:31 at 150 words a minute: 31 s over.",
			"Result is 22 s over its target, Situation 9 s. Cut 78 words.",
		},
		{
			"over by less than a second", scripted(60, 30, 180, 31), 150,
			"Your script runs 2:01 at 150 words a minute: 1 s over.", "Cut 1 word.",
		},
		{
			"over by more than a minute", scripted(60, 30, 180, 180), 120,
			"Your script runs 3:45 at 120 words a minute: 1:45 over.",
			"Result is 1:18 over its target, Action 18 s, Situation 6 s, Task 3 s. Cut 210 words.",
		},
		{
			"within", scripted(60, 30, 160, 30), 150,
			"", "Your script runs 1:52 at 150 words a minute: 8 s to spare.",
		},
		{
			"within, a section over", scripted(70, 30, 100, 30), 150,
			"", "Your script runs 1:32 at 150 words a minute: 28 s to spare. Situation is 4 s over its target.",
		},
		{
			"to the word", scripted(60, 30, 180, 30), 150,
			"", "Your script runs 2:00 at 150 words a minute: just right.",
		},
		{
			"a section has none yet", scripted(60, 0, 180, 30), 150,
			"", "Your script so far runs 1:48 at 150 words a minute. Task has no script yet.",
		},
		{
			"several have none yet", scripted(0, 0, 160, 0), 150,
			"", "Your script so far runs 1:04 at 150 words a minute. Situation, Task and Result have no script yet.",
		},
		{
			"over, and not complete", scripted(0, 0, 180, 160), 150,
			"Your script runs 2:16 at 150 words a minute: 16 s over.",
			"Result is 52 s over its target. Cut 40 words. Situation and Task have no script yet.",
		},
		{
			"a pace that is none is the usual one", scripted(60, 30, 160, 30), 0,
			"", "Your script runs 1:52 at 150 words a minute: 8 s to spare.",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			warning, rest := rehearsal.NewFit(test.story, twoMinutes(), test.pace).Sentence()
			if warning != test.warning || rest != test.rest {
				t.Errorf("got  %q %q\nwant %q %q", warning, rest, test.warning, test.rest)
			}
		})
	}
}

func TestTheFitMeasuresEachSection(t *testing.T) {
	f := rehearsal.NewFit(scripted(75, 30, 180, 30), twoMinutes(), 150)
	if !f.Complete || f.Words != 315 || f.Time != 126*sec || f.Over != 6*sec || f.CutWords != 15 {
		t.Fatalf("the fit is %+v", f)
	}
	want := rehearsal.SectionFit{Name: story.Situation, Words: 75, Time: 30 * sec, Over: 6 * sec}
	if f.Sections[0] != want {
		t.Fatalf("got %+v, want %+v", f.Sections[0], want)
	}
	if rehearsal.NewFit(scripted(75, 0, 180, 30), twoMinutes(), 150).Complete {
		t.Error("complete without a Task")
	}
	if rehearsal.NewFit(scripted(), rehearsal.Plan{}, 150).Complete {
		t.Error("complete without a section")
	}
}

func TestCuttingTheWordsNamedAndNoFewerMakesAScriptFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pace := rapid.IntRange(60, 300).Draw(t, "pace")
		words := rapid.IntRange(1, 1000).Draw(t, "words")
		f := rehearsal.NewFit(scripted(words, 0, 0, 0), twoMinutes(), pace)
		fits := func(words int) bool {
			return time.Duration(words)*time.Minute <= twoMinutes().Limit*time.Duration(pace)
		}
		if f.CutWords == 0 {
			if !fits(words) {
				t.Fatal("nothing to cut, and it does not fit")
			}
			return
		}
		if !fits(words-f.CutWords) || fits(words-f.CutWords+1) {
			t.Fatalf("cut %d of %d words at %d a minute", f.CutWords, words, pace)
		}
	})
}

func TestTimesAreReadAsMinutesAndSeconds(t *testing.T) {
	for d, want := range map[time.Duration]string{
		0: "0:00", 999 * ms: "0:00", sec: "0:01", 41 * sec: "0:41", 125 * sec: "2:05", 125*sec + 999*ms: "2:05",
		time.Hour: "60:00", -5 * sec: "0:00",
	} {
		if got := rehearsal.Clock(d); got != want {
			t.Errorf("Clock(%v) is %q, want %q", d, got, want)
		}
	}
	if got := rehearsal.FormatOver(5*sec + 400*ms); got != "+0:05" {
		t.Errorf("FormatOver is %q", got)
	}
	for d, want := range map[time.Duration]string{
		120 * sec: "2:00", 120*sec - 1: "2:00", 119*sec + 1: "2:00", 119 * sec: "1:59", 1: "0:01",
		0: "0:00", -1: "0:00", -999 * ms: "0:00", -sec: "+0:01", -5500 * ms: "+0:05",
	} {
		if got := rehearsal.Countdown(d); got != want {
			t.Errorf("Countdown(%v) is %q, want %q", d, got, want)
		}
	}
}
