package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// rated gives the ratings asked of history, in order.
func (r *rig) rated() []string {
	var rated []string
	for _, c := range r.recorder.calls {
		if rest, ok := strings.CutPrefix(c, "rate "); ok {
			rated = append(rated, rest)
		}
	}
	return rated
}

func TestDigitsRateTheSectionsInTurnAndEachRatingIsStoredAtOnce(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 50*time.Second)
	sections := append(story.SectionNames(), rehearsal.Delivery)
	for i, n := range sections {
		want(t, "the focus", r.focus(), string(n))
		r.press(fmt.Sprint(i%5 + 1))
		want(t, fmt.Sprintf("the rating of %s in history", n), r.record().Ratings[n], i%5+1)
	}
	wantAll(t, "rated", r.rated(), "situation 1", "task 2", "action 3", "result 4", "lessons 5", "delivery 1")
	want(t, "the focus after Delivery", r.focus(), "Done")
	r.wantText("coverage so far 50%")
	r.press("Enter")
	r.wantOn("storiesScreen")
	r.wantText("coverage 50%", "1 attempt")
}

func TestAStoryWithoutLessonsIsNotAskedForThem(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.wantNoText("Lessons")
	r.press("5", "5", "5", "5", "5")
	wantAll(t, "rated", r.rated(), "situation 5", "task 5", "action 5", "result 5", "delivery 5")
	want(t, "the focus", r.focus(), "Done")
}

func TestArrowsGoBetweenTheSectionsAndDone(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	var places []string
	for _, key := range []string{"↑", "↓", "↓", "↓", "↓", "↓", "↓", "↑", "↑"} {
		r.press(key)
		places = append(places, r.focus())
	}
	wantAll(t, "the focus", places, "situation", "task", "action", "result", "delivery", "Done", "Done", "delivery", "result")
	r.press("2")
	wantAll(t, "rated", r.rated(), "result 2")
	want(t, "the focus", r.focus(), "delivery")
}

func TestHeldArrowsGoOnAndHeldDigitsDoNot(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.hold("3", 8)
	wantAll(t, "rated", r.rated(), "situation 3")
	want(t, "the focus", r.focus(), "task")
	r.hold("↓", 3)
	want(t, "the focus", r.focus(), "delivery")
}

func TestARatingCanBeGivenAgain(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.press("2", "↑", "4")
	want(t, "the rating", r.record().Ratings[story.Situation], 4)
	wantAll(t, "rated", r.rated(), "situation 2", "situation 4")
}

func TestTheAnchorsStandBesideTheChoice(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.wantText("1 no when, where or who   3 place, role and stakes in a sentence or two   5 the same within its time, nothing unneeded")
	r.press("3")
	r.wantText("place, role and stakes in a sentence or two", "1 the team's job, or missing")
	r.wantNoText("5 the same within its time")
}

func TestARatingCanBeTapped(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 10*time.Second)
	r.window.tap(r.rating().rows[2].buttons[3])
	r.settle()
	want(t, "the rating", r.record().Ratings[story.Action], 4)
	want(t, "the focus", r.focus(), "result")
}

func TestKeysInTheFirstHalfSecondOfTheRatingAreIgnored(t *testing.T) {
	for _, key := range []string{"1", "5", "Enter", "Esc", "R", "←", "Del"} {
		t.Run(key, func(t *testing.T) {
			r := start(t)
			r.toStage(shortSlug)
			r.press("Space")
			r.wait(10 * time.Second)
			r.press("Esc")
			r.wait(499 * time.Millisecond)
			calls := len(r.recorder.calls)
			r.press(key)
			r.wantOn("ratingScreen")
			want(t, "written", len(r.recorder.calls)-calls, 0)
			want(t, "the focus", r.focus(), "situation")
			r.wait(time.Millisecond)
			r.press(key)
			if key == "1" || key == "5" {
				want(t, "ratings", len(r.rated()), 1)
			} else if r.on() == "ratingScreen" {
				t.Error("half a second later it does nothing either")
			}
		})
	}
}

func TestASecondPressOfTheLastMarkRatesNothing(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(20 * time.Second)
	r.press("→", "Enter", "Enter")
	r.wantOn("ratingScreen")
	want(t, "ratings", len(r.record().Ratings), 0)
}

func TestLeftBeforeTheFirstRatingReturnsToTheAnswerPaused(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 12*time.Second)
	r.wantText("Back to the answer")
	r.wait(time.Minute)
	r.press("←")
	r.wantState(rehearsal.StatePaused)
	r.clockReads("0:28", "paused · left of 0:40")
	r.press("Space")
	r.wait(10 * time.Second)
	r.clockReads("0:18", "left of 0:40")
	r.press("Esc")
	a := r.record()
	want(t, "spoken", a.Spoken, 22*time.Second)
	want(t, "ended", a.Ended, rehearsal.Finished)
	wantAll(t, "written", r.kinds(), "begin", "start", "advance", "finish", "return", "resume", "advance", "finish")
}

