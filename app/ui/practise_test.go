package ui

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/look"
)

// practise goes to what there is to practise and begins what is called so.
func (r *rig) practise(name string) {
	r.Helper()
	r.press("Ctrl+6")
	r.wantOn("practiseScreen")
	r.begin(name)
}

// begin taps the plate whose name begins so.
func (r *rig) begin(name string) {
	r.Helper()
	for _, n := range r.shown() {
		if p, ok := n.object.(*look.Plate); ok && strings.HasPrefix(p.Text(), name) {
			r.window.tap(p)
			r.settle()
			return
		}
	}
	r.Fatalf("there is no %q: %q", name, r.texts())
}

// plates gives the names of the plates on screen.
func (r *rig) plates() []string {
	var names []string
	for _, n := range r.shown() {
		if p, ok := n.object.(*look.Plate); ok {
			names = append(names, p.Text())
		}
	}
	return names
}

// say speaks the answer on the stage for so long.
func (r *rig) say(spoken time.Duration) {
	r.Helper()
	r.press("Space")
	r.wait(spoken)
	r.press("Esc")
	r.wait(deafFor)
}

func TestWhatThereIsToPractiseIsAKeyAwayAndSaysHowMuchAndWhy(t *testing.T) {
	r := start(t)
	r.wantText("practise")
	r.press("Ctrl+6")
	r.wantOn("practiseScreen")
	wantAll(t, "offered", r.plates(), "What is due", "Random", "Rapid fire", "Mock interview")
	r.wantText("3 stories: first", "No section is rated yet.", "5 stories", "questions to draw from")
	want(t, "the focus", r.focus(), "What is due")
	r.press("N")
	r.choose("2 stories")
	r.wantText("At most 2 stories", "2 stories: first")
	r.press("↓")
	want(t, "the focus", r.focus(), "Random")
	r.press("Esc")
	r.wantOn("storiesScreen")
}

func TestADrillGoesFromStageToRatingToTheNextAndEndsWithASummary(t *testing.T) {
	r := start(t)
	r.shell.practises.many = 2
	r.press("Ctrl+6", "Space")
	first := r.stage().story.Slug
	r.wantText("1 of 2", "pass over it")
	r.say(20 * time.Second)
	r.wantOn("ratingScreen")
	r.wantText("1 of 2", "Next")
	r.press("3", "3", "3", "3", "3", "3", "Enter")
	second := r.stage().story.Slug
	if second == first {
		t.Errorf("the same story twice: %s", first)
	}
	r.wantText("2 of 2")
	r.say(30 * time.Second)
	r.press("4", "Enter")
	r.wantOn("summaryScreen")
	r.wantText("2 of 2 done.", "0:20 of", "0:30 of", "coverage 50%", "Situation 4: coverage 75%", "What is next: 1 story is due today")
	want(t, "it is kept", len(r.sessions.kept), 0)
	r.press("Enter")
	r.wantOn("practiseScreen")
	wantAll(t, "offered", r.plates(), "What is due", "Weakest section: Task", "Random", "Rapid fire", "Mock interview")
}

func TestADrillThatWasLeftIsGoneOnWithAfterANewStart(t *testing.T) {
	r := start(t)
	r.practise("What is due")
	r.say(20 * time.Second)
	r.press("3", "Enter")
	second := r.stage().story.Slug
	r.press("Esc")
	r.wantOn("practiseScreen")
	r.wantText("Go on: What is due", "2 of 3 comes next.")
	r.shell.sessions, r.shell.practises.looked = map[string]*practiceSession{}, false // as after a start
	r.press("Ctrl+1", "Ctrl+6")
	want(t, "the focus", r.focus(), "Go on: What is due")
	r.press("Space")
	want(t, "the story", r.stage().story.Slug, second)
	r.wantText("2 of 3")
}

func TestARatingThatWasCutOffComesFirstWhenADrillIsGoneOnWith(t *testing.T) {
	r := start(t)
	r.practise("What is due")
	r.say(20 * time.Second)
	r.press("2")
	id := r.record().ID
	r.shell.sessions, r.shell.practises.looked = map[string]*practiceSession{}, false
	r.shell.show(r.shell.practises)
	r.settle()
	r.wantText("1 of 3 is to be rated.")
	r.begin("Go on")
	want(t, "the attempt", r.rating().attempt.ID, id)
	want(t, "what was rated", r.rating().ratings[story.Situation], 2)
	r.wantText("1 of 3")
	r.wait(deafFor)
	r.press("Enter")
	r.wantText("2 of 3")
}

func TestADrillPassesOverStoriesThatAreGone(t *testing.T) {
	r := start(t)
	r.practise("What is due")
	r.say(20 * time.Second)
	r.press("3", "Enter", "Esc")
	r.shell.SetLibrary(story.Library{Dir: r.dir})
	r.settle()
	r.wantText("There is no story to practise yet.", "There is no question to ask.")
	r.begin("Go on")
	r.wantOn("summaryScreen")
	r.wantText("1 of 3 done.", "the story is gone", "What is next: a first story.")
}

