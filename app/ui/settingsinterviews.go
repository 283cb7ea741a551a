package ui

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"

	"starling/app/practice"
	"starling/app/rehearsal"
	"starling/app/settings"
	"starling/app/ui/look"
)

// practiceRows is what steers what is practised next.
func (sc *settingsScreen) practiceRows() []fyne.CanvasObject {
	s := sc.shell.settings.Practice
	percent := func(n int) string { return fmt.Sprintf("%d%%", n) }
	rows := []fyne.CanvasObject{
		sc.row("Retention", "How surely a story should still come to mind when it is due. The higher, the more often you say it.",
			sc.number([]int{70, 75, 80, 85, 88, 90, 92, 94, 95, 96, 97}, s.Retention, percent, func(s *settings.Settings, n int) { s.Practice.Retention = n })),
		sc.row("Notification", "Once a day, while Starling is open, the desktop says what is due. Never during an answer.",
			sc.toggle(s.Notify, func(s *settings.Settings, on bool) { s.Practice.Notify = on })),
	}
	for _, i := range s.Interviews {
		if sc.form != nil && sc.form.of == i.Name {
			rows = append(rows, sc.form.object)
			continue
		}
		rows = append(rows, sc.interviewRow(i))
	}
	if sc.form != nil && sc.form.of == "" {
		return append(rows, sc.form.object)
	}
	does := "A story that an interview asks for is due on the day before it at the latest, and comes more often as the day nears."
	if len(s.Interviews) == 0 {
		does = "Say when your interview is, and what it asks for. " + does
	}
	return append(rows, sc.row("Interviews", does, sc.button("Add an interview", func() { sc.openForm(settings.Interview{}) })))
}

// interviewRow is an interview with what can be done with it.
func (sc *settingsScreen) interviewRow(i settings.Interview) fyne.CanvasObject {
	edit := sc.button("Edit", func() { sc.openForm(i) })
	remove := sc.button("Remove", func() { sc.onRemoveInterview(i) })
	return look.Column(3, beside(look.NewText(i.Name, look.SizeBody, look.ColourText).Clips(), look.Row(10, edit, remove)),
		look.NewProse(sc.interviewText(i), look.SizeSmall, look.ColourQuiet))
}

// interviewText says when an interview is and which stories it asks for.
func (sc *settingsScreen) interviewText(i settings.Interview) string {
	interview, err := practice.NewInterview(i.Name, i.Date, i.Tags)
	if err != nil {
		return err.Error()
	}
	today := sc.shell.today()
	text := interview.Date.Short(today) + ", " + practice.FromToday(interview.Date, today)
	if interview.Date < today {
		text += ": it is over and changes nothing"
	}
	asked := 0
	for _, st := range sc.shell.library.Stories {
		if interview.AsksFor(st) {
			asked++
		}
	}
	switch {
	case len(i.Tags) == 0:
		return text + ". It asks for all stories."
	case asked == 0:
		return text + ". It asks for " + strings.Join(i.Tags, ", ") + ": no story has any of these tags yet."
	}
	return text + ". It asks for " + strings.Join(i.Tags, ", ") + ": " + plural(asked, "story", "stories") + "."
}

// onRemoveInterview takes an interview away, with the way back.
func (sc *settingsScreen) onRemoveInterview(i settings.Interview) {
	sc.change(func(s *settings.Settings) { s.Practice.Interviews = withoutInterview(s.Practice.Interviews, i.Name) })
	sc.shell.offerUndo("The interview "+i.Name+" was removed.", func() {
		put := func(s *settings.Settings) {
			s.Practice.Interviews = append(withoutInterview(s.Practice.Interviews, i.Name), i)
		}
		if sc.shell.now == sc {
			sc.change(put)
		} else {
			sc.shell.changeSettings(put)
		}
	})
}

// withoutInterview gives the interviews but that of a name.
func withoutInterview(all []settings.Interview, name string) []settings.Interview {
	return slices.DeleteFunc(slices.Clone(all), func(i settings.Interview) bool { return strings.EqualFold(i.Name, name) })
}

// openForm shows the fields of an interview in its place; of none, of a new one.
func (sc *settingsScreen) openForm(i settings.Interview) {
	sc.form = newInterviewForm(sc, i)
	sc.fill()
	sc.shell.focus(sc.form.name)
}

// closeForm takes the fields away and gives the focus to the button that
// stands for them.
func (sc *settingsScreen) closeForm(name string) {
	sc.form = nil
	sc.fill()
	for _, f := range focusables(sc.page) {
		if b, ok := f.(*look.Button); ok && b.Text() == "Add an interview" {
			sc.shell.focus(b)
		}
	}
	if name == "" {
		return
	}
	at := slices.IndexFunc(sc.shell.settings.Practice.Interviews, func(i settings.Interview) bool { return i.Name == name })
	for _, f := range focusables(sc.page) {
		if b, ok := f.(*look.Button); ok && b.Text() == "Edit" {
			if at == 0 {
				sc.shell.focus(b)
			}
			at--
		}
	}
}

