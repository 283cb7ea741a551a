package ui

import (
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// onSplit takes the script of the section one is in for a whole answer, and
// puts its paragraphs into the sections that they belong to. Where that is not
// plain, it shows what it would do, and asks. No word is cut.
func (sc *editorScreen) onSplit() {
	from := sc.field().Section()
	if from == "" {
		from = story.Situation
	}
	script := sc.doc.Story().Section(from).Script
	placed := story.SplitScript(script)
	if len(placed) < 2 {
		sc.shell.remark("There is nothing to split in the script of " + from.Title() + ": it takes two paragraphs or more, with a blank line between them.")
		return
	}
	texts := sc.splitTexts(from, placed)
	if placed[0].Sure && len(texts) == len(placed) && !sc.scriptsBeside(from) {
		sc.split(texts, placed)
		return
	}
	sc.shell.ask("Split the script so?", sc.splitPreview(placed),
		look.Answer{Text: "Split it so", Key: "Enter", Main: true, Do: func() { sc.split(texts, placed) }},
		look.Answer{Text: "Leave it whole", Key: "Esc"})
}

// scriptsBeside tells whether another section has a script already.
func (sc *editorScreen) scriptsBeside(from story.SectionName) bool {
	st := sc.doc.Story()
	for _, n := range story.SectionNames() {
		if n != from && st.Section(n).Script != "" {
			return true
		}
	}
	return false
}

// splitTexts gives the scripts after the split. What a section has already
// stays before what is added to it.
func (sc *editorScreen) splitTexts(from story.SectionName, placed []story.Placed) map[editing.Field]string {
	st := sc.doc.Story()
	texts := map[editing.Field]string{editing.Script(from): ""}
	for _, p := range placed {
		text := strings.Join(p.Paragraphs, "\n\n")
		if there := st.Section(p.Section).Script; there != "" && p.Section != from {
			text = there + "\n\n" + text
		}
		texts[editing.Script(p.Section)] = text
	}
	return texts
}

// split makes the change, and goes to the last section that got something.
func (sc *editorScreen) split(texts map[editing.Field]string, placed []story.Placed) {
	sc.set(texts)
	sc.save()
	sc.focusField(editing.Script(placed[0].Section))
}

// splitPreview shows which paragraph would go where.
func (sc *editorScreen) splitPreview(placed []story.Placed) fyne.CanvasObject {
	column := look.Column(10, look.NewProse("Starling is not sure where each paragraph belongs. All of them are kept, and "+shortcut("Z")+" makes one script of them again.", look.SizeBody, look.ColourQuiet))
	st := sc.doc.Story()
	for _, p := range placed {
		rows := look.Column(4, sectionHead(p.Section))
		if there := st.Section(p.Section).Script; there != "" && p.Section != sc.field().Section() {
			rows.Objects = append(rows.Objects, look.NewProse("After what stands there already:", look.SizeSmall, look.ColourQuiet))
		}
		for _, paragraph := range p.Paragraphs {
			rows.Objects = append(rows.Objects, look.NewProse(paragraph, look.SizeBody, look.ColourText).AtMost(2))
		}
		column.Objects = append(column.Objects, rows)
	}
	return column
}
