package ui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/editing"
	"starling/app/ui/look"
)

// editorView is what the editor shows.
type editorView struct {
	screen *editorScreen
	object *fyne.Container

	head, foot *fyne.Container
	page       *look.Page
	column     *fyne.Container
	health     *healthTray

	status *look.Prose
	bar    *look.PlanBar
	fit    *look.Prose
	pace   *fyne.Container
	banner *fyne.Container

	areas    map[editing.Field]*look.Area
	faults   map[editing.Field]*look.Prose
	fits     map[story.SectionName]*look.Prose
	targets  map[story.SectionName]*look.Area
	draft    *look.Button
	answers  *fyne.Container
	choose   *look.Button
	count    *look.Button
	more     *look.Button
	heights  []float32           // of all that can grow, as it was laid out
	roomy    []fyne.CanvasObject // what of the foot is shown only where there is room
	headRoom float32             // the height that the head was given
}

func newEditorView(sc *editorScreen) *editorView {
	v := &editorView{
		screen: sc, areas: map[editing.Field]*look.Area{}, faults: map[editing.Field]*look.Prose{}, fits: map[story.SectionName]*look.Prose{}, targets: map[story.SectionName]*look.Area{},
	}
	v.page = look.NewPage(look.Column(0))
	v.page.OnSight = v.sight
	v.health = newHealthTray(sc)
	v.status = look.NewProse("", look.SizeSmall, look.ColourQuiet)
	v.bar = look.NewPlanBar(look.BarLabels)
	v.fit = look.NewProse("", look.SizeSmall, look.ColourQuiet)
	v.pace, v.banner = look.Column(4), look.Column(8)
	v.head = look.Column(6, v.status, v.bar, v.fit, v.pace)
	v.foot = look.Flow(10)
	v.fillFoot()
	v.column = v.fields()
	v.object = &fyne.Container{Layout: &editorLayout{view: v}}
	v.object.Objects = []fyne.CanvasObject{look.Layers(), look.Layers(v.page), v.health.object, look.Padded(24, 8, 24, 14, v.foot)}
	v.place(false)
	return v
}

// place puts the head above the page or, where there is too little height,
// into it.
func (v *editorView) place(low bool) {
	top := v.object.Objects[0].(*fyne.Container)
	if low {
		top.Objects = nil
		v.page.Replace(look.Padded(24, 12, 24, 12, look.Column(14, v.head, v.banner, look.Calm(v.column))))
		return
	}
	top.Objects = []fyne.CanvasObject{look.Padded(24, 12, 24, 8, v.head)}
	v.page.Replace(look.Padded(24, 4, 24, 12, look.Column(14, v.banner, look.Calm(v.column))))
}

// editorLayout sets the fields and, where there is room, the health beside
// them; else one of the two at a time.
type editorLayout struct {
	view  *editorView
	low   bool
	built bool
}

// From these sizes on, in units, the health stands beside the fields, and the
// head above them.
const (
	trayFrom, trayWidth = 1000, 300
	headFrom            = 500
)

func (l *editorLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	v := l.view
	window := v.screen.shell.window.Canvas().Size()
	if low := window.Height < look.U(headFrom); low != l.low || !l.built {
		l.low, l.built = low, true
		v.place(low)
	}
	for _, o := range v.roomy {
		setVisible(o, !v.screen.shell.narrow())
	}
	top, page, tray, foot := objects[0].(*fyne.Container), objects[1], objects[2], objects[3]
	bottom := look.HeightFor(foot, size.Width)
	foot.Move(fyne.NewPos(0, size.Height-bottom))
	foot.Resize(fyne.NewSize(size.Width, bottom))
	room := fyne.NewSize(size.Width, max(0, size.Height-bottom))
	beside := v.beside()
	setVisible(tray, beside || v.screen.tray)
	setVisible(page, beside || !v.screen.tray)
	setVisible(top, !l.low && page.Visible())
	if beside {
		room.Width -= look.U(trayWidth)
		tray.Move(fyne.NewPos(room.Width, 0))
		tray.Resize(fyne.NewSize(look.U(trayWidth), room.Height))
	} else {
		tray.Move(fyne.NewPos(0, 0))
		tray.Resize(room)
	}
	v.headRoom = 0
	if top.Visible() {
		v.headRoom = look.HeightFor(top, room.Width)
	}
	top.Move(fyne.NewPos(0, 0))
	top.Resize(fyne.NewSize(room.Width, v.headRoom))
	page.Move(fyne.NewPos(0, v.headRoom))
	page.Resize(fyne.NewSize(room.Width, max(0, room.Height-v.headRoom)))
}

