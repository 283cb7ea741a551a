package ui

import (
	"fmt"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"starling/app/history"
	"starling/app/rehearsal"
	"starling/app/story"
	"starling/app/ui/look"
)

// rateRow rates one section, or Delivery: by 1 to 5 while it has the focus, or
// by a click.
type rateRow struct {
	widget.BaseWidget

	section story.SectionName
	value   int // 0: not rated
	before  int // how it was rated before the answer was listened to; 0 for not
	focused bool
	armed   bool // a key went down on this row and has not rated yet

	onRate  func(section story.SectionName, rating int)
	onFocus func(fyne.CanvasObject)

	ring    *look.Box
	spent   *look.Text
	delta   *look.Text
	buttons [5]*rateButton
	anchor  *look.Prose
	box     *fyne.Container
}

// Declare conformity with the interfaces of the driver.
var (
	_ fyne.Focusable  = (*rateRow)(nil)
	_ desktop.Keyable = (*rateRow)(nil)
)

// newRateRow makes the row for a section; spent and delta tell its time, over
// that it went past its target.
func newRateRow(n story.SectionName, value int, spent, delta string, over bool, rate func(story.SectionName, int)) *rateRow {
	r := &rateRow{section: n, value: value, onRate: rate}
	ink := look.ColourQuiet
	if over {
		ink = look.ColourOver
	}
	r.ring = look.NewBox(look.ColourBackground, 10)
	r.spent = look.NewText(spent, look.SizeSmall, ink).Mono()
	r.delta = look.NewText(delta, look.SizeSmall, ink).Mono()
	r.anchor = look.NewProse("", look.SizeBody, look.ColourQuiet)
	name := look.Row(8, look.NewBadge(n, 22), look.NewText(n.Title(), look.SizeBody, look.ColourText).Bold())
	scale := look.Row(8)
	for i := range r.buttons {
		r.buttons[i] = newRateButton(i+1, func() { r.rate(i + 1) })
		scale.Objects = append(scale.Objects, r.buttons[i])
	}
	times := look.Row(14, r.spent, r.delta)
	main := look.Flow(4, fixed(128, name), fixed(128, times), scale)
	inner := &fyne.Container{Layout: rateLayout{main, r.anchor}, Objects: []fyne.CanvasObject{main, r.anchor}}
	r.box = look.Layers(r.ring, look.Inset(16, 10, inner))
	r.ExtendBaseWidget(r)
	r.show()
	return r
}

// rateLayout sets what a rating means beside it, or below where there is too
// little room.
type rateLayout struct {
	main   *fyne.Container
	anchor *look.Prose
}

const anchorNeeds = 230 // units

func (l rateLayout) natural() float32 {
	width := float32(0)
	for i, o := range l.main.Objects {
		if i > 0 {
			width += look.U(4)
		}
		width += o.MinSize().Width
	}
	return width
}

func (l rateLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	natural := l.natural()
	l.main.Move(fyne.NewPos(0, 0))
	if rest := size.Width - natural - look.U(20); rest >= look.U(anchorNeeds) {
		height := l.anchor.HeightFor(rest)
		l.main.Resize(fyne.NewSize(natural, size.Height))
		l.spread(natural, size.Height)
		l.anchor.Move(fyne.NewPos(natural+look.U(20), (size.Height-height)/2))
		l.anchor.Resize(fyne.NewSize(rest, height))
		return
	}
	height := l.mainHeight(size.Width)
	l.main.Resize(fyne.NewSize(size.Width, height))
	l.spread(size.Width, height)
	l.anchor.Move(fyne.NewPos(0, height+look.U(6)))
	l.anchor.Resize(fyne.NewSize(size.Width, l.anchor.HeightFor(size.Width)))
}

// spread places name, times and scale: in a row if they fit, else the scale
// below.
func (l rateLayout) spread(width, height float32) {
	name, times, scale := l.main.Objects[0], l.main.Objects[1], l.main.Objects[2]
	a, b := name.MinSize(), times.MinSize()
	wide := 5*look.U(44) + 4*look.U(8)
	row := look.U(38)
	y := float32(0)
	if l.natural() <= width+0.5 {
		y = (height - row) / 2
		scale.Move(fyne.NewPos(a.Width+b.Width+look.U(8), y))
	} else {
		scale.Move(fyne.NewPos(0, row+look.U(4)))
	}
	name.Move(fyne.NewPos(0, y+(row-a.Height)/2))
	name.Resize(a)
	times.Move(fyne.NewPos(a.Width+look.U(4), y+(row-b.Height)/2))
	times.Resize(b)
	scale.Resize(fyne.NewSize(wide, row))
}

