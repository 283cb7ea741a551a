package ui

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// listed gives the titles that the list of stories shows.
func (r *rig) listed() []string {
	r.Helper()
	sc := r.shell.stories
	var titles []string
	for _, st := range sc.found {
		titles = append(titles, st.Title)
	}
	for _, p := range sc.problems {
		titles = append(titles, filepath.Base(p.File))
	}
	return titles
}

const (
	shortTitle  = "A short answer"
	bridgeTitle = "The bridge between two teams"
	draftTitle  = "Not ready yet"
)

func wordsTitle(r *rig) string {
	st, _ := r.shell.library.Find(wordsSlug)
	return st.Title
}

func TestTheStoriesAreListedByTitleWithTheProblemsBelow(t *testing.T) {
	r := start(t)
	wantAll(t, "listed", r.listed(), shortTitle, wordsTitle(r), draftTitle, bridgeTitle, "broken.toml")
	r.wantText("All 4", "1 problem", "never said", "draft", "line 4")
}

func TestBeforeTheStoriesAreReadTheScreenSaysSo(t *testing.T) {
	r := open(t)
	r.wantText("Reading your stories …")
	r.press("Space", "Enter", "→", "P", "L", "O", "Q", "↓")
	r.wantOn("storiesScreen")
	r.readStories()
	r.wantNoText("Reading your stories …")
	r.wantText(shortTitle)
}

func TestAStoryAskedForBeforeTheStoriesAreReadComesToTheStageWhenTheyAre(t *testing.T) {
	r := open(t)
	r.shell.Rehearse(bridgeSlug)
	r.settle()
	r.wantOn("storiesScreen")
	r.readStories()
	want(t, "the story", r.stage().story.Slug, bridgeSlug)
	r.wantState(rehearsal.StateReady)
}

func TestAStoryThatIsNotThereIsSaidToBeMissing(t *testing.T) {
	r := start(t)
	r.shell.Rehearse("nowhere")
	r.settle()
	r.wantOn("storiesScreen")
	r.wantText(`There is no story called "nowhere" in testdata/stories.`)
}

func TestAnEmptyFolderSaysHowToBegin(t *testing.T) {
	r := open(t)
	r.shell.SetLibrary(story.Library{Dir: "/home/ada/Stories"})
	r.settle()
	r.wantText("No stories yet", "If you have notes, press I", "Each is a TOML file in /home/ada/Stories")
	r.press("Space", "Enter", "↓", "P")
	r.wantOn("storiesScreen")
}

func TestArrowsChooseAStoryAndItsDetailFollows(t *testing.T) {
	r := start(t)
	r.press("↓", "↓", "↓")
	want(t, "the story", r.shell.stories.selected, bridgeSlug)
	r.wantText("No shared service", "One source for all", "Ask what they fear first")
	r.press("↑")
	want(t, "the story", r.shell.stories.selected, draftSlug)
	r.press("Home")
	want(t, "the story", r.shell.stories.selected, shortSlug)
	r.press("End")
	want(t, "the problem", r.shell.stories.problem, 0)
	r.press("PgUp")
	want(t, "the story", r.shell.stories.selected, shortSlug)
}

func TestAStoryCanBeTapped(t *testing.T) {
	r := start(t)
	for _, n := range r.shown() {
		if text, ok := n.object.(*look.Text); ok && text.Text() == bridgeTitle {
			for p := n; p != nil; p = p.parent {
				if row, ok := p.object.(interface{ Tapped(*fyne.PointEvent) }); ok {
					row.Tapped(nil)
					break
				}
			}
		}
	}
	r.settle()
	want(t, "the story", r.shell.stories.selected, bridgeSlug)
}

func TestSearchFindsStoriesAsOneTypes(t *testing.T) {
	r := start(t)
	r.press("Ctrl+F")
	want(t, "the focus", r.focus(), "Field")
	r.typeText("conf")
	wantAll(t, "found", r.listed(), shortTitle, bridgeTitle)
	r.typeText("l INFLU")
	wantAll(t, "found", r.listed(), bridgeTitle)
	want(t, "selected", r.shell.stories.selected, bridgeSlug)
	r.wantText("No shared service")
	r.typeText("xyz")
	wantAll(t, "found", r.listed())
	r.wantText("Nothing found")
}

func TestEscClearsTheSearchAndThenLeavesIt(t *testing.T) {
	r := start(t)
	r.press("Ctrl+F")
	r.typeText("monday")
	want(t, "found", len(r.listed()), 1)
	r.press("Esc")
	want(t, "the search", r.shell.stories.search.Text, "")
	want(t, "found", len(r.listed()), 5)
	want(t, "the focus", r.focus(), "Field")
	r.press("Esc")
	want(t, "the focus", r.focus(), "nothing")
	r.wantOn("storiesScreen")
}

