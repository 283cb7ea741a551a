package rehearsal_test

import (
	"reflect"
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
			"Result takes 0:34 of its 0:12: cut about 55 words. Situation takes 0:33 of its 0:24: cut about 23 words. That is 78 words in all.",
		},
		{
			"over by less than a second", scripted(60, 30, 180, 31), 150,
			"Your script runs 2:01 at 150 words a minute: 1 s over.", "Result takes 0:13 of its 0:12: cut about 1 word.",
		},
		{
			"over by more than a minute", scripted(60, 30, 180, 180), 120,
			"Your script runs 3:45 at 120 words a minute: 1:45 over.",
			"Result takes 1:30 of its 0:12: cut about 156 words. Action takes 1:30 of its 1:12: cut about 36 words. " +
				"Situation takes 0:30 of its 0:24: cut about 12 words. Task takes 0:15 of its 0:12: cut about 6 words. That is 210 words in all.",
		},
		{
			"over, and a section over more than must go", scripted(70, 30, 180, 60), 150,
			"Your script runs 2:16 at 150 words a minute: 16 s over.",
			"Result takes 0:24 of its 0:12: cut about 30 words. Situation takes 0:28 of its 0:24: cut about 10 words. That is 40 words in all.",
		},
		{
			"over, where one section alone must give way", scripted(70, 30, 140, 75), 150,
			"Your script runs 2:06 at 150 words a minute: 6 s over.",
			"Result takes 0:30 of its 0:12: cut about 15 words. Situation takes 0:28 of its 0:24, about 10 words over.",
		},
		{
			"within", scripted(60, 30, 160, 30), 150,
			"", "Your script runs 1:52 at 150 words a minute: 8 s to spare.",
		},
		{
			"within, a section over", scripted(70, 30, 100, 30), 150,
			"", "Your script runs 1:32 at 150 words a minute: 28 s to spare. Situation takes 0:28 of its 0:24, about 10 words over.",
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
			"Result takes 1:04 of its 0:12: cut about 40 words. Situation and Task have no script yet.",
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
	want := rehearsal.SectionFit{Name: story.Situation, Words: 75, Time: 30 * sec, Target: 24 * sec, Over: 6 * sec, OverWords: 15, CutWords: 15}
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

// overs draws a plan and a story, and gives their fit.
func overs(t *rapid.T) rehearsal.Fit {
	var targets []time.Duration
	var words []int
	for range rapid.IntRange(4, 5).Draw(t, "sections") {
		targets = append(targets, time.Duration(rapid.IntRange(1, 120_000).Draw(t, "target"))*ms)
		words = append(words, rapid.IntRange(0, 300).Draw(t, "words"))
	}
	p := planOf(targets...)
	return rehearsal.NewFit(scripted(words...), p, rapid.IntRange(60, 300).Draw(t, "pace"))
}

func TestTheCutIsSharedAmongTheSectionsThatAreOver(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := overs(t)
		total, least, most := 0, 1<<30, 0
		for _, s := range f.Sections {
			if s.CutWords < 0 || s.CutWords > max(s.OverWords, 0) {
				t.Fatalf("cut %d words of %d over", s.CutWords, s.OverWords)
			}
			total += s.CutWords
			if s.CutWords > 0 {
				least = min(least, s.OverWords-s.CutWords)
			}
			most = max(most, s.OverWords-s.CutWords)
		}
		if total != f.CutWords {
			t.Fatalf("the sections cut %d words, the whole %d", total, f.CutWords)
		}
		if total > 0 && most-least > 1 {
			t.Fatalf("one section stays %d words over, and another is cut to %d: %+v", most, least, f.Sections)
		}
	})
}

func TestASectionCutToItsTargetFitsIt(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := overs(t)
		for _, s := range f.Sections {
			holds := func(words int) bool {
				return time.Duration(words)*time.Minute <= s.Target*time.Duration(f.Pace)
			}
			if !holds(s.Words-s.OverWords) || holds(s.Words-s.OverWords+1) {
				t.Fatalf("%d words are %d over in %v at %d a minute", s.Words, s.OverWords, s.Target, f.Pace)
			}
		}
	})
}

func TestASectionSaysHowItFits(t *testing.T) {
	f := rehearsal.NewFit(scripted(70, 0, 230, 31), planOf(24*sec, 12*sec, 60*sec, 12*sec), 150)
	for name, want := range map[story.SectionName]string{
		story.Situation: "Situation takes 0:28 of its 0:24, about 10 words over.",
		story.Task:      "",
		story.Action:    "Action takes 1:32 of its 1:00: cut about 61 words.",
		story.Result:    "Result takes 0:13 of its 0:12, about 1 word over.",
	} {
		if s, ok := f.Section(name); !ok || s.Sentence() != want {
			t.Errorf("got %q, want %q", s.Sentence(), want)
		}
	}
	if s, ok := f.Section(story.Lessons); ok {
		t.Errorf("a section that the plan does not have: %+v", s)
	}
	if got := rehearsal.NewFit(scripted(50), twoMinutes(), 150).Sections[0].Sentence(); got != "Situation takes 0:20 of its 0:24." {
		t.Error(got)
	}
}

func TestCountedWordsGiveTheSameFit(t *testing.T) {
	s := scripted(83, 30, 180, 85, 20)
	counts := rehearsal.CountWords(s)
	if got, want := rehearsal.NewFitOf(counts, twoMinutes(), 140), rehearsal.NewFit(s, twoMinutes(), 140); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
	counts[story.Action] = 10
	s.Action.Script = scripted(10).Situation.Script
	if got, want := rehearsal.NewFitOf(counts, twoMinutes(), 140), rehearsal.NewFit(s, twoMinutes(), 140); !reflect.DeepEqual(got, want) {
		t.Errorf("after a change: got %+v, want %+v", got, want)
	}
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
