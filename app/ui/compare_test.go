package ui

import (
	"testing"
	"time"
)

// compared shows the attempts of the first and the last day side by side.
func compared(t testing.TB) *rig {
	t.Helper()
	r := practised(t)
	r.press("Ctrl+4", "C", "End", "C")
	r.wantOn("compareScreen")
	return r
}

func TestTwoAttemptsAreShownSideBySide(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 52*time.Second)
	r.press("3", "2", "1", "1", "3")
	r.press("↑")
	r.tab(1)
	r.typeText("Too long")
	r.press("Esc", "Enter")
	r.wait(day)
	r.rehearsed(shortSlug, 39*time.Second, "44324")
	r.press("Ctrl+4", "C")
	r.wantText("◆ to compare", "Compare with: 3 Mar, 12:00", "Do not compare")
	r.press("↓")
	r.wantText("Compare the two")
	r.press("C")
	r.wantOn("compareScreen")
	r.wantText("Two attempts side by side", shortTitle+" (attempt 1), and "+shortTitle+" (attempt 2)",
		"2 Mar 2026, 12:00", "3 Mar 2026, 12:00", "0:52 of 0:40 · coverage 19%", "0:39 of 0:40 · coverage 56%",
		"– The later answer took 39 s, 13 s less than the earlier.", "Situation", "Too long", "Planned against said")
	r.press("Esc")
	r.wantOn("historyScreen")
	r.wantNoText("Compare with:")
}

func TestTheMarkOfAnAttemptIsTakenBack(t *testing.T) {
	for name, back := range map[string]func(r *rig){
		"by its key":           func(r *rig) { r.press("C") },
		"by its chip":          func(r *rig) { r.tap("Compare with:") },
		"by deleting":          func(r *rig) { r.press("Del") },
		"by its button":        func(r *rig) { r.tap("Do not compare") },
		"by comparing and Esc": func(r *rig) { r.press("↓", "C", "Esc") },
	} {
		t.Run(name, func(t *testing.T) {
			r := practised(t)
			r.press("Ctrl+4", "C")
			r.wantText("◆ to compare")
			back(r)
			r.wantNoText("◆ to compare", "Compare with:")
		})
	}
}

func TestTheChartOfAComparisonIsReadAndSaved(t *testing.T) {
	r := compared(t)
	r.press("S")
	r.choose("A drawing (SVG)")
	want(t, "pictures", len(r.pictures), 1)
	r.wantText("starling-comparison-2026-03-06.svg")
	if r.chartAt().Reading() == "" {
		t.Error("nothing of the chart is read")
	}
}

func TestTheComparisonOfAttemptsLooksAsItDid(t *testing.T) {
	r := compared(t)
	r.golden("compared")
}

func TestTheKeysOfAComparisonAreInTheHelp(t *testing.T) {
	r := compared(t)
	r.press("?")
	r.wantText("back to the history", "save the chart that you are at")
	r.press("Esc", "Esc")
	r.wantOn("historyScreen")
}