// interviewForm is an interview while it is written: nothing of it holds until
// it is kept. Faults stand beside the field that they are about.
type interviewForm struct {
	screen *settingsScreen
	of     string // the name of the interview that is changed; empty for a new one
	was    settings.Interview

	name, date, tags *look.Field
	faults           map[string]*look.Prose
	object           fyne.CanvasObject
}

func newInterviewForm(sc *settingsScreen, i settings.Interview) *interviewForm {
	f := &interviewForm{screen: sc, of: i.Name, was: i, faults: map[string]*look.Prose{}}
	column := look.Column(10)
	add := func(key, name, placeholder, text string) *look.Field {
		field := look.NewField(placeholder)
		field.SetText(text)
		field.OnFocus = f.reveal
		field.OnSubmitted = func(string) { f.onKeep() }
		field.OnLeave = f.onLeave
		fault := look.NewProse("", look.SizeSmall, look.ColourOver)
		fault.Hide()
		f.faults[key] = fault
		label := fixed(90, look.NewText(name, look.SizeBody, look.ColourText))
		column.Objects = append(column.Objects, look.Column(3, look.Flow(14, label, look.Wide(320, field)), fault))
		return field
	}
	f.name = add("name", "Name", "Acme", i.Name)
	f.date = add("date", "Day", sc.shell.today().String(), i.Date)
	f.tags = add("tags", "Asks for", "conflict, influence; empty: all stories", strings.Join(i.Tags, ", "))
	if tags := sc.shell.library.Tags(); len(tags) > 0 {
		var names []string
		for _, t := range tags {
			names = append(names, t.Name)
		}
		column.Objects = append(column.Objects, look.NewProse("Tags with a comma between them. Your stories have: "+strings.Join(names, ", ")+".", look.SizeSmall, look.ColourQuiet))
	}
	column.Objects = append(column.Objects, look.Flow(10,
		look.NewButton(look.Primary, "Keep", "Enter", f.onKeep).OnFocus(f.reveal),
		look.NewButton(look.Raised, "Leave", "Esc", f.onLeave).OnFocus(f.reveal)))
	f.object = look.Layers(look.NewBox(look.ColourRaised, 10), look.Inset(16, 14, column))
	return f
}

// reveal brings the whole form in sight where there is room for it, and what
// has the focus in any case.
func (f *interviewForm) reveal(o fyne.CanvasObject) {
	f.screen.page.Reveal(f.object)
	f.screen.page.Reveal(o)
}

// interview is what the fields say.
func (f *interviewForm) interview() settings.Interview {
	i := settings.Interview{Name: strings.TrimSpace(f.name.Text), Date: strings.TrimSpace(f.date.Text)}
	for tag := range strings.SplitSeq(f.tags.Text, ",") {
		if tag = strings.TrimSpace(tag); tag != "" && !slices.ContainsFunc(i.Tags, func(t string) bool { return strings.EqualFold(t, tag) }) {
			i.Tags = append(i.Tags, tag)
		}
	}
	return i
}

// onKeep keeps the interview, or says beside each field what is wrong with it.
func (f *interviewForm) onKeep() {
	sc, i := f.screen, f.interview()
	faults := i.Faults(withoutInterview(sc.shell.settings.Practice.Interviews, f.of))
	if day, err := rehearsal.ParseDay(i.Date); err == nil && day < sc.shell.today() && i.Date != f.was.Date {
		faults["date"] = fmt.Sprintf("%s is over; write a day from today on.", i.Date)
	}
	if f.tell(faults) {
		return
	}
	sc.form = nil // the fields are left when the page is built anew
	sc.change(func(s *settings.Settings) {
		all := slices.Clone(s.Practice.Interviews)
		at := slices.IndexFunc(all, func(there settings.Interview) bool { return f.of != "" && strings.EqualFold(there.Name, f.of) })
		if at < 0 {
			all = append(all, i)
		} else {
			all[at] = i
		}
		s.Practice.Interviews = all
	})
	sc.closeForm(i.Name)
}

// tell shows the faults, goes to the first, and tells whether there is any.
func (f *interviewForm) tell(faults map[string]string) bool {
	for key, fault := range f.faults {
		text := faults[key]
		fault.Set(look.Run{Text: text, Colour: look.ColourOver})
		setVisible(fault, text != "")
	}
	f.screen.page.Reflow()
	fields := map[string]*look.Field{"date": f.date, "name": f.name, "tags": f.tags}
	for _, key := range []string{"name", "date", "tags"} {
		if faults[key] != "" {
			f.screen.shell.focus(fields[key])
			f.reveal(fields[key]) // the form is higher now, and the field may have had the focus
			break
		}
	}
	return len(faults) > 0
}

// onLeave leaves everything as it was.
func (f *interviewForm) onLeave() { f.screen.closeForm(f.of) }
