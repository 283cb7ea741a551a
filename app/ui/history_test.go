package ui

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/history/historytest"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
)

// attempts gives the titles of the attempts that the list shows, as far as
// they have been read.
func (r *rig) attempts() []string {
	r.Helper()
	sc := r.shell.past
	var titles []string
	for i := range sc.count {
		record, ok := sc.record(i)
		r.settle()
		if ok {
			titles = append(titles, record.Title)
		}
	}
	return titles
}

// past stores finished attempts of two minutes, begun so many days before noon.
func (r *rig) past(days ...int) {
	r.Helper()
	r.must(r.store.Batch(r.Context(), func(b *history.Batch) error {
		for i, d := range days {
			began := noon().Add(-time.Duration(d)*24*time.Hour + time.Duration(i)*time.Second)
			id := fmt.Sprintf("past-%d-%d", d, i)
			if err := b.Begin(rehearsal.Attempt{
				ID: id, Story: bridgeSlug, Title: fmt.Sprintf("%d days", d), Plan: historytest.Plan(),
				Prompt: rehearsal.PromptPoints, Mode: rehearsal.ModePractice, Started: began,
			}); err != nil {
				return err
			}
			if err := b.Append(id, rehearsal.Event{Kind: rehearsal.EventStart, Moment: began},
				rehearsal.Event{Kind: rehearsal.EventFinish, Moment: began.Add(time.Minute), Spoken: time.Minute}); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestTheHistoryIsEmptyAtFirstAndSaysHowToBegin(t *testing.T) {
	r := start(t)
	r.press("Ctrl+4")
	r.wantText("No attempts yet", "Choose a story (Ctrl+1) and press Space.")
	r.press("Enter", "Del", "Space", "E", "↓", "Esc")
	r.wantOn("historyScreen")
}

func TestAnAttemptIsFoundInHistoryWithItsBarsRatingsAndNote(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(12 * time.Second)
	r.press("→", "Space")
	r.wait(9 * time.Second)
	r.press("Space")
	r.wait(33 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.press("1", "2", "3", "4", "5")
	r.press("↑")
	r.tab(1)
	r.typeText("Less of the Monday")
	r.press("Esc", "Enter", "Ctrl+4")
	r.wantText(shortTitle, "2 Mar 2026 12:00 · 0:45", "+5 s", "38%", "Tell me about a conflict with another team.",
		"Monday 2 March 2026, 12:00 · 0:45 of 0:40 · +5 s over · from points · practice · paused 9 s",
		"Planned", "Said", "coverage 38%", "Less of the Monday", "an outcome, stated")
}

func TestKindsNarrowTheHistory(t *testing.T) {
	r := start(t)
	r.must(historytest.Fill(t.Context(), r.store, []string{bridgeSlug, shortSlug}, 60, 7))
	r.press("Ctrl+4")
	count := func(f history.Filter) int {
		n, err := r.store.Count(t.Context(), f)
		r.must(err)
		return n
	}
	yes, no := true, false
	for _, c := range []struct {
		chip   string
		filter history.Filter
	}{
		{"Rated", history.Filter{Rated: &yes}},
		{"Not rated", history.Filter{Rated: &no}},
		{"One-way", history.Filter{Mode: rehearsal.ModeOneWay}},
		{"All", history.Filter{}},
	} {
		r.tap(c.chip)
		n := count(c.filter)
		want(t, c.chip, r.shell.past.count, n)
		if n == 0 {
			t.Errorf("the test's history has none of %s", c.chip)
		}
	}
}

func TestAPeriodNarrowsTheHistory(t *testing.T) {
	r := start(t)
	r.past(0, 6, 7, 29, 30, 89, 90)
	r.press("Ctrl+4")
	want(t, "all", len(r.attempts()), 7)
	for _, c := range []struct {
		name string
		n    int
	}{{"Last 7 days", 2}, {"Last 30 days", 4}, {"Last 90 days", 6}, {"All time", 7}} {
		r.tap(periods()[r.shell.past.period].name)
		wantAll(t, "the menu", r.menu(), "All time", "Last 7 days", "Last 30 days", "Last 90 days")
		r.choose(c.name)
		want(t, c.name, len(r.attempts()), c.n)
		r.wantText(c.name + " ▾")
	}
}

func TestTheHistoryIsSearchedAsOneTypes(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 10*time.Second)
	r.press("Enter")
	r.answer(shortSlug, 10*time.Second)
	r.press("Ctrl+4", "Ctrl+F")
	r.typeText("brid")
	wantAll(t, "found", r.attempts(), bridgeTitle)
	r.typeText("x")
	r.wantText("Nothing found")
	r.press("Esc")
	want(t, "found", len(r.attempts()), 2)
	r.press("↓")
	want(t, "selected", r.shell.past.selected, 1)
	want(t, "the focus", r.focus(), "Field")
	r.press("Enter")
	want(t, "the focus", r.focus(), "List")
	r.press("Ctrl+F", "Esc")
	want(t, "the focus", r.focus(), "nothing")
}

func TestAFilterThatFindsNothingSaysSo(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 10*time.Second)
	r.press("Ctrl+4")
	r.tap("One-way")
	r.wantText("Nothing found")
	r.tap("All")
	r.wantText(bridgeTitle)
}

func TestTheHistoryIsReadPageByPageAsItIsScrolled(t *testing.T) {
	r := start(t)
	r.must(historytest.Fill(t.Context(), r.store, []string{bridgeSlug}, 160, 3))
	all, err := r.store.Attempts(t.Context(), history.Filter{})
	r.must(err)
	r.reader.reads = 0
	r.press("Ctrl+4")
	want(t, "counted", r.shell.past.count, len(all))
	want(t, "pages read", r.reader.reads, 1)
	shown := func(i int) {
		t.Helper()
		if d := r.shell.past.detail; d == nil || d.record.ID != all[i].ID {
			t.Errorf("attempt %d is not the one shown", i)
		}
	}
	shown(0)
	for r.shell.past.selected < 60 {
		r.press("PgDn")
	}
	shown(r.shell.past.selected)
	r.press("End")
	shown(len(all) - 1)
	want(t, "pages read", r.reader.reads, 3)
	for i, got := range r.attempts() {
		if got != all[i].Title {
			t.Fatalf("row %d is %q, want %q", i, got, all[i].Title)
		}
	}
	r.press("Home")
	shown(0)
}

func TestTheListStaysAtTheAttemptWhenNewOnesCome(t *testing.T) {
	r := start(t)
	r.past(3, 2, 1)
	r.press("Ctrl+4", "↓")
	r.wantText("2 days")
	want(t, "selected", r.shell.past.detail.record.Title, "2 days")
	r.past(0)
	r.shell.HistoryChanged()
	r.settle()
	want(t, "selected", r.shell.past.detail.record.Title, "2 days")
	want(t, "its row", r.shell.past.selected, 2)
}

func TestRatingAgainKeepsTheEarlierRatingInSight(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("2", "Ctrl+4")
	r.wantNoText("Earlier:")
	r.wait(time.Hour)
	r.press("Enter")
	want(t, "the focus", r.focus(), "situation")
	r.press("5")
	want(t, "the rating", r.record().Ratings[story.Situation], 5)
	r.wantText("Earlier: Situation was rated 2 on 2 Mar 2026, 12:00", "coverage 100%")
	want(t, "the focus", r.focus(), "task")
	r.press("↑", "↑", "↓")
	want(t, "the focus", r.focus(), "task")
	r.press("End", "Esc")
	want(t, "the focus", r.focus(), "nothing")
}

func TestTheLastRatingLetsGoOfTheFocus(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("Ctrl+4", "Enter", "1", "1", "1", "1", "4")
	want(t, "the focus", r.focus(), "nothing")
	want(t, "ratings", len(r.record().Ratings), 5)
}

func TestTheNoteIsEditedFromTheKeyboard(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("Ctrl+4", "E")
	want(t, "the focus", r.focus(), "Field")
	want(t, "the note", r.shell.past.detail.note.Text, "")
	r.typeText("E is for 2 early")
	want(t, "in history", r.record().Note, "E is for 2 early")
	want(t, "ratings", len(r.record().Ratings), 0)
	r.press("Esc")
	want(t, "the focus", r.focus(), "nothing")
	r.wantOn("historyScreen")
}

func TestAReloadThatReadAnOlderNoteDoesNotOverwriteTheNewerOne(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("Ctrl+4", "E")
	r.typeText("first")
	r.quiet = true
	r.flush()
	// History has changed, and is being read: it has "first".
	r.shell.HistoryChanged()
	reading := r.beside
	r.beside = nil
	note := r.shell.past.detail.note
	for _, c := range " second" {
		r.strike(letter(c), 1)
	}
	for _, read := range reading {
		read()
	}
	r.runBeside()
	want(t, "the note", note.Text, "first second")
	want(t, "the field", r.shell.past.detail.note == note, true)
	want(t, "in history", r.record().Note, "first second")
}

func TestANoteChangedElsewhereIsShown(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	id := r.rating().attempt.ID
	r.press("Ctrl+4")
	r.must(r.store.SetNote(t.Context(), id, "from elsewhere"))
	r.must(r.store.Rate(t.Context(), id, story.Task, 3))
	calls := len(r.recorder.calls)
	r.shell.HistoryChanged()
	r.settle()
	r.wantText("from elsewhere", "coverage 50%")
	want(t, "showing it writes nothing", len(r.recorder.calls)-calls, 0)
}

func TestDeleteTakesAnAttemptAwayAndUndoBringsItBack(t *testing.T) {
	r := start(t)
	r.past(3, 2, 1)
	r.press("Ctrl+4", "↓", "Del")
	wantAll(t, "listed", r.attempts(), "1 days", "3 days")
	r.wantText("The attempt at 2 days was deleted.")
	r.press("Ctrl+Z")
	wantAll(t, "listed", r.attempts(), "1 days", "2 days", "3 days")
	r.tap("Delete")
	want(t, "listed", len(r.attempts()), 2)
	r.tap("Undo")
	want(t, "listed", len(r.attempts()), 3)
}

func TestDeletingTheLastAttemptLeavesTheEmptyHistory(t *testing.T) {
	r := start(t)
	r.past(1)
	r.press("Ctrl+4", "Del")
	r.wantText("No attempts yet")
	r.press("Del", "Enter", "E")
	r.wantOn("historyScreen")
	r.press("Ctrl+Z")
	r.wantText("1 days")
}

func TestEachDeletionHasItsOwnUndoTheNewestFirst(t *testing.T) {
	r := start(t)
	r.past(3, 2, 1)
	r.press("Ctrl+4", "Del", "Del")
	wantAll(t, "listed", r.attempts(), "3 days")
	r.press("Ctrl+Z")
	wantAll(t, "listed", r.attempts(), "2 days", "3 days")
	r.press("Ctrl+Z")
	wantAll(t, "listed", r.attempts(), "1 days", "2 days", "3 days")
	r.press("Ctrl+Z")
}

func TestSpaceRehearsesTheStoryOfAnAttempt(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 10*time.Second)
	r.press("Ctrl+4", "Space")
	want(t, "the story", r.stage().story.Slug, bridgeSlug)
	r.press("Esc", "Ctrl+4")
	r.tap("Rehearse")
	want(t, "the story", r.stage().story.Slug, bridgeSlug)
}

func TestAnAttemptOutlivesItsStory(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 10*time.Second)
	r.shell.SetLibrary(story.Library{Dir: r.dir})
	r.press("Ctrl+4")
	r.wantText(bridgeTitle)
	want(t, "it can be rehearsed", r.findButton("Rehearse") != nil, false)
	r.press("Space")
	r.wantText(`There is no story called "the-bridge"`)
}

func TestHowAnAttemptEndedIsSaidWhereItWasNotByTheSpeaker(t *testing.T) {
	for ended, says := range map[rehearsal.Ending]string{
		rehearsal.Finished: "", rehearsal.AtLimit: "ended by the limit", rehearsal.Auto: "ended by itself, ten minutes over",
		rehearsal.Abandoned: "abandoned: counts for no trend", rehearsal.Unfinished: "cut off before its end",
	} {
		want(t, string(ended), endingWords(history.Record{Attempt: rehearsal.Attempt{Ended: ended}}), says)
	}
	r := start(t)
	r.cutOff("cut", 25*time.Second)
	r.press("Ctrl+4")
	r.wantText("cut off", "cut off before its end")
}

func TestAnAttemptsTimeIsThatOfTheClockOnTheWallThen(t *testing.T) {
	r := start(t)
	r.must(r.store.Begin(t.Context(), rehearsal.Attempt{ID: "far", Story: shortSlug, Title: "Far away", Plan: historytest.Plan(), Started: noon().In(time.FixedZone("", -8*3600))}))
	r.must(r.store.Append(t.Context(), "far", rehearsal.Event{Kind: rehearsal.EventStart, Moment: noon()}))
	r.must(r.store.Beat(t.Context(), "far", time.Minute))
	r.press("Ctrl+4")
	r.wantText("2 Mar 2026 04:00 · 1:00", "Monday 2 March 2026, 04:00")
}

func TestAReadingThatFailsIsToldOnceAndChangesNothing(t *testing.T) {
	r := start(t)
	r.past(1)
	r.press("Ctrl+4")
	r.reader.fails = errTest
	r.shell.HistoryChanged()
	r.settle()
	r.shell.HistoryChanged()
	r.settle()
	r.wantText("Reading your history did not work: the disk said no. Nothing was changed.", "1 days")
	want(t, "notices", len(r.shell.notices), 1)
}

func TestAReadingThatComesTooLateIsNotPainted(t *testing.T) {
	r := start(t)
	r.past(2, 1)
	r.press("Ctrl+4")
	r.shell.past.filter.Text = "1"
	r.shell.past.reload()
	late := r.beside
	r.beside = nil
	r.shell.past.filter.Text = ""
	r.shell.past.reload()
	r.runBeside()
	for _, read := range late {
		read()
	}
	wantAll(t, "listed", r.attempts(), "1 days", "2 days")
}

func TestANarrowHistoryShowsListAndDetailOneAtATime(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.past(2, 1)
	r.resize(800, 560)
	r.press("Ctrl+4")
	r.wantText("Search your history")
	r.wantNoText("Planned")
	r.press("↓", "Enter")
	r.wantText("Planned", "All attempts")
	r.press("↓", "PgDn", "Enter")
	want(t, "the focus", r.focus(), "situation")
	r.press("4", "Esc", "Esc")
	r.wantText("Search your history")
	r.press("Enter")
	r.tap("All attempts")
	r.wantText("Search your history")
}

func TestWhatIsReadAfterTheWindowIsGoneIsNotPainted(t *testing.T) {
	r := start(t)
	ctx, cancel := context.WithCancel(t.Context())
	r.shell.ctx = ctx
	painted := false
	r.shell.fetch("Reading", func(context.Context) error { return nil }, func() { painted = true })
	cancel()
	r.runBeside()
	want(t, "painted", painted, false)
}

func TestEverythingOfAnAttemptCanBeReachedByTab(t *testing.T) {
	r := start(t)
	r.past(1)
	r.press("Ctrl+4")
	var places []string
	for range 24 {
		r.tab(1)
		places = append(places, r.focus())
	}
	for _, name := range []string{"Field", "All", "Rated", "All time ▾", "List", "situation", "delivery", "Rehearse", "Delete", "Settings"} {
		if !slices.Contains(places, name) {
			t.Errorf("Tab does not reach %s: %q", name, places)
		}
	}
}

func TestAfterADeletionTheAttemptThatTookTheRowIsShown(t *testing.T) {
	r := start(t)
	r.past(5, 4, 3, 2, 1)
	r.press("Ctrl+4", "↓", "↓", "Del")
	want(t, "shown", r.shell.past.detail.record.Title, "4 days")
	r.press("End", "Del")
	want(t, "shown after the last", r.shell.past.detail.record.Title, "4 days")
}

func TestAReloadThatReadAnOlderRatingDoesNotOverwriteTheNewerOne(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("2", "Ctrl+4", "Enter")
	r.quiet = true
	r.flush()
	r.shell.HistoryChanged()
	reading := r.beside
	r.beside = nil
	r.strike(strokeOf("5"), 1)
	for _, read := range reading {
		read()
	}
	r.runBeside()
	want(t, "the rating shown", r.shell.past.detail.rows[0].value, 5)
	want(t, "in history", r.record().Ratings[story.Situation], 5)
}

func TestATypedNoteIsThereWhenItsAttemptIsComeBackTo(t *testing.T) {
	r := start(t)
	r.past(2, 1)
	r.press("Ctrl+4", "E")
	r.typeText("mine")
	r.press("Esc", "↓", "↑")
	want(t, "the note", r.shell.past.detail.note.Text, "mine")
}
