package ui

import (
	"strings"

	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// onEsc goes back to the story; where not all can be saved it asks first.
func (sc *editorScreen) onEsc() {
	sc.doc.Rest()
	sc.touched[editing.Title] = true
	if d := sc.file.disk; d != nil && d.wrong == "" {
		sc.onCompare() // what is to become of the two versions comes first
		return
	}
	if sc.file.path == "" && !sc.doc.Dirty() {
		sc.goBack() // nothing was written
		return
	}
	faults := sc.doc.Faults(sc.shell.settings.Limit)
	if len(faults) == 0 {
		sc.goBack()
		return
	}
	sc.view.showDerived()
	var said []string
	var first editing.Field
	for _, f := range editing.Fields() {
		if text := faults[f]; text != "" {
			said = append(said, f.Name()+": "+text)
			if first == "" {
				first = f
			}
		}
	}
	sc.shell.ask("Not all of it can be saved yet", look.NewProse(strings.Join(said, "\n")+"\n\nIf you leave, what cannot be saved is kept aside and offered when you edit the story again.", look.SizeBody, look.ColourText),
		look.Answer{Text: "Mend it", Key: "Enter", Main: true, Do: func() { sc.focusField(first) }},
		look.Answer{Text: "Leave it for later", Key: "L", Do: func() {
			sc.file.leave = true
			sc.goBack()
		}},
		look.Answer{Text: "Throw it away", Key: "T", Do: sc.throwAway},
		look.Answer{Text: "Stay", Key: "Esc"})
}

func (sc *editorScreen) focusField(f editing.Field) {
	if a := sc.view.areas[f]; a != nil {
		sc.view.openFields()
		sc.shell.focus(a)
	}
}

// throwAway leaves without what cannot be saved.
func (sc *editorScreen) throwAway() {
	kept := editing.New(sc.doc.Stored())
	for range editing.Fields() { // one fault may hide another
		texts := map[editing.Field]string{}
		for f := range sc.doc.Faults(sc.shell.settings.Limit) {
			texts[f] = kept.Text(f)
		}
		sc.set(texts)
	}
	if _, ok := sc.doc.Saveable(sc.shell.settings.Limit); !ok { // a new story without a title
		sc.doc = editing.New(story.Story{})
	}
	sc.dropCopy()
	sc.goBack()
}

// goBack shows the stories, with this one selected.
func (sc *editorScreen) goBack() {
	if sc.file.slug != "" {
		sc.shell.stories.selectSlug(sc.file.slug)
	}
	sc.shell.show(sc.shell.stories)
}

// tellAway tells something of an editor that is not shown any more, with the
// way back to it.
func (sc *editorScreen) tellAway(text string) {
	title := sc.doc.Story().Title
	if title == "" {
		title = "The new story"
	}
	sc.shell.notify(&notice{text: title + ": " + text, actions: []noticeAction{{"Go back to it", func() { sc.shell.show(sc) }}}})
}

// onRehearse saves and goes to the stage.
func (sc *editorScreen) onRehearse() {
	sc.whenSaved(func(ok bool) {
		st, _ := sc.doc.Saveable(sc.shell.settings.Limit)
		st.Path, st.Slug = sc.file.path, sc.file.slug
		switch {
		case !ok:
		case st.Draft():
			sc.shell.remark(draftText(st))
		default:
			sc.shell.stories.selectSlug(st.Slug)
			sc.shell.toStage(st)
		}
	})
}