func TestLeftAfterTheFirstRatingStays(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 12*time.Second)
	r.press("3")
	r.wantNoText("Back to the answer")
	r.press("←")
	r.wantOn("ratingScreen")
}

func TestTheWayBackCanBeTapped(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 12*time.Second)
	r.tap("Back to the answer")
	r.wantState(rehearsal.StatePaused)
}

func TestDigitsInTheNoteTypeTextAndTabOrEscLeavesIt(t *testing.T) {
	for _, leave := range []string{"Tab", "Esc"} {
		t.Run(leave, func(t *testing.T) {
			r := start(t)
			r.answer(shortSlug, 12*time.Second)
			r.tab(5)
			want(t, "the focus", r.focus(), "Field")
			r.typeText("3 of 5 r?")
			r.press("Enter")
			r.typeText("12")
			r.wantOn("ratingScreen")
			want(t, "the note", r.rating().noteBox.Text, "3 of 5 r?\n12")
			want(t, "ratings", len(r.rated()), 0)
			want(t, "the note in history", r.record().Note, "3 of 5 r?\n12")
			r.press(leave)
			want(t, "the focus", r.focus(), "Done")
			r.wantOn("ratingScreen")
		})
	}
}

func TestTheNoteIsStoredWhileItIsTypedWithoutAnotherAct(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 12*time.Second)
	r.quiet = true
	r.tab(5)
	r.typeText("Slower")
	for deadline := time.Now().Add(20 * time.Second); ; time.Sleep(10 * time.Millisecond) {
		a, err := r.reader.Attempt(t.Context(), r.rating().attempt.ID)
		r.must(err)
		if a.Note == "Slower" {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("the note in history is %q", a.Note)
		}
	}
	wantAll(t, "written", r.recorder.calls[len(r.recorder.calls)-6:], `note "S"`, `note "Sl"`, `note "Slo"`, `note "Slow"`, `note "Slowe"`, `note "Slower"`)
}

func TestAgainSetsTheStageForTheSameStory(t *testing.T) {
	r := start(t)
	r.answer(bridgeSlug, 12*time.Second)
	question := r.rating().attempt.Question
	r.press("3", "R")
	r.wantState(rehearsal.StateReady)
	want(t, "the story", r.stage().story.Slug, bridgeSlug)
	want(t, "the question", r.stage().question, question)
	r.wantText("attempt 2")
	r.press("Space")
	r.wait(8 * time.Second)
	r.press("Esc")
	want(t, "attempts", len(r.records()), 2)
}

func TestDiscardTakesTheAttemptAwayAndUndoBringsItBack(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 12*time.Second)
	r.press("4", "Del")
	r.wantOn("storiesScreen")
	r.wantText("The attempt at A short answer was discarded.", "Undo", "Ctrl+Z")
	want(t, "attempts", len(r.records()), 0)
	r.press("Ctrl+Z")
	r.wantNoText("was discarded")
	want(t, "the rating", r.record().Ratings[story.Situation], 4)
}

func TestUndoCanBeTapped(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 12*time.Second)
	r.tap("Discard")
	r.tap("Undo")
	want(t, "attempts", len(r.records()), 1)
}

