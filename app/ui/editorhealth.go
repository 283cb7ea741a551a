package ui

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/health"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// healthTray lists what was observed in a story, beside its fields.
type healthTray struct {
	observationList

	screen *editorScreen
	object *fyne.Container
	page   *look.Page
	made   bool
}

func newHealthTray(sc *editorScreen) *healthTray {
	t := &healthTray{screen: sc, page: look.NewPage(look.Column(0))}
	t.observationList = observationList{
		shell: sc.shell, reveal: func(o fyne.CanvasObject) { t.page.Reveal(o) },
		onOpen: sc.onObservation, onDismiss: sc.onDismiss, onHidden: sc.onHidden,
	}
	t.object = look.Layers(look.NewBox(look.ColourLine, 0), look.Padded(1, 0, 0, 0, look.Layers(look.NewBox(look.ColourBackground, 0), t.page)))
	return t
}

// show lists the observations.
func (t *healthTray) show(all []health.Observation, hidden bool) {
	t.hidden = hidden
	if !t.take(all) && t.made {
		return
	}
	t.made = true
	column := look.Column(10, look.NewText("What could be better", look.SizeBody, look.ColourText).Bold(), t.content())
	t.shell.keepFocus(t.page, func() { t.page.Replace(look.Calm(look.Inset(16, 14, column))) })
}

// alone tells whether the tray has taken the fields' place.
func (t *healthTray) alone() bool { return t.screen.tray && !t.screen.view.beside() }

// press is a key while a row has the focus, or while the tray alone is shown;
// it tells whether the key was for it.
func (t *healthTray) press(ev *fyne.KeyEvent) bool {
	switch {
	case t.observationList.press(ev):
	case t.focused() < 0 && !t.alone():
		return false
	case ev.Name == fyne.KeyEscape:
		t.screen.onHealth()
	case ev.Name == fyne.KeyA:
		t.screen.onHidden()
	default:
		return false
	}
	return true
}

// navigate moves between the rows, or scrolls them.
func (t *healthTray) navigate(ev *fyne.KeyEvent) bool {
	return t.observationList.navigate(ev) || t.focused() < 0 && t.alone() && scrollPage(t.page, ev)
}

// onHealth goes to the observations, or back to the fields.
func (sc *editorScreen) onHealth() {
	t := sc.view.health
	if t.focused() >= 0 || t.alone() {
		sc.focusField(sc.lastField)
		return
	}
	sc.lastField = sc.field()
	if !sc.view.beside() {
		sc.tray = true
		sc.shell.window.Canvas().Unfocus()
		sc.view.again()
	}
	if len(t.rows) > 0 {
		sc.shell.focus(t.rows[0])
	}
}

// field is the field that has the focus; the title where none has.
func (sc *editorScreen) field() editing.Field {
	if focused := sc.view.focused(); focused != nil {
		for f, a := range sc.view.areas {
			if a == focused {
				return f
			}
		}
	}
	return editing.Title
}

// onObservation goes to where something was observed.
func (sc *editorScreen) onObservation(o health.Observation) {
	sc.goTo(editorPlace{o.Key, o.Offset, o.Length})
}

// onHidden shows what was put aside, or hides it again.
func (sc *editorScreen) onHidden() {
	sc.hidden = !sc.hidden
	sc.view.showHealth()
}

// onDismiss puts an observation aside for this story, or takes that back.
func (sc *editorScreen) onDismiss(o health.Observation) {
	ids := slices.DeleteFunc(slices.Clone(sc.doc.Story().Dismissed), func(id string) bool { return id == o.ID })
	if !o.Dismissed {
		ids = append(ids, o.ID)
	}
	sc.set(map[editing.Field]string{editing.Dismissed: strings.Join(ids, "\n")})
	found := slices.Clone(sc.found)
	for i := range found {
		if found[i].ID == o.ID {
			found[i].Dismissed = !o.Dismissed
		}
	}
	sc.found = found
	sc.view.showHealth()
	sc.save()
}