func (l *editorLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(100, 100) }

// beside tells whether there is room for the health beside the fields.
func (v *editorView) beside() bool {
	return v.screen.shell.window.Canvas().Size().Width >= look.U(trayFrom)
}

// again lays everything out anew.
func (v *editorView) again() {
	v.heights = nil
	v.object.Layout.Layout(v.object.Objects, v.object.Size())
	v.page.Reflow()
	v.object.Refresh()
}

// grown lays everything out anew if something has another height now; most keys
// change none.
func (v *editorView) grown() {
	heights := v.heights[:0:0]
	add := func(o fyne.CanvasObject) {
		height := float32(0)
		if o.Visible() {
			height = look.HeightFor(o, o.Size().Width)
		}
		heights = append(heights, height)
	}
	for _, f := range editing.Fields() {
		if a := v.areas[f]; a != nil {
			add(a)
			add(v.faults[f])
		}
	}
	for _, n := range story.SectionNames() {
		add(v.fits[n])
	}
	for _, o := range v.head.Objects {
		add(o)
	}
	if slices.Equal(heights, v.heights) {
		return
	}
	v.heights = heights
	if top := v.object.Objects[0]; top.Visible() && look.HeightFor(top, top.Size().Width) != v.headRoom {
		v.object.Layout.Layout(v.object.Objects, v.object.Size())
	}
	v.page.Reflow()
}

// sight tells the areas which part of them is in sight: that alone is painted.
func (v *editorView) sight() {
	for _, a := range v.areas {
		a.SetSight(v.page.SightOf(a))
	}
}

// focused is the area that has the focus, or nil.
func (v *editorView) focused() *look.Area {
	a, _ := v.screen.shell.window.Canvas().Focused().(*look.Area)
	return a
}

// openFields shows the fields, where the health has taken their place.
func (v *editorView) openFields() {
	if v.screen.tray {
		v.screen.tray = false
		v.again()
	}
}

// revealCaret scrolls so far that the caret is in sight.
func (v *editorView) revealCaret(a *look.Area) {
	y, height := a.CaretAt()
	v.page.RevealPart(a, y, height)
}

// showAll shows everything as it is now.
func (v *editorView) showAll() {
	v.showChosen()
	v.showDerived()
	v.showHealth()
	v.again()
}

// showDerived shows what follows from the texts: plan, fit and faults.
func (v *editorView) showDerived() {
	v.showStatus()
	v.showPlan()
	v.showFits()
	v.showFaults()
	v.grown()
}

func (v *editorView) showStatus() {
	sc := v.screen
	name := "A new story"
	if sc.file.path != "" {
		name = sc.file.slug + story.Extension
	}
	text, ink := sc.statusText()
	v.status.Set(look.Run{Text: name + " · ", Colour: look.ColourQuiet}, look.Run{Text: text, Colour: ink})
}

func (v *editorView) showPlan() {
	sc := v.screen
	if sc.fault != nil {
		v.bar.Hide()
		v.fit.Set(look.Run{Text: "There is no plan while the times do not fit.", Colour: look.ColourOver})
		return
	}
	v.showShares()
	v.bar.Set(labelledSegments(sc.plan), 0)
	v.bar.Show()
	warning, rest := sc.fit().Sentence()
	switch {
	case warning != "":
		v.fit.Set(look.Run{Text: warning + " ", Colour: look.ColourOver}, look.Run{Text: rest, Colour: look.ColourQuiet})
	case rest != "":
		v.fit.Set(look.Run{Text: rest, Colour: look.ColourQuiet})
	default:
		v.fit.Set(look.Run{Text: fmt.Sprintf("With a script for each section, its time at %d words a minute stands here.", sc.shell.settings.Pace), Colour: look.ColourQuiet})
	}
}

// showShares shows in the empty target of each section what it has without one.
func (v *editorView) showShares() {
	for _, s := range v.screen.plan.Sections {
		if target, ok := v.targets[s.Name]; ok {
			target.SetPlaceholder(story.FormatDuration(s.Target.Round(time.Second)))
		}
	}
}