func TestArrowsAndEnterWorkOnTheListWhileOneSearches(t *testing.T) {
	r := start(t)
	r.press("Ctrl+F")
	r.typeText("conflict")
	r.press("↓")
	want(t, "the story", r.shell.stories.selected, bridgeSlug)
	want(t, "the focus", r.focus(), "Field")
	r.typeText(" ")
	r.wantOn("storiesScreen")
	r.press("Enter")
	want(t, "the focus", r.focus(), "List")
	r.press("Space")
	want(t, "the story on the stage", r.stage().story.Slug, bridgeSlug)
}

func TestATagNarrowsTheList(t *testing.T) {
	r := start(t)
	r.tap("Tag")
	wantAll(t, "the menu", r.menu(), "any tag", "conflict  2", "a tag that is a good deal longer than tags should be  1", "ambiguity  1", "deadlines  1", "failure  1", "influence  1", "ownership  1")
	r.choose("conflict")
	wantAll(t, "found", r.listed(), shortTitle, bridgeTitle)
	r.tap("conflict")
	r.choose("any tag")
	want(t, "found", len(r.listed()), 5)
}

func TestNeverSaidShowsWhatWasNeverSaid(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("3", "Ctrl+1")
	r.wantText("today", "All 4")
	r.tap("Never said")
	wantAll(t, "found", r.listed(), wordsTitle(r), draftTitle, bridgeTitle)
	r.tap("All")
	want(t, "found", len(r.listed()), 5)
}

func TestProblemsSayWhereWhatAndWhatToWriteInstead(t *testing.T) {
	r := start(t)
	r.tap("1 problem")
	wantAll(t, "listed", r.listed(), "broken.toml")
	r.wantText("broken.toml", "line 4, column", `situation.target: "24" has no unit`, `write "24s"`, "Nothing is lost: the file is as you wrote it, and 4 stories are loaded.")
	r.tap("Open the file")
	if len(r.opened) != 1 || !strings.HasSuffix(r.opened[0], "testdata/stories/broken.toml") {
		t.Errorf("opened %q", r.opened)
	}
	r.press("Space")
	r.wantOn("storiesScreen")
	r.press("Ctrl+F")
	r.typeText("monday")
	wantAll(t, "a search leaves the problems", r.listed(), shortTitle)
}

func TestAFileThatCannotBeOpenedIsSaid(t *testing.T) {
	r := start(t)
	r.failing.open = errTest
	r.tap("1 problem")
	r.tap("Open the file")
	r.wantText("No program could be started to show it: the disk said no. It is here: testdata/stories/broken.toml")
}

func TestADraftCannotBeRehearsedAndSaysWhy(t *testing.T) {
	r := start(t)
	r.press("↓", "↓")
	r.wantText("Not ready yet is a draft: nothing is written for Action, Result yet.", "Nothing is written here yet.", "Edit")
	want(t, "it offers to rehearse it", r.findButton("Rehearse") != nil, false)
	r.press("Space")
	r.wantOn("storiesScreen")
	want(t, "it is told", len(r.shell.notices), 1)
	r.shell.Rehearse(draftSlug)
	r.wantOn("storiesScreen")
	r.press("P", "L", "O", "Q")
	want(t, "nothing to choose", r.window.Canvas().Overlays().Top() == nil, true)
}

func TestAMarkedDraftSaysHowToEndThat(t *testing.T) {
	st := story.Story{Title: "Mine", MarkedDraft: true}
	for _, n := range []*story.Section{&st.Situation, &st.Task, &st.Action, &st.Result} {
		n.Points = []string{"x"}
	}
	want(t, "it says", draftText(st), "Mine is marked as a draft: take the mark away in the editor (E) to rehearse it.")
}

func TestTheTabsShowPointsLinesScriptAndAttempts(t *testing.T) {
	r := start(t)
	r.press("End", "↑")
	want(t, "the story", r.shell.stories.selected, bridgeSlug)
	r.wantText("No shared service", "Polished lines 2", "Attempts")
	r.press("→")
	r.wantText("Worth saying word for word", "I began with people and not with a design.", "What may be asked next", "What would you do differently?", "When did you persuade someone with data?")
	r.press("→")
	r.wantText("No two copies agreed, and people saw it on their payslips.", "Script 86 words")
	r.press("→")
	r.wantText("Health", "put aside, or back")
	r.press("→")
	r.wantText("Not said yet. Space starts the first attempt.")
	r.press("→")
	r.wantText("No shared service")
	r.press("←", "←", "←")
	r.wantText("No two copies agreed")
	r.press("Home")
	r.wantText("No script for this section.", "I called them, I listened, and I wrote down what we agreed.")
	r.tap("Polished lines")
	r.wantText("No polished lines yet")
	r.tap("Points")
	r.wantText("No points; there is a script.")
}

