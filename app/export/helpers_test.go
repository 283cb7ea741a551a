package export

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
)

var update = flag.Bool("update", false, "write the golden files anew")

// berlin is the zone of the samples.
var berlin = time.FixedZone("", 3600)

// sample is five weeks of practice with three stories, always the same.
func sample() Data {
	d := Data{
		Program: "starling 0.1.0",
		Made:    time.Date(2026, 11, 22, 20, 30, 0, 0, berlin),
		Stories: []story.Story{sourceStory(), callStory(), draftStory()},
		Bank: story.Bank{Categories: []story.Category{
			{Name: "Conflict", Questions: []story.Question{
				{ID: "conflict-other-team", Text: "Tell me about a conflict with another team."},
				{ID: "conflict-colleague", Text: "Tell me about a time you disagreed with a colleague."},
			}},
			{Name: "Customers"},
		}},
		Next: []Next{
			{Slug: "one-source-of-truth", Title: "One source of truth", When: "due 2 days ago", Why: "Result was rated 2 on 20 Nov. Acme is in 11 days, on 3 Dec."},
			{Slug: "the-ninth-call", Title: "The ninth call", When: "due tomorrow", Why: "Last said 3 days ago, on 19 Nov."},
		},
	}
	random := rand.New(rand.NewPCG(20261122, 1))
	for i := range 24 {
		d.Attempts = append(d.Attempts, sampleAttempt(d, random, i))
	}
	slices.Reverse(d.Attempts)
	return d
}

func sourceStory() story.Story {
	return story.Story{
		Slug: "one-source-of-truth", Title: "One source of truth", Tags: []string{"conflict", "influence"},
		Answers: []string{"conflict-other-team", "not-in-the-bank"}, Limit: 2 * time.Minute,
		Polished:  []string{"Everyone depended on it, and nobody’s name was on it.", `I said "not yet", twice.`},
		Followups: []string{"What would you do differently?"},
		Notes:     "Ask Ana for the exact figure.\n\n– 80% is from memory\n– she has the report",
		Situation: story.Section{Target: 24 * time.Second, Points: []string{"Sales planning, 2021", "No central data service"}, Script: "I was a senior engineer in a sales-planning group.\nThere was no central data service."},
		Task:      story.Section{Target: 12 * time.Second, Points: []string{"Asked to make one source of truth"}, Script: "I was asked to make one source of truth."},
		Action:    story.Section{Points: []string{"Talked to each team first", "Phased the move: 3 * 4 weeks, then #2"}, Script: "I talked to each team first.\n\nThen I phased the move."},
		Result:    story.Section{Points: []string{"80% fewer discrepancies in six months"}, Script: "Discrepancies fell by 80%."},
		Lessons:   story.Section{Points: []string{"Listen before you draw"}},
	}
}

func callStory() story.Story {
	return story.Story{
		Slug: "the-ninth-call", Title: "The ninth call", Tags: []string{"customers"}, Limit: 90 * time.Second,
		Situation: story.Section{Points: []string{"Support desk, a customer on her ninth call"}, Script: "She had called eight times before."},
		Task:      story.Section{Points: []string{"End it on this call"}, Script: "I was to end it on this call."},
		Action:    story.Section{Points: []string{"Stayed on the line", "Asked the warehouse myself"}, Script: "I stayed on the line and asked the warehouse myself."},
		Result:    story.Section{Points: []string{"Solved in 20 minutes"}, Script: "It was solved in 20 minutes."},
	}
}

func draftStory() story.Story {
	return story.Story{Slug: "half-written", Title: "Half written", MarkedDraft: true, Notes: "Begin with the letter."}
}

