//go:build linux && demo

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/recording"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/stories"
)

// earlierAnswer is one that was spoken before the pictures for the README.
type earlierAnswer struct {
	slug    string
	daysAgo int
	pace    float64 // what each section took of its target
	ratings string  // a digit for each section and for delivery
	note    string
	heard   bool // there is a recording of it
}

// earlierAnswers are what a person has after some weeks of rehearsing.
func earlierAnswers() []earlierAnswer {
	const truth = "one-source-of-truth"
	return []earlierAnswer{
		{truth, 26, 1.31, "32322", "Far too long. Start with the payslips.", false},
		{truth, 19, 1.22, "33323", "The two leads first, then the numbers.", false},
		{truth, 11, 1.13, "43434", "Say who confirmed the 80%.", false},
		{"the-export-nobody-owned", 24, 1.18, "3322232", "Less about the file format.", false},
		{"the-export-nobody-owned", 9, 1.04, "4333343", "Pause before the result.", false},
		{"a-rota-that-let-people-sleep", 17, 1.09, "4433343", "", false},
		{"a-rota-that-let-people-sleep", 6, 0.97, "4444444", "Keep it like this.", false},
		{"the-dose-that-slipped-through", 13, 1.21, "3332232", "What I did, not what we did.", false},
		{"the-ninth-call", 8, 0.92, "4343343", "Room for one more number.", false},
		{"the-hall-we-lost", 5, 1.11, "4433333", "Name the day sooner.", false},
		{"the-review-that-stung", 4, 1.02, "5434444", "Quieter at the end.", false},
		{"ten-minutes-of-reading", 3, 0.95, "4544444", "", false},
		{"half-a-stockroom-each", 2, 1.06, "4433444", "Say what the other side wanted.", true},
		{truth, 1, 1.07, "43445", "Breathe before the result.", false},
	}
}

// Pictures for the README: Starling as it is after some weeks, in a window of its
// own size. They come from the real program; only the weeks are made up.
func TestDemoPictures(t *testing.T) {
	out := os.Getenv("STARLING_DEMO")
	if out == "" {
		out = filepath.Join(root, "build", "demo")
	}
	g := gallery{dir: filepath.Join(out, "readme")}
	if err := os.MkdirAll(g.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { g.write(t) })
	h := newHome(t, program(t))
	if _, err := story.CopyExamples(stories.FS(), h.stories()); err != nil {
		t.Fatal(err)
	}
	h.put(t, filepath.Join(h.stories(), "inbound-etl.toml"), brokenStory)
	h.speakEarlier(t)

	a := h.open(t, sit(t))
	before := a.picture()
	a.press("down", "down", "down")
	g.hang(t, "library", a.settledAfter(before))
	g.hang(t, "script", a.pressAndSettle("right", "right"))
	a.pressAndSettle("left", "left")
	a.pressAndSettle("space")
	begun := time.Now()
	a.press("space")
	a.titled("Answering: One source of truth for sales planning – Starling")
	at(begun.Add(22300 * time.Millisecond))
	a.press("right") // two seconds early
	at(begun.Add(36300 * time.Millisecond))
	g.hang(t, "stage-cue", a.picture())
	at(begun.Add(43500 * time.Millisecond))
	g.hang(t, "stage", a.picture())
	a.press("esc")
	a.titled("Starling")
	at(begun.Add(45 * time.Second))
	a.press("3", "4")
	a.answers()
	g.hang(t, "rating", a.settled())
	a.pressAndSettle("esc")
	a.pressAndSettle("ctrl+4")
	before = a.picture()
	a.press("down")
	g.hang(t, "history", a.settledAfter(before))
	a.pressAndSettle("down")
	a.pressAndSettle("v", "v") // it has the focus then, and is quiet
	g.hang(t, "listening", a.pressAndSettle("right", "right", "right", "right", "right", "right", "right"))
	g.hang(t, "settings", a.pressAndSettle("ctrl+5"))
	a.quit()

	w := newHome(t, h.bin)
	w.rehearseAWeek(t)
	a = w.open(t, a.screen)
	g.hang(t, "progress", a.pressAndSettle("ctrl+3"))
	a.quit()

	h.put(t, h.settings(), "[look]\ntheme = \"light\"\n")
	a = h.open(t, a.screen)
	before = a.picture()
	a.press("down", "down", "down")
	g.hang(t, "library-light", a.settledAfter(before))
	a.quit()
}

