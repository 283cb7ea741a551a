package rehearsal_test

import (
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"starling/app/rehearsal"
	"starling/app/story"
)

// spokenAt are samples of 300 words at these paces.
func spokenAt(paces ...int) []rehearsal.PaceSample {
	var samples []rehearsal.PaceSample
	for _, p := range paces {
		samples = append(samples, rehearsal.PaceSample{Words: 300, Spoken: 300 * time.Minute / time.Duration(p)})
	}
	return samples
}

func TestTheMeasuredPaceIsTheMedianOfTheLatest(t *testing.T) {
	tests := []struct {
		name    string
		samples []rehearsal.PaceSample
		wpm     int
		ok      bool
	}{
		{"none", nil, 0, false},
		{"two are too few", spokenAt(140, 150), 0, false},
		{"three, in any order", spokenAt(170, 130, 141), 141, true},
		{"four: between the two in the middle", spokenAt(130, 140, 151, 190), 146, true},
		{"one odd day does not move it far", spokenAt(140, 140, 255), 140, true},
		{"only the ten newest", append(spokenAt(150, 150, 150, 150, 150, 150, 150, 150, 150, 150), spokenAt(100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100, 100)...), 150, true},
		{"the bounds belong to it", spokenAt(60, 60, 260, 260, 260), 260, true},
		{"implausible ones do not count", spokenAt(59, 261, 140, 600, 150), 0, false},
		{"nor do they push others out", append(spokenAt(5, 5, 5, 5, 5, 5, 5, 5, 5, 5), spokenAt(140, 141, 142)...), 141, true},
		{"nor those of nothing", append(spokenAt(140, 150), rehearsal.PaceSample{}, rehearsal.PaceSample{Words: 5}, rehearsal.PaceSample{Words: -300, Spoken: -time.Minute}), 0, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := slices.Clone(test.samples)
			if wpm, ok := rehearsal.MeasuredPace(test.samples); wpm != test.wpm || ok != test.ok {
				t.Errorf("got %d %t, want %d %t", wpm, ok, test.wpm, test.ok)
			}
			if !slices.Equal(before, test.samples) {
				t.Error("the samples were changed")
			}
		})
	}
}

func TestTheMeasuredPaceLiesWithinTheSamples(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		paces := rapid.SliceOfN(rapid.IntRange(60, 260), 3, 10).Draw(t, "paces")
		wpm, ok := rehearsal.MeasuredPace(spokenAt(paces...))
		if !ok || wpm < slices.Min(paces) || wpm > slices.Max(paces) {
			t.Fatalf("%d %t of %v", wpm, ok, paces)
		}
		below, above := 0, 0
		for _, p := range paces {
			if p < wpm {
				below++
			}
			if p > wpm {
				above++
			}
		}
		if below > len(paces)/2 || above > len(paces)/2 {
			t.Fatalf("%d are below %d and %d above it: %v", below, wpm, above, paces)
		}
	})
}

func TestAnAttemptFromTheWholeScriptTellsThePace(t *testing.T) {
	words := rehearsal.CountWords(scripted(60, 30, 180, 30))
	attempt := func(change func(*rehearsal.Attempt)) rehearsal.Attempt {
		a := rehearsal.Attempt{Prompt: rehearsal.PromptScript, Ended: rehearsal.Finished, Spoken: 110 * sec}
		for _, s := range twoMinutes().Sections {
			a.Splits = append(a.Splits, rehearsal.Split{Section: s.Name, Spent: 27500 * ms})
		}
		change(&a)
		return a
	}
	sample, ok := attempt(func(*rehearsal.Attempt) {}).PaceSample(words)
	if want := (rehearsal.PaceSample{Words: 300, Spoken: 110 * sec}); !ok || sample != want {
		t.Errorf("got %+v %t, want %+v", sample, ok, want)
	}
	for name, change := range map[string]func(*rehearsal.Attempt){
		"from the points":                func(a *rehearsal.Attempt) { a.Prompt = rehearsal.PromptPoints },
		"started over":                   func(a *rehearsal.Attempt) { a.Ended = rehearsal.Abandoned },
		"cut off by the limit":           func(a *rehearsal.Attempt) { a.Ended = rehearsal.AtLimit },
		"a section never reached":        func(a *rehearsal.Attempt) { a.Splits[3].Spent = 0 },
		"a section that has no script":   func(a *rehearsal.Attempt) { a.Splits[3].Section = story.Lessons },
		"a question alone, without plan": func(a *rehearsal.Attempt) { a.Splits = nil },
		"found unfinished after a crash": func(a *rehearsal.Attempt) { a.Ended = rehearsal.Unfinished },
		"forgotten, and ended by itself": func(a *rehearsal.Attempt) { a.Ended = rehearsal.Auto },
	} {
		if sample, ok := attempt(change).PaceSample(words); ok {
			t.Errorf("%s: %+v", name, sample)
		}
	}
}
