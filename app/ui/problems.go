package ui

import (
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/story"
	"starling/app/ui/look"
)

// problemRow is a file that could not be read, in the list of stories.
func problemRow(p story.Problem, selected bool) fyne.CanvasObject {
	fill := look.ColourCard
	if selected {
		fill = look.ColourRaised
	}
	where := ""
	if p.Line > 0 {
		where = fmt.Sprintf("line %d", p.Line)
	}
	name := look.NewText(filepath.Base(p.File), look.SizeBody, look.ColourText).Bold().Clips()
	return look.Layers(look.NewBox(fill, 10).Edged(look.ColourOver), look.Padded(17, 9, 14, 9, look.Column(3,
		beside(name, look.NewText(where, look.SizeSmall, look.ColourOver)),
		look.NewText(problemText(p), look.SizeSmall, look.ColourQuiet).Clips())))
}

// problemText says what is wrong and what to write instead.
func problemText(p story.Problem) string {
	text := p.Wrong
	if p.Key != "" {
		text = p.Key + ": " + text
	}
	if p.Instead != "" {
		text += "; " + p.Instead
	}
	return text
}

// problemDetail says all that is known of a problem, and that the rest is safe.
func (sc *storiesScreen) problemDetail(p story.Problem) fyne.CanvasObject {
	loaded := plural(len(sc.shell.library.Stories), "story", "stories")
	return sc.problemPage(p, loaded, "All stories")
}

// problemPage says all that is known of a problem beside a list, what is loaded
// all the same, and what the way back to the list is called.
func (sc *pane) problemPage(p story.Problem, loaded, all string) fyne.CanvasObject {
	column := look.Column(10,
		look.NewHeading(filepath.Base(p.File)))
	if p.Line > 0 {
		where := fmt.Sprintf("line %d", p.Line)
		if p.Col > 0 {
			where += fmt.Sprintf(", column %d", p.Col)
		}
		column.Objects = append(column.Objects, look.NewProse(where, look.SizeBody, look.ColourOver))
	}
	wrong := p.Wrong
	if p.Key != "" {
		wrong = p.Key + ": " + wrong
	}
	column.Objects = append(column.Objects, look.Card(look.Column(8,
		look.NewProse(wrong, look.SizeBody, look.ColourText),
		look.NewProse(p.Instead, look.SizeBody, look.ColourQuiet))),
		look.NewProse(fmt.Sprintf("Nothing is lost: the file is as you wrote it, and %s are loaded. Save the file and it is read again at once.",
			loaded), look.SizeBody, look.ColourQuiet))
	page := look.NewPage(look.Column(0))
	open := look.NewButton(look.Raised, "Open the file", "", func() { sc.shell.open(p.File) }).OnFocus(page.Reveal)
	buttons := look.Flow(10, open)
	if filepath.Base(p.File) != story.BankFile {
		buttons.Objects = append(buttons.Objects, look.NewButton(look.Raised, "Edit here", "E", func() { sc.shell.edit(p.File, editorPlace{}) }).OnFocus(page.Reveal))
	}
	if sc.shell.narrow() {
		buttons.Objects = append(buttons.Objects, look.NewButton(look.Raised, all, "Esc", sc.onBack).OnFocus(page.Reveal))
	}
	column.Objects = append(column.Objects, buttons)
	page.SetContent(look.Inset(30, 26, column))
	return page
}

// open shows a file or a folder in the program that the desktop has for it.
func (s *Shell) open(path string) {
	address := filepath.ToSlash(path)
	if filepath.VolumeName(path) != "" && !strings.HasPrefix(address, "/") {
		address = "/" + address // file:///C:/…, or the drive would be a host
	}
	if err := s.parts.Open(&url.URL{Scheme: "file", Path: address}); err != nil {
		s.tell(fmt.Sprintf("No program could be started to show it: %v. It is here: %s", err, path))
	}
}