func (l rateLayout) mainHeight(width float32) float32 {
	if l.natural() <= width+0.5 {
		return look.U(38)
	}
	return look.U(38*2 + 4)
}

func (l rateLayout) HeightFor(_ []fyne.CanvasObject, width float32) float32 {
	if rest := width - l.natural() - look.U(20); rest >= look.U(anchorNeeds) {
		return max(look.U(38), l.anchor.HeightFor(rest))
	}
	height := l.mainHeight(width)
	if l.anchor.Text() != "" {
		height += look.U(6) + l.anchor.HeightFor(width)
	}
	return height
}

func (l rateLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.U(260), look.U(38))
}

// HeightFor is Tall's.
func (r *rateRow) HeightFor(width float32) float32 { return look.HeightFor(r.box, width) }

// show shows value and focus as they are.
func (r *rateRow) show() {
	for i, b := range r.buttons {
		b.choose(r.value == i+1)
	}
	fill, stroke := look.ColourBackground, fyne.ThemeColorName("")
	if r.focused {
		fill, stroke = look.ColourCard, look.ColourFocus
	}
	r.ring.Set(fill, stroke)
	switch {
	case r.focused:
		var runs []look.Run
		for _, rating := range []int{1, 3, 5} {
			runs = append(runs,
				look.Run{Text: fmt.Sprintf("%d ", rating), Colour: look.ColourText, Bold: true},
				look.Run{Text: rehearsal.Anchor(r.section, rating) + "   ", Colour: look.ColourQuiet})
		}
		r.anchor.Set(append(runs, r.beforeRuns(" · ")...)...)
	case r.value > 0:
		r.anchor.Set(append([]look.Run{{Text: rehearsal.Anchor(r.section, r.value), Colour: look.ColourQuiet}}, r.beforeRuns(" · ")...)...)
	default:
		r.anchor.Set(append([]look.Run{{Colour: look.ColourQuiet}}, r.beforeRuns("")...)...)
	}
}

// beforeRuns say how it was rated before the answer was listened to, if it was;
// after divides them from what stands before them.
func (r *rateRow) beforeRuns(after string) []look.Run {
	if r.before == 0 {
		return nil
	}
	return []look.Run{{Text: fmt.Sprintf("%srated %d before listening", after, r.before), Colour: look.ColourQuiet}}
}

// setBefore says how it was rated before the answer was listened to.
func (r *rateRow) setBefore(rating int) {
	if r.before != rating {
		r.before = rating
		r.show()
	}
}

// set shows another value, which was stored already.
func (r *rateRow) set(value int) {
	if r.value != value {
		r.value = value
		r.show()
	}
}

func (r *rateRow) rate(rating int) {
	r.armed = false
	r.onRate(r.section, rating)
}

// FocusGained is Fyne's.
func (r *rateRow) FocusGained() {
	r.focused, r.armed = true, false
	r.show()
	if r.onFocus != nil {
		r.onFocus(r)
	}
}

// FocusLost is Fyne's.
func (r *rateRow) FocusLost() {
	r.focused = false
	r.show()
}

// KeyDown rates: a key going down counts once, however long it is held.
func (r *rateRow) KeyDown(ev *fyne.KeyEvent) {
	if look.Modified() {
		return
	}
	r.armed = true
	if len(ev.Name) == 1 && ev.Name >= "1" && ev.Name <= "5" {
		r.rate(int(ev.Name[0] - '0'))
	}
}

// KeyUp is the driver's.
func (r *rateRow) KeyUp(*fyne.KeyEvent) {}

// TypedRune rates on keyboards whose digits want Shift.
func (r *rateRow) TypedRune(c rune) {
	switch {
	case c < '1' || c > '5':
		look.HandOnRune(r, c)
	case r.armed:
		r.rate(int(c - '0'))
	}
}