func TestTheAttemptsOfAStoryLeadToItsHistory(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 2*time.Minute+10*time.Second)
	r.press("3", "Enter")
	r.answer(shortSlug, 20*time.Second)
	r.press("Ctrl+1")
	r.press("End", "↑")
	r.tap("Attempts 1")
	r.wantText("2 Mar 12:00 · 2:10 · 10 s over · 50%")
	r.tap("All of them in History")
	r.wantOn("historyScreen")
	r.wantText("Only: " + bridgeTitle)
	wantAll(t, "listed", r.attempts(), bridgeTitle)
	r.tap("Only:")
	wantAll(t, "listed", r.attempts(), shortTitle, bridgeTitle)
}

func TestTheChoicesTakeEffectOnTheStage(t *testing.T) {
	r := start(t)
	r.press("End", "↑")
	r.press("P")
	wantAll(t, "the prompts", r.menu(), "Script", "Polished lines", "Points", "Question alone")
	r.choose("Polished lines")
	r.wantText("Prompt: Polished lines ▾")
	r.press("L")
	wantAll(t, "the limits", r.menu(), "2:00  as the story has it", "0:30", "1:00", "1:30", "2:00", "2:30", "3:00", "5:00")
	r.choose("1:00")
	r.wantText("1:00 ▾", "Situation 9")
	r.press("Q")
	wantAll(t, "the questions", r.menu(), "The least practised one", "Tell me about a conflict with another team.", "When did you persuade someone with data?", "How did you deal with people who resisted a change?")
	r.choose("How did you deal")
	r.press("Space")
	s := r.stage()
	want(t, "the prompt", s.chosen.prompt, rehearsal.PromptLines)
	want(t, "the question", s.question.ID, "resisted-change")
	r.clockReads("1:00", "ready")
	r.wantText("I began with people", "How did you deal with people who resisted a change?")
	r.press("Space")
	r.wait(20 * time.Second)
	a := r.record()
	want(t, "the limit", a.Plan.Limit, time.Minute)
	want(t, "the question", a.Question.Text, "How did you deal with people who resisted a change?")
	want(t, "the prompt", a.Prompt, rehearsal.PromptLines)
}

func TestTheModeChosenTakesEffectOnTheStage(t *testing.T) {
	r := start(t)
	r.press("O")
	r.choose("One-way interview")
	r.wantText("One-way interview ▾")
	want(t, "there is a prompt to choose", r.findButton("Prompt") != nil, false)
	r.press("P")
	want(t, "a menu is open", r.window.Canvas().Overlays().Top() != nil, false)
	r.press("Space")
	want(t, "the mode", r.stage().session.Options().Mode, rehearsal.ModeOneWay)
	r.press("Esc", "O")
	r.choose("Practice")
	r.press("Space")
	want(t, "the mode", r.stage().session.Options().Mode, rehearsal.ModePractice)
}

func TestTheLimitAndTheQuestionAreForOneStoryAlone(t *testing.T) {
	r := start(t)
	r.press("L")
	r.choose("1:30")
	r.wantText("1:30 ▾")
	r.press("↓", "↑")
	r.wantText("0:40 ▾")
}

func TestAMenuIsLeftByEscAndChangesNothing(t *testing.T) {
	r := start(t)
	r.press("P", "↑", "Esc")
	want(t, "a menu is open", r.window.Canvas().Overlays().Top() != nil, false)
	r.wantText("Prompt: Points ▾")
}

func TestAMenuOpensAtThePresentChoice(t *testing.T) {
	r := start(t)
	r.press("P", "Enter")
	r.wantText("Prompt: Points ▾")
	r.press("P", "↓", "Enter")
	r.wantText("Prompt: Question alone ▾")
	r.press("P", "Enter")
	r.wantText("Prompt: Question alone ▾")
}

func TestTheLeastPractisedQuestionIsAsked(t *testing.T) {
	r := start(t)
	var asked []string
	for range 4 {
		r.toStage(bridgeSlug)
		asked = append(asked, r.stage().question.ID)
		r.press("Space")
		r.wait(10 * time.Second)
		r.press("Esc")
		r.wait(deafFor)
		r.press("Enter")
		r.wait(time.Minute)
	}
	wantAll(t, "asked", asked, "conflict-team", "persuade-data", "resisted-change", "conflict-team")
}

func TestTheQuestionStaysOnceTheAnswerHasBegun(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 10*time.Second)
	r.press("Enter")
	r.quiet = true
	r.shell.Rehearse(bridgeSlug)
	want(t, "the question so far", r.stage().question.ID, "conflict-team")
	s := strokeOf("Space")
	r.strike(s, 1) // before history has been read
	r.settle()
	want(t, "the question", r.stage().question.ID, "conflict-team")
}

