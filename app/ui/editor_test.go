package ui

import (
	"errors"
	"os"
	"strings"
	"testing"
	"time"

	"starling/app/settings"
	"starling/app/story"
	"starling/app/ui/editing"
)

func TestEOpensTheEditorAndEscGoesBackToTheStory(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	st := r.saved(bridgeSlug)
	want(t, "title", sc.view.areas[editing.Title].Text(), st.Title)
	want(t, "script", sc.view.areas[editing.Script(story.Action)].Text(), st.Action.Script)
	want(t, "points", sc.view.areas[editing.Points(story.Action)].Text(), strings.Join(st.Action.Points, "\n"))
	r.press("Esc")
	r.wantOn("storiesScreen")
	want(t, "selected", r.shell.stories.selected, bridgeSlug)
	want(t, "saves", r.files.saves, 0)
}

func TestTheLetterThatOpensTheEditorIsNotTyped(t *testing.T) {
	r := desk(t)
	before := r.file(bridgeSlug)
	r.editStory(bridgeSlug)
	r.press("Esc")
	want(t, "file", r.file(bridgeSlug), before)
}

func TestLeavingAFieldSavesIt(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	r.retype(editing.Title, "The other bridge")
	want(t, "saved while it is typed", r.saved(bridgeSlug).Title == "The other bridge", false)
	r.wantText("not saved yet")
	r.tab(1)
	want(t, "saved", r.saved(bridgeSlug).Title, "The other bridge")
	r.wantText("all saved")
	want(t, "in the list", func() string { st, _ := r.shell.library.Find(bridgeSlug); return st.Title }(), "The other bridge")
	_ = sc
}

func TestCtrlSSaves(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.in(editing.Notes)
	r.typeLines("A note.")
	r.press("Ctrl+S")
	want(t, "notes", strings.HasSuffix(r.saved(bridgeSlug).Notes, "A note."), true)
	want(t, "focus stays", r.editor().field(), editing.Notes)
}

func TestOnlyWhatWasChangedIsWritten(t *testing.T) {
	r := desk(t)
	before := r.file(bridgeSlug)
	r.editStory(bridgeSlug)
	r.in(editing.Points(story.Task))
	r.typeLines("\nOne more")
	r.press("Esc")
	after := r.file(bridgeSlug)
	want(t, "the new point", strings.Contains(after, "One more"), true)
	for line := range strings.Lines(before) {
		if !strings.Contains(after, strings.TrimRight(line, "]\n")) {
			t.Errorf("the line %q is gone", line)
		}
	}
}

func TestUnknownKeysSurviveTheEditor(t *testing.T) {
	r := desk(t)
	r.must(os.WriteFile(r.path("odd"), []byte("# mine\ntitle = \"Odd\"\nmood = \"fine\" # keep\n[situation]\nscript = \"One.\"\n"), 0o600))
	r.readStories()
	r.shell.edit(r.path("odd"), editorPlace{})
	r.settle()
	r.wantText("mood: is no key that Starling knows")
	r.retype(editing.Title, "Even")
	r.press("Esc")
	want(t, "file", r.file("odd"), "# mine\ntitle = \"Even\"\nmood = \"fine\" # keep\n[situation]\nscript = \"One.\"\n")
}

func TestAFileThatCannotBeReadIsNotEditedHere(t *testing.T) {
	r := desk(t)
	r.shell.edit(r.path("broken"), editorPlace{})
	r.settle()
	r.wantOn("storiesScreen")
	r.wantText("cannot be edited here until it is put right")
	r.tap("Open the file")
	want(t, "opened", strings.HasSuffix(r.opened[0], "broken.toml"), true)
}