func TestInADrillAnAnswerCanBeGoneBackToSaidAgainDiscardedAndPassedOver(t *testing.T) {
	r := start(t)
	r.practise("What is due")
	r.press("Space")
	r.wait(20 * time.Second)
	r.press("Esc")
	r.wait(deafFor)
	r.press("←")
	r.wantState(rehearsal.StatePaused)
	r.wantText("1 of 3")
	r.press("Esc")
	r.wait(deafFor)
	r.press("3", "R") // once more
	r.wantText("1 of 3")
	r.say(2 * time.Second)
	r.wantOn("ratingScreen")
	r.wantText("1 of 3", "2 s were spoken: too little to keep, so the answer before it stands.")
	r.press("Enter")
	r.wantText("2 of 3")
	r.say(3 * time.Second)
	r.wantText("2 of 3", "3 s were spoken: too little to keep, so here it is again.")
	r.say(20 * time.Second)
	r.press("Del")
	r.wantText("3 of 3")
	r.press("N")
	r.wantOn("summaryScreen")
	r.wantText("1 of 3 done.", "passed over")
	want(t, "attempts", len(r.records()), 1)
}

func TestTheWeakestSectionIsPractisedByItselfInItsOwnTime(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 36*time.Second)
	r.press("4", "4", "1", "5", "4", "Enter")
	r.practise("Weakest section: Action")
	r.wantText("A short answer · Action alone")
	r.clockReads("0:20", "ready")
	r.wantNoText("Next:")
	r.press("Space")
	r.wait(12 * time.Second)
	r.sectionReads("Action", "0:08", "left in this section")
	r.press("→")
	r.wait(deafFor)
	r.wantText("Action alone", "1 of 1")
	r.press("3", "Enter")
	r.wantOn("summaryScreen")
	a := r.records()[0]
	want(t, "the sections", len(a.Plan.Sections), 1)
	want(t, "the limit", a.Plan.Limit, 20*time.Second)
	r.press("Ctrl+4")
	r.wantText("Action alone")
	r.press("Ctrl+1")
	r.wantText("coverage 62%") // of the whole answer
}

func TestRapidFireIsFromThePointsAndRatedAtItsEnd(t *testing.T) {
	r := start(t, func(s *settings.Settings) { s.Prompt = string(rehearsal.PromptScript) })
	r.shell.practises.many = 2
	r.practise("Rapid fire")
	want(t, "the prompt", r.stage().chosen.prompt, rehearsal.PromptPoints)
	r.say(10 * time.Second)
	r.wantText("2 of 2")
	r.say(12 * time.Second)
	r.wantOn("ratingScreen")
	r.wantText("0:10", "1 of 2")
	r.wait(deafFor)
	r.press("3", "Enter")
	r.wantText("0:12", "2 of 2")
	r.wait(deafFor)
	r.press("4", "Enter")
	r.wantOn("summaryScreen")
	for _, a := range r.records() {
		want(t, "the mode", a.Mode, rehearsal.ModeRapid)
		want(t, "rated", len(a.Ratings), 1)
		want(t, "the story's prompt", r.shell.promptOf(a.Story), rehearsal.PromptScript)
	}
}

func TestADrillThatCannotBeKeptIsToldAndGoesOn(t *testing.T) {
	r := start(t)
	r.sessions.fails = errTest
	r.shell.practises.looked = true
	r.practise("What is due")
	r.wantOn("stage")
	r.press("Esc")
	r.wantText("How far you are could not be kept: the disk said no.")
}

func TestWhatWasKeptAndCannotBeReadIsTold(t *testing.T) {
	r := start(t)
	r.sessions.kept["drill"] = []byte(`{"version":99}`)
	r.sessions.kept["mock"] = []byte(`no JSON`)
	r.press("Ctrl+6")
	r.wantText("What you left: the drill was kept by a newer Starling", "What you left: what was kept is damaged")
}

func TestTheScreensOfPracticeHaveRoomForAllThatTheySay(t *testing.T) {
	for _, c := range []struct {
		name, theme   string
		width, height float32
		percent       int
	}{{"800-200", settings.ThemeDark, 800, 560, 200}, {"800-100", settings.ThemeLight, 800, 560, 100}, {"1100", settings.ThemeLight, 1100, 740, 100}} {
		t.Run(c.name, func(t *testing.T) {
			r := start(t, func(s *settings.Settings) { s.Theme, s.TextSize = c.theme, c.percent })
			r.resize(c.width, c.height)
			check := func(where string) {
				t.Helper()
				r.checkLayout(where)
				r.checkContrast(where)
				if dir := shotsDir(); dir != "" {
					r.shot(filepath.Join(dir, c.name+"-"+where+".png"))
				}
			}
			r.answer(shortSlug, 36*time.Second)
			r.press("4", "4", "1", "5", "4", "Enter", "Ctrl+6")
			check("practise")
			r.begin("Weakest")
			check("part")
			r.say(12 * time.Second)
			check("part-rating")
			r.press("3", "Enter")
			check("summary")
			r.practise("Mock interview")
			check("mock")
			r.press("?")
			check("mock-help")
			r.press("Esc")
			r.shell.practises.mock.options = presetOf(t, "table-topics")
			r.press("B")
			check("lights-ready")
			r.press("Space")
			r.wait(10 * time.Second)
			check("lights-none")
			r.wait(55 * time.Second)
			check("lights-green")
			r.wait(30 * time.Second)
			check("lights-yellow")
			r.wait(60 * time.Second)
			check("lights-red")
			r.press("Esc", "N", "N")
			r.wait(deafFor)
			r.wantText("too long to qualify")
			check("mock-rating")
			r.press("Enter")
			r.wantText("too long to qualify")
			check("mock-summary")
		})
	}
}

func TestWhatThereIsToPractiseLooksAsItDid(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 36*time.Second)
	r.press("4", "4", "1", "5", "4", "Enter", "Ctrl+6")
	r.golden("practise")
	r.begin("Mock interview")
	r.golden("practise-mock")
	r.press("B", "Space")
	r.wait(40 * time.Second)
	r.golden("practise-mock-stage")
}
