package ui

import (
	"bytes"
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/settings"
	charts "starling/app/ui/look/chart"
)

const day = 24 * time.Hour

// rehearsed answers a story, rates it, and waits until the next day.
func (r *rig) rehearsed(slug string, spoken time.Duration, ratings string) {
	r.Helper()
	r.answer(slug, spoken)
	for _, key := range ratings {
		r.press(string(key))
	}
	r.press("Enter")
	r.wait(day)
}

// practised opens Starling after a week of practice, on the Progress screen.
func practised(t testing.TB, change ...func(*settings.Settings)) *rig {
	t.Helper()
	r := start(t, change...)
	r.rehearsed(shortSlug, 52*time.Second, "32113")
	r.rehearsed(bridgeSlug, 110*time.Second, "343234")
	r.rehearsed(shortSlug, 43*time.Second, "43214")
	r.rehearsed(shortSlug, 39*time.Second, "44324")
	r.press("Ctrl+3")
	return r
}

// chartAt gives the chart that has the focus.
func (r *rig) chartAt() *charts.View {
	r.Helper()
	view, ok := r.window.canvas.Focused().(*charts.View)
	if !ok {
		r.Fatalf("%s has the focus, which is no chart", r.focus())
	}
	return view
}

// toChart goes by Tab to the chart of that title.
func (r *rig) toChart(title string) *charts.View {
	r.Helper()
	for range 30 {
		r.tab(1)
		if view, ok := r.window.canvas.Focused().(*charts.View); ok && strings.HasPrefix(view.Chart().Heading().Title, title) {
			return view
		}
	}
	r.Fatalf("no chart %q is reached by Tab", title)
	return nil
}

// dueListed gives the stories on the card of what is due.
func (r *rig) dueListed() []string {
	var listed []string
	for _, p := range r.shell.progress.cards.due {
		listed = append(listed, p.Text())
	}
	return listed
}

func TestProgressIsEmptyAtFirstAndSaysHowToBegin(t *testing.T) {
	r := start(t)
	r.press("Ctrl+3")
	r.wantText("No practice to show", "There is no finished answer at any story in the last 30 days. P looks further back", "Due", "never said")
	r.wantNoText("Where the time goes")
	r.press("P", "P")
	r.wantText("No practice yet", "Choose a story and press Space")
	r.press("S") // nothing to save
	want(t, "pictures", len(r.pictures), 0)
	r.press("Space")
	r.stage()
}

func TestBeforeHistoryIsReadProgressSaysSo(t *testing.T) {
	r := start(t)
	r.keyDown("Ctrl+3", 1)
	r.wantText("Reading your history …")
	r.settle()
	r.wantNoText("Reading your history …")
}

func TestProgressShowsWhatPracticeHasDone(t *testing.T) {
	r := practised(t)
	r.wantText("Coverage, first attempt of each day", "Weakest section: Result", "mean rating, last 4 attempts",
		"Where the time goes", shortTitle+" · planned against said", "How far from the limit", "2 of 4 answers stayed within their limit.", "Personal bests", "Best coverage", "Practice on 4 of 30 days")
}

func TestLookingFurtherBackIsAKeyAndAButtonEach(t *testing.T) {
	r := practised(t)
	r.wait(40 * day)
	r.press("Ctrl+1", "Ctrl+3")
	r.wantText("No practice to show")
	r.press("P")
	r.wantText("Where the time goes", "Practice on 4 of 90 days")
	r.press("P")
	r.wantText("all time")
	r.tap("30 days")
	r.wantText("No practice to show")
	r.tap("All time")
	r.wantText("Best coverage")
}