func TestUndoGoesThroughAllFieldsAndBack(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	title, points := sc.doc.Text(editing.Title), sc.doc.Text(editing.Points(story.Task))
	r.in(editing.Title)
	r.typeLines("!")
	r.wait(2 * time.Second)
	r.in(editing.Points(story.Task))
	r.typeLines("\nx")
	r.press("Ctrl+Z")
	want(t, "points", sc.view.areas[editing.Points(story.Task)].Text(), points)
	want(t, "focus", sc.field(), editing.Points(story.Task))
	r.press("Ctrl+Z")
	want(t, "title", sc.view.areas[editing.Title].Text(), title)
	want(t, "focus", sc.field(), editing.Title)
	r.press("Ctrl+Shift+Z", "Ctrl+Y")
	want(t, "title again", sc.view.areas[editing.Title].Text(), title+"!")
	want(t, "points again", sc.view.areas[editing.Points(story.Task)].Text(), points+"\nx")
	r.press("Ctrl+Z", "Ctrl+Z", "Esc")
	want(t, "title saved", r.saved(bridgeSlug).Title, title)
}

func TestWithNothingToUndoInTheEditorTheFootOfTheWindowIsUndone(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	undone := false
	r.shell.offerUndo("Something was done.", func() { undone = true })
	r.press("Ctrl+Z")
	want(t, "undone", undone, true)
}

func TestAltAndArrowsReorderThePoints(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Points(story.Action), "first\nsecond\nthird")
	r.press("Alt+↑", "Alt+↑", "Esc")
	wantAll(t, "points", r.saved(bridgeSlug).Action.Points, "third", "first", "second")
}

func TestThePlanAndTheFitFollowTheTyping(t *testing.T) {
	r := desk(t)
	sc := r.editStory(shortSlug)
	for _, n := range story.SectionNames()[:4] {
		r.retype(editing.Script(n), "one two three")
	}
	r.retype(editing.Limit, "50s")
	r.retype(editing.Target(story.Action), "25s")
	r.wantText("3 words · 0:01 of 0:27")
	r.in(editing.Script(story.Action))
	for range 40 {
		r.typeText(" two words")
	}
	r.wantText("83 words · 0:33 of 0:27", "Action takes 0:32 of its 0:27")
	segments := sc.view.bar.Segments()
	want(t, "target of Action on the bar", segments[2].Length.Round(time.Second), 28*time.Second)
}

func TestASectionWithoutATargetShowsItsShareThere(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	r.retype(editing.Limit, "100s")
	r.retype(editing.Target(story.Action), "")
	share := func(n story.SectionName) string { return sc.view.areas[editing.Target(n)].Placeholder() }
	want(t, "share of Action", share(story.Action), "50s")
	r.retype(editing.Target(story.Action), "40s")
	want(t, "share of Situation", share(story.Situation), "18s")
}

func TestATextThatSaysNothingYetIsSaidAtItsFieldAndKept(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	r.retype(editing.Limit, "soon")
	r.in(editing.Notes)
	r.typeLines("More.")
	r.tab(1)
	r.wantText(`"soon" is no time`, "not all of it can be saved yet")
	want(t, "limit in the file", r.saved(bridgeSlug).Limit, 0)
	want(t, "the rest is saved", strings.HasSuffix(r.saved(bridgeSlug).Notes, "More."), true)
	want(t, "limit in the editor", sc.view.areas[editing.Limit].Text(), "soon")
	r.wait(2 * time.Second)
	want(t, "kept aside", r.copy().Texts[editing.Limit], "soon")
	r.retype(editing.Limit, "1:30")
	r.tab(1)
	want(t, "limit", r.saved(bridgeSlug).Limit, 90*time.Second)
	want(t, "copies", len(r.copies.kept), 0)
}