// TypedKey hands on what is not a rating. Of a key that was down before the
// row had the focus only the arrows repeat: the Esc that finished an answer
// must not leave its rating too.
func (r *rateRow) TypedKey(ev *fyne.KeyEvent) {
	digit := len(ev.Name) == 1 && ev.Name >= "1" && ev.Name <= "5"
	if !digit && (r.armed || ev.Name == fyne.KeyUp || ev.Name == fyne.KeyDown) {
		look.HandOn(r, ev)
	}
}

// CreateRenderer is Fyne's.
func (r *rateRow) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(r.box) }

// rateButton is one of the five; it takes no focus, its row does.
type rateButton struct {
	widget.BaseWidget

	ground *look.Box
	label  *look.Text
	tap    func()
	box    *fyne.Container
}

func newRateButton(n int, tap func()) *rateButton {
	b := &rateButton{tap: tap, ground: look.NewBox(look.ColourRaised, 6)}
	b.label = look.NewText(fmt.Sprint(n), look.SizeBody, look.ColourQuiet).Bold().Centred()
	b.box = look.Layers(b.ground, b.label)
	b.ExtendBaseWidget(b)
	return b
}

func (b *rateButton) choose(on bool) {
	if on {
		b.ground.Set(look.ColourAccent, "")
		b.label.SetColour(look.ColourOnAccent)
	} else {
		b.ground.Set(look.ColourRaised, "")
		b.label.SetColour(look.ColourQuiet)
	}
}

// Tapped rates.
func (b *rateButton) Tapped(*fyne.PointEvent) { b.tap() }

// MinSize is that of a key one can hit.
func (b *rateButton) MinSize() fyne.Size { return fyne.NewSize(look.U(44), look.U(38)) }

// CreateRenderer is Fyne's.
func (b *rateButton) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(b.box) }

// rateRows makes a row for each section of an attempt, and one for Delivery.
func rateRows(a rehearsal.Attempt, ratings map[story.SectionName]int, rate func(story.SectionName, int)) []*rateRow {
	rows := make([]*rateRow, 0, len(a.Splits)+1)
	for _, s := range a.Splits {
		delta := (s.Spent - s.Target).Round(time.Second)
		sign := "+"
		if delta < 0 {
			sign = "−"
		}
		text := fmt.Sprintf("%s%s", sign, seconds(delta.Abs()))
		if delta == 0 {
			text = "±0 s"
		}
		// What is a tenth of the target, or a second, is nobody's concern.
		over := delta > max(time.Second, s.Target/10)
		rows = append(rows, newRateRow(s.Section, ratings[s.Section], rehearsal.Clock(s.Spent.Round(time.Second)), text, over, rate))
	}
	from := "from " + promptWord(a.Prompt)
	return append(rows, newRateRow(rehearsal.Delivery, ratings[rehearsal.Delivery], from, "", false, rate))
}

func promptWord(p rehearsal.Prompt) string {
	switch p {
	case rehearsal.PromptScript:
		return "script"
	case rehearsal.PromptLines:
		return "lines"
	case rehearsal.PromptPoints:
		return "points"
	}
	return "question"
}

// comparison shows planned against said.
func comparison(r rehearsal.Attempt) fyne.CanvasObject {
	whole := max(r.Plan.Limit, r.Spoken)
	planned := look.NewPlanBar(look.BarPlain).Set(planSegments(r.Plan, look.TonePast, nil), whole)
	said := saidBar(history.Record{Attempt: r}, whole)
	line := func(name string, bar *look.PlanBar) fyne.CanvasObject {
		label := look.NewText(name, look.SizeSmall, look.ColourQuiet)
		return &fyne.Container{Layout: labelledLayout{label, bar}, Objects: []fyne.CanvasObject{label, bar}}
	}
	return look.Column(8, line("Planned", planned), line("Said", said))
}

type labelledLayout struct{ label, rest fyne.CanvasObject }

func (l labelledLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	width := look.U(76)
	own := l.label.MinSize()
	l.label.Move(fyne.NewPos(0, (size.Height-own.Height)/2))
	l.label.Resize(fyne.NewSize(width, own.Height))
	l.rest.Move(fyne.NewPos(width, 0))
	l.rest.Resize(fyne.NewSize(max(0, size.Width-width), size.Height))
}

func (l labelledLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(look.U(140), max(l.label.MinSize().Height, l.rest.MinSize().Height))
}
