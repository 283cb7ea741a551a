package ui

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"starling/app/story"
	"starling/app/ui/editing"
)

const (
	wholeSituation = "I was a nurse on a ward of thirty beds at the time."
	wholeTask      = "My task was to halve the falls in a year."
	wholeAction    = "I began with the night shift. I asked them where people fell."
	wholeResult    = "As a result falls fell from eleven to four in six months."
	wholeLesson    = "I learned to ask the night shift first."
)

// whole opens the editor on a new story with a whole script in Situation.
func whole(t *testing.T, paragraphs ...string) *rig {
	r := desk(t)
	r.press("Ctrl+N")
	r.typeText("Falls")
	r.in(editing.Script(story.Situation))
	r.typeLines(strings.Join(paragraphs, "\n\n"))
	return r
}

func (r *rig) scripts() []string {
	var scripts []string
	for _, n := range story.SectionNames() {
		scripts = append(scripts, r.editor().view.areas[editing.Script(n)].Text())
	}
	return scripts
}

func TestAScriptOfFourParagraphsIsSplitAtOnce(t *testing.T) {
	r := whole(t, wholeSituation, wholeTask, wholeAction, wholeResult)
	r.press("F7")
	wantAll(t, "scripts", r.scripts(), wholeSituation, wholeTask, wholeAction, wholeResult, "")
	st := r.saved("falls")
	want(t, "saved", st.Result.Script, wholeResult)
	r.press("Ctrl+Z")
	wantAll(t, "once undone", r.scripts(), strings.Join([]string{wholeSituation, wholeTask, wholeAction, wholeResult}, "\n\n"), "", "", "", "")
}

func TestWhereItIsNotPlainTheSplitIsShownAndAsked(t *testing.T) {
	r := whole(t, wholeSituation, wholeTask, wholeAction, "Then I moved the rails.", wholeResult, wholeLesson)
	r.press("F7")
	r.wantText("Split the script so?", "Starling is not sure", wholeLesson, "Then I moved the rails.")
	r.press("Esc")
	want(t, "left whole", strings.HasSuffix(r.scripts()[0], wholeLesson), true)
	r.press("F7", "Enter")
	all := strings.Join(r.scripts(), "\n\n")
	for _, p := range []string{wholeSituation, wholeTask, wholeAction, "Then I moved the rails.", wholeResult, wholeLesson} {
		want(t, p, strings.Count(all, p), 1)
	}
	want(t, "lesson", r.scripts()[4], wholeLesson)
}

func TestASplitAddsToWhatASectionHas(t *testing.T) {
	r := whole(t, wholeSituation, wholeTask, wholeAction, wholeResult)
	r.retype(editing.Script(story.Result), "There already.")
	r.in(editing.Script(story.Situation))
	r.press("F7")
	r.wantText("Split the script so?", "After what stands there already:")
	r.press("Enter")
	want(t, "result", r.scripts()[3], "There already.\n\n"+wholeResult)
}

func TestAScriptOfOneParagraphIsNotSplit(t *testing.T) {
	r := whole(t, wholeSituation)
	r.press("F7")
	r.wantText("There is nothing to split in the script of Situation")
	want(t, "scripts", slices.Contains(r.scripts()[1:], wholeSituation), false)
}

func TestTheQuestionsAreChosenFromTheBank(t *testing.T) {
	r := desk(t)
	r.editStory(shortSlug)
	r.press("F4")
	r.wantText("Which questions does the story answer?", "Change")
	r.typeText("persuade")
	r.press("Enter", "Esc", "Esc")
	wantAll(t, "answers", r.saved(shortSlug).Answers, "conflict-team", "persuade-data")
	r.wantText("When did you persuade someone with data?")
	r.press("Ctrl+Z")
	wantAll(t, "once undone", r.editor().doc.Story().Answers, "conflict-team")
}

func TestIdsThatTheBankDoesNotHaveAreShownAndKept(t *testing.T) {
	r := desk(t)
	r.elsewhere(shortSlug, "conflict-team", "not-there")
	r.readStories()
	r.editStory(shortSlug)
	r.wantText("not-there is not in questions.toml")
	r.press("F4")
	r.wantText("not in questions.toml")
	r.press("↓", "Enter", "Esc")
	want(t, "answers", slices.Contains(r.saved(shortSlug).Answers, "not-there"), true)
	want(t, "answers", len(r.saved(shortSlug).Answers), 2)
	r.press("F4", "Enter", "Esc")
	want(t, "answers", slices.Contains(r.saved(shortSlug).Answers, "not-there"), false)
}

func TestWithoutQuestionsThereIsNothingToChoose(t *testing.T) {
	r := desk(t)
	r.elsewhere(shortSlug, `answers = ["conflict-team"]`, "")
	r.must(os.Remove(filepath.Join(r.dir, story.BankFile)))
	r.readStories()
	r.editStory(shortSlug)
	r.press("F4")
	r.wantText("There are no questions yet")
}
