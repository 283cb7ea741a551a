package ui

import (
	"strings"
	"testing"
	"time"

	"starling/app/health"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// weak opens the editor on a story with two things to mend: a filler in the
// script of Action, and no number in Result.
func weak(t *testing.T, change ...func(*settings.Settings)) *rig {
	r := desk(t, change...)
	r.must(writeStory(r, story.Story{
		Slug: "weak", Title: "Weak", Limit: 20 * time.Second,
		Situation: story.Section{Target: 6 * time.Second, Script: "I was the only cook of a small hotel in the spring of that year."},
		Task:      story.Section{Target: 4 * time.Second, Script: "I was asked to feed forty guests by noon."},
		Action:    story.Section{Target: 6 * time.Second, Script: "I basically asked the baker for bread. Then I cooked a soup of what there was."},
		Result:    story.Section{Target: 4 * time.Second, Script: "The guests were happy, and so was the owner."},
	}))
	r.readStories()
	r.editStory("weak")
	return r
}

func writeStory(r *rig, st story.Story) error {
	_, err := story.Write(r.dir, st)
	return err
}

// observed gives what the health says, by kind.
func (r *rig) observed() []health.Kind {
	var kinds []health.Kind
	for _, o := range r.editor().view.health.shown {
		kinds = append(kinds, o.Kind)
	}
	return kinds
}

func TestTheHealthIsShownBesideTheFieldsAndFollowsTheTyping(t *testing.T) {
	r := weak(t)
	r.wantText("What could be better", "Health 2", "“basically” can go")
}

func TestEnterGoesToThePlaceOfAnObservation(t *testing.T) {
	r := weak(t)
	sc := r.editor()
	r.press("F6")
	want(t, "kind", r.observed()[0], health.Filler)
	r.press("Enter")
	want(t, "field", sc.field(), editing.Script(story.Action))
	want(t, "selected", sc.view.focused().Selected(), "basically")
	r.press("Del")
	r.wait(time.Second)
	for _, kind := range r.observed() {
		if kind == health.Filler {
			t.Error("what was mended is still observed")
		}
	}
	r.press("Esc")
	want(t, "script", strings.Contains(r.saved("weak").Action.Script, "basically"), false)
}

func TestF6GoesBackToWhereOneWas(t *testing.T) {
	for _, width := range []float32{1100, 800} {
		r := weak(t)
		r.resize(width, 700)
		sc := r.editor()
		a := r.in(editing.Script(story.Result))
		a.Select(5, 5)
		r.press("F6", "F6")
		want(t, "field", sc.field(), editing.Script(story.Result))
		want(t, "caret", a.Caret(), 5)
		r.press("F6", "↓", "Esc")
		want(t, "field after Esc", sc.field(), editing.Script(story.Result))
		r.editor()
	}
}

func TestWhatIsPutAsideStaysAsideAndCanBeShownAgain(t *testing.T) {
	r := weak(t)
	n := len(r.observed())
	r.press("F6", "D")
	want(t, "observed", len(r.observed()), n-1)
	wantAll(t, "in the file", r.saved("weak").Dismissed, "filler/action/basically")
	r.wantText("show 1 put aside")
	r.press("F6", "Esc")
	r.wantOn("storiesScreen")
	r.press("E", "F6")
	want(t, "observed again", len(r.observed()), n-1)
	r.press("A")
	want(t, "with those put aside", len(r.observed()), n)
	r.wantText("put aside", "hide those put aside")
	r.press("D")
	want(t, "in the file", len(r.saved("weak").Dismissed), 0)
	r.press("Ctrl+Z")
	want(t, "in the editor once undone", len(r.editor().doc.Story().Dismissed), 1)
}

func TestTheHealthWaitsUntilTypingRests(t *testing.T) {
	r := weak(t)
	r.in(editing.Script(story.Result))
	n := len(r.observed())
	r.typeText(" It was kind of good.")
	want(t, "observed while typing", len(r.observed()), n)
	r.wait(looksAfter)
	want(t, "observed after", len(r.observed()), n+1)
}

func TestWhatMovesIsStillFound(t *testing.T) {
	r := weak(t)
	a := r.in(editing.Script(story.Action))
	a.Select(0, 0)
	rows := r.editor().view.health.rows
	r.typeText("So ")
	r.wait(looksAfter)
	want(t, "the rows are the same", r.editor().view.health.rows[0] == rows[0], true)
	r.press("F6", "Enter")
	want(t, "selected", a.Selected(), "basically")
}

func TestWhereThereIsNoRoomTheHealthTakesTheFieldsPlace(t *testing.T) {
	r := weak(t)
	r.resize(800, 560)
	r.wantNoText("What could be better")
	r.press("F6")
	r.wantText("What could be better")
	r.wantNoText("Questions that it answers")
	r.press("Enter")
	r.wantText("Questions that it answers")
	want(t, "field", r.editor().field(), editing.Script(story.Action))
}

func TestAStoryThatIsWellHasNothingToMend(t *testing.T) {
	r := desk(t)
	r.press("Ctrl+N", "F6")
	r.wantText("Nothing to mend that Starling looks for.", "Health")
	r.resize(800, 560)
	r.press("F6", "↓", "A", "Esc")
	r.editor()
}

func TestNoMoreIsListedThanCanBeMendedAtOnce(t *testing.T) {
	all := make([]health.Observation, 50)
	for i := range all {
		all[i] = health.Observation{ID: string(rune('a' + i)), Text: "x"}
	}
	var l observationList
	want(t, "anew", l.take(all), true)
	want(t, "listed", len(l.shown), mostObservations)
	want(t, "more", l.more, 25)
	want(t, "anew without a change", l.take(all), false)
	all[0].Offset = 7
	want(t, "anew for another place", l.take(all), false)
	want(t, "the place", l.shown[0].Offset, 7)
	all[1].Dismissed = true
	want(t, "anew for one put aside", l.take(all), true)
}

func TestTheStorysDetailListsItsHealth(t *testing.T) {
	r := weak(t)
	r.press("Esc")
	r.tap("Health 2")
	r.wantText("“basically” can go", "put aside, or back")
	for r.focus() != r.shell.stories.detail.health.rows[0].Text() {
		r.tab(1)
	}
	r.press("↓", "↑", "Enter")
	want(t, "field", r.editor().field(), editing.Script(story.Action))
	want(t, "selected", r.editor().view.focused().Selected(), "basically")
}

func TestAnObservationIsPutAsideOnTheStorysDetail(t *testing.T) {
	r := weak(t)
	r.press("Esc")
	r.tap("Health 2")
	row := r.shell.stories.detail.health.rows[0]
	r.shell.focus(row)
	r.press("D")
	want(t, "dismissed", len(r.saved("weak").Dismissed), 1)
	r.wantText("Put aside for this story: “basically” can go", "Health 1", "show 1 put aside")
	r.press("Ctrl+Z")
	want(t, "dismissed once undone", len(r.saved("weak").Dismissed), 0)
	r.wantText("Health 2")
	r.shell.focus(r.shell.stories.detail.health.rows[0])
	r.press("Del")
	r.shell.focus(r.shell.stories.detail.health.rows[0])
	r.press("A")
	r.wantText("hide those put aside")
}

func TestAnObservationThatCannotBePutAsideIsTold(t *testing.T) {
	r := weak(t)
	r.press("Esc")
	r.tap("Health 2")
	r.shell.focus(r.shell.stories.detail.health.rows[0])
	r.files.fails = errTest
	r.press("D")
	r.wantText("Putting it aside did not work: the disk said no. Nothing was changed.")
}

func TestTheStorysDetailSaysHowEachSectionFits(t *testing.T) {
	r := weak(t)
	r.press("Esc")
	r.wantText("9 words · 0:03 of 0:04")
	r.tap("Script")
	r.wantText("9 words · 0:03 of 0:04")
}

func TestWhoPutsAnObservationAsideIsAtTheNextOne(t *testing.T) {
	r := weak(t)
	r.press("Esc")
	r.tap("Health 2")
	rows := func() []*look.Plate { return r.shell.stories.detail.health.rows }
	r.shell.focus(rows()[1])
	r.press("D")
	want(t, "observations left", len(rows()), 1)
	want(t, "the last one has the focus", rows()[0].Focused(), true)
	r.press("D")
	want(t, "observations left", len(rows()), 0)
	want(t, "the focus, where none is left", r.window.Canvas().Focused() == nil, true)
	want(t, "notices", len(r.shell.notices), 1)
}

func TestF6GoesFromAStoryToWhatCouldBeBetter(t *testing.T) {
	r := weak(t)
	r.press("Esc", "F6")
	rows := r.shell.stories.detail.health.rows
	want(t, "the first observation has the focus", rows[0].Focused(), true)
	r.press("↓")
	want(t, "the second", rows[1].Focused(), true)
}