// sampleAttempt is the i-th attempt, the oldest being 0: answers get shorter
// and better, the result stays weak.
func sampleAttempt(d Data, random *rand.Rand, i int) Attempt {
	s := d.Stories[i%5/4] // four of the first, one of the second
	plan := rehearsal.Plan{Limit: s.Limit}
	for j, n := range s.Names() {
		share := []int64{20, 10, 50, 15, 5}[j]
		plan.Sections = append(plan.Sections, rehearsal.PlannedSection{Name: n, Target: s.Limit * time.Duration(share) / 100})
	}
	if len(plan.Sections) == 4 {
		plan.Sections[2].Target += s.Limit * 5 / 100
	}
	a := Attempt{Record: history.Record{Number: i + 1, Offset: 3600, Ratings: map[story.SectionName]int{}}}
	a.Attempt = rehearsal.Attempt{
		ID: fmt.Sprintf("01900000-0000-7000-8000-%012d", i), Story: s.Slug, Title: s.Title,
		Question: rehearsal.Question{ID: "conflict-other-team", Text: "Tell me about a conflict with another team."},
		Plan:     plan, Prompt: rehearsal.PromptPoints, Mode: rehearsal.ModePractice, Ended: rehearsal.Finished,
		Started: time.Date(2026, 10, 19, 18, 0, 0, 0, berlin).Add(time.Duration(i) * 35 * time.Hour),
		Paused:  time.Duration(i%3) * 1500 * time.Millisecond,
	}
	for j, planned := range plan.Sections {
		long := 1 + float64(24-i)/40*random.Float64()
		spent := time.Duration(float64(planned.Target) * long).Round(time.Millisecond)
		a.Spoken += spent
		by := rehearsal.ByMark
		if j == len(plan.Sections)-1 {
			by = rehearsal.ByFinish
		}
		a.Splits = append(a.Splits, rehearsal.Split{Section: planned.Name, Target: planned.Target, Spent: spent, EndedBy: by})
	}
	switch i {
	case 7: // nothing is said of it
		a.Ended = rehearsal.Abandoned
		return a
	case 11:
		a.Mode, a.Prompt = rehearsal.ModeOneWay, rehearsal.PromptQuestion
	}
	for _, n := range append(s.Names(), rehearsal.Delivery) {
		a.Ratings[n] = min(2+i/9+random.IntN(2), 5)
	}
	a.Ratings[story.Result] = 2
	a.Coverage, a.Rated = rehearsal.Coverage(a.Ratings)
	if i%4 == 0 {
		a.Note = "Slower at the start.\n\n“Number first”, <then> the story & its | end."
	}
	a.Changes = []history.Change{
		{ID: fmt.Sprintf("01900000-0000-7000-9000-%012d", i), At: a.Started.Add(3 * time.Minute).UTC(), Field: "rating.result", Value: "3", Superseded: true},
		{ID: fmt.Sprintf("01900000-0000-7000-a000-%012d", i), At: a.Started.Add(4 * time.Minute).UTC(), Field: "rating.result", Value: "2"},
		{ID: fmt.Sprintf("01900000-0000-7000-b000-%012d", i), At: a.Started.Add(5 * time.Minute).UTC(), Field: noteField, Value: a.Note},
	}
	return a
}

// formats are all of them, by the ending of their golden file.
func formats() map[string]func(io.Writer, Data) error {
	return map[string]func(io.Writer, Data) error{
		"json":        WriteJSON,
		"csv":         WriteCSV,
		"stories.csv": WriteStoriesCSV,
		"md":          WriteMarkdown,
		"html":        func(w io.Writer, d Data) error { return WriteHTML(context.Background(), w, d) },
	}
}

// written is what a format writes.
func written(t testing.TB, format string, d Data) string {
	t.Helper()
	var b bytes.Buffer
	if err := formats()[format](&b, d); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// golden compares with a file in testdata, in which lengths in pictures may
// differ by a rounding: other processors add up otherwise.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	gotText, gotLengths := withoutLengths(got)
	wantText, wantLengths := withoutLengths(string(want))
	if diff := cmp.Diff(wantText, gotText); diff != "" {
		t.Fatalf("%s differs (write it anew with -update): %s", path, diff)
	}
	for i, length := range wantLengths {
		if math.Abs(length-gotLengths[i]) > 0.05 {
			t.Errorf("%s: %v instead of %v", path, gotLengths[i], length)
		}
	}
}

var (
	pictures = regexp.MustCompile(`(?s)<svg .*?</svg>`)
	length   = regexp.MustCompile(`\d+(\.\d+)?`)
)

func withoutLengths(text string) (string, []float64) {
	var lengths []float64
	text = pictures.ReplaceAllStringFunc(text, func(svg string) string {
		return length.ReplaceAllStringFunc(svg, func(number string) string {
			f, _ := strconv.ParseFloat(number, 64)
			lengths = append(lengths, f)
			return "0"
		})
	})
	return text, lengths
}