// rehearseAWeek puts the week of "make week" into history, with an interview that is near.
func (h home) rehearseAWeek(t *testing.T) {
	t.Helper()
	if _, err := story.CopyExamples(stories.FS(), h.stories()); err != nil {
		t.Fatal(err)
	}
	now := time.Now()
	h.put(t, h.settings(), fmt.Sprintf("practice.interviews = [{ name = \"Acme\", date = %s, tags = [\"conflict\", \"influence\"] }]\n", now.AddDate(0, 0, 11).Format(time.DateOnly)))
	library := story.NewLoader(h.stories(), story.Options{Limit: 2 * time.Minute}).Load(t.Context())
	store, _, err := history.Open(t.Context(), h.data(), history.Options{Logf: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := historytest.Week(t.Context(), store, library, historytest.Practice{Today: now, Seed: 1}); err != nil {
		t.Fatal(err)
	}
}

const brokenStory = `title = "Inbound ETL"
tags = ["migration"]

[situation]
points = ["Three sources, three clocks"]

[task]
points = ["One clock"]

[action]
points = ["Wrote the oldest source anew", "Compared both for a month"]
target = "24"

[result]
points = ["One clock"]
`

// speakEarlier puts the earlier answers into history.
func (h home) speakEarlier(t *testing.T) {
	t.Helper()
	library := story.NewLoader(h.stories(), story.Options{Limit: 2 * time.Minute}).Load(t.Context())
	store, _, err := history.Open(t.Context(), h.data(), history.Options{Logf: t.Logf})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	y, m, d := time.Now().Date()
	evening := time.Date(y, m, d, 18, 40, 0, 0, time.Local)
	for i, e := range earlierAnswers() {
		st, ok := library.Find(e.slug)
		if !ok {
			t.Fatalf("there is no example %s", e.slug)
		}
		a, events := e.speak(t, library, st, fmt.Sprintf("01900000-0000-7000-8000-%012d", i), evening)
		err := store.Batch(t.Context(), func(b *history.Batch) error {
			if err := b.Begin(a); err != nil {
				return err
			}
			if err := b.Append(a.ID, events...); err != nil {
				return err
			}
			for i, s := range a.Plan.Sections {
				if err := b.Rate(a.ID, s.Name, int(e.ratings[i]-'0')); err != nil {
					return err
				}
			}
			if err := b.Rate(a.ID, rehearsal.Delivery, int(e.ratings[len(a.Plan.Sections)]-'0')); err != nil || e.note == "" {
				return err
			}
			return b.SetNote(a.ID, e.note)
		})
		if err != nil {
			t.Fatal(err)
		}
		if e.heard {
			h.record(t, st, a)
		}
	}
}

// record makes the recording of an attempt: its story's script, a section in the time
// that was spent on it.
func (h home) record(t *testing.T, st story.Story, a rehearsal.Attempt) {
	t.Helper()
	var all []int16
	for _, split := range a.Splits {
		said := speak(t, []string{st.Section(split.Section).Script}).samples
		part := make([]int16, recording.Samples(split.Spent))
		copy(part, said)
		all = append(all, part...)
	}
	if err := recording.Write(recording.Dir(h.data()), a.ID, all); err != nil {
		t.Fatal(err)
	}
}

// speak times an answer as the stage does, with a clock that is turned on.
func (e earlierAnswer) speak(t *testing.T, l story.Library, st story.Story, id string, evening time.Time) (rehearsal.Attempt, []rehearsal.Event) {
	t.Helper()
	presets := rehearsal.Presets()
	plan, err := rehearsal.NewPlan(st, rehearsal.PlanOptions{
		Limit: 2 * time.Minute, Four: presets[0].Shares, Five: presets[len(presets)-1].Shares,
	})
	if err != nil {
		t.Fatal(err)
	}
	s := rehearsal.NewSession(plan, rehearsal.Options{Overtime: rehearsal.Overtime{Every: 30 * time.Second}})
	now := evening.AddDate(0, 0, -e.daysAgo).Add(time.Duration(e.daysAgo*17%90) * time.Minute)
	s.Start(now)
	for i, section := range plan.Sections {
		// Nobody keeps every section in the same measure.
		share := e.pace + 0.11*float64((i*7+e.daysAgo)%5-2)
		now = now.Add(time.Duration(float64(section.Target) * share))
		if last := i == len(plan.Sections)-1; last {
			s.Finish(now)
		} else {
			s.Mark(now)
		}
	}
	a := s.Attempt()
	a.ID, a.Story, a.Title, a.Prompt = id, st.Slug, st.Title, rehearsal.PromptPoints
	if len(st.Answers) > 0 {
		if q, ok := l.Bank.Find(st.Answers[0]); ok {
			a.Question = rehearsal.Question{ID: q.ID, Text: q.Text}
		}
	}
	return a, s.Events()
}