func TestTargetsAboveTheLimitAreSaidAndKept(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Limit, "1m")
	r.retype(editing.Target(story.Action), "90s")
	r.tab(1)
	r.wantText("The targets add up to", "There is no plan")
	r.press("Esc")
	r.wantText("Not all of it can be saved yet")
	r.press("Enter") // mend it
	want(t, "focus", r.editor().field(), editing.Target(story.Action))
	r.press("Esc", "L")
	r.wantOn("storiesScreen")
	want(t, "kept aside", r.copy().Texts[editing.Target(story.Action)], "90s")
	r.editStory(bridgeSlug)
	r.wantText("There is something that you did not save")
	r.press("Enter")
	want(t, "target", r.editor().view.areas[editing.Target(story.Action)].Text(), "90s")
	r.press("Esc", "T")
	r.wantOn("storiesScreen")
	want(t, "copies once it is thrown away", len(r.copies.kept), 0)
}

func TestGoingElsewhereSavesFirst(t *testing.T) {
	for _, keys := range [][]string{{"Ctrl+2"}, {"Ctrl+3"}, {"Ctrl+4"}, {"Ctrl+5"}, {"Ctrl+R"}, {"Ctrl+N"}} {
		r := desk(t)
		r.editStory(bridgeSlug)
		r.retype(editing.Title, "Elsewhere")
		r.press(keys...)
		want(t, keys[0], r.saved(bridgeSlug).Title, "Elsewhere")
	}
}

func TestRehearsingFromTheEditorSpeaksWhatWasJustWritten(t *testing.T) {
	r := desk(t)
	r.editStory(shortSlug)
	r.retype(editing.Title, "Just written")
	r.press("Ctrl+R")
	want(t, "story on the stage", r.stage().story.Title, "Just written")
}

func TestADraftIsNotRehearsedFromTheEditor(t *testing.T) {
	r := desk(t)
	r.editStory(draftSlug)
	r.press("Ctrl+R")
	r.editor()
	r.wantText("is a draft")
}

func TestClosingTheWindowSavesFirst(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.retype(editing.Title, "At the last moment")
	r.press("Ctrl+Q")
	want(t, "closed", r.window.closed, true)
	want(t, "title", r.saved(bridgeSlug).Title, "At the last moment")
}

func TestWhatIsTypedIsKeptAsideWithinASecond(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.in(editing.Notes)
	r.typeLines("a")
	r.wait(600 * time.Millisecond)
	want(t, "copies", len(r.copies.kept), 0)
	r.typeLines("b")
	r.wait(400 * time.Millisecond)
	want(t, "kept aside", strings.HasSuffix(r.copy().Texts[editing.Notes], "ab"), true)
	r.wait(time.Minute)
	want(t, "writes", r.copies.writes, 1)
	r.press("Ctrl+S")
	want(t, "copies once it is saved", len(r.copies.kept), 0)
}

func TestAfterACrashWhatWasTypedIsOffered(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.in(editing.Notes)
	r.typeLines("Not lost.")
	r.wait(time.Second)
	kept := r.copies // and here it crashes

	next := desk(t)
	next.dir = r.dir
	next.loader = nil
	next.readStories()
	for id, data := range kept.kept {
		next.must(next.copies.Keep(id, kept.version[id], data))
	}
	next.shell.OfferCopies()
	next.settle()
	next.wantText("is not in its file: Notes")
	next.tap("Go on with it")
	want(t, "notes", strings.HasSuffix(next.editor().view.areas[editing.Notes].Text(), "Not lost."), true)
	next.press("Esc")
	want(t, "saved", strings.HasSuffix(next.saved(bridgeSlug).Notes, "Not lost."), true)
	want(t, "copies", len(next.copies.kept), 0)
}

func TestACopyOfWhatIsSavedByNowIsRemovedWithoutAWord(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.in(editing.Notes)
	r.typeLines("Saved.")
	r.wait(time.Second)
	kept := r.copy().Encode()
	r.press("Esc")
	r.copies.kept["again"] = kept // as if it had not been removed
	r.shell.OfferCopies()
	r.settle()
	r.wantNoText("is not in its file")
	want(t, "copies", len(r.copies.kept), 0)
}

