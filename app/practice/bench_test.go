package practice

import (
	"fmt"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/story"
)

// manyAttempts makes up attempts at so many stories, forty minutes apart, the
// oldest first.
func manyAttempts(n, stories int) []Attempt {
	slugs := make([]string, stories)
	for i := range slugs {
		slugs[i] = fmt.Sprintf("story-%04d", i)
	}
	zone := time.FixedZone("", 3600)
	begun := time.Date(2026, 3, 1, 18, 0, 0, 0, zone).Add(-time.Duration(n) * 40 * time.Minute)
	all := make([]Attempt, n)
	random := uint32(1)
	next := func(below uint32) uint32 {
		random = random*1664525 + 1013904223
		return random >> 8 % below
	}
	for i := range all {
		a := &all[i]
		*a = Attempt{
			ID: fmt.Sprintf("01900000-0000-7000-8000-%012d", i), Story: slugs[next(uint32(stories))],
			Started: begun.Add(time.Duration(i) * 40 * time.Minute), Limit: 2 * time.Minute,
			Spoken: 100*time.Second + time.Duration(next(60))*time.Second, Ended: rehearsal.Finished, Prompt: rehearsal.PromptPoints,
		}
		for _, name := range story.SectionNames() {
			a.Ratings.Set(name, 1+int(next(5)))
		}
	}
	return all
}

func BenchmarkReplay1M(b *testing.B) {
	all := manyAttempts(1_000_000, 1000)
	b.ReportAllocs()
	for b.Loop() {
		if cards := Replay(all); len(cards) != 1000 {
			b.Fatal(len(cards))
		}
	}
}

func BenchmarkDue(b *testing.B) {
	for _, n := range []int{12, 1000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			stories := make([]story.Story, n)
			for i := range stories {
				some := story.Section{Points: []string{"x"}}
				stories[i] = story.Story{Slug: fmt.Sprintf("story-%04d", i), Situation: some, Task: some, Action: some, Result: some}
			}
			cards := Replay(manyAttempts(n*20, n))
			today := DayOf(time.Date(2026, 3, 1, 18, 0, 0, 0, time.UTC))
			c := Calendar{Today: today, Interviews: []Interview{{Name: "a", Date: today + 7}, {Name: "b", Date: today + 12}}}
			for b.Loop() {
				c.Due(cards, stories)
			}
		})
	}
}

func BenchmarkCardsAreRead1000(b *testing.B) {
	var texts [][]byte
	for _, c := range Replay(manyAttempts(20_000, 1000)) {
		text, err := c.MarshalText()
		if err != nil {
			b.Fatal(err)
		}
		texts = append(texts, text)
	}
	for b.Loop() {
		for _, text := range texts {
			var c Card
			if err := c.UnmarshalText(text); err != nil {
				b.Fatal(err)
			}
		}
	}
}