func TestTheListSaysWhereOneStandsWithEachStory(t *testing.T) {
	for _, c := range []struct {
		days int
		says string
	}{{0, "today"}, {1, "yesterday"}, {9, "9 days ago"}, {20, "2 weeks ago"}, {100, "3 months ago"}, {800, "2 years ago"}} {
		want(t, fmt.Sprint(c.days, " days"), ago(noon().AddDate(0, 0, -c.days), noon()), c.says)
	}
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("5", "5", "1", "1", "3", "Enter")
	r.wantText("last said today · coverage 50% · 1 attempt · conflict", "50%")
}

func TestAChangedFileIsShownAtOnceAndTheChoiceStays(t *testing.T) {
	r := open(t)
	r.dir = t.TempDir()
	r.must(os.CopyFS(r.dir, os.DirFS("testdata/stories")))
	r.readStories()
	r.press("End", "↑")
	want(t, "the story", r.shell.stories.selected, bridgeSlug)
	path := filepath.Join(r.dir, bridgeSlug+".toml")
	data, err := os.ReadFile(path)
	r.must(err)
	r.must(os.WriteFile(path, []byte(strings.ReplaceAll(string(data), "No shared service", "Nothing was shared")), 0o600))
	r.must(os.WriteFile(filepath.Join(r.dir, "broken.toml"), []byte(strings.ReplaceAll(string(data), bridgeTitle, "Mended")), 0o600))
	r.readStories()
	r.wantText("Nothing was shared", "Mended", "All 5")
	r.wantNoText("problem")
	want(t, "the story", r.shell.stories.selected, bridgeSlug)

	r.must(os.Remove(path))
	r.readStories()
	r.wantNoText(bridgeTitle)
	if r.shell.stories.index() < 0 {
		t.Error("no story is selected any more")
	}
}

func TestANarrowWindowShowsListAndDetailOneAtATime(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.resize(800, 560)
	r.wantText("Search stories and tags")
	r.wantNoText("Rehearse")
	r.press("↓", "Enter")
	r.wantText(wordsTitle(r), "All stories")
	r.wantNoText("Search stories and tags")
	r.press("↓", "PgDn", "PgUp", "End", "Home")
	want(t, "arrows scroll the story", r.shell.stories.selected, wordsSlug)
	r.press("Esc")
	r.wantText("Search stories and tags")
	r.press("Enter")
	r.tap("All stories")
	r.wantText("Search stories and tags")
	r.press("Enter", "Ctrl+F")
	want(t, "the focus", r.focus(), "Field")
	r.resize(1600, 1000)
	r.wantText("Search stories and tags", "Rehearse")
}

func TestAProblemCanBeReadInANarrowWindow(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.TextSize = 200 })
	r.resize(800, 560)
	r.press("End", "Enter")
	r.wantText("has no unit", "Nothing is lost")
	r.press("↓")
	r.tap("All stories")
	r.wantText("Search stories and tags")
}

func TestAStoryWithoutAPlanSaysWhyItCannotBeRehearsed(t *testing.T) {
	r := start(t)
	library := r.shell.library
	library.Stories = slices.Clone(library.Stories)
	library.Stories[0].Situation.Target = time.Hour
	r.shell.SetLibrary(story.Library{Dir: library.Dir, Stories: library.Stories})
	r.settle()
	r.wantText("It cannot be rehearsed:")
	r.press("Space")
	r.wantOn("storiesScreen")
	r.wantText("A short answer cannot be rehearsed:")
}

func TestEverythingOfAStoryCanBeReachedByTab(t *testing.T) {
	r := start(t)
	var places []string
	for range 24 {
		r.tab(1)
		places = append(places, r.focus())
	}
	for _, name := range []string{"Field", "All 4", "1 problem", "Tag ▾", "List", "Points", "Rehearse", "Stories", "History", "Settings"} {
		if !slices.Contains(places, name) {
			t.Errorf("Tab does not reach %s: %q", name, places)
		}
	}
	for r.focus() != "Rehearse" {
		r.tab(1)
	}
	r.press("Shift+Tab", "Tab", "Space")
	r.wantOn("stage")
}

func TestTheNotesOfADraftStandFirstWhereTheyAreAllThereIs(t *testing.T) {
	r, notes := withNotes(t)
	r.drop(filepath.Join(notes, "question-notes.md"))
	r.press("Enter")
	r.readStories()
	above := func(slug string) bool {
		r.shell.stories.selectSlug(slug)
		r.shell.stories.again()
		texts := strings.Join(r.texts(), "\n")
		notes, section := strings.Index(texts, "Notes\n"), strings.LastIndex(texts, "\nSituation\n")
		if notes < 0 || section < 0 {
			t.Fatalf("%s: no notes or no Situation in %q", slug, texts)
		}
		return notes < section
	}
	want(t, "notes first", above("disagree-with-a-lead"), true)
}
