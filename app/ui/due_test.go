package ui

import (
	"slices"
	"strings"
	"testing"
	"time"
)

// storyRows gives the stories that the list shows, in order.
func (r *rig) storyRows() []string {
	var slugs []string
	for _, st := range r.shell.stories.found {
		slugs = append(slugs, st.Slug)
	}
	return slugs
}

// saidOnce opens Starling where the short answer was said badly yesterday and
// is due, and the bridge was said well and is not.
func saidOnce(t testing.TB) *rig {
	t.Helper()
	r := start(t)
	r.answer(bridgeSlug, 110*time.Second)
	r.press("4", "4", "4", "4", "4", "4", "Enter")
	r.answer(shortSlug, 38*time.Second)
	r.press("4", "1", "4", "4", "3", "Enter")
	r.wait(day)
	r.press("Ctrl+4", "Ctrl+1")
	return r
}

func TestTheListSaysWhichStoriesAreDueInAWordAndByAMark(t *testing.T) {
	r := saidOnce(t)
	r.wantText("due today", "never said", "Due 2", "yesterday")
	r.tap("Due 2")
	wantAll(t, "what is due, in order", r.storyRows(), shortSlug, wordsSlug)
	r.tap("All 4")
	want(t, "all", len(r.storyRows()), 4)
}

func TestTheChosenStorySaysWhenItIsDueAndWhy(t *testing.T) {
	r := saidOnce(t)
	r.press("Home")
	r.wantText("Due today. Task was rated 1 on 2 Mar.")
	r.press("End", "↑")
	if !slices.ContainsFunc(r.texts(), func(s string) bool {
		return strings.HasPrefix(s, "Due on ") && strings.Contains(s, "Last said yesterday, on 2 Mar.")
	}) {
		t.Errorf("the bridge does not say when it is due: %q", r.texts())
	}
}

func TestNGoesToWhatIsDueNext(t *testing.T) {
	r := saidOnce(t)
	r.press("End", "↑") // the bridge, which is not due
	for _, slug := range []string{shortSlug, wordsSlug, shortSlug} {
		r.press("N")
		want(t, "selected", r.shell.stories.selected, slug)
		st, _ := r.shell.library.Find(slug)
		r.wantText(st.Title)
	}
	r.press("Space")
	want(t, "on the stage", r.stage().story.Slug, shortSlug)
}

func TestNSaysThatNothingIsDue(t *testing.T) {
	r := start(t)
	for _, slug := range []string{shortSlug, wordsSlug} {
		r.answer(slug, 39*time.Second)
		r.press("4", "4", "4", "4", "4", "Enter")
	}
	r.press("N")
	want(t, "selected", r.shell.stories.selected, bridgeSlug)
	r.press("N")
	r.wantText("Nothing else is due today.")
	r.answer(bridgeSlug, 39*time.Second)
	r.press("4", "4", "4", "4", "4", "4", "Enter", "N")
	r.wantText("Nothing is due today. Next comes ")
	r.wantNoText("Due 1")
}

func TestAnInterviewThatAsksForAStoryIsSaidWithIt(t *testing.T) {
	r := start(t, withInterviews(acme()))
	r.wantText("Acme in 5 days: it asks for influence.")
	r.shell.stories.selectSlug(bridgeSlug)
	r.press("N") // from the bridge, which Acme asks for and which so comes first
	want(t, "selected", r.shell.stories.selected != bridgeSlug, true)
	r.press("N", "N")
	want(t, "selected", r.shell.stories.selected, bridgeSlug)
	r.wantText("Due. Never said. Acme is in 5 days, on 7 Mar.")
}

func TestWhatIsDueFollowsTheDay(t *testing.T) {
	r := saidOnce(t)
	r.wait(60 * day)
	r.press("Ctrl+4", "Ctrl+1")
	r.wantText("Due 3")
}
