package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/health"
	"starling/app/ui/look"
)

// observationList lists what was observed in a story: Enter goes to the place,
// D puts an observation aside, A shows those that were.
type observationList struct {
	shell     *Shell
	hidden    bool // those that were put aside are left out
	reveal    func(fyne.CanvasObject)
	onOpen    func(health.Observation)
	onDismiss func(health.Observation)
	onHidden  func()

	rows  []*look.Plate
	shown []health.Observation // of the rows
	more  int                  // how many there are beyond them
	aside int                  // how many were put aside
}

// mostObservations is how many are listed: whoever has more mends these first.
const mostObservations = 25

// take takes over what was observed, and tells whether the rows have to be made
// anew: places alone may have moved.
func (l *observationList) take(all []health.Observation) (anew bool) {
	before, more, aside := l.shown, l.more, l.aside
	l.shown, l.more, l.aside = nil, 0, 0
	for _, o := range all {
		if o.Dismissed {
			l.aside++
			if l.hidden {
				continue
			}
		}
		if len(l.shown) == mostObservations {
			l.more++
			continue
		}
		l.shown = append(l.shown, o)
	}
	same := func(a, b health.Observation) bool {
		a.Offset, a.Length, a.Key = b.Offset, b.Length, b.Key
		return a == b
	}
	return more != l.more || aside != l.aside || !slices.EqualFunc(before, l.shown, same)
}

// content makes the rows anew.
func (l *observationList) content() *fyne.Container {
	l.rows = nil
	column := look.Column(8)
	for i, o := range l.shown {
		row := look.NewPlate(o.Text, observationText(o), func() { l.onOpen(l.shown[i]) }).OnFocus(l.reveal)
		l.rows = append(l.rows, row)
		column.Objects = append(column.Objects, look.Calm(row))
	}
	switch {
	case len(l.rows) == 0:
		column.Objects = append(column.Objects, look.NewProse("Nothing to mend that Starling looks for.", look.SizeBody, look.ColourQuiet))
	case l.more > 0:
		column.Objects = append(column.Objects, look.NewProse(fmt.Sprintf("… and %d more, which are listed once some of these are mended.", l.more), look.SizeSmall, look.ColourQuiet))
	}
	if hints := l.hints(); len(hints.Objects) > 0 {
		column.Objects = append(column.Objects, hints)
	}
	return column
}

// hints shows the keys.
func (l *observationList) hints() *fyne.Container {
	hints := look.Flow(10)
	if len(l.rows) > 0 {
		hints.Objects = append(hints.Objects, look.NewHint("Enter", "go there", nil), look.NewHint("D", "put aside, or back", nil))
	}
	if l.aside > 0 {
		text := fmt.Sprintf("show %d put aside", l.aside)
		if !l.hidden {
			text = "hide those put aside"
		}
		hints.Objects = append(hints.Objects, look.NewHint("A", text, l.onHidden))
	}
	return hints
}

// observationText says what is observed, where, and how to mend it.
func observationText(o health.Observation) fyne.CanvasObject {
	head := look.Row(6)
	if o.Section != "" {
		head.Objects = append(head.Objects, look.NewBadge(o.Section, 16), look.NewText(o.Section.Title(), look.SizeSmall, look.ColourQuiet), look.NewMark(o.Section, 7))
	} else {
		head.Objects = append(head.Objects, look.NewText("Polished lines", look.SizeSmall, look.ColourQuiet))
	}
	if o.Dismissed {
		head.Objects = append(head.Objects, look.NewText("put aside", look.SizeSmall, look.ColourNever))
	}
	column := look.Column(4, head, look.NewProse(o.Text, look.SizeBody, look.ColourText))
	if o.Excerpt != "" && !strings.Contains(o.Text, o.Excerpt) {
		column.Objects = append(column.Objects, look.NewProse("“"+o.Excerpt+"”", look.SizeSmall, look.ColourQuiet))
	}
	column.Objects = append(column.Objects, look.NewProse(o.Mend, look.SizeSmall, look.ColourQuiet))
	return column
}

// focused is the row that has the focus, or -1.
func (l *observationList) focused() int {
	return slices.IndexFunc(l.rows, func(r *look.Plate) bool { return r.Focused() })
}

// press is a key while a row has the focus; it tells whether it was for that.
func (l *observationList) press(ev *fyne.KeyEvent) bool {
	at := l.focused()
	switch {
	case at < 0:
		return false
	case ev.Name == fyne.KeyD, ev.Name == deleteKey():
		l.onDismiss(l.shown[at])
	case ev.Name == fyne.KeyA && l.aside > 0:
		l.onHidden()
	default:
		return false
	}
	return true
}

// navigate moves between the rows while one has the focus.
func (l *observationList) navigate(ev *fyne.KeyEvent) bool {
	at := l.focused()
	switch {
	case at < 0:
		return false
	case ev.Name == fyne.KeyUp:
		at = max(0, at-1)
	case ev.Name == fyne.KeyDown:
		at = min(len(l.rows)-1, at+1)
	default:
		return false
	}
	l.shell.focus(l.rows[at])
	return true
}
