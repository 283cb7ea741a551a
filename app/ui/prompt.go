package ui

import (
	"fmt"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// showPrompt shows what the speaker asked to see while speaking. It is built
// anew only when the section or the wish has changed.
func (v *stageView) showPrompt() {
	s := v.stage
	section := s.session.Plan().Sections[s.session.Shown()].Name
	preparing := s.session.State() == rehearsal.StatePreparing
	if key := fmt.Sprint(section, s.hidden, s.chosen.prompt, preparing, s.question.ID, v.veiled); key != v.promptFor {
		v.promptFor = key
		v.prompt.SetContent(v.promptContent(section))
	}
}

func (v *stageView) promptContent(section story.SectionName) fyne.CanvasObject {
	s := v.stage
	if v.veiled {
		return look.NewProse("In an interview nobody knows the question beforehand. It comes with the preparation.", look.SizeBody, look.ColourQuiet)
	}
	if s.hidden {
		return look.NewProse("The prompt is hidden. H shows it.", look.SizeBody, look.ColourQuiet)
	}
	rows := look.Column(10)
	switch s.chosen.prompt {
	case rehearsal.PromptQuestion:
		text := s.question.Text
		if text == "" {
			text = s.story.Title
		}
		return look.NewProse(text, look.SizePrompt, look.ColourText)
	case rehearsal.PromptLines:
		for _, line := range s.story.Polished {
			rows.Objects = append(rows.Objects, bullet(section, line))
		}
		if len(s.story.Polished) == 0 {
			rows.Objects = append(rows.Objects, look.NewProse("This story has no polished lines.", look.SizeBody, look.ColourQuiet))
		}
	case rehearsal.PromptScript:
		rows.Objects = append(rows.Objects, scriptRows(s.story.Section(section), look.SizePrompt)...)
	default:
		rows.Objects = append(rows.Objects, pointRows(section, s.story.Section(section))...)
	}
	if next := s.nextRow(section); next != nil {
		rows.Objects = append(rows.Objects, next)
	}
	return rows
}

// scriptRows gives a section's script, a row for each paragraph: one long
// label would take long to lay out.
func scriptRows(section story.Section, size fyne.ThemeSizeName) []fyne.CanvasObject {
	var rows []fyne.CanvasObject
	for _, paragraph := range strings.Split(section.Script, "\n\n") {
		if text := strings.Join(strings.Fields(paragraph), " "); text != "" {
			rows = append(rows, look.NewProse(text, size, look.ColourText))
		}
	}
	if len(rows) == 0 { // the points stand in
		for _, p := range section.Points {
			rows = append(rows, look.NewProse(p, size, look.ColourText))
		}
	}
	return rows
}

// pointRows gives a section's points; where it has none, its script stands in.
func pointRows(name story.SectionName, section story.Section) []fyne.CanvasObject {
	if len(section.Points) == 0 {
		return scriptRows(section, look.SizePrompt)
	}
	rows := make([]fyne.CanvasObject, 0, len(section.Points))
	for _, p := range section.Points {
		rows = append(rows, bullet(name, p))
	}
	return rows
}

// bullet is a line with the section's shape before it.
func bullet(name story.SectionName, text string) fyne.CanvasObject {
	prose := look.NewProse(text, look.SizePrompt, look.ColourText)
	mark := look.NewMark(name, 17)
	return &fyne.Container{Layout: bulletLayout{mark, prose}, Objects: []fyne.CanvasObject{mark, prose}}
}

type bulletLayout struct {
	mark  *look.Mark
	prose *look.Prose
}

const bulletIndent = 34

func (l bulletLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	line := look.Size(look.SizePrompt) * 1.45
	own := l.mark.MinSize()
	l.mark.Move(fyne.NewPos(look.U(2), (line-own.Height)/2+look.U(1)))
	l.mark.Resize(own)
	l.prose.Move(fyne.NewPos(look.U(bulletIndent), 0))
	l.prose.Resize(fyne.NewSize(size.Width-look.U(bulletIndent), size.Height))
}

func (l bulletLayout) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	return l.prose.HeightFor(width - look.U(bulletIndent))
}

func (l bulletLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.U(80), l.prose.MinSize().Height)
}

// nextRow says what comes after the section, so that nobody has to jump.
func (s *stage) nextRow(section story.SectionName) fyne.CanvasObject {
	sections := s.session.Plan().Sections
	for i, planned := range sections[:len(sections)-1] {
		if planned.Name != section {
			continue
		}
		next := sections[i+1].Name
		first := ""
		if points := s.story.Section(next).Points; len(points) > 0 {
			first = " · " + points[0]
		}
		return look.Padded(0, 6, 0, 0, look.NewRuns(look.SizeBody,
			look.Run{Text: "Next: ", Colour: look.ColourQuiet},
			look.Run{Text: " " + look.ShapeRune(next) + " " + next.Title(), Colour: look.SectionColour(next)},
			look.Run{Text: first, Colour: look.ColourQuiet}))
	}
	return nil
}

// scroll moves a prompt that is longer than its room.
func (v *stageView) scroll(ev *fyne.KeyEvent) bool {
	switch ev.Name {
	case fyne.KeyUp:
		v.prompt.ScrollBy(-0.3)
	case fyne.KeyDown:
		v.prompt.ScrollBy(0.3)
	case fyne.KeyPageUp:
		v.prompt.ScrollBy(-0.9)
	case fyne.KeyPageDown:
		v.prompt.ScrollBy(0.9)
	default:
		return false
	}
	return true
}