func TestACopyThatCannotBeKeptIsTold(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.copies.fails = errTest
	r.in(editing.Notes)
	r.typeLines("x")
	r.wait(time.Second)
	r.wantText("cannot be kept aside at the moment: the disk said no")
}

func TestAFileThatCannotBeWrittenIsToldAndNothingIsLost(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.files.fails = errTest
	r.retype(editing.Title, "Not on this disk")
	r.tab(1)
	r.wantText("it could not be saved: the disk said no")
	want(t, "kept aside", r.copy().Texts[editing.Title], "Not on this disk")
	r.press("Ctrl+2")
	r.wantText("Not on this disk: it could not be saved")
	r.files.fails = nil
	r.tap("Go back to it")
	want(t, "title in the editor", r.editor().view.areas[editing.Title].Text(), "Not on this disk")
	r.press("Esc")
	want(t, "title", r.saved(bridgeSlug).Title, "Not on this disk")
}

func TestANewStoryIsSavedUnderANameMadeOfItsTitle(t *testing.T) {
	r := desk(t)
	r.press("Ctrl+N")
	sc := r.editor()
	r.wantText("A new story", "it is saved as soon as it has a title", "When and where?")
	r.wantNoText("A story needs a title")
	r.typeText("A brand new one")
	r.tab(1)
	want(t, "file", r.there("a-brand-new-one"), true)
	r.in(editing.Points(story.Situation))
	r.typeLines("Here")
	r.press("Esc")
	want(t, "selected", r.shell.stories.selected, "a-brand-new-one")
	wantAll(t, "points", r.saved("a-brand-new-one").Situation.Points, "Here")
	want(t, "path", sc.file.path, r.path("a-brand-new-one"))
	r.wantText("A brand new one", "is a draft")
}

func TestANewStoryWithNothingInItLeavesNoTrace(t *testing.T) {
	r := desk(t)
	before, _ := os.ReadDir(r.dir)
	r.press("Ctrl+N", "Esc")
	r.wantOn("storiesScreen")
	after, _ := os.ReadDir(r.dir)
	want(t, "files", len(after), len(before))
	r.wait(time.Minute)
	want(t, "copies", len(r.copies.kept), 0)
}

func TestANewStoryWithoutATitleIsNotLost(t *testing.T) {
	r := desk(t)
	r.press("Ctrl+N")
	r.in(editing.Notes)
	r.typeLines("A thought.")
	r.press("Esc")
	r.wantText("A story needs a title")
	r.press("L")
	r.wantOn("storiesScreen")
	want(t, "kept aside", r.copy().Texts[editing.Notes], "A thought.")
	r.shell.OfferCopies()
	r.settle()
	r.wantText("in a new story is not in its file")
	r.tap("Go on with it")
	r.in(editing.Title)
	r.typeLines("Named")
	r.press("Esc")
	want(t, "notes", r.saved("named").Notes, "A thought.")
}

func TestHeldKeysDoWhatTheyDoOnce(t *testing.T) {
	r := desk(t)
	r.editStory(draftSlug)
	r.in(editing.Notes)
	r.hold("F7", 5)
	count := 0
	for _, text := range r.texts() {
		if strings.Contains(text, "nothing to split") {
			count++
		}
	}
	want(t, "told", count, 1)
}

func TestTabGoesThroughTheFieldsInTheirOrder(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	var fields []editing.Field
	for range 40 {
		if a := sc.view.focused(); a != nil {
			fields = append(fields, sc.field())
		}
		r.tab(1)
	}
	var expected []editing.Field
	for _, f := range editing.Fields() {
		if sc.view.areas[f] != nil {
			expected = append(expected, f)
		}
	}
	// Tags and limit stand beside each other, before the questions.
	wantAll(t, "fields", fields[:len(expected)], expected...)
	r.press("Shift+Tab")
	if sc.view.focused() == nil && r.focus() == "nothing" {
		t.Error("Shift+Tab loses the focus")
	}
}