// showFits shows how each section's script fits its target.
func (v *editorView) showFits() {
	fit := v.screen.fit()
	for n, line := range v.fits {
		s, planned := fit.Section(n)
		text, ink := sectionFitText(s)
		if v.screen.fault != nil || !planned {
			text, ink = "", look.ColourQuiet
		}
		line.Set(look.Run{Text: text, Colour: ink})
	}
}

// sectionFitText says how a section's script fits its target, in few words.
func sectionFitText(s rehearsal.SectionFit) (string, fyne.ThemeColorName) {
	target := rehearsal.Clock(s.Target)
	switch {
	case s.Words == 0:
		return "no script · " + target, look.ColourQuiet
	case s.CutWords > 0:
		return fmt.Sprintf("%s · %s of %s: cut about %s", plural(s.Words, "word", "words"), rehearsal.Clock(s.Time), target, plural(s.CutWords, "word", "words")), look.ColourOver
	case s.OverWords > 0:
		return fmt.Sprintf("%s · %s of %s: +%d over", plural(s.Words, "word", "words"), rehearsal.Clock(s.Time), target, s.OverWords), look.ColourOver
	}
	return fmt.Sprintf("%s · %s of %s", plural(s.Words, "word", "words"), rehearsal.Clock(s.Time), target), look.ColourQuiet
}

// showFaults says at each field what keeps it from being saved.
func (v *editorView) showFaults() {
	faults := v.screen.faults()
	for f, line := range v.faults {
		text := faults[f]
		line.Set(look.Run{Text: text, Colour: look.ColourOver})
		if line.Hidden != (text == "") {
			line.Hidden = text == ""
		}
		if a := v.areas[f]; a != nil {
			a.SetWrong(text != "")
		}
	}
}

// showChosen shows what is chosen and not typed: the questions and the mark of
// a draft.
func (v *editorView) showChosen() {
	st := v.screen.doc.Story()
	text := "No"
	if st.MarkedDraft {
		text = "Yes"
	}
	v.draft.SetText(text)
	v.draft.Select(st.MarkedDraft)
	var rows []fyne.CanvasObject
	for _, id := range st.Answers {
		if q, ok := v.screen.shell.library.Bank.Find(id); ok {
			rows = append(rows, look.NewProse(q.Text, look.SizeBody, look.ColourText))
		} else {
			rows = append(rows, look.NewProse(id+" is not in "+story.BankFile, look.SizeBody, look.ColourOver))
		}
	}
	if len(rows) == 0 {
		rows = append(rows, look.NewProse("None yet.", look.SizeBody, look.ColourQuiet))
	}
	v.answers.Objects = rows
	v.answers.Refresh()
	v.page.Reflow()
}

// fillFoot shows what can be done, with its keys.
func (v *editorView) fillFoot() {
	sc := v.screen
	button := func(kind look.Kind, text, key string, do func()) *look.Button {
		b := look.NewButton(kind, text, key, do)
		v.foot.Objects = append(v.foot.Objects, b)
		return b
	}
	button(look.Primary, "Done", "Esc", sc.onEsc)
	v.roomy = append(v.roomy, button(look.Raised, "Save", shortcut("S"), sc.onSave))
	v.count = button(look.Raised, "Health", "F6", sc.onHealth)
	v.more = button(look.Raised, "More ▾", "F2", sc.onMore)
	v.roomy = append(v.roomy, look.NewHint(shortcut("Z"), "undo", sc.undo), look.NewHint("Alt+↑↓", "move the line", nil),
		look.NewHint("F1", "keys", sc.shell.showKeys))
	v.foot.Objects = append(v.foot.Objects, v.roomy[1:]...)
}

// showHealth shows what was observed, and how much of it.
func (v *editorView) showHealth() {
	shown := 0
	for _, o := range v.screen.found {
		if !o.Dismissed {
			shown++
		}
	}
	text := "Health"
	if shown > 0 {
		text = fmt.Sprintf("Health %d", shown)
	}
	v.count.SetText(text)
	v.health.show(v.screen.found, v.screen.hidden)
}

// labelledSegments gives a plan's sections with their names and targets.
func labelledSegments(p rehearsal.Plan) []look.Segment {
	return planSegments(p, look.ToneFull, func(i int) []string {
		s := p.Sections[i]
		title, time := s.Name.Title(), seconds(s.Target)
		short := strings.TrimSuffix(time, " s")
		return []string{title + " " + time, title + " " + short, s.Name.Letter() + " " + short, s.Name.Letter()}
	})
}
