package ui

import (
	"fmt"
	"image/color"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// cueWords says in words what a cue signals.
func cueWords(c rehearsal.Cue, p rehearsal.Plan) string {
	switch c.Kind {
	case rehearsal.CueStart:
		return "Start"
	case rehearsal.CueSection:
		return "Next: " + p.Sections[c.Section].Name.Title()
	case rehearsal.CueWrapUp:
		return "Wrap up: " + seconds(p.Limit-c.At) + " left"
	case rehearsal.CueTimeUp:
		return "Time up"
	}
	return fmt.Sprintf("+ %s over time", seconds(c.At-p.Limit))
}

// cueColour gives a cue's colour.
func cueColour(c rehearsal.Cue, p rehearsal.Plan) fyne.ThemeColorName {
	switch c.Kind {
	case rehearsal.CueSection:
		return look.SectionColour(p.Sections[c.Section].Name)
	case rehearsal.CueTimeUp, rehearsal.CueOvertime:
		return look.ColourOver
	case rehearsal.CueStart:
		return look.SectionColour(story.Situation)
	}
	return look.ColourText
}

// cueShape draws a cue's shape in a colour: a section's own for a section, an
// arrow for the start, an hourglass for the wrap-up, a flag for time up, a
// plus for overtime.
func cueShape(c rehearsal.Cue, p rehearsal.Plan, ink color.Color) fyne.CanvasObject {
	polygon := func(corners ...float32) fyne.CanvasObject {
		shape := &canvas.ArbitraryPolygon{NormalizedPoints: true, FillColor: ink}
		for i := 0; i+1 < len(corners); i += 2 {
			shape.Points = append(shape.Points, fyne.NewPos(corners[i], corners[i+1]))
		}
		return shape
	}
	switch c.Kind {
	case rehearsal.CueStart:
		return polygon(0.1, 0, 1, 0.5, 0.1, 1)
	case rehearsal.CueWrapUp:
		return polygon(0.1, 0, 0.9, 0, 0.6, 0.5, 0.9, 1, 0.1, 1, 0.4, 0.5)
	case rehearsal.CueTimeUp:
		return polygon(0.1, 0, 1, 0.28, 0.28, 0.58, 0.28, 1, 0.1, 1)
	case rehearsal.CueOvertime:
		return polygon(0.35, 0, 0.65, 0, 0.65, 0.35, 1, 0.35, 1, 0.65, 0.65, 0.65, 0.65, 1, 0.35, 1, 0.35, 0.65, 0, 0.65, 0, 0.35, 0.35, 0.35)
	}
	return look.SectionShape(p.Sections[c.Section].Name, ink)
}

// flashLasts is how long a cue stands out; it stays readable afterwards.
const flashLasts = 900 * time.Millisecond

// cueLine shows the latest cue by shape, word and colour. A cue stands out for
// less than a second, and stays as quiet text.
type cueLine struct {
	box     *fyne.Container
	plan    rehearsal.Plan
	cue     rehearsal.Cue
	text    string // said when there is no cue to show
	colour  fyne.ThemeColorName
	flashed bool
	hasCue  bool
}

func newCueLine(p rehearsal.Plan) *cueLine {
	return &cueLine{box: look.Layers(), plan: p, colour: look.ColourQuiet}
}

// say shows words in place of a cue.
func (l *cueLine) say(text string, colour fyne.ThemeColorName) {
	if !l.hasCue && l.text == text && l.colour == colour {
		return
	}
	l.text, l.colour, l.hasCue, l.flashed = text, colour, false, false
	l.rebuild()
}

// give shows a cue; flash makes it stand out.
func (l *cueLine) give(c rehearsal.Cue, flash bool) {
	l.cue, l.hasCue, l.flashed = c, true, flash
	l.rebuild()
}

// settle ends the standing out.
func (l *cueLine) settle() {
	if l.flashed {
		l.flashed = false
		l.rebuild()
	}
}

func (l *cueLine) rebuild() {
	if !l.hasCue {
		l.box.Objects = []fyne.CanvasObject{look.Inset(0, 5, look.NewText(l.text, look.SizeBody, l.colour).Clips())}
		l.box.Refresh()
		return
	}
	colour := cueColour(l.cue, l.plan)
	ink, words := colour, cueWords(l.cue, l.plan)
	if l.flashed {
		ink = look.ColourOnSection
		if colour == look.ColourText {
			ink = look.ColourStage
		}
	}
	mark := look.Square(12, cueShape(l.cue, l.plan, look.Colour(ink)))
	row := look.Row(8, mark, look.NewText(words, look.SizeBody, ink).Bold())
	if l.flashed {
		row = look.Layers(look.NewBox(colour, 6), look.Inset(10, 5, row))
	} else {
		row = look.Inset(0, 5, row)
	}
	l.box.Objects = []fyne.CanvasObject{look.Row(0, row)}
	l.box.Refresh()
}

// words is what stands there now.
func (l *cueLine) words() string {
	if l.hasCue {
		return cueWords(l.cue, l.plan)
	}
	return l.text
}