func TestProgressIsThatOfAStoryOrATagIfOneChooses(t *testing.T) {
	r := practised(t)
	r.press("T")
	r.typeText("bridge")
	r.press("Enter")
	r.wantText("Only: The bridge between two…", bridgeTitle+" · planned against said", "Practice on 1 of 30 days")
	wantAll(t, "due", r.dueListed(), bridgeTitle)
	r.press("Ctrl+F")
	r.typeText("tag: influence")
	r.press("Enter")
	r.wantText("Tag: influence", "Practice on 1 of 30 days")
	r.press("T")
	r.typeText("failure")
	r.press("Enter")
	r.wantText("There is no finished answer at stories tagged failure in the last 30 days.", "There is no story to practise here.")
	r.press("Space", "Enter") // nothing is due that could be said
	r.wantOn("progressScreen")
	r.press("T")
	r.typeText("all stories")
	r.press("Enter")
	r.wantText("Practice on 4 of 30 days")
}

func TestTheValuesOfAChartAreReadByKeys(t *testing.T) {
	r := practised(t)
	view := r.toChart("Coverage")
	want(t, "the newest", view.Reading(), "5 Mar 2026: 56%")
	r.press("←")
	want(t, "the one before", view.Reading(), "4 Mar 2026: 38%")
	r.press("Home")
	want(t, "the first", view.Reading(), "2 Mar 2026: 19%")
	for _, title := range []string{"Weakest section", "Where the time goes", "Practice", "How far from the limit"} {
		if r.toChart(title).Reading() == "" {
			t.Errorf("nothing is read of %q", title)
		}
	}
}

func TestWhatIsReadStaysWhereItIsWhenHistoryChanges(t *testing.T) {
	r := practised(t)
	view := r.toChart("Coverage")
	r.press("←")
	r.shell.HistoryChanged()
	r.settle()
	if r.chartAt() != view || !strings.HasPrefix(view.Reading(), "4 Mar") {
		t.Errorf("%q is read after the change", view.Reading())
	}
}

func TestWhatIsDueIsListedInWordsAndLeadsToItsStage(t *testing.T) {
	r := practised(t)
	listed := r.dueListed()
	if got := r.under(shortTitle); got != shortTitle+" | 7 Mar" {
		t.Errorf("the story that is not due yet: %q", got)
	}
	if len(listed) != 3 || !slices.Contains(listed, wordsTitle(r)) {
		t.Fatalf("due: %q", listed)
	}
	if got := r.under(wordsTitle(r)); !strings.Contains(got, "never said") {
		t.Errorf("the story that was never said: %q", got)
	}
	if got := r.under(bridgeTitle); !strings.Contains(got, "yesterday | Result was rated 2 on 3 Mar.") {
		t.Errorf("the story that went badly: %q", got)
	}
	r.window.canvas.Focus(r.plate(wordsTitle(r)))
	r.press("Enter")
	want(t, "the story", r.stage().story.Slug, wordsSlug)
	r.press("Esc")
	r.wantOn("progressScreen")
	r.press("Space")
	want(t, "what is due first", r.stage().story.Title, listed[0])
}

func TestWhatIsDueIsDrilledFromProgressAndGoneOnWithWhereItWasLeft(t *testing.T) {
	r := practised(t)
	listed := r.dueListed()
	r.button("Drill what is due")
	r.press("D")
	want(t, "drilled first", r.stage().story.Title, listed[0])
	r.wantText("1 of 2")
	r.say(20 * time.Second)
	r.press("4", "4", "4", "4", "4", "Enter")
	want(t, "drilled next", r.stage().story.Title, listed[1])
	r.press("Esc", "Ctrl+3", "D")
	want(t, "gone on with", r.stage().story.Title, listed[1])
	r.wantText("2 of 2")
}

func TestArrowsGoFromOneStoryThatIsDueToTheNext(t *testing.T) {
	r := practised(t)
	listed := r.dueListed()
	r.window.canvas.Focus(r.plate(listed[0]))
	r.press("↓")
	want(t, "the focus", r.focus(), listed[1])
	r.press("↑")
	want(t, "the focus", r.focus(), listed[0])
	r.press("Esc")
	want(t, "the focus", r.focus(), "nothing")
}