func TestTheRatingComparesWhatWasSaidWithThePlan(t *testing.T) {
	r := start(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(14 * time.Second)
	r.press("←") // still in Situation, four seconds past its end
	r.press("→")
	r.wait(2 * time.Second)
	r.press("→")
	r.wait(30 * time.Second)
	r.press("Esc")
	r.wantText("Planned", "Said", "0:14", "+4 s", "0:02", "−3 s", "0:46", "6 s over")
	var spans []time.Duration
	for _, n := range r.shown() {
		if bar, ok := n.object.(*look.PlanBar); ok {
			for _, s := range bar.Segments() {
				spans = append(spans, s.Length)
			}
		}
	}
	sec := time.Second
	wantAll(t, "the bars", spans, 10*sec, 5*sec, 20*sec, 5*sec, 14*sec, 2*sec, 19*sec, 11*sec)
}

func TestShortcutsDoNotRate(t *testing.T) {
	for _, key := range []string{"Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5"} {
		r := start(t)
		r.answer(shortSlug, 12*time.Second)
		r.press(key)
		want(t, key+": ratings", len(r.rated()), 0)
		if r.on() == "ratingScreen" {
			t.Errorf("%s does not go to another screen", key)
		}
	}
}

func TestClosingTheWindowLosesNothingThatWasRated(t *testing.T) {
	r := start(t)
	r.answer(shortSlug, 12*time.Second)
	r.press("5", "4")
	r.tab(3)
	r.typeText("next time")
	r.window.Close()
	a := r.record()
	want(t, "the ratings", fmt.Sprint(a.Ratings), fmt.Sprint(map[story.SectionName]int{story.Situation: 5, story.Task: 4}))
	want(t, "the note", a.Note, "next time")
}

// cutOff stores an attempt that was cut off after so long.
func (r *rig) cutOff(id string, spoken time.Duration) {
	r.Helper()
	st, ok := r.shell.library.Find(shortSlug)
	if !ok {
		r.Fatal("the story is not there")
	}
	plan, err := rehearsal.NewPlan(st, planOptions(r.shell.settings, 0))
	r.must(err)
	began := noon().Add(-time.Hour)
	r.must(r.store.Batch(r.Context(), func(b *history.Batch) error {
		if err := b.Begin(rehearsal.Attempt{
			ID: id, Story: st.Slug, Title: st.Title, Plan: plan, Prompt: rehearsal.PromptPoints, Mode: rehearsal.ModePractice, Started: began,
		}); err != nil {
			return err
		}
		if err := b.Append(id, rehearsal.Event{Kind: rehearsal.EventStart, Moment: began}); err != nil {
			return err
		}
		return b.Beat(id, spoken)
	}))
}

// offer does at the start of the window what the app does.
func (r *rig) offer() {
	r.Helper()
	cut, err := r.store.Unfinished(r.Context())
	r.must(err)
	r.shell.OfferUnfinished(cut)
	r.settle()
}

func TestAnAttemptThatWasCutOffIsOfferedToBeRated(t *testing.T) {
	r := start(t)
	r.cutOff("cut", 25*time.Second)
	r.offer()
	r.wantText("An answer was cut off: A short answer, 2 Mar 11:00, 25 s spoken. Nothing of it is lost.", "Rate it", "Keep it unrated", "Discard it")
	r.tap("Rate it")
	r.wantOn("ratingScreen")
	r.wantText("cut off", "0:25")
	r.wait(deafFor)
	r.press("←")
	r.wantOn("ratingScreen")
	r.press("4", "4", "4", "4", "4")
	a := r.record()
	want(t, "ratings", len(a.Ratings), 5)
	want(t, "ended", a.Ended, rehearsal.Unfinished)
	r.press("Enter")
	r.wantNoText("was cut off")
	r.offer()
	r.wantNoText("was cut off")
}

func TestAnAttemptThatWasCutOffCanBeKeptUnrated(t *testing.T) {
	r := start(t)
	r.cutOff("cut", 25*time.Second)
	r.offer()
	r.tap("Keep it unrated")
	r.wantNoText("was cut off")
	want(t, "kept", r.record().Kept, true)
}

func TestAnAttemptThatWasCutOffCanBeDiscarded(t *testing.T) {
	r := start(t)
	r.cutOff("cut", 25*time.Second)
	r.offer()
	r.tap("Discard it")
	want(t, "attempts", len(r.records()), 0)
	r.press("Ctrl+Z")
	want(t, "attempts", len(r.records()), 1)
}

func TestWhatWasCutOffUnderFiveSecondsIsDroppedWithoutAWord(t *testing.T) {
	r := start(t)
	r.cutOff("short", 4*time.Second)
	r.cutOff("long", 6*time.Second)
	r.offer()
	var told []string
	for _, n := range r.shell.notices {
		told = append(told, n.text)
	}
	want(t, "notices", len(told), 1)
	a := r.records(history.Filter{IncludeDeleted: true})
	want(t, "attempts", len(a), 1)
	want(t, "the one kept", a[0].ID, "long")
}

func TestAgainAfterALateRatingGoesToTheStage(t *testing.T) {
	r := start(t)
	r.cutOff("cut", 25*time.Second)
	r.offer()
	r.tap("Rate it")
	r.wait(deafFor)
	r.press("R")
	want(t, "the story", r.stage().story.Slug, shortSlug)
}

func TestALateRatingWaitsForTheAnswerUnderWay(t *testing.T) {
	r := start(t)
	r.cutOff("cut", 25*time.Second)
	r.toStage(shortSlug)
	r.press("Space")
	r.wait(time.Second)
	cut, err := r.store.Attempt(t.Context(), "cut")
	r.must(err)
	r.shell.rateLate(cut)
	r.settle()
	r.wantOn("stage")
	r.press("Esc")
	r.wantText("An answer was cut off", "An answer is under way: finish it first.")
}

func TestAStoryThatIsGoneCannotBeSaidAgainFromItsRating(t *testing.T) {
	r := start(t)
	r.cutOff("cut", 25*time.Second)
	r.shell.SetLibrary(story.Library{Dir: r.dir})
	r.offer()
	r.tap("Rate it")
	r.wait(deafFor)
	if slices.Contains(r.texts(), "Again") {
		t.Error("it offers to say it again")
	}
	r.press("R")
	r.wantOn("ratingScreen")
}
