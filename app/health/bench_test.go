package health

import (
	"strings"
	"testing"

	"starling/app/rehearsal"
	"starling/app/story"
)

// large is a story of 20,000 words over five sections, as an English speaker
// writes them, with what each look has to stop at.
func large() story.Story {
	const text = `I started by telling my manager that I wanted to own the export, and what I would put aside: a report ` +
		`that three people read. Then I spent a morning in a warehouse (with Dr. Meier, at 9.5 hours) and watched what a bad ` +
		`file did. Nine of eleven failures came from one price list that was actually still being edited at midnight, so I ` +
		`agreed a cut-off at ten with the buyers, and told the KPI group. What the SLA says is kind of clear…

`
	section := story.Section{
		Script: strings.Repeat(text, 4_000/story.Words(text)+1),
		Points: []string{"Told my manager what I would put aside", "Held back short files; my phone rang"},
	}
	return story.Story{
		Situation: section, Task: section, Action: section, Result: section, Lessons: section,
		Polished: []string{"A late list can be waited for; a wrong one has to be unpacked."},
	}
}

// BenchmarkLook looks at 20,000 words, as the editor does at a key press.
func BenchmarkLook(b *testing.B) {
	s := large()
	plan, err := rehearsal.NewPlan(s, rehearsal.PlanOptions{Limit: rehearsal.MaxLimit})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		Look(s, plan, 150)
	}
	b.ReportMetric(float64(rehearsal.NewFit(s, plan, 150).Words), "words")
	b.ReportMetric(float64(len(Look(s, plan, 150))), "found")
}