func TestAtMostEightStoriesAreListedAsDue(t *testing.T) {
	r := open(t)
	r.dir = t.TempDir()
	text, err := os.ReadFile("testdata/stories/a-short-answer.toml")
	r.must(err)
	for i := range 11 {
		r.must(os.WriteFile(filepath.Join(r.dir, fmt.Sprintf("story-%02d.toml", i)), bytes.Replace(text, []byte("A short answer"), fmt.Appendf(nil, "Story %d", i), 1), 0o600))
	}
	r.readStories()
	r.press("Ctrl+3")
	want(t, "listed", len(r.dueListed()), 8)
	r.wantText("and 3 more")
}

func TestWhereNothingIsDueWhatComesNextIsListed(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Practice.Retention = settings.MinRetention })
	for _, slug := range []string{shortSlug, bridgeSlug, wordsSlug} {
		r.answer(slug, 35*time.Second)
		r.press("5", "5", "5", "5", "5", "5", "Enter")
	}
	r.press("Ctrl+3")
	r.wantText("Nothing is due today. This comes next:")
	want(t, "listed", len(r.dueListed()), 3)
	if b := r.findButton("Rehearse the first"); b != nil {
		t.Error("there is a button for what is due, and nothing is")
	}
}

func TestTheNextInterviewIsSaidWhereTheDueStoriesAre(t *testing.T) {
	for date, said := range map[string]string{"2026-03-13": "interview on 13 Mar · 11 days", "2026-03-03": "interview tomorrow", "2026-03-02": "interview today"} {
		r := start(t, func(s *settings.Settings) {
			s.Practice.Interviews = []settings.Interview{{Name: "Acme", Date: date, Tags: []string{"conflict"}}, {Name: "Over", Date: "2026-02-01"}}
		})
		r.press("Ctrl+3")
		r.wantText(said, "Acme is", ": conflict.")
		r.wantNoText("Over is")
	}
}

func TestAChartIsSavedAsAPictureOrADrawing(t *testing.T) {
	r := practised(t)
	r.press("S")
	r.wantText("S saves the chart that you are at: go to one with Tab.")
	r.toChart("Coverage")
	r.press("S")
	r.choose("A picture (PNG)")
	r.wantText("The chart was saved as /home/ada/Documents/starling-coverage-2026-03-06.png.")
	r.toChart("Where the time goes")
	r.press("S")
	r.choose("A drawing (SVG)")
	r.wantText("starling-time-2026-03-06.svg")
	want(t, "pictures", len(r.pictures), 2)
	if _, err := png.Decode(bytes.NewReader(r.pictures[0].content)); err != nil {
		t.Errorf("the picture is none: %v", err)
	}
	if svg := string(r.pictures[1].content); !strings.Contains(svg, "<svg") || !strings.Contains(svg, "Where the time goes") {
		t.Errorf("the drawing is none: %.200s", svg)
	}
	r.failing.picture = errTest
	r.press("S")
	r.choose("A picture (PNG)")
	r.wantText("The chart could not be saved: the disk said no.")
}

func TestProgressThatCannotBeReadIsToldAndWhatIsShownStays(t *testing.T) {
	r := practised(t)
	r.reader.fails = errTest
	r.press("P")
	r.wantText("Reading your progress did not work: the disk said no. Nothing was changed.", "Best coverage")
}

func TestProgressIsScrolledByKeys(t *testing.T) {
	r := practised(t)
	page := r.shell.progress.page
	top := func() float32 { from, _ := page.SightOf(page.Content()); return from }
	r.press("End")
	end := top()
	r.press("↑", "Home")
	if end <= 0 || top() != 0 {
		t.Errorf("the page was at %v at its end, and is at %v at its top", end, top())
	}
}

func TestTheKeysOfProgressAreInTheHelp(t *testing.T) {
	r := practised(t)
	r.press("?")
	r.wantText("look back 30 days, 90 days, or to the beginning", "all stories, a tag, or one story", "save the chart that you are at, as PNG or SVG")
}

