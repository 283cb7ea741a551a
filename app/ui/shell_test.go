package ui

import (
	"errors"
	"strings"
	"testing"
	"time"

	"starling/app/sound"
	"starling/app/story"
	"starling/app/ui/look"
)

func TestCtrlAndADigitGoToTheScreens(t *testing.T) {
	r := start(t)
	for _, c := range []struct{ key, screen string }{
		{"Ctrl+3", "progressScreen"}, {"Ctrl+4", "historyScreen"}, {"Ctrl+5", "settingsScreen"}, {"Ctrl+1", "storiesScreen"}, {"Ctrl+1", "storiesScreen"},
	} {
		r.press(c.key)
		r.wantOn(c.screen)
	}
}

func TestTheScreensCanBeTapped(t *testing.T) {
	r := start(t)
	for _, c := range []struct{ tab, screen string }{{"History", "historyScreen"}, {"Settings", "settingsScreen"}, {"Stories", "storiesScreen"}} {
		r.tap(c.tab)
		r.wantOn(c.screen)
		want(t, c.tab+" is the one selected", r.button(c.tab).Selected(), true)
	}
}

func TestCtrlDigitsWorkFromWithinAField(t *testing.T) {
	r := start(t)
	r.press("Ctrl+F", "Ctrl+4")
	r.wantOn("historyScreen")
	r.press("Ctrl+F", "Ctrl+5")
	r.wantOn("settingsScreen")
	r.press("Ctrl+F")
	r.wantOn("settingsScreen")
}

func TestCtrlQClosesStarlingAndDoesNothingElse(t *testing.T) {
	for _, screen := range []string{"Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"} {
		r := start(t)
		r.press("↓", "↓", "↓", screen, "Ctrl+Q")
		want(t, screen+": the window is closed", r.window.closed, true)
		if r.window.canvas.Overlays().Top() != nil {
			t.Errorf("%s: Ctrl+Q opened something", screen)
		}
	}
}

func TestShortcutsPressNoneOfTheScreensKeys(t *testing.T) {
	r := start(t)
	r.press("End", "↑")
	for _, key := range []string{"Ctrl+P", "Ctrl+L", "Ctrl+O", "Ctrl+Space"} {
		r.press(key)
		r.wantOn("storiesScreen")
		want(t, key+" opens something", r.window.canvas.Overlays().Top() != nil, false)
	}
	r.toStage(shortSlug)
	r.press("Ctrl+H")
	want(t, "Ctrl+H hides the prompt", r.stage().hidden, false)
}

func TestTheListOfKeysNamesThoseOfTheScreenAndThoseOfAll(t *testing.T) {
	r := start(t)
	all := []string{"Everywhere", "this list", "Ctrl+Q", "close Starling"}
	ways := []string{"Ctrl+1", "stories", "Ctrl+Z"} // not while an answer is under way
	for _, c := range []struct {
		to    func()
		words []string
	}{
		{func() { r.press("Ctrl+1") }, []string{"rehearse the story", "choose the limit for this rehearsal", "practice or one-way interview"}},
		{func() { r.press("Ctrl+4") }, []string{"edit its note; Esc or Tab leaves it", "delete the attempt; Ctrl+Z brings it back"}},
		{func() { r.press("Ctrl+5") }, []string{"to the next setting", "back to the stories"}},
		{func() { r.toStage(shortSlug) }, []string{"start", "hide prompt", "leave"}},
		{func() { r.press("Space") }, []string{"pause", "moving on", "back", "start over", "finish"}},
		{func() { r.wait(9 * time.Second); r.press("Esc"); r.wait(deafFor) }, []string{"rate the section and go to the next", "discard the attempt"}},
	} {
		c.to()
		screen := r.on()
		r.press("?")
		r.wantText("Keys", "Here")
		r.wantText(c.words...)
		r.wantText(all...)
		if !r.shell.answering() {
			r.wantText(ways...)
		}
		if _, searchable := r.shell.now.(finder); searchable {
			r.wantText("Ctrl+F")
		}
		r.press("Ctrl+4")
		want(t, "the screen behind the list", r.on(), screen)
		r.press("Esc")
		want(t, "the list is gone", r.window.Canvas().Overlays().Top() == nil, true)
		want(t, "the screen", r.on(), screen)
	}
}

