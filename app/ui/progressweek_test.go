package ui

import (
	"os"
	"testing"
	"time"

	"starling/app/history/historytest"
	"starling/app/settings"
)

// atWeek opens Starling on the Progress screen after the week of practice that
// "make week" makes up.
func atWeek(t testing.TB, change ...func(*settings.Settings)) *rig {
	t.Helper()
	r := open(t, append(change, withInterviews(settings.Interview{Name: "Acme", Date: "2026-03-13", Tags: []string{"conflict", "influence"}}))...)
	r.dir = t.TempDir()
	r.must(os.CopyFS(r.dir, os.DirFS("../../stories")))
	r.readStories()
	r.must(historytest.Week(t.Context(), r.store, r.shell.library, historytest.Practice{Today: r.clock.now(), Seed: 1}))
	r.press("Ctrl+3")
	return r
}

func TestAWeekOfPracticeTellsItsStory(t *testing.T) {
	r := atWeek(t)
	r.wantText(
		"Coverage rose from about ", " in 6 days.",
		"Weakest section: Result", "Result is the weakest: ",
		"One source of truth for sales planning · planned against said",
		"Situation shrank from ", "Result still ends early.",
		"Practice on 6 of 30 days: 24 attempts",
		"interview on 13 Mar · 11 days", "Acme is in 11 days, on 13 Mar: conflict, influence.",
		"Result was rated 1 on ", "never said")
	first := r.shell.progress.due()[0]
	r.press("Space")
	want(t, "rehearsed is what is due first", r.stage().story.Slug, first.Slug)
}

func TestTheWeekOfPracticeLooksAsItDid(t *testing.T) {
	atWeek(t).golden("week")
}

func TestAWeekOfPracticeIsTheSameEachTime(t *testing.T) {
	r, again := atWeek(t), atWeek(t)
	want(t, "attempts", len(r.records()), 24)
	for i, a := range r.records() {
		b := again.records()[i]
		want(t, a.ID, b.Spoken, a.Spoken)
		want(t, a.ID, b.Note, a.Note)
		want(t, a.ID, b.Coverage, a.Coverage)
		if a.Started.After(noon()) || a.Started.Before(noon().Add(-8*24*time.Hour)) {
			t.Errorf("%s was begun on %v", a.ID, a.Started)
		}
	}
}