// tourProgress goes through what Progress can show, and calls at for each.
func (r *rig) tourProgress(at func(name string)) {
	r.Helper()
	r.press("Ctrl+3")
	at("no progress")
	r.rehearsed(wordsSlug, 300*time.Second, "123451")
	r.rehearsed(shortSlug, 52*time.Second, "32113")
	r.rehearsed(shortSlug, 39*time.Second, "44324")
	r.press("Ctrl+3")
	at("progress")
	for _, title := range []string{"Weakest", "Where", "Practice", "How far"} {
		r.toChart(title)
		at("the chart " + title)
	}
	r.press("S")
	at("the menu of a chart")
	r.press("Esc", "P", "P")
	at("progress of all time")
	r.press("T")
	at("the dialog of stories")
	r.typeText("zebra")
	at("the dialog of stories, nothing found")
	r.press("Esc", "Esc")
	r.shell.progress.of = practiceOf{slug: wordsSlug}
	r.shell.show(r.shell.progress)
	r.settle()
	at("progress of a story")
	r.press("Ctrl+4", "C")
	at("an attempt to compare")
	r.shell.past.opened = true
	r.shell.past.onResize()
	at("an attempt to compare, open")
	r.shell.past.opened = false
	r.shell.past.onResize()
	r.press("End", "C")
	r.wantOn("compareScreen")
	at("two attempts")
	r.press("S")
	at("the menu of the comparison")
	r.press("Esc", "End")
	at("two attempts, at the end")
}

func TestNothingOfProgressIsCutOff(t *testing.T) {
	sizes := []fyne.Size{{Width: 1600, Height: 1000}, {Width: 1100, Height: 740}, {Width: 800, Height: 560}}
	percents := []int{80, 100, 150, 200}
	if raceEnabled { // the checks are slow then, and find no races
		percents = []int{200}
	}
	for _, percent := range percents {
		t.Run(fmt.Sprintf("%d%%", percent), func(t *testing.T) {
			for _, size := range sizes {
				r := start(t, func(s *settings.Settings) {
					s.TextSize = percent
					s.Practice.Interviews = []settings.Interview{{Name: strings.Repeat("Acme ", 12) + strings.Repeat("x", 40), Date: "2026-03-30", Tags: []string{"conflict"}}}
				})
				r.resize(size.Width, size.Height)
				r.tourProgress(func(name string) {
					t.Helper()
					r.checkLayout(fmt.Sprintf("%s, %vx%v", name, size.Width, size.Height))
				})
			}
		})
	}
}

func TestTheTextOfProgressStandsOut(t *testing.T) {
	for _, theme := range []string{settings.ThemeDark, settings.ThemeLight} {
		t.Run(theme, func(t *testing.T) {
			r := start(t, func(s *settings.Settings) { s.Theme = theme })
			r.tourProgress(r.checkContrast)
		})
	}
}

func TestTheFocusCanBeSeenOnProgress(t *testing.T) {
	r := practised(t)
	for range 16 {
		r.tab(1)
		r.checkFocus("progress")
	}
}

func TestProgressLooksAsItDid(t *testing.T) {
	r := practised(t)
	r.toChart("Coverage")
	r.golden("progress")
}

func TestWhyAStoryIsDueIsSaidWithoutWhatTheCardSaysAnyway(t *testing.T) {
	r := practised(t, func(s *settings.Settings) {
		s.Practice.Interviews = []settings.Interview{{Name: "Acme", Date: "2026-03-14"}}
	})
	r.wantText("Acme is in 8 days, on 14 Mar.")
	want(t, "never said", r.under(wordsTitle(r)), wordsTitle(r)+" | never said")
	if got := r.under(bridgeTitle); !strings.HasSuffix(got, " | Result was rated 2 on 3 Mar.") {
		t.Errorf("the story that went badly: %q", got)
	}
}