func TestTheListOfKeysScrollsWhereItIsLongerThanTheWindow(t *testing.T) {
	r := start(t)
	r.resize(800, 560)
	r.press("?")
	place := func() float32 {
		for _, n := range r.shown() {
			if text, ok := n.object.(*look.Text); ok && text.Text() == "Here" {
				return n.place.top
			}
		}
		t.Fatal("the list is not there")
		return 0
	}
	at := place()
	r.press("↓")
	if place() >= at {
		t.Error("↓ does not scroll the list")
	}
	r.press("PgDn", "PgUp", "↑", "PgUp")
	want(t, "back at the top", place(), at)
	r.press("Space")
	want(t, "the list is gone", r.window.Canvas().Overlays().Top() == nil, true)
	r.wantOn("storiesScreen")
}

func TestTheClockGoesOnBehindTheListOfKeys(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space", "?")
	r.wait(7 * time.Second)
	r.press("→", "H", "Esc")
	r.clockReads("0:33", "left of 0:40")
	r.sectionReads("Situation", "0:03", "left in this section")
	want(t, "hidden", r.stage().hidden, false)
}

func TestAnAnswerThatEndsBehindTheListOfKeysGoesToTheRating(t *testing.T) {
	r := start(t, oneWay)
	r.toStage(shortSlug)
	r.press("Space", "?")
	r.wait(2 * time.Minute)
	r.wantOn("ratingScreen")
	want(t, "the list is gone", r.window.Canvas().Overlays().Top() == nil, true)
	want(t, "the focus", r.focus(), "situation")
	r.press("3")
	wantAll(t, "rated", r.rated(), "situation 3")
}

func TestNoticesStayUntilTheyArePutAway(t *testing.T) {
	r := start(t)
	r.shell.Tell("Something happened.")
	r.press("Ctrl+4")
	r.wantText("Something happened.")
	r.press("Ctrl+1")
	r.tap("Put away")
	r.wantNoText("Something happened.")
}

func TestTheSameNoticeIsShownOnce(t *testing.T) {
	r := start(t)
	r.shell.Tell("Something happened.")
	r.shell.Tell("Something happened.")
	want(t, "notices", len(r.shell.notices), 1)
}

func TestThreeNoticesAreShownAtOnceAndTheOthersFollow(t *testing.T) {
	r := start(t)
	for _, text := range []string{"One.", "Two.", "Three.", "Four."} {
		r.shell.Tell(text)
	}
	r.wantText("Two.", "Three.", "Four.")
	r.wantNoText("One.")
	r.tap("Put away")
	r.wantText("One.")
}

func TestANoticeOfTheSameKindReplacesTheOneBefore(t *testing.T) {
	r := start(t)
	r.shell.TellOf("recorder", "It cannot be kept.")
	r.shell.TellOf("recorder", "It cannot be kept at all.")
	r.wantText("It cannot be kept at all.")
	want(t, "notices", len(r.shell.notices), 1)
	r.shell.TellOf("recorder", "")
	want(t, "notices", len(r.shell.notices), 0)
	r.shell.TellOf("recorder", "")
}

func TestTheSoundsTroublesAreToldOnTheStageAndTheAnswerGoesOn(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.shell.SoundTold(sound.Status{Text: "There is no sound: the cues are on screen."})
	r.wantText("There is no sound: the cues are on screen.")
	r.wait(6 * time.Second)
	r.clockReads("0:34", "left of 0:40")
	r.shell.SoundTold(sound.Status{OK: true, Text: "all well"})
	r.wantNoText("There is no sound", "all well")
	r.shell.SoundTold(sound.Status{Text: "Gone again."})
	r.press("Esc")
	r.wantNoText("Gone again.")
}