func TestWhatIsTypedIsInSight(t *testing.T) {
	r := desk(t)
	r.resize(800, 560)
	sc := r.editStory(bridgeSlug)
	for _, f := range []editing.Field{editing.Notes, editing.Title, editing.Script(story.Action)} {
		a := r.in(f)
		y, height := a.CaretAt()
		top, bottom := sc.view.page.SightOf(a)
		if y < top || y+height > bottom {
			t.Errorf("the caret of %s is at %v, and in sight are %v to %v", f, y, top, bottom)
		}
	}
	r.in(editing.Notes)
	for range 30 {
		r.press("Enter")
	}
	a := sc.view.areas[editing.Notes]
	y, height := a.CaretAt()
	if top, bottom := sc.view.page.SightOf(a); y < top || y+height > bottom {
		t.Errorf("after 30 lines the caret is at %v, and in sight are %v to %v", y, top, bottom)
	}
}

func TestTheSectionsAreReachedByKeys(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	var fields []editing.Field
	for range 7 {
		r.press("Ctrl+PgDn")
		fields = append(fields, sc.field())
	}
	wantAll(t, "down", fields, editing.Points(story.Situation), editing.Points(story.Task), editing.Points(story.Action),
		editing.Points(story.Result), editing.Points(story.Lessons), editing.Polished, editing.Polished)
	r.in(editing.Script(story.Result))
	r.press("Ctrl+PgUp")
	want(t, "up", sc.field(), editing.Points(story.Action))
}

func TestTheDraftMarkIsSetAndTakenAway(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	mark := func() {
		r.shell.focus(sc.view.draft)
		r.press("Space")
	}
	mark()
	want(t, "the mark", sc.view.draft.Text(), "Yes")
	want(t, "draft", r.saved(bridgeSlug).MarkedDraft, true)
	mark()
	want(t, "draft", r.saved(bridgeSlug).MarkedDraft, false)
	r.press("Ctrl+Z")
	want(t, "draft once undone", r.editor().doc.Story().MarkedDraft, true)
}

func TestF1ListsTheKeysOfTheEditor(t *testing.T) {
	r := desk(t)
	r.editStory(bridgeSlug)
	r.press("F1")
	r.wantText("move the line up or down", "undo, in whichever field it was")
	r.press("Esc")
	r.editor()
}

func TestAQuestionMarkIsTypedIntoAField(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	r.in(editing.Notes)
	r.press("?")
	want(t, "notes", strings.HasSuffix(sc.doc.Text(editing.Notes), "?"), true)
	r.wantNoText("Everywhere")
}

func TestAnAnswerUnderWayIsNotLeftForTheEditor(t *testing.T) {
	r := desk(t)
	r.toStage(shortSlug)
	r.press("Space")
	r.shell.edit(r.path(bridgeSlug), editorPlace{})
	r.shell.newStory()
	r.settle()
	r.wantOn("stage")
	r.wantText(underWay)
}

func TestAChangeOfThemeKeepsWhatIsTyped(t *testing.T) {
	r := desk(t)
	sc := r.editStory(bridgeSlug)
	r.in(editing.Notes)
	r.typeLines("Typed.")
	r.shell.changeSettings(func(s *settings.Settings) { s.Theme = settings.ThemeLight })
	r.settle()
	want(t, "notes", strings.HasSuffix(sc.view.areas[editing.Notes].Text(), "Typed."), true)
	r.shell.changeSettings(func(s *settings.Settings) { s.Theme = settings.ThemeDark })
}

func TestAStoryThatIsGoneWhenItIsOpenedIsTold(t *testing.T) {
	r := desk(t)
	r.files.fails = errors.New("not there")
	r.shell.edit(r.path(bridgeSlug), editorPlace{})
	r.settle()
	r.wantOn("storiesScreen")
	r.wantText("Opening the story did not work: not there")
}
