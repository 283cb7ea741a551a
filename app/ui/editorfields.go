package ui

import (
	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// area makes the area of a field.
func (v *editorView) area(f editing.Field, kind look.AreaKind, rows int, hint string) *look.Area {
	sc := v.screen
	a := look.NewArea(kind, hint).Rows(rows).Marked(f.Section())
	a.SetText(sc.doc.Text(f))
	if kind == look.AreaLine {
		a.Select(len(a.Text()), len(a.Text()))
	}
	a.OnEdit = func(e look.Edit) { sc.onEdit(f, e) }
	a.OnFocus = func(fyne.CanvasObject) { v.revealCaret(a) }
	a.OnCaret = v.revealCaret
	a.OnLeft = func() { sc.onLeftField(f) }
	a.OnHeight = v.grown
	v.areas[f] = a
	return a
}

// labelled sets a name above an area, and below it what is wrong with it.
func (v *editorView) labelled(f editing.Field, name string, a *look.Area) *fyne.Container {
	return look.Column(4, look.NewText(name, look.SizeSmall, look.ColourQuiet), a, v.wrong(f))
}

// wrong makes the line that says what is wrong with a field.
func (v *editorView) wrong(f editing.Field) *look.Prose {
	line := look.NewProse("", look.SizeSmall, look.ColourOver)
	line.Hidden = true
	v.faults[f] = line
	return line
}

// fields makes the column of all fields.
func (v *editorView) fields() *fyne.Container {
	column := look.Column(14,
		v.labelled(editing.Title, "Title", v.area(editing.Title, look.AreaLine, 1, "What you would call the story")),
		look.Tiles(2, 300, 14, v.tags(), v.times()),
		v.questions())
	for _, n := range story.SectionNames() {
		column.Objects = append(column.Objects, look.Calm(v.section(n)))
	}
	column.Objects = append(column.Objects, look.Padded(0, 6, 0, 4, look.Rule()),
		look.Tiles(2, 300, 14,
			v.labelled(editing.Polished, "Polished lines", v.area(editing.Polished, look.AreaList, 2, "Lines worth saying word for word, one a line")),
			v.labelled(editing.Followups, "Follow-ups", v.area(editing.Followups, look.AreaList, 2, "What an interviewer may ask next, one a line"))),
		v.labelled(editing.Notes, "Notes", v.area(editing.Notes, look.AreaText, 2, "What has no section")))
	return column
}

func (v *editorView) tags() *fyne.Container {
	return v.labelled(editing.Tags, "Tags", v.area(editing.Tags, look.AreaLine, 1, "conflict, influence"))
}

// times holds the limit, and whether the story is a draft.
func (v *editorView) times() *fyne.Container {
	limit := v.labelled(editing.Limit, "Limit", v.area(editing.Limit, look.AreaLine, 1,
		story.FormatDuration(v.screen.shell.settings.Limit)+", as in the settings"))
	v.draft = look.NewButton(look.Raised, "", "", v.screen.onDraft).OnFocus(v.page.Reveal)
	return look.Tiles(2, 150, 14, limit, look.Column(4, look.NewText("Kept as a draft", look.SizeSmall, look.ColourQuiet), look.Flow(0, v.draft)))
}

func (v *editorView) questions() *fyne.Container {
	v.answers = look.Column(2)
	v.choose = look.NewButton(look.Raised, "Choose", "F4", v.screen.onQuestions).OnFocus(v.page.Reveal)
	return look.Column(4, look.NewText("Questions that it answers", look.SizeSmall, look.ColourQuiet), look.Ends(12, v.answers, v.choose))
}

// section makes the fields of a section: points and script side by side.
func (v *editorView) section(n story.SectionName) fyne.CanvasObject {
	target := v.area(editing.Target(n), look.AreaLine, 1, "")
	v.targets[n] = target
	fit := look.NewProse("", look.SizeSmall, look.ColourQuiet)
	v.fits[n] = fit
	head := look.Ends(12, sectionHead(n), look.Row(8, look.NewText("Target", look.SizeSmall, look.ColourQuiet), look.Wide(80, target)))
	points := v.area(editing.Points(n), look.AreaList, 3, pointsHint(n))
	script := v.area(editing.Script(n), look.AreaText, 3, scriptHint(n))
	written := v.labelled(editing.Script(n), "Script", script)
	if n == story.Situation { // where a whole answer would be pasted
		written.Objects[0] = look.Flow(10, written.Objects[0], look.NewHint("F7", "split it among the sections", v.screen.onSplit))
	}
	return look.Column(8, look.Padded(0, 6, 0, 4, look.Rule()),
		head, look.Column(2, look.NewProse(sectionHint(n), look.SizeSmall, look.ColourQuiet), fit, v.wrong(editing.Target(n))),
		look.Tiles(2, 260, 14,
			v.labelled(editing.Points(n), "Points", points), written))
}

// sectionHint says what belongs in a section.
func sectionHint(n story.SectionName) string {
	switch n {
	case story.Situation:
		return "When and where it was, who was there, and what was at stake: a sentence or two."
	case story.Task:
		return "What was yours to do, by when, or to which target."
	case story.Action:
		return "What you did, step by step, with your reasons. Say “I”, not “we”."
	case story.Result:
		return "What came of it, in a number: before and after, and who confirmed it."
	}
	return "What you learned, and where you have used it since. May be left out."
}

func pointsHint(n story.SectionName) string {
	switch n {
	case story.Situation:
		return "When and where?\nWhat was at stake?"
	case story.Task:
		return "What was mine to do?"
	case story.Action:
		return "What did I do first, and why that?\nWhat then?"
	case story.Result:
		return "What came of it, in a number?"
	}
	return "What did I learn?"
}

func scriptHint(n story.SectionName) string {
	if n == story.Situation {
		return "Word for word, if you like. Or write or paste the whole answer here."
	}
	return "Word for word, if you like."
}

// onDraft marks the story as a draft, or takes the mark away.
func (sc *editorScreen) onDraft() {
	text := "true"
	if sc.doc.Story().MarkedDraft {
		text = ""
	}
	sc.set(map[editing.Field]string{editing.Draft: text})
	sc.save()
}