func TestWhatDoesNotConcernTheAnswerWaitsUntilItIsOver(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.shell.Tell("Your backup could not be made.")
	r.wantNoText("Your backup")
	r.wait(6 * time.Second)
	r.press("Esc")
	r.wantText("Your backup could not be made.")
}

func TestUndoWithNothingToUndoDoesNothing(t *testing.T) {
	r := start(t)
	r.shell.Tell("Something happened.")
	r.press("Ctrl+Z")
	r.wantText("Something happened.")
	r.wantOn("storiesScreen")
}

func TestPuttingAwayAnUndoKeepsWhatWasDone(t *testing.T) {
	r := start(t)
	r.past(1)
	r.press("Ctrl+4", "Del")
	r.tap("Put away")
	r.press("Ctrl+Z")
	want(t, "attempts", len(r.records()), 0)
}

func TestAHistoryThatCannotBeOpenedIsToldAndClosesStarling(t *testing.T) {
	r := start(t)
	r.shell.Refuse("Your history cannot be opened", errors.New("it was made by a newer Starling"))
	r.wantText("Your history cannot be opened", "it was made by a newer Starling")
	r.press("Space")
	want(t, "the window is closed", r.window.closed, true)
}

func TestTheWindowHasItsNameItsSizeAndItsLeastSize(t *testing.T) {
	r := start(t)
	want(t, "the title", r.window.Title(), "Starling")
	want(t, "the width", r.window.Canvas().Size().Width, 1100)
	want(t, "the height", r.window.Canvas().Size().Height, 740)
	least := r.window.Canvas().Content().MinSize()
	want(t, "the least width", least.Width, 800)
	want(t, "the least height", least.Height, 560)
	r.shell.Raise()
}

func TestStoriesReadWhileAnAnswerRunsDoNotDisturbIt(t *testing.T) {
	r := start(t)
	s := r.toStage(shortSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	r.shell.SetLibrary(story.Library{Dir: r.dir})
	r.settle()
	want(t, "the stage", r.stage() == s, true)
	r.clockReads("0:34", "left of 0:40")
}

func TestAThemeChangedMidAnswerChangesNothingElse(t *testing.T) {
	r := start(t)
	s := r.toStage(shortSlug)
	r.press("Space")
	r.wait(6 * time.Second)
	r.shell.rebuild()
	r.shell.now.shown()
	want(t, "the stage", r.stage() == s, true)
	r.clockReads("0:34", "left of 0:40")
	r.wait(2 * time.Second)
	r.clockReads("0:32", "left of 0:40")
	want(t, "calls waited for", len(r.clock.timers), 1)
}

func TestEveryScreenListsItsKeysWithWords(t *testing.T) {
	r := start(t)
	for _, sc := range []screen{r.shell.stories, r.shell.past, r.shell.prefs, r.toStage(shortSlug)} {
		for _, k := range sc.keys() {
			if strings.TrimSpace(k.key) == "" || strings.TrimSpace(k.does) == "" {
				t.Errorf("%T lists %+v", sc, k)
			}
		}
	}
}

func TestAClickBesideTheAnswersOfADialogDoesNotTakeTheKeyboardFromIt(t *testing.T) {
	r := start(t)
	r.press("?")
	r.window.canvas.Unfocus() // as such a click does
	r.press("Esc")
	want(t, "the list is gone", r.window.Canvas().Overlays().Top() == nil, true)
	r.wantOn("storiesScreen")
}

func TestWhatIsSaidInPassingGoesWithTheNextNoticeAndTheNextScreen(t *testing.T) {
	r := start(t)
	r.shell.Tell("Something happened.")
	r.shell.remark("Said first.")
	r.shell.remark("Said next.")
	r.wantText("Something happened.", "Said next.")
	r.wantNoText("Said first.")
	r.press("Ctrl+4")
	r.wantText("Something happened.")
	r.wantNoText("Said next.")
}

func TestTheNewestNoticeStandsFirst(t *testing.T) {
	r := start(t)
	r.shell.Tell("Earlier.")
	r.shell.Tell("Later.")
	r.tap("Put away")
	r.wantText("Earlier.")
	r.wantNoText("Later.")
}
